"""The board: article × language, who has it and what comes next."""

from collections.abc import Callable, Iterable, Iterator

from polyglot.model import Finding, Severity
from polyglot.pipeline.outcome import Brief, Row
from polyglot.pipeline.running import Report

MOST = 4
"""Commands to copy that a summary ends with."""


def status_of(row: Row) -> str:
    """Return one phrase about an edition: published, or what it waits for first."""
    if row.status == "published":
        return "published"
    if row.status in ("withdrawn", "ready"):
        return row.status
    first = row.waits[0].partition(":")[0] if row.waits else "waits"
    return f"published; the next text: {first}" if row.status == "stands" else first


def cells(outcome: Brief) -> Iterator[tuple[str, ...]]:
    """Yield the board's lines of one article, all cells as text.

    Article, language, paragraphs, drafts, translated, approved, findings, status.
    """
    for row in outcome.rows:
        tally = row.tally
        finished = tally.translated + tally.accepted
        findings = " ".join(
            f"{number} {name}" if number == 1 else f"{number} {name}s"
            for number, name in ((row.errors, "error"), (row.warnings, "warning"))
            if number
        )
        yield (
            outcome.id,
            row.language + (" (source)" if row.is_source else ""),
            str(tally.total),
            "" if row.is_source else str(tally.drafts),
            "" if row.is_source else str(finished),
            "" if row.is_source else str(tally.approved),
            findings,
            status_of(row),
        )


def plain(outcome: Brief, veil: Callable[[str], str]) -> dict[str, object]:
    """Return an article's board for another program; *veil* hides titles that nobody may print."""
    return {
        "article": outcome.id,
        "path": outcome.path,
        "language": outcome.language,
        "privacy": outcome.privacy,
        "errors": outcome.errors,
        "behind": outcome.behind,
        "editions": [_plain_row(row, veil) for row in outcome.rows],
    }


def _plain_row(row: Row, veil: Callable[[str], str]) -> dict[str, object]:
    tally = row.tally
    return {
        "language": row.language,
        "tag": row.tag,
        "is_source": row.is_source,
        "status": row.status,
        "waits": list(row.waits),
        "title": veil(row.title),
        "paragraphs": tally.total,
        "untranslated": tally.untranslated,
        "drafts": tally.drafts,
        "machine_drafts": tally.machine,
        "stale": tally.stale,
        "unconfirmed": tally.unconfirmed,
        "accepted": tally.accepted,
        "translated": tally.translated,
        "approved": tally.approved,
        "behind": dict(row.behind),
        "machine_text_checked": tally.checked_machine,
        "errors": row.errors,
        "warnings": row.warnings,
    }


def plain_finding(finding: Finding) -> dict[str, object]:
    """Return a finding for another program."""
    return {
        "kind": finding.kind,
        "severity": finding.severity.value,
        "path": finding.path,
        "line": finding.line,
        "language": finding.language,
        "context": finding.context,
        "problem": finding.problem,
        "source": finding.source,
        "target": finding.target,
        "hint": finding.hint,
        "waived": finding.is_waived,
    }


def plain_changes(outcome: Brief) -> list[dict[str, object]]:
    """Return what became of an article's messages for another program."""
    return [
        {
            "became": told.kind,
            "changed": list(told.changed),
            "language": told.language,
            "context": told.context,
            "old": list(told.old),
            "new": told.new,
            "path": told.path,
            "line": told.line,
        }
        for told in outcome.became
    ]


def next_commands(report: Report) -> list[str]:
    """Return up to four commands that bring something forward, most urgent first."""
    wanted: dict[str, None] = {}
    for outcome in report.outcomes:
        if outcome.errors and any(row.errors for row in outcome.rows):
            wanted[f"polyglot check {outcome.id}"] = None
    for outcome in report.outcomes:
        if len(wanted) >= MOST:
            break
        for row in outcome.rows:
            if row.status == "ready":
                wanted[f"polyglot export {outcome.id}"] = None
            # What waits for more than one thing waits for the first one first.
            command = row.waits[0].rpartition(": ")[2] if row.waits else ""
            if command.startswith("polyglot "):
                wanted[command] = None
    return list(wanted)[:MOST]


def findings_of(report: Report, *, least: Severity = Severity.WARNING) -> list[Finding]:
    """Return every finding of at least that severity, the workspace's own first."""
    ranks = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
    found: Iterable[Finding] = (
        *report.findings,
        *(
            finding
            for outcome in report.outcomes
            if outcome.errors or least is not Severity.ERROR
            for finding in outcome.findings
        ),
    )
    return [f for f in found if ranks[f.severity] >= ranks[least]]


def fresh_warnings(report: Report) -> int:
    """Return how many warnings stand in the articles that were worked on."""
    changed = set(report.changed)
    return sum(outcome.warnings for outcome in report.outcomes if outcome.id in changed)


def is_waiting(outcomes: Iterable[Brief]) -> bool:
    """Tell whether any edition waits for a person."""
    return any(outcome.is_waiting for outcome in outcomes)
