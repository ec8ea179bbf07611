"""What the rules of orthography know about a word, its text and its language."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from polyglot.languages import section

_ENTITIES = (
    "#39|#x27|apos|lsquo|rsquo|#8216|#8217|#x2018|#x2019|#699|#700|#x2bb|#x2bc|#96|#180|acute|grave"
)
_QUOTES = "'‘’ʻʼ`´"
# In Markdown a backslash may stand before one.
_MARK = rf"(?:\\?[{_QUOTES}]|&(?:{_ENTITIES});)"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏə\u0300-\u036f\u0400-\u052f"
_WORD = re.compile(
    rf"(?<![\w&#])[{_LETTERS}](?:[{_LETTERS}]|{_MARK}(?=[{_LETTERS}]))*+{_MARK}?+(?!\w)",
    re.IGNORECASE,
)
_ENTITY = re.compile(rf"\\|&(?:{_ENTITIES});", re.IGNORECASE)
_OPENING = re.compile(rf"(?<![\w{_QUOTES}])['‘](?=\w)")
# A mark as written at the end of a word.
_TAIL = re.compile(rf"{_MARK}\Z", re.IGNORECASE)
# A quotation in single marks is not longer, in characters.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as *written*, where it starts, and *text* with its marks resolved."""

    written: str
    start: int
    text: str

    @property
    def ends_in_mark(self) -> bool:
        """Tell whether an apostrophe stands behind it."""
        return self.text[-1] in _QUOTES

    @property
    def tail(self) -> str:
        """The mark behind it, as written."""
        found = _TAIL.search(self.written)
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a word: *form*, why, and whether that *is_sure*."""

    form: str
    reason: str
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Signs:
    """What the whole text says about its words: how often each class of them occurs."""

    words: Sequence[Word]
    counts: Mapping[str, int]
    openings: Sequence[int]
    letters: frozenset[str]

    def maybe_quoted(self, word: Word) -> bool:
        """Tell whether an apostrophe behind *word* may be a quotation mark that closes."""
        before = bisect_left(self.openings, word.start + 1)
        return bool(before) and word.start - self.openings[before - 1] < _LONGEST


Rule: TypeAlias = Callable[[Word, Signs], Verdict | None]
"""Says what becomes of a word; None where it is right, or no business of the rule."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What the data files of a language say about its letters, by script."""

    code: str
    latin: Mapping[str, object]
    cyrillic: Mapping[str, object]
    marks: str = ""
    contractions: frozenset[str] = frozenset()


@cache
def tables(code: str) -> Tables:
    """Return what the data files of the language *code* say about its letters."""
    latin, cyrillic = _section(f"{code}-Latn"), _section(f"{code}-Cyrl")
    marks = text_of(_section(f"{code}-Latn", "case"), "marks")
    return Tables(code, latin, cyrillic, marks, frozenset(text_of(latin, "contractions").split()))


def _section(tag: str, name: str = "orthography") -> Mapping[str, object]:
    try:
        return section(tag, name)
    except FileNotFoundError:
        return {}


def text_of(data: Mapping[str, object], key: str) -> str:
    """Return the text under *key*, empty if there is none."""
    found = data.get(key, "")
    return found if isinstance(found, str) else ""


def table_of(data: Mapping[str, object], key: str) -> Mapping[str, str]:
    """Return the table under *key*, empty if there is none."""
    found = data.get(key, {})
    return found if isinstance(found, dict) else {}


def words_of(text: str, offset: int = 0) -> Iterator[Word]:
    """Yield the words of *text* in order, with the apostrophes inside and behind them."""
    for found in _WORD.finditer(text):
        written = found[0]
        plain = _ENTITY.sub(_resolved, written) if not written.isalpha() else written
        yield Word(written, offset + found.start(), plain)


def _resolved(found: re.Match[str]) -> str:
    if found[0] == "\\":
        return ""
    name = found[0][1:-1].lower()
    if name in ("lsquo", "#8216", "#x2018"):
        return "‘"
    return "’" if name in ("rsquo", "#8217", "#x2019") else "'"


def signs_of(
    words: Sequence[Word],
    gaps: Iterable[tuple[int, str]],
    classes: Mapping[str, re.Pattern[str]],
) -> Signs:
    """Return what *words* say together; *gaps* are the stretches of text they stand in."""
    counts = {
        name: sum(1 for word in words if pattern.search(word.text))
        for name, pattern in classes.items()
    }
    openings: list[int] = []
    letters: set[str] = set()
    for start, text in gaps:
        openings += (start + found.start() for found in _OPENING.finditer(text))
        letters.update(text)
    return Signs(words, counts, openings, frozenset(letters))
