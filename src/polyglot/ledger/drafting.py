"""The lines for texts that polyglot itself puts into a catalog: drafts, and re-cut drafts."""

from collections.abc import Iterable, Sequence

from polyglot.ledger.index import Index, is_machine, kind_of, pair_of
from polyglot.ledger.lines import (
    ADOPTED,
    DRAFTED,
    MACHINE,
    PERSON,
    REVOKED,
    SHARED,
    TRANSLATED,
    UNFINISHED,
    UNKNOWN,
    about,
    fold,
    together,
)
from polyglot.model import Draft, Line, Message


def placed(index: Index, language: str, drafts: Iterable[Draft]) -> tuple[Line, ...]:
    """Return the lines for *drafts* that were written into a catalog.

    A draft that took the place of another one ends its line;
    one that the ledger already holds for this message adds nothing.
    """
    lines = []
    for draft in drafts:
        had = index.open_drafts((language, draft.context, fold(draft.source)))
        if any(fold(line.target) == fold(draft.target) for line in had):
            continue
        kind = MACHINE if draft.is_machine else PERSON
        ends = tuple(line.id for line in had)
        lines.append(
            about(language, draft, DRAFTED, draft.origin, note=draft.note, kind=kind, ends=ends)
        )
    return tuple(lines)


def carried(
    index: Index, language: str, changes: Iterable[tuple[Message, Sequence[Message]]]
) -> tuple[Line, ...]:
    """Return the lines for texts that polyglot cut, joined or corrected.

    *changes* are (new message, the old messages whose texts went into it).
    If any part was drafted the whole is a draft again, which continues the lines of all its parts:
    cutting a machine's text, or joining it to a person's, makes no person's text of it.
    What only people wrote stays theirs, and nobody stands behind it yet.
    """
    lines = (_carry(index, language, new, olds) for new, olds in changes if new.target)
    return tuple(line for line in lines if line is not None)


def adopted(index: Index, language: str, message: Message) -> tuple[Line, ...]:
    """Return the line for a text that needs no mark, since the shared catalog has it approved."""
    pair = pair_of(language, message)
    if index.living(pair, ADOPTED):
        return ()
    draft = index.draft(pair)
    begins = (draft.id,) if draft else ()
    return (about(language, message, ADOPTED, SHARED, begins=begins),)


def dropped(index: Index, language: str, message: Message) -> tuple[Line, ...]:
    """Return the line for a text that was adopted and is not approved there any more."""
    ends = tuple(line.id for line in index.living(pair_of(language, message), ADOPTED))
    return (about(language, message, REVOKED, SHARED, ends=ends),) if ends else ()


def _carry(index: Index, language: str, new: Message, olds: Sequence[Message]) -> Line | None:
    whole = pair_of(language, new)
    pairs = [pair_of(language, old) for old in olds if old.target]
    if not pairs or index.draft(whole) is not None:
        return None
    drafts = [draft for pair in pairs if (draft := index.draft(pair)) is not None]
    begun = {line.id: line for pair in pairs for line in index.living(pair)}
    begun.update((draft.id, draft) for draft in drafts)
    if drafts:
        action, kind = DRAFTED, kind_of(drafts)
        by = _makers(drafts)
    elif (language, whole[3]) in index.texts:
        return None  # A text that was carried whole is known with its old source.
    else:
        action, kind = TRANSLATED, UNFINISHED
        by = _only(line.by for line in begun.values() if line.action == TRANSLATED)
    return about(language, new, action, by, kind=kind, begins=tuple(begun))


def _makers(drafts: Sequence[Line]) -> str:
    """Return whose draft *drafts* are together: of all machines that wrote some of it.

    What nobody knows the origin of a person may have written: then all of it is of unknown origin.
    """
    if any(draft.by == UNKNOWN for draft in drafts):
        return UNKNOWN
    machines = [draft.by for draft in drafts if is_machine(draft)]
    return together(machines) if machines else drafts[0].by


def _only(names: Iterable[str]) -> str:
    """Return the one name that all the parts bear; two people's words are nobody's alone."""
    found = set(names)
    return found.pop() if len(found) == 1 else UNKNOWN
