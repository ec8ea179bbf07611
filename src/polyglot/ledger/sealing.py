"""Lines made ready to be written: in whose name one may stand, and how they are numbered."""

from collections.abc import Sequence
from typing import Final

from polyglot.errors import LedgerError
from polyglot.ledger.lines import (
    ACCEPTED,
    APPROVED,
    CLEARED,
    REJECTED,
    RESERVED,
    REVOKED,
    SHARED,
    TRANSLATED,
    UNKNOWN,
    WAIVED,
    fold_name,
    sealed,
)
from polyglot.model import Line

_BY_PEOPLE: Final = frozenset({TRANSLATED, ACCEPTED, CLEARED, REJECTED})
_BY_NAMED_PEOPLE: Final = frozenset({APPROVED, REVOKED, WAIVED})


def numbered(lines: Sequence[Line], highest: int, day: str) -> list[Line]:
    """Return *lines* numbered after *highest*, dated *day*, with their ids."""
    return [sealed(line, n=n, day=day) for n, line in enumerate(lines, highest + 1)]


def refuse_nobody(line: Line) -> None:
    """Let a person's act stand in a person's name only.

    What follows from the shared messages is revoked in their name.

    Raises:
        LedgerError: If *line* puts such an act under a name that is nobody's.
    """
    if line.action == REVOKED and line.by == SHARED:
        return
    is_nobody = fold_name(line.by) in RESERVED
    if (is_nobody and line.action in _BY_NAMED_PEOPLE) or (
        is_nobody and line.action in _BY_PEOPLE and line.by != UNKNOWN
    ):
        raise LedgerError(
            f"{line.by!r} is nobody's name, so it cannot stand for who {line.action} a text",
            hint="say who it was with --by and a pen name",
        )
