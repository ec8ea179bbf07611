"""`polyglot ledger`: why a text has its state, and ledger files joined into one."""

from typing import TYPE_CHECKING

import typer

from polyglot.cli import common, show
from polyglot.cli.common import Articles, DryRun, Format, Languages, Wait, WorkspaceOption
from polyglot.cli.work import at_work

if TYPE_CHECKING:
    from polyglot.ledger.explaining import Reason
    from polyglot.ledger.proving import Fault
    from polyglot.pipeline.bookkeeping import Explained, Verified


def register(app: typer.Typer) -> None:
    """Add the command group `ledger` to *app*."""
    common.group(app, "ledger", "Have states explained, and ledger files joined.", verify, fold)


def verify(
    articles: Articles = None,
    language: Languages = None,
    workspace: WorkspaceOption = None,
    format_: Format = "text",
) -> None:
    """Explain each state by the lines it follows from, and say what is wrong with a ledger's files.

    \b
    polyglot ledger verify                    every article, every language
    polyglot ledger verify bread -l kk        one article in Kazakh
    polyglot ledger verify --format json      for another program

    Beside each line stands what it has to do with the state: it decides it, lives, was ended
    by another line, or sleeps because it is about another text. Nothing is written.
    Exit codes: 0 done, 1 a line or a file is not what was written, 2 wrong usage.
    """
    from polyglot.pipeline import bookkeeping

    as_json = common.is_json(format_)
    with at_work("ledger verify", workspace, writes=False) as entered:
        chosen = common.languages(language, entered.settings.languages)
        found = []
        for one in bookkeeping.verify(entered, articles or (), chosen, day=common.today()):
            found.append(one)
            if not as_json:
                _say(one)
    if as_json:
        show.dump([_plain(one) for one in found])
    if any(one.problem or any(fault.is_grave for fault in one.faults) for one in found):
        common.leave(1)


def _say(one: "Verified") -> None:
    for fault in one.faults:
        show.tell(f"{_place(one, fault)}: {fault.problem} [{fault.kind}]")
    if one.problem:
        show.tell(one.problem)
    language = ""
    for paragraph in one.explained:
        if paragraph.language != language:
            language = paragraph.language
            show.say(f"{one.article} {language}")
        _say_paragraph(paragraph, one.unwritten)


def _place(one: "Verified", fault: "Fault") -> str:
    name = f"{one.folder}/{fault.file}"
    return f"{name}:{fault.row}" if fault.row else name


def _say_paragraph(paragraph: "Explained", unwritten: frozenset[str]) -> None:
    explanation = paragraph.explanation
    show.say(f"{paragraph.number:>4}  {explanation.state.value} ({explanation.why})")
    show.say(f"      {show.shortened(paragraph.message.source)}")
    if paragraph.message.target:
        show.say(f"      {show.shortened(paragraph.message.target)}")
    for reason in explanation.reasons:
        _say_reason(reason, paragraph.message.target, is_new=reason.line.id in unwritten)


def _say_reason(reason: "Reason", target: str, *, is_new: bool) -> None:
    line = reason.line
    note = f": {line.note}" if line.note else ""
    new = ", not written yet" if is_new else ""
    said = f"{line.action} by {line.by}{note}{new}"
    show.say(f"      {_role(reason):<12} {line.n:>4}  {line.day}  {said}")
    if line.target != target:
        show.say(f"      {'':<12} {'':>4}  {show.shortened(line.target)}")


def _role(reason: "Reason") -> str:
    if reason.role != "ended":
        return reason.role.value
    return "ended by " + ", ".join(map(str, reason.ended_by))


def _plain(one: "Verified") -> dict[str, object]:
    return {
        "article": one.article,
        "problem": one.problem,
        "faults": [
            {
                "kind": fault.kind,
                "path": f"{one.folder}/{fault.file}",
                "line": fault.row,
                "problem": fault.problem,
                "is_grave": fault.is_grave,
            }
            for fault in one.faults
        ],
        "paragraphs": [
            {
                "language": paragraph.language,
                "number": paragraph.number,
                "context": paragraph.message.context,
                "source": paragraph.message.source,
                "target": paragraph.message.target,
                "state": paragraph.explanation.state.value,
                "why": paragraph.explanation.why,
                "lines": [
                    {
                        "id": reason.line.id,
                        "n": reason.line.n,
                        "day": reason.line.day,
                        "action": reason.line.action,
                        "by": reason.line.by,
                        "target": reason.line.target,
                        "role": reason.role.value,
                        "ended_by": list(reason.ended_by),
                        "is_written": reason.line.id not in one.unwritten,
                    }
                    for reason in paragraph.explanation.reasons
                ],
            }
            for paragraph in one.explained
        ],
    }


def fold(
    articles: Articles = None,
    workspace: WorkspaceOption = None,
    wait: Wait = 0,
    *,
    dry_run: DryRun = False,
) -> None:
    """Join the ledger files of an article into one; its lines and its states stay as they are.

    Do it on the main branch: branches that still have the old files merge with it, and the lines
    they added are joined the next time.

    \b
    polyglot ledger fold                every article
    polyglot ledger fold bread          one
    polyglot ledger fold --dry-run      how many files there are

    Exit codes: 0 done, 1 a ledger cannot be read, 2 wrong usage, 3 lock or disk.
    """
    from polyglot.pipeline import bookkeeping

    with at_work("ledger fold", workspace, wait=wait, writes=not dry_run) as entered:
        done = bookkeeping.fold(entered, articles or (), dry_run=dry_run)
    for one in done:
        files = show.amount(one.count, "file")
        show.say(f"{'would be ' if dry_run else ''}folded: {one.article}, {files}")
    if not done:
        show.tell("Every ledger is one file already.")
