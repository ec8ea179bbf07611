"""What goes to an engine beside a text: only what it has room for, and no protected name.

A text that goes has stand-ins for names, and they are its own. An example has some of its own,
the same in both halves. All else has none: whatever holds a protected name, or may hold one,
stays here whole, and so does an example in which one cannot be hidden.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TypeAlias

from polyglot.plugins import ALONE, Context
from polyglot.providers.masking import hide_pair, written
from polyglot.providers.names import Name, occur

__all__ = ["fitting", "size", "stamp"]

_Pair: TypeAlias = tuple[str, str]


def fitting(
    context: Context, *, names: Sequence[Name], source: str, target: str, room: int
) -> Context:
    """Return what of *context* may go, in at most *room* characters; terms and names come first.

    *source* and *target* are the languages of the texts, of which *names* must not go.
    """
    if not room or context == ALONE:
        return ALONE

    def is_bare(text: str, language: str) -> bool:
        return not occur(text, names, written(language, text))

    def bare(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
        for one, other in pairs:
            if is_bare(one, source) and is_bare(other, target):
                yield one, other

    def masked(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
        for pair in pairs:
            hidden = hide_pair(*pair, names, source=source, target=target)
            if hidden is not None:
                yield hidden

    left = _Room(room)
    return Context(
        terms=tuple(pair for pair in bare(context.terms) if left.takes(*pair)),
        names=tuple(pair for pair in bare(context.names) if left.takes(*pair)),
        examples=tuple(pair for pair in bare(masked(context.examples)) if left.takes(*pair)),
        neighbours=tuple(
            one for one in context.neighbours if is_bare(one, source) and left.takes(one)
        ),
    )


def size(context: Context) -> int:
    """Return how many characters go with *context*."""
    return sum(map(len, _texts(context)))


def stamp(context: Context) -> str:
    """Return a hash of *context*, "" for nothing: what a reply depends on beside its text."""
    if context == ALONE:
        return ""
    groups = (context.terms, context.names, context.neighbours, context.examples)
    return sha256(repr(groups).encode("utf-8", "surrogatepass")).hexdigest()


def _texts(context: Context) -> Iterator[str]:
    for pairs in (context.terms, context.names, context.examples):
        for pair in pairs:
            yield from pair
    yield from context.neighbours


class _Room:
    """So many *characters*, until they are taken."""

    def __init__(self, characters: int) -> None:
        self._left = characters

    def takes(self, *texts: str) -> bool:
        """Take the room for *texts*, if there is so much left."""
        needed = sum(map(len, texts))
        if needed > self._left:
            return False
        self._left -= needed
        return True
