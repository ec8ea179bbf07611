"""Tokens, escaping, what a page may show, and skeletons that are joined."""

import json

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.errors import ContentError
from polyglot.markup import escape, escape_attribute, join, parse_xml, quote_string
from polyglot.markup.page import page_body
from polyglot.markup.policy import is_safe, shown_attributes
from polyglot.markup.tokens import attributes, decode, decode_attribute, tokenise
from polyglot.model import Address, Code, Content, Mark, Pieces, Slot, Tongue
from strategies import tag_soup, texts


def cut(html: str) -> list[tuple[str, str]]:
    """Return the kinds of tokens with their text."""
    return [(token.kind, html[token.start : token.end]) for token in tokenise(html)]


def write(pieces: Pieces, *contents: Content, form: str = "page", tag: str = "kk") -> str:
    """Join pieces as an edition in Kazakh of an English article."""
    return join(
        pieces,
        contents,
        form="page" if form == "page" else "source",
        tag=tag,
        source_tag="en",
        address=lambda address: f"../{address.url}",
    )


# --- Tokens ---------------------------------------------------------------------------------------


@given(tag_soup())
def test_every_character_belongs_to_one_token(html: str) -> None:
    """Tokens put side by side are the text again."""
    tokens = tokenise(html)

    assert "".join(html[token.start : token.end] for token in tokens) == html
    assert [token.start for token in tokens] == [0, *(token.end for token in tokens)][:-1]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a < b", [("text", "a < b")]),
        ("<b>x</B >", [("start", "<b>"), ("text", "x"), ("end", "</B >")]),
        ("<a title='>'>", [("start", "<a title='>'>")]),
        ("<a b=c/d>", [("start", "<a b=c/d>")]),
        ('<a "x>y', [("start", '<a "x>'), ("text", "y")]),
        ('<a =">x', [("start", '<a =">'), ("text", "x")]),
        ("<!-- a > -- > b -->c", [("comment", "<!-- a > -- > b -->"), ("text", "c")]),
        ("<!-->x", [("comment", "<!-->"), ("text", "x")]),
        ("<!--a--!>x", [("comment", "<!--a--!>"), ("text", "x")]),
        ("<?x?></><![CDATA[a>b", [
            ("comment", "<?x?>"), ("comment", "</>"), ("comment", "<![CDATA[a>"), ("text", "b"),
        ]),
        ("</", [("text", "</")]),
        ("x<p a='", [("text", "x"), ("rest", "<p a='")]),
        ("<title>a <b></title>c", [("raw", "<title>a <b></title>"), ("text", "c")]),
        ("<script><!--<script></script>--></script>x", [
            ("raw", "<script><!--<script></script>--></script>"), ("text", "x"),
        ]),
        ("<svg><title><b></b></title></svg>x", [
            ("raw", "<svg><title><b></b></title></svg>"), ("text", "x"),
        ]),
        ("<svg/>x", [("raw", "<svg/>"), ("text", "x")]),
        ("<svg><![CDATA[</svg>]]></svg>x", [
            ("raw", "<svg><![CDATA[</svg>]]></svg>"), ("text", "x"),
        ]),
        ("<svg><g><p>x", [("raw", "<svg><g>"), ("start", "<p>"), ("text", "x")]),
    ],
)  # fmt: skip
def test_html_is_cut_as_browsers_cut_it(html: str, expected: list[tuple[str, str]]) -> None:
    """The odd corners of the tokeniser's standard are where it puts them."""
    assert cut(html) == expected


def test_of_two_attributes_with_one_name_the_first_counts() -> None:
    """Attributes are read as browsers read them: lower case, any quotes, none at all."""
    html = "<p ID=one id='two' hidden class=\"a &amp; b\" data-x = y>"

    found = [(item.name, item.value) for item in attributes(html, tokenise(html)[0])]

    assert found == [("id", "one"), ("hidden", ""), ("class", "a & b"), ("data-x", "y")]


@given(st.text(st.sampled_from("&;#x1aglt=49noicpy \u00e9"), max_size=12))
def test_references_are_resolved_as_html5lib_resolves_them(text: str) -> None:
    """Character references mean what a parser that is not ours says they mean."""
    root = html5lib.parseFragment(f"<p title='{text}'>{text}", namespaceHTMLElements=False)

    assert decode(text) == (root[0].text or "")
    assert decode_attribute(text) == root[0].get("title")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#150;", "\u2013"),
        ("&#xD800;", "\ufffd"),
        ("&#99999999999999999999;", "\ufffd"),
        ("&#x0000000000041;", "A"),
        ("&notit;", "\u00acit;"),
        ("&unknown;", "&unknown;"),
    ],
)
def test_odd_references_read_as_the_standard_says(written: str, read: str) -> None:
    """Numbers of old encodings, too large ones, and names that run on."""
    assert decode(written) == read


# --- Escaping -------------------------------------------------------------------------------------


@given(texts())
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    """No text can bring markup of its own, in an element or in an attribute."""
    html = f'<p title="{escape_attribute(text)}">{escape(text)}</p>'

    root = html5lib.parseFragment(html, namespaceHTMLElements=False)

    assert (root[0].text or "") == text
    assert root[0].get("title") == text
    assert len(root) == 1


@given(texts())
def test_a_quoted_string_is_json(text: str) -> None:
    """YAML and TOML read JSON's double-quoted strings; nothing in them is left raw."""
    quoted = quote_string(text)

    assert json.loads(quoted) == text
    assert quoted.replace("\u00a0", " ").isprintable() or any(
        not character.isprintable() for character in text
    )


# --- Joining --------------------------------------------------------------------------------------

LINK = Code(
    "a",
    "a",
    is_paired=True,
    opening=("<A>",),
    closing=("</A>",),
    page_opening=('<a href="', Address("x"), '">'),
    page_closing=("</a>",),
)
KEY = Code(
    "kbd",
    "kbd",
    is_paired=True,
    opening=("<kbd>",),
    closing=("</kbd>",),
    page_opening=("<kbd>",),
    page_closing=("</kbd>",),
    content="a<",
    inner=("a&lt;",),
    page_inner=("A",),
)
BREAK = Code("br", "br", is_paired=False, opening=("<BR>",), page_opening=("<br>",))


def test_a_slot_is_written_in_its_form() -> None:
    """The same text is escaped as the place asks for."""
    pieces: Pieces = (
        Slot(0), "|", Slot(0, "attribute"), "|", Slot(0, "string"), "|", Slot(0, "plain"),
    )  # fmt: skip

    assert write(pieces, ('a<"b"', Mark(BREAK, "lone"), "&")) == (
        'a&lt;"b"<br>&amp;|a&lt;&quot;b&quot;&amp;|"a<\\"b\\"&"|a<"b"&'
    )


def test_codes_are_written_in_the_form_of_the_edition() -> None:
    """A localized source gets the source's own tags, a page what is safe of them."""
    content: Content = (Mark(LINK, "open"), "x", Mark(LINK, "close"), Mark(KEY, "lone"))

    assert write((Slot(0),), content, form="source") == "<A>x</A><kbd>a&lt;</kbd>"
    assert write((Slot(0),), content) == '<a href="../x">x</a><kbd>A</kbd>'


def test_the_articles_language_becomes_the_editions() -> None:
    """A `lang` that names the article's language names the edition's, and stays in its own."""
    assert write((Tongue("en-GB"),), tag="kk") == "kk"
    assert write((Tongue("en-GB"),), tag="en") == "en-GB"


# --- Pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org", True),
        ("//example.org", True),
        ("report.html#a:b", True),
        ("?q=a:b", True),
        ("mailto:a@example.org", True),
        ("javascript:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("JAVASCRIPT:x", False),
        ("data:text/html,x", False),
        ("data:image/png;base64,x", False),
        ("vbscript:x", False),
        ("blob:x", False),
    ],
)
def test_a_page_points_only_at_safe_addresses(url: str, safe: bool) -> None:  # noqa: FBT001
    """What a browser would run is no address."""
    assert is_safe(url) is safe


def test_a_picture_may_be_data() -> None:
    """Pictures inside the page are allowed, but not as SVG, which can hold a script."""
    assert is_safe("data:image/png;base64,x", is_image=True)
    assert not is_safe("data:image/svg+xml,x", is_image=True)


def test_attributes_that_no_reader_needs_are_left_out() -> None:
    """Only named attributes are shown, and those that could do harm are told."""
    html = '<td onclick="x()" style="text-align:right" class="evil language-py" colspan=2 data-x=1>'

    shown = shown_attributes("td", attributes(html, tokenise(html)[0]), {}, lambda _: False)

    assert write(shown.pieces) == ' class="align-right" class="language-py" colspan="2"'
    assert shown.left_out == ["onclick"]


def test_every_candidate_of_a_srcset_is_an_address() -> None:
    """A page can point each size of a picture at its copy."""
    html = '<img srcset="a.png, b.png 2x , c,d.png 3x">'

    shown = shown_attributes("img", attributes(html, tokenise(html)[0]), {}, lambda _: False)

    assert write(shown.pieces) == ' srcset="../a.png, ../b.png 2x, ../c,d.png 3x"'


@pytest.mark.parametrize(
    ("sketch", "expected"),
    [
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("a<br>b<hr>", "a<br>b<hr>"),
        ("</p>x</div>", "x"),
        ("<table>out<tr><td>in</table>", "out<table><tr><td>in</td></tr></table>"),
        ("<x-drop><p>gone</p></x-drop>kept", "kept"),
        ("a<main>b</main>c", "b"),
        ("a<article>b</article>c", "b"),
        ("<article>a</article><article>b</article>", "<article>a</article><article>b</article>"),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("", ""),
    ],
)
def test_a_page_is_well_formed(sketch: str, expected: str) -> None:
    """Whatever the source left open is closed, and only the article's own part is shown."""
    assert write(page_body(sketch, ())) == expected


# --- XML ------------------------------------------------------------------------------------------


def test_xml_is_read() -> None:
    """A well-formed document gives its root."""
    assert parse_xml(b"<a><b/></a>").tag == "a"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
    ],
)
def test_xml_that_is_broken_or_brings_a_doctype_is_refused(data: bytes) -> None:
    """Nothing that a stranger's XML names is ever opened."""
    with pytest.raises(ContentError) as caught:
        parse_xml(data, path="content/a.xml")

    assert caught.value.place.startswith("content/a.xml:")
