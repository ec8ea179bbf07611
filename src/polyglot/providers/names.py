"""Protected names in a text: where they stand, in any spelling, script and ending.

A word is certainly a name's if it is spelt as the list has it, or sounds like it in at least
five sounds, with an ending of the text's language. Where it may be one and that is not certain
(a small initial letter, a strange ending, a short name in another spelling),
it is found as unsure, and whoever sends texts does not send this one.

Who hides a text rather takes a name too many; who tells of an error must not.
For him a `Roster` finds names that stand whole.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from polyglot.inline import plain
from polyglot.languages.casing import title
from polyglot.providers.neutral import endings, script_of, stem_of
from polyglot.providers.protected import folded, protected_in
from polyglot.providers.sounds import prefixes, sound

__all__ = ["Found", "Name", "Roster", "find", "named_in"]

_WORD = re.compile(r"[^\W_]+(?:[\u00ad\u200b-\u200f\u2060\ufeff'’‘ʻʼ`\u0300-\u036f]+[^\W_]*)*")
# A name of fewer sounds is only sure in the spelling of the list, and only whole.
_SURE = 5
_SHORT = 4
# What may stand between the words of one name: space, a comma, an initial with its stop.
_JOINS = re.compile(r"[^\w]{1,4}(?:[^\W\d_]\.?[^\w]{1,4})?")
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
    # A Russian ending may stand in the place of a letter, which “any ending” does not tell.
    found = (one for language in ("", "ru") for one in find(words, names, language))
    sure = {one.number for one in found if one.is_sure}
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


# --- Whole names ----------------------------------------------------------------------------------


class Roster:
    """Protected *names*, ready to be found whole in many texts.

    A name counts where all its words stand together, in either order, each certainly a form of it:
    somebody else's first name is none, nor is a word that only begins like a short name.
    A text without a word that sounds like one costs a look at each capitalised word,
    however long the list is.
    """

    def __init__(self, names: Sequence[Name]) -> None:
        self._forms = tuple(Name(name.number, form) for name in names for form in name.forms)
        self._words = tuple(len(list(_words_of(form))) for form in self._forms)
        self._likely: dict[str, set[int]] = defaultdict(set)
        for place, form in enumerate(self._forms):
            for word in _words_of(form):
                self._likely[word.stem].add(place)
        self._longest = max(map(len, self._likely), default=0)

    def find(
        self,
        text: str,
        language: str,
        *,
        is_other: Callable[[int, int], bool] = lambda _start, _end: False,
    ) -> tuple[int, ...]:
        """Return the numbers of the names in plain *text*, which is in *language* (a code).

        What *is_other*, from start to end, is part of what may be told: a street with the name.
        """
        found: set[int] = set()
        for place in self._alike(text):
            form = self._forms[place]
            if form.number not in found:
                words = find(text, (form,), language)
                runs = _together(text, [one for one in words if one.is_sure], self._words[place])
                if any(not is_other(start, end) for start, end in runs):
                    found.add(form.number)
        return tuple(sorted(found))

    def _alike(self, text: str) -> list[int]:
        """Return the forms of which *text* may have each word, in order."""
        heard: dict[int, int] = defaultdict(int)
        for match in _WORD.finditer(text):
            word = match[0]
            if not (word[0].isupper() or script_of(word) == "Arabic"):
                continue
            said = sound(word.rstrip("'’‘ʻʼ`"))
            places = {
                place
                for end in range(1, min(len(said), self._longest) + 1)
                for place in self._likely.get(said[:end], ())
            }
            for place in places:
                heard[place] += 1
        return sorted(place for place, times in heard.items() if times >= self._words[place])


def _together(text: str, words: Sequence[Found], size: int) -> Iterator[tuple[int, int]]:
    """Yield where *size* different *words* of one name stand side by side: from start to end."""
    for first in range(len(words) - size + 1):
        run = words[first : first + size]
        gaps = (text[one.end : other.start] for one, other in pairwise(run))
        if len({one.place for one in run}) == size and all(map(_JOINS.fullmatch, gaps)):
            yield run[0].start, run[-1].end
