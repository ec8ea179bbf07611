"""Which segments take the place of which messages, when no exact match is left.

First what is certain (the same words, a source that returns, another context), then likeness:
a paragraph that was split or joined, an edited one in its place, an edited one that moved,
and last a message that is obsolete already.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from polyglot.catalog.difference import folded
from polyglot.catalog.segments import Segment
from polyglot.model import Message

# Unrelated prose of one language reaches 0.45 on the sample articles, an edited sentence 0.6.
_EDITED = 0.5
_MOVED = 0.65
_REVIVED = 0.7

# A text this short (in characters) is alike by chance.
_SHORT = 16
_SHORT_EDITED = 0.81

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")

# A paragraph cut into at most this many, or as many made one.
_PIECES = 4
_RECUT = 0.75
_INSIDE = 0.7
_REACH = 20

# A piece that was found apart from the others: so alike, and so many of its pairs of words there.
_PIECE = 0.85
_SHARED = 0.6

Key: TypeAlias = tuple[str | None, str]
_Gap: TypeAlias = tuple[Sequence[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Continuation:
    """Messages and the numbers of the segments that take their place; one of both is a single."""

    olds: tuple[Message, ...]
    news: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is still to be paired: messages and segments by their places; both shrink."""

    gone: dict[int, Message]
    free: dict[int, Segment]

    def take(self, olds: Iterable[int], news: Iterable[int]) -> Continuation:
        places, numbers = tuple(olds), tuple(news)
        for number in numbers:
            del self.free[number]
        return Continuation(tuple(self.gone.pop(place) for place in places), numbers)


def pair(
    gone: Mapping[int, Message], free: Mapping[int, Segment], exact: Sequence[int | None]
) -> list[Continuation]:
    """Return which of the *free* segments continue which of the *gone* messages.

    Each occurs once at most. *gone* are messages by their places in the catalog, *free* segments
    by theirs in the article, both in order. *exact* are for all segments the places of the
    messages with the same text: the fixed points between which the others are compared.
    """
    rest = _Rest({at: m for at, m in gone.items() if m.plural is None}, dict(free))
    found = [
        *_certain(
            rest, lambda m: (m.context, folded(m.source)), lambda s: (s.context, folded(s.source))
        ),
        *_certain(rest, lambda m: m.previous, lambda s: s.key),
        *_certain(
            rest, lambda m: _words(m.context, m.source), lambda s: _words(s.context, s.source)
        ),
        *_certain(rest, lambda m: None if m.is_obsolete else m.source, lambda s: s.source),
    ]
    if rest.gone and rest.free:
        equal = [(at, number) for number, at in enumerate(exact) if at is not None]
        contexts = dict.fromkeys(segment.context for segment in rest.free.values())
        for context in contexts:
            found += _by_likeness(equal, context, rest)
    if found and (rest.free or rest.gone):
        found = _with_pieces(gone, free, found, rest)
    return found


def _words(context: str | None, source: str) -> tuple[str | None, str] | None:
    """Return a text without its tags, for comparing; None where nothing is left."""
    plain = folded(_TAG.sub("", source))
    return (context, plain) if plain else None


def _certain(
    rest: _Rest,
    of_message: Callable[[Message], object],
    of_segment: Callable[[Segment], object],
) -> Iterator[Continuation]:
    """Pair what has the same mark, where it has one."""
    marks: dict[object, int] = {}
    for at, message in rest.gone.items():
        mark = of_message(message)
        if mark is not None:
            marks.setdefault(mark, at)
    for number, segment in list(rest.free.items()) if marks else ():
        mark = of_segment(segment)
        if mark in marks:
            yield rest.take((marks.pop(mark),), (number,))


def _by_likeness(
    equal: Sequence[tuple[int, int]], context: str | None, rest: _Rest
) -> Iterator[Continuation]:
    """Pair messages and segments of one *context*; *equal* are the places of equal texts."""
    from polyglot.similarity import gaps

    olds = [at for at, m in rest.gone.items() if m.context == context and not m.is_obsolete]
    news = [number for number, s in rest.free.items() if s.context == context]
    if olds and news:
        places = gaps(equal, olds, news)
        texts = _Texts(olds, news, rest)
        yield from _recut(texts, places, rest)
        yield from _edited(texts, places, rest, least=_EDITED)
    olds = [at for at, m in rest.gone.items() if m.is_obsolete and m.context == context]
    news = [number for number, s in rest.free.items() if s.context == context]
    if olds and news:
        yield from _edited(_Texts(olds, news, rest), [], rest, least=_REVIVED)


class _Texts:
    """The texts that are compared, with the places they have in the catalog and the article."""

    __slots__ = ("new", "news", "old", "olds")

    def __init__(self, olds: Sequence[int], news: Sequence[int], rest: _Rest) -> None:
        self.olds = olds
        self.news = news
        self.old = [rest.gone[at].source for at in olds]
        self.new = [rest.free[number].source for number in news]


def _edited(
    texts: _Texts, places: Sequence[_Gap], rest: _Rest, *, least: float
) -> Iterator[Continuation]:
    """Pair one to one what is alike, in the *places* between the fixed points and then anywhere."""
    left = (
        [x for x, at in enumerate(texts.olds) if at in rest.gone],
        [y for y, number in enumerate(texts.news) if number in rest.free],
    )
    if not all(left):
        return
    from polyglot.similarity import align_gaps, ratio

    free = (frozenset(left[0]), frozenset(left[1]))
    open_places = [
        ([x for x in before if x in free[0]], [y for y in after if y in free[1]])
        for before, after in places
    ]
    open_places = [(before, after) for before, after in open_places if before and after]
    moved = max(least, _MOVED)
    for x, y in align_gaps(texts.old, texts.new, open_places, left, least=least, moved=moved):
        shortest = min(len(texts.old[x]), len(texts.new[y]))
        if shortest >= _SHORT or ratio(texts.old[x], texts.new[y]) >= _SHORT_EDITED:
            yield rest.take((texts.olds[x],), (texts.news[y],))


# --- Split and merged paragraphs ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class _Recut:
    """A text (*one*) and the neighbours that together read like it; positions in both lists."""

    badness: float
    one: int
    many: tuple[int, ...]
    is_split: bool


def _recut(texts: _Texts, places: Sequence[_Gap], rest: _Rest) -> Iterator[Continuation]:
    """Find paragraphs that became several, and several that became one."""
    found: list[_Recut] = []
    for before, after in places:
        if len(before) + len(after) > 2:  # noqa: PLR2004 - one to one is no new cut
            found += _cuts(texts.old, texts.new, before, after, is_split=True)
            found += _cuts(texts.new, texts.old, after, before, is_split=False)
    for cut in sorted(found):
        one, many = (cut.one,), cut.many
        olds = [texts.olds[x] for x in (one if cut.is_split else many)]
        news = [texts.news[y] for y in (many if cut.is_split else one)]
        if all(at in rest.gone for at in olds) and all(number in rest.free for number in news):
            yield rest.take(olds, news)


def _cuts(
    ones: Sequence[str],
    many: Sequence[str],
    places: Sequence[int],
    others: Sequence[int],
    *,
    is_split: bool,
) -> Iterator[_Recut]:
    """Yield where two to four neighbours among *many* read together like one of *ones*.

    Each text is compared with those near its place in the gap only, so the cost is linear.
    """
    from polyglot.similarity import inside, ratio

    for number, one in enumerate(places):
        text = ones[one]
        middle = number * len(others) // len(places)
        near = others[max(0, middle - _REACH) : middle + _REACH]
        best = max((ratio(text, many[i], least=_EDITED) for i in near), default=0.0)
        for run in _runs(near):
            pieces = [many[i] for i in run]
            together = " ".join(pieces)
            if not 2 / 3 < len(together) / max(len(text), 1) < 3 / 2:
                continue
            score = ratio(text, together, least=_RECUT)
            if score < _RECUT or score <= best:
                continue
            if all(inside(piece, text) >= _INSIDE for piece in pieces):
                yield _Recut(1 - score, one, run, is_split)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield every two to four of *places* that follow one another without a gap."""
    for start in range(len(places)):
        for length in range(2, _PIECES + 1):
            run = tuple(places[start : start + length])
            if len(run) == length and run[-1] - run[0] == length - 1:
                yield run


# --- Pieces that something else parts from the others --------------------------------------------


def _with_pieces(
    gone: Mapping[int, Message],
    free: Mapping[int, Segment],
    found: Sequence[Continuation],
    rest: _Rest,
) -> list[Continuation]:
    """Add to *found* what is left over and stood inside a text that was found.

    A heading came between the halves of a paragraph, or the heading between two paragraphs went.
    """
    whole = list(found)
    split = _Homes([[old.key for old in f.olds if not old.is_obsolete] for f in whole])
    for number, segment in list(rest.free.items()):
        for at in split.of(segment.key, lambda at: [free[n].key for n in whole[at].news]):
            rest.take((), (number,))
            whole[at] = Continuation(whole[at].olds, tuple(sorted((*whole[at].news, number))))
    merged = _Homes([[free[number].key for number in f.news] for f in whole])
    places = {message.key: place for place, message in gone.items()}
    for place, message in list(rest.gone.items()):
        if not message.target or message.is_obsolete:
            continue
        for at in merged.of(message.key, lambda at: [old.key for old in whole[at].olds]):
            olds = [*whole[at].olds, *rest.take((place,), ()).olds]
            olds.sort(key=lambda old: places[old.key])
            whole[at] = Continuation(tuple(olds), whole[at].news)
    return whole


class _Homes:
    """Whole texts by the pairs of words in them; a piece is compared with few of them."""

    def __init__(self, sides: Sequence[Sequence[Key]]) -> None:
        from polyglot.similarity import marks

        self.wholes = {at: keys[0] for at, keys in enumerate(sides) if len(keys) == 1}
        self.places: defaultdict[object, list[int]] = defaultdict(list)
        for at, (_, text) in self.wholes.items():
            for mark in marks(text):
                self.places[mark].append(at)

    def of(self, piece: Key, others: Callable[[int], Sequence[Key]]) -> Iterator[int]:
        """Yield the place of the text that *piece* is of, if there is one.

        *others* are the pieces found before it: none of them may have its words.
        """
        from polyglot.similarity import inside, marks

        context, text = piece
        own = marks(text)
        shared = Counter(at for mark in own for at in self.places.get(mark, ()))
        for at in sorted(shared) if len(text) >= _SHORT else ():
            where, whole = self.wholes[at]
            if where != context or len(whole) <= len(text) or shared[at] < _SHARED * len(own):
                continue
            known = others(at)
            if len(known) >= _PIECES or inside(text, whole) < _PIECE:
                continue
            if all(inside(text, other) < _PIECE for _, other in known):
                yield at
                return
