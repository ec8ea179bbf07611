"""Shared messages in an article's catalogs: filled in, let stand, and compared.

They stand before memory and engines, and never in the place of a person's text.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from polyglot.ledger import ADOPTED, REJECTED, SHARED, Ledger, adopted, dropped, seal
from polyglot.ledger.lines import fold
from polyglot.model import Draft, Finding, Line, Message, Severity, State
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.extracting import place, remarked
from polyglot.workspace import SHARED as CATALOG
from polyglot.workspace import catalog_path

_PEOPLES = frozenset({State.TRANSLATED, State.ACCEPTED, State.APPROVED, State.NEEDS_WORK})


def fill(desk: Desk, *, day: date) -> Desk:
    """Return *desk* with the shared messages in its catalogs, which are up to date.

    An empty message and a draft nobody touched get the shared text as a draft;
    what exactly so is approved in the shared catalog bears no mark,
    and what no longer is gets its mark again.
    """
    if not desk.shared.texts and not _has_adopted(desk.ledger):
        return desk
    for language in desk.catalogs:
        if language in desk.shared.broken:
            continue
        desk = _let_stand(desk, language, day)
        desk = place(desk, language, list(_drafts(desk, language)), day=day)
        desk = _let_stand(desk, language, day)
    return desk


def _drafts(desk: Desk, language: str) -> Iterator[Draft]:
    known, ledger = desk.shared.texts.get(language, {}), desk.ledger
    if not known:
        return
    for message in desk.catalogs[language].messages:
        text = known.get(message.key)
        if text is None or message.is_obsolete or message.target == text.target:
            continue
        if message.target and not ledger.is_untouched_draft(language, message):
            continue
        if text.target not in ledger.refused(language, message.context, message.source):
            yield Draft(message.context, message.source, text.target, SHARED, text.is_machine)


def _let_stand(desk: Desk, language: str, day: date) -> Desk:
    """Take the mark from what is approved in the shared catalog, and give it back to the rest."""
    catalog, ledger = desk.catalogs[language], desk.ledger
    if not (ledger.shared or _has_adopted(ledger)):
        return desk
    judged = [_judged(desk, language, message) for message in catalog.messages]
    lines = [line for _, found in judged for line in found]
    messages = tuple(message for message, _ in judged)
    if any(new is not old for new, old in zip(messages, catalog.messages, strict=True)):
        desk = desk.with_catalog(language, replace(catalog, messages=messages))
    elif not lines:
        return desk
    desk = desk.with_lines(seal(lines, ledger=ledger, day=day))
    return remarked(desk, language)


def _has_adopted(ledger: Ledger) -> bool:
    return any(line.action == ADOPTED for line in ledger.lines)


def _judged(desk: Desk, language: str, message: Message) -> tuple[Message, tuple[Line, ...]]:
    ledger = desk.ledger
    if message.is_obsolete or not message.target or message.plural is not None:
        return message, ()
    if ledger.is_shared(language, message):
        if not message.is_fuzzy or ledger.living(language, message, REJECTED):
            return message, ()
        line = adopted(ledger.index, language, message)
        return replace(message, is_fuzzy=False, previous=None, remark=""), line
    lines = dropped(ledger.index, language, message)
    if lines and not message.is_fuzzy and not ledger.plus(lines).stood(language, message):
        message = replace(message, is_fuzzy=True)
    return message, lines


def differing(desk: Desk, language: str) -> Iterator[Finding]:
    """Yield a warning for each text of a person that is not what the shared catalog has."""
    known = desk.shared.texts.get(language)
    if not known:
        return
    for message, state in desk.states(language):
        text = known.get(message.key)
        if text is None or state not in _PEOPLES or fold(text.target) == fold(message.target):
            continue
        yield Finding(
            "differs-from-shared",
            Severity.WARNING,
            catalog_path(desk.article.id, language),
            message.line,
            f"the shared messages have it otherwise: {text.target}",
            source=message.source,
            target=message.target,
            hint=f"use that text, mend it in {catalog_path(CATALOG, language)}, or waive this",
            language=language,
            context=message.context,
            is_waived="differs-from-shared" in desk.ledger.waivers(language, message),
        )
