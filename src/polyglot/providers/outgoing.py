"""What is written down when a text leaves this machine: its hash and its size, never its words."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Sending:
    """One text on its way to an engine.

    *source* and *target* are language codes, *characters* is the text's length,
    *digest* the SHA-256 of its UTF-8 bytes as hexadecimal digits.
    """

    provider: str
    article: str
    source: str
    target: str
    characters: int
    digest: str


def sending(text: str, *, provider: str, article: str, source: str, target: str) -> Sending:
    """Return the record of sending *text*."""
    digest = sha256(text.encode()).hexdigest()
    return Sending(provider, article, source, target, len(text), digest)


def dump(record: Sending, day: date) -> str:
    """Return the line of the log for *record*, without its line break."""
    fields = {
        "day": day.isoformat(),
        "provider": record.provider,
        "article": record.article,
        "source": record.source,
        "target": record.target,
        "characters": record.characters,
        "sha256": record.digest,
    }
    return json.dumps(fields, ensure_ascii=False)
