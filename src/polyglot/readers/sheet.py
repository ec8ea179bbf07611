"""The sheet on which an article is drafted while its body is read.

It collects the units, the localized source (stretches of the text as it was, and slots),
the sketch of the page, and what has to be reported.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from polyglot.inline import UNPRINTABLE, quote
from polyglot.markup.page import SLOT
from polyglot.markup.policy import DROPPED, PAGE_NAMES, SILENT, shown_attributes
from polyglot.markup.text import escape, escape_attribute
from polyglot.markup.tokens import Attribute, Token, attributes, decode
from polyglot.model import (
    Address,
    Finding,
    Piece,
    Pieces,
    Private,
    Severity,
    Slot,
    Tongue,
    Unit,
)
from polyglot.readers.frames import Frame
from polyglot.readers.metadata import language_of

SPACE = " \t\n\f\r"
WORD = re.compile("[^\\W\\d_]|\\d[.,:/'’ \u00a0\u202f−-]\\d|\\d[ \u00a0\u202f]?[%‰°]|[$€£₸₽]")
"""What makes a text worth a translator's look: a letter, or a figure that languages write
differently (1,500 · 7.5 · 50 % · 10:30). A bare number such as a year stays as it is."""
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
"""What makes a title: a book may be called 1984."""

_FOLD = re.compile(r"(?:[\t\n\f\r]| (?=[ \t\n\f\r]))[ \t\n\f\r]*+")

_TRANSLATED: Mapping[str, tuple[str, str]] = {
    "alt": ("alt", "alt"),
    "aria-description": ("label", "label"),
    "aria-label": ("label", "label"),
    "aria-placeholder": ("placeholder", "placeholder"),
    "aria-roledescription": ("label", "label"),
    "aria-valuetext": ("label", "label"),
    "placeholder": ("placeholder", "placeholder"),
    "title": ("tooltip", "tooltip"),
}
"""Attributes that people read: role and context of their units."""

_LABELLED = frozenset(("optgroup", "option", "track"))
_BUTTONS = frozenset(("button", "reset", "submit"))
_LINKING: Mapping[str, str] = {"a": "href", "area": "href"}
_SHOWING = frozenset(("audio", "img", "source", "track", "video"))

Edit: TypeAlias = tuple[int, int, Pieces]
"""From, to, and what stands there instead."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the source with its attributes: how it is edited, and what a page shows of it."""

    edits: tuple[Edit, ...] = ()
    shown: Pieces = ()
    is_empty: bool = False


_LEFT_OUT = "nothing to do if readers of the page do not miss it"
_UNCLOSED = "close the tag where its words end, or delete it"

BARE = Tag()
_RESERVED = Unit("")


def _is_plain(text: str) -> bool:
    """Tell whether a stretch of HTML already is what a message says; most are."""
    return (
        text.isprintable()
        and "&" not in text
        and "<" not in text
        and "  " not in text
        and unicodedata.is_normalized("NFC", text)
    )


def fold(text: str) -> str:
    """Return *text* with each run of ASCII white space as one space."""
    if text.isprintable() and "  " not in text:
        return text
    return _FOLD.sub(" ", text)


class Sheet:
    """Units, source and page of one article in the making."""

    def __init__(
        self, html: str, *, path: str, language: str, line_of: Callable[[int], int]
    ) -> None:
        self.html = html
        self.path = path
        self.language = language
        self.line_of = line_of
        self.units: list[Unit] = []
        self.source: list[Piece] = []
        self.sketch: list[str] = []
        self.attributes: list[Pieces] = []
        self._copied = 0
        self._hidden: list[tuple[int, int]] = []
        self._shared: dict[tuple[str | None, str], int] = {}
        self._reports: dict[tuple[str, str], tuple[Finding, int]] = {}

    # --- Units ---

    def reserve(self) -> int:
        """Keep a number for a unit that is written later, so that reading order holds."""
        self.units.append(_RESERVED)
        return len(self.units) - 1

    def share(self, text: str, *, role: str, context: str, line: int) -> int:
        """Return the unit of a metadata text; the same text in the same context is one unit."""
        written = quote(text)
        key = (context, written)
        if key not in self._shared:
            self._shared[key] = len(self.units)
            self.units.append(Unit(written, role=role, context=context, line=line))
        return self._shared[key]

    def write(self, unit: Unit, number: int | None) -> int:
        """Write a unit to its reserved *number* or behind the others; return where it is.

        A title that is a metadata text already is that unit.
        """
        known = self._shared.get(unit.key) if unit.context and not unit.codes else None
        if known is not None and number in (None, len(self.units) - 1):
            if number is not None:
                self.units.pop()
            return known
        if number is None:
            number = self.reserve()
        self.units[number] = unit
        return number

    def text(self, start: int, end: int, *, is_preformatted: bool = False) -> str:
        """Return the text of a stretch of HTML: decoded, folded, NFC, without control characters.

        NFC is applied to this run alone, never across a tag.
        """
        text = decode(self.html[start:end])
        if not is_preformatted:
            text = fold(text)
        return self.cleaned(text, start)

    def quoted(self, start: int, end: int, *, is_preformatted: bool = False) -> str:
        """Return the text of a stretch of HTML as a message writes it."""
        written = self.html[start:end]
        if _is_plain(written):
            return written
        return quote(self.text(start, end, is_preformatted=is_preformatted))

    def cleaned(self, text: str, start: int) -> str:
        """Return *text* in NFC, without the characters that no XML can hold."""
        if text.isascii() and text.isprintable():
            return text
        if UNPRINTABLE.search(text):
            self.left_out("an unprintable character", start)
            text = UNPRINTABLE.sub("", text.replace("\f", " "))
        return unicodedata.normalize("NFC", text)

    # --- The localized source ---

    def replace(self, start: int, end: int, *pieces: Piece) -> None:
        """Write *pieces* where the text from *start* to *end* stood."""
        if self._hidden:
            self.source.extend(self._stretch(self._copied, start))
        else:
            self.source.append(self.html[self._copied : start])
        self.source.extend(pieces)
        self._copied = end

    def edit(self, edits: Sequence[Edit]) -> None:
        """Carry out *edits*, in the order of the text."""
        for start, end, pieces in edits:
            self.replace(start, end, *pieces)

    def finish(self) -> None:
        """Write what is left of the text."""
        self.replace(len(self.html), len(self.html))

    def splice(self, start: int, end: int, edits: Sequence[Edit]) -> Pieces:
        """Return a stretch of the text with *edits*, as pieces of a code."""
        pieces: list[Piece] = []
        for begin, stop, instead in edits:
            pieces += (*self._stretch(start, begin), *instead)
            start = stop
        return (*pieces, *self._stretch(start, end))

    def hide(self, start: int, end: int) -> None:
        """Make a stretch of the text private; stretches come in the order of the text."""
        if self._hidden and self._hidden[-1][1] == start:
            start = self._hidden.pop()[0]
        self._hidden.append((start, end))

    def _stretch(self, start: int, end: int) -> tuple[str | Private, ...]:
        """Return the text from *start* to *end*, what is private in it apart."""
        if not self._hidden:
            return (self.html[start:end],)
        pieces: list[str | Private] = []
        for number in range(bisect_right(self._hidden, start, key=_end), len(self._hidden)):
            first, last = self._hidden[number]
            if first >= end:
                break
            if first > start:
                pieces.append(self.html[start:first])
            pieces.append(Private(self.html[max(start, first) : min(end, last)]))
            start = min(end, last)
        return (*pieces, self.html[start:end])

    # --- Tags ---

    def tag(self, token: Token, frame: Frame, given: Sequence[Attribute] | None = None) -> Tag:
        """Read the attributes of a tag; those that people read become units."""
        if token.is_bare:
            return BARE
        found = attributes(self.html, token) if given is None else given
        slots: dict[str, int] = {}
        edits = [edit for item in found if (edit := self._edit(token, item, found, frame, slots))]
        shown = shown_attributes(token.name, found, slots, self.is_own)
        for name in shown.left_out:
            severity = Severity.NOTE if name == "style" else Severity.WARNING
            self.left_out(f"the attribute {name}", token.start, severity)
        return Tag(tuple(edits), shown.pieces, shown.is_empty)

    def is_own(self, tag: str) -> bool:
        """Tell whether a language tag names the article's own language."""
        return language_of(tag) == self.language

    def _edit(
        self,
        token: Token,
        attribute: Attribute,
        others: Sequence[Attribute],
        frame: Frame,
        slots: dict[str, int],
    ) -> Edit | None:
        if attribute.start < 0:
            return None
        fixed = self._fixed(token.name, attribute)
        if fixed is not None or not frame.translates or frame.is_silent:
            return fixed
        role = self._role(token.name, attribute, others)
        if role is None or not WORD.search(attribute.value):
            return None
        slots[attribute.name] = self._attribute_unit(attribute, role, frame)
        return self.attribute_edit(attribute, slots[attribute.name])

    def _fixed(self, element: str, attribute: Attribute) -> Edit | None:
        """Return the edit of an attribute that is not translated: a language, an address."""
        name, value, start, end = attribute
        if name in ("lang", "xml:lang") and self.is_own(value):
            return (start, end, ('"', Tongue(value), '"'))
        if name == _LINKING.get(element):
            return (start, end, ('"', Address(value), '"'))
        if name in ("src", "poster") and element in _SHOWING:
            return (start, end, ('"', Address(value, "media"), '"'))
        return None

    def _role(
        self, element: str, attribute: Attribute, others: Sequence[Attribute]
    ) -> tuple[str, str] | None:
        given = {item.name: item.value.strip().lower() for item in others}
        if given.get("translate") == "no":
            return None
        if attribute.name == "label" and element in _LABELLED:
            return ("label", "label")
        if attribute.name == "value" and element == "input":
            return ("label", "label") if given.get("type") in _BUTTONS else None
        return _TRANSLATED.get(attribute.name)

    def _attribute_unit(self, attribute: Attribute, role: tuple[str, str], frame: Frame) -> int:
        self.units.append(
            Unit(
                quote(self.attribute_text(attribute)),
                role=role[0],
                context=role[1],
                line=self.line_of(attribute.start),
                languages=frame.languages,
            )
        )
        return len(self.units) - 1

    def attribute_text(self, attribute: Attribute) -> str:
        """Return the value of an attribute as it is translated."""
        return self.cleaned(fold(attribute.value), attribute.start).strip(" ")

    def attribute_edit(self, attribute: Attribute, unit: int) -> Edit:
        """Put a unit where the value of an attribute stood; white space around it stays."""
        value = attribute.value
        bare = value.strip(SPACE)
        start = value.find(bare)
        before, after = value[:start], value[start + len(bare) :]
        pieces: Pieces = (
            f'"{escape_attribute(before)}',
            Slot(unit, "attribute"),
            f'{escape_attribute(after)}"',
        )
        return (attribute.start, attribute.end, pieces)

    # --- The sketch of the page ---

    def page_name(self, token: Token) -> str:
        """Return the element that a page shows for a tag, empty where it is left out."""
        shown = PAGE_NAMES.get(token.name)
        if shown:
            return shown
        name = token.name
        if name not in SILENT and token.kind != "end":
            if name in DROPPED:
                self.left_out(f"<{name}>", token.start)
            else:
                self.left_out(f"the tag <{name}>", token.start, Severity.NOTE)
        return ""

    def sketch_tag(self, name: str, shown: Pieces) -> None:
        """Sketch an opening tag."""
        if shown:
            self.sketch_numbered(name, shown)
        else:
            self.sketch.append(f"<{name}>")

    def sketch_numbered(self, name: str, shown: Pieces) -> int:
        """Sketch an opening tag that can be told from all others; return its number."""
        self.attributes.append(shown)
        number = len(self.attributes) - 1
        self.sketch.append(f'<{name} i="{number}">')
        return number

    def sketch_slot(self, unit: int) -> None:
        """Sketch the place of a unit."""
        self.sketch.append(f'<{SLOT} i="{unit}"></{SLOT}>')

    def sketch_text(self, start: int, end: int) -> None:
        """Sketch text that is not translated."""
        text = self.html[start:end]
        self.sketch.append(escape(decode(text)) if "&" in text or ">" in text else text)

    # --- Reports ---

    def left_out(self, what: str, start: int, severity: Severity = Severity.WARNING) -> None:
        """Report something that pages, or catalogs, cannot have."""
        self._report("left-out", severity, start, f"{what} is left out", _LEFT_OUT)

    def unclosed(self, what: str, start: int, severity: Severity = Severity.NOTE) -> None:
        """Report a tag without its other half."""
        self._report("unclosed", severity, start, f"{what} has no other half", _UNCLOSED)

    def _report(self, kind: str, severity: Severity, start: int, problem: str, hint: str) -> None:
        """Remember a finding; the same thing again is only counted."""
        known = self._reports.get((kind, problem))
        if known is None:
            line = self.line_of(start)
            known = (Finding(kind, severity, self.path, line, problem, hint=hint), 0)
        self._reports[kind, problem] = (known[0], known[1] + 1)

    def findings(self) -> tuple[Finding, ...]:
        """Return what was reported, in the order of the text."""
        found = [_counted(finding, count) for finding, count in self._reports.values()]
        return tuple(sorted(found, key=lambda finding: finding.line))


def _end(stretch: tuple[int, int]) -> int:
    return stretch[1]


def _counted(finding: Finding, count: int) -> Finding:
    if count == 1:
        return finding
    return replace(finding, problem=f"{finding.problem} ({count} times)")
