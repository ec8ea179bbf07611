"""What a run learned about an article: rows of the board, findings, exports; kept for the next."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from operator import attrgetter
from typing import Any

from polyglot.model import Finding, Severity, Tally
from polyglot.pipeline.behind import Behind, phrase


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the board: an article in one language.

    *status* is `published`, `ready` (the next export publishes it), `stands` (published,
    its source moved on), `withdrawn` or `waits`;
    *waits* are reasons an editor can act on.
    *behind* tells in what its translations are behind the article.
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
    behind: Behind = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known of an outcome without looking at its rows and findings.

    *errors* and *published* are the outcome's own; *gaps* are the languages with untranslated text.
    *signature* is what its files looked like; *text* are its rows and findings as JSON,
    *light* is all the rest, as it stands in the state file.
    """

    errors: int
    published: str
    gaps: tuple[str, ...]
    is_waiting: bool
    behind: str
    signature: str
    light: str
    text: str


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a message.

    *kind* is that of a change of the merge, or `moved`, or `renamed` for a whole catalog.
    *changed* are the kinds of change in its text, the gravest first.
    *old* are the texts it was, *new* is the text it is; of a renamed catalog, the article's files.
    *line* is where it stands in the file *path*, 0 where it does not.
    """

    kind: str
    language: str
    path: str
    line: int
    changed: tuple[str, ...] = ()
    context: str | None = None
    old: tuple[str, ...] = ()
    new: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An article after its journey.

    *reach* are the files below content/ that it links to, each with its article ("" for none);
    *view* is how those articles stood when its pages were made.
    *outputs* are its files below the workspace, by path, with the digest of their bytes.
    *made* tells what it has been through, in the words of a plan.
    *media* are the images it shows, there or not, below the workspace.
    *became* tells what this run did to its messages, if that was asked; it is not kept.
    *brief* is set for an outcome of an earlier run; its rows and findings wait in there.
    """

    id: str
    path: str
    language: str = ""
    privacy: str = ""
    own_rows: tuple[Row, ...] = ()
    own_findings: tuple[Finding, ...] = ()
    reach: tuple[tuple[str, str], ...] = ()
    view: tuple[tuple[str, str], ...] = ()
    outputs: tuple[tuple[str, str], ...] = ()
    made: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    brief: Brief | None = None
    became: tuple[Became, ...] = ()

    @property
    def links(self) -> tuple[str, ...]:
        """The ids of the articles it links to, each once, in order."""
        return tuple(sorted({name for _, name in self.reach if name and name != self.id}))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The article's lines of the board, its own language first."""
        if self.brief is None:
            return self.own_rows
        return tuple(_row(row) for row in json.loads(self.brief.text)[0])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is to be said about the article."""
        if self.brief is None:
            return self.own_findings
        return tuple(_finding(finding) for finding in json.loads(self.brief.text)[1])

    @property
    def files(self) -> list[str]:
        """The files beside its own that it depends on, by path."""
        return [*(path for path, _ in self.outputs), *self.media]

    @property
    def errors(self) -> int:
        """How many findings keep something from being published, or the article from being read."""
        if self.brief is not None:
            return self.brief.errors
        return sum(f.severity is Severity.ERROR and not f.is_waived for f in self.own_findings)

    @property
    def published(self) -> str:
        """The languages it stands published in, as one word for comparing."""
        if self.brief is not None:
            return self.brief.published
        out = (row.language for row in self.own_rows if row.status in ("published", "stands"))
        return " ".join(out)

    @property
    def gaps(self) -> tuple[str, ...]:
        """The languages in which some of it is not translated."""
        if self.brief is not None:
            return self.brief.gaps
        return tuple(row.language for row in self.own_rows if row.tally.untranslated)

    @property
    def is_waiting(self) -> bool:
        """Some of its editions wait for a person."""
        if self.brief is not None:
            return self.brief.is_waiting
        return any(row.status in ("waits", "stands") for row in self.own_rows)

    @property
    def behind(self) -> str:
        """In what its translations are behind it, as one phrase; "" if none is."""
        if self.brief is not None:
            return self.brief.behind
        return phrase([(row.language, row.behind) for row in self.own_rows])


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump(outcome: Outcome, signature: str) -> str:
    """Return *outcome* as a line of the state file.

    A tab parts what every run looks at from the rows and findings,
    of which a workspace has thousands and most runs need none.
    An outcome of an earlier run is the line it was read from.
    """
    brief = outcome.brief
    if brief is not None:
        return f"{brief.light}\t{brief.text}"
    rows = [[*_ROW(row), _TALLY(row.tally)] for row in outcome.rows]
    findings = [asdict(finding) for finding in outcome.findings]
    known = (outcome.id, outcome.path, outcome.language, outcome.privacy, outcome.reach)
    made = (outcome.view, outcome.outputs, outcome.made, outcome.media)
    light = (outcome.errors, outcome.published, outcome.gaps, outcome.is_waiting, outcome.behind)
    return f"{_ENCODE([*known, *made, *light, signature])}\t{_ENCODE([rows, findings])}"


def revive(lines: Sequence[str]) -> Mapping[str, Outcome]:
    """Return the outcomes, by id, whose *lines* stand in the state file.

    Raises:
        TypeError, ValueError: If another version wrote them; then the journeys are made again.
    """
    parts = [line.partition("\t") for line in lines]
    lights = json.loads(f"[{','.join([light for light, _, _ in parts])}]")
    return {
        values[0]: _revived(values, light, text)
        for values, (light, _, text) in zip(lights, parts, strict=True)
    }


def _revived(values: "Sequence[Any]", light: str, text: str) -> Outcome:
    name, path, language, privacy, reach, view, outputs, made, media, *brief = values
    errors, published, gaps, is_waiting, behind, signature = brief
    return Outcome(
        name,
        path,
        language,
        privacy,
        reach=tuple((path, article) for path, article in reach),
        view=tuple((article, how) for article, how in view),
        outputs=tuple((path, hash_) for path, hash_ in outputs),
        made=tuple(made),
        media=tuple(media),
        brief=Brief(errors, published, tuple(gaps), is_waiting, behind, signature, light, text),
    )


_NAMES = tuple(f.name for f in fields(Row) if f.name != "tally")
_ROW = attrgetter(*_NAMES)
_TALLY = attrgetter(*(f.name for f in fields(Tally)))


def _row(values: "list[Any]") -> Row:
    *plain, tally = values
    known = dict(zip(_NAMES, plain, strict=True))
    known["waits"] = tuple(known["waits"])
    known["behind"] = tuple((kind, number) for kind, number in known["behind"])
    return Row(**known, tally=Tally(*tally))


def dump_findings(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return *findings* as plain values for the state file."""
    return [asdict(finding) for finding in findings]


def revive_findings(values: Iterable[dict[str, object]]) -> tuple[Finding, ...]:
    """Return the findings that `dump_findings` made plain."""
    return tuple(_finding(one) for one in values)


def _finding(values: dict[str, object]) -> Finding:
    return Finding(**{**values, "severity": Severity(str(values["severity"]))})  # type: ignore[arg-type] # see dump()
