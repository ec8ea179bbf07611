"""The format of the ledger: one JSON object per line, in files named by the hash of their bytes.

Which files the lines are cut into, in which order they stand and how often one is repeated
means nothing: a ledger is a set of lines.
Fields and actions that this version does not know are kept as they are.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import Final
from unicodedata import is_normalized, normalize

from polyglot.errors import LedgerError
from polyglot.ledger.usual import lines as usual_lines
from polyglot.model import Draft, Line, Message
from polyglot.people import RESERVED as NAMES

DRAFTED: Final = "drafted"
TRANSLATED: Final = "translated"
ACCEPTED: Final = "accepted"
CLEARED: Final = "cleared"
APPROVED: Final = "approved"
REJECTED: Final = "rejected"
REVOKED: Final = "revoked"
WAIVED: Final = "waived"
ADOPTED: Final = "adopted"
"""By `shared`: the text was written without a mark, because exactly this pair is approved there.

Nobody is said to have done anything here; `revoked` by `shared` ends it.
"""

SHARED: Final = "shared"
"""Whose name the lines bear that follow from the shared messages."""

UNKNOWN: Final = "unknown"
"""Stands for a person nobody named; like `machine`, no one's pen name."""

RESERVED: Final = NAMES | {""}
"""What is nobody's name: whoever bears it cannot approve."""

PERSON: Final = "person"
MACHINE: Final = "machine"
UNFINISHED: Final = "unfinished"
"""The kind of a `translated` line whose text was still marked fuzzy when it was seen.

A person wrote it, and nobody stands behind it yet.
"""

_WHITE_SPACE = re.compile(r"[\t\n\f\r ]+")
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ENCODE_ASCII = json.JSONEncoder(separators=(",", ":")).encode
_ENCODE_SORTED = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode
_DECODE = json.JSONDecoder(strict=False).decode
_NO_JSON = "this is no JSON"
_HINT = "ledger files are only added, never edited: take this one from git again"


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return *text* in NFC with its ASCII white space folded: what two equal texts share.

    No-break spaces are words of their own kind and stay.
    """
    if not text.isascii() and not is_normalized("NFC", text):
        text = normalize("NFC", text)
    if (
        "\n" in text
        or "  " in text
        or "\t" in text
        or "\r" in text
        or "\f" in text
        or text[:1] == " "
        or text[-1:] == " "
    ):
        return _WHITE_SPACE.sub(" ", text).strip(" ")
    return text


def fold_name(name: str) -> str:
    """Return what two spellings of one pen name share, so that a capital makes no second person."""
    return fold(name).casefold()


def together(names: Iterable[str]) -> str:
    """Return whose draft it is when several made its parts, each once: `memory+google→apertium`."""
    return "+".join(dict.fromkeys(part for name in names for part in makers(name)))


def makers(name: str) -> list[str]:
    """Return the parts that `together` put together, in their order."""
    return name.split("+")


def pair(language: str, context: str | None, source: str, target: str) -> str:
    """Return the hash that judgements are bound to: 128 bits of SHA-256 in hexadecimal.

    It is taken over the length-prefixed fields, each folded; no context is not an empty context.
    """
    return _digest(
        (language, None if context is None else fold(context), fold(source), fold(target))
    )


def identify(line: Line, *, n: int, day: str, bound: str) -> str:
    """Return the hash of what *line* says, numbered *n* and bound to the pair *bound*.

    It is 128 bits of SHA-256 in hexadecimal, over the length-prefixed fields.
    """
    return _digest(
        (
            str(n),
            day,
            line.action,
            line.by,
            line.language,
            line.context,
            line.source,
            line.target,
            bound,
            line.kind,
            None if line.distance is None else str(line.distance),
            line.note,
            " ".join(line.begins),
            " ".join(line.ends),
            line.unknown,
        )
    )


def _digest(fields: Iterable[str | None]) -> str:
    prefixed = "".join(["-" if text is None else f"{len(text)}:{text}" for text in fields])
    return _hash(prefixed.encode("utf-8", "surrogatepass"))


# --- Writing -----------------------------------------------------------------------------------


def about(
    language: str,
    message: Message | Draft,
    action: str,
    by: str,
    *,
    note: str = "",
    kind: str = "",
    begins: tuple[str, ...] = (),
    ends: tuple[str, ...] = (),
    distance: int | None = None,
) -> Line:
    """Return a line, not sealed yet, about *message* as it stands."""
    return Line(
        language,
        message.context,
        message.source,
        message.target,
        action,
        by,
        note,
        kind,
        distance,
        begins,
        ends,
    )


def sealed(line: Line, *, n: int, day: str) -> Line:
    """Return *line* with its number, pair, day and id, ready to be written."""
    bound = pair(line.language, line.context, line.source, line.target)
    # Copied by hand: `dataclasses.replace` takes four times as long, and a first run
    # seals a line for every text of every article.
    return Line(
        line.language,
        line.context,
        line.source,
        line.target,
        line.action,
        line.by,
        line.note,
        line.kind,
        line.distance,
        line.begins,
        line.ends,
        n,
        identify(line, n=n, day=line.day or day, bound=bound),
        bound,
        line.day or day,
        line.unknown,
    )


def dump(lines: Iterable[Line]) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that holds *lines*, which are sealed."""
    rows = [_encode(_fields(line)) for line in sorted(lines, key=order)]
    data = b"".join(row + b"\n" for row in rows)
    return file_name(data), data


def file_name(data: bytes) -> str:
    """Return the name of the file that holds *data*."""
    return f"{_hash(data)}.jsonl"


def order(line: Line) -> tuple[int, str]:
    """Return what lines are shown in the order of."""
    return (line.n, line.id)


def _fields(line: Line) -> dict[str, object]:
    fields: dict[str, object] = {"n": line.n}
    if line.id:
        fields["id"] = line.id
    if line.day:
        fields["day"] = line.day
    fields["action"] = line.action
    fields["by"] = line.by
    fields["language"] = line.language
    if line.context is not None:
        fields["context"] = line.context
    fields["source"] = line.source
    fields["target"] = line.target
    if line.distance is not None:
        fields["distance"] = line.distance
    optional = {
        "pair": line.pair,
        "kind": line.kind,
        "note": line.note,
        "from": line.begins,
        "ends": line.ends,
    }
    fields.update({name: value for name, value in optional.items() if value})
    if line.unknown:
        fields.update(json.loads(line.unknown))
    return fields


def _encode(fields: dict[str, object]) -> bytes:
    try:
        return _ENCODE(fields).encode()
    except UnicodeEncodeError:  # Half a surrogate pair has no UTF-8, but it has an escape.
        return _ENCODE_ASCII(fields).encode()


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


# --- Reading -----------------------------------------------------------------------------------


def read(data: bytes, *, path: str) -> list[Line]:
    """Return the lines of one file.

    Raises:
        LedgerError: If a line is no JSON object or a field has a wrong type.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise LedgerError(_NO_JSON, path=path, line=number, hint=_HINT) from None
    rows = text.split("\n")
    found = usual_lines(rows)
    odd = [place for place, line in enumerate(found) if line is None and rows[place].strip()]
    for place, fields in zip(odd, _objects(rows, odd, path), strict=True):
        try:
            found[place] = _line(fields)
        except ValueError as error:
            raise LedgerError(str(error), path=path, line=place + 1, hint=_HINT) from None
    return [line for line in found if line is not None]


def places(data: bytes) -> list[int]:
    """Return the row of each line that `read` finds in *data*."""
    return [number for number, row in enumerate(data.split(b"\n"), 1) if row.strip()]


def _objects(rows: Sequence[str], odd: Sequence[int], path: str) -> list[object]:
    # One call for all takes half the time of one call a line;
    # only where it fails is the place looked for.
    try:
        found: object = _DECODE("[" + ",".join([rows[place] for place in odd]) + "]")
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list) and len(found) == len(odd):
        return found
    return [_object(rows[place], path, place + 1) for place in odd]


def _object(row: str, path: str, number: int) -> object:
    try:
        found: object = _DECODE(row.strip())
    except (ValueError, RecursionError):
        raise LedgerError(_NO_JSON, path=path, line=number, hint=_HINT) from None
    return found


def _line(found: object) -> Line:
    if not isinstance(found, dict):
        raise ValueError("this is no JSON object")  # noqa: TRY004  # read() gives it a place
    fields: dict[str, object] = found
    context = fields.pop("context", None)
    distance = fields.pop("distance", None)
    n = fields.pop("n", None)
    if context is not None and not isinstance(context, str):
        raise ValueError("'context' is no text")
    if distance is not None and type(distance) is not int:
        raise ValueError("'distance' is no whole number")
    if type(n) is not int:
        raise ValueError("'n' is no whole number")
    line = Line(
        _text(fields, "language"),
        context,
        _text(fields, "source"),
        _text(fields, "target"),
        _text(fields, "action"),
        _text(fields, "by"),
        _text(fields, "note", ""),
        _text(fields, "kind", ""),
        distance,
        _ids(fields, "from"),
        _ids(fields, "ends"),
        n,
        _text(fields, "id", ""),
        _text(fields, "pair", ""),
        _text(fields, "day", ""),
        _ENCODE_SORTED(fields) if fields else "",
    )
    if line.id:
        return line
    return replace(line, id=identify(line, n=line.n, day=line.day, bound=line.pair))


def _text(fields: dict[str, object], name: str, default: str | None = None) -> str:
    value = fields.pop(name, default)
    if isinstance(value, str):
        return value
    raise ValueError(f"{name!r} is missing" if value is None else f"{name!r} is no text")


def _ids(fields: dict[str, object], name: str) -> tuple[str, ...]:
    value = fields.pop(name, None)
    if value is None:
        return ()
    if isinstance(value, list):
        ids = tuple(item for item in value if isinstance(item, str))
        if len(ids) == len(value):
            return ids
    raise ValueError(f"{name!r} is no list of ids")
