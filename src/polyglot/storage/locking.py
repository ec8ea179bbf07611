"""One polyglot at a time in a workspace, and the name of the one that is there."""

import errno
import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from polyglot.errors import LockedError
from polyglot.storage.files import guarded

PAUSE = 0.05
"""Seconds between two looks at a lock somebody holds."""


@contextmanager
def lock(folder: Path, *, command: str, wait: float = 0) -> Iterator[None]:
    """Hold the workspace's lock; *folder* is its journal folder, *wait* is in seconds.

    The system releases the lock when the process ends, however it ends.

    Raises:
        LockedError: If another process still holds it after *wait*; it says who.
        StorageError: If the lock file cannot be made.
    """
    path = folder / "lock"
    with guarded(path):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(handle, wait)
        with guarded(path):
            os.ftruncate(handle, 0)
            os.pwrite(handle, json.dumps({"pid": os.getpid(), "command": command}).encode(), 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int, wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            if time.monotonic() >= until:
                raise LockedError(
                    f"another polyglot works in this workspace: {_holder(handle)}",
                    hint="wait for it, or give this command --wait SECONDS",
                ) from error
            time.sleep(PAUSE)
        else:
            return


def _holder(handle: int) -> str:
    try:
        known = json.loads(os.pread(handle, 4096, 0))
        return f"{known['command']} (process {known['pid']})"
    except (ValueError, KeyError, TypeError):
        return "a process that has not said its name yet"
