"""Catalogs and sources brought together: what people did is recorded, what changed is merged.

Nothing here reads or writes a file; a desk comes in and a desk goes out.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from polyglot import catalog as po
from polyglot.ledger import ADOPTED, UNKNOWN, emptied, observe, remember, seal
from polyglot.model import Catalog, Draft, Finding, Message, Severity, State
from polyglot.pipeline.desk import Desk
from polyglot.workspace import catalog_path


def extract(desk: Desk, *, by: str, day: date) -> Desk:
    """Return *desk* with every catalog up to date with the article.

    What people did since the ledger last looked is recorded in the name of *by*
    ("": of whoever the desk's witness names) before anything is merged,
    so that a judgement is bound to the source the person saw.
    """
    segments = desk.segments
    for language in desk.catalogs:
        desk = recorded(desk, language, by=by, day=day)
        desk = merged(desk, language, segments, day=day)
        desk = remarked(desk, language)
    return desk


def recorded(desk: Desk, language: str, *, by: str, day: date) -> Desk:
    """Return *desk* with a line for everything a person did to a catalog since the last look."""
    catalog = desk.catalogs[language]
    lines = observe(desk.ledger, catalog, by=by or UNKNOWN, day=day)
    if lines and not by and desk.witness is not None:
        lines = seal(desk.witness.named(language, lines), ledger=desk.ledger, day=day)
    desk = desk.with_lines(lines)
    desk = _told(desk, language, catalog)
    doubles = remember(desk.ledger, language, desk.doubles.get(language, ()))
    return desk.with_lines(seal(doubles, ledger=desk.ledger, day=day))


def _told(desk: Desk, language: str, catalog: Catalog) -> Desk:
    """Return *desk* with a finding for each text of a person that somebody took out."""
    path = catalog_path(desk.article.id, language)
    found = tuple(
        Finding(
            "emptied",
            Severity.WARNING,
            path,
            message.line,
            f"the translation by {line.by} was taken out; the ledger keeps it",
            source=message.source,
            target=line.target,
            hint=f"polyglot restore {desk.article.id} -l {language} brings it back",
            language=language,
            context=message.context,
        )
        for message, line in emptied(desk.ledger, catalog)
    )
    return replace(desk, findings=desk.findings + found) if found else desk


def remarked(desk: Desk, language: str) -> Desk:
    """Return *desk* with the one remark on each draft that tells people what it is."""
    ledger = desk.ledger
    catalog = desk.catalogs[language]
    if not ledger.lines and not any(m.is_fuzzy or m.remark for m in catalog.messages):
        return desk
    known = {id(message): state for message, state in desk.states(language)}

    def remark(message: Message) -> str:
        state = known.get(id(message))
        if state is None or not state.is_draft:
            return ""
        if state is State.UNCONFIRMED and ledger.living(language, message, ADOPTED):
            return ""  # Nobody took a mark off: the shared catalog cannot be read just now.
        return po.remark(state, ledger.origin(language, message), _changed(desk, message))

    catalog = _without_answered(desk, language, po.with_remarks(catalog, remark))
    return desk.with_catalog(language, catalog)


def _changed(desk: Desk, message: Message) -> tuple[str, ...]:
    """Return what changed in the text since the target of *message* was its translation."""
    if message.previous is None:
        return ()
    return po.kinds(message.previous[1], message.source, language=desk.article.language)


def _without_answered(desk: Desk, language: str, catalog: Catalog) -> Catalog:
    """Take away what stands beside a text and helps nobody any more.

    That is what a reviewer wrote, once nobody rejects the text, and what a draft was made from,
    once it is no draft. What the lists say of its words stays.
    """
    ledger = desk.ledger

    def answered(message: Message) -> Message:
        if ledger.living(language, message, "rejected"):
            return message
        known = ledger.notes(language, message) if message.is_fuzzy else frozenset()
        hints = tuple(hint for hint in message.hints if hint in known or po.is_terms_hint(hint))
        return message if hints == message.hints else replace(message, hints=hints)

    messages = tuple(answered(m) if m.hints else m for m in catalog.messages)
    if all(new is old for new, old in zip(messages, catalog.messages, strict=True)):
        return catalog
    return replace(catalog, messages=messages)


def merged(desk: Desk, language: str, segments: Sequence[po.Segment], *, day: date) -> Desk:
    """Return *desk* with one catalog up to date with *segments*, and cut as they are.

    Lines for the texts that were cut or joined are added to its ledger.
    """
    old = desk.catalogs[language]
    segments = [segment for segment in segments if segment.is_for(language)]
    desk, recut = _recut(desk, language, segments, day=day)
    ledger = desk.ledger
    new = po.merge(
        desk.catalogs[language],
        segments,
        is_machine_draft=lambda message: ledger.is_machine_draft(language, message),
        stood=lambda message: ledger.stood(language, message),
        is_known=lambda segment: ledger.latest(language, *segment.key) is not None,
        source_language=desk.article.language,
        own=desk.rules,
    )
    lines = ledger.carried(language, [(c.new, c.origins) for c in new.changes if c.new])
    desk = desk.with_catalog(language, new.catalog)
    desk = desk.with_lines(seal(lines, ledger=ledger, day=day))
    desk = _recalled(desk, language, {message.key for message in old.messages})
    if new.catalog is old:
        return desk
    changes = _with_returned((*recut, *new.changes), desk.catalogs[language])
    return replace(desk, merges={**desk.merges, language: (old, changes)})


def _with_returned(changes: Sequence[po.Change], catalog: Catalog) -> tuple[po.Change, ...]:
    """Return *changes* with the new messages that have a text all the same: the ledger gave it."""
    back = {message.key for message in catalog.messages if message.target}
    return tuple(
        replace(change, kind="revived")
        if change.kind == "new" and change.new and change.new.key in back
        else change
        for change in changes
    )


def _recut(
    desk: Desk, language: str, segments: Sequence[po.Segment], *, day: date
) -> tuple[Desk, tuple[po.Change, ...]]:
    """Return *desk* with one catalog in the cut of its article, and what that changed.

    What stands in the catalog no more is remembered by the ledger.
    """
    ledger = desk.ledger

    def recall(new: Message, olds: Sequence[Message]) -> str:
        from polyglot.ledger.recalling import finished

        return finished(ledger, language, new, unless=olds)

    found = po.recut(
        desk.catalogs[language],
        segments,
        is_by_sentence=desk.article.metadata.segmentation == "sentence",
        is_machine_draft=lambda message: ledger.is_machine_draft(language, message),
        stood=lambda message: ledger.stood(language, message),
        recall=recall,
        source_language=desk.article.language,
        own=desk.rules,
    )
    lines = (
        *remember(ledger, language, found.replaced),
        *ledger.carried(language, [(c.new, c.origins) for c in found.changes if c.new]),
    )
    desk = desk.with_catalog(language, found.catalog)
    return desk.with_lines(seal(lines, ledger=ledger, day=day)), found.changes


def _recalled(desk: Desk, language: str, known: set[tuple[str | None, str]]) -> Desk:
    """Give a message that comes back the text the ledger has for it.

    Only a message that was not in the file at all: an emptied one stays empty.
    """
    catalog = desk.catalogs[language]
    messages = tuple(
        message
        if message.target or message.is_obsolete or message.key in known
        else _recall(desk, language, message)
        for message in catalog.messages
    )
    if messages == catalog.messages:
        return desk
    return desk.with_catalog(language, replace(catalog, messages=messages))


def _recall(desk: Desk, language: str, message: Message) -> Message:
    line = desk.ledger.latest(language, message.context, message.source)
    if line is None:
        return message
    text = replace(message, target=line.target, is_fuzzy=False)
    return replace(text, is_fuzzy=not desk.ledger.stood(language, text))


def place(desk: Desk, language: str, drafts: Sequence[Draft], *, day: date) -> Desk:
    """Return *desk* with *drafts* in one catalog, each with its line in the ledger.

    They stand where nothing stood, or where a draft did that nobody edited or accepted
    and that does not say the same already.
    """
    drafts = [draft for draft in drafts if draft.target]
    if not drafts:
        return desk
    ledger = desk.ledger
    catalog = po.place(
        desk.catalogs[language],
        drafts,
        may_replace=lambda message: ledger.is_untouched_draft(language, message),
    )
    texts = {message.key: message.target for message in catalog.messages if message.is_fuzzy}
    stand = [draft for draft in drafts if texts.get((draft.context, draft.source)) == draft.target]
    lines = desk.ledger.placed(language, stand)
    desk = desk.with_catalog(language, catalog)
    desk = desk.with_lines(seal(lines, ledger=desk.ledger, day=day))
    return remarked(desk, language)


def empty_messages(desk: Desk, language: str) -> list[Message]:
    """Return the messages of one catalog that have no text at all, in document order."""
    return [
        message
        for message in desk.catalogs[language].messages
        if not message.target and not message.is_obsolete and message.plural is None
    ]
