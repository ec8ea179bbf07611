"""Results on stdout, everything else on stderr; no colour and no bar into a pipe."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from polyglot.model import Finding, Severity

if TYPE_CHECKING:
    from polyglot.pipeline.running import Progress

HEADER = (
    "article",
    "language",
    "paragraphs",
    "drafts",
    "translated",
    "approved",
    "findings",
    "status",
)


def say(text: str = "") -> None:
    """Print a line of a result."""
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """Print a line that is no result."""
    sys.stderr.write(text + "\n")


def dump(value: object) -> None:
    """Print a result for another program."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: set[int]) -> None:
    """Print a table; *numbers* are the columns that hold numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    # Into a pipe a line is as long as it is; on a screen it is as wide as the screen.
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, name in enumerate(header):
        drawn.add_column(
            name,
            justify="right" if number in numbers else "left",
            no_wrap=number in numbers or number < 2,  # noqa: PLR2004 - article and language
            overflow="fold",
        )
    last = ""
    for row in rows:
        first = "" if row[0] == last else row[0]
        last = row[0]
        drawn.add_row(first, *(_escaped(cell) for cell in row[1:]))
    console.print(drawn)


def _escaped(cell: str) -> str:
    from rich.markup import escape

    return escape(cell)


def finding(found: Finding) -> str:
    """Return a finding as people read it."""
    place = f"{found.path}:{found.line}" if found.line else found.path
    waived = " (waived)" if found.is_waived else ""
    lines = [f"{place}: {found.severity.value}: {found.problem} [{found.kind}]{waived}"]
    for name, text in (("source", found.source), ("target", found.target), ("hint", found.hint)):
        if text:
            lines.append(f"  {name:<7} {shortened(text)}")
    return "\n".join(lines)


def findings(found: Sequence[Finding]) -> None:
    """Print findings on stderr, and how many there are."""
    for one in found:
        tell(finding(one))
    errors = sum(f.severity is Severity.ERROR and not f.is_waived for f in found)
    if found:
        tell(
            f"{errors} {'error' if errors == 1 else 'errors'}, {len(found) - errors} other findings"
        )


def shortened(text: str) -> str:
    """Return *text* on one line, cut where it is long."""
    flat = " ".join(text.split())
    most = 160
    return flat if len(flat) <= most else flat[: most - 1] + "…"


@contextmanager
def progress() -> "Iterator[Progress | None]":
    """Show one progress display on a terminal: what is done, a rate, an estimate."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("Reading", total=None)

        def show(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of)

        yield show
