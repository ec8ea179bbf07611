"""What git knows of one catalog: in which commit each of its texts came to stand there.

Texts are compared, not lines: a file that an editor wrapped anew tells nothing new.
Cost: two git processes for a catalog, and one look at each of its versions
as far back as a text in question stood in them. git only ever adds what it can:
where it is missing, slow or refuses, nothing is known.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from polyglot import catalog as po
from polyglot.errors import CatalogError
from polyglot.ledger import fold
from polyglot.model import Line

SECONDS = 10
"""How long git may take to answer."""

MOST = 200
"""How many versions of a file are looked at."""

Text: TypeAlias = tuple[str | None, str, str]
"""Context, folded source, folded target."""

_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%(trailers:key=Co-authored-by,separator=%x2C)%x1e"
_FIELDS = 5


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed the file; *parents* are those before it that did.

    *is_shared* tells that it names more than one author.
    """

    id: str
    parents: tuple[str, ...]
    name: str
    address: str
    is_shared: bool


class Past:
    """The versions of one catalog, the newest first."""

    def __init__(
        self, commits: Sequence[Commit], versions: Mapping[str, bytes], language: str
    ) -> None:
        """Take the commits and the bytes the file had in each, if it was there.

        Without a commit, git did not answer: then nothing can be told of any text.
        """
        self._commits = {commit.id: commit for commit in commits}
        self._last = commits[0].id if commits else ""
        self._versions = versions
        self._language = language
        self._texts: dict[str, frozenset[Text] | None] = {}

    @property
    def signature(self) -> tuple[str, str]:
        """Who saved the file last and when, as the last commit has it."""
        return po.signature(self._versions.get(self._last, b""))

    def origin(self, line: Line) -> frozenset[Commit | None] | None:
        """Return the commits in which the text of *line* came to stand without a mark.

        One that tells nothing about its author is None. No set at all says: in no commit.
        """
        if not self._commits:
            return frozenset((None,))
        text = (line.context, fold(line.source), fold(line.target))
        if text not in (self._stood(self._last) or ()):
            return None
        waiting, seen = [self._last], {self._last}
        found: set[Commit | None] = set()
        while waiting:
            commit = self._commits[waiting.pop()]
            before = [name for name in commit.parents if text in (self._stood(name) or ())]
            if not before:
                found.add(commit if self._is_telling(commit) else None)
            waiting += [name for name in before if name not in seen]
            seen.update(before)
        return frozenset(found)

    def _is_telling(self, commit: Commit) -> bool:
        """Tell whether the author of *commit* is who wrote what is new in it."""
        if commit.is_shared or len(commit.parents) != 1:
            return False
        return self._stood(commit.parents[0]) is not None

    def _stood(self, name: str) -> frozenset[Text] | None:
        """Return the texts that stood without a mark in a version; None if it cannot be read."""
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def _read(self, name: str) -> frozenset[Text] | None:
        data = self._versions.get(name)
        if data is None:
            return None
        try:
            messages = po.read(data, path="", language=self._language).messages
        except CatalogError:
            return None
        return frozenset(
            (m.context, fold(m.source), fold(m.target))
            for m in messages
            if m.target and not m.is_fuzzy and not m.is_obsolete
        )


def past_of(root: Path, path: str, language: str) -> Past | None:
    """Return the past of the catalog at *path* below *root*; None if it stands in no commit."""
    if not _is_in_repository(root):
        return None
    options = ("--parents", "--no-show-signature", "--no-mailmap", f"--max-count={MOST}")
    listed = _git(root, "log", *options, f"--format={_FORMAT}", "--", path)
    if listed is None:
        return Past((), {}, language)
    commits = list(_commits(listed))
    if not commits:
        return None
    asked = "".join(f"{commit.id}:./{path}\n" for commit in commits)
    answer = _git(root, "cat-file", "--batch", stdin=asked.encode())
    return Past(commits if answer else (), dict(_blobs(answer or b"", commits)), language)


def holding(root: Path, words: str, folders: Sequence[str]) -> tuple[str, ...] | None:
    """Return the commits, of every branch, in which *words* came into *folders* or left them.

    None says that git did not answer; outside of a repository there are none.
    """
    if not _is_in_repository(root):
        return ()
    options = ("--all", "--format=%h", "--no-show-signature", f"-S{words}")
    listed = _git(root, "log", *options, "--", *folders)
    return None if listed is None else tuple(listed.decode(errors="replace").split())


def _is_in_repository(root: Path) -> bool:
    return any((folder / ".git").exists() for folder in (root, *root.parents))


def _commits(listed: bytes) -> Iterator[Commit]:
    for row in listed.decode(errors="replace").split("\x1e"):
        fields = row.strip("\n").split("\0")
        if len(fields) == _FIELDS:
            name, parents, author, address, others = fields
            yield Commit(name, tuple(parents.split()), author, address, bool(others.strip()))


def _blobs(answer: bytes, commits: Sequence[Commit]) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of each version: `<id> blob <size>`, a line break, the bytes, another."""
    position = 0
    for commit in commits:
        end = answer.find(b"\n", position)
        if end < 0:
            return
        head = answer[position:end].split()
        position = end + 1
        if len(head) == 3 and head[1] == b"blob":  # noqa: PLR2004 - id, type, size
            size = int(head[2])
            yield commit.id, answer[position : position + size]
            position += size + 1


def _git(root: Path, *words: str, stdin: bytes = b"") -> bytes | None:
    """Return what git answers; None if it does not."""
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and each word is an argument of its own
            ["git", "-c", "core.fsmonitor=false", "--literal-pathspecs", "-C", str(root), *words],  # noqa: S607
            input=stdin,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env={**os.environ, **quiet},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
