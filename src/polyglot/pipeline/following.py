"""The checks that follow the lists of a workspace: its terms, its names, the protected ones.

A workspace without lists costs three looks at the disk for an article, and imports nothing.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from polyglot.model import Article, Finding
from polyglot.pipeline.lexicon import Lexicon, lexicon_at
from polyglot.pipeline.privacy import protected_list
from polyglot.plugins import Check
from polyglot.storage import stat_of
from polyglot.workspace import GLOSSARY, NAMES, PROTECTED, Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyglot.checks.terms import Find
    from polyglot.pipeline.survey import Stat
    from polyglot.providers import Name


@dataclass(frozen=True, slots=True)
class Following:
    """The *checks* of a message that follow the lists, and what finds *protected* names."""

    checks: tuple[Check, ...] = ()
    protected: "Find | None" = None

    def in_article(self, article: Article) -> tuple[Finding, ...]:
        """Return an error for each protected name in the text of *article*."""
        if self.protected is None:
            return ()
        from polyglot.checks.terms import in_article

        return tuple(in_article(article, self.protected))


NOTHING = Following()
"""What a workspace without lists has."""


def following(workspace: Workspace) -> Following:
    """Return what follows the lists of *workspace*.

    Raises:
        ProviderError: If the list of protected names cannot be read.
        StorageError: If the disk refuses.
    """
    root, private = workspace.root, workspace.private
    seen = tuple(map(stat_of, (root / GLOSSARY, root / NAMES, private / PROTECTED)))
    if not any(seen):
        return NOTHING
    return _following(root, private, workspace.settings.languages, seen)


@lru_cache(maxsize=4)
def _following(
    root: Path, private: Path, languages: tuple[str, ...], seen: "tuple[Stat | None, ...]"
) -> Following:
    from polyglot.checks.terms import checks_of

    lists = lexicon_at(root, private, languages, seen)
    names = protected_list(private)
    protected = _finder(names, lists) if names else None
    checks = checks_of(lists.glossary, is_hidden=lists.is_hidden, protected=protected)
    return Following(checks, protected)


def _finder(names: "Sequence[Name]", lists: Lexicon) -> "Find":
    """Return what finds *names* in a plain text, but inside of longer ones that may be told."""
    from polyglot.providers import Roster, written

    roster = Roster(names)

    def find(text: str, language: str) -> tuple[int, ...]:
        def is_other(start: int, end: int) -> bool:
            return any(
                match.start <= start
                and end <= match.end
                and (start, end) != (match.start, match.end)
                for match in lists.glossary.find(text, language)
            )

        return roster.find(text, written(language, text), is_other=is_other)

    return find
