"""Plain text: paragraphs in, the same text with other words out."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot import inline, markup
from polyglot.errors import ContentError
from polyglot.model import Article, Content
from polyglot.plugins import Origin
from polyglot.readers import reader_for

TEXT = """Bridge reopened

The bridge is open
again.  \t
 \t

  Fish & chips <b>cost</b> 5 — “cheap”.
***

Last.\r
\r
End"""


def read(text: str) -> Article:
    """Return the article in *text*."""
    origin = Origin(id="news/bridge", path="content/news/bridge.txt", language="en")
    return reader_for(".txt").read(text.encode(), origin)


def localized(article: Article, contents: list[Content]) -> str:
    """Return the localized source with *contents*."""
    return markup.join(
        article.source, contents, form="source", tag="en", source_tag="en", address=lambda a: a.url
    )


def own(article: Article) -> list[Content]:
    """Return the article's own texts."""
    return [inline.parse(unit.text, unit.codes).content for unit in article.units]


def test_a_text_is_its_paragraphs() -> None:
    """A short first line is the title; what has no words is nobody's to translate."""
    article = read(TEXT)

    assert [(unit.role, inline.plain(unit.text), unit.line) for unit in article.units] == [
        ("title", "Bridge reopened", 1),
        ("paragraph", "The bridge is open again.", 3),
        ("paragraph", "Fish & chips <b>cost</b> 5 — “cheap”. ***", 7),
        ("paragraph", "Last.", 10),
        ("paragraph", "End", 12),
    ]
    assert article.metadata.title == 0
    assert article.reports == ()


def test_the_localized_source_has_the_separators_of_the_original() -> None:
    """Blank lines and the white space between paragraphs stay byte for byte."""
    article = read(TEXT)

    translated = localized(article, [(f"<{number}> &",) for number in range(len(article.units))])

    assert translated.replace("\r", "") == ("<0> &\n\n<1> &  \t\n \t\n\n  <2> &\n\n<3> &\n\n<4> &")


def test_a_page_has_paragraphs() -> None:
    """The title is the template's; the text is escaped."""
    article = read(TEXT)

    page = markup.join(
        article.page,
        own(article),
        form="page",
        tag="en",
        source_tag="en",
        address=lambda address: address.url,
    )

    assert "Bridge reopened" not in page
    assert "<p>Fish &amp; chips &lt;b&gt;cost&lt;/b&gt; 5 — “cheap”. ***</p>" in page


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Why?\n\nText.", "Why?"),
        ("A sentence.\n\nText.", None),
        ("Alone", None),
        ("Two\nlines\n\nText.", None),
        ("w" * 130 + "\n\nText.", None),
        ("---\ntitle: A\n---\nA\n\nText.", "A"),
        ("---\ntitle: A\n---\nB\n\nText.", "A"),
    ],
)
def test_a_title_is_short_and_stands_alone(text: str, title: str | None) -> None:
    """A first sentence is not taken for a title, and metadata wins."""
    article = read(text)

    number = article.metadata.title
    assert (None if number is None else article.units[number].text) == title


def test_front_matter_is_translated_too() -> None:
    """Front matter may hold anything, tags of HTML as well."""
    article = read('---\ntitle: "A <p>"\nx: "<h1>"\ntags: [a, b]\n---\n\nText <p>\n\n</h1>\n')

    assert localized(article, own(article)) == (
        '---\ntitle: "A <p>"\nx: "<h1>"\ntags: ["a", "b"]\n---\n\nText <p>\n\n</h1>\n'
    )
    assert [unit.line for unit in article.units if unit.role == "paragraph"] == [7, 9]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t")))
def test_a_text_with_its_own_words_is_the_text(text: str) -> None:
    """Law 1: what is read is what is written, up to white space inside paragraphs and NFC."""
    try:
        article = read(text)
    except ContentError:
        return
    again = localized(article, own(article))

    def same(text: str) -> list[str]:
        return [
            unicodedata.normalize("NFC", word) for word in re.split(r"[ \t\n\f]+", text) if word
        ]

    assert same(again) == same(text)
