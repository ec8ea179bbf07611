"""Dates, numbers, lists and names as the golden tables and the Unicode Consortium have them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from polyglot.languages import Language, known, load, scripts
from polyglot.languages.formats import (
    by_line,
    format_date,
    format_datetime,
    format_list,
    format_number,
    format_percent,
    format_short_date,
    language_name,
)

CASES = Path(__file__).parent / "cases" / "formats.md"
TAGS = [tag for code in known() for tag in scripts(code)]
MOMENT = datetime(2022, 9, 14, 18, 5, tzinfo=UTC)
CODES = ("en", "ru", "kk", "kaa", "uz", "ky")
LETTERS = ("A", "B", "C")
PLACEHOLDER = re.compile(r"M\d\d|[{}]|None")


def named(language: Language, style: str = "") -> str:
    """Return the names of the languages, with the comma of the script."""
    names = [language_name(code, language, style=style) for code in CODES]
    return language.lists.between.join(names)


WRITTEN: dict[str, Callable[[Language], str]] = {
    "long date": lambda to: format_date(MOMENT, to),
    "short date": lambda to: format_short_date(MOMENT, to),
    "date with time": lambda to: format_datetime(MOMENT, to),
    "first of May": lambda to: format_date(date(2023, 5, 1), to),
    "number": lambda to: format_number(Decimal("1234567.5"), to),
    "negative": lambda to: format_number(-1234, to),
    "small": lambda to: format_number(999, to),
    "percent": lambda to: format_percent(Decimal("12.5"), to),
    "two": lambda to: format_list(LETTERS[:2], to),
    "three": lambda to: format_list(LETTERS, to),
    "choice": lambda to: format_list(LETTERS, to, is_choice=True),
    "by-line": lambda to: by_line(LETTERS, to),
    "names": named,
    "names in -sha": lambda to: named(to, "sha"),
}
ROWS = re.findall(
    r"^\| ([a-z]+-[A-Z]\w+) \| (.+?) \| `(.+?)` \| (.+?) \|$",
    CASES.read_text("utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize(
    ("tag", "what", "wanted"), [pytest.param(*row[:3], id=f"{row[0]}: {row[1]}") for row in ROWS]
)
def test_generated_text_is_written_as_the_golden_table_says(
    tag: str, what: str, wanted: str
) -> None:
    """Every row of the table, each with the source it comes from."""
    assert WRITTEN[what](load(tag)).replace("\u00a0", "⍽") == wanted


def test_the_golden_tables_are_complete() -> None:
    """Dates, numbers, percent, lists and names stand there for every language and script."""
    kinds = {"long date", "short date", "date with time", "number", "percent", "three", "choice"}

    for tag in TAGS:
        assert {*kinds, "names"} <= {what for found, what, _, _ in ROWS if found == tag}, tag


@pytest.mark.parametrize("tag", TAGS)
def test_no_output_holds_a_placeholder(tag: str) -> None:
    """No M09, no field that was not filled, in any month or weekday of any language."""
    language = load(tag)
    days = [date(2022, month, 14) for month in range(1, 13)]
    written = [form(day, language) for day in days for form in (format_date, format_short_date)]
    written += [*language.dates.weekdays, *language.dates.weekdays_short]
    written += [*language.dates.months_alone, *language.dates.months_short]
    written += [form(language) for form in WRITTEN.values()]

    assert not [text for text in written if PLACEHOLDER.search(text)]


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("en", "en_GB"),
        ("ru", "ru"),
        ("kk", "kk"),
        ("uz", "uz"),
        ("ky", "ky"),
        ("kk-Arab", "kk_Arab"),
    ],
)
def test_the_unicode_consortium_says_the_same(tag: str, locale: str) -> None:
    """Months and weekdays alone, separators and list words, where CLDR is right."""
    language, theirs = load(tag), Locale.parse(locale)
    months = theirs.months["stand-alone"]["wide"]
    weekdays = theirs.days["stand-alone"]["wide"]
    symbols = theirs.number_symbols["latn"]

    # CLDR has a capital where a month stands alone; running text has none.
    assert [month.lower() for month in language.dates.months_alone] == [
        months[number].lower() for number in range(1, 13)
    ]
    assert [*language.dates.weekdays] == [weekdays[n] for n in range(7)]
    assert (language.numbers.decimal, language.numbers.group) == (
        symbols["decimal"],
        symbols["group"],
    )
    percent = theirs.percent_formats[None].pattern.replace("#,##0", "{number}")
    assert language.numbers.percent == percent
    assert f"{{0}}{language.lists.pair}{{1}}" == theirs.list_patterns["standard"]["2"]


@pytest.mark.parametrize("tag", TAGS)
@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers())
def test_a_number_keeps_every_figure(tag: str, number: Decimal | int) -> None:
    """Parting thousands changes no figure, and each group has three."""
    written = format_number(number, load(tag))
    whole = written.partition(load(tag).numbers.decimal)[0].lstrip("\u2212")

    assert re.sub(r"\D", "", written) == re.sub(r"\D", "", f"{Decimal(number):f}")
    assert re.fullmatch(r"[0-9]{1,3}(?:\D[0-9]{3})*", whole)


@given(st.lists(st.text(max_size=5), max_size=5), st.sampled_from(TAGS))
def test_a_list_names_every_member(members: list[str], tag: str) -> None:
    """Nobody is left out, and one is just named."""
    written = format_list(members, load(tag))

    assert all(member in written for member in members)
    assert written == "".join(members) or len(members) > 1


def test_a_language_without_a_name_is_called_by_its_code() -> None:
    """Better a code than nothing."""
    assert language_name("tlh", load("ru")) == "tlh"
    assert language_name("kk", load("ru"), style="sha") == "казахский"
    assert by_line((), load("ru")) == ""
