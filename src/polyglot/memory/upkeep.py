"""The index on disk: brought up to date, made again where it is damaged.

New texts make a run of their own; runs of about one size are joined, so that there are few
and a text is written again a bounded number of times (O'Neil's log-structured merge).
No run has more texts than can be held in little memory while it is made.
A text that is gone stays in its run until a sixteenth of it is gone.

`index.json` names the runs, and how the store stood; it is written last.
Whatever is missing, damaged or of another store is made again from the store.
One process brings it up to date at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from polyglot.errors import StorageError
from polyglot.memory.folding import fold
from polyglot.memory.index import Index, Living
from polyglot.memory.runs import Broken, Entry, Run, write
from polyglot.memory.store import Store
from polyglot.storage import guarded, load_state, lock, save_state, stat_of

if TYPE_CHECKING:
    from polyglot.memory.runs import Numbers

VERSION = 2
_PLAN = "index.json"

# A run is joined with newer ones that together have half as many texts as it.
_TIER = 2
_GONE = 16

# The most texts of a run: making it takes some 120 MB.
_MOST = 100_000

# How long another process may bring the index up to date, in seconds.
_PATIENCE = 600


@dataclass(frozen=True, slots=True)
class _Named:
    """A run as the plan names it, and how its file looked when it was written."""

    name: str
    digest: str
    stat: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A run, and what the plan says of it."""

    named: _Named
    living: Living

    @property
    def alive(self) -> int:
        """How many of its texts are left."""
        return self.living.run.count - self.living.gone

    @property
    def is_stale(self) -> bool:
        """So many of its texts are gone that it is written again."""
        return self.living.gone * _GONE > self.living.run.count


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
        LockedError: If another process brings it up to date for minutes.
    """

    def new(after: int) -> Iterator[Entry]:
        for text in store.texts(source_language, after):
            yield Entry(fold(text.text), text.key, text.number, sentences(text.text))

    gone = np.array(store.gone(source_language), np.int64)
    files = _Files(folder, [VERSION, rules], gone)
    try:
        kept = files.as_they_were(store.stamp())
    except Broken:
        kept = None
    if kept is None:
        with lock(folder, command="polyglot", wait=_PATIENCE):
            kept = _up_to_date(files, store, new)
    runs = [each.living for each in kept]
    held = {number for each in runs for number in each.run.numbers[each.places].tolist()}
    if buried := set(gone.tolist()) - held:
        store.forget_gone(buried)
    return Index(runs)


def _up_to_date(
    files: "_Files", store: Store, new: Callable[[int], Iterator[Entry]]
) -> list[_Open]:
    """Return the runs with what is new, after another process may have done it.

    Raises:
        StorageError: If what was written cannot be read again.
    """
    stamp = store.stamp()
    for is_anew in (False, True):
        try:
            if not is_anew and (kept := files.as_they_were(stamp)) is not None:
                return kept
            runs, last = files.named(store.knows) if not is_anew else ([], 0)
            return files.grown(runs, last, new, stamp)
        except Broken as problem:
            broken = problem
    raise StorageError(
        "the index of the translation memory cannot be read again",
        path=str(files.folder / str(broken)),
        hint="look after the disk, then run the same command again",
    ) from broken


class _Files:
    """The files of an index in *folder*; *rules* is what else all of them depend on."""

    def __init__(self, folder: Path, rules: Sequence[object], gone: "Numbers") -> None:
        self.folder = folder
        self._rules = list(rules)
        self._gone = gone

    def as_they_were(self, stamp: str) -> list[_Open] | None:
        """Return the runs if they are just as they were made of the store as it stands now.

        Raises:
            Broken: If one of them is damaged.
        """
        plan = load_state(self.folder / _PLAN)
        if plan.get("stamp") != stamp or plan.get("rules") != self._rules:
            return None
        named = _named_runs(plan)
        runs = [_living(self.folder, each, self._gone) for each in named]
        return runs if named == [each.named for each in runs] else None

    def named(self, knows: Callable[[str], bool]) -> tuple[list[_Open], int]:
        """Return the runs that can be added to, and the number of the last text they know.

        There are none if they were made of something else than an earlier state of the store.

        Raises:
            Broken: If one of them is damaged.
        """
        plan = load_state(self.folder / _PLAN)
        if plan.get("rules") != self._rules or not knows(str(plan.get("stamp"))):
            return [], 0
        runs = [_living(self.folder, each, self._gone) for each in _named_runs(plan)]
        last = plan.get("last")
        return (runs, last) if runs and isinstance(last, int) else ([], 0)

    def grown(
        self, runs: Sequence[_Open], last: int, new: Callable[[int], Iterator[Entry]], stamp: str
    ) -> list[_Open]:
        """Return *runs* with what is new, and without most of what is gone; they are on disk.

        Raises:
            Broken: If what was written is damaged.
        """
        rest = new(last)
        kept = list(runs)
        is_over = False
        while not is_over:
            some = list(islice(rest, _MOST))
            is_over = len(some) < _MOST
            last = max((entry.number for entry in some), default=last)
            kept, joined = _sorted_out(kept, len(some))
            for each in joined:
                some += _alive(each.living)
            if some:
                kept.append(self._written(some))
        kept = [each for each in kept if each.alive]
        self._save({"rules": self._rules, "stamp": stamp, "last": last}, kept)
        return kept

    def _written(self, entries: Sequence[Entry]) -> _Open:
        name, digest = write(self.folder, entries)
        named = _Named(name, digest, stat_of(self.folder / name) or ())
        return _living(self.folder, named, self._gone)

    def _save(self, plan: Mapping[str, object], runs: Sequence[_Open]) -> None:
        named = sorted((each.named for each in runs), key=lambda each: each.name)
        state = {**plan, "runs": [[each.name, each.digest, list(each.stat)] for each in named]}
        with guarded(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        save_state(self.folder / _PLAN, state)
        names = {each.name for each in named}
        # A draft is left by a process that was killed.
        for old in (*self.folder.glob("*.run"), *self.folder.glob(".*.tmp")):
            if old.name not in names:
                with suppress(OSError):
                    old.unlink()


def _named_runs(plan: Mapping[str, object]) -> list[_Named]:
    """Return the runs of a plan.

    Raises:
        Broken: If it is no plan.
    """
    runs = plan.get("runs")
    try:
        return [
            _Named(str(name), str(digest), tuple(map(int, stat)))
            for name, digest, stat in runs  # type: ignore[attr-defined]  # checked by trying
        ]
    except (TypeError, ValueError) as error:
        raise Broken(_PLAN) from error


def _living(folder: Path, named: _Named, gone: "Numbers") -> _Open:
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
    return _Open(named, Living(Run(path), gone))


def _sorted_out(runs: Iterable[_Open], count: int) -> tuple[list[_Open], list[_Open]]:
    """Return the runs that stay as they are, and those that are joined with *count* new texts."""
    kept: list[_Open] = []
    joined: list[_Open] = []
    for each in sorted(runs, key=lambda each: each.living.run.count):
        is_joined = count and each.living.run.count <= _TIER * count
        if (is_joined or each.is_stale) and count + each.alive <= _MOST:
            joined.append(each)
            count += each.alive
        else:
            kept.append(each)
    return kept, joined


def _alive(living: Living) -> Iterator[Entry]:
    for place, entry in enumerate(living.run.entries()):
        if living.is_alive is None or living.is_alive[place]:
            yield entry
