"""Bytes → text, by what the document says of itself and nothing else.

Nothing is guessed: a text in a wrong encoding looks like a text and is not.
"""

import codecs
import re

from polyglot.errors import ContentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_XML = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]+)[\"']")
_META = re.compile(rb"<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LATIN = frozenset(("ascii", "iso8859-1"))
_FIRST = 1024
_ASCII = bytes(range(0x20, 0x5C)) + bytes(range(0x5D, 0x7F)) + rb" \u0041 \x41 +AEE- .xn--4ca."


def decode(data: bytes, *, path: str) -> str:
    """Return the text of a document, without its byte order mark.

    The encoding is what the mark, the XML declaration or a `meta` tag in the first 1,024 bytes
    says, else UTF-8.

    Raises:
        ContentError: If it is no text, or not in the encoding it should be in, with the line.
    """
    name, start = _declared(data, path)
    try:
        text = data[start:].decode(name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, start + error.start) + 1
        raise ContentError(
            f"this is not {name.upper()} text (byte 0x{data[start + error.start]:02X})",
            path=path,
            line=line,
            hint="save the file as UTF-8",
        ) from None
    if "\x00" in text:
        raise ContentError(
            "this is a binary file, not a text",
            path=path,
            line=text.count("\n", 0, text.index("\x00")) + 1,
            hint="articles are HTML, Markdown or plain text; export the document as one of them",
        )
    return text


def _declared(data: bytes, path: str) -> tuple[str, int]:
    """Return the encoding, and where the text begins."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    head = data[:_FIRST]
    found = None
    if head.lstrip().startswith(b"<"):
        found = _XML.match(head.lstrip()) or _META.search(head)
    if found is None:
        return "utf-8", 0
    written = found[1].decode("ascii")
    try:
        name = codecs.lookup(written).name
    except LookupError:
        raise ContentError(
            f"nobody knows the encoding {written!r}",
            path=path,
            line=data.count(b"\n", 0, found.start()) + 1,
            hint="save the file as UTF-8 and write charset=utf-8",
        ) from None
    if name.startswith("utf-16") or not _is_text_encoding(name):
        return "utf-8", 0
    return ("cp1252" if name in _LATIN else name), 0


def _is_text_encoding(name: str) -> bool:
    """Tell an encoding of pages from Python's other codecs (`hex`, `punycode`, `unicode_escape` …).

    In each encoding that a page can declare, the letters of its own tags are themselves.
    """
    try:
        return _ASCII.decode(name) == _ASCII.decode("ascii")
    except (LookupError, UnicodeError):
        return False
