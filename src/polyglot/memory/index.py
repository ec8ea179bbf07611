"""What is asked of the index of one source language: texts that are like one, or have a sentence.

It is made of runs; each knows which of its texts are gone since it was written.
What the index answers depends on the texts that are left: not on runs, numbers or what was once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from polyglot.memory.grams import wanted
from polyglot.memory.runs import Postings, Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from polyglot.memory.runs import Numbers

# How many texts are named for a search at most, and of what size the portions are.
_PORTIONS = (40, 200, 1000)

# Of so many grams, a text that is like the one that is looked for has more than one.
_MANY = 8

_CLOSENESS = (1 << 20) - 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be like the one that is looked for."""

    folded: str
    number: int


class Living:
    """A run without the texts that are gone."""

    __slots__ = ("buried", "is_alive", "places", "run")

    def __init__(self, run: Run, gone: "Numbers") -> None:
        self.run = run
        is_gone = np.isin(run.numbers, gone) if len(gone) else np.zeros(0, bool)
        self.places = np.flatnonzero(is_gone)
        self.is_alive = ~is_gone if len(self.places) else None
        # How often a gram occurs must not tell what was there once.
        self.buried = Postings.of([run.text(int(p)) for p in self.places]) if self.gone else None

    @property
    def gone(self) -> int:
        """How many of its texts are gone."""
        return len(self.places)


class Index:
    """What is found among the texts of one language, as the store had them when it was opened."""

    def __init__(self, runs: Sequence[Living]) -> None:
        self._runs = runs

    def search(self, folded: str, *, least: float, budget: int) -> Iterator[list[Candidate]]:
        """Yield portions of the texts that share the most of the rare grams of *folded*.

        Only texts whose length allows them to be at least *least* like it.
        The rarest grams are read first, as long as their texts are no more than *budget*.
        Of two texts that share as many, the one of the nearer length comes first,
        then the shorter, then the text itself decides.
        """
        ranks = self._ranks(folded, least, budget)
        done = 0
        for most in _PORTIONS:
            found = self._named(ranks, len(folded), most)[done:]
            if found:
                yield found
            done += len(found)
            if done < most:
                return

    def with_sentences(self, keys: Sequence[int], *, most: int) -> list[int]:
        """Return the numbers of the *most* texts that have the most of the sentences *keys*.

        Of two that have as many, the shorter comes first, then the text decides.
        """
        found: list[tuple[int, int, str, int, int]] = []
        for living in self._runs if keys else ():
            parts = [np.unique(living.run.with_sentence(key)) for key in dict.fromkeys(keys)]
            places, counts = np.unique(np.concatenate(parts), return_counts=True)
            if living.is_alive is not None:
                is_alive = living.is_alive[places]
                places, counts = places[is_alive], counts[is_alive]
            best = np.lexsort((places, -counts))[:most]
            for place, count in zip(places[best].tolist(), counts[best].tolist(), strict=True):
                run = living.run
                text, key = run.text(place), int(run.keys[place])
                found.append((-count, len(text), text, key, int(run.numbers[place])))
        return [number for *_, number in sorted(found)[:most]]

    # --- Inside -----------------------------------------------------------------------------------

    def _ranks(self, folded: str, least: float, budget: int) -> "list[Numbers]":
        """Return for each run a number for each text that shares something, the best highest.

        From the top: shared grams, nearness of length, place (the first is the highest).
        """
        grams = wanted(folded, least=least)
        shortest, longest = int(len(folded) * least), int(len(folded) / least) + 1
        windows = [living.run.window(shortest, longest) for living in self._runs]
        stretches = [
            living.run.postings.between(grams, *window)
            for living, window in zip(self._runs, windows, strict=True)
        ]
        chosen = self._chosen(grams, windows, stretches, budget)
        fewest = 2 if len(chosen) >= _MANY else 1
        ranks: list[NDArray[np.int64]] = []
        for living, rows in zip(self._runs, stretches, strict=True):
            places, counts = _counted(living.run.postings.places, rows[chosen], fewest)
            if living.is_alive is not None:
                is_alive = living.is_alive[places]
                places, counts = places[is_alive], counts[is_alive]
            away = np.abs(living.run.lengths[places].astype(np.int64) - len(folded))
            near = _CLOSENESS - np.minimum(away, _CLOSENESS)
            ranks.append((counts << 52) | (near << 32) | (0xFFFFFFFF - places.astype(np.int64)))
        return ranks

    def _chosen(
        self,
        grams: "NDArray[np.uint32]",
        windows: Sequence[tuple[int, int]],
        stretches: "Sequence[Numbers]",
        budget: int,
    ) -> "Numbers":
        """Return which of *grams* are read: the rarest, at least one that occurs."""
        often = np.zeros(len(grams), np.int64)
        for living, (first, last), rows in zip(self._runs, windows, stretches, strict=True):
            often += rows[:, 1] - rows[:, 0]
            if living.buried is not None:
                begin, end = np.searchsorted(living.places, (first, last))
                buried = living.buried.between(grams, int(begin), int(end))
                often -= buried[:, 1] - buried[:, 0]
        order = np.argsort(often, kind="stable")
        order = order[often[order] > 0]
        within = int(np.searchsorted(np.cumsum(often[order]), budget, side="right"))
        return order[: max(1, within)]

    def _named(self, ranks: "Sequence[Numbers]", length: int, most: int) -> list[Candidate]:
        """Return the *most* best texts of all runs."""
        best = [each if len(each) <= most else np.partition(each, -most)[-most:] for each in ranks]
        # Places say something inside a run only: the rest tells which texts have to be read.
        heads = np.concatenate([each >> 32 for each in best]) if best else np.empty(0, np.int64)
        least = int(np.partition(heads, -most)[-most]) if len(heads) > most else 0
        found: list[tuple[int, int, int, str, int, int]] = []
        for living, each in zip(self._runs, best, strict=True):
            for rank in each[each >= least << 32].tolist():
                place = 0xFFFFFFFF - (rank & 0xFFFFFFFF)
                text, key = living.run.text(place), int(living.run.keys[place])
                away = abs(len(text) - length)
                number = int(living.run.numbers[place])
                found.append((-(rank >> 52), away, len(text), text, key, number))
        found.sort()
        return [Candidate(text, number) for _, _, _, text, _, number in found[:most]]


def _counted(
    places: "NDArray[np.uint32]", rows: "Numbers", fewest: int
) -> "tuple[NDArray[np.uint32], Numbers]":
    """Return the places that stand in at least *fewest* of *rows* of *places*, and in how many."""
    parts = [places[start:end] for start, end in rows.tolist() if end > start]
    read = np.concatenate(parts) if parts else np.empty(0, np.uint32)
    read.sort()
    # Most stand there once: what is equal to its neighbour is a small part.
    for _ in range(fewest - 1):
        read = read[1:][read[1:] == read[:-1]]
    if not len(read):
        return read, np.empty(0, np.int64)
    is_first = np.concatenate(([True], read[1:] != read[:-1]))
    starts = np.flatnonzero(is_first)
    counts = np.concatenate((starts[1:], [len(read)])) - starts + (fewest - 1)
    return read[starts], counts
