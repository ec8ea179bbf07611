"""One article on the desk: everything that is known about it, read once.

A nested article (`news/a` and `news/a/b`) shares a ledger folder's parent with another;
only the folder's own files are its ledger.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from polyglot import catalog as po
from polyglot.errors import CatalogError, ContentError, LedgerError
from polyglot.ledger import Ledger
from polyglot.ledger import parse as parse_ledger
from polyglot.model import (
    Article,
    Catalog,
    Finding,
    Line,
    Message,
    Metadata,
    Severity,
    State,
)
from polyglot.people import pen_name
from polyglot.pipeline.persons import called
from polyglot.pipeline.shared import NOTHING, Shared
from polyglot.pipeline.survey import Source, Stat, watched
from polyglot.pipeline.witness import Witness
from polyglot.plugins import Origin
from polyglot.publication import Record
from polyglot.publication import parse as parse_record
from polyglot.readers import reader_for
from polyglot.storage import digest, read, stat_of
from polyglot.workspace import (
    SENTENCES,
    SHARED,
    SHARED_FOLDER,
    Workspace,
    catalog_path,
    ledger_path,
    record_path,
)

if TYPE_CHECKING:
    from polyglot.segmentation import OwnRules

SHARED_SOURCE = Source(SHARED, SHARED_FOLDER)
"""Stands for the shared catalog among the sources of articles; no article is called so."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What people corrected in an edition in one script: *catalog*, None if it cannot be read.

    *hash* is the digest of its file.
    """

    catalog: Catalog | None
    hash: str


@dataclass(frozen=True, slots=True)
class Desk:
    """An article with its catalogs, ledger and record.

    *catalogs* has every target language whose PO file can be read, empty ones included.
    *read* are the digests of the PO files as they were read ("" for none).
    *lines* were written by this command and are not in any file yet; *ledger* knows them.
    *broken* are the languages whose PO file cannot be read: nothing touches it.
    *seen* is what the files looked like before they were read.
    *doubles* are messages that another one in the same file stands for: only the ledger keeps them.
    *untidy* are the languages whose PO file names people and is written anew for that alone.
    *corrections* are people's corrections to editions in a script, by the edition's tag.
    *merges* are the catalogs that this command brought up to date: as they were, and the changes.
    *witness* can tell who translated what the ledger does not know yet.
    *shared* is what people fixed once for all articles,
    *rules* what the workspace adds to the rules of sentences.
    """

    source: Source
    article: Article
    catalogs: Mapping[str, Catalog]
    read: Mapping[str, str]
    ledger: Ledger
    record: Record
    lines: tuple[Line, ...] = ()
    broken: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    seen: Mapping[str, Stat | None] | None = None
    doubles: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    untidy: frozenset[str] = frozenset()
    corrections: Mapping[str, "Corrections"] = field(default_factory=dict)
    merges: Mapping[str, tuple[Catalog, tuple[po.Change, ...]]] = field(default_factory=dict)
    witness: Witness | None = None
    shared: Shared = NOTHING
    rules: "OwnRules | None" = None
    _states: dict[str, list[tuple[Message, State]]] = field(default_factory=dict, compare=False)
    _segments: list[tuple[po.Segment, ...]] = field(default_factory=list, compare=False)

    def with_catalog(self, language: str, catalog: Catalog) -> "Desk":
        """Return the desk with another catalog in *language*."""
        if catalog is self.catalogs[language]:
            return self
        return replace(self, catalogs={**self.catalogs, language: catalog}, _states={})

    @property
    def segments(self) -> tuple[po.Segment, ...]:
        """The article's segments, worked out once."""
        if not self._segments:
            self._segments.append(po.segments_of(self.article))
        return self._segments[0]

    def states(self, language: str) -> list[tuple[Message, State]]:
        """Return each message in use with its state, in document order; worked out once."""
        if language not in self._states:
            self._states[language] = [
                (message, self.ledger.state(language, message))
                for message in self.catalogs[language].messages
                if not message.is_obsolete
            ]
        return self._states[language]

    def called(self, by: str) -> str:
        """Return the pen name of whoever calls herself *by*.

        Raises:
            PeopleError: If the list of people cannot be read.
            ReviewError: If nobody is, or can be, called so.
        """
        return pen_name(by) if self.witness is None else called(self.witness.workspace, by)

    def with_lines(self, lines: tuple[Line, ...]) -> "Desk":
        """Return the desk with sealed *lines* added to its ledger."""
        if not lines:
            return self
        ledger = self.ledger.plus(lines)
        return replace(self, ledger=ledger, lines=self.lines + lines, _states={})


def load(
    workspace: Workspace,
    source: Source,
    outputs: tuple[str, ...] = (),
    *,
    shared: Shared = NOTHING,
) -> Desk:
    """Read everything about an article; *shared* is what is known for all of them.

    Raises:
        ContentError: If the article itself cannot be read.
        LedgerError: If a file of its ledger cannot be read.
        StorageError: If the disk refuses.
    """
    seen = watched(workspace, source, outputs)
    article = read_article(workspace, source)
    ledger = _read_ledger(workspace, source.home, shared)
    record_file = record_path(source.id)
    record = parse_record(read(workspace.root / record_file) or b"", record_file)
    corrections, problems = _corrections(workspace, source.home)
    bare = Desk(source, article, {}, {}, ledger, record)
    desk = _with_catalogs(workspace, bare, workspace.targets(article.language))
    return replace(
        desk,
        findings=(*article.reports, *desk.findings, *problems),
        seen=seen,
        corrections=corrections,
        shared=shared,
        rules=own_rules(workspace.root),
    )


def load_shared(workspace: Workspace) -> Desk:
    """Read the shared catalog: it stands on a desk as an article's does, without an article.

    Raises:
        LedgerError: If a file of its ledger cannot be read.
        StorageError: If the disk refuses.
    """
    language = workspace.settings.source
    article = Article(SHARED, SHARED_FOLDER, language, "", Metadata(), (), (), ())
    ledger = _read_ledger(workspace, SHARED, NOTHING)
    desk = Desk(SHARED_SOURCE, article, {}, {}, ledger, Record())
    return _with_catalogs(workspace, desk, workspace.settings.languages)


def _with_catalogs(workspace: Workspace, desk: Desk, languages: Iterable[str]) -> Desk:
    """Return *desk* with the catalogs in *languages* as they stand on disk."""
    catalogs: dict[str, Catalog] = {}
    digests: dict[str, str] = {}
    doubles: dict[str, tuple[Message, ...]] = {}
    signed: dict[str, tuple[str, str]] = {}
    findings: list[Finding] = []
    for language in languages:
        path = catalog_path(desk.source.home, language)
        data = read(workspace.root / path)
        digests[language] = "" if data is None else digest(data)
        try:
            if data is None:
                catalogs[language] = empty_catalog(language)
                continue
            found = po.read_all(data, path=path, language=language)
            _refuse_stranger(workspace, desk.article, found, path)
            catalogs[language] = found.catalog if data.strip() else empty_catalog(language)
            findings += found.findings
            if found.duplicates:
                doubles[language] = found.duplicates
            if po.names_people(data):
                signed[language] = po.signature(data)
        except CatalogError as error:
            findings.append(broken(error, language))
    return replace(
        desk,
        catalogs=catalogs,
        read=digests,
        broken=frozenset(digests) - frozenset(catalogs),
        findings=tuple(findings),
        doubles=doubles,
        untidy=frozenset(signed),
        witness=Witness(workspace, desk.article.id, signed),
    )


def _corrections(
    workspace: Workspace, article: str
) -> tuple[Mapping[str, Corrections], list[Finding]]:
    """Read the corrections to the editions whose scripts the settings name."""
    found: dict[str, Corrections] = {}
    findings: list[Finding] = []
    for language, tags in workspace.settings.editions.items():
        for tag in tags:
            path = catalog_path(article, tag)
            if (data := read(workspace.root / path)) is None:
                continue
            try:
                catalog = _single(po.read_all(data, path=path, language=tag), path)
            except CatalogError as error:
                findings.append(broken(error, language))
                found[tag] = Corrections(None, digest(data))
            else:
                found[tag] = Corrections(catalog, digest(data))
    return found, findings


def _single(found: po.Read, path: str) -> Catalog:
    """Return a catalog of corrections, of which no ledger would keep a second one of a text."""
    texts = {message.key: message.target for message in found.catalog.messages}
    for message in found.duplicates:
        if message.target and message.target != texts[message.key]:
            raise CatalogError(
                "the same text is corrected twice in this file",
                path=path,
                line=message.line,
                hint="keep one of the two; until then the file is left as it is",
            )
    return found.catalog


def read_article(workspace: Workspace, source: Source) -> Article:
    """Read one article with its sidecar.

    Raises:
        ContentError: If it cannot be read; the path and, where it is known, the line are named.
        StorageError: If the disk refuses.
    """
    data = read(workspace.root / source.path)
    if data is None:
        raise ContentError("the file has gone", path=source.path)
    sidecar = read(workspace.root / source.sidecar) if source.sidecar else None
    return article_of(workspace, source, data, sidecar)


def article_of(workspace: Workspace, source: Source, data: bytes, sidecar: bytes | None) -> Article:
    """Return the article whose file has the bytes *data*, and its sidecar the bytes *sidecar*.

    Raises:
        ContentError: If it cannot be read; the path and, where it is known, the line are named.
    """
    metadata = _sidecar(sidecar or b"", source.sidecar)
    reader = reader_for("." + source.path.rpartition(".")[2].lower())
    origin = Origin(source.id, source.path, workspace.settings.source, metadata, source.sidecar)
    article = reader.read(data, origin)
    if article.language not in workspace.settings.languages:
        path, line = _said_in(source, data, sidecar or b"", article.language)
        raise ContentError(
            f"the article's language {article.language!r} is none of this workspace",
            path=path,
            line=line,
            hint="languages in polyglot.toml are " + ", ".join(workspace.settings.languages),
        )
    if (article.metadata.segmentation or workspace.settings.segmentation) == "sentence":
        from polyglot.segmentation import by_sentence

        return by_sentence(article, own=own_rules(workspace.root))
    return article


def _said_in(source: Source, data: bytes, sidecar: bytes, language: str) -> tuple[str, int | None]:
    """Return the file and the line that name an article's *language*, as far as they are found."""
    for path, text in ((source.sidecar, sidecar), (source.path, data)):
        for number, line in enumerate(text.splitlines(), start=1):
            if b"lang" in line.lower() and language.encode() in line:
                return path, number
    return source.path, None


def own_rules(root: Path) -> "OwnRules":
    """Return what the workspace at *root* adds to the rules of sentences.

    Raises:
        SettingsError: If its file is wrong.
    """
    path = root / SENTENCES
    return _own_rules(str(path), stat_of(path))


@lru_cache(maxsize=4)
def _own_rules(path: str, seen: Stat | None) -> "OwnRules":
    from polyglot.segmentation import read_own

    data = read(path) if seen else None
    return {} if data is None else read_own(data, path=SENTENCES)


def _sidecar(data: bytes, path: str) -> dict[str, object]:
    try:
        return tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise ContentError(
            f"the sidecar is no TOML: {error}", path=path, hint="mend it or move it away"
        ) from error


def ledger_files(workspace: Workspace, article: str) -> dict[str, bytes]:
    """Return the files of an article's ledger by name.

    Raises:
        StorageError: If the disk refuses.
    """
    folder = workspace.root / ledger_path(article)
    return {path.name: read(path) or b"" for path in sorted(folder.glob("*.jsonl"))}


def _read_ledger(workspace: Workspace, article: str, shared: Shared) -> Ledger:
    try:
        files = ledger_files(workspace, article)
        return parse_ledger(files, path=ledger_path(article), shared=shared.approved)
    except LedgerError as error:
        error.hint = error.hint or "git log shows who changed it; git checkout brings it back"
        raise


def _refuse_stranger(workspace: Workspace, article: Article, found: po.Read, path: str) -> None:
    """Refuse a PO file that was copied over this article's own by mistake."""
    if found.declared in workspace.settings.languages:
        raise CatalogError(
            f"this PO file is in another language: its head says {found.declared}",
            path=path,
            hint="put it where it belongs, and bring this one back (git checkout); "
            'if only the head is wrong, mend the line "Language: …"',
        )
    if article.id == SHARED:
        return  # People copy messages there from any article.
    messages = found.catalog.messages
    named = {name for m in messages if not m.is_obsolete for name in m.references}
    keys = {unit.key for unit in article.parts}
    if not named or article.path in named or any(m.key in keys for m in messages):
        return
    others = sorted(name for name in named if stat_of(workspace.root / name) is not None)
    if others:
        raise CatalogError(
            f"this PO file translates another article: {others[0]}",
            path=path,
            hint="put it where it belongs, and bring this article's own back (git checkout)",
        )


def empty_catalog(language: str) -> Catalog:
    """Return a new catalog, with the header that tells a translator what to do."""
    from polyglot.languages import load as load_language

    known = load_language(language)
    return po.fresh(language, known.header, known.plural)


def broken(error: CatalogError, language: str) -> Finding:
    """Tell of a PO file that cannot be read; it is left as it is."""
    return Finding(
        "broken-catalog",
        Severity.ERROR,
        error.path or "",
        error.line or 0,
        error.problem,
        hint=error.hint or "mend the file by hand; until then it is left as it is",
        language=language,
        is_waivable=False,
    )
