"""A pen name taken out of the workspace: ledgers, records and by-lines, as one step.

Everything that bore the name bears a mark of its own, the same everywhere,
so that two people stay two; every state, approval and release is what it was.
The mark is drawn by lot: one worked out of the name, or of what it did, would tell the name
to whoever tries out the names she knows.
"""

import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from polyglot import publication
from polyglot.errors import ContentError, ReviewError, StorageError, UsageError
from polyglot.ledger import parse as parse_lines
from polyglot.ledger.forgetting import forget as forget_lines
from polyglot.ledger.forgetting import returned
from polyglot.people import MARK, pen_name, same
from polyglot.pipeline.bylines import differs_only_in_byline, is_hers, with_mark
from polyglot.pipeline.desk import article_of, read_article
from polyglot.pipeline.mentions import mentions
from polyglot.pipeline.persons import people_of
from polyglot.pipeline.plan import Plan
from polyglot.pipeline.survey import Source, survey
from polyglot.publication.forgetting import Signer
from polyglot.publication.forgetting import forget as forget_acts
from polyglot.storage import Changed, Step, digest, list_files, read, stat_of
from polyglot.workspace import Workspace, exports_path, ledger_path, record_path

TRIES = 10

LEDGERS = ("locales/ledger", "locales/shared/ledger")
"""The folders below which ledgers stand."""

_USED = re.compile(rf"{MARK}[0-9a-f]+".encode())


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done: everything of *name* is *mark*'s now.

    *lines* are those of ledgers, *acts* releases, withdrawals and by-lines of the record,
    *bylines* the articles' own, *articles* the ids they belong to.
    *left* are places (`path:line`) where somebody wrote the name into a text of her own.
    """

    name: str
    mark: str
    lines: int = 0
    acts: int = 0
    bylines: int = 0
    articles: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Nothing bore the name."""
        return not (self.lines or self.acts or self.bylines)


@dataclass(slots=True)
class _Work:
    """The changes as they are found; what is collected here becomes one step.

    *names* are all the spellings of her *name*, folded.
    *files* are new bytes (None: the file ends) and the digest of the old ones, by path.
    """

    workspace: Workspace
    name: str
    names: frozenset[str]
    mark: str
    files: dict[str, tuple[bytes | None, str | None]] = field(default_factory=dict)
    lines: int = 0
    acts: int = 0
    bylines: int = 0
    articles: set[str] = field(default_factory=set)

    def done(self, left: Iterable[str]) -> Forgotten:
        """Return what was done."""
        return Forgotten(
            self.name,
            self.mark,
            self.lines,
            self.acts,
            self.bylines,
            tuple(sorted(self.articles)),
            tuple(left),
        )


def forget(workspace: Workspace, name: str, *, dry_run: bool = False) -> Forgotten:
    """Take the pen name *name* (or that of an identity) out of everything polyglot wrote.

    All her identities in the list of people go with it.
    An interrupted step is completed by the next command. Doing it again finds nothing.

    Raises:
        UsageError: If nobody can be called so.
        PeopleError, LedgerError: If the list of people or a ledger cannot be read.
        StorageError: If the disk refuses, or somebody keeps saving one of the files.
    """
    people = people_of(workspace)
    name = people.find(name) or _asked(name)
    names = people.spellings(name)
    mark = _old_mark(workspace, names) or _new_mark(workspace)
    for _ in range(TRIES):
        work = _Work(workspace, name, names, mark)
        _bylines_and_records(work)
        _ledgers(work)
        try:
            if not dry_run:
                _commit(work)
        except Changed:
            continue
        return work.done(mentions(workspace, work.names))
    raise StorageError(
        "a file keeps changing while polyglot reads it",
        path=str(workspace.root),
        hint="let the other program finish, then run the command again",
    )


def _asked(name: str) -> str:
    if "@" in name:
        return name
    try:
        return pen_name(name)
    except ReviewError as error:
        hint = "polyglot people list shows whose names stand in the files"
        raise UsageError(error.problem, hint=hint) from None


def _old_mark(workspace: Workspace, names: Collection[str]) -> str:
    """Return the mark that somebody with *names* has already, "" for none.

    She was forgotten, and a branch from before brought her lines back.
    """
    marks = {
        mark
        for folder, files in ledgers(workspace).items()
        for line, mark in returned(parse_lines(files, path=folder).lines)
        if same(line.by) in names
    }
    return marks.pop() if len(marks) == 1 else ""


def _new_mark(workspace: Workspace) -> str:
    written = [e.path for e in list_files(workspace.root / "locales") if not e.is_symlink()]
    articles = [f"{workspace.root}/{source.path}" for source in survey(workspace).sources]
    used = {
        found.decode()
        for path in (*written, *articles)
        for found in _USED.findall(read(path) or b"")
    }
    while (mark := MARK + secrets.token_hex(2)) in used:
        pass
    return mark


# --- By-lines and records -----------------------------------------------------------------------


def _bylines_and_records(work: _Work) -> None:
    versions: dict[str, Mapping[str, str]] = {}
    for source in survey(work.workspace).sources:
        if renewed := _byline(work, source):
            versions[source.id] = renewed
    folder = work.workspace.root / "locales/published"
    start = len(str(folder)) + 1
    for entry in list_files(folder):
        if entry.name.endswith(".jsonl"):
            article = entry.path[start:].removesuffix(".jsonl")
            _record(work, article, versions.get(article, {}))


def _byline(work: _Work, source: Source) -> Mapping[str, str]:
    """Take the name out of an article's by-line; return the source version it had, and has.

    What cannot be done without changing anything else is left to the editor.
    """
    root, names, mark = work.workspace.root, work.names, work.mark
    data = read(root / source.path) or b""
    sidecar = read(root / source.sidecar) if source.sidecar else None
    if not any(_may_hold(text, name) for text in (data, sidecar or b"") for name in names):
        return {}
    try:
        old = read_article(work.workspace, source)
        if not is_hers(old, names):
            return {}
        new_data = with_mark(data.decode(), names, mark).encode()
        new_sidecar = sidecar and with_mark(sidecar.decode(), names, mark, is_sidecar=True).encode()
        new = article_of(work.workspace, source, new_data, new_sidecar)
    except (ContentError, UnicodeDecodeError):
        return {}
    if not differs_only_in_byline(old, new, names, mark):
        return {}
    for path, before, after in (
        (source.path, data, new_data),
        (source.sidecar, sidecar, new_sidecar),
    ):
        if before is not None and after != before:
            work.files[path] = (after, digest(before))
    work.bylines += 1
    work.articles.add(source.id)
    return {publication.source_version(old): publication.source_version(new)}


def _may_hold(data: bytes, name: str) -> bool:
    return name.split(maxsplit=1)[0].casefold() in data.decode(errors="replace").casefold()


def _record(work: _Work, article: str, versions: Mapping[str, str]) -> None:
    path = record_path(article)
    data = read(work.workspace.root / path) or b""
    who = Signer(
        work.names, work.mark, versions, lambda text: with_mark(text, work.names, work.mark)
    )
    new, count = forget_acts(data, who)
    if new != data:
        work.files[path] = (new, digest(data))
        work.acts += count
        work.articles.add(article)


# --- Ledgers ------------------------------------------------------------------------------------


def _ledgers(work: _Work) -> None:
    root = work.workspace.root
    for folder, files in ledgers(work.workspace).items():
        done = forget_lines(files, work.names, work.mark, path=folder)
        for old, (new, data) in done.files.items():
            work.files[f"{folder}/{old}"] = (None, None)
            if read(root / folder / new) != data:
                work.files[f"{folder}/{new}"] = (data, "")
        if done.count:
            work.lines += done.count
            work.articles.add(folder.removeprefix(ledger_path("")))


def ledgers(workspace: Workspace) -> Mapping[str, Mapping[str, bytes]]:
    """Return the files of every ledger, by the ledger's folder below the workspace."""
    found: dict[str, dict[str, bytes]] = {}
    start = len(str(workspace.root)) + 1
    for base in LEDGERS:
        for entry in list_files(workspace.root / base):
            if entry.name.endswith(".jsonl"):
                folder = entry.path[start:].rpartition("/")[0]
                found.setdefault(folder, {})[entry.name] = read(entry.path) or b""
    return found


# --- On disk ------------------------------------------------------------------------------------


def _commit(work: _Work) -> None:
    workspace = work.workspace
    step = Step(workspace.root, workspace.journal)
    # What is new stands before what is old goes.
    for path, (data, expected) in sorted(work.files.items(), key=lambda file: file[1][0] is None):
        if data is None:
            step.remove(path)
        else:
            step.put(path, data, expected=expected, part=path)
    step.commit()


def renew(workspace: Workspace, done: Forgotten, *, day: date) -> None:
    """Make the pages of the articles that bore the name anew, wherever there are any.

    Raises:
        PublicationError: If published pages would vanish.
        StorageError: If the disk refuses.
    """
    from polyglot.pipeline.running import STATE, go

    state = workspace.cache / STATE
    if _may_hold(read(state) or b"", done.name):
        state.unlink(missing_ok=True)
    folders = tuple(_exported(workspace))
    here = {source.id for source in survey(workspace).sources}
    articles = [article for article in done.articles if article in here]
    if folders and articles:
        languages, formats = workspace.settings.languages, workspace.settings.to
        plan = Plan(day=day, languages=languages, exports=folders, formats=formats)
        go(workspace, plan, articles)


def _exported(workspace: Workspace) -> Iterator[bool]:
    for drafts in (False, True):
        if stat_of(workspace.root / exports_path(drafts=drafts) / "index.html") is not None:
            yield drafts
