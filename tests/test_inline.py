"""What a translator sees and writes between the words."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.inline import _Reading, _usual, codes_of, compare, parse, plain, quote, unquote
from polyglot.model import Article, Code, Mark
from strategies import bodies, elements, joined, own_contents, read, texts


def pair(name: str, element: str = "", content: str | None = None) -> Code:
    """Return a paired code; *content* protects what is inside."""
    element = element or name
    opening, closing = (f"<{element}>",), (f"</{element}>",)
    return Code(name, element, is_paired=True, opening=opening, closing=closing, content=content)


A = pair("a")
EM = pair("em")
BR = Code("br", "br", is_paired=False, opening=("<br>",))
KEY = pair("kbd", content="a < b")


@given(texts())
def test_quoted_text_reads_as_the_text_it_was(text: str) -> None:
    """Reading is the inverse of quoting, and quoted text never reads as a tag."""
    quoted = quote(text)

    assert unquote(quoted) == plain(quoted) == text
    assert codes_of(quoted) == ()


@given(st.text(st.sampled_from("<>/&;# abm1ltp"), max_size=24))
def test_text_made_of_nothing_but_brackets_reads_as_it_was(text: str) -> None:
    """No heap of brackets and ampersands can be mistaken for a tag."""
    assert unquote(quote(text)) == text
    assert codes_of(quote(text)) == ()


@given(texts(), texts())
def test_text_beside_a_tag_reads_as_it_was(before: str, after: str) -> None:
    """What stands before and behind a code does not run into it."""
    parsed = parse(f"{quote(before)}<em>{quote(after)}</em>", (EM,))

    assert parsed.problems == ()
    assert "".join(part for part in parsed.content if isinstance(part, str)) == before + after


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("AT&T & Co", "AT&T & Co"),
        ("<b>", "&lt;b>"),
        ("a <b and c> d", "a &lt;b and c> d"),
        ("&amp;", "&amp;amp;"),
        ("&copy 2020", "&copy 2020"),
        ("&unknown;", "&unknown;"),
        ("\u00a0", "\u00a0"),
    ],
)
def test_only_what_would_read_otherwise_is_quoted(text: str, quoted: str) -> None:
    """A translator sees ordinary signs as they are."""
    assert quote(text) == quoted


def test_tags_may_change_places() -> None:
    """Word order differs between languages; the set of tags does not."""
    parsed = parse("<br/> б <em>в</em> <a>а</a>", (A, EM, BR))

    assert parsed.problems == ()
    assert parsed.content == (
        Mark(BR, "lone"),
        " б ",
        Mark(EM, "open"),
        "в",
        Mark(EM, "close"),
        " ",
        Mark(A, "open"),
        "а",
        Mark(A, "close"),
    )


@pytest.mark.parametrize(
    ("codes", "target", "problem"),
    [
        ((A,), "x", "the target lost <a>"),
        ((BR,), "x", "the target lost <br/>"),
        ((A,), "<a>x</a> <b>y</b>", "<b> is not in the source"),
        ((A,), '<a>x</a><a href="x">', '<a href="x"> is not in the source'),
        ((A, EM), "<a><em></a></em>", "<a> is closed before <em> inside it"),
        ((A,), "<a>x</a><a>y</a>", "<a> occurs twice"),
        ((A,), "<a>x", "<a> is never closed"),
        ((A,), "</a>x<a>", "</a> closes nothing"),
        ((A,), "<a/>x", "<a/> stands where <a>…</a> belongs"),
        ((KEY,), "<kbd>б</kbd>", "the text inside <kbd> must stay “a < b”"),
        ((KEY,), "<kbd>a < b", "<kbd> is never closed"),
        ((), "a\x01b", "an unprintable character (U+0001)"),
        ((), "a&#1;b", "an unprintable character (U+0001)"),
    ],
)
def test_each_mistake_with_tags_is_told(codes: Sequence[Code], target: str, problem: str) -> None:
    """What a translator reads says what to mend."""
    assert problem in parse(target, codes).problems


def test_a_protected_code_comes_back_as_one_mark() -> None:
    """What stands in `<kbd>` is the source's, whatever the reader wrote around it."""
    assert parse("<kbd>a < b</kbd> басыңыз", (KEY,)).content == (Mark(KEY, "lone"), " басыңыз")


def test_links_do_not_stand_inside_each_other() -> None:
    """A browser would close the outer one, and the page would not be the source's any more."""
    problems = parse("<a1>x<a2>y</a2></a1>", (pair("a1", "a"), pair("a2", "a"))).problems

    assert problems == ("<a2> stands inside <a1>",)


@pytest.mark.parametrize(
    ("source", "target", "problems"),
    [
        ("plain", "text", ()),
        ("<a>x</a><br/>", "<br/><a>y</a>", ()),
        ("<a1>x</a1> <a2>y</a2>", "<a2>y</a2> <a1>x</a1>", ()),
        ("<code>x</code>", "<code>y</code>", ("the text inside <code> must stay “x”",)),
        ("<a>x</a>", "y", ("the target lost <a>",)),
        ("x", "<b>y</b>", ("<b> is not in the source",)),
        ('<a href="x">y</a>', '<a href="x">z</a>', ()),
        ('<a href="x">y</a>', '<a href="evil">z</a>', (
            'the target lost <a href="x">', '<a href="evil"> is not in the source',
        )),
    ],
)  # fmt: skip
def test_two_messages_are_compared_without_their_article(
    source: str, target: str, problems: tuple[str, ...]
) -> None:
    """A check needs nothing but the catalog."""
    assert compare(source, target) == problems


def test_plain_text_has_no_tags() -> None:
    """Titles and comparisons see the words alone."""
    assert plain("A <em>b</em><br/>c &lt;d> <code>e</code> &amp;amp;") == "A b c <d> e &amp;"


@given(bodies())
def test_what_a_reader_writes_always_reads_back(html: str) -> None:
    """Each unit's own text is a correct target of itself."""
    for unit in read(html).units:
        assert parse(unit.text, unit.codes).problems == ()
        assert compare(unit.text, unit.text) == ()


@given(bodies(), st.data())
def test_the_short_way_and_the_long_way_read_the_same(html: str, data: st.DataObject) -> None:
    """Texts without problems are read faster, and not otherwise."""
    unit = data.draw(st.sampled_from(read(f"<p>first</p>{html}").units))
    parts = st.sampled_from((*codes_of(unit.text), "<b>", "x", "&lt;b>", "\u00a0"))
    target = data.draw(
        st.permutations(codes_of(unit.text)).map("".join) | st.lists(parts, max_size=8).map("".join)
    )
    reading = _Reading(target, unit.codes)
    reading.run()

    usual = _usual(target, unit.codes)

    assert usual is None or (tuple(reading.content), reading.problems) == (usual, [])


# --- Laws 5 and 6 ---------------------------------------------------------------------------------

FORMS: tuple[Literal["source", "page"], ...] = ("source", "page")
HOSTILE = (
    "<script>alert(1)</script>", "<em>", "</em>", "<a>", "</a>", "<br/>", "<strong>", "</strong>",
    '<a href="https://evil.example">', "<img/>", "<img src=x onerror=y>", "</p>", "<!--", "-->",
    '" onload="x', "&lt;b&gt;", "&#60;b&#62;", "&amp;lt;", "]]>", "\x00", "\x1b", "<wbr/>", "<a1>",
    "</a1>", "<sup/>", "<comment/>", "<code>", "</code>", "{{ 7 }}", "\u202e", "<em/>", "слово",
)  # fmt: skip


def test_codes_are_neither_lost_nor_invented(test_data: Path) -> None:
    """Strings that break programs break no page: each is text, or it is refused."""
    article = read('<p>a <em>b</em> <a href=x>c</a><br>d</p><p title="t">e</p>')
    path = test_data / "hostile" / "strings.jsonl"
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        assert_same_markup(article, 0, json.loads(line))
        assert_same_markup(article, 1, json.loads(line))
        assert_same_markup(article, 2, json.loads(line))


@given(bodies(), st.data())
def test_whatever_stands_in_a_target_the_markup_is_the_sources(
    html: str, data: st.DataObject
) -> None:
    """Law 6: translators and machines place text and codes, nothing else."""
    article = read(f"<p>first</p>{html}")
    number = data.draw(st.integers(0, len(article.units) - 1))
    tags = codes_of(article.units[number].text)
    parts = st.sampled_from((*HOSTILE, *tags, *tags)) | texts()

    target = data.draw(
        st.lists(parts, max_size=8).map("".join) | st.permutations(tags).map("".join)
    )

    assert_same_markup(article, number, target)


def assert_same_markup(article: Article, number: int, target: str) -> None:
    """Check that *target* is refused, or changes no element and no attribute name."""
    unit = article.units[number]
    parsed = parse(target, unit.codes)
    if parsed.problems:
        return
    contents = list(own_contents(article))
    contents[number] = parsed.content
    for form in FORMS:
        assert elements(joined(article, form)) == elements(joined(article, form, contents))
    marks = sorted(part.code.name for part in parsed.content if isinstance(part, Mark))
    own = sorted(part.code.name for part in own_contents(article)[number] if isinstance(part, Mark))
    assert marks == own
