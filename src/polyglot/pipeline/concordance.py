"""Words looked up in all that people stand behind, with who stands behind it now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from polyglot.errors import StorageError
from polyglot.memory import Hit, Memory
from polyglot.memory.searching import hits_in, order
from polyglot.model import Message
from polyglot.pipeline.desk import Desk, load
from polyglot.pipeline.extracting import extract
from polyglot.pipeline.journey import travel
from polyglot.pipeline.plan import Plan
from polyglot.pipeline.proposing import Help
from polyglot.pipeline.running import MEMORY, remembered
from polyglot.pipeline.sharing import settle
from polyglot.pipeline.survey import survey
from polyglot.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Use:
    """A *hit*, and who `translated`, `accepted` and `approved` it."""

    hit: Hit
    names: Mapping[str, tuple[str, ...]]


def concordance(
    workspace: Workspace, words: str, languages: Sequence[str], *, most: int, day: date
) -> tuple[Use, ...]:
    """Return at most *most* uses of *words* in source or target, by article.

    *languages* are those of the targets, none for all.
    What changed since the last run is read again; nothing is written in the workspace.

    Raises:
        StorageError: If the disk refuses.
    """
    found = survey(workspace)
    path = workspace.cache / MEMORY
    known = set(remembered(workspace, found).outcomes) if path.exists() else set()
    shared = settle(workspace, day=day, by="", is_saving=False)
    help_ = Help(paths={source.path: source.id for source in found.sources}, shared=shared)
    wanted = languages or workspace.settings.languages
    try:
        hits = list(_stored(path, words, wanted, most=most, known=known)) if known else []
    except StorageError:  # It is made again by the next run: until then each article is read.
        hits, known = [], set()
    for source in found.sources:
        if source.id not in known:
            passed = travel(workspace, source, Plan(day=day), help_, None)
            hits += hits_in(source.id, passed.pairs, words, wanted)
    sources = {source.id: source for source in found.sources}

    @lru_cache(maxsize=1)  # hits come by article
    def desk(article: str) -> Desk:
        return extract(load(workspace, sources[article], shared=shared), by="", day=day)

    hits.sort(key=order)
    return tuple(Use(hit, _names(desk(hit.pair.article), hit)) for hit in hits[:most])


def _stored(
    path: Path, words: str, languages: Sequence[str], *, most: int, known: Collection[str]
) -> Sequence[Hit]:
    """Return the first hits in the memory at *path* of the articles that are as it *knows* them."""
    with Memory.read(path) as memory:
        return memory.search(words, languages, most=most, among=known)


def _names(desk: Desk, hit: Hit) -> Mapping[str, tuple[str, ...]]:
    pair = hit.pair
    message = Message(pair.source, pair.context, pair.target)
    return desk.ledger.names(pair.language, message)
