"""How the words of a language change: data for whoever has to know a word again in a text.

Languages that glue endings on say which ending may follow which, and how sounds agree;
languages that change the end of a word have paradigms.
It stands in the last part of a data file; `docs/reference/terms.md` explains every key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from polyglot.languages import data, load
from polyglot.languages.data import section
from polyglot.languages.patterns import words

__all__ = ["Inflection", "Paradigm", "inflection"]

_START = "stem"
_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Paradigm:
    """A word that ends in *lemma*, behind one of *after* if any is named, takes *forms* for it."""

    after: tuple[str, ...]
    lemma: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inflection:
    """The endings of a language in one script.

    *endings* are the forms of each kind, *order* the kinds that may follow a kind;
    `stem` is the kind every word begins with, `third` that of “his, her, its”.
    *vowels* end a syllable, *glides* count as vowels and as consonants;
    *back* and *front* vowels want endings of their class, behind *free* letters both are written.
    In the kinds that are *parted*, the endings that begin with another letter than the first
    stand behind consonants only (`қала-ны`, `сот-ты`).
    Endings that begin with a *hard* letter stand behind *voiceless* ones only.
    Before an ending that begins with a vowel the last letter *changes*,
    or the last vowel *gives* way.
    Behind two consonants a loan word may take a vowel that *links* (`факт`, `фактілер`).
    """

    endings: Mapping[str, tuple[str, ...]]
    order: Mapping[str, tuple[str, ...]]
    paradigms: tuple[Paradigm, ...]
    vowels: tuple[str, ...]
    glides: tuple[str, ...]
    back: frozenset[str]
    front: frozenset[str]
    free: frozenset[str]
    parted: frozenset[str]
    hard: frozenset[str]
    voiceless: tuple[str, ...]
    gives: frozenset[str]
    links: tuple[str, ...]
    changes: Mapping[str, str]


def inflection(code: str) -> Inflection:
    """Return the inflection of the language that *code* names, with or without its script.

    Raises:
        UnknownLanguageError: If no data file describes it.
    """
    return _inflection(data.FOLDER, load(code).tag)


@cache
def _inflection(folder: object, tag: str) -> Inflection:
    del folder  # whoever changes it gets its own languages
    table = section(tag, "inflection")
    endings = {kind: words(forms) for kind, forms in section(tag, "suffixes").items()}
    listed = {key: words(value) for key, value in table.items() if key not in _TABLES}
    changes = table.get("changes")
    return Inflection(
        endings=MappingProxyType(endings),
        order=MappingProxyType(_order(table.get("order"), endings)),
        paradigms=tuple(_paradigms(table.get("paradigms"))),
        vowels=listed.get("vowels", ()),
        glides=listed.get("glides", ()),
        back=frozenset(listed.get("back", ())),
        front=frozenset(listed.get("front", ())),
        free=frozenset(listed.get("free", ())),
        parted=frozenset(listed.get("parted", ())),
        hard=frozenset(listed.get("hard", ())),
        voiceless=listed.get("voiceless", ()),
        gives=frozenset(listed.get("gives", ())),
        links=listed.get("links", ()),
        changes=MappingProxyType(dict(changes) if isinstance(changes, dict) else {}),
    )


_TABLES = frozenset(("changes", "order", "paradigms"))


def _order(table: object, endings: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Return what may follow each kind; a name that is no kind of ending stands for a list."""
    if not isinstance(table, dict):
        return {}
    listed = {str(name): words(value) for name, value in table.items()}

    def kinds(name: str) -> tuple[str, ...]:
        found: list[str] = []
        for one in listed[name]:
            found += (one,) if one in endings else kinds(one)
        return tuple(dict.fromkeys(found))

    return {name: kinds(name) for name in listed if name in endings or name == _START}


def _paradigms(table: object) -> list[Paradigm]:
    rows = table if isinstance(table, list) else []
    return [
        Paradigm(
            after=words(row.get("after", "")),
            lemma="" if lemma == _NOTHING else lemma,
            forms=tuple("" if form == _NOTHING else form for form in words(row["forms"])),
        )
        for row in rows
        for lemma in words(row["lemma"])
    ]
