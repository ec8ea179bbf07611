"""Which heading of the body is the article's title."""

from collections.abc import Sequence

from polyglot.inline import plain
from polyglot.languages.casing import fold
from polyglot.markup.tokens import Token
from polyglot.readers.units import Words


class Heading:
    """Knows the title, finds the heading that says it, and what the page leaves out for it.

    A title that the metadata gives is said again by the first `h1` that reads the same.
    Otherwise the first `h1` is the title: of the part that pages show, or of all the text.
    """

    def __init__(self, title: str | None, language: str) -> None:
        self.title = title
        self._language = language
        self.unit: int | None = None
        self.dropped: int | None = None
        self._start = -1
        self._sketched: int | None = None
        self._open = -1

    def choose(self, tokens: Sequence[Token]) -> None:
        """Find the heading that is the title where nothing else gives one."""
        headings = [token.start for token in tokens if token.name == "h1" and token.kind == "start"]
        if not headings:
            return
        beginning = _region_start(tokens)
        self._start = next((start for start in headings if start > beginning), headings[0])

    def sketched(self, start: int, number: int) -> None:
        """Remember the number in the sketch of the `h1` whose tag begins at *start*."""
        self._open, self._sketched = start, number

    def is_title(self, words: Words) -> bool:
        """Tell whether *words*, which stand in the last sketched `h1`, are the title."""
        if self.unit is not None:
            return False
        if self.title is not None:
            return fold(plain(words.text), self._language) == fold(self.title, self._language)
        return self._open == self._start

    def found(self, unit: int, *, is_whole: bool) -> None:
        """Take a unit for the title; a heading that says no more is left out of the page."""
        self.unit = unit
        self.dropped = self._sketched if is_whole else None


def _region_start(tokens: Sequence[Token]) -> int:
    for name in ("main", "article"):
        starts = [token.start for token in tokens if token.name == name and token.kind == "start"]
        if len(starts) == 1:
            return starts[0]
    return -1
