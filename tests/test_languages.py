"""The languages: dates, strings and what PO files need, each a fact an editor can check."""

import copy
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from babel import Locale

from polyglot.errors import UnknownLanguageError
from polyglot.languages import data, known, load, scripts, section, string
from polyglot.languages.formats import format_date
from polyglot.languages.patterns import words
from workspaces import press

DAY = date(2022, 9, 14)
MARKUP = re.compile(r"[<>&]")
FIELD = re.compile(r"\{\w*\}")
LETTERS = {
    "Latin": re.compile(r"[A-Za-zÀ-ɏʻʼ]"),
    "Cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "Arabic": re.compile(r"[\u0600-\u06ff]"),
}
TAGS = [tag for code in known() for tag in scripts(code)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "14 September 2022"),
        ("ru", "14 сентября 2022\u00a0г."),
        ("kk", "2022 жылғы 14 қыркүйек"),
        ("kaa", "2022-jıl 14-sentyabr"),
        ("uz", "2022-yil 14-sentabr"),
    ],
)
def test_a_date_reads_as_the_press_of_its_language_writes_it(code: str, expected: str) -> None:
    """The fourteenth of September in each language."""
    assert format_date(DAY, load(code)) == expected


@pytest.mark.parametrize("code", TAGS)
def test_every_month_has_a_name(code: str) -> None:
    """Twelve different names, none of them a placeholder such as M09."""
    months = load(code).months

    assert len(set(months)) == 12
    assert not any(re.search(r"\d", month) for month in months)


@pytest.mark.parametrize("code", ["en", "ru", "kk", "uz"])
def test_months_agree_with_the_unicode_consortium(code: str) -> None:
    """Where CLDR is right, our own data say the same."""
    theirs = Locale(code).months["format"]["wide"]

    assert list(load(code).months) == [theirs[number] for number in range(1, 13)]


@pytest.mark.parametrize("code", TAGS)
def test_every_language_says_what_the_site_says(code: str) -> None:
    """Each string exists in each language, with the same fields and no markup."""
    english, strings = load("en").strings, load(code).strings

    assert strings.keys() == english.keys()
    for key, text in strings.items():
        assert sorted(FIELD.findall(text)) == sorted(FIELD.findall(english[key])), key
        assert text.strip() == text, key
        assert text, key
        assert not MARKUP.search(text), key


@pytest.mark.parametrize("code", TAGS)
def test_no_string_is_in_the_wrong_script(code: str) -> None:
    """A Cyrillic letter inside a Latin word deceives the eye and every search."""
    language = load(code)
    others = [letters for script, letters in LETTERS.items() if script != language.script]

    wrong = {
        key
        for other in others
        for key, text in language.strings.items()
        if other.search(FIELD.sub("", text))
    }

    assert not wrong


@pytest.mark.parametrize("code", TAGS)
def test_a_translators_header_is_three_short_lines(code: str) -> None:
    """With `# ` before it a line stays below the 79 columns at which editors wrap."""
    header = load(code).header

    assert len(header) == 3
    assert all(len(line) <= 76 for line in header)
    assert any("fuzzy" in line for line in header)
    assert not any("#" in line for line in header), "Lokalize looks for the first #, in comments"


@pytest.mark.parametrize("code", TAGS)
def test_data_files_are_in_composed_form(code: str) -> None:
    """Letters with accents are single characters (NFC), so that texts compare equal."""
    assert unicodedata.is_normalized("NFC", data.text_of(code))


def test_uzbek_letters_are_letters() -> None:
    """Oʻ and gʻ carry U+02BB and the tutuq belgisi is U+02BC, never a quotation mark."""
    language = load("uz")
    texts = [*language.strings.values(), *language.names.values(), *language.header]
    abbreviations = section("uz-Latn", "sentences")
    texts += [*words(abbreviations["never"]), *words(abbreviations["initials"])]

    assert not [text for text in texts if re.search(r"[A-Za-z]['‘’`´]", text)]


def test_karakalpak_is_written_in_the_alphabet_of_2016() -> None:
    """Karakalpak strings use the letters of the law of 2016 and no others."""
    alphabet = set("aábdefgǵhxıijkqlmnńoóprstuúvwyzc")
    language = load("kaa")
    texts = [*language.strings.values(), *language.names.values(), *language.months]
    letters = {c for text in texts for c in FIELD.sub("", text).lower() if c.isalpha()}

    assert letters <= alphabet


def test_languages_are_known_by_their_files() -> None:
    """A file more in the folder is a language more; the list is in the order of the codes."""
    assert known() == ("en", "kaa", "kk", "ky", "ru", "uz")
    assert scripts("kaa") == ("kaa-Latn", "kaa-Cyrl")
    assert scripts("kk") == ("kk-Cyrl", "kk-Arab", "kk-Latn")


def test_a_new_language_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An invented language with two scripts is known as soon as its files are there."""
    for tag, extra in (("tlh-Latn", "default = true\n"), ("tlh-Cyrl", "")):
        text = data.text_of("ky-Cyrl").replace('"ky"', '"tlh"').replace("ky-Cyrl", tag)
        (tmp_path / f"{tag}.toml").write_text(extra + text, "utf-8")
    monkeypatch.setattr(data, "FOLDER", tmp_path)

    assert known() == ("tlh",)
    assert scripts("tlh") == ("tlh-Latn", "tlh-Cyrl")
    assert load("tlh").tag == "tlh-Latn"
    assert load("tlh-Cyrl").page_tag == "tlh"


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (("сентябры", "M09"), "M09 is a placeholder"),
        (("сентябры", "09"), "months are not 12"),
        (("сентябры", "октябры"), "months are not 12"),
        (("жума", "шаршемби"), "weekdays are not 7"),
        (("{day}-{month}", "{month}"), "dates.long lacks {day}"),
        (('decimal = ","', 'decimal = ""'), "numbers needs decimal"),
        (('pair = " жана "', 'pair = ""'), "lists.pair is missing"),
    ],
)
def test_a_placeholder_stops_whoever_builds_with_it(
    wrong: tuple[str, str], problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What CLDR puts where it knows nothing (M09) never reaches a page: the file is refused."""
    text = data.text_of("ky-Cyrl").replace('"ky"', '"qq"').replace("ky-Cyrl", "qq-Cyrl")
    (tmp_path / "qq-Cyrl.toml").write_text(text.replace(*wrong), "utf-8")
    monkeypatch.setattr(data, "FOLDER", tmp_path)

    with pytest.raises(ValueError, match=re.escape(problem)):
        load("qq")


@pytest.mark.parametrize("code", TAGS)
def test_a_file_tells_what_its_name_tells(code: str) -> None:
    """Code, script and the tag on pages follow from the file's name."""
    language = load(code)
    script = {"Latn": "Latin", "Cyrl": "Cyrillic", "Arab": "Arabic"}[code.partition("-")[2]]
    is_first = code == scripts(language.code)[0]

    assert (language.tag, language.script) == (code, script)
    assert language.direction == ("rtl" if script == "Arabic" else "ltr")
    assert language.page_tag == (language.code if is_first and language.code != "kaa" else code)


def test_a_language_may_be_named_with_its_script() -> None:
    """`kaa` and `kaa-Latn` are the same language here."""
    assert load("kaa-Latn") is load("kaa")
    assert load("kaa").page_tag == "kaa-Latn"
    assert load("kaa-Cyrl").script == "Cyrillic"
    assert load("uz").page_tag == "uz"


@pytest.mark.parametrize(
    ("code", "meant"),
    [("kaz", "kk"), ("rus", "ru"), ("uz_UZ", "uz-Latn"), ("kaa-Arab", "kaa-Latn"), ("kka", "kk")],
)
def test_an_unknown_code_gets_the_nearest_one(code: str, meant: str) -> None:
    """A slip in a language code is answered with the code that was meant."""
    with pytest.raises(UnknownLanguageError) as caught:
        load(code)

    assert f"did you mean {meant}?" in str(caught.value)
    assert "en, kaa, kk, ky, ru, uz" in str(caught.value)


def test_a_language_without_data_is_called_by_its_name() -> None:
    """Someone who asks for German learns that it was understood and is missing."""
    with pytest.raises(UnknownLanguageError, match=r"'de' \(German\)"):
        load("de")


@pytest.mark.parametrize("code", ["", "../en", "en/../ru", "EN\n", "x" * 1000])
def test_a_code_is_never_a_path(code: str) -> None:
    """Only listed codes reach the file system."""
    with pytest.raises(UnknownLanguageError):
        load(code)


def test_a_string_takes_its_fields_by_name() -> None:
    """A name with braces in it stays as it is."""
    assert string(load("en"), "by_line", names="A {x} B") == "By A {x} B"


def test_a_language_travels_between_processes_as_its_code() -> None:
    """Workers share the data instead of copying them."""
    assert copy.deepcopy(load("ru")) is load("ru")
    assert copy.deepcopy(load("uz-Cyrl")) is load("uz-Cyrl")


def test_kyrgyz_goes_the_whole_journey_by_its_data_file_alone(tmp_path: Path) -> None:
    """A language that only has a file gets catalogs with its header, and pages in its words."""
    made = press(tmp_path, languages="en ky", articles="bridge")

    made.done("run", "--drafts")

    catalog = made.path("locales/ky/LC_MESSAGES/news/bridge.po").read_text("utf-8")
    page = made.path("exports/drafts/ky/news/bridge/index.html").read_text("utf-8")
    assert load("ky").header[0] in catalog
    assert '<html lang="ky" dir="ltr"' in page
    assert load("ky").strings["draft_banner"] in page
    assert "Түпнуска: англисче" in page
