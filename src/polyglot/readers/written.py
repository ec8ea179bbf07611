"""Texts of a front matter, and where in the file they are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from polyglot.errors import ContentError


@dataclass(frozen=True, slots=True)
class Written:
    """A text of the front matter and where it is written.

    *start* and *end* are offsets in the front matter; *line* counts from 1 in the file.
    *start* is -1 where the text is written somewhere else (an alias).
    *tail* is a comment inside that stretch, to be kept behind what replaces it.
    """

    text: str
    line: int
    start: int = -1
    end: int = -1
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser found between the fences: values and lines of names, and comments.

    *comments* are (start, end) offsets in the front matter, rising,
    of what stands outside of all texts.
    """

    values: dict[str, "Value"]
    lines: dict[str, int]
    comments: tuple[tuple[int, int], ...] = ()


def comment_at(inner: str, start: int) -> tuple[int, int]:
    """Return what goes with the comment that begins at *start*.

    That is the white space before it, and its whole line where it has one for itself.
    """
    end = inner.find("\n", start)
    end = len(inner) if end < 0 else end
    begin = len(inner[:start].rstrip(" \t"))
    if begin == 0 or inner[begin - 1] == "\n":
        return begin, min(end + 1, len(inner))
    return begin, len(inner[:end].rstrip("\r"))


Value: TypeAlias = "Written | Sequence[Value] | Mapping[str, Value] | None"


def too_deep(path: str) -> ContentError:
    """Return the error for brackets inside brackets without end."""
    return ContentError(
        "the front matter is nested too deeply",
        path=path,
        line=1,
        hint="write lists and tables of at most a few levels",
    )
