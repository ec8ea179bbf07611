"""Results on stdout, everything else on stderr; no colour and no bar into a pipe."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from typing import TYPE_CHECKING

from polyglot.model import Finding, Severity

if TYPE_CHECKING:
    from polyglot.errors import PolyglotError
    from polyglot.languages.orthography import Normalised
    from polyglot.pipeline.outcome import Became
    from polyglot.pipeline.running import Progress
    from polyglot.providers import Name

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Controls of terminals (ECMA-48) and of the direction of text (Unicode, UAX #9)."""

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

_EXAMPLES = 5
"""Words shown of each kind of correction."""

_MOST = 160
"""How many characters of a text are shown."""

_FAST = 10
"""Articles a second, from which on no tenth of one is shown."""

_LATELY = 300.0
"""Seconds over which a rate is taken: a model on a small machine thinks long."""

_BEFORE = 80
"""How much of what two long texts share is shown before they part; about half of it."""


def say(text: str = "") -> None:
    """Print a line of a result."""
    sys.stdout.write(visible(text) + "\n")


def tell(text: str) -> None:
    """Print a line that is no result."""
    sys.stderr.write(visible(text) + "\n")


_protected: "list[tuple[Name, ...]]" = [()]


def hide(names: "tuple[Name, ...]") -> None:
    """Let no finding and no report print one of *names*."""
    _protected[0] = names


def veiled(text: str) -> str:
    """Return *text*, or the number of the protected name that occurs in it."""
    if not (_protected[0] and text):
        return text
    from polyglot.providers import named_in

    found = named_in(text, _protected[0])
    return f"(protected name {found[0]})" if found else text


def error(problem: "PolyglotError") -> str:
    """Return what went wrong as people read it, without a protected name."""
    whole = str(problem)
    if veiled(whole) == whole:
        return visible(whole)
    told = f"{problem.place}: " if veiled(problem.place) == problem.place else ""
    hint = f"\n  hint    {veiled(problem.hint)}" if problem.hint else ""
    return visible(f"{told}{veiled(problem.problem)}{hint}")


def visible(text: str) -> str:
    """Return *text* with what steers a terminal, or turns its lines around, spelt out.

    Texts come from files that others wrote: an escape sequence in one may hide what stands there.
    """
    return _STEERING.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def pass_on(text: str = "") -> None:
    """Print a line of a text as it is, for another program."""
    sys.stdout.write(text + "\n")


def dump(value: object) -> None:
    """Print a result for another program."""
    pass_on(json.dumps(value, ensure_ascii=False, indent=2))


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: set[int]) -> None:
    """Print a table; *numbers* are the columns that hold numbers.

    What stands in the first column is said once for all the lines below it.
    A board may have thousands of lines, so they are set by hand: rich takes a second for 500.
    """
    shown: list[Sequence[str]] = []
    last = ""
    for row in rows:
        shown.append(("", *row[1:]) if row[0] == last else row)
        last = row[0]
    widths = [max(map(len, column)) for column in zip(header, *shown, strict=True)]
    for row in (header, tuple("─" * width for width in widths), *shown):
        cells = (
            cell.rjust(width) if number in numbers else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        say("  ".join(cells).rstrip())


def finding(found: Finding) -> str:
    """Return a finding as people read it."""
    place = f"{found.path}:{found.line}" if found.line else found.path
    waived = " (waived)" if found.is_waived else ""
    problem = veiled(found.problem)
    lines = [f"{place}: {found.severity.value}: {problem} [{found.kind}]{waived}"]
    for name, text in (("source", found.source), ("target", found.target), ("hint", found.hint)):
        if text:
            lines.append(f"  {name:<7} {shortened(veiled(text))}")
    return "\n".join(lines)


def became(told: "Became") -> str:
    """Return what became of a message as people read it."""
    place = f"{told.path}:{told.line}" if told.line else told.path
    what = f" ({', '.join(told.changed)})" if told.changed else ""
    lines = [f"{place}: {told.kind}{what}"]
    if told.old == (told.new,):
        return "\n".join((*lines, f"  text    {shortened(veiled(told.new))}"))
    known = (*told.old, told.new) if told.new else told.old
    texts = _from_the_difference([veiled(text) for text in known])
    names = [*("old" for _ in told.old), "new"]
    return "\n".join((*lines, *(f"  {n}     {t}" for n, t in zip(names, texts, strict=False))))


def _from_the_difference(texts: Sequence[str]) -> list[str]:
    """Return *texts* shortened so that the place where they part is seen."""
    flat = [" ".join(text.split()) for text in texts]
    together = zip(*flat, strict=False)
    same = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, together))
    if same < _BEFORE or all(len(text) <= _MOST for text in flat):
        return [shortened(text) for text in flat]
    start = flat[0].rfind(" ", 0, same - _BEFORE // 2) + 1
    return [shortened(f"…{text[start:]}") for text in flat]


def findings(found: Sequence[Finding]) -> None:
    """Print findings on stderr, and how many there are."""
    for one in found:
        tell(finding(one))
    if found:
        tell(counted(found))


def counted(found: Sequence[Finding]) -> str:
    """Return how many of the findings are errors, and how many others there are."""
    errors = sum(f.severity is Severity.ERROR and not f.is_waived for f in found)
    others = len(found) - errors
    return f"{amount(errors, 'error')}, {amount(others, 'other finding')}"


def amount(number: int, one: str, many: str = "") -> str:
    """Return *number* of what is called *one*; *many* is its plural, if that is not `one` + s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def letters(found: "Normalised") -> None:
    """Print on stderr which words were put right, and which may be wrong."""
    reasons: dict[str, dict[str, int]] = {}
    for change in found.changed:
        words = reasons.setdefault(change.reason, {})
        shown = veiled(f"{change.text} → {change.replacement}")
        words[shown] = words.get(shown, 0) + 1
    for reason, words in reasons.items():
        examples = ", ".join(list(words)[:_EXAMPLES])
        tell(f"put right ({reason}), {sum(words.values())} words: {shortened(examples)}")
    for proposal in found.proposed:
        line = found.text.count("\n", 0, proposal.start) + 1
        shown = veiled(f"{proposal.text}: perhaps {proposal.replacement}")
        tell(f"line {line}: {shown} ({proposal.reason})")


def shortened(text: str) -> str:
    """Return *text* on one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST else flat[: _MOST - 1] + "…"


@contextmanager
def progress() -> "Iterator[Progress | None]":
    """Show on a terminal how far articles are and, below, texts: done, a rate, an estimate."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    from polyglot.pipeline.running import TEXTS

    class Rate(TextColumn):
        def render(self, task: Task) -> Text:
            speed = task.speed or 0.0
            # Engines are slow: less than an article a second is a rate, too.
            rate = f"{speed:.{0 if speed >= _FAST else 1}f} {task.fields['unit']}/s"
            return Text(rate if speed else "")

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(""),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        speed_estimate_period=_LATELY,
    ) as bar:
        articles = bar.add_task("Reading", total=None, unit="articles")
        texts = bar.add_task(TEXTS, total=None, unit="texts", visible=False)
        row = bar.tasks[-1]

        def show(what: str, done: int, of: int) -> None:
            if what == TEXTS:
                # Every article has more texts; told of a new total, the bar would forget its rate.
                row.total = of
                bar.update(texts, completed=done, visible=True)
            else:
                bar.update(articles, description=what, completed=done, total=of)

        yield show
