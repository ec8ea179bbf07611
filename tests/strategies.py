"""Texts, pages and articles for property tests, and ways to compare what becomes of them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Literal, TypeAlias
from xml.etree.ElementTree import Element

import html5lib
from hypothesis import strategies as st

from polyglot import inline
from polyglot.markup import join
from polyglot.model import Article, Content
from polyglot.plugins import Origin
from polyglot.readers import reader_for

Tree: TypeAlias = tuple["str | Tree", ...]

_SPACE = re.compile(r"[ \t\n\f\r]+")
_PREFORMATTED = frozenset(("pre", "listing", "textarea", "plaintext", "xmp"))

# --- Texts ----------------------------------------------------------------------------------------

WORDS = (
    "bread", "Almaty", "14 May", "ádamzat", "сөз", "oʻzbek", "2,5 %", "«цитата»", "a\u0301", "№ 7",
    "x\u00a0y", "AT&T", "don't", "—", "1 < 2", "R&amp;D", "&lt;b&gt;", "<b>", "</p>", "&copy", "&",
    "<", ">", '"', "&#60;", "<!--", "]]>", "\U0001f35e", "\u200b", "שלום", "I", "ı", "&nbsp;",
)  # fmt: skip


def texts() -> st.SearchStrategy[str]:
    """Texts as people and programs write them, with everything that markup could stumble over."""
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
    return words | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


def prose() -> st.SearchStrategy[str]:
    """One to twelve ordinary words."""
    words = ("bread", "Almaty", "ádamzat", "сөз", "oʻzbek", "№ 7", "14 May", "don't", "—", "2,5 %")
    return st.lists(st.sampled_from(words), min_size=1, max_size=12).map(
        lambda found: " ".join(("word", *found))
    )


# --- Pages ----------------------------------------------------------------------------------------

_BLOCKS = (
    "p", "p", "p", "div", "h1", "h2", "ul", "ol", "li", "li", "blockquote", "table", "tr", "td",
    "th", "caption", "thead", "tbody", "section", "article", "main", "figure", "figcaption", "dl",
    "dt", "dd", "pre", "details", "summary", "form", "select", "option", "button", "center",
    "template", "address", "nav", "header", "hr",
)  # fmt: skip
_INLINE = (
    "a", "a", "b", "b", "i", "em", "strong", "code", "kbd", "span", "sup", "br", "br", "img",
    "wbr", "small", "font", "nobr", "ruby", "rt", "x-foo", "label", "input", "svg", "noscript",
    "q", "u", "s", "time", "video", "source",
)  # fmt: skip
_ATTRIBUTES = (
    "", "", "", "", " id=x", ' CLASS="a b"', " title='a &amp; b'", ' alt="A  map"', ' alt=""',
    ' href="?a=1&copy=2"', " href=javascript:x", ' lang="en"', " lang=EN-gb", ' translate="no"',
    " translate=yes", " data-private", ' its-loc-note="a note"', ' its-id-value="v"',
    ' style="color:red"', " onclick='x(\">\")'", " a=1 a=2", " /", ' src=a.png srcset="b.png 2x"',
    ' aria-label="a\nb"', " placeholder=Name", ' title=">"', ' class="footnote-ref"', ' "',
    " type=checkbox checked", " colspan=2", ' its-locale-filter-list="kk, uz"', " =x",
)  # fmt: skip
_ODD = (
    "<!-- a comment -->", "<!doctype html>", "<!-->", "<![CDATA[x<b>y]]>", "<?php echo 1 ?>",
    "</>", "</ x>", "<script>if (a<b) '</p>'</script>", "<style>p{}</style>", "<!--<b>--!>",
    "<textarea>\n a <b> </textarea>", "<iframe src=x>a<b></iframe>", "<title>A &lt; B</title>",
    "<svg><p>x</svg>", "<svg><g><title>t</title><![CDATA[<b>]]></g></svg>",
    "<math><mi>x</mi></math>", "<xmp> a <b> </xmp>", "&amp;", "&lt;b&gt;", "&notin;", "&notit;",
    "&#150;", "&#x1F600;", "&nbsp;", "&copy2", "a < b", "1 & 2", "\n\n", "   ", "\t", "\n",
    "&#10;x", "<noembed><p></noembed>", "<script><!--<script></script>--></script>", "&#xD800;",
    "e\u0301", "\u00a0", "\u2028",
)  # fmt: skip


def _tag(name: str, attributes: str, kind: str) -> str:
    return f"</{name}>" if kind == "end" else f"<{name}{attributes}>"


def tag_soup() -> st.SearchStrategy[str]:
    """HTML as nobody should write it: unclosed, misnested, half escaped."""
    tags = st.builds(
        _tag,
        st.sampled_from(_BLOCKS + _INLINE).flatmap(
            lambda name: st.sampled_from((name, name.upper()))
        ),
        st.sampled_from(_ATTRIBUTES),
        st.sampled_from(("start", "start", "end")),
    )
    words = st.sampled_from(("one ", "two", " three ", "14", "— ", "слово ", "a  b"))
    return st.lists(tags | words | st.sampled_from(_ODD), max_size=24).map("".join)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inline_html(depth: int = 2) -> st.SearchStrategy[str]:
    """Well-formed inline HTML with words in it."""
    text = texts().map(_escape)
    if depth == 0:
        return text
    inner = inline_html(depth - 1)
    parts = st.one_of(
        text,
        inner.map(lambda html: f"<em>{html}</em>"),
        inner.map(lambda html: f"<strong class='x'>{html}</strong>"),
        text.map(lambda html: f'<a href="report.html">{html}</a>'),
        text.map(lambda html: f"<code>{html}</code>"),
        st.sampled_from(("<br>", '<img src="m/a.png" alt="A map">', "<wbr>", "<!-- c -->")),
        st.just('<sup class="footnote-ref"><a href="#fn1">[1]</a></sup>'),
        text.map(lambda html: f'<span translate="no">{html}</span>'),
    )
    return st.lists(parts, min_size=1, max_size=4).map(lambda found: " ".join(("word", *found)))


def _block(name: str, html: str) -> str:
    match name:
        case "ul":
            return f"<ul>\n<li>{html}</li>\n<li>two</li>\n</ul>"
        case "table":
            return f"<table><tr><td>{html}<td>two</table>"
        case "figure":
            return f'<figure><img src="m/a.png" alt="A"><figcaption>{html}</figcaption></figure>'
        case "pre-code":
            return f"<pre><code>{html}</code></pre>"
        case _:
            return f"<{name}>{html}</{name}>"


def bodies() -> st.SearchStrategy[str]:
    """Bodies of ordinary articles, in well-formed HTML."""
    names = ("p", "p", "p", "h1", "h2", "blockquote", "ul", "table", "figure", "pre", "pre-code")
    block = st.builds(_block, st.sampled_from(names), inline_html())
    return st.lists(block, min_size=1, max_size=8).map("\n".join)


# --- Articles -------------------------------------------------------------------------------------


def read(html: str, *, language: str = "en", **metadata: object) -> Article:
    """Read HTML as the article `news/x`."""
    origin = Origin("news/x", "content/news/x.html", language, metadata)
    return reader_for(".html").read(html.encode("utf-8", "replace"), origin)


def articles() -> st.SearchStrategy[Article]:
    """Ordinary articles in English, read from HTML."""
    return st.builds(lambda html, title: read(html, title=title), bodies(), prose())


def own_contents(article: Article) -> tuple[Content, ...]:
    """Return the contents of the article's own units, which always parse."""
    found: list[Content] = []
    for unit in article.units:
        parsed = inline.parse(unit.text, unit.codes)
        assert not parsed.problems, (unit, parsed.problems)
        found.append(parsed.content)
    return tuple(found)


def joined(
    article: Article,
    form: Literal["source", "page"] = "source",
    contents: Sequence[Content] | None = None,
    *,
    tag: str = "",
) -> str:
    """Return an article's source or page with its own texts, or with *contents*; *tag* is whose."""
    return join(
        article.source if form == "source" else article.page,
        own_contents(article) if contents is None else contents,
        form=form,
        tag=tag or article.language,
        source_tag=article.language,
        address=lambda address: address.url,
    )


# --- Trees ----------------------------------------------------------------------------------------


def tree(html: str) -> Tree:
    """Return what html5lib reads: white space outside `pre` folded, NFC, nothing unprintable."""
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=True)
    return _branch(root, is_preformatted=False)


def _branch(node: Element, *, is_preformatted: bool) -> Tree:
    name = "!--" if callable(node.tag) else node.tag.rpartition("}")[2]
    is_preformatted = is_preformatted or name in _PREFORMATTED
    attributes = sorted((str(key), _folded(value)) for key, value in node.items())
    inside: list[str | Tree] = [name, *(part for pair in attributes for part in pair)]
    inside.append(_text(node.text, is_preformatted=is_preformatted))
    for child in node:
        inside.append(_branch(child, is_preformatted=is_preformatted))
        inside.append(_text(child.tail, is_preformatted=is_preformatted))
    return tuple(inside)


def _text(text: str | None, *, is_preformatted: bool) -> str:
    clean = inline.UNPRINTABLE.sub("", (text or "").replace("\f", " ").replace("\r", "\n"))
    return unicodedata.normalize("NFC", clean if is_preformatted else _SPACE.sub(" ", clean))


def _folded(text: str) -> str:
    return _text(text, is_preformatted=False)


def elements(html: str) -> Counter[tuple[str, ...]]:
    """Return how often each element with its attribute names stands in a page."""
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return Counter((str(node.tag), *sorted(map(str, node.keys()))) for node in root.iter())
