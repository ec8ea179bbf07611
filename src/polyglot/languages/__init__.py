"""What we know of a language: one data file each, and the few functions that read them.

A language is data: a TOML file beside this module, in which every value names its source.
Nothing here asks a library for a month or a quotation mark;
CLDR (through Babel) only helps to say which language an unknown code means.
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from polyglot.errors import UnknownLanguageError

__all__ = ["Language", "Sentences", "format_date", "known", "load", "section", "string"]

_TAGS: Mapping[str, str] = MappingProxyType(
    {"en": "en-Latn", "ru": "ru-Cyrl", "kk": "kk-Cyrl", "kaa": "kaa-Latn", "uz": "uz-Latn"}
)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The abbreviations that decide where a sentence ends.

    An abbreviation stands without its last full stop and without spaces inside.
    *never* ends no sentence; *before_number* and *after_number* end none beside a number.
    *either* ends one before a capital letter;
    *either_after_number* does so after a number, and elsewhere never.
    *before_starter* ends one before a word of *starters*.
    *initials* are a name's initials of more than one letter (`Sh`).
    """

    never: frozenset[str]
    before_number: frozenset[str]
    after_number: frozenset[str]
    either: frozenset[str]
    either_after_number: frozenset[str]
    before_starter: frozenset[str]
    starters: frozenset[str]
    initials: frozenset[str]


@dataclass(frozen=True, slots=True)
class Language:
    """One language in the script we publish it in.

    *code* names its catalogs, *tag* has its script, *page_tag* stands in pages and feeds.
    *header* are the three lines for translators at the head of a PO file.
    *plural* is the value of a PO header's `Plural-Forms`.
    *date_pattern* has the fields `{day}`, `{month}` and `{year}`; *months* are as dates need them.
    *names* calls the languages of the site, *strings* are what a site says around its articles.
    """

    code: str
    tag: str
    page_tag: str
    autonym: str
    script: Literal["Cyrillic", "Latin"]
    direction: Literal["ltr", "rtl"]
    plural: str
    header: tuple[str, ...]
    outer_quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    date_pattern: str
    months: tuple[str, ...]
    names: Mapping[str, str]
    strings: Mapping[str, str]
    sentences: Sentences

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes as a code: the data is on both sides."""
        return (load, (self.code,))


def known() -> tuple[str, ...]:
    """Return the codes of the languages that have a data file, in the site's order."""
    return tuple(_TAGS)


def load(code: str) -> Language:
    """Return the language that *code* names: `kaa` or, with its script, `kaa-Latn`.

    Raises:
        UnknownLanguageError: If no data file describes it.
    """
    language, hyphen, _script = code.partition("-")
    tag = _TAGS.get(language)
    if tag is None or (hyphen and code != tag):
        raise _unknown(code)
    return _load(tag)


def string(language: Language, key: str, /, **values: str) -> str:
    """Return what a site says under *key* in *language*, with *values* in its fields."""
    return language.strings[key].format(**values)


def format_date(day: date, language: Language) -> str:
    """Return *day* as *language* writes it in running text: `14 September 2022`."""
    month = language.months[day.month - 1]
    return language.date_pattern.format(day=day.day, month=month, year=day.year)


def section(tag: str, name: str) -> Mapping[str, object]:
    """Return the table *name* of the data file *tag*, for the one module that reads it."""
    found = _data(tag).get(name, {})
    if not isinstance(found, dict):
        raise TypeError(f"{tag}.toml: {name} is no table")
    return MappingProxyType(found)


@cache
def _data(tag: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{tag}.toml").read_text("utf-8"))


@cache
def _load(tag: str) -> Language:
    data = _data(tag)
    quotes, dates, sentences = data["quotes"], data["dates"], data["sentences"]
    return Language(
        code=data["code"],
        tag=data["tag"],
        page_tag=data["page_tag"],
        autonym=data["autonym"],
        script=data["script"],
        direction=data["direction"],
        plural=data["plural"],
        header=tuple(data["header"]),
        outer_quotes=tuple(quotes["outer"]),
        inner_quotes=tuple(quotes["inner"]),
        date_pattern=dates["long"],
        months=tuple(dates["months"]),
        names=MappingProxyType(data["names"]),
        strings=MappingProxyType(data["strings"]),
        sentences=Sentences(**{f.name: frozenset(sentences[f.name]) for f in fields(Sentences)}),
    )


def _unknown(code: str) -> UnknownLanguageError:
    from polyglot.languages.cldr import english_name, two_letters

    language = two_letters(code)
    name = english_name(language)
    called = f"{code!r} ({name})" if name else repr(code)
    near = [language] if language in _TAGS else []
    if not name:
        near = difflib.get_close_matches(code.lower(), _TAGS, n=1, cutoff=0.5)
    shown = _TAGS[near[0]] if near and not code.isalpha() else "".join(near)
    meant = f"did you mean {shown}? " if near else ""
    return UnknownLanguageError(
        f"no data file describes the language {called}",
        hint=f"{meant}known are {', '.join(_TAGS)}",
    )
