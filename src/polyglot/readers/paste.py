"""Recognises an article that was pasted from a web page, and makes clean Markdown of it.

What stands above the text is understood: the breadcrumb, the title (often twice), the day.
The text itself is kept character for character:
only what Markdown would read as markup gets a backslash.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from polyglot.errors import ContentError
from polyglot.languages.casing import fold
from polyglot.markup.text import escape_attribute, quote_string
from polyglot.readers.days import day_of
from polyglot.readers.markdown import render

_BULLET = re.compile(r"[ \t]*(?:[•·▪‣∙◦*+–—-][ \t]+|[>»›/→|][ \t]*)")
_SEPARATORS = re.compile(r"[ \t]+(?:[>»›→/|]|&gt;|::)[ \t]+")
_HOME = frozenset(
    (
        *("home", "homepage", "main", "main page", "front page", "start"),
        *("главная", "на главную", "главная страница", "басты бет"),
        *("bas bet", "бас бет", "bosh sahifa", "asosiy sahifa"),
    )
)
_ESCAPABLE = re.compile(r"[!-/:-@\[-`{-~]")
_EDGE_SPACE = re.compile(r"\A[^\S \t\n]+|[^\S \t\n]+\Z")
_LONGEST_TITLE = 200
_LONGEST_LINE = 120
_MOST_ESCAPES = 300


@dataclass(frozen=True, slots=True)
class Pasted:
    """An article as it was pasted: *paragraphs* in order, with the line breaks inside them.

    *left_out* are the lines that said nothing new: the breadcrumb and repeated titles.
    """

    title: str
    day: date | None
    paragraphs: tuple[str, ...]
    left_out: tuple[str, ...] = ()


# --- Recognising --------------------------------------------------------------------------------


def recognise(text: str, language: str = "") -> Pasted | None:
    """Return the article in *text*, or None where nothing above the text gives it away.

    *language* is the text's, as far as it is known.

    A breadcrumb, a day on a line of its own or a title that stands twice does.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip(" \t\f") for line in plain.split("\n")]
    crumbs, start = _breadcrumb(lines, language)
    head = _Head(crumbs, language)
    rest = next(
        (index for index in range(start, len(lines)) if not head.takes(lines, index)), len(lines)
    )
    title = head.title or (crumbs[-1] if crumbs else "")
    paragraphs = tuple(_paragraphs(lines[rest:]))
    is_given_away = bool(crumbs) or head.day is not None or len(head.repeated) > 0
    if not title or not paragraphs or not is_given_away:
        return None
    left_out = (*(line for line in lines[:start] if line), *head.repeated)
    return Pasted(title, head.day, paragraphs, left_out)


def _breadcrumb(lines: Sequence[str], language: str) -> tuple[tuple[str, ...], int]:
    """Return the steps of a breadcrumb at the top, and the number of the line below it."""
    start = next((index for index, line in enumerate(lines) if line), len(lines))
    end = start
    crumbs: list[str] = []
    while end < len(lines) and (bullet := _BULLET.match(lines[end])) is not None:
        crumbs.append(lines[end][bullet.end() :])
        end += 1
    if end == start and end < len(lines):
        crumbs = _SEPARATORS.split(lines[end].strip())
        end += 1
    steps = tuple(_step(crumb) for crumb in crumbs if _step(crumb))
    below = next((line.strip() for line in lines[end:] if line), "")
    if len(crumbs) > 1 and steps and _leads_to(steps, below, language):
        return steps, end
    return (), start


def _step(crumb: str) -> str:
    return crumb.strip(" \t•·>»›→/|")


def _leads_to(steps: Sequence[str], below: str, language: str) -> bool:
    """Tell a breadcrumb from a list: it begins at home, or ends in the title below it."""
    last = _folded(steps[-1], language).removesuffix("…").removesuffix("...").strip()
    is_title = bool(last) and _folded(below, language).startswith(last)
    return _folded(steps[0], language) in _HOME or is_title


def _folded(text: str, language: str) -> str:
    return fold(" ".join(text.split()), language)


class _Head:
    """Takes the lines above the text, one by one, as long as they say something about it."""

    def __init__(self, crumbs: Sequence[str], language: str) -> None:
        self._language = language
        self.crumbs = crumbs
        self.title = ""
        self.day: date | None = None
        self.repeated: list[str] = []

    def takes(self, lines: Sequence[str], index: int) -> bool:
        """Take line *index* if it belongs to the head; blank ones do."""
        line = lines[index].strip()
        if not line:
            return True
        day = day_of(line) if self.day is None else None
        if day is not None:
            self.day = day
        elif self.title and self._same(line, self.title):
            self.repeated.append(line)
        elif not self.title and self._is_title(lines, index):
            self.title = line
        else:
            return False
        return True

    def _is_title(self, lines: Sequence[str], index: int) -> bool:
        line = lines[index].strip()
        if self.crumbs and self._same(line, self.crumbs[-1]):
            return True
        below = lines[index + 1].strip() if index + 1 < len(lines) else ""
        stands_alone = not below or day_of(below) is not None or self._same(below, line)
        ends_open = not line.endswith((".", ";", ":", ",")) or line.endswith("...")
        return stands_alone and ends_open and len(line) <= _LONGEST_TITLE

    def _same(self, line: str, other: str) -> bool:
        return _folded(line, self._language) == _folded(other, self._language)


def _paragraphs(lines: Sequence[str]) -> Iterable[str]:
    """Yield the paragraphs of the text.

    Blank lines part them; so does every line break
    where there are no blank lines, or lines are longer than anybody breaks by hand.
    """
    full = [line for line in lines if line]
    is_broken_by_hand = len(full) < len(_stripped(lines)) and all(
        len(line) <= _LONGEST_LINE for line in full
    )
    if not is_broken_by_hand:
        yield from (line.strip(" \t") for line in full if line.strip(" \t"))
        return
    block: list[str] = []
    for line in (*lines, ""):
        if line:
            block.append(line.strip(" \t"))
        elif block:
            yield "\n".join(block)
            block = []


def _stripped(lines: Sequence[str]) -> Sequence[str]:
    """Return *lines* without blank ones at the ends."""
    filled = [index for index, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else ()


# --- Writing ------------------------------------------------------------------------------------


def to_markdown(pasted: Pasted, language: str | None) -> str:
    """Return *pasted* as Markdown with front matter."""
    head = [f"title: {quote_string(pasted.title)}"]
    if pasted.day is not None:
        head.append(f"date: {pasted.day.isoformat()}")
    if language is not None:
        head.append(f"language: {language}")
    body = [literal(paragraph) for paragraph in pasted.paragraphs]
    return "\n".join(["---", *head, "---", "", "\n\n".join(body), ""])


def literal(paragraph: str) -> str:
    """Return Markdown that reads as exactly the text *paragraph* and nothing else.

    As few characters as possible are escaped, so that people can read and edit it.
    """
    text = "\n".join(line.strip(" \t") for line in paragraph.strip(" \t\n").split("\n"))
    expected = _page_of(text)
    written = _EDGE_SPACE.sub(_as_references, text)
    if _reads_as(written, expected):
        return written
    places = [found.start() for found in _ESCAPABLE.finditer(text)]
    kept = set(places)
    if len(places) <= _MOST_ESCAPES:
        for place in reversed(places):
            if _reads_as(_escaped(text, kept - {place}), expected):
                kept.discard(place)
    return _escaped(text, kept)


def _escaped(text: str, places: set[int]) -> str:
    escaped = "".join(
        f"\\{character}" if index in places else character for index, character in enumerate(text)
    )
    return _EDGE_SPACE.sub(_as_references, escaped)


def _as_references(found: re.Match[str]) -> str:
    """Write white space that Markdown would strip as character references."""
    return "".join(f"&#{ord(character)};" for character in found[0])


def _page_of(text: str) -> str:
    return f"<p>a</p>\n<p>{escape_attribute(text)}</p>\n<p>z</p>\n"


def _reads_as(markdown: str, expected: str) -> bool:
    try:
        return render(f"a\n\n{markdown}\n\nz").html == expected
    except ContentError:
        return False
