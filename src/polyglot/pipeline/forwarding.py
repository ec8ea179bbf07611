"""Texts that came for what an article said once, offered for what it says now.

The translator had a file with the old text, and the text changed meanwhile.
Which of the new texts continues the old one is found as in any merge.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from polyglot import catalog as po
from polyglot.ledger import seal
from polyglot.model import Catalog, Message
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.letters import Letter

_CONTINUED = frozenset({"edited", "split", "merged"})


def forward(desk: Desk, letter: Letter, late: Sequence[Message], *, day: date) -> tuple[Desk, int]:
    """Return *desk* with *late* texts as stale drafts of what continues them, and how many are.

    One is put where nothing stands, or a draft that nobody touched,
    or still the translation of the same old text: never over anything newer.
    """
    if not late:
        return desk, 0
    language = letter.language
    changes = _continued(desk, letter, {message.key for message in late})
    known = {message.key: message for message in desk.catalogs[language].messages}
    placed: dict[tuple[str | None, str], Message] = {}
    origins: list[tuple[Message, Sequence[Message]]] = []
    for change in changes:
        new = change.new
        if (
            new is None
            or new.key not in known
            or not _gives_way(desk, language, known[new.key], new)
        ):
            continue
        stands = replace(
            known[new.key],
            target=new.target,
            is_fuzzy=True,
            previous=new.previous,
            comments=_comments(letter, known[new.key], change.origins),
            remark="",
        )
        placed[new.key] = stands
        origins.append((stands, change.origins))
    if not placed:
        return desk, 0
    catalog = desk.catalogs[language]
    messages = tuple(placed.get(message.key, message) for message in catalog.messages)
    lines = desk.ledger.carried(language, origins)
    desk = desk.with_catalog(language, replace(catalog, messages=messages))
    return desk.with_lines(seal(lines, ledger=desk.ledger, day=day)), len(placed)


def _continued(desk: Desk, letter: Letter, late: set[tuple[str | None, str]]) -> list[po.Change]:
    """Return what becomes of *late* texts when the file as it came meets the article as it is."""
    language = letter.language
    live = tuple(message for message in letter.catalog.messages if not message.is_obsolete)
    merged = po.merge(
        Catalog(language, live),
        [segment for segment in desk.segments if segment.is_for(language)],
        is_machine_draft=lambda message: message.key not in late,
        stood=lambda message: desk.ledger.stood(language, message),
        source_language=desk.article.language,
    )
    return [
        change
        for change in merged.changes
        if change.kind in _CONTINUED
        and change.origins
        and all(origin.key in late for origin in change.origins)
    ]


def _gives_way(desk: Desk, language: str, old: Message, new: Message) -> bool:
    """Tell whether the stale text of *new* may take the place of what stands in *old*."""
    ledger = desk.ledger
    if old.is_obsolete or old.plural is not None:
        return False
    if not old.target or ledger.is_untouched_draft(language, old):
        return new.target not in ledger.refused(language, old.context, old.source)
    if not old.is_fuzzy or old.previous is None or old.previous != new.previous:
        return False
    context, source = old.previous
    return ledger.knows(language, Message(source, context, old.target))


def _comments(letter: Letter, old: Message, origins: Sequence[Message]) -> tuple[str, ...]:
    came = (
        comment
        for origin in origins
        for comment in origin.comments
        if not letter.postmark.has_comment(origin, comment)
    )
    return tuple(dict.fromkeys((*old.comments, *came)))
