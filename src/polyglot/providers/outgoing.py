"""What is written down when a text leaves this machine: its hash and its size, never its words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Sending:
    """One text on its way to an engine.

    *source* and *target* are language codes, *characters* is the length of all that goes,
    *beside* how many of them are terms, names, examples and paragraphs round the text;
    *digest* is the SHA-256 of the text's UTF-8 bytes as hexadecimal digits.
    """

    provider: str
    article: str
    source: str
    target: str
    characters: int
    digest: str
    beside: int = 0


def sending(
    text: str, *, provider: str, article: str, source: str, target: str, beside: int = 0
) -> Sending:
    """Return the record of sending *text*, and so many characters *beside* it."""
    digest = sha256(text.encode()).hexdigest()
    return Sending(provider, article, source, target, len(text) + beside, digest, beside)


def dump(record: Sending, day: date) -> str:
    """Return the line of the log for *record*, without its line break."""
    fields: dict[str, str | int] = {
        "day": day.isoformat(),
        "provider": record.provider,
        "article": record.article,
        "source": record.source,
        "target": record.target,
        "characters": record.characters,
        "sha256": record.digest,
    }
    if record.beside:
        fields["beside"] = record.beside
    return json.dumps(fields, ensure_ascii=False)


def spent(lines: Iterable[str], day: date) -> dict[str, int]:
    """Return how many characters each engine got on *day*, as the *lines* of the log tell.

    A line that is no record counts nothing: a killed process may leave a part of one.
    """
    found: dict[str, int] = {}
    stamp = f'"{day.isoformat()}"'
    for line in lines:
        if stamp not in line:
            continue
        record = read(line)
        if record is not None and record[0] == day.isoformat():
            found[record[1].provider] = found.get(record[1].provider, 0) + record[1].characters
    return found


def read(line: str) -> tuple[str, Sending] | None:
    """Return the day and the record of a *line* of the log, or None if it is none."""
    try:
        fields = json.loads(line)
        record = Sending(
            str(fields["provider"]),
            str(fields["article"]),
            str(fields["source"]),
            str(fields["target"]),
            int(fields["characters"]),
            str(fields["sha256"]),
            int(fields.get("beside", 0)),
        )
        return str(fields["day"]), record
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
