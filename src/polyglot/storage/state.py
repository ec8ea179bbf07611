"""State files: what the last run saw. Disposable; losing them costs time and nothing else."""

import json
from collections.abc import Iterable, Mapping
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


def load_lines(path: Path) -> list[str]:
    """Return the lines that were saved at *path*; none if it is not there or cannot be read."""
    with suppress(ValueError, StorageError):
        data = read(path)
        return data.decode().split("\n") if data else []
    return []


def save_lines(path: Path, lines: Iterable[str]) -> None:
    """Put *lines*, none of which holds a newline, at *path*.

    Raises:
        StorageError: If the disk refuses.
    """
    replace(path, "\n".join(lines).encode())


def save_state(path: Path, state: Mapping[str, object]) -> None:
    """Put *state* at *path*.

    Raises:
        StorageError: If the disk refuses.
    """
    replace(path, json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode())
