"""Words looked up in all that people stand behind, with who stands behind it now."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from polyglot.memory import Hit, Memory
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
    known = remembered(workspace, found).outcomes
    news = [source for source in found.sources if source.id not in known]
    shared = settle(workspace, day=day, by="", is_saving=False)
    help_ = Help(paths={source.path: source.id for source in found.sources}, shared=shared)
    with TemporaryDirectory(prefix="polyglot-") as folder:
        path = Path(folder, MEMORY)
        if (workspace.cache / MEMORY).exists():
            shutil.copyfile(workspace.cache / MEMORY, path)
        with Memory.open(path) as memory:
            memory.keep(source.id for source in found.sources)
            for source in news:
                passed = travel(workspace, source, Plan(day=day), help_, None)
                memory.replace(source.id, passed.pairs)
            memory.save()
            hits = [
                hit
                for language in languages or ("",)
                for hit in memory.search(words, language=language, most=most)
            ]
    sources = {source.id: source for source in found.sources}

    @lru_cache(maxsize=1)  # hits come by article
    def desk(article: str) -> Desk:
        return extract(load(workspace, sources[article], shared=shared), by="", day=day)

    hits.sort(key=lambda hit: hit.pair.article)
    return tuple(Use(hit, _names(desk(hit.pair.article), hit)) for hit in hits[:most])


def _names(desk: Desk, hit: Hit) -> Mapping[str, tuple[str, ...]]:
    pair = hit.pair
    message = Message(pair.source, pair.context, pair.target)
    return desk.ledger.names(pair.language, message)
