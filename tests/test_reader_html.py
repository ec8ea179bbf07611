"""HTML articles: what becomes a paragraph for translators, and what stays as it is."""

import json
import pickle
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from polyglot.errors import ContentError, UsageError
from polyglot.model import Article
from polyglot.plugins import Origin
from polyglot.readers import READERS, SUFFIXES, reader_for
from strategies import articles, bodies, joined, read, tag_soup, tree

NASTY = (
    "<p>one<p>two<li>three<ul><li>four<li>five</ul>",
    "<table><tr><td>a<td>b<tr><th>c</table>",
    "<table>out<tr><td>in<table><tr><td>deep</table>after</table>",
    "<table><b>foster <tr><td>x</b>y</table>z",
    "<p>a <b>b <i>c</b> d</i> e</p>",
    "<p>a <b>b<p>c</b> d",
    "<a href=x>a<a href=y>b</a>c</a>",
    "<p TITLE=one title=two ID='x'>a</p>",
    "<p title=a&amp;b>x &amp y &notit; &copy2 &#150; &#x; &unknown; &lt</p>",
    "<p>a<!-- c -->b<!-- d --></p><!-- e -->",
    "<p><![CDATA[x > y]]> z",
    "<!DOCTYPE html><title>T &amp; t</title><p>x",
    "<p>a <svg><title>t</title><g><p>b</svg> c",
    "<p>a <svg><style><b></style></svg> b",
    "<p>a <math><mi>x</mi></math> b",
    "<template><p>a</template><p>b",
    "<p>Choose <select><option>one<option>two<b>x</b></select> now",
    "<select><optgroup label=A><option label=B>c</select>",
    "<a href=x><h2>a</h2><p>b</p></a>",
    "<details><summary>a</summary>b</details>",
    "<pre>\n\n  a\n  <b>b</b>\n</pre>",
    "<pre>\na</pre><pre>  </pre><pre><code>\nx</code></pre>",
    "<textarea>\n a <b> </textarea>b",
    "<iframe><p>a</iframe>b<noscript><p>c</noscript><noembed><p></noembed>",
    "<br>a<br><br>b<br>",
    "<br>a <br/> b</br>c",
    "<ruby>a<rt>b<rp>)</ruby>c",
    "<p>x</p></div></p></b>y",
    "<button>a<p>b</button>c",
    "<h1>a<h2>b</h1>c",
    "<dl><dt>a<dd>b<dt>c</dl>",
    "<script>'</p><!--<script>'</script>--></script>x",
    "<p>a\tb\n\nc   d\fe</p>",
    "<p>\u00a0a\u00a0b\u00a0</p>",
    "<p>e\u0301<b>\u0301</b></p>",
    "<plaintext>a <b>",
    "<xmp>a <b> </xmp>b",
    "<p>a <",
    "<p>a </",
    "<p>a <b title='",
    "<p>a <!-- b",
    "<body><frameset><frame></frameset>a",
    "<html lang=en><head><meta charset=utf-8></head><body lang=EN>a</body></html>b",
    "<p>a<span translate=no>b<p>c</span>d",
    "<p>a <span data-private>b<p>c</span>d",
    "<form><label>a<input value=b placeholder='c  d'></label><input type=submit value=e></form>",
    "<p><img alt=' a  b ' title=''>c<img alt>",
    "<p/>a<div/>b<br/>c",
    "<nobr>a<nobr>b</nobr>",
    "<font color=red><p>a</font>b",
    "<tr><pre><tr>a  b",
    "<tr><pre></tr>a  b",
    "<td data-private><pre>a  b</td>c  d",
    "<table><tr><td><pre>a  b<tr><td>c  d</table><tr><pre>e  f",
    "<p><b></b><i>x</i><em></em></p>",
)


def texts_of(article: Article) -> list[str]:
    """Return what a translator sees."""
    return [unit.text for unit in article.units]


# --- Law 1: partition -----------------------------------------------------------------------------


@pytest.mark.parametrize("html", NASTY)
def test_odd_html_comes_back_as_the_same_tree(html: str) -> None:
    """What people write by hand is translated without being mended or broken."""
    assert tree(joined(read(html))) == tree(html)


@given(tag_soup())
@example("<p><p><p><p><p><tr><pre><tr>one  three ")
def test_any_html_comes_back_as_the_same_tree(html: str) -> None:
    """A localized source made from its own texts is the source."""
    assert tree(joined(read(html))) == tree(html)


@given(bodies())
def test_ordinary_articles_come_back_as_the_same_tree(html: str) -> None:
    """The same holds where every text has words, tags and odd signs in it."""
    assert tree(joined(read(html))) == tree(html)


def examples(folder: Path) -> Iterable[str]:
    """Yield the HTML of all examples of the Markdown specifications."""
    for path in sorted((folder / "markdown").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            html: str = json.loads(line)["html"]
            yield html.replace("\x00", "\ufffd")


def test_the_html_of_all_markdown_examples_comes_back(test_data: Path) -> None:
    """The specifications of CommonMark and GFM lose nothing."""
    for html in examples(test_data):
        article = read(html)

        assert tree(joined(article)) == tree(html)
        assert tree(joined(article, "page")) is not None


@given(articles())
def test_an_article_travels_between_processes(article: Article) -> None:
    """An article is a value: it is pickled and comes back equal."""
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301 - our own bytes


# --- What translators see -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "units"),
    [
        ("<p>Read <a href=x>the report</a> of <em>14 May</em><br>", [
            "Read <a>the report</a> of <em>14 May</em>",
        ]),
        ("<p><a href=x>a</a> and <a href=y>b</a>", ["<a1>a</a1> and <a2>b</a2>"]),
        ("<p>a <u-1>b</u-1> <u-1>c</u-1>", ["a <u-1-1>b</u-1-1> <u-1-2>c</u-1-2>"]),
        ("<p><b><i>all of it</i></b></p>", ["all of it"]),
        ("<p> <br> <b>a</b> b <br> </p>", ["<b>a</b> b"]),
        ("<p><a id=x></a>a <i></i></p>", ["a"]),
        ("<p>a\n  b\tc</p>", ["a b c"]),
        ("<p>&lt;b&gt; &amp;amp; &amp; &nbsp;x</p>", ["&lt;b> &amp;amp; & \u00a0x"]),
        ("<p>e\u0301</p>", ["\u00e9"]),
        ("<p>—</p><p>***</p><p> </p>", []),
        ("<p>14</p><p>14 %</p><p>1 500</p>", ["14 %", "1 500"]),
        ("<p>press <kbd>a &lt; b</kbd> now</p>", ["press <kbd>a < b</kbd> now"]),
        ("<p>the <span translate=no>Big <b>One</b></span> is", ["the <span>Big One</span> is"]),
        ("<p><code>x</code></p>", []),
        ("<p>a<sup class=footnote-ref><a href=#1>[1]</a></sup> b</p>", ["a<sup/> b"]),
        ("<p>a <b>b<p>c", ["a <b/>b", "c"]),
        ("<p>a <!-- no --> b</p>", ["a <comment/> b"]),
        ("<p translate=no>a <b>b</b></p><p>c</p>", ["c"]),
        ("<div translate=no><p>a<p translate=yes>b</div>", ["b"]),
        ("<pre><code>a</code></pre><pre>b\n c</pre>", ["b\n c"]),
        ("<p>a<script>b</script><textarea>c</textarea>", ["a"]),
        ("<svg><text>a</text></svg><math><mi>b</mi></math>", []),
        ("<p>a\x01b</p>", ["ab"]),
    ],
)  # fmt: skip
def test_a_paragraph_as_a_translator_sees_it(html: str, units: list[str]) -> None:
    """Words, readable tags, and nothing that is not theirs to touch."""
    assert texts_of(read(html)) == units


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>a <img alt='A  map' title=T> b</p>", [
            ("paragraph", None, "a <img/> b"), ("alt", "alt", "A map"), ("tooltip", "tooltip", "T"),
        ]),
        ("<p><img alt=A>b</p><img alt=''>", [("alt", "alt", "A"), ("paragraph", None, "b")]),
        ("<figure><figcaption><p>a</figcaption></figure>", [("caption", "caption", "a")]),
        ("<table><caption>a</caption><tr><th>b<td>c</table>", [
            ("caption", "caption", "a"), ("table heading", None, "b"), ("table cell", None, "c"),
        ]),
        ("<blockquote><p>a</blockquote>", [("quotation", None, "a")]),
        ("<ul><li>a<li><p>b</ul>", [("list item", None, "a"), ("list item", None, "b")]),
        ("<h2>a</h2><dl><dt>b<dd>c</dl>", [
            ("heading", None, "a"), ("term", None, "b"), ("definition", None, "c"),
        ]),
        ("<input type=submit value=a><input value=b placeholder=c aria-label=d>", [
            ("label", "label", "a"), ("placeholder", "placeholder", "c"), ("label", "label", "d"),
        ]),
        ("<p its-id-value=v>a<p data-context=w>b<p><b data-context=x>c</b>", [
            ("paragraph", "v", "a"), ("paragraph", "w", "b"), ("paragraph", "x", "c"),
        ]),
        ("<p translate=no><img alt=a></p>", []),
    ],
)  # fmt: skip
def test_roles_and_contexts(html: str, found: list[tuple[str, str | None, str]]) -> None:
    """Body text has no context; the rest a short word that never changes."""
    assert [(unit.role, unit.context, unit.text) for unit in read(html).units] == found


def test_directives_of_its_reach_the_unit() -> None:
    """A note for translators and a list of languages stand where the standard puts them."""
    html = '<div its-loc-note="Mind  it" its-locale-filter-list="kk, uz-Latn"><p>a</div><p>b'

    first, second = read(html).units

    assert (first.note, first.languages) == ("Mind it", ("kk", "uz"))
    assert (second.note, second.languages) == ("", ())


@pytest.mark.parametrize(
    ("given", "languages"),
    [
        ('its-locale-filter-list="kk, uz-Latn"', "kk uz"),
        ('its-locale-filter-list="kk, UZ" its-locale-filter-type="exclude"', "en ru kaa"),
        ('its-locale-filter-list="kk" its-locale-filter-type=Include', "kk"),
        ('its-locale-filter-list="*"', "en ru kk kaa uz"),
        ('its-locale-filter-list=""', ""),
        ('its-locale-filter-list="*" its-locale-filter-type="exclude"', ""),
        ('its-locale-filter-list="" its-locale-filter-type="exclude"', "en ru kk kaa uz"),
        ('its-locale-filter-type="exclude"', "en ru kk kaa uz"),
    ],
)
def test_a_locale_filter_includes_or_excludes(given: str, languages: str) -> None:
    """As ITS 2.0 has it (8.10 Locale Filter); a block inside another has its own filter."""
    (unit, inner) = read(f"<div {given}><p>a</p><p its-locale-filter-list=ru>b</p></div>").units

    found = [one for one in ("en", "ru", "kk", "kaa", "uz") if unit.is_for(one)]

    assert found == languages.split()
    assert [one for one in ("en", "ru", "kk") if inner.is_for(one)] == ["ru"]


def test_units_know_their_lines() -> None:
    """A finding leads to the line in the editor."""
    article = read("<p>a</p>\n<p>\n  b <img alt=c>\n  d</p>\n")

    assert [(unit.text, unit.line) for unit in article.units] == [
        ("a", 1),
        ("b <img/> d", 3),
        ("c", 3),
    ]


# --- Bytes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "<p>сөз</p>".encode(),
        "\ufeff<p>сөз</p>".encode(),
        "\ufeff<p>сөз</p>".encode("utf-16-le"),
        '<meta charset="koi8-r"><p>слово</p>'.encode("koi8-r"),
        "<?xml version='1.0' encoding='windows-1251'?><p>слово</p>".encode("cp1251"),
        "<meta charset=nonsense-utf-8><p>x".replace("nonsense-", "").encode(),
    ],
)
def test_bytes_are_read_in_the_encoding_they_declare(data: bytes) -> None:
    """A mark, a declaration or a meta tag is believed; else the text is UTF-8."""
    article = reader_for(".html").read(data, Origin("x", "content/x.html", "ru"))

    assert article.units[-1].text in ("сөз", "слово", "x")


@pytest.mark.parametrize(
    ("data", "place", "problem"),
    [
        (b"<p>\n\xff\xfe x", "content/x.html:2", "this is not UTF-8 text (byte 0xFF)"),
        (b"PK\x03\x04\x00\x00", "content/x.html:1", "this is a binary file, not a text"),
        (b"<meta charset=klingon>", "content/x.html:1", "nobody knows the encoding 'klingon'"),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes, place: str, problem: str) -> None:
    """The error says where, and how to save the file."""
    with pytest.raises(ContentError) as caught:
        reader_for(".html").read(data, Origin("x", "content/x.html", "en"))

    assert (caught.value.place, caught.value.problem) == (place, problem)
    assert caught.value.hint


@pytest.mark.parametrize(
    "codec", ["punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7", "hex", "utf-16"]
)
def test_what_is_no_encoding_of_pages_is_not_believed(codec: str) -> None:
    """Python knows codecs that turn plain words into others; the page is UTF-8 all the same."""
    data = f"<meta charset={codec}><p>+ADw-b+AD4- \\u0041 сөз " + "x" * 80 + "</p>"

    article = reader_for(".html").read(data.encode(), Origin("x", "content/x.html", "kk"))

    assert article.units[-1].text == "+ADw-b+AD4- \\u0041 сөз " + "x" * 80


def test_an_html_file_may_begin_with_front_matter() -> None:
    """Fragments have no head, so their metadata stands above them."""
    article = read("---\ntitle: A\nlanguage: kk\n---\n<h1>A</h1>\n<p>b</p>")

    assert article.language == "kk"
    assert [(unit.text, unit.line) for unit in article.units] == [("A", 2), ("b", 6)]
    assert joined(article) == '---\ntitle: "A"\nlanguage: kk\n---\n<h1>A</h1>\n<p>b</p>'


# --- The table ------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_every_suffix_has_its_reader(suffix: str) -> None:
    """The table and the readers say the same."""
    reader = reader_for(suffix)

    assert reader.name in READERS
    assert suffix in reader.suffixes


def test_an_unknown_suffix_is_a_mistake_of_usage() -> None:
    """Who brings a spreadsheet reads which files are articles."""
    with pytest.raises(UsageError) as caught:
        reader_for(".xlsx")

    assert ".md" in (caught.value.hint or "")


@settings(max_examples=10)
@given(tag_soup())
def test_reading_twice_gives_the_same(html: str) -> None:
    """Same bytes, same article."""
    assert read(html) == read(html)
