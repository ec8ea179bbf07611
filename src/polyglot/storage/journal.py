"""Steps: several files that change together or not at all.

A step is prepared in a folder of its own under `.journal/`:
the new files, then `step.json`, which says where each belongs.
From the moment `step.json` stands, the step will happen, whatever kills the process:
`recover` does what is left of it before the next command reads anything.
Before that moment, it has never been there.

A *guarded* file is one that people edit too. If its bytes are not those that were read,
`commit` refuses before anything is moved, and `recover` leaves it to its owner:
then the *part* of the step that belongs to that file is left out of the step's addition,
so that no ledger line speaks of a text that never reached a catalog.

Cost: one file written and one rename for each change; two syncs for a step,
one more for each guarded file. Files nobody edits can be made again and are not synced.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from polyglot.storage.files import digest, guarded, move, read, write

if TYPE_CHECKING:
    from hashlib import _Hash

_NUMBERS = count()
"""Numbers the files a process stages: it may stage for several copies of one step."""


class Change(NamedTuple):
    """A file's next bytes, prepared as *staged* in the step's folder; no *staged* means its end.

    *path* is relative to the workspace, with forward slashes; *hash* is the digest of the bytes.
    *expected* is the digest of the bytes it must still have ("" for none); None guards nothing.
    *part* names the part of the addition that goes with it.
    """

    path: str
    staged: str = ""
    hash: str = ""
    expected: str | None = None
    part: str = ""


class Changed(Exception):  # noqa: N818 - not an error for anybody: the caller reads again
    """Somebody saved a guarded file since it was read."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Step:
    """A step in preparation. Several processes may stage files for one step, each its own."""

    def __init__(self, root: Path, journal: Path) -> None:
        """Prepare a step for files below *root* in a new folder below *journal*."""
        self.root = root
        self.place = journal / f"step-{os.getpid()}-{secrets.token_hex(4)}"
        self.changes: list[Change] = []
        self.taken: list[Iterable[Change]] = []
        self.folder = ""
        self.addition: list[tuple[str, bytes]] = []

    def put(
        self,
        path: str,
        data: bytes | Iterable[bytes],
        *,
        expected: str | None = None,
        part: str = "",
        hash_: str = "",
    ) -> Change:
        """Stage *data*, bytes or pieces of them, for *path*; *hash_* is its digest, if it is known.

        Raises:
            StorageError: If the disk refuses; the step has not happened.
        """
        staged = f"{os.getpid()}-{next(_NUMBERS)}"
        draft, sync = f"{self.place}/{staged}", expected is not None
        counted = sha256()
        if not hash_:
            data = _counted((data,) if isinstance(data, bytes) else data, counted)
        with guarded(self.place):
            try:
                write(draft, data, sync=sync)
            except FileNotFoundError:
                self.place.mkdir(parents=True, exist_ok=True)
                write(draft, data, sync=sync)
        change = Change(path, staged, hash_ or counted.hexdigest(), expected, part)
        self.changes.append(change)
        return change

    def withdraw(self, change: Change) -> None:
        """Let a *change* that was staged here not happen."""
        self.changes.remove(change)
        with guarded(self.place):
            (self.place / change.staged).unlink()

    def hand_over(self) -> tuple[Change, ...]:
        """Return what was staged, which is no part of the step until somebody takes it."""
        staged = tuple(self.changes)
        self.changes.clear()
        return staged

    def take(self, changes: Iterable[Change]) -> None:
        """Let *changes* that were staged in this step's folder happen, before all of its own.

        They are gone through again and again, so that nobody has to hold them all.
        """
        self.taken.append(changes)

    def __iter__(self) -> Iterator[Change]:
        """Go through all changes in the order in which they happen."""
        for changes in self.taken:
            yield from changes
        yield from self.changes

    def remove(self, path: str, *, expected: str | None = None) -> None:
        """Let the file at *path* end."""
        self.changes.append(Change(path, expected=expected))

    def add(self, folder: str, part: str, data: bytes) -> None:
        """Let *data* be a part of one new file in *folder*, named by the hash of its bytes."""
        self.folder = folder
        self.addition.append((part, data))

    @property
    def is_empty(self) -> bool:
        """Nothing would happen."""
        return not self.addition and next(iter(self), None) is None

    def discard(self) -> None:
        """Forget the step; nothing has happened."""
        shutil.rmtree(self.place, ignore_errors=True)

    def commit(self) -> None:
        """Make the step happen, all or nothing.

        Raises:
            Changed: If a guarded file is not what it was; nothing has happened then.
            StorageError: If the disk refuses; nothing has happened, or `recover` will end it.
        """
        if self.is_empty:
            self.discard()
            return
        try:
            self._check()
            self._seal()
        except BaseException:
            self.discard()
            raise
        _carry_out(self.root, self.place, self, self.folder, _joined(self.addition))

    def _check(self) -> None:
        for change in self:
            if not _is_as_expected(self.root, change):
                raise Changed(change.path)

    def _seal(self) -> None:
        with guarded(self.place):
            self.place.mkdir(parents=True, exist_ok=True)
            write(self.place / "step.tmp", self._plan(), sync=True)
            (self.place / "step.tmp").rename(self.place / "step.json")

    def _plan(self) -> Iterator[bytes]:
        """Yield the lines of `step.json`: what is added where, then each change."""
        addition = [[part, data.decode()] for part, data in self.addition]
        yield json.dumps({"folder": self.folder, "addition": addition}).encode()
        for change in self:
            yield b"\n" + json.dumps(change).encode()


def _counted(pieces: Iterable[bytes], count: "_Hash") -> Iterator[bytes]:
    for piece in pieces:
        count.update(piece)
        yield piece


def recover(root: Path, journal: Path) -> int:
    """Complete or undo every interrupted step below *root*; return how many were completed.

    The caller holds the workspace's lock.

    Raises:
        StorageError: If the disk refuses.
    """
    completed = 0
    with guarded(journal):
        places = sorted(journal.glob("step-*"))
        for draft in journal.glob(".*.tmp"):
            draft.unlink(missing_ok=True)
    for place in places:
        plan = read(place / "step.json")
        if plan is None:
            shutil.rmtree(place, ignore_errors=True)
            continue
        _complete(root, place, plan)
        completed += 1
    return completed


def file_name(data: bytes) -> str:
    """Return the name of a file of lines that is called by the hash of its bytes."""
    return digest(data)[:32] + ".jsonl"


def _complete(root: Path, place: Path, data: bytes) -> None:
    first, *lines = data.split(b"\n")
    plan = json.loads(first)
    folder: str = plan["folder"]
    addition = [(part, text.encode()) for part, text in plan["addition"]]
    # A step that an earlier version left behind has them all on its one line.
    changes = [Change(*entry) for entry in (*plan.get("changes", ()), *map(json.loads, lines))]
    left = [c for c in changes if (_is_whole(place, c) if c.staged else _is_there(root, c))]
    conflicts = {c.part for c in left if not _is_as_expected(root, c)}
    if conflicts:
        with guarded(root / folder):
            (root / folder / file_name(_joined(addition))).unlink(missing_ok=True)
        addition = [entry for entry in addition if entry[0] not in conflicts]
        left = [c for c in left if c.part not in conflicts]
    _carry_out(root, place, left, folder, _joined(addition))


def _is_whole(place: Path, change: Change) -> bool:
    """Tell whether a prepared file is still to be moved, and not torn by a power failure."""
    staged = read(place / change.staged)
    return staged is not None and digest(staged) == change.hash


def _is_there(root: Path, change: Change) -> bool:
    """Tell whether a file that is to end still stands: one that is gone is no conflict."""
    return read(root / change.path) is not None


def _is_as_expected(root: Path, change: Change) -> bool:
    if change.expected is None:
        return True
    there = read(root / change.path)
    return ("" if there is None else digest(there)) == change.expected


def _joined(addition: Iterable[tuple[str, bytes]]) -> bytes:
    return b"".join(data for _, data in addition)


def _carry_out(
    root: Path, place: Path, changes: Iterable[Change], folder: str, addition: bytes
) -> None:
    if addition:
        target = root / folder / file_name(addition)
        with guarded(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            staged = place / "addition"
            staged.unlink(missing_ok=True)
            write(staged, addition, sync=True)
            move(str(staged), str(target))
    for change in changes:
        path = f"{root}/{change.path}"
        with guarded(path):
            if change.staged:
                move(f"{place}/{change.staged}", path)
            else:
                Path(path).unlink(missing_ok=True)
    shutil.rmtree(place, ignore_errors=True)
