"""What a run learned about an article: rows of the board, findings, exports; kept for the next."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import cast

from polyglot.model import Finding, Severity, Tally


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the board: an article in one language.

    *status* is `published`, `ready` (the next export publishes it), `stands` (published,
    its source moved on), `withdrawn` or `waits`;
    *waits* are reasons an editor can act on.
    *title* and *summary* are plain text; *day* is the article's date, ISO 8601 ("" without one).
    """

    language: str
    tag: str
    status: str
    waits: tuple[str, ...] = ()
    title: str = ""
    summary: str = ""
    day: str = ""
    tally: Tally = field(default_factory=Tally)
    errors: int = 0
    warnings: int = 0
    is_source: bool = False
    drafted: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An article after its journey.

    *links* are the ids of the articles it links to, *view* how they stood when its pages were made.
    *outputs* are its files below the workspace, by path, with the digest of their bytes.
    *made* tells what it has been through, in the words of a plan.
    *media* are the images it shows, there or not, below the workspace.
    """

    id: str
    path: str
    language: str = ""
    privacy: str = ""
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    links: tuple[str, ...] = ()
    view: tuple[tuple[str, str], ...] = ()
    outputs: tuple[tuple[str, str], ...] = ()
    made: tuple[str, ...] = ()
    media: tuple[str, ...] = ()

    @property
    def files(self) -> list[str]:
        """The files beside its own that it depends on, by path."""
        return [*(path for path, _ in self.outputs), *self.media]

    @property
    def errors(self) -> int:
        """How many findings keep something from being published, or the article from being read."""
        return sum(f.severity is Severity.ERROR and not f.is_waived for f in self.findings)

    @property
    def published(self) -> str:
        """The languages it stands published in, as one word for comparing."""
        return " ".join(r.language for r in self.rows if r.status in ("published", "stands"))

    def row(self, language: str) -> Row | None:
        """Return the row of *language*."""
        return next((row for row in self.rows if row.language == language), None)


def dump(outcome: Outcome) -> dict[str, object]:
    """Return *outcome* as plain values for the state file."""
    return asdict(outcome)


def revive(values: Mapping[str, object]) -> Outcome:
    """Return the outcome that *values* were dumped from.

    Raises:
        TypeError: If another version wrote them; the caller then makes the journey again.
    """
    plain = dict(values)
    rows = cast("list[dict[str, object]]", plain.pop("rows"))
    findings = cast("list[dict[str, object]]", plain.pop("findings"))
    pairs = {
        name: tuple(tuple(pair) for pair in cast("list[list[str]]", plain.pop(name)))
        for name in ("view", "outputs")
    }
    for name in ("links", "made", "media"):
        plain[name] = tuple(cast("list[str]", plain[name]))
    outcome = Outcome(**{**plain, **pairs})  # type: ignore[arg-type] # dump() wrote them
    return replace(
        outcome,
        rows=tuple(_row(row) for row in rows),
        findings=tuple(_finding(finding) for finding in findings),
    )


def _row(values: dict[str, object]) -> Row:
    tally = Tally(**cast("dict[str, int]", values["tally"]))
    waits = tuple(cast("list[str]", values["waits"]))
    return Row(**{**values, "tally": tally, "waits": waits})  # type: ignore[arg-type] # see dump()


def _finding(values: dict[str, object]) -> Finding:
    return Finding(**{**values, "severity": Severity(str(values["severity"]))})  # type: ignore[arg-type] # see dump()
