"""What the articles staged, put on disk as one step: pages, indexes, and the manifest last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from polyglot.errors import PublicationError
from polyglot.model import Finding, Severity
from polyglot.pipeline.exporting import Exported, Page
from polyglot.pipeline.indexes import put_indexes
from polyglot.pipeline.manifest import Manifest, load
from polyglot.pipeline.plan import Plan
from polyglot.publication import vanishing
from polyglot.storage import Change, Step, stat_of
from polyglot.workspace import Workspace, exports_path
from polyglot.writers.index import Entry


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
    """What goes to one export folder, while it is gathered."""

    changes: list[Change]
    gone: list[str]
    withdrawn: set[str]


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
        self.manifests = {drafts: load(workspace, drafts=drafts) for drafts in plan.exports}

    def send(self, exported: Mapping[str, Exported], articles: frozenset[str]) -> Shipped:
        """Put what was *exported*, by article, on disk; *articles* are all there are.

        Raises:
            PublicationError: If published pages would vanish; then nothing is written.
            StorageError: If the disk refuses; the next command completes or undoes the step.
        """
        try:
            self.step.changes.clear()  # what really goes out is gathered here
            removed = 0
            foreign: set[str] = set()
            for drafts, listed in self.manifests.items():
                gone, found = self._fill(listed, exported, articles, drafts=drafts)
                removed += gone
                foreign |= found
            written = sum(bool(change.staged) for change in self.step.changes)
        except BaseException:
            self.step.discard()
            raise
        self.step.commit()
        return Shipped(written, removed, frozenset(foreign))

    def _fill(
        self,
        listed: Manifest,
        exported: Mapping[str, Exported],
        articles: frozenset[str],
        *,
        drafts: bool,
    ) -> tuple[int, set[str]]:
        """Add one folder to the step; return how many files go, and which are not ours."""
        before = set(listed.files)
        load_ = _Load([], [], set())
        for name, what in exported.items():
            self._put(load_, listed, name, what, drafts=drafts)
        if drafts:
            for name in listed.shelves.keys() - articles:
                load_.gone += listed.replace(name, (), ())
        gone = [path for path in load_.gone if path not in listed.files]
        if not drafts:
            _keep_promises(before, set(listed.files), load_.withdrawn)
        root = exports_path(drafts=drafts) + "/"
        foreign = {
            change.path
            for change in load_.changes
            if change.path.startswith(root) and self._is_foreign(change.path, before)
        }
        listed.forget(foreign)
        self.step.take(change for change in load_.changes if change.path not in foreign)
        for path in gone:
            self.step.remove(path)
        return len(gone), foreign | put_indexes(
            self.workspace, self.step, listed, day=self.plan.day, strings=self.strings
        )

    def _put(
        self, load_: _Load, listed: Manifest, article: str, what: Exported, *, drafts: bool
    ) -> None:
        """Put an article's files and entries in the manifest, and note what changes."""
        root = exports_path(drafts=drafts) + "/"
        kept_pages, kept_entries = self._others(listed, article)
        pages = [*kept_pages, *(page for page in what.pages if page.path.startswith(root))]
        entries = [
            *kept_entries,
            *((tag, entry) for d, tag, entry in what.entries if d == drafts),
        ]
        taken: set[str] = set()
        if not drafts:
            taken = {path for tag in what.withdrawn for path in listed.of(article, tag)}
            load_.changes += [c for c in what.changes if not c.path.startswith("exports/")]
        formats = frozenset((*self.plan.formats, "media"))
        load_.gone += listed.replace(article, pages, entries, formats)
        load_.gone += listed.forget(taken - {page.path for page in pages})
        load_.withdrawn |= taken
        load_.changes += [c for c in what.changes if c.path.startswith(root)]

    def _others(self, listed: Manifest, article: str) -> tuple[list[Page], list[tuple[str, Entry]]]:
        """Return the files and entries of the languages that the plan does not write."""
        settings = self.workspace.settings
        tags = [
            tag
            for name in settings.languages
            if not self.plan.writes(name)
            for tag in settings.page_tags(name)
        ]
        paths = [path for tag in tags for path in listed.of(article, tag)]
        files = [(path, listed.files[path]) for path in paths]
        entries = [(tag, listed.entries.get(tag, {}).get(article)) for tag in tags]
        return (
            [Page(path, file.hash, file.format) for path, file in files],
            [(tag, entry) for tag, entry in entries if entry is not None],
        )

    def _is_foreign(self, path: str, ours: set[str]) -> bool:
        return path not in ours and stat_of(self.workspace.root / path) is not None


def _keep_promises(before: set[str], now: set[str], withdrawn: Iterable[str]) -> None:
    lost = vanishing(before, now, withdrawn=withdrawn)
    if lost:
        raise PublicationError(
            "published pages would vanish, so nothing was exported:\n  " + "\n  ".join(lost),
            hint="bring their articles, catalogs and languages back, or withdraw them: "
            "polyglot withdraw",
        )
