"""What lies in `content/`, and what of it has changed since the last run.

Cost: one look at each folder of `content/` and one `stat` for each file an article touches.
"""

import hashlib
import os
import re
import unicodedata
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import DirEntry
from pathlib import PurePosixPath
from posixpath import normpath

from polyglot.errors import ContentError, UsageError
from polyglot.model import Finding, Severity
from polyglot.readers import SUFFIXES
from polyglot.storage import list_files, stat_of
from polyglot.workspace import (
    SHARED,
    SHARED_FOLDER,
    Workspace,
    catalog_path,
    ledger_path,
    record_path,
    template_path,
)

ID = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*")
"""What an article may be called: no name of it reads as an option, or leads elsewhere."""

Stat = tuple[int, int, int, int]
Seen = tuple[tuple[str, Stat | None], ...]
"""Paths, each with the stat of its file."""

NOTHING: Stat = (-1, -1, -1, -1)
"""How a file that is not there looks in a signature."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article's file: *id*; *path* and *sidecar* ("" without one) relative to the workspace.

    *was* is the id under which its catalogs and its ledger stand still, if it was renamed since.
    """

    id: str
    path: str
    sidecar: str = ""
    was: str = ""

    @property
    def home(self) -> str:
        """The id under which its catalogs and its ledger are found."""
        return self.was or self.id


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies in `content/`: articles in the order of their ids, and what cannot be one."""

    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]


def survey(workspace: Workspace) -> Survey:
    """Look through `content/`."""
    root = workspace.root
    found: list[Source] = []
    findings: list[Finding] = []
    sidecars: set[str] = set()
    start = len(str(root)) + 1
    for entry in list_files(root / "content"):
        path = entry.path[start:].replace(os.sep, "/")
        suffix = PurePosixPath(path).suffix.lower()
        if suffix == ".toml":
            sidecars.add(path)
        elif suffix in SUFFIXES:
            problem = _problem(entry, path)
            if problem:
                findings.append(_refused(path, *problem))
            else:
                found.append(Source(_id_of(path), path))
    kept, doubles = _without_doubles(found)
    return Survey(
        tuple(
            Source(
                s.id, s.path, f"content/{s.id}.toml" if f"content/{s.id}.toml" in sidecars else ""
            )
            for s in kept
        ),
        tuple(findings + doubles),
    )


def _id_of(path: str) -> str:
    return unicodedata.normalize("NFC", path.removeprefix("content/").rpartition(".")[0])


def _problem(entry: DirEntry[str], path: str) -> tuple[str, str] | None:
    if _id_of(path).casefold() == SHARED:
        return (
            f"{SHARED!r} stands for the messages of all articles, so no article is called so",
            "rename the file",
        )
    if entry.is_symlink():
        return (
            "this is a symbolic link, which polyglot does not follow",
            "put a copy of the file there",
        )
    if not ID.fullmatch(_id_of(path)) or ".." in path:
        return (
            "an article's name begins with a letter or a digit and holds only those, '-', '_', '.'",
            "rename the file, for example to " + _plain_path(path),
        )
    return None


def _plain_path(path: str) -> str:
    parts = re.sub(r"\.{2,}", ".", re.sub(r"[^\w./-]+", "-", path)).split("/")
    return "/".join(part.lstrip(".-") or "unnamed" for part in parts)


def _refused(path: str, problem: str, hint: str) -> Finding:
    return Finding("article", Severity.ERROR, path, 0, problem, hint=hint)


def _without_doubles(found: Iterable[Source]) -> tuple[list[Source], list[Finding]]:
    groups: dict[str, list[Source]] = {}
    for source in found:
        groups.setdefault(source.id.casefold(), []).append(source)
    kept: list[Source] = []
    findings: list[Finding] = []
    for group in groups.values():
        if len(group) == 1:
            kept += group
            continue
        paths = [source.path for source in group]
        findings += [
            _refused(
                path,
                f"the same article id as {' and '.join(p for p in paths if p != path)}",
                "rename one of them; an id is the path without its suffix, in any case of letters",
            )
            for path in paths
        ]
    return sorted(kept, key=lambda source: source.id), findings


def select(found: Survey, asked: Iterable[str]) -> tuple[Source, ...]:
    """Return the sources that *asked* names: by id, by path, or by slug where that is unique.

    Nothing asked means all.

    Raises:
        ContentError: If a name is that of a file that cannot be an article.
        UsageError: If a name fits no article or more than one.
    """
    by_id = {source.id: source for source in found.sources}
    if not (names := list(asked)):
        return tuple(by_id.values())
    chosen: dict[str, Source] = {}
    for name in names:
        source = _named(by_id, name, found.findings)
        chosen[source.id] = source
    return tuple(chosen[key] for key in sorted(chosen))


def _named(by_id: Mapping[str, Source], name: str, refused: Iterable[Finding]) -> Source:
    key = unicodedata.normalize("NFC", name)
    if "/" in key and not key.endswith("/"):
        key = normpath(key)
    if key in by_id:
        return by_id[key]
    tail = key.partition("content/")[2] or key
    fits = [s for s in by_id.values() if key in (s.path, s.sidecar) or s.path.endswith("/" + tail)]
    fits = fits or [s for s in by_id.values() if s.id.rpartition("/")[2] == key]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise UsageError(
            f"{name!r} fits more than one article",
            hint="name one by its id: " + ", ".join(s.id for s in fits),
        )
    for finding in refused:
        whole = unicodedata.normalize("NFC", finding.path)
        name_of = _id_of(whole)
        if tail in (whole, whole.removeprefix("content/"), name_of, name_of.rpartition("/")[2]):
            raise ContentError(finding.problem, path=finding.path, hint=finding.hint)
    from difflib import get_close_matches

    near = get_close_matches(name, by_id, 3, 0.5)
    raise UsageError(
        f"there is no article {name!r}",
        hint=f"did you mean {', '.join(near)}?" if near else "polyglot status lists all articles",
    )


def watched(workspace: Workspace, source: Source, outputs: Iterable[str]) -> dict[str, Stat | None]:
    """Return the stat of every file that an article's outcome depends on, by path.

    *outputs* are the exports that were written for it.
    """
    root = f"{workspace.root}/"
    name = source.id
    paths = [source.path, source.sidecar or f"content/{name}.toml", template_path(name)]
    paths += [catalog_path(name, language) for language in workspace.settings.languages]
    scripts = workspace.settings.editions.values()
    paths += [catalog_path(name, tag) for tags in scripts for tag in tags]
    folder = ledger_path(name)
    paths += (record_path(name), folder)
    paths += outputs
    paths += [e.path[len(root) :] for e in list_files(root + folder) if e.name.endswith(".jsonl")]
    return {path: stat_of(root + path) for path in paths}


def shared_files(workspace: Workspace) -> Seen:
    """Return the stat of every file of the shared messages; a workspace without any has none."""
    return tuple((e.path, stat_of(e.path)) for e in list_files(workspace.root / SHARED_FOLDER))


def signature(seen: Mapping[str, Stat | None]) -> str:
    """Return a short hash of what was seen; equal signatures mean that nothing changed."""
    digest = hashlib.blake2b("\0".join(seen).encode(), digest_size=16)
    digest.update(array("q", [n for stat in seen.values() for n in stat or NOTHING]).tobytes())
    return digest.hexdigest()


def newest(seen: Mapping[str, Stat | None]) -> int:
    """Return the latest instant at which one of the files changed, in nanoseconds."""
    return max([n for stat in seen.values() if stat for n in stat[1:3]], default=0)
