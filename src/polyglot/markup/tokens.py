"""HTML cut into tokens by position, as browsers cut it (WHATWG HTML, 13.2.5 Tokenization).

Every character of the text belongs to exactly one token, so slices of it can be put back
where they stood. Newlines are expected as browsers normalise them: only LF.
All patterns are linear: what has been matched is never given back.
"""

import re
import sys
from html.entities import html5
from typing import Literal, NamedTuple

from polyglot.markup.elements import BOUNDARIES, RAW, VOID, words

_ATTRIBUTES = (
    r"(?:[\t\n\f /]++"
    r"|[^\t\n\f />][^\t\n\f />=]*+"
    r"(?:[\t\n\f ]*+=[\t\n\f ]*+"
    r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f >"'][^\t\n\f >]*+|(?=>)))?+)*+"""
)
_TOKEN = re.compile(
    r"(?P<text>(?:[^<]++|<(?![A-Za-z/!?])|</\Z)++)"
    rf"|<(?P<slash>/?)(?P<name>[A-Za-z][^\t\n\f />]*+){_ATTRIBUTES}>"
    r"|(?P<comment><!--(?:-?>|[\s\S]*?(?:--!?>|\Z)))"
    r"|(?P<bogus><(?:[!?]|/(?![A-Za-z]))[^>]*+(?:>|\Z))"
    r"|(?P<rest><[\s\S]*+)"
)
_ATTRIBUTE = re.compile(
    r"([^\t\n\f />][^\t\n\f />=]*+)"
    r"(?:[\t\n\f ]*+=[\t\n\f ]*+"
    r"""("[^"]*+"|'[^']*+'|[^\t\n\f >"'][^\t\n\f >]*+|(?=>)))?+"""
)
_CDATA = re.compile(r"<!\[CDATA\[[\s\S]*?(?:\]\]>|\Z)")
_SCRIPT = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f />])", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#([0-9]++|[xX][0-9a-fA-F]++);?|([A-Za-z][A-Za-z0-9]*+;?))")
_RAW_OR_FOREIGN = RAW | {"math", "svg"}
_SURROGATES = range(0xD800, 0xE000)
_OLD_CONTROLS = range(0x80, 0xA0)
_LONGEST_NAME = 32
_LONGEST_NUMBER = 8

_BREAKS_OUT = words(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img "
    "li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
_HOLDS_HTML = words("annotation-xml desc foreignobject mi mn mo ms mtext title")


class Token(NamedTuple):
    """A stretch of HTML, from *start* to *end*.

    *kind* `text`, `comment` (bogus ones and doctypes too), a `start` or `end` tag;
    `raw`, an element whose inside is not HTML, whole (`script`, `title`, `svg` …);
    `rest`, a tag that the text ends in, which browsers drop.
    *name* is in lower case; *head* is where the attributes of a tag begin;
    *inside* is the end of the first tag of a raw element; *is_bare* a tag without attributes.
    """

    kind: Literal["text", "comment", "start", "end", "raw", "rest"]
    name: str
    start: int
    end: int
    head: int = 0
    inside: int = 0
    is_bare: bool = True


class Attribute(NamedTuple):
    """An attribute of a tag: *name* in lower case, *value* decoded.

    The value with its quotes stands from *start* to *end*; both are -1 where there is none.
    """

    name: str
    value: str
    start: int
    end: int


def tokenise(html: str) -> list[Token]:
    """Cut *html*, a body or a whole page, into tokens."""
    tokens: list[Token] = []
    position = 0
    while position < len(html):
        position = _tokenise(html, position, tokens)
    return tokens


def _tokenise(html: str, position: int, tokens: list[Token]) -> int:
    """Append tokens up to the end of the next raw element; return where that is."""
    append, make, raw = tokens.append, tuple.__new__, _RAW_OR_FOREIGN
    for found in _TOKEN.finditer(html, position):
        start, end = found.span()
        kind = found.lastgroup
        if kind == "text":
            append(make(Token, ("text", "", start, end, 0, 0, True)))
        elif kind == "name":
            name = found[3].lower()
            head = found.end(3)
            if found[2]:
                append(make(Token, ("end", name, start, end, head, 0, True)))
            elif name in raw:
                inside, end = end, _raw_end(html, name, end)
                append(make(Token, ("raw", name, start, end, head, inside, head + 1 == inside)))
                return end
            else:
                append(make(Token, ("start", name, start, end, head, 0, head + 1 == end)))
        else:
            kind = "rest" if kind == "rest" else "comment"
            append(make(Token, (kind, "", start, end, 0, 0, True)))
    return len(html)


def foreign(html: str, token: Token) -> list[Token]:
    """Cut what stands inside an `svg` or `math` element.

    CDATA is passed over, an element that closes itself is `raw`.
    """
    tokens: list[Token] = []
    position = token.inside
    while position < token.end:
        found = _CDATA.match(html, position) or _TOKEN.match(html, position, token.end)
        if found is None:
            break
        start, position = found.span()
        kind = found.lastgroup
        if kind == "name":
            name, head = found[3].lower(), found.end(3)
            is_bare = head + 1 == position
            if not found[2] and html[position - 2] == "/":
                tokens.append(Token("raw", name, start, position, head, position, is_bare))
            else:
                side: Literal["start", "end"] = "end" if found[2] else "start"
                tokens.append(Token(side, name, start, position, head, 0, is_bare))
        elif kind in ("comment", "bogus"):
            tokens.append(Token("comment", "", start, position))
    if tokens and tokens[-1][:2] == ("end", token.name):
        tokens.pop()
    return tokens


def attributes(html: str, token: Token) -> list[Attribute]:
    """Return the attributes of a tag; of two with one name the first counts."""
    if token.is_bare:
        return []
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(html, token.head, token.inside or token.end):
        name = match[1].lower()
        if name not in found:
            found[name] = Attribute(name, _value(match[2] or ""), *match.span(2))
    return list(found.values())


def _value(written: str) -> str:
    if written[:1] in ("'", '"'):
        written = written[1:-1]
    return decode_attribute(written) if "&" in written else written


# --- Character references -------------------------------------------------------------------------


def decode(text: str) -> str:
    """Return *text* with its character references resolved, as HTML does in text."""
    return _REFERENCE.sub(_resolve, text) if "&" in text else text


def decode_attribute(text: str) -> str:
    """Return *text* with its character references resolved, as HTML does in attributes.

    There a name without its semicolon stays as written before `=`, a letter or a digit.
    """

    def resolve(found: re.Match[str]) -> str:
        name = found[2]
        if name and not name.endswith(";"):
            is_last = text[found.end() : found.end() + 1] != "="
            return html5.get(name, found[0]) if is_last else found[0]
        if name and name not in html5:
            return found[0]
        return _resolve(found)

    return _REFERENCE.sub(resolve, text)


def _resolve(found: re.Match[str]) -> str:
    number, name = found[1], found[2]
    if number:
        digits, base = (number[1:], 16) if number[0] in "xX" else (number, 10)
        return _character(int(digits.lstrip("0")[:_LONGEST_NUMBER] or "0", base))
    if name in html5:
        return html5[name]
    for length in range(min(len(name), _LONGEST_NAME), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]] + name[length:]
    return found[0]


def _character(number: int) -> str:
    """Return the character of a numeric reference (WHATWG HTML, 13.2.5.80)."""
    if number == 0 or number > sys.maxunicode or number in _SURROGATES:
        return "\ufffd"
    if number in _OLD_CONTROLS:
        return bytes([number]).decode("cp1252", "ignore") or chr(number)
    return chr(number)


# --- Elements whose inside is not HTML ------------------------------------------------------------


def _raw_end(html: str, name: str, position: int) -> int:
    """Return where the raw element *name* ends whose first tag ends at *position*."""
    if name == "plaintext":
        return len(html)
    if name == "script":
        return _script_end(html, position)
    if name in ("svg", "math"):
        return position if html[position - 2] == "/" else _foreign_end(html, name, position)
    closing = re.compile(rf"</{name}(?=[\t\n\f />])", re.IGNORECASE).search(html, position)
    return _tag_end(html, closing.start()) if closing else len(html)


def _tag_end(html: str, position: int) -> int:
    found = _TOKEN.match(html, position)
    return found.end() if found else len(html)


def _script_end(html: str, position: int) -> int:
    """Follow the states of script data: a script inside a comment hides its closing tag."""
    is_comment = is_hidden = False
    for found in _SCRIPT.finditer(html, position):
        text = found[0]
        if text == "<!--":
            is_comment = True
        elif text == "-->":
            is_comment = is_hidden = False
        elif not found[1]:
            is_hidden = is_comment
        elif is_hidden:
            is_hidden = False
        else:
            return _tag_end(html, found.start())
    return len(html)


def _foreign_end(html: str, root: str, position: int) -> int:
    """Return where an `svg` or `math` element ends (WHATWG HTML, 13.2.6.5)."""
    opened = [root]
    while opened and (found := _CDATA.match(html, position) or _TOKEN.match(html, position)):
        after: int | None = found.end()
        if found.groupdict().get("name"):
            after = _after_foreign(html, found, opened)
        if after is None:
            return position
        position = after
    return position


def _after_foreign(html: str, found: re.Match[str], opened: list[str]) -> int | None:
    """Carry a tag out on the *opened* elements; return where to go on, None if it ends them all."""
    name, holds_html = found["name"].lower(), opened[-1] in _HOLDS_HTML
    if found["slash"]:
        if name in opened:
            while opened.pop() != name:
                pass
        elif name in BOUNDARIES or name == "br":
            return None
        return found.end()
    if name in _BREAKS_OUT and _HOLDS_HTML.isdisjoint(opened):
        return None
    if holds_html and name in RAW:
        return _raw_end(html, name, found.end())
    if found[0][-2] != "/" and not (name in VOID and holds_html):
        opened.append(name)
    return found.end()
