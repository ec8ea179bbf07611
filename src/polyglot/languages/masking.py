"""A text as rules may see it: without its tags, and with a cover over what must stay as it is.

Tags, code, addresses, handles and fields in braces are no prose.
All patterns here are linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["COVER", "Masked", "mask"]

COVER = "x"
"""What stands for each character that must stay as it is; to a rule it is a letter."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)[^<>]*+>")
_VERBATIM = re.compile(r"(?:code|kbd|var|samp|pre|tt)[\d-]*")
_STAYS = re.compile(
    r"(?:https?://|mailto:|www\.)[^\s<>«»“”„\"]++"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)*+"
    r"|(?<!\w)[@#]\w++"
    r"|(?<!\w)`[^`\n]++`"
    r"|\{\w*+\}"
    r"|&(?:\#?\w++);",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Masked:
    """*text* is what rules may see; *places* tells where each of its characters stands."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where `text[start:end]` stands in the whole text; None if a tag is inside it."""
        first, last = self.places[start], self.places[end - 1]
        return (first, last + 1) if last - first == end - 1 - start else None


def mask(text: str) -> Masked:
    """Return *text* without its tags and with what must stay covered.

    A line break (`<br/>`) is a line's end.
    """
    seen: list[str] = []
    places: list[int] = []
    for start, end, cover in _pieces(text):
        if cover == "\n":
            seen.append(cover)
            places.append(start)
        else:
            seen.append(text[start:end] if cover is None else cover * (end - start))
            places.extend(range(start, end) if cover is None or cover else ())
    return Masked("".join(seen), tuple(places))


def _pieces(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield the text from start to end in pieces, each with its cover: None is none."""
    done = 0
    for start, end, cover in _covered(text):
        if start > done:
            yield from _prose(text, done, start)
        yield start, end, cover
        done = end
    yield from _prose(text, done, len(text))


def _covered(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield tags, and verbatim elements with all they hold."""
    opened, start = "", 0
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if opened:
            if name == opened and tag["end"]:
                yield start, tag.end(), COVER
                opened = ""
        elif _VERBATIM.fullmatch(name) and not tag["end"] and not tag[0].endswith("/>"):
            opened, start = name, tag.start()
        else:
            yield tag.start(), tag.end(), "\n" if name.rstrip("-0123456789") == "br" else ""
    if opened:
        yield start, len(text), COVER


def _prose(text: str, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """Yield text without tags, with addresses and the like covered."""
    done = start
    for found in _STAYS.finditer(text, start, end):
        yield done, found.start(), None
        yield found.start(), found.end(), COVER
        done = found.end()
    yield done, end, None
