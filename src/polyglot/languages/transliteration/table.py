"""The tables: how the letters of one script are written in another.

A data file is called after its pair (`uz-Latn_uz-Cyrl.toml`) and has:

- `[letters]`: small letters, alone or in groups, and what is written for them; the longest wins;
- `[sets]`: names for groups of letters;
- `[[rules]]`: letters that are written otherwise *after* or *before* some of a set,
  tried before the letters and in their order; `^` and `$` are the word's two ends;
  one with a *doubt* is a guess, which is reported;
- `[words]` and `[stems]`: whole words, and words that carry endings, against the rules;
- `spelled`: the same for a pair that loses nothing the other way: correctly spelled target words,
  whose source forms the pair `inverse` tells; one that begins with `=` carries no endings,
  one that ends in `-` goes on as it will;
- `endings`: what a stem may carry, one or more to the end of the word,
  or one of `derives` with anything behind;
- `drops`: the letters a stem loses *before* an ending, or before one that begins with some letters;
- `keep` and `foreign`: words that stay, and a pattern of letters that no word of the language has;
- `[front]`: a mark for the head of a word with certain letters; `[punctuation]`;
- `[abbreviations]`: in which of a word's capitals a group of letters has one capital only;
- `[initials]`: capitals that are written otherwise before a full stop.

What editors dispute stands `when` the settings' `usage` says so: `when = { shcha = "shch" }`.
A rule without it counts always, a table without it too.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

from polyglot.errors import UnknownLanguageError
from polyglot.languages.data import TABLES, pairs

Usage: TypeAlias = frozenset[tuple[str, str]]
"""What was chosen of what editors dispute: names and options."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Letters that are written otherwise in some places; *doubt* names a class of guesses."""

    letters: str
    gives: str
    after: str = ""
    before: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """A *mark* for a word that has one of *letters* and none of *unless*."""

    mark: str
    letters: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Drops:
    """The last *letters* that a stem loses before endings that begin with *before*, if named."""

    letters: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What the capitals at the head of a word may be if they stand for several words.

    They are among *words*, or so many letters at *most* that none is of *vowels*,
    or so many before small letters. All is in small letters.
    """

    words: frozenset[str]
    vowels: frozenset[str]
    most: int


@dataclass(frozen=True, slots=True)
class Table:
    """One pair of scripts, ready for use.

    *usage* is what the settings say about the language, as `load` was given it.

    *special* finds the letters of a word that are not written one by one:
    its group number less one is that of the row of *gives*, the form and the class of a guess.
    All else is written letter by letter, with *singles*.
    """

    source: str
    target: str
    special: re.Pattern[str]
    gives: tuple[tuple[str, str], ...]
    singles: Mapping[int, str]
    words: Mapping[str, str]
    stems: Mapping[str, str]
    endings: tuple[str, ...]
    derives: tuple[str, ...]
    drops: Drops
    keep: frozenset[str]
    foreign: re.Pattern[str] | None
    front: Front | None
    punctuation: Mapping[int, str]
    inverse: str
    spelled: tuple[str, ...]
    abbreviations: Abbreviations | None
    initials: Mapping[str, str]
    usage: Usage


@cache
def load(source: str, target: str, usage: Usage = frozenset()) -> Table:
    """Return the table from *source* to *target*, with the forms that *usage* chooses.

    Raises:
        UnknownLanguageError: If there is none.
    """
    if (source, target) not in pairs():
        raise UnknownLanguageError(
            f"no table leads from {source!r} to {target!r}",
            hint="known are " + ", ".join(f"{one} → {other}" for one, other in pairs()),
        )
    data = tomllib.loads((TABLES / f"{source}_{target}.toml").read_text("utf-8"))
    return _table(source, target, data, usage)


def _table(source: str, target: str, data: Mapping[str, Any], usage: Usage) -> Table:
    letters: Mapping[str, str] = data["letters"]
    sets: Mapping[str, str] = data.get("sets", {})
    groups = sorted((key for key in letters if len(key) > 1), key=lambda key: (-len(key), key))
    rules = (
        *(_rule(given, sets) for given in data.get("rules", ()) if _is_chosen(given, usage)),
        *(Rule(key, letters[key]) for key in groups),
    )
    front = data.get("front")
    short = _chosen(data, "abbreviations", usage)
    return Table(
        source=source,
        target=target,
        special=_special(rules),
        gives=tuple((rule.gives, rule.doubt) for rule in rules),
        singles=MappingProxyType({ord(k): v for k, v in letters.items() if len(k) == 1}),
        words=MappingProxyType(data.get("words", {})),
        stems=MappingProxyType(data.get("stems", {})),
        endings=tuple(data.get("endings", "").split()),
        derives=tuple(data.get("derives", "").split()),
        drops=Drops(**data.get("drops", {})),
        keep=frozenset(data.get("keep", "").split()),
        foreign=re.compile(data["foreign"]) if "foreign" in data else None,
        front=_front(front) if front else None,
        punctuation=MappingProxyType(str.maketrans(data.get("punctuation", {}))),
        inverse=data.get("inverse", ""),
        spelled=tuple(data.get("spelled", "").split()),
        abbreviations=_abbreviations(short) if short else None,
        initials=MappingProxyType(_chosen(data, "initials", usage)),
        usage=usage,
    )


def _chosen(data: Mapping[str, Any], name: str, usage: Usage) -> Mapping[str, Any]:
    """Return the table *name* of a data file, empty where it is not what was chosen."""
    table = data.get(name, {})
    is_chosen = _is_chosen(table, usage)
    return {key: table[key] for key in table if key != "when"} if is_chosen else {}


def _is_chosen(given: Mapping[str, Any], usage: Usage) -> bool:
    return usage.issuperset(given.get("when", {}).items())


def _abbreviations(given: Mapping[str, Any]) -> Abbreviations:
    words = frozenset(given["words"].split())
    return Abbreviations(words, frozenset(given["vowels"]), given["most"])


def _rule(given: Mapping[str, Any], sets: Mapping[str, str]) -> Rule:
    fields = {key: text for key, text in given.items() if key != "when"}
    for side in ("after", "before"):
        fields[side] = fields.get(side, "").format(**sets)
    return Rule(**fields)


def _front(given: Mapping[str, str]) -> Front:
    return Front(given["mark"], frozenset(given["letters"]), frozenset(given["unless"]))


def _special(rules: Iterable[Rule]) -> re.Pattern[str]:
    """Return a pattern that finds the letters of a rule, the first rule first.

    Each way begins with its letters, so that the search goes from letter to letter,
    and ends in an empty group that tells the rule.
    """
    return re.compile("|".join(map(_pattern, rules)) or r"(?!)")


def _pattern(rule: Rule) -> str:
    letters = re.escape(rule.letters)
    after = _places(rule.after, end="^", of=rf"(?<=[{{}}]{letters})", there=rf"(?<=\A{letters})")
    before = _places(rule.before, end="$", of=r"(?=[{}])", there=r"\Z")
    return f"{letters}{after}{before}()"


def _places(letters: str, *, end: str, of: str, there: str) -> str:
    if not letters:
        return ""
    inner = letters.replace(end, "")
    ways = ([of.format(re.escape(inner))] if inner else []) + ([there] if end in letters else [])
    return f"(?:{'|'.join(ways)})"
