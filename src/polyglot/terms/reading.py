"""The lists of a newsroom: what its two CSV files say, and what is wrong with them.

`docs/reference/terms.md` explains every column.
A row is one entry in one status, with its forms in a column for each language or script;
rows of one name are one entry.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from polyglot.errors import TermsError, UnknownLanguageError
from polyglot.languages import load
from polyglot.model import Finding, Severity
from polyglot.terms.entries import Entry, Form, Kind, Status
from polyglot.terms.sheets import Row, decoded, rows
from polyglot.terms.spelling import key, word_pattern

__all__ = ["Read", "read_list"]

_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "term": ("term", "status", "part of speech", "domain", "note"),
        "name": ("name", "kind", "status", "note"),
    }
)
_STATUSES: Mapping[str, Status] = MappingProxyType(
    {
        "": Status.PREFERRED,
        "preferred": Status.PREFERRED,
        "approved": Status.PREFERRED,
        "admitted": Status.ADMITTED,
        "alias": Status.ADMITTED,
        "forbidden": Status.FORBIDDEN,
    }
)
_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "person": "person",
        "place": "place",
        "organisation": "organisation",
        "organization": "organisation",
    }
)
_FORMS = "|"


@dataclass(frozen=True, slots=True)
class Read:
    """The entries of a list in its order, and what is wrong with it."""

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Draft:
    """An entry while its rows are read, and the line of each of its forms."""

    name: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    forms: dict[Form, int] = field(default_factory=dict)


def read_list(
    data: bytes, *, path: str, of: Literal["term", "name"], languages: Sequence[str]
) -> Read:
    """Read *data*, the bytes of the list at *path*: *of* terms (a glossary), or of names.

    *languages* are the codes of the workspace. An empty list has no entries.
    What is wrong with a line is a finding, and the rest is read.
    """
    reader = _Reader(path, of, languages)
    try:
        text, encoding = decoded(data, path)
        if encoding == "cp1251":
            reader.warn(
                1,
                "read as Windows-1251, which lacks letters of Kazakh, Karakalpak and Uzbek",
                "save it as CSV in UTF-8",
            )
        for row in rows(text, path):
            reader.take(row)
    except TermsError as error:
        reader.fault(error.line or 0, error.problem, error.hint or "")
    return reader.read()


class _Reader:
    """Rows in, entries and findings out."""

    def __init__(self, path: str, of: Literal["term", "name"], languages: Sequence[str]) -> None:
        self._path = path
        self._of = of
        self._languages = languages
        self._header: tuple[str, ...] = ()
        self._drafts: dict[str, _Draft] = {}
        self._findings: list[Finding] = []

    def read(self) -> Read:
        """Return what was read."""
        self._compare()
        entries = tuple(self._entry(draft) for draft in self._drafts.values())
        return Read(entries, tuple(sorted(self._findings, key=lambda found: found.line)))

    def fault(self, line: int, problem: str, hint: str) -> None:
        """Report what makes a line or a cell useless."""
        finding = Finding("terms", Severity.ERROR, self._path, line, problem, hint=hint)
        self._findings.append(finding)

    def warn(self, line: int, problem: str, hint: str) -> None:
        """Report what was read, and may not be meant."""
        finding = Finding("terms", Severity.WARNING, self._path, line, problem, hint=hint)
        self._findings.append(finding)

    def take(self, row: Row) -> None:
        """Read one row; the first names the columns."""
        if not self._header:
            self._header = self._columns(row)
            return
        spare = [cell for cell in row.cells[len(self._header) :] if cell]
        if spare:
            self.fault(
                row.line,
                f"{len(row.cells)} cells stand under {len(self._header)} columns",
                "put a cell that holds the separator into quotation marks",
            )
            return
        self._add(row.line, dict(zip(self._header, row.cells, strict=False)))

    # --- Columns ---

    def _columns(self, row: Row) -> tuple[str, ...]:
        found = tuple(self._column(cell, row.line) for cell in row.cells)
        for name in dict.fromkeys(found):
            if name and found.count(name) > 1:
                self.fault(row.line, f"the column {name!r} stands twice", "join the two columns")
        if self._of not in found:
            raise TermsError(
                f"the first line names no column {self._of!r}",
                line=row.line,
                hint=f"begin it with {self._of},status and a column for each language",
            )
        return found

    def _column(self, cell: str, line: int) -> str:
        """Return the name of a column, empty for one that is not read."""
        name = " ".join(cell.casefold().replace("_", " ").split())
        if not name or name in _COLUMNS[self._of]:
            return name
        tag = _tag(cell.strip())
        if tag and tag.partition("-")[0] in self._languages:
            return tag
        if tag:
            problem = f"the column {cell!r} is for a language that is none of this workspace"
            hint = "add it to languages in polyglot.toml, or delete the column"
        else:
            known = (*_COLUMNS[self._of], *self._languages)
            near = difflib.get_close_matches(name, known, n=1)
            problem = f"there is no column {cell!r}"
            meant = f"did you mean {near[0]}? " if near else ""
            hint = f"{meant}known are {', '.join(known)}, and scripts such as uz-Cyrl"
        self.fault(line, problem, hint)
        return ""

    # --- Rows ---

    def _add(self, line: int, cells: Mapping[str, str]) -> None:
        name = cells.get(self._of, "")
        status = _STATUSES.get(cells.get("status", "").casefold())
        if not name:
            self.fault(line, f"the row has no {self._of}", "write what the entry is called")
            return
        if status is None:
            offered = ", ".join(one for one in _STATUSES if one)
            self.fault(line, f"there is no status {cells['status']!r}", f"it is one of {offered}")
            return
        draft = self._drafts.setdefault(name.casefold(), _Draft(name, line))
        for column in _COLUMNS[self._of]:
            self._describe(draft, column, cells.get(column, ""), line)
        for tag, cell in cells.items():
            if tag and tag not in _COLUMNS[self._of]:
                self._say(draft, line, tag, status, cell)

    def _describe(self, draft: _Draft, column: str, value: str, line: int) -> None:
        if column in (self._of, "status") or not value:
            return
        if column == "kind" and value.casefold() not in _KINDS:
            offered = "person, place, organisation"
            self.fault(line, f"there is no kind {value!r}", f"it is one of {offered}")
        elif column == "note" and draft.fields.get(column):
            draft.fields[column] += f"; {value}"
        elif draft.fields.setdefault(column, value).casefold() != value.casefold():
            self.fault(
                line,
                f"{draft.name!r} has the {column} {draft.fields[column]!r} above",
                "keep one of the two, or give one entry another name",
            )

    def _say(self, draft: _Draft, line: int, tag: str, status: Status, cell: str) -> None:
        for text in (part.strip() for part in cell.split(_FORMS)):
            if not text:
                continue
            if not word_pattern(tag.partition("-")[0]).search(text):
                self.fault(line, f"the form {text!r} has no letter", "write a word, or nothing")
                continue
            first = status is not Status.PREFERRED or not any(
                form.tag == tag and form.status is status for form in draft.forms
            )
            if not first:
                self.fault(
                    line,
                    f"{draft.name!r} has two preferred forms in {tag}",
                    f"put {text!r} into a row of its own whose status is admitted",
                )
                continue
            self._keep(draft, Form(text, tag, status), line)

    def _keep(self, draft: _Draft, form: Form, line: int) -> None:
        same = key(form.text, form.tag)
        for other, above in draft.forms.items():
            if other.tag == form.tag and key(other.text, other.tag) == same:
                self._doubled(form, line, other, above)
                return
        draft.forms[form] = line

    def _doubled(self, form: Form, line: int, other: Form, above: int) -> None:
        if Status.FORBIDDEN in (form.status, other.status) and form.status != other.status:
            self.fault(
                line,
                f"{form.text!r} is {form.status.value} here, {other.status.value} in line {above}",
                "delete it in one of the two rows",
            )
        else:
            self.warn(line, f"{form.text!r} stands in line {above} already", "delete one of them")

    # --- Entries ---

    def _compare(self) -> None:
        """Report forms that two entries of one domain share."""
        seen: dict[tuple[str, str, str], tuple[_Draft, Form, int]] = {}
        for draft in self._drafts.values():
            for form, line in draft.forms.items():
                domain = draft.fields.get("domain", "").casefold()
                place = (form.tag, key(form.text, form.tag), domain)
                other, like, above = seen.setdefault(place, (draft, form, line))
                if other is not draft:
                    self._doubled(form, line, like, above)

    def _entry(self, draft: _Draft) -> Entry:
        kind: Kind = "term"
        if self._of == "name":
            stated = draft.fields.get("kind", "")
            kind = _KINDS.get(stated.casefold(), "organisation")
            if not stated:
                self.fault(
                    draft.line,
                    f"{draft.name!r} has no kind",
                    "write person, place or organisation",
                )
        return Entry(
            name=draft.name,
            kind=kind,
            forms=tuple(draft.forms),
            part_of_speech=draft.fields.get("part of speech", ""),
            domain=draft.fields.get("domain", ""),
            note=draft.fields.get("note", ""),
            path=self._path,
            line=draft.line,
        )


def _tag(name: str) -> str:
    """Return the tag that a column is for: `uz` is its default script, `KAA-cyrl` is kaa-Cyrl."""
    code, hyphen, script = name.replace("_", "-").partition("-")
    try:
        return load(f"{code.lower()}-{script.title()}" if hyphen else code.lower()).tag
    except UnknownLanguageError:
        return ""
