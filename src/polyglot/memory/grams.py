"""The few stretches of a text by which it is found again.

A text's grams are its stretches of five characters, as 32-bit hashes.
Of a text with n characters those are kept whose hash is below a share of 20/n,
so that every text has about twenty, whatever its length, and two texts of about one length
keep the same ones of what they have in common (Broder's sketches, by a threshold).
A text that says one thing again and again has few, and may have none below: it keeps the least.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes: TypeAlias = NDArray[np.uint32]
    Places: TypeAlias = NDArray[np.uint32]

_WIDTH = 5
_KEPT = 20
_ALL = 1 << 32

# Of a text that has each of its grams so many times, this many are looked for at most.
_AGAIN = 4
_ENOUGH = 64

# What stands before and behind a text: the ends of short texts make grams, too.
_BEGIN, _END = "\x02\x02", "\x03\x03"
_EDGES = len(_BEGIN) + len(_END)

# Odd numbers with no pattern; the second line is the finalizer of Wellons' lowbias32.
_FACTORS = tuple(np.uint32(f) for f in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1))
_MIX = ((16, np.uint32(0x7FEB352D)), (15, np.uint32(0x846CA68B)))
_LAST_SHIFT = 16

# Characters hashed at once: their arrays stay in the processor's cache.
_AT_ONCE = 1 << 18


def wanted(text: str, *, least: float) -> "Hashes":
    """Return the grams by which texts at least *least* like *text* are looked for, in order."""
    hashes = _hashes(f"{_BEGIN}{text}{_END}")
    every = np.unique(hashes)
    if len(every) * _AGAIN < len(hashes):
        return every[:_ENOUGH]
    return every[: every.searchsorted(np.uint32(_limit(int(len(text) * least))))]


def kept(texts: Sequence[str]) -> tuple["Hashes", "Places"]:
    """Return the grams of *texts* and the position of the text that each belongs to.

    Both in the order of the grams, then of the texts; a text has each of its grams once.
    *texts* come by their length, the shortest first.
    """
    parts = [_kept(texts[start:end], start) for start, end in _portions(texts)]
    if not parts:
        return np.empty(0, np.uint32), np.empty(0, np.uint32)
    both = np.concatenate(parts)
    parts.clear()
    both.sort()
    if len(both):
        both = both[np.concatenate(([True], both[1:] != both[:-1]))]
    return (both >> np.uint64(32)).astype(np.uint32), both.astype(np.uint32)


def _portions(texts: Sequence[str]) -> list[tuple[int, int]]:
    portions: list[tuple[int, int]] = []
    start = length = 0
    for place, text in enumerate(texts):
        length += len(text) + _EDGES
        if length >= _AT_ONCE:
            portions.append((start, place + 1))
            start, length = place + 1, 0
    if start < len(texts):
        portions.append((start, len(texts)))
    return portions


def _kept(texts: Sequence[str], first: int) -> "NDArray[np.uint64]":
    """Return the grams of a portion: the hash in the high half, the text's position below it."""
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    hashes = _hashes("".join(f"{_BEGIN}{text}{_END}" for text in texts))
    # The shortest text keeps the most.
    at = np.flatnonzero(hashes < _limit(int(lengths[0])))
    ends = np.cumsum(lengths + _EDGES)
    owners = np.searchsorted(ends, at, side="right")
    limits = np.minimum(_KEPT * _ALL // np.maximum(lengths, _KEPT), _ALL - 1)
    is_kept = (hashes[at] < limits[owners]) & (at + _WIDTH <= ends[owners])
    at, owners = at[is_kept], owners[is_kept]
    both: NDArray[np.uint64] = hashes[at].astype(np.uint64) << np.uint64(32)
    both |= (owners + first).astype(np.uint64)
    bare = np.setdiff1d(np.flatnonzero(lengths), owners).tolist()
    starts, stops = ends - lengths - _EDGES, ends - _WIDTH + 1
    least = [
        int(each) << 32 | n + first
        for n in bare
        for each in np.unique(hashes[starts[n] : stops[n]])[:_KEPT]
    ]
    return np.append(both, np.array(least, np.uint64))


def _limit(length: int) -> int:
    return min(_KEPT * _ALL // max(length, _KEPT), _ALL - 1)


def _hashes(text: str) -> "Hashes":
    """Return the hash of the gram that begins at each place of *text*."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    count = max(0, len(codes) - _WIDTH + 1)
    hashes = codes[:count] * _FACTORS[0]
    for place in range(1, _WIDTH):
        hashes += codes[place : place + count] * _FACTORS[place]
    for shift, factor in _MIX:
        hashes ^= hashes >> np.uint32(shift)
        hashes *= factor
    hashes ^= hashes >> np.uint32(_LAST_SHIFT)
    return hashes
