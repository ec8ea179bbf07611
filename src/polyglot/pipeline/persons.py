"""Who works here: the list of people in the private folder, and names given by hand."""

from functools import lru_cache
from pathlib import Path

from polyglot.errors import PeopleError, ReviewError, UsageError
from polyglot.model import Finding, Severity
from polyglot.people import FILE, People, parse
from polyglot.storage import read, stat_of
from polyglot.workspace import Workspace


def people_of(workspace: Workspace) -> People:
    """Return the people in the private folder's list; nobody where there is none.

    Raises:
        PeopleError: If the list cannot be read.
    """
    path = workspace.private / FILE
    seen = stat_of(path)
    return People() if seen is None else _listed(path, workspace.root, seen)


def people_if_told(workspace: Workspace) -> People:
    """Return the people in the list; nobody where there is none, or it cannot be read."""
    try:
        return people_of(workspace)
    except PeopleError:
        return People()


def unlisted(workspace: Workspace) -> tuple[Finding, ...]:
    """Return an error if the list of people cannot be read: then nobody is known."""
    try:
        people_of(workspace)
    except PeopleError as error:
        hint = error.hint or "mend the list; until then nobody is known"
        place = (error.path or FILE, error.line or 0)
        return (Finding("people", Severity.ERROR, *place, error.problem, hint=hint),)
    return ()


# A command asks for each article; the list is read again once its file is another one.
@lru_cache(maxsize=4)
def _listed(path: Path, root: Path, _seen: tuple[int, ...]) -> People:
    shown = path.relative_to(root) if path.is_relative_to(root) else path
    return parse(read(path) or b"", path=str(shown))


def called(workspace: Workspace, by: str) -> str:
    """Return the pen name of whoever calls herself *by*.

    Raises:
        PeopleError: If the list of people cannot be read.
        ReviewError: If nobody is, or can be, called so.
    """
    return people_of(workspace).called(by)


def called_or_nobody(workspace: Workspace, by: str) -> str:
    """Return the pen name of whoever calls herself *by*, or "" for nobody named.

    Raises:
        PeopleError: If the list of people cannot be read.
        UsageError: If nobody is, or can be, called so.
    """
    try:
        return called(workspace, by) if by.strip() else ""
    except ReviewError as error:
        raise UsageError(error.problem, hint=error.hint) from error
