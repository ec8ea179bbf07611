"""What a merge by git leaves in a file: both versions of some lines, between marks."""

import re

from polyglot.errors import CatalogError

_MARK = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?:[ \t\r].*)?$", re.MULTILINE)


def refuse_conflicts(text: str, path: str) -> None:
    """Refuse a file in which git left a conflict, and tell both versions.

    Which one counts is for a person to say; until then the file is left as it is.

    Raises:
        CatalogError: If there is a conflict, with the line of the first.
    """
    if _MARK.search(text) is None:
        return
    sides: dict[str, list[str]] = {}
    places: list[int] = []
    first, mark = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _MARK.match(line)
        if found is None:
            if mark and len(places) <= 1:
                sides.setdefault(mark, []).append(line.strip())
            continue
        mark = "" if found[1][0] == ">" else found[1][0]
        first = first or number
        if found[1][0] == "<":
            places.append(number)
    raise CatalogError(
        "git left a conflict here", path=path, line=first, hint=_hint(sides, places[1:])
    )


def _hint(sides: dict[str, list[str]], others: list[int]) -> str:
    """Return what to do, with both versions of the first conflict."""
    ours, theirs = (" ".join(sides.get(mark, ())).strip() for mark in "<=")
    more = f"; there are more at line {', '.join(map(str, others))}" if others else ""
    return (
        f"keep  {ours or 'nothing'}  or  {theirs or 'nothing'}  "
        f"and delete the other and the marker lines{more}"
    )
