"""Protected names in what people read: where one stands whole, and certainly is that name."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from polyglot.providers.names import WORD, Found, Name, find, words_of
from polyglot.providers.neutral import script_of
from polyglot.providers.sounds import sound

__all__ = ["Roster"]

# What may stand between the words of one name: space, a comma, an initial with its stop.
_JOINS = re.compile(r"[^\w]{1,4}(?:[^\W\d_]\.?[^\w]{1,4})?")


class Roster:
    """Protected *names*, ready to be found whole in many texts.

    A name counts where all its words stand together, in either order, each certainly a form of it:
    somebody else's first name is none, nor is a word that only begins like a short name.
    A text without a word that sounds like one costs a look at each capitalised word,
    however long the list is.
    """

    def __init__(self, names: Sequence[Name]) -> None:
        self._forms = tuple(Name(name.number, form) for name in names for form in name.forms)
        self._words = tuple(len(list(words_of(form))) for form in self._forms)
        self._likely: dict[str, set[int]] = defaultdict(set)
        for place, form in enumerate(self._forms):
            for word in words_of(form):
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
        for match in WORD.finditer(text):
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
