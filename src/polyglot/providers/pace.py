"""How much an engine bears: its own limits, and what the settings let it have in a day."""

import time
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock

from polyglot.plugins import Provider

__all__ = ["Limits", "Pace", "limits_of"]

_CHARACTERS = 1_500


@dataclass(frozen=True, slots=True)
class Limits:
    """What an engine says of itself.

    *characters* it takes in one text (hosted engines cut longer ones, for one Cyrillic letter
    is six in a URL), requests *at_once*, and requests *per_second* (0 for any number).
    """

    characters: int = _CHARACTERS
    at_once: int = 1
    per_second: float = 0.0


def limits_of(provider: Provider) -> Limits:
    """Return the limits of *provider*; one that names none is asked one text after the other."""
    told: object = getattr(provider, "limits", None)
    usual = Limits()

    def number(name: str, default: float) -> float:
        value: object = getattr(told, name, None)
        return value if isinstance(value, int | float) and value > 0 else default

    return Limits(
        int(number("characters", usual.characters)),
        int(number("at_once", usual.at_once)),
        number("per_second", usual.per_second),
    )


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
        self._slots = BoundedSemaphore(limits.at_once)
        self._next = 0.0

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
