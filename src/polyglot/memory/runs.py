"""A run: the index of many texts in one file that is never changed.

The texts stand by length, then by themselves, and are called by their place in that order;
so what a run says depends on its texts alone, not on when they came.
For each gram the file has the places of its texts in order: those of some lengths
are a stretch of them. It is mapped, not read: opening costs nothing, and processes share it.

    8 bytes    magic and version
    5 x 8      counts: texts, bytes of text, grams, places, sentences
    texts      number in the store, key, length, end in the text bytes; then the text bytes
    grams      hash, end in the list of places; then the places
    sentences  key and place of each sentence, by key
"""

import mmap
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np

from polyglot.memory.grams import kept
from polyglot.storage import guarded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]

Kind = TypeVar("Kind", bound=np.generic)

_MAGIC = b"PGMEM\0\0\1"
_COUNTS = 5
_HEAD = len(_MAGIC) + 8 * _COUNTS
_ALIGNED = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A text as a run has it: *folded*, with its *number* in the store.

    *key* is the hash of the whole text, *sentences* are those of its sentences.
    """

    folded: str
    key: int
    number: int
    sentences: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[int, str, int]:
        """Where it stands in a run."""
        return len(self.folded), self.folded, self.key


class Broken(Exception):  # noqa: N818 - not an error for anybody: the run is made again
    """The file is no run of this version."""


class Postings:
    """For each gram the places of the texts that have it."""

    __slots__ = ("_view", "ends", "grams", "places")

    def __init__(
        self, grams: "NDArray[np.uint32]", ends: "Numbers", places: "NDArray[np.uint32]"
    ) -> None:
        self.grams = grams
        self.ends = ends
        self.places = places
        self._view = places.data

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Postings":
        """Return the postings of *texts*, which come by their length."""
        grams, places = kept(texts)
        last = np.flatnonzero(np.concatenate((grams[1:] != grams[:-1], [len(grams) > 0])))
        return cls(grams[last], (last + 1).astype(np.int64), places)

    def between(self, wanted: "NDArray[np.uint32]", first: int, last: int) -> "Numbers":
        """Return for each of *wanted* (in order) where its places from *first* to *last* stand.

        As rows of a beginning and an end in `places`; *last* is not one of them.
        """
        found = np.zeros((len(wanted), 2), np.int64)
        if not len(self.grams):
            return found
        at = self.grams.searchsorted(wanted)
        at[at == len(self.grams)] = 0
        rows = np.flatnonzero(self.grams[at] == wanted)
        grams = at[rows]
        starts = np.where(grams > 0, self.ends[grams - 1], 0).tolist()
        # The lists are short: two looks into each are cheaper than an array of it.
        bounds = [
            (
                begin := bisect_left(self._view, first, start, end),
                bisect_left(self._view, last, begin, end),
            )
            for start, end in zip(starts, self.ends[grams].tolist(), strict=True)
        ]
        if bounds:
            found[rows] = bounds
        return found


class Run:
    """One file of the index, opened for reading."""

    __slots__ = (
        *("_begin", "_data", "_ends", "_owners", "_sentences"),
        *("count", "keys", "lengths", "numbers", "postings"),
    )

    def __init__(self, path: Path) -> None:
        """Map the file at *path*.

        Raises:
            Broken: If it is not there, or no run.
        """
        try:
            with path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise Broken(path.name) from error
        if data[: len(_MAGIC)] != _MAGIC or len(data) < _HEAD:
            raise Broken(path.name)
        texts, size, grams, places, sentences = np.frombuffer(
            data, np.int64, _COUNTS, len(_MAGIC)
        ).tolist()
        sections = _Sections(data, _HEAD)
        self.count: int = texts
        self.numbers = sections.take(np.dtype(np.int64), texts)
        self.keys = sections.take(np.dtype(np.int64), texts)
        self.lengths = sections.take(np.dtype(np.uint32), texts)
        self._ends = sections.take(np.dtype(np.int64), texts)
        self._data = data
        self._begin = sections.at
        sections.take(np.dtype(np.uint8), size)
        self.postings = Postings(
            sections.take(np.dtype(np.uint32), grams),
            sections.take(np.dtype(np.int64), grams),
            sections.take(np.dtype(np.uint32), places),
        )
        self._sentences = sections.take(np.dtype(np.int64), sentences)
        self._owners = sections.take(np.dtype(np.uint32), sentences)

    def text(self, place: int) -> str:
        """Return the folded text at *place*."""
        start = self._begin + (int(self._ends[place - 1]) if place else 0)
        end = self._begin + int(self._ends[place])
        return self._data[start:end].decode("utf-8", "surrogatepass")

    def window(self, shortest: int, longest: int) -> tuple[int, int]:
        """Return from which place to which the texts have *shortest* to *longest* characters."""
        # Of the lengths' own type: for any other, all of them would be converted.
        bounds = np.array((shortest, longest + 1), self.lengths.dtype)
        first, last = self.lengths.searchsorted(bounds).tolist()
        return first, last

    def with_sentence(self, key: int) -> "NDArray[np.uint32]":
        """Return the places of the texts that have the sentence *key*, in order."""
        first = int(self._sentences.searchsorted(key, side="left"))
        last = int(self._sentences.searchsorted(key, side="right"))
        return self._owners[first:last]

    def entries(self) -> Iterable[Entry]:
        """Yield all that stands in the file, in its order."""
        order = np.argsort(self._owners, kind="stable")
        owners, sentences = self._owners[order], self._sentences[order].tolist()
        ends = np.searchsorted(owners, np.arange(self.count), side="right").tolist()
        numbers, keys = self.numbers.tolist(), self.keys.tolist()
        start = 0
        for place in range(self.count):
            own = tuple(sentences[start : ends[place]])
            start = ends[place]
            yield Entry(self.text(place), keys[place], numbers[place], own)


class _Sections:
    """Takes arrays from a file, one after the other.

    Raises:
        Broken: If the file ends too early.
    """

    def __init__(self, data: mmap.mmap, at: int) -> None:
        self.data = data
        self.at = at

    def take(self, kind: "np.dtype[Kind]", count: int) -> "NDArray[Kind]":
        """Return the next *count* values."""
        try:
            found = np.frombuffer(self.data, kind, count, self.at)
        except ValueError as error:
            raise Broken("too short") from error
        self.at += -(-count * kind.itemsize // _ALIGNED) * _ALIGNED
        return found


def write(folder: Path, entries: Sequence[Entry]) -> tuple[str, str]:
    """Write the run of *entries* into *folder*; return the file's name and its SHA-256.

    The same entries make the same file under the same name.

    Raises:
        StorageError: If the disk refuses; nothing is left then but a draft.
    """
    draft = folder / f".{token_hex(4)}.tmp"
    hashed = sha256()
    with guarded(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("xb") as file:
                for section in _sections(sorted(entries, key=lambda entry: entry.order)):
                    hashed.update(section)
                    file.write(section)
            name = f"{hashed.hexdigest()[:32]}.run"
            draft.replace(folder / name)
        finally:
            draft.unlink(missing_ok=True)
    return name, hashed.hexdigest()


def _sections(entries: Sequence[Entry]) -> Iterable[memoryview | bytes]:
    folded = [entry.folded for entry in entries]
    postings = Postings.of(folded)
    parts = [text.encode("utf-8", "surrogatepass") for text in folded]
    lengths = np.fromiter((len(text) for text in folded), np.uint32, len(folded))
    del folded
    ends = np.fromiter(accumulate(map(len, parts)), np.int64, len(parts))
    sentences, owners = _sentences(entries)
    size = int(ends[-1]) if len(ends) else 0
    grams, places = len(postings.grams), len(postings.places)
    yield _MAGIC
    yield np.array((len(ends), size, grams, places, len(sentences)), np.int64).tobytes()
    yield from _padded(np.fromiter((e.number for e in entries), np.int64, len(ends)))
    yield from _padded(np.fromiter((e.key for e in entries), np.int64, len(ends)))
    yield from _padded(lengths)
    yield from _padded(ends)
    data = b"".join(parts)
    del parts
    yield data
    yield b"\0" * (-len(data) % _ALIGNED)
    del data
    yield from _padded(postings.grams)
    yield from _padded(postings.ends)
    yield from _padded(postings.places)
    yield from _padded(sentences)
    yield from _padded(owners)


def _sentences(entries: Sequence[Entry]) -> "tuple[Numbers, NDArray[np.uint32]]":
    count = sum(len(entry.sentences) for entry in entries)
    keys = np.fromiter((key for entry in entries for key in entry.sentences), np.int64, count)
    owners = np.fromiter(
        (place for place, entry in enumerate(entries) for _ in entry.sentences), np.uint32, count
    )
    order = np.argsort(keys, kind="stable")
    return keys[order], owners[order]


def _padded(array: "NDArray[np.generic]") -> Iterable[bytes]:
    yield array.tobytes()
    yield b"\0" * (-array.nbytes % _ALIGNED)
