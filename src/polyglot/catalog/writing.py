"""PO files out: the same catalog gives the same bytes everywhere, and gettext agrees with them.

A text stands on one line, or on one for each of its own lines, as `msgcat --no-wrap` has it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import polib

from polyglot.catalog.header import fields_for
from polyglot.catalog.remarks import HINT
from polyglot.catalog.segments import Segment
from polyglot.catalog.shield import BREAKERS, hide, hide_bare, needs_hiding, show_written
from polyglot.catalog.usual import written
from polyglot.model import Catalog, Message

_NO_WRAPPING = 0
_BARE_COMMENT = re.compile(r"^# +$", re.MULTILINE)
_BREAKER = re.compile(f"[{BREAKERS}]")
_MESSAGE_BEGINS = re.compile(r"^(?:#\||[^#])", re.MULTILINE)


def write(catalog: Catalog) -> bytes:
    """Return the bytes of *catalog* as a PO file.

    Reading them gives the catalog back; writing that gives the same bytes.
    """
    messages = [_header(catalog), *catalog.messages]
    return _written(messages).encode()


def write_template(segments: Sequence[Segment]) -> bytes:
    """Return the bytes of a POT file: every segment as a message nobody has translated."""
    messages = [
        Message(s.source, s.context, notes=s.notes, references=s.references) for s in segments
    ]
    return write(Catalog("", tuple(messages)))


def header(catalog: Catalog) -> bytes:
    """Return the bytes with which the file of *catalog* begins."""
    return _written([_header(catalog)]).encode()


def renumbered(catalog: Catalog, data: bytes) -> Catalog:
    """Return *catalog* with the lines its messages have in *data*, which was written from it."""
    starts = [
        number
        for number, line in enumerate(data.split(b"\n"), 1)
        if line.startswith((b"msgid ", b"#~ msgid "))
    ]
    return replace(
        catalog,
        messages=tuple(
            message if message.line == line else replace(message, line=line)
            for message, line in zip(catalog.messages, starts[1:], strict=True)
        ),
    )


def _header(catalog: Catalog) -> Message:
    fields = fields_for(catalog.language, catalog.fields)
    text = "".join(f"{name}: {value}\n" for name, value in fields)
    return Message("", target=text, comments=catalog.comments)


def _written(messages: Sequence[Message]) -> str:
    text = _joined(messages)
    if needs_hiding(text) or any(map(_has_breaker, messages)):
        text = show_written(_joined([_hidden(message) for message in messages]))
    # gettext joins a line that ends in a backslash with the next one, in a comment too.
    text = text.replace("\\\n", "\\ \n")
    return _BARE_COMMENT.sub("#", text) if "# \n" in text else text


def _joined(messages: Iterable[Message]) -> str:
    entry = polib.POEntry()
    return "\n".join([_entry(message, entry) for message in messages])


def _entry(message: Message, entry: polib.POEntry) -> str:
    """Return *message* as it stands in a file, as polib writes it.

    *entry* lends its form: to make a new one takes polib as long as to fill it.
    """
    comments = _comments(message)
    if (usual := written(message, comments)) is not None:
        return usual
    flags = [flag for flag in message.flags if flag[0] != "="] if message.flags else []
    sticky = len(message.flags) - len(flags)
    if message.is_fuzzy:
        flags.insert(0, "fuzzy")
    entry.flags = flags
    entry.tcomment = comments
    entry.comment = "\n".join(message.notes)
    entry.occurrences = [(_isolated(name), "") for name in message.references]
    entry.previous_msgctxt, entry.previous_msgid = message.previous or (None, None)
    entry.msgctxt = message.context  # type: ignore[assignment]  # polib: None for none
    entry.msgid = message.source
    entry.msgstr = message.target
    plural = message.plural
    entry.msgid_plural = plural.source if plural else ""
    entry.msgstr_plural = dict(enumerate(plural.targets)) if plural else {}
    entry.previous_msgid_plural = plural.previous if plural else _previous_plural(message)
    text = entry.__unicode__(_NO_WRAPPING)
    if sticky:
        text = _with_sticky_flags(text, message.flags)
    return _obsolete(text) if message.is_obsolete else text


def _previous_plural(message: Message) -> str | None:
    return None if message.previous is None else message.previous_plural


def _comments(message: Message) -> str:
    if not (message.comments or message.hints or message.remark):
        return ""
    lines = [*message.comments, *(HINT + hint for hint in message.hints)]
    return "\n".join([*lines, message.remark] if message.remark else lines)


def _isolated(name: str) -> str:
    """Return a file's *name* as gettext marks one with a space in it; the line stands outside."""
    if " " not in name:
        return name
    file, colon, line = name.rpartition(":")
    return f"\u2068{file}\u2069:{line}" if colon and line.isdecimal() else f"\u2068{name}\u2069"


def _with_sticky_flags(text: str, flags: Iterable[str]) -> str:
    """Add the line of the flags that stood in a `#=` line (gettext 0.26)."""
    line = "#= " + ", ".join(flag[1:] for flag in flags if flag[0] == "=")
    return _MESSAGE_BEGINS.sub(lambda start: f"{line}\n{start[0]}", text, count=1)


def _obsolete(text: str) -> str:
    """Return the entry *text* as an obsolete one.

    polib would write it without its notes and references.
    """
    lines = text.removesuffix("\n").split("\n")
    return "".join(
        f"#~{line[1:]}\n"
        if line.startswith("#|")
        else f"{line}\n"
        if line[0] == "#"
        else f"#~ {line}\n"
        for line in lines
    )


def _has_breaker(message: Message) -> bool:
    """Tell whether a comment holds what polib drops when it cuts there."""
    lines = (*message.comments, *message.notes, *message.hints, *message.references)
    return any(_BREAKER.search(line) for line in lines)


def _hidden(message: Message) -> Message:
    """Return *message* with all that polib would treat differently from gettext hidden."""
    context, previous, plural = message.context, message.previous, message.plural
    return replace(
        message,
        source=hide(message.source),
        context=None if context is None else hide(context),
        target=hide(message.target),
        previous=previous
        and (None if previous[0] is None else hide(previous[0]), hide(previous[1])),
        previous_plural=message.previous_plural and hide(message.previous_plural),
        notes=tuple(map(hide_bare, message.notes)),
        references=tuple(map(hide_bare, message.references)),
        comments=tuple(map(hide_bare, message.comments)),
        hints=tuple(map(hide_bare, message.hints)),
        plural=plural
        and replace(
            plural,
            source=hide(plural.source),
            targets=tuple(hide(target) for target in plural.targets),
            previous=None if plural.previous is None else hide(plural.previous),
        ),
    )
