"""NITF 3.6: every document follows the IPTC's schema, and no word is lost on the way to it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from editions import ARTICLE, LANGUAGES, bare, hostile_targets, original, site, translated
from polyglot.model import Code, Edition, Mark, Slot, Tally
from polyglot.plugins import Origin
from polyglot.writers.html import HtmlWriter
from polyglot.writers.nitf import NitfWriter

WRITER = NitfWriter()
N = "{http://iptc.org/std/NITF/2006-10-18/}"
Validate = Callable[[Edition], etree._Element]


@pytest.fixture(scope="module")
def schema(test_data: Path) -> etree.XMLSchema:
    """Return the official schema of NITF 3.6."""
    name = Path("schemas", "nitf", "nitf-3-6.xsd")
    folder = test_data if (test_data / name).is_file() else test_data.parent
    return etree.XMLSchema(etree.parse(folder / name))


@pytest.fixture(scope="module")
def valid(schema: etree.XMLSchema) -> Validate:
    """Return what writes an edition, asks the schema, and returns the document's root."""

    def check(edition: Edition) -> etree._Element:
        root = etree.fromstring(WRITER.write(edition, site()))
        schema.assertValid(root)
        return root

    return check


def _file(folder: Path, name: str) -> Path:
    """Return a file of test data, whose folder may stand in *folder* or be it."""
    return folder / name if (folder / name).is_file() else folder / "data" / name


def _body(edition: Edition) -> etree._Element:
    return _content(etree.fromstring(WRITER.write(edition, site())))


def _content(root: etree._Element) -> etree._Element:
    found = root.find(f"{N}body/{N}body.content")
    assert found is not None
    return found


def _written(edition: Edition) -> str:
    """Return the body of *edition* as it stands in the file, without the namespace."""
    text = WRITER.write(edition, site()).decode()
    return text.partition("</body.head>\n<body.content>")[2].rpartition("</body.content>\n</body>")[
        0
    ]


def _words(root: etree._Element) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(str(text) for text in root.itertext())))


def _page_words(edition: Edition) -> Counter[str]:
    page = etree.fromstring(HtmlWriter().write(edition, site()), etree.HTMLParser(encoding="utf-8"))
    body = page.find(".//div[@class='body']")
    assert body is not None
    return _words(body)


BLOCKS = {
    "paragraph": "<p>one</p>",
    "headings": "<h2>one</h2><h3>two</h3><h6>three</h6>",
    "stray words": "one <em>two</em><p>three</p>four",
    "lists": "<ul><li>one</li><li><p>two</p><ol start='3'><li>three</li></ol></li></ul>",
    "empty list": "<p>a</p><ul></ul><ol> </ol><dl></dl>",
    "list in list": "<ul><li>one</li><ul><li>two</li></ul>three</ul>",
    "task list": "<ul><li><input type=checkbox disabled> one</li></ul>",
    "definitions": "<dl><dt>a <img src=x alt=b></dt><dd>one</dd><div><dt>c</dt><dd><p>d</p></dd>"
    "</div></dl>",
    "quotation": '<blockquote cite="x.html"><p>one</p><blockquote>two</blockquote></blockquote>',
    "table": "<table><caption>one</caption><thead><tr><th colspan=2 class=align-left>two</th></tr>"
    "</thead><tbody><tr><td>three<td><p>four</p></tr></tbody><tbody><tr><td>five</td></tr></tbody>"
    "<tfoot><tr><td rowspan=x>six</td></tr></tfoot></table>",
    "table in table": "<table><tr><td><table><tr><td>one</td></tr></table></td></tr></table>",
    "empty table": "<table></table>",
    "code block": "<pre><code class='language-py'>a &lt; b\n  <b>c</b></code></pre>",
    "rule": "<p>a</p><hr><p>b</p>",
    "figure": "<figure><a href=x.html><img src=a.png alt=one width=10 height=5%></a><figcaption>"
    "two <em>three</em></figcaption></figure>",
    "figure of two": "<figure><img src=a.png alt=a><img src=b.png alt=b><figcaption>c</figcaption>"
    "<p>words</p></figure>",
    "figure of a table": "<figure><table><tr><td>a</td></tr></table><figcaption>b</figcaption>"
    "</figure>",
    "picture": "<picture><source srcset=a.webp><img src=a.png alt=one></picture>",
    "image alone": "<p><img src=a.png alt=one></p>",
    "image in words": "<p>one <a href=x><img src=a.png alt=two></a> three</p>",
    "image in item": "<ul><li><img src=a.png alt=two></li></ul>",
    "image in heading": "<h2><img src=a.png alt=two> one</h2>",
    "video": "<video src=a.mp4 controls><p>one</p></video><audio><source src=a.ogg>two</audio>",
    "containers": "<section><div>one<p>two</p></div></section><aside>three</aside>",
    "details": "<details><summary>one</summary>two</details>",
    "address": "<address>one<br>two</address>",
    "footnotes": '<p>a<sup><a href="#fn1" id="r1">1</a></sup></p><hr class="footnotes-sep">'
    '<section class="footnotes"><ol><li id="fn1"><p>one <a href="#r1">back</a></p></li></ol>'
    "</section>",
    "link around blocks": "<a href=x.html><p>one</p><ul><li>two</li></ul></a>",
    "inline": "<p><em>a</em><strong>b</strong><b>c</b><i>d</i><code>e</code><kbd>f</kbd>"
    "<sub>g</sub><sup>h</sup><sup>i<em>j</em></sup><q cite=x>k</q><s>l</s><del>m</del><ins>n</ins>"
    "<u>o</u><mark>p</mark><small>q</small><abbr title=x>r</abbr><cite>s</cite><dfn>t</dfn>"
    "<var>u</var><samp>v</samp> <time datetime=2020>w</time> <bdi>x</bdi> <wbr><span>y</span> "
    "<ruby>z<rp>(</rp><rt>aa</rt><rp>)</rp></ruby></p>",
    "languages": "<p>one <span lang=ru>два</span> <em lang=kk>үш</em></p><div lang=uz><p>tort</p>"
    "</div><blockquote lang=ru><p>пять</p></blockquote>",
    "no language": "<p lang=en_US>one <em lang='\"&gt;&lt;script&gt;'>two</em></p><ul lang=русский>"
    "<li lang=''>three</li><li lang=x-a-very-long-subtag>four</li></ul>",
    "same id twice": "<p id=a>one</p><p id=a>two</p><p id='1 b'>three</p>",
    "nothing": "",
    "deep": "<blockquote>" * 90 + "<p>one <em>two</em></p>" + "</blockquote>" * 90,
    "deep inline": "<p>" + "<em>" * 200 + "one" + "</em>" * 200 + "</p>",
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_kind_of_block_follows_the_schema_and_keeps_its_words(
    kind: str, valid: Validate
) -> None:
    """Headings, lists, tables, quotations, figures, footnotes: an agency gets all of it."""
    edition = bare(BLOCKS[kind])

    root = valid(edition)

    assert _words(_content(root)) == _page_words(edition)


def test_a_tables_head_foot_and_bodies_are_brought_into_order() -> None:
    """NITF wants the foot before one body; HTML has it behind many."""
    tags = [etree.QName(node).localname for node in _body(bare(BLOCKS["table"]))[0]]

    assert tags == ["caption", "thead", "tfoot", "tbody"]


def test_a_picture_follows_the_paragraph_it_stood_in() -> None:
    """NITF allows none inside; the description and the link travel with it."""
    assert _written(bare(BLOCKS["image in words"])) == (
        '<p>one <a href="x"></a> three</p><media media-type="image"><media-metadata name="link" '
        'value="x"/><media-reference source="a.png" alternate-text="two"></media-reference></media>'
    )


def test_a_figures_caption_stays_with_its_picture() -> None:
    """An editor sees which words belong to the picture."""
    assert _written(bare(BLOCKS["figure"])) == (
        '<media media-type="image"><media-metadata name="link" value="x.html"/>'
        '<media-reference source="a.png" alternate-text="one" width="10"></media-reference>'
        "<media-caption>two <em>three</em></media-caption></media>"
    )


def test_footnotes_are_notes_of_their_own() -> None:
    """Each footnote is one `fn`, and its mark still leads to it."""
    body = _body(bare(BLOCKS["footnotes"]))

    notes = body.findall(f"{N}fn")

    assert [note.get("id") for note in notes] == ["fn1"]
    assert [a.get("href") for a in body.iter(f"{N}a")] == ["#fn1", "#r1"]


ANCHORED = """\
One[^a] and two[^a] and [there](#inside) <span id=within>x</span> H<sup id=raised>2</sup>O.

<section id=outside><div id=inside><p>three</p></div><p id=own>four</p>
<dl id=d><dt id=dt>five<dd id=dd>six</dl><table id=t><tr id=tr><td id=td>seven</table>
<figure id=f><img id=i src=a.png alt=b></figure><pre id=p>eight</pre><p id=own>nine</section>

<p id=Әділ>ten</p> <p id="1 b">eleven</p>

[^a]: A note.
"""


def test_every_link_inside_a_document_finds_its_place(valid: Validate) -> None:
    """The way to a footnote and back, and to a place in a code or of a container that vanished."""
    from polyglot.assembly import edition
    from polyglot.readers import reader_for

    origin = Origin(id="x", path="x.md", language="en")
    article = reader_for(".md").read(ANCHORED.encode(), origin)
    made = edition(article, None, language="en", tag="en", use=lambda _: True)

    root = valid(made)

    ids = [str(node.get("id")) for node in root.iter() if node.get("id")]
    assert sorted(ids) == sorted(set(ids))
    assert set(ids) == {
        *("fn1", "fnref1", "fnref1-2", "within", "raised", "outside", "inside", "own"),
        *("d", "dt", "dd", "t", "tr", "td", "f", "i", "p", "Әділ"),
    }
    links = {str(node.get("href")) for node in root.iter() if node.get("href")}
    assert links == {"#fn1", "#fnref1", "#fnref1-2", "#inside"}


def test_links_of_a_linked_block_reach_its_words() -> None:
    """HTML may link whole blocks, NITF only words."""
    assert _written(bare(BLOCKS["link around blocks"])) == (
        '<p><a href="x.html">one</a></p><ul><li><a href="x.html">two</a></li></ul>'
    )


def test_inline_codes_of_a_translation_stand_where_it_has_them(valid: Validate) -> None:
    """Emphasis, links, line breaks, raised letters and keys, in the translation's order."""
    edition = translated()

    valid(edition)

    assert _written(edition) == (
        '<hl2>Екі белсенді ұсталды</hl2><p xml:lang="kk"><em>14 мамырдағы</em> '
        '<a href="../../../kk/guides/report/index.html">есепті</a> оқыңыз.<br/>Ол қысқа.</p>'
        '<ul><li>10<num><sup>шы</sup></num>  көшеде <em class="kbd">a &lt; b</em> басыңыз.'
        '<media media-type="image"><media-reference source="../../../media/news/map.png" '
        'alternate-text="Алматы картасы"></media-reference></media></li></ul>'
    )


def test_raised_words_with_a_link_inside_keep_the_link(valid: Validate) -> None:
    """NITF's own `sup` holds bare text only."""
    sup = Code("sup", "sup", is_paired=True, opening=(), page_opening=("<sup>",),
               page_closing=("</sup>",))  # fmt: skip
    link = Code("a", "a", is_paired=True, opening=(), page_opening=('<a href="#x">',),
                page_closing=("</a>",))  # fmt: skip
    marks = (Mark(sup, "open"), Mark(link, "open"), "1", Mark(link, "close"), Mark(sup, "close"))
    edition = original(page=("<p>", Slot(0), "</p>"), contents=(marks,))

    valid(edition)

    assert _written(edition) == '<p><em class="sup"><a href="#x">1</a></em></p>'


def test_every_edition_of_an_article_follows_the_schema(schema: etree.XMLSchema) -> None:
    """Drafts, published, with notices and labels, in all languages."""
    for language, tag in LANGUAGES:
        for changes in (
            {"is_draft": True, "tally": Tally(total=6, machine=3, untranslated=2)},
            {"published": date(2026, 3, 9), "modified": date(2026, 3, 10), "version": 2},
            {"notice": date(2026, 3, 9), "tally": Tally(total=6, approved=6, checked_machine=6)},
            {"title": (), "summary": (), "tags": ()},
        ):
            for where in (site(), site(url="https://example.org/")):
                edition = translated(language=language, tag=tag, **changes)
                schema.assertValid(etree.fromstring(WRITER.write(edition, where)))


def test_the_document_tells_its_group_its_original_and_what_a_machine_wrote() -> None:
    """What no field of NITF says is said in `meta`; readers' labels are notes."""
    edition = translated(tally=Tally(total=6, machine=1, approved=5), version=3)

    text = WRITER.write(edition, site(url="https://example.org/")).decode()

    assert '<doc-id regsrc="example.org" id-string="news/seized/kk"/>' in text
    assert '<du-key key="news/seized" version="3"/>' in text
    assert '<meta name="translation-of" content="news/seized/en"/>' in text
    assert '<meta name="machine-translation" content="part"/>' in text
    assert 'management-status="usable"' in text
    assert 'ex-ref="https://example.org/kk/news/seized/"' in text
    assert '<note noteclass="editorsnote">' in text
    assert "change.date" not in text


def test_a_draft_is_withheld_and_names_no_publication() -> None:
    """Nobody's system publishes a preview by mistake."""
    text = WRITER.write(translated(is_draft=True), site()).decode()

    assert 'management-status="withheld"' in text
    assert "pubdata" not in text


def test_a_wire_files_addresses_are_absolute_where_the_site_has_one() -> None:
    """The file travels alone."""
    text = WRITER.write(translated(), site(url="https://example.org/")).decode()

    assert 'href="https://example.org/kk/guides/report/"' in text
    assert 'source="https://example.org/media/news/map.png"' in text


def test_a_withdrawal_cancels_the_document(schema: etree.XMLSchema) -> None:
    """Who took the article in is told to take it out; not a word of it is repeated."""
    path, data = WRITER.withdraw(article=ARTICLE.id, tag="kk", day=date(2026, 3, 9), site=site())

    schema.assertValid(etree.fromstring(data))
    assert path == WRITER.path(translated())
    assert b'management-status="canceled"' in data
    assert "ұсталды" not in data.decode()


@given(hostile_targets(), hostile_targets())
def test_no_text_breaks_the_document(title: str, paragraph: str) -> None:
    """Whatever a text holds, the file is well formed and the text stands in it."""
    contents = list(translated().contents)
    contents[0], contents[2] = (title,), (paragraph,)
    edition = translated(title=(title,), contents=tuple(contents))

    body = _body(edition)

    assert len(body) == len(_body(translated()))


def test_hostile_strings_come_through(test_data: Path, valid: Validate) -> None:
    """Strings that break programs, as title and as paragraph."""
    lines = _file(test_data, "hostile/strings.jsonl").read_text("utf-8").split("\n")[:-1]
    for line in lines:
        text = json.loads(line)
        contents = list(translated().contents)
        contents[0], contents[2] = (text,), (text,)

        valid(translated(title=(text,), contents=tuple(contents)))


def _examples(folder: Path) -> Iterator[tuple[str, str]]:
    for name in ("commonmark", "gfm"):
        path = _file(folder, f"markdown/examples-{name}.jsonl")
        for number, line in enumerate(path.read_text("utf-8").split("\n")[:-1]):
            yield f"{name}-{number}", json.loads(line)["markdown"]


def test_every_example_of_markdown_becomes_valid_nitf_with_all_its_words(
    test_data: Path, valid: Validate
) -> None:
    """All of CommonMark and GFM: an agency's file says what the page says."""
    from polyglot.assembly import edition
    from polyglot.readers import reader_for

    reader = reader_for(".md")
    for name, text in _examples(test_data):
        origin = Origin(id=name, path=f"{name}.md", language="en")
        article = reader.read(text.encode(), origin)
        made = edition(article, None, language="en", tag="en", use=lambda _: True)

        root = valid(made)

        assert _words(_content(root)) == _page_words(made), name


def test_an_article_is_compiled_once_for_all_its_languages() -> None:
    """The same skeleton with other texts gives the other language's document."""
    contents = tuple((f"x{number}",) for number in range(6))

    assert "x2" in _written(translated(contents=contents))
    assert "x2" not in _written(translated())
    assert replace(translated(), contents=contents).page is translated().page
