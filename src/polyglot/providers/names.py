"""Protected names in a text: where they stand, in any spelling, script and ending.

A word is certainly a name's if it is spelt as the list has it, or sounds like it in at least
five sounds, with an ending of the text's language. Where it may be one and that is not certain
(a small initial letter, a strange ending, a short name in another spelling),
it is found as unsure, and whoever sends texts does not send this one.

Who hides a text rather takes a name too many; who tells of an error must not:
see `Roster`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from polyglot.addresses import spans
from polyglot.inline import plain, quote
from polyglot.languages import known as languages
from polyglot.languages import scripts
from polyglot.languages.casing import title
from polyglot.providers.disguise import views
from polyglot.providers.neutral import SURNAMES, endings, kind_of, script_of, stem_of
from polyglot.providers.protected import folded, protected_in
from polyglot.providers.sounds import loose, prefixes, readings, sound

__all__ = ["WORD", "Found", "Name", "find", "named_in", "occur", "words_of"]

_SIGNS = "'’‘ʻʼ`´′″"
WORD = re.compile(rf"[^\W_]+(?:[\u00ad\u200b-\u200f\u2060\ufeff{_SIGNS}\u0300-\u036f]+[^\W_]*)*")
_POSSESSIVE = re.compile(rf"[{_SIGNS}]s?\Z")
_FILE = re.compile(
    r"[^\s<>\"«»“”]+\.(?:jpe?g|png|gif|webp|heic|pdf|docx?|odt|rtf|txt|csv|xlsx?|html?|zip"
    r"|mp[34]|m4a|wav|ogg|opus|mov|avi)(?!\w)",
    re.IGNORECASE,
)
_INFLECTED = frozenset(("ova", "a", "ya"))
# The words in a word that is written like AygulSadykova1985.
_PART = re.compile(r"[^\W\d_][^\W\d_A-ZА-ЯЁ]+|[^\W\d_]{2,}")
# A name of fewer sounds is only sure in the spelling of the list, and only whole.
_SURE = 5
_SHORT = 4
# What may be glued to a short name that is one of several words of a name.
_LONGEST = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the list: its *number* there (from 1), and how it is *written*.

    *spellings* has its forms by language, as far as the list tells them.
    *ordinary* are words that are no name where they are written in small letters.
    """

    number: int
    written: str
    spellings: Mapping[str, str] = field(default_factory=dict)
    ordinary: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All its forms, that of the first column first."""
        return tuple(dict.fromkeys((self.written, *self.spellings.values())))

    def __hash__(self) -> int:
        return hash((self.number, self.written))


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
    labels = [*spans(text), *(file.span() for file in _FILE.finditer(text))]
    found: list[Found] = []
    last: re.Match[str] | None = None
    for match in WORD.finditer(text):
        word = match[0].rstrip(_SIGNS)
        start, end = match.start(), match.start() + len(word)
        is_label = text[max(0, start - 1) : start] in ("@", "#") or any(
            low <= start < high for low, high in labels
        )
        hit = _look(known, word, language, is_label=is_label)
        if hit is None and last is not None and start - last.end() <= _LONGEST:
            hit = _joined(known, last[0], word, language)
            start = last.start() if hit else start
        last = match
        if hit:
            found.append(replace(hit, start=start, end=end))
    return found


def occur(text: str, names: Sequence[Name], language: str) -> bool:
    """Tell whether one of *names* stands in *text*, or may be read there, tags and all.

    *text* may be a message's or a plain one: what would read as a tag counts as words, too.
    """
    return bool(names) and any(True for _ in _numbers(text, names, language))


def named_in(text: str, names: Sequence[Name]) -> list[int]:
    """Return the numbers of those *names* that occur in *text*, for nobody to print it.

    Any spelling of the list counts with any ending, and what may sound like one.
    """
    return list(_named(text, tuple(names)))


@lru_cache(maxsize=4096)
def _named(text: str, names: tuple[Name, ...]) -> tuple[int, ...]:
    return tuple(sorted({*_numbers(text, names, ""), *_numbers(text, names, "ru")}))


def _numbers(text: str, names: Sequence[Name], language: str) -> Iterator[int]:
    """Yield the numbers of *names* that stand in *text* in one view of it or another."""
    for form in dict.fromkeys((text, quote(text))):
        for view in views(plain(form)):
            yield from (one.number for one in find(view, names, language))
            for name in names:
                if protected_in(_without(view, name), name.forms):
                    yield name.number


def _without(text: str, name: Name) -> str:
    """Return *text* without the words that are ordinary, although *name* has them."""
    if not name.ordinary:
        return text
    return WORD.sub(lambda found: "" if _is_ordinary(found[0], name.ordinary) else found[0], text)


def _is_ordinary(word: str, ordinary: Sequence[str]) -> bool:
    return word[0].islower() and any(sound(word).startswith(sound(one)) for one in ordinary)


@dataclass(frozen=True, slots=True)
class _Word:
    """Word *place* of a name: *form* as the list has it, *sounds* with and without its ending."""

    number: int
    place: int
    form: str
    is_whole: bool
    whole: str
    stem: str
    ordinary: tuple[str, ...] = ()

    @property
    def may_be_word(self) -> bool:
        """It is a given name, as many words are: Еркін, and еркіндік, freedom."""
        return not self.is_whole and kind_of(self.form) not in SURNAMES

    @property
    def unsure(self) -> Found:
        """What may be this word."""
        return Found(0, 0, self.number, self.place)


@dataclass(frozen=True, slots=True, eq=False)
class _List:
    """The words of all names of a list."""

    words: tuple[_Word, ...]


@lru_cache(maxsize=8)
def _known(names: tuple[Name, ...]) -> _List:
    return _List(tuple(dict.fromkeys(word for name in names for word in words_of(name))))


def words_of(name: Name) -> Iterator["_Word"]:
    """Yield the words of all forms of *name*, without its initials."""
    for form in name.forms:
        words = WORD.findall(form)
        for place, word in enumerate(words):
            whole = sound(word)
            if len(words) > 1 and len(word) == 1:
                continue  # an initial
            stem = whole[:-1] if len(whole) > _LONGEST and whole[-1] in "AI" else whole
            yield _Word(name.number, place, word, len(words) == 1, whole, stem, name.ordinary)


@lru_cache(maxsize=65_536)
def _look(known: _List, word: str, language: str, *, is_label: bool) -> Found | None:
    """Return what *word* is of a name, in the text or as a part of a *label* in it.

    A label is an address, a handle, a hashtag or the name of a file:
    there names are small, and grown together.
    """
    words = [one for one in known.words if is_label or not _is_ordinary(word, one.ordinary)]
    hits = [hit for one in words if (hit := _match(word, one, language))]
    if hits:
        # The sure before the unsure, the longer name before the shorter.
        return max(hits, key=lambda hit: (hit.is_sure, len(hit.base), -hit.number))
    parts = _PART.findall(word)
    if len(parts) > 1:
        hits = [hit for one in words for part in parts if (hit := _match(part, one, language))]
        if hits:
            return replace(hits[0], base="", ending="")
    ways = readings(word)
    wide = tuple(map(loose, ways))
    for one in words:
        if len(one.whole) < _SHORT:
            continue
        if _is_within(ways, one) if is_label else _is_inside(word, ways, wide, one):
            return one.unsure
    return None


def _is_within(ways: Sequence[str], known: _Word) -> bool:
    """Tell whether a label that may be read in these *ways* has the name in it."""
    said = known.stem if len(known.whole) >= _SURE else known.whole
    return any(said in way for way in ways)


def _is_inside(word: str, ways: Sequence[str], wide: Sequence[str], known: _Word) -> bool:
    """Tell whether *word* may be the name in a spelling of other habits, or has it inside.

    *ways* are its readings, *wide* the same more loosely.
    """
    is_capital = word[0].isupper()
    if len(known.stem) > _SURE and known.stem in ways[0] and (is_capital or not known.may_be_word):
        return True
    if not is_capital or len(known.whole) < _SURE:
        return False
    if any(_begins(way, known.stem) for way in ways):
        return True
    stem = loose(known.stem)
    return len(stem) > _SURE and any(_begins(way, stem) for way in wide)


def _begins(said: str, stem: str) -> bool:
    return said.startswith(stem) and len(said) <= len(stem) + _SHORT


@lru_cache(maxsize=65_536)
def _joined(known: _List, before: str, word: str, language: str) -> Found | None:
    """Return the name that is cut in two, *before* and *word*: Ай-Гүл."""
    if not before[0].isupper():
        return None
    whole, first = before + word.lower(), len(sound(before))
    for one in known.words:
        is_long = len(one.whole) >= _SURE and first < len(one.stem)
        if is_long and _match(whole, one, language) and _taken_apart(whole, one, language):
            return one.unsure
    return None


def _match(word: str, known: _Word, language: str) -> Found | None:
    """Return what *word* is of the name's word *known*, or None if it is another word."""
    if not sound(word).startswith(known.stem):
        return None
    is_capital = word[0].isupper() or script_of(word) == "Arabic"
    sure = _taken_apart(_titled(word, language), known, language)
    is_alike = folded(word).startswith(folded(known.form)[: max(_SHORT, len(known.stem))])
    if is_capital and sure:
        base, ending = sure
        if len(known.whole) >= _SURE or folded(base) == folded(known.form):
            return Found(0, 0, known.number, known.place, base, ending)
        return known.unsure
    if len(known.whole) < _SHORT:
        is_short = known.is_whole and len(word) <= len(known.form) + _LONGEST
        return known.unsure if is_short and is_alike else None
    if is_capital:
        # Any ending of a name of four sounds: of Роза, but not of Раз-.
        is_near = len(known.stem) >= _SHORT or is_alike or _is_near(word, known.form)
        return known.unsure if is_near else None
    if known.may_be_word and is_alike and not sure:
        # A text may have words of another language, with the endings of either.
        bare = _POSSESSIVE.sub("", word)
        is_alike = len(known.whole) >= _SURE and (
            len(bare) <= len(known.form) + _SHORT
            or any(_taken_apart(_titled(bare, tag), known, tag) for tag in _tags())
        )
    return known.unsure if is_alike or (sure and len(known.whole) >= _SURE) else None


@cache
def _tags() -> tuple[str, ...]:
    return tuple(tag for code in languages() for tag in scripts(code))


def _is_near(word: str, form: str) -> bool:
    said = sound(word, is_close=True)
    return said.startswith(sound(form, is_close=True)) or folded(word).startswith(folded(form)[:-1])


def _titled(word: str, language: str) -> str:
    return title(word, language) if word.islower() else word


def _taken_apart(word: str, known: _Word, language: str) -> tuple[str, str] | None:
    """Return the dictionary form in *word* and its ending, if they can be told."""
    if len(word) > 1 and word.isupper():
        word = title(word, language)
    is_russian = language == "ru" and script_of(word) == "Cyrillic"
    for end in prefixes(word, known.whole):
        base = word[:end]
        if is_russian and kind_of(base) != kind_of(known.form) in _INFLECTED:
            continue  # Садыкову sounds like Садыкова, and is its accusative
        stem = stem_of(base, language)
        if endings(base, language).fullmatch(word[len(stem) :]):
            return base, word[len(stem) :]
    if not is_russian:
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
