"""Everything that can go wrong, as a person at the keyboard should read it.

    PolyglotError                what is wrong, where, what to do next; with an exit code
    ├── UsageError               the command line asks for something that makes no sense  2
    ├── SettingsError            polyglot.toml holds an unknown key or a wrong value  1
    ├── UnknownLanguageError     no data file describes this language  1
    ├── ContentError             an article cannot be read  1
    ├── CatalogError             a PO file cannot be read  1
    ├── LedgerError              a ledger file cannot be read  1
    ├── TermsError               a list of words in terms/ cannot be read  1
    ├── PeopleError              the list of people in the private folder cannot be read  1
    ├── ProviderError            an engine cannot do what was asked  1
    │   └── RefusedError         nor all of it at once; less of it, it may  1
    ├── ReviewError              a judgement that the rules of review refuse  1
    ├── PublicationError         a release or an export that would break a promise to readers  1
    └── StorageError             disk full, read-only, no permission  3
        └── LockedError          another polyglot works in this workspace  3

Every foreign exception becomes one of these at its one door.
Mistakes in *content* that a run can go on past are findings, not exceptions.
"""

from typing import ClassVar


class PolyglotError(Exception):
    """Something went wrong that a person can mend.

    *problem* is one sentence without a full stop.
    *path* is relative to the workspace where it can be; *line* counts from 1.
    *hint* says what to do next.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        problem: str,
        *,
        path: str | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(problem, path, line, hint)
        self.problem = problem
        self.path = path
        self.line = line
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Travel whole between processes."""
        return (_rebuild, (type(self), self.problem, self.path, self.line, self.hint))

    def __str__(self) -> str:
        text = f"{self.place}: {self.problem}" if self.path else self.problem
        return f"{text}\n  hint    {self.hint}" if self.hint else text

    @property
    def place(self) -> str:
        """`path:line`, or as much of it as is known."""
        if self.path is None:
            return ""
        return self.path if self.line is None else f"{self.path}:{self.line}"


def _rebuild(
    kind: type[PolyglotError],
    problem: str,
    path: str | None,
    line: int | None,
    hint: str | None,
) -> PolyglotError:
    return kind(problem, path=path, line=line, hint=hint)


class UsageError(PolyglotError):
    """The command line asks for something that makes no sense."""

    exit_code: ClassVar[int] = 2


class SettingsError(PolyglotError):
    """`polyglot.toml` holds an unknown key or a wrong value."""


class UnknownLanguageError(PolyglotError):
    """No data file describes this language."""


class ContentError(PolyglotError):
    """An article cannot be read."""


class CatalogError(PolyglotError):
    """A PO file cannot be read."""


class LedgerError(PolyglotError):
    """A ledger file cannot be read."""


class TermsError(PolyglotError):
    """A list of words in `terms/` cannot be read."""


class PeopleError(PolyglotError):
    """The list of people in the private folder cannot be read."""


class ProviderError(PolyglotError):
    """An engine cannot do what was asked."""


class RefusedError(ProviderError):
    """An engine is there and does not take this call; one with fewer texts it may take."""


class ReviewError(PolyglotError):
    """The rules of review refuse this judgement."""


class PublicationError(PolyglotError):
    """A release or an export would break a promise to readers."""


class StorageError(PolyglotError):
    """The disk refuses: full, read-only, no permission."""

    exit_code: ClassVar[int] = 3


class LockedError(StorageError):
    """Another polyglot works in this workspace."""


# --- Stopped by hand, which is no error ---------------------------------------------------------

INTERRUPTED = 130
"""The exit code of a command that somebody stopped, as shells have it."""

STOPPED = "\npolyglot: stopped; every file is whole. Run the command again to go on.\n"
