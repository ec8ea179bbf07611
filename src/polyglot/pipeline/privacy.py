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

ORDINARY = "ordinary"
"""The column of words that are no name where they are written in small letters."""

SECONDS = 10
"""How long git may take to answer."""


def protected_list(private: Path) -> "tuple[Name, ...]":
    """Return the names that must never leave this machine nor be printed, in their order.

    They stand in `protected.csv` of the folder *private*, one a line, in the first column.
    Where the first line begins with `name`, its other cells are codes of languages,
    and below them stands how the name is written there; below `ordinary` stand words
    of the name that are none in small letters. Cells below no code are forms of the name, too.
    Commas part the cells, or semicolons or tabs where the first line has no comma.

    Raises:
        ProviderError: If the list cannot be read: then nothing is sent anywhere.
    """
    rows = _rows(private)
    if not rows:
        return ()
    from polyglot.providers import Name

    has_head = rows[0][0].casefold() == HEAD
    codes = [code.strip() for code in rows[0]] if has_head else []
    names: list[Name] = []
    for row in rows[1:] if has_head else rows:
        # A cell without a code is named by its place.
        cells = [(codes[n] if n < len(codes) else "") or str(n) for n in range(len(row))]
        forms = {
            code: cell
            for code, cell in zip(cells, row, strict=True)
            if cell and code.casefold() != ORDINARY
        }
        ordinary = [c for code, c in zip(cells, row, strict=True) if code.casefold() == ORDINARY]
        if forms:
            # The first is how the name is written, wherever it stands.
            written = row[0] or next(iter(forms.values()))
            spellings = {code: form for code, form in forms.items() if code != cells[0]}
            names.append(Name(len(names) + 1, written, spellings, (*" ".join(ordinary).split(),)))
    return tuple(names)


def _rows(private: Path) -> list[list[str]]:
    import csv

    path = private / PROTECTED
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        parts = "," if "," in first else next((sign for sign in ";\t" if sign in first), ",")
        lines = csv.reader(text.splitlines(keepends=True), delimiter=parts)
        rows = [[cell.strip() for cell in row] for row in lines]
        return [row for row in rows if any(row)]
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
