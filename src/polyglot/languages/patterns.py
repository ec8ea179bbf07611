"""How a language writes dates, numbers and lists: the shapes of its data, checked as they are read.

A pattern has fields in braces. What is missing or is a placeholder is a mistake in a data file,
and stops whoever builds with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Dates", "Lists", "Numbers", "dates_of", "lists_of", "numbers_of", "pair", "words"]

_Table: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Dates:
    """How a day is written, and what its parts are called.

    *long* has the fields `{day}`, `{month}` and `{year}`;
    in *short* the month is a number, or its short name in `{month_name}`.
    *time* has `{hour}` and `{minute}`, *timed* has `{date}` and `{time}`.
    *months* are as *long* needs them, *months_alone* as a calendar's heading has them;
    a file that names only the first has the same everywhere. Weeks begin on Monday.
    *particles* are what stands around the numbers of a date and says nothing (`жылғы`, `of`).
    """

    long: str
    short: str
    time: str
    timed: str
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    particles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a number is written.

    *group* parts the thousands of numbers with at least *shortest_grouped* digits.
    *percent* has the field `{number}`.
    """

    decimal: str
    group: str
    shortest_grouped: int
    percent: str


@dataclass(frozen=True, slots=True)
class Lists:
    """What stands between the members of a list.

    *pair* joins two, *between* the members of a longer list but the last, which *end* joins;
    *pair_or* and *end_or* do so for a choice.
    """

    pair: str
    between: str
    end: str
    pair_or: str
    end_or: str


def dates_of(tag: str, table: _Table) -> Dates:
    """Return the table `[dates]` of the data file *tag*.

    Raises:
        ValueError: If a pattern lacks a field, or a month or a weekday its name.
    """
    for name, fields in _FIELDS.items():
        if missing := [f for f in fields if f"{{{f}" not in str(table.get(name))]:
            raise ValueError(f"{tag}.toml: dates.{name} lacks {{{missing[0]}}}")
    named = {name: _named(tag, table, name, count) for name, count in _COUNTS.items()}
    patterns = {name: str(table[name]) for name in _FIELDS}
    particles = words(table.get("particles"))
    return Dates(**patterns, **named, particles=particles)  # type: ignore[arg-type] # by name


_FIELDS: Mapping[str, tuple[str, ...]] = {
    "long": ("day", "month", "year"),
    "short": ("day", "month", "year"),
    "time": ("hour", "minute"),
    "timed": ("date", "time"),
}
_COUNTS: Mapping[str, int] = {
    "months": 12,
    "months_alone": 12,
    "months_short": 12,
    "weekdays": 7,
    "weekdays_short": 7,
}


def _named(tag: str, table: _Table, name: str, count: int) -> tuple[str, ...]:
    found = words(table.get(name, table.get("months") if count == 12 else ()))  # noqa: PLR2004
    if len(set(found)) != count or any(_is_placeholder(word) for word in found):
        raise ValueError(f"{tag}.toml: dates.{name} are not {count} different names")
    return found


def _is_placeholder(word: str) -> bool:
    return not word.strip() or any(character.isdigit() for character in word)


def numbers_of(tag: str, table: _Table) -> Numbers:
    """Return the table `[numbers]` of the data file *tag*.

    Raises:
        ValueError: If a separator is missing or the percent pattern has no number.
    """
    decimal, group, percent = (str(table.get(k, "")) for k in ("decimal", "group", "percent"))
    if not decimal or not group or "{number}" not in percent:
        raise ValueError(f"{tag}.toml: numbers needs decimal, group and percent")
    shortest = table.get("shortest_grouped", 4)
    return Numbers(decimal, group, shortest if isinstance(shortest, int) else 4, percent)


def lists_of(tag: str, table: _Table) -> Lists:
    """Return the table `[lists]` of the data file *tag*.

    Raises:
        ValueError: If one of the joints is missing.
    """
    names = ("pair", "between", "end", "pair_or", "end_or")
    if missing := [name for name in names if not table.get(name)]:
        raise ValueError(f"{tag}.toml: lists.{missing[0]} is missing")
    return Lists(*(str(table[name]) for name in names))


def words(value: object) -> tuple[str, ...]:
    """Return a list of a data file, or the words of a text, as they stand there."""
    if isinstance(value, str):
        return tuple(value.split())
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def pair(tag: str, value: object) -> tuple[str, str]:
    """Return a list of two texts.

    Raises:
        ValueError: If *value* is anything else.
    """
    match value:
        case [str(first), str(second)]:
            return first, second
        case _:
            raise ValueError(f"{tag}.toml: {value!r} is no pair")
