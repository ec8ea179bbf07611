"""`polyglot report`: what the workspace's own records tell about the work."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import typer

from polyglot.cli import common, show
from polyglot.cli.common import Format, WorkspaceOption
from polyglot.cli.work import at_work

if TYPE_CHECKING:
    from polyglot.pipeline.evidence import Evidence

FATES = (
    "route",
    "language",
    "drafts",
    "unchanged",
    "edited",
    "rejected",
    "accepted",
    "changed",
    "chrF",
)


def register(app: typer.Typer) -> None:
    """Add the command group `report` to *app*."""
    common.group(app, "report", "Read what the records tell about the work.", machine)


def machine(workspace: WorkspaceOption = None, format_: Format = "text") -> None:
    """Tell what became of machine drafts, by route and language, and what they cost.

    \b
    polyglot report machine                 how good each engine is for each language
    polyglot report machine --format json   for another program

    What became of drafts is read from the ledgers. Refusals are those that .polyglot/ remembers,
    characters those of private/outgoing.jsonl. Nothing is written.
    Exit codes: 0 done, 1 a ledger cannot be read, 2 wrong usage.
    """
    from polyglot.pipeline.evidence import evidence

    as_json = common.is_json(format_)
    with at_work("report machine", workspace, writes=False) as entered:
        found = evidence(entered)
    # A reason may tell a public name that was put on the list of protected ones since.
    kept = (replace(one, problem=show.veiled(one.problem)) for one in found.refusals)
    found = replace(found, refusals=tuple(kept))
    if as_json:
        show.dump(
            {
                "routes": [asdict(fate) | {"accepted": fate.accepted} for fate in found.fates],
                "refusals": [asdict(one) for one in found.refusals],
                "costs": [asdict(one) for one in found.costs],
            }
        )
    else:
        _say(found)


def _say(found: "Evidence") -> None:
    if not (found.fates or found.refusals or found.costs):
        show.tell("No engine was ever asked here.")
    if found.fates:
        rows = [
            (
                fate.route,
                fate.language,
                *map(str, (fate.drafts, fate.unchanged, fate.edited, fate.rejected)),
                _share(fate.accepted),
                _share(fate.edits),
                "" if fate.chrf is None else f"{fate.chrf:.1f}",
            )
            for fate in found.fates
        ]
        show.table(FATES, rows, numbers=set(range(2, len(FATES))))
    for one in found.refusals:
        amount = show.amount(one.many, "text")
        show.say(f"{one.engine}, {one.source} → {one.target}: refused {amount} ({one.problem})")
    for cost in found.costs:
        amount = show.amount(cost.texts, "text")
        show.say(
            f"{cost.engine}, {cost.source} → {cost.target}: sent {amount}, "
            f"{cost.characters} characters"
        )


def _share(part: float | None) -> str:
    return "" if part is None else f"{100 * part:.0f}%"
