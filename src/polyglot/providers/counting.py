"""How far the engines are: how many texts are done, and of how many, for whoever watches."""

from collections.abc import Callable
from threading import Lock
from types import TracebackType
from typing import Self

__all__ = ["Meter", "Share", "Watch"]

Watch = Callable[[int, int], None]
"""Told (how many texts are done, of how many), by whichever thread did one."""


class Meter:
    """Counts the texts of one run, for any number of threads. Whoever sets *watch* is told."""

    def __init__(self) -> None:
        self.watch: Watch | None = None
        self._expected = 0
        self._done = 0
        self._lock = Lock()

    def expect(self, number: int) -> None:
        """Take down that so many texts more are going to be asked for."""
        self._add(expected=number)

    def share(self, number: int) -> "Share":
        """Return what counts so many texts, each once; with the end of its block all are done."""
        return Share(number, self._done_with)

    def _done_with(self, number: int) -> None:
        self._add(done=number)

    def _add(self, *, expected: int = 0, done: int = 0) -> None:
        with self._lock:
            self._expected += expected
            self._done += done
            if self.watch is not None:
                self.watch(self._done, max(self._done, self._expected))


class Share:
    """Some of the texts of a run; see `Meter.share`."""

    def __init__(self, number: int, tell: Callable[[int], None]) -> None:
        self._left = number
        self._tell = tell
        self._lock = Lock()

    def done(self, number: int) -> None:
        """Count so many texts as done, at most as many as are left."""
        with self._lock:
            counted = min(number, self._left)
            self._left -= counted
        if counted:
            self._tell(counted)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Count what is left, unless something went wrong."""
        if kind is None:
            self.done(self._left)
