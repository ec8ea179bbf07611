"""Guesses the language of a text among those that polyglot knows, or says nothing.

Frequent small words and letters of one's own are enough to tell five languages apart;
a wrong guess is worse than none, so a lead over the second best is asked for.
The small words were chosen by hand, in every script a language is written in,
and tried on the Universal Declaration of Human Rights.
"""

import re
from collections import Counter
from collections.abc import Mapping

from polyglot.languages.casing import lower

_WORD = re.compile(r"[^\W\d_]+(?:[ʻʼ‘’'`][^\W\d_]+)*[ʻʼ‘’]?")
_SAMPLE = 6000
_LEAST_WORDS = 8
_LEAST = 0.06
_LEAD = 1.5

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


def _scores(words: list[str]) -> dict[str, float]:
    """Return for each language the share of *words* that are its own."""
    counts = Counter(words)
    scores: dict[str, float] = {}
    for code, own_words in _WORDS.items():
        frequent = frozenset(own_words.split())
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
