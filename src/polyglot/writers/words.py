"""The words of an edition, as every format needs them."""

import re

from polyglot.model import Content, Edition

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


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


def legal(text: str) -> str:
    """Return *text* with a U+FFFD for each character that no HTML or XML document may hold."""
    return _FORBIDDEN.sub("\ufffd", text) if _FORBIDDEN.search(text) else text


def source_tag(edition: Edition) -> str:
    """Return the tag at which a `lang` attribute of the source may stay as it was written."""
    is_source = edition.language == edition.source_language
    return edition.tag if is_source else edition.source_language
