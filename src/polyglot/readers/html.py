"""HTML as people write it: fragments and whole pages."""

import re
from bisect import bisect_left
from collections.abc import Callable

from polyglot.model import Article
from polyglot.plugins import Origin
from polyglot.readers import front_matter
from polyglot.readers.body import read_body
from polyglot.readers.decoding import decode

_WHOLE = re.compile(r"<(?:!doctype|html|head|body)(?=[\t\n\f\r />])", re.IGNORECASE)


class HtmlReader:
    """Reads HTML5: what browsers accept, we accept."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, origin: Origin) -> Article:
        """Return the article in *data*.

        Raises:
            ContentError: If the bytes cannot be decoded or the sidecar is wrong.
        """
        text = decode(data, path=origin.path).replace("\r\n", "\n").replace("\r", "\n")
        front, html, above = front_matter.read(text, path=origin.path)
        return read_body(
            html,
            origin=origin,
            front=front,
            format=self.name,
            line_of=lines_of(html, above),
            whole_page=_WHOLE.search(html) is not None,
        )


def lines_of(text: str, above: int = 0) -> Callable[[int], int]:
    """Return a function that tells the line of an offset in *text*, with *above* lines before."""
    newlines: list[int] = []

    def line_of(offset: int) -> int:
        if not newlines:
            newlines.extend(found.start() for found in re.finditer("\n", text))
            newlines.append(len(text) + 1)
        return bisect_left(newlines, offset) + 1 + above

    return line_of


READER = HtmlReader()
