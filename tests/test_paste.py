"""An article pasted from a web page comes in clean: title once, its day, every word."""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot import inline
from polyglot.errors import ContentError, UnknownLanguageError
from polyglot.languages.guess import guess, mistaken
from polyglot.model import Article
from polyglot.plugins import Origin
from polyglot.readers import reader_for
from polyglot.readers.adopt import Adopted, adopt, slug
from polyglot.readers.paste import literal, recognise, to_markdown
from polyglot.segmentation import split

ENGLISH = """• Home
  • >
  • News
  • >
  • Bridge over the Aqsuw reopened

Bridge over the Aqsuw reopened

14.09.2022

The bridge over the river is open again, and that is what the people of both banks wanted.

“We waited for 2 years *and* a day”, the ferryman said. He has [not] been paid since 5 < 6 & 7.

1. This is no list but a sentence that begins with a number.
"""

RUSSIAN = """Главная » Новости » Мост через реку открыт
14 сентября 2022 г., 10:30
Мост через реку открыт
Мост через реку снова открыт, и это то, чего хотели на обоих берегах. Так говорят в городе.
«Мы ждали два года», — сказал паромщик, который был на месте с самого утра и не уходил.
"""

WITHOUT_BREADCRUMB = """Bridge reopened

September 14, 2022

First words of the text, and some more of them for the reader.
They go on in a second line.

The second paragraph.
"""


def read(adopted: Adopted) -> Article:
    """Return the article that is stored."""
    origin = Origin(id="news/bridge", path="content/news/bridge.md", language="en")
    return reader_for(adopted.suffix).read(adopted.data, origin)


def body_of(article: Article) -> list[str]:
    """Return the paragraphs of an article as a reader sees them."""
    return [inline.plain(unit.text) for unit in article.units if unit.context is None]


def test_a_pasted_article_loses_its_breadcrumb_and_nothing_else() -> None:
    """The title stands once, the day is the day, the paragraphs are as they were."""
    adopted = adopt(ENGLISH.encode(), name="-")
    article = read(adopted)

    assert (adopted.suffix, adopted.slug) == (".md", "bridge-over-the-aqsuw-reopened")
    assert (adopted.language, article.language) == ("en", "en")
    assert article.metadata.day == adopted.day == date(2022, 9, 14)
    assert [unit.text for unit in article.units if unit.role == "title"] == [
        "Bridge over the Aqsuw reopened"
    ]
    assert body_of(article) == ENGLISH.strip().split("\n\n")[3:]
    assert len(adopted.left_out) == 5


def test_an_article_without_blank_lines_comes_in_by_its_lines() -> None:
    """Where no blank line parts the paragraphs, every line is one; Russian is recognised."""
    adopted = adopt(RUSSIAN.encode(), name="pasted.txt")

    assert (adopted.language, adopted.day) == ("ru", date(2022, 9, 14))
    assert adopted.title == "Мост через реку открыт"
    assert adopted.slug == "most-cherez-reku-otkryt"
    assert body_of(read(adopted)) == RUSSIAN.splitlines()[3:]


def test_a_day_below_the_title_is_enough() -> None:
    """Lines that somebody broke by hand stay one paragraph."""
    adopted = adopt(WITHOUT_BREADCRUMB.encode(), name="-", language="en")

    assert adopted.title == "Bridge reopened"
    assert body_of(read(adopted)) == [
        " ".join(WITHOUT_BREADCRUMB.splitlines()[4:6]),
        "The second paragraph.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Just a sentence.\n\nAnd another one.\n",
        "• milk\n• bread\n\nThat is what we need.\n",
        "- one\n- two\n",
        "Title\n\nNo day and no breadcrumb, only a text.\n",
        "14.09.2022\n",
        "",
    ],
)
def test_what_nothing_gives_away_is_no_pasted_article(text: str) -> None:
    """A list at the top is no breadcrumb, and a text without a head stays a text."""
    assert recognise(text) is None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])).filter(lambda text: text.strip()))
def test_any_paragraph_is_read_back_as_it_was(text: str) -> None:
    """Whatever stands in a pasted paragraph, no character of it becomes markup."""
    pasted = recognise(f"Title\n\n14.09.2022\n\nz{text}z\n")
    assert pasted is not None
    assert pasted.paragraphs == (f"z{text}z",)

    article = read(Adopted(".md", to_markdown(pasted, "en").encode(), "", ""))

    expected = [" ".join(re.split(r"[ \t\n\f]+", part)) for part in pasted.paragraphs]
    assert body_of(article) == [unicodedata.normalize("NFC", part) for part in expected]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "Plain words, “quoted” & 5 < 6 – all of it.",
            "Plain words, “quoted” & 5 < 6 – all of it.",
        ),
        ("1. Not a list", "1\\. Not a list"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("a *starred* word", "a \\*starred* word"),
        ("see [the note](here)", "see \\[the note](here)"),
        ("# not a heading", "\\# not a heading"),
        ("<b>bold</b>", "\\<b>bold\\</b>"),
        (": not a definition", "\\: not a definition"),
        ("[^1]: not a footnote", "\\[^1]: not a footnote"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, written: str) -> None:
    """A pasted text stays as readable as it was."""
    assert literal(text) == written


def test_the_sample_comes_in_cleanly(test_data: Path) -> None:
    """The real article: title once, its day, no breadcrumb, every paragraph and quotation."""
    path = test_data.parent / "samples" / "karakalpak-activists-seized-in-almaty.txt"
    text = path.read_text(encoding="utf-8")
    adopted = adopt(path.read_bytes(), name=path.name)
    article = read(adopted)

    assert (adopted.suffix, adopted.slug) == (".md", path.stem)
    assert (article.language, article.metadata.day) == ("en", date(2022, 9, 14))
    assert article.reports == ()
    assert body_of(article) == [part.strip() for part in text.split("\n\n")[3:]]
    assert sum(unit.text == adopted.title for unit in article.units) == 1
    assert adopted.data.decode().count(adopted.title) == 1


# --- Other files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("a.md", b"# Title\n\nText\n", ".md"),
        ("a.markdown", b"Text", ".md"),
        ("a.HTM", b"Text", ".html"),
        ("a.txt", b"  <!DOCTYPE html><p>Text</p>", ".html"),
        ("a.txt", b"A *text* in a text file.", ".txt"),
        ("-", b"<p>Text</p>", ".html"),
        ("-", b"# Title\n\nText\n", ".md"),
        ("-", b"See [this](https://example.org).", ".md"),
        ("-", b"---\ntitle: x\n---\nText\n", ".md"),
        ("-", b"Only words.", ".txt"),
    ],
)
def test_the_kind_is_told_by_name_and_content(name: str, data: bytes, suffix: str) -> None:
    """A file that comes without a name is looked at; a page in a text file is a page."""
    assert adopt(data, name=name, language="en").suffix == suffix


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# Ein\n\nText\n"),
        ("a.md", "---\ntitle: x\n---\n\nText\n"),
        ("a.md", "+++\ntitle = 'x'\n+++\n\nText\n"),
        ("a.txt", "Some words\n\nText.\n"),
        ("a.html", "<p>Text</p>\n"),
        ("a.html", "<!doctype html><!-- <html> --><html class=x><title>T</title><p>Text</p>"),
    ],
)
def test_the_language_is_written_down_and_the_text_left_alone(name: str, text: str) -> None:
    """An adopted file knows its language; adopting it again changes nothing."""
    adopted = adopt(text.encode(), name=name, language="kaa")

    assert read(adopted).language == "kaa"
    assert adopt(adopted.data, name=name) == adopted
    assert adopt(adopted.data, name=name, language="kaa") == adopted
    assert body_of(read(adopted)) == body_of(read(adopt(text.encode(), name=name, language="en")))


def test_a_language_that_the_file_denies_is_refused() -> None:
    """One of the two is wrong, and only a person knows which."""
    for name, text in (
        ("a.md", "---\nlang: ru\n---\nТекст"),
        ("a.html", '<html lang="ru-RU"><p>Текст</p></html>'),
    ):
        with pytest.raises(ContentError, match="says it is in ru"):
            adopt(text.encode(), name=name, language="kk")

    with pytest.raises(UnknownLanguageError):
        adopt(b"Text", name="a.txt", language="xx")


@pytest.mark.parametrize(
    "data", [b"", b" \n\n", b"%PDF-1.4\0\0", b"PK\x03\x04\x00\x00", b"\xff\xfe\xfd"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """The person reads which file it is and what to do."""
    with pytest.raises(ContentError) as caught:
        adopt(data, name="article.txt")

    assert caught.value.path == "article.txt"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Karakalpak activists: “seized”?", "karakalpak-activists-seized"),
        ("Қарақалпақстан – 2022 жыл", "qaraqalpaqstan-2022-zhyl"),
        ("Qaraqalpaqstan Ǵárezsizligi hám ı", "qaraqalpaqstan-garezsizligi-ham-i"),
        ("QÍS HÁM ÍQTÍYAR", "qis-ham-iqtiyar"),
        ("İSTER IŞKI", "ister-iski"),
        ("Oʻzbekiston’da gʻalaba", "ozbekistonda-galaba"),
        ("Щука и ёж, Àé", "shchuka-i-yozh-ae"),
        ("../../etc/passwd", "etc-passwd"),
        ("中文", ""),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word-word"[:64]),
    ],
)
def test_a_file_name_is_made_of_the_title(title: str, name: str) -> None:
    """A name is ASCII, lower case, hyphens, and never a path."""
    assert slug(title) == name.rstrip("-")


def test_a_file_without_a_title_is_named_by_its_name() -> None:
    """There is always a name."""
    assert adopt(b"Only words.", name="My Notes.txt", language="en").slug == "my-notes"
    assert adopt("中文。".encode(), name="中.txt").slug == "article"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The people of the town waited for the bridge and the river was not kind to them.", "en"),
        ("Люди в городе ждали моста, и это не было легко для тех, кто жил за рекой.", "ru"),
        (
            "Қала тұрғындары көпірді күтті және бұл оңай болған жоқ, сол үшін де олар риза.",
            "kk",
        ),
        (
            "Qala turǵınları kópirdi kútti hám bul ańsat bolmadı, sonıń ushın da olar razı boldı.",
            "kaa",
        ),
        (
            "Shahar aholisi koʻprikni kutdi va bu oson boʻlmadi, shuning uchun ham rozi boʻldi.",
            "uz",
        ),
        (
            "QALA TURǴÍNLARÍ KÓPIRDI KÚTTI HÁM BUL AŃSAT BOLMADÍ, SONÍŃ USHÍN DA OLAR RAZÍ.",
            "kaa",
        ),
        ("Les gens de la ville ont attendu le pont pendant deux ans et un jour.", None),
        ("Too short", None),
    ],
)
def test_the_language_of_a_text_is_guessed_or_left_open(text: str, code: str | None) -> None:
    """A wrong guess is worse than none."""
    assert guess(text) == code


@pytest.mark.parametrize("language", ["en", "ru", "kk", "kaa", "uz"])
def test_the_declaration_is_never_taken_for_another_language(
    language: str, test_data: Path
) -> None:
    """Each article of the Declaration is recognised, or nothing is said about it."""
    lines = (test_data / "udhr.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [unit[language] for unit in map(json.loads, lines) if unit.get(language)]

    assert {guess(text) for text in texts} <= {language, None}
    assert guess("\n".join(texts)) == language


def test_no_sentence_of_the_declaration_is_said_to_be_in_another_language(test_data: Path) -> None:
    """Whoever expects the right language is never told another; one in two wrong ones is seen."""
    lines = (test_data / "udhr.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [
        (language, sentence)
        for unit in map(json.loads, lines)
        for language in ("en", "ru", "kk", "kaa", "uz")
        for sentence, _ in split(unit.get(language) or "", language)
    ]
    rivals = {"en": "kaa", "ru": "kk", "kk": "ru", "kaa": "uz", "uz": "kaa"}

    told = [mistaken(text, rivals[language]) == language for language, text in texts]

    assert {mistaken(text, language) for language, text in texts} == {None}
    assert sum(told) > len(told) / 2


def test_a_title_in_capitals_is_the_same_title() -> None:
    """The capital of the Karakalpak ı is Í; a title said twice is told from the text."""
    text = "QARAQALPAQSTANDA QÍSÍLDÍ\n\nQaraqalpaqstanda qısıldı\n\n14.09.2022\n\nBul tekst.\n"

    pasted = recognise(text, "kaa")

    assert pasted is not None
    assert pasted.left_out == ("Qaraqalpaqstanda qısıldı",)
