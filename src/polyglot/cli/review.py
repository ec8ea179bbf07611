"""`polyglot review`: see what waits for people, and judge it."""

from typing import TYPE_CHECKING, Annotated

import typer

from polyglot.cli import common, show
from polyglot.cli.bench import Article, Language, Name, Numbers, judge, look
from polyglot.cli.common import DryRun, Format, Wait, WorkspaceOption

if TYPE_CHECKING:
    from polyglot.model import Catalog, Line, State
    from polyglot.pipeline.desk import Desk
    from polyglot.review import Row, Selection

All = Annotated[bool, typer.Option("--all", help="All paragraphs that fit, instead of numbers.")]


def register(app: typer.Typer) -> None:
    """Add the command group `review` to *app*."""
    common.group(
        app,
        "review",
        "See what waits for people, and judge it.",
        list_,
        show_,
        approve,
        accept,
        reject,
        revoke,
        waive,
    )


def list_(
    article: Article,
    language: Language,
    workspace: WorkspaceOption = None,
    format_: Format = "text",
    *,
    everything: Annotated[bool, typer.Option("--all", help="Finished paragraphs as well.")] = False,
) -> None:
    """List the paragraphs that wait for somebody, with their numbers.

    \b
    polyglot review list bread -l kk
    polyglot review list bread -l kk --all

    Exit codes: 0 done, 1 the catalog cannot be read, 2 wrong usage.
    """
    from polyglot import review

    desk = look(workspace, article, language)
    choose = review.rows if everything else review.waiting
    rows = choose(desk.catalogs[language], desk.ledger)
    if common.is_json(format_):
        show.dump([_plain(row) for row in rows])
        return
    for row in rows:
        show.say(f"{row.number:>4}  {row.state.value}{_who(row)}")
        show.say(f"      {show.shortened(row.message.source)}")
        show.say(f"      {show.shortened(row.message.target) or '—'}")
    if not rows:
        show.tell(f"Nothing of {desk.article.id} waits for anybody in {language}.")


def show_(
    article: Article,
    language: Language,
    numbers: Numbers = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Show paragraphs whole: source, translation, who did what, and what the checks say.

    \b
    polyglot review show bread 3 4 -l kk    two of them
    polyglot review show bread -l kk        all of them

    Exit codes: 0 done, 1 there is no such paragraph, 2 wrong usage.
    """
    from polyglot import review
    from polyglot.checks import is_about
    from polyglot.pipeline.checking import check
    from polyglot.pipeline.filling import differing
    from polyglot.pipeline.following import following
    from polyglot.pipeline.running import enter

    desk = look(workspace, article, language)
    catalog = desk.catalogs[language]
    chosen = review.chosen(catalog, numbers) if numbers else [m.key for m in catalog.messages]
    wanted = set(chosen)
    more = following(enter(common.root(workspace))).checks
    found = (*check(desk, language, more=more), *differing(desk, language))
    for row in review.rows(catalog, desk.ledger):
        message = row.message
        if message.key not in wanted:
            continue
        show.say(f"{row.number}  {row.state.value}{_who(row)}")
        if message.previous is not None:
            show.say(f"  was     {message.previous[1]}")
        show.say(f"  source  {message.source}")
        show.say(f"  target  {message.target}")
        for line in desk.ledger.living(language, message):
            note = f": {line.note}" if line.note else ""
            show.say(f"  {line.day}  {line.action} by {line.by}{note}")
        for finding in found:
            if is_about(finding, message):
                show.say(f"  {finding.severity.value}: {finding.problem} [{finding.kind}]")


def approve(
    article: Article,
    language: Language,
    by: Name,
    numbers: Numbers = None,
    workspace: WorkspaceOption = None,
    reason: Annotated[
        str, typer.Option("--reason", help="Why you approve alone; once for an article.")
    ] = "",
    wait: Wait = 0,
    *,
    everything: All = False,
    dry_run: DryRun = False,
) -> None:
    """Approve finished translations.

    \b
    polyglot review approve bread 3 4 -l kk --by Dana
    polyglot review approve bread --all -l kk --by Dana --reason "no second reader this week"

    A draft cannot be approved: accept it first. Whoever approves without a second pair of eyes
    gives a reason. Exit codes: 0 done, 1 refused, 2 wrong usage, 3 lock or disk.
    """
    from polyglot import review
    from polyglot.model import State

    fits = {State.TRANSLATED, State.ACCEPTED, State.UNCONFIRMED}

    def how(catalog: "Catalog", desk: "Desk") -> "tuple[Catalog, tuple[Line, ...]]":
        chosen = _chosen(catalog, desk, numbers, fits if everything else None)
        return review.approve(catalog, desk.ledger, chosen, by=desk.called(by), reason=reason)

    judge(workspace, article, language, how, what="approved", wait=wait, dry_run=dry_run)


def accept(
    article: Article,
    language: Language,
    by: Name,
    numbers: Numbers = None,
    workspace: WorkspaceOption = None,
    wait: Wait = 0,
    *,
    everything: All = False,
    dry_run: DryRun = False,
) -> None:
    """Let drafts stand as they are: you have read them, and they are right.

    \b
    polyglot review accept bread 3 4 -l kk --by Aygul

    Exit codes: 0 done, 1 refused, 2 wrong usage, 3 lock or disk.
    """
    from polyglot import review
    from polyglot.model import State

    fits = {state for state in State if state.is_draft}

    def how(catalog: "Catalog", desk: "Desk") -> "tuple[Catalog, tuple[Line, ...]]":
        chosen = _chosen(catalog, desk, numbers, fits if everything else None)
        return review.accept(catalog, desk.ledger, chosen, by=desk.called(by))

    judge(workspace, article, language, how, what="accepted", wait=wait, dry_run=dry_run)


def reject(
    article: Article,
    language: Language,
    by: Name,
    numbers: Numbers = None,
    workspace: WorkspaceOption = None,
    note: Annotated[
        str, typer.Option("--note", help="What is wrong; the translator sees it.")
    ] = "",
    wait: Wait = 0,
    *,
    dry_run: DryRun = False,
) -> None:
    """Send text back: a draft is taken out, a person's text needs work.

    \b
    polyglot review reject bread 5 -l kk --by Dana --note "the year is wrong"

    Exit codes: 0 done, 1 refused, 2 wrong usage, 3 lock or disk.
    """
    from polyglot import review

    def how(catalog: "Catalog", desk: "Desk") -> "tuple[Catalog, tuple[Line, ...]]":
        chosen = _chosen(catalog, desk, numbers, None)
        return review.reject(catalog, desk.ledger, chosen, by=desk.called(by), note=note)

    judge(workspace, article, language, how, what="rejected", wait=wait, dry_run=dry_run)


def revoke(
    article: Article,
    language: Language,
    by: Name,
    numbers: Numbers = None,
    workspace: WorkspaceOption = None,
    note: Annotated[str, typer.Option("--note", help="Why.")] = "",
    wait: Wait = 0,
    *,
    dry_run: DryRun = False,
) -> None:
    """Take approvals back; the text is translated or accepted as before.

    \b
    polyglot review revoke bread 5 -l kk --by Dana

    Exit codes: 0 done, 1 refused, 2 wrong usage, 3 lock or disk.
    """
    from polyglot import review

    def how(catalog: "Catalog", desk: "Desk") -> "tuple[Catalog, tuple[Line, ...]]":
        chosen = _chosen(catalog, desk, numbers, None)
        return review.revoke(catalog, desk.ledger, chosen, by=desk.called(by), note=note)

    judge(workspace, article, language, how, what="revoked", wait=wait, dry_run=dry_run)


def waive(
    article: Article,
    language: Language,
    by: Name,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="The finding, as in [same-as-source].")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why the finding is wrong here.")],
    numbers: Numbers = None,
    workspace: WorkspaceOption = None,
    wait: Wait = 0,
    *,
    dry_run: DryRun = False,
) -> None:
    """Say that a check is wrong about a paragraph as it stands.

    \b
    polyglot review waive bread 7 -l uz --kind same-as-source --by Dana --reason "a name"

    A lost or invented tag cannot be waived. Exit codes: 0 done, 1 refused, 2 wrong usage,
    3 lock or disk.
    """
    from polyglot import checks, review

    def how(catalog: "Catalog", desk: "Desk") -> "tuple[Catalog, tuple[Line, ...]]":
        checks.waivable(kind)
        chosen = _chosen(catalog, desk, numbers, None)
        name = desk.called(by)
        return review.waive(catalog, desk.ledger, chosen, kind=kind, by=name, reason=reason)

    judge(workspace, article, language, how, what="waived", wait=wait, dry_run=dry_run)


def _chosen(
    catalog: "Catalog",
    desk: "Desk",
    numbers: list[int] | None,
    fits: "set[State] | None",
) -> "Selection":
    from polyglot import review
    from polyglot.errors import UsageError

    if fits is not None:
        return lambda message: desk.ledger.state(catalog.language, message) in fits
    if not numbers:
        raise UsageError(
            "no paragraphs are named", hint="give their numbers; `polyglot review list` shows them"
        )
    return review.chosen(catalog, numbers)


def _who(row: "Row") -> str:
    parts = []
    if row.origin:
        parts.append(f"drafted by {row.origin}")
    if row.people:
        parts.append(f"by {', '.join(row.people)}")
    if row.approvers:
        eyes = "" if row.has_four_eyes else " alone"
        parts.append(f"approved by {', '.join(row.approvers)}{eyes}")
    if row.is_edited:
        parts.append("edited, still marked")
    parts += row.notes
    return f" ({'; '.join(parts)})" if parts else ""


def _plain(row: "Row") -> dict[str, object]:
    return {
        "number": row.number,
        "state": row.state.value,
        "waits": row.waits,
        "context": row.message.context,
        "source": row.message.source,
        "target": row.message.target,
        "origin": row.origin,
        "people": list(row.people),
        "approvers": list(row.approvers),
        "four_eyes": row.has_four_eyes,
        "notes": list(row.notes),
    }
