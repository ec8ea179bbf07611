"""What people fixed once for all articles, as an article's journey needs to know it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from polyglot.ledger import Pair
from polyglot.model import Finding
from polyglot.pipeline.survey import Seen

Key: TypeAlias = tuple[str | None, str]
"""A message's context and source."""


@dataclass(frozen=True, slots=True)
class Text:
    """A *target* that somebody stands behind; *is_machine* tells that a machine first wrote it."""

    target: str
    is_machine: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared messages of a workspace; one without any has an empty value.

    *texts* are by language, then by context and source.
    *approved* are the pairs that an editor approved, with whether two people stood behind them.
    *strings* are what people made of the words of the site, by page tag, then by key.
    *waiting* is one line on what nobody stands behind yet, "" for nothing.
    *broken* are the languages whose file cannot be read: nothing is known of them,
    so nothing that came from there is touched.
    *seen* is what the files looked like of which all this was read, by path.
    """

    texts: Mapping[str, Mapping[Key, Text]] = field(default_factory=dict)
    approved: Mapping[Pair, bool] = field(default_factory=dict)
    strings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    waiting: str = ""
    broken: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    seen: Seen = ()


NOTHING = Shared()
"""What a workspace without shared messages has."""
