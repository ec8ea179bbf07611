"""A workspace entered by one command: locked if it writes, and always whole."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from polyglot.errors import LockedError
from polyglot.pipeline.running import enter
from polyglot.storage import lock, recover
from polyglot.workspace import Workspace


@contextmanager
def session(
    root: Path, *, command: str, wait: float = 0, writes: bool = True
) -> Iterator[Workspace]:
    """Enter the workspace at *root*; an interrupted step is completed or undone first.

    A command that only reads takes the lock only if there is such a step;
    if another polyglot is at work, it reads what stands there.

    Raises:
        LockedError: If another polyglot is at work there for longer than *wait* seconds.
        SettingsError: If the settings are wrong.
        StorageError: If the disk refuses.
    """
    journal = root / ".journal"
    if not writes:
        with suppress(LockedError):
            if any(journal.glob("step-*")):
                with lock(journal, command=command):
                    recover(root, journal)
        yield enter(root)
        return
    with lock(journal, command=command, wait=wait):
        recover(root, journal)
        yield enter(root)
