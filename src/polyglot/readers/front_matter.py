"""The metadata at the head of a document, in YAML (`---`) or TOML (`+++`).

`read` remembers where every text stands,
so that a localized source is the front matter as it was, with translated texts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from polyglot.errors import ContentError
from polyglot.readers import front_toml, front_yaml
from polyglot.readers.days import day_of
from polyglot.readers.metadata import Field, Front, clean, front_of
from polyglot.readers.written import Value, Written

_PARSERS = {"---": front_yaml.parse, "+++": front_toml.parse}
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


_SYNONYMS = {"lead": "summary", "byline": "authors"}
_DAYS = frozenset({"date", "day", "published"})


@dataclass(frozen=True, slots=True)
class Matter:
    """A front matter: *text* as written with its fences, and the *values* in it by name."""

    text: str
    values: Mapping[str, Value]
    lines: Mapping[str, int]


def read(text: str, *, path: str) -> tuple[Front, str, int]:
    """Return what the head of the document *text* says, its body, and how many lines are above it.

    Days may be written as day.month.year; a `lead` is a summary, a `byline` names authors.

    Raises:
        ContentError: If the front matter does not parse, never ends, or holds a wrong value.
    """
    matter, body = split(text, path=path)
    if matter is None:
        return Front(), body, 0
    mapping = {
        _known(name, matter.values): _day(value) if name in _DAYS else _plain(value)
        for name, value in matter.values.items()
        if value is not None
    }
    front = front_of(mapping, path=path, lines=matter.lines)
    return replace(front, source=_cut(matter, front)), body, matter.text.count("\n")


def _known(name: str, values: Mapping[str, Value]) -> str:
    """Return *name*, or the name that metadata has for it."""
    known = _SYNONYMS.get(name, name)
    return name if known in values else known


def _day(value: Value) -> object:
    """Return a day where *value* is one; else what stands there, for others to complain about."""
    day = day_of(value.text) if isinstance(value, Written) else None
    return day or _plain(value)


def _plain(value: Value) -> object:
    """Return *value* as metadata wants it: texts that know their line."""
    if isinstance(value, Written):
        return Field("", value.text, value.line)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return value if value is None else [_plain(item) for item in value]


def _cut(matter: Matter, front: Front) -> tuple[str | int, ...]:
    """Cut the front matter where the fields of *front* are written."""
    unknown = {name for name, _ in front.extra}
    free = [
        written
        for name, value in matter.values.items()
        if name not in unknown
        for written in _texts(value)
    ]
    places: list[tuple[Written, int]] = []
    for index, field in enumerate(front.fields()):
        for written in free:
            if written.line == field.line and clean(written.text) == field.text:
                free.remove(written)
                places.append((written, index))
                break
    pieces: list[str | int] = []
    end = 0
    for written, index in sorted(places, key=lambda place: place[0].start):
        pieces += [matter.text[end : written.start], index]
        if written.tail:
            pieces.append(written.tail)
        end = written.end
    return (*pieces, matter.text[end:])


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
        values, lines = _PARSERS[bounds.fence](inner, path, bounds.start)
    except ContentError:
        if is_meant:
            raise
        return None, text
    if not values and not is_meant:
        return None, text
    return Matter(text[: bounds.after], values, lines), text[bounds.after :]


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
