"""What an export folder holds by our hand: files with their digests, and the indexes' entries.

A file that is not in the manifest was not written by polyglot and is never touched.

The manifest is JSON, with one line for each article: a run reads the lines of the articles
it works on and copies the others, so it costs the articles that changed.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple, overload

from polyglot.errors import StorageError
from polyglot.pipeline.exporting import Page
from polyglot.storage import Lines, Step
from polyglot.workspace import Workspace, exports_path
from polyglot.writers.index import Entry, place_of

NAME = "manifest.json"
MEDIA = "media"
"""The format of an image: the only files that may belong to more than one article."""

_FOOT = b"}"


class File(NamedTuple):
    """A file of one article: the digest of its bytes, its format."""

    hash: str
    format: str


class Common(NamedTuple):
    """A file of several articles or of none, an image or an index: its digest, its articles."""

    hash: str
    articles: tuple[str, ...]
    format: str


class Shelf(NamedTuple):
    """What one article has in an export folder: its files by path, its entries by tag."""

    files: Mapping[str, File]
    entries: Mapping[str, Entry]


_EMPTY = Shelf({}, {})


class Manifest:
    """One export folder's manifest, while it is being changed.

    *common* are the files that no article has to itself, by path.
    *indexes* tells, by path, what each index was made from.
    *touched* are the tags whose entries have changed.
    """

    def __init__(self, workspace: Workspace, *, drafts: bool) -> None:
        """Open the manifest of one export folder; where there is none, it is empty.

        Raises:
            StorageError: If it cannot be read: then nobody knows which files are ours.
        """
        self.drafts = drafts
        self.common: dict[str, Common] = {}
        self.indexes: dict[str, str] = {}
        self.touched: set[str] = set()
        self._root = exports_path(drafts=drafts) + "/"
        with self._readable():
            self._lines = Lines(workspace.root / path_of(drafts=drafts), workspace.cache)
            self._load()

    def _load(self) -> None:
        head, others = self._lines.head, self._lines.others
        if head is None:
            return
        if not head.startswith(b'{"":'):
            self._load_early(json.loads(b"\n".join((head, *others))))
            return
        if others != [_FOOT]:
            raise ValueError
        plain = json.loads(head + _FOOT)[""]
        self.common = _common(plain["files"])
        self.indexes = dict(plain["indexes"])

    def _load_early(self, plain: "dict[str, Any]") -> None:
        """Take over a manifest in its first form: all files, then all entries, on one line."""
        files: dict[str, dict[str, File]] = {}
        for path, file in _common(plain["files"]).items():
            if file.format == MEDIA or len(file.articles) != 1:
                self.common[path] = file
            for article in file.articles:
                files.setdefault(article, {})[path] = File(file.hash, file.format)
        entries: dict[str, dict[str, Entry]] = {}
        for tag, listed in plain["entries"].items():
            for article, *values in listed:
                entries.setdefault(article, {})[tag] = _entry(article, values)
        for article in files.keys() | entries.keys():
            self._keep(article, Shelf(files.get(article, {}), entries.get(article, {})))
        self.indexes = dict(plain["indexes"])

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise StorageError(
                "the manifest cannot be read, so nobody knows which files polyglot wrote",
                path=path_of(drafts=self.drafts),
                hint=f"move the folder {self._root[:-1]} away; it is made again",
            ) from error

    # --- Articles -----------------------------------------------------------------------------

    def articles(self) -> set[str]:
        """Return the ids of the articles that have anything here."""
        return {key[2:-2] for key in self._lines.keys()}  # noqa: SIM118 - these are no dictionary

    def shelf(self, article: str) -> Shelf:
        """Return what an article has here.

        Raises:
            StorageError: If its line cannot be read.
        """
        line = self._lines.get(_key(article))
        if line is None:
            return _EMPTY
        with self._readable():
            files, _, entries = line.partition(b"\t")
            return Shelf(
                {self._root + p: File(*file) for p, *file in json.loads(files[1:-1])},
                _entries(article, entries),
            )

    def _keep(self, article: str, shelf: Shelf) -> None:
        if not (shelf.files or shelf.entries):
            self._lines.drop(_key(article))
            return
        start = len(self._root)
        files = [(path[start:], *file) for path, file in sorted(shelf.files.items())]
        entries = {tag: _plain(entry) for tag, entry in sorted(shelf.entries.items())}
        self._lines.put(_key(article), f"[{_ENCODE(files)},\t{_ENCODE(entries)}]".encode())

    def replace(
        self,
        article: str,
        pages: Iterable[Page],
        entries: Iterable[tuple[str, Entry]],
        formats: Collection[str] | None = None,
    ) -> list[str]:
        """Put an article's new *pages* and *entries* in place of its old ones.

        Pages of other formats than *formats* stay; by default none does.
        Return the paths that are no longer the article's, but for images that others show.
        """
        before = self.shelf(article)
        files = {
            path: file
            for path, file in before.files.items()
            if formats is not None and file.format not in formats
        }
        for page in pages:
            files[page.path] = File(page.hash, page.format)
            if page.format == MEDIA:
                self._share(page, article)
        now = Shelf(files, dict(entries))
        self._keep(article, now)
        for tag in {*before.entries, *now.entries}:
            if before.entries.get(tag) != now.entries.get(tag):
                self.touched.add(tag)
        return self._left(article, sorted(before.files.keys() - files.keys()))

    def _share(self, page: Page, article: str) -> None:
        others = self.common[page.path].articles if page.path in self.common else ()
        owners = tuple(sorted({*others, article}))
        self.common[page.path] = Common(page.hash, owners, MEDIA)

    def _left(self, article: str, paths: Iterable[str]) -> list[str]:
        """Return those of *paths*, which were the article's, that are nobody's now."""
        gone: list[str] = []
        for path in paths:
            file = self.common.get(path)
            others = [name for name in file.articles if name != article] if file else []
            if file and others:
                self.common[path] = Common(file.hash, tuple(others), file.format)
            else:
                self.common.pop(path, None)
                gone.append(path)
        return gone

    def forget(self, article: str, paths: Collection[str]) -> list[str]:
        """Let files of an article be nobody's; return the paths of those that were its own."""
        shelf = self.shelf(article)
        kept = {path: file for path, file in shelf.files.items() if path not in paths}
        self._keep(article, Shelf(kept, shelf.entries))
        return self._left(article, sorted(shelf.files.keys() - kept.keys()))

    def of(self, article: str, tag: str) -> list[str]:
        """Return the paths of an article's files in one language, in order, without images."""
        files = self.shelf(article).files
        return [
            path
            for path in sorted(files)
            if files[path].format != MEDIA and _speaks(path.removeprefix(self._root), tag)
        ]

    def claimed(self, paths: Collection[str]) -> set[str]:
        """Return those of *paths* at which a file of ours stands.

        Cost: a look at every line, for many paths as for one.
        """
        wanted = set(paths)
        found = wanted & self.common.keys()
        for article in self.articles() if wanted - found else ():
            found |= wanted & self.shelf(article).files.keys()
        return found

    # --- Indexes ------------------------------------------------------------------------------

    def listing(self, tag: str) -> "Listing":
        """Return the entries of one tag, as an index lists them; "" has none.

        Cost: a look at every line.
        """
        found = sha256()
        order: list[tuple[int, str]] = []
        for key, line in self._lines.items() if tag else ():
            text = line.partition(b"\t")[2]
            if f'"{tag}":'.encode() not in text:
                continue
            article = key[2:-2]
            with self._readable():
                entry = _entries(article, text).get(tag)
            if entry is not None:
                found.update(repr((article, *_plain(entry))).encode())
                order.append(place_of(entry))
        return Listing(self, tag, [article for _, article in sorted(order)], found.hexdigest())

    # --- The file -----------------------------------------------------------------------------

    def put(self, step: Step) -> None:
        """Stage the manifest's file in *step*, if its bytes differ from those on disk.

        They are the same for the same content.
        """
        files = dict(sorted(self.common.items()))
        plain = {"files": files, "indexes": dict(sorted(self.indexes.items()))}
        head = f'{{"":{_ENCODE(plain)}'.encode()
        if self._lines.is_changed or head != self._lines.head:
            step.put(path_of(drafts=self.drafts), self._pieces(head))

    def _pieces(self, head: bytes) -> Iterator[bytes]:
        yield head
        yield from self._lines.written()
        yield b"\n%b\n" % _FOOT


class Listing(Sequence[Entry]):
    """The entries of one tag in a manifest, in their order; each is read when it is asked for.

    *digest* is that of all of them.
    """

    def __init__(self, listed: Manifest, tag: str, articles: Sequence[str], digest_: str) -> None:
        self.digest = digest_
        self._listed = listed
        self._tag = tag
        self._articles = articles

    def __len__(self) -> int:
        return len(self._articles)

    @overload
    def __getitem__(self, number: int) -> Entry: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Entry]: ...

    def __getitem__(self, number: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(number, slice):
            return [self._listed.shelf(name).entries[self._tag] for name in self._articles[number]]
        return self._listed.shelf(self._articles[number]).entries[self._tag]


def path_of(*, drafts: bool) -> str:
    """Return where a manifest stands, relative to the workspace."""
    return f"{exports_path(drafts=drafts)}/{NAME}"


def index_of(hash_: str) -> Common:
    """Return the entry of a file that belongs to no article: an index with that digest."""
    return Common(hash_, (), "index")


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _key(article: str) -> str:
    """Return how the line of an article begins; no id has a sign that JSON would escape."""
    return f',"{article}":'


def _speaks(path: str, tag: str) -> bool:
    """Tell whether a file is in the language of *tag*: its first folder or its name says so."""
    parts = path.split("/")
    return tag in (parts[0], parts[-1].partition(".")[0])


def _common(plain: "Mapping[str, Any]") -> dict[str, Common]:
    return {
        path: Common(hash_, tuple(articles), format_)
        for path, (hash_, articles, format_) in plain.items()
    }


def _entries(article: str, text: bytes) -> dict[str, Entry]:
    return {tag: _entry(article, values) for tag, values in json.loads(text[:-1]).items()}


def _plain(entry: Entry) -> tuple[str, ...]:
    day = entry.day.isoformat() if entry.day else ""
    return (entry.path, entry.title, entry.summary, day, entry.label)


def _entry(article: str, values: "list[str]") -> Entry:
    path, title, summary_, day, label = values
    return Entry(article, path, title, summary_, date.fromisoformat(day) if day else None, label)
