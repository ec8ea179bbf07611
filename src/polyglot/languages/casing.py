"""Capital and small letters as each language pairs them.

Unaware functions make of Karakalpak `ı` a capital `I` (it is `Í`), of Kazakh `İ` two characters,
and begin a new word after the `ʻ` of Uzbek.
What differs from Unicode's default stands in the language's data file.
A language is named by its code or with its script (`kaa`, `kaa-Latn`);
one we have no data for is treated as Unicode treats all.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from polyglot.errors import UnknownLanguageError
from polyglot.languages import load, section

__all__ = ["cases", "fold", "lower", "title", "upper"]

_TAG = re.compile(r"[a-z]{2,3}-[A-Z][a-z]{3}")


@dataclass(frozen=True, slots=True)
class _Case:
    """What a language does otherwise, as pairs to replace, and what its words look like."""

    to_small: tuple[tuple[str, str], ...]
    to_capital: tuple[tuple[str, str], ...]
    to_same: tuple[tuple[str, str], ...]
    word: re.Pattern[str]


def lower(text: str, language: str) -> str:
    """Return *text* in small letters."""
    return _replaced(text, _case(language).to_small).lower()


def upper(text: str, language: str) -> str:
    """Return *text* in capitals."""
    return _replaced(text, _case(language).to_capital).upper()


def title(text: str, language: str) -> str:
    """Return *text* with a capital at the start of each word, small letters elsewhere."""
    found = _case(language).word
    return found.sub(lambda m: upper(m[0][0], language) + lower(m[0][1:], language), text)


def cases(word: str, language: str) -> frozenset[str]:
    """Return *word* as texts write it, for a list that words are looked up in.

    As it stands, in small letters, in capitals, with one capital, with one at each part (`B.E.Sh`).
    """
    small = lower(word, language)
    capital = upper(small[:1], language) + small[1:]
    return frozenset((word, small, capital, title(small, language), upper(small, language)))


def fold(text: str, language: str) -> str:
    """Return *text* as it is compared and searched: composed, without case.

    Characters that readers take for one another, such as the apostrophes of Uzbek, become equal.
    """
    folded = lower(unicodedata.normalize("NFC", text), language)
    folded = _replaced(folded, _case(language).to_same)
    # Casefolding would take the dot of a Turkish i apart; small letters are done.
    return unicodedata.normalize("NFC", folded.replace("ß", "ss").replace("ς", "σ"))


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text


@cache
def _case(language: str) -> _Case:
    data = _data(language)
    pairs = [_text(pair) for pair in _listed(data, "pairs")]
    same = [_text(group) for group in _listed(data, "same")]
    marks = re.escape(_text(data.get("marks", "")))
    inner = rf"(?:[^\W_]|[{marks}](?=[^\W_]))*+" if marks else r"[^\W_]*+"
    return _Case(
        to_small=tuple((pair[1], pair[0]) for pair in pairs),
        to_capital=tuple((pair[0], pair[1]) for pair in pairs),
        to_same=tuple((other, group[0]) for group in same for other in group[1:]),
        word=re.compile(rf"[^\W_]{inner}"),
    )


def _data(language: str) -> Mapping[str, object]:
    try:
        tag = language if _TAG.fullmatch(language) else load(language).tag
        return section(tag, "case")
    except (UnknownLanguageError, FileNotFoundError):
        return {}


def _listed(data: Mapping[str, object], key: str) -> list[object]:
    found = data.get(key, [])
    return list(found) if isinstance(found, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
