"""What checks and terms need to know of a language: words of number, denial and law, and endings.

It stands in the second part of a data file, which is read when somebody asks for it:
about half a millisecond for a language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from polyglot.languages import data, known, load, scripts
from polyglot.languages.casing import lower
from polyglot.languages.data import section
from polyglot.languages.patterns import words

__all__ = ["Choice", "Facts", "choices", "facts", "misused", "number_words"]

_Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a data file says beyond what pages need.

    *lower* and *upper* are the alphabet in its order, letters and digraphs, one beside the other;
    *loan* letters stand in loan words only.
    *numerals* and *ordinals* call a number by its words, in every form that differs.
    *ordinal_suffixes* follow a figure (`5-ші`), *suffixes* a word, by kind (`genitive`).
    *negations* deny as words, *negation_suffixes* as endings.
    *law* and *organisations* give the forms of a thing, short ones as well, by its English key.
    """

    lower: tuple[str, ...]
    upper: tuple[str, ...]
    loan: frozenset[str]
    numerals: Mapping[int, tuple[str, ...]]
    ordinals: Mapping[int, tuple[str, ...]]
    ordinal_suffixes: tuple[str, ...]
    suffixes: _Words
    negations: frozenset[str]
    negation_suffixes: frozenset[str]
    law: _Words
    organisations: _Words


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that editors decide differently: the *options*, the default first."""

    language: str
    name: str
    options: tuple[str, ...]

    @property
    def default(self) -> str:
        """What holds where nobody chose."""
        return self.options[0]


def facts(code: str) -> Facts:
    """Return the facts of the language that *code* names, with or without its script.

    Raises:
        UnknownLanguageError: If no data file describes it.
    """
    return _facts(data.FOLDER, load(code).tag)


def number_words(code: str) -> Mapping[str, int]:
    """Return the value of each word for a number, in every form that differs, in small letters.

    Raises:
        UnknownLanguageError: If no data file describes the language.
    """
    return _number_words(data.FOLDER, load(code).tag)


def choices(code: str) -> Mapping[str, Choice]:
    """Return what is disputed in the language *code*, by name; the settings' `usage` decides it.

    Raises:
        UnknownLanguageError: If no data file describes it.
    """
    tables = section(scripts(code)[0], "choices").items()
    found = {
        name: Choice(code, name, words(table.get("options")))
        for name, table in tables
        if isinstance(table, dict)
    }
    return MappingProxyType(found)


def misused(
    usage: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield what *usage* chooses that is not offered: code, name, problem, and what is offered."""
    for code, chosen in usage.items():
        offered = choices(code) if code in known() else {}
        for name, option in chosen.items():
            if name not in offered:
                yield code, name, "there is nothing to choose", tuple(offered)
            elif option not in offered[name].options:
                yield code, name, f"{option!r} is no choice", offered[name].options


@cache
def _facts(folder: Path, tag: str) -> Facts:
    del folder  # whoever changes it gets its own languages
    alphabet, ordinals, negation = (
        section(tag, name) for name in ("alphabet", "ordinals", "negation")
    )
    return Facts(
        lower=words(alphabet.get("lower")),
        upper=words(alphabet.get("upper")),
        loan=frozenset(words(alphabet.get("loan"))),
        numerals=_numbered(section(tag, "numerals")),
        ordinals=_numbered(ordinals),
        ordinal_suffixes=words(ordinals.get("suffixes")),
        suffixes=_lists(tag, "suffixes"),
        negations=frozenset(words(negation.get("words"))),
        negation_suffixes=frozenset(words(negation.get("suffixes"))),
        law=_lists(tag, "law"),
        organisations=_lists(tag, "organisations"),
    )


@cache
def _number_words(folder: Path, tag: str) -> Mapping[str, int]:
    known_ = _facts(folder, tag)
    return MappingProxyType(
        {
            lower(word, tag): value
            for table in (known_.ordinals, known_.numerals)
            for value, forms in table.items()
            for word in forms
        }
    )


def _numbered(table: Mapping[str, object]) -> Mapping[int, tuple[str, ...]]:
    found = {int(key): words(value) for key, value in table.items() if key.isdecimal()}
    return MappingProxyType(found)


def _lists(tag: str, name: str) -> _Words:
    return MappingProxyType({key: words(value) for key, value in section(tag, name).items()})
