"""A run of text and inline tags between two blocks: what belongs together, where its words begin.

Nothing here looks at a whole document or writes anything.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from polyglot.markup.elements import NOT_IN_ITSELF, PROTECTED, VOID
from polyglot.markup.tokens import Attribute, Token

Kind: TypeAlias = Literal["text", "open", "close", "lone", "protected", "private"]

_item = tuple.__new__
"""Makes an `Item` without the detour through its constructor: there are many."""

_HIDDEN = Token("comment", "", 0, 0)
_NOTE = re.compile(r"(?:^|\s)(?:footnote-ref|footnote-backref|data-footnote-ref)(?:\s|$)")


class Item(NamedTuple):
    """Tokens of a run that act as one: from *first* to *last* (numbers in the run).

    *mate* is the number of the item that closes or opens this one.
    """

    kind: Kind
    first: int
    last: int
    mate: int = -1


def hidden_in(
    run: Sequence[Token], attributes_of: Callable[[Token], Sequence[Attribute]]
) -> dict[int, int]:
    """Return where the private elements of a run begin and end, as numbers of tokens.

    One that is not closed hides all that follows: too much is hidden rather than too little.
    """
    found: dict[int, int] = {}
    number = 0
    while number < len(run):
        token = run[number]
        if token.kind in ("start", "raw") and is_private(attributes_of(token)):
            number = found.setdefault(number, _end_of_element(run, number))
        number += 1
    return found


def is_private(given: Sequence[Attribute]) -> bool:
    """Tell whether attributes make their element private."""
    return any(item.name == "data-private" for item in given)


def _end_of_element(run: Sequence[Token], first: int) -> int:
    name, depth = run[first].name, 0
    if run[first].kind == "raw" or name in VOID:
        return first
    for number in range(first, len(run)):
        if run[number].name == name:
            depth += {"start": 1, "end": -1}.get(run[number].kind, 0)
            if depth == 0:
                return number
    return len(run) - 1


def items_of(
    run: Sequence[Token],
    attributes_of: Callable[[Token], Sequence[Attribute]],
    hidden: Mapping[int, int],
) -> list[Item]:
    """Group the tokens of a run; *hidden* are its private elements.

    Pairs are matched as they nest; a tag without its other half is `lone`,
    and so are comments, void elements, elements that are no HTML inside, and footnote marks.
    """
    mates = _mates(_without_hidden(run, hidden) if hidden else run)
    items: list[Item] = []
    opened: list[int] = []
    number = 0
    while number < len(run):
        token, mate, last = run[number], mates[number], number
        if token.kind == "text":
            items.append(_item(Item, ("text", number, number, -1)))
        elif number in hidden:
            last = hidden[number]
            items.append(_item(Item, ("private", number, last, -1)))
        elif token.kind == "end" and mate >= 0:
            begin = opened.pop()
            items[begin] = _item(Item, ("open", mate, mate, len(items)))
            items.append(_item(Item, ("close", number, number, begin)))
        else:
            kind = _kind(token, mate, attributes_of)
            if kind == "open":
                opened.append(len(items))
            elif mate > number:
                last = mate
            items.append(_item(Item, (kind, number, last, -1)))
        number = last + 1
    return items


def _kind(token: Token, mate: int, attributes_of: Callable[[Token], Sequence[Attribute]]) -> Kind:
    """Return what a tag, a comment or an element that is no HTML inside is by itself."""
    if token.kind == "comment":
        return "private"
    given = {} if token.is_bare else {item.name: item.value for item in attributes_of(token)}
    if mate < 0 or _is_note(token, given):
        return "lone"
    is_kept = token.name in PROTECTED or given.get("translate", "").strip().lower() == "no"
    return "protected" if is_kept else "open"


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


def _without_hidden(run: Sequence[Token], hidden: Mapping[int, int]) -> list[Token]:
    """Return a run in which tags outside of private elements find no mates inside them."""
    shown = list(run)
    for first, last in hidden.items():
        shown[first : last + 1] = [_HIDDEN] * (last + 1 - first)
    return shown


def _mates(run: Sequence[Token]) -> list[int]:
    """Return for each token the number of the tag that closes or opens it, -1 where none does."""
    mates = [-1] * len(run)
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
    if (
        item.kind == "close"
        and item.mate >= low
        and _is_empty(items, item.mate, high - 1, is_blank)
    ):
        return item.mate
    return high


def _is_empty(
    items: Sequence[Item], start: int, end: int, is_blank: Callable[[Item], bool]
) -> bool:
    inside = items[start + 1 : end]
    return all(item.kind not in ("text", "protected") or is_blank(item) for item in inside)
