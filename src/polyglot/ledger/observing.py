"""What people did to a PO file since the ledger last saw it.

Translators work in editors of their own and tell us nothing.
What they did is read from the difference between the file and the ledger,
before any command changes the file.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from polyglot.ledger.index import Index, Pair, pair_of, stands
from polyglot.ledger.lines import (
    ACCEPTED,
    ADOPTED,
    APPROVED,
    CLEARED,
    DRAFTED,
    REJECTED,
    TRANSLATED,
    UNFINISHED,
    UNKNOWN,
    about,
    fold,
)
from polyglot.ledger.record import Ledger, seal
from polyglot.model import Catalog, Line, Message

_MANY = 5
"""From this many drafts on, a file in which every mark is gone looks like one key press."""

_FINISHED = (TRANSLATED, ACCEPTED, APPROVED)


@dataclass(frozen=True, slots=True)
class _Act:
    """What a person did to one message, and the line that says so."""

    kind: Literal["wrote", "edited", "cleared", "marked", "emptied", "found"]
    line: Line


def observe(
    ledger: Ledger, catalog: Catalog, *, by: str, day: date, file: Catalog | None = None
) -> tuple[Line, ...]:
    """Return the lines, sealed, for what people did to the file that *catalog* was read from.

    *by* is who did it, `unknown` if nobody says.
    *file* is all that stood in that file, where *catalog* holds only a part of it.
    The catalog is taken as it was read, before anything is merged into it;
    observing it again once the lines are in the ledger adds nothing.
    At least five drafts that lost their mark, and all the file had, without one edit,
    are not accepted but only `cleared`.

    Raises:
        LedgerError: If *by* is a name that is nobody's, such as `machine`.
    """
    acts = [
        act
        for message in catalog.messages
        if not _is_untouched(ledger.index, catalog.language, message)
        for act in _acts(ledger, catalog.language, message, by)
    ]
    lines = (
        _cleared(acts) if _is_cleared_at_once(acts, file or catalog) else [act.line for act in acts]
    )
    # People's own words are numbered first: what they typed was not drafted
    # because somebody's tool put the same words elsewhere.
    lines.sort(key=lambda line: line.action == DRAFTED)
    return seal(lines, ledger=ledger, day=day)


def emptied(ledger: Ledger, catalog: Catalog) -> tuple[tuple[Message, Line], ...]:
    """Return the empty messages whose text a person stood behind, each with its last line.

    The text is in the ledger and one command brings it back; nothing offers it by itself.
    """
    found = []
    for message in catalog.messages:
        if not message.target and message.plural is None and not message.is_obsolete:
            key = (catalog.language, message.context, fold(message.source))
            lines = [line for line in ledger.index.keys.get(key, ()) if line.action in _FINISHED]
            if lines:
                found.append((message, lines[-1]))
    return tuple(found)


def remember(ledger: Ledger, language: str, messages: Iterable[Message]) -> tuple[Line, ...]:
    """Return lines, not sealed yet, for texts that no catalog can hold.

    Such is the second of two messages with one source; each form of a plural is a text.
    Nobody is said to stand behind them; they can be brought back.
    """
    texts = (
        replace(message, target=target)
        for message in messages
        for target in dict.fromkeys(message.plural.targets if message.plural else (message.target,))
    )
    return tuple(
        about(language, text, TRANSLATED, UNKNOWN, kind=UNFINISHED)
        for text in texts
        if text.target and not ledger.knows(language, text)
    )


def _is_untouched(index: Index, language: str, message: Message) -> bool:
    """Tell, at one look, that nobody did anything to *message*: most are drafts as they were."""
    if message.is_obsolete or message.plural is not None:
        return True
    if not message.is_fuzzy or message.previous is not None or not message.target:
        return False
    return index.only_draft(pair_of(language, message)) is not None


def _acts(ledger: Ledger, language: str, message: Message, by: str) -> Sequence[_Act]:
    if not message.target:
        return _emptied(ledger, language, message, by)
    see: Callable[[Ledger, str, Message, str], _Act | None]
    see = _marked if message.is_fuzzy else _finished
    act = see(ledger, language, message, by)
    return () if act is None else (act,)


# --- Text that is not marked -------------------------------------------------------------------


def _finished(ledger: Ledger, language: str, message: Message, by: str) -> _Act | None:
    index, pair = ledger.index, pair_of(language, message)
    living = index.living(pair)
    rejections = [line for line in living if line.action == REJECTED]
    if rejections:
        if any(line.action == APPROVED for line in living):
            return None  # Two branches judged differently: a person decides that in a review.
    elif any(stands(line) or line.action == ADOPTED for line in living):
        return None
    replaced, draft = _other_drafts(index, pair), index.draft(pair)
    action = TRANSLATED if draft is None else ACCEPTED
    line = about(
        language,
        message,
        action,
        by,
        begins=_ids(replaced if draft is None else [draft, *replaced]),
        ends=_ids(rejections),
        distance=_distance(replaced, message) if draft is None else None,
    )
    return _Act(_kind(index, pair, draft, rejections), line)


def _kind(
    index: Index, pair: Pair, draft: Line | None, rejections: Sequence[Line]
) -> Literal["wrote", "edited", "cleared"]:
    if rejections or pair in index.pairs:
        return "cleared"
    if any(fold(line.target) != pair[3] for line in index.keys.get(pair[:3], ())):
        return "edited"
    return "cleared" if draft is not None or index.is_stale(pair) else "wrote"


def _is_cleared_at_once(acts: Sequence[_Act], catalog: Catalog) -> bool:
    kinds = [act.kind for act in acts]
    return (
        kinds.count("cleared") >= _MANY
        and "edited" not in kinds
        and "emptied" not in kinds
        and not any(
            message.is_fuzzy and message.target and not message.is_obsolete
            for message in catalog.messages
        )
    )


def _cleared(acts: Iterable[_Act]) -> list[Line]:
    return [
        replace(act.line, action=CLEARED, distance=None) if act.kind == "cleared" else act.line
        for act in acts
    ]


# --- Text that is marked -----------------------------------------------------------------------


def _marked(ledger: Ledger, language: str, message: Message, by: str) -> _Act | None:
    if message.previous is None and ledger.stood(language, message):
        ends = ledger.living(language, message, APPROVED, ACCEPTED, CLEARED, ADOPTED)
        return _Act("marked", about(language, message, REJECTED, by, ends=_ids(ends)))
    pair = pair_of(language, message)
    if (language, pair[3]) in ledger.index.texts:
        return None
    if message.previous is not None:
        # It may be a text that was cut or joined by us as well as one that somebody edited:
        # nobody is named for it.
        return _Act("edited", about(language, message, TRANSLATED, UNKNOWN, kind=UNFINISHED))
    if pair[:3] not in ledger.index.keys or _was_emptied(ledger, pair):
        return _Act("found", about(language, message, DRAFTED, UNKNOWN))
    replaced = _other_drafts(ledger.index, pair)
    line = about(
        language,
        message,
        TRANSLATED,
        by,
        kind=UNFINISHED,
        begins=_ids(replaced),
        distance=_distance(replaced, message),
    )
    return _Act("edited", line)


def _was_emptied(ledger: Ledger, pair: Pair) -> bool:
    # All that the ledger knows of the message are drafts that were thrown out.
    return not _other_drafts(ledger.index, pair) and all(
        line.action in (DRAFTED, REJECTED) for line in ledger.index.keys[pair[:3]]
    )


# --- Text that is gone -------------------------------------------------------------------------


def _emptied(ledger: Ledger, language: str, message: Message, by: str) -> Sequence[_Act]:
    drafts: dict[str, Line] = {}
    for draft in ledger.index.open_drafts((language, message.context, fold(message.source))):
        drafts.setdefault(fold(draft.target), draft)
    acts = []
    for draft in drafts.values():
        had = replace(message, target=draft.target)
        living = ledger.living(language, had)
        if not any(line.action in _FINISHED for line in living):
            ends = [line for line in living if line.action in (DRAFTED, CLEARED, ADOPTED)]
            acts.append(_Act("emptied", about(language, had, REJECTED, by, ends=_ids(ends))))
    return acts


# --- Lines -------------------------------------------------------------------------------------


def _other_drafts(index: Index, pair: Pair) -> list[Line]:
    return [line for line in index.open_drafts(pair[:3]) if fold(line.target) != pair[3]]


def _distance(replaced: Sequence[Line], message: Message) -> int | None:
    if not replaced:
        return None
    from polyglot.similarity import distance

    return distance(replaced[-1].target, message.target)


def _ids(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.id for line in lines)
