"""The words of an edition, as every format needs them."""

import re

from polyglot.model import Content, Edition

_PLANES = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES}]")
_SUSPECT = bytes({*range(0x20), 0x7F, 0xED, 0xEF, *range(0xF0, 0xF5)} - {*b"\t\n\r"})
_C1 = re.compile(rb"\xc2[\x80-\x9f]")


def title_of(edition: Edition) -> str:
    """Return the title without tags; the last part of the article's id where it has none."""
    return plain(edition.title).strip() or edition.article.rpartition("/")[2]


def plain(content: Content) -> str:
    """Return the words of *content* without any tag."""
    if len(content) == 1 and isinstance(content[0], str):
        return content[0]
    return "".join(
        part if isinstance(part, str) else (part.code.content or "") if part.kind == "lone" else ""
        for part in content
    )


def encode(text: str) -> bytes:
    """Return *text* in UTF-8, with a U+FFFD for each character that no page may hold.

    XML forbids some of these characters, HTML all: controls, surrogates, noncharacters.
    """
    data = text.encode("utf-8", "surrogatepass")
    # Most texts hold none of the bytes such a character begins with: that is quick to see.
    if len(data.translate(None, _SUSPECT)) == len(data) and not _C1.search(data):
        return data
    return _FORBIDDEN.sub("\ufffd", text).encode()
