"""What is set aside on disk and found by its key: memory holds where it lies and nothing of it."""

import os
import sys
from collections.abc import Iterator, KeysView
from pathlib import Path
from typing import BinaryIO

from polyglot.storage.files import guarded, open_file

AT_HAND = 1 << 19
"""How many bytes are set aside in memory before they go to a temporary file."""

_PIECE = 1 << 16
"""How many bytes are copied at once, about."""

_BITS = 32
_MOST = (1 << _BITS) - 1
"""A place is one number, offset and length: a tuple of two would take four times the memory."""


class Spool:
    """Bytes by key, set aside in a file without a name, which ends with the spool.

    What is put under a known key counts instead of what was there.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Set aside on the disk of *folder*; by default, where this machine has its passing files.

        No file is made for little.
        """
        self.places: dict[str, int] = {}
        self._folder = folder
        self._file: BinaryIO | None = None
        self._written = 0
        self._held = bytearray()

    def __del__(self) -> None:
        self.close()

    def put(self, key: str, data: bytes) -> None:
        """Set *data* aside under *key*.

        Raises:
            StorageError: If the disk refuses.
        """
        self.places[sys.intern(key)] = (self._written + len(self._held)) << _BITS | len(data)
        self._held += data
        if len(self._held) > AT_HAND:
            with guarded(self._folder or Path()):
                self._write()

    def _write(self) -> None:
        if self._file is None:
            from tempfile import TemporaryFile

            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True)
            self._file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - it ends with the spool
        self._file.write(self._held)
        self._file.flush()
        self._written += len(self._held)
        self._held.clear()

    def get(self, key: str) -> bytes | None:
        """Return what was set aside under *key*, None if nothing was.

        Raises:
            StorageError: If the disk refuses.
        """
        place = self.places.get(key)
        if place is None:
            return None
        start, length = place >> _BITS, place & _MOST
        if self._file is None or start >= self._written:
            start -= self._written
            return bytes(self._held[start : start + length])
        with guarded(self._folder or Path()):
            return os.pread(self._file.fileno(), length, start)

    def drop(self, key: str) -> None:
        """Let nothing be set aside under *key*."""
        self.places.pop(key, None)

    def close(self) -> None:
        """Let go of everything."""
        if self._file is not None:
            self._file.close()


class Lines:
    """Lines by key: those of a file as it stood when it was opened, and those put since.

    A line is a key, a tab and a text; none has a newline in it, and no key has a tab.
    *head* is the first line of the file, None without a file;
    *others* are the lines after it that have no tab.
    """

    def __init__(self, path: Path, folder: Path | None = None) -> None:
        """Open the file at *path*, which need not be there; new lines wait in a `Spool`.

        Raises:
            ContentError: If *path* is a symbolic link or no regular file.
            StorageError: If the disk refuses.
            UnicodeDecodeError: If a key is no text.
        """
        self.head: bytes | None = None
        self.others: list[bytes] = []
        self.is_changed = False
        self._path = path
        self._places: dict[str, int] = {}
        self._new = Spool(folder)
        self._old: BinaryIO | None = None  # should opening fail, this is yet closed
        self._old = open_file(path)
        if self._old is not None:
            with guarded(path):
                self._find(self._old)

    def __del__(self) -> None:
        self.close()

    def _find(self, file: BinaryIO) -> None:
        line = file.readline()
        self.head, end = line.rstrip(b"\n"), len(line)
        for line in file:
            key, tab, text = line.partition(b"\t")
            if tab:
                place = (end + len(key) + 1) << _BITS | len(text) - text.endswith(b"\n")
                self._places[sys.intern(key.decode())] = place
            else:
                self.others.append(line.rstrip(b"\n"))
            end += len(line)

    def keys(self) -> KeysView[str]:
        """Return the keys, in no order."""
        return self._places.keys()

    def get(self, key: str) -> bytes | None:
        """Return the text of the line *key*, None where there is none.

        Raises:
            StorageError: If the disk refuses.
        """
        place = self._places.get(key)
        if place is None:
            return None
        if self._old is None or key in self._new.places:
            return self._new.get(key)
        start = place >> _BITS
        return self._copy(start, start + (place & _MOST))

    def put(self, key: str, text: bytes) -> None:
        """Let *text* be the line *key*.

        Raises:
            StorageError: If the disk refuses.
        """
        if self.get(key) != text:
            self._new.put(key, text)
            self._places.setdefault(sys.intern(key), 0)
            self.is_changed = True

    def drop(self, key: str) -> None:
        """Let there be no line *key*."""
        if self._places.pop(key, None) is not None:
            self._new.drop(key)
            self.is_changed = True

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Yield key and text of each line, in the order of the keys.

        Raises:
            StorageError: If the disk refuses.
        """
        for key in sorted(self._places):
            yield key, self.get(key) or b""

    def written(self) -> Iterator[bytes]:
        """Yield the bytes of all lines, in the order of the keys, a newline before each.

        Lines that lie together in the file are copied together, and never looked at.

        Raises:
            StorageError: If the disk refuses.
        """
        start = end = 0
        for key in sorted(self._places):
            name = key.encode()
            if self._old is None or key in self._new.places:
                yield self._copy(start, end)
                start = end = 0
                yield b"\n%b\t%b" % (name, self._new.get(key) or b"")
                continue
            text, length = self._places[key] >> _BITS, self._places[key] & _MOST
            before = text - len(name) - 2  # the tab, and the newline of the line before
            if before != end or end - start > _PIECE:
                yield self._copy(start, end)
                start = before
            end = text + length
        yield self._copy(start, end)

    def _copy(self, start: int, end: int) -> bytes:
        if self._old is None or start == end:
            return b""
        with guarded(self._path):
            return os.pread(self._old.fileno(), end - start, start)

    def close(self) -> None:
        """Let go of the file."""
        if self._old is not None:
            self._old.close()
