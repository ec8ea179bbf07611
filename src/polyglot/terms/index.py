"""Every form of many terms, found in one pass over a text.

The words of all terms are hashed by their stems, and terms of several words are a tree of words,
so a thousand terms more make no text slower; a word that was seen once is remembered.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from polyglot.languages.protection import spans
from polyglot.terms.chains import FREE, STEM, chains_of
from polyglot.terms.entries import Entry, Form, Match
from polyglot.terms.spelling import GAP, clean, key, tag_of, word_pattern, written_as
from polyglot.terms.stems import Stem, stems_of

__all__ = ["Index"]

_Use: TypeAlias = tuple[Entry, Form]
_Found: TypeAlias = tuple[int, int, list[_Use]]
_Word: TypeAlias = tuple[str, str, bool, bool, bool]
_Hits: TypeAlias = tuple[tuple[int, int], ...]

# Longer runs of letters are no words, in characters.
_LONGEST = 80
_MOST_KNOWN = 200_000
_SUFFIX_GAP = re.compile(r"(?:</?[A-Za-z][^<>]*+>|[-\u2010\u2011\"»”“’'])++")
_ELSEWHERE = re.compile("[<&@#]|://|\\w\\.\\w")
_SEVERAL = 2


@dataclass(slots=True)
class _Node:
    """What may come next behind the words so far, and what they are."""

    after: "dict[int, _Node]" = field(default_factory=dict)
    uses: list[_Use] = field(default_factory=list)


class Index:
    """The forms in *language*, a code, of entries; whoever asks again is answered faster."""

    def __init__(self, entries: Iterable[tuple[Entry, Iterable[Form]]], language: str) -> None:
        self._language = language
        self._pattern = word_pattern(language)
        self._root = _Node()
        self._words: dict[_Word, int] = {}
        self._stems: dict[str, list[tuple[int, Stem, str, bool]]] = {}
        self._known: dict[str, _Hits] = {}
        self._shortest = self._longest = 0
        self.add(entries)

    # --- Building ---

    def add(self, entries: Iterable[tuple[Entry, Iterable[Form]]]) -> None:
        """Take up more *entries*, and forget what words were without them."""
        for entry, forms in entries:
            for form in forms:
                self._add(entry, form)
        lengths = [len(stem) for stem in self._stems] or [0]
        self._shortest, self._longest = min(lengths), max(lengths)
        self._known.clear()

    def _add(self, entry: Entry, form: Form) -> None:
        words = self._pattern.findall(form.text)
        node = self._root
        for place, word in enumerate(words):
            number = self._number(
                clean(word),
                form.tag or tag_of(word, self._language),
                is_last=place == len(words) - 1,
                is_only=len(words) == 1,
                is_name=entry.kind != "term",
            )
            node = node.after.setdefault(number, _Node())
        if words:
            node.uses.append((entry, form))

    def _number(self, word: str, tag: str, *, is_last: bool, is_only: bool, is_name: bool) -> int:
        """Return the number of a word to look for; equal words of many terms are one."""
        asked = (word, tag, is_last, is_only, is_name)
        if asked not in self._words:
            number = self._words[asked] = len(self._words)
            is_free = sum(letter.isupper() for letter in word) >= _SEVERAL or not word.isalpha()
            compared = key(word, tag)
            options = {"is_last": is_last, "is_only": is_only, "is_free": is_free}
            for stem in stems_of(compared, tag, **options):
                self._stems.setdefault(stem.text, []).append((number, stem, word, is_name))
        return self._words[asked]

    # --- Finding ---

    def find(self, text: str, *, is_nested: bool = False) -> tuple[Match, ...]:
        """Return what *text* has, by place.

        Among those that overlap the longest counts, then the first; equal ones all count.
        With *is_nested* all of them do.
        """
        known = self._known
        words = list(self._pattern.finditer(text))
        if _ELSEWHERE.search(text):
            words = _outside(words, spans(text, self._language))
        found: list[_Found] = []
        for place, word in enumerate(words):
            hits = known.get(word[0])
            if hits is None:
                hits = self._hits(word[0])
            if hits:
                found += self._at(text, words, place)
        return tuple(
            Match(entry, form, start, end, text[start:end])
            for start, end, uses in (found if is_nested else _without_overlaps(found))
            for entry, form in uses
        )

    def _at(self, text: str, words: Sequence[re.Match[str]], place: int) -> Iterator[_Found]:
        """Yield every term that begins with the word at *place*: from, to, which."""
        waiting = [(self._root, place)]
        while waiting:
            node, here = waiting.pop()
            if here > place and not _is_gap(text, words[here - 1], words[here]):
                continue
            for number, cut in self._hits(words[here][0]):
                after = node.after.get(number)
                if after is None:
                    continue
                if after.uses:
                    end = self._with_suffix(text, words, here, words[here].end() - cut)
                    yield words[place].start(), end, after.uses
                if after.after and here + 1 < len(words):
                    waiting.append((after, here + 1))

    def _with_suffix(self, text: str, words: Sequence[re.Match[str]], here: int, end: int) -> int:
        """Return where a match ends that an ending follows (`АҚШ-тың`, `</b>ning`)."""
        if here + 1 == len(words):
            return end
        word = words[here + 1]
        # A look at one letter is cheaper than at the gap: most words are followed by a space.
        if text[end : end + 1].isspace() or not _SUFFIX_GAP.fullmatch(text, end, word.start()):
            return end
        tag = tag_of(word[0], self._language)
        chains = chains_of(tag)
        is_ending = chains and chains.accepts(STEM, FREE, key(clean(word[0]), tag))
        return word.end() if is_ending else end

    def _hits(self, word: str) -> _Hits:
        """Return which words of terms *word* is a form of, and how many characters are too many."""
        hits = self._known.get(word)
        if hits is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            hits = self._known[word] = self._analysed(word)
        return hits

    def _analysed(self, word: str) -> _Hits:
        if len(word) > _LONGEST:
            return ()
        found = self._forms(word)
        # An apostrophe at the end may be a letter's (togʻ) or a quotation mark (‘log’).
        if not found and not (word[-1].isalnum()):
            return tuple((number, 1) for number in self._forms(word[:-1]))
        return tuple((number, 0) for number in found)

    def _forms(self, word: str) -> list[int]:
        seen = clean(word)
        tag = tag_of(seen, self._language)
        compared = key(seen, tag)
        found: list[int] = []
        for end in range(min(len(compared), self._longest), self._shortest - 1, -1):
            for number, stem, form, is_name in self._stems.get(compared[:end], ()):
                fits = number not in found and stem.accepts(compared[end:])
                # The capitals of the whole stem are asked for, its letters may have changed.
                head = seen[:end] if len(seen) == len(compared) else seen
                if fits and written_as(head, form, tag, is_name=is_name):
                    found.append(number)
        return found


def _is_gap(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return GAP.fullmatch(text, one.end(), other.start()) is not None


def _outside(
    words: Iterable[re.Match[str]], hidden: Iterable[tuple[int, int]]
) -> list[re.Match[str]]:
    """Return the *words* that begin in none of the stretches *hidden*; both are in order."""
    ends = iter(hidden)
    start, end = next(ends, (0, 0))
    kept: list[re.Match[str]] = []
    for word in words:
        while end and word.start() >= end:
            start, end = next(ends, (0, 0))
        if not end or word.start() < start:
            kept.append(word)
    return kept


def _without_overlaps(
    found: list[_Found],
) -> list[_Found]:
    """Return *found* by place; of those that overlap the longest, then the first."""
    kept: list[_Found] = []
    group: list[_Found] = []
    reach = 0
    for one in sorted(found, key=lambda match: match[:2]):
        if group and one[0] >= reach:
            kept += _longest(group)
            group = []
        group.append(one)
        reach = max(reach, one[1])
    return kept + _longest(group)


def _longest(group: list[_Found]) -> list[_Found]:
    """Choose among matches that hang together by overlapping."""
    uses: dict[tuple[int, int], list[_Use]] = {}
    for start, end, more in group:
        known = uses.setdefault((start, end), [])
        seen = {(id(entry), form.status) for entry, form in known}
        known += [use for use in more if (id(use[0]), use[1].status) not in seen]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(uses, key=lambda span: (span[0] - span[1], span[0])):
        # What is kept lies apart and in order, so only the neighbours can be in the way.
        place = bisect(kept, (start, end))
        is_free = place == 0 or kept[place - 1][1] <= start
        if is_free and (place == len(kept) or end <= kept[place][0]):
            kept.insert(place, (start, end))
    return [(start, end, uses[start, end]) for start, end in kept]
