"""The private folder must stay out of version control: who can read the repository reads all."""

import subprocess
from pathlib import Path

from polyglot.model import Finding, Severity
from polyglot.workspace import Workspace

SECONDS = 10
"""How long git may take to answer."""


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
