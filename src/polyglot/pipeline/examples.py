"""Pairs of the memory that show an engine how the newsroom translates what is like a text.

They are looked up only for engines that can use them, when such an engine is about to be asked.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from polyglot.memory import Memory, Wanted
from polyglot.model import Message
from polyglot.pipeline.desk import Desk

if TYPE_CHECKING:
    from polyglot.pipeline.drafting import Engine
    from polyglot.providers import Job

Examples: TypeAlias = tuple[tuple[str, str], ...]
"""Sources, each with the target that people stood behind, the most telling first."""

LEAST = 0.5
"""How like a text an example is at the least: less than a draft has to be."""

MOST = 3
"""How many examples of a kind go with a text."""


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds the examples for the texts of one catalog; *is_open* admits internal articles."""

    desk: Desk
    language: str
    memory: Memory
    is_open: bool

    def of(self, message: Message, texts: Sequence[str]) -> list[Examples]:
        """Return the examples for each of *texts*, which are *message* or sentences of it.

        First the sentences of the message that people translated, then texts that are alike.
        What somebody sent back or took out of this very message is none.

        Raises:
            StorageError: If the memory cannot be used.
        """
        refused = self.desk.ledger.refused(self.language, message.context, message.source)
        sentences = self._sentences(message)
        wanted = [Wanted(text, message.context) for text in texts]
        languages = self.language, self.desk.article.language
        found = self.memory.matches(
            *languages, wanted, least=LEAST, most=MOST, only_public=not self.is_open
        )
        pairs = [
            [*sentences, *((match.source, match.origin.target) for match in matches)]
            for matches in found
        ]
        return [
            tuple(dict.fromkeys(pair for pair in some if pair[1] not in refused)) for some in pairs
        ]

    def _sentences(self, message: Message) -> list[tuple[str, str]]:
        composed = self.memory.compose(
            self.language, self.desk.article.language, message.source, only_public=not self.is_open
        )
        return [(part.source, part.target) for part in composed.parts if part.target][:MOST]


@contextmanager
def finder(
    desk: Desk, language: str, engine: "Engine", job: "Job", memory: Path | None
) -> Iterator[Finder | None]:
    """Give what finds examples for the engines of *job* in the *memory*, None where none is wanted.

    Where one of them may not see internal articles, examples come from public ones only.

    Raises:
        StorageError: If the memory cannot be used.
    """
    hearers = engine.hearers(job)
    if memory is None or not hearers:
        yield None
        return
    from polyglot.providers import allowed

    is_open = not any(allowed("internal", each, engine.trusted) for each in hearers)
    with Memory.open(memory, own=desk.rules) as opened:
        yield Finder(desk, language, opened, is_open)
