"""The record of what was released, what stands published and what was withdrawn: JSON lines."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeAlias

from polyglot.errors import PublicationError
from polyglot.model import Address, Tally

Rendered: TypeAlias = tuple[str | Address, ...]
"""A text as it stands before readers: markup as written, and the source's addresses."""


@dataclass(frozen=True, slots=True)
class RenderedMark:
    """An inline tag of a heading or summary that stands published."""

    kind: Literal["open", "close", "lone"]
    element: str
    pieces: Rendered


Inline: TypeAlias = tuple[str | RenderedMark, ...]
"""A heading or summary as it stands: plain text and tags."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The text an edition stands with: all a writer needs when the article has moved on.

    *page* is the body of its pages; *source* the localized source.
    *format* is the format of the article's file.
    """

    source_language: str
    format: str
    title: Inline
    summary: Inline
    tags: tuple[Inline, ...]
    page: Rendered
    source: str
    day: date | None = None
    authors: tuple[str, ...] = ()
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class Released:
    """An editor lets *languages* (none named: all) be published with the source *version*.

    *by* is a pen name.
    """

    languages: tuple[str, ...]
    version: str
    by: str
    day: date
    note: str = ""

    def covers(self, language: str) -> bool:
        """Tell whether it speaks of *language*."""
        return not self.languages or language in self.languages


@dataclass(frozen=True, slots=True)
class Published:
    """An edition went out with *text*, made from the source *version*.

    *number* counts its texts from 1; *since* is the day its first one went out,
    *day* the day this one did.
    """

    language: str
    tag: str
    number: int
    version: str
    day: date
    since: date
    text: Standing


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An editor takes *languages* (none named: all) back, until they are released again."""

    languages: tuple[str, ...]
    by: str
    reason: str
    day: date

    def covers(self, language: str) -> bool:
        """Tell whether it speaks of *language*."""
        return not self.languages or language in self.languages


Act: TypeAlias = Released | Published | Withdrawn


@dataclass(frozen=True, slots=True)
class Record:
    """The acts of one article, oldest first, beside the lines they were read from.

    A line of an action that this version does not know is kept and is no act.
    """

    acts: tuple[Act, ...] = ()
    lines: tuple[str, ...] = ()

    def plus(self, *acts: Act) -> "Record":
        """Return the record with *acts* added at its end."""
        lines = tuple(_line(act) for act in acts)
        return replace(self, acts=(*self.acts, *acts), lines=(*self.lines, *lines))

    def standing(self, language: str, tag: str = "") -> Published | None:
        """Return the text that last went out in *language*, unless it was withdrawn since.

        *tag* asks for its edition in one script.
        """
        found: Published | None = None
        for act in self.acts:
            if isinstance(act, Published) and act.language == language:
                found = act if tag in ("", act.tag) else found
            elif isinstance(act, Withdrawn) and act.covers(language):
                found = None
        return found

    def published(self, language: str, tag: str = "") -> Iterator[Published]:
        """Yield every text that went out in *language*, oldest first; see `standing`."""
        for act in self.acts:
            if isinstance(act, Published) and act.language == language and tag in ("", act.tag):
                yield act

    def withdrawal(self, language: str) -> Withdrawn | None:
        """Return the withdrawal that holds for *language*: the last one not released since."""
        found: Withdrawn | None = None
        for act in self.acts:
            if isinstance(act, Withdrawn) and act.covers(language):
                found = act
            elif isinstance(act, Released) and act.covers(language):
                found = None
        return found

    def is_released(self, language: str, version: str) -> bool:
        """Tell whether an editor released *version* for *language*, and none withdrew it since."""
        found = False
        for act in self.acts:
            if isinstance(act, Published) or not act.covers(language):
                continue
            found = isinstance(act, Released) and (found or act.version == version)
        return found


def parse(data: bytes, path: str) -> Record:
    """Return the record in *data*; empty bytes are the record of an article never released.

    Raises:
        PublicationError: If a line is no act; it names the file and the line.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _broken("this is not UTF-8", path, line) from error
    acts: list[Act] = []
    lines: list[str] = []
    for number, raw in enumerate(text.split("\n"), 1):
        written = raw.rstrip("\r")
        if not written.strip():
            continue
        lines.append(written)
        act = _act(_fields(written, path, number), path, number)
        if act is not None:
            acts.append(act)
    return Record(tuple(acts), tuple(lines))


def dump(record: Record) -> bytes:
    """Return the bytes of *record*: the lines it was read from, then the ones added."""
    return "".join(f"{line}\n" for line in record.lines).encode()


def _fields(line: str, path: str, number: int) -> Mapping[str, object]:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        raise _broken(
            "a merge left its conflict here",
            path,
            number,
            hint="keep the lines of both sides and delete the three marker lines",
        )
    try:
        fields: object = json.loads(line)
    except json.JSONDecodeError as error:
        raise _broken(f"this line is no JSON: {error.msg}", path, number) from error
    if not isinstance(fields, dict):
        raise _broken("this line is no act: it should be a JSON object", path, number)
    return fields


def _act(fields: Mapping[str, object], path: str, number: int) -> Act | None:
    try:
        match fields.get("action"):
            case "released":
                return Released(
                    _strings(fields, "languages"),
                    _string(fields, "version"),
                    _string(fields, "by"),
                    _day(fields, "day"),
                    _string(fields, "note", ""),
                )
            case "withdrawn":
                return Withdrawn(
                    _strings(fields, "languages"),
                    _string(fields, "by"),
                    _string(fields, "reason"),
                    _day(fields, "day"),
                )
            case "published":
                return _published(fields)
            case str():
                return None
            case _:
                raise _broken("this line names no action", path, number)
    except (TypeError, ValueError, KeyError) as error:
        raise _broken(f"this line cannot be read: {error}", path, number) from error


def _published(fields: Mapping[str, object]) -> Published:
    text = fields["text"]
    if not isinstance(text, dict):
        raise TypeError("text should be an object")
    tally = text.get("tally", {})
    if not isinstance(tally, dict) or not all(isinstance(n, int) for n in tally.values()):
        raise TypeError("tally should hold numbers")
    known = {name: tally[name] for name in Tally.__dataclass_fields__ if name in tally}
    day = _day(fields, "day")
    return Published(
        language=_string(fields, "language"),
        tag=_string(fields, "tag"),
        number=_integer(fields, "number"),
        version=_string(fields, "version"),
        day=day,
        since=_day(fields, "since") if "since" in fields else day,
        text=Standing(
            source_language=_string(text, "source_language"),
            format=_string(text, "format"),
            title=_inline(text.get("title", [])),
            summary=_inline(text.get("summary", [])),
            tags=tuple(_inline(tag) for tag in _list(text.get("tags", []))),
            page=_rendered(text["page"]),
            source=_string(text, "source", ""),
            day=_day(text, "day") if "day" in text else None,
            authors=_strings(text, "authors"),
            tally=Tally(**known),
        ),
    )


def _line(act: Act) -> str:
    """Return *act* as one line: keys in a fixed order, no escapes a person cannot read."""
    match act:
        case Released():
            fields: dict[str, object] = {
                "action": "released",
                "languages": act.languages,
                "version": act.version,
                "by": act.by,
                "day": act.day.isoformat(),
                "note": act.note,
            }
        case Withdrawn():
            fields = {
                "action": "withdrawn",
                "languages": act.languages,
                "by": act.by,
                "day": act.day.isoformat(),
                "reason": act.reason,
            }
        case Published():
            fields = {
                "action": "published",
                "language": act.language,
                "tag": act.tag,
                "number": act.number,
                "version": act.version,
                "day": act.day.isoformat(),
                "since": act.since.isoformat(),
                "text": _text_fields(act.text),
            }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _text_fields(text: Standing) -> dict[str, object]:
    tally = {name: getattr(text.tally, name) for name in Tally.__dataclass_fields__}
    fields: dict[str, object] = {
        "source_language": text.source_language,
        "format": text.format,
        "title": _plain_inline(text.title),
        "summary": _plain_inline(text.summary),
        "tags": [_plain_inline(tag) for tag in text.tags],
        "authors": text.authors,
        "tally": {name: count for name, count in tally.items() if count},
        "page": _plain_rendered(text.page),
        "source": text.source,
    }
    if text.day is not None:
        fields["day"] = text.day.isoformat()
    return fields


def _plain_rendered(pieces: Rendered) -> list[object]:
    return [piece if isinstance(piece, str) else {piece.kind: piece.url} for piece in pieces]


def _plain_inline(content: Inline) -> list[object]:
    return [
        part
        if isinstance(part, str)
        else {part.kind: part.element, "pieces": _plain_rendered(part.pieces)}
        for part in content
    ]


def _rendered(value: object) -> Rendered:
    pieces: list[str | Address] = []
    for piece in _list(value):
        if isinstance(piece, str):
            pieces.append(piece)
        elif isinstance(piece, dict) and "media" in piece:
            pieces.append(Address(_string(piece, "media"), "media"))
        elif isinstance(piece, dict):
            pieces.append(Address(_string(piece, "link"), "link"))
        else:
            raise TypeError("a piece should be text or an address")
    return tuple(pieces)


def _inline(value: object) -> Inline:
    return tuple(part if isinstance(part, str) else _mark(part) for part in _list(value))


def _mark(value: object) -> RenderedMark:
    if not isinstance(value, dict):
        raise TypeError("a tag should be an object")
    pieces = _rendered(value["pieces"])
    if "open" in value:
        return RenderedMark("open", _string(value, "open"), pieces)
    if "close" in value:
        return RenderedMark("close", _string(value, "close"), pieces)
    return RenderedMark("lone", _string(value, "lone"), pieces)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    return value


def _string(fields: Mapping[str, object], name: str, default: str | None = None) -> str:
    value = fields.get(name, default)
    if not isinstance(value, str):
        raise TypeError(f"{name} should be text")
    return value


def _strings(fields: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = _list(fields.get(name, []))
    if not all(isinstance(value, str) for value in values):
        raise TypeError(f"{name} should be a list of texts")
    return tuple(str(value) for value in values)


def _integer(fields: Mapping[str, object], name: str) -> int:
    value = fields.get(name)
    if not isinstance(value, int):
        raise TypeError(f"{name} should be a number")
    return value


def _day(fields: Mapping[str, object], name: str) -> date:
    return date.fromisoformat(_string(fields, name))


def _broken(problem: str, path: str, line: int, *, hint: str = "") -> PublicationError:
    hint = hint or "take the line back from version control; lines of this file never change"
    return PublicationError(problem, path=path, line=line, hint=hint)
