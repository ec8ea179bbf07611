"""What kind of change makes one source text of another.

Figures and number words are compared by value, denial by the words and endings
that the language's data file knows; where there is no data, every word is wording.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from polyglot.languages.casing import lower

KINDS = ("number", "negation", "wording", "punctuation", "markup")
"""What may change, the gravest first."""

_WHITE_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_TOKEN = re.compile(
    r"(?P<figure>\d+(?:[.,:/]\d+)*+)"
    r"|(?P<word>[^\W\d_]+(?:['\u2018\u2019\u02bb\u02bc][^\W\d_]+)*+)"
    r"|(?P<mark>[^\w\s]|_)"
)
_LETTER = re.compile(r"\w")
_APOSTROPHE = re.compile("['\u2019]")
_SPACES = " \u00a0\u202f"

# An ending is no denial by itself: the other text must have the word without it.
_STEM = 2


@dataclass(frozen=True, slots=True)
class _Sense:
    """What *language* says in words: numbers by word, words and endings of denial.

    *grouped* finds a number whose thousands are parted.
    """

    language: str
    numbers: Mapping[str, int]
    negations: frozenset[str]
    endings: tuple[str, ...]
    grouped: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """A text taken apart: values of its numbers, its other words, its marks, its tags.

    *affirmed* are the words without those that deny.
    """

    numbers: tuple[str, ...]
    words: tuple[str, ...]
    affirmed: tuple[str, ...]
    marks: tuple[str, ...]
    tags: tuple[str, ...]


def what_changed(old: str, new: str, *, language: str = "") -> str:
    """Return which of `KINDS` are different, in their order, with commas between them.

    *language* is that of both texts ("" for an unknown one).
    A space that keeps words together counts as punctuation.
    "" means ASCII white space at most.
    """
    return ", ".join(kinds(old, new, language=language))


@lru_cache(maxsize=1024)  # a change is told once for each language the article is in
def kinds(old: str, new: str, *, language: str = "") -> tuple[str, ...]:
    """Return what `what_changed` tells, kind by kind."""
    if folded(old) == folded(new):
        return ()
    sense = _sense(language)
    first, second = _said(old, sense), _said(new, sense)
    differs = {
        "number": first.numbers != second.numbers,
        "negation": _has_turned(first, second, sense),
        "wording": first.affirmed != second.affirmed,
        "punctuation": first.marks != second.marks,
        "markup": first.tags != second.tags,
    }
    if not any(differs.values()):
        # A number written otherwise, or a space that keeps words together.
        return ("punctuation" if _LETTER.findall(old) == _LETTER.findall(new) else "wording",)
    return tuple(kind for kind in KINDS if differs[kind])


def folded(text: str) -> str:
    """Return *text* as pairs are compared: NFC, with ASCII white space folded."""
    return unicodedata.normalize("NFC", _WHITE_SPACE.sub(" ", text).strip(" "))


def _said(text: str, sense: _Sense) -> _Said:
    numbers: list[str] = []
    words: list[str] = []
    marks: list[str] = []
    plain = sense.grouped.sub(_together, _TAG.sub(" ", text))
    for token in _TOKEN.finditer(plain):
        found = token.group()
        if (
            token.lastgroup == "word"
            and (number := sense.numbers.get(lower(found, sense.language))) is not None
        ):
            numbers.append(str(number))
        elif token.lastgroup == "word":
            words.append(found)
        else:
            (numbers if token.lastgroup == "figure" else marks).append(found)
    affirmed = tuple(w for w in words if lower(w, sense.language) not in sense.negations)
    return _Said(tuple(numbers), tuple(words), affirmed, tuple(marks), tuple(_TAG.findall(text)))


def _together(number: re.Match[str]) -> str:
    """Return a *number* without what parts its thousands."""
    return re.sub(r"\D", "", number.group())


# --- Denial -------------------------------------------------------------------------------------


def _has_turned(first: _Said, second: _Said, sense: _Sense) -> bool:
    """Tell whether one of the texts denies what the other does not."""
    if first.words == second.words:
        return False
    if _lower(first.affirmed, sense) == _lower(second.affirmed, sense):
        return _lower(first.words, sense) != _lower(second.words, sense)
    counts = [len(said.words) - len(said.affirmed) for said in (first, second)]
    olds, news = _apart(first.words, second.words), _apart(second.words, first.words)
    counts[0] += sum(1 for _ in _denied(olds, news, sense))
    counts[1] += sum(1 for _ in _denied(news, olds, sense))
    return counts[0] != counts[1]


def _lower(words: Sequence[str], sense: _Sense) -> list[str]:
    return [lower(word, sense.language) for word in words]


def _apart(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return those of *words* that are not among *others*."""
    known = set(others)
    return [word for word in words if word not in known]


def _denied(words: Sequence[str], others: Sequence[str], sense: _Sense) -> Iterator[str]:
    """Yield the *words* whose ending denies what one of *others* says.

    An ending with an apostrophe (`n't`) is never anything else.
    """
    for word in words:
        endings = [ending for ending in sense.endings if word.endswith(ending)]
        stems = [word.removesuffix(e) for e in endings if len(word) >= len(e) + _STEM]
        if any(_APOSTROPHE.search(ending) for ending in endings) or any(
            other.startswith(stem) for other in others for stem in stems
        ):
            yield word


# --- What a language says in words --------------------------------------------------------------


@lru_cache(maxsize=16)
def _sense(language: str) -> _Sense:
    from polyglot.languages import known, load
    from polyglot.languages.facts import facts, number_words

    if language.partition("-")[0] not in known():
        return _Sense(language, {}, frozenset(), (), _grouped(_SPACES[1:]))
    said = facts(language)
    group = load(language).numbers.group
    return _Sense(
        language,
        number_words(language),
        frozenset(lower(word, language) for word in said.negations),
        tuple(sorted(said.negation_suffixes)),
        _grouped(_SPACES if group.isspace() else f"{group}{_SPACES[1:]}"),
    )


def _grouped(separators: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,])\d{{1,3}}(?:[{re.escape(separators)}]\d{{3}})++(?![\d])")
