"""What becomes a message, and what a translator is told about it."""

from polyglot import catalog as po
from polyglot.model import Address, Article, Code, Metadata, Unit


def article(*units: Unit) -> Article:
    """Return an article of these units."""
    return Article("bread", "content/bread.md", "en", "markdown", Metadata(), units, (), ())


def link(name: str, url: str) -> Code:
    """Return the code of a link."""
    return Code(name, "a", is_paired=True, opening=('<a href="', Address(url), '">'))


def test_a_text_that_stands_twice_is_one_segment() -> None:
    """Nobody translates the same words twice; the first place tells what they are."""
    units = (Unit("Bread", "heading"), Unit("Flour"), Unit("Bread", "table cell"))

    segments = po.segments_of(article(*units))

    assert [(s.source, s.notes) for s in segments] == [("Bread", ("Heading",)), ("Flour", ())]
    assert {s.references for s in segments} == {("content/bread.md",)}


def test_a_text_in_two_contexts_is_two_segments() -> None:
    """The title may need another form than the paragraph."""
    segments = po.segments_of(article(Unit("Bread", "title", context="title"), Unit("Bread")))

    assert [s.key for s in segments] == [("title", "Bread"), (None, "Bread")]


def test_the_authors_note_stands_beside_the_kind() -> None:
    """There are never more than two lines."""
    unit = Unit("Bread", "alt", note="the loaf\n on the table", codes=(link("a", "/x"),))

    (segment,) = po.segments_of(article(unit))

    assert segment.notes == ("Image description: the loaf on the table", "<a> link: x")


def test_the_legend_tells_where_a_link_leads_and_nobodys_address() -> None:
    """A translator sees the site, not the person."""
    codes = (
        link("a1", "https://name:word@www.ohchr.org:443/en/reports?x=1"),
        link("a2", "mailto:aizada@example.org"),
        link("a3", "../notes/figures.md#top"),
        link("a4", "#fn-1"),
        link("a5", "//un.org/x"),
        Code("em", "em", is_paired=True, opening=("<em>",)),
        Code("code", "code", is_paired=True, opening=("<code>",), content="msgid"),
        Code("img", "img", is_paired=False, opening=("<img>",)),
    )

    (segment,) = po.segments_of(article(Unit("…", codes=codes)))

    assert segment.notes[0].split(", ") == [
        "<a1> link: ohchr.org:443",
        "<a2> link: e-mail",
        "<a3> link: figures.md",
        "<a4> link: this page",
        "<a5> link: un.org",
        "<code> stays as it is",
        "<img> image",
    ]


def test_a_text_for_some_languages_is_a_segment_of_these() -> None:
    """A text that stands for one language here and for another there belongs to both."""
    units = (
        Unit("a", languages=("kk",)),
        Unit("a", languages=("uz",)),
        Unit("b", languages=("kk",)),
        Unit("b"),
        Unit("c", languages=("!kk", "!uz")),
        Unit("c", languages=("uz",)),
    )

    segments = po.segments_of(article(*units))

    found = [[one for one in ("ru", "kk", "uz") if s.is_for(one)] for s in segments]
    assert found == [["kk", "uz"], ["ru", "kk", "uz"], ["ru", "uz"]]
