"""What an editor does about ledgers: has their states explained, and their files joined."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from polyglot.errors import ContentError, LedgerError, UsageError
from polyglot.ledger import joined
from polyglot.ledger.explaining import Explanation, explain
from polyglot.ledger.proving import Fault, prove
from polyglot.model import Message
from polyglot.pipeline.desk import Desk, ledger_files
from polyglot.pipeline.reviewing import desk_of
from polyglot.pipeline.shared import Shared
from polyglot.pipeline.sharing import settle
from polyglot.pipeline.survey import select, survey
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
    for article in articles:
        faults = prove(ledger_files(workspace, article))
        yield _verified(workspace, article, shared, faults, wanted, day)


def _selected(workspace: Workspace, asked: Sequence[str]) -> list[str]:
    """Return the ids of the articles that *asked* names, and `shared` where there is one."""
    names = [name for name in asked if name != SHARED]
    found = [source.id for source in select(survey(workspace), names)] if names or not asked else []
    is_there = stat_of(workspace.root / SHARED_FOLDER) is not None
    if SHARED in asked and not is_there:
        raise UsageError("there is no shared catalog", hint="polyglot shared add makes one")
    return [*found, SHARED] if is_there and (SHARED in asked or not asked) else found


def _verified(
    workspace: Workspace,
    article: str,
    shared: Shared,
    faults: tuple[Fault, ...],
    wanted: frozenset[str],
    day: date,
) -> Verified:
    folder = ledger_path(article)
    try:
        _, desk = desk_of(workspace, article, shared, day=day)
    except (ContentError, LedgerError) as error:
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
    for article in _selected(workspace, asked):
        files = ledger_files(workspace, article)
        folder = ledger_path(article)
        name, data = joined(files, path=folder)
        if not files or files == {name: data}:
            continue
        done.append(Folded(article, len(files)))
        if dry_run:
            continue
        step = Step(workspace.root, workspace.journal)
        step.add(folder, "", data)
        for old in sorted(files):
            if old != name:
                step.remove(f"{folder}/{old}")
        step.commit()
    return done
