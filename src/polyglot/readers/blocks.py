"""The walk through a body: where blocks begin and end, and what becomes of the runs between.

A run of text and inline tags is one unit if it has a word in it.
All else stays as it is: in the source because it is never touched, on the page as it is sketched.
"""

import re
from collections.abc import Mapping, Sequence

from polyglot.markup.elements import BOUNDARIES, VOID
from polyglot.markup.page import DROP
from polyglot.markup.policy import DROPPED
from polyglot.markup.tokens import Attribute, Token, attributes, foreign
from polyglot.model import Severity, Slot, Unit
from polyglot.readers.frames import DIRECTIVES, Frame, Frames, directed
from polyglot.readers.heading import Heading
from polyglot.readers.pagehead import PageHead
from polyglot.readers.runs import Item, core, hidden_in, is_private, items_of
from polyglot.readers.sheet import BARE, LETTER_OR_DIGIT, SPACE, WORD, Sheet
from polyglot.readers.units import Composer, Words, checkbox, end_of_space

_CODE_IN_PRE = re.compile(r"<(?:(/)(?:pre|listing)|code)(?=[\t\n\f\r />])", re.IGNORECASE)
_DEEPEST = 150
_NEW_VOID = frozenset(("source", "track", "wbr"))
"""Void elements that lxml takes for containers."""

_WATCHED = frozenset(("listing", "pre", "template"))
_DECLARATION = re.compile(r"<(?:!doctype|\?xml)[\t\n\f\r >]", re.IGNORECASE)
_NOTHING: Mapping[str, str] = {}
_NONE_HIDDEN: Mapping[int, int] = {}
_NO_NUMBERS: frozenset[int] = frozenset()
_PICTURES = frozenset(("audio", "img", "picture", "video"))
_NOT_SKETCHED = frozenset(("body", "head", "html", "optgroup", "option"))


class Walk:
    """Reads the tokens of a body onto a sheet."""

    def __init__(self, sheet: Sheet, heading: Heading, head: PageHead) -> None:
        self.sheet = sheet
        self.heading = heading
        self.head = head
        self.frames = Frames()
        self.run: list[Token] = []
        self.depth = 0
        self.hidden = _NO_NUMBERS
        self._has_private = "data-private" in sheet.html.lower()
        self._has_hidden = self._has_private or "<!--" in sheet.html
        self._given: dict[int, list[Attribute]] = {}

    def read(self, tokens: Sequence[Token]) -> None:
        """Read all of the text."""
        self.heading.choose(tokens)
        self._has_hidden = self._has_hidden or any(token.kind == "comment" for token in tokens)
        reaching = _reaching(self.sheet.html, tokens)
        for number, token in enumerate(tokens):
            if token.kind == "rest":
                self._flush(None)
                if self._has_private:  # nobody can tell whose tag it was to be
                    self.sheet.hide(token.start, token.end)
                self.sheet.unclosed("the last tag", token.start, Severity.WARNING)
            elif token.name in BOUNDARIES or number in reaching:
                self._flush(token)
                self._boundary(token)
            else:
                self.run.append(token)
        self._flush(None)
        self.sheet.finish()

    def given(self, token: Token) -> list[Attribute]:
        """Return the attributes of a tag, read once."""
        if token.is_bare:
            return []
        found = self._given.get(token.start)
        if found is None:
            found = self._given[token.start] = attributes(self.sheet.html, token)
            self.head.look(token.name, found, self.frames)
        return found

    # --- Blocks ---

    def _boundary(self, token: Token) -> None:
        if token.kind == "end":
            frame = self.frames.close(token.name) or self.frames.top
            if frame.is_private:
                self.sheet.hide(token.start, token.end)
            elif not frame.is_silent:
                self._sketch_end(token)
        elif token.kind == "raw":
            self._raw(token)
        elif token.name in VOID:
            if self._is_private(token):
                self.sheet.hide(token.start, token.end)
                return
            self._sketch_start(token, self.frames.top)
        else:
            self._start(token)

    def _start(self, token: Token) -> None:
        if token.is_bare and token.name not in _WATCHED:
            self._sketch_start(token, self.frames.open(token.name, _NOTHING))
            return
        given = self.given(token)
        directives = {item.name: item.value for item in given if item.name in DIRECTIVES}
        if token.name == "template":
            self.sheet.page_name(token)
        if token.name in ("pre", "listing") and self._holds_code(token):
            directives["translate"] = "no"
        frame = self.frames.open(token.name, directives)
        self._sketch_start(token, frame)

    def _holds_code(self, token: Token) -> bool:
        found = _CODE_IN_PRE.search(self.sheet.html, token.end)
        return found is not None and not found[1]

    def _raw(self, token: Token) -> None:
        if self.frames.top.is_private or self._is_private(token):
            self.sheet.hide(token.start, token.end)
        elif token.name == "title" and self.head.is_wanted:
            self.head.title(self.sheet, token)
        elif not self.frames.top.is_silent:
            self.sheet.page_name(token)

    def _is_private(self, token: Token) -> bool:
        return self._has_private and is_private(attributes(self.sheet.html, token))

    # --- Runs ---

    def _flush(self, following: Token | None) -> None:
        run, self.run = self.run, []
        if not run:
            return
        frame = self.frames.top
        hidden = self._hide(run, frame) if self._has_hidden else _NONE_HIDDEN
        if frame.is_silent:
            return
        if len(run) == 1 and run[0].kind == "text":
            self._lone_text(run[0], frame, following)
            return
        items = items_of(run, self.given, hidden)
        if frame.translates and any(
            item.kind == "text" and self._has_words(run[item.first], frame) for item in items
        ):
            self._unit(run, items, frame, following)
        else:
            self._skeleton(run, items, frame)

    def _hide(self, run: Sequence[Token], frame: Frame) -> Mapping[int, int]:
        """Hide what is private in a run; return its private elements."""
        if frame.is_private:
            self.sheet.hide(run[0].start, run[-1].end)
            return _NONE_HIDDEN
        hidden = self._hide_in(run)
        self.hidden = _numbers(hidden)
        return hidden

    def _hide_in(self, tokens: Sequence[Token]) -> Mapping[int, int]:
        html, hide = self.sheet.html, self.sheet.hide
        hidden: Mapping[int, int] = _NONE_HIDDEN
        if self._has_private:
            hidden = hidden_in(tokens, lambda token: attributes(html, token))
        last = -1
        for number, token in enumerate(tokens):
            if number in hidden:
                last = hidden[number]
                hide(token.start, tokens[last].end)
            elif number <= last or token.kind == "text":
                continue
            elif token.kind == "comment" and not _DECLARATION.match(html, token.start):
                hide(token.start, token.end)
            elif token.kind == "raw" and token.name in ("math", "svg"):
                self._hide_in(foreign(html, token))
        return hidden

    def _has_words(self, token: Token, frame: Frame) -> bool:
        html = self.sheet.html
        word = LETTER_OR_DIGIT if frame.name == "h1" else WORD
        if html.find("&", token.start, token.end) < 0:
            return word.search(html, token.start, token.end) is not None
        return word.search(self.sheet.text(token.start, token.end)) is not None

    def _lone_text(self, token: Token, frame: Frame, following: Token | None) -> None:
        """Read the commonest of runs: text without any tag."""
        sheet = self.sheet
        if not (frame.translates and self._has_words(token, frame)):
            sheet.sketch_text(token.start, token.end)
            return
        start = end_of_space(sheet.html, token.start, token.end)
        end = start + len(sheet.html[start : token.end].rstrip(SPACE))
        text = sheet.quoted(start, end, is_preformatted=frame.is_preformatted)
        sheet.sketch.append(sheet.html[token.start : start])
        words = Words(text, (), start, end)
        self._write(words, frame, following)
        sheet.sketch.append(sheet.html[end : token.end])

    def _unit(
        self, run: list[Token], items: list[Item], frame: Frame, following: Token | None
    ) -> None:
        sheet = self.sheet
        low, high = core(items, lambda item: self._is_blank(run, item))
        self._skeleton(run, items[:low], frame)
        frame = self._directed(run, items[:low], frame)
        number = sheet.reserve()
        words = Composer(sheet, run, frame, self.given, self.hidden).words(items, low, high)
        frame_start = run[items[low].first].start
        sheet.sketch.append(sheet.html[frame_start : words.start])
        has_pictures = any(token.name in _PICTURES for token in run)
        self._write(words, frame, None if has_pictures else following, number)
        sheet.sketch.append(sheet.html[words.end : run[items[high - 1].last].end])
        self._skeleton(run, items[high:], frame)

    def _is_blank(self, run: Sequence[Token], item: Item) -> bool:
        if item.kind != "text":
            return False
        token = run[item.first]
        return not self.sheet.html[token.start : token.end].strip(SPACE)

    def _directed(self, run: Sequence[Token], items: Sequence[Item], frame: Frame) -> Frame:
        """Return *frame* with the context and the note that tags around the whole unit give."""
        given = {
            attribute.name: attribute.value
            for item in items
            if item.kind == "open"
            for attribute in self.given(run[item.first])
            if attribute.name in ("its-id-value", "data-context", "its-loc-note")
        }
        return directed(frame, given) if given else frame

    def _write(
        self, words: Words, frame: Frame, following: Token | None, number: int | None = None
    ) -> None:
        """Write a unit to its number, and its slots to source and page."""
        sheet = self.sheet
        is_title = frame.name == "h1" and self.heading.is_title(words)
        role, context = ("title", "title") if is_title else (frame.role, frame.context)
        unit = Unit(
            words.text,
            role=role,
            codes=words.codes,
            context=frame.own_context or context,
            note=frame.note,
            line=sheet.line_of(words.start),
            languages=frame.languages,
        )
        number = sheet.write(unit, number)
        if is_title:
            is_whole = following is not None and following.kind == "end"
            self.heading.found(number, is_whole=is_whole)
        sheet.replace(words.start, words.end, Slot(number))
        sheet.sketch_slot(number)

    # --- What stays as it is ---

    def _skeleton(self, run: Sequence[Token], items: Sequence[Item], frame: Frame) -> None:
        for item in items:
            if item.kind != "private":
                for number in range(item.first, item.last + 1):
                    if number not in self.hidden:
                        self._kept(run[number], frame)

    def _kept(self, token: Token, frame: Frame) -> None:
        if token.kind == "text":
            self.sheet.sketch_text(token.start, token.end)
        elif token.kind == "start":
            self._sketch_start(token, frame)
        elif token.kind == "end":
            self._sketch_end(token)
        elif token.kind == "raw":
            self.sheet.page_name(token)
            self.head.data(self.sheet, token)

    def _sketch_start(self, token: Token, frame: Frame) -> None:
        """Edit a tag in the source, and sketch what a page shows of it."""
        sheet = self.sheet
        if frame.is_private:
            sheet.hide(token.start, token.end)
            return
        if token.name == "meta":
            self.head.meta(sheet, self.given(token))
            return
        tag = sheet.tag(token, frame, self.given(token)) if not token.is_bare else BARE
        sheet.edit(tag.edits)
        if frame.is_silent or tag.is_empty:
            return
        if token.name == "input":
            sheet.sketch.append(checkbox(self.given(token)))
            return
        name = sheet.page_name(token)
        if token.name in VOID:
            if name:
                sheet.sketch_tag(name, tag.shown)
                sheet.sketch.append(f"</{name}>" if name in _NEW_VOID else "")
            return
        name = name or self._stand_in(token)
        if not name or self.depth >= _DEEPEST:
            return
        self.depth += 1
        if token.name == "h1":
            self.heading.sketched(token.start, sheet.sketch_numbered(name, tag.shown))
        else:
            sheet.sketch_tag(name, tag.shown)

    def _sketch_end(self, token: Token) -> None:
        name = self.sheet.page_name(token) or self._stand_in(token)
        if name and token.name not in VOID:
            self.depth = max(0, self.depth - 1)
            self.sheet.sketch.append(f"</{name}>")

    def _stand_in(self, token: Token) -> str:
        """Return what is sketched for an element that pages do not show."""
        if token.name == "main":
            return "main"
        if token.name in DROPPED:
            return DROP
        if token.name in BOUNDARIES and token.name not in _NOT_SKETCHED:
            return "div"
        return ""


def _numbers(hidden: Mapping[int, int]) -> frozenset[int]:
    """Return the numbers of the tokens in private elements."""
    if not hidden:
        return _NO_NUMBERS
    return frozenset(n for first, last in hidden.items() for n in range(first, last + 1))


def _reaching(html: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Return the tags of inline elements whose directives reach over blocks.

    `<span translate="no">` around paragraphs acts as a block does;
    so does what is private around such a tag, where tags overlap.
    """
    if "data-private" not in html.lower() and "translate" not in html.lower():
        return frozenset()
    found: set[int] = set()
    within: list[tuple[int, int]] = []
    for number, token in enumerate(tokens):
        if token.kind != "start" or token.name in BOUNDARIES or token.name in VOID:
            continue
        names = {item.name for item in attributes(html, token)}
        if names & {"data-private", "translate"}:
            crosses, reach = _reach(tokens, number)
            if crosses:
                found.update(reach)
            elif "data-private" in names:
                within.append((number, reach[-1]))
    for first, last in within:
        if any(first < number < last for number in found):
            found.update((first, last))
    return frozenset(found)


def _reach(tokens: Sequence[Token], first: int) -> tuple[bool, tuple[int, ...]]:
    """Return whether a block boundary lies between a tag and what closes it, and both numbers.

    A tag that nothing closes reaches as far as the blocks around it.
    """
    name, depth, crosses = tokens[first].name, 0, False
    for number in range(first, len(tokens)):
        token = tokens[number]
        crosses = crosses or token.name in BOUNDARIES
        if token.name == name and token.kind in ("start", "end"):
            depth += 1 if token.kind == "start" else -1
            if depth == 0:
                return crosses, (first, number)
    return True, (first,)
