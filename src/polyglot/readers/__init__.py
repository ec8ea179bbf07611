"""Bytes → Article: one module for each source format, and the table that knows them.

A reader's module is imported when its first article is read.
"""

from functools import cache
from importlib import import_module

from polyglot.errors import UsageError
from polyglot.plugins import Reader, find

__all__ = ["READERS", "SUFFIXES", "reader_for"]

READERS = {
    "html": "polyglot.readers.html",
    "markdown": "polyglot.readers.markdown",
    "text": "polyglot.readers.text",
}
"""The formats we bring, and the modules whose `READER` reads them."""

SUFFIXES = {
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".txt": "text",
}
"""Which format a file is in, by the end of its name."""


@cache
def reader_for(suffix: str) -> Reader:
    """Return the reader of files that end in *suffix* (with its dot, in lower case).

    Packages may bring more: an entry point in `polyglot.readers` is named by its suffix.

    Raises:
        UsageError: If no reader knows it.
    """
    name = SUFFIXES.get(suffix)
    if name is not None:
        reader: Reader = import_module(READERS[name]).READER
        return reader
    try:
        found = find("readers", suffix)
    except UsageError:
        raise UsageError(
            f"no reader knows files that end in {suffix or 'nothing'}",
            hint=f"articles end in {', '.join(sorted(SUFFIXES))}",
        ) from None
    if not hasattr(found, "read"):
        raise UsageError(f"the plug-in for {suffix} is no reader")
    # It has what the protocol asks for; whether it keeps its promise, its articles show.
    stranger: Reader = found  # type: ignore[assignment]
    return stranger
