"""Numbered lists that run on in one paragraph: `1) bread 2) salt`, `a. one b. two`."""

import re
from collections.abc import Iterator

# A mark stands at the head or behind white space, and something follows it.
_MARK = re.compile(
    r"(?<!\S)(?P<mark>[•⁃*·-]?[ \u00a0]?(?P<open>\(?)"
    r"(?:(?P<number>\d{1,3})|(?P<letter>[a-zа-я])|(?P<roman>[ivxlc]{2,6}))"
    r"(?P<close>\.?\)|\.))[ \u00a0](?=\S)"
)
_FIRST = re.compile(r"(?<!\S)[•⁃*·-]?[ \u00a0]?\(?(?:\d{1,3}|[aiа])(?:\.?\)|\.)[ \u00a0]")
_LINE_MARK = re.compile(
    r"\n[ \t]*+(?=(?:[•⁃*·–—-][ \u00a0\t]|\(?(?:\d{1,3}|[^\W\d_]|[ivxlc]{1,6})[.)]{1,2}\s))"
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n\s*+")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

Place = tuple[int, int]


def marks(text: str) -> tuple[list[int], set[int]]:
    """Return where the marks of running lists begin in *text*, and where they end.

    A list begins where a sentence may, with 1, a or i (a bullet may bear any number),
    and each of its marks has the shape of the first and the next number.
    Lone marks are left out.
    """
    begins: list[int] = []
    ends: set[int] = set()
    if _FIRST.search(text) is None:
        return begins, ends
    run: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if run and _shape(mark) == _shape(run[0]) and _follows(mark, run[-1]):
            run.append(mark)
        elif _may_be_first(text, mark):
            _keep(run, begins, ends)
            run = [mark]
    _keep(run, begins, ends)
    return begins, ends


def _keep(run: list[re.Match[str]], begins: list[int], ends: set[int]) -> None:
    if len(run) > 1:
        begins += [mark.start() for mark in run]
        ends |= {mark.end("mark") for mark in run}


def _shape(mark: re.Match[str]) -> tuple[str, str, bool]:
    return mark["open"], mark["close"], mark["number"] is None


def _may_be_first(text: str, mark: re.Match[str]) -> bool:
    before = text[max(0, mark.start() - 3) : mark.start()].rstrip()[-1:]
    is_bullet = mark[0][0] in "•⁃*·-"
    return (not before or before in ".!?…:;)") and (is_bullet or 1 in set(_numbers(mark)))


def _follows(mark: re.Match[str], before: re.Match[str]) -> bool:
    return bool(set(_numbers(mark)) & {number + 1 for number in _numbers(before)})


def _numbers(mark: re.Match[str]) -> Iterator[int]:
    """Yield what the mark may mean: i is the first Roman number and the ninth letter."""
    if mark["number"]:
        yield int(mark["number"])
        return
    word = mark["letter"] or mark["roman"]
    if len(word) == 1:
        yield ord(word) - ord("a" if word < "а" else "а") + 1
    if set(word) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in word]
        pairs = zip(values, [*values[1:], 0], strict=True)
        yield sum(-value if value < following else value for value, following in pairs)


def lines(text: str) -> Iterator[Place]:
    """Yield the glue before a blank line's text, and before a list mark that begins a line."""
    for pattern in (_BLANK_LINE, _LINE_MARK):
        for found in pattern.finditer(text):
            yield found.span()
