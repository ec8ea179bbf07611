"""Files that came back: which article and language each is a translation of, and whose."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from polyglot import catalog as po
from polyglot import exchange
from polyglot.errors import CatalogError, ContentError, UsageError
from polyglot.model import Catalog, Finding, Message, Severity
from polyglot.pipeline.persons import people_of
from polyglot.pipeline.survey import Source, Survey, select
from polyglot.storage import guarded, list_files, read, stat_of
from polyglot.workspace import Workspace

MOST = 16 << 20
"""The size of the largest file that is read, in bytes; a long article's has a hundredth of it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A PO file that came back, and what it turned out to be.

    *doubles* are messages that another one in the file stands for.
    *by* is the pen name of whoever worked in it, "" if nobody can tell.
    """

    path: str
    source: Source
    catalog: Catalog
    postmark: exchange.Postmark
    by: str = ""
    doubles: tuple[Message, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def language(self) -> str:
        """The language it is in."""
        return self.catalog.language


@dataclass(frozen=True, slots=True)
class Desired:
    """What was said by hand of all the files: *by* whom, of which *article*, in which *language*.

    Each is "" where nothing was said.
    """

    by: str = ""
    article: str = ""
    language: str = ""


def files_in(named: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that are *named*; of a folder, its PO files and those of its folders.

    Raises:
        UsageError: If there is no such file, or no PO file in a folder.
        StorageError: If the disk refuses.
    """
    for path in named:
        if not path.is_dir():
            if stat_of(path) is None:
                raise UsageError(f"there is no file {path}")
            yield path
            continue
        with guarded(path):
            found = [Path(one.path) for one in list_files(path) if one.name.endswith(".po")]
        if not found:
            raise UsageError(f"there is no PO file in {path}")
        yield from found


def open_letter(workspace: Workspace, found: Survey, path: Path, desired: Desired) -> Letter:
    """Read one file, and find out what it is.

    Raises:
        CatalogError: If it is no PO file, or nobody can tell whose translation it is.
        ContentError: If it is no regular file.
        PeopleError: If the list of people cannot be read.
        UsageError: If the article named by hand is none.
        StorageError: If the disk refuses.
    """
    shown = str(path)
    data = _read(path)
    opened = po.read_all(data, path=shown, language="")
    postmark = exchange.read(opened.sent)
    source = _source(found, opened.catalog, postmark, shown, desired.article)
    language = _language(workspace, opened.declared, shown, desired.language)
    signed = "" if desired.by else people_of(workspace).find(po.signature(data)[0])
    return Letter(
        shown,
        source,
        replace(opened.catalog, language=language),
        postmark if postmark.article else exchange.Postmark(),
        desired.by or signed,
        opened.duplicates,
        tuple(_told(opened.findings, language)),
    )


def _read(path: Path) -> bytes:
    seen = stat_of(path)
    if seen is not None and seen[0] > MOST:
        raise CatalogError(
            f"this file is too big for a PO file: {seen[0]} bytes", path=str(path), hint=_AGAIN
        )
    data = read(path)
    if data is None:
        raise ContentError("the file has gone", path=str(path))
    if not data.strip():
        raise CatalogError("this file is empty", path=str(path), hint=_AGAIN)
    return data


_AGAIN = "have it sent once more"


def _told(findings: Sequence[Finding], language: str) -> Iterator[Finding]:
    """Yield what whoever receives a file should know of it."""
    for finding in findings:
        if finding.severity is Severity.WARNING and finding.kind != "other-language":
            yield replace(finding, language=language)


# --- Whose translation it is --------------------------------------------------------------------


def _source(
    found: Survey,
    came: Catalog,
    postmark: exchange.Postmark,
    path: str,
    asked: str,
) -> Source:
    """Return the article that a file translates: as it says, as was said, or as its lines say."""
    by_id = {name: source for source in found.sources for name in (source.home, source.id)}
    stated = by_id.get(postmark.article)
    if asked:
        (chosen,) = select(found, [asked])
        if stated is not None and stated != chosen:
            raise CatalogError(
                f"this file is a translation of {stated.id}, not of {chosen.id}",
                path=path,
                hint="leave --article out, or name the article that the file names",
            )
        return chosen
    if stated is not None:
        return stated
    if postmark.article:
        raise CatalogError(
            f"it was sent for {postmark.article}, and there is no such article",
            path=path,
            hint="if the article has another name now: --article ID",
        )
    return _referred(found.sources, came, path)


def _referred(known: Iterable[Source], came: Catalog, path: str) -> Source:
    """Return the article that the lines `#: content/…` of a file name."""
    named = {_file(name) for message in came.messages for name in message.references}
    fits = [source for source in known if source.path in named]
    if len(fits) == 1:
        return fits[0]
    problem = "it names more than one article" if fits else "it does not say which article it is of"
    raise CatalogError(problem, path=path, line=1, hint="say it with --article")


def _file(reference: str) -> str:
    """Return the file of a reference, without the line that some tools add."""
    name, colon, line = reference.rpartition(":")
    return name if colon and line.isdecimal() else reference


def _language(workspace: Workspace, declared: str, path: str, asked: str) -> str:
    """Return the language of a file: as it says, or as was said where it does not."""
    if asked and declared and asked != declared:
        raise CatalogError(
            f"the file says that it is in {declared}, not in {asked}",
            path=path,
            line=1,
            hint='if its head is wrong, mend the line "Language: …"',
        )
    language = asked or declared
    if not language:
        raise CatalogError(
            "it does not say which language it is in", path=path, line=1, hint="say it with -l"
        )
    if language not in workspace.settings.languages:
        raise CatalogError(
            f"it is in {language!r}, which is none of this workspace's languages",
            path=path,
            line=1,
            hint="languages in polyglot.toml are " + ", ".join(workspace.settings.languages),
        )
    return language
