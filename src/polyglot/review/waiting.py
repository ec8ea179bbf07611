"""What waits for whom."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from polyglot.errors import ReviewError
from polyglot.model import Catalog, Message, State
from polyglot.review.record import Record, notes

Key: TypeAlias = tuple[str | None, str]
"""Context and source: what a message is found by."""


@dataclass(frozen=True, slots=True)
class Row:
    """A message as a review lists it.

    *number* is its place in the document, from 1. *waits* says for what it waits:
    `translation`, `acceptance`, `approval`, `decision` (two people judged differently), or nothing.
    *people* translated or accepted it; *notes* say why it was rejected.
    """

    number: int
    message: Message
    state: State
    waits: str
    origin: str = ""
    people: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    has_four_eyes: bool = False
    is_edited: bool = False


def numbered(catalog: Catalog) -> tuple[tuple[int, Message], ...]:
    """Return the messages with the numbers people call them by: from 1, in document order."""
    live = (message for message in catalog.messages if not message.is_obsolete)
    return tuple(enumerate(live, 1))


def chosen(catalog: Catalog, numbers: Collection[int]) -> tuple[Key, ...]:
    """Return the keys of the messages with these *numbers*, for a selection.

    Raises:
        ReviewError: If there is no message with one of the numbers.
    """
    keys = {number: message.key for number, message in numbered(catalog)}
    missing = sorted(set(numbers) - set(keys))
    if missing:
        raise ReviewError(
            f"there is no number {missing[0]} here",
            hint=f"numbers go from 1 to {len(keys)}" if keys else "there is nothing to review",
        )
    return tuple(keys[number] for number in sorted(set(numbers)))


def rows(catalog: Catalog, record: Record) -> tuple[Row, ...]:
    """Return every message with what it waits for, in document order."""
    return tuple(_row(number, message, catalog, record) for number, message in numbered(catalog))


def waiting(catalog: Catalog, record: Record) -> tuple[Row, ...]:
    """Return the messages that wait for somebody, in document order."""
    return tuple(row for row in rows(catalog, record) if row.waits)


def _row(number: int, message: Message, catalog: Catalog, record: Record) -> Row:
    language = catalog.language
    state = record.state(language, message)
    names = record.names(language, message)
    is_clash = record.is_clash(language, message)
    return Row(
        number,
        message,
        state,
        waits="decision" if is_clash else _waits(state),
        origin=record.origin(language, message),
        people=tuple(dict.fromkeys((*names["translated"], *names["accepted"]))),
        approvers=names["approved"],
        notes=notes(record.living(language, message, "rejected")),
        has_four_eyes=record.four_eyes(language, message),
        is_edited=record.is_edited(language, message),
    )


def _waits(state: State) -> str:
    if state is State.UNTRANSLATED:
        return "translation"
    if state.is_draft:
        return "acceptance"
    return "" if state in (State.APPROVED, State.OBSOLETE) else "approval"
