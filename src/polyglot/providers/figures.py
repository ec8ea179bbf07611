"""Figures compared by value: `2` is said by `two`, `2.5 million` by `2 500 000`, `09` by a month.

What may be said instead of a figure stands in the data of the reply's language:
number words, ordinals, months and their endings. Only what a figure says is asked for, not
how it is written.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from polyglot.addresses import without
from polyglot.languages import load
from polyglot.languages.casing import lower
from polyglot.languages.facts import facts

__all__ = ["differences"]

_GROUPED = re.compile(r"(?<=[0-9])[ ,.'’\u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_FIGURE = re.compile(r"[0-9]+")
_WORD = re.compile(r"[^\W\d_]+(?:[ʻʼ‘’'][^\W\d_]+)*")
# A number of more digits is no amount; Python would not even read one of some thousands.
_SCALED = re.compile(
    r"(?<![0-9])([0-9]{1,30}+)(?:[.,]([0-9]{1,30}+))?[\s\u00a0\u202f-]*([^\W\d_]+)"
)
_DATE = re.compile(r"(?<![0-9.])[0-9]{1,2}\.([0-9]{1,2})\.[0-9]{2,4}|[0-9]{4}-([0-9]{2})-[0-9]{2}")
# The twelve hours of English; the other languages count twenty-four.
_CLOCK = re.compile(r"(?<![0-9.:])(1?[0-9])(?:[:.][0-9]{2})? ?([ap])\.? ?m\b", re.IGNORECASE)

# How the press shortens number words; the full ones stand in the data files.
_SHORT: Mapping[str, int] = {
    **dict.fromkeys(("тыс", "k"), 1000),
    **dict.fromkeys(("млн", "mln", "mn"), 10**6),
    **dict.fromkeys(("млрд", "mlrd", "bn"), 10**9),
    **dict.fromkeys(("трлн", "trln", "tn"), 10**12),
}
_THOUSAND, _HUNDRED, _NOON = 1000, 100, 12
# A shorter number word is no stem: он is ten, and оның is no number.
_STEM = 3
# An added figure of so many digits was made up; a shorter one may be a number word.
_INVENTED = 100


def differences(words: str, said: str, *, source: str, target: str) -> Iterator[str]:
    """Yield what of the figures in *words* the reply *said* lost, and what it adds, in clauses.

    Both are plain texts; *source* and *target* are the codes of their languages.
    """
    words, said = _prepared(words), _prepared(said)
    wanted, found = _figures(words), _figures(said)
    if wanted == found:
        return
    scaled, rescaled = _figures(_unscaled(words, source)), _figures(_unscaled(said, target))
    # Whatever stands for a figure stands for one of them only.
    values = Counter(_values(said, target)) + Counter(_instead(words, said, source, target))
    lost = min(wanted - found - values, scaled - rescaled - values, key=Counter.total)
    added = {figure for figure in (found - wanted) & (rescaled - scaled) if figure >= _INVENTED}
    if lost:
        yield f"the reply lost the figure {min(lost)}"
    if added := added.difference(_values(words, source)):
        yield f"the reply adds the figure {min(added)}"


def _prepared(text: str) -> str:
    """Return *text* with its digits as ASCII and the thousands of its numbers together."""
    digits = "".join(
        str(unicodedata.digit(letter)) if letter.isdecimal() and not letter.isascii() else letter
        for letter in without(text)
    )
    return _GROUPED.sub("", digits)


def _figures(text: str) -> Counter[int]:
    return Counter(int(figure[:30]) for figure in _FIGURE.findall(text))


def _unscaled(text: str, language: str) -> str:
    """Return *text* with `2.5 million` as 2500000."""

    def whole(found: re.Match[str]) -> str:
        scale = next((n for n in _readings(found[3], language) if n >= _THOUSAND), 0)
        places = found[2] or ""
        if not scale or len(places) >= len(str(scale)):
            return found[0]
        return str(int(found[1] + places) * scale // 10 ** len(places))

    return _SCALED.sub(whole, text)


def _values(text: str, language: str) -> Iterator[int]:
    """Yield the values that the words of *text* say: number words, alone and together."""
    run: list[int] = []
    for word in _WORD.findall(text):
        if readings := _readings(word, language):
            run.append(readings[0])
            yield from readings
        else:
            yield from _together(run)
            run = []
    yield from _together(run)


def _together(run: list[int]) -> Iterator[int]:
    """Yield the number that several number words make: `two hundred` `five`."""
    if len(run) > 1:
        total = current = 0
        for value in run:
            if value >= _THOUSAND:
                total, current = total + max(current, 1) * value, 0
            elif value == _HUNDRED:
                current = max(current, 1) * value
            else:
                current += value
        yield total + current


def _instead(words: str, said: str, source: str, target: str) -> Iterator[int]:
    """Yield those figures of dates and times in *words* for which the reply says another thing.

    A month may be named, and an hour counted from midnight.
    """
    months = {_month(word, target) for word in _WORD.findall(said)}
    yield from (int(a or b) for a, b in _DATE.findall(words) if int(a or b) in months)
    if source == "en":
        hours = _figures(said)
        for hour, half in _CLOCK.findall(words):
            if int(hour) % _NOON + (_NOON if half in "pP" else 0) in hours:
                yield int(hour)


@cache
def _readings(word: str, language: str) -> tuple[int, ...]:
    """Return the values of a number word, with any of the language's endings; mostly none."""
    small = lower(word, language)
    forms, endings = _forms(language)
    if small in forms:
        return forms[small]
    stems = (small.removesuffix(e) for e in endings if small.endswith(e))
    return next((forms[stem] for stem in stems if len(stem) >= _STEM and stem in forms), ())


@cache
def _forms(language: str) -> tuple[Mapping[str, tuple[int, ...]], tuple[str, ...]]:
    known = facts(language)
    forms: dict[str, tuple[int, ...]] = {short: (value,) for short, value in _SHORT.items()}
    for table in (known.numerals, known.ordinals):
        for value, words in table.items():
            for word in words:
                small = lower(word, language)
                forms[small] = (*forms.get(small, ()), value)
    endings = {ending for group in known.suffixes.values() for ending in group if ending}
    return forms, tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))


@cache
def _month(word: str, language: str) -> int:
    """Return the number of the month that *word* names, with any ending; 0 for none."""
    small = lower(word, language)
    dates = load(language).dates
    for number, names in enumerate(zip(dates.months, dates.months_alone, strict=True), start=1):
        if any(small.startswith(lower(name, language)) for name in names):
            return number
    return 0
