"""How alike two texts are, and which texts of two lists answer each other.

The library is imported where texts are compared in earnest:
after an edit inside one paragraph, its beginning and its end tell enough.
"""

import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"\w+|<[^<>]*>")
_PIECE = re.compile(r"\w+|<[^<>]*>|\s+|[^\w\s]")

# Of chrF: the longest n-gram, and the square of the weight of recall.
_NGRAMS, _BETA = 6, 4

# With fewer words than this, one changed word says too much.
_ENOUGH_WORDS = 6

# A gap with more pairs than this is not compared pair by pair.
_GAP = 4_000

# In such a gap a text is compared with this many neighbours on either side of its place …
_BAND = 8

# … and with those of all the texts that share the most of its rare pairs of words.
_RARE = 6
_SHARED = 5


def ratio(a: str, b: str, *, least: float = 0.0) -> float:
    """Return how alike *a* and *b* are: 1 for equal texts, 0 for nothing in common.

    It is the mean of the share of characters and the share of words that both have in one order
    (Indel); for a text of less than six words, of characters alone.
    Unrelated prose of one language shares half its characters but hardly a word in order.
    What is certainly below *least* may be returned as 0, which is faster.
    """
    from rapidfuzz.distance import Indel

    characters = Indel.normalized_similarity(a, b, score_cutoff=least or None)
    if characters < least or characters in {0.0, 1.0}:
        return characters
    first, second = _WORD.findall(a), _WORD.findall(b)
    if min(len(first), len(second)) < _ENOUGH_WORDS:
        return characters
    return (characters + Indel.normalized_similarity(first, second)) / 2


def is_alike(a: str, b: str, *, least: float) -> bool:
    """Tell whether the `ratio` of *a* and *b* is *least* or more."""
    first, second = _WORD.findall(a), _WORD.findall(b)
    characters = _shared_ends(a, b)
    words = _shared_ends(first, second)
    if min(len(first), len(second)) < _ENOUGH_WORDS:
        words = characters
    if characters > least and (characters + words) / 2 > least:
        return True  # at the very limit the last digit of a fraction decides, in `ratio` as here
    return ratio(a, b, least=least) >= least


def _shared_ends(a: Sequence[str], b: Sequence[str]) -> float:
    """Return what share of *a* and *b* is their common beginning and end: never above Indel's."""
    if not a or not b:
        return 0.0
    both = _begin(a, b) + _begin(a[::-1], b[::-1])
    return 2 * min(both, len(a), len(b)) / (len(a) + len(b))


def _begin(a: Sequence[str], b: Sequence[str]) -> int:
    """Return how long the common beginning of *a* and *b* is."""
    same, longest = 0, min(len(a), len(b))
    while same < longest:
        half = (same + longest + 1) // 2
        if a[same:half] == b[same:half]:
            same = half
        else:
            longest = half - 1
    return same


def inside(part: str, whole: str) -> float:
    """Return how alike *part* is to the stretch of *whole* that is most like it, 0 to 1."""
    if len(part) > len(whole):
        return ratio(part, whole)
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(part, whole) / 100


def distance(a: str, b: str) -> int:
    """Return how many percent of the characters an edit of *a* into *b* changed, rounded up."""
    from rapidfuzz.distance import Levenshtein

    longest = max(len(a), len(b))
    return -(-Levenshtein.distance(a, b) * 100 // longest) if longest else 0


def align(
    old: Sequence[str], new: Sequence[str], *, least: float, moved: float | None = None
) -> list[tuple[int, int]]:
    """Return which text of *old* each text of *new* continues, as pairs of positions by *new*.

    Equal texts come first, wherever they stand.
    Between those in the same order, texts at least *least* alike are paired, the most alike first;
    what is left over may have moved, and is paired from *moved* on (by default *least*).

    The cost grows with the lists' length, and with the pairs inside a gap only up to
    a few thousand: in a longer gap each text is compared with a bounded number of others.
    """
    equal = _equal(old, new)
    same_old, same_new = {i for i, _ in equal}, {j for _, j in equal}
    olds = [i for i in range(len(old)) if i not in same_old]
    news = [j for j in range(len(new)) if j not in same_new]
    places = [
        ([olds[x] for x in before], [news[y] for y in after])
        for before, after in gaps(equal, olds, news)
    ]
    pairs = equal + align_gaps(old, new, places, (olds, news), least=least, moved=moved)
    return sorted(pairs, key=lambda pair: pair[1])


def align_gaps(
    old: Sequence[str],
    new: Sequence[str],
    places: Sequence[tuple[Sequence[int], Sequence[int]]],
    left: tuple[Sequence[int], Sequence[int]],
    *,
    least: float,
    moved: float | None = None,
) -> list[tuple[int, int]]:
    """Pair what is alike inside each of *places*, and then what of *left* may have moved.

    Positions in *old* and *new* are given as `gaps` returns them;
    *left* are all that no equal text answers, whether or not they stand in a gap.
    """
    pairs: list[tuple[int, int]] = []
    for olds, news in places:
        pairs += _alike(old, new, olds, news, least)
    taken_old, taken_new = {i for i, _ in pairs}, {j for _, j in pairs}
    olds = [i for i in left[0] if i not in taken_old]
    news = [j for j in left[1] if j not in taken_new]
    return pairs + _alike(old, new, olds, news, least if moved is None else moved)


def gaps(
    equal: Sequence[tuple[int, int]], olds: Sequence[int], news: Sequence[int]
) -> list[tuple[range, range]]:
    """Return where two lists differ between the texts they share in the same order.

    *equal* are the places of equal texts in both lists, by the second;
    *olds* and *news* those of other texts in each list, in order.
    Each gap is two ranges of indexes into *olds* and *news*;
    one with nothing on one side is left out.
    The cost grows with the number of stretches that stayed together, past one look at *equal*.
    """
    found: list[tuple[range, range]] = []
    start, begin = 0, 0
    for run in (*_rising(_runs(equal)), _Run(sys.maxsize, sys.maxsize, 0)):
        end, stop = bisect_left(olds, run.old), bisect_left(news, run.new)
        if end > start and stop > begin:
            found.append((range(start, end), range(begin, stop)))
        start, begin = end, stop
    return found


class _Run(NamedTuple):
    """Equal texts side by side in both lists: where the first stands, and how many they are."""

    old: int
    new: int
    length: int


def _runs(pairs: Sequence[tuple[int, int]]) -> list[_Run]:
    """Return the stretches of *pairs* (by their second) that follow one another in both lists."""
    runs: list[_Run] = []
    first_old = first_new = 0
    old = new = -1
    length = 0
    for i, j in pairs:
        if length and i == old + 1 and j == new + 1:
            length += 1
        else:
            if length:
                runs.append(_Run(first_old, first_new, length))
            first_old, first_new, length = i, j, 1
        old, new = i, j
    if length:
        runs.append(_Run(first_old, first_new, length))
    return runs


def _rising(runs: Sequence[_Run]) -> Sequence[_Run]:
    """Return those *runs* whose places rise in both lists and that hold the most texts together.

    A run stays together: whatever may stand beside one of its texts may stand beside all.
    """
    if all(one.old < other.old for one, other in pairwise(runs)):
        return runs
    ends: list[int] = []  # rising places, each with a greater weight than the one before
    weights: list[int] = []
    lasts: list[int] = []
    before: list[int] = []
    for number, run in enumerate(runs):
        place = bisect_left(ends, run.old)
        weight = run.length + (weights[place - 1] if place else 0)
        before.append(lasts[place - 1] if place else -1)
        beaten = place
        while beaten < len(ends) and weights[beaten] <= weight:
            beaten += 1
        ends[place:beaten], weights[place:beaten], lasts[place:beaten] = (
            [run.old],
            [weight],
            [number],
        )
    kept: list[_Run] = []
    number = lasts[-1]
    while number >= 0:
        kept.append(runs[number])
        number = before[number]
    return kept[::-1]


def _equal(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair equal texts, the first with the first."""
    alone = {text: i for i, text in enumerate(old)}
    if len(alone) == len(old) and len(set(new)) == len(new):
        return [(alone[text], j) for j, text in enumerate(new) if text in alone]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i in range(len(old) - 1, -1, -1):
        places[old[i]].append(i)
    return [(places[text].pop(), j) for j, text in enumerate(new) if places.get(text)]


def in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of *pairs* (sorted by their second) whose first members rise."""
    return [(run.old + n, run.new + n) for run in _rising(_runs(pairs)) for n in range(run.length)]


def _alike(
    old: Sequence[str], new: Sequence[str], olds: Sequence[int], news: Sequence[int], least: float
) -> list[tuple[int, int]]:
    """Pair the texts at *olds* and *news*, the most alike first, then the nearest."""
    if len(olds) == len(news) == 1:
        (i,), (j,) = olds, news
        return [(i, j)] if is_alike(old[i], new[j], least=least) else []
    scored: list[tuple[float, int, int, int]] = []
    for x, y in _candidates(old, new, olds, news):
        score = ratio(old[olds[x]], new[news[y]], least=least)
        if score >= least:
            away = abs(x * len(news) - y * len(olds))
            scored.append((-score, away, olds[x], news[y]))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return list(pairs.items())


def _candidates(
    old: Sequence[str], new: Sequence[str], olds: Sequence[int], news: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs worth a comparison, as positions in *olds* and *news*."""
    if len(olds) * len(news) <= _GAP:
        yield from ((x, y) for y in range(len(news)) for x in range(len(olds)))
        return
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for x, i in enumerate(olds):
        for mark in marks(old[i]):
            places[mark].append(x)
    for y, j in enumerate(news):
        middle = y * len(olds) // len(news)
        near = range(max(0, middle - _BAND), min(len(olds), middle + _BAND + 1))
        yield from ((x, y) for x in sorted({*near, *_sharing(new[j], places)}))


def _sharing(text: str, places: Mapping[tuple[str, ...], Sequence[int]]) -> list[int]:
    """Return the few texts that share the most of what is rare in *text*."""
    counts: defaultdict[int, int] = defaultdict(int)
    for mark in marks(text):
        at = places.get(mark, ())
        if len(at) <= _RARE:
            for x in at:
                counts[x] += 1
    return sorted(counts, key=lambda x: (-counts[x], x))[:_SHARED]


def marks(text: str) -> set[tuple[str, ...]]:
    """Return the pairs of neighbouring words in *text*, or its only word."""
    words = _WORD.findall(text)
    return set(pairwise(words)) or {tuple(words)}


def closest(text: str, others: Sequence[str], *, least: float) -> list[tuple[float, int]]:
    """Return which of *others* are at least *least* like *text*, as (likeness, position).

    The likeness is the share of the longer text's characters that no edit touches
    (Levenshtein's distance, normalised), 0 to 1; the most alike come first, then the first.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    found = process.extract(
        text,
        others,
        scorer=Levenshtein.normalized_similarity,
        processor=None,
        score_cutoff=least,
        limit=None,
    )
    return sorted(((score, at) for _, score, at in found), key=lambda one: (-one[0], one[1]))


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of two texts: *old* became *new*; where they are equal, nothing changed."""

    old: str
    new: str


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return how *old* became *new*, in order and word by word.

    All that is old together is *old*, all that is new together is *new*.
    """
    from rapidfuzz.distance import Levenshtein

    first, second = _PIECE.findall(old), _PIECE.findall(new)
    found: list[Change] = []
    is_open = False
    for step in Levenshtein.opcodes(first, second):
        before = "".join(first[step.src_start : step.src_end])
        after = "".join(second[step.dest_start : step.dest_end])
        if is_open and step.tag != "equal":
            last = found.pop()
            before, after = last.old + before, last.new + after
        found.append(Change(before, after))
        is_open = step.tag != "equal"
    return tuple(found)


def edits(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return the share of characters to be changed to make the second of each pair of the first.

    It is the sum of the distances (Levenshtein) over that of the longer texts; None without pairs.
    """
    from rapidfuzz.distance import Levenshtein

    size = sum(max(len(first), len(second)) for first, second in pairs)
    if not size:
        return None
    return sum(Levenshtein.distance(first, second) for first, second in pairs) / size


def chrf(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return how alike drafts and final texts are, 0 to 100: chrF2 over all *pairs* together.

    Character n-grams of one to six letters without white space, recall counting twice
    (M. Popović, chrF: character n-gram F-score for automatic MT evaluation, WMT 2015).
    None without pairs.
    """
    if not pairs:
        return None
    precisions: list[float] = []
    recalls: list[float] = []
    for size in range(1, _NGRAMS + 1):
        same = said = wanted = 0
        for draft, final in pairs:
            first, second = _ngrams(draft, size), _ngrams(final, size)
            same += (first & second).total()
            said += first.total()
            wanted += second.total()
        if said and wanted:
            precisions.append(same / said)
            recalls.append(same / wanted)
    if not sum(precisions):
        return 0.0
    precision, recall = (sum(found) / len(found) for found in (precisions, recalls))
    return 100 * (1 + _BETA) * precision * recall / (_BETA * precision + recall)


def _ngrams(text: str, size: int) -> Counter[str]:
    letters = "".join(text.split())
    return Counter(letters[start : start + size] for start in range(len(letters) - size + 1))
