"""Editions → files: the table of export formats.

A format is one module beside this one and one line in the table below.
"""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from polyglot.errors import UsageError
from polyglot.plugins import Writer, find

__all__ = ["WRITERS", "writer"]

WRITERS: Mapping[str, str] = MappingProxyType(
    {
        "html": "polyglot.writers.html",
        "nitf": "polyglot.writers.nitf",
        "source": "polyglot.writers.source",
    }
)
"""The name of each format, and the module whose `WRITER` writes it."""


def writer(name: str) -> Writer:
    """Return the writer of the format *name*: one of ours, or an installed package's.

    Raises:
        UsageError: If nobody offers such a writer.
    """
    module = WRITERS.get(name)
    if module is not None:
        # Each module of the table defines WRITER, and a test asks each for what a writer does.
        return cast("Writer", import_module(module).WRITER)
    found = find("writers", name)
    if not all(hasattr(found, part) for part in ("name", "path", "write")):
        raise UsageError(
            f"the installed writer {name!r} is no writer",
            hint="it should have a name, path(edition) and write(edition, site)",
        )
    # It has every part that the protocol asks for.
    return cast("Writer", found)
