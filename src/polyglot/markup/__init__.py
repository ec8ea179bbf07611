"""Parse safely, serialise, escape.

`tokens` cuts HTML as browsers do, by position; `elements` knows what its elements are;
`policy` says what a page may show; `page` makes a body well formed; `xml` reads XML;
`text` escapes, and joins a skeleton with the texts that stand in it.
"""

from typing import TYPE_CHECKING

from polyglot.markup.text import escape, escape_attribute, join, quote_string

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["escape", "escape_attribute", "join", "parse_xml", "quote_string"]


def parse_xml(data: bytes, *, path: str | None = None) -> "etree._Element":
    """Return the root of an XML document, read without following anything it names.

    lxml is imported only here: an export that joins finished skeletons does without.

    Raises:
        ContentError: If it is not well formed or brings a DOCTYPE.
    """
    from polyglot.markup.xml import parse

    return parse(data, path=path)
