"""A text from one script into another, in one pass over its words."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from polyglot.languages import section
from polyglot.languages.protection import spans
from polyglot.languages.transliteration.dates import parted
from polyglot.languages.transliteration.table import Table, Usage, load
from polyglot.languages.transliteration.words import Words

_NONE: Mapping[str, str] = MappingProxyType({})
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_CYRILLIC = "\u0400-\u052f\u0300\u0301"
# A comma inside a number is no comma of a sentence.
_MARK = re.compile(r"(?<![0-9])[,;?]|[,;?](?![0-9])")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A *word* as written that became *form* by a guess of the class *kind*.

    *start* is where it stands, in characters.
    """

    word: str
    form: str
    kind: str
    start: int


@dataclass(frozen=True, slots=True)
class Converted:
    """A *text* in its new script, and the words in it that an editor should settle, in order."""

    text: str
    ambiguous: tuple[Ambiguous, ...] = ()


def convert(
    text: str,
    source: str,
    target: str,
    *,
    exceptions: Mapping[str, str] = _NONE,
    usage: Mapping[str, str] = _NONE,
) -> Converted:
    """Return *text* in the script of *target*; both are tags with scripts, such as `uz-Cyrl`.

    *text* is a message as translators see it, or plain text.
    Tags, codes, addresses, handles, numerals and names in another alphabet stay.
    *exceptions* are settled words, each with its form:
    the case is the text's, endings are carried, the longest stem wins;
    a word with capitals inside (`МЧЖ`) is meant exactly as it stands.
    The same mapping must not change between calls.
    *usage* is what the settings choose of what editors of the language dispute, by name.

    Raises:
        UnknownLanguageError: If no table leads from *source* to *target*.
    """
    text = unicodedata.normalize("NFC", text)
    if source == target:
        return Converted(text)
    table = load(source, target, frozenset(usage.items()))
    words = _words(table, exceptions)
    pieces: list[str] = []
    ambiguous: list[Ambiguous] = []
    position = 0
    for start, end in (*spans(text, source.partition("-")[0]), (len(text), len(text))):
        if start > position:
            stretch = text[position:start]
            parts = _splitter(source).split(stretch)
            ambiguous += _convert(parts, position, words)
            pieces.append(parted(_punctuated(parts, table), source, target))
        pieces.append(text[start:end])
        position = end
    return Converted(unicodedata.normalize("NFC", "".join(pieces)), tuple(ambiguous))


def _convert(parts: list[str], start: int, words: Words) -> Sequence[Ambiguous]:
    """Convert every other of *parts*, the words, in place; return the guesses among them."""
    written = parts[1::2]
    forms = list(map(words.__getitem__, written))
    found: Sequence[Ambiguous] = ()
    if not words.doubts.keys().isdisjoint(written):
        found = tuple(_guesses(parts, forms, start, words.doubts))
    if words.initials and not words.initials.keys().isdisjoint(written):
        forms = list(_initials(parts, forms, words.initials))
    parts[1::2] = forms
    return found


def _initials(
    parts: Sequence[str], forms: Sequence[str], initials: Mapping[str, str]
) -> Iterator[str]:
    """Yield *forms* with those of a name's initials: lone capitals before a full stop."""
    for word, following, form in zip(parts[1::2], parts[2::2], forms, strict=True):
        yield initials.get(word, form) if following.startswith(".") else form


def _guesses(
    parts: Sequence[str], forms: Sequence[str], start: int, doubts: Mapping[str, str]
) -> Iterator[Ambiguous]:
    for number, part in enumerate(parts):
        if number % 2 and part in doubts:
            yield Ambiguous(part, forms[number // 2], doubts[part], start)
        start += len(part)


def _punctuated(parts: list[str], table: Table) -> str:
    text = "".join(parts)
    marks = table.punctuation
    return _MARK.sub(lambda mark: marks.get(ord(mark[0]), mark[0]), text) if marks else text


@cache
def _splitter(tag: str) -> re.Pattern[str]:
    """Return a pattern whose `split` gives the words of a script at every other place."""
    if not tag.endswith("Latn"):
        return re.compile(f"([{_CYRILLIC}]++)")
    given = section(tag, "case").get("marks", "")
    marks = re.escape(given) if isinstance(given, str) else ""
    more = rf"|[{marks}](?=[{_LATIN}])" if marks else ""
    last = rf"(?:(?<=[gG])[{marks}]|(?<=[oO])[ʻʼ‘`])?+" if marks else ""
    # After a figure goes an ending (5ga), not a name (3D); before one nothing goes (H1N1).
    # A lone I, V or X without a full stop is a numeral, not an initial.
    joined = rf"(?<![{_LATIN}][{marks}])" if marks else ""
    return re.compile(
        rf"(?<![{_LATIN}]){joined}(?:(?<![0-9])|(?=[a-z]))(?![IVX](?![{_LATIN}{marks}.]))"
        rf"([{_LATIN}](?:[{_LATIN}]{more})*+{last})(?![0-9])"
    )


# The words of each pair and usage, and those with the exceptions that were given last.
# The mapping is kept beside its words, so that its identity stays its own.
_kept: dict[tuple[str, str, Usage], tuple[Mapping[str, str], Words]] = {}


def _words(table: Table, exceptions: Mapping[str, str]) -> Words:
    key = (table.source, table.target, table.usage)
    if not exceptions:
        words = _plain(*key)
    elif (kept := _kept.get(key)) is not None and kept[0] is exceptions:
        words = kept[1]
    else:
        words = Words(table, exceptions)
        _kept[key] = (exceptions, words)
    words.trim()
    return words


@cache
def _plain(source: str, target: str, usage: Usage) -> Words:
    return Words(load(source, target, usage))
