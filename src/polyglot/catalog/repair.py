"""The step before polib: bytes become text, and lines it would lose or refuse become ones it reads.

gettext's own reader (po-lex.c, po-gram-gen.y) is the measure of what a line may look like.
Every line stays on its line, so that a place in the repaired text is a place in the file;
only what stood behind another text on the same line gets one of its own.
A text that needs no repair, as nearly all do, goes to polib untouched.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias

import polib

from polyglot.catalog.conflicts import refuse_conflicts
from polyglot.catalog.shield import BREAKERS, NOTHING, SHIELD, SPACE, hide
from polyglot.errors import CatalogError

# --- From bytes to text -------------------------------------------------------------------------

# As gettext looks for it, wherever the header is wrapped.
_CHARSET = re.compile(rb"^(?!#)[^\n]*?charset=([\w.:-]+)", re.MULTILINE)


def decode(data: bytes, path: str) -> str:
    """Return the text of a PO file, each line ended by a newline.

    What is valid UTF-8 is UTF-8; anything else is what the header declares.

    Raises:
        CatalogError: If the bytes are no text in the declared encoding.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decode(data, "utf-16", path)
    else:
        text = _decode(data.removeprefix(codecs.BOM_UTF8), "utf-8", path)
    if "\0" in text:
        raise CatalogError("this is no PO file but binary data", path=path, hint=_BACK)
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        text = text if "\n" in text else text.replace("\r", "\n")
    return text if text.endswith("\n") or not text else text + "\n"


_BACK = "have it sent again, or bring an older version back (git checkout)"


def _decode(data: bytes, charset: str, path: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        declared = _CHARSET.search(data)
        name = declared[1].decode() if declared else "utf-8"
        line = data.count(b"\n", 0, error.start) + 1
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError) as error:
        raise CatalogError(
            f"this line cannot be read as {name}",
            path=path,
            line=line,
            hint="save the file as UTF-8",
        ) from error


# --- What polib reads as gettext does -----------------------------------------------------------

_STRING = rf'"[^"\\\n{BREAKERS}{SHIELD}]*+(?:\\[\\ntrvbf"][^"\\\n{BREAKERS}{SHIELD}]*+)*+"'
_ODD_LINE = re.compile(
    rf"""\n(?!\Z|(?:
        (?:\#~[ ])?(?:msg(?:id|str|ctxt|id_plural|str\[\d\])[ ])?{_STRING}
      | \#[ ][^\s{BREAKERS}{SHIELD}][^\n{BREAKERS}{SHIELD}]*+
      | \#[.:,][ ][^\s{BREAKERS}{SHIELD}\u2068][^\n{BREAKERS}{SHIELD}\u2068]*+
      | \#\|[ ](?:msg(?:id|ctxt|id_plural)[ ])?{_STRING}
    )?\n)""",
    re.VERBOSE,
)


def is_plain(text: str) -> bool:
    """Tell whether polib reads every line of *text* as gettext does, and loses none."""
    return _ODD_LINE.search("\n" + text) is None


# --- Line by line -------------------------------------------------------------------------------

_BLANK = " \t\v\f\r"
_MESSAGE = re.compile(
    r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)?+\s*+(?P<index>\[\s*+\d\s*+\])?+\s*+"
    r'(?P<strings>(?:"(?:[^"\\]|\\.)*+"\s*+)++)'
)
_PART = re.compile(
    r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)?+\s*+(?P<index>\[\s*+\d\s*+\])?+\s*+"
    r'(?P<strings>(?:"(?:[^"\\]|\\.)*+"\s*+)*+)'
)
_DOMAIN = re.compile(r'domain\s*"(?:[^"\\]|\\.)*+"')
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_ISOLATE = re.compile("\u2068([^\u2068\u2069]*+)\u2069")
_ESCAPE = re.compile(
    r"(?P<bytes>(?:\\[0-7]{1,3}|\\x[0-9A-Fa-f]{1,2})++)|\\(?P<letter>.)", re.DOTALL
)
_BYTE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3}))")
_LETTERS = dict(zip('abfnrtv\\"', '\a\b\f\n\r\t\v\\"', strict=True))

_Broken: TypeAlias = Callable[[str, str], CatalogError]
"""Makes the error about a line from a problem and a hint."""


def repair(text: str, path: str) -> str:
    """Return *text* so that polib reads what gettext would; characters may be shielded.

    Raises:
        CatalogError: If a line is none of a PO file, with its number.
    """
    refuse_conflicts(text, path)
    return "".join(
        _repaired(line.strip(_BLANK), partial(_broken, path, number)) + "\n"
        for number, line in enumerate(_continued(text.removesuffix("\n").split("\n")), 1)
    )


def _continued(lines: Iterable[str]) -> Iterator[str]:
    """Yield *lines*, a text that goes on behind a backslash at the end of its line in one piece.

    The lines it took are empty; comments, which gettext joins as well, stay on their own.
    """
    begun, taken = "", 0
    for line in lines:
        whole = begun + line
        if whole.endswith("\\") and not whole.lstrip(_BLANK).startswith("#"):
            begun, taken = whole[:-1], taken + 1
            continue
        yield whole
        yield from [""] * taken
        begun, taken = "", 0
    if taken:
        yield begun


def _broken(path: str, line: int, problem: str, hint: str) -> CatalogError:
    return CatalogError(problem, path=path, line=line, hint=hint)


def _repaired(line: str, broken: _Broken) -> str:
    if line.startswith("#"):
        return _comment_line(line, broken)
    return _message_line("", line, broken) if line else ""


def _comment_line(line: str, broken: _Broken) -> str:
    """Return a line that starts with #, with the space behind its mark that polib wants."""
    kind, rest = line[1:2], line[2:].strip(_BLANK)
    match kind:
        case "~":
            return _obsolete_line(rest, broken)
        case "|":
            return _message_line("#| ", rest, broken) if rest else ""
        case "." | "," | ":" | "=":
            return _gettext_line(kind, rest)
        case "" | " ":
            return hide(line) if rest else f"# {NOTHING}"
        case _:
            return hide(f"# {line[1:].lstrip(_BLANK)}")


def _obsolete_line(rest: str, broken: _Broken) -> str:
    """Return an obsolete line; polib passes over `#~|`, but reads `#|` before `#~`."""
    if rest.startswith("|"):
        return _message_line("#| ", rest[1:].strip(_BLANK), broken)
    if not rest or rest.startswith("#"):
        return _repaired(rest, broken)
    return _message_line("#~ ", rest, broken)


def _gettext_line(kind: str, rest: str) -> str:
    """Return a line of notes, references or flags.

    A flag from a `#=` line (gettext 0.26) is known by its first character from here on.
    """
    if not rest:
        return ""
    if kind == "=":
        return hide("#, " + ", ".join("=" + flag.strip(_BLANK) for flag in rest.split(",")))
    if kind == ":":
        return "#: " + _ISOLATE.sub(lambda name: name[1].replace(" ", SPACE), hide(rest))
    return hide(f"#{kind} {rest}")


def _message_line(mark: str, line: str, broken: _Broken) -> str:
    match = _MESSAGE.fullmatch(line)
    parts = [match] if match else _parts(line)
    end = parts[-1].end() if parts else 0
    if end == len(line):
        return "\n".join(_text_line(mark, part, broken) for part in parts)
    if not mark and parts and line[end] == "#":
        texts = [_text_line(mark, part, broken) for part in parts]
        return "\n".join([*texts, _comment_line(line[end:], broken)])
    if not mark and _DOMAIN.fullmatch(line):
        return hide(f"# {line}")
    if line.startswith(("msg", '"')):
        raise broken(
            "a quotation mark is missing, or one too many",
            'a text stands between " and "; a quotation mark inside it is written \\"',
        )
    raise broken("this is no line of a PO file", "delete it, or start it with # and a space")


def _parts(line: str) -> list[re.Match[str]]:
    """Return the texts that stand on one line, each with its keyword, as far as there are any."""
    parts: list[re.Match[str]] = []
    start = 0
    while (part := _PART.match(line, start)) and part.end() > start:
        parts.append(part)
        start = part.end()
    return parts


def _text_line(mark: str, part: re.Match[str], broken: _Broken) -> str:
    keyword, index = part["keyword"] or "", (part["index"] or "").replace(" ", "")
    value = "".join(
        _unescaped(literal[1], broken) for literal in _LITERAL.finditer(part["strings"])
    )
    space = " " if keyword else ""
    return f'{mark}{keyword}{index}{space}"{hide(polib.escape(value))}"'


def _unescaped(literal: str, broken: _Broken) -> str:
    """Return what *literal* means; a backslash that means nothing is taken for one."""

    def character(match: re.Match[str]) -> str:
        if match["letter"]:
            return _LETTERS.get(match["letter"], match[0])
        codes = [int(h, 16) if h else int(o, 8) & 255 for h, o in _BYTE.findall(match["bytes"])]
        try:
            text = bytes(codes).decode()
        except UnicodeDecodeError as error:
            raise broken(
                f"{match['bytes']} is no character in UTF-8", "write the character itself"
            ) from error
        if "\0" in text:
            raise broken(f"{match['bytes']} is no character of a text", "delete it")
        return text

    return _ESCAPE.sub(character, literal)
