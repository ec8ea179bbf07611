"""A text as rules may see it: without its tags, and with a cover over what must stay as it is.

What must stay is known by `protection`; fields in braces and code in backticks stay as well.
The work is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from polyglot.languages.protection import spans

__all__ = ["COVER", "Masked", "mask"]

COVER = "x"
"""What stands for each character that must stay as it is; to a rule it is a letter."""

_TAGS = re.compile(r"(?:<[^<>]++>)++")
_FIELD = re.compile(r"\{\w*+\}|(?<!\w)`[^`\n]++`")


@dataclass(frozen=True, slots=True)
class Masked:
    """*text* is what rules may see; *places* tells where each of its characters stands."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where `text[start:end]` stands in the whole text; None if a tag is inside it."""
        first, last = self.places[start], self.places[end - 1]
        return (first, last + 1) if last - first == end - 1 - start else None


def mask(text: str, language: str) -> Masked:
    """Return *text*, which is in *language* (a code), as rules may see it.

    A line break (`<br/>`) is a line's end.
    """
    seen: list[str] = []
    places: list[int] = []
    for start, end, cover in _pieces(text, language):
        shown = text[start:end] if cover is None else cover
        seen.append(shown)
        places.extend(range(start, start + len(shown)))
    return Masked("".join(seen), tuple(places))


def _pieces(text: str, language: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield the text from start to end in pieces, each with what is shown of it: None is all."""
    done = 0
    for start, end in spans(text, language):
        yield from _prose(text, done, start)
        yield start, end, _cover(text[start:end])
        done = end
    yield from _prose(text, done, len(text))


def _cover(text: str) -> str:
    """Return what is shown of *text*, which must stay: of tags alone, nothing."""
    if not _TAGS.fullmatch(text):
        return COVER * len(text)
    return "\n" if "<br" in text else ""


def _prose(text: str, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """Yield text without tags, with fields and code covered."""
    for found in _FIELD.finditer(text, start, end):
        yield start, found.start(), None
        yield found.start(), found.end(), COVER * len(found[0])
        start = found.end()
    yield start, end, None
