"""Articles and editions small enough to be read at a glance, for the tests of the writers."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

from hypothesis import strategies as st

from polyglot.assembly import edition
from polyglot.model import (
    Address,
    Article,
    Catalog,
    Code,
    Edition,
    Message,
    Metadata,
    Pieces,
    Slot,
    Tally,
    Tongue,
    Unit,
)
from polyglot.plugins import Sibling, Site

DAY = date(2022, 9, 14)

LINK: Pieces = ('<a href="', Address("report.md"), '">')
IMAGE: Pieces = (
    '<img src="',
    Address("media/map.png", "media"),
    '" alt="',
    Slot(4, "attribute"),
    '">',
)


def _pair(name: str) -> Code:
    opening, closing = (f"<{name}>",), (f"</{name}>",)
    return Code(
        name,
        name,
        is_paired=True,
        opening=opening,
        closing=closing,
        page_opening=opening,
        page_closing=closing,
    )


def _lone(name: str, pieces: Pieces) -> Code:
    return Code(name, name, is_paired=False, opening=pieces, page_opening=pieces)


A = replace(_pair("a"), opening=LINK, page_opening=LINK)
EM, SUP = _pair("em"), _pair("sup")
BR, IMG = _lone("br", ("<br>",)), _lone("img", IMAGE)
KBD = replace(_pair("kbd"), content="a < b", inner=("a &lt; b",), page_inner=("a &lt; b",))

UNITS = (
    Unit("Two activists seized", "title", context="title"),
    Unit("What is known so far.", "summary", context="summary"),
    Unit("Read <a>the report</a> of <em>14 May</em>.<br/>It is short.", codes=(A, EM, BR)),
    Unit("Press <kbd>a &lt; b</kbd> on 10<sup>th</sup> <img/> street.", codes=(KBD, SUP, IMG)),
    Unit("A map of Almaty", "alt", context="alt"),
    Unit("Almaty", "tag", context="tag"),
)
BODY: Pieces = (
    "<h2>",
    Slot(0),
    '</h2><p lang="',
    Tongue("en"),
    '">',
    Slot(2),
    "</p><ul><li>",
    Slot(3),
    "</li></ul>",
)
ARTICLE = Article(
    id="news/seized",
    path="content/news/seized.md",
    language="en",
    format="markdown",
    metadata=Metadata(title=0, summary=1, tags=(5,), day=DAY, authors=("Aru", "B. <Tor>")),
    units=UNITS,
    source=("---\ntitle: ", Slot(0, "string"), "\n---\n<p>", Slot(2), "</p><p>", Slot(3), "</p>"),
    page=BODY,
)

LANGUAGES = (("en", "en"), ("ru", "ru"), ("kk", "kk"), ("kaa", "kaa-Latn"), ("uz", "uz"))


def site(*absent: str, url: str = "", article: str = ARTICLE.id) -> Site:
    """Return a site whose pages exist in every language that is not *absent*."""
    return Site(
        name="Kóz & Co",
        url=url,
        siblings=tuple(
            Sibling(language, tag, "" if tag in absent else f"{tag}/{article}/index.html")
            for language, tag in LANGUAGES
        ),
        links={"report.md": "kk/guides/report/index.html"},
        media={"media/map.png": "media/news/map.png"},
        today=date(2026, 3, 9),
    )


def catalog(*targets: str, language: str = "kk") -> Catalog:
    """Return a catalog of `ARTICLE` with *targets* in the order of its units."""
    messages = tuple(
        Message(unit.text, unit.context, target)
        for unit, target in zip(UNITS, targets, strict=False)
    )
    return Catalog(language, messages)


TARGETS = (
    "Екі белсенді ұсталды",
    "Осы уақытқа дейін белгілісі.",
    "<em>14 мамырдағы</em> <a>есепті</a> оқыңыз.<br/>Ол қысқа.",
    "10<sup>шы</sup> <img/> көшеде <kbd>a &lt; b</kbd> басыңыз.",
    "Алматы картасы",
    "Алматы",
)


def translated(**changes: object) -> Edition:
    """Return `ARTICLE` in Kazakh, complete and by people; *changes* are fields of the edition."""
    whole = edition(
        ARTICLE,
        catalog(*TARGETS),
        language="kk",
        tag="kk",
        use=lambda _: True,
        tally=Tally(total=6, approved=6),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # the tests name real fields


def original(**changes: object) -> Edition:
    """Return `ARTICLE` in its own language; *changes* are fields of the edition."""
    whole = edition(ARTICLE, None, language="en", tag="en", use=lambda _: True)
    return replace(whole, **changes)  # type: ignore[arg-type]  # the tests name real fields


def bare(body: str, **changes: object) -> Edition:
    """Return an edition in English whose page is *body*, without any unit."""
    return original(page=(body,), contents=(), **changes)


def hostile_targets() -> st.SearchStrategy[str]:
    """Texts that try to bring markup of their own, in places where a code belongs."""
    parts = st.sampled_from(
        [
            "<a>", "</a>", "<em>", "</em>", "<br/>", "<kbd>a &lt; b</kbd>", "<img/>", "<sup>",
            "</sup>", '<a href="https://evil.example">', "<script>alert(1)</script>", "&lt;b&gt;",
            "<b>", '" onload="x', "' x", "]]>", "<!--", "-->", "</p>", "&amp;lt;", "&#0;", "\\",
            "</style>", "{{ 7*7 }}", "{% x %}", "\u202e", "\ufdd00\ufdd1", "<svg/onload=x>",
        ]
    )  # fmt: skip
    words = st.text(max_size=8)
    return st.lists(parts | words, max_size=12).map("".join)


def elements(root: Element) -> Counter[tuple[str, tuple[str, ...]]]:
    """Return how often each element with its attribute names stands in a tree of html5lib."""
    return Counter((str(node.tag), tuple(sorted(map(str, node.keys())))) for node in root.iter())


def words(root: Element) -> Counter[str]:
    """Return how often each word stands in a tree."""
    return Counter(re.findall(r"\w+", " ".join(text for text in root.itertext())))
