"""Dates, numbers, lists and names as a language writes them in text that we generate.

Everything stands in the data files; nothing here knows a language.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from polyglot.languages import Language, string
from polyglot.languages.data import section

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = [
    "by_line",
    "format_date",
    "format_datetime",
    "format_list",
    "format_number",
    "format_percent",
    "format_short_date",
    "format_time",
    "language_name",
]


def format_date(day: date, language: Language) -> str:
    """Return *day* as *language* writes it in running text: `14 September 2022`."""
    month = language.dates.months[day.month - 1]
    return language.dates.long.format(day=day.day, month=month, year=day.year)


def format_short_date(day: date, language: Language) -> str:
    """Return *day* as short as nobody misreads it: `14.09.2022`."""
    name = language.dates.months_short[day.month - 1]
    pattern = language.dates.short
    return pattern.format(day=day.day, month=day.month, month_name=name, year=day.year)


def format_time(moment: datetime, language: Language) -> str:
    """Return the time of day of *moment*, in the time zone it is in: `18:30`."""
    return language.dates.time.format(hour=moment.hour, minute=moment.minute)


def format_datetime(moment: datetime, language: Language) -> str:
    """Return day and time of *moment*: `14 September 2022, 18:30`."""
    day, time = format_date(moment, language), format_time(moment, language)
    return language.dates.timed.format(date=day, time=time)


def format_number(number: "Decimal | int", language: Language) -> str:
    """Return *number* with the thousands parted and every decimal place it has: `1,234.50`."""
    numbers = language.numbers
    sign = "\u2212" if number < 0 else ""
    # Of a Decimal, abs() would round; of a whole number, "f" would make places.
    digits = str(number) if isinstance(number, int) else f"{number:f}"
    whole, _, places = digits.lstrip("-").partition(".")
    if len(whole) >= numbers.shortest_grouped:
        first = len(whole) % 3 or 3
        groups = [whole[:first], *(whole[i : i + 3] for i in range(first, len(whole), 3))]
        whole = numbers.group.join(groups)
    return f"{sign}{whole}{numbers.decimal}{places}" if places else f"{sign}{whole}"


def format_percent(number: "Decimal | int", language: Language) -> str:
    """Return *number*, which counts hundredths, with its percent sign: 50 is `50%`."""
    return language.numbers.percent.format(number=format_number(number, language))


def format_list(members: Sequence[str], language: Language, *, is_choice: bool = False) -> str:
    """Return *members* as running text: `A, B and C`, or `A, B or C` where *is_choice*."""
    lists = language.lists
    pair, end = (lists.pair_or, lists.end_or) if is_choice else (lists.pair, lists.end)
    match members:
        case []:
            return ""
        case [one]:
            return one
        case [first, second]:
            return f"{first}{pair}{second}"
        case _:
            return f"{lists.between.join(members[:-1])}{end}{members[-1]}"


def by_line(authors: Sequence[str], language: Language) -> str:
    """Return who wrote an article, empty without *authors*: `By A, B and C`."""
    return string(language, "by_line", names=format_list(authors, language)) if authors else ""


def language_name(code: str, language: Language, *, style: str = "") -> str:
    """Return how *language* calls the language *code*; the code itself where it has no name.

    *style* chooses other forms, where the data file has them in a table `[names_…]`.
    """
    if style:
        other = section(language.tag, f"names_{style}").get(code)
        if isinstance(other, str):
            return other
    return language.names.get(code, code)
