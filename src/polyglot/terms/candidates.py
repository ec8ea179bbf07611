"""What a text speaks of and no list has: names, abbreviations, phrases that come again.

It is a proposal for people, made without a dictionary; how it chooses is said in `candidates`.
"""

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, pairwise
from typing import Literal, TypeAlias

from polyglot.languages import load, section
from polyglot.languages.casing import lower
from polyglot.languages.facts import facts
from polyglot.terms.entries import Entry, Form
from polyglot.terms.glossary import Glossary
from polyglot.terms.spelling import clean, key, shared, tag_of, word_pattern

__all__ = ["Candidate", "candidates"]

Sort: TypeAlias = Literal["acronym", "organisation", "name", "phrase"]

_SEVERAL = 2
# Also in the Cyrillic letters that look like them.
_ROMAN = re.compile("[IVXLCDMІХ]+")
_NEXT = re.compile(r"[\s-]{1,2}")
_OPENING, _CLOSING = '«“„"', '»”“"'
# What stands before a word that begins neither a sentence nor a quotation.
_BACK = 12
_BEFORE = re.compile(r"[\w,;)\]*/][^\w«“„\":]*\Z")
_SENTENCE_MARKS = re.compile("[.!?…;:]")
# In a heading in Title Case, by its share of capitals, they say nothing.
_HEADING = 0.6
_LEAST_HEADING = 4
# Words of a phrase, its least number of words' letters, and how often it must come.
_PHRASE_WORDS = (2, 3)
_PHRASE_LETTERS = 4
_PHRASE_BEGINNING = 5
_PHRASE_TIMES = 3
# Two words are taken for forms of one that share all but so many letters of the shorter,
# and differ by so many in length.
_OFF, _LONGER = 2, 8
_LEAST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may deserve an entry: its shortest form, and the places it has.

    A place is the number of a sentence, and where in it the words begin and end.
    """

    text: str
    sort: Sort
    places: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    is_capital: bool


def candidates(
    sentences: Sequence[str], language: str, glossary: Glossary
) -> tuple[Candidate, ...]:
    """Return what *sentences*, plain texts in *language*, have and *glossary* has not.

    - acronym: two and more capitals in a word (`БҰҰ`, `MChJ`), but for Roman numerals;
    - organisation: what the language's data calls so, and up to four words between
      quotation marks that begin with a capital;
    - name: capitalised words side by side, not at the start of a sentence or of a quotation.
      There the first word counts only if it also stands elsewhere with a capital, or stands before
      another capital and is no usual beginning of sentences. A single word that the text also
      writes small is none, nor are months, weekdays and Roman numerals;
      a heading in which most words have capitals has none;
    - phrase: two or three words of four letters and more, all small, that come three times.

    Forms of one word are taken together by their common beginning.
    The most frequent come first, then those that come earlier.

    Raises:
        UnknownLanguageError: If no data file describes the language.
    """
    code = load(language).code
    words = [_words(sentence, code) for sentence in sentences]
    taken = [
        list(dict.fromkeys((match.start, match.end) for match in glossary.find(sentence, code)))
        for sentence in sentences
    ]
    found: list[tuple[Sort, int, int, int]] = []
    small = {word.text for line in words for word in line if not word.is_capital}
    middle = {
        key(word.text, tag_of(word.text, code))
        for sentence, line in zip(sentences, words, strict=True)
        for word in line
        if word.is_capital and _is_inside(sentence, word)
    }
    known = _organisations(code)
    for number, (sentence, line) in enumerate(zip(sentences, words, strict=True)):
        found += (("organisation", number, m.start, m.end) for m in known.find(sentence, code))
        found += (("organisation", number, *span) for span in _quoted(sentence, line))
        found += (
            (sort, number, start, end)
            for sort, start, end in _capitalised(sentence, line, code, small, middle)
        )
    found = _free(found, taken)
    phrases = _phrases(sentences, words, code)
    return _grouped(sentences, [*found, *_free(phrases, taken)], code)


def _words(sentence: str, code: str) -> list[_Word]:
    return [
        _Word(clean(m[0]), m.start(), m.end(), m[0][:1].isupper())
        for m in word_pattern(code).finditer(sentence)
    ]


def _free(
    found: Sequence[tuple[Sort, int, int, int]], taken: Sequence[list[tuple[int, int]]]
) -> list[tuple[Sort, int, int, int]]:
    """Return what overlaps neither an entry nor what was *found* before it."""
    kept: list[tuple[Sort, int, int, int]] = []
    for sort, number, start, end in found:
        spans = taken[number]
        # What is taken lies apart and in order, so only the neighbours can be in the way.
        place = bisect(spans, (start, end))
        is_free = place == 0 or spans[place - 1][1] <= start
        if is_free and (place == len(spans) or end <= spans[place][0]):
            spans.insert(place, (start, end))
            kept.append((sort, number, start, end))
    return kept


@cache
def _organisations(code: str) -> Glossary:
    names = [name for names in facts(code).organisations.values() for name in names]
    tag = load(code).tag
    return Glossary(
        tuple(
            Entry(name, "organisation", (Form(name, tag),)) for name in names if name[:1].isupper()
        )
    )


# --- Capitals -------------------------------------------------------------------------------------


def _quoted(sentence: str, words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Yield one to four words between quotation marks that begin with a capital."""
    for place, word in enumerate(words):
        if not word.is_capital or sentence[word.start - 1 : word.start] not in tuple(_OPENING):
            continue
        for last in words[place : place + 4]:
            if sentence[last.end : last.end + 1] in tuple(_CLOSING):
                if not _SENTENCE_MARKS.search(sentence, word.start, last.end):
                    yield word.start, last.end
                break


def _capitalised(
    sentence: str, words: Sequence[_Word], code: str, small: set[str], middle: set[str]
) -> Iterator[tuple[Sort, int, int]]:
    if _is_heading(words):
        return
    for run in _runs(sentence, words, code):
        counts = _is_inside(sentence, run[0]) or _is_name(run, code, small, middle)
        kept = run if counts else list(dropwhile(lambda word: not word.is_capital, run[1:]))
        if not kept:
            continue
        if len(kept) == 1 and _is_acronym(kept[0].text):
            yield "acronym", kept[0].start, kept[0].end
        elif len(kept) > 1 or _is_alone(kept[0].text, code, small):
            yield "name", kept[0].start, kept[-1].end


def _is_inside(sentence: str, word: _Word) -> bool:
    """Tell whether *word* begins neither a sentence nor a quotation."""
    return _BEFORE.search(sentence, max(0, word.start - _BACK), word.start) is not None


def _is_alone(word: str, code: str, small: set[str]) -> bool:
    """Tell whether a single word may be a name."""
    is_word = word.isalpha() and len(word) > 1 and not _ROMAN.fullmatch(word)
    return is_word and lower(word, tag_of(word, code)) not in small


def _is_heading(words: Sequence[_Word]) -> bool:
    capital = sum(word.is_capital for word in words)
    return len(words) >= _LEAST_HEADING and capital > _HEADING * len(words)


def _is_name(run: Sequence[_Word], code: str, small: set[str], middle: set[str]) -> bool:
    """Tell whether the first word of a sentence is a name's."""
    first = run[0].text
    tag = tag_of(first, code)
    if _is_acronym(first) or key(first, tag) in middle:
        return True
    is_followed = len(run) > 1 and run[1].is_capital
    return is_followed and lower(first, tag) not in small and key(first, tag) not in _starters(code)


def _is_acronym(word: str) -> bool:
    capitals = sum(letter.isupper() for letter in word)
    return capitals >= _SEVERAL and not _ROMAN.fullmatch(word)


def _runs(sentence: str, words: Sequence[_Word], code: str) -> Iterator[list[_Word]]:
    """Yield capitalised words that stand side by side, joined by what the language joins with."""
    links, never = _links(code), _never(code)
    run: list[_Word] = []
    waiting: list[_Word] = []
    for word in words:
        is_next = not run or _NEXT.fullmatch(sentence, (waiting or run)[-1].end, word.start)
        if not is_next:
            yield from ([run] if run else [])
            run, waiting = [], []
        if word.is_capital and lower(word.text, tag_of(word.text, code)) not in never:
            run, waiting = [*run, *waiting, word], []
        elif run and word.text in links:
            waiting.append(word)
        else:
            yield from ([run] if run else [])
            run, waiting = [], []
    yield from ([run] if run else [])


@cache
def _links(code: str) -> frozenset[str]:
    return frozenset(str(section(load(code).tag, "phrases").get("links", "")).split())


@cache
def _starters(code: str) -> frozenset[str]:
    """Words that begin sentences, as the rules of sentences list them."""
    tag = load(code).tag
    listed = section(tag, "sentences").get("starters")
    return frozenset(key(str(word), tag) for word in (listed if isinstance(listed, list) else ()))


@cache
def _never(code: str) -> frozenset[str]:
    """Months and weekdays, and single letters that stand for a person speaking."""
    dates = load(code).dates
    tag = load(code).tag
    return frozenset(lower(word, tag) for word in (*dates.months, *dates.weekdays, "I"))


# --- Phrases --------------------------------------------------------------------------------------


def _phrases(
    sentences: Sequence[str], words: Sequence[Sequence[_Word]], code: str
) -> list[tuple[Sort, int, int, int]]:
    """Return the phrases that come often enough, longer ones first."""
    counted: Counter[tuple[str, ...]] = Counter()
    places: dict[tuple[str, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for number, line in enumerate(words):
        for size in _PHRASE_WORDS:
            for place in range(len(line) - size + 1):
                run = line[place : place + size]
                if _is_phrase(sentences[number], run):
                    beginning = tuple(_beginning(word.text, code) for word in run)
                    counted[beginning] += 1
                    places[beginning].append((number, run[0].start, run[-1].end))
    often = [phrase for phrase, times in counted.items() if times >= _PHRASE_TIMES]
    often.sort(key=lambda phrase: (-len(phrase), -counted[phrase]))
    return [("phrase", *place) for phrase in often for place in places[phrase]]


def _is_phrase(sentence: str, run: Sequence[_Word]) -> bool:
    if not all(len(w.text) >= _PHRASE_LETTERS and w.text.islower() for w in run):
        return False
    return all(sentence[one.end : other.start].isspace() for one, other in pairwise(run))


def _beginning(word: str, code: str) -> str:
    """Return what forms of a word have in common, roughly."""
    return key(word, tag_of(word, code))[:_PHRASE_BEGINNING]


# --- Forms of one ---------------------------------------------------------------------------------


def _grouped(
    sentences: Sequence[str], found: Sequence[tuple[Sort, int, int, int]], code: str
) -> tuple[Candidate, ...]:
    groups: list[tuple[Sort, list[str], list[tuple[int, int, int]]]] = []
    near: dict[tuple[Sort, int, str], list[int]] = defaultdict(list)
    for sort, number, start, end in sorted(found, key=lambda one: one[1:]):
        text = " ".join(sentences[number][start:end].split())
        parts = [key(part, tag_of(part, code)) for part in text.split()]
        bucket = (sort, len(parts), parts[0][:_LEAST_SHARED])
        alike = (n for n in near[bucket] if _is_form(parts, groups[n][1], code))
        place = next(alike, None)
        if place is None:
            near[bucket].append(len(groups))
            groups.append((sort, [text], [(number, start, end)]))
        else:
            groups[place][1].append(text)
            groups[place][2].append((number, start, end))
    made = [Candidate(min(texts, key=len), sort, tuple(at)) for sort, texts, at in groups]
    return tuple(sorted(made, key=lambda one: (-len(one.places), one.places[0])))


def _is_form(parts: Sequence[str], texts: Sequence[str], code: str) -> bool:
    like = [key(part, tag_of(part, code)) for part in texts[0].split()]
    return all(_alike(one, other) for one, other in zip(parts, like, strict=True))


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    same = shared(one, other)
    least = len(short) - _OFF if len(short) > _LEAST_SHARED + 1 else len(short)
    is_like = same >= max(least, min(_LEAST_SHARED, len(short)))
    return is_like and len(long) - len(short) <= _LONGER
