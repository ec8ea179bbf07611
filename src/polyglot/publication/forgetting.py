"""A pen name taken out of a publication record: acts and by-lines under a mark."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from polyglot.people import same


@dataclass(frozen=True, slots=True)
class Signer:
    """Who is forgotten: each of her *names*, folded, becomes *mark*.

    *versions* leads from the source versions that a by-line was a part of to those without it;
    *sign* takes the name out of the by-line at the head of a localized source.
    """

    names: Collection[str]
    mark: str
    versions: Mapping[str, str]
    sign: Callable[[str], str]


def forget(data: bytes, who: Signer) -> tuple[bytes, int]:
    """Return the record in *data* without a name, and how many acts and by-lines bore it.

    Only what changes is written anew; lines that cannot be read stay as they are.
    """
    lines = data.split(b"\n")
    count = 0
    for number, line in enumerate(lines):
        new, found = _line(line, who)
        count += found
        lines[number] = new
    return b"\n".join(lines), count


def _line(line: bytes, who: Signer) -> tuple[bytes, int]:
    try:
        fields: object = json.loads(line.decode())
    except ValueError:
        return line, 0
    if not isinstance(fields, dict):
        return line, 0
    new, count = dict(fields), 0
    if same(str(fields.get("by", ""))) in who.names:
        new["by"] = who.mark
        count += 1
    if (version := str(fields.get("version", ""))) in who.versions:
        new["version"] = who.versions[version]
    if isinstance(text := fields.get("text"), dict):
        new["text"], found = _text(text, who)
        count += found
    if new == fields:
        return line, 0
    return json.dumps(new, ensure_ascii=False, separators=(",", ":")).encode(), count


def _text(text: Mapping[str, object], who: Signer) -> tuple[Mapping[str, object], int]:
    authors = text.get("authors")
    if not isinstance(authors, list) or not any(_is_hers(one, who) for one in authors):
        return text, 0
    signed = [who.mark if _is_hers(one, who) else one for one in authors]
    return {**text, "authors": signed, "source": who.sign(str(text.get("source", "")))}, 1


def _is_hers(author: object, who: Signer) -> bool:
    return isinstance(author, str) and same(author) in who.names
