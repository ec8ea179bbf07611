"""What a command tells at its end: the board, what drafting did, errors, what to do next."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from polyglot.cli import common, show
from polyglot.model import Severity

if TYPE_CHECKING:
    from polyglot.pipeline.drafting import Engine
    from polyglot.pipeline.running import Report
    from polyglot.plugins import Context
    from polyglot.providers import Job

MOST = 50
"""Articles on the board that a command ends with; `status` shows all."""


def who_gets_text(engine: "Engine | None") -> str:
    """Return the line that says which engine gets which text."""
    if engine is None:
        return "Drafts come from memory only; no text leaves this machine."
    if engine.line.is_local:
        names = ", ".join(engine.names)
        return f"Drafts come from memory, then from {names}; no text leaves this machine."
    told: list[str] = []
    for guard in engine.line.guards:
        trusted = "public and internal" if guard.name in engine.trusted else "public"
        gets = f"which gets the text of {trusted} articles"
        told.append(f"{guard.name}, {'on this machine' if guard.provider.is_local else gets}")
    return f"Drafts come from memory, then from {'; then from '.join(told)}."


def tell_outgoing(
    sent: "Sequence[tuple[str, Job, Sequence[str], Context]]", *, as_json: bool
) -> None:
    """Show what would be sent to each engine, call by call, and that nothing was."""
    if as_json:
        show.dump(
            [
                {
                    "engine": name,
                    "article": job.article,
                    "source": job.source,
                    "target": job.target,
                    "call": number,
                    "text": text,
                    "terms": beside.terms,
                    "names": beside.names,
                    "neighbours": beside.neighbours,
                    "examples": beside.examples,
                }
                for number, (name, job, texts, beside) in enumerate(sent, start=1)
                for text in texts
            ]
        )
        return
    for name in dict.fromkeys(name for name, *_ in sent):
        calls = [(job, texts, beside) for known, job, texts, beside in sent if known == name]
        whole = [text for _, texts, _ in calls for text in texts]
        size = sum(map(len, whole))
        show.tell(f"{name} would get {show.amount(len(whole), 'text')}, {size} characters:")
        for job, texts, beside in calls:
            several = f", {len(texts)} texts in one call" if len(texts) > 1 else ""
            show.tell(f"  {job.article}, {job.source} → {job.target}{several}")
            _tell_beside(beside)
            for text in texts:
                show.pass_on(text)
    if not sent:
        show.tell("Nothing leaves this machine.")


def _tell_beside(beside: "Context") -> None:
    """Show what would go beside a text."""
    for what, pairs in (("term", beside.terms), ("name", beside.names)):
        for one, other in pairs:
            show.tell(f"  with the {what}: {one} → {other}")
    for one, other in beside.examples:
        show.tell(f"  with the example: {one} → {other}")
    for paragraph in beside.neighbours:
        show.tell(f"  beside the paragraph: {paragraph}")


def tell_drafts(report: "Report") -> None:
    """Say what drafting did: one line for all drafts, one for each reason and each problem."""
    parts = [part for done in report.drafted.values() for part in done]
    memory = sum(part.from_memory for part in parts)
    engine = sum(part.from_engine for part in parts)
    ways: Counter[str] = Counter()
    for part in parts:
        ways.update(dict(part.by))
    if memory or engine:
        told = ", ".join(f"{number} from {way}" for way, number in sorted(ways.items()))
        show.tell(f"drafts: {memory} from memory, {told or '0 from engines'}")
    for reason, number in Counter(r for part in parts for r in part.refused).most_common():
        show.tell(f"left empty: {show.amount(number, 'text')} ({show.veiled(reason)})")
    problems: dict[tuple[str, str], int] = {}
    for part in parts:
        if part.problem:
            key = (part.language, part.problem)
            problems[key] = problems.get(key, 0) + 1
    for (language, problem), number in sorted(problems.items()):
        show.tell(f"{language}: {show.veiled(problem)} ({show.amount(number, 'article')})")


def tell_errors(report: "Report") -> None:
    """Tell the errors of *report*, and how many they are."""
    from polyglot.pipeline import board

    show.findings(board.findings_of(report, least=Severity.ERROR))


def drafted_nothing(report: "Report", provider: str) -> bool:
    """Tell whether an engine was asked for by name and could do nothing at all."""
    parts = [part for done in report.drafted.values() for part in done]
    asked = [part for part in parts if part.problem or part.from_engine or part.refused]
    return bool(provider and asked) and not any(part.from_engine for part in asked)


def _show_board(report: "Report", most: int | None) -> None:
    from polyglot.pipeline import board

    for became in (told for outcome in report.outcomes for told in outcome.became):
        show.say(show.became(became))
    shown = report.outcomes if most is None else report.outcomes[:most]
    rows = [cells for outcome in shown for cells in board.cells(outcome)]
    if rows:
        show.table(show.HEADER, rows, numbers={2, 3, 4, 5})
    for outcome in shown:
        if outcome.behind:
            show.say(f"{outcome.id}: {outcome.behind}")
    if report.shared:
        show.say(report.shared)
    if len(shown) < len(report.outcomes):
        more = len(report.outcomes) - len(shown)
        show.tell(f"… and {more} more articles; `polyglot status` shows the whole board")


def finish(
    report: "Report",
    *,
    as_json: bool = False,
    strict: bool = False,
    is_quiet: bool = False,
    is_failed: bool = False,
    is_explaining: bool = False,
    most: int | None = MOST,
) -> None:
    """Show board, errors and next commands, and leave with the command's exit code.

    *is_explaining* says what became of each message.
    *most* is how many articles are shown, None for all.
    """
    from polyglot.pipeline import board

    if as_json:
        boards = [board.plain(outcome, show.veiled) for outcome in report.outcomes]
        if is_explaining:
            for told, outcome in zip(boards, report.outcomes, strict=True):
                told["changes"] = [_veiled(row) for row in board.plain_changes(outcome)]
        show.dump(boards)
    elif not is_quiet:
        _show_board(report, most)
    tell_errors(report)
    if not is_quiet:
        for finding in report.findings:
            if finding.severity is Severity.NOTE:
                show.tell(show.finding(finding))
        # Who looks at the board has changed nothing.
        if most is not None and (warnings := board.fresh_warnings(report)):
            one = show.amount(warnings, "warning")
            show.tell(f"{one} in what changed; `polyglot check` shows them")
        commands = board.next_commands(report)
        if commands and not as_json:
            show.tell("Next:\n" + "\n".join(f"  {command}" for command in commands))
    is_waiting = strict and board.is_waiting(report.outcomes)
    common.leave(1 if report.errors or is_failed or is_waiting else 0)


def _veiled(row: dict[str, object]) -> dict[str, object]:
    """Return what became of a message without the texts in which a protected name occurs."""
    old = row["old"]
    texts = [show.veiled(str(text)) for text in old] if isinstance(old, list) else old
    return {**row, "old": texts, "new": show.veiled(str(row["new"]))}
