"""What is wrong with a ledger's files: lines that were changed, and lines that are not there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from polyglot.errors import LedgerError
from polyglot.ledger.index import is_named
from polyglot.ledger.lines import (
    ACCEPTED,
    ADOPTED,
    APPROVED,
    CLEARED,
    DRAFTED,
    REJECTED,
    REVOKED,
    SHARED,
    TRANSLATED,
    WAIVED,
    file_name,
    identify,
    pair,
    places,
    read,
)
from polyglot.model import Line

_ACTIONS = frozenset(
    {DRAFTED, TRANSLATED, ACCEPTED, CLEARED, APPROVED, REJECTED, REVOKED, WAIVED, ADOPTED}
)
_NAMED = frozenset({APPROVED, REVOKED, WAIVED})


@dataclass(frozen=True, slots=True)
class Fault:
    """One remark on a line of a ledger, or on a whole file (*row* 0).

    *kind* is `unreadable`, `renamed`, `changed`, `rebound`, `doubled`, `dangling`,
    `nobodys` or `unknown-action`.
    A *grave* one means that somebody edited what is only ever added to.
    """

    kind: str
    file: str
    row: int
    problem: str
    is_grave: bool = False


def prove(files: Mapping[str, bytes]) -> tuple[Fault, ...]:
    """Return what is wrong with the *files* of one ledger, by file and row.

    A line has to answer to its hash, and a file to its name;
    a line that continues or ends another one has to find it.
    """
    faults: list[Fault] = []
    placed: list[tuple[str, int, Line]] = []
    for name in sorted(files):
        data = files[name]
        if file_name(data) != name:
            faults.append(_grave("renamed", name, 0, "its name is not the hash of its bytes"))
        try:
            lines = read(data, path=name)
        except LedgerError as error:
            faults.append(_grave("unreadable", name, error.line or 0, error.problem))
            continue
        placed += [(name, row, line) for row, line in zip(places(data), lines, strict=True)]
    known: dict[str, Line] = {}
    for _, _, line in placed:
        known.setdefault(line.id, line)
    for name, row, line in placed:
        faults += _faults(name, row, line, known)
    return tuple(sorted(faults, key=lambda fault: (fault.file, fault.row)))


def _faults(name: str, row: int, line: Line, known: Mapping[str, Line]) -> Iterable[Fault]:
    if identify(line, n=line.n, day=line.day, bound=line.pair) != line.id:
        yield _grave("changed", name, row, f"line {line.n} is not what it was: its hash is another")
    if line.pair != pair(line.language, line.context, line.source, line.target):
        yield _grave("rebound", name, row, f"line {line.n} names the pair of other texts")
    if known[line.id] != line:
        yield _grave("doubled", name, row, f"line {line.n} says another thing elsewhere")
    for verb, ids in (("continues", line.begins), ("ends", line.ends)):
        for id_ in ids:
            if id_ not in known:
                yield Fault(
                    "dangling", name, row, f"line {line.n} {verb} {id_[:12]}, which is not here"
                )
    if line.action not in _ACTIONS:
        yield Fault(
            "unknown-action", name, row, f"line {line.n}: this version knows no {line.action!r}"
        )
    elif line.action in _NAMED and not (is_named(line) or _follows(line)):
        yield Fault(
            "nobodys", name, row, f"line {line.n} is {line.action} by nobody, and means nothing"
        )


def _follows(line: Line) -> bool:
    """Tell whether *line* follows from the shared messages: nobody had to say it here."""
    return line.action == REVOKED and line.by == SHARED


def _grave(kind: str, name: str, row: int, problem: str) -> Fault:
    return Fault(kind, name, row, problem, is_grave=True)
