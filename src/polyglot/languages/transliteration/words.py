"""One word from one script into another: what was settled, then stems, then rules.

Words repeat, so each is converted once and looked up from then on.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from polyglot.languages import section
from polyglot.languages.casing import lower, upper
from polyglot.languages.transliteration.table import Table, Usage, load

# A few megabytes of words; a text that has more begins anew.
_MOST = 200_000
# A settled word of fewer letters carries no endings.
_SHORTEST = 3
# In letters.
_LONGEST_ENDING = 24
_ROMAN = re.compile(r"(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_CYRILLIC_ROMAN = re.compile(r"[ХІV]{2,}")
# A small letter before a capital, but not the second of a digraph: MChJning, YaTTga.
CAMEL = re.compile(r"(?:(?<![CS])h|(?<!Y)[aeou]|[b-df-gi-np-tv-z])[A-Z][a-z]|\A[a-z][A-Z]")
_CODE = re.compile(r"(?P<code>[A-Z]{2,}['‘’ʻʼ`´])(?P<ending>[a-z]+)")

_Unit: TypeAlias = tuple[int, int, str]
"""Where the letters of a unit begin and end in the word, and what is written for them."""


@dataclass(frozen=True, slots=True)
class _Forms:
    """Settled words: *exact* as written, *stems* in small letters.

    *lengths* are those of the stems that begin with the same few letters, the longest first.
    """

    exact: Mapping[str, str]
    stems: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]


class Words(dict[str, str]):
    """The words of one pair, each with its form; a new one is converted when it is asked for.

    *doubts* has the class of each word that was guessed,
    *initials* the forms of letters that are another name's initial before a full stop.
    """

    def __init__(self, table: Table, exceptions: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.table = table
        self.doubts: dict[str, str] = {}
        self._marks = _marks(table.source)
        self._settled = _forms(exceptions or {}, table)
        self._known = _known(table.source, table.target, table.usage)
        exact = self._settled.exact
        self.initials = {one: form for one, form in table.initials.items() if one not in exact}

    def trim(self) -> None:
        """Forget everything if it has become too much."""
        if len(self) > _MOST:
            self.clear()
            self.doubts.clear()

    def __missing__(self, word: str) -> str:
        form = self._convert(word)
        self[word] = form
        return form

    def _convert(self, word: str) -> str:
        written = self._unified(word)
        exact = self._exact(written)
        if exact is not None:
            return exact
        small = self._small(written)
        settled = self._stem(small, self._settled) if self._settled.stems else None
        if settled is None:
            kept = self._kept(word, small)
            if kept is not None:
                return kept
            settled = self._stem(small, self._known)
        form = self._letters(word, written, small, settled)
        return self._fronted(small, form) if self.table.front else form

    def _letters(self, word: str, written: str, small: str, settled: tuple[int, str] | None) -> str:
        """Return the form of a word after what was *settled* of it, in its case."""
        table = self.table
        if settled is None and not table.special.search(small):
            plain = small.translate(table.singles)
            if written == small:
                return plain
            if written[1:] == small[1:]:
                return self._capital(plain)
        units, doubt = self._units(small, settled)
        if doubt:
            self.doubts[word] = doubt
        return self._cased(written, small, units)

    def _exact(self, word: str) -> str | None:
        """Return what was settled for *word* exactly, or for capitals at its head."""
        exact = self._settled.exact
        if not exact or word in exact:
            return exact.get(word)
        length = next((n for n, c in enumerate(word) if not c.isupper()), len(word))
        form = exact.get(word[:length]) if length > 1 else None
        return None if form is None else form + self[word[length:]]

    def _unified(self, word: str) -> str:
        """Return *word* with one apostrophe after o and g, and one elsewhere."""
        if not self._marks or (word.isalpha() and "ʻ" not in word and "ʼ" not in word):
            return word
        unified = self._marks.sub("ʼ", word)
        return re.sub("(?<=[oOgG])ʼ", "ʻ", unified) if "ʼ" in unified else word

    def _small(self, word: str) -> str:
        small = lower(word, self.table.source)
        return (
            small if len(small) == len(word) else "".join(_one(c, self.table.source) for c in word)
        )

    def _kept(self, word: str, small: str) -> str | None:
        """Return what a name or a code in another alphabet becomes; None for an ordinary word."""
        table = self.table
        is_loud = word[1:] != small[1:]
        if not table.source.endswith("Latn"):
            is_numeral = is_loud and _is_roman(word, table)
            return word.replace("Х", "X").replace("І", "I") if is_numeral else None
        if is_loud and (CAMEL.search(word) or _ROMAN.fullmatch(word)):
            return word
        code = _CODE.fullmatch(word) if is_loud and self._marks else None
        if code:
            return code["code"] + self[code["ending"]]
        if word in table.keep:
            return word
        return word if table.foreign and table.foreign.search(small) else None

    def _stem(self, small: str, forms: _Forms) -> tuple[int, str] | None:
        """Return how much of a word the longest stem covers, and what is written for it."""
        whole = len(small)
        for length in forms.lengths.get(small[:_SHORTEST], ()):
            form = forms.stems.get(small[:length]) if length <= whole else None
            if form is None:
                continue
            if length == whole or form.endswith("-"):
                return length, form.removeprefix("=").removesuffix("-")
            may_end = length >= _SHORTEST and not form.startswith("=")
            if may_end and self._is_ending(small[length:]):
                return length, self._shortened(form, small[length])
        return None

    def _is_ending(self, rest: str) -> bool:
        """Tell whether *rest* is a chain of endings, or begins with what derives a word."""
        if rest.startswith(self.table.derives):
            return True
        if len(rest) > _LONGEST_ENDING:
            return False
        reached = [True] + [False] * len(rest)
        for start in range(len(rest)):
            for ending in self.table.endings if reached[start] else ():
                if rest.startswith(ending, start):
                    reached[start + len(ending)] = True
        return reached[-1]

    def _shortened(self, form: str, following: str) -> str:
        """Return *form* as it stands before an ending that begins with *following*."""
        drops = self.table.drops
        is_dropped = form[-1] in drops.letters and (not drops.before or following in drops.before)
        return form[:-1] if is_dropped else form

    def _units(self, small: str, settled: tuple[int, str] | None) -> tuple[list[_Unit], str]:
        """Return the units of a word and the class of a guess among them."""
        table = self.table
        units: list[_Unit] = []
        position, doubt = 0, ""
        if settled is not None:
            position = settled[0]
            units.append((0, *settled))
        for found in table.special.finditer(small, position):
            start, end = found.span()
            if start > position:
                units.append((position, start, small[position:start].translate(table.singles)))
            form, guess = table.gives[(found.lastindex or 0) - 1]
            units.append((start, end, form))
            doubt = doubt or guess
            position = end
        if position < len(small):
            units.append((position, len(small), small[position:].translate(table.singles)))
        return units, doubt

    def _cased(self, word: str, small: str, units: list[_Unit]) -> str:
        """Return the forms of *units* in the case of *word*."""
        form = "".join([unit[2] for unit in units])
        if word == small or self.table.target.endswith("Arab"):
            return form
        if word[1:] == small[1:]:
            return self._capital(form)
        if self.table.abbreviations and self._is_abbreviation(word, small):
            return "".join(self._mixed(word, small, *unit, is_mild=True) for unit in units)
        if word == upper(small, self.table.source):
            return upper(form, self.table.target)
        return "".join(self._mixed(word, small, *unit) for unit in units)

    def _is_abbreviation(self, word: str, small: str) -> bool:
        """Tell whether the capitals at the head of *word* stand for several words."""
        known = self.table.abbreviations
        length = next((n for n, c in enumerate(word) if c == small[n]), len(word))
        head = small[:length]
        if known is None or length < 2 or word[length:] != small[length:]:  # noqa: PLR2004
            return False
        is_short = length <= known.most
        has_ending = length < len(word)
        is_word = not has_ending and not known.vowels.isdisjoint(head)
        return head in known.words or (is_short and not is_word)

    def _mixed(
        self, word: str, small: str, start: int, end: int, form: str, *, is_mild: bool = False
    ) -> str:
        """Return the form of one unit of a word such as `OʻzMU`; *is_mild*: with one capital."""
        if word[start:end] == small[start:end]:
            return form
        singles = self.table.singles
        if end - start > 1 and form == small[start:end].translate(singles):
            letters = range(start, end)
            return "".join(
                self._mixed(word, small, at, at + 1, small[at].translate(singles), is_mild=is_mild)
                for at in letters
            )
        around = word[start:end] + (word[end : end + 1] or word[start - 1 : start])
        is_loud = not is_mild and around == upper(around, self.table.source)
        return upper(form, self.table.target) if is_loud else self._capital(form)

    def _capital(self, form: str) -> str:
        return upper(form[:1], self.table.target) + form[1:]

    def _fronted(self, small: str, form: str) -> str:
        front = self.table.front
        if front is None or front.letters.isdisjoint(small) or not front.unless.isdisjoint(small):
            return form
        return front.mark + form


def _one(character: str, tag: str) -> str:
    small = lower(character, tag)
    return small if len(small) == 1 else character


def _is_roman(word: str, table: Table) -> bool:
    """Tell whether *word* is a numeral typed in Cyrillic that the letters would spoil."""
    return table.singles.get(ord("х")) != "x" and _CYRILLIC_ROMAN.fullmatch(word) is not None


@cache
def _marks(tag: str) -> re.Pattern[str] | None:
    marks = section(tag, "case").get("marks")
    return re.compile(f"[{re.escape(marks)}]") if isinstance(marks, str) else None


def _forms(given: Mapping[str, str], table: Table) -> _Forms:
    """Sort settled words: in capitals or mixed case they are meant exactly as they stand."""
    exact = {word: form for word, form in given.items() if _is_exact(word, table.source)}
    stems = {
        lower(word, table.source): lower(form, table.target) if form[1:].islower() else form
        for word, form in given.items()
        if word not in exact and form
    }
    lengths: dict[str, set[int]] = {}
    for stem in stems:
        lengths.setdefault(stem[:_SHORTEST], set()).add(len(stem))
    ordered = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
    return _Forms(exact, stems, ordered)


def _is_exact(word: str, tag: str) -> bool:
    small = lower(word, tag)
    return word != small and (len(word) == 1 or word[1:] != small[1:])


@cache
def _known(source: str, target: str, usage: Usage) -> _Forms:
    table = load(source, target, usage)
    return _forms(dict(_listed(table)), table)


def _listed(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the words that the data file lists, in source letters; `=` marks a whole word."""
    if table.inverse:
        source, target = table.inverse.split("_")
        # What was chosen is known beside what is usual; the last one wins.
        for usage in dict.fromkeys((frozenset(), table.usage)):
            inverse = Words(load(source, target, usage))
            for word in table.spelled:
                yield inverse[word.removeprefix("=").removesuffix("-")], word
    yield from ((word, f"={form}") for word, form in table.words.items())
    yield from table.stems.items()
