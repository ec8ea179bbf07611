"""A run of text and inline tags between two blocks: what belongs together, where its words begin.

Nothing here looks at a whole document or writes anything.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from polyglot.markup.elements import NOT_IN_ITSELF, PROTECTED, VOID
from polyglot.markup.tokens import Attribute, Token

Kind: TypeAlias = Literal["text", "open", "close", "lone", "protected", "private"]

_NOTE = re.compile(r"(?:^|\s)(?:footnote-ref|footnote-backref|data-footnote-ref)(?:\s|$)")


class Item(NamedTuple):
    """Tokens of a run that act as one: from *first* to *last* (numbers in the run).

    *mate* is the number of the item that closes or opens this one.
    """

    kind: Kind
    first: int
    last: int
    mate: int = -1


def items_of(
    run: Sequence[Token], attributes_of: Callable[[Token], Sequence[Attribute]]
) -> list[Item]:
    """Group the tokens of a run.

    Pairs are matched as they nest; a tag without its other half is `lone`,
    and so are comments, void elements, elements that are no HTML inside, and footnote marks.
    """
    mates = _mates(run)
    items: list[Item] = []
    opened: dict[int, int] = {}
    number = 0
    while number < len(run):
        token = run[number]
        kind = _kind(token, mates.get(number), attributes_of)
        last = number
        if kind in ("protected", "private", "lone") and token.kind == "start":
            last = mates.get(number, number)
        elif kind == "open":
            opened[mates[number]] = len(items)
        elif kind == "close":
            begin = opened[number]
            items[begin] = items[begin]._replace(mate=len(items))
            items.append(Item("close", number, number, begin))
            number += 1
            continue
        items.append(Item(kind, number, last))
        number = last + 1
    return items


def _kind(
    token: Token, mate: int | None, attributes_of: Callable[[Token], Sequence[Attribute]]
) -> Kind:
    if token.kind == "text":
        return "text"
    if token.kind == "end":
        return "lone" if mate is None else "close"
    if token.kind == "comment":
        return "private"
    if token.head >= (token.inside or token.end) - 1:
        if mate is None or token.kind == "raw":
            return "lone"
        return "protected" if token.name in PROTECTED else "open"
    given: Mapping[str, str] = {item.name: item.value for item in attributes_of(token)}
    if "data-private" in given:
        return "private"
    if mate is None or token.kind == "raw":
        return "lone"
    if _is_note(token, given):
        return "lone"
    if token.name in PROTECTED or given.get("translate", "").strip().lower() == "no":
        return "protected"
    return "open"


def _is_note(token: Token, given: Mapping[str, str]) -> bool:
    """Tell whether this is the mark of a footnote, which is placed and never translated."""
    if token.name not in ("a", "sup"):
        return False
    return (
        _NOTE.search(given.get("class", "")) is not None
        or given.get("role") in ("doc-noteref", "doc-backlink")
        or "data-footnote-ref" in given
        or "data-footnote-backref" in given
    )


def _mates(run: Sequence[Token]) -> dict[int, int]:
    """Return the numbers of the tags that close each other, both ways."""
    mates: dict[int, int] = {}
    opened: list[int] = []
    for number, token in enumerate(run):
        if token.kind == "start" and token.name not in VOID:
            if token.name in NOT_IN_ITSELF:
                opened = _without(opened, run, token.name)
            opened.append(number)
        elif token.kind == "end":
            for depth in range(len(opened) - 1, -1, -1):
                if run[opened[depth]].name == token.name:
                    mates[number] = opened[depth]
                    mates[opened[depth]] = number
                    del opened[depth:]
                    break
    return mates


def _without(opened: list[int], run: Sequence[Token], name: str) -> list[int]:
    """Return *opened* up to a tag that a second one of its name closes."""
    for depth, number in enumerate(opened):
        if run[number].name == name:
            return opened[:depth]
    return opened


def core(items: Sequence[Item], is_blank: Callable[[Item], bool]) -> tuple[int, int]:
    """Return where the unit begins and ends among *items*.

    Outside stay white space, lone codes, pairs without text, and pairs around all the rest.
    """
    low, high = 0, len(items)
    while low < high:
        if (start := _after_edge(items, low, high, is_blank)) > low:
            low = start
        elif (end := _before_edge(items, low, high, is_blank)) < high:
            high = end
        elif items[low].kind == "open" and items[low].mate == high - 1:
            low, high = low + 1, high - 1
        else:
            break
    return low, high


def _after_edge(
    items: Sequence[Item], low: int, high: int, is_blank: Callable[[Item], bool]
) -> int:
    item = items[low]
    if item.kind in ("lone", "private") or is_blank(item):
        return low + 1
    if item.kind == "open" and item.mate < high and _is_empty(items, low, item.mate, is_blank):
        return item.mate + 1
    return low


def _before_edge(
    items: Sequence[Item], low: int, high: int, is_blank: Callable[[Item], bool]
) -> int:
    item = items[high - 1]
    if item.kind in ("lone", "private") or is_blank(item):
        return high - 1
    if item.kind == "close" and item.mate >= low and _is_empty(items, item.mate, high - 1, is_blank):
        return item.mate
    return high


def _is_empty(
    items: Sequence[Item], start: int, end: int, is_blank: Callable[[Item], bool]
) -> bool:
    inside = items[start + 1 : end]
    return all(item.kind not in ("text", "protected") or is_blank(item) for item in inside)
