"""Names and addresses of people that stand where only pen names should.

What an article or its translations say is content, and may name whom it likes.
Looked at are the heads and comments of catalogs, who did what in ledger and record with notes and
reasons, and exported files: an address there that no source has came from nowhere good.
A finding tells the place and never what stands there.

Cost: a look at each comment, note and name of an article that is worked on anyway;
an exported file is searched for one sign.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from polyglot.addresses import emails
from polyglot.catalog import exposing_lines
from polyglot.ledger import RESERVED
from polyglot.ledger.forgetting import returned
from polyglot.model import Catalog, Finding, Line, Severity
from polyglot.people import People, same
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.persons import people_if_told
from polyglot.publication import Published, Released, Withdrawn
from polyglot.storage import list_files, read
from polyglot.workspace import FILE, SHARED, Workspace, catalog_path, ledger_path, record_path

_ADDRESS = "an e-mail address"
_NAME = "a name that is no pen name"
_RETURNED = "somebody who was forgotten did exactly this, and here stands a name"
_LIST = "private/people.toml"


def exposed(workspace: Workspace, desk: Desk, written: Collection[str]) -> tuple[Finding, ...]:
    """Return a finding for each place where an article's files name a person.

    *written* are the paths of catalogs that were written meanwhile: their heads are clean.
    """
    look = Look(workspace, desk)
    return (*_heads(look, written), *_comments(look), *_ledger(look), *_record(look))


class Look:
    """One look at an article's files: what may stand there, and what may not."""

    def __init__(self, workspace: Workspace, desk: Desk) -> None:
        self.workspace = workspace
        self.desk = desk
        self.people = people_if_told(workspace)
        self._content: list[str] = []

    def exposes(self, text: str) -> str:
        """Tell in words what of a person stands in *text* and in no content, "" for nothing."""
        if any(not self._is_content(address) for address in emails(text)):
            return _ADDRESS
        pattern = _names(self.people)
        if pattern is not None and any(
            not self._is_content(found) for found in pattern.findall(same(text))
        ):
            return _NAME
        return ""

    def is_stranger(self, by: str) -> bool:
        """Tell whether nobody may be called *by* in a file."""
        if "@" in by:
            return True
        if same(by) in RESERVED or not self.people.names:
            return False
        return not self.people.is_pen_name(by)

    def _is_content(self, words: str) -> bool:
        """Tell whether the article, a translation or the workspace's own design has *words*."""
        if not self._content:
            self._content.append(same(" ".join(self._sources())))
        return same(words) in self._content[0]

    def _sources(self) -> Iterator[str]:
        root, source = self.workspace.root, self.desk.source
        templates = [entry.path for entry in list_files(self.workspace.templates)]
        # The shared catalog stands on a desk, too, and has no article.
        own = () if self.desk.article.id == SHARED else (source.path, source.sidecar)
        for path in (*own, FILE, *templates):
            if path:
                yield (read(root / path) or b"").decode(errors="replace")
        corrections = (known.catalog for known in self.desk.corrections.values() if known.catalog)
        for catalog in (*self.desk.catalogs.values(), *corrections):
            yield from (message.target for message in catalog.messages)
        for act in self.desk.record.acts:
            if isinstance(act, Published):
                yield act.text.source
                yield "".join(piece for piece in act.text.page if isinstance(piece, str))


@lru_cache(maxsize=4)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")


def _names(people: People) -> re.Pattern[str] | None:
    """Return a pattern of the identities that are names; addresses are found by their form."""
    if not people.identities:
        return None
    return _pattern(frozenset(name for name in people.identities if "@" not in name))


# --- Catalogs -----------------------------------------------------------------------------------


def _heads(look: Look, written: Collection[str]) -> Iterator[Finding]:
    desk = look.desk
    for language in sorted(desk.untidy):
        path = catalog_path(desk.article.id, language)
        if path in written:
            continue
        names = {*look.people.names, ""}
        for line in exposing_lines(read(look.workspace.root / path) or b"", names):
            hint = "polyglot extract takes it out"
            yield _found(path, line, "the head of this file names a person", hint, language)


def _comments(look: Look) -> Iterator[Finding]:
    desk = look.desk
    catalogs: list[tuple[str, Catalog]] = list(desk.catalogs.items())
    catalogs += [(tag, c.catalog) for tag, c in desk.corrections.items() if c.catalog is not None]
    for tag, catalog in catalogs:
        path = catalog_path(desk.article.id, tag)
        for message in catalog.messages:
            if not (message.comments or message.hints):
                continue
            if what := look.exposes("\n".join((*message.comments, *message.hints))):
                hint = "take it out of the lines that begin with #"
                yield _found(path, message.line, f"{what} stands in a comment", hint, tag)


# --- Ledger and record --------------------------------------------------------------------------


def _ledger(look: Look) -> Iterator[Finding]:
    lines = look.desk.ledger.lines
    names = {line.by for line in lines if line.action != "drafted" or "@" in line.by}
    strangers = {by for by in names if look.is_stranger(by)}
    told: dict[str, str] = {}
    for line in lines:
        if line.by in strangers and line.action != "drafted":
            strangers.discard(line.by)
            told[line.id] = _who(line.by)
        elif (line.note or line.unknown) and (what := look.exposes(line.note + line.unknown)):
            told[line.id] = f"{what} stands in a note"
    for line, _ in returned(lines):
        told.setdefault(line.id, _RETURNED)
    places = _places(look, [line for line in lines if line.id in told]) if told else {}
    for id_, problem in told.items():
        path, number = places.get(id_, (ledger_path(look.desk.article.id), 0))
        found = _found(path, number, problem, _hint(problem))
        # Two people may have done the very same, and only one of them was forgotten.
        yield replace(found, severity=Severity.WARNING) if problem == _RETURNED else found


def _places(look: Look, lines: Iterable[Line]) -> dict[str, tuple[str, int]]:
    """Return where *lines* stand, by their ids."""
    wanted = {line.id for line in lines}
    folder = ledger_path(look.desk.article.id)
    found: dict[str, tuple[str, int]] = {}
    for path in sorted((look.workspace.root / folder).glob("*.jsonl")):
        rows = (read(path) or b"").decode(errors="replace").split("\n")
        for number, row in enumerate(rows, 1):
            for id_ in wanted:
                if f'"id":"{id_}"' in row:
                    found.setdefault(id_, (f"{folder}/{path.name}", number))
    return found


def _record(look: Look) -> Iterator[Finding]:
    path = record_path(look.desk.article.id)
    acts = [act for act in look.desk.record.acts if isinstance(act, Released | Withdrawn)]
    strangers = {act.by for act in acts if look.is_stranger(act.by)}
    for act in acts:
        text = act.note if isinstance(act, Released) else act.reason
        problem = ""
        if act.by in strangers:
            strangers.discard(act.by)
            problem = _who(act.by)
        elif text and (what := look.exposes(text)):
            problem = f"{what} stands in a note"
        if problem:
            yield _found(
                path, _line_of(look.desk.record.lines, act.by, text), problem, _hint(problem)
            )


def _line_of(lines: Iterable[str], by: str, text: str) -> int:
    import json

    wanted = [f":{json.dumps(part, ensure_ascii=False)}" for part in (by, text)]
    rows = enumerate(lines, 1)
    return next((number for number, row in rows if all(part in row for part in wanted)), 0)


def _who(by: str) -> str:
    return f"{_ADDRESS if '@' in by else _NAME} stands for who did this"


def _hint(problem: str) -> str:
    if problem == _RETURNED:
        return "an old branch may have brought her name back: polyglot people forget it again"
    if problem.startswith(_ADDRESS) or "note" in problem:
        return "polyglot people forget takes out who did something; a note is yours to change"
    return f"list it in {_LIST}, or take it out with polyglot people forget"


# --- Exports ------------------------------------------------------------------------------------


def leaks(look: Look, path: str, data: bytes) -> Iterator[Finding]:
    """Yield a finding if the exported file *data* holds an address that no source text has."""
    at = data.find(b"@")
    while at >= 0:
        if _SURE.match(data[at - 1 : at + 2]):
            break
        at = data.find(b"@", at + 1)
    else:
        return
    text = data.decode(errors="replace")
    for number, line in enumerate(text.split("\n"), 1):
        if "@" in line and look.exposes(line) == _ADDRESS:
            hint = "look for it in templates/ and in the publication record"
            yield _found(path, number, f"{_ADDRESS} stands in an export", hint)


_SURE = re.compile(rb"[\w%+.-]@\w")


def _found(path: str, line: int, problem: str, hint: str, language: str = "") -> Finding:
    return Finding(
        "identity",
        Severity.ERROR,
        path,
        line,
        problem,
        hint=hint,
        language=language,
        is_waivable=False,
    )
