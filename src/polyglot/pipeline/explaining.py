"""What became of each message when catalogs and sources were brought together.

A message that is as it was is not told of.
"""

from collections.abc import Iterator

from polyglot.catalog import Change
from polyglot.model import Catalog, Message
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.outcome import Became
from polyglot.similarity import in_order
from polyglot.workspace import catalog_path


def explained(desk: Desk, *, is_saved: bool) -> tuple[Became, ...]:
    """Return what became of the messages of *desk*: by language, in document order, the gone last.

    Places are those in the files as they are: after the merge if it *is_saved*, else before it.
    """
    return tuple(
        told
        for language, (before, changes) in desk.merges.items()
        for told in _explained(desk, language, before, changes, is_saved=is_saved)
    )


def _explained(
    desk: Desk, language: str, before: Catalog, changes: tuple[Change, ...], *, is_saved: bool
) -> Iterator[Became]:
    path = catalog_path(desk.source.home, language)
    now = {message.key: message for message in desk.catalogs[language].messages}
    olds = {message.key: message for message in before.messages}
    yield from _renamed(desk, language, path, before)
    told = {change.new.key: change for change in changes if change.new and change.kind != "kept"}
    moved = _moved(before, desk.catalogs[language])

    def line(old: Message | None, new: Message | None) -> int:
        there = now.get(new.key) if new and is_saved else old
        return there.line if there else 0

    for message in now.values():
        if (change := told.get(message.key)) is not None and change.kind != "obsolete":
            yield _told(change, language, path, line(change.old, message))
        elif message.key in moved:
            at = line(olds[message.key], message)
            source = message.source
            context = message.context
            yield Became("moved", language, path, at, (), context, (source,), source)
    for change in changes:
        if change.kind == "obsolete":
            yield _told(change, language, path, line(change.old, change.new))


def _told(change: Change, language: str, path: str, line: int) -> Became:
    old, new = change.old, change.new
    shown = new or old
    return Became(
        change.kind,
        language,
        path,
        line,
        tuple(change.what.split(", ")) if change.what else (),
        shown.context if shown else None,
        tuple(message.source for message in change.olds or ((old,) if old else ())),
        new.source if new and change.kind != "obsolete" else "",
    )


def _renamed(desk: Desk, language: str, path: str, before: Catalog) -> Iterator[Became]:
    """Tell once of a catalog whose article had another file."""
    named = {name for m in before.messages if not m.is_obsolete for name in m.references}
    others = tuple(sorted(named - {desk.article.path}))
    if others:
        yield Became("renamed", language, path, 0, old=others, new=desk.article.path)


def _moved(before: Catalog, after: Catalog) -> frozenset[tuple[str | None, str]]:
    """Return the messages that stand elsewhere among those that stayed, as few as explain it."""
    places = {m.key: n for n, m in enumerate(before.messages) if not m.is_obsolete}
    stayed = [m.key for m in after.messages if not m.is_obsolete and m.key in places]
    pairs = [(places[key], number) for number, key in enumerate(stayed)]
    still = {number for _, number in in_order(pairs)}
    return frozenset(key for number, key in enumerate(stayed) if number not in still)
