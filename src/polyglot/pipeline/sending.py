"""Catalogs sent out as files for people; nothing in the workspace changes, and no network is used.

A file goes out as its catalog stands. What it says of itself is in `polyglot.exchange`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from polyglot import catalog as po
from polyglot import exchange
from polyglot.errors import CatalogError, ContentError, LedgerError, PolyglotError, UsageError
from polyglot.languages import scripts
from polyglot.model import Catalog
from polyglot.pipeline.desk import Desk, load
from polyglot.pipeline.extracting import extract
from polyglot.pipeline.running import renamed
from polyglot.pipeline.scripts import drafts_in, settled_in
from polyglot.pipeline.survey import Source, select, survey
from polyglot.storage import read
from polyglot.storage import replace as put
from polyglot.workspace import Workspace, catalog_path

OURS = ("content", "locales", "exports", "terms", "private", ".journal", ".polyglot")
"""The folders of a workspace in which a file that goes out would pass for another."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file for one article in one language, at *path*; *problem* says why it was not written.

    *notes* are for whoever sends it; *is_new* tells that its bytes were not there before.
    """

    path: str
    article: str
    language: str
    notes: tuple[str, ...] = ()
    is_new: bool = False
    problem: PolyglotError | None = None


def checked_scripts(
    workspace: Workspace, asked: Sequence[str], languages: Sequence[str]
) -> Mapping[str, str]:
    """Return by language the script in which drafts go out: *asked*, else the settings'.

    Raises:
        UsageError: If one is no script of one of *languages*.
    """
    chosen = dict(workspace.settings.translate.scripts)
    for tag in asked:
        language = tag.partition("-")[0]
        known = [one for name in languages for one in scripts(name)]
        if tag not in known:
            raise UsageError(
                f"{tag!r} is no script of what is sent", hint="there are " + ", ".join(known)
            )
        chosen[language] = tag
    return chosen


def send(
    workspace: Workspace,
    asked: Sequence[str],
    languages: Sequence[str],
    folder: Path,
    *,
    in_scripts: Mapping[str, str],
    day: date,
    dry_run: bool = False,
) -> Iterator[Sent]:
    """Write into *folder* the catalogs of the articles *asked* for (all by default), one by one.

    A file that stands there already is replaced only if nobody worked in it since it was sent.

    Raises:
        UsageError: If there is no such article, or *folder* is one of the workspace's own.
        StorageError: If the disk refuses.
    """
    _refuse_own(workspace, folder)
    found, _ = renamed(workspace, survey(workspace), is_saving=False)
    names = exchange.file_names(source.id for source in found.sources)
    for source in select(found, asked):
        try:
            desk = load(workspace, source)
        except (ContentError, LedgerError) as error:
            yield Sent("", source.id, "", problem=error)
            continue
        later = extract(desk, by="", day=day)
        for language in languages:
            if language == desk.article.language:
                continue
            tag = in_scripts.get(language, "")
            path = folder / f"{names[source.id]}.{tag or language}.po"
            sent = Sent(str(path), source.id, language, _notes(desk, later, language))
            try:
                data = po.write(_outgoing(workspace, desk, language, tag))
                is_new = _is_new(path, data, source)
            except (CatalogError, ContentError) as error:
                yield replace(sent, problem=error)
                continue
            if is_new and not dry_run:
                put(path, data)
            yield replace(sent, is_new=is_new)


def _refuse_own(workspace: Workspace, folder: Path) -> None:
    whole, root = folder.resolve(), workspace.root.resolve()
    if whole == root or any(whole.is_relative_to(root / name) for name in OURS):
        raise UsageError(
            f"{folder} is a folder of the workspace itself",
            hint="name another one: --to outgoing, or one outside",
        )


def _outgoing(workspace: Workspace, desk: Desk, language: str, tag: str) -> Catalog:
    """Return a catalog as it goes out, with its drafts in the script *tag* if one is named.

    Raises:
        CatalogError: If there is none, or it cannot be read.
    """
    path = catalog_path(desk.source.home, language)
    if language in desk.broken:
        problem = next(f for f in desk.findings if f.language == language)
        raise CatalogError(problem.problem, path=path, line=problem.line or None, hint=problem.hint)
    if not desk.read[language]:
        raise CatalogError("there is no such catalog yet", path=path, hint="polyglot extract")
    catalog = desk.catalogs[language]
    if tag:
        catalog = exchange.respelt(
            catalog,
            is_untouched=partial(desk.ledger.is_untouched_draft, language),
            spell=drafts_in(desk, tag, settled_in(workspace), workspace.settings.usage),
        )
    return exchange.stamped(catalog, article=desk.article.id, number=desk.ledger.highest)


def _notes(desk: Desk, later: Desk, language: str) -> tuple[str, ...]:
    """Return what whoever sends a catalog should know."""
    notes = []
    if desk.article.metadata.privacy == "secret":
        notes.append(f"{desk.article.id} is secret: whoever has this file has its text")
    is_seen = not any(line.language == language for line in later.lines)
    if desk.read.get(language) and not (
        is_seen and later.catalogs.get(language) == desk.catalogs.get(language)
    ):
        notes.append(
            f"{desk.article.id} {language} is not up to date with its article, "
            "or with what people did to it: polyglot extract, then send it again"
        )
    return tuple(notes)


def _is_new(path: Path, data: bytes, source: Source) -> bool:
    """Tell whether *data* is to be written at *path*.

    Raises:
        CatalogError: If a file stands there that is not ours, or somebody worked in it.
        ContentError: If it is no regular file.
    """
    there = read(path)
    if there is None or there == data:
        return there is None
    try:
        found = po.read_all(there, path=str(path), language="")
    except CatalogError:
        found = None
    postmark = exchange.read(found.sent) if found else exchange.Postmark()
    if found and postmark.article == source.id and exchange.is_untouched(found.catalog, postmark):
        return True
    if postmark.article == source.id:
        raise CatalogError(
            "somebody worked in this file since it was sent, so it stays",
            path=str(path),
            hint=f"polyglot receive {path}, or name another folder",
        )
    raise CatalogError(
        "another file has this name, so it stays",
        path=str(path),
        hint="move it away, or name another folder",
    )
