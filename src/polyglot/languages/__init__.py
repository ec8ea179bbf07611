"""What we know of a language: one data file for each of its scripts, and what reads them.

A language is data: a TOML file beside this module, in which every value names its source;
a file more is a language more.
Nothing here asks a library for a month or a quotation mark;
CLDR (through Babel) only helps to say which language an unknown code means.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from polyglot.errors import UnknownLanguageError
from polyglot.languages import data
from polyglot.languages.data import first, section, tags
from polyglot.languages.patterns import (
    Dates,
    Lists,
    Numbers,
    dates_of,
    lists_of,
    numbers_of,
    pair,
    words,
)

__all__ = ["Language", "known", "load", "scripts", "section", "string"]

Script = Literal["Cyrillic", "Latin", "Arabic"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language in one of its scripts.

    *code* names its catalogs, *tag* has its script, *page_tag* stands in pages and feeds.
    *header* are the three lines for translators at the head of a PO file.
    *plural* is the value of a PO header's `Plural-Forms`.
    *names* calls the languages we know, *scripts* the scripts (by `Latn`, `Cyrl`, `Arab`);
    *strings* are what a site says around its articles.
    """

    code: str
    tag: str
    page_tag: str
    autonym: str
    script: Script
    direction: Literal["ltr", "rtl"]
    plural: str
    header: tuple[str, ...]
    outer_quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    dates: Dates
    numbers: Numbers
    lists: Lists
    names: Mapping[str, str]
    scripts: Mapping[str, str]
    strings: Mapping[str, str]

    @property
    def months(self) -> tuple[str, ...]:
        """The months as they stand inside a date."""
        return self.dates.months

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes as a tag: the data is on both sides."""
        return (load, (self.tag,))


def known() -> tuple[str, ...]:
    """Return the codes of the languages that have a data file, by the alphabet."""
    return tuple(tags())


def scripts(code: str) -> tuple[str, ...]:
    """Return the tags of the language *code*, that of its default script first.

    Raises:
        UnknownLanguageError: If no data file describes it.
    """
    if code not in tags():
        raise _unknown(code)
    return tags()[code]


def load(code: str) -> Language:
    """Return the language that *code* names: `kaa`, or with its script `kaa-Cyrl`.

    Without a script it is the language's default one.

    Raises:
        UnknownLanguageError: If no data file describes it.
    """
    language, hyphen, _script = code.partition("-")
    found = tags().get(language, ())
    if not found or (hyphen and code not in found):
        raise _unknown(code)
    return _load(data.FOLDER, code if hyphen else found[0])


def string(language: Language, key: str, /, **values: str) -> str:
    """Return what a site says under *key* in *language*, with *values* in its fields."""
    return language.strings[key].format(**values)


@cache
def _load(folder: Path, tag: str) -> Language:
    del folder  # whoever changes it gets its own languages
    head, quotes = first(tag), section(tag, "quotes")
    return Language(
        code=str(head["code"]),
        tag=str(head["tag"]),
        page_tag=str(head["page_tag"]),
        autonym=str(head["autonym"]),
        # A test holds the files to these words.
        script=cast("Script", head["script"]),
        direction=cast("Literal['ltr', 'rtl']", head["direction"]),
        plural=str(head["plural"]),
        header=words(head["header"]),
        outer_quotes=pair(tag, quotes.get("outer")),
        inner_quotes=pair(tag, quotes.get("inner")),
        dates=dates_of(tag, section(tag, "dates")),
        numbers=numbers_of(tag, section(tag, "numbers")),
        lists=lists_of(tag, section(tag, "lists")),
        names=_texts(tag, "names"),
        scripts=_texts(tag, "scripts"),
        strings=_texts(tag, "strings"),
    )


def _texts(tag: str, name: str) -> Mapping[str, str]:
    return MappingProxyType({key: str(text) for key, text in section(tag, name).items()})


def _unknown(code: str) -> UnknownLanguageError:
    from polyglot.languages.cldr import english_name, two_letters

    language = two_letters(code)
    name = english_name(language)
    called = f"{code!r} ({name})" if name else repr(code)
    near = [language] if language in tags() else []
    if not name:
        import difflib

        near = difflib.get_close_matches(code.lower(), known(), n=1, cutoff=0.5)
    shown = tags()[near[0]][0] if near and not code.isalpha() else "".join(near)
    meant = f"did you mean {shown}? " if near else ""
    return UnknownLanguageError(
        f"no data file describes the language {called}",
        hint=f"{meant}known are {', '.join(known())}",
    )
