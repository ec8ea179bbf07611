"""How much an engine bears: its own limits, and what the settings let it have in a day."""

import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Condition, Lock

from polyglot.plugins import Limits

__all__ = ["Pace"]


class Pace:
    """Keeps one engine's limits over all threads of a run.

    *budget* is how many characters it may get in a day (0 for any number),
    *spent* how many it got today before this run.
    """

    def __init__(self, limits: Limits, *, budget: int = 0, spent: int = 0) -> None:
        self.limits = limits
        self.budget = budget
        self.spent = spent
        self._lock = Lock()
        self._slots = BoundedSemaphore(max(1, limits.calls))
        self._next = 0.0
        self._asked: set[Hashable] = set()
        self._answered = Condition()

    @contextmanager
    def turn(self, asked: Hashable) -> Iterator[None]:
        """Wait until nobody else asks for the same: what came of it may be known then."""
        with self._answered:
            self._answered.wait_for(lambda: asked not in self._asked)
            self._asked.add(asked)
        try:
            yield
        finally:
            with self._answered:
                self._asked.discard(asked)
                self._answered.notify_all()

    def pay(self, characters: int) -> bool:
        """Take *characters* from the budget, if there are so many left."""
        with self._lock:
            if self.budget and self.spent + characters > self.budget:
                return False
            self.spent += characters
            return True

    def __enter__(self) -> None:
        """Wait until one request more may be on its way."""
        self._slots.acquire()
        if self.limits.per_second:
            with self._lock:
                now = time.monotonic()
                start = max(now, self._next)
                self._next = start + 1 / self.limits.per_second
            time.sleep(start - now)

    def __exit__(self, *_problem: object) -> None:
        """Let the next one go."""
        self._slots.release()
