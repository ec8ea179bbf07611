"""What an editor does about ledgers: has their states explained, and their files joined."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from polyglot.errors import (
    ContentError,
    LedgerError,
    PeopleError,
    PublicationError,
    UsageError,
)
from polyglot.ledger import joined
from polyglot.ledger.explaining import Explanation, explain
from polyglot.ledger.proving import Fault, prove
from polyglot.model import Message
from polyglot.pipeline.desk import SHARED_SOURCE, Desk, ledger_files
from polyglot.pipeline.reviewing import desk_of
from polyglot.pipeline.running import renamed
from polyglot.pipeline.shared import Shared
from polyglot.pipeline.sharing import settle
from polyglot.pipeline.survey import Source, select, survey
from polyglot.storage import Step, stat_of
from polyglot.workspace import SHARED, SHARED_FOLDER, Workspace, ledger_path


@dataclass(frozen=True, slots=True)
class Explained:
    """One paragraph in one language, by its number, and why it has its state."""

    language: str
    number: int
    message: Message
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Verified:
    """One article: what is wrong with its ledger's files, and why each state is what it is.

    *problem* says why there are no states, if something cannot be read.
    *unwritten* are the ids of lines that the next command will write.
    """

    article: str
    folder: str
    faults: tuple[Fault, ...]
    explained: tuple[Explained, ...] = ()
    problem: str = ""
    unwritten: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Folded:
    """One article's ledger whose *count* files became, or would become, one."""

    article: str
    count: int


def verify(
    workspace: Workspace, asked: Sequence[str], languages: Iterable[str], *, day: date
) -> Iterator[Verified]:
    """Yield what is to say of the ledger of each article that *asked* names, all by default.

    States are those that the next command will see; nothing is written.

    Raises:
        UsageError: If there is no such article.
        StorageError: If the disk refuses.
    """
    wanted = frozenset(languages)
    articles = _selected(workspace, asked)
    shared = settle(workspace, day=day)
    for source in articles:
        faults = prove(ledger_files(workspace, source.home))
        yield _verified(workspace, source, shared, faults, wanted, day)


def _selected(workspace: Workspace, asked: Sequence[str]) -> list[Source]:
    """Return the articles that *asked* names, and what stands for `shared` where there is one.

    They are looked at as they stand: one that was renamed since has its ledger under its old name.
    """
    names = [name for name in asked if name != SHARED]
    found, _ = renamed(workspace, survey(workspace), is_saving=False)
    sources = list(select(found, names)) if names or not asked else []
    is_there = stat_of(workspace.root / SHARED_FOLDER) is not None
    if SHARED in asked and not is_there:
        raise UsageError("there is no shared catalog", hint="polyglot shared add makes one")
    is_wanted = is_there and (SHARED in asked or not asked)
    return [*sources, SHARED_SOURCE] if is_wanted else sources


def _verified(
    workspace: Workspace,
    source: Source,
    shared: Shared,
    faults: tuple[Fault, ...],
    wanted: frozenset[str],
    day: date,
) -> Verified:
    article, folder = source.id, ledger_path(source.home)
    try:
        _, desk = desk_of(workspace, source, shared, day=day)
    except (ContentError, LedgerError, PeopleError, PublicationError) as error:
        return Verified(article, folder, faults, problem=str(error))
    explained = tuple(_explained(desk, [name for name in desk.catalogs if name in wanted]))
    unwritten = frozenset(line.id for line in desk.lines)
    return Verified(article, folder, faults, explained, unwritten=unwritten)


def _explained(desk: Desk, languages: Iterable[str]) -> Iterator[Explained]:
    for language in languages:
        live = [m for m in desk.catalogs[language].messages if not m.is_obsolete]
        for number, message in enumerate(live, 1):
            yield Explained(language, number, message, explain(desk.ledger, language, message))


def fold(workspace: Workspace, asked: Sequence[str], *, dry_run: bool = False) -> list[Folded]:
    """Join the ledger files of each article that *asked* names (all by default) into one.

    The set of its lines stays the same, and so does every state.
    Return the articles whose files were more than one, or not as they are written.

    Raises:
        UsageError: If there is no such article.
        LedgerError: If a ledger cannot be read; those before it are joined.
        StorageError: If the disk refuses.
    """
    done = []
    for source in _selected(workspace, asked):
        files = ledger_files(workspace, source.home)
        folder = ledger_path(source.home)
        name, data = joined(files, path=folder)
        if not files or files == {name: data}:
            continue
        done.append(Folded(source.id, len(files)))
        if dry_run:
            continue
        step = Step(workspace.root, workspace.journal)
        step.add(folder, "", data)
        for old in sorted(files):
            if old != name:
                step.remove(f"{folder}/{old}")
        step.commit()
    return done
