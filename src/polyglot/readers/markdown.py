"""Reads Markdown: CommonMark, and what GitHub and newsrooms add to it.

Tables, strikethrough, task lists, footnotes and definition lists are understood,
HTML is let through, front matter is YAML or TOML.
The Markdown is rendered once; from there on it is read as any other HTML,
with the line numbers of the Markdown file.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from polyglot.errors import ContentError
from polyglot.model import Article, Finding, Severity
from polyglot.plugins import Origin
from polyglot.readers import front_matter
from polyglot.readers.body import read_body
from polyglot.readers.decoding import decode

_DEEPEST = 100
_TEXT_PER_NUL = 25
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")
_CHECKBOX = re.compile(r"\[([ xX])\](?=\s)")
_DEFINITIONS = "polyglot.footnotes"
_REFERENCE = (
    '<sup class="footnote-ref" translate="no">'
    '<a href="#fn{number}" id="fnref{number}{again}">[{number}]</a></sup>'
)
# The arrow is a text sign, never an emoji.
_WAY_BACK = (
    ' <a href="#fnref{number}{again}" class="footnote-backref" translate="no">\u21a9\ufe0e</a>'
)
_OUTER = re.compile(r"[\s>]*")
"""What may stand before the first bar of a row: nothing of a cell."""

_LINE_END = re.compile(r"(?<=\n)")

Environment: TypeAlias = MutableMapping[str, object]


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML made from Markdown, and the way back to the lines it was made from.

    *places* are (offset in *html*, line of the Markdown), both rising in reading order
    save for footnotes, which stand at the end of the page.
    *lost* are footnotes and cells that no page shows: (line, problem).
    """

    html: str
    offsets: tuple[int, ...]
    lines: tuple[int, ...]
    lost: tuple[tuple[int, str], ...]

    def line_of(self, offset: int) -> int:
        """Return the line of the Markdown that made the HTML at *offset*."""
        place = bisect_right(self.offsets, offset) - 1
        return self.lines[place] if place >= 0 else 1


class MarkdownReader:
    """Articles in Markdown."""

    name = "markdown"
    suffixes = (".md", ".markdown")

    def read(self, data: bytes, origin: Origin) -> Article:
        """Return the article in *data*; its localized source is front matter and HTML.

        Raises:
            ContentError: If the bytes or the front matter cannot be read,
                or quotations and lists are nested deeper than any page shows.
        """
        plain = _without_nul(data)
        text = decode(plain, path=origin.path)
        front, body, above = front_matter.read(text, path=origin.path)
        rendered = render(body, path=origin.path)
        article = read_body(
            rendered.html,
            origin=origin,
            front=front,
            format=self.name,
            line_of=lambda offset: rendered.line_of(offset) + above,
            whole_page=False,
        )
        lost = [(line + above, problem) for line, problem in rendered.lost]
        if plain is not data:
            line = data.count(b"\n", 0, data.index(b"\0")) + 1
            lost.append((line, "a NUL character became \ufffd"))
        reports = tuple(
            Finding("left-out", Severity.WARNING, origin.path, line, problem)
            for line, problem in lost
        )
        return replace(article, reports=article.reports + reports) if reports else article


READER = MarkdownReader()


def _without_nul(data: bytes) -> bytes:
    """Replace a stray NUL in a text by U+FFFD, as CommonMark says (2.3, Insecure characters).

    Where there are many, or other control characters, it is no text, and left to be refused.
    """
    count = data.count(b"\0")
    if count == 0 or count > len(data) // _TEXT_PER_NUL or _CONTROL.search(data):
        return data
    return data.replace(b"\0", "\ufffd".encode())


# --- Markdown → HTML ----------------------------------------------------------------------------


def render(markdown: str, *, path: str = "") -> Rendered:
    """Render *markdown* and remember which line made what.

    Raises:
        ContentError: If it is nested so deeply that text would get lost.
    """
    parser = _parser()
    environment: Environment = {}
    try:
        tokens = parser.parse(markdown, environment)
    except RecursionError:
        raise _too_deep(path, 1) from None
    for token in tokens:
        if token.level >= _DEEPEST - 1:
            raise _too_deep(path, (token.map or [0])[0] + 1)
    writer = _Writer(parser, environment)
    writer.write(tokens)
    return Rendered(
        "".join(writer.pieces),
        tuple(writer.offsets),
        tuple(writer.lines),
        (*_lost_footnotes(environment), *_lost_cells(tokens, markdown)),
    )


def _too_deep(path: str, line: int) -> ContentError:
    return ContentError(
        "lists and quotations are nested too deeply",
        path=path,
        line=line,
        hint=f"nest at most {_DEEPEST // 2} of them",
    )


class _Writer:
    """Writes tokens as HTML and notes where each line of the Markdown went."""

    def __init__(self, parser: MarkdownIt, environment: Environment) -> None:
        assert isinstance(parser.renderer, RendererHTML)  # noqa: S101 - the only one we register
        self.renderer = parser.renderer
        self.options = parser.options
        self.environment = environment
        self.pieces: list[str] = []
        self.offsets: list[int] = []
        self.lines: list[int] = []
        self.offset = 0

    def write(self, tokens: Sequence[Token]) -> None:
        """Append the HTML of block *tokens*."""
        for index, token in enumerate(tokens):
            if token.map is not None:
                self._note(token.map[0] + 1)
            if token.type == "inline":
                self._write_inline(token.children or [])
            elif token.type in {"html_block", "fence", "code_block"}:
                self._write_lines(self._one(tokens, index))
            else:
                self._append(self._one(tokens, index))

    def _write_inline(self, tokens: Sequence[Token]) -> None:
        line = self.lines[-1] if self.lines else 1
        for index, token in enumerate(tokens):
            self._append(self._one(tokens, index))
            if token.type in {"softbreak", "hardbreak"}:
                line += 1
                self._note(line)
            elif token.type in {"html_inline", "image"}:
                line += token.content.count("\n")
                self._note(line)

    def _write_lines(self, html: str) -> None:
        """Append a stretch whose lines are the lines of the Markdown."""
        line = self.lines[-1]
        for piece in _LINE_END.split(html):
            self._note(line)
            self._append(piece)
            line += 1

    def _one(self, tokens: Sequence[Token], index: int) -> str:
        token = tokens[index]
        rule = self.renderer.rules.get(token.type)
        if rule is not None:
            html: str = rule(tokens, index, self.options, self.environment)
            return html
        return self.renderer.renderToken(tokens, index, self.options, self.environment)

    def _append(self, html: str) -> None:
        self.pieces.append(html)
        self.offset += len(html)

    def _note(self, line: int) -> None:
        if self.lines and self.lines[-1] == line:
            return
        self.offsets.append(self.offset)
        self.lines.append(line)


# --- The dialect --------------------------------------------------------------------------------


@cache
def _parser() -> MarkdownIt:
    """Return the parser of our dialect; made once in a process, it keeps no state."""
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin)
    parser.core.ruler.after("inline", "task_lists", _mark_tasks)
    parser.core.ruler.before("footnote_tail", "footnote_places", _place_footnotes)
    parser.add_render_rule("footnote_ref", _footnote_rule(_REFERENCE))
    parser.add_render_rule("footnote_anchor", _footnote_rule(_WAY_BACK))
    return parser


def _mark_tasks(state: StateCore) -> None:
    """Make checkboxes of `[ ]` and `[x]` at the beginning of list items.

    The rule is GitHub's: https://github.github.com/gfm/#task-list-items-extension-.
    """
    for item, paragraph, inline in _triples(state.tokens):
        children = inline.children
        if item.type != "list_item_open" or paragraph.type != "paragraph_open" or not children:
            continue
        box = _CHECKBOX.match(inline.content)
        if box is None or children[0].type != "text" or not children[0].content.startswith(box[0]):
            continue
        checked = ' checked=""' if box[1] != " " else ""
        checkbox = Token("html_inline", "", 0)
        checkbox.content = f'<input type="checkbox" disabled=""{checked} />'
        children[0].content = children[0].content[len(box[0]) :]
        children.insert(0, checkbox)
        item.attrSet("class", "task-list-item")


def _triples(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    return zip(tokens, tokens[1:], tokens[2:], strict=False)


def _place_footnotes(state: StateCore) -> None:
    """Remember where footnotes are written, before unused ones are thrown away."""
    places: list[tuple[str, int]] = []
    for index, token in enumerate(state.tokens):
        if token.type == "footnote_reference_open":
            inside = next((one.map for one in state.tokens[index + 1 :] if one.map), None)
            places.append((str(token.meta["label"]), inside[0] + 1 if inside else 1))
    state.env[_DEFINITIONS] = places


def _lost_footnotes(environment: Environment) -> Iterator[tuple[int, str]]:
    """Yield the footnotes that are written but shown nowhere."""
    places = environment.get(_DEFINITIONS)
    footnotes = environment.get("footnotes")
    if not isinstance(places, list) or not isinstance(footnotes, dict):
        return
    references: dict[str, int] = footnotes.get("refs", {})
    last = dict(places)
    for label, line in places:
        if references.get(f":{label}", -1) < 0:
            yield line, f"nothing refers to the footnote [^{label}]"
        elif last[label] != line:
            yield line, f"the footnote [^{label}] is written again in line {last[label]}"


def _lost_cells(tokens: Sequence[Token], markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the rows of tables with more cells than their head, which GitHub leaves out."""
    if not any(token.type == "table_open" for token in tokens):
        return
    lines = re.split("\r\n?|\n", markdown)
    columns = 0
    for token in tokens:
        if token.type == "table_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns:
            cells = escapedSplit(lines[token.map[0]].rstrip())
            outer = _OUTER.fullmatch(cells[0]) is not None
            wide = len(cells) - outer - (not cells[-1].strip())
            if wide > columns:
                problem = f"the row has {wide} cells, the table {columns}: the last are left out"
                yield token.map[0] + 1, problem


def _footnote_rule(template: str) -> Callable[..., str]:
    """Return a rule that renders a mark of a footnote: its number is nobody's to translate."""

    def render(
        renderer: RendererHTML,
        tokens: Sequence[Token],
        index: int,
        options: object,
        environment: Environment,
    ) -> str:
        del renderer, options, environment
        meta = tokens[index].meta
        again = int(meta.get("subId", 0))
        mark = f"-{again + 1}" if again else ""
        return template.format(number=int(meta["id"]) + 1, again=mark)

    return render
