"""What the memory asks of the place where its pairs are kept.

Today that is one SQLite file; a PostgreSQL server that several newsrooms share would answer
the same questions. Everything else, the index included, is made from these answers.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

from polyglot.memory.pairs import Known, Pair


@dataclass(frozen=True, slots=True)
class Text:
    """A source, once however many pairs have it. No number is ever given twice."""

    number: int
    key: int
    text: str


class Store(Protocol):
    """Pairs by article, and their sources by number."""

    def stamp(self) -> str:
        """Return a word that tells how the store stands now from how it stood ever before."""

    def knows(self, stamp: str) -> bool:
        """Tell whether the store stood so once, not long ago, and was only added to since."""

    def save(self, changes: Iterable[tuple[str, Sequence[Pair]]]) -> None:
        """Let each article have exactly these pairs, all of it or nothing."""

    def articles(self) -> set[str]:
        """Return the ids of all articles that have pairs."""

    def of_article(self, article: str) -> list[Pair]:
        """Return the pairs of *article* as they came; neighbours are left out."""

    def texts(self, source_language: str, after: int) -> Iterator[Text]:
        """Yield the sources of a language whose number is above *after*, by number."""

    def gone(self, source_language: str) -> list[int]:
        """Return the numbers of sources that no pair has any more."""

    def forget_gone(self, numbers: Iterable[int]) -> None:
        """Let `gone` leave these out: no index has them any more."""

    def by_key(self, language: str, keys: Sequence[int]) -> Iterator[Known]:
        """Yield the pairs in *language* whose source has one of *keys*."""

    def by_text(self, language: str, numbers: Sequence[int]) -> Iterator[Known]:
        """Yield the pairs in *language* of the sources with these numbers."""

    def having(self, languages: Collection[str], wanted: Callable[[str], str]) -> Iterator[str]:
        """Yield each article of which a source, or a target in *languages*, may have some words.

        *wanted* returns them for a language as `searching.readable` does, "" for none.
        """

    def languages(self) -> list[str]:
        """Return the languages of targets."""

    def source_languages(self) -> list[str]:
        """Return the languages of sources."""

    def close(self) -> None:
        """Let go of everything."""


def key_of(text: str, source_language: str) -> int:
    """Return 64 bits for a source; equal bits of different texts are told apart by the text."""
    data = f"{source_language}\0{text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
