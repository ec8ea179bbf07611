"""The private folder: what it says, and that it stays out of version control.

Who can read the repository reads all.
"""

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from polyglot.errors import ProviderError
from polyglot.model import Finding, Severity
from polyglot.workspace import PROTECTED, Workspace

if TYPE_CHECKING:
    from polyglot.providers import Name

HEAD = "name"
"""What stands first in a list of protected names that has more than one column."""

SECONDS = 10
"""How long git may take to answer."""


def protected_list(private: Path) -> "tuple[Name, ...]":
    """Return the names that must never leave this machine nor be printed, in their order.

    They stand in `protected.csv` of the folder *private*, one a line, in the first column.
    Where the first line begins with `name`, its other cells are codes of languages,
    and below them stands how the name is written there.

    Raises:
        ProviderError: If the list cannot be read: then nothing is sent anywhere.
    """
    rows = _rows(private)
    if not rows:
        return ()
    from polyglot.providers import Name

    codes = rows[0][1:] if rows[0][0] == HEAD else []
    names = (row for row in rows if row[0] != HEAD)
    return tuple(
        Name(
            number,
            row[0],
            {code: form for code, form in zip(codes, row[1:], strict=False) if code and form},
        )
        for number, row in enumerate(names, start=1)
    )


def _rows(private: Path) -> list[list[str]]:
    import csv

    path = private / PROTECTED
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [[cell.strip() for cell in row] for row in csv.reader(file)]
            return [row for row in rows if row and row[0]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, csv.Error) as error:
        raise ProviderError(
            "the list of protected names cannot be read, so nothing is sent or shown",
            path=str(path),
            hint="save it as UTF-8, one name a line",
        ) from error


def tracked(workspace: Workspace) -> tuple[Finding, ...]:
    """Return an error for each file of the private folder that git knows.

    Without git, or outside a repository, there is nothing to be said.
    """
    folder = workspace.private
    if not folder.is_dir() or not _is_in_repository(folder):
        return ()
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the folder is an argument of its own
            ["git", "-C", str(folder), "ls-files", "-z", "--", "."],  # noqa: S607 - the user's git
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    names = [name for name in done.stdout.decode(errors="replace").split("\0") if name]
    return tuple(_told(workspace, folder / name) for name in names)


def _is_in_repository(folder: Path) -> bool:
    return any((parent / ".git").exists() for parent in (folder, *folder.resolve().parents))


def _told(workspace: Workspace, file: Path) -> Finding:
    root = workspace.root
    path = file.relative_to(root) if file.is_relative_to(root) else file
    return Finding(
        "private-file",
        Severity.ERROR,
        str(path),
        0,
        "git keeps this private file, and gives it to everyone who clones the repository",
        hint=f"git rm --cached {path}, and add /private/ to .gitignore; old commits keep it",
    )
