"""What an export folder holds by our hand: files with their digests, and the indexes' entries.

A file that is not in the manifest was not written by polyglot and is never touched.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from polyglot.errors import StorageError
from polyglot.pipeline.exporting import Page
from polyglot.storage import digest, read
from polyglot.workspace import Workspace, exports_path
from polyglot.writers.index import Entry

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class File:
    """A file we wrote: the digest of its bytes, the article it belongs to, its format."""

    hash: str
    article: str
    format: str


@dataclass(slots=True)
class Manifest:
    """One export folder's manifest, while it is being changed."""

    drafts: bool
    files: dict[str, File]
    entries: dict[str, dict[str, Entry]]

    def replace(
        self,
        article: str,
        pages: Iterable[Page],
        entries: Iterable[tuple[str, Entry]],
        formats: frozenset[str],
    ) -> list[str]:
        """Put an article's new *pages* and *entries* in place of its old ones.

        Pages of other formats than *formats* stay.
        Return the paths that are no longer anybody's.
        """
        old = {
            path
            for path, file in self.files.items()
            if file.article == article and file.format in formats
        }
        for path in old:
            del self.files[path]
        for page in pages:
            self.files[page.path] = File(page.hash, article, page.format)
        for by_article in self.entries.values():
            by_article.pop(article, None)
        for language, entry in entries:
            self.entries.setdefault(language, {})[article] = entry
        return sorted(old - set(self.files))

    def dump(self) -> bytes:
        """Return the manifest's bytes, the same for the same content."""
        return json.dumps(
            {
                "files": {
                    path: [file.hash, file.article, file.format]
                    for path, file in sorted(self.files.items())
                },
                "entries": {
                    language: [_plain(entry) for _, entry in sorted(by_article.items())]
                    for language, by_article in sorted(self.entries.items())
                },
            },
            ensure_ascii=False,
            indent=0,
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
        files = {name: File(*values) for name, values in plain["files"].items()}
        entries = {
            language: {entry["article"]: _entry(entry) for entry in listed}
            for language, listed in plain["entries"].items()
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StorageError(
            "the manifest cannot be read, so nobody knows which files polyglot wrote",
            path=path,
            hint=f"move the folder {exports_path(drafts=drafts)} away; it is made again",
        ) from error
    return Manifest(drafts, files, entries)


def file_of(data: bytes) -> File:
    """Return the entry of a file that belongs to no article: an index."""
    return File(digest(data), "", "index")


def _plain(entry: Entry) -> dict[str, object]:
    values = asdict(entry)
    values["day"] = entry.day.isoformat() if entry.day else ""
    return values


def _entry(values: dict[str, object]) -> Entry:
    day = str(values["day"])
    return Entry(
        article=str(values["article"]),
        path=str(values["path"]),
        title=str(values["title"]),
        summary=str(values["summary"]),
        day=date.fromisoformat(day) if day else None,
        label=str(values["label"]),
    )
