"""The words of a run → a unit: its text with tags, and the codes behind them."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from polyglot.inline import quote
from polyglot.markup.elements import VOID
from polyglot.markup.page import merged, opening
from polyglot.markup.text import escape
from polyglot.markup.tokens import Attribute, Token
from polyglot.model import Code, Piece, Pieces
from polyglot.readers.frames import Frame
from polyglot.readers.runs import Item
from polyglot.readers.sheet import SPACE, Sheet, Tag

_STRANGE = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a unit, its codes, and where in the source it stands."""

    text: str
    codes: tuple[Code, ...]
    start: int
    end: int


class Composer:
    """Composes the unit that stands in the *items* of a *run*; *hidden* tokens are private."""

    __slots__ = ("attributes_of", "frame", "hidden", "run", "sheet")

    def __init__(
        self,
        sheet: Sheet,
        run: Sequence[Token],
        frame: Frame,
        attributes_of: Callable[[Token], Sequence[Attribute]],
        hidden: frozenset[int],
    ) -> None:
        self.sheet = sheet
        self.run = run
        self.frame = frame
        self.attributes_of = attributes_of
        self.hidden = hidden

    def words(self, items: Sequence[Item], low: int, high: int) -> Words:
        """Return what a translator sees of the items from *low* to *high*."""
        names = self._names(items, low, high)
        texts: list[str] = []
        codes: list[Code] = []
        for number in range(low, high):
            item = items[number]
            if item.kind == "text":
                texts.append(self._text(item, number == low, number == high - 1))
            elif item.kind == "close":
                texts.append(f"</{names[item.mate]}>")
            else:
                code = self._code(item, names[number], items)
                codes.append(code)
                texts.append(_opening(code, is_open=item.kind == "open"))
        start, end = self._bounds(items, low, high)
        return Words("".join(texts), tuple(codes), start, end)

    def _bounds(self, items: Sequence[Item], low: int, high: int) -> tuple[int, int]:
        html = self.sheet.html
        start = self.run[items[low].first].start
        end = self.run[items[high - 1].last].end
        if items[low].kind == "text":
            start = end_of_space(html, start, end)
        if items[high - 1].kind == "text":
            end = start + len(html[start:end].rstrip(SPACE))
        return start, end

    def _text(self, item: Item, is_first: bool, is_last: bool) -> str:  # noqa: FBT001
        token = self.run[item.first]
        start, end = token.start, token.end
        if is_first:
            start = end_of_space(self.sheet.html, start, end)
        if is_last:
            end = start + len(self.sheet.html[start:end].rstrip(SPACE))
        return self.sheet.quoted(start, end, is_preformatted=self.frame.is_preformatted)

    # --- Codes ---

    def _names(self, items: Sequence[Item], low: int, high: int) -> Mapping[int, str]:
        """Number the names that occur more than once, in the order of the text."""
        plain = {
            number: _plain_name(self.run[items[number].first])
            for number in range(low, high)
            if items[number].kind not in ("text", "close")
        }
        counts = Counter(plain.values())
        seen: Counter[str] = Counter()
        names: dict[int, str] = {}
        taken = {name for name, count in counts.items() if count == 1}
        for number, name in plain.items():
            names[number] = name
            if counts[name] > 1:
                seen[name] += 1
                separator = "-" if name[-1].isdigit() else ""
                while (numbered := f"{name}{separator}{seen[name]}") in taken:
                    separator += "-"
                taken.add(numbered)
                names[number] = numbered
        return names

    def _code(self, item: Item, name: str, items: Sequence[Item]) -> Code:
        token = self.run[item.first]
        element = token.name or "comment"
        if item.kind == "private":
            written = self.sheet.splice(token.start, self.run[item.last].end, ())
            return Code(name, element, is_paired=False, opening=written)
        if item.kind == "open":
            return self._pair(token, self.run[items[item.mate].first], name)
        if item.kind == "protected":
            return self._protected(item, name)
        return self._lone(item, name)

    def _pair(self, token: Token, closing: Token, name: str) -> Code:
        sheet = self.sheet
        shown = sheet.page_name(token)
        closed = sheet.html[closing.start : closing.end]
        if token.is_bare:
            return _bare_pair(name, token.name, sheet.html[token.start : token.end], closed, shown)
        tag = sheet.tag(token, self.frame, self.attributes_of(token))
        return Code(
            name,
            token.name,
            is_paired=True,
            opening=sheet.splice(token.start, token.end, tag.edits),
            closing=(closed,),
            page_opening=opening(shown, tag.shown) if shown else (),
            page_closing=(f"</{shown}>",) if shown else (),
        )

    def _lone(self, item: Item, name: str) -> Code:
        token = self.run[item.first]
        is_mark = item.last > item.first
        written, page = self._region(item.first, item.last, self.frame)
        if token.kind in ("start", "end") and not is_mark and token.name not in VOID:
            slashed = f"</{token.name}>" if token.kind == "end" else f"<{token.name}>"
            self.sheet.unclosed(slashed, token.start)
            page = ()
        return Code(name, token.name, is_paired=False, opening=written, page_opening=page)

    def _protected(self, item: Item, name: str) -> Code:
        token, closing = self.run[item.first], self.run[item.last]
        is_preformatted = self.frame.is_preformatted
        content = "".join(
            self.sheet.text(part.start, part.end, is_preformatted=is_preformatted)
            for part in self._visible(item.first + 1, item.last - 1)
            if part.kind == "text"
        )
        frame = replace(self.frame, translates=False)
        if not content.strip():
            written, page = self._region(item.first, item.last, frame)
            return Code(name, token.name, is_paired=False, opening=written, page_opening=page)
        inner, page_inner = self._region(item.first + 1, item.last - 1, frame)
        pair = self._pair(token, closing, name)
        return replace(pair, content=content, inner=inner, page_inner=page_inner)

    def _region(self, first: int, last: int, frame: Frame) -> tuple[Pieces, Pieces]:
        """Return tokens that are written as they are, for the source and for a page."""
        sheet = self.sheet
        tokens = self._visible(first, last)
        tags = {
            token.start: sheet.tag(token, frame, self.attributes_of(token))
            for token in tokens
            if token.kind == "start"
        }
        page: list[Piece] = []
        opened: list[str] = []
        for token in tokens:
            if token.kind == "text":
                page.append(escape(sheet.text(token.start, token.end, is_preformatted=True)))
            elif token.kind == "end":
                self._end(token, opened, page)
            elif token.kind == "raw":
                sheet.page_name(token)
            elif token.kind == "start":
                self._start(token, tags[token.start], opened, page)
        page += [f"</{name}>" for name in reversed(opened)]
        edits = [edit for tag in tags.values() for edit in tag.edits]
        start, end = self.run[first].start, self.run[last].end
        return sheet.splice(start, end, edits), merged(page)

    def _visible(self, first: int, last: int) -> list[Token]:
        """Return the tokens from *first* to *last* that do not stand inside a private element."""
        tokens = self.run[first : last + 1]
        if not self.hidden:
            return list(tokens)
        return [token for number, token in enumerate(tokens, first) if number not in self.hidden]

    def _start(self, token: Token, tag: Tag, opened: list[str], page: list[Piece]) -> None:
        if token.name == "input":
            page.append(checkbox(self.attributes_of(token)))
            return
        name = "" if tag.is_empty else self.sheet.page_name(token)
        if name:
            page += opening(name, tag.shown)
            if token.name not in VOID:
                opened.append(name)

    def _end(self, token: Token, opened: list[str], page: list[Piece]) -> None:
        name = self.sheet.page_name(token)
        if name in opened:
            while opened and (inner := opened.pop()) != name:
                page.append(f"</{inner}>")
            page.append(f"</{name}>")


@lru_cache(maxsize=512)
def _bare_pair(name: str, element: str, opened: str, closed: str, shown: str) -> Code:
    """Return the code of a tag without attributes: of those there are few and many."""
    return Code(
        name,
        element,
        is_paired=True,
        opening=(opened,),
        closing=(closed,),
        page_opening=(f"<{shown}>",) if shown else (),
        page_closing=(f"</{shown}>",) if shown else (),
    )


def checkbox(given: Sequence[Attribute]) -> str:
    """Return the sign that a page shows for the box of a task, nothing for other controls."""
    values = {item.name: item.value.lower() for item in given}
    if values.get("type") != "checkbox":
        return ""
    return "☑" if "checked" in values else "☐"


def end_of_space(html: str, start: int, end: int) -> int:
    """Return where the white space that begins at *start* ends."""
    return end - len(html[start:end].lstrip(SPACE))


def _plain_name(token: Token) -> str:
    if token.kind == "comment":
        return "comment"
    name = token.name
    if name.isalnum() and name.isascii():
        return name
    return _STRANGE.sub("-", name).strip("-") or "x"


def _opening(code: Code, *, is_open: bool) -> str:
    if is_open:
        return f"<{code.name}>"
    if code.content is None:
        return f"<{code.name}/>"
    return f"<{code.name}>{quote(code.content)}</{code.name}>"
