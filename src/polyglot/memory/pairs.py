"""The nouns of the memory: what it is told, what it is asked, what it answers."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from polyglot.similarity import Change

Strength: TypeAlias = Literal["approved", "translated", "accepted"]
Kind: TypeAlias = Literal["neighbours", "exact", "fuzzy"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A text that people stand behind, to be remembered.

    *strength* is the state it has; *is_machine* tells whether a machine first wrote it,
    *is_public* whether any engine may see the article it comes from.
    *before* and *after* are the sources beside it, "" at an end of the article;
    None where nobody knows.
    """

    language: str
    source_language: str
    context: str | None
    source: str
    target: str
    strength: Strength
    is_machine: bool = False
    before: str | None = None
    after: str | None = None
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that is to be translated, with the sources beside it, as in a `Pair`."""

    source: str
    context: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A pair as the memory has it, with the *article* it comes from.

    *neighbours* are the keys of the sources beside it.
    """

    article: str
    language: str
    source_language: str
    context: str | None
    source: str
    target: str
    strength: Strength
    is_machine: bool
    neighbours: tuple[int | None, int | None] = (None, None)
    text: int = 0
    is_public: bool = False

    @property
    def order(self) -> tuple[int, bool, str, str, str]:
        """What decides between pairs that fit equally well.

        The approved before the translated, that before the accepted; then a person's before
        a machine's; then the article's id, the target and the context decide.
        """
        strength = STRENGTHS.index(self.strength)
        return strength, self.is_machine, self.article, self.target, self.context or ""


STRENGTHS: tuple[Strength, ...] = ("approved", "translated", "accepted")
"""From the strongest to the weakest."""


@dataclass(frozen=True, slots=True)
class Match:
    """A proposal of the memory for one text.

    *likeness* is that of the sources with codes and numbers folded, 0 to 1; *score* is what is
    left of it by *penalties*, each a reason in `COSTS` (in `matching`).
    *target* has the new text's numbers and codes, where that is beyond doubt.
    *changes* lead from the stored *source* to the new one.
    *origin* is the pair it comes from.
    """

    kind: Kind
    source: str
    target: str
    likeness: float
    score: float
    penalties: tuple[str, ...]
    changes: tuple[Change, ...]
    origin: Known


@dataclass(frozen=True, slots=True)
class Hit:
    """A pair in which words were found, in its *sides*."""

    pair: Known
    sides: tuple[Literal["source", "target"], ...]
