"""How the codes of a message travel to an engine and back.

As opaque tokens: `Read [X1X]the report[X2X]`, for engines that leave tokens in their place.
Or not at all: then the text between the codes goes alone, and the codes stay here.
Escapes of the message are resolved on the way out and written anew on the way back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from polyglot.inline import quote, unquote
from polyglot.markup.elements import PROTECTED

# A tag, or a code together with the content that must come back as it is.
_CODE = re.compile(
    rf"<((?:{'|'.join(sorted(PROTECTED))})(?:-?[0-9]+)?)>[^<>]*+</\1>|</?[A-Za-z][^<>]*+>"
)
# Engines write a token's X in the target's letters and put spaces into it.
_TOKEN = re.compile(r"[\[［]\s?[XxХх]\s?([0-9]{1,4})\s?[XxХх]\s?[\]］]")
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A message text taken apart: *texts* (with escapes resolved) around *codes*.

    There is one text more than there are codes; a text may be empty.
    """

    texts: tuple[str, ...]
    codes: tuple[str, ...]


def take_apart(text: str) -> Pieces:
    """Return the pieces of the message *text*."""
    texts, codes, position = [], [], 0
    for found in _CODE.finditer(text):
        texts.append(unquote(text[position : found.start()]))
        codes.append(found[0])
        position = found.end()
    return Pieces((*texts, unquote(text[position:])), tuple(codes))


def put_together(pieces: Pieces) -> str:
    """Return the message text of *pieces*; the inverse of `take_apart`."""
    parts = [quote(pieces.texts[0])]
    for code, text in zip(pieces.codes, pieces.texts[1:], strict=True):
        parts += (code, quote(text))
    return "".join(parts)


def with_tokens(pieces: Pieces) -> str:
    """Return *pieces* as one text with a token for each code."""
    parts = [pieces.texts[0]]
    for number, text in enumerate(pieces.texts[1:], start=1):
        parts += (f"[X{number}X]", text)
    return "".join(parts)


def from_tokens(reply: str, sent: Pieces) -> Pieces | None:
    """Return the pieces of *reply*, or None if a token of what was *sent* is lost or doubled."""
    found = _TOKEN.split(reply)
    numbers = [int(number) for number in found[1::2]]
    if sorted(numbers) != list(range(1, len(sent.codes) + 1)):
        return None
    texts = found[0::2]
    for place, number in enumerate(numbers):
        _space(texts, place, number - 1, sent)
    return Pieces(tuple(texts), tuple(sent.codes[number - 1] for number in numbers))


def _space(texts: list[str], place: int, number: int, sent: Pieces) -> None:
    """Give the code behind `texts[place]` the spaces inside and before it that the source has."""
    code, before, after = sent.codes[number], sent.texts[number], sent.texts[number + 1]
    if code.startswith("</"):
        if before[-1:].strip():
            texts[place] = texts[place].rstrip()
        return
    if before[-1:].isspace() and texts[place][-1:].isalnum():
        texts[place] += " "
    if after[:1].strip() and not code.endswith(("/>", "</")) and "</" not in code:
        texts[place + 1] = texts[place + 1].lstrip()


def words_of(pieces: Pieces) -> list[int]:
    """Return the numbers of those texts that hold something to translate."""
    return [number for number, text in enumerate(pieces.texts) if _WORD.search(text)]


def with_texts(pieces: Pieces, numbers: Sequence[int], replies: Sequence[str]) -> Pieces:
    """Return *pieces* with *replies* in the place of the texts *numbers*, edges kept."""
    texts = list(pieces.texts)
    for number, reply in zip(numbers, replies, strict=True):
        old = texts[number]
        core = old.strip()
        start = old.find(core)
        texts[number] = f"{old[:start]}{reply.strip()}{old[start + len(core) :]}"
    return Pieces(tuple(texts), pieces.codes)
