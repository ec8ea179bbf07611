"""Texts of the ledger, brought back into a catalog."""

from dataclasses import replace

from polyglot.errors import ReviewError
from polyglot.model import Catalog, Line, Message
from polyglot.review.record import Outcome, Record, line_for
from polyglot.review.waiting import Key


def restorable(catalog: Catalog, record: Record) -> tuple[Line, ...]:
    """Return the last line of every text that the ledger holds and the catalog does not.

    They come oldest first; people call them by their numbers, from 1.
    """
    return record.texts(catalog.language, without=catalog.messages)


def restore(catalog: Catalog, record: Record, line: Line, *, onto: Key | None = None) -> Outcome:
    """Bring the text of *line* back into the message it was written for.

    It comes back as what it was: finished if a person stood behind it and nobody rejected it,
    a draft otherwise. The text it replaces stays in the ledger, or goes there.
    If the article no longer has the source, the text comes back as an obsolete message.
    *onto* names another message instead, which gets the text as a stale draft.

    Raises:
        ReviewError: If the line is of another language, or *onto* is not in the catalog.
    """
    if line.language != catalog.language or not line.target:
        raise ReviewError("this line has no text for this catalog")
    at = _place(catalog, (line.context, line.source) if onto is None else onto)
    if at is None:
        if onto is not None:
            raise ReviewError(
                f"there is no text {onto[1][:60]!r} in this catalog",
                hint="choose a paragraph of the article as it is now",
            )
        gone = Message(line.source, line.context, line.target, is_obsolete=True)
        gone = replace(gone, is_fuzzy=not record.stood(line.language, gone))
        return replace(catalog, messages=(*catalog.messages, gone)), ()
    old = catalog.messages[at]
    messages = (*catalog.messages[:at], _restored(old, record, line), *catalog.messages[at + 1 :])
    return replace(catalog, messages=messages), _kept(old, record, line)


def _restored(old: Message, record: Record, line: Line) -> Message:
    new = replace(old, target=line.target, is_fuzzy=False, previous=None, remark="")
    if record.stood(line.language, new):
        return new
    is_own = old.context == line.context and _words(old.source) == _words(line.source)
    return replace(new, is_fuzzy=True, previous=None if is_own else (line.context, line.source))


def _kept(old: Message, record: Record, line: Line) -> tuple[Line, ...]:
    if not old.target or old.target == line.target or record.knows(line.language, old):
        return ()
    return (line_for(line.language, old, "translated", "unknown", kind="unfinished"),)


def _place(catalog: Catalog, key: Key) -> int | None:
    words = (key[0], _words(key[1]))
    for at, message in enumerate(catalog.messages):
        if (message.context, _words(message.source)) == words:
            return at
    return None


def _words(text: str) -> str:
    return " ".join(text.split())
