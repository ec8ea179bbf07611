"""XML from strangers, read without following anything it names."""

from lxml import etree

from polyglot.errors import ContentError


def parse(data: bytes, *, path: str | None = None) -> etree._Element:
    """Return the root of an XML document.

    No entity is expanded, nothing is loaded, and a DOCTYPE is refused:
    an article needs none, and those of strangers make parsers read files and fill memories.

    Raises:
        ContentError: If it is not well formed or brings a DOCTYPE.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ContentError(
            f"this is no well-formed XML: {error.msg}",
            path=path,
            line=error.lineno or 1,
            hint="mend the markup at this line",
        ) from None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr] # the stubs lack it
        raise ContentError(
            "this XML brings a document type definition",
            path=path,
            line=1,
            hint="delete the <!DOCTYPE …> line",
        )
    return root
