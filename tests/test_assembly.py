"""Article + catalog → edition: which text stands where."""

from dataclasses import replace

import html5lib
from hypothesis import given

from editions import (
    ARTICLE,
    BODY,
    TARGETS,
    UNITS,
    catalog,
    elements,
    hostile_targets,
    original,
    site,
    translated,
)
from polyglot.assembly import edition
from polyglot.model import Catalog, Content, Edition, Mark, Message, Tally
from polyglot.writers import writer


def _in_kazakh(*targets: str) -> Edition:
    return edition(ARTICLE, catalog(*targets), language="kk", tag="kk", use=lambda _: True)


def _text(content: Content) -> str:
    return "".join(f"<{p.code.name} {p.kind}>" if isinstance(p, Mark) else p for p in content)


def test_each_unit_gets_the_target_of_its_message() -> None:
    """Every paragraph reads as its translator wrote it, with the source's own tags."""
    made = translated()

    assert _text(made.title) == TARGETS[0]
    assert _text(made.summary) == TARGETS[1]
    assert [_text(tag) for tag in made.tags] == ["Алматы"]
    assert _text(made.contents[2]) == (
        "<em open>14 мамырдағы<em close> <a open>есепті<a close> оқыңыз.<br lone>Ол қысқа."
    )
    assert made.page is ARTICLE.page


def test_the_source_edition_needs_no_catalog() -> None:
    """In its own language an article reads as it was written."""
    made = original()

    assert _text(made.title) == UNITS[0].text
    assert _text(made.contents[3]).startswith("Press <kbd lone> on 10<sup open>th<sup close>")


def test_a_message_that_may_not_be_used_leaves_the_source_text() -> None:
    """What the caller does not let through does not stand on any page."""
    made = edition(ARTICLE, catalog(*TARGETS), language="kk", tag="kk", use=lambda _: False)

    assert made.contents == original().contents


def test_a_target_that_lost_a_code_is_not_carried_and_is_told() -> None:
    """A link that a translation lost is an error, and no page shows that translation."""
    made = _in_kazakh(TARGETS[0], TARGETS[1], "есепті оқыңыз")

    assert made.contents[2] == original().contents[2]
    assert made.tally.untranslated == 1


def test_obsolete_and_empty_messages_are_not_used() -> None:
    """Text that no longer belongs to the article stays in the catalog alone."""
    messages = (
        Message(UNITS[0].text, "title", "Ескі", is_obsolete=True),
        Message(UNITS[1].text, "summary", " \n"),
    )

    made = edition(ARTICLE, Catalog("kk", messages), language="kk", tag="kk", use=lambda _: True)

    assert made.contents == original().contents
    assert made.tally == Tally()


def test_a_unit_for_other_languages_is_left_empty() -> None:
    """A paragraph meant for one language does not appear in another's edition."""
    only_russian = replace(UNITS[0], languages=("ru",))
    article = replace(ARTICLE, units=(only_russian, *UNITS[1:]))

    made = edition(article, catalog(*TARGETS), language="kk", tag="kk", use=lambda _: True)

    assert made.contents[0] == ()


def test_escapes_in_a_target_are_read() -> None:
    """`&lt;b&gt;` in a translation shows as <b> and is no tag."""
    made = _in_kazakh("a &lt;b&gt; &amp;amp; AT&T")

    assert made.title == ("a <b> &amp; AT&T",)


@given(hostile_targets(), hostile_targets(), hostile_targets())
def test_whatever_a_target_holds_the_page_has_the_sources_elements(
    title: str, paragraph: str, item: str
) -> None:
    """Translators place words and the article's own codes, nothing else."""
    made = replace(_in_kazakh(title, "x", paragraph, item, item), page=BODY)
    source = replace(original(), language="kk", tag="kk", tally=made.tally)

    page, plain = (
        html5lib.parse(writer("html").write(e, site()).decode(), namespaceHTMLElements=False)
        for e in (made, source)
    )

    assert elements(page) == elements(plain)
