"""What the articles of a run left behind for its end, set aside on disk: it may be much."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from polyglot.memory import Pair
from polyglot.pipeline.exporting import Exported
from polyglot.pipeline.outcome import Brief, Outcome, dump, revive
from polyglot.storage import Spool


class Aside:
    """What one run set aside; it ends with the process, and nobody else ever sees it."""

    def __init__(self, folder: Path | None) -> None:
        """Set aside on the disk of *folder*; by default, where this machine has passing files."""
        self._outcomes = Spool(folder)
        self._pairs = Spool(folder)
        self._exports = Spool(folder)

    def outcome(self, path: str, outcome: Outcome, seen: str = "null") -> Brief:
        """Set aside an article's *outcome* and what was *seen* of its files, one line of text.

        Return what a run keeps at hand of the outcome.
        """
        line = f"{seen}\t{dump(outcome)}".encode()
        self._outcomes.put(outcome.id, line)
        brief, _ = revive(self._outcomes, outcome.id, path, line)
        return brief._replace(became=outcome.became)

    def pairs(self, article: str, pairs: tuple[Pair, ...]) -> None:
        """Set aside what memory may learn from an article."""
        if pairs:
            self._pairs.put(article, pickle.dumps(pairs))

    def pairs_of(self, article: str) -> tuple[Pair, ...]:
        """Return what memory may learn from an article."""
        data = self._pairs.get(article)
        pairs: tuple[Pair, ...] = pickle.loads(data) if data else ()  # noqa: S301 - our own bytes
        return pairs

    def exported(self, article: str, exported: Exported | None) -> None:
        """Set aside what an article's export staged; nothing if its journey ended otherwise."""
        if exported is None:
            self._exports.drop(article)
        else:
            self._exports.put(article, pickle.dumps(exported))

    def exports(self) -> "Exports":
        """Return what the articles staged, by their ids; to be gone through again and again."""
        return Exports(self._exports)


@dataclass(frozen=True, slots=True)
class Exports:
    """What articles staged, in the order in which they first did."""

    spool: Spool

    def __iter__(self) -> Iterator[tuple[str, Exported]]:
        for article in self.spool.places:
            exported: Exported = pickle.loads(self.spool.get(article) or b"")  # noqa: S301 - ours
            yield article, exported
