"""Which quotation marks of a text belong together, and which of them a language has there.

Where a text does not say clearly what opens and what closes, nothing is proposed.
An apostrophe is no quotation mark: between letters, after a letter it belongs to (oʻ, gʻ),
or without a partner.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from polyglot.languages import Language
from polyglot.languages.casing import cases
from polyglot.languages.data import section
from polyglot.languages.patterns import words

__all__ = ["requote"]

_DOUBLE = '"«»“”„'
_SINGLE = "'‘’‚"
_ANY = re.compile(f"[{_DOUBLE}{_SINGLE}]")
_POSSESSIVE = re.compile(rf"[sS][{_SINGLE}] [^\W\d_]")
_WORD = re.compile(r"[^\W\d_]++")
_BEFORE_OPENING = "([{-\u2013\u2014/…" + "\"«“„'‘‚"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark at *place* that *opens* or closes, or may do both."""

    place: int
    sign: str
    opens: bool
    closes: bool

    @property
    def is_single(self) -> bool:
        return self.sign in _SINGLE


def requote(text: str, language: Language) -> Iterator[tuple[int, str]]:
    """Yield the place and the right sign of each quotation mark of *text* that is wrong.

    *text* is one paragraph without tags.
    """
    found = list(_changes(text, language))
    if found and not _read_anew(text, found, language):
        yield from found


def _read_anew(text: str, changes: Iterable[tuple[int, str]], language: Language) -> bool:
    """Tell whether *text* with its *changes* would be read otherwise: then it was not clear."""
    signs = list(text)
    for place, sign in changes:
        signs[place] = sign
    return any(_changes("".join(signs), language))


def _changes(text: str, language: Language) -> Iterator[tuple[int, str]]:
    letters, elided = _listed(language.tag, "apostrophe_after"), _listed(language.tag, "elided")
    marks = list(_marks(text, letters, elided))
    styles = (language.outer_quotes, language.inner_quotes)
    ends: list[int] = []
    for first, last in sorted(_pairs(marks), key=lambda pair: pair[0].place):
        while ends and ends[-1] < first.place:
            ends.pop()
        if not ends and (first.sign, last.sign) == ("‘", "’"):
            continue  # printers' marks outside of all others are somebody's choice
        opening, closing = styles[len(ends) % 2]
        ends.append(last.place)
        glued = {text[mark.place - 1 : mark.place] for mark in (first, last)}
        if closing in _SINGLE and glued & letters:
            continue  # it would be read as that letter's apostrophe
        yield from _changed(first, opening)
        yield from _changed(last, closing)


@cache
def _listed(tag: str, key: str) -> frozenset[str]:
    """Return what a data file says of quotation marks under *key*, in every case of letters."""
    listed = words(section(tag, "quotes").get(key))
    return frozenset(form for word in listed for form in cases(word, tag))


def _changed(mark: _Mark, sign: str) -> Iterator[tuple[int, str]]:
    if mark.sign != sign:
        yield mark.place, sign


def _marks(text: str, letters: frozenset[str], elided: frozenset[str]) -> Iterator[_Mark]:
    """Yield what may be a quotation mark, in order."""
    for found in _ANY.finditer(text):
        place, sign = found.start(), found[0]
        before = text[place - 1] if place else ""
        after = text[place + 1] if place + 1 < len(text) else ""
        if sign in _SINGLE and (
            _is_apostrophe(before, after, letters)
            or _is_possessive(text, place)
            or _is_elided(text, place, elided)
        ):
            continue
        opens = after.strip() != "" and (before.strip() == "" or before in _BEFORE_OPENING)
        closes = before.strip() != "" and before not in "«„([{" and not after.isalnum()
        yield _Mark(place, sign, *_settled(sign, opens=opens, closes=closes))


def _settled(sign: str, *, opens: bool, closes: bool) -> tuple[bool, bool]:
    """Return what *sign* can do, where its form says more than its neighbours."""
    match sign:
        case "«" | "„" | "‚":
            return True, False
        case "»":
            return False, True
        case "”" | "’":
            return opens and not closes, closes
        case _:
            return opens, closes


def _is_apostrophe(before: str, after: str, letters: frozenset[str]) -> bool:
    """Tell whether a single mark between these two characters belongs to a word."""
    if before.isalnum() and after.isalnum():
        return True
    return before in letters or (not before.isalnum() and after.isdigit())


def _is_possessive(text: str, place: int) -> bool:
    """Tell whether the mark may be that of a plural: the workers' rights."""
    return _POSSESSIVE.match(text, max(place - 1, 0)) is not None


def _is_elided(text: str, place: int, elided: frozenset[str]) -> bool:
    word = _WORD.match(text, place + 1)
    return word is not None and word[0] in elided


def _pairs(marks: Sequence[_Mark]) -> list[tuple[_Mark, _Mark]]:
    """Return the pairs of *marks*; none where the double ones do not all have a partner.

    A single mark without a partner is an apostrophe.
    """
    found: list[tuple[_Mark, _Mark]] = []
    waiting: list[_Mark] = []
    doubles: list[_Mark] = []
    for mark in marks:
        if mark.closes and waiting and waiting[-1].is_single and mark.is_single:
            found.append((waiting.pop(), mark))
        elif mark.closes and doubles and not mark.is_single:
            while waiting[-1] is not doubles[-1]:
                waiting.pop()
            found.append((waiting.pop(), mark))
            doubles.pop()
        elif mark.opens:
            waiting.append(mark)
            if not mark.is_single:
                doubles.append(mark)
        elif not mark.is_single:
            return []
    return [] if doubles else found
