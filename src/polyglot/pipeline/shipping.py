"""What the articles staged, put on disk as one step: pages, indexes, and the manifest last."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from polyglot.errors import PublicationError
from polyglot.model import Finding, Severity
from polyglot.pipeline.exporting import Exported, Page
from polyglot.pipeline.indexes import put_indexes
from polyglot.pipeline.manifest import MEDIA, Manifest, Shelf
from polyglot.pipeline.plan import Plan
from polyglot.publication import vanishing
from polyglot.storage import Change, Step, stat_of
from polyglot.workspace import Workspace, exports_path
from polyglot.writers.index import Entry

Exports: TypeAlias = Iterable[tuple[str, Exported]]
"""What the articles staged, by their ids; it may be gone through again and again."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """What an export did: how many files were *written* and *removed*, and what it left alone.

    *foreign* are the paths at which a file stands that polyglot did not write.
    """

    written: int = 0
    removed: int = 0
    foreign: frozenset[str] = frozenset()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """An error for each file that is in the way."""
        return tuple(
            Finding(
                "foreign-file",
                Severity.ERROR,
                path,
                0,
                "polyglot did not write this file and leaves it alone",
                hint="move it away, then run the command again",
            )
            for path in sorted(self.foreign)
        )


@dataclass(slots=True)
class _Load:
    """What goes to one export folder, while it is gathered.

    *gone* are the paths that are an article's no longer, *withdrawn* those an editor took back;
    *strange* are, by article, the paths where a file stands that was not the article's.
    """

    gone: list[str] = field(default_factory=list)
    withdrawn: set[str] = field(default_factory=set)
    strange: dict[str, set[str]] = field(default_factory=dict)


class Shipment:
    """One command's export: what is known of its folders, and the step that changes them."""

    def __init__(
        self,
        workspace: Workspace,
        plan: Plan,
        strings: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """Read the manifests before anything is done: nobody waits for a run that cannot end well.

        Raises:
            StorageError: If a manifest cannot be read.
        """
        self.workspace = workspace
        self.plan = plan
        self.strings = strings or {}
        self.step = Step(workspace.root, workspace.journal)
        self.manifests = {drafts: Manifest(workspace, drafts=drafts) for drafts in plan.exports}

    def send(self, exported: Exports, articles: frozenset[str]) -> Shipped:
        """Put what was *exported* on disk; *articles* are all there are.

        Raises:
            PublicationError: If published pages would vanish; then nothing is written.
            StorageError: If the disk refuses; the next command completes or undoes the step.
        """
        try:
            removed = 0
            foreign: set[str] = set()
            for drafts, listed in self.manifests.items():
                gone, found = self._fill(listed, exported, articles, drafts=drafts)
                removed += gone
                foreign |= found
            self.step.take(_Changes(exported, frozenset(foreign)))
            written = sum(bool(change.staged) for change in self.step)
        except BaseException:
            self.step.discard()
            raise
        self.step.commit()
        return Shipped(written, removed, frozenset(foreign))

    def _fill(
        self,
        listed: Manifest,
        exported: Exports,
        articles: frozenset[str],
        *,
        drafts: bool,
    ) -> tuple[int, set[str]]:
        """Add one folder to the step; return how many files go, and which are not ours."""
        ours = frozenset(listed.common)
        load_ = _Load()
        for name, what in exported:
            self._put(load_, listed, name, what, ours, drafts=drafts)
        if drafts:
            for name in sorted(listed.articles() - articles):
                load_.gone += listed.replace(name, (), ())
        gone = sorted(set(load_.gone) - (listed.claimed(load_.gone) if load_.gone else set()))
        if not drafts:
            _keep_promises(gone, load_.withdrawn)
        foreign = self._foreign(load_, drafts=drafts)
        for name, paths in load_.strange.items():
            listed.forget(name, paths & foreign)
        for path in gone:
            self.step.remove(path)
        return len(gone), foreign | put_indexes(
            self.workspace, self.step, listed, day=self.plan.day, strings=self.strings
        )

    def _put(
        self,
        load_: _Load,
        listed: Manifest,
        article: str,
        what: Exported,
        ours: frozenset[str],
        *,
        drafts: bool,
    ) -> None:
        """Put an article's files and entries in the manifest, and note what changes.

        *ours* are the images and indexes that stood there before.
        """
        root = exports_path(drafts=drafts) + "/"
        shelf = listed.shelf(article)
        kept_pages, kept_entries = self._others(listed, article, shelf)
        pages = [*kept_pages, *(page for page in what.pages if page.path.startswith(root))]
        entries = [
            *kept_entries,
            *((tag, entry) for d, tag, entry in what.entries if d == drafts),
        ]
        taken: set[str] = set()
        if not drafts:
            taken = {path for tag in what.withdrawn for path in listed.of(article, tag)}
        formats = frozenset((*self.plan.formats, MEDIA))
        load_.gone += listed.replace(article, pages, entries, formats)
        load_.gone += listed.forget(article, taken - {page.path for page in pages})
        load_.withdrawn |= taken
        strange = {
            change.path
            for change in what.changes
            if change.path.startswith(root)
            and change.path not in ours
            and change.path not in shelf.files
            and stat_of(self.workspace.root / change.path) is not None
        }
        if strange:
            load_.strange[article] = strange

    def _others(
        self, listed: Manifest, article: str, shelf: Shelf
    ) -> tuple[list[Page], list[tuple[str, Entry]]]:
        """Return the files and entries of the languages that the plan does not write."""
        settings = self.workspace.settings
        tags = [
            tag
            for name in settings.languages
            if not self.plan.writes(name)
            for tag in settings.page_tags(name)
        ]
        files = [(path, shelf.files[path]) for tag in tags for path in listed.of(article, tag)]
        return (
            [Page(path, file.hash, file.format) for path, file in files],
            [(tag, shelf.entries[tag]) for tag in tags if tag in shelf.entries],
        )

    def _foreign(self, load_: _Load, *, drafts: bool) -> set[str]:
        """Return the paths at which a file stands that polyglot did not write."""
        found = {path for paths in load_.strange.values() for path in paths}
        # Another article may have had a file there, until this very step.
        return found - Manifest(self.workspace, drafts=drafts).claimed(found) if found else found


@dataclass(frozen=True, slots=True)
class _Changes:
    """The changes that the articles staged; they may be gone through again and again."""

    exported: Exports
    foreign: frozenset[str]

    def __iter__(self) -> Iterator[Change]:
        for _, what in self.exported:
            yield from (change for change in what.changes if change.path not in self.foreign)


def _keep_promises(gone: Iterable[str], withdrawn: Iterable[str]) -> None:
    lost = vanishing(gone, (), withdrawn=withdrawn)
    if lost:
        raise PublicationError(
            "published pages would vanish, so nothing was exported:\n  " + "\n  ".join(lost),
            hint="bring their articles, catalogs and languages back, or withdraw them: "
            "polyglot withdraw",
        )
