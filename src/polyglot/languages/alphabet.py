"""The order of words in a list for readers, as the alphabet of their language has it.

Letters and digraphs stand in the data file (`[alphabet]`): Karakalpak á after a, Uzbek sh after ʻ.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from polyglot.languages import load
from polyglot.languages.casing import fold
from polyglot.languages.facts import facts

__all__ = ["Order", "order"]

Order = tuple[tuple[int, str], ...]
"""What words are sorted by."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of an alphabet, each with its *places*; *one* finds them in a word."""

    places: Mapping[str, int]
    one: re.Pattern[str]


def order(word: str, language: str) -> Order:
    """Return what *word* is sorted by among words of *language* (`kaa`, `kaa-Cyrl`).

    Case makes no difference. What is no letter stands before all letters,
    a letter of another alphabet behind them.

    Raises:
        UnknownLanguageError: If no data file describes *language*.
    """
    tag = load(language).tag
    letters = _letters(tag)
    return tuple(
        (letters.places.get(one, len(letters.places) if one.isalpha() else -1), one)
        for one in letters.one.findall(fold(word, tag))
    )


@cache
def _letters(tag: str) -> _Letters:
    listed = dict.fromkeys(fold(letter, tag) for letter in facts(tag).lower)
    places = {letter: place for place, letter in enumerate(listed)}
    longest = sorted(places, key=len, reverse=True)
    one = re.compile("|".join([*map(re.escape, longest), "(?s:.)"]))
    return _Letters(places, one)
