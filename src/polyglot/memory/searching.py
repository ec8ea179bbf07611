"""Words looked up in all that the memory holds (a concordance).

The store keeps the texts of each article a second time, as they are searched: a look through
all of them is one search for bytes. What is found so is read, and looked at again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Literal

from polyglot import inline
from polyglot.languages.casing import fold
from polyglot.memory.pairs import Hit, Known, Pair
from polyglot.memory.store import Store

_LINE = "\n"


def search(
    store: Store, words: str, languages: Sequence[str], *, most: int, among: Collection[str] | None
) -> tuple[Hit, ...]:
    """Return the *most* first pairs in *languages* that have *words* in source or target.

    Words are found in any case of letters, inside longer words, and across tags.
    Hits go by article, then by their texts; articles that are not *among* some are passed over.

    Raises:
        StorageError: If the store cannot be read.
    """
    wanted = _wanted(words)
    found: list[Hit] = []
    for article in sorted(store.having(languages, wanted)):
        if among is not None and article not in among:
            continue
        found += hits_in(article, store.of_article(article), words, languages)
        if len(found) >= most:
            break
    return tuple(found[:most])


def hits_in(
    article: str, pairs: Iterable[Pair], words: str, languages: Collection[str]
) -> list[Hit]:
    """Return those *pairs* of *article* that `search` would find, in its order."""
    wanted = _wanted(words)
    found = [
        Hit(_known(article, pair), sides)
        for pair in pairs
        if pair.language in languages and (sides := _sides(pair, wanted))
    ]
    return sorted(found, key=order)


def order(hit: Hit) -> tuple[str, str, str, str, str]:
    """Return what hits are ordered by."""
    pair = hit.pair
    return pair.article, pair.language, pair.source, pair.target, pair.context or ""


def searched(pairs: Sequence[Pair]) -> Iterator[tuple[str, bool, bytes]]:
    """Yield how the texts of an article are searched: language, whether sources, the texts.

    Each stands on a line of its own.
    """
    texts: dict[tuple[str, bool], dict[str, None]] = {}
    for pair in pairs:
        texts.setdefault((pair.source_language, True), {})[pair.source] = None
        texts.setdefault((pair.language, False), {})[pair.target] = None
    for (language, is_source), each in texts.items():
        lines = _LINE.join(readable(text, language) for text in each)
        yield language, is_source, lines.encode()


def readable(text: str, language: str) -> str:
    """Return *text* as it is searched: without case and tags, one space for all white space."""
    return " ".join(fold(inline.plain(text), language).split())


def _wanted(words: str) -> Callable[[str], str]:
    """Return what tells how *words* are searched in a language; "" is found nowhere."""
    known: dict[str, str] = {}

    def wanted(language: str) -> str:
        if language not in known:
            known[language] = readable(words, language)
        return known[language]

    return wanted


def _sides(pair: Pair, wanted: Callable[[str], str]) -> tuple[Literal["source", "target"], ...]:
    sides: tuple[Literal["source", "target"], ...] = ()
    if _has(pair.source, pair.source_language, wanted):
        sides = ("source",)
    if _has(pair.target, pair.language, wanted):
        sides = (*sides, "target")
    return sides


def _has(text: str, language: str, wanted: Callable[[str], str]) -> bool:
    words = wanted(language)
    return words != "" and words in readable(text, language)


def _known(article: str, pair: Pair) -> Known:
    return Known(
        *(article, pair.language, pair.source_language, pair.context, pair.source, pair.target),
        *(pair.strength, pair.is_machine),
    )
