"""An editor's commands: restore, release, withdraw."""

from typing import TYPE_CHECKING, Annotated

import typer

from polyglot.cli import common, show
from polyglot.cli.bench import Article, Language, Name, judge, look
from polyglot.cli.common import DryRun, Format, Languages, Wait, WorkspaceOption

if TYPE_CHECKING:
    from polyglot.model import Catalog, Line
    from polyglot.pipeline.desk import Desk


def register(app: typer.Typer) -> None:
    """Add the editor's commands to *app*."""
    for command in (restore, release, withdraw):
        app.command()(command)


def restore(
    article: Article,
    language: Language,
    numbers: Annotated[
        list[int] | None,
        typer.Argument(metavar="[NUMBER]...", help="Texts as this command lists them."),
    ] = None,
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
        _list_texts(look(workspace, article, language), language, as_json=common.is_json(format_))
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

    judge(workspace, article, language, how, what="restored", wait=wait, dry_run=dry_run)


def _list_texts(desk: "Desk", language: str, *, as_json: bool) -> None:
    from polyglot import review

    lines = review.restorable(desk.catalogs[language], desk.ledger)
    if as_json:
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
    with session(root, command="polyglot release", wait=wait, writes=not dry_run) as entered:
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
    with session(root, command="polyglot withdraw", wait=wait, writes=not dry_run) as entered:
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
