"""The pairs in one SQLite file below `.polyglot/`; deleting it costs time and nothing else."""

import errno
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from secrets import randbits, token_hex
from typing import Any, TypeAlias

from polyglot.errors import StorageError
from polyglot.memory.pairs import STRENGTHS, Known, Pair
from polyglot.memory.store import Text, key_of
from polyglot.storage.files import HINTS

_VERSION = 3
_SCHEMA = """
CREATE TABLE saved (number INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT NOT NULL);
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
CREATE TABLE words (
    article INTEGER NOT NULL, language TEXT NOT NULL, is_source INTEGER NOT NULL,
    words BLOB NOT NULL);
CREATE INDEX words_of ON words (article, is_source, language);
"""
_TABLES = {"saved", "article", "text", "gone", "pair", "words"}
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
_WORDS = "SELECT article, language, words FROM words WHERE is_source OR language IN ({})"
_IDS = "SELECT id FROM article WHERE number IN ({})"
_AT_ONCE = 500

# An index that is older than so many saves is made from all texts.
_KNOWN_SAVES = 1000

# How long another process may write, in seconds.
_PATIENCE = 60

_Row: TypeAlias = tuple[Any, ...]  # what SQLite returns has no types


class SqliteStore:
    """A `Store` in the file *path*, which is made anew if it cannot be used.

    Who only *reads* makes nothing: what cannot be used is an error then.
    The file's `application_id` is a random number, so that one that was made anew
    is told from the one before by its first bytes.
    """

    def __init__(self, path: Path, *, reads: bool = False) -> None:
        """Open the file.

        Raises:
            StorageError: If it cannot be written at all, or cannot be read.
        """
        self._path = path
        self._reads = reads
        with self._translated():
            self._database = _opened(path) if reads else _connect(path)

    def stamp(self) -> str:
        """Return a word that tells how the store stands now from how it stood ever before."""
        found = list(self._rows("SELECT word FROM saved ORDER BY number DESC LIMIT 1"))
        return str(found[0][0]) if found else ""

    def knows(self, stamp: str) -> bool:
        """Tell whether the store stood so once, not long ago, and was only added to since.

        After a power failure the file may be older than what was made from it.
        """
        return bool(list(self._rows("SELECT 1 FROM saved WHERE word = ?", (stamp,))))

    def save(self, changes: Iterable[tuple[str, Sequence[Pair]]]) -> None:
        """Let each article have exactly these pairs, all of it or nothing.

        Raises:
            StorageError: If the disk refuses.
        """
        with self._translated(), self._database as database:
            for article, pairs in changes:
                self._write(article, pairs)
            made = database.execute("INSERT INTO saved (word) VALUES (?)", (token_hex(8),))
            last = (made.lastrowid or 0) - _KNOWN_SAVES
            database.execute("DELETE FROM saved WHERE number <= ?", (last,))

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
        with self._translated(), self._database:
            self._database.executemany(
                "DELETE FROM gone WHERE number = ?", [(number,) for number in numbers]
            )

    def by_key(self, language: str, keys: Sequence[int]) -> Iterator[Known]:
        """Yield the pairs in *language* whose source has one of *keys*."""
        return self._known("text.key", language, keys)

    def by_text(self, language: str, numbers: Sequence[int]) -> Iterator[Known]:
        """Yield the pairs in *language* of the sources with these numbers."""
        return self._known("pair.text", language, numbers)

    def having(self, languages: Collection[str], wanted: Callable[[str], str]) -> Iterator[str]:
        """Yield each article of which a source, or a target in *languages*, may have some words.

        *wanted* returns them for a language as `searching.readable` does, "" for none.
        """
        found: dict[int, None] = {}
        query = _WORDS.format(_marks(languages))
        for article, language, words in self._rows(query, tuple(languages)):
            text = wanted(language)
            if text and article not in found and text.encode("utf-8", "surrogatepass") in words:
                found[article] = None
        for some in _portions(found):
            yield from (name for (name,) in self._rows(_IDS.format(_marks(some)), some))

    def languages(self) -> list[str]:
        """Return the languages of targets."""
        rows = self._rows("SELECT DISTINCT language FROM words WHERE NOT is_source ORDER BY 1")
        return [language for (language,) in rows]

    def source_languages(self) -> list[str]:
        """Return the languages of sources."""
        rows = self._rows("SELECT DISTINCT language FROM words WHERE is_source ORDER BY 1")
        return [language for (language,) in rows]

    def copy(self, into: Path) -> None:
        """Copy all of it to the file *into*.

        Raises:
            StorageError: If it cannot be read, or the disk refuses.
        """
        with self._translated(), closing(sqlite3.connect(into)) as other:
            self._database.backup(other)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    # --- Inside -----------------------------------------------------------------------------------

    def _rows(self, query: str, values: Sequence[object] = ()) -> Iterator[_Row]:
        with self._translated():
            yield from self._database.execute(query, values)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as problem:
            code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
            hint = _HINTS.get(code, _HINT)
            if _is_damage(problem) and not self._reads:
                with suppress(OSError):
                    _take_away(self._path)
                    hint = "it was taken away: run this again, and it is made from the catalogs"
            raise StorageError(
                f"the translation memory cannot be used: {problem}",
                path=str(self._path),
                hint=hint,
            ) from problem

    def _known(self, column: str, language: str, values: Sequence[int]) -> Iterator[Known]:
        for some in _portions(values):
            query = f"{_KNOWN} WHERE {column} IN ({_marks(some)}) AND pair.language = ?"
            yield from map(_known, self._rows(query, (*some, language)))

    def _write(self, article: str, pairs: Sequence[Pair]) -> None:
        run = self._database.execute
        found = run("SELECT number FROM article WHERE id = ?", (article,)).fetchone()
        old: set[int] = set()
        if found is not None:
            old = {number for (number,) in run("SELECT text FROM pair WHERE article = ?", found)}
            run("DELETE FROM pair WHERE article = ?", found)
            run("DELETE FROM words WHERE article = ?", found)
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

        from polyglot.memory.searching import searched

        self._database.executemany(
            "INSERT INTO words VALUES (?, ?, ?, ?)",
            [(article, *each) for each in searched(pairs)],
        )

    def _numbers(self, texts: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the number of each (language, text); those that are new get one."""
        keys = {each: key_of(each[1], each[0]) for each in texts}
        numbers: dict[tuple[str, str], int] = {}
        for some in _portions(sorted(set(keys.values()))):
            query = "SELECT language, text, number FROM text WHERE key IN ({})"
            for *each, number in self._database.execute(query.format(_marks(some)), some):
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


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


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
        if not _is_damage(problem):
            raise
        _take_away(path)
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        # The file can be made again from the catalogs, so speed goes before safety.
        database.execute("PRAGMA synchronous = OFF")
        if not _is_ours(database):
            _make(database)
    except BaseException:
        database.close()
        raise
    return database


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file to be read as it is now.

    Raises:
        sqlite3.DatabaseError: If it is not there, or none of this version.
    """
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
    try:
        database.execute("BEGIN")
        is_ours = _is_ours(database)
    except BaseException:
        database.close()
        raise
    if is_ours:
        return database
    database.close()
    raise sqlite3.DatabaseError("it is not of this version")


def _is_ours(database: sqlite3.Connection) -> bool:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return bool(version == _VERSION and _tables(database) >= _TABLES)


def _tables(database: sqlite3.Connection) -> set[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return {name for (name,) in database.execute(query).fetchall()}


def _make(database: sqlite3.Connection) -> None:
    for name in sorted(_tables(database)):
        quoted = name.replace('"', '""')
        database.execute(f'DROP TABLE "{quoted}"')
    database.executescript(_SCHEMA)
    database.execute(f"PRAGMA application_id = {randbits(31)}")
    database.commit()
    # Last: what is killed before is made anew.
    database.execute(f"PRAGMA user_version = {_VERSION}")


def _is_damage(problem: Exception) -> bool:
    """Tell whether the bytes of the file are to blame, and not the disk or another process."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _take_away(path: Path) -> None:
    # A journal that is left would be played back into the next file of this name.
    for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


_HINTS = {
    sqlite3.SQLITE_BUSY: "another polyglot works with it: wait for it, then run this again",
    sqlite3.SQLITE_LOCKED: "another polyglot works with it: wait for it, then run this again",
    sqlite3.SQLITE_READONLY: HINTS[errno.EACCES],
    sqlite3.SQLITE_FULL: HINTS[errno.ENOSPC],
}
_HINT = "free some space or delete the file: it is made again from the catalogs"
