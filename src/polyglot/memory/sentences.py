"""A paragraph's translation put together from sentences that people translated before.

Stored paragraphs stay whole; which of their sentences answer each other is worked out
when one of them is asked for. A sentence is taken over only where its answer stands apart from
those of its neighbours, with exactly its codes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from polyglot import inline
from polyglot.memory.folding import refill, renumbered
from polyglot.memory.pairs import Known
from polyglot.segmentation import OwnRules, align, split
from polyglot.segmentation.rules import LISTS, rules
from polyglot.storage import digest

Look: TypeAlias = Callable[[Sequence[str]], Sequence[Known]]
"""Given sentences, returns the pairs whose source may have some of them."""

LEAST = 0.25
"""How well sentences must answer each other at the least (a bead's score)."""

_TRIES = 3
"""How many stored paragraphs are looked into for a sentence, on the average."""


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence, or several that are translated as one, with the *glue* behind it.

    *target* is "" where the memory knows nothing; else *origin* is the paragraph it comes from.
    """

    source: str
    glue: str
    target: str = ""
    origin: Known | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """A paragraph as its *parts*, in order."""

    parts: tuple[Part, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The sentences that the memory does not know, in order."""
        return tuple(part.source for part in self.parts if not part.target)

    @property
    def is_machine(self) -> bool:
        """A machine first wrote some of it."""
        return any(part.origin.is_machine for part in self.parts if part.origin)

    def spelt(self, spell: Callable[[str], str]) -> "Composed":
        """Return it with what the memory knows as *spell* writes it."""
        parts = (
            replace(part, target=spell(part.target)) if part.target else part for part in self.parts
        )
        return Composed(tuple(parts))

    def join(self, targets: Sequence[str] = ()) -> str:
        """Return the target with *targets* in the gaps.

        Raises:
            ValueError: If there are not as many targets as gaps.
        """
        if len(targets) != len(self.gaps):
            raise ValueError(f"{len(self.gaps)} gaps, and targets for {len(targets)}")
        rest = iter(targets)
        return "".join(f"{part.target or next(rest)}{part.glue}" for part in self.parts)


def compose(
    source: str, source_language: str, language: str, look: Look, *, own: OwnRules | None = None
) -> Composed:
    """Return the paragraph *source* with the translations of its sentences that *look* knows.

    Of two stored paragraphs the one with more of the sentences still wanted is preferred:
    its sentences go together. Of those, pairs go by their order.

    Raises:
        UnknownLanguageError: If no data file describes one of the languages.
    """
    work = _Work(split(source, source_language, own=own), (source_language, language), own)
    pairs = look(list(dict.fromkeys(sentence for sentence, _ in work.sentences)))
    there = {source: work.has(source) for source in {pair.source for pair in pairs}}
    rest = {pair: there[pair.source] for pair in pairs}
    for _ in range(_TRIES * len(work.sentences)):
        open_ = work.open()
        gain = {pair: len(has & open_) for pair, has in rest.items() if has & open_}
        if not gain:
            break
        best = min(gain, key=lambda pair: (-gain[pair], pair.order, pair.source))
        del rest[best]
        work.take(best)
    return Composed(tuple(work.parts()))


class _Work:
    """Sentences, and what is known for them by now."""

    def __init__(
        self,
        sentences: Sequence[tuple[str, str]],
        languages: tuple[str, str],
        own: OwnRules | None,
    ) -> None:
        self.sentences = sentences
        self.languages = languages
        self.own = own
        self.plain = [renumbered(sentence) for sentence, _ in sentences]
        self.found: dict[int, tuple[int, str, Known]] = {}
        self.taken: set[int] = set()
        self.free: dict[str, list[int]] = {}
        for place, text in enumerate(self.plain):
            self.free.setdefault(text, []).append(place)

    def open(self) -> set[str]:
        """Return the sentences that are still wanted."""
        return {text for place, text in enumerate(self.plain) if place not in self.taken}

    def has(self, source: str) -> set[str]:
        """Return which sentences *source* has."""
        there = {renumbered(s) for s, _ in split(source, self.languages[0], own=self.own)}
        return there & self.free.keys()

    def take(self, pair: Known) -> None:
        """Take what *pair* knows of the sentences that are still wanted."""
        answers = _answers(pair.source, pair.target, *self.languages, _Same(self.own))
        for old, target in dict.fromkeys(answers):
            wanted = [renumbered(sentence) for sentence in old]
            for place in self._places(wanted):
                new = self._text(place, len(wanted))
                filled = _fitted(old, new, target, *self.languages)
                if filled:
                    self.found[place] = (len(wanted), filled, pair)
                    self.taken.update(range(place, place + len(wanted)))

    def _places(self, wanted: Sequence[str]) -> Iterator[int]:
        """Yield where the sentences *wanted* stand together and free."""
        places = [p for p in self.free.get(wanted[0], ()) if p not in self.taken]
        self.free[wanted[0]] = places
        for place in places:
            here = range(place, place + len(wanted))
            if self.taken.isdisjoint(here) and self.plain[place : here.stop] == wanted:
                yield place

    def _text(self, place: int, count: int) -> str:
        here = self.sentences[place : place + count]
        return "".join(f"{sentence}{glue}" for sentence, glue in here[:-1]) + here[-1][0]

    def parts(self) -> Iterator[Part]:
        """Yield the sentences with what was found for them."""
        place = 0
        while place < len(self.sentences):
            count, target, pair = self.found.get(place, (1, "", None))
            glue = self.sentences[place + count - 1][1]
            yield Part(self._text(place, count), glue, target, pair)
            place += count


class _Same:
    """Own rules as a value that can be a key: one and the same object is equal to itself only."""

    __slots__ = ("rules",)

    def __init__(self, rules: OwnRules | None) -> None:
        self.rules = rules

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.rules is other.rules

    def __hash__(self) -> int:
        return id(self.rules)


@lru_cache(maxsize=1024)  # a paragraph is asked for once for each of its sentences
def _answers(
    source: str, target: str, source_language: str, language: str, own: _Same
) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the sentences of *source* with the text of *target* that surely answers them."""
    ours = split(source, source_language, own=own.rules)
    theirs = split(target, language, own=own.rules)
    if len(ours) == 1:
        return ((tuple(sentence for sentence, _ in ours), target),)
    found: list[tuple[tuple[str, ...], str]] = []
    beads = align([s for s, _ in ours], [s for s, _ in theirs], source_language, language)
    # Beside a sentence without an answer nobody knows where an answer ends.
    is_whole = [True, *(bool(bead.source and bead.target) for bead in beads), True]
    for place, bead in enumerate(beads):
        if all(is_whole[place : place + 3]) and bead.score >= LEAST:
            answer = [theirs[number] for number in bead.target]
            text = "".join(f"{sentence}{glue}" for sentence, glue in answer).rstrip()
            found.append((tuple(ours[number][0] for number in bead.source), text))
    return tuple(found)


def _fitted(old: Sequence[str], new: str, target: str, source_language: str, language: str) -> str:
    """Return *target* with the codes of *new*, "" if it cannot be made fit."""
    before = " ".join(old)
    filled = refill(before, new, target, source_language=source_language, language=language)
    return filled.target if not inline.compare(new, filled.target) else ""


def sentence_texts(
    source: str, source_language: str, *, own: OwnRules | None = None
) -> Mapping[str, None]:
    """Return the sentences of *source* as they are compared, each once, in order."""
    if not _may_have_several(source):
        return {renumbered(source): None}
    return dict.fromkeys(renumbered(s) for s, _ in split(source, source_language, own=own))


def rules_of(source_language: str, own: OwnRules | None) -> str:
    """Return a word that changes with the rules by which sentences are cut."""
    known = (rules(source_language), (own or {}).get(source_language.partition("-")[0]))
    words = [[sorted(getattr(each, name)) for name in LISTS] for each in known if each]
    return digest(repr(words).encode())


def _may_have_several(text: str) -> bool:
    """Tell whether a sentence may end before the text does: most headings need no second look."""
    return any(mark in text[:-1] for mark in ".!?…؟۔\n•*") or "(" in text
