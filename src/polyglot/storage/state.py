"""State files: what the last run saw. Disposable; losing them costs time and nothing else."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import cast

from polyglot.errors import StorageError
from polyglot.storage.files import read, replace


def load_state(path: Path) -> dict[str, object]:
    """Return what was saved at *path*; an empty state if there is none or it cannot be read."""
    with suppress(ValueError, StorageError):
        data = read(path)
        state = json.loads(data) if data is not None else {}
        if isinstance(state, dict):
            return cast("dict[str, object]", state)  # JSON objects have string keys
    return {}


def save_lines(path: Path, head: bytes, lines: Iterable[tuple[str, bytes]]) -> None:
    """Put a file at *path* that `Lines` can read: *head*, then *lines*, keys and texts.

    Raises:
        StorageError: If the disk refuses.
    """
    replace(path, _written(head, lines))


def _written(head: bytes, lines: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    yield head
    for key, text in lines:
        yield b"\n%b\t%b" % (key.encode(), text)


def save_state(path: Path, state: Mapping[str, object]) -> None:
    """Put *state* at *path*.

    Raises:
        StorageError: If the disk refuses.
    """
    replace(path, json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode())
