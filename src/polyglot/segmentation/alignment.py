"""Which sentences of a paragraph answer which of its translation.

The way through both with the least cost, by dynamic programming (Gale and Church, 1993):
sentences that answer each other are about as long, and have the same numbers, names, codes,
addresses, questions and quotations. Sentences keep their order.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from polyglot.segmentation.anchors import Anchors, anchors, shared, weight
from polyglot.segmentation.rules import rules

# How many sentences a bead takes of the source and of the target, and what that costs.
# These and the figures below are those that did best on every other case of tests/cases.
_BEADS = ((1, 1, 0.0), (1, 2, 3.0), (2, 1, 3.0), (2, 2, 5.5), (1, 0, 3.0), (0, 1, 3.0))

# How far a translation's length strays from its source's, per character.
_VARIANCE = 4.0
_MOST = 12.0

# A paragraph's own ratio of lengths counts as much as so many characters of one to one:
# a short one says little, and a dropped sentence makes it wrong.
_USUAL = 500

# A dropped sentence costs more the longer it is and the more anchors it has.
_PER_CHARACTER = 0.005
_PER_ANCHOR = 0.1
_COMMON = 0.7
_DIFFERENT = 0.5

# A sentence is compared with so many on either side of its place in the other text.
_BAND = 24


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of the source and those of the target that answer them; one side may be empty.

    *score* tells how well they do, 0 to 1: lengths and anchors; 0 where one side is empty.
    """

    source: range
    target: range
    score: float


@dataclass(frozen=True, slots=True)
class _Side:
    """The sentences of one language: cumulated lengths in characters, anchors and their weight."""

    ends: tuple[int, ...]
    anchors: tuple[Anchors, ...]

    def length(self, first: int, count: int) -> int:
        return self.ends[first + count] - self.ends[first]

    def marks(self, first: int, count: int) -> Anchors:
        if count == 1:
            return self.anchors[first]
        return sum(self.anchors[first : first + count], Counter())


def align(
    source: Sequence[str], target: Sequence[str], source_language: str, language: str
) -> tuple[Bead, ...]:
    """Return the beads of *source* and *target*, in order; each sentence is in exactly one.

    The cost is linear: a sentence is compared with a bounded number of others (six beads
    for about fifty places), so a paragraph may be a whole book, if the order is kept
    and no more than two dozen sentences in a row are missing.

    Raises:
        UnknownLanguageError: If no data file describes one of the languages.
    """
    ours, theirs = _side(source, source_language), _side(target, language)
    ratio = (theirs.ends[-1] + _USUAL) / (ours.ends[-1] + _USUAL)
    pairs = _Pairs(ours, theirs, ratio)
    return tuple(
        Bead(range(i, i + a), range(j, j + b), pairs.likeness(i, a, j, b))
        for i, a, j, b in _best(pairs, len(source), len(target))
    )


def _side(sentences: Sequence[str], language: str) -> _Side:
    known = rules(language)
    lengths = (len("".join(sentence.split())) for sentence in sentences)
    return _Side(
        tuple(accumulate(lengths, initial=0)),
        tuple(anchors(sentence, known) for sentence in sentences),
    )


class _Pairs:
    """Tells what it costs that sentences answer each other."""

    __slots__ = ("ours", "ratio", "theirs")

    def __init__(self, ours: _Side, theirs: _Side, ratio: float) -> None:
        self.ours = ours
        self.theirs = theirs
        self.ratio = ratio

    def cost(self, i: int, a: int, j: int, b: int) -> float:
        """Return the cost of a bead of *a* sentences from *i* and *b* from *j*, its kind aside."""
        if not a or not b:
            side, first = (self.ours, i) if a else (self.theirs, j)
            told = weight(side.marks(first, 1))
            return _PER_CHARACTER * side.length(first, 1) + _PER_ANCHOR * told
        here, there = self.ours.length(i, a) * self.ratio, self.theirs.length(j, b)
        spread = math.sqrt(_VARIANCE * max(1.0, (here + there) / 2))
        chance = math.erfc(abs(there - here) / spread / math.sqrt(2))
        common, different = self._anchors(i, a, j, b)
        length = min(_MOST, -math.log(max(chance, 1e-9)))
        return length - _COMMON * common + _DIFFERENT * different

    def likeness(self, i: int, a: int, j: int, b: int) -> float:
        """Return how well the sentences answer each other, 0 to 1."""
        if not a or not b:
            return 0.0
        here, there = self.ours.length(i, a) * self.ratio, self.theirs.length(j, b)
        length = min(here, there) / max(here, there, 1)
        common, different = self._anchors(i, a, j, b)
        told = 2 * common + different
        return (length + 2 * common / told) / 2 if told else length

    def _anchors(self, i: int, a: int, j: int, b: int) -> tuple[float, float]:
        """Return what both sides have in common, and what only one of them has."""
        ours, theirs = self.ours.marks(i, a), self.theirs.marks(j, b)
        common = shared(ours, theirs)
        return common, weight(ours) + weight(theirs) - 2 * common


def _best(pairs: _Pairs, n: int, m: int) -> list[tuple[int, int, int, int]]:
    """Return the beads of the cheapest way from the first sentences to the last."""
    costs: dict[tuple[int, int], float] = {(0, 0): 0.0}
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for i, j in _cells(n, m):
        if (i, j) not in costs:
            continue
        here = costs[i, j]
        for a, b, usual in _BEADS:
            cell = i + a, j + b
            if cell[0] > n or cell[1] > m:
                continue
            cost = here + usual + pairs.cost(i, a, j, b)
            if cost < costs.get(cell, math.inf):
                costs[cell] = cost
                steps[cell] = a, b
    return _way_back(steps, n, m)


def _cells(n: int, m: int) -> Iterator[tuple[int, int]]:
    """Yield the places near the diagonal, in order."""
    band = _BAND + -(-m // max(n, 1))
    for i in range(n + 1):
        middle = i * m // max(n, 1)
        for j in range(max(0, middle - band), min(m, middle + band) + 1):
            yield i, j


def _way_back(
    steps: dict[tuple[int, int], tuple[int, int]], n: int, m: int
) -> list[tuple[int, int, int, int]]:
    way: list[tuple[int, int, int, int]] = []
    i, j = n, m
    while i or j:
        a, b = steps[i, j]
        i, j = i - a, j - b
        way.append((i, a, j, b))
    return way[::-1]
