"""Reads plain text: paragraphs that blank lines part, and nothing else.

The localized source is the text as it was, blank lines included, with translated paragraphs.
A short first line without a final stop, with a blank line below it, is the title.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from polyglot.markup import escape
from polyglot.model import Article, Piece, Slot
from polyglot.plugins import Origin
from polyglot.readers import front_matter
from polyglot.readers.body import read_body
from polyglot.readers.decoding import decode
from polyglot.readers.metadata import Front, clean

_PARAGRAPH = re.compile(r"[^ \t\r\n\f][^\n]*(?:\n[ \t\r\f]*[^ \t\r\n\f][^\n]*)*")
_TAG = re.compile(r"</?(?:p|h1)>\n?")
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the text without blank lines: offsets, and whether it is the title."""

    start: int
    end: int
    is_title: bool = False


class TextReader:
    """Articles in plain text."""

    name = "text"
    suffixes = (".txt",)

    def read(self, data: bytes, origin: Origin) -> Article:
        """Return the article in *data*; its localized source is plain text again.

        Raises:
            ContentError: If the bytes or the front matter cannot be read.
        """
        text = decode(data, path=origin.path)
        front, body, above = front_matter.read(text, path=origin.path)
        paragraphs = _paragraphs(body, front)
        blocks = [_block(body, paragraph) for paragraph in paragraphs]
        starts = _starts(blocks)
        lines = [body.count("\n", 0, paragraph.start) + above + 1 for paragraph in paragraphs]
        article = read_body(
            "".join(blocks),
            origin=origin,
            front=front,
            format=self.name,
            line_of=lambda offset: lines[bisect_right(starts, offset) - 1] if lines else 1,
            whole_page=False,
        )
        return replace(article, source=tuple(_source(article, body, paragraphs)))


READER = TextReader()


def _paragraphs(body: str, front: Front) -> list[Paragraph]:
    found = [
        Paragraph(match.start(), match.start() + len(match[0].rstrip(" \t\r\f")))
        for match in _PARAGRAPH.finditer(body)
    ]
    if found and _is_title(body[found[0].start : found[0].end], front, alone=len(found) == 1):
        found[0] = replace(found[0], is_title=True)
    return found


def _is_title(text: str, front: Front, *, alone: bool) -> bool:
    if front.title is not None:
        return clean(text) == front.title.text
    is_short = len(text) <= _LONGEST_TITLE and "\n" not in text
    return is_short and not alone and not text.endswith((".", ":", ";", ","))


def _block(body: str, paragraph: Paragraph) -> str:
    tag = "h1" if paragraph.is_title else "p"
    text = body[paragraph.start : paragraph.end].replace("\r", "")
    return f"<{tag}>{escape(text)}</{tag}>\n"


def _starts(blocks: Sequence[str]) -> list[int]:
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block))
    return starts[:-1]


# --- The localized source -----------------------------------------------------------------------


def _source(article: Article, body: str, paragraphs: Sequence[Paragraph]) -> Iterator[Piece]:
    """Yield the text as it was, cut where its units stand."""
    head, contents = _parts(article.source, len(paragraphs))
    yield from head
    end = 0
    for paragraph, pieces in zip(paragraphs, contents, strict=True):
        yield body[end : paragraph.start]
        if any(isinstance(piece, Slot) for piece in pieces):
            yield from pieces
        else:
            yield body[paragraph.start : paragraph.end]
        end = paragraph.end
    yield body[end:]


def _parts(pieces: Sequence[Piece], count: int) -> tuple[list[Piece], list[list[Piece]]]:
    """Part a skeleton of HTML in its front matter and the contents of its *count* paragraphs.

    Front matter may hold anything, but no tag stands in the text behind it:
    so tags are counted from the end.
    """
    parts: list[list[Piece]] = [[]]
    tags: list[str] = [""]
    for piece in pieces:
        if not isinstance(piece, str):
            parts[-1].append(piece)
            continue
        end = 0
        for tag in _TAG.finditer(piece):
            parts[-1].append(piece[end : tag.start()])
            parts.append([])
            tags.append(tag[0])
            end = tag.end()
        parts[-1].append(piece[end:])
    first = len(parts) - 2 * count
    head: list[Piece] = []
    for written, part in zip(tags[:first], parts[:first], strict=True):
        head += [written, *part]
    return head, [[_plain(piece) for piece in part] for part in parts[first::2]]


def _plain(piece: Piece) -> Piece:
    match piece:
        case str():
            return html.unescape(piece)
        case Slot():
            return Slot(piece.unit, "plain")
        case _:
            return piece
