"""Reads the day an article gives itself, as people of all our languages and scripts write days.

A number before a month is always the day: 14.09.2022, 14 September 2022, 14 сентября 2022 г.
A day that can be read in two ways (03/04/2022) is not read at all.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from polyglot import languages
from polyglot.languages.casing import cases
from polyglot.languages.patterns import Dates

_TIME = re.compile(
    r"[\sT,]*(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
    r"(?:\s?[ap]\.?m\b\.?|\s?Z|\s?[+-]\d\d:?\d\d)?[,\s]*"
)
_LABEL = re.compile(r"[^\d:\n]{1,40}:\s*")
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})\.?")
_DAY_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?:\s?(?:г|ж|й|j|y)\.?)?")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_LONGEST = 60


def day_of(text: str) -> date | None:
    """Return the day that *text* is; None where it is anything else or says more than a day.

    A time of day, a label before a colon and the day of the week are let pass.
    """
    text = text.strip()
    if len(text) > _LONGEST or not any(character.isdigit() for character in text):
        return None
    text = _TIME.sub(" ", text).strip()
    label = _LABEL.match(text)
    if label:
        text = text[label.end() :]
    return _from_numbers(text) or _from_words(text)


def _from_numbers(text: str) -> date | None:
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        return _day(int(found[1]), int(found[3]), int(found[4]))
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] != "/":
        return _day(year, second, first)
    if first == second or first > 12 >= second:  # noqa: PLR2004 - months
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 >= first else None  # noqa: PLR2004


def _from_words(text: str) -> date | None:
    tokens = [token for token in _TOKEN.findall(text) if token not in _particles()]
    if len(tokens) == 4 and "," in text and tokens[0].isalpha() and _month(tokens[0]) is None:  # noqa: PLR2004
        del tokens[0]
    match tokens:
        case [day, month, year] if day.isdigit() and month.isalpha() and len(year) == 4:  # noqa: PLR2004
            pass
        case [month, day, year] if month.isalpha() and day.isdigit() and len(year) == 4:  # noqa: PLR2004
            pass
        case [year, day, month] if len(year) == 4 and day.isdigit() and month.isalpha():  # noqa: PLR2004
            pass
        case _:
            return None
    number = _month(month)
    if number is None or not year.isdigit():
        return None
    return _day(int(year), number, int(day))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int | None:
    """Return the number of a month, whatever case ending or spelling follows its first letters."""
    beginnings = _months()
    for length in (3, 4):
        number = beginnings.get(word[:length])
        if number is not None:
            return number
    return None


@cache
def _months() -> Mapping[str, int]:
    """Return the shortest beginnings that tell the months apart, of three letters or four.

    They are there in every case of letters, as each language pairs them.
    """
    found: dict[str, int] = {}
    for tag, dates in _calendars():
        shorts = [month[:3] for month in dates.months]
        for number, (month, short) in enumerate(zip(dates.months, shorts, strict=True), 1):
            beginning = short if shorts.count(short) == 1 else month[:4]
            found |= dict.fromkeys(cases(beginning, tag), number)
    return found


@cache
def _particles() -> frozenset[str]:
    return frozenset(
        form for tag, dates in _calendars() for word in dates.particles for form in cases(word, tag)
    )


def _calendars() -> Iterator[tuple[str, Dates]]:
    """Yield each language and script with how dates are written in it."""
    for code in languages.known():
        for tag in languages.scripts(code):
            yield tag, languages.load(tag).dates
