"""The index of one source language: runs, the newest small, and what each still holds.

New texts make a run of their own; runs of about one size are joined, so that there are few
and a text is written again a bounded number of times (O'Neil's log-structured merge).
A text that is gone stays in its run until a sixteenth of it is gone.
What the index answers depends on the texts alone: not on runs, numbers or what was there once.

`index.json` names the runs; it is written last. Whatever is missing, damaged
or of another store is made again from the store.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from polyglot.memory.folding import fold
from polyglot.memory.grams import wanted
from polyglot.memory.runs import Broken, Entry, Postings, Run, write
from polyglot.memory.store import Store, Text
from polyglot.storage import guarded, load_state, save_state, stat_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from polyglot.memory.runs import Numbers

VERSION = 1
_PLAN = "index.json"

# A run is joined with newer ones that together have half as many texts as it.
_TIER = 2
_GONE = 16

# How many texts are named for a search at most, and of what size the portions are.
_PORTIONS = (40, 200, 1000)

# Of so many grams, a text that is like the one that is looked for has more than one.
_MANY = 8

_CLOSENESS = (1 << 20) - 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be like the one that is looked for."""

    folded: str
    key: int
    number: int


@dataclass(frozen=True, slots=True)
class _Named:
    """A run as the plan names it, and how its file looked when it was written."""

    name: str
    digest: str
    stat: tuple[int, ...]


class _Living:
    """A run without the texts that are gone."""

    __slots__ = ("buried", "is_alive", "named", "places", "run")

    def __init__(self, named: _Named, run: Run, gone: "Numbers") -> None:
        self.named = named
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

    def __init__(self, runs: Sequence[_Living]) -> None:
        self._runs = runs

    @property
    def runs(self) -> list[tuple[int, int]]:
        """The runs: how many texts each holds, and how many of them are gone."""
        return [(each.run.count, each.gone) for each in self._runs]

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
        found: list[tuple[int, int, int, str, int, int]] = []
        for living, each in zip(self._runs, ranks, strict=True):
            best = each if len(each) <= most else np.partition(each, -most)[-most:]
            for rank in best.tolist():
                place = 0xFFFFFFFF - (rank & 0xFFFFFFFF)
                text, key = living.run.text(place), int(living.run.keys[place])
                away = abs(len(text) - length)
                number = int(living.run.numbers[place])
                found.append((-(rank >> 52), away, len(text), text, key, number))
        found.sort()
        return [Candidate(text, key, number) for _, _, _, text, key, number in found[:most]]


def _counted(
    places: "NDArray[np.uint32]", rows: "Numbers", fewest: int
) -> "tuple[NDArray[np.uint32], Numbers]":
    """Return the places that stand in at least *fewest* of *rows* of *places*, and in how many."""
    parts = [places[start:end] for start, end in rows.tolist() if end > start]
    if not parts:
        return np.empty(0, np.uint32), np.empty(0, np.int64)
    read = np.concatenate(parts)
    read.sort()
    # Most stand there once: what is equal to its neighbour is a small part.
    for _ in range(fewest - 1):
        read = read[1:][read[1:] == read[:-1]]
    is_first = np.concatenate(([True], read[1:] != read[:-1])) if len(read) else np.zeros(0, bool)
    starts = np.flatnonzero(is_first)
    counts = np.diff(starts, append=len(read)) + (fewest - 1)
    return read[starts], counts


# --- Keeping it up to date ------------------------------------------------------------------------


def opened(
    folder: Path,
    store: Store,
    source_language: str,
    *,
    sentences: Callable[[str], tuple[int, ...]],
    rules: str = "",
) -> Index:
    """Return the index in *folder* of a store's texts, brought up to date.

    *sentences* returns the keys of a text's sentences; *rules* is any word that changes
    when its answers do.

    Raises:
        StorageError: If the store cannot be read, or the disk refuses.
    """

    def entry(text: Text) -> Entry:
        return Entry(fold(text.text), text.key, text.number, sentences(text.text))

    def new(after: int) -> list[Entry]:
        return [entry(text) for text in store.texts(source_language, after)]

    origin = [VERSION, store.stamp()[0], rules]
    gone = np.array(store.gone(source_language), np.int64)
    plan = load_state(folder / _PLAN)
    try:
        kept = _up_to_date(folder, plan, new, gone, origin, store.stamp()[1])
    except Broken:
        kept = _up_to_date(folder, {}, new, gone, origin, store.stamp()[1])
    held = {number for each in kept for number in each.run.numbers[each.places].tolist()}
    if buried := set(gone.tolist()) - held:
        store.forget_gone(buried)
    return Index(kept)


def _up_to_date(
    folder: Path,
    plan: Mapping[str, object],
    texts: Callable[[int], list[Entry]],
    gone: "Numbers",
    origin: Sequence[object],
    saves: int,
) -> list[_Living]:
    """Return the runs of *plan*, with what is new and without most of what is *gone*.

    Raises:
        Broken: If one of them is damaged.
    """
    named = _named_runs(plan, origin)
    runs = [_living(folder, each, gone) for each in named]
    last = _number(plan.get("last")) if runs else 0
    if runs and plan.get("saves") == saves and named == [each.named for each in runs]:
        return runs
    new = texts(last)
    last = max((each.number for each in new), default=last)
    kept, joined = _sorted_out(runs, len(new))
    for living in joined:
        new += _alive(living)
    if new:
        name, digest = write(folder, new)
        kept.append(_living(folder, _Named(name, digest, stat_of(folder / name) or ()), gone))
    kept = [each for each in kept if each.gone < each.run.count]
    _save(folder, {"origin": list(origin), "saves": saves, "last": last}, kept)
    return kept


def _named_runs(plan: Mapping[str, object], origin: Sequence[object]) -> list[_Named]:
    """Return the runs of a plan; none if it is of another store, version or language data.

    Raises:
        Broken: If it is no plan.
    """
    if plan.get("origin") != list(origin):
        return []
    runs = plan.get("runs")
    try:
        return [
            _Named(str(name), str(digest), tuple(map(int, stat)))
            for name, digest, stat in runs  # type: ignore[attr-defined]  # checked by trying
        ]
    except (TypeError, ValueError) as error:
        raise Broken(_PLAN) from error


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _living(folder: Path, named: _Named, gone: "Numbers") -> _Living:
    """Open a run.

    Raises:
        Broken: If its file is not the one that was written.
    """
    path = folder / named.name
    seen = stat_of(path)
    if seen != named.stat:
        # Copied, or damaged: its bytes tell.
        try:
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise Broken(named.name) from error
        if digest != named.digest:
            raise Broken(named.name)
        named = _Named(named.name, named.digest, seen or ())
    return _Living(named, Run(path), gone)


def _is_stale(living: _Living) -> bool:
    return living.gone * _GONE > living.run.count


def _sorted_out(runs: Iterable[_Living], count: int) -> tuple[list[_Living], list[_Living]]:
    """Return the runs that stay as they are, and those that are joined with *count* new texts."""
    kept: list[_Living] = []
    joined: list[_Living] = []
    for living in sorted(runs, key=lambda each: each.run.count):
        is_joined = count and living.run.count <= _TIER * count
        if is_joined or _is_stale(living):
            joined.append(living)
            count += living.run.count - living.gone
        else:
            kept.append(living)
    return kept, joined


def _alive(living: _Living) -> Iterator[Entry]:
    for place, entry in enumerate(living.run.entries()):
        if living.is_alive is None or living.is_alive[place]:
            yield entry


def _save(folder: Path, plan: Mapping[str, object], runs: Sequence[_Living]) -> None:
    named = sorted((each.named for each in runs), key=lambda each: each.name)
    state = {**plan, "runs": [[each.name, each.digest, list(each.stat)] for each in named]}
    with guarded(folder):
        folder.mkdir(parents=True, exist_ok=True)
    save_state(folder / _PLAN, state)
    names = {each.name for each in named}
    for old in folder.glob("*.run"):
        if old.name not in names:
            with suppress(OSError):
                old.unlink()
