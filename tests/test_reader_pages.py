"""HTML articles: what readers of a page get, and what an article knows about itself."""

from datetime import date

import pytest
from hypothesis import given

from polyglot.errors import ContentError
from polyglot.markup.policy import SHOWN
from polyglot.model import Address, Article, Severity, Slot
from polyglot.plugins import Origin
from polyglot.readers import reader_for
from strategies import bodies, elements, joined, read, tag_soup


def texts_of(article: Article) -> list[str]:
    """Return what a translator sees."""
    return [unit.text for unit in article.units]


def page_of(html: str) -> str:
    """Return the page of an article with its own texts."""
    return joined(read(html), "page")


# --- Pages ----------------------------------------------------------------------------------------


@given(tag_soup())
def test_a_page_shows_only_what_is_named(html: str) -> None:
    """No script, handler, style, frame or form of a source reaches a page."""
    page = page_of(html)

    for element in elements(page):
        assert element[0] in SHOWN | {"html", "head", "body"}
        assert not any(name.startswith("on") or name == "style" for name in element[1:])
    assert "javascript:" not in page
    assert "<!--" not in page


@given(bodies())
def test_a_page_has_every_text_of_an_ordinary_article(html: str) -> None:
    """Nothing that is translated gets lost on the way to readers."""
    article = read(html)
    shown = {piece.unit for piece in article.page if isinstance(piece, Slot)}
    for unit in article.units:
        for code in unit.codes:
            shown |= {piece.unit for piece in code.page_opening if isinstance(piece, Slot)}
    title = article.metadata.title

    assert shown | {title} >= set(range(len(article.units)))


@pytest.mark.parametrize(
    ("html", "page"),
    [
        ("<p onclick=x()>a <b>b</b></p>", "<p>a <b>b</b></p>"),
        ("<p>a <script>x</script> b</p>", "<p>a  b</p>"),
        ("<p>a <a href='javascript:x'>b</a></p>", "<p>a <a>b</a></p>"),
        ("<p>a <img src=javascript:x alt=y> b</p>", "<p>a  b</p>"),
        ("<p>a <x-y>b</x-y> c</p>", "<p>a b c</p>"),
        ("<p data-private>a</p><p>b</p>", "<p>b</p>"),
        ("<p>a <span data-private>b</span> c <!-- d --> e</p>", "<p>a  c  e</p>"),
        ("<p>a <code><b data-private>b</b> c</code></p>", "<p>a <code> c</code></p>"),
        ("<span data-private>a<p>b</p></span><p>c</p>", "<p>c</p>"),
        ("<p>a <span data-private>b<p>c", "<p>a </p>"),
        ("<ul><li><input type=checkbox checked>a</ul>", "<ul><li>☑a</li></ul>"),
        ("<form><label>a <input></label><button>b</button></form>", "<div>a </div>"),
        ("<div><select><option>a</select>b</div>", "<div>b</div>"),
        ("<video src=a.mp4>b</video>", '<video src="a.mp4" controls>b</video>'),
        ("<p>a <b>b<p>c", "<p>a b</p><p>c</p>"),
        ("<center>a</center>", "<div>a</div>"),
        ("<p>a</p><style>p{}</style><object><p>b</object>", "<p>a</p>"),
    ],
)
def test_what_a_page_leaves_out(html: str, page: str) -> None:
    """The words stay; what could do harm, or is nobody's business, goes."""
    assert page_of(html) == page


def test_what_is_left_out_is_told_with_its_place() -> None:
    """An editor reads what the page does without, once for each kind."""
    article = read("<p>a</p>\n<script>x</script>\n<p style='x'>b</p><p style='y'>c <b>d</p>")

    told = [(found.line, found.severity, found.problem) for found in article.reports]

    assert told == [
        (2, Severity.WARNING, "<script> is left out"),
        (3, Severity.NOTE, "the attribute style is left out (2 times)"),
        (3, Severity.NOTE, "<b> has no other half"),
    ]
    assert {found.path for found in article.reports} == {"content/news/x.html"}


def test_addresses_of_a_page_can_be_changed() -> None:
    """Links and pictures of a page are addresses, so that they lead to the reader's language."""
    article = read('<p>Read <a href="a.html">a</a> <img src=" b.png " alt=""></p><img src=c.png>')
    code = article.units[0].codes[0]

    assert Address("a.html") in code.page_opening
    assert Address("c.png", "media") in article.page
    assert Address("b.png", "media") in article.page


# --- Title and metadata ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "title", "page"),
    [
        ("<h1>A</h1><p>b</p>", "A", "<p>b</p>"),
        ("<html><title>A</title><h1>A</h1><p>b</p>", "A", "<p>b</p>"),
        ("<html><title>A - Site</title><h1>A</h1><p>b</p>", "A", "<p>b</p>"),
        ("<html><title>A</title><p>b</p>", "A", "<p>b</p>"),
        ("<html><nav><h1>Site</h1></nav><main><h1>A</h1>b</main>", "A", "b"),
        ("<html><header><h1>A</h1></header><main>b</main>", "A", "b"),
        ("<h1>A <em>b</em></h1><p>c</p>", "A <em>b</em>", "<p>c</p>"),
        ("<p>b</p>", None, "<p>b</p>"),
        ("<h1>A</h1><h1>A</h1>", "A", "<h1>A</h1>"),
        ("<h1>1984</h1>b", "1984", "b"),
        ("<h1>A<img src=b alt=></h1>", "A", '<h1>A<img src="b" alt=""></h1>'),
    ],
)
def test_the_title_stands_once(html: str, title: str | None, page: str) -> None:
    """Our template writes the title, so the page's body leaves its heading out."""
    article = read(html)
    number = article.metadata.title

    assert (None if number is None else article.units[number].text) == title
    assert joined(article, "page") == page


def test_a_page_and_its_heading_share_one_message() -> None:
    """The same title in the head and above the text is translated once."""
    article = read("<html><head><title> A b </title></head><body><h1>A b</h1></body></html>")

    assert [(unit.context, unit.text) for unit in article.units] == [("title", "A b")]


def test_a_title_of_the_sidecar_wins() -> None:
    """What an editor writes beside the article counts more than what stands in it."""
    article = read("<h1>a B</h1><h1>other</h1><p>c", title="A b", summary="S", tags=["x", "y"])
    metadata = article.metadata

    assert article.units[metadata.title or 0].text == "A b"
    assert article.units[metadata.summary or 0].text == "S"
    assert [article.units[number].text for number in metadata.tags] == ["x", "y"]
    assert joined(article, "page") == "<h1>other</h1><p>c</p>"


def test_a_page_tells_its_own_metadata() -> None:
    """Description, keywords, authors, language and day are read where a page has them."""
    article = read(
        """<html lang="ru-RU"><head><title>T</title><meta name=Description content="D &amp; d">
        <meta name=keywords content="a, b"><meta name=author content="Aru Beket">
        <meta property="og:title" content="T"><meta property=og:description content="D &amp; d">
        <meta property="article:published_time" content="2022-09-14T10:00:00+05:00"></head>
        <body><p>x</body></html>"""
    )
    metadata = article.metadata

    assert texts_of(article) == ["T", "D & d", "a", "b", "x"]
    assert (metadata.title, metadata.summary, metadata.tags) == (0, 1, (2, 3))
    assert (metadata.day, metadata.authors) == (date(2022, 9, 14), ("Aru Beket",))
    assert article.language == "ru"


def test_a_page_in_another_language_says_so_to_machines_too() -> None:
    """Where its head names its language for search engines and networks, the edition's stands."""
    html = """<html lang=en><head><meta property="og:locale" content="en_US">
<meta property="og:locale:alternate" content="ru_RU">
<meta http-equiv="Content-Language" content="en">
<script type="application/ld+json">{"inLanguage": "en", "x": [{"inLanguage" : "kk"}]}</script>
<script>let page = {"inLanguage": "en"}</script></head>
<body><p>a <script type='application/ld+json'>{"inLanguage":"en-GB"}</script></body></html>"""

    written = joined(read(html), "source", tag="kaa-Latn")

    assert written == (
        html.replace("lang=en>", 'lang="kaa-Latn">')
        .replace('"en_US"', '"kaa_Latn"')
        .replace('content="en"', 'content="kaa-Latn"')
        .replace('{"inLanguage": "en", ', '{"inLanguage": "kaa-Latn", ')
        .replace('"en-GB"', '"kaa-Latn"')
    )
    assert joined(read(html), "source") == html.replace("lang=en>", 'lang="en">')


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ("<html><header><time datetime=2022-09-14>x</time></header>", date(2022, 9, 14)),
        ("<html><p><time datetime=2022-09-14>x</time>", None),
        (
            "<html><header><time datetime=2022-09-14>x</time><time datetime=2023-01-01>y</time>",
            None,
        ),
        ("<html><header><time datetime=2022-02-31>x</time></header>", None),
    ],
)
def test_a_day_is_read_only_where_it_is_certain(html: str, day: date | None) -> None:
    """Two days in a header are no day."""
    assert read(html).metadata.day == day


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("title", ["x"], "title is ['x'], not a text"),
        ("date", "14/09/22", "date is '14/09/22', not a day"),
        ("privacy", "hidden", "privacy is 'hidden', not one of the three kinds of privacy"),
        ("language", "the best", "language is 'the best', not a language"),
        ("tags", {"a": 1}, "tags is {'a': 1}, not a text or a list of texts"),
    ],
)
def test_wrong_metadata_is_refused_by_name(name: str, value: object, problem: str) -> None:
    """A privacy that is misspelt must never fall back to one that lets text out."""
    with pytest.raises(ContentError) as caught:
        reader_for(".html").read(b"<p>x", Origin("x", "content/x.html", "en", {name: value}))

    assert caught.value.problem == problem
    assert caught.value.hint


def test_metadata_that_polyglot_does_not_know_is_kept() -> None:
    """A field for another program is carried along."""
    article = read("<p>x", photographer="Aru", series=["a", "b"], privacy="secret")

    assert article.metadata.extra == (("photographer", "Aru"), ("series", '["a", "b"]'))
    assert article.metadata.privacy == "secret"
