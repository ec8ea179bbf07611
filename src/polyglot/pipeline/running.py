"""The journey over many articles: what has to be done, who does it, what is put on disk together.

Cost: an article whose files are as they were costs one `stat` for each of them;
the others cost their own journey. Memory holds a few words on each article: where it stands,
and where the rest of what is known of it lies on disk.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING

from polyglot import __version__
from polyglot.errors import PublicationError, StorageError
from polyglot.model import Finding, Severity
from polyglot.people import FILE as PEOPLE
from polyglot.pipeline.outcome import (
    Brief,
    dump_findings,
    revive,
    revive_findings,
)
from polyglot.pipeline.survey import (
    Seen,
    Source,
    Survey,
    newest,
    select,
    shared_files,
    signature,
    survey,
    watched,
)
from polyglot.storage import (
    Lines,
    digest,
    list_files,
    load_state,
    read,
    save_lines,
    save_state,
    stat_of,
)
from polyglot.workspace import (
    FILE,
    GLOSSARY,
    NAMES,
    PROTECTED,
    SENTENCES,
    TRANSLITERATION,
    Workspace,
    exports_path,
    open_workspace,
    record_path,
    shape,
)

if TYPE_CHECKING:
    from polyglot.pipeline.drafting import Drafted, Engine
    from polyglot.pipeline.plan import Plan
    from polyglot.pipeline.shared import Shared

STATE = "state.jsonl"
SETTINGS = "settings.json"
MEMORY = "memory.sqlite"
FORM = 6
"""The form of what a run remembers; another one makes every journey anew."""
Progress = Callable[[str, int, int], None]
"""Told (what, done, of how many): of articles, but of texts where *what* is `TEXTS`."""
TEXTS = "Texts"
"""What the progress of engines is called."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a command did.

    *outcomes* are those of all articles, by id; *changed* the ids that were worked on.
    *findings* are about the workspace itself; who names articles hears of no others.
    *shared* is one line on the shared messages that wait for people, "" for none.
    *written* are the exported files that changed.
    """

    outcomes: tuple[Brief, ...]
    changed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    written: int = 0
    removed: int = 0
    shared: str = ""
    drafted: "Mapping[str, tuple[Drafted, ...]]" = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many errors stand in the content."""
        own = sum(f.severity is Severity.ERROR for f in self.findings)
        return own + sum(outcome.errors for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the last run knew.

    *outcomes* are those of the articles that are just as it left them;
    *left* the ids of articles that have gone since, and whose previews may still stand;
    *told* what there is to say about shared messages and lists of terms,
    *waiting* which shared messages wait for people.
    """

    outcomes: Mapping[str, Brief] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    told: tuple[Finding, ...] = ()
    waiting: str = ""


def remembered(workspace: Workspace, found: Survey) -> Remembered:
    """Return what the last run knew and what still holds of it."""
    path = workspace.cache / STATE
    try:
        lines = Lines(path)
        when = stat_of(path)
        form, key, left, told, waiting = json.loads(lines.head or b"")
        if form != FORM or when is None:
            return Remembered()
        gone = frozenset((*lines.keys(), *left)) - {source.id for source in found.sources}
        if key != _key(workspace, shared_files(workspace)):
            return Remembered(left=gone)
        paths = {source.path: source.id for source in found.sources}
        outcomes = {
            source.id: brief
            for source in found.sources
            if (brief := _still(workspace, source, lines, when[1], paths)) is not None
        }
        return Remembered(outcomes, gone, revive_findings(told), waiting)
    except (TypeError, ValueError, StorageError):
        return Remembered()


def remember(
    workspace: Workspace,
    lines: Iterable[tuple[str, bytes]],
    left: Iterable[str],
    shared: "Shared",
    told: Sequence[Finding],
) -> None:
    """Save *lines* for the next run: ids, each with its signature and outcome; see `Remembered`.

    What the files of the *shared* messages looked like when they were read is saved with them:
    what somebody saved there since is news to the next run.
    """
    said = dump_findings(told)
    known = [FORM, _key(workspace, shared.seen), sorted(left), said, shared.waiting]
    save_lines(workspace.cache / STATE, json.dumps(known).encode(), lines)
    seen, values = stat_of(workspace.root / FILE), workspace.settings.dump()
    save_state(workspace.cache / SETTINGS, {"toml": seen, "shape": shape(), "values": values})


def enter(root: Path) -> Workspace:
    """Open the workspace at *root*; settings that did not change are not validated again.

    What another version of polyglot kept of them is.

    Raises:
        SettingsError: If the settings are wrong.
    """
    state = load_state(root / ".polyglot" / SETTINGS)
    seen = stat_of(root / FILE)
    is_same = seen is not None and [state.get("toml"), state.get("shape")] == [list(seen), shape()]
    return open_workspace(root, cached=state.get("values") if is_same else None)


def _still(
    workspace: Workspace, source: Source, lines: Lines, saved: int, paths: Mapping[str, str]
) -> Brief | None:
    """Return what is known of an article, if that is what a journey would give now."""
    line = lines.get(source.id)
    if line is None:
        return None
    outcome, footing = revive(lines, source.id, source.path, line)
    if any(paths.get(path, "") != article for path, article in footing.reach):
        return None  # a link leads to an article now, or to none any more
    seen = watched(workspace, source, footing.files)
    # A file saved in the very tick of the state file may have changed since without a trace.
    is_same = line.startswith(f"{signature(seen)}\t".encode()) and newest(seen) < saved
    return outcome if is_same else None


def _key(workspace: Workspace, shared: Seen) -> str:
    """Return what every outcome depends on.

    These are settings, version, templates, lists, *shared* messages, and which memory is there:
    one that was made anew knows nothing of any article.
    """
    templates = [(e.path, stat_of(e.path)) for e in list_files(workspace.templates)]
    memory = _head(workspace.cache / MEMORY)
    root = workspace.root
    names = (SENTENCES, TRANSLITERATION, GLOSSARY, NAMES)
    private = (workspace.private / name for name in (PEOPLE, PROTECTED))
    settled = [stat_of(path) for path in (*(root / name for name in names), *private)]
    parts = (__version__, stat_of(workspace.root / FILE), templates, memory, settled, *shared)
    return digest(repr(parts).encode())


def _head(path: Path) -> bytes:
    """Return what tells a memory from any other: the version and the id in SQLite's header.

    See https://sqlite.org/fileformat2.html#the_database_header
    """
    with suppress(OSError), path.open("rb") as file:
        head = file.read(72)
        if head.startswith(b"SQLite format 3\0"):
            return head[60:64] + head[68:72]
    return b""


def go(
    workspace: Workspace,
    plan: "Plan",
    asked: Sequence[str],
    *,
    engine: "Engine | None" = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Report:
    """Take every article that *asked* names and that changed on its journey.

    The caller holds the workspace's lock if *plan* writes anything.

    Raises:
        ContentError: If a name is that of a file that cannot be an article.
        UsageError: If a name fits no article or more than one.
        PeopleError: If something is to be written and the list of people cannot be read.
        PublicationError: If published pages would vanish; then no export is written.
        StorageError: If the disk refuses.
    """
    found = survey(workspace)
    chosen = select(found, asked)
    last = remembered(workspace, found)
    known = last.outcomes
    pending = [s for s in chosen if not _is_done(known.get(s.id), plan, engine)]
    told: tuple[Finding, ...] = ()
    if pending and plan.is_saving:
        from polyglot.pipeline.persons import people_of

        people_of(workspace)  # Who cannot be told now would be unknown for good.
    if pending and (plan.is_saving or plan.is_dry):
        found, told = renamed(workspace, found, is_saving=plan.is_saving)
        chosen, names = select(found, asked), {source.id for source in pending}
        pending = [source for source in chosen if source.id in names]
    if pending or plan.is_dry:
        from polyglot.pipeline.privacy import tracked

        told += tracked(workspace)
    if plan.is_dry:
        from polyglot.pipeline.persons import unlisted

        told += unlisted(workspace)
    others = () if asked else (*found.findings, *vanished(workspace, found))
    findings = (*others, *told)
    now = view(known)
    moved = [s for s in chosen if s not in pending and has_moved(known[s.id], now)]
    is_littered = True in plan.exports and bool(last.left or not found.sources)
    may_fill = plan.is_drafting and len(known) < len(found.sources) and _has_gaps(chosen, known)
    if not (pending or moved or is_littered or may_fill or _lacks_index(workspace, plan)):
        outcomes = tuple(known[s.id] for s in chosen)
        shared = "" if asked else last.waiting
        return Report(outcomes, findings=(*findings, *last.told), shared=shared)
    from polyglot.pipeline.crew import Crew

    if engine is not None and progress is not None:
        engine.line.count.watch = partial(progress, TEXTS)
    crew = Crew(workspace, plan, found, last, engine, executor, progress)
    crew.work(pending, moved, chosen)
    report = crew.finish(chosen, findings)
    return replace(report, shared="") if asked else report


def renamed(
    workspace: Workspace, found: Survey, *, is_saving: bool
) -> tuple[Survey, tuple[Finding, ...]]:
    """Let catalogs and ledgers follow the articles that were renamed; who only looks sees it so.

    Return the articles, and what is to say about them.

    Raises:
        StorageError: If the disk refuses, or somebody keeps saving one of the catalogs.
    """
    if not (gone := orphans(workspace, found)):
        return found, ()
    from polyglot.pipeline.renaming import follow, foresee

    if is_saving:
        return found, follow(workspace, found, gone)
    return foresee(workspace, found, gone)


def _is_done(outcome: Brief | None, plan: "Plan", engine: "Engine | None") -> bool:
    if outcome is None or not plan.wants <= set(outcome.made):
        return False
    return engine is None or not set(outcome.gaps) & set(plan.languages)


def _has_gaps(chosen: Iterable[Source], known: Mapping[str, Brief]) -> bool:
    """Tell whether one of *chosen* has a gap, which what changed elsewhere may fill by memory."""
    return any(known[source.id].gaps for source in chosen if source.id in known)


def view(known: Mapping[str, Brief]) -> dict[str, str]:
    """Return how every article stands: `source|published languages` by id."""
    return {name: intern(f"{brief.language}|{brief.published}") for name, brief in known.items()}


def has_moved(outcome: Brief, now: Mapping[str, str]) -> bool:
    """Tell whether an article it links to stands otherwise than when its pages were made."""
    return any(seen != now.get(name) for name, seen in outcome.view)


def _lacks_index(workspace: Workspace, plan: "Plan") -> bool:
    return any(
        stat_of(workspace.root / exports_path(drafts=drafts) / "index.html") is None
        for drafts in plan.exports
    )


def orphans(workspace: Workspace, found: Survey) -> list[str]:
    """Return the ids that have a template and no article, in order."""
    ids = {name for source in found.sources for name in (source.id, source.was)}
    return sorted(set(_ids_below(workspace.root / "locales/templates", ".pot")) - ids)


def vanished(workspace: Workspace, found: Survey) -> Iterator[Finding]:
    """Yield a finding for each article whose file has gone: an error if it stands published."""
    ids = {source.id for source in found.sources}
    root = workspace.root
    published = set(_ids_below(root / "locales/published", ".jsonl")) - ids
    for article in sorted(published):
        from polyglot.publication import parse

        path = record_path(article)
        try:
            record = parse(read(root / path) or b"", path)
        except PublicationError as error:
            hint = error.hint or "git log shows who changed it; git checkout brings it back"
            yield Finding(
                "unreadable", Severity.ERROR, path, error.line or 0, error.problem, hint=hint
            )
            continue
        if any(record.standing(language) for language in workspace.settings.languages):
            yield Finding(
                "vanished",
                Severity.ERROR,
                f"content/{article}",
                0,
                "the article's file has gone, but it stands published",
                hint="bring the file back, or: "
                f"polyglot withdraw {article} --by NAME --reason TEXT",
            )
    for article in orphans(workspace, found):
        if article in published:
            continue
        yield Finding(
            "vanished",
            Severity.NOTE,
            f"content/{article}",
            0,
            "the article's file has gone; its catalogs and its ledger stay",
        )


def _ids_below(folder: Path, suffix: str) -> Iterator[str]:
    start = len(str(folder)) + 1
    for entry in list_files(folder):
        if entry.name.endswith(suffix):
            yield entry.path[start:].removesuffix(suffix)
