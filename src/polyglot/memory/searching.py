"""Words looked up in all that the memory holds (a concordance).

Texts are read one after the other: a person asks once in a while, and needs no second index.
"""

import re
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import islice
from typing import Literal

from polyglot import inline
from polyglot.languages.casing import fold
from polyglot.memory.pairs import Hit, Known, MayUse
from polyglot.memory.store import Store

_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")
_AT_ONCE = 200


def search(
    store: Store, words: str, languages: Sequence[tuple[str, str]], *, most: int, may_use: MayUse
) -> tuple[Hit, ...]:
    """Return the *most* first pairs that have *words* in their source or target.

    Words are found in any case of letters, inside longer words, and across tags.
    Hits go by article, then by their texts.

    Raises:
        StorageError: If the store cannot be read.
    """
    found = (hit for pair in languages for hit in _hits(store, words, *pair, may_use))
    return tuple(nsmallest(most, found, key=_order)) if _plain(words) else ()


def _order(hit: Hit) -> tuple[str, str, str, str, str]:
    pair = hit.pair
    return pair.article, pair.language, pair.source, pair.target, pair.context or ""


def _hits(
    store: Store, words: str, language: str, source_language: str, may_use: MayUse
) -> Iterator[Hit]:
    ours = _plain(fold(words, source_language))
    theirs = _plain(fold(words, language))
    pairs = iter(store.all_pairs(language, source_language))
    while some := list(islice(pairs, _AT_ONCE)):
        # A look at many texts at once leaves most of them out.
        sources = _all_have(ours, [pair.source for pair in some], source_language)
        targets = _all_have(theirs, [pair.target for pair in some], language)
        for pair in some if sources or targets else ():
            sides = _sides(pair, ours, theirs, language, source_language)
            if sides and may_use(pair):
                yield Hit(pair, sides)


def _all_have(words: str, texts: Sequence[str], language: str) -> bool:
    return words in _plain(_TAG.sub("", fold(inline.unquote("\n".join(texts)), language)))


def _sides(
    pair: Known, ours: str, theirs: str, language: str, source_language: str
) -> tuple[Literal["source", "target"], ...]:
    is_source = ours in _plain(fold(inline.plain(pair.source), source_language))
    is_target = theirs in _plain(fold(inline.plain(pair.target), language))
    if is_source:
        return ("source", "target") if is_target else ("source",)
    return ("target",) if is_target else ()


def _plain(text: str) -> str:
    """Return *text* with one space for each run of white space."""
    return " ".join(text.split())
