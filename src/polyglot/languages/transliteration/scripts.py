"""Which script a text is written in, told by the letters of its words."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from polyglot.languages.casing import lower
from polyglot.languages.data import pairs
from polyglot.languages.protection import spans
from polyglot.languages.transliteration.table import Table, load
from polyglot.languages.transliteration.words import CAMEL

_WORD = re.compile(
    r"(?P<Latn>[A-Za-zÀ-ÖØ-öø-ɏ]++)|(?P<Cyrl>[\u0400-\u052f]++)|(?P<Arab>[\u0620-\u064a\u066e-\u06d3]++)"
)
_OWN: Mapping[str, tuple[str, ...]] = MappingProxyType({"en": ("Latn",), "ru": ("Cyrl",)})
_ROMAN = re.compile(r"[IVXLCDM]++")
# A script has the text if so much of the letters is in it.
_SHARE = 0.6
# A word in capitals of so many letters is probably no code.
_LONG = 5


def script_of(text: str, language: str) -> str | None:
    """Return the tag of the script that *text* is written in: `uz-Latn`, `uz-Cyrl`.

    *language* is a code or a tag.
    None where it cannot be told: there are no words but codes and names in Latin letters,
    or the scripts are mixed.
    """
    code = language.partition("-")[0]
    known = _scripts(code)
    sure, loud = _letters(_outside(text, code), code)
    for counts in (sure, sure + loud):
        total = sum(counts.values())
        if total:
            script, most = counts.most_common(1)[0]
            return f"{code}-{script}" if script in known and most >= _SHARE * total else None
    return None


@cache
def _scripts(code: str) -> frozenset[str]:
    found = {
        tag.partition("-")[2] for pair in pairs() for tag in pair if tag.startswith(f"{code}-")
    }
    return frozenset(found or _OWN.get(code, ()))


def _outside(text: str, code: str) -> str:
    kept: list[str] = []
    position = 0
    for start, end in spans(text, code):
        kept += (text[position:start], " ")
        position = end
    return "".join(kept) + text[position:]


def _letters(text: str, code: str) -> tuple[Counter[str], Counter[str]]:
    """Count the letters of each script: in ordinary words, and in longer words in capitals."""
    sure: Counter[str] = Counter()
    loud: Counter[str] = Counter()
    for found in _WORD.finditer(text):
        script, word = found.lastgroup or "", found[0]
        if script != "Latn":
            sure[script] += len(word)
        elif _is_figure(text, found) or _ROMAN.fullmatch(word) or _is_name(word, code):
            continue
        elif not word.isupper():
            sure[script] += len(word)
        elif len(word) >= _LONG:
            loud[script] += len(word)
    return sure, loud


def _is_figure(text: str, found: re.Match[str]) -> bool:
    """Tell whether a figure stands at the word, as in `H1N1` and `COVID-19`."""
    after = text[found.end() : found.end() + 2].lstrip("-\u2011\u2013")
    is_code = found[0].isupper() and after[:1].isdigit()
    return is_code or text[found.end() : found.end() + 1].isdigit()


@lru_cache(maxsize=10_000)
def _is_name(word: str, code: str) -> bool:
    """Tell whether *word* is a name in Latin letters that stays in every script."""
    table = _table(code)
    if table is None:
        return False
    small = lower(word, table.source)
    is_foreign = table.foreign is not None and bool(table.foreign.search(small))
    return is_foreign or word in table.keep or bool(CAMEL.search(word))


@cache
def _table(code: str) -> Table | None:
    """Return a table that leads from the language's Latin letters."""
    pair = next((pair for pair in pairs() if pair[0] == f"{code}-Latn"), None)
    return load(*pair) if pair else None
