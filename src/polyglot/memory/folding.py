"""Codes and numbers of a text: folded for comparison, and put back where that is beyond doubt.

A text is compared with a mark in place of each tag and each number,
so that two reports of one kind are found alike whatever they count and link to.
Nothing is put back by guessing: a wrong figure does more harm than a missing one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from polyglot import inline
from polyglot.languages import load
from polyglot.languages.casing import lower
from polyglot.languages.formats import format_number

if TYPE_CHECKING:
    from polyglot.terms import Glossary

_TAG = r"<(?P<end>/?)(?P<name>[A-Za-z][^\s<>/]*+)[^<>]*?(?P<lone>/?)>"
_FIGURE = r"(?P<figure>\d++(?:[.,\u00a0\u202f]\d++)*+)"
_REFERENCE = r"(?P<reference>&(?:#[0-9]++|#[xX][0-9a-fA-F]++|[A-Za-z][A-Za-z0-9]*+);)"
_ATOM = re.compile(f"{_TAG}|{_REFERENCE}|{_FIGURE}")
_TOKEN = re.compile(rf"{_TAG}|{_REFERENCE}|{_FIGURE}|(?P<word>[^\W\d_]+)")
_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"(?P<element>.*?)-?\d*")
_MOST_CODES = 1_000

# Characters for private use: no text of people has them, and a text that does loses nothing
# but a little sharpness in a comparison.
_NUMBER = "\ue000"
_CODES = 0xE001

# What binds a number to letters that follow it or go before it, tags between them or not:
# `14-ші`, `5th`, `12’de`, `<b>5</b>-го`. Characters that nobody sees part nothing.
_LINK = r"[-\u2010-\u2015\u2212'’‘ʻʼ`´\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]*+"
_BOUND = re.compile(rf"{_LINK}[^\W\d_]")
_BOUND_BEFORE = re.compile(rf"(?<![^\W\d_])[^\W\d_]++{_LINK}\Z")
_NEAR = 40

# Signs that say what a number is (`5 %`, `$5`, `№ 5`): all but white space and punctuation.
_SIGNS = re.compile(r"[^\w\s.,;:!?…()\[\]{}«»“”„\"'’‘ʻʼ\u2010-\u2015-]")
_MINUS = re.compile(r"(?<![^\s(\[«“„\"])[-\u2212]\Z")
_TENS = 10

_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ][^\W\d_]+)*")
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Refilled:
    """A target made fit for another source, as far as that is beyond doubt.

    *numbers* and *codes* say what became of those that differ:
    "" where none did, `put back`, or `left` as the old target has them.
    """

    target: str
    numbers: str = ""
    codes: str = ""


def fold(text: str) -> str:
    """Return *text* with one character for each tag and for each number."""
    if "<" not in text and not _has_figures(text):
        return text
    ordinals: dict[str, int] = {}

    def mark(found: re.Match[str]) -> str:
        if found["figure"] or found["reference"]:
            return _NUMBER if found["figure"] else found[0]
        ordinal = min(ordinals.setdefault(found["name"], len(ordinals)), _MOST_CODES)
        return chr(_CODES + 3 * ordinal + (1 if found["end"] else 2 if found["lone"] else 0))

    return _ATOM.sub(mark, text)


def renumbered(text: str) -> str:
    """Return *text* with the codes of each element numbered from its beginning.

    A sentence is then the same in any paragraph: `<a2>` of one is the `<a>` of another.
    """
    if "<" not in text:
        return text
    names: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for found in _tags(text):
        if found["name"] not in names:
            element = _element(found["name"])
            seen[element] += 1
            names[found["name"]] = f"{element}-{seen[element]}"
    return _renamed(text, names)


def refill(old: str, new: str, target: str, *, source_language: str, language: str) -> Refilled:
    """Return *target*, which translates *old*, with the codes and numbers of *new*.

    Codes are renamed if both sources have as many of each element, in one order.
    Numbers in words are never exchanged: where they differ, all stay.
    Others are exchanged, all or none, if *target* has the very numbers of *old* (by value),
    and each that changed stands between the same words and signs as before,
    occurs once in *old*, in figures or words, is not bound to letters in *target*
    (their ending may follow the number), and is written there as we can write the new one.

    Raises:
        UnknownLanguageError: If no data file describes one of the languages.
    """
    if old == new:
        return Refilled(target, codes="left" if inline.compare(new, target) else "")
    filled, codes = _with_codes(old, new, target)
    filled, numbers = _with_numbers(old, new, filled, source_language, language)
    return Refilled(filled, numbers, codes)


# --- Codes ----------------------------------------------------------------------------------------


def _with_codes(old: str, new: str, target: str) -> tuple[str, str]:
    if not inline.compare(new, target):
        return target, ""
    names = _renaming(old, new)
    if names is not None:
        renamed = _renamed(target, names)
        if not inline.compare(new, renamed):
            return renamed, "put back"
    return target, "left"


def _renaming(old: str, new: str) -> Mapping[str, str] | None:
    """Return what each code of *old* is called in *new*; None if there are others."""
    before, after = _by_element(old), _by_element(new)
    if {e: len(names) for e, names in before.items()} != {e: len(n) for e, n in after.items()}:
        return None
    return {
        one: other
        for element, names in before.items()
        for one, other in zip(names, after[element], strict=True)
    }


def _by_element(text: str) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name in dict.fromkeys(found["name"] for found in _tags(text)):
        names.setdefault(_element(name), []).append(name)
    return names


def _renamed(text: str, names: Mapping[str, str]) -> str:
    def rename(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None or name not in names:
            return found[0]
        start = found.start("name") - found.start()
        return found[0][:start] + names[name] + found[0][start + len(name) :]

    return _ATOM.sub(rename, text)


def _tags(text: str) -> Iterator[re.Match[str]]:
    return (found for found in _ATOM.finditer(text) if found["name"])


def _element(name: str) -> str:
    found = _NAME.fullmatch(name)
    return found["element"] if found else name


# --- Numbers --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number as it is *written*, where, its *value*, and the words and signs beside it."""

    written: str
    start: int
    value: Decimal | str
    beside: tuple[str, str, str, str]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.written)


def _with_numbers(
    old: str, new: str, target: str, source_language: str, language: str
) -> tuple[str, str]:
    if _say_other_numbers(old, new, source_language):
        return target, "left"
    if not _has_figures(old) and not _has_figures(new):
        return target, ""
    before, after = _figures(old, source_language), _figures(new, source_language)
    if [one.value for one in before] == [one.value for one in after]:
        return target, ""
    there = _figures(target, language)
    # Where a number became a word, a time or two numbers, no figure is sure to be another's.
    is_told_alike = Counter(one.value for one in before) == Counter(one.value for one in there)
    if len(before) != len(after) or not is_told_alike:
        return target, "left"
    exchanged: dict[int, tuple[_Figure, str]] = {}
    for one, other in zip(before, after, strict=True):
        if one.value != other.value:
            found = _answer(one, other, there, target)
            written = found and _written(one, other, found, source_language, language)
            if not found or not written or _is_said(one.value, old, source_language):
                return target, "left"
            exchanged[found.start] = (found, written)
    return _exchanged(target, exchanged), "put back"


def _say_other_numbers(old: str, new: str, language: str) -> bool:
    """Tell whether a word that only one of two texts has is a number's: `five` became `six`."""
    differing = set(_WORD.findall(old)) ^ set(_WORD.findall(new))
    return bool(differing) and any(is_number(word, language) for word in differing)


def is_number(text: str, language: str) -> bool:
    """Tell whether *text* has a figure, or is a word of *language* for a number above one.

    Forms of three letters are known as they are listed, longer ones with any ending.
    """
    small = lower(text, language)
    forms, stems = _spoken(language)
    return _has_figures(text) or small in forms or small.startswith(stems)


@cache
def _spoken(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    from polyglot.languages.facts import number_words

    forms = frozenset(word for word, value in number_words(language).items() if value > 1)
    return forms, tuple(sorted(form for form in forms if len(form) > _SHORT))


def _answer(one: _Figure, other: _Figure, there: Sequence[_Figure], target: str) -> _Figure | None:
    """Return the figure of the target that surely stands for *one*, which became *other*."""
    found = [each for each in there if each.value == one.value]
    if len(found) != 1 or one.beside != other.beside:
        return None
    before = _ATOM.sub(_untagged, target[max(0, found[0].start - _NEAR) : found[0].start])
    behind = _ATOM.sub(_untagged, target[found[0].end : found[0].end + _NEAR])
    is_bound = _BOUND.match(behind) or _BOUND_BEFORE.search(before)
    return None if is_bound else found[0]


def _untagged(found: re.Match[str]) -> str:
    return "" if found["name"] else found[0]


def _is_said(value: Decimal | str, text: str, language: str) -> bool:
    """Tell whether *text* may say *value* in words."""
    if isinstance(value, str):
        return False
    said = {int(match.entry.name) for match in _number_words(language).find(text, language)}
    units = value % _TENS
    return value in said or {value - units, units} <= said


@cache
def _number_words(language: str) -> "Glossary":
    """Return the words that *language* has for numbers, to be found with their endings."""
    from polyglot.languages.facts import number_words
    from polyglot.terms import Entry, Form, Glossary

    tag = load(language).tag
    return Glossary(
        tuple(
            Entry(str(value), "term", (Form(word, tag),))
            for word, value in number_words(language).items()
        )
    )


def _written(
    one: _Figure, other: _Figure, found: _Figure, source_language: str, language: str
) -> str:
    """Return how the target writes *other*, "" if it does not tell."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        is_same = found.written == one.written and one.written.isascii()
        is_plain = one.written.isdecimal() and other.written.isdecimal() and is_same
        return other.written if is_plain and other.written.isascii() else ""
    if (one.value < 0) != (other.value < 0):
        return ""
    if found.written == one.written and _is_plain(one.written) and _is_plain(other.written):
        return other.written
    ours, theirs = load(source_language), load(language)
    is_usual = (
        format_number(abs(one.value), theirs) == found.written
        and format_number(abs(one.value), ours) == one.written
        and format_number(abs(other.value), ours) == other.written
    )
    return format_number(abs(other.value), theirs) if is_usual else ""


def _exchanged(text: str, figures: Mapping[int, tuple[_Figure, str]]) -> str:
    for start in sorted(figures, reverse=True):
        figure, written = figures[start]
        text = text[:start] + written + text[figure.end :]
    return text


def _figures(text: str, language: str) -> list[_Figure]:
    """Return the numbers of *text* in order, those inside tags left out."""
    found = [each for each in _TOKEN.finditer(text) if not each["name"]]
    words = ["", *("#" if each["figure"] else each[0].lower() for each in found), ""]
    ends = [0, *(each.end() for each in found)]
    starts = [*(each.start() for each in found), len(text)]
    return [
        _Figure(
            each["figure"],
            each.start(),
            _signed(
                text[max(0, each.start() - 2) : each.start()], _value(each["figure"], language)
            ),
            (
                words[number],
                _signs(text[ends[number] : each.start()]),
                _signs(text[each.end() : starts[number + 1]]),
                words[number + 2],
            ),
        )
        for number, each in enumerate(found)
        if each["figure"]
    ]


def _signs(text: str) -> str:
    return "".join(_SIGNS.findall(_ATOM.sub(_untagged, text)))


def _signed(before: str, value: Decimal | str) -> Decimal | str:
    if not _MINUS.search(before):
        return value
    return f"-{value}" if isinstance(value, str) else -value


def _value(written: str, language: str) -> Decimal | str:
    """Return the number that *language* writes so, or what is *written* if it is none."""
    if _is_plain(written):
        return Decimal(written)
    numbers = load(language).numbers
    plain = written.replace(numbers.group, "").replace(numbers.decimal, ".")
    if not plain.replace(".", "", 1).isdecimal() or not plain.isascii():
        return written
    value = Decimal(plain)
    return value if format_number(value, load(language)) == written else written


def _is_plain(written: str) -> bool:
    """Tell whether a number is written in figures alone; `007` is a name, and not 7."""
    is_figures = written.isascii() and written.isdecimal()
    return is_figures and (written == "0" or not written.startswith("0"))


def _has_figures(text: str) -> bool:
    return _DIGIT.search(text) is not None
