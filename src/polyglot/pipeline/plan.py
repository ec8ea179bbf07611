"""What a command wants of every article; a run with nothing to do imports little else."""

from dataclasses import dataclass
from datetime import date

FOLLOWED = "followed"
"""What a plan says of an article whose links and images were looked at."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command wants of every article.

    *by* is the person at the keyboard ("" for unknown), *day* the day of the run.
    *is_saving* lets catalogs and ledgers be written, *is_drafting* fills empty messages.
    *languages* are those to draft and check.
    *exports* tells which folders are wanted: False for public, True for drafts;
    *only* the languages that are written there, where not all are.
    *is_following* looks where links and images lead, as every export does.
    *is_explaining* tells what became of each message; of an article that did not change, nothing.
    """

    day: date
    by: str = ""
    languages: tuple[str, ...] = ()
    is_saving: bool = False
    is_drafting: bool = False
    exports: tuple[bool, ...] = ()
    formats: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    is_following: bool = False
    is_explaining: bool = False

    @property
    def wants(self) -> frozenset[str]:
        """What an article has to have been through, each in one word, for comparing."""
        words = {"saved"} if self.is_saving else set()
        if self.follows:
            words.add(FOLLOWED)
        if self.is_drafting:
            words |= {f"drafted {language}" for language in self.languages}
        languages = f" {' '.join(self.only)}" if self.only else ""
        for drafts in self.exports:
            folder = "drafts" if drafts else "public"
            words |= {f"{folder} {name}{languages}" for name in self.formats}
        return frozenset(words)

    @property
    def follows(self) -> bool:
        """Tell whether links and images are looked at."""
        return self.is_following or bool(self.exports)

    @property
    def is_dry(self) -> bool:
        """Nothing is written at all, disposable files included."""
        return not (self.is_saving or self.exports)

    def writes(self, language: str) -> bool:
        """Tell whether editions in *language* are written."""
        return not self.only or language in self.only
