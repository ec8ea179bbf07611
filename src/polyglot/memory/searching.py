"""Words looked up in all that the memory holds (a concordance).

Texts are read one after the other: a person asks once in a while, and needs no second index.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import islice
from typing import Literal

from polyglot import inline
from polyglot.languages.casing import fold
from polyglot.memory.pairs import Hit, Known, MayUse
from polyglot.memory.store import Store

_AT_ONCE = 200


def search(
    store: Store,
    words: str,
    languages: Sequence[str],
    source_languages: Sequence[str],
    *,
    most: int,
    may_use: MayUse,
) -> tuple[Hit, ...]:
    """Return the *most* first pairs of these languages that have *words* in source or target.

    Words are found in any case of letters, inside longer words, and across tags.
    Hits go by article, then by their texts.

    Raises:
        StorageError: If the store cannot be read.
    """
    if not words.split():
        return ()
    found = _hits(store, words, languages, source_languages, may_use)
    return tuple(nsmallest(most, found, key=_order))


def _order(hit: Hit) -> tuple[str, str, str, str, str]:
    pair = hit.pair
    return pair.article, pair.language, pair.source, pair.target, pair.context or ""


def _hits(
    store: Store,
    words: str,
    languages: Sequence[str],
    source_languages: Sequence[str],
    may_use: MayUse,
) -> Iterator[Hit]:
    ours = {
        number
        for language in source_languages
        for number in _with(words, ((t.number, t.text) for t in store.texts(language, 0)), language)
    }
    for language in languages:
        theirs = _with(words, store.targets(language), language)
        for pair in store.by_text(language, sorted(ours.union(theirs))):
            sides = _sides(pair, words)
            if pair.source_language in source_languages and sides and may_use(pair):
                yield Hit(pair, sides)


def _with(words: str, texts: Iterable[tuple[int, str]], language: str) -> Iterator[int]:
    """Yield the numbers of the *texts* that have *words*."""
    wanted = _readable(words, language)
    rest = iter(texts)
    while some := list(islice(rest, _AT_ONCE)):
        # A look at many texts at once leaves most of them out.
        if wanted in _readable("\n".join(text for _, text in some), language):
            yield from (number for number, text in some if wanted in _readable(text, language))


def _sides(pair: Known, words: str) -> tuple[Literal["source", "target"], ...]:
    sides: tuple[Literal["source", "target"], ...] = ()
    if _readable(words, pair.source_language) in _readable(pair.source, pair.source_language):
        sides = ("source",)
    if _readable(words, pair.language) in _readable(pair.target, pair.language):
        sides = (*sides, "target")
    return sides


def _readable(text: str, language: str) -> str:
    """Return *text* as it is searched: without case and tags, one space for all white space."""
    return " ".join(fold(inline.plain(text), language).split())
