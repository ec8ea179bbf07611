"""What is private stays at the desk: it is in no message, no page, no file that goes out."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from polyglot import markup
from polyglot.catalog import segments_of
from polyglot.errors import ContentError
from polyglot.model import Article, Private
from polyglot.plugins import Origin
from polyglot.publication import source_version
from polyglot.readers import front_matter, reader_for
from strategies import inline_html, joined, own_contents, prose, read
from workspaces import Press, press

WORD = "quetzal"
"""A word that no file may hold which leaves the workspace."""

SECRET = f'{WORD} <b title="{WORD} t" lang="en">{WORD}</b> <a href="{WORD}.html">{WORD}</a>'

PAGE = f"""\
<!DOCTYPE html>
<!-- {WORD} above -->
<html lang="en">
<head><title>A bridge</title><meta data-private name="description" content="{WORD} d">
<meta data-private name="author" content="{WORD} a"><?{WORD} pi?>
<style data-private>.{WORD} {{}}</style></head>
<body>
<h1>A bridge <!-- {WORD} h --></h1>
<p data-private>{SECRET}
<p>It opens <!-- {WORD} c -->in May<b data-private title="{WORD}">, {WORD}</b>, they say.</p>
<p>See <code>a<i data-private>{WORD}</i>b</code> and <sup role="doc-noteref">1<i data-private
 title="{WORD} words">{WORD}</i></sup> there.</p>
<p translate="no">As is <code>x<b data-private>{WORD}</b></code> <b data-private>{WORD}</b>.</p>
<div><li data-private>{WORD}<ul><li>{WORD}</ul></div>
<table><tr><td data-private>{SECRET}<td>2,500 people<tr data-private><td>{SECRET}</table>
<span data-private>{WORD}<p>{WORD}</p></span>
<p>One <i><b data-private>{WORD}</i> {WORD}</b> two.</p>
<p>An <a data-private href="{WORD}">{WORD}<a href="{WORD}">{WORD}</a></a> end.</p>
<p>Map: <svg><!-- {WORD} --><g data-private><text>{WORD}</text><g/></g><path/></svg> of it.</p>
<hr data-private title="{WORD}"><img data-private src="{WORD}.png" alt="{WORD} i">
<header><time data-private datetime="2001-09-11">{WORD}</time></header>
<template><p data-private>{WORD}</p><!-- {WORD} -->plain</template>
<p>The last words.</p>
<!-- {WORD} below -->
</body></html>
<p data-private><!-- {WORD} never closed
"""

HEADED = f"""\
---
# {WORD} in a line of its own
title: "A bridge # no comment"  # {WORD} behind
language: 'en' # {WORD}
summary: | # {WORD} at the head of a text
  It opens # in May
# {WORD} below a text
tags: [bridges,#{WORD}
  canals] # {WORD}
odd: > # {WORD}
  words # of no comment
# {WORD} at the end
---

A paragraph with <span data-private>{WORD}</span> a hole <!-- {WORD} -->in it.

<!-- {WORD} -->

<div data-private>

{WORD} *{WORD}*

</div>

- one <b data-private>{WORD}</b>
- two
"""

TOML = f"""\
+++
# {WORD}
title = "A bridge # no comment" # {WORD}
tags = ["a", # {WORD}
  'b'] # {WORD}
lang = "en" # {WORD}
[x]
y = '''
# no comment
''' # {WORD}
+++
Words.
"""


def read_as(text: str, suffix: str) -> Article:
    """Read *text* as an article in a file that ends in *suffix*."""
    return reader_for(suffix).read(text.encode(), Origin("x", f"content/x{suffix}", "en"))


def exported(article: Article, *, tag: str = "en") -> str:
    """Return the localized source with the article's own texts, as it leaves the workspace."""
    return markup.join(
        article.source,
        own_contents(article),
        form="source",
        tag=tag,
        source_tag="en",
        address=lambda address: address.url,
        with_private=False,
    )


ARTICLES = [(PAGE, ".html"), (HEADED, ".md"), (HEADED, ".html"), (TOML, ".md"), (TOML, ".txt")]


@pytest.mark.parametrize(("text", "suffix"), ARTICLES)
def test_no_private_word_is_shown_to_anybody(text: str, suffix: str) -> None:
    """Not to translators, not on a page, not in a localized source, not in the metadata."""
    article = read_as(text, suffix)

    assert WORD in text
    assert WORD not in str(segments_of(article))
    assert WORD not in joined(article, "page")
    assert WORD not in exported(article)
    assert WORD not in str(article.metadata)


@pytest.mark.parametrize(("text", "suffix"), ARTICLES)
def test_what_is_not_private_is_kept(text: str, suffix: str) -> None:
    """Nothing but private words is missing in what goes out."""
    article = read_as(text, suffix)
    hidden = [piece.text for piece in article.source if isinstance(piece, Private)]

    assert all(WORD in piece or not piece.strip() for piece in hidden), hidden
    for word in ("May", "of no comment", "# no comment", "The last words", "plain", "two."):
        assert (word in exported(article)) == (word in text)


def test_the_article_itself_keeps_what_is_private() -> None:
    """A page read and joined with its own texts is the page that it was."""
    article = read(f"<p data-private>{SECRET}</p><!-- {WORD} --><p>a <!-- {WORD} --> b</p>")

    assert joined(article) == (
        f"<p data-private>{SECRET}</p><!-- {WORD} --><p>a <!-- {WORD} --> b</p>"
    )


def test_the_tags_around_a_private_block_stay() -> None:
    """A block that its parent closes for it takes nothing of its parent along."""
    article = read("<div><p data-private>a</div><p>b</p><ul><li data-private>c<li>d</ul>")

    assert exported(article) == "<div></div><p>b</p><ul><li>d</ul>"
    assert joined(article, "page") == "<div></div><p>b</p><ul><li>d</li></ul>"


@given(inline_html(), prose())
def test_nothing_inside_a_private_element_comes_out(html: str, words: str) -> None:
    """Whatever markup stands inside, the element is gone with all of it."""
    around = read(f"<p>before</p><div data-private>{html}</div><p>after</p>")

    assert exported(around) == "<p>before</p><p>after</p>"
    assert [unit.text for unit in around.units] == ["before", "after"]
    assert read(f"<div data-private><p>{words}</div>").units == ()


_TAGS = ("<b>", "</b>", "<i translate=no>", "</i>", "<p>", "</p>", "<li>", "<td>", "<a>", "</a>")
_MORE = ("<table>", "</table>", "<code>", "</code>", "<!-- c -->", "<div>", "</div>", "<br>", "w ")


@given(st.lists(st.sampled_from(_TAGS + _MORE)).map("".join), st.sampled_from(("span", "section")))
def test_a_private_element_hides_its_words_in_any_tag_soup(soup: str, name: str) -> None:
    """Its first words are hidden, however the tags around it overlap."""
    article = read(f"<p>{soup}<{name} data-private>{WORD}</{name}> {soup} end")

    for shown in (exported(article), joined(article, "page"), str(segments_of(article))):
        assert WORD not in shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a</p><!-- x -->", "<p>a</p>"),
        ("<p>a</p><p data-private>x <a href=y>z</a>", "<p>a</p>"),
        ("<p>a <!-- x --> b</p>", "<p>a <!-- y --> b</p>"),
    ],
)
def test_private_words_do_not_make_another_version(one: str, other: str) -> None:
    """A release outlives a note of the desk, whose readers are not the public."""
    assert source_version(read(one)) == source_version(read(other))


# --- The language that front matter names ---------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("---\nlanguage: en\n---\n", "---\nlanguage: kk\n---\n"),
        ('---\nlang: "en-GB" # x\n---\n', '---\nlang: "kk"\n---\n'),
        ("---\n{language: en, other: en}\n---\n", "---\n{language: kk, other: en}\n---\n"),
        ("+++\nlanguage = 'en'\n+++\n", "+++\nlanguage = 'kk'\n+++\n"),
        ('+++\nlang = """en"""\n+++\n', '+++\nlang = """kk"""\n+++\n'),
    ],
)
def test_the_front_matter_of_an_edition_names_its_language(head: str, expected: str) -> None:
    """Who reads the localized source in again gets an article in the right language."""
    article = read_as(head + "Words.\n", ".md")

    assert exported(article, tag="kk").startswith(expected)


@pytest.mark.parametrize(
    "meta",
    [
        '<meta http-equiv="content-language" content="{}">',
        '<meta name="language" content="{}">',
        '<p xml:lang="{}">a</p>',
    ],
)
def test_what_names_the_language_of_a_page_names_the_editions(meta: str) -> None:
    """A page that says it is English is not believed to be Kazakh."""
    page = f'<html lang="en"><head>{meta.format("en")}</head><body>a'

    assert meta.format("kk") in exported(read_as(page, ".html"), tag="kk")


_LINES = (
    "a: b",
    "c: 'd # e'",
    "f: |",
    "  g # h",
    "# quetzal",
    "i: [j,#quetzal",
    " k]",
    "l: >-  # quetzal",
)
_OTHERS = (
    'm: "n #',
    ' o"',
    "",
    "  p",
    "  # quetzal",
    "q: r#s #quetzal",
    "t: &u v # quetzal",
    "w: *u",
    "\t# quetzal",
)


@given(st.lists(st.sampled_from(_LINES + _OTHERS)), st.booleans())
def test_front_matter_without_its_comments_says_the_same(lines: list[str], crlf: bool) -> None:  # noqa: FBT001
    """Other parsers read what goes out as they read what came in, and find no comment in it."""
    end = "\r\n" if crlf else "\n"
    inner = end.join((*lines, ""))
    try:
        before = yaml.compose(inner)
        front, _, above = front_matter.read(f"---{end}{inner}---{end}Words", path="x.md")
    except (ContentError, yaml.YAMLError):
        return
    left = "".join(piece for piece in front.source if isinstance(piece, str))

    if above and before is not None:
        after = yaml.compose(left.strip("\r\n").removeprefix("---").removesuffix("---"))
        assert yaml.serialize(after) == yaml.serialize(before)


# --- All the way out ------------------------------------------------------------------------------


@pytest.fixture
def whispering(tmp_path: Path) -> Press:
    """Make a workspace with private words in every article."""
    made = press(tmp_path, release="auto", needs="translated", url="https://muynak.example/")
    made.write("content/news/page.html", PAGE)
    made.write("content/news/headed.md", HEADED)
    made.write("content/news/toml.md", TOML)
    return made


def test_no_file_that_goes_out_holds_a_private_word(whispering: Press) -> None:
    """Pages, wire files, localized sources, indexes, catalogs, templates and the record."""
    whispering.done("run", "--drafts", "--provider", "pseudo")
    for article in ("news/page", "news/headed", "news/toml"):
        whispering.type_all(article, "kk")
    whispering.done("run", "--drafts", "--provider", "pseudo")
    whispering.done("export", "--to", "html", "--to", "nitf", "--to", "source")

    files = whispering.files("exports", "locales")
    told = [name for name, data in files.items() if WORD.encode() in data.lower()]
    assert told == []
    for part in ("public/source/news/page/kk.html", "public/source/news/headed/kk.html"):
        assert f"exports/{part}" in files
    assert any(name.endswith(".pot") for name in files)
    assert any(name.startswith("locales/published/") for name in files)
    assert any("nitf" in name for name in files)
