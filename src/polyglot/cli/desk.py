"""An editor's commands: review, restore, release, withdraw."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polyglot.cli import common, show
from polyglot.cli.common import DryRun, Format, Languages, Wait, WorkspaceOption

if TYPE_CHECKING:
    from polyglot.model import Catalog, Line, State
    from polyglot.pipeline.desk import Desk
    from polyglot.review import Row, Selection

Article = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="An id, a path, or a slug if it is unique.")
]
Numbers = Annotated[
    list[int] | None,
    typer.Argument(metavar="[NUMBER]...", help="Paragraphs as `review list` numbers them."),
]
Language = Annotated[
    str, typer.Option("-l", "--language", metavar="LANG", help="The language to review.")
]
Name = Annotated[str, typer.Option("--by", metavar="NAME", help="Your pen name.")]
All = Annotated[bool, typer.Option("--all", help="All paragraphs that fit, instead of numbers.")]


def register(app: typer.Typer) -> None:
    """Add the editor's commands to *app*."""
    group = typer.Typer(
        name="review", help="See what waits for people, and judge it.", no_args_is_help=True
    )
    group.command("list")(list_)
    group.command("show")(show_)
    for judgement in (approve, accept, reject, revoke, waive):
        group.command()(judgement)
    app.add_typer(group)
    for command in (restore, release, withdraw):
        app.command()(command)


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

    desk = _look(workspace, article, language)
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
    from polyglot.pipeline.checking import check

    desk = _look(workspace, article, language)
    catalog = desk.catalogs[language]
    chosen = review.chosen(catalog, numbers) if numbers else [m.key for m in catalog.messages]
    wanted = set(chosen)
    found = check(desk, language)
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
            if (finding.context, finding.source) == message.key:
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
        return review.approve(catalog, desk.ledger, chosen, by=by, reason=reason)

    _judge(workspace, article, language, how, what="approved", wait=wait, dry_run=dry_run)


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
        return review.accept(catalog, desk.ledger, chosen, by=by)

    _judge(workspace, article, language, how, what="accepted", wait=wait, dry_run=dry_run)


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
        return review.reject(catalog, desk.ledger, chosen, by=by, note=note)

    _judge(workspace, article, language, how, what="rejected", wait=wait, dry_run=dry_run)


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
        return review.revoke(catalog, desk.ledger, chosen, by=by, note=note)

    _judge(workspace, article, language, how, what="revoked", wait=wait, dry_run=dry_run)


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
        return review.waive(catalog, desk.ledger, chosen, kind=kind, by=by, reason=reason)

    _judge(workspace, article, language, how, what="waived", wait=wait, dry_run=dry_run)


def restore(
    article: Article,
    language: Language,
    numbers: Numbers = None,
    workspace: WorkspaceOption = None,
    format_: Format = "text",
    wait: Wait = 0,
    *,
    dry_run: DryRun = False,
) -> None:
    """List the texts that only the ledger still holds, or bring some back by number.

    \b
    polyglot restore bread -l kk        the list, with numbers
    polyglot restore bread 2 -l kk      bring the second one back

    The text it replaces stays in the ledger. Exit codes: 0 done, 1 there is no such text,
    2 wrong usage, 3 lock or disk.
    """
    from polyglot import review
    from polyglot.errors import ReviewError

    if not numbers:
        desk = _look(workspace, article, language)
        lines = review.restorable(desk.catalogs[language], desk.ledger)
        if common.is_json(format_):
            show.dump(
                [
                    {
                        "number": n,
                        "day": line.day,
                        "action": line.action,
                        "by": line.by,
                        "context": line.context,
                        "source": line.source,
                        "target": line.target,
                    }
                    for n, line in enumerate(lines, 1)
                ]
            )
            return
        for number, line in enumerate(lines, 1):
            show.say(f"{number:>4}  {line.day}  {line.action} by {line.by}")
            show.say(f"      {show.shortened(line.source)}")
            show.say(f"      {show.shortened(line.target)}")
        if not lines:
            show.tell("Every text the ledger knows stands in the catalog.")
        return

    def how(catalog: "Catalog", desk: "Desk") -> "tuple[Catalog, tuple[Line, ...]]":
        known = review.restorable(catalog, desk.ledger)
        written: list[Line] = []
        for number in numbers:
            if not 1 <= number <= len(known):
                raise ReviewError(
                    f"there is no text number {number}",
                    hint=f"polyglot restore {article} -l {language} lists them",
                )
            catalog, lines = review.restore(catalog, desk.ledger, known[number - 1])
            written += lines
        return catalog, tuple(written)

    _judge(workspace, article, language, how, what="restored", wait=wait, dry_run=dry_run)


def release(
    article: Article,
    by: Name,
    language: Languages = None,
    workspace: WorkspaceOption = None,
    note: Annotated[str, typer.Option("--note", help="A note for the record.")] = "",
    wait: Wait = 0,
    *,
    dry_run: DryRun = False,
) -> None:
    """Let an article, as it is now, be published; its editions go out as they pass.

    \b
    polyglot release bread --by Dana             in every language, the source too
    polyglot release bread -l en -l kk --by Dana in two languages

    Exit codes: 0 done, 1 refused, 2 wrong usage, 3 lock or disk.
    """
    from polyglot.pipeline import reviewing
    from polyglot.pipeline.session import session

    root = common.root(workspace)
    with session(root, command="polyglot release", wait=wait) as entered:
        chosen = common.languages(language, entered.settings.languages) if language else ()
        covered = reviewing.release(
            entered, article, chosen, by=by, day=common.today(), note=note, dry_run=dry_run
        )
    if dry_run:
        show.say(f"would release: {article} in {', '.join(covered)}")
        return
    show.say(f"released: {article} in {', '.join(covered)}")
    show.tell(f"Next: polyglot export {article}")


def withdraw(
    article: Article,
    by: Name,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the record.")],
    language: Languages = None,
    workspace: WorkspaceOption = None,
    wait: Wait = 0,
    *,
    dry_run: DryRun = False,
) -> None:
    """Take a published article back: its pages say so, every list forgets it.

    \b
    polyglot withdraw bread --by Dana --reason "a source asked us to"
    polyglot withdraw bread -l uz --by Dana --reason "mistranslated"

    Exit codes: 0 done, 1 it is not published, 2 wrong usage, 3 lock or disk.
    """
    from polyglot.pipeline import reviewing
    from polyglot.pipeline.session import session

    root = common.root(workspace)
    with session(root, command="polyglot withdraw", wait=wait) as entered:
        chosen = common.languages(language, entered.settings.languages) if language else ()
        done = reviewing.withdraw(
            entered, article, chosen, by=by, reason=reason, day=common.today(), dry_run=dry_run
        )
        if not dry_run:
            reviewing.export_now(entered, done, day=common.today())
    if dry_run:
        show.say(f"would withdraw: {done} in {', '.join(chosen) or 'every language'}")
        return
    show.say(f"withdrawn: {done} in {', '.join(chosen) or 'every language'}")
    show.tell("Copy exports/public/ to your server now: its pages still show the article.")


# --- What they share ------------------------------------------------------------------------------


def _look(workspace: Path | None, article: str, language: str) -> "Desk":
    from polyglot.pipeline import reviewing
    from polyglot.pipeline.session import session

    root = common.root(workspace)
    with session(root, command="polyglot review", writes=False) as entered:
        return reviewing.look(entered, article, language, day=common.today())


def _judge(
    workspace: Path | None,
    article: str,
    language: str,
    how: "Callable[[Catalog, Desk], tuple[Catalog, tuple[Line, ...]]]",
    *,
    what: str,
    wait: float,
    dry_run: bool,
) -> None:
    from polyglot.pipeline import reviewing
    from polyglot.pipeline.session import session

    root = common.root(workspace)
    with session(root, command="polyglot review", wait=wait) as entered:
        number = reviewing.judge(
            entered, article, language, how, day=common.today(), dry_run=dry_run
        )
    paragraphs = "1 paragraph" if number == 1 else f"{number} paragraphs"
    show.say(f"would be {what}: {paragraphs}" if dry_run else f"{what}: {paragraphs}")


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
