"""Guesses the language of a text among those that polyglot knows, or says nothing.

`guess` has no idea what to expect; `mistaken` knows what a text should be in.

Frequent small words and letters of one's own are enough to tell five languages apart;
a wrong guess is worse than none, so a lead over the second best is asked for.
The small words were chosen by hand, in every script a language is written in,
and tried on the Universal Declaration of Human Rights.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache

from polyglot.languages import scripts
from polyglot.languages.casing import lower
from polyglot.languages.facts import facts

__all__ = ["guess", "mistaken"]

_WORD = re.compile(r"[^\W\d_]+(?:[ʻʼ‘’'`][^\W\d_]+)*[ʻʼ‘’]?")
_SIGN = re.compile("[ʻʼ‘’'`]")
# The letters of Uzbek that no other language here writes, and those of older Karakalpak.
_DIGRAPH = re.compile(f"[og]{_SIGN.pattern}")
_OLD_SIGN = re.compile(f"[unıi]{_SIGN.pattern}(?!t\\b|s\\b|re\\b|ve\\b|ll\\b)")
_SAMPLE = 6000
_LEAST_WORDS = 8
_LEAST = 0.06
_LEAD = 1.5
# Another language is told by so many of its words, in such a share, with such a lead.
_LEAST_OTHERS = 2
_SHARE_OTHERS = 0.15
_LEAD_OTHERS = 3

_WORDS: Mapping[str, str] = {
    "en": (
        "the of and to is that for with by are has have from at as be not his their they were it "
        "this who which"
    ),
    "ru": (
        "и в не на что с по как это из за от для был были его её он она они также к о об у а но "
        "или которые который при имеет каждый человек"
    ),
    "kk": (
        "және мен бен пен бұл бір үшін деп де да бойынша оның болып туралы сол әр немесе болған "
        "емес адам екен қарсы өз өзінің"
    ),
    "kaa": (
        "hám menen ushın bul bir boyınsha yaki onıń bolıp haqqında hár emes adam ózi óziniń dep "
        "ҳәм менен ушын бул яки оның болып ҳаққында ҳәр емес өзи өзиниң ямаса"
    ),
    "uz": (
        "va bilan uchun bu bir yoki ham uning haqida har emas inson o‘z edi deb qilish bo‘lgan "
        "ва билан учун бу ёки ҳам унинг ҳақида ҳар эмас инсон ўз эди деб бўлган"
    ),
}

_LETTERS: Mapping[str, frozenset[str]] = {
    "kk": frozenset("ұіһ"),
    "kaa": frozenset("ǵńáúóı"),
}


def guess(text: str) -> str | None:
    """Return the code of the language of *text*, or None where that is not certain.

    Only the first few thousand characters are looked at.
    """
    # Of the languages told apart here only Karakalpak pairs letters in a way of its own.
    sample = lower(text[:_SAMPLE], "kaa")
    words = [re.sub("[ʻʼ’'`]", "‘", word) for word in _WORD.findall(sample)]
    if len(words) < _LEAST_WORDS:
        return None
    (best, score), (_, second) = Counter(_scores(words)).most_common(2)
    return best if score >= _LEAST and score >= _LEAD * second else None


def mistaken(text: str, code: str, *, without: Collection[str] = ()) -> str | None:
    """Return the language that *text* is certainly in, if that is another than *code*.

    A word tells another language if it is one of its small words and none of ours,
    or has a letter that no alphabet of ours has; capitalised words are names and tell nothing
    by their letters. *without* are words, as written, that tell nothing at all.
    None also where it cannot be told: two words of another language are the least.
    """
    words = [word for word in _WORD.findall(text[:_SAMPLE]) if word not in without]
    if any(_OLD_SIGN.search(word) for word in words):
        # The apostrophes of Karakalpak before 2016, some of which Uzbek has as well.
        words = [_SIGN.sub("", word) for word in words]
    if code not in _WORDS or not words:
        return None
    told = {other: _told(words, other, code) for other in _WORDS if other != code}
    best = max(told, key=lambda other: (told[other], other))
    ours = sum(_is_small(word, code) or _has_own(word, code, best) for word in words)
    least = max(_LEAST_OTHERS, _SHARE_OTHERS * len(words), _LEAD_OTHERS * ours)
    return best if told[best] >= least else None


def _told(words: list[str], other: str, code: str) -> int:
    """Return how many of *words* are in the language *other* and cannot be in *code*."""
    return sum(
        (_is_small(word, other) and not _is_small(word, code)) or _has_own(word, other, code)
        for word in words
    )


def _is_small(word: str, code: str) -> bool:
    # Of the languages told apart here only Karakalpak pairs letters in a way of its own.
    return re.sub("[ʻʼ’'`]", "‘", lower(word, "kaa")) in _small(code)


def _has_own(word: str, code: str, other: str) -> bool:
    """Tell whether *word*, which is no name, has letters of *code* that *other* has not."""
    if not word[0].islower():
        return False
    if _DIGRAPH.search(word):
        return code == "uz"
    letters = frozenset(lower(word, "kaa"))
    return letters <= _letters(code) and not letters <= _letters(other)


@cache
def _small(code: str) -> frozenset[str]:
    return frozenset(_WORDS[code].split())


@cache
def _letters(code: str) -> frozenset[str]:
    """Return the letters of all alphabets of *code*, and what stands for an apostrophe."""
    return frozenset("ʻʼ‘’'`").union(*(letter for t in scripts(code) for letter in facts(t).lower))


def _scores(words: list[str]) -> dict[str, float]:
    """Return for each language the share of *words* that are its own."""
    counts = Counter(words)
    scores: dict[str, float] = {}
    for code in _WORDS:
        frequent = _small(code)
        own = _LETTERS.get(code, frozenset())
        hits = sum(
            count
            for word, count in counts.items()
            if word in frequent or (own and not own.isdisjoint(word))
        )
        scores[code] = hits / len(words)
    digraphs = sum(count for word, count in counts.items() if "o‘" in word or "g‘" in word)
    scores["uz"] += digraphs / len(words)
    if scores["kk"] and not any("і" in word or "ұ" in word for word in counts):
        scores["kk"] /= _LEAD
    return scores
