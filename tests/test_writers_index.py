"""The index of each language, and the choice among them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import html5lib

from editions import LANGUAGES, bare, site, translated
from polyglot.languages import load
from polyglot.model import Tally
from polyglot.plugins import Sibling, Site
from polyglot.writers.index import Entry, chooser, entry_of, place_of
from polyglot.writers.index import index as pieces_of

SITE = Site(
    name="Kóz",
    url="https://example.org",
    siblings=tuple(
        Sibling(language, tag, "" if tag == "uz" else f"{tag}/index.html")
        for language, tag in LANGUAGES
    ),
)


def index(
    entries: Sequence[Entry], where: Site, *, tag: str, is_draft: bool = False
) -> tuple[str, bytes]:
    """Return path and bytes of an index."""
    path, pieces = pieces_of(entries, where, tag=tag, is_draft=is_draft)
    return path, b"".join(pieces)


def _links(page: bytes) -> list[tuple[str, str]]:
    root = html5lib.parse(page.decode(), namespaceHTMLElements=False)
    main = root.find(".//main")
    assert main is not None
    return [(str(a.get("href")), "".join(a.itertext())) for a in main.iter("a")]


def test_the_newest_article_comes_first() -> None:
    """By day, then by name; an article without a day comes last."""
    entries = [
        Entry("b", "kk/b/index.html", "B", day=date(2022, 1, 1)),
        Entry("c", "kk/c/index.html", "C", day=date(2023, 1, 1)),
        Entry("z", "kk/z/index.html", "Z"),
        Entry("a", "kk/a/index.html", "A <i>", day=date(2022, 1, 1)),
    ]

    path, page = index(sorted(entries, key=place_of), SITE, tag="kk")

    assert path == "kk/index.html"
    assert _links(page) == [
        ("c/index.html", "C"),
        ("a/index.html", "A <i>"),
        ("b/index.html", "B"),
        ("z/index.html", "Z"),
    ]


def test_an_entry_tells_what_a_reader_wants_to_know() -> None:
    """Title, summary, day, and what a machine wrote."""
    edition = translated(tally=Tally(total=6, approved=6, checked_machine=1))

    entry = entry_of(edition)
    page = index([entry], site(), tag="kk")[1].decode()

    assert entry.path == "kk/news/seized/index.html"
    assert entry.title in page
    assert entry.summary in page
    assert "2022 жылғы 14 қыркүйек" in page
    assert load("kk").strings["machine_checked"] in page


def test_an_article_without_title_is_listed_by_its_file() -> None:
    """Every entry has words to click on."""
    assert entry_of(bare("", title=())).title == "seized"


def test_an_empty_index_says_so() -> None:
    """In its own language."""
    page = index([], SITE, tag="kaa-Latn")[1].decode()

    assert load("kaa").strings["no_articles"] in page
    assert '<html lang="kaa-Latn"' in page


def test_an_index_names_the_other_languages_indexes() -> None:
    """For people in the switcher, for search engines in the head."""
    page = index([], SITE, tag="ru")[1].decode()

    assert 'hreflang="kk" href="https://example.org/kk/"' in page
    assert 'hreflang="x-default" href="https://example.org/"' in page
    assert 'href="../kaa-Latn/index.html"' in page
    assert "example.org/uz/" not in page


def test_an_index_of_drafts_hides_and_says_so() -> None:
    """Nobody takes the list of previews for the site."""
    page = index([], SITE, tag="ru", is_draft=True)[1].decode()

    assert "noindex" in page
    assert "canonical" not in page
    assert load("ru").strings["draft_banner"] in page


def test_the_chooser_names_each_language_in_itself() -> None:
    """One link a language, no redirection; a language without articles is named, not linked."""
    path, page = chooser(SITE)

    assert path == "index.html"
    assert _links(page) == [
        ("en/index.html", "English"),
        ("ru/index.html", "Русский"),
        ("kk/index.html", "Қазақша"),
        ("kaa-Latn/index.html", "Qaraqalpaqsha"),
    ]
    assert "Oʻzbekcha" in page.decode()
    assert b'http-equiv="refresh"' not in page


def test_a_users_template_may_count_and_cut_the_entries(tmp_path: Path) -> None:
    """They are made one by one, and a template sees a list all the same."""
    text = (
        "{{ entries|length }}: {{ entries[0].title }}, {{ entries[-1].title }};"
        "{% for entry in entries[1:] %} {{ loop.length }} {{ entry.href }}{% endfor %}"
    )
    tmp_path.joinpath("index.html").write_text(text, encoding="utf-8")
    entries = [
        Entry(f"news/{number}", f"kk/news/{number}/index.html", f"No. {number}")
        for number in range(3)
    ]

    page = index(entries, Site(name="x", templates=(str(tmp_path),)), tag="kk")[1].decode()

    assert page == "3: No. 0, No. 2; 2 news/1/index.html 2 news/2/index.html"
