"""The state file: what the last run saw. Disposable; losing it costs time and nothing else."""

import json
from collections.abc import Mapping
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


def save_state(path: Path, state: Mapping[str, object]) -> None:
    """Put *state* at *path*.

    Raises:
        StorageError: If the disk refuses.
    """
    replace(path, json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode())
