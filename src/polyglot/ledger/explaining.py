"""Why a message has the state it has: the row of the table of states, and the lines behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from polyglot.ledger.index import Index, Pair, is_named, pair_of, stands
from polyglot.ledger.lines import (
    ACCEPTED,
    ADOPTED,
    APPROVED,
    CLEARED,
    REJECTED,
    TRANSLATED,
    fold,
    order,
)
from polyglot.ledger.record import Ledger
from polyglot.model import Line, Message, State


class Role(StrEnum):
    """What a line has to do with the state of a message."""

    DECIDES = "decides"
    """It makes the state what it is."""
    LIVES = "lives"
    """It is about exactly this text, and nothing ended it."""
    ENDED = "ended"
    """It is about exactly this text, and another line ended it."""
    SLEEPS = "sleeps"
    """It is about another text of this message, and counts again when that returns."""
    NOBODYS = "nobody's"
    """It approves in nobody's name, and means nothing."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A line, its role, and the numbers of the lines that ended it."""

    line: Line
    role: Role
    ended_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The state of a message, the sentence that says why, and the lines in their order."""

    state: State
    why: str
    reasons: tuple[Reason, ...]


def explain(ledger: Ledger, language: str, message: Message) -> Explanation:
    """Return why *message* has the state it has.

    Its lines are all that the ledger has about the message, and those about
    the same text elsewhere that the state follows from.
    """
    state = ledger.state(language, message)
    why, deciding = _why(ledger, language, message, state)
    index, pair = ledger.index, pair_of(language, message)
    known = {line.id: line for line in (*index.keys.get(pair[:3], ()), *deciding)}
    chosen = {line.id for line in deciding}
    reasons = tuple(
        _reason(index, line, is_deciding=line.id in chosen, is_own=_has_text(line, pair[3]))
        for line in sorted(known.values(), key=order)
    )
    return Explanation(state, why, reasons)


def _has_text(line: Line, target: str) -> bool:
    return fold(line.target) == target


def _reason(index: Index, line: Line, *, is_deciding: bool, is_own: bool) -> Reason:
    ended_by: tuple[int, ...] = ()
    if line.id in index.ended:
        ended_by = tuple(sorted(other.n for other in index.ids.values() if line.id in other.ends))
    if is_deciding:
        role = Role.DECIDES
    elif line.id in index.ended:
        role = Role.ENDED
    elif line.action == APPROVED and not is_named(line):
        role = Role.NOBODYS
    else:
        role = Role.LIVES if is_own else Role.SLEEPS
    return Reason(line, role, ended_by)


_Why: TypeAlias = tuple[str, Sequence[Line]]
"""The sentence that says why, and the lines that decide it."""


def _why(ledger: Ledger, language: str, message: Message, state: State) -> _Why:
    index, pair = ledger.index, pair_of(language, message)
    living = index.living(pair)
    match state:
        case State.STALE:
            return _stale(index, pair, message)
        case State.NEEDS_WORK:
            return _needs_work(message, living)
        case State.MACHINE | State.MEMORY | State.SHARED:
            draft = index.draft(pair)
            return f"it is marked, and {draft.by if draft else 'a machine'} drafted it", _one(draft)
        case State.ACCEPTED:
            accepted = [line for line in living if stands(line)]
            return _WHY[state], [*_one(index.origin(language, pair[3], pair)), *accepted]
        case _:
            found = _of(living, *_DECIDING.get(state, ()))
            if not found and state in _SHARED:
                return _SHARED[state], _of(living, ADOPTED)
            return _WHY[state], found


_WHY = {
    State.OBSOLETE: "its paragraph is gone",
    State.UNTRANSLATED: "there is no translation",
    State.UNCONFIRMED: "all marks of the file went at once; no named person let it stand",
    State.APPROVED: "somebody approved exactly this text",
    State.ACCEPTED: "a machine's text, and a person let it stand",
    State.TRANSLATED: "a person's text",
}
_SHARED = {
    State.APPROVED: "exactly this text is approved in the shared catalog",
    State.UNCONFIRMED: "the shared catalog, in which it was approved, cannot be read",
}
_DECIDING = {
    State.UNCONFIRMED: (CLEARED,),
    State.APPROVED: (APPROVED,),
    State.TRANSLATED: (TRANSLATED, ACCEPTED),
}


def _stale(index: Index, pair: Pair, message: Message) -> _Why:
    if message.previous is not None:
        return "it is marked, and the file says which older text it translates", ()
    known = index.texts.get((pair[0], pair[3]), ())
    return "it is marked, and known only as a translation of another text", [
        line for line in known if line.context == message.context
    ]


def _needs_work(message: Message, living: Sequence[Line]) -> _Why:
    rejections = _of(living, REJECTED)
    if not message.is_fuzzy:
        both = [*_of(living, APPROVED), *rejections]
        return "one approved it and another rejected it: a person has to decide", both
    if rejections:
        return "it is marked, and somebody sent it back", rejections
    own = _of(living, TRANSLATED, ACCEPTED)
    return "it is marked, and no draft: a person's text, not finished yet", own


def _of(lines: Iterable[Line], *actions: str) -> list[Line]:
    return [line for line in lines if line.action in actions]


def _one(line: Line | None) -> tuple[Line, ...]:
    return () if line is None else (line,)
