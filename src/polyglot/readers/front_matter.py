"""The metadata at the head of a document, in YAML (`---`) or TOML (`+++`).

`read` remembers where every text stands,
so that a localized source is the front matter as it was, with translated texts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Literal, TypeAlias

from polyglot.errors import ContentError
from polyglot.model import Private, Tongue
from polyglot.readers.metadata import FIELDS, LANGUAGE, Field, Front, clean, front_of
from polyglot.readers.written import Parsed, Value, Written

_PARSERS = {"---": "polyglot.readers.front_yaml", "+++": "polyglot.readers.front_toml"}
"""The modules whose `parse` reads what stands between the fences; most HTML has no fence."""

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_OPENING = re.compile(r"(---|\+\+\+)[ \t]*\r?\n")
_CLOSING = re.compile(r"^(---|\.\.\.|\+\+\+)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_NAME = re.compile(r"[a-z][\w-]*[ \t]*[:=](?:\s|\Z)")
_LOOKS_LIKE = {
    "---": re.compile(
        r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:\{|[\"']?[\w.-]+[\"']?[ \t]*:(?:\s|\Z))"
    ),
    "+++": re.compile(
        r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:\[|[\"']?[\w.-]+[\"']?[ \t]*(?:=|:\s))"
    ),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """A front matter: *text* as written with its fences, and the *values* in it by name.

    *comments* are offsets of what is private in it.
    """

    text: str
    values: Mapping[str, Value]
    lines: Mapping[str, int]
    comments: tuple[tuple[int, int], ...] = ()


def read(text: str, *, path: str) -> tuple[Front, str, int]:
    """Return what the head of the document *text* says, its body, and how many lines are above it.

    Days may be written as day.month.year; a `lead` is a summary, a `byline` names authors.

    Raises:
        ContentError: If the front matter does not parse, never ends, or holds a wrong value.
    """
    matter, body = split(text, path=path)
    if matter is None:
        return Front(), body, 0
    mapping = {name: _plain(value) for name, value in matter.values.items() if value is not None}
    front = front_of(mapping, path=path, lines=matter.lines)
    return replace(front, source=_cut(matter, front)), body, matter.text.count("\n")


def _plain(value: Value) -> object:
    """Return *value* as metadata wants it: texts that know their line."""
    if isinstance(value, Written):
        return Field("", value.text, value.line)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return value if value is None else [_plain(item) for item in value]


_Edit: TypeAlias = tuple[int, int, tuple[int | Private | Tongue, ...]]


def _cut(matter: Matter, front: Front) -> tuple[str | int | Private | Tongue, ...]:
    """Cut the front matter where its texts, its language and its comments are written."""
    edits: list[_Edit] = [*_fields(matter, front), *_languages(matter)]
    edits += [
        (start, end, (Private(matter.text[start:end]),))
        for start, end in matter.comments
        if not any(begin <= start < stop for begin, stop, _ in edits)
    ]
    pieces: list[str | int | Private | Tongue] = []
    end = 0
    for start, stop, instead in sorted(edits, key=lambda edit: edit[0]):
        pieces += [matter.text[end:start], *instead]
        end = stop
    return (*pieces, matter.text[end:])


def _fields(matter: Matter, front: Front) -> Iterator[_Edit]:
    """Yield the places of the fields of *front*."""
    unknown = {name for name, _ in front.extra}
    free = [
        written
        for name, value in matter.values.items()
        if name in FIELDS and name not in unknown
        for written in _texts(value)
    ]
    for index, field in enumerate(front.fields()):
        for written in free:
            if written.line == field.line and clean(written.text) == field.text:
                free.remove(written)
                tail = (Private(written.tail),) if written.tail else ()
                yield written.start, written.end, (index, *tail)
                break


def _languages(matter: Matter) -> Iterator[_Edit]:
    """Yield the places of what names the language, inside of quotes."""
    for name in LANGUAGE & matter.values.keys():
        for written in _texts(matter.values[name]):
            start = matter.text.find(written.text, written.start, written.end)
            if written.text and start >= 0:
                yield start, start + len(written.text), (Tongue(written.text),)


def _texts(value: Value) -> Iterator[Written]:
    """Yield the texts of *value* that are written in their own place."""
    if isinstance(value, Written):
        if value.start >= 0:
            yield value
    elif isinstance(value, Sequence):
        for item in value:
            yield from _texts(item)


# --- Finding it ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Offsets of what stands between the fences, and of what follows them."""

    fence: Literal["---", "+++"]
    start: int
    end: int
    after: int


def split(text: str, *, path: str) -> tuple[Matter | None, str]:
    """Part a document in its front matter, parsed, and its body.

    A document that begins with a rule (`---`) and not with `name: value` has no front matter.

    Raises:
        ContentError: If the front matter does not parse or never ends.
    """
    bounds = _bounds(text, path)
    if bounds is None:
        return None, text
    inner = text[bounds.start : bounds.end]
    is_meant = _LOOKS_LIKE[bounds.fence].match(inner) is not None
    try:
        parser = import_module(_PARSERS[bounds.fence])
        parsed: Parsed = parser.parse(inner, path, bounds.start)
    except ContentError:
        if is_meant:
            raise
        return None, text
    if not parsed.values and not is_meant:
        return None, text
    matter = Matter(text[: bounds.after], parsed.values, parsed.lines, parsed.comments)
    return matter, text[bounds.after :]


def _bounds(text: str, path: str) -> _Bounds | None:
    opening = _OPENING.match(text)
    if opening is None:
        return None
    fence: Literal["---", "+++"] = "---" if opening[1] == "---" else "+++"
    for closing in _CLOSING.finditer(text, opening.end()):
        if closing[1] in _FENCES[fence]:
            return _Bounds(fence, opening.end(), closing.start(), closing.end())
    if _NAME.match(text, opening.end()):
        raise ContentError(
            "the front matter never ends",
            path=path,
            line=1,
            hint=f"write a line of {fence} between the front matter and the text",
        )
    return None
