"""What an export folder holds by our hand: files with their digests, and the indexes' entries.

A file that is not in the manifest was not written by polyglot and is never touched.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from polyglot.errors import StorageError
from polyglot.pipeline.exporting import Page
from polyglot.storage import digest, read
from polyglot.workspace import Workspace, exports_path
from polyglot.writers.index import Entry

NAME = "manifest.json"


class File(NamedTuple):
    """A file we wrote: the digest of its bytes, the articles it belongs to, its format.

    Only an image belongs to more than one article; an index belongs to none.
    There are ten for each article, read and written at each change: a tuple is made quickest.
    """

    hash: str
    articles: tuple[str, ...]
    format: str


@dataclass(slots=True)
class Manifest:
    """One export folder's manifest, while it is being changed.

    *indexes* tells, by path, what each index was made from.
    *shelves* tells the paths of each article's files, so that one article costs its own files;
    *touched* are the tags whose entries have changed.
    """

    drafts: bool
    files: dict[str, File]
    entries: dict[str, dict[str, Entry]]
    indexes: dict[str, str] = field(default_factory=dict)
    shelves: dict[str, set[str]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for path, file in self.files.items():
            for article in file.articles:
                self.shelves.setdefault(article, set()).add(path)

    def replace(
        self,
        article: str,
        pages: Iterable[Page],
        entries: Iterable[tuple[str, Entry]],
        formats: Collection[str] | None = None,
    ) -> list[str]:
        """Put an article's new *pages* and *entries* in place of its old ones.

        Pages of other formats than *formats* stay; by default none does.
        Return the paths that are no longer anybody's.
        """
        gone: list[str] = []
        for path in sorted(self.shelves.get(article, ())):
            if formats is None or self.files[path].format in formats:
                gone += self._drop(path, article)
        shelf = self.shelves.setdefault(article, set())
        for page in pages:
            others = self.files[page.path].articles if page.path in self.files else ()
            owners = tuple(sorted({*others, article}))
            self.files[page.path] = File(page.hash, owners, page.format)
            shelf.add(page.path)
        self._enter(article, dict(entries))
        return [path for path in gone if path not in self.files]

    def _enter(self, article: str, entries: dict[str, Entry]) -> None:
        for tag in {*self.entries, *entries}:
            listed = self.entries.setdefault(tag, {})
            before, after = listed.pop(article, None), entries.get(tag)
            if after is not None:
                listed[article] = after
            if before != after:
                self.touched.add(tag)

    def _drop(self, path: str, article: str) -> list[str]:
        file = self.files.pop(path)
        self.shelves[article].discard(path)
        if others := tuple(name for name in file.articles if name != article):
            self.files[path] = File(file.hash, others, file.format)
            return []
        return [path]

    def forget(self, paths: Iterable[str]) -> list[str]:
        """Let files be nobody's; return the paths of those that were somebody's."""
        found = sorted(path for path in paths if path in self.files)
        for path in found:
            for article in self.files.pop(path).articles:
                self.shelves[article].discard(path)
        return found

    def of(self, article: str, tag: str) -> list[str]:
        """Return the paths of an article's files in one language, in order, without images."""
        return [
            path
            for path in sorted(self.shelves.get(article, ()))
            if self.files[path].format != "media" and _speaks(path, tag, drafts=self.drafts)
        ]

    def listed(self, tag: str) -> str:
        """Return the entries of one tag as text, for comparing."""
        return repr(sorted(map(_plain, self.entries.get(tag, {}).values())))

    def dump(self) -> bytes:
        """Return the manifest's bytes, the same for the same content."""
        return json.dumps(
            {
                "files": dict(sorted(self.files.items())),
                "indexes": self.indexes,
                "entries": {
                    tag: [_plain(entry) for _, entry in sorted(by_article.items())]
                    for tag, by_article in sorted(self.entries.items())
                },
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()


def path_of(*, drafts: bool) -> str:
    """Return where a manifest stands, relative to the workspace."""
    return f"{exports_path(drafts=drafts)}/{NAME}"


def load(workspace: Workspace, *, drafts: bool) -> Manifest:
    """Return the manifest of one export folder; an empty one where there is none.

    Raises:
        StorageError: If it cannot be read: then nobody knows which files are ours.
    """
    path = path_of(drafts=drafts)
    data = read(workspace.root / path)
    if data is None:
        return Manifest(drafts, {}, {})
    try:
        plain = json.loads(data)
        files = {
            name: File(hash_, tuple(articles), format_)
            for name, (hash_, articles, format_) in plain["files"].items()
        }
        entries = {
            tag: {entry[0]: _entry(*entry) for entry in listed}
            for tag, listed in plain["entries"].items()
        }
        indexes = dict(plain["indexes"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StorageError(
            "the manifest cannot be read, so nobody knows which files polyglot wrote",
            path=path,
            hint=f"move the folder {exports_path(drafts=drafts)} away; it is made again",
        ) from error
    return Manifest(drafts, files, entries, indexes)


def file_of(data: bytes) -> File:
    """Return the entry of a file that belongs to no article: an index."""
    return File(digest(data), (), "index")


def _speaks(path: str, tag: str, *, drafts: bool) -> bool:
    """Tell whether a file is in the language of *tag*: its first folder or its name says so."""
    parts = path.removeprefix(exports_path(drafts=drafts) + "/").split("/")
    return tag in (parts[0], parts[-1].partition(".")[0])


def _plain(entry: Entry) -> tuple[str, ...]:
    day = entry.day.isoformat() if entry.day else ""
    return (entry.article, entry.path, entry.title, entry.summary, day, entry.label)


def _entry(article: str, path: str, title: str, summary: str, day: str, label: str) -> Entry:
    return Entry(article, path, title, summary, date.fromisoformat(day) if day else None, label)
