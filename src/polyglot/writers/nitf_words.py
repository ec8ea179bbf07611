"""The words of a page as NITF 3.6: inline elements, links and pictures.

NITF's elements follow the IPTC's schema `nitf-3-6.xsd`. Where it has no element for one of
HTML's, the words stay: it becomes `em` with a class, or vanishes around its words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

from lxml import etree

from polyglot.identity import Remembered
from polyglot.markup import escape, escape_attribute
from polyglot.markup.elements import BOUNDARIES
from polyglot.model import Code, Piece, Pieces, Slot


@dataclass(frozen=True, slots=True)
class Flush:
    """A place where a picture may stand that NITF does not allow inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links may lead to: the attribute `id`, which no document has twice.

    What stands in codes and what stands in the page is compiled apart,
    so it is written only where both are joined.
    """

    name: str


Item: TypeAlias = Piece | Flush | Anchor
Items: TypeAlias = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline code in NITF: what stands before and after its words.

    *hoisted* are the pictures that stand after the paragraph instead.
    """

    before: Items = ()
    after: Items = ()
    hoisted: Items = ()


FLUSH: Final = Flush()
_HOLE: Final = Slot(-1)
_MARKER = re.compile("\ufdd0(\\d+)\ufdd1")
_TAG = re.compile(r"<[^<>]*>")
_LETTERS = "A-Za-z_À-ÖØ-öø-ıЁ-ЌЎ-яё-ќў-ҁҐ-ӄӐ-ӫ"
_NAME = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9.-]*\Z")
"""An NCName (XML 1.0, 4th edition, which the schema's xs:ID follows) in our alphabets."""

_TONGUE = re.compile(r"([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?")
"""What `xml:lang` may say (XML Schema, xs:language); it may be empty, or stand in a marker."""

_DEPTH = 120
"""How deep an inline element may stand; a deeper one is only its words."""

COMMON: Mapping[str, str] = MappingProxyType({"id": "id", "lang": "xml:lang"})
"""The attributes that every element of NITF may have, by HTML's names."""

_NUMBERS = frozenset(("colspan", "rowspan", "width", "height", "seqnum"))
_EMPHASIS: Mapping[str, str] = MappingProxyType(
    {
        "em": "",
        "i": "",
        "cite": "cite",
        "dfn": "dfn",
        "strong": "strong",
        "b": "strong",
        "code": "code",
        "kbd": "kbd",
        "samp": "samp",
        "var": "var",
        "sub": "sub",
        "sup": "sup",
        "s": "deleted",
        "strike": "deleted",
        "del": "deleted",
        "ins": "inserted",
        "u": "underlined",
        "mark": "marked",
        "small": "small",
    }
)
"""HTML's inline elements that NITF has as `em`, and the class that tells them apart."""

RAISED = frozenset(("sub", "sup"))
MEDIA: Mapping[str, str] = MappingProxyType(
    {"img": "image", "picture": "image", "video": "video", "audio": "audio"}
)
BLOCKS = BOUNDARIES | {"body"}
"""HTML's elements that end a paragraph."""


def _compile_code(code: Code) -> Inline:
    if not code.page_opening:
        return Inline()
    inside: Pieces = (_HOLE,) if code.content is None else code.page_inner
    pieces = (*code.page_opening, *inside, *code.page_closing)
    shape = tuple(p if isinstance(p, str) else Slot(n) for n, p in enumerate(pieces))
    out, hoisted = _compile_shape(shape)
    filled = [pieces[item.unit] if isinstance(item, Slot) else item for item in out]
    hole = filled.index(_HOLE) if _HOLE in filled else len(filled)
    return Inline(
        fused(filled[:hole]),
        fused(filled[hole + 1 :]),
        tuple(pieces[item.unit] if isinstance(item, Slot) else item for item in hoisted),
    )


compile_code = Remembered(_compile_code, most=512)
"""Return a code as NITF."""


@lru_cache(maxsize=512)
def _compile_shape(shape: tuple[str | Slot, ...]) -> tuple[Items, Items]:
    """Return a code's markup as NITF, and its pictures.

    A slot stands for the piece of its number: links that differ in nothing but
    their address are compiled once.
    """
    compiler = Words(shape)
    out: list[Item] = []
    compiler.inline(compiler.root, out)
    return fused(out), fused(compiler.pending)


class Words:
    """Walks the tree of a page and writes its words; other pieces pass through as markers.

    *pending* are pictures met inside a paragraph, which NITF does not allow there;
    *done* are elements that are written already.
    *homeless* are the ids of elements that vanish around their blocks: the next ones take them.
    """

    __slots__ = ("done", "homeless", "pending", "pieces", "root")

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.root = _parse(pieces)
        self.pending: list[Item] = []
        self.done: set[etree._Element] = set()
        self.homeless: list[str] = []

    def text(self, text: str | None, out: list[Item]) -> None:
        """Write *text*; a marker in it becomes the piece it stands for."""
        if text:
            for number, part in enumerate(_MARKER.split(text)):
                if number % 2:
                    out.append(self.pieces[int(part)])
                elif part:
                    out.append(escape(part))

    def inline(self, node: etree._Element, out: list[Item]) -> None:
        """Write what is in *node* as words with inline elements."""
        self.text(node.text, out)
        for child in children(node):
            if child not in self.done:
                self.element(child, out)
            self.text(child.tail, out)

    def element(self, node: etree._Element, out: list[Item]) -> None:
        """Write one inline element; a picture waits until its paragraph is over."""
        name = name_of(node)
        if name in MEDIA:
            self.pending.append(f'<media media-type="{MEDIA[name]}"')
            self.attributes(node, self.pending, COMMON)
            self.pending.append(">")
            self.linked(node, self.pending)
            self.reference(node, self.pending)
            self.pending.append("</media>")
        elif name == "br":
            out.append("<br/>")
        elif name in BLOCKS:
            out.append(" ")
            self.inline(node, out)
            out.append(" ")
        elif _depth(node) > _DEPTH:
            out += self.words(node)
        elif name in RAISED and len(node) == 0 and not _MARKER.search(node.text or ""):
            out.append("<num")
            self.attributes(node, out, COMMON)
            out += (f"><{name}>", escape(node.text or ""), f"</{name}></num>")
        else:
            close = self.open(node, out)
            self.inline(node, out)
            if close:
                out.append(close)

    def open(self, node: etree._Element, out: list[Item]) -> str:
        """Write the opening tag of an inline element; return its closing tag, or nothing."""
        name = name_of(node)
        if name == "a":
            out.append("<a")
            self.attributes(node, out, {"href": "href", "title": "title", **COMMON})
        elif name in _EMPHASIS:
            kind = _EMPHASIS[name]
            out.append(f'<em class="{kind}"' if kind else "<em")
            self.attributes(node, out, COMMON)
        elif name == "q":
            out.append("<q")
            self.attributes(node, out, {"cite": "quote-source", **COMMON})
        elif node is not self.root and (
            node.get("lang") or (node.get("id") and name not in BLOCKS)
        ):
            out.append("<lang")
            self.attributes(node, out, COMMON)
            name = "lang"
        else:
            return ""
        out.append(">")
        return f"</{'em' if name in _EMPHASIS else name}>"

    def linked(self, node: etree._Element, out: list[Item]) -> None:
        """Write where a picture leads: NITF has no link around one."""
        for above in node.iterancestors("a"):
            if above.get("href"):
                out.append('<media-metadata name="link"')
                self.attributes(above, out, {"href": "value"})
                out.append("/>")
                return

    def reference(self, node: etree._Element, out: list[Item]) -> None:
        """Write where the file of a picture or recording is, and what it shows."""
        shown = [n for n in (node, *node.iter("img", "source")) if n.get("src")] or [node]
        for one in shown[:1] if name_of(node) == "img" else shown:
            out.append("<media-reference")
            names = {"src": "source", "alt": "alternate-text", "title": "name"}
            self.attributes(one, out, {**names, "width": "width", "height": "height", "id": "id"})
            out.append(">")
            if one is shown[-1] and name_of(node) not in ("img", "picture"):
                out += self.words(node)
            out.append("</media-reference>")

    def attributes(self, node: etree._Element, out: list[Item], names: Mapping[str, str]) -> None:
        """Write the attributes of *node* that *names* maps from HTML's names to NITF's."""
        for name, ours in names.items():
            value = node.get(name)
            if ours == "id":
                self.anchor(value, out)
                continue
            if value is None or (ours in _NUMBERS and not (value.isascii() and value.isdigit())):
                continue
            if ours == "xml:lang" and not _TONGUE.fullmatch(_MARKER.sub("", value)):
                continue
            out.append(f' {ours}="')
            for number, part in enumerate(_MARKER.split(value)):
                if number % 2:
                    out.append(self.pieces[int(part)])
                elif part:
                    out.append(escape_attribute(part))
            out.append('"')

    def anchor(self, name: str | None, out: list[Item]) -> None:
        """Write the id *name*, or one whose element vanished, in a tag that stands open."""
        if name is None and self.homeless:
            name = self.homeless.pop(0)
        if name is not None and _NAME.match(name):
            out.append(Anchor(name))

    def words(self, node: etree._Element) -> list[Item]:
        """Return the words in *node* without any element, however deep they are."""
        run: list[Item] = []
        for text in node.itertext():
            self.text(str(text), run)
        return [Slot(i.unit, "attribute") if isinstance(i, Slot) else i for i in run]


def _parse(pieces: Pieces) -> etree._Element:
    """Return the tree of *pieces*, with a marker where something else than markup stands."""
    texts = [
        piece.replace("\ufdd0", "").replace("\ufdd1", "")
        if isinstance(piece, str)
        else f"\ufdd0{number}\ufdd1"
        for number, piece in enumerate(pieces)
    ]
    data = f"<!DOCTYPE html><html><body>{''.join(texts)}</body></html>"
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True
    )
    body = etree.fromstring(data.encode("utf-8", "replace"), parser).find("body")
    return etree.Element("body") if body is None else body


def name_of(node: etree._Element) -> str:
    """Return the name of *node*."""
    return str(node.tag)


def children(node: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements in *node*, without comments."""
    return node.iterchildren(tag=etree.Element)


def _depth(node: etree._Element) -> int:
    return sum(1 for _ in node.iterancestors())


def has_words(run: Sequence[Item]) -> bool:
    """Tell whether *run* shows anything to a reader."""
    shown = ("\ufdd0" if isinstance(i, Slot) else i if isinstance(i, str) else "" for i in run)
    return bool(_TAG.sub("", "".join(shown)).strip())


def fused(items: Sequence[Item]) -> Items:
    """Return *items* with strings side by side made one."""
    fused: list[Item] = []
    texts: list[str] = []
    for item in items:
        if isinstance(item, str):
            texts.append(item)
            continue
        if texts:
            fused.append("".join(texts))
            texts.clear()
        fused.append(item)
    return (*fused, "".join(texts)) if texts else tuple(fused)
