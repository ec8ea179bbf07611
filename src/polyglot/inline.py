"""Inline codes ↔ the tags a translator sees.

In a message a code is `<a>…</a>` or `<br/>`; its attributes stay with the article.
Everything else is text: a `<` that would read as a tag is written `&lt;`,
an `&` that would read as a character reference is written `&amp;`, nothing else is escaped.
So every message text reads in exactly one way, and `quote` is the inverse of reading.

A code whose inside must come back as it is (`code`, `kbd`, `translate="no"`) is shown as a pair
around its text; in a content it is one `lone` mark, whose `code.content` is that text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html.entities import html5
from typing import TypeAlias

from polyglot.identity import Remembered
from polyglot.markup.elements import NOT_IN_ITSELF, PROTECTED, VOID
from polyglot.markup.tokens import decode
from polyglot.model import Code, Content, Mark

_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")
_PARTS = re.compile(rf"({_TAG.pattern})")
_PLAIN_TAG = re.compile(r"<(/?)([^\s<>/]+)\s*+(/?)>")
_REFERENCE = re.compile(r"&(?:#[0-9]++|#[xX][0-9a-fA-F]++|[A-Za-z][A-Za-z0-9]*+);")
_BRACKET = re.compile(r"<(?=/?[A-Za-z])|[<>]")
_NUMBER = re.compile(r"-?[0-9]+\Z")
_LINE_BREAK = re.compile(r"<br(?:-?[0-9]+)? ?/?>")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that no XML and no page may hold."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A message text read against the codes of its unit.

    *problems* are clauses for people; where there is one, *content* must not be published.
    """

    content: Content
    problems: tuple[str, ...] = ()


# --- Text -----------------------------------------------------------------------------------------


def quote(text: str) -> str:
    """Return literal *text* as it is written in a message."""
    if "&" in text:
        text = _REFERENCE.sub(_quote_reference, text)
    return _quote_tags(text) if "<" in text else text


def unquote(text: str) -> str:
    """Return the literal text of a stretch of message without tags."""
    return _REFERENCE.sub(_unquote_reference, text) if "&" in text else text


def _is_reference(text: str) -> bool:
    return text[1] == "#" or text[1:] in html5


def _quote_reference(found: re.Match[str]) -> str:
    return f"&amp;{found[0][1:]}" if _is_reference(found[0]) else found[0]


def _unquote_reference(found: re.Match[str]) -> str:
    return decode(found[0]) if _is_reference(found[0]) else found[0]


def _quote_tags(text: str) -> str:
    """Quote each `<` from which a tag would read on to a `>`, looking from the end."""
    parts: list[str] = []
    end = len(text)
    closes = False
    for found in reversed(list(_BRACKET.finditer(text))):
        if found[0] == ">":
            closes = True
        elif closes and _begins_tag(text, found.start()):
            parts += (text[found.end() : end], "&lt;")
            end = found.start()
        else:
            closes = False
    return text[:end] + "".join(reversed(parts))


def _begins_tag(text: str, position: int) -> bool:
    following = text[position + 1 : position + 3].removeprefix("/")[:1]
    return following.isascii() and following.isalpha()


def codes_of(text: str) -> tuple[str, ...]:
    """Return the tags in a message text, as written and in their order."""
    return tuple(_TAG.findall(text)) if "<" in text else ()


def plain(text: str) -> str:
    """Return a message text without its tags, escapes resolved; a line break is a space."""
    if "<" in text:
        text = _TAG.sub("", _LINE_BREAK.sub(" ", text))
    return unquote(text)


# --- Reading --------------------------------------------------------------------------------------


def parse(text: str, codes: Sequence[Code]) -> Parsed:
    """Read a source or a target against the codes of its unit.

    Each code must occur exactly once, pairs properly nested; their order is free.
    """
    if "<" not in text and not codes:
        content: Content = (unquote(text),) if text else ()
        return Parsed(content, _unprintable(text))
    if (usual := _usual(text, codes)) is not None:
        return Parsed(usual)
    reading = _Reading(text, codes)
    reading.run()
    return Parsed(tuple(reading.content), (*reading.problems, *_unprintable(text)))


def _unprintable(text: str) -> tuple[str, ...]:
    if text.isprintable() and "&#" not in text:
        return ()
    found = UNPRINTABLE.search(unquote(text))
    return (f"an unprintable character (U+{ord(found[0]):04X})",) if found else ()


def _usual(text: str, codes: Sequence[Code]) -> Content | None:
    """Return the content of a text without any problem, in a third of the time; else None.

    What is unusual in any way is left to `_Reading`.
    """
    # Only a tuple stays as it was when its marks were worked out.
    marks = _marks(codes) if type(codes) is tuple else _marks_of(codes)
    if marks is None:
        return None
    wanted = marks.copy()
    content: list[str | Mark] = []
    opened: list[Code] = []
    for number, part in enumerate(_PARTS.split(text)):
        if number % 2:
            mark = wanted.pop(part, None)
            if mark is None or not (mark.kind == "lone" or _nests(mark, opened)):
                return None
            content.append(mark)
        elif part:
            content.append(unquote(part) if "&" in part else part)
    return None if wanted or opened or _unprintable(text) else tuple(content)


def _marks_of(codes: Sequence[Code]) -> dict[str, Mark] | None:
    """Return the mark of each tag that is to occur, or None if one of *codes* is unusual."""
    wanted: dict[str, Mark] = {}
    for code in codes:
        if code.content is not None or is_loose(code):
            return None
        if code.is_paired:
            wanted[f"<{code.name}>"] = Mark(code, "open")
            wanted[f"</{code.name}>"] = Mark(code, "close")
        else:
            wanted[f"<{code.name}/>"] = Mark(code, "lone")
    return wanted


_marks = Remembered(_marks_of, most=256)
"""A unit's marks, for its text in every language."""


def _nests(mark: Mark, opened: list[Code]) -> bool:
    """Carry *mark* out on the *opened* codes; tell whether it may stand there."""
    code = mark.code
    if mark.kind == "close":
        return bool(opened) and opened.pop() is code
    if mark.kind == "open":
        if code.element in NOT_IN_ITSELF and any(one.element == code.element for one in opened):
            return False
        opened.append(code)
    return True


class _Reading:
    """Reads one message text."""

    __slots__ = ("content", "named", "opened", "position", "problems", "seen", "text")

    def __init__(self, text: str, codes: Sequence[Code]) -> None:
        self.text = text
        self.named = {code.name: code for code in codes}
        self.opened: list[Code] = []
        self.seen: list[str] = []
        self.content: list[str | Mark] = []
        self.problems: list[str] = []
        self.position = 0

    def run(self) -> None:
        """Read all of it, then tell what is missing."""
        text = self.text
        while found := _TAG.search(text, self.position):
            self._text(text[self.position : found.start()])
            self.position = found.end()
            self._tag(found[0])
        self._text(text[self.position :])
        for code in self.opened:
            self._problem(f"<{code.name}> is never closed")
        for name, code in self.named.items():
            if name not in self.seen:
                self._problem(f"the target lost {_shown(code)}")
        self._order()

    def _text(self, text: str) -> None:
        if text:
            self.content.append(unquote(text))

    def _problem(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _tag(self, tag: str) -> None:
        plain_tag = _PLAIN_TAG.fullmatch(tag)
        code = self.named.get(plain_tag[2]) if plain_tag else None
        if plain_tag is None or code is None:
            if not tag.startswith("</") or f"<{tag[2:]} is not in the source" not in self.problems:
                self._problem(f"{tag} is not in the source")
        elif plain_tag[1]:
            self._close(code, tag)
        elif bool(plain_tag[3]) and code.is_paired:
            self._problem(f"{tag} stands where <{code.name}>…</{code.name}> belongs")
        elif code.name in self.seen:
            self._problem(f"<{code.name}> occurs twice")
        else:
            self.seen.append(code.name)
            self._open(code)

    def _open(self, code: Code) -> None:
        if not code.is_paired:
            self.content.append(Mark(code, "lone"))
        elif code.content is not None:
            self._protected(code, code.content)
        else:
            if code.element in NOT_IN_ITSELF:
                for outer in self.opened:
                    if outer.element == code.element:
                        self._problem(f"<{code.name}> stands inside <{outer.name}>")
            self.opened.append(code)
            self.content.append(Mark(code, "open"))

    def _close(self, code: Code, tag: str) -> None:
        if code not in self.opened:
            self._problem(f"{tag} closes nothing")
            return
        while (inner := self.opened.pop()) != code:
            self._problem(f"<{code.name}> is closed before <{inner.name}> inside it")
        self.content.append(Mark(code, "close"))

    def _protected(self, code: Code, wanted: str) -> None:
        closing = f"</{code.name}>"
        end = self.text.find(closing, self.position)
        if end < 0:
            self._problem(f"<{code.name}> is never closed")
            return
        found = self.text[self.position : end]
        self.position = end + len(closing)
        if _TAG.search(found) or unquote(found) != wanted:
            self._problem(f"the text inside <{code.name}> must stay “{wanted}”")
        self.content.append(Mark(code, "lone"))

    def _order(self) -> None:
        """Keep tags that have lost their other half in the source's order."""
        loose = [name for name, code in self.named.items() if is_loose(code)]
        if len(loose) > 1:
            found = [name for name in self.seen if name in loose]
            if found != loose and not self.problems:
                shown = " ".join(f"<{name}/>" for name in loose)
                self._problem(f"{shown} must stay in this order")


def is_loose(code: Code) -> bool:
    """Tell whether a standalone code is a tag of the source without its other half."""
    if code.is_paired or code.element in VOID or not code.opening:
        return False
    first, last = code.opening[0], code.opening[-1]
    if isinstance(first, str) and first.startswith("<!"):
        return False
    return (isinstance(first, str) and first.startswith("</")) or not (
        isinstance(last, str) and "</" in last
    )


def _shown(code: Code) -> str:
    return f"<{code.name}>" if code.is_paired else f"<{code.name}/>"


# --- Two message texts, without their article ----------------------------------------------------


def compare(source: str, target: str) -> tuple[str, ...]:
    """Return what is wrong with the codes of *target*, from the two message texts alone.

    A catalog that polyglot did not write may hold tags with attributes;
    those are compared as a whole, each as often as it occurs.
    """
    if "<" not in source and "<" not in target:
        return ()
    codes = _inferred(source)
    return _compare_whole(source, target) if codes is None else parse(target, codes).problems


_Opened: TypeAlias = tuple[str, int, int]
"""The name of an open tag, its number among the codes, and where its inside begins."""


def _inferred(source: str) -> list[Code] | None:
    """Return codes as *source* shows them, or None where it was not written by us."""
    codes: list[Code] = []
    opened: list[_Opened] = []
    for found in _TAG.finditer(source):
        tag = _PLAIN_TAG.fullmatch(found[0])
        if tag is None:
            return None
        name = tag[2]
        if tag[1]:
            if not opened or opened[-1][0] != name:
                return None
            _, number, start = opened.pop()
            codes[number] = _code(name, source[start : found.start()])
        elif any(code.name == name for code in codes):
            return None
        else:
            codes.append(Code(name, _NUMBER.sub("", name), is_paired=False, opening=("<!",)))
            if not tag[3]:
                opened.append((name, len(codes) - 1, found.end()))
    return None if opened else codes


def _code(name: str, inside: str) -> Code:
    element = _NUMBER.sub("", name)
    is_protected = element in PROTECTED and not _TAG.search(inside)
    content = unquote(inside) if is_protected else None
    return Code(name, element, is_paired=True, opening=("<!",), content=content)


def _compare_whole(source: str, target: str) -> tuple[str, ...]:
    ours, theirs = Counter(codes_of(source)), Counter(codes_of(target))
    lost = (f"the target lost {tag}" for tag in ours - theirs)
    added = (f"{tag} is not in the source" for tag in theirs - ours)
    return (*lost, *added)
