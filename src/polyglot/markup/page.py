"""A body made well formed, as the skeleton of a page.

The reader writes a plain sketch of the page: elements of `policy.SHOWN` whose only attribute
is `i`, the number of the pieces that stand for their attributes, and `<x-slot i="…">` where a
unit stands. lxml mends what is not closed or wrongly nested; the tree is written out again here.
"""

from collections.abc import Sequence

from lxml import etree

from polyglot.markup.elements import VOID
from polyglot.markup.text import escape
from polyglot.model import Piece, Pieces, Slot

SLOT = "x-slot"
DROP = "x-drop"
"""An element that is left out with its content."""

_PARSER = etree.HTMLParser(
    encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
)
_IN_TABLE = {
    "table": frozenset(("caption", "colgroup", "thead", "tbody", "tfoot", "tr")),
    "thead": frozenset(("tr",)),
    "tbody": frozenset(("tr",)),
    "tfoot": frozenset(("tr",)),
    "tr": frozenset(("td", "th")),
    "colgroup": frozenset(("col",)),
}


def page_body(sketch: str, attributes: Sequence[Pieces], *, dropped: int | None = None) -> Pieces:
    """Return the skeleton of a page's body from its *sketch*.

    *attributes* are the pieces that the numbers in the sketch stand for.
    The element with the number *dropped* is left out: a heading that the template writes itself.
    Where there is exactly one `main`, or else exactly one `article`, the body is what is inside.
    Text and elements that a table cannot hold come before it, where browsers put them.
    """
    if not sketch.strip():
        return ()
    data = f"<!DOCTYPE html><html><body>{sketch}</body></html>".encode("utf-8", "replace")
    root = etree.fromstring(data, _PARSER)
    pen = _Pen(attributes, "" if dropped is None else str(dropped))
    pen.inside(_region(root), pen.out)
    return merged(pen.out)


def opening(name: str, shown: Pieces) -> Pieces:
    """Return an opening tag; *shown* are its attributes, which begin and end in text."""
    match shown:
        case ():
            return (f"<{name}>",)
        case (only,):
            return (f"<{name}{only}>",)
        case _:
            return (f"<{name}{shown[0]}", *shown[1:-1], f"{shown[-1]}>")


def merged(pieces: Sequence[Piece]) -> Pieces:
    """Return *pieces* with neighbouring strings joined and empty ones left out."""
    found: list[Piece] = []
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
            continue
        if texts and (text := "".join(texts)):
            found.append(text)
        texts.clear()
        found.append(piece)
    if text := "".join(texts):
        found.append(text)
    return tuple(found)


def _region(root: etree._Element) -> etree._Element:
    for name in ("main", "article"):
        found = list(root.iter(name))
        if len(found) == 1:
            return found[0]
    body = root.find("body")
    return root if body is None else body


class _Pen:
    """Writes a tree as pieces; *homes* take what the open tables cannot hold."""

    __slots__ = ("attributes", "dropped", "homes", "out")

    def __init__(self, attributes: Sequence[Pieces], dropped: str) -> None:
        self.attributes = attributes
        self.dropped = dropped
        self.out: list[Piece] = []
        self.homes: list[list[Piece]] = []

    def inside(self, parent: etree._Element, out: list[Piece]) -> None:
        """Write what is inside *parent*."""
        if parent.text:
            out.append(escape(parent.text))
        for child in parent:
            self._element(child, out)
            if child.tail:
                out.append(escape(child.tail))

    def _element(self, element: etree._Element, out: list[Piece]) -> None:
        name = str(element.tag)
        number = element.get("i")
        if name == SLOT:
            out.append(Slot(int(number or 0)))
            self.inside(element, out)
        elif name == DROP or (number is not None and number == self.dropped):
            return
        elif name == "main":
            self.inside(element, out)
        elif name == "table":
            self._table(element, number, out)
        else:
            self._open(name, number, out)
            if name not in VOID:
                self._content(name, element, out)
                out.append(f"</{name}>")

    def _open(self, name: str, number: str | None, out: list[Piece]) -> None:
        if number is None:
            out.append(f"<{name}>")
        else:
            out += opening(name, self.attributes[int(number)])

    def _table(self, table: etree._Element, number: str | None, out: list[Piece]) -> None:
        before: list[Piece] = []
        within: list[Piece] = []
        self.homes.append(before)
        self._open("table", number, within)
        self._content("table", table, within)
        self.homes.pop()
        out += (*before, *within, "</table>")

    def _content(self, name: str, parent: etree._Element, out: list[Piece]) -> None:
        holds = _IN_TABLE.get(name)
        if holds is None or not self.homes:
            self.inside(parent, out)
            return
        home = self.homes[-1]
        self._text(parent.text, out, home)
        for child in parent:
            self._element(child, out if child.tag in holds or child.tag == DROP else home)
            self._text(child.tail, out, home)

    def _text(self, text: str | None, out: list[Piece], home: list[Piece]) -> None:
        if text:
            (home if text.strip() else out).append(escape(text))
