"""TOML front matter → values that know where they are written."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from polyglot.errors import ContentError
from polyglot.readers.written import Parsed, Value, Written, comment_at, too_deep

_LINE = re.compile(r"at line (\d+)")
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
    | (?P<string>
        \"\"\"(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}
      | '''(?:[^']|'{1,2}(?!'))*'{3,5}
      | "(?:[^"\\\n]|\\.)*"
      | '[^'\n]*'
      )
    | (?P<newline>\n)
    | (?P<open>[\[{])
    | (?P<close>[\]}])
    | (?P<other>[^\s"'\#\[\]{}]+|["'])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a string stands between the fences: offsets, and the line counted from 1."""

    start: int
    end: int
    line: int


def parse(inner: str, path: str, base: int) -> Parsed:
    """Return the values of the front matter *inner* by name, the lines of the names, the comments.

    *base* is the offset of *inner* in the file; its first line is the file's second.

    Raises:
        ContentError: If it is no TOML.
    """
    try:
        document = tomllib.loads(inner)
    except ValueError as error:  # its own, and numbers of thousands of digits
        raise _error(error, inner, path) from None
    except RecursionError:
        raise too_deep(path) from None
    found = dict(_strings(inner))
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for name, value in document.items():
        places = found.get(name, [])
        lines[name] = places[0].line + 1 if places else _line(name, inner)
        values[name] = _placed(value, inner, places, lines[name], base)
    return Parsed(values, lines, tuple(_comments(inner, base)))


def _comments(inner: str, base: int) -> Iterator[tuple[int, int]]:
    for token in _TOKEN.finditer(inner) if "#" in inner else ():
        if token.lastgroup == "comment":
            start, end = comment_at(inner, token.start())
            yield start + base, end + base


def _line(name: str, inner: str) -> int:
    """Return the line of a name whose value holds no string, in the file."""
    found = re.search(rf"^[ \t\x22\x27\[]*{re.escape(name)}\b", inner, re.MULTILINE)
    return inner.count("\n", 0, found.start()) + 2 if found else 1


def _error(error: ValueError, inner: str, path: str) -> ContentError:
    found = _LINE.search(str(error))
    line = int(found[1]) if found else inner.count("\n")
    problem = str(error).partition(" (at ")[0]
    hint = "put texts, and dates like 14.09.2022, between quotes"
    if "overwrite" in problem:
        hint = "keep one of the lines that give this name a value"
    elif "escaped character" in problem or "backslash" in problem:
        hint = "write \\\\ for a backslash, or put the text between single quotes"
    elif "after a key" in problem:
        hint = 'write name = "value", or put --- instead of +++ around YAML'
    return ContentError(
        f"the front matter is no TOML: {problem[:1].lower()}{problem[1:]}",
        path=path,
        line=line + 1,
        hint=hint,
    )


def _strings(inner: str) -> Iterator[tuple[str, list[Place]]]:
    """Yield the names at the top level and the places of the strings in their values.

    The text has been parsed before, so a loose reading is enough:
    what is found here is compared with what was parsed.
    """
    breaks = [found.start() for found in re.finditer(r"\n", inner)]
    for tokens in _statements(inner):
        first = tokens[0]
        name = _text(first[0]) if first.lastgroup == "string" else first[0].partition("=")[0]
        places = [
            Place(token.start(), token.end(), bisect_left(breaks, token.start()) + 1)
            for token in tokens
            if token.lastgroup == "string" and token is not first
        ]
        yield name, places


def _statements(inner: str) -> Iterator[list[re.Match[str]]]:
    """Yield the tokens of each statement that stands before the first table."""
    tokens: list[re.Match[str]] = []
    depth = 0
    for token in _TOKEN.finditer(inner):
        kind = token.lastgroup
        if kind == "newline" and depth == 0:
            if tokens:
                yield tokens
            tokens = []
        elif kind not in {"newline", "comment"}:
            if kind == "open" and not tokens:
                return
            depth += (kind == "open") - (kind == "close")
            tokens.append(token)
    if tokens:
        yield tokens


def _text(written: str) -> str:
    text: object = tomllib.loads(f"v = {written}")["v"]
    return str(text)


def _placed(value: object, inner: str, places: Sequence[Place], line: int, base: int) -> Value:
    """Give a TOML value the places of its strings, where they are certain."""
    texts = [_text(inner[place.start : place.end]) for place in places]
    written = [
        Written(text, place.line + 1, place.start + base, place.end + base)
        for text, place in zip(texts, places, strict=True)
    ]
    if isinstance(value, str) and texts == [value]:
        return written[0]
    if isinstance(value, list) and value == texts:
        return written
    return _unplaced(value, line)


def _unplaced(value: object, line: int) -> Value:
    if isinstance(value, dict):
        return {str(key): _unplaced(item, line) for key, item in value.items()}
    if isinstance(value, list):
        return [_unplaced(item, line) for item in value]
    if isinstance(value, bool):
        return Written(str(value).lower(), line)
    if isinstance(value, (datetime, date, time)):
        return Written(value.isoformat(), line)
    return Written(str(value), line)
