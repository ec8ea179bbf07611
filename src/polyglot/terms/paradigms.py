"""Words that change their end, as Russian and English have them: by rule, or by a dictionary.

The rules are the paradigms of the language's data file.
For Russian the dictionary of pymorphy3 is better, where the extra `ru` is installed.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Protocol, TypeAlias

from polyglot.languages.inflection import Paradigm, inflection
from polyglot.terms.spelling import key

__all__ = ["forms_of"]


def forms_of(word: str, tag: str) -> frozenset[str]:
    """Return the forms of *word*, itself among them; both as words are compared."""
    dictionary = _DICTIONARIES.get(tag)
    found, is_sure = dictionary(word) if dictionary else _NOTHING
    return frozenset((word, *found, *(() if is_sure else _by_rule(word, tag))))


_Found: TypeAlias = tuple[frozenset[str], bool]
_NOTHING: _Found = (frozenset(), False)


def _by_rule(word: str, tag: str) -> Iterator[str]:
    for paradigm in _paradigms(tag):
        stem = word.removesuffix(paradigm.lemma)
        if word.endswith(paradigm.lemma) and (not paradigm.after or stem.endswith(paradigm.after)):
            yield from (stem + form for form in paradigm.forms)


@cache
def _paradigms(tag: str) -> tuple[Paradigm, ...]:
    """Return the paradigms of the script *tag* as words are compared."""
    return tuple(
        Paradigm(
            tuple(key(letters, tag) for letters in one.after),
            key(one.lemma, tag),
            tuple(key(form, tag) for form in one.forms),
        )
        for one in inflection(tag).paradigms
    )


# --- Russian --------------------------------------------------------------------------------------


class _Tag(Protocol):
    POS: str | None

    def __contains__(self, grammeme: str) -> bool: ...


class _Parse(Protocol):
    word: str
    normal_form: str
    tag: _Tag
    is_known: bool

    @property
    def lexeme(self) -> list["_Parse"]: ...


_RU = "ru-Cyrl"
# Short forms and comparatives are other words; a participle is its verb's: by rule it is itself.
_HIGHEST = "Supr"
_WORDS = frozenset(("NOUN", "ADJF", "NUMR", "NPRO"))


def _russian(word: str) -> _Found:
    """Return the forms of the dictionary, and whether it knows the word or guesses."""
    parse = _dictionary()
    if parse is None:
        return _NOTHING
    found = [one for one in parse(word) if one.tag.POS in _WORDS]
    chosen = [one for one in found if key(one.normal_form, _RU) == word] or found[:1]
    forms = (
        key(form.word, _RU)
        for one in chosen
        for form in one.lexeme
        if form.tag.POS == one.tag.POS and (_HIGHEST in form.tag) == (_HIGHEST in one.tag)
    )
    return frozenset(forms), any(one.is_known for one in chosen)


@cache
def _dictionary() -> Callable[[str], list[_Parse]] | None:
    """Return what looks a word up, or None where pymorphy3 is not installed."""
    try:
        from pymorphy3 import MorphAnalyzer
    except ImportError:
        return None
    parse: Callable[[str], list[_Parse]] = MorphAnalyzer(lang="ru").parse
    return parse


_DICTIONARIES: Mapping[str, Callable[[str], _Found]] = {_RU: _russian}
