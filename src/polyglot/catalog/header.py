"""The header of a PO file: the fields gettext asks for, nobody's name, and no dates.

Editors write who saved a file, when and with what; that harms people, and two branches
that differ in nothing else conflict. Such fields are there, because msgfmt wants them, and empty.
"""

import re
from collections.abc import Collection, Iterable, Sequence
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
_EDITORS = ("X-Generator", "X-Poedit-Basepath", "X-Poedit-SearchPath", "X-POOTLE-MTIME")
_PERSONAL = re.compile(
    r"translator|author|proofread|review|contributor|editor|user|mail|team|launchpad-export",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")

SENT = "X-Polyglot-"
"""What begins the fields of a file that is on its way: no catalog of a workspace has them."""

# What says in a header who saved the file, when and with what, or that it was sent to somebody.
_SAVED_BY = re.compile(
    r'(?:^|\\n|")(?:Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator'
    r"|Language-Team|X-Generator|X-Poedit-Basepath|X-Poedit-SearchPath[^:]*|X-POOTLE-MTIME"
    r"|X-Polyglot-[A-Za-z]+)"
    r': *[^ \\"]',
    re.MULTILINE,
)
_LAST = re.compile(r'(?:^|\\n|")(Last-Translator|PO-Revision-Date):[ ]*((?:[^"\\]|\\[^n])*)')
_WRAPPED = re.compile(r'"[ \t]*\r?\n[ \t]*"')

# Credits in the header's comments, as editors add them. An address is one in itself.
_YEARS = r"(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?"
_CREDIT = re.compile(
    # Lokalize, Weblate, Emacs, msginit: Name <address>, 2024, 2026.
    rf"[^:;!?()]{{2,80}}?(?:<[^<>]*>)?, *(?:YEAR|{_YEARS}(?:, *{_YEARS})*)\.?(?: *#\w+)?"
    # Lokalize since 23: SPDX-FileCopyrightText: 2026 Name
    r"|SPDX-File(?:CopyrightText|Contributor):.*"
    # Transifex and people: Translators: …; Translated by Name
    r"|(?:last[- ]translators?|translators?|translated|authors?|contributors?|reviewers?|reviewed"
    r"|proofread(?:ers?)?)(?: by|(?: by)?:)(?:\s+\S+){0,6}"
    r"|Automatically generated.*",
    re.IGNORECASE,
)

JOINED = "#-#-#-#-#"
"""Opens the line with a file's name by which msgcat parts the versions that it joined."""


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
        if name not in _KNOWN and not _is_personal(name, value)
    )
    return known + rest


def _is_personal(name: str, value: str) -> bool:
    """Tell whether a field that gettext does not know says who saved the file, or with what."""
    if name.startswith(_EDITORS) or _ADDRESS.search(value):
        return True
    return _PERSONAL.search(name) is not None


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
    return tuple(comment for comment in comments if not is_credit(comment))


def is_credit(comment: str) -> bool:
    """Tell whether a line of a header's comments says who worked on the file."""
    if "@" in comment and _ADDRESS.search(comment):
        return True
    return _CREDIT.fullmatch(comment.strip()) is not None


def names_people(data: bytes) -> bool:
    """Tell whether the header in *data* says who saved the file, when or with what.

    One that was sent, and put in its place by hand, says that.
    Such a file is written anew although nothing else in it changed.
    """
    return _names_people(_head(data))


def signature(data: bytes) -> tuple[str, str]:
    """Return who saved the file in *data* last and when, as its editor wrote it; "" for nobody."""
    found = dict(_LAST.findall(_WRAPPED.sub("", _text(_head(data)))))
    name, day = found.get("Last-Translator", ""), found.get("PO-Revision-Date", "")
    return name.replace('\\"', '"').strip(), day.strip()


def exposing_lines(data: bytes, names: Collection[str]) -> tuple[int, ...]:
    """Return the lines of the head of *data* in which a person stands.

    Pen names, which are *names*, tools, dates and the places that editors leave to fill in do not.
    """
    found = []
    for number, line in enumerate(_text(_head(data)).split("\n"), 1):
        text = line.strip()
        field = _FIELD.fullmatch(text)
        if text[:1] == "#":
            is_person = is_credit(text[1:])
        elif field is not None and field[1] in ("Last-Translator", "X-Translator"):
            is_person = field[2].strip() not in names
        else:
            is_person = _ADDRESS.search(text) is not None
        if is_person and not _PLACEHOLDER.search(text):
            found.append(number)
    return tuple(found)


_FIELD = re.compile(r'"([\w-]+):(.*?)(?:\\n)?"')
_PLACEHOLDER = re.compile("EMAIL@ADDRESS|LL@li[.]org|Automatically generated")


def _head(data: bytes) -> bytes:
    return data.partition(b"\n\n")[0].replace(b"\r\n\r\n", b"\n\n").partition(b"\n\n")[0]


# The catalogs of one language have the same header, all but a few.
@lru_cache(maxsize=64)
def _names_people(head: bytes) -> bool:
    text = _text(head)
    if _SAVED_BY.search(_WRAPPED.sub("", text)):
        return True
    if any(is_credit(line[1:]) for line in text.split("\n") if line[:1] == "#"):
        return True
    # A field of an editor's own, of which there are many.
    rest = _WRAPPED.sub("", text).partition("msgstr")[2].strip(' "\r\n').replace("\\n", "\n")
    return any(
        name not in _KNOWN and _is_personal(name, value) for name, value in parse_fields(rest)
    )


def _text(head: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return head.decode(encoding)
        except UnicodeDecodeError:
            continue
    return head.decode("latin-1")
