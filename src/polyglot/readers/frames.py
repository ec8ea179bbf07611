"""The blocks that stand open around a place in the text, and what they say about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from polyglot.markup.elements import CLOSES_P, HEADINGS

ROLES: Mapping[str, str] = {
    "blockquote": "quotation",
    "body": "paragraph",
    "button": "label",
    "caption": "caption",
    "dd": "definition",
    "dt": "term",
    "figcaption": "caption",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "legend": "heading",
    "li": "list item",
    "listing": "preformatted text",
    "option": "choice",
    "pre": "preformatted text",
    "summary": "label",
    "td": "table cell",
    "th": "table heading",
}
_TABLE = frozenset(("table", "caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"))
_PARTS = _TABLE - {"table"}
_WALLS = frozenset(("caption", "html", "table", "td", "template", "th"))
_SECTIONS = frozenset(("tbody", "tfoot", "thead"))
_IMPLIED_END: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ol", "ul", "menu", "dir"))),
    "dd": (frozenset(("dd", "dt")), frozenset(("dl",))),
    "dt": (frozenset(("dd", "dt")), frozenset(("dl",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "tr": (frozenset(("tr", "caption", "colgroup")), frozenset(("table",))),
    "tbody": (_SECTIONS | {"caption", "colgroup"}, frozenset(("table",))),
    "tfoot": (_SECTIONS | {"caption", "colgroup"}, frozenset(("table",))),
    "thead": (_SECTIONS | {"caption", "colgroup"}, frozenset(("table",))),
    "option": (frozenset(("option",)), frozenset(("select", "datalist", "optgroup"))),
    "optgroup": (frozenset(("option", "optgroup")), frozenset(("select",))),
}
"""What an opening tag closes by itself, and which elements keep it from looking further out."""

_RANGE = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class Frame:
    """An open block.

    *is_private*: only the desk sees it; *is_silent*: it has no units and nothing to show on a page,
    as it is private or a `template`.
    *role*, *note*, *languages*, *translates* and these two reach into the blocks inside it;
    *context* does so for captions, *own_context* (`its-id-value`, `data-context`) does not.
    """

    name: str = ""
    role: str = "paragraph"
    context: str | None = None
    own_context: str | None = None
    note: str = ""
    languages: tuple[str, ...] = ()
    translates: bool = True
    is_private: bool = False
    is_silent: bool = False
    is_preformatted: bool = False


DIRECTIVES = frozenset(
    ("translate", "data-private", "data-context", "its-id-value", "its-loc-note")
) | {"its-locale-filter-list", "its-locale-filter-type"}


def inner(frame: Frame, name: str, given: Mapping[str, str]) -> Frame:
    """Return the frame of an element *name* inside *frame* with the directives *given* to it."""
    role = ROLES.get(name, frame.role)
    is_caption = role == "caption"
    found = Frame(
        name,
        role=role,
        context="caption" if is_caption else None if name in ROLES else frame.context,
        note=frame.note,
        languages=frame.languages,
        translates=frame.translates,
        is_private=frame.is_private,
        is_silent=frame.is_silent or name == "template",
        is_preformatted=frame.is_preformatted or name in ("pre", "listing"),
    )
    return directed(found, given) if given else found


def directed(frame: Frame, given: Mapping[str, str]) -> Frame:
    """Return *frame* with the directives *given* to it."""
    translates = frame.translates
    if "translate" in given:
        word = given["translate"].strip().lower()
        translates = {"no": False, "yes": True, "": True}.get(word, translates)
    filtered = given.get("its-locale-filter-list")
    return replace(
        frame,
        own_context=given.get("its-id-value") or given.get("data-context") or None,
        note=" ".join(given.get("its-loc-note", frame.note).split()),
        languages=frame.languages
        if filtered is None
        else _languages(filtered, given.get("its-locale-filter-type", "include")),
        translates=translates,
        is_private=frame.is_private or "data-private" in given,
        is_silent=frame.is_silent or "data-private" in given,
    )


def _languages(filtered: str, type_: str) -> tuple[str, ...]:
    """Return the languages of a locale filter (ITS 2.0, 8.10) as a unit has them.

    `none` is no language: the unit is for nobody.
    """
    ranges = [item for item in _RANGE.split(filtered.strip()) if item]
    names = tuple(item.split("-")[0].lower() for item in ranges)
    if type_.strip().lower() == "exclude":
        return ("none",) if "*" in ranges else tuple(f"!{name}" for name in names)
    return () if "*" in ranges else names or ("none",)


class Frames:
    """The stack of open blocks, with the closing tags that HTML implies."""

    __slots__ = ("_known", "stack")

    def __init__(self) -> None:
        self.stack: list[Frame] = [Frame()]
        self._known: dict[tuple[int, str], tuple[Frame, Frame]] = {}

    @property
    def top(self) -> Frame:
        """The innermost open block."""
        return self.stack[-1]

    def open(self, name: str, given: Mapping[str, str]) -> Frame:
        """Open a block, closing what its tag closes by itself."""
        stack = self.stack
        if name in CLOSES_P and stack[-1].name == "p":
            stack.pop()
        if name in HEADINGS and stack[-1].name in HEADINGS:
            stack.pop()
        implied = _IMPLIED_END.get(name)
        if implied and not self._is_stray(name):
            self._close_any(*implied)
            if name in CLOSES_P and stack[-1].name == "p":
                stack.pop()
        frame = inner(stack[-1], name, given) if given else self._plain(stack[-1], name)
        stack.append(frame)
        return frame

    def _plain(self, outer: Frame, name: str) -> Frame:
        """Return the frame of an element without directives; most were met before."""
        key = (id(outer), name)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (outer, inner(outer, name, {}))
        return known[1]

    def _close_any(self, names: frozenset[str], walls: frozenset[str]) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            name = self.stack[depth].name
            if name in names:
                del self.stack[depth:]
                return
            if name in walls:
                return

    def _is_stray(self, name: str) -> bool:
        """Tell whether this is a part of a table where no table is open.

        HTML ignores its tags, so they close nothing but the block they opened.
        """
        return name in _PARTS and not any(frame.name == "table" for frame in self.stack)

    def close(self, name: str) -> Frame | None:
        """Close the innermost block *name* and return it; None if none stands open here."""
        if self.top.name != name and self._is_stray(name):
            return None
        walls = frozenset(("table",)) if name in _TABLE else _WALLS
        for depth in range(len(self.stack) - 1, 0, -1):
            frame = self.stack[depth]
            found = frame.name
            if found == name or (name in HEADINGS and found in HEADINGS):
                del self.stack[depth:]
                return frame
            if found in walls:
                break
        return None
