"""What an editor does about ledgers: has their states explained, and their files joined."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from polyglot.errors import ContentError, LedgerError
from polyglot.ledger import Explanation, Fault, explain, joined, prove
from polyglot.model import Message
from polyglot.pipeline.desk import Desk, ledger_files, load
from polyglot.pipeline.extracting import extract
from polyglot.pipeline.survey import Source, select, survey
from polyglot.storage import Step
from polyglot.workspace import Workspace, ledger_path


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
    for source in select(survey(workspace), asked):
        faults = prove(ledger_files(workspace, source.id))
        yield _verified(workspace, source, faults, wanted, day)


def _verified(
    workspace: Workspace,
    source: Source,
    faults: tuple[Fault, ...],
    wanted: frozenset[str],
    day: date,
) -> Verified:
    folder = ledger_path(source.id)
    try:
        desk = extract(load(workspace, source), by="", day=day)
    except (ContentError, LedgerError) as error:
        return Verified(source.id, folder, faults, problem=str(error))
    explained = tuple(_explained(desk, [name for name in desk.catalogs if name in wanted]))
    unwritten = frozenset(line.id for line in desk.lines)
    return Verified(source.id, folder, faults, explained, unwritten=unwritten)


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
    for source in select(survey(workspace), asked):
        files = ledger_files(workspace, source.id)
        folder = ledger_path(source.id)
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
