"""The translation memory: what people stood behind, found again by its exact source.

One SQLite file below `.polyglot/`; deleting it costs time and nothing else.
A memory answers as it stood when it was opened: what a run adds counts from the next run on,
so neither the order of articles nor the number of processes changes an answer.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeAlias

from polyglot.errors import StorageError

__all__ = ["Found", "Key", "Memory", "Pair"]

Key: TypeAlias = tuple[str | None, str]
"""A message's context and source."""

_STRENGTH = {"approved": 0, "translated": 1, "accepted": 2}
_VERSION = 1
_SCHEMA = """
CREATE TABLE pair (
    article INTEGER NOT NULL, number INTEGER NOT NULL, key INTEGER NOT NULL, context TEXT,
    source TEXT NOT NULL, target TEXT NOT NULL, strength INTEGER NOT NULL,
    is_machine INTEGER NOT NULL, PRIMARY KEY (article, number)) WITHOUT ROWID;
CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE INDEX pair_key ON pair (key);
"""
_LOOK = """
SELECT pair.key, article.id, context, source, target, strength, is_machine
FROM pair JOIN article ON article.number = pair.article WHERE key IN ({})
"""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Pair:
    """A text that people stand behind, to be remembered.

    *strength* is the state it has; *is_machine* tells whether a machine first wrote it.
    """

    language: str
    source_language: str
    context: str | None
    source: str
    target: str
    strength: Literal["approved", "translated", "accepted"]
    is_machine: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What the memory proposes: a *target*, and the *article* it comes from."""

    target: str
    article: str
    is_machine: bool


class Memory:
    """The memory in one file; a context manager that saves what was added when all went well."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changes: dict[str, tuple[Pair, ...]] = {}
        with _translated(path):
            self._database = _connect(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the memory in the file *path*, which is made anew if it cannot be used.

        Raises:
            StorageError: If the file cannot be written at all.
        """
        return cls(path)

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

    def replace(self, article: str, pairs: Iterable[Pair]) -> None:
        """Remember exactly *pairs* of *article*, once `save` is called."""
        self._changes[article] = tuple(pairs)

    def differs(self, article: str, pairs: Iterable[Pair]) -> bool:
        """Tell whether what is saved of *article* is anything else than *pairs*.

        Raises:
            StorageError: If the file cannot be read.
        """
        query = """SELECT key, context, source, target, strength, is_machine FROM pair
            JOIN article ON article.number = pair.article WHERE article.id = ?
            ORDER BY pair.number"""
        with _translated(self._path):
            known = self._database.execute(query, (article,)).fetchall()
        return known != [
            (
                _key(pair.language, pair.source_language, pair.source),
                *(pair.context, pair.source, pair.target),
                *(_STRENGTH[pair.strength], int(pair.is_machine)),
            )
            for pair in pairs
        ]

    def forget(self, article: str) -> None:
        """Remember nothing of *article* any more, once `save` is called."""
        self._changes[article] = ()

    def keep(self, articles: Iterable[str]) -> None:
        """Forget every article that is none of *articles*, once `save` is called.

        Raises:
            StorageError: If the file cannot be read.
        """
        with _translated(self._path):
            known = {name for (name,) in self._database.execute("SELECT id FROM article")}
        for article in known - set(articles):
            self.forget(article)

    def look(
        self, language: str, source_language: str, wanted: Sequence[Key], *, without: str = ""
    ) -> dict[Key, Found]:
        """Return what is remembered for each of *wanted*, in their order, as saved.

        Of several targets the approved wins over the translated, that over the accepted,
        then a person's over a machine's, then the one of the same context;
        then the article's id and the target decide, so that the answer is always the same.
        Pairs of the article *without* are passed over.

        Raises:
            StorageError: If the file cannot be read.
        """
        keys = {_key(language, source_language, source): source for _, source in wanted}
        by_source: dict[str, list[_Row]] = {}
        for row in self._rows(list(keys)):
            if row.source == keys[row.key] and row.article != without:
                by_source.setdefault(row.source, []).append(row)
        return {
            (context, source): _best(by_source[source], context)
            for context, source in wanted
            if source in by_source
        }

    def save(self) -> None:
        """Write what was replaced and forgotten, all of it or nothing.

        Raises:
            StorageError: If the disk refuses.
        """
        if not self._changes:
            return
        with _translated(self._path), self._database:
            for article in sorted(self._changes):
                self._write(article, self._changes[article])
        self._changes.clear()

    def close(self) -> None:
        """Let go of the file; what was not saved is not remembered."""
        self._database.close()

    def _write(self, article: str, pairs: Sequence[Pair]) -> None:
        run = self._database.execute
        found = run("SELECT number FROM article WHERE id = ?", (article,)).fetchone()
        if found is not None:
            run("DELETE FROM pair WHERE article = ?", found)
        if not pairs:
            run("DELETE FROM article WHERE id = ?", (article,))
            return
        if found is None:
            number = run("INSERT INTO article (id) VALUES (?)", (article,)).lastrowid
        else:
            number = found[0]
        self._database.executemany(
            "INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(number, place, _key(pair.language, pair.source_language, pair.source)),
                    *(pair.context, pair.source, pair.target),
                    *(_STRENGTH[pair.strength], pair.is_machine),
                )
                for place, pair in enumerate(pairs)
            ],
        )

    def _rows(self, keys: Sequence[int]) -> Iterator["_Row"]:
        with _translated(self._path):
            for start in range(0, len(keys), _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                query = _LOOK.format(",".join("?" * len(some)))
                for row in self._database.execute(query, some):
                    yield _Row(*row)


@dataclass(frozen=True, slots=True)
class _Row:
    key: int
    article: str
    context: str | None
    source: str
    target: str
    strength: int
    is_machine: int


def _best(rows: Sequence[_Row], context: str | None) -> Found:
    best = min(
        rows,
        key=lambda r: (r.strength, r.is_machine, r.context != context, r.article, r.target),
    )
    return Found(best.target, best.article, bool(best.is_machine))


def _key(language: str, source_language: str, source: str) -> int:
    """Return 64 bits for a source; equal bits of different texts are told apart by the text."""
    data = f"{language}\0{source_language}\0{source}".encode()
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file, or make it anew: it is disposable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _prepared(path)
    except sqlite3.DatabaseError as problem:
        if isinstance(problem, sqlite3.OperationalError):
            raise
        path.unlink()
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    try:
        # The file can be made again from the catalogs, so speed goes before safety.
        database.execute("PRAGMA synchronous = OFF")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            _make(database)
    except BaseException:
        database.close()
        raise
    return database


def _make(database: sqlite3.Connection) -> None:
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in tables:
        database.execute(f'DROP TABLE "{name}"')
    database.executescript(_SCHEMA + f"PRAGMA user_version = {_VERSION};")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as problem:
        raise StorageError(
            f"the translation memory cannot be used: {problem}",
            path=str(path),
            hint="free some space or delete the file: it is made again from the catalogs",
        ) from problem
