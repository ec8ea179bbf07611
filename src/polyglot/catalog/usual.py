"""The usual message, read in one pass and written in one piece; all others are polib's.

Most files of a workspace are as polyglot wrote them, and polib's state machine takes
eight times as long for them. So this knows the usual message only: one line for each text,
comments of ours, no flag but fuzzy, nothing obsolete, no plural.
Whatever else stands in a file makes it polib's, whole, and whatever else is in a message
makes polib write it; tests hold both readings and both writings equal.
"""

import re

from polib import unescape

from polyglot.catalog.remarks import HINT, is_remark
from polyglot.catalog.shield import BREAKERS, SHIELD
from polyglot.model import Message

_ODD = rf"{BREAKERS}\x07{SHIELD}"
_STRING = rf'"([^"\\\n{_ODD}]*+(?:\\["\\t][^"\\\n{_ODD}]*+)*+)"'
_LINE = rf"[^\s{_ODD}][^\n{_ODD}]*+(?<![ \t])\n"

# What polib writes as an escape, or on a line of its own.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f]")

_MESSAGE = re.compile(
    rf"""\n((?:\#[ ]{_LINE})*+)
    ((?:\#\.[ ]{_LINE})*+)
    (?:\#:[ ]([^\s:{_ODD}\u2068]++)\n)?+
    (\#,[ ]fuzzy\n)?+
    ((?:\#\|[ ]msgctxt[ ]{_STRING}\n)?+\#\|[ ]msgid[ ]{_STRING}\n)?+
    (?:msgctxt[ ]{_STRING}\n)?+msgid[ ]{_STRING}\nmsgstr[ ]{_STRING}\n""",
    re.VERBOSE,
)


def messages(text: str, start: int) -> list[Message] | None:
    """Return the messages in *text* from *start* on, or None if one of them is not a usual one.

    *start* is where the line break before the first message's empty line ends.
    Cost: linear; a text that is not usual costs no more than its usual beginning.
    """
    found: list[Message] = []
    line = text.count("\n", 0, start) + 1
    match = _MESSAGE.match
    end = len(text)
    while start < end:
        entry = match(text, start)
        if entry is None:
            return None
        comment, note, reference, fuzzy, previous, old_context, old, context, source, target = (
            entry.groups()
        )
        at = entry.start(9)
        line += text.count("\n", start, at)
        found.append(_message(line, comment, note, reference, source, target, context, fuzzy))
        if previous is not None:
            old_key = (None if old_context is None else _plain(old_context), _plain(old))
            found[-1] = _with_previous(found[-1], old_key)
        start = entry.end()
        line += text.count("\n", at, start)
    return found


def _message(
    line: int,
    comment: str,
    note: str,
    reference: str | None,
    source: str,
    target: str,
    context: str | None,
    fuzzy: str | None,
) -> Message:
    comments, hints, remark = _comments(comment) if comment else _NONE
    return Message(
        _plain(source),
        None if context is None else _plain(context),
        _plain(target),
        fuzzy is not None,
        False,  # noqa: FBT003 - obsolete; by place, for there are thousands
        None,
        tuple([text[3:] for text in note[:-1].split("\n")]) if note else (),
        () if reference is None else (reference,),
        comments,
        hints,
        remark,
        (),
        None,
        line,
    )


_NONE: tuple[tuple[str, ...], tuple[str, ...], str] = ((), (), "")


def _comments(text: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    lines = [line[2:] for line in text[:-1].split("\n")]
    if len(lines) == 1 and is_remark(lines[0]):
        return (), (), lines[0]
    return sorted_comments(lines)


def sorted_comments(lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Part the comment *lines* into people's own, our hints, and our remark.

    An empty line before all of them is none: polib does not read one back.
    """
    own: list[str] = []
    hints: list[str] = []
    remark = ""
    for line in lines:
        if line.startswith(HINT):
            hints.append(line.removeprefix(HINT))
        elif is_remark(line):
            remark = remark or line
        elif line or own:
            own.append(line)
    return tuple(own), tuple(hints), remark


def _with_previous(message: Message, previous: tuple[str | None, str]) -> Message:
    from dataclasses import replace

    return replace(message, previous=previous)


def _plain(text: str) -> str:
    return unescape(text) if "\\" in text else text


# --- Writing ------------------------------------------------------------------------------------


def written(message: Message, comments: str) -> str | None:
    """Return the usual *message* as it stands in a file, or None if polib is to write it.

    *comments* are the lines a translator sees first, without their `# `.
    """
    references, context = message.references, message.context
    if message.flags or message.plural or message.is_obsolete or len(references) > 1:
        return None
    if (references and " " in references[0]) or message.previous is not None:
        return None
    if _CONTROL.search(f"{context}{message.source}{message.target}"):
        return None
    lines = [f"# {line}" for line in comments.split("\n")] if comments else []
    lines += [f"#. {line}" for note in message.notes for line in note.split("\n")]
    lines += [f"#: {name}" for name in references]
    if message.is_fuzzy:
        lines.append("#, fuzzy")
    if context is not None:
        lines.append(f'msgctxt "{_quoted(context)}"')
    lines.append(f'msgid "{_quoted(message.source)}"\nmsgstr "{_quoted(message.target)}"\n')
    return "\n".join(lines)


def _quoted(text: str) -> str:
    if "\\" in text:
        text = text.replace("\\", r"\\")
    if '"' in text:
        text = text.replace('"', r"\"")
    return text.replace("\t", r"\t") if "\t" in text else text
