"""`polyglot people`: who is named in the workspace's files, and how to be named no longer."""

import json
import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from polyglot.cli import common, show
from polyglot.cli.common import DryRun, Format, Wait, WorkspaceOption
from polyglot.cli.work import at_work

if TYPE_CHECKING:
    from polyglot.pipeline.forgetting import Forgotten

_SHOWN = 20
"""Places that are named one by one."""


def register(app: typer.Typer) -> None:
    """Add the command group `people` to *app*."""
    common.group(app, "people", "See who is named in the files, and forget a name.", list_, forget)


def list_(workspace: WorkspaceOption = None, format_: Format = "text") -> None:
    """List the pen names that the ledgers and records hold, and those of private/people.toml.

    No identity is shown. What stands outside of the list is told as such, if there is one.

    \b
    polyglot people list

    Exit codes: 0 done, 1 a file cannot be read, 2 wrong usage.
    """
    from polyglot.pipeline.census import census

    with at_work("people list", workspace, writes=False) as entered:
        rows = census(entered)
    if common.is_json(format_):
        show.dump(
            [
                {"name": r.name, "lines": r.lines, "acts": r.acts, "is_listed": r.is_listed}
                for r in rows
            ]
        )
        return
    for row in rows:
        stranger = "" if row.is_listed else "  not in private/people.toml"
        done = f"{show.amount(row.lines, 'line')}, {show.amount(row.acts, 'act')}"
        show.say(f"{row.name}  {done}{stranger}")
    if not rows:
        show.tell("Nobody is named in any file.")


def forget(
    name: Annotated[str, typer.Argument(metavar="PENNAME", help="Who is to be forgotten.")],
    workspace: WorkspaceOption = None,
    wait: Wait = 0,
    *,
    dry_run: DryRun = False,
) -> None:
    """Put a mark that says nothing in the place of a pen name, wherever polyglot wrote it.

    Ledgers, releases, withdrawals and by-lines get it; every state, approval and release stays
    what it was, and published pages are made anew. What git's history still holds is told.

    \b
    polyglot people forget Aygul --dry-run
    polyglot people forget Aygul

    Exit codes: 0 done, 1 a file cannot be read, 2 wrong usage, 3 lock or disk.
    """
    from polyglot.pipeline import forgetting
    from polyglot.pipeline.history import holding
    from polyglot.pipeline.persons import people_of

    with at_work("people forget", workspace, wait=wait, writes=not dry_run) as entered:
        done = forgetting.forget(entered, name, dry_run=dry_run)
        if not dry_run:
            forgetting.renew(entered, done, day=common.today())
        is_listed = people_of(entered).find(done.name) != ""
        commits = holding(entered.root, done.name, ("content", "locales"))
    _tell_done(done, dry_run=dry_run)
    if is_listed:
        show.tell(f"private/people.toml still has [{done.name}]: take it out, identities and all.")
    _tell_history(done, commits, dry_run=dry_run)


def _tell_done(done: "Forgotten", *, dry_run: bool) -> None:
    if done.is_nothing:
        show.tell(f"Nothing that polyglot wrote bears the name {done.name}.")
    else:
        verb = "would be forgotten" if dry_run else "forgotten"
        mark = "a mark" if dry_run else done.mark
        show.say(
            f"{verb}: {done.name} becomes {mark} in {show.amount(len(done.articles), 'article')}"
        )
        show.say(
            f"  {show.amount(done.lines, 'line of ledgers', 'lines of ledgers')}, "
            f"{show.amount(done.acts, 'entry of records', 'entries of records')}, "
            f"{show.amount(done.bylines, 'by-line')}"
        )
    if done.left:
        show.tell("The name also stands where somebody wrote it; these places are yours to change:")
        for place in done.left[:_SHOWN]:
            show.tell(f"  {place}")
        if len(done.left) > _SHOWN:
            show.tell(f"  and {len(done.left) - _SHOWN} more")


def _tell_history(
    done: "Forgotten", commits: tuple[str, ...] | None, *, dry_run: bool = False
) -> None:
    """Say what git still holds, and which commands clean it; none of them is run.

    A dry run draws no mark for them to write.
    """
    if commits == ():
        return
    if commits is None:
        show.tell("git did not answer: its history may still hold the name.")
    else:
        number = show.amount(len(commits), "commit")
        show.tell(f"git's history still holds the name: {number}, last {commits[0]}.")
    if dry_run:
        return
    searched = shlex.quote(f"-S{done.name}")
    for line in (
        "To clean it, merge all branches, commit what changed here, and in a fresh clone run:",
        f"  git log --all --oneline {searched} -- content locales",
        f"  echo {shlex.quote(_replacement(done))} > names.txt",
        "  git filter-repo --replace-text names.txt",
        "  git filter-repo --mailmap mailmap.txt    # authors of commits: see gitmailmap(5)",
        "Then push with --force and let everyone clone anew: old clones keep the name.",
    ):
        show.tell(line)


def _replacement(done: "Forgotten") -> str:
    """Return the rule for the name as it stands in ledgers and records."""
    old = json.dumps(done.name, ensure_ascii=False)
    mark = "somebody" if done.is_nothing else done.mark
    return f'literal:"by":{old}==>"by":"{mark}"'
