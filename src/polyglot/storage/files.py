"""Reading and replacing single files; every `OSError` becomes a `StorageError` here."""

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from polyglot.errors import ContentError, StorageError

_PIECE = 1 << 20
"""How much is asked for of a file that grew while it was read, in bytes."""

HINTS = {
    errno.ENOSPC: "free some space, then run the same command again; nothing was lost",
    errno.EDQUOT: "free some space, then run the same command again; nothing was lost",
    errno.EROFS: "the file system is read-only; make it writable or work on a copy",
    errno.EACCES: "give yourself the right to write there (ls -ld shows who may)",
    errno.EPERM: "give yourself the right to write there (ls -ld shows who may)",
    errno.ENOTDIR: "a file stands where a folder is needed; move it away",
    errno.EISDIR: "a folder stands where a file is needed; move it away",
}


class guarded:  # noqa: N801 - read as a verb: with guarded(path)
    """Turn what the disk refuses about *path* into a `StorageError` with a next step."""

    # A generator would do, and take four times as long: an export enters this for each file.
    __slots__ = ("path",)

    def __init__(self, path: Path | str) -> None:
        self.path = path

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        """Turn an `OSError` into ours."""
        if isinstance(error, OSError):
            reason = (error.strerror or str(error)).lower()
            hint = HINTS.get(error.errno or 0, "mend that, then run the same command again")
            raise StorageError(
                f"the disk refuses: {reason}", path=str(self.path), hint=hint
            ) from error


def digest(data: bytes) -> str:
    """Return the SHA-256 of *data* in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read(path: Path | str) -> bytes | None:
    """Return the bytes of the regular file *path*, or None where there is none.

    Raises:
        ContentError: If *path* is a symbolic link or no regular file: we do not follow them.
        StorageError: If the disk refuses.
    """
    handle = _open(path)
    if handle is None:
        return None
    try:
        with guarded(path):
            return _read(handle)
    finally:
        os.close(handle)


def open_file(path: Path | str) -> BinaryIO | None:
    """Return the regular file *path* to read from, or None where there is none.

    It stays the file it is, whatever is put in its place meanwhile.

    Raises:
        ContentError: If *path* is a symbolic link or no regular file: we do not follow them.
        StorageError: If the disk refuses.
    """
    handle = _open(path)
    return None if handle is None else os.fdopen(handle, "rb")


def _open(path: Path | str) -> int | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise ContentError(
                "this is a symbolic link, which polyglot does not follow",
                path=str(path),
                hint="put a copy of the file there",
            ) from error
        with guarded(path):
            raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise ContentError("this is no regular file", path=str(path))
    return handle


def _read(handle: int) -> bytes:
    # A file is nearly always read in one piece: what follows it is its end.
    data = os.read(handle, os.fstat(handle).st_size + 1)
    while more := os.read(handle, _PIECE):
        data += more
    return data


def replace(
    path: Path, data: bytes | Iterable[bytes], *, sync: bool = False, via: Path | None = None
) -> None:
    """Put *data* at *path* whole: readers see the old bytes or the new ones, never a part.

    Bytes that come in pieces are never held together.
    With *via* the new bytes are written in that folder first: what a killed process
    leaves there, `recover` clears away. By default they are written beside *path*.

    Raises:
        StorageError: If the disk refuses; *path* is then as it was.
    """
    folder = via or path.parent
    with guarded(path):
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{path.name[:100]}.{secrets.token_hex(4)}.tmp"
        try:
            write(draft, data, sync=sync)
            move(str(draft), str(path))
        finally:
            with suppress(FileNotFoundError):
                draft.unlink()


def move(staged: str, path: str) -> None:
    """Put a prepared file in its place, also where that is on another disk."""
    try:
        _rename(staged, path)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        _rename(staged, path)


def _rename(staged: str, path: str) -> None:
    try:
        os.replace(staged, path)  # noqa: PTH105 - ten thousand pages; a Path costs as much as a move
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        replace(Path(path), Path(staged).read_bytes(), sync=True)
        Path(staged).unlink()


def write(path: Path | str, data: bytes | Iterable[bytes], *, sync: bool) -> None:
    """Write a new file at *path*; with *sync* its bytes are on the disk when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        if isinstance(data, bytes):
            _put(handle, data)
        else:
            with os.fdopen(handle, "wb", closefd=False) as file:
                file.writelines(data)
        if sync:
            os.fsync(handle)
    finally:
        os.close(handle)


def _put(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def stat_of(path: str | Path) -> tuple[int, int, int, int] | None:
    """Return (size, mtime, ctime, inode) of *path*, times in nanoseconds, or None without it."""
    try:
        seen = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)


def list_files(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """Yield every entry below *folder* that is no folder, by name, hidden ones left out.

    Symbolic links are yielded, never followed.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from list_files(entry.path)
        else:
            yield entry
