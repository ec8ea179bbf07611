"""The journey's commands: init, add, extract, translate, check, export, run, status."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polyglot.cli import common, show
from polyglot.cli.common import Articles, By, DryRun, Format, Languages, Wait, WorkspaceOption
from polyglot.cli.summary import (
    drafted_nothing,
    finish,
    tell_drafts,
    tell_errors,
    tell_outgoing,
    who_gets_text,
)
from polyglot.cli.work import at_work, engine_of, folders, go, plan_of
from polyglot.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyglot.plugins import Context
    from polyglot.providers import Job

Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes to work with.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 1 also where pages wait for people.")]
Provider = Annotated[
    str,
    typer.Option(
        "--provider",
        metavar="NAMES",
        help="The engines to ask, with commas: google, pseudo or some of yours.",
    ),
]
Retry = Annotated[
    bool, typer.Option("--retry", help="Ask again for what engines could not do before.")
]
Outgoing = Annotated[
    bool, typer.Option("--show-outgoing", help="Show what engines would get; send nothing.")
]
Offline = Annotated[
    bool, typer.Option("--offline", help="Ask no engine, whatever the settings say.")
]
Formats = Annotated[
    str,
    typer.Option("--to", metavar="FORMATS", help="Formats, with commas: html,nitf,source."),
]
Explain = Annotated[
    bool,
    typer.Option("--explain", help="Say what became of each message."),
]
Drafts = Annotated[
    bool, typer.Option("--drafts", help="Also write labelled previews to exports/drafts/.")
]


def register(app: typer.Typer) -> None:
    """Add the journey's commands to *app*, in its order."""
    for command in (init, add, extract, translate, check, export, run, status):
        app.command()(command)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder; made if need be.")],
    languages: Annotated[
        str, typer.Option("--languages", metavar="LANGS", help="Languages, with commas.")
    ] = "en,ru,kk,kaa,uz",
    source: Annotated[
        str, typer.Option("--source", metavar="LANG", help="The language you write in.")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="The name of the site.")] = "",
    *,
    dry_run: DryRun = False,
) -> None:
    """Make a workspace with safe settings and one article to replace.

    \b
    polyglot init newsroom                         five languages, written in English
    polyglot init . --languages ru,kk --source ru  in this folder, two languages

    No file that exists is touched. Exit codes: 0 done, 2 wrong usage, 3 disk.
    """
    from polyglot.errors import UsageError
    from polyglot.pipeline.starting import start

    chosen = [code.strip() for code in languages.split(",") if code.strip()]
    if not chosen:
        raise UsageError("no language is named", hint="--languages en,ru")
    made = start(
        folder,
        languages=chosen,
        source=source or chosen[0],
        name=name,
        day=common.today(),
        dry_run=dry_run,
    )
    for path in made:
        show.say(f"{'would make' if dry_run else 'made'} {folder / path}")
    show.tell(f"Next: polyglot -C {folder} run --drafts")


def add(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The file, or - for stdin.")],
    workspace: WorkspaceOption = None,
    language: Annotated[
        str, typer.Option("--language", metavar="LANG", help="The language it is written in.")
    ] = "",
    as_path: Annotated[
        str, typer.Option("--as", metavar="PATH", help="Where below content/ it shall stand.")
    ] = "",
    wait: Wait = 0,
    *,
    dry_run: DryRun = False,
) -> None:
    """Bring a file into content/, with its title and date as metadata.

    \b
    polyglot add ~/news.txt                   a text pasted from a web page, tidied
    polyglot add page.html --as news/bread    under a name of your own
    pbpaste | polyglot add - --language ru    from the clipboard

    An article that is there already is never overwritten. Wrong letters (o'zbek) are put right,
    and stderr says which.
    Exit codes: 0 done, 1 the file is no article, 2 wrong usage, 3 lock or disk.
    """
    import sys

    from polyglot.pipeline.privacy import protected_list
    from polyglot.pipeline.session import session
    from polyglot.pipeline.starting import adopt_file

    root = common.root(workspace)
    data = sys.stdin.buffer.read() if file == "-" else None
    with session(root, command="polyglot add", wait=wait) as entered:
        show.hide(protected_list(entered.private))
        path, letters = adopt_file(
            entered,
            None if file == "-" else Path(file),
            data,
            language=language,
            as_path=as_path,
            dry_run=dry_run,
        )
    show.say(path)
    show.letters(letters)
    show.tell(f"Next: polyglot run {path.removeprefix('content/').rpartition('.')[0]} --drafts")


def extract(
    articles: Articles = None,
    workspace: WorkspaceOption = None,
    by: By = "",
    jobs: Jobs = 1,
    wait: Wait = 0,
    format_: Format = "text",
    *,
    explain: Explain = False,
    dry_run: DryRun = False,
) -> None:
    """Bring catalogs and sources together; nobody's translation is lost.

    \b
    polyglot extract              every article
    polyglot extract bread        one, by its slug
    polyglot extract --by Aygul   what was translated since is recorded as Aygul's
    polyglot extract --explain    what became of each message, and why

    Exit codes: 0 done, 1 errors in content, 2 wrong usage, 3 lock or disk.
    """
    with at_work("extract", workspace, wait=wait, writes=not dry_run) as entered:
        plan = plan_of(entered, by=by, is_saving=not dry_run, is_explaining=explain)
        report = go(entered, plan, articles, jobs=jobs)
    finish(report, as_json=common.is_json(format_), is_explaining=explain)


def translate(
    articles: Articles = None,
    language: Languages = None,
    workspace: WorkspaceOption = None,
    provider: Provider = "",
    by: By = "",
    jobs: Jobs = 1,
    wait: Wait = 0,
    format_: Format = "text",
    *,
    offline: Offline = False,
    retry: Retry = False,
    show_outgoing: Outgoing = False,
    dry_run: DryRun = False,
) -> None:
    """Fill empty paragraphs with drafts: from memory, then from an engine if one is named.

    \b
    polyglot translate                                memory only: nothing leaves this machine
    polyglot translate bread -l kk --provider google  ask Google, for one article in Kazakh
    polyglot translate --provider google,apertium     Karakalpak by way of Uzbek
    polyglot translate --provider pseudo              accents and brackets, to find what is missed
    polyglot translate --show-outgoing                what engines would get, and send nothing

    Every draft is marked as one; nothing a person wrote is touched.
    Exit codes: 0 done, 1 what was asked could not be done at all, 2 wrong usage, 3 lock or disk.
    """
    sent: list[tuple[str, Job, Sequence[str], Context]] = []
    is_dry = dry_run or show_outgoing
    with at_work("translate", workspace, wait=wait, writes=not is_dry) as entered:
        engine = engine_of(
            entered,
            provider,
            offline=offline,
            retry=retry,
            show=(lambda *what: sent.append(what)) if show_outgoing else None,
        )
        show.tell(who_gets_text(engine))
        plan = plan_of(entered, by=by, languages=language, is_saving=not is_dry, is_drafting=True)
        asked = engine if show_outgoing or not dry_run else None
        report = go(entered, plan, articles, jobs=jobs, engine=asked)
    if show_outgoing:
        tell_outgoing(sent, as_json=common.is_json(format_))
        tell_errors(report)
        common.leave(1 if report.errors else 0)
    tell_drafts(report)
    finish(report, as_json=common.is_json(format_), is_failed=drafted_nothing(report, provider))


def check(
    articles: Articles = None,
    language: Languages = None,
    workspace: WorkspaceOption = None,
    format_: Format = "text",
) -> None:
    """Look for mistakes in translations; change nothing.

    \b
    polyglot check                       every article, every language
    polyglot check bread -l kk           one article in Kazakh
    polyglot check --format json | jq    findings for another program

    Exit codes: 0 no errors, 1 errors, 2 wrong usage.
    """
    from polyglot.pipeline import board

    as_json = common.is_json(format_)
    with at_work("check", workspace, writes=False) as entered:
        chosen = common.languages(language, entered.settings.languages)
        report = go(entered, plan_of(entered, languages=language, is_following=True), articles)
    found = [
        finding
        for finding in board.findings_of(report, least=Severity.NOTE)
        if not finding.language or finding.language in chosen
    ]
    if as_json:
        rows = [board.plain_finding(finding) for finding in found]
        texts = ("problem", "source", "target", "hint")
        show.dump([row | {name: show.veiled(str(row[name])) for name in texts} for row in rows])
    else:
        for finding in found:
            show.say(show.finding(finding))
    errors = sum(f.severity is Severity.ERROR and not f.is_waived for f in found)
    if found and not as_json:
        show.tell(show.counted(found))
    common.leave(1 if errors else 0)


def export(
    articles: Articles = None,
    language: Languages = None,
    workspace: WorkspaceOption = None,
    to: Formats = "",
    jobs: Jobs = 1,
    wait: Wait = 0,
    format_: Format = "text",
    *,
    drafts: Drafts = False,
    strict: Strict = False,
    dry_run: DryRun = False,
) -> None:
    """Write what may be published to exports/public/, and previews with --drafts.

    \b
    polyglot export                    every article that changed
    polyglot export bread --to html    one article, pages only
    polyglot export --drafts           labelled previews as well

    Published pages never vanish by accident; files polyglot did not write are left alone.
    Exit codes: 0 done or waiting for people, 1 errors, 2 wrong usage, 3 lock or disk.
    """
    with at_work("export", workspace, wait=wait, writes=not dry_run) as entered:
        plan = plan_of(
            entered,
            languages=language,
            to=to,
            folders=() if dry_run else folders(drafts),
            is_following=True,
        )
        report = go(entered, plan, articles, jobs=jobs)
    if report.written or report.removed:
        show.tell(f"{report.written} files written, {report.removed} removed below exports/")
    finish(report, as_json=common.is_json(format_), strict=strict)


def run(
    articles: Articles = None,
    language: Languages = None,
    workspace: WorkspaceOption = None,
    provider: Provider = "",
    to: Formats = "",
    by: By = "",
    jobs: Jobs = 1,
    wait: Wait = 0,
    format_: Format = "text",
    *,
    offline: Offline = False,
    drafts: Drafts = False,
    strict: Strict = False,
    dry_run: DryRun = False,
) -> None:
    """Take articles through the whole journey: extract, translate, check, export.

    \b
    polyglot run                 what changed since the last run
    polyglot run --drafts        with labelled previews of every language
    polyglot run bread --by Ann  one article; what was translated since is recorded as Ann's

    Silent when nothing changed. Exit codes: 0 done or waiting for people, 1 errors,
    2 wrong usage, 3 lock or disk.
    """
    with at_work("run", workspace, wait=wait, writes=not dry_run) as entered:
        engine = engine_of(entered, provider, offline=offline)
        if engine is not None:
            show.tell(who_gets_text(engine))
        plan = plan_of(
            entered,
            by=by,
            languages=language,
            to=to,
            folders=() if dry_run else folders(drafts),
            is_saving=not dry_run,
            is_drafting=True,
        )
        report = go(entered, plan, articles, jobs=jobs, engine=None if dry_run else engine)
    tell_drafts(report)
    is_quiet = not (report.changed or report.written or report.removed or report.errors)
    finish(
        report,
        as_json=common.is_json(format_),
        strict=strict,
        is_quiet=is_quiet,
        is_failed=drafted_nothing(report, provider),
    )


def status(
    articles: Articles = None,
    workspace: WorkspaceOption = None,
    format_: Format = "text",
) -> None:
    """Show the board: every article in every language, and what it waits for.

    \b
    polyglot status                        the same as polyglot alone
    polyglot status bread                  one article, with every reason
    polyglot status --format json | jq     for another program

    Exit codes: 0 done, 1 an article cannot be read, 2 wrong usage.
    """
    show_board(articles, workspace, as_json=common.is_json(format_))


def show_board(
    articles: list[str] | None = None, workspace: Path | None = None, *, as_json: bool = False
) -> None:
    """Show the board; with articles named, every reason as well."""
    with at_work("status", workspace, writes=False) as entered:
        report = go(entered, plan_of(entered), articles)
    if not (as_json or report.outcomes or report.findings):
        show.tell("There is no article below content/ yet: polyglot add FILE brings one in.")
    if articles and not as_json:
        for outcome in report.outcomes:
            for row in outcome.rows:
                for reason in row.waits:
                    show.say(f"{outcome.id} {row.language}: {reason}")
    finish(report, as_json=as_json, most=None)
