"""The ledger's lines, found by what they are about."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from polyglot.ledger.lines import (
    ACCEPTED,
    APPROVED,
    CLEARED,
    DRAFTED,
    MACHINE,
    PERSON,
    RESERVED,
    TRANSLATED,
    UNFINISHED,
    fold,
    fold_name,
    order,
)
from polyglot.model import Line, Message

Key: TypeAlias = tuple[str, str | None, str]
"""Language, context and folded source."""

Pair: TypeAlias = tuple[str, str | None, str, str]
"""Language, context, folded source and folded target: what a judgement is bound to.

The words themselves are compared, not the hash a line carries:
a line whose hash does not answer to its words judges nothing but its words.
"""

PEOPLE = frozenset({TRANSLATED, ACCEPTED, CLEARED, APPROVED})


class Index:
    """Where to find the lines of a pair, of a message and of a text; built in one pass."""

    __slots__ = ("_continued", "ended", "ids", "keys", "pairs", "texts")

    def __init__(self, lines: Iterable[Line]) -> None:
        self.ids: dict[str, Line] = {}
        self.ended: set[str] = set()
        self.pairs: dict[Pair, list[Line]] = {}
        self.keys: dict[Key, list[Line]] = {}
        self.texts: dict[tuple[str, str], list[Line]] = {}
        self._continued: dict[str, list[Line]] = {}
        pairs, keys, texts = self.pairs, self.keys, self.texts
        for line in lines:
            language, context = line.language, line.context
            source, target = fold(line.source), fold(line.target)
            self.ids[line.id] = line
            pairs.setdefault((language, context, source, target), []).append(line)
            keys.setdefault((language, context, source), []).append(line)
            texts.setdefault((language, target), []).append(line)
            if line.ends:
                self.ended.update(line.ends)
            for begun in line.begins:
                self._continued.setdefault(begun, []).append(line)

    def living(self, pair: Pair, *actions: str) -> list[Line]:
        """Return the lines about *pair* that no line has ended, of *actions* if named.

        A line is ended only by being named: one that ends the ending line does not wake it.
        Nobody's approval counts: a line by `machine` or `unknown` approves nothing.
        """
        return [
            line
            for line in self.pairs.get(pair, ())
            if line.id not in self.ended
            and (not actions or line.action in actions)
            and (line.action != APPROVED or is_named(line))
        ]

    def is_superseded(self, line: Line) -> bool:
        """Tell whether another text has taken the place of *line*'s in the same message."""
        source, target = fold(line.source), fold(line.target)
        return any(
            later.language == line.language
            and later.context == line.context
            and fold(later.source) == source
            and fold(later.target) != target
            for later in self._continued.get(line.id, ())
        )

    def open_drafts(self, key: Key) -> list[Line]:
        """Return the drafts of a message that nothing ended and no other text replaced."""
        return [
            line
            for line in self.keys.get(key, ())
            if line.action == DRAFTED and line.id not in self.ended and not self.is_superseded(line)
        ]

    def origin(self, language: str, target: str, pair: Pair | None = None) -> Line | None:
        """Return the line that says *target* was drafted, or nothing if a person wrote it first.

        A line of the *pair* itself speaks before those of other messages,
        a machine's before a person's, an early one before a late one.
        """
        lines = self.texts.get((language, target))
        if not lines:
            return None
        written = min((line.n for line in lines if line.action == TRANSLATED), default=None)
        drafted = [
            line
            for line in lines
            if line.action == DRAFTED and (written is None or line.n <= written)
        ]
        return self._first(drafted, pair)

    def draft(self, pair: Pair) -> Line | None:
        """Return the line that says where the text of a draft came from.

        A draft that was written into this very message is a draft,
        whoever else wrote the same words before.
        """
        lines = self.pairs.get(pair, ())
        if len(lines) == 1 and lines[0].action == DRAFTED:
            return lines[0]
        own = [line for line in lines if line.action == DRAFTED]
        return self._first(own, None) or self.origin(pair[0], pair[3], pair)

    def only_draft(self, pair: Pair) -> Line | None:
        """Return the draft that is all there is to say about *pair*: nobody judged or ended it.

        Most messages are such drafts, and each is asked about many times.
        """
        lines = self.pairs.get(pair, ())
        if len(lines) != 1:
            return None
        line = lines[0]
        return line if line.action == DRAFTED and line.id not in self.ended else None

    def _first(self, drafted: Sequence[Line], pair: Pair | None) -> Line | None:
        if len(drafted) < 2:  # noqa: PLR2004  # one line needs no choosing
            return drafted[0] if drafted else None
        own = self.pairs.get(pair, []) if pair else []
        here = [line for line in drafted if line in own] or drafted
        return min(here, key=lambda line: (not is_machine(line), *order(line)))

    def is_stale(self, pair: Pair) -> bool:
        """Tell whether the text is known in this context, but only with another source."""
        if pair in self.pairs:
            return False
        language, context, _, target = pair
        return any(line.context == context for line in self.texts.get((language, target), ()))

    def has_person(self, lines: Iterable[Line]) -> bool:
        """Tell whether one of *lines*, or of those they continue, is an act of a person."""
        waiting = list(lines)
        seen: set[str] = set()
        while waiting:
            line = waiting.pop()
            if line.action in PEOPLE:
                return True
            if line.id not in seen:
                seen.add(line.id)
                waiting.extend(self.ids[begun] for begun in line.begins if begun in self.ids)
        return False


def pair_of(language: str, message: Message) -> Pair:
    """Return what judgements of *message* are bound to."""
    return (language, message.context, fold(message.source), fold(message.target))


def is_named(line: Line) -> bool:
    """Tell whether somebody with a name did what *line* says."""
    return fold_name(line.by) not in RESERVED


def stands(line: Line) -> bool:
    """Tell whether by *line* a person, named or not, let the text stand without a mark."""
    return line.action in PEOPLE and not is_unfinished(line)


def vouches(line: Line) -> bool:
    """Tell whether by *line* a person translated or accepted the text, one by one."""
    return line.action in (TRANSLATED, ACCEPTED) and not is_unfinished(line)


def is_machine(line: Line) -> bool:
    """Tell whether the text of a drafted *line* counts as a machine's: all but a known person's."""
    return line.kind != PERSON


def is_unfinished(line: Line) -> bool:
    """Tell whether *line* remembers a person's text that was still marked when it was seen."""
    return line.action == TRANSLATED and line.kind == UNFINISHED


def kind_of(lines: Iterable[Line]) -> str:
    """Return whose text drafted *lines* hold together: a machine's if one of them does."""
    return MACHINE if any(is_machine(line) for line in lines) else PERSON


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for garbage in the meantime.

    While a ledger is built there is none among its hundred thousand new objects,
    and looking through them again and again takes a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
