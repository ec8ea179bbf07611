"""What a language's data file says of its sentences, and what a newsroom adds to it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import TypeAlias

from polyglot.errors import SettingsError
from polyglot.languages import load, scripts, section
from polyglot.languages.casing import cases, lower

Words: TypeAlias = frozenset[str]
_NONE: Words = frozenset()

# A word of these stands as it is written in the list; of all others in every case of letters.
_AS_WRITTEN = frozenset({"starters", "followers", "says"})

_APOSTROPHES = str.maketrans(dict.fromkeys("'`´‘’ʼ", "ʻ"))


@dataclass(frozen=True, slots=True)
class Rules:
    """The words that decide where a sentence ends.

    An abbreviation stands without its last full stop and without spaces inside.
    What a file gives in small letters, or with one capital at its head, stands here as the language
    writes it in any case (`mıń`, `Mıń`, `MÍŃ`), so that a text's words are looked up as they are.
    *never* ends no sentence; *before_number* and *after_number* end none beside a number.
    *either* ends one before a capital letter;
    *either_after_number* does so after a number, and elsewhere never.
    *units* do so after a number, and elsewhere are words like any other.
    *before_starter* ends one before a word of *starters*,
    *unless_follower* before every capital but that of a word of *followers*.
    *openers* open a phrase of time or place, which is no sentence: "At 5 a.m. Mr. Lee left".
    *headings* stand beside the number of an article of law: "Article 5. Bail".
    *says* go on behind a quotation, in a script without small letters.
    *initials* are a name's initials of more than one letter (`Sh`).
    """

    never: Words = field(default=_NONE)
    before_number: Words = field(default=_NONE)
    after_number: Words = field(default=_NONE)
    either: Words = field(default=_NONE)
    either_after_number: Words = field(default=_NONE)
    units: Words = field(default=_NONE)
    before_starter: Words = field(default=_NONE)
    starters: Words = field(default=_NONE)
    unless_follower: Words = field(default=_NONE)
    followers: Words = field(default=_NONE)
    openers: Words = field(default=_NONE)
    headings: Words = field(default=_NONE)
    says: Words = field(default=_NONE)
    initials: Words = field(default=_NONE)

    def __or__(self, other: "Rules") -> "Rules":
        """Return the words of both."""
        return Rules(**{name: getattr(self, name) | getattr(other, name) for name in LISTS})


LISTS = tuple(one.name for one in fields(Rules))

OwnRules: TypeAlias = Mapping[str, Rules]
"""What a workspace adds, by language."""


def spelled(word: str) -> str:
    """Return *word* with every kind of apostrophe as ʻ, as the lists are compared."""
    return word.translate(_APOSTROPHES)


@cache
def rules(language: str) -> Rules:
    """Return the rules of *language* (`kaa`, `kaa-Cyrl`), in all its scripts together.

    The abbreviations of two scripts do not meet, and people write both in one newsroom.

    Raises:
        UnknownLanguageError: If no data file describes *language*.
    """
    code, hyphen, _script = language.partition("-")
    if hyphen:
        load(language)  # refuses a script that the language is not written in
    return _rules(code)


@cache
def _rules(code: str) -> Rules:
    """Return one object for all scripts: equal ones would be compared word by word in caches."""
    found = Rules()
    for tag in scripts(code):
        found |= _read(section(tag, "sentences"), f"{tag}.toml", (tag,))
    return found


@cache
def joined(one: Rules, other: Rules) -> Rules:
    """Return the words of both, always as the same object."""
    return one | other


def read_own(data: bytes, *, path: str) -> dict[str, Rules]:
    """Return what a workspace's file adds: a table for each language, with lists of `Rules`.

    Raises:
        SettingsError: If it is no TOML, names a language or a list that we do not know,
            or holds something else than lists of words; it names the file and the key.
    """
    try:
        tables = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"this is no TOML in UTF-8: {error}", path=path) from error
    own: dict[str, Rules] = {}
    for language, table in tables.items():
        if not isinstance(table, dict):
            raise SettingsError(
                f"{language!r} stands outside a language's table",
                path=path,
                hint=f'for example [kk], and below it {language} = ["микр"]',
            )
        rules(language)
        code = language.partition("-")[0]
        own[code] = _read(table, path, scripts(code), language)
    return own


def _read(
    table: Mapping[str, object], path: str, tags: Sequence[str], language: str = "sentences"
) -> Rules:
    """Read a table of lists whose words may be written in the scripts of *tags*."""
    lists: dict[str, Words] = {}
    for name, words in table.items():
        if name not in LISTS:
            from difflib import get_close_matches

            near = get_close_matches(name, LISTS, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(LISTS)}"
            raise SettingsError(f"unknown key '{language}.{name}'", path=path, hint=hint)
        listed = _words(words, path, f"{language}.{name}")
        if name not in _AS_WRITTEN:
            listed = frozenset(
                form for word in listed for tag in tags for form in _forms(word, tag)
            )
        lists[name] = listed
    return Rules(**lists)


def _words(words: object, path: str, key: str) -> Words:
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise SettingsError(f"{key!r} is no list of words", path=path, hint='write ["one", "two"]')
    return frozenset(spelled(word.rstrip(".").replace(" ", "")) for word in words)


def _forms(word: str, tag: str) -> Words:
    """Return *word* in every case of letters; with capitals inside (`Ph.D`) it has but its own."""
    is_plain = word[1:] == lower(word[1:], tag)
    return cases(word, tag) if is_plain else frozenset((word,))
