"""Answers remembered by which value was asked about, not by what stands in it.

Comparing two large values costs as much as working the answer out again;
telling whether they are one and the same costs nothing.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """A function of one value that is worked out once for each value.

    The *most* values asked about last are kept, at least half of them:
    kept, so that no other value can have their identity.
    """

    __slots__ = ("_known", "_make", "_most")

    def __init__(self, make: Callable[[K], V], *, most: int) -> None:
        self._make = make
        self._most = most
        self._known: dict[int, tuple[K, V]] = {}

    def __call__(self, value: K) -> V:
        """Return what *make* makes of *value*."""
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        if len(self._known) >= self._most:
            for old in list(self._known)[: self._most // 2 + 1]:
                del self._known[old]
        made = self._make(value)
        self._known[id(value)] = (value, made)
        return made
