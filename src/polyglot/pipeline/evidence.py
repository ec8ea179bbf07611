"""What became of machine drafts: how many stood, how far people went from the others, what it cost.

What became of them is read from the ledgers alone. Ledgers hold only what reached a catalog:
refusals are those that the cache of replies remembers (deleting it, or `--retry`, forgets them),
and characters are those of `private/outgoing.jsonl`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from polyglot.ledger import fold
from polyglot.ledger import parse as parse_ledger
from polyglot.ledger.lines import (
    ACCEPTED,
    APPROVED,
    DRAFTED,
    MACHINE,
    REJECTED,
    TRANSLATED,
    UNFINISHED,
)
from polyglot.model import Line
from polyglot.pipeline.drafting import REPLIES, lines_of
from polyglot.pipeline.forgetting import ledgers
from polyglot.workspace import Workspace

__all__ = ["Cost", "Evidence", "Fate", "Refusal", "evidence"]

_OURS = frozenset({"memory", "shared", "unknown"})
_FINAL = frozenset({ACCEPTED, APPROVED, TRANSLATED})


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the drafts of one *route* (an engine, or `google→apertium`) in a *language*.

    A draft that several made has all of them as its route: `memory+google`.

    *unchanged* stood as they were, *edited* became a person's text, *rejected* were sent back;
    the others of the *drafts* wait. *edits* is the share of characters that people changed
    and *chrf* how alike drafts and final texts are (0 to 100), over those that are decided.
    """

    route: str
    language: str
    drafts: int
    unchanged: int
    edited: int
    rejected: int
    edits: float | None = None
    chrf: float | None = None

    @property
    def accepted(self) -> float | None:
        """The share of the decided drafts that stood unchanged; None while none is decided."""
        decided = self.unchanged + self.edited + self.rejected
        return self.unchanged / decided if decided else None


@dataclass(frozen=True, slots=True)
class Refusal:
    """How *many* texts from *source* to *target* the gate refused of an *engine*, and why."""

    engine: str
    source: str
    target: str
    problem: str
    many: int


@dataclass(frozen=True, slots=True)
class Cost:
    """How many *texts* and *characters* an *engine* outside got, from *source* to *target*."""

    engine: str
    source: str
    target: str
    texts: int
    characters: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of machine drafts, each part sorted."""

    fates: tuple[Fate, ...]
    refusals: tuple[Refusal, ...]
    costs: tuple[Cost, ...]


@dataclass(slots=True)
class _Count:
    drafts: int = 0
    rejected: int = 0
    pairs: list[tuple[str, str]] = field(default_factory=list)


def evidence(workspace: Workspace) -> Evidence:
    """Return what is known of the machine drafts of a workspace; nothing is written.

    Raises:
        LedgerError: If a line of a ledger cannot be read.
        StorageError: If the disk refuses.
    """
    from polyglot.providers import Cache

    counts: dict[tuple[str, str], _Count] = {}
    for folder, files in ledgers(workspace).items():
        for line, end in _decided(parse_ledger(files, path=folder).lines):
            count = counts.setdefault((line.by, line.language), _Count())
            count.drafts += 1
            if end is not None and end.action == REJECTED:
                count.rejected += 1
            elif end is not None:
                count.pairs.append((line.target, end.target))
    cache = Cache(workspace.cache / REPLIES, is_copy=True)
    refusals = tuple(Refusal(*row) for row in cache.refusals())
    cache.close()
    fates = tuple(_fate(*key, counts[key]) for key in sorted(counts))
    return Evidence(fates, refusals, tuple(_costs(workspace)))


def _decided(lines: Sequence[Line]) -> Iterator[tuple[Line, Line | None]]:
    """Yield each machine draft with the line that decided it, None while it waits.

    Of the drafts of one message only the last before the final text is judged by it.
    """
    by_key: dict[tuple[str, str | None, str], list[Line]] = {}
    for line in lines:
        by_key.setdefault((line.language, line.context, fold(line.source)), []).append(line)
    for known in by_key.values():
        final = max((line for line in known if _is_final(line)), key=_number, default=None)
        drafts = [line for line in known if _is_engines(line)]
        before = [line for line in drafts if final is not None and line.n <= final.n]
        for draft in drafts:
            rejected = (
                line
                for line in known
                if line.action == REJECTED and fold(line.target) == fold(draft.target)
            )
            is_last = bool(before) and draft is before[-1]
            yield draft, final if is_last else next(rejected, None)


def _number(line: Line) -> int:
    return line.n


def _is_final(line: Line) -> bool:
    return line.action in _FINAL and line.kind != UNFINISHED and bool(line.target)


def _is_engines(line: Line) -> bool:
    return line.action == DRAFTED and line.kind == MACHINE and line.by not in _OURS


def _fate(route: str, language: str, count: _Count) -> Fate:
    from polyglot.similarity import chrf, edits

    unchanged = sum(fold(draft) == fold(final) for draft, final in count.pairs)
    return Fate(
        route,
        language,
        count.drafts,
        unchanged,
        len(count.pairs) - unchanged,
        count.rejected,
        edits(count.pairs),
        chrf(count.pairs),
    )


def _costs(workspace: Workspace) -> Iterable[Cost]:
    from polyglot.providers import read

    texts: Counter[tuple[str, str, str]] = Counter()
    characters: Counter[tuple[str, str, str]] = Counter()
    for line in lines_of(workspace.private / "outgoing.jsonl"):
        if found := read(line):
            record = found[1]
            key = (record.provider, record.source, record.target)
            texts[key] += 1
            characters[key] += record.characters
    return (Cost(*key, texts[key], characters[key]) for key in sorted(texts))
