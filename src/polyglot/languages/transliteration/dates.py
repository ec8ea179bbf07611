"""Dates inside a text, parted as the other script has it: 2022-yil, 2022 йил.

What stands between a year and its word, and between a day and its month, is read from
the date patterns of the two languages; where they agree there is nothing to do.
"""

import re
from collections.abc import Iterator
from functools import cache

from polyglot.languages import Language
from polyglot.languages import load as load_language

_YEAR = re.compile(r"\{year\}(?P<between>[^\w{])(?P<word>[^\W\d_]+)")
_DAY = re.compile(r"\{day\}(?P<between>[^\w{])\{month\}")
# Of numbers before the word for a year: 2000 years are more often the year 2000 in the news.
# A pattern that begins with a figure is looked for twice as fast as one that looks back first.
_YEARS = r"(?P<number>(?:1[5-9]|20)[0-9]{2})(?<![\w.,-][0-9]{4})"
_DAYS = r"(?P<number>[0-9]{1,2}+)(?<![\w.,-][0-9]{2})"


def parted(text: str, source: str, target: str) -> str:
    """Return *text*, converted from the script of *source*, with its dates as *target* has them."""
    for pattern, between in _changes(source, target):
        text = pattern.sub(rf"\g<number>{between}", text)
    return text


@cache
def _changes(source: str, target: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_found(load_language(source), load_language(target)))


def _found(ours: Language, theirs: Language) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield what is to be replaced in a text that is in the letters of *theirs*."""
    year, there = _YEAR.search(ours.dates.long), _YEAR.search(theirs.dates.long)
    if year and there and year["between"] != there["between"]:
        yield _between(_YEARS, year["between"], [there["word"]]), there["between"]
    day, there = _DAY.search(ours.dates.long), _DAY.search(theirs.dates.long)
    if day and there and day["between"] != there["between"]:
        # An ending may stand in the place of the soft sign: 14 сентябрда.
        months = [month.removesuffix("ь") for month in theirs.months]
        yield _between(_DAYS, day["between"], months), there["between"]


def _between(number: str, sign: str, words: list[str]) -> re.Pattern[str]:
    # A no-break space parts a date as a space does.
    signs = "[ \u00a0]" if sign == " " else re.escape(sign)
    return re.compile(rf"{number}{signs}(?=(?i:{'|'.join(map(re.escape, words))}))")
