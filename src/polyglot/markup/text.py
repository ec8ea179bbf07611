"""Escaping, and skeletons joined with the texts that stand in them.

A piece that holds text comes only from here, a tag only from the source:
that is why a text cannot bring markup of its own.
"""

import json
import re
from collections.abc import Callable, Sequence
from typing import Literal

from polyglot.model import Address, Content, Mark, Piece, Pieces, Private, Slot, Tongue

_RAW_CONTROLS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def escape(text: str) -> str:
    """Return *text* as HTML or XML text; U+00A0 stays a character."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "\r" in text:
        text = text.replace("\r", "&#13;")
    return text


def escape_attribute(text: str) -> str:
    """Return *text* as it stands between the double quotes of an attribute."""
    text = escape(text)
    return text.replace('"', "&quot;") if '"' in text else text


def quote_string(text: str) -> str:
    """Return *text* as a double-quoted string that JSON, YAML and TOML all read."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _RAW_CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def join(
    pieces: Pieces,
    contents: Sequence[Content],
    *,
    form: Literal["source", "page"],
    tag: str,
    source_tag: str,
    address: Callable[[Address], str],
    with_private: bool = True,
) -> str:
    """Return a skeleton with *contents* in its slots.

    *form* chooses the source's own markup of a code or what a page shows of it.
    *tag* and *source_tag* are the language tags of the edition and of the article:
    a `lang` that names the article's language names the edition's instead.
    *address* returns the URL that is written for an address.
    A page never holds what is private;
    whoever writes a source that leaves the workspace says *with_private* = False.
    """
    scribe = _Scribe(contents, form, tag if tag != source_tag else "", address)
    scribe.with_private = with_private and form == "source"
    scribe.write(pieces)
    return "".join(scribe.out)


class _Scribe:
    """Writes pieces one after another; the hottest loop of an export."""

    __slots__ = ("address", "contents", "is_page", "out", "tag", "with_private")

    def __init__(
        self,
        contents: Sequence[Content],
        form: Literal["source", "page"],
        tag: str,
        address: Callable[[Address], str],
    ) -> None:
        self.contents = contents
        self.is_page = form == "page"
        self.tag = tag
        self.address = address
        self.with_private = False
        self.out: list[str] = []

    def write(self, pieces: Sequence[Piece]) -> None:
        append = self.out.append
        contents = self.contents
        for piece in pieces:
            if type(piece) is str:
                append(piece)
            elif type(piece) is Slot:
                if piece.form == "text":
                    for part in contents[piece.unit]:
                        if type(part) is str:
                            append(escape(part))
                        elif type(part) is Mark:
                            self._mark(part)
                else:
                    append(_plain(contents[piece.unit], piece.form))
            elif type(piece) is Address:
                append(escape_attribute(self.address(piece)))
            else:
                append(self._rare(piece))

    def _rare(self, piece: Piece) -> str:
        if type(piece) is Tongue:
            tag = self.tag.replace("-", "_") if piece.form == "locale" else self.tag
            return escape_attribute(tag or piece.written)
        return piece.text if self.with_private and type(piece) is Private else ""

    def _mark(self, mark: Mark) -> None:
        code = mark.code
        if mark.kind != "close":
            self.write(code.page_opening if self.is_page else code.opening)
        if mark.kind == "lone" and code.is_paired:
            self.write(code.page_inner if self.is_page else code.inner)
        if mark.kind == "close" or (mark.kind == "lone" and code.is_paired):
            self.write(code.page_closing if self.is_page else code.closing)


def _plain(content: Content, form: Literal["attribute", "string", "plain", "text"]) -> str:
    """Return *content* without its codes, as it is written where no markup can stand."""
    plain = "".join([part for part in content if isinstance(part, str)])
    if form == "attribute":
        return escape_attribute(plain)
    return quote_string(plain) if form == "string" else plain
