"""What a translation owes to the lists: what its source has of them, and whether it is said."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from polyglot.languages import load
from polyglot.languages.casing import title
from polyglot.terms.entries import Entry, Match, Status
from polyglot.terms.spelling import clean, key, tag_of, word_pattern

__all__ = ["Owed", "capitalised", "has_derived", "owed", "spans"]

_LEAST_DERIVED = 5
"""A shorter form begins too many words."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What a text has of the lists: the *form* of its list, and the *entries* it belongs to.

    Where it belongs to several, any of them may be meant.
    """

    form: str
    entries: tuple[Entry, ...]

    @property
    def is_name(self) -> bool:
        """Whether a name and nothing else is meant."""
        return all(entry.kind != "term" for entry in self.entries)


def owed(matches: Iterable[Match], language: str) -> tuple[Owed, ...]:
    """Return what of *matches*, those of a text, is to be said in *language*; each once, by place.

    A forbidden form owes nothing, for it may stand for another thing than its entry;
    nor does what may be an entry that has no form in the language,
    nor words joined before a noun, which become what they like: `human-rights groups`.

    Raises:
        UnknownLanguageError: If no data file describes the language.
    """
    code = load(language).code
    found: dict[tuple[Entry, ...], Owed] = {}
    for uses in spans(matches):
        if all(_is_owed(use, code) for use in uses):
            entries = tuple(use.entry for use in uses)
            found.setdefault(entries, Owed(uses[0].form.text, entries))
    return tuple(found.values())


def spans(matches: Iterable[Match]) -> Iterator[list[Match]]:
    """Yield *matches*, which are in order, by stretches of text: those of one stretch together."""
    group: list[Match] = []
    for match in matches:
        if group and (group[0].start, group[0].end) != (match.start, match.end):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def capitalised(text: str, language: str) -> str:
    """Return *text*, in *language*, with a capital at the beginning of each word.

    Names of several words often begin with a common noun: сообщает информационный центр «Шырак».
    """
    code = load(language).code

    def begun(match: re.Match[str]) -> str:
        word = match[0]
        return title(word[:1], tag_of(word, code)) + word[1:]

    return word_pattern(code).sub(begun, text)


def has_derived(text: str, form: str, language: str) -> bool:
    """Tell whether a word of *text* may be made from the one word *form*, a place's name or so.

    Алматы, алматинский; Ташкент, тошкентлик: all letters but the last are the same, in any case.
    Only what is long enough to tell counts.
    """
    code = load(language).code
    pattern = word_pattern(code)
    words = pattern.findall(form)
    if len(words) != 1 or len(words[0]) < _LEAST_DERIVED:
        return False
    beginning = _key(words[0], code)[:-1]
    return any(_key(word, code).startswith(beginning) for word in pattern.findall(text))


def _key(word: str, code: str) -> str:
    return key(clean(word), tag_of(word, code))


def _is_owed(match: Match, code: str) -> bool:
    if match.status is Status.FORBIDDEN:
        return False
    if len(match.form.text.split()) > 1 and len(match.text.split()) == 1:
        return False
    return any(form.status is not Status.FORBIDDEN for form in match.entry.forms_in(code))
