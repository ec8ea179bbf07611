"""What a page may show of a source's markup: elements, attributes, addresses.

Everything is left out that is not named here.
Elements are shown, unwrapped (their content stays) or dropped with their content.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from polyglot.markup.elements import words
from polyglot.markup.text import escape_attribute
from polyglot.markup.tokens import Attribute
from polyglot.model import Address, Piece, Pieces, Slot, Tongue

SHOWN = words(
    "a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup "
    "data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header "
    "hgroup hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source "
    "span strong sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr"
)
DROPPED = words(
    "applet area button canvas datalist embed frame frameset iframe input keygen map math meter "
    "noembed noframes object output param progress script select style svg template textarea"
)
RENAMED = {
    "acronym": "abbr",
    "center": "div",
    "dialog": "div",
    "dir": "ul",
    "fieldset": "div",
    "legend": "p",
    "listing": "pre",
    "menu": "ul",
    "nav": "div",
    "search": "div",
    "strike": "s",
    "tt": "code",
}
PAGE_NAMES: Mapping[str, str] = {name: name for name in SHOWN} | RENAMED
"""What a page calls an element of the source."""

SILENT = words(
    "base body font head html label link main meta nobr noscript option optgroup slot title"
)
"""Elements that are unwrapped or dropped without a word: no reader of a page misses them."""

_GLOBAL = words("aria-hidden aria-label dir id lang role title translate")
_OF_ELEMENT: Mapping[str, frozenset[str]] = {
    "a": frozenset(("href", "hreflang", "type")),
    "audio": frozenset(("src", "controls", "loop", "muted", "preload")),
    "bdo": frozenset(("dir",)),
    "blockquote": frozenset(("cite",)),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "data": frozenset(("value",)),
    "del": frozenset(("cite", "datetime")),
    "details": frozenset(("open",)),
    "img": frozenset(("alt", "src", "srcset", "sizes", "width", "height", "loading")),
    "ins": frozenset(("cite", "datetime")),
    "li": frozenset(("value",)),
    "ol": frozenset(("reversed", "start", "type")),
    "q": frozenset(("cite",)),
    "source": frozenset(("src", "srcset", "sizes", "media", "type", "width", "height")),
    "td": frozenset(("colspan", "rowspan", "headers")),
    "th": frozenset(("colspan", "rowspan", "headers", "scope", "abbr")),
    "time": frozenset(("datetime",)),
    "track": frozenset(("default", "kind", "label", "src", "srclang")),
    "video": frozenset(
        ("src", "poster", "controls", "loop", "muted", "preload", "width", "height")
    ),
}
_CLASSES = re.compile(
    r"(?:footnotes?|footnotes-(?:list|sep)|footnote-(?:item|ref|backref)|task-list-item"
    r"|contains-task-list|language-[\w+#.-]{1,40})"
)
_ALIGN = re.compile(r"\s*text-align:\s*(left|center|right)\s*;?\s*")

_MEDIA = frozenset(("src", "poster"))
_ADDRESSES = _MEDIA | {"cite", "href", "srcset"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IGNORED = re.compile(r"[\x00-\x20]+")
_PICTURE = re.compile(r"data:image/(?:png|gif|jpeg|webp|avif)[;,]", re.IGNORECASE)
_CANDIDATE = re.compile(r"([^\s,]\S*+)(?:(?<=,)|([^,]*+))")


@dataclass(slots=True)
class Shown:
    """The attributes of one tag as a page shows them, and the names of what was left out.

    A picture whose address is unsafe *is_empty*: without it nothing is shown.
    """

    pieces: Pieces = ()
    is_empty: bool = False
    left_out: list[str] = field(default_factory=list)


def is_safe(url: str, *, is_image: bool = False) -> bool:
    """Tell whether a page may point at *url*: relative, http(s), mailto, tel; pictures as data."""
    bare = _IGNORED.sub("", url)
    scheme = _SCHEME.match(bare)
    if scheme is None or scheme[1].lower() in ("http", "https", "mailto", "tel"):
        return True
    return is_image and _PICTURE.match(bare) is not None


def shown_attributes(
    element: str,
    attributes: Sequence[Attribute],
    slots: Mapping[str, int],
    is_own_language: Callable[[str], bool],
) -> Shown:
    """Return what a page keeps of the *attributes* of an *element*.

    *slots* are the units of the attributes that are translated, by their names.
    Event handlers, styles and unsafe addresses are named as left out; the rest goes silently.
    """
    shown = Shown()
    pieces: list[Piece] = []
    allowed = _OF_ELEMENT.get(element, frozenset())
    for attribute in attributes:
        name, value = attribute.name, attribute.value
        if name == "class":
            value = " ".join([word for word in value.split() if _CLASSES.fullmatch(word)])
            if value:
                pieces.append(f' class="{value}"')
        elif name == "style":
            _style(value, element, pieces, shown)
        elif name.startswith("on"):
            shown.left_out.append(name)
        elif name in allowed or name in _GLOBAL:
            kept = _kept(element, attribute, slots, is_own_language)
            pieces.extend(kept)
            if not kept:
                shown.left_out.append(f"{name}={value[:40]}")
                shown.is_empty = element == "img" and name == "src"
    if element in ("audio", "video") and not any(item.name == "controls" for item in attributes):
        pieces.append(" controls")
    shown.pieces = tuple(pieces)
    return shown


def _style(value: str, element: str, pieces: list[Piece], shown: Shown) -> None:
    """Keep the alignment of a table's cell, which Markdown writes as a style."""
    align = _ALIGN.fullmatch(value)
    if align and element in ("td", "th"):
        pieces.append(f' class="align-{align[1]}"')
    else:
        shown.left_out.append("style")


def _kept(
    element: str,
    attribute: Attribute,
    slots: Mapping[str, int],
    is_own_language: Callable[[str], bool],
) -> Pieces:
    name, value = attribute.name, attribute.value
    if name in slots:
        return (f' {name}="', Slot(slots[name], "attribute"), '"')
    if name in _ADDRESSES:
        return _address(name, value, is_image=element == "img")
    if name == "lang" and is_own_language(value):
        return (' lang="', Tongue(value), '"')
    if attribute.start < 0 and name != "alt":
        return (f" {name}",)
    return (f' {name}="{escape_attribute(value)}"',)


def _address(name: str, value: str, *, is_image: bool) -> Pieces:
    """Return an attribute that holds an address, nothing if it is unsafe."""
    url = value.strip("\t\n\f\r ")
    if name == "srcset":
        return _srcset(value)
    if not is_safe(url, is_image=is_image):
        return ()
    if name == "cite":
        return (f' cite="{escape_attribute(url)}"',)
    return (f' {name}="', Address(url, "media" if name in _MEDIA else "link"), '"')


def _srcset(value: str) -> Pieces:
    """Return the candidates of a `srcset`, each address by itself; nothing if one is unsafe."""
    pieces: list[Piece] = [' srcset="']
    for found in _CANDIDATE.finditer(value):
        url, size = found[1].rstrip(","), (found[2] or "").strip()
        if not is_safe(url):
            return ()
        separator = ", " if len(pieces) > 1 else ""
        pieces += [separator, Address(url, "media"), f" {escape_attribute(size)}" if size else ""]
    return (*pieces, '"') if len(pieces) > 1 else ()
