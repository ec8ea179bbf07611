"""Puts right the letters of a file that somebody brings: its words, and nothing of its markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from polyglot.errors import ContentError
from polyglot.languages.orthography import Normalised, normalise
from polyglot.readers.adopt import Adopted
from polyglot.readers.decoding import decode

_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_INLINE = re.compile(
    # A code between backticks: a backtick behind a letter is more often an apostrophe.
    r"(?<![\w`\\])(?P<ticks>`++)[^`\n]++(?P=ticks)(?!`)"
    r"|\]\([^()\s]*+|^ {0,3}\[[^\]\n]{1,80}\]:[^\n]*+",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """An adopted file in the orthography of its language, and what was done to its *letters*."""

    adopted: Adopted
    letters: Normalised


def put_right(adopted: Adopted, language: str) -> Corrected:
    """Return *adopted*, written in *language*, with the letters that are surely wrong put right.

    A file with nothing to put right keeps its bytes.
    """
    text = decode(adopted.data, path=adopted.slug)
    kept = _code(text) if adopted.suffix == ".md" else ()
    found = normalise(text, language, kept=kept)
    if not found.changed:
        return Corrected(adopted, replace(found, text=text))
    return Corrected(replace(adopted, data=_encoded(found.text, like=adopted.data)), found)


def _encoded(text: str, *, like: bytes) -> bytes:
    """Return *text* in UTF-8, with a mark where *like* has one or may say something else."""
    try:
        is_plain = decode(text.encode(), path="") == text and not like.startswith(b"\xef\xbb\xbf")
    except ContentError:
        is_plain = False
    return text.encode("utf-8" if is_plain else "utf-8-sig")


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a Markdown file holds code and the targets of links."""
    yield from (found.span() for found in _INLINE.finditer(text))
    start = position = 0
    fence = ""
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if found and not fence:
            fence, start = found["fence"], position
        elif found and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            yield start, position + len(line)
            fence = ""
        position += len(line)
    if fence:
        yield start, position
