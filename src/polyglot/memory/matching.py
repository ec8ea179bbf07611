"""What the memory proposes for a text, best first: the same text, else texts that are like it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from polyglot.memory.folding import Refilled, fold, refill
from polyglot.memory.pairs import Kind, Known, Match, Wanted
from polyglot.memory.store import Store, key_of
from polyglot.similarity import changes, closest

if TYPE_CHECKING:
    from polyglot.memory.index import Index

COSTS = MappingProxyType(
    {
        "several": 0.01,
        "context": 0.01,
        "translated": 0.01,
        "accepted": 0.02,
        "machine": 0.03,
        "numbers put back": 0.01,
        "numbers left": 0.10,
        "codes left": 0.10,
    }
)
"""What each reason costs of a score, 0 to 1.

Whoever stands behind a text costs little: the memory holds nothing that nobody stands behind,
and the same text must not fall behind one that is only like it.
A number or a code that is not the new text's costs most: it must be mended by hand.
*several*: the memory has other translations of the same source.
"""

_LONGEST = 20_000

# Grams' texts read at most: few at first, many if nothing was found.
_BUDGETS = (5_000, 150_000)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the languages, how alike a text has to be, how many are wanted.

    With *only_public* what does not come from a public article is passed over.
    """

    language: str
    source_language: str
    least: float
    most: int
    only_public: bool = False

    def usable(self, pairs: Iterable[Known]) -> Iterator[Known]:
        """Yield those of *pairs* that may be shown to who asks."""
        return (pair for pair in pairs if pair.is_public or not self.only_public)


def same(store: Store, wanted: Sequence[Wanted], asker: Asker) -> dict[int, tuple[Match, ...]]:
    """Return the matches of the very same texts, by position in *wanted*.

    Those with the same context between the same neighbours come first.

    Raises:
        StorageError: If the store cannot be read.
    """
    keys = [key_of(each.source, asker.source_language) for each in wanted]
    by_source: dict[str, list[Known]] = {}
    for pair in asker.usable(store.by_key(asker.language, sorted(set(keys)))):
        by_source.setdefault(pair.source, []).append(pair)
    return {
        place: _ordered(_same(found, each, asker), asker.most)
        for place, each in enumerate(wanted)
        if (found := by_source.get(each.source))
    }


def alike(store: Store, index: "Index", wanted: Wanted, asker: Asker) -> tuple[Match, ...]:
    """Return the matches of texts at least as like as *asker* wants.

    A text is compared with codes and numbers folded; one of more than 20,000 characters is not:
    the comparison's cost grows with the square of its length. More texts are looked at
    only if nothing was found among the few that share most with it.

    Raises:
        StorageError: If the store cannot be read.
    """
    folded = fold(wanted.source)
    if len(folded) > _LONGEST:
        return ()
    for budget in _BUDGETS:
        found: list[Match] = []
        for candidates in index.search(folded, least=asker.least, budget=budget):
            close = closest(folded, [each.folded for each in candidates], least=asker.least)
            if not close:
                break
            likeness = {candidates[at].number: score for score, at in close}
            pairs = list(asker.usable(store.by_text(asker.language, list(likeness))))
            found += _alike(pairs, likeness, wanted, asker)
            # Where every other one is alike, the best of a form text may come later.
            if found and len(close) * 2 < len(candidates):
                break
        if found:
            return _ordered(found, asker.most)
    return ()


def _alike(
    pairs: Sequence[Known], likeness: dict[int, float], wanted: Wanted, asker: Asker
) -> Iterator[Match]:
    """Yield matches of *pairs*; those that cannot be among the best are left out early."""
    targets: dict[int, set[str]] = {}
    for pair in pairs:
        targets.setdefault(pair.text, set()).add(pair.target)
    worst = sum(COSTS.values())
    best = sorted((likeness[pair.text] for pair in pairs), reverse=True)[: asker.most]
    for pair in _strongest(pairs, lambda pair: _cost(_beside(pair, wanted))):
        if likeness[pair.text] + worst >= best[-1]:
            several = len(targets[pair.text]) > 1
            yield _match("fuzzy", pair, wanted, asker, likeness[pair.text], several=several)


def _same(found: Sequence[Known], wanted: Wanted, asker: Asker) -> Iterator[Match]:
    """Yield matches of pairs of one source, one of each target."""
    keys = [
        None if text is None else key_of(text, asker.source_language)
        for text in (wanted.before, wanted.after)
    ]

    def kind(pair: Known) -> Kind:
        is_same = None not in keys and list(pair.neighbours) == keys
        return "neighbours" if is_same and pair.context == wanted.context else "exact"

    has_several = len({pair.target for pair in found}) > 1
    ordered = _strongest(found, lambda p: (_KINDS.index(kind(p)), _cost(_beside(p, wanted))))
    for pair in ordered:
        several = has_several and kind(pair) == "exact"
        yield _match(kind(pair), pair, wanted, asker, 1.0, several=several)


def _strongest(pairs: Iterable[Known], first: Callable[[Known], object]) -> Iterable[Known]:
    """Return for each source and target the one of *pairs* that goes *first*: there may be many.

    What else a match depends on is the same for all of them.
    """
    found: dict[tuple[int, str], tuple[object, ...]] = {}
    best: dict[tuple[int, str], Known] = {}
    for pair in pairs:
        place, rank = (pair.text, pair.target), (first(pair), pair.order)
        if place not in found or rank < found[place]:
            found[place], best[place] = rank, pair
    return best.values()


def _match(
    kind: Kind, pair: Known, wanted: Wanted, asker: Asker, likeness: float, *, several: bool
) -> Match:
    languages = {"source_language": asker.source_language, "language": asker.language}
    filled = refill(pair.source, wanted.source, pair.target, **languages)
    reasons = (*(["several"] if several else ()), *_beside(pair, wanted), *_left(filled))
    return Match(
        kind=kind,
        source=pair.source,
        target=filled.target,
        likeness=likeness,
        score=max(0.0, round(likeness - _cost(reasons), 6)),
        penalties=reasons,
        changes=changes(pair.source, wanted.source),
        origin=pair,
    )


def _beside(pair: Known, wanted: Wanted) -> Iterator[str]:
    """Yield what makes a pair less good whatever its texts are."""
    if pair.context != wanted.context:
        yield "context"
    if pair.strength != "approved":
        yield pair.strength
    if pair.is_machine:
        yield "machine"


def _left(filled: Refilled) -> Iterator[str]:
    if filled.numbers:
        yield f"numbers {filled.numbers}"
    if filled.codes == "left":
        yield "codes left"


def _cost(reasons: Iterable[str]) -> float:
    return sum(COSTS[reason] for reason in reasons)


_KINDS: tuple[Kind, ...] = ("neighbours", "exact", "fuzzy")


def _ordered(matches: Iterable[Match], most: int) -> tuple[Match, ...]:
    """Return the *most* best of *matches*, each target once.

    The kind decides, then the score, then what decides between pairs, then the source.
    """
    found: dict[str, Match] = {}
    for match in sorted(
        matches,
        key=lambda m: (_KINDS.index(m.kind), -m.score, m.origin.order, m.source),
    ):
        found.setdefault(match.target, match)
    return tuple(found.values())[:most]
