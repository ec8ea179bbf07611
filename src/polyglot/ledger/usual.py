"""The usual line of a ledger, read in one pass; any other is left to the reader of JSON.

A ledger of a hundred thousand lines is read whole before anything is said about an article.
Nearly all of them are as polyglot wrote them: the fields in its order, none unknown,
no escape in a text. Such a line needs no dictionary, and its types no test;
tests hold both readings equal.
"""

import re
from collections.abc import Sequence

from polyglot.model import Line

_TEXT = r'"([^"]*+)"'
_COMMA = '","'
_NUMBER = r"(0|[1-9][0-9]{0,17})"
_IDS = r'\["([^"]*+(?:","[^"]*+)*+)"\]'
_LINE = re.compile(
    rf'\{{"n":{_NUMBER},"id":"([^"]++)"(?:,"day":{_TEXT})?+,"action":{_TEXT},"by":{_TEXT}'
    rf',"language":{_TEXT}(?:,"context":{_TEXT})?+,"source":{_TEXT},"target":{_TEXT}'
    rf'(?:,"distance":{_NUMBER})?+(?:,"pair":{_TEXT})?+(?:,"kind":{_TEXT})?+(?:,"note":{_TEXT})?+'
    rf'(?:,"from":{_IDS})?+(?:,"ends":{_IDS})?+\}}'
)


def lines(rows: Sequence[str]) -> list[Line | None]:
    """Return the line that stands in each of *rows*, None for one that is not a usual one."""
    match = _LINE.fullmatch
    return [None if "\\" in row or (found := match(row)) is None else _line(found) for row in rows]


def _line(found: re.Match[str]) -> Line:
    line = Open()
    (n, line.id, day, line.action, line.by, line.language, line.context, line.source) = found.group(
        1, 2, 3, 4, 5, 6, 7, 8
    )
    (line.target, distance, bound, kind, note, begins, ends) = found.group(
        9, 10, 11, 12, 13, 14, 15
    )
    line.n = int(n)
    line.day = day or ""
    line.distance = None if distance is None else int(distance)
    line.pair = bound or ""
    line.kind = kind or ""
    line.note = note or ""
    line.begins = () if begins is None else tuple(begins.split(_COMMA))
    line.ends = () if ends is None else tuple(ends.split(_COMMA))
    line.unknown = ""
    return closed(line)


class Open:
    """A line that is being filled in, field by field.

    To make a frozen one takes four times as long, which is most of what reading a ledger costs.
    """

    __slots__ = Line.__slots__

    language: str
    context: str | None
    source: str
    target: str
    action: str
    by: str
    note: str
    kind: str
    distance: int | None
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    n: int
    id: str
    pair: str
    day: str
    unknown: str


def closed(line: Open) -> Line:
    """Return *line*, every field of which is filled in, as a frozen one."""
    line.__class__ = Line  # type: ignore[assignment]  # Python allows it where the slots are equal
    return line  # type: ignore[return-value]  # now it is one
