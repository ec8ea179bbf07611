"""The header of a PO file: the fields gettext asks for, nobody's name, and no dates.

Editors write who saved a file, when and with what; that harms people, and two branches
that differ in nothing else conflict. Such fields are there, because msgfmt wants them, and empty.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from polyglot.model import Catalog

Fields: TypeAlias = tuple[tuple[str, str], ...]
"""Names and values, in their order."""

# msgmerge puts these first, in this order (msgmerge.c, known_fields).
_FIELDS = (
    ("Project-Id-Version", None),
    ("Report-Msgid-Bugs-To", ""),
    ("POT-Creation-Date", ""),
    ("PO-Revision-Date", ""),
    ("Last-Translator", ""),
    ("Language-Team", ""),
    ("Language", None),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
)
_KNOWN = frozenset(name for name, _ in _FIELDS)

# The editor's own fields: its version, and paths on the disk of the person who saved.
_EDITORS = ("X-Generator", "X-Poedit-Basepath", "X-Poedit-SearchPath")
_SAVED_BY = re.compile(
    rb'^"(?:Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team'
    rb'|X-Generator|X-Poedit-Basepath|X-Poedit-SearchPath[^:]*): *[^ \\\\"]|^#[^\n]*<[^<>\s@]+@',
    re.MULTILINE,
)
JOINED = "#-#-#-#-#"
"""Opens the line with a file's name by which msgcat parts the versions that it joined."""

_CREDIT = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")


def fresh(language: str, header: Sequence[str], plural: str) -> Catalog:
    """Return an empty catalog in *language*.

    *header* are comment lines for the translator, *plural* the value of `Plural-Forms`.
    """
    fields = fields_for(language, (("Plural-Forms", plural),) if plural else ())
    return Catalog(language, fields=fields, comments=tuple(header))


# The catalogs of one language have the same header, all but a few.
@lru_cache(maxsize=64)
def fields_for(language: str, fields: Fields) -> Fields:
    """Return *fields* complete, in gettext's order and without anything personal."""
    given: dict[str, str] = {}
    for name, value in fields:
        given.setdefault(name, value)
    values = {"Project-Id-Version": given.get("Project-Id-Version", ""), "Language": language}
    known = tuple((name, values.get(name, "") if v is None else v) for name, v in _FIELDS)
    rest = tuple(
        (name, value)
        for name, value in given.items()
        if name not in _KNOWN and not name.startswith(_EDITORS)
    )
    return known + rest


@lru_cache(maxsize=64)
def parse_fields(text: str) -> Fields:
    """Return the fields that stand in a header's text, in their order."""
    fields: list[tuple[str, str]] = []
    for line in text.split("\n"):
        if line.startswith(JOINED):
            continue
        name, colon, value = line.partition(":")
        if colon and name.strip():
            fields.append((name.strip(), value.strip()))
        elif line.strip() and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}".strip())
    return tuple(fields)


def without_people(comments: Iterable[str]) -> tuple[str, ...]:
    """Return the header's *comments* without the credit lines that editors add."""
    return tuple(comment for comment in comments if _CREDIT.search(comment) is None)


def names_people(data: bytes) -> bool:
    """Tell whether the header in *data* says who saved the file, when or with what.

    Such a file is written anew although nothing else in it changed.
    """
    header = data.partition(b"\n\n")[0].replace(b"\r\n\r\n", b"\n\n").partition(b"\n\n")[0]
    return _SAVED_BY.search(header) is not None
