"""PO files in: bytes become a catalog, and what is wrong with them is told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

import polib

from polyglot.catalog.header import (
    JOINED,
    SENT,
    Fields,
    fields_for,
    parse_fields,
    without_people,
)
from polyglot.catalog.repair import decode, is_plain, repair
from polyglot.catalog.shield import SHIELD, show
from polyglot.catalog.usual import messages as usual_messages
from polyglot.catalog.usual import sorted_comments
from polyglot.errors import CatalogError
from polyglot.model import Catalog, Finding, Message, Plural, Severity

_MSGID = re.compile(r"\n(?:#~ )?msgid ")
_MSGSTR = re.compile(r"\n(?:#~ )?msgstr")
_MSGCTXT = re.compile(r"\n(?:#~ )?msgctxt")
_SUBTAG = re.compile(r"[-_@.]")
_PLACE = re.compile(r"\(line (\d+)\)")
_GETTEXT_FLAG = re.compile(
    r"(?:no-|possible-)?[a-z-]{1,30}-format|(?:no-)?wrap|range: ?\d+ ?\.\. ?\d+"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A catalog as it was read, and what there is to say about its file.

    *duplicates* are messages whose context and source another message has as well;
    gettext allows no such thing, so they are not in the catalog.
    *declared* is the language the header names, "" where it is the catalog's or none.
    *sent* are the header's fields that say where the file was sent from, which no catalog keeps.
    """

    catalog: Catalog
    duplicates: tuple[Message, ...] = ()
    findings: tuple[Finding, ...] = ()
    declared: str = ""
    sent: Fields = ()


def read(data: bytes, *, path: str, language: str) -> Catalog:
    """Return the catalog that stands in the bytes of a PO file.

    Of two messages with the same context and source the first counts that is in use and
    translated; `read_all` also tells of the others.

    Raises:
        CatalogError: If it cannot be read, with the line.
    """
    return read_all(data, path=path, language=language).catalog


def read_all(data: bytes, *, path: str, language: str) -> Read:
    """Return what stands in the bytes of a PO file, and the findings about them.

    *path* is named in errors and findings.

    Raises:
        CatalogError: If it cannot be read, with the line.
    """
    text = decode(data, path)
    if (found := _usual(text, language)) is not None:
        return found
    if not is_plain(text):
        text = repair(text, path)
    return _read(text, path, language)


def _usual(text: str, language: str) -> Read | None:
    """Read a file that is as we wrote it: the header by polib, the messages in one pass.

    Return None for any other file.
    """
    end = text.find("\n\n") + 1
    if not end or not text.startswith(("#", 'msgid ""\n')) or not is_plain(text[:end]):
        return None
    try:
        head = _head(text[:end], language)
    except CatalogError:
        return None
    if head.catalog.messages or head.findings or not head.catalog.fields:
        return None
    found = usual_messages(text, end)
    if found is None or len({(m.context, m.source) for m in found}) < len(found):
        return None
    if any(not m.source and m.context is None for m in found):
        return None
    return Read(replace(head.catalog, messages=tuple(found)), sent=head.sent)


@lru_cache(maxsize=64)
def _head(text: str, language: str) -> Read:
    """Read a header; the catalogs of one language share it to the letter."""
    return _read(text, "", language)


def _read(text: str, path: str, language: str) -> Read:
    """Read a file by polib."""
    entries, lines, lead = _parse(text, path)
    messages = list(map(_message, entries, lines))
    if SHIELD in text:
        messages = [_shown(message) for message in messages]
    header = next((m for m in messages if _is_header(m)), None)
    fields: Fields = ()
    comments = tuple(show(line) for line in lead)
    if header is not None:
        fields = parse_fields(header.target)
        comments += header.comments
    elif messages and comments:
        messages[0] = _with_comments(messages[0], comments)
        comments = ()
    kept, duplicates = _distinct([m for m in messages if m.source or m.context is not None])
    sent = tuple(field for field in fields if field[0].startswith(SENT))
    own = fields_for(language, tuple(field for field in fields if field not in sent))
    catalog = Catalog(language, tuple(kept), own, without_people(comments))
    declared = _other_language(fields, language)
    findings = (
        *_strange_language(declared, language, path, header.line if header else 1),
        *_duplicate(duplicates, language, path),
        *_unknown_flags(kept, language, path),
        *_joined(kept, language, path),
    )
    return Read(catalog, tuple(duplicates), findings, declared, sent)


def _is_header(message: Message) -> bool:
    return not message.source and message.context is None and not message.is_obsolete


class _File(polib.POFile):
    """polib's list of entries, the header among them.

    polib would take any empty msgid for the header, even one with a context,
    and forget the order of its fields.
    """

    def find(self, *_args: object, **_options: object) -> None:
        """Find no header."""


# polib asks the disk whether a text is the name of a file, which it then reads.
# No name has a NUL in it; the line is a comment, and the first of the file's.
_NO_PATH = "# \0\n"


def _parse(text: str, path: str) -> tuple[Sequence[polib.POEntry], list[int], list[str]]:
    """Return polib's entries, the line of each msgid, and the comments that open the file.

    polib counts the comments before the first message as the file's.
    """
    framed = _NO_PATH + text
    try:
        file = polib.pofile(framed, encoding="utf-8", klass=_File)
    except OSError as error:
        place = _PLACE.search(str(error))
        raise CatalogError(
            "this line does not belong here",
            path=path,
            line=int(place[1]) - 1 if place else None,
            hint="a message is msgctxt (if any), msgid, msgstr, in this order; look above it too",
        ) from error
    lines, end = _lines(framed)
    if len(lines) != len(file) or (lines and not _is_complete(framed, end)):
        raise CatalogError(
            "the file ends in the middle of a message",
            path=path,
            line=lines[-1] if lines else text.count("\n"),
            hint="it was not saved or sent whole: send it again, or git checkout brings it back",
        )
    entries = list(file)
    # polib's parser holds the file, and itself: the entries need not wait for the collector.
    file.clear()
    return entries, lines, file.header.split("\n")[1:]


def _lines(text: str) -> tuple[list[int], int]:
    """Return the line of every msgid in *text* after its first line, and where the last ends."""
    lines: list[int] = []
    line, end = 0, 0
    for match in _MSGID.finditer(text):
        start = match.end()
        line += text.count("\n", end, start)
        end = start
        lines.append(line)
    return lines, end


def _is_complete(text: str, start: int) -> bool:
    """Tell whether the message whose msgid ends before *start* has its msgstr: polib does not."""
    return _MSGSTR.search(text, start) is not None and _MSGCTXT.search(text, start) is None


def _message(entry: polib.POEntry, line: int) -> Message:
    flags = entry.flags
    previous = entry.previous_msgid
    notes = tuple(entry.comment.split("\n")) if entry.comment else ()
    comments, hints, remark = (
        sorted_comments(entry.tcomment.split("\n")) if entry.tcomment else _NONE
    )
    return Message(
        source=entry.msgid,
        context=entry.msgctxt,
        target=entry.msgstr,
        is_fuzzy="fuzzy" in flags,
        is_obsolete=bool(entry.obsolete),
        previous=None if previous is None else (entry.previous_msgctxt, previous),
        notes=notes,
        references=tuple([f"{f}:{n}" if n else f for f, n in entry.occurrences]),
        comments=comments,
        hints=hints,
        remark=remark,
        flags=tuple([flag for flag in flags if flag and flag != "fuzzy"]) if flags else (),
        plural=_plural(entry) if entry.msgid_plural else None,
        line=line,
        previous_plural=None if entry.msgid_plural else entry.previous_msgid_plural,
    )


_NONE: tuple[tuple[str, ...], tuple[str, ...], str] = ((), (), "")


def _plural(entry: polib.POEntry) -> Plural:
    forms = entry.msgstr_plural
    targets = tuple(forms[index] for index in sorted(forms))
    return Plural(entry.msgid_plural, targets, entry.previous_msgid_plural)


def _with_comments(message: Message, lines: tuple[str, ...]) -> Message:
    own, hints, remark = sorted_comments(list(lines))
    return replace(
        message,
        comments=own + message.comments,
        hints=hints + message.hints,
        remark=remark or message.remark,
    )


def _shown(message: Message) -> Message:
    """Return *message* with the characters that were hidden from polib."""

    def shown(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(show(text) for text in texts)

    context, previous, plural = message.context, message.previous, message.plural
    return replace(
        message,
        source=show(message.source),
        context=None if context is None else show(context),
        target=show(message.target),
        previous=previous
        and (None if previous[0] is None else show(previous[0]), show(previous[1])),
        notes=shown(message.notes),
        references=shown(message.references),
        comments=shown(message.comments),
        hints=shown(message.hints),
        flags=shown(message.flags),
        previous_plural=None if message.previous_plural is None else show(message.previous_plural),
        plural=plural
        and Plural(
            show(plural.source),
            shown(plural.targets),
            None if plural.previous is None else show(plural.previous),
        ),
    )


def _distinct(messages: Sequence[Message]) -> tuple[list[Message], list[Message]]:
    """Part *messages* into those of a key of their own, obsolete ones last, and the others.

    A message that is in use counts before an obsolete one, a translated before an empty one.
    """
    chosen: dict[tuple[str | None, str], Message] = {(m.context, m.source): m for m in messages}
    duplicates: list[Message] = []
    if len(chosen) < len(messages):
        chosen = {}
        for message in messages:
            first = chosen.setdefault(message.key, message)
            if _worth(message) > _worth(first):
                chosen[message.key] = message
                duplicates.append(first)
            elif first is not message:
                duplicates.append(message)
    return sorted(chosen.values(), key=_is_obsolete), duplicates


_is_obsolete = attrgetter("is_obsolete")


def _worth(message: Message) -> tuple[bool, bool]:
    return (not message.is_obsolete, bool(message.target or message.plural))


# --- Findings -----------------------------------------------------------------------------------


def _other_language(fields: Sequence[tuple[str, str]], language: str) -> str:
    declared = _SUBTAG.split(dict(fields).get("Language", "").lower())[0]
    return "" if declared == _SUBTAG.split(language)[0] else declared


def _strange_language(declared: str, language: str, path: str, line: int) -> Iterator[Finding]:
    if declared:
        yield Finding(
            "other-language",
            Severity.WARNING,
            path,
            line,
            f"the file says that it is in {declared}, but it stands among those in {language}",
            hint="if it came to the wrong place, git checkout brings the right one back",
            language=language,
        )


def _duplicate(messages: Sequence[Message], language: str, path: str) -> Iterator[Finding]:
    for message in messages:
        yield Finding(
            "duplicate-message",
            Severity.WARNING,
            path,
            message.line,
            "the same text stands twice in this file; one translation of it counts",
            source=message.source,
            target=message.target,
            language=language,
            context=message.context,
        )


def _joined(messages: Sequence[Message], language: str, path: str) -> Iterator[Finding]:
    for message in messages:
        if JOINED in message.target and not message.is_obsolete:
            yield Finding(
                "joined-versions",
                Severity.WARNING,
                path,
                message.line,
                "several translations stand in this message, as msgcat joined them",
                source=message.source,
                target=message.target,
                hint=f"keep one, and delete the others and the lines with {JOINED}",
                language=language,
                context=message.context,
            )


def _unknown_flags(messages: Sequence[Message], language: str, path: str) -> Iterator[Finding]:
    for message in messages:
        for flag in message.flags:
            if _GETTEXT_FLAG.fullmatch(flag) is None:
                yield Finding(
                    "unknown-flag",
                    Severity.NOTE,
                    path,
                    message.line,
                    f"gettext and Poedit delete the flag {flag.removeprefix('=')!r} when they save",
                    language=language,
                    context=message.context,
                )
