"""The page of an article."""

import base64
import errno
import hashlib
import json
import re
import tempfile
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given

from editions import ARTICLE, DAY, LANGUAGES, bare, hostile_targets, original, site, translated
from polyglot.errors import PublicationError
from polyglot.languages import load
from polyglot.model import Edition, Tally
from polyglot.plugins import Site
from polyglot.writers import frame
from polyglot.writers.frame import TEMPLATES
from polyglot.writers.html import HtmlWriter, json_block
from polyglot.writers.links import relative
from polyglot.writers.words import encode

WRITER = HtmlWriter()


def _page(edition: Edition, where: Site | None = None) -> str:
    return WRITER.write(edition, where or site()).decode()


def _tree(page: str, *, is_strict: bool = False) -> Element:
    root = html5lib.HTMLParser(strict=is_strict, namespaceHTMLElements=False).parse(page)
    assert isinstance(root, Element)
    return root


def _find(page: str, path: str) -> Element:
    found = _tree(page).find(path)
    assert found is not None, path
    return found


def _banners(page: str) -> list[str]:
    return [str(p.get("class")) for p in _tree(page).findall(".//div[@role='note']/p")]


def test_a_page_stands_below_its_language() -> None:
    """A reader sees the language in the address."""
    assert WRITER.path(translated(tag="kaa-Latn")) == "kaa-Latn/news/seized/index.html"


def test_a_page_is_what_a_strict_html5_parser_accepts() -> None:
    """The page has no parse error, in any of the five languages."""
    for language, tag in LANGUAGES:
        _tree(_page(translated(language=language, tag=tag)), is_strict=True)


def test_a_page_names_its_language_and_shows_title_summary_and_tags() -> None:
    """Who listens to a page hears it in the right language."""
    page = _page(translated(tag="kaa-Latn", language="kaa"))

    root = _tree(page)

    assert root.get("lang") == "kaa-Latn"
    assert root.get("dir") == "ltr"
    assert _find(page, ".//h1").text == "Екі белсенді ұсталды"
    assert _find(page, ".//p[@class='summary']").text == "Осы уақытқа дейін белгілісі."
    assert _find(page, ".//ul[@class='tags']/li").text == "Алматы"


def test_the_date_is_written_in_the_readers_language() -> None:
    """Months are ours, for Karakalpak too; machines read the day from the attribute."""
    time = _find(_page(translated(language="kaa", tag="kaa-Latn")), ".//time")

    assert time.get("datetime") == "2022-09-14"
    assert time.text == "2022-jıl 14-sentyabr"


def test_the_switcher_names_each_language_in_itself_and_says_which_is_absent() -> None:
    """A language that is not there is told in the reader's language, never replaced."""
    nav = _find(_page(translated(), site("ru")), ".//nav")
    items = nav.findall(".//li")

    assert ["".join(item.itertext()).strip() for item in items] == [
        "English",
        f"Русский {load('kk').strings['not_yet']}",
        "Қазақша",
        "Qaraqalpaqsha",
        "Oʻzbekcha",
    ]
    links = {a.get("hreflang"): a for a in nav.iter("a")}
    assert set(links) == {"en", "kk", "kaa-Latn", "uz"}
    assert links["en"].get("href") == "../../../en/news/seized/index.html"
    assert links["en"].get("lang") == "en"
    assert [tag for tag, a in links.items() if a.get("aria-current") == "page"] == ["kk"]


def test_no_link_of_the_page_is_absolute() -> None:
    """A page works from a disk, from a mirror and in a subfolder."""
    page = _page(translated(), site(url="https://example.org/"))

    hrefs = [str(a.get("href")) for a in _tree(page).iter("a")]

    assert not [href for href in hrefs if href.startswith(("/", "http"))]


def test_a_known_articles_address_leads_to_its_page_and_an_image_to_its_copy() -> None:
    """Links between articles stay in the reader's language; others stay as written."""
    page = _page(translated())

    assert 'href="../../guides/report/index.html"' in page
    assert 'src="../../../media/news/map.png" alt="Алматы картасы"' in page


def test_a_fragment_behind_a_known_address_is_kept() -> None:
    """A link to a section of another article leads to that section."""
    here = "kk/a/index.html"

    assert relative(here, "kk/b c/index.html#x") == "../b%20c/index.html#x"
    assert relative(here, "kk/a/index.html#x") == "#x"


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("kk/a/b/index.html", "en/a/b/index.html", "../../../en/a/b/index.html"),
        ("kk/a/b/index.html", "kk/index.html", "../../index.html"),
        ("kk/index.html", "index.html", "../index.html"),
        ("index.html", "kk/index.html", "kk/index.html"),
        ("kk/index.html", "kk/a/index.html", "a/index.html"),
        ("kk/index.html", "kk/index.html", "index.html"),
    ],
)
def test_relative_links_are_the_shortest(here: str, there: str, expected: str) -> None:
    """Every link leads from file to file."""
    assert relative(here, there) == expected


def test_a_draft_says_so_first_and_hides_from_search_engines() -> None:
    """Nobody takes a preview for the published page."""
    page = _page(translated(is_draft=True), site(url="https://example.org/"))

    assert _banners(page) == ["draft"]
    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page
    assert "hreflang" not in page.split("</head>")[0]


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        (Tally(total=6, machine=6, drafts=6), "machine_banner"),
        (Tally(total=6, machine=4, drafts=4, untranslated=2), "machine_banner"),
        (Tally(total=6, machine=1, drafts=1, approved=5), "machine_part_banner"),
    ],
)
def test_unchecked_machine_text_is_told_before_the_first_word(tally: Tally, expected: str) -> None:
    """Whole or part: a reader knows what a machine wrote."""
    assert load("kk").strings[expected] in _page(translated(tally=tally))


def test_checked_machine_text_is_told_beside_the_date() -> None:
    """A person stands behind the text; a machine wrote it; the page says both."""
    page = _page(translated(tally=Tally(total=6, approved=6, checked_machine=2)))

    assert load("kk").strings["machine_checked"] in page
    assert load("kk").strings["translated_by_people"] not in page
    assert _banners(page) == []


def test_paragraphs_in_the_original_language_are_told() -> None:
    """There is no silent fallback, in a preview either."""
    page = _page(translated(is_draft=True, tally=Tally(total=6, untranslated=1, approved=5)))

    assert _banners(page) == ["draft", "untranslated"]


def test_the_original_has_no_word_about_translation() -> None:
    """The language it was written in needs no label."""
    page = _page(original(tally=Tally(total=6, machine=6)))

    assert _banners(page) == []
    assert "digitalSourceType" not in page


def test_a_page_whose_source_moved_on_says_since_when() -> None:
    """A dated notice in the reader's own language."""
    page = _page(translated(notice=date(2023, 1, 5)))

    assert _banners(page) == ["notice"]
    assert "2023 жылғы 5 қаңтар" in page


def test_canonical_and_alternates_name_published_pages_only() -> None:
    """Search engines learn of every published language, this one and the one for all others."""
    page = _page(translated(), site("ru", url="https://example.org/site/"))
    head = page.split("</head>")[0]

    assert '<link rel="canonical" href="https://example.org/site/kk/news/seized/">' in head
    assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', head) == [
        ("en", "https://example.org/site/en/news/seized/"),
        ("kk", "https://example.org/site/kk/news/seized/"),
        ("kaa-Latn", "https://example.org/site/kaa-Latn/news/seized/"),
        ("uz", "https://example.org/site/uz/news/seized/"),
        ("x-default", "https://example.org/site/en/news/seized/"),
    ]


def test_without_a_site_url_there_is_no_canonical_address() -> None:
    """A page that knows no address claims none."""
    assert "canonical" not in _page(translated())


def test_the_data_block_relates_a_translation_to_its_original() -> None:
    """schema.org's `translationOfWork` and `workTranslation` answer each other."""
    where = site("ru", url="https://example.org/")
    ours = json.loads(str(_find(_page(translated(), where), ".//script").text))
    theirs = json.loads(str(_find(_page(original(), where), ".//script").text))

    assert ours["inLanguage"] == "kk"
    assert ours["translationOfWork"]["@id"] == theirs["@id"]
    assert [work["inLanguage"] for work in theirs["workTranslation"]] == ["kk", "kaa-Latn", "uz"]
    assert ours["author"][1]["name"] == "B. <Tor>"
    assert ours["datePublished"] == "2022-09-14"


def _hashes(page: str) -> set[str]:
    texts = re.findall(r"<(?:style|script)[^>]*>(.*?)</(?:style|script)>", page, re.DOTALL)
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return {f"sha256-{base64.b64encode(digest).decode()}" for digest in digests}


@given(hostile_targets())
def test_the_policy_allows_exactly_the_pages_own_style_and_data(title: str) -> None:
    """Nothing else can run or be loaded, whatever the texts say."""
    page = _page(translated(title=(title,), summary=(title,)), site(url="https://example.org"))

    policy = str(_find(page, ".//meta[@http-equiv]").get("content"))

    assert set(re.findall(r"sha256-[^']+", policy)) == _hashes(page)
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none';")


@given(hostile_targets())
def test_a_data_block_reads_back_and_never_ends_early(text: str) -> None:
    """JSON in a script element: no text closes it."""
    block = json_block({"headline": text})

    assert encode(json.loads(block)["headline"]) == encode(text)
    assert not set("<>&") & set(block)


def test_there_is_no_script_that_runs() -> None:
    """The one script element holds data."""
    scripts = list(_tree(_page(translated())).iter("script"))

    assert [script.get("type") for script in scripts] == ["application/ld+json"]


def test_a_title_is_text() -> None:
    """A less-than sign in a heading is a less-than sign."""
    page = _page(translated(title=("1 < 2 & <b>x</b>",)))

    assert _find(page, ".//h1").text == "1 < 2 & <b>x</b>"
    assert str(_find(page, ".//title").text).startswith("1 < 2 & <b>x</b>")


def test_an_article_without_title_is_called_by_its_file() -> None:
    """A page always has a heading."""
    assert _find(_page(translated(title=())), ".//h1").text == "seized"


def test_control_characters_become_replacement_characters() -> None:
    """No page holds a character that HTML forbids."""
    page = WRITER.write(translated(title=("a\x01b\ud800c\uffffd\x80",)), site())

    assert "a\ufffdb\ufffdc\ufffdd\ufffd" in page.decode()


def test_the_same_edition_gives_the_same_bytes() -> None:
    """Nothing on a page depends on the clock or the machine."""
    assert _page(translated()) == _page(translated())


def test_a_user_overrides_a_template_and_the_style(tmp_path: Path) -> None:
    """A newsroom's own templates win, and the policy follows their style."""
    style = "p::after { content: '</style>' }"
    tmp_path.joinpath("style.css").write_text(style, encoding="utf-8")
    tmp_path.joinpath("page.html").write_text(
        '{% extends "base.html" %}{% block main %}<h1>My {{ title }}</h1>{% endblock %}',
        encoding="utf-8",
    )
    where = Site(name="x", templates=(str(tmp_path),))

    page = _page(translated(title=("<i>",)), where)

    assert "<h1>My &lt;i&gt;</h1>" in page
    assert r"content: '<\/style>'" in page
    tmp_path.joinpath("page.html").write_text("new {{ title }}", encoding="utf-8")
    assert _page(translated(title=("one",)), where) == "new one"


@pytest.mark.parametrize("spoil", ["torn", "strange", "full", "stranger's"])
def test_compiled_templates_cost_time_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    """They are kept where only this user reads; whatever happens there, the page is the same."""
    kept = tmp_path / "passing"
    kept.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(kept))
    usual = _fresh_page(tmp_path)
    (folder,) = kept.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    files = sorted(folder.iterdir())
    assert files

    for file in files:
        data = file.read_bytes()
        if spoil == "strange":
            file.write_bytes(data[:-20] + bytes(20))
        elif spoil == "torn":
            file.write_bytes(data[: len(data) // 2])
        else:
            file.unlink()
    if spoil == "full":
        monkeypatch.setattr(tempfile, "NamedTemporaryFile", _refuse)
    if spoil == "stranger's":
        folder.chmod(0o777)

    assert _fresh_page(tmp_path) == usual


def _fresh_page(folder: Path) -> str:
    """Return a page of a process that has no template at hand."""
    frame._environment.cache_clear()
    return _page(translated(), Site(name="x", templates=(str(folder / "own"),)))


def _refuse(*_arguments: object, **_options: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("text", ["{% if %}", "{{ no_such_thing }}", "{% extends 'gone.html' %}"])
def test_a_broken_template_is_named(tmp_path: Path, text: str) -> None:
    """Who wrote the template learns which it is and what to do."""
    tmp_path.joinpath("page.html").write_text(text, encoding="utf-8")

    with pytest.raises(PublicationError) as caught:
        _page(translated(), Site(name="x", templates=(str(tmp_path),)))

    assert "page.html" in str(caught.value) or "gone.html" in str(caught.value)


def test_a_withdrawn_article_leaves_a_page_without_a_word_of_it() -> None:
    """Readers learn that and when; nothing of the article is left."""
    path, data = WRITER.withdraw(
        article=ARTICLE.id, tag="kk", day=date(2026, 3, 9), site=site("kk", "en", "ru")
    )
    page = data.decode()

    assert path == WRITER.path(translated())
    assert "2026 жылғы 9 наурыз" in page
    assert "noindex" in page
    assert "ұсталды" not in page
    assert 'class="absent"' not in page, "nobody should wait for it in another language"
    _tree(page, is_strict=True)


def test_the_body_stands_as_the_reader_made_it() -> None:
    """Tables, figures, quotations and footnotes come through untouched."""
    body = (
        "<table><thead><tr><th>1</th></tr></thead></table><blockquote><p>q</p></blockquote>"
        '<figure><img src="x.png" alt=""><figcaption>c</figcaption></figure>'
    )

    assert body in _page(bare(body))


def test_both_days_are_shown_where_they_differ() -> None:
    """The day of the article and the day this edition went out."""
    page = _page(translated(published=date(2026, 3, 9), modified=date(2026, 3, 10)))

    assert "2022 жылғы 14 қыркүйек" in page
    assert "2026 жылғы 9 наурыз" in page
    assert "2026 жылғы 10 наурыз" in page
    assert _find(page, ".//time").get("datetime") == DAY.isoformat()


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1])
def test_every_text_colour_can_be_read_on_every_ground(scheme: int) -> None:
    """By day and by night: at least 4.5 to 1, as WCAG 2.2 AA asks."""
    sheet = TEMPLATES.joinpath("style.css").read_text(encoding="utf-8")
    root = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", root))

    for text in ("text", "soft", "link"):
        for ground in ("paper", "note"):
            low, high = sorted(_luminance(colours[name]) for name in (text, ground))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (text, ground)


def test_nothing_is_upper_cased_by_the_style() -> None:
    """Browsers turn ı into I, and Karakalpak wants Í."""
    assert "text-transform" not in TEMPLATES.joinpath("style.css").read_text(encoding="utf-8")
