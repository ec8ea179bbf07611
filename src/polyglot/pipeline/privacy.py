"""The private folder: what it says, and that it stays out of version control.

Who can read the repository reads all.
"""

import subprocess
from pathlib import Path

from polyglot.errors import ProviderError
from polyglot.model import Finding, Severity
from polyglot.workspace import Workspace

SECONDS = 10
"""How long git may take to answer."""


def protected_names(private: Path) -> tuple[str, ...]:
    """Return the names that must never leave this machine nor be printed, in their order.

    They stand in `protected.csv` of the folder *private*, one a line, in the first column.

    Raises:
        ProviderError: If the list cannot be read: then nothing is sent anywhere.
    """
    import csv

    path = private / "protected.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(row[0].strip() for row in csv.reader(file) if row and row[0].strip())
    except FileNotFoundError:
        return ()
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
