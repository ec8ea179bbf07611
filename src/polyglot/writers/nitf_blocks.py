"""The blocks of a page as NITF 3.6: compiled once for an article, joined once for a language.

NITF's elements follow the IPTC's schema `nitf-3-6.xsd`. Where it has no element for one of
HTML's, the words stay: a container of blocks vanishes around its blocks.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias

from lxml import etree

from polyglot.identity import Remembered
from polyglot.model import Pieces
from polyglot.writers.nitf_words import (
    BLOCKS,
    COMMON,
    FLUSH,
    MEDIA,
    Item,
    Items,
    Words,
    children,
    fused,
    has_words,
    name_of,
)

__all__ = ["compile_page"]

_Around: TypeAlias = tuple[Items, Items]
_BARE: Final[_Around] = ((), ())
_DEPTH = 60
"""How deep blocks may nest; deeper ones are one paragraph of their words."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS: Mapping[str, str] = MappingProxyType({"ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul"})
_PARAGRAPHS = frozenset(("p", "summary", "legend", "figcaption", "caption", "dt"))


def _compile_page(page: Pieces) -> Items:
    compiler = _Blocks(page)
    out: list[Item] = []
    compiler.flow(compiler.root, out, _BARE, 0)
    compiler.flush(out)
    return fused(out)


compile_page = Remembered(_compile_page, most=4)
"""Return the blocks of a page as NITF."""


class _Blocks(Words):
    """Walks the tree of a page and writes its blocks.

    *holders* are the elements with a block inside.
    """

    __slots__ = ("holders",)

    def __init__(self, pieces: Pieces) -> None:
        super().__init__(pieces)
        self.holders = _holders(self.root)

    def flow(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        """Write what is in *node* as blocks; stray words become paragraphs.

        *around* stands around the words of each block: a link or a language that
        HTML put around whole blocks.
        """
        run: list[Item] = []
        self.text(node.text, run)
        for child in children(node):
            if child not in self.done:
                name = name_of(child)
                if name not in MEDIA and (name in BLOCKS or child in self.holders):
                    self._paragraph(run, out, around)
                    run = []
                    self._block(child, out, around, depth + 1)
                else:
                    self.element(child, run)
            self.text(child.tail, run)
        self._paragraph(run, out, around)

    def flush(self, out: list[Item]) -> None:
        """Write the pictures that wait, and let a language's own follow."""
        out += self.pending
        out.append(FLUSH)
        self.pending.clear()

    def _paragraph(self, run: list[Item], out: list[Item], around: _Around) -> None:
        if has_words(run):
            out.append("<p")
            self.anchor(None, out)
            out += (">", *around[0], *run, *around[1], "</p>")
            self.flush(out)
        elif self.pending:
            self.flush(out)

    def _block(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        if depth > _DEPTH:
            self._paragraph(self.words(node), out, around)
        else:
            _WRITERS.get(name_of(node), _Blocks.container)(self, node, out, around, depth)

    def container(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        """Write what is in a container; nothing is left of the container itself but its id."""
        if name := node.get("id"):
            self.homeless.append(name)
        if "footnotes" in (node.get("class") or "").split():
            self._notes(node, out, around, depth)
        else:
            self.flow(node, out, self._further(node, around), depth)

    def quotation(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        """Write a quotation; NITF wants a block around its paragraphs."""
        out.append("<bq")
        self.attributes(node, out, {"cite": "quote-source", **COMMON})
        out.append("><block>")
        self.flow(node, out, around, depth)
        out.append("</block></bq>")

    def preformatted(
        self, node: etree._Element, out: list[Item], around: _Around, depth: int
    ) -> None:
        """Write lines as they are; NITF allows no inline element there."""
        del around, depth
        out.append("<pre")
        self.attributes(node, out, COMMON)
        out += (">", *self.words(node), "</pre>")

    def rule(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        """Write a rule between two parts of a text."""
        del around, depth
        if node.get("class") != "footnotes-sep":
            out.append("<hr/>")

    def _further(self, node: etree._Element, around: _Around) -> _Around:
        """Return *around* with what an inline element or a language adds to whole blocks."""
        before: list[Item] = []
        close = self.open(node, before)
        return (*around[0], *before), (close, *around[1]) if close else around[1]

    def leaf(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        """Write a paragraph or heading; HTML's level of a heading is its class."""
        del depth
        name = name_of(node)
        run: list[Item] = []
        self.inline(node, run)
        if not has_words(run):
            self._paragraph(run, out, around)
            return
        element = "hl2" if name in _HEADINGS else "p"
        out.append(f"<{element}")
        if name not in ("p", "h2"):
            out.append(f' class="{name}"')
        self.attributes(node, out, COMMON)
        out += (">", *around[0], *run, *around[1], f"</{element}>")
        self.flush(out)

    def listing(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        """Write a list; words that stand between its items become items."""
        name = _LISTS[name_of(node)]
        items: list[Item] = []
        for child in _with_strays(node):
            items.append("<li")
            self.attributes(child, items, COMMON)
            items.append(">")
            if name_of(child) == "li":
                self._mixed(child, items, around, depth)
            else:
                self._block(child, items, around, depth + 1)
            items.append("</li>")
        if items:
            out.append(f"<{name}")
            self.attributes(node, out, {"start": "seqnum", **COMMON})
            out += (">", *items, f"</{name}>")

    def _notes(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        """Write footnotes: each is a note of its own."""
        for child in children(node):
            if name_of(child) not in _LISTS:
                if name_of(child) != "hr":
                    self._block(child, out, around, depth)
                continue
            for item in _with_strays(child):
                out.append("<fn")
                self.attributes(item, out, COMMON)
                out.append("><body.content>")
                self.flow(item, out, around, depth)
                out.append("</body.content></fn>")

    def definitions(
        self, node: etree._Element, out: list[Item], around: _Around, depth: int
    ) -> None:
        """Write terms and what they mean."""
        parts: list[Item] = []
        groups = [[c] if name_of(c) != "div" else _with_strays(c) for c in _with_strays(node)]
        for child in (child for group in groups for child in group):
            if name_of(child) == "dt":
                parts.append("<dt")
                self.attributes(child, parts, COMMON)
                parts += (">", *around[0])
                self.inline(child, parts)
                parts += (*around[1], "</dt>")
            else:
                parts.append("<dd")
                self.attributes(child, parts, COMMON)
                parts.append(">")
                self.flow(child, parts, around, depth)
                parts.append("</dd>")
        if parts:
            out.append("<dl")
            self.attributes(node, out, COMMON)
            out += (">", *parts, "</dl>")
            self.flush(out)

    def table(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        """Write a table: head and foot first, and one body, as NITF orders them."""
        sections: dict[str, list[Item]] = {"thead": [], "tfoot": [], "tbody": []}
        out.append("<table")
        self.attributes(node, out, COMMON)
        out.append(">")
        for child in children(node):
            name = name_of(child)
            if name == "caption":
                out.append("<caption>")
                self._mixed(child, out, around, depth)
                out.append("</caption>")
            elif name == "tr":
                self._row(child, sections["tbody"], around, depth)
            elif name in sections:
                for row in children(child):
                    self._row(row, sections[name], around, depth)
        for name, rows in sections.items():
            if rows:
                out += (f"<{name}>", *rows, f"</{name}>")
        out.append("</table>")
        self.flush(out)

    def _row(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        cells: list[Item] = []
        for cell in children(node):
            name = name_of(cell) if name_of(cell) in ("td", "th") else "td"
            cells.append(f"<{name}")
            aligned = (cell.get("class") or "").removeprefix("align-")
            if aligned in ("left", "center", "right"):
                cells.append(f' align="{aligned}"')
            self.attributes(cell, cells, {"colspan": "colspan", "rowspan": "rowspan", **COMMON})
            cells.append(">")
            self._mixed(cell, cells, around, depth)
            cells.append(f"</{name}>")
        if cells:
            out.append("<tr")
            self.attributes(node, out, COMMON)
            out += (">", *cells, "</tr>")

    def _mixed(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        """Write what is in an item or cell: words as they are, blocks as blocks."""
        if node in self.holders:
            self.flow(node, out, around, depth)
            return
        out += around[0]
        self.inline(node, out)
        out += around[1]
        self.flush(out)

    def figure(self, node: etree._Element, out: list[Item], around: _Around, depth: int) -> None:
        """Write a figure: its pictures with its caption; without a picture, its blocks."""
        pictures = [found for found in node.iter(*MEDIA) if name_of(_parent(found)) != "picture"]
        captions = [child for child in children(node) if name_of(child) == "figcaption"]
        if not pictures:
            self.flow(node, out, around, depth)
            return
        self.done.update(pictures, captions)
        kinds = {MEDIA[name_of(picture)] for picture in pictures}
        out.append(f'<media media-type="{kinds.pop() if len(kinds) == 1 else "other"}"')
        self.attributes(node, out, COMMON)
        out.append(">")
        for picture in pictures:
            self.linked(picture, out)
        for picture in pictures:
            self.reference(picture, out)
        for caption in captions:
            out.append("<media-caption>")
            self._mixed(caption, out, around, depth)
            out.append("</media-caption>")
        out.append("</media>")
        self.flow(node, out, around, depth)


class _Writer(Protocol):
    """Writes one kind of block."""

    def __call__(
        self,
        blocks: _Blocks,
        node: etree._Element,
        out: list[Item],
        around: _Around,
        depth: int,
        /,
    ) -> None: ...


_WRITERS: Final[Mapping[str, _Writer]] = MappingProxyType(
    {
        **dict.fromkeys((*_HEADINGS, *_PARAGRAPHS), _Blocks.leaf),
        **dict.fromkeys(_LISTS, _Blocks.listing),
        "blockquote": _Blocks.quotation,
        "dl": _Blocks.definitions,
        "figure": _Blocks.figure,
        "hr": _Blocks.rule,
        "pre": _Blocks.preformatted,
        "table": _Blocks.table,
    }
)
"""What writes each of HTML's blocks; the others are containers."""


def _parent(node: etree._Element) -> etree._Element:
    parent = node.getparent()
    return node if parent is None else parent


def _with_strays(node: etree._Element) -> list[etree._Element]:
    """Return the children of a list; words between them that HTML does not allow there too."""
    found: list[etree._Element] = []
    for text, child in ((node.text, None), *((c.tail, c) for c in children(node))):
        if child is not None:
            found.append(child)
        if text and text.strip():
            stray = etree.Element("li")
            stray.text = text
            found.append(stray)
    return found


def _holders(root: etree._Element) -> set[etree._Element]:
    """Return all elements that have a block somewhere inside."""
    found: set[etree._Element] = set()
    for node in root.iter(*BLOCKS):
        for above in node.iterancestors():
            if above in found:
                break
            found.add(above)
    return found
