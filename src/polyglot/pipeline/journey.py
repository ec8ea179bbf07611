"""The journey of one article, from the desk to its files.

    load → extract → memory → engine → check → verdicts → exports

One article with all its languages is the unit of work: this runs in any process.
An article that needs to know about others stops on the way and says what for:
*memory* (somebody else's translations) or *links* (whether the articles it links to are published).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from polyglot.errors import ContentError, LedgerError, PeopleError, PublicationError
from polyglot.memory import Pair
from polyglot.model import Finding, Severity
from polyglot.pipeline import drafting, publishing, remembering
from polyglot.pipeline.checking import blocking, check
from polyglot.pipeline.desk import Desk, load
from polyglot.pipeline.exporting import Exported, export
from polyglot.pipeline.exposure import exposed
from polyglot.pipeline.extracting import extract
from polyglot.pipeline.filling import differing, fill
from polyglot.pipeline.following import following
from polyglot.pipeline.linking import follow, reach_of
from polyglot.pipeline.outcome import Became, Outcome
from polyglot.pipeline.plan import Plan
from polyglot.pipeline.proposing import Help, has_gaps, propose
from polyglot.pipeline.saving import save_corrections, save_template, saved
from polyglot.pipeline.scripts import Scripts, settled_in, tidied
from polyglot.pipeline.survey import Source, Stat, watched
from polyglot.storage import Changed, Step, digest, read
from polyglot.workspace import Workspace

TRIES = 10
"""How often an article is read again because somebody saved a catalog meanwhile."""

_TWICE = "duplicate-message"


@dataclass(frozen=True, slots=True)
class Passed:
    """What a pass over an article gave.

    *waits* is why the journey is not over; then *outcome* is what is known so far.
    *pairs* is what memory may learn. *exported* is staged in the step that was given.
    *seen* is what the article's files look like now; None if somebody may have touched them.
    *has_written* tells that its catalogs changed and no export followed.
    *told* is what this pass put right, which no later look finds any more.
    """

    outcome: Outcome
    waits: Literal["", "memory", "links"] = ""
    pairs: tuple[Pair, ...] = ()
    exported: Exported | None = None
    seen: Mapping[str, Stat | None] | None = None
    drafted: tuple[drafting.Drafted, ...] = ()
    has_written: bool = False
    told: tuple[Finding, ...] = ()


def travel(
    workspace: Workspace, source: Source, plan: Plan, help_: Help, step: Step | None
) -> Passed:
    """Take one article as far as it comes; mistakes in its content become findings.

    Raises:
        StorageError: If the disk refuses.
    """
    for _ in range(TRIES):
        try:
            return _travel(workspace, source, plan, help_, step)
        except Changed:
            continue
        except (ContentError, LedgerError, PeopleError, PublicationError) as error:
            return Passed(_unreadable(source, error))
    finding = Finding(
        "busy",
        Severity.ERROR,
        source.path,
        0,
        "its catalogs keep changing while polyglot reads them",
        hint="let the other program finish, then run the command again",
    )
    return Passed(Outcome(source.id, source.path, findings=(finding,)))


def _travel(
    workspace: Workspace, source: Source, plan: Plan, help_: Help, step: Step | None
) -> Passed:
    desk = load(workspace, source, shared=help_.shared)
    before = desk
    desk = fill(extract(desk, by=plan.by, day=plan.day), day=plan.day)
    written: dict[str, str] = {}
    told: tuple[Finding, ...] = ()
    if plan.is_saving:
        save_template(workspace, desk)
        desk, told = _without_doubles(saved(workspace, desk, before, written))
    pairs = tuple(remembering.rows(desk))
    drafted: tuple[drafting.Drafted, ...] = ()
    if plan.is_drafting and has_gaps(desk, plan):
        if help_.memory is None:
            return Passed(Outcome(source.id, source.path), "memory", pairs, told=told)
        desk, drafted = propose(workspace, desk, plan, help_, written)
    passed = _finish(workspace, desk, plan, help_, step, pairs, drafted, written)
    return replace(passed, told=told)


def _without_doubles(desk: Desk) -> tuple[Desk, tuple[Finding, ...]]:
    """Return the saved *desk* without remarks on texts that stood twice, and what became of them.

    The file has each of them once now, so the remark would be true of nothing.
    """
    found = [finding for finding in desk.findings if finding.kind == _TWICE]
    if not found:
        return desk, ()
    told = tuple(
        replace(
            finding,
            severity=Severity.NOTE,
            problem="the same text stood twice in this file; the ledger keeps this translation",
            hint=f"polyglot restore {desk.article.id} -l {finding.language} brings it back",
        )
        for finding in found
        if finding.target
    )
    left = tuple(finding for finding in desk.findings if finding.kind != _TWICE)
    return replace(desk, findings=left), told


def _finish(
    workspace: Workspace,
    desk: Desk,
    plan: Plan,
    help_: Help,
    step: Step | None,
    pairs: tuple[Pair, ...],
    drafted: tuple[drafting.Drafted, ...],
    written: dict[str, str],
) -> Passed:
    """Check the article, decide what goes out, and export it if that is wanted."""
    strangers = workspace.settings.checks
    scripts = Scripts(desk, workspace.settings, settled_in(workspace))
    if plan.is_saving:
        _save_corrections(workspace, desk, scripts, written)
    lists = following(workspace)
    found = {
        name: (*check(desk, name, more=lists.checks, strangers=strangers), *differing(desk, name))
        for name in desk.catalogs
    }
    found[desk.article.language] = lists.in_article(desk.article)
    record, decided = publishing.decide(
        desk,
        settings=workspace.settings,
        errors={language: blocking(findings) for language, findings in found.items()},
        day=plan.day,
        goes_out=plan.writes,
        scripts=scripts,
    )
    outcome = _outcome(workspace, desk, plan, decided, found, drafted)
    outcome = replace(
        outcome,
        findings=(
            *outcome.findings,
            *_spelt(workspace, desk, scripts),
            *exposed(workspace, desk, written),
        ),
        reach=reach_of(desk.article, help_.paths),
    )
    if not plan.follows:
        seen = _seen(workspace, desk, written)
        return Passed(outcome, "", pairs, None, seen, drafted, has_written=bool(written))
    if outcome.links and help_.view is None:
        return Passed(outcome, "links", pairs, drafted=drafted)
    view = {name: (help_.view or {}).get(name, "") for name in outcome.links}
    public = [edition for what in decided.values() for edition in what.editions]
    followed = follow(workspace, desk.article, public, view, help_.paths)
    outcome = replace(
        outcome,
        findings=outcome.findings + followed.findings,
        view=tuple(sorted(view.items())),
        media=tuple(followed.media),
    )
    if step is None:
        return Passed(outcome, "", pairs, drafted=drafted)
    exported = export(
        workspace,
        desk,
        record,
        decided,
        view,
        help_.paths,
        followed.pictures,
        scripts,
        step=step,
        plan=plan,
    )
    outcome = replace(
        outcome,
        outputs=exported.outputs,
        findings=outcome.findings + exported.findings,
    )
    seen = _seen(workspace, desk, written)
    if seen is not None:
        seen = {**seen, **followed.media}
    return Passed(outcome, "", pairs, exported, seen, drafted)


def _spelt(workspace: Workspace, desk: Desk, scripts: Scripts) -> Iterator[Finding]:
    """Yield what there is to say about the editions whose scripts the settings name."""
    for language, tags in workspace.settings.editions.items():
        if language == desk.article.language or language in desk.catalogs:
            yield from scripts.findings(language, tags)


def _save_corrections(
    workspace: Workspace, desk: Desk, scripts: Scripts, written: dict[str, str]
) -> None:
    """Keep in the catalogs of corrections what people wrote, and tell what no text needs now."""
    tidy = {
        tag: tidied(known.catalog, scripts.texts(tag.partition("-")[0], tag))
        for tag, known in desk.corrections.items()
        if known.catalog is not None and tag.partition("-")[0] not in desk.broken
    }
    changes = save_corrections(workspace, desk, tidy) if tidy else ()
    written.update((change.path, change.hash) for change in changes)


def _outcome(
    workspace: Workspace,
    desk: Desk,
    plan: Plan,
    decided: Mapping[str, publishing.Decided],
    found: Mapping[str, tuple[Finding, ...]],
    drafted: tuple[drafting.Drafted, ...],
) -> Outcome:
    """Return what is known of the article before anything is exported."""
    counts = {
        language: (
            blocking(findings),
            sum(f.severity is Severity.WARNING and not f.is_waived for f in findings),
        )
        for language, findings in found.items()
    }
    rows = publishing.rows(
        desk,
        decided,
        counts,
        {d.language: (d.from_memory + d.from_engine, d.problem) for d in drafted},
        settings=workspace.settings,
        goes_out=lambda language: False in plan.exports and plan.writes(language),
    )
    return Outcome(
        desk.article.id,
        desk.article.path,
        language=desk.article.language,
        privacy=desk.article.metadata.privacy,
        rows=tuple(rows),
        findings=(*desk.findings, *(f for findings in found.values() for f in findings)),
        made=tuple(sorted(plan.wants)),
        became=_became(desk, plan) if plan.is_explaining else (),
    )


def _became(desk: Desk, plan: Plan) -> tuple[Became, ...]:
    from polyglot.pipeline.explaining import explained

    return explained(desk, is_saved=plan.is_saving)


def _seen(
    workspace: Workspace, desk: Desk, written: Mapping[str, str]
) -> Mapping[str, Stat | None] | None:
    """Return what the article's files look like, if what we read and wrote is what stands there."""
    before = desk.seen or {}
    now = watched(workspace, desk.source, ())
    for path, stat in now.items():
        if path in written:
            data = read(workspace.root / path)
            if data is None or digest(data) != written[path]:
                return None
        elif path.startswith(("locales/templates/", "locales/ledger/", "locales/published/")):
            continue
        elif before.get(path) != stat:
            return None
    return now


def _unreadable(
    source: Source, error: ContentError | LedgerError | PeopleError | PublicationError
) -> Outcome:
    finding = Finding(
        "unreadable",
        Severity.ERROR,
        error.path or source.path,
        error.line or 0,
        error.problem,
        hint=error.hint or "",
        is_waivable=False,
    )
    return Outcome(source.id, source.path, findings=(finding,))
