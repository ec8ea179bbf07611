"""A catalog brought up to date with the article it translates.

Exact matches keep everything; for the rest see `pairing`.
What becomes of a message is the design's table of events, row by row.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from polyglot.catalog.carrying import Carried, joined, parted, translated_source
from polyglot.catalog.changes import Change, Judges, Kind, settled, stale
from polyglot.catalog.copies import copied
from polyglot.catalog.difference import what_changed
from polyglot.catalog.pairing import Continuation, pair
from polyglot.catalog.segments import Segment
from polyglot.model import Catalog, Message

if TYPE_CHECKING:
    from polyglot.segmentation import OwnRules


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalog that is up to date, and what changed in it: in document order, the gone last."""

    catalog: Catalog
    changes: tuple[Change, ...] = ()


def merge(
    catalog: Catalog,
    segments: Sequence[Segment],
    *,
    is_machine_draft: Callable[[Message], bool],
    stood: Callable[[Message], bool],
    is_known: Callable[[Segment], bool] = lambda _: False,
    source_language: str = "en",
    own: "OwnRules | None" = None,
) -> Merged:
    """Bring *catalog* up to date with the *segments* of its article.

    An unchanged segment keeps its message.
    A changed one keeps its old target as a draft with the source it translates,
    so that a translator edits a sentence instead of typing it again;
    a paragraph that was split, or joined with another, carries its sentences along.
    Nothing a person wrote is dropped: a message whose segment is gone is kept as obsolete.

    *is_machine_draft* tells that a machine wrote a target and nobody edited or accepted it.
    *stood* tells that a person stood behind exactly this context, source and target.
    *is_known* tells that there is a text of its own for a segment that no message has any more;
    it gets no copy of another's.
    *source_language* is the article's; it says where sentences end,
    with what the workspace adds to the rules of sentences (*own*).
    The catalog itself comes back where it was up to date.
    """
    judges = Judges(is_machine_draft, stood, source_language, catalog.language, own)
    messages = catalog.messages
    places = {(message.context, message.source): at for at, message in enumerate(messages)}
    exact = [places.get((segment.context, segment.source)) for segment in segments]
    used = set(exact)
    free = {number: segments[number] for number, at in enumerate(exact) if at is None}
    changes: dict[int, Change] = {}
    if free:
        left = [at for at in places.values() if at not in used]
        gone = {at: messages[at] for at in left if _is_worth(messages[at], judges)}
        for continuation in pair(gone, free, exact):
            changes.update(_continued(continuation, segments, judges))
            used.update(places[old.key] for old in continuation.olds)
        free = {n: s for n, s in free.items() if n not in changes and not is_known(s)}
        changes.update(_duplicated(messages, free, judges))
    live: list[Message] = []
    for number, (at, segment) in enumerate(zip(exact, segments, strict=True)):
        if at is not None:
            old = messages[at]
            live.append(old if _is_current(old, segment) else _exact(old, segment, judges))
            if old.is_obsolete:
                changes[number] = Change("revived", old, live[-1])
            continue
        change = changes.setdefault(number, Change("new", None, _empty(segment)))
        live += [change.new] if change.new else []
    rest, told = _left([message for at, message in enumerate(messages) if at not in used])
    after = (*live, *rest)
    if after == messages:
        return Merged(catalog)
    in_order = tuple(changes[number] for number in sorted(changes))
    return Merged(replace(catalog, messages=after), in_order + told)


def _is_worth(message: Message, judges: Judges) -> bool:
    """Tell whether a segment may continue *message*: not if its text would be thrown away."""
    if not message.is_obsolete:
        return True
    return bool(message.target) and not judges.is_machine_draft(message)


# --- The segment is there -----------------------------------------------------------------------


def _empty(segment: Segment, *, comments: tuple[str, ...] = ()) -> Message:
    return Message(
        segment.source,
        segment.context,
        notes=segment.notes,
        references=segment.references,
        comments=comments,
    )


def _is_current(old: Message, segment: Segment) -> bool:
    """Tell, at one look, that nothing is to be done: true of most."""
    return (
        not old.is_fuzzy
        and not old.is_obsolete
        and old.previous is None
        and old.notes == segment.notes
        and old.references == segment.references
    )


def _exact(old: Message, segment: Segment, judges: Judges) -> Message:
    """Return the message of an unchanged segment; the same object where nothing is to be done."""
    if old.is_obsolete:
        old = _revived(old, judges)
    elif old.is_fuzzy and old.previous == old.key:
        old = settled(old, judges)
    is_fuzzy = old.is_fuzzy and (bool(old.target) or old.plural is not None)
    previous = old.previous if is_fuzzy else None
    if (
        is_fuzzy == old.is_fuzzy
        and previous is old.previous
        and segment.notes == old.notes
        and segment.references == old.references
    ):
        return old
    return replace(
        old,
        is_fuzzy=is_fuzzy,
        previous=previous,
        notes=segment.notes,
        references=segment.references,
    )


def _revived(old: Message, judges: Judges) -> Message:
    """Return an obsolete message in use again, as finished as the ledger says."""
    message = replace(old, is_obsolete=False)
    if old.is_fuzzy and old.previous not in {None, old.key}:
        return message
    return settled(message, judges)


# --- The segment is new -------------------------------------------------------------------------


def _continued(
    continuation: Continuation, segments: Sequence[Segment], judges: Judges
) -> Iterator[tuple[int, Change]]:
    """Yield what becomes of the segments that took the place of old messages."""
    olds, news = continuation.olds, continuation.news
    parts = [segments[number] for number in news]
    what = what_changed(
        " ".join(old.source for old in olds),
        " ".join(part.source for part in parts),
        language=judges.source_language,
    )
    comments = tuple(comment for old in olds for comment in old.comments)
    if len(olds) == 1 and len(news) == 1:
        yield news[0], _one_to_one(olds[0], parts[0], what, judges)
        return
    kind: Kind = "split" if len(news) > 1 else "merged"
    origins = tuple(old for old in olds if old.target)
    if origins and all(judges.is_machine_draft(old) for old in origins):
        kind, origins = "dropped", ()
    texts = _texts(olds, parts, judges) if origins else [Carried("", "")] * len(parts)
    for number, segment, text in zip(news, parts, texts, strict=True):
        message = _empty(segment, comments=comments if number == news[0] else ())
        if text.target:
            source = (translated_source(origins[0])[0], text.source)
            message = stale(message, text.target, source, origins[0].flags, judges)
        carried = origins if text.target else ()
        several = tuple(olds) if len(olds) > 1 else ()
        yield number, Change(kind, olds[0], message, what, carried, several)


def _texts(olds: Sequence[Message], parts: Sequence[Segment], judges: Judges) -> Sequence[Carried]:
    if len(parts) == 1:
        return [joined(olds)]
    cut = parted(
        olds[0],
        [part.source for part in parts],
        source_language=judges.source_language,
        language=judges.language,
        own=judges.own,
    )
    return cut or [Carried(translated_source(olds[0])[1], olds[0].target)] * len(parts)


def _one_to_one(old: Message, segment: Segment, what: str, judges: Judges) -> Change:
    """Return what becomes of a message whose source was edited, or returned."""
    if not what and old.context == segment.context:
        return _respaced(old, segment, judges)
    message = _empty(segment, comments=old.comments)
    if not old.target:
        return Change("edited", old, message, what)
    source = translated_source(old)
    new = stale(message, old.target, source, old.flags, judges)
    if source == segment.key:
        return Change("returned", old, new, what)
    if judges.is_machine_draft(old):
        return Change("dropped", old, message, what)
    return Change("edited", old, new, what, (old,))


def _respaced(old: Message, segment: Segment, judges: Judges) -> Change:
    """Return the message of a source whose white space changed: nothing else does."""
    new = _exact(replace(old, source=segment.source), segment, judges)
    return Change("revived" if old.is_obsolete else "kept", old, new)


def _duplicated(
    messages: Sequence[Message], free: Mapping[int, Segment], judges: Judges
) -> Iterator[tuple[int, Change]]:
    """Yield what becomes of the *free* segments that repeat a finished text."""
    for number, old in copied(messages, free) if free else ():
        segment = free[number]
        new = stale(_empty(segment), old.target, old.key, old.flags, judges)
        what = what_changed(old.source, segment.source, language=judges.source_language)
        yield number, Change("duplicated", old, new, what, (old,))


# --- The segment is gone ------------------------------------------------------------------------


def _left(messages: Sequence[Message]) -> tuple[list[Message], tuple[Change, ...]]:
    """Return the *messages* that no segment needs as obsolete ones, the newly gone last.

    What was never translated is not kept. Notes and references come from the source,
    which has nothing to say about them any more.
    """
    old: list[Message] = []
    gone: list[Message] = []
    told: list[Change] = []
    for message in messages:
        new = _obsolete(message) if message.target or message.plural else None
        if not message.is_obsolete:
            told.append(Change("obsolete", message, new))
        if new is not None:
            (old if message.is_obsolete else gone).append(new)
    return old + gone, tuple(told)


def _obsolete(message: Message) -> Message:
    bare = not (message.notes or message.references or message.hints or message.remark)
    if message.is_obsolete and bare and (message.is_fuzzy or message.previous is None):
        return message
    return replace(
        message,
        is_obsolete=True,
        previous=message.previous if message.is_fuzzy else None,
        notes=(),
        references=(),
        hints=(),
        remark="",
    )
