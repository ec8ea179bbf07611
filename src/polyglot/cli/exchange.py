"""`polyglot send` and `polyglot receive`: catalogs to people as files, and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polyglot.cli import common, show
from polyglot.cli.common import Articles, By, DryRun, Languages, Wait, WorkspaceOption
from polyglot.cli.work import at_work

if TYPE_CHECKING:
    from polyglot.exchange import Clash
    from polyglot.pipeline.receiving import Received


def register(app: typer.Typer) -> None:
    """Add the two commands to *app*."""
    for command in (send, receive):
        app.command()(command)


def send(
    to: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="Where the files go; made if need be.")
    ],
    articles: Articles = None,
    language: Languages = None,
    script: Annotated[
        list[str] | None,
        typer.Option(
            "--script", metavar="TAG", help="The letters for drafts: uz-Cyrl; may be repeated."
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    *,
    dry_run: DryRun = False,
) -> None:
    """Write PO files for translators who get them by e-mail; the workspace stays as it is.

    \b
    polyglot send bread -l kk --to outgoing                       one article in Kazakh
    polyglot send --to /tmp/mail                                  all of them
    polyglot send bread -l kaa --script kaa-Cyrl --to outgoing    with its drafts in Cyrillic

    A file says in its head what it is, so it may come back under any name: polyglot receive.
    One in which somebody worked is never overwritten.
    Exit codes: 0 done, 1 a file could not be written, 2 wrong usage, 3 disk.
    """
    from polyglot.pipeline import sending

    failed, number = False, 0
    with at_work("send", workspace, writes=False) as entered:
        chosen = common.languages(language, entered.settings.languages)
        scripts = sending.checked_scripts(entered, script or (), chosen)
        for sent in sending.send(
            entered,
            articles or (),
            chosen,
            to,
            in_scripts=scripts,
            day=common.today(),
            dry_run=dry_run,
        ):
            number += 1
            if sent.problem is not None:
                failed = True
                show.tell(f"polyglot: {show.error(sent.problem)}")
                continue
            show.say(f"would write {sent.path}" if dry_run and sent.is_new else sent.path)
            for note in sent.notes:
                show.tell(f"  note    {note}")
    if not number:
        show.tell("There is nothing to send: no article is translated into what you named.")
    if failed:
        common.leave(1)


def receive(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="PO files, or folders of them.")
    ],
    by: By = "",
    article: Annotated[
        str, typer.Option("--article", metavar="ARTICLE", help="Where a file does not say it.")
    ] = "",
    language: Annotated[
        str, typer.Option("-l", "--language", metavar="LANG", help="Where a file does not say it.")
    ] = "",
    workspace: WorkspaceOption = None,
    wait: Wait = 0,
    *,
    dry_run: DryRun = False,
) -> None:
    """Bring PO files that came back into their catalogs, without taking newer work away.

    \b
    polyglot receive ~/mail/news-bread.kk.po --by Aygul   one file
    polyglot receive ~/mail                               all PO files of a folder
    polyglot receive old.po --article bread -l kk         one that does not say what it is

    What is new is taken, what is old ignored. Where two people changed one text, both are kept:
    one in the catalog, marked, the other in the ledger (polyglot restore).
    Exit codes: 0 done, 1 a file could not be read, 2 wrong usage, 3 lock or disk.
    """
    from polyglot.pipeline.letters import Desired
    from polyglot.pipeline.receiving import receive as receive_all

    failed = False
    desired = Desired(by, article, language)
    with at_work("receive", workspace, wait=wait, writes=not dry_run) as entered:
        common.languages([language] if language else None, entered.settings.languages)
        for one in receive_all(entered, files, desired, day=common.today(), dry_run=dry_run):
            failed = failed or one.problem is not None
            _tell(one)
    if failed:
        common.leave(1)


def _tell(one: "Received") -> None:
    if one.problem is not None:
        show.tell(f"polyglot: {show.error(one.problem)}")
        return
    counts = {
        "taken": one.taken,
        "accepted": one.accepted,
        "emptied": one.emptied,
        "in two versions": len(one.clashes),
        "for an older text": one.kept,
        "ignored": one.ignored,
    }
    said = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    who = f" by {one.by}" if one.by else ""
    show.say(f"{one.path}: {one.article} {one.language}{who}: {said or 'nothing new'}")
    for clash in one.clashes:
        _tell_clash(one, clash)
    if one.kept:
        show.tell(
            f"  note    {one.offered} of {show.amount(one.kept, 'text')} for what the article said "
            "before stand as drafts; the ledger keeps all"
        )
    if one.emptied:
        show.tell(f"  note    polyglot restore {one.article} -l {one.language} brings texts back")
    for finding in one.findings:
        show.tell(show.finding(finding))


def _tell_clash(one: "Received", clash: "Clash") -> None:
    ours, theirs = clash.ours, clash.theirs
    show.tell(f"{one.catalog}:{ours.line}: two translations of one text")
    for name, text in (("source", ours.source), ("stands", ours.target), ("came", theirs.target)):
        show.tell(f"  {name:<7} {show.shortened(show.veiled(text))}")
    show.tell(
        f"  hint    keep what stands and take its mark off; "
        f"or polyglot restore {one.article} -l {one.language}"
    )
