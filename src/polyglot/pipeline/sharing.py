"""The shared catalog: what people fixed once for all articles, read before any article.

A workspace has one if it has the folder `locales/shared/`; `polyglot shared add` makes it.
Its messages are found by context and source alone: a text means the same in whatever language
an article is written, so two source languages with one text share one message.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from polyglot.catalog import Segment
from polyglot.checks import is_about
from polyglot.errors import LedgerError, PeopleError, ReviewError, UsageError
from polyglot.languages import load as load_language
from polyglot.ledger import Pair, fold, pair_of
from polyglot.model import Draft, Finding, Message, Severity, State
from polyglot.pipeline import furniture
from polyglot.pipeline.checking import check
from polyglot.pipeline.desk import Desk, load_shared
from polyglot.pipeline.exposure import exposed
from polyglot.pipeline.extracting import merged, place, recorded, remarked
from polyglot.pipeline.following import following
from polyglot.pipeline.saving import save
from polyglot.pipeline.scripts import drafts_in, settled_in
from polyglot.pipeline.shared import NOTHING, Key, Shared, Text
from polyglot.pipeline.survey import shared_files
from polyglot.storage import Change, Changed, stat_of
from polyglot.workspace import SHARED_FOLDER, Settings, Workspace

TRIES = 10
"""How often the catalog is read again because somebody saved it meanwhile."""

_STANDS = frozenset({State.TRANSLATED, State.ACCEPTED, State.APPROVED})


def settle(workspace: Workspace, *, day: date, by: str = "", is_saving: bool = False) -> Shared:
    """Return what the shared catalog says, with what people did to it taken into account.

    With *is_saving* that is recorded in the name of *by* ("" for unknown),
    and the words of the site that were missing are added.
    A workspace without one costs a single look.

    Raises:
        PeopleError: If something is to be written and the list of people cannot be read.
        StorageError: If the disk refuses.
    """
    if stat_of(workspace.root / SHARED_FOLDER) is None:
        return NOTHING
    for _ in range(TRIES):
        try:
            seen = shared_files(workspace)
            before = load_shared(workspace)
            desk = brought_up(before, workspace.settings, by=by, day=day)
            changes: Sequence[Change] = ()
            if is_saving:
                saved, changes = save(workspace, desk, before=before)
                seen = shared_files(workspace) if changes or desk.lines else seen
                desk = saved
        except Changed:
            continue
        except (LedgerError, PeopleError) as error:
            if is_saving and isinstance(error, PeopleError):
                raise  # Who cannot be told now would be unknown for good.
            finding = _error("unreadable", error.path, error.line, error.problem, error.hint)
            return _unknown(workspace, finding)
        written = [change.path for change in changes]
        shared = shared_of(workspace, desk)
        found = exposed(workspace, desk, written)
        return replace(shared, findings=(*shared.findings, *found), seen=seen)
    return _unknown(
        workspace,
        _error(
            "busy",
            SHARED_FOLDER,
            None,
            "the shared catalogs keep changing while polyglot reads them",
            "let the other program finish, then run the command again",
        ),
    )


def brought_up(desk: Desk, settings: Settings, *, day: date, by: str = "") -> Desk:
    """Return the shared *desk* with what people did recorded, and with all words of the site."""
    for language in desk.catalogs:
        desk = recorded(desk, language, by=by, day=day)
        segments = furniture.segments(desk.catalogs[language])
        desk = merged(desk, language, segments, day=day)
        desk = place(desk, language, _drafts(desk, language, settings), day=day)
        desk = remarked(desk, language)
    return desk


def _drafts(desk: Desk, language: str, settings: Settings) -> list[Draft]:
    tag = settings.translate.scripts.get(language) or load_language(language).tag
    refused = desk.ledger.refused
    return [
        draft
        for draft in furniture.drafts(language, tag)
        if draft.target not in refused(language, draft.context, draft.source)
    ]


# --- What an article needs to know --------------------------------------------------------------


def shared_of(workspace: Workspace, desk: Desk) -> Shared:
    """Return what articles and pages need to know of the shared *desk*."""
    texts: dict[str, dict[Key, Text]] = {}
    approved: dict[Pair, bool] = {}
    strings: dict[str, dict[str, str]] = {}
    findings = list(desk.findings)
    more = following(workspace).checks
    for language, catalog in desk.catalogs.items():
        found = (*check(desk, language, more=more), *furniture.findings(catalog))
        findings += found
        good = _good(desk, language, found)
        texts[language] = {
            message.key: Text(message.target, desk.ledger.is_machine_text(language, message))
            for message, _ in good
        }
        approved |= {
            pair_of(language, message): desk.ledger.four_eyes(language, message)
            for message, state in good
            if state is State.APPROVED
        }
        strings |= _strings(workspace, desk, language, [message for message, _ in good])
    return Shared(texts, approved, strings, _waiting(desk), desk.broken, tuple(findings))


def _waiting(desk: Desk) -> str:
    """Return one line on what nobody stands behind yet, "" for nothing."""
    parts = []
    for language in desk.catalogs:
        states = [state for message, state in desk.states(language) if message.plural is None]
        drafts, empty = sum(state.is_draft for state in states), states.count(State.UNTRANSLATED)
        told = [f"{drafts} draft{'s' if drafts > 1 else ''}"] if drafts else []
        told += [f"{empty} not translated"] if empty else []
        parts += [f"{language} {', '.join(told)}"] if told else []
    return f"shared messages: {'; '.join(parts)}" if parts else ""


def _good(desk: Desk, language: str, findings: Iterable[Finding]) -> list[tuple[Message, State]]:
    """Return the messages somebody stands behind and that no check calls wrong."""
    wrong = [f for f in findings if f.severity is Severity.ERROR and not f.is_waived]
    return [
        (message, state)
        for message, state in desk.states(language)
        if state in _STANDS
        and message.plural is None
        and not any(is_about(finding, message) for finding in wrong)
    ]


def _strings(
    workspace: Workspace, desk: Desk, language: str, messages: Sequence[Message]
) -> dict[str, dict[str, str]]:
    def spelt(text: str, tag: str) -> str:
        return drafts_in(desk, tag, settled_in(workspace), workspace.settings.usage)(
            Message(text), text
        )

    return furniture.strings(language, messages, workspace.settings.tags(language), spelt)


def _unknown(workspace: Workspace, finding: Finding) -> Shared:
    return Shared(broken=frozenset(workspace.settings.languages), findings=(finding,))


def _error(
    kind: str, path: str | None, line: int | None, problem: str, hint: str | None
) -> Finding:
    return Finding(
        kind,
        Severity.ERROR,
        path or SHARED_FOLDER,
        line or 0,
        problem,
        hint=hint or "",
        is_waivable=False,
    )


# --- Messages added by hand ---------------------------------------------------------------------


def add(
    workspace: Workspace,
    sources: Sequence[str],
    *,
    context: str | None,
    languages: Sequence[str],
    day: date,
) -> tuple[str, ...]:
    """Give the workspace a shared catalog, with *sources* as messages in *languages*.

    Return the files that were written. What is there already stays as it is.
    Sources are folded as in an article: a no-break space stays one.

    Raises:
        UsageError: If there are no such words of the site.
        ReviewError: If a file cannot be read, or keeps changing; nothing is written then.
        LedgerError: If the ledger cannot be read.
        StorageError: If the disk refuses.
    """
    sources = [text for source in sources if (text := fold(source))]
    strange = set(sources) - set(furniture.words().values())
    if context == furniture.CONTEXT and strange:
        raise UsageError(
            f"{min(strange)!r} is none of the words of the site",
            hint="copy one from locales/shared/, or leave --context out",
        )
    for _ in range(TRIES):
        before = load_shared(workspace)
        if before.broken:
            first = next(f for f in before.findings if f.language in before.broken)
            raise ReviewError(
                first.problem, path=first.path, line=first.line or None, hint=first.hint
            )
        desk = brought_up(before, workspace.settings, day=day)
        for language in languages:
            segments = _with(desk, language, sources, context)
            desk = remarked(merged(desk, language, segments, day=day), language)
        try:
            _, changes = save(workspace, desk, before=before)
        except Changed:
            continue
        return tuple(change.path for change in changes)
    raise ReviewError(
        "the shared catalogs keep changing while polyglot reads them",
        path=SHARED_FOLDER,
        hint="let the other program finish, then run the command again",
    )


def _with(
    desk: Desk, language: str, sources: Sequence[str], context: str | None
) -> Sequence[Segment]:
    """Return the segments of a shared catalog with *sources* as its last ones."""
    known = [
        Segment(message.source, message.context, message.notes)
        for message in desk.catalogs[language].messages
        if not message.is_obsolete
    ]
    keys = {segment.key for segment in known}
    wanted = [Segment(source, context) for source in dict.fromkeys(sources)]
    return [*known, *(segment for segment in wanted if segment.key not in keys)]
