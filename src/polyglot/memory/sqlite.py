"""The pairs in one SQLite file below `.polyglot/`; deleting it costs time and nothing else."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeAlias

from polyglot.errors import StorageError
from polyglot.memory.pairs import STRENGTHS, Known, Pair
from polyglot.memory.store import Text, key_of

_VERSION = 3
_SCHEMA = """
CREATE TABLE life (born TEXT NOT NULL, saves INTEGER NOT NULL);
CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE text (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key INTEGER NOT NULL,
    language TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX text_key ON text (key);
CREATE TABLE gone (number INTEGER PRIMARY KEY, language TEXT NOT NULL);
CREATE TABLE pair (
    article INTEGER NOT NULL, number INTEGER NOT NULL, text INTEGER NOT NULL,
    language TEXT NOT NULL, context TEXT, target TEXT NOT NULL, strength INTEGER NOT NULL,
    is_machine INTEGER NOT NULL, before INTEGER, after INTEGER, is_public INTEGER NOT NULL,
    PRIMARY KEY (article, number)) WITHOUT ROWID;
CREATE INDEX pair_text ON pair (text);
"""
_KNOWN = """
SELECT article.id, pair.language, text.language, context, text.text, target, strength,
    is_machine, is_public, before, after, text.number
FROM pair JOIN text ON text.number = pair.text JOIN article ON article.number = pair.article
"""
_ARTICLE = """
SELECT pair.language, text.language, context, text.text, target, strength, is_machine,
    is_public
FROM pair JOIN text ON text.number = pair.text JOIN article ON article.number = pair.article
WHERE article.id = ? ORDER BY pair.number
"""
_AT_ONCE = 500

_Row: TypeAlias = tuple[Any, ...]  # what SQLite returns has no types


class SqliteStore:
    """A `Store` in the file *path*, which is made anew if it cannot be used."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            StorageError: If it cannot be written at all.
        """
        self._path = path
        with _translated(path):
            self._database = _connect(path)

    def stamp(self) -> tuple[str, int]:
        """Return when the file was born, as a random word, and how often it was saved."""
        [(born, saves)] = self._rows("SELECT born, saves FROM life")
        return born, saves

    def save(self, changes: Iterable[tuple[str, Sequence[Pair]]]) -> None:
        """Let each article have exactly these pairs, all of it or nothing.

        Raises:
            StorageError: If the disk refuses.
        """
        with _translated(self._path), self._database:
            for article, pairs in changes:
                self._write(article, pairs)
            self._database.execute("UPDATE life SET saves = saves + 1")

    def articles(self) -> set[str]:
        """Return the ids of all articles that have pairs."""
        return {name for (name,) in self._rows("SELECT id FROM article")}

    def of_article(self, article: str) -> list[Pair]:
        """Return the pairs of *article* as they came; neighbours are left out."""
        return [_pair(row) for row in self._rows(_ARTICLE, (article,))]

    def texts(self, source_language: str, after: int) -> Iterator[Text]:
        """Yield the sources of a language whose number is above *after*, by number."""
        query = "SELECT number, key, text FROM text WHERE number > ? AND language = ? ORDER BY 1"
        return (Text(*row) for row in self._rows(query, (after, source_language)))

    def gone(self, source_language: str) -> list[int]:
        """Return the numbers of sources that no pair has any more."""
        query = "SELECT number FROM gone WHERE language = ? ORDER BY 1"
        return [number for (number,) in self._rows(query, (source_language,))]

    def forget_gone(self, numbers: Iterable[int]) -> None:
        """Let `gone` leave these out: no index has them any more."""
        with _translated(self._path), self._database:
            self._database.executemany(
                "DELETE FROM gone WHERE number = ?", [(number,) for number in numbers]
            )

    def by_key(self, language: str, keys: Sequence[int]) -> Iterator[Known]:
        """Yield the pairs in *language* whose source has one of *keys*."""
        return self._known("text.key", language, keys)

    def by_text(self, language: str, numbers: Sequence[int]) -> Iterator[Known]:
        """Yield the pairs in *language* of the sources with these numbers."""
        return self._known("pair.text", language, numbers)

    def targets(self, language: str) -> Iterator[tuple[int, str]]:
        """Yield all targets in *language*, each with the number of its source."""
        query = "SELECT text, target FROM pair WHERE language = ?"
        return ((number, target) for number, target in self._rows(query, (language,)))

    def languages(self) -> list[str]:
        """Return the languages of targets."""
        rows = self._rows("SELECT DISTINCT language FROM pair ORDER BY 1")
        return [language for (language,) in rows]

    def source_languages(self) -> list[str]:
        """Return the languages of sources."""
        rows = self._rows("SELECT DISTINCT language FROM text ORDER BY 1")
        return [language for (language,) in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    # --- Inside -----------------------------------------------------------------------------------

    def _rows(self, query: str, values: Sequence[object] = ()) -> Iterator[_Row]:
        with _translated(self._path):
            yield from self._database.execute(query, values)

    def _known(self, column: str, language: str, values: Sequence[int]) -> Iterator[Known]:
        for some in _portions(values):
            marks = ",".join("?" * len(some))
            query = f"{_KNOWN} WHERE {column} IN ({marks}) AND pair.language = ?"
            yield from map(_known, self._rows(query, (*some, language)))

    def _write(self, article: str, pairs: Sequence[Pair]) -> None:
        run = self._database.execute
        found = run("SELECT number FROM article WHERE id = ?", (article,)).fetchone()
        old: set[int] = set()
        if found is not None:
            old = {number for (number,) in run("SELECT text FROM pair WHERE article = ?", found)}
            run("DELETE FROM pair WHERE article = ?", found)
        if pairs:
            if found is None:
                found = (run("INSERT INTO article (id) VALUES (?)", (article,)).lastrowid,)
            self._insert(found[0], pairs)
        elif found is not None:
            run("DELETE FROM article WHERE number = ?", found)
        self._bury(old)

    def _insert(self, article: int, pairs: Sequence[Pair]) -> None:
        numbers = self._numbers({(pair.source_language, pair.source) for pair in pairs})
        self._database.executemany(
            "INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(article, place, numbers[pair.source_language, pair.source]),
                    *(pair.language, pair.context, pair.target),
                    *(STRENGTHS.index(pair.strength), pair.is_machine),
                    *(_beside(pair.before, pair), _beside(pair.after, pair), pair.is_public),
                )
                for place, pair in enumerate(pairs)
            ],
        )

    def _numbers(self, texts: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the number of each (language, text); those that are new get one."""
        keys = {each: key_of(each[1], each[0]) for each in texts}
        numbers: dict[tuple[str, str], int] = {}
        for some in _portions(sorted(set(keys.values()))):
            query = "SELECT language, text, number FROM text WHERE key IN ({})"
            for *each, number in self._database.execute(
                query.format(",".join("?" * len(some))), some
            ):
                numbers[each[0], each[1]] = number
        for language, text in sorted(texts - set(numbers)):
            made = self._database.execute(
                "INSERT INTO text (key, language, text) VALUES (?, ?, ?)",
                (keys[language, text], language, text),
            )
            numbers[language, text] = made.lastrowid or 0
        return numbers

    def _bury(self, numbers: set[int]) -> None:
        """Take the texts away that no pair has any more."""
        for number in sorted(numbers):
            left = self._database.execute("SELECT 1 FROM pair WHERE text = ? LIMIT 1", (number,))
            if left.fetchone() is None:
                self._database.execute(
                    "INSERT INTO gone SELECT number, language FROM text WHERE number = ?", (number,)
                )
                self._database.execute("DELETE FROM text WHERE number = ?", (number,))


def _portions(values: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(values)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _known(row: _Row) -> Known:
    article, language, source_language, context, source, target, strength, is_machine, *rest = row
    is_public, before, after, text = rest
    return Known(
        *(article, language, source_language, context, source, target),
        *(STRENGTHS[strength], bool(is_machine)),
        neighbours=(before, after),
        text=text,
        is_public=bool(is_public),
    )


def _pair(row: _Row) -> Pair:
    language, source_language, context, source, target, strength, is_machine, is_public = row
    texts = (language, source_language, context, source, target)
    return Pair(*texts, STRENGTHS[strength], bool(is_machine), is_public=bool(is_public))


def _beside(text: str | None, pair: Pair) -> int | None:
    return None if text is None else key_of(text, pair.source_language)


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
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for (name,) in database.execute(query).fetchall():
        database.execute(f'DROP TABLE "{name}"')
    database.executescript(_SCHEMA)
    database.execute("INSERT INTO life VALUES (?, 0)", (token_hex(8),))
    database.commit()
    # Last: what is killed before is made anew.
    database.execute(f"PRAGMA user_version = {_VERSION}")


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
