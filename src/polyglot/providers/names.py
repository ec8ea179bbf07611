"""Protected names in a text: where they stand, in any spelling, script and ending.

A word is certainly a name's if it is spelt as the list has it, or sounds like it in at least
five sounds, with an ending of the text's language. Where it may be one and that is not certain
(a small initial letter, a strange ending, a short name in another spelling),
it is found as unsure, and whoever sends texts does not send this one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from polyglot.inline import plain
from polyglot.languages.casing import title
from polyglot.providers.neutral import endings, script_of, stem_of
from polyglot.providers.protected import folded, protected_in
from polyglot.providers.sounds import prefixes, sound

__all__ = ["Found", "Name", "find", "named_in"]

_WORD = re.compile(r"[^\W_]+(?:[\u00ad\u200b-\u200f\u2060\ufeff'’‘ʻʼ`\u0300-\u036f]+[^\W_]*)*")
# A name of fewer sounds is only sure in the spelling of the list, and only whole.
_SURE = 5
_SHORT = 4
# What may be glued to a short name that is one of several words of a name.
_LONGEST = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the list: its *number* there (from 1), and how it is *written*.

    *spellings* has its forms by language, as far as the list tells them.
    """

    number: int
    written: str
    spellings: Mapping[str, str] = field(default_factory=dict)

    @property
    def forms(self) -> tuple[str, ...]:
        """All its forms, that of the first column first."""
        return tuple(dict.fromkeys((self.written, *self.spellings.values())))

    def __hash__(self) -> int:
        return hash((self.number, self.forms))


@dataclass(frozen=True, slots=True)
class Found:
    """A word of a protected name, from *start* to *end* in the text.

    It is word *place* of the name *number*: its dictionary form *base*, then *ending*.
    Both are empty where that is not *sure*.
    """

    start: int
    end: int
    number: int
    place: int = 0
    base: str = ""
    ending: str = ""

    @property
    def is_sure(self) -> bool:
        """What stands there is certainly the name, and how it is inflected is known."""
        return bool(self.base)


def find(text: str, names: Sequence[Name], language: str) -> list[Found]:
    """Return the words of *names* in plain *text*, which is in *language* (a code), in order."""
    known = _known(tuple(names))
    found: list[Found] = []
    for match in _WORD.finditer(text):
        word = match[0].rstrip("'’‘ʻʼ`")
        hits = [hit for one in known if (hit := _match(word, one, language)) is not None]
        if not hits:
            continue
        # The sure before the unsure, the longer name before the shorter.
        best = max(hits, key=lambda hit: (hit.is_sure, len(hit.base), -hit.number))
        start = match.start()
        end = start + len(word)
        found.append(Found(start, end, best.number, best.place, best.base, best.ending))
    return found


def named_in(text: str, names: Sequence[Name]) -> list[int]:
    """Return the numbers of those *names* that occur in *text*, for nobody to print it.

    Any spelling of the list counts with any ending, and what certainly sounds like one.
    """
    words = plain(text)
    sure = {found.number for found in find(words, names, "") if found.is_sure}
    return [name.number for name in names if name.number in sure or protected_in(text, name.forms)]


@dataclass(frozen=True, slots=True)
class _Word:
    """Word *place* of a name: *form* as the list has it, *sounds* with and without its ending."""

    number: int
    place: int
    form: str
    is_whole: bool
    whole: str
    stem: str


@lru_cache(maxsize=8)
def _known(names: tuple[Name, ...]) -> tuple[_Word, ...]:
    return tuple(dict.fromkeys(word for name in names for word in _words_of(name)))


def _words_of(name: Name) -> Iterator[_Word]:
    for form in name.forms:
        words = _WORD.findall(form)
        for place, word in enumerate(words):
            whole = sound(word)
            if len(words) > 1 and len(word) == 1:
                continue  # an initial
            stem = whole[:-1] if len(whole) > _LONGEST and whole[-1] in "AI" else whole
            yield _Word(name.number, place, word, len(words) == 1, whole, stem)


def _match(word: str, known: _Word, language: str) -> Found | None:
    """Return what *word* is of the name's word *known*, or None if it is another word."""
    said = sound(word)
    if not said.startswith(known.stem):
        return None
    is_capital = word[0].isupper() or script_of(word) == "Arabic"
    if is_capital and (sure := _taken_apart(word, known, language)):
        base, ending = sure
        if len(known.whole) >= _SURE or folded(base) == folded(known.form):
            return Found(0, 0, known.number, known.place, base, ending)
        return Found(0, 0, known.number, known.place)
    is_alike = folded(word).startswith(folded(known.form)[: max(_SHORT, len(known.stem))])
    if len(known.whole) < _SHORT:
        is_alike = is_alike and known.is_whole and len(word) <= len(known.form) + _LONGEST
        is_capital = False
    return Found(0, 0, known.number, known.place) if is_capital or is_alike else None


def _taken_apart(word: str, known: _Word, language: str) -> tuple[str, str] | None:
    """Return the dictionary form in *word* and its ending, if they can be told."""
    if len(word) > 1 and word.isupper():
        word = title(word, language)
    for end in prefixes(word, known.whole):
        base = word[:end]
        stem = stem_of(base, language)
        if endings(base, language).fullmatch(word[len(stem) :]):
            return base, word[len(stem) :]
    if language != "ru" or script_of(word) != "Cyrillic":
        return None
    # A Russian name may lose its last letter: Садыкова, Садыковой.
    for form in (known.form, *_russian_ends(known.form)):
        stem = stem_of(form, "ru")
        for end in prefixes(word, sound(stem)):
            base = word[:end] + form[len(stem) :]
            if sound(base) == known.whole and endings(base, "ru").fullmatch(word[end:]):
                return base, word[end:]
    return None


def _russian_ends(form: str) -> Iterator[str]:
    """Yield *form*, which is not in Cyrillic letters, with the last letters that Russian gives it.

    Only what is behind its stem counts: it is the text's own letters that are kept.
    """
    for latin, letters in (("ova", "ова"), ("eva", "ева"), ("a", "а"), ("y", "й"), ("i", "й")):
        if form.lower().endswith(latin):
            yield f"{form[: -len(latin)]}{letters}"
    if form.lower().endswith(("ya", "ia")):
        yield f"{form[:-2]}я"
