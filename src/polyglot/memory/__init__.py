"""The translation memory: what people stood behind, found again.

By its very text; by texts that are like it, with codes and numbers folded;
sentence by sentence inside paragraphs; or by words in it.

One SQLite file below `.polyglot/`, and beside it a folder with the index of what is like what,
made when somebody first asks for it. Deleting either costs time and nothing else.
A memory answers as it stood when it was opened: what a run adds counts from the next run on,
so neither the order of articles nor the number of processes changes an answer.
What people took back since is for whoever opens it to say first: see `replace` and `keep`.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from polyglot.errors import StorageError
from polyglot.memory.pairs import Hit, Known, Match, Pair, Wanted
from polyglot.memory.sqlite import SqliteStore
from polyglot.memory.store import Store, key_of

if TYPE_CHECKING:
    from polyglot.memory.index import Index
    from polyglot.memory.sentences import Composed, Look
    from polyglot.segmentation import OwnRules

__all__ = [
    "LEAST",
    "Hit",
    "Known",
    "Match",
    "Memory",
    "Pair",
    "Store",
    "Wanted",
]

LEAST = 0.75
"""How like a text must be to be proposed, where nobody says otherwise."""

_INDEX = ".index"
"""What the folder of the index is called, beside the memory's file."""

_PARAGRAPHS = 200
"""How many stored paragraphs are looked at for the sentences of one."""


class Memory:
    """The memory; a context manager that saves what was added when all went well."""

    def __init__(self, store: Store, folder: Path, *, own: "OwnRules | None" = None) -> None:
        """Use the pairs of *store*, and keep the index in *folder*.

        *own* is what the workspace adds to the rules of sentences.
        """
        self._store = store
        self._folder = folder
        self._own = own
        self._changes: dict[str, tuple[Pair, ...]] = {}
        self._indexes: dict[str, Index] = {}

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open the memory in the file *path* to search it as it is; nothing is written.

        Raises:
            StorageError: If there is none, or it cannot be used.
        """
        return cls(SqliteStore(path, reads=True), path.with_suffix(_INDEX))

    @classmethod
    def open(cls, path: Path, *, own: "OwnRules | None" = None) -> Self:
        """Open the memory in the file *path*, which is made anew if it cannot be used.

        Raises:
            StorageError: If the file cannot be written at all.
        """
        return cls(SqliteStore(path), path.with_suffix(_INDEX), own=own)

    @staticmethod
    def copy(path: Path, folder: Path) -> None:
        """Copy the memory in the file *path* into *folder*, as it stands when nobody writes.

        What cannot be copied is made again by whoever opens the copy.
        """
        from shutil import copytree

        with suppress(StorageError), closing(SqliteStore(path, reads=True)) as store:
            store.copy(folder / path.name)
        with suppress(OSError):
            index = path.with_suffix(_INDEX)
            copytree(index, folder / index.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self.save()
        finally:
            self.close()

    # --- What it is told --------------------------------------------------------------------------

    def replace(self, article: str, pairs: Iterable[Pair]) -> None:
        """Remember exactly *pairs* of *article*, once `save` is called."""
        self._changes[article] = tuple(filter(_is_text, pairs))

    def differs(self, article: str, pairs: Iterable[Pair]) -> bool:
        """Tell whether what is saved of *article* is anything else than *pairs*.

        Raises:
            StorageError: If the store cannot be read.
        """
        return self._store.of_article(article) != [_alone(pair) for pair in pairs if _is_text(pair)]

    def forget(self, article: str) -> None:
        """Remember nothing of *article* any more, once `save` is called."""
        self._changes[article] = ()

    def keep(self, articles: Iterable[str]) -> None:
        """Forget every article that is none of *articles*, once `save` is called.

        Raises:
            StorageError: If the store cannot be read.
        """
        for article in self._store.articles() - set(articles):
            self.forget(article)

    def save(self) -> None:
        """Write what was replaced and forgotten, all of it or nothing.

        Raises:
            StorageError: If the disk refuses.
        """
        if self._changes:
            self._store.save((article, self._changes[article]) for article in sorted(self._changes))
            self._changes.clear()
            self._indexes.clear()

    def close(self) -> None:
        """Let go of the store; what was not saved is not remembered."""
        self._indexes.clear()
        self._store.close()

    def ready(self) -> frozenset[tuple[str, str]]:
        """Bring the index up to date, so that whoever opens the memory now only reads.

        Return the languages, of sources and targets, of which something may be known.

        Raises:
            StorageError: If the store cannot be read, or the index cannot be written.
        """
        languages = self._store.languages()
        sources = self._store.source_languages()
        for source_language in sources if languages else ():
            self._index(source_language)
        return frozenset((one, other) for one in sources for other in languages)

    # --- What it is asked -------------------------------------------------------------------------

    def matches(
        self,
        language: str,
        source_language: str,
        wanted: Sequence[Wanted],
        *,
        least: float = LEAST,
        most: int = 5,
        only_public: bool = False,
    ) -> list[tuple[Match, ...]]:
        """Return for each of *wanted* at most *most* matches, the best first.

        The same text between the same neighbours, then the same text; where there is none,
        texts at least *least* like it (above 0, to 1), by score. Each target comes once.
        With *only_public* what does not come from a public article is passed over.

        Raises:
            StorageError: If the store cannot be read, or the index cannot be written.
            UnknownLanguageError: If no data file describes one of the languages.
        """
        from polyglot.memory.matching import Asker, alike, same

        asker = Asker(language, source_language, least, most, only_public)
        found = same(self._store, wanted, asker)
        return [
            found[place]
            if place in found
            else alike(self._store, self._index(source_language), each, asker)
            for place, each in enumerate(wanted)
        ]

    def compose(
        self,
        language: str,
        source_language: str,
        source: str,
        *,
        also: "Look | None" = None,
        only_public: bool = False,
    ) -> "Composed":
        """Return the paragraph *source* with what is remembered of its sentences.

        *also* knows of other pairs that have some of them; *only_public* as in `matches`.

        Raises:
            StorageError: If the store cannot be read, or the index cannot be written.
            UnknownLanguageError: If no data file describes one of the languages.
        """
        from polyglot.memory.folding import renumbered
        from polyglot.memory.sentences import compose

        def look(sentences: Sequence[str]) -> list[Known]:
            keys = [key_of(renumbered(sentence), source_language) for sentence in sentences]
            index = self._index(source_language)
            numbers = index.with_sentences(keys, most=_PARAGRAPHS)
            pairs = self._store.by_text(language, numbers)
            found = [pair for pair in pairs if pair.is_public or not only_public]
            return [*found, *also(sentences)] if also else found

        return compose(source, source_language, language, look, own=self._own)

    def search(
        self,
        words: str,
        languages: Sequence[str] = (),
        *,
        most: int,
        among: Collection[str] | None = None,
    ) -> tuple[Hit, ...]:
        """Return at most *most* pairs that have *words* in their source or target, by article.

        Words are found in any case of letters and across tags, in targets of *languages* (all
        by default) and their sources. Articles that are not *among* some are passed over.

        Raises:
            StorageError: If the store cannot be read.
        """
        from polyglot.memory.searching import search

        wanted = languages or self._store.languages()
        return search(self._store, words, wanted, most=most, among=among)

    def _index(self, source_language: str) -> "Index":
        """Return the index of a language, brought up to date with what is saved."""
        from polyglot.memory.sentences import rules_of, sentence_texts
        from polyglot.memory.upkeep import opened

        def sentences(text: str) -> tuple[int, ...]:
            found = sentence_texts(text, source_language, own=self._own)
            return tuple(key_of(sentence, source_language) for sentence in found)

        if source_language not in self._indexes:
            self._indexes[source_language] = opened(
                self._folder / source_language,
                self._store,
                source_language,
                sentences=sentences,
                rules=rules_of(source_language, self._own),
            )
        return self._indexes[source_language]


def _alone(pair: Pair) -> Pair:
    """Return *pair* without its neighbours."""
    return Pair(
        *(pair.language, pair.source_language, pair.context, pair.source, pair.target),
        *(pair.strength, pair.is_machine),
        is_public=pair.is_public,
    )


def _is_text(pair: Pair) -> bool:
    """Tell whether *pair* can be kept: half a surrogate pair is no character."""
    try:
        "".join((pair.context or "", pair.source, pair.target)).encode()
    except UnicodeEncodeError:
        return False
    return True
