"""What a run learned about an article: rows of the board, findings, exports; kept for the next."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import Any, NamedTuple, Protocol

from polyglot.model import Finding, Severity, Tally
from polyglot.pipeline.behind import Behind, phrase


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the board: an article in one language.

    *status* is `published`, `ready` (the next export publishes it), `stands` (published,
    its source moved on), `withdrawn` or `waits`;
    *waits* are reasons an editor can act on.
    *partial* are drafts in which sentences that memory did not know stand in the original;
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
    partial: int = 0


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
    """

    id: str
    path: str
    language: str = ""
    privacy: str = ""
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    reach: tuple[tuple[str, str], ...] = ()
    view: tuple[tuple[str, str], ...] = ()
    outputs: tuple[tuple[str, str], ...] = ()
    made: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    became: tuple[Became, ...] = ()

    @property
    def links(self) -> tuple[str, ...]:
        """The ids of the articles it links to, each once, in order."""
        return _links(self.id, self.reach)


class Footing(NamedTuple):
    """What an outcome stands on, beside the article's own files; see `Outcome`."""

    reach: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, str], ...]
    media: tuple[str, ...]

    @property
    def files(self) -> list[str]:
        """The files beside its own that an article depends on, by path."""
        return [*(path for path, _ in self.outputs), *self.media]


class Shelf(Protocol):
    """Where outcomes are set aside, each as a line under its article's id."""

    def get(self, key: str) -> bytes | None:
        """Return the line of an article."""
        ...


class Brief(NamedTuple):
    """What is known of an outcome without looking at its rows and findings.

    There is one for each article; all the rest waits on a *shelf*, and is read where it is asked
    for. *errors* are the findings that keep something from being published, or the article from
    being read; *published* are the languages it stands published in, as one word for comparing;
    *gaps* those with untranslated text, in part or whole.
    *is_waiting* tells that some edition waits for a person;
    *behind* is in what its translations are behind it, as one phrase, "" if none is.
    """

    shelf: Shelf
    id: str
    path: str
    language: str
    privacy: str
    view: tuple[tuple[str, str], ...]
    made: tuple[str, ...]
    errors: int
    warnings: int
    published: str
    gaps: tuple[str, ...]
    is_waiting: bool
    behind: str
    became: tuple[Became, ...] = ()

    @property
    def line(self) -> bytes:
        """The line of the outcome, as it was set aside."""
        return self.shelf.get(self.id) or b""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The article's lines of the board, its own language first."""
        return tuple(map(_row, json.loads(self.line.rpartition(b"\t")[2])[0]))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is to be said about the article."""
        return tuple(map(_finding, json.loads(self.line.rpartition(b"\t")[2])[1]))

    @property
    def footing(self) -> Footing:
        """What the outcome stands on."""
        return revive(self.shelf, self.id, self.path, self.line)[1]

    @property
    def links(self) -> tuple[str, ...]:
        """The ids of the articles it links to, each once, in order."""
        return _links(self.id, self.footing.reach)


def _links(article: str, reach: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted({name for _, name in reach if name and name != article}))


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump(outcome: Outcome) -> str:
    """Return *outcome* as the end of a line that is set aside.

    A tab parts what every run looks at from the rows and findings,
    of which a workspace has thousands and most runs need none.
    """
    found, rows = outcome.findings, outcome.rows
    out = (row.language for row in rows if row.status in ("published", "stands"))
    light = (
        *(outcome.language, outcome.privacy, outcome.view, outcome.made),
        sum(f.severity is Severity.ERROR and not f.is_waived for f in found),
        sum(f.severity is Severity.WARNING and not f.is_waived for f in found),
        " ".join(out),
        [row.language for row in rows if row.tally.untranslated or row.partial],
        any(row.status in ("waits", "stands") for row in rows),
        phrase([(row.language, row.behind) for row in rows]),
        *(outcome.reach, outcome.outputs, outcome.media),
    )
    text = ([[*_ROW(row), _TALLY(row.tally)] for row in rows], dump_findings(found))
    return f"{_ENCODE(light)}\t{_ENCODE(text)}"


def revive(shelf: Shelf, article: str, path: str, line: bytes) -> tuple[Brief, Footing]:
    """Return what the *line* on a *shelf* tells of an article, whose file stands at *path*.

    Raises:
        TypeError, ValueError: If another version wrote it; then the journey is made again.
    """
    *_, light, _ = line.split(b"\t")
    language, privacy, view, made, *numbers, reach, outputs, media = json.loads(light)
    errors, warnings, published, gaps, is_waiting, behind = numbers
    brief = Brief(
        shelf,
        article,
        path,
        intern(language),
        intern(privacy),
        tuple((name, intern(how)) for name, how in view),
        _once(tuple(made)),
        errors,
        warnings,
        intern(published),
        _once(tuple(gaps)),
        is_waiting,
        intern(behind),
    )
    return brief, Footing(tuple(map(tuple, reach)), tuple(map(tuple, outputs)), tuple(media))


@lru_cache(maxsize=256)
def _once(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return *words*: thousands of articles have the same, which are held once."""
    return words


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
