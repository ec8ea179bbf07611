"""Stretches of a text inside which no sentence may end."""

import re
import sys
from collections import Counter
from collections.abc import Iterator

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)[^<>]*+>")
_QUOTES = re.compile(r"[«»“”„\"()]")
_PAIRS = {"«": "»", "“": "”", "„": "“", "(": ")", '"': '"'}
_TAGS = r"(?:</?[A-Za-z][^<>]{0,40}+>)*+"

# What stands behind a quotation that its sentence goes on after: a comma, a dash, a small letter.
_GOES_ON = re.compile(rf"{_TAGS}[,;:]?{_TAGS}[ \u00a0]?[-\u2013\u2014]{{0,2}}[ \u00a0]?{_TAGS}")

# Who speaks, told inside the quotation: «Who? – he asked. – Me?»
_SPEAKER = re.compile(r"[,.!?…][ \u00a0][-\u2013\u2014]{1,2}[ \u00a0](?=[a-zа-яёәғқңөұүһіўҳ])")

# A quotation with more characters than this is cut at its own sentences.
_LONG = 400

NOWHERE = (sys.maxsize, sys.maxsize)
Span = tuple[int, int]


class Walk:
    """Tells of places that only move on whether they lie inside one of the *spans*."""

    __slots__ = ("_rest", "_span")

    def __init__(self, spans: list[Span]) -> None:
        self._rest = iter(spans)
        self._span = next(self._rest, NOWHERE)

    def holds(self, place: int) -> bool:
        """Tell whether *place* lies inside a span; never ask for an earlier place again."""
        while self._span[1] <= place:
            self._span = next(self._rest, NOWHERE)
        return place > self._span[0]


def paired(text: str) -> list[Span]:
    """Return from where to where the outermost paired tags of *text* reach, in order."""
    spans: list[Span] = []
    open_tags: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    for tag in _TAG.finditer(text):
        name = tag["name"]
        if not tag["end"]:
            open_tags.append((name, tag.start()))
            waiting[name] += 1
        elif waiting[name]:
            start = _close(open_tags, waiting, name)
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, tag.end()))
    return spans


def _close(open_tags: list[tuple[str, int]], waiting: Counter[str], name: str) -> int:
    """Return where the last open tag called *name* begins; what it holds open is closed too."""
    while True:
        opened, start = open_tags.pop()
        waiting[opened] -= 1
        if opened == name:
            return start


def embedded(text: str) -> list[Span]:
    """Return the quotations and brackets of *text* after which their sentence goes on, in order.

    "Who? Me?" he asked: that is one sentence.
    """
    spans: list[Span] = []
    for start, end in _quotations(text):
        if end - start > _LONG:
            continue
        if _goes_on(text, end) or _SPEAKER.search(text, start, end):
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, end - 1))
    return spans


def _quotations(text: str) -> Iterator[Span]:
    """Yield the matched pairs of quotation marks and brackets, the inner ones first."""
    opened: list[tuple[str, int]] = []
    for mark in _QUOTES.finditer(text):
        sign, place = mark[0], mark.start()
        if opened and sign == opened[-1][0] and (sign != '"' or not _opens(text, place)):
            yield opened.pop()[1], place + 1
        elif sign in _PAIRS and (sign != '"' or _opens(text, place)):
            opened.append((_PAIRS[sign], place))


def _opens(text: str, place: int) -> bool:
    """Tell whether a straight quotation mark can open one: a word is behind it."""
    following = text[place + 1 : place + 2]
    before = text[place - 1 : place]
    return (not before or not (before.isalnum() or before in ".,!?…»”")) and not following.isspace()


def _goes_on(text: str, end: int) -> bool:
    found = _GOES_ON.match(text, end)
    return found is not None and text[found.end() : found.end() + 1].islower()
