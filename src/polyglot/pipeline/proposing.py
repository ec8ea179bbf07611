"""The empty messages of one article filled: from memory, then from engines, then in part.

Each step is on disk before the next begins.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from polyglot.memory import Memory
from polyglot.pipeline import drafting, remembering
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.drafting import Engine
from polyglot.pipeline.examples import finder
from polyglot.pipeline.plan import Plan
from polyglot.pipeline.saving import saved
from polyglot.pipeline.scripts import drafts_in, settled_in
from polyglot.pipeline.shared import NOTHING, Shared
from polyglot.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Help:
    """What the other articles give: memory, and how linked articles stand (by id).

    *directions* are the languages, of sources and targets, of which memory may know something.
    *shared* is what people fixed once for all of them.
    """

    memory: Path | None = None
    directions: frozenset[tuple[str, str]] = frozenset()
    engine: Engine | None = None
    view: Mapping[str, str] | None = None
    paths: Mapping[str, str] = field(default_factory=dict)
    shared: Shared = NOTHING


def has_gaps(desk: Desk, plan: Plan) -> bool:
    """Tell whether a catalog that is to be drafted has a message that is empty, or half known."""
    return any(remembering.wanting(desk, language) for language in _wanted(desk, plan))


def propose(
    workspace: Workspace, desk: Desk, plan: Plan, help_: Help, written: dict[str, str]
) -> tuple[Desk, tuple[drafting.Drafted, ...]]:
    """Return *desk* with drafts in its empty messages, and what was drafted by language.

    *written* is told of each file that is written, and its digest.

    Raises:
        StorageError: If the memory cannot be used, or the disk refuses.
    """
    results: dict[str, drafting.Drafted] = {}
    known: dict[str, remembering.Remembered] = {}
    before = desk
    with _memory(desk, help_) as memory:
        for language in _wanted(desk, plan):
            spell = _spelling(workspace, desk, language)
            is_known = (desk.article.language, language) in help_.directions
            desk, known[language] = remembering.from_memory(
                desk, language, memory if is_known else None, day=plan.day, spell=spell
            )
            results[language] = drafting.Drafted(language, from_memory=known[language].number)
    desk = _kept(workspace, desk, plan, before, written)
    if help_.engine is not None:
        help_.engine.line.count.expect(_expected(desk, help_.engine, known))
    for language in _wanted(desk, plan):
        if help_.engine is not None:
            desk, results[language] = _ask(
                *(workspace, desk, plan, help_, help_.engine, results[language]),
                *(known[language], written),
            )
        if not results[language].problem:
            desk, results[language] = _in_part(
                workspace, desk, plan, results[language], known[language].partial, written
            )
    return desk, tuple(results.values())


def _expected(desk: Desk, engine: Engine, known: Mapping[str, remembering.Remembered]) -> int:
    """Return for how many texts engines are going to be asked."""
    return sum(
        found.texts
        for language, found in known.items()
        if found.left and not drafting.job_of(desk, engine, language)[1]
    )


@contextmanager
def _memory(desk: Desk, help_: Help) -> Iterator[Memory | None]:
    """Give the memory, None where it knows nothing that this article could use."""
    if help_.memory is None or desk.article.language not in {one for one, _ in help_.directions}:
        yield None
        return
    with Memory.open(help_.memory, own=desk.rules) as memory:
        yield memory


def _kept(
    workspace: Workspace, desk: Desk, plan: Plan, before: Desk, written: dict[str, str]
) -> Desk:
    """Save *desk*, unless this is a look only."""
    return saved(workspace, desk, before, written) if plan.is_saving else desk


def _in_part(
    workspace: Workspace,
    desk: Desk,
    plan: Plan,
    so_far: drafting.Drafted,
    partial: Mapping[remembering.Key, remembering.Partial],
    written: dict[str, str],
) -> tuple[Desk, drafting.Drafted]:
    """Let what memory knows of a paragraph stand where nobody gave the rest."""
    before = desk
    spell = _spelling(workspace, desk, so_far.language)
    desk, number = remembering.in_part(desk, so_far.language, partial, day=plan.day, spell=spell)
    desk = _kept(workspace, desk, plan, before, written)
    return desk, replace(so_far, from_memory=so_far.from_memory + number)


def _ask(
    workspace: Workspace,
    desk: Desk,
    plan: Plan,
    help_: Help,
    engine: Engine,
    so_far: drafting.Drafted,
    known: remembering.Remembered,
    written: dict[str, str],
) -> tuple[Desk, drafting.Drafted]:
    """Let the engines draft what memory left; each batch is on disk before the next is sent."""
    language = so_far.language
    if not known.left:
        return desk, so_far
    job, reason = drafting.job_of(desk, engine, language)
    if reason:
        return desk, replace(so_far, problem=reason)
    came: Counter[str] = Counter()
    refused: tuple[str, ...] = ()
    memory = help_.memory if (desk.article.language, language) in help_.directions else None
    with finder(desk, language, engine, job, memory) as found:
        for batch in drafting.batches(desk, language, engine, known.left):
            before = desk
            spell = _spelling(workspace, desk, language)
            desk, good, bad = drafting.from_engine(
                *(desk, language, batch, engine, job),
                day=plan.day,
                partial=known.partial,
                spell=spell,
                finder=found,
            )
            came.update(good)
            refused += bad
            desk = _kept(workspace, desk, plan, before, written)
            if reason := engine.line.resting(job):
                break
    return desk, replace(so_far, by=tuple(sorted(came.items())), refused=refused, problem=reason)


def _spelling(workspace: Workspace, desk: Desk, language: str) -> drafting.Spell | None:
    """Return what brings drafts into the script that translators of *language* prefer."""
    tag = workspace.settings.translate.scripts.get(language)
    return drafts_in(desk, tag, settled_in(workspace), workspace.settings.usage) if tag else None


def _wanted(desk: Desk, plan: Plan) -> list[str]:
    return [language for language in desk.catalogs if language in plan.languages]
