"""What engines answered, kept so that nothing is paid for twice; and what the gate refused.

One SQLite file below `.polyglot/`, written as each reply comes: whoever kills a run keeps them.
Deleting it costs engine calls and nothing else. Replies are kept as they came,
with stand-ins for protected names; one in which such a name stands is not kept (see the guard).
What was sent is only there as a hash.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from polyglot.errors import StorageError
from polyglot.plugins import Reply

__all__ = ["Asked", "Cache"]

_VERSION = 2
_SCHEMA = """
CREATE TABLE reply (key BLOB PRIMARY KEY, target TEXT NOT NULL, note TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE refusal (key BLOB PRIMARY KEY, engine TEXT NOT NULL, source TEXT NOT NULL,
    target TEXT NOT NULL, problem TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text as it was sent, and all that the reply depends on.

    *version* is the engine's, *terms* the hash of what it was given beside the text,
    *attempt* how often this text was asked before.
    """

    engine: str
    version: str
    source: str
    target: str
    terms: str
    text: str
    attempt: int = 0

    @property
    def key(self) -> bytes:
        """Sixteen bytes that tell it from all others."""
        parts = (self.engine, self.version, self.source, self.target, self.terms, self.text)
        whole = "".join(f"{len(part)}:{part}" for part in (*parts, str(self.attempt)))
        return sha256(whole.encode("utf-8", "surrogatepass")).digest()[:16]


class Cache:
    """The replies of engines in one file, for any number of threads; without a *path* in memory.

    The file is opened when it is first asked, and made anew if it cannot be used.
    A *copy* reads it and leaves it as it is.
    Every method raises `StorageError` if the disk refuses.
    """

    def __init__(self, path: Path | None = None, *, is_copy: bool = False) -> None:
        self._path = path
        self._is_copy = is_copy
        self._lock = Lock()
        self._opened: sqlite3.Connection | None = None

    def reply(self, asked: Asked) -> Reply | None:
        """Return what the engine said to *asked*, or None if that is not known."""
        row = self._row("SELECT target, note FROM reply WHERE key = ?", asked)
        return Reply(target=row[0], note=row[1]) if row else None

    def refusal(self, asked: Asked) -> str | None:
        """Return why the gate refused what the engine made of *asked*, or None if it did not."""
        row = self._row("SELECT problem FROM refusal WHERE key = ?", asked)
        return row[0] if row else None

    def keep(self, replies: Iterable[tuple[Asked, Reply]]) -> None:
        """Remember for good what the engine said to each text: all of *replies* or none."""
        rows = [(asked.key, reply.target, reply.note) for asked, reply in replies]
        with self._lock, self._translated(), self._database:
            self._database.executemany("INSERT OR REPLACE INTO reply VALUES (?, ?, ?)", rows)

    def refuse(self, asked: Asked, problem: str) -> None:
        """Remember why the gate refused what came for *asked*; "" forgets it."""
        row = (asked.key, asked.engine, asked.source, asked.target, problem)
        with self._lock, self._translated(), self._database:
            if problem:
                query = "INSERT OR REPLACE INTO refusal VALUES (?, ?, ?, ?, ?)"
                self._database.execute(query, row)
            else:
                self._database.execute("DELETE FROM refusal WHERE key = ?", row[:1])

    def refusals(self) -> list[tuple[str, str, str, str, int]]:
        """Return (engine, source, target, problem, how many) for all that is remembered, sorted."""
        query = """SELECT engine, source, target, problem, count(*) FROM refusal
            GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""
        with self._lock, self._translated():
            return [tuple(row) for row in self._database.execute(query)]

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
            self._opened = None

    @property
    def _database(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = _copied(self._path) if self._is_copy else _connect(self._path)
        return self._opened

    def _row(self, query: str, asked: Asked) -> tuple[str, ...] | None:
        with self._lock, self._translated():
            row = self._database.execute(query, (asked.key,)).fetchone()
        return tuple(map(str, row)) if row else None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as problem:
            raise StorageError(
                f"the cache of engines' replies cannot be used: {problem}",
                path=str(self._path or ""),
                hint="delete the file: it costs engine calls and nothing else",
            ) from problem


def _connect(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return _prepared(":memory:")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _prepared(str(path))
    except sqlite3.DatabaseError as problem:
        if isinstance(problem, sqlite3.OperationalError):
            raise
        path.unlink()
        return _prepared(str(path))


def _copied(path: Path | None) -> sqlite3.Connection:
    """Return in memory what stands in the file *path*, and in its journal."""
    database = _prepared(":memory:")
    if path is None or not path.exists():
        return database
    with TemporaryDirectory(prefix="polyglot-") as folder:
        for name in (path.name, f"{path.name}-wal"):
            if path.with_name(name).exists():
                shutil.copyfile(path.with_name(name), f"{folder}/{name}")
        copy = _connect(Path(folder) / path.name)
        copy.backup(database)
        copy.close()
    return database


def _prepared(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        if database.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            database.executescript("DROP TABLE IF EXISTS reply; DROP TABLE IF EXISTS refusal;")
            database.executescript(f"{_SCHEMA}PRAGMA user_version = {_VERSION};")
    except BaseException:
        database.close()
        raise
    return database
