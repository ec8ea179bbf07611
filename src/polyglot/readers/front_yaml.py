"""YAML front matter → values that know where they are written.

Scalars are taken as they are written: a title `1984` or `No` is a text,
a day is a day by our own rules, and nothing is guessed from its look.
libyaml parses where it is at hand, fifteen times as fast as PyYAML's own parser;
what it refuses, or what is nested so deeply that its binding would crash the interpreter,
goes to PyYAML's, which has the last word and the better messages.
"""

import re
from collections.abc import Iterator

import yaml

from polyglot.errors import ContentError
from polyglot.readers.written import Parsed, Value, Written, comment_at, too_deep

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_SHALLOW = 100
_DEEP = " " * 50
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")


def parse(inner: str, path: str, base: int) -> Parsed:
    """Return the values of the front matter *inner* by name, the lines of the names, the comments.

    *base* is the offset of *inner* in the file; its first line is the file's second.
    What is no mapping has no values.

    Raises:
        ContentError: If it is no YAML, or uses more of YAML than metadata needs.
    """
    try:
        root = _compose(inner)
    except yaml.MarkedYAMLError as error:
        raise _yaml_error(error, path) from None
    except yaml.reader.ReaderError as error:
        line = inner.count("\n", 0, error.position) + 2
        raise ContentError(
            f"the front matter holds a character that YAML forbids (U+{_code(error):04X})",
            path=path,
            line=line,
            hint="delete the character",
        ) from None
    except RecursionError:
        raise too_deep(path) from None
    if not isinstance(root, yaml.MappingNode):
        return Parsed({}, {}, tuple(_comments(inner, root, base)))
    walk = _Walk(inner, path, base)
    lines = {
        str(key.value): key.start_mark.line + 2
        for key, _ in root.value
        if isinstance(key, yaml.ScalarNode)
    }
    return Parsed(walk.mapping(root), lines, tuple(_comments(inner, root, base)))


def _comments(inner: str, root: yaml.Node | None, base: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of comments: each `#` that stands in no text begins one.

    A text over several lines may have one behind the sign (`|`) that begins it.
    """
    position = inner.find("#")
    if position < 0:
        return
    texts = sorted(_stretches(inner, root), reverse=True)
    while position >= 0:
        while texts and texts[-1][1] <= position:
            texts.pop()
        if texts and texts[-1][0] <= position:
            end = texts[-1][1]
        else:
            start, end = comment_at(inner, position)
            yield start + base, end + base
        position = inner.find("#", end)


def _stretches(inner: str, root: yaml.Node | None) -> Iterator[tuple[int, int]]:
    """Yield where the scalars stand, those over several lines without their first."""
    nodes: list[yaml.Node] = [root] if root is not None else []
    seen: set[int] = set()
    while nodes:
        node = nodes.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            start, end = node.start_mark.index, node.end_mark.index
            if node.style in ("|", ">"):
                start = min(max(inner.find("\n", start), start), end)
            yield start, end
        elif isinstance(node, yaml.MappingNode):
            nodes += [part for pair in node.value for part in pair]
        else:
            nodes += node.value


def _compose(inner: str) -> yaml.Node | None:
    fast = getattr(yaml, "CSafeLoader", None)
    is_shallow = sum(map(inner.count, "[{-?")) <= _SHALLOW and _DEEP not in inner
    if fast is not None and is_shallow and "\t" not in inner:  # they differ about tabs
        try:
            found: yaml.Node | None = yaml.compose(inner, Loader=fast)
        except (yaml.YAMLError, UnicodeError):
            pass
        else:
            return found
    slow: yaml.Node | None = yaml.compose(inner, Loader=yaml.SafeLoader)
    return slow


def _code(error: yaml.reader.ReaderError) -> int:
    character: object = error.character
    return ord(character) if isinstance(character, str) else int(str(character))


def _yaml_error(error: yaml.MarkedYAMLError, path: str) -> ContentError:
    problem = error.problem or error.context or "it cannot be read"
    mark = error.problem_mark or error.context_mark
    hint = "check the quotes, the brackets and the indentation of this line"
    if "mapping values are not allowed" in problem:
        hint = "put a value that holds a colon and a space between quotes"
    elif "\\t" in problem:
        hint = "indent with spaces, not with tabs"
    elif "cannot start any token" in problem:
        hint = "put a value that begins with a special character between quotes"
    elif "unexpected end of stream" in problem:
        hint = "close the quotes that were opened here"
        mark = error.context_mark or mark
    line = mark.line + 2 if mark else 1
    return ContentError(f"the front matter is no YAML: {problem}", path=path, line=line, hint=hint)


class _Walk:
    """Turns the nodes of one YAML document into values with their places."""

    def __init__(self, inner: str, path: str, base: int) -> None:
        self.inner = inner
        self.path = path
        self.base = base
        self.seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode) -> dict[str, Value]:
        values: dict[str, Value] = {}
        self._enter(node)
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 2
            if not isinstance(key_node, yaml.ScalarNode):
                raise ContentError(
                    "a name in the front matter is a list or a table", path=self.path, line=line
                )
            key = str(key_node.value)
            if key in values:
                raise ContentError(
                    f"the front matter names {key!r} twice",
                    path=self.path,
                    line=line,
                    hint="keep one of the two lines",
                )
            values[key] = self.value(value_node)
        return values

    def value(self, node: yaml.Node) -> Value:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        self._enter(node)
        return [self.value(item) for item in node.value]

    def _enter(self, node: yaml.Node) -> None:
        """Refuse a list or table that is used twice: a few lines of those can fill the memory."""
        if id(node) in self.seen:
            raise ContentError(
                "the front matter uses one list or table in two places",
                path=self.path,
                line=node.start_mark.line + 2,
                hint="write it out in both places",
            )
        self.seen.add(id(node))

    def _scalar(self, node: yaml.ScalarNode) -> Written | None:
        if node.tag == "tag:yaml.org,2002:null":
            return None
        text = str(node.value)
        line = node.start_mark.line + 2
        if id(node) in self.seen:
            return Written(text, line)
        self.seen.add(id(node))
        start, end = node.start_mark.index, node.end_mark.index
        properties = _PROPERTIES.match(self.inner, start, end)
        start = properties.end() if properties else start
        end = start + len(self.inner[start:end].rstrip())
        header = _BLOCK_HEADER.match(self.inner, start, end) if node.style in ("|", ">") else None
        tail = (header[1] or "") if header else ""
        return Written(text, line, start + self.base, end + self.base, tail)
