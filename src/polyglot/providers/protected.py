"""Names that may not leave this machine, found with the endings that languages glue to them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from polyglot.inline import plain

# Different spellings of one letter, made equal: dotless i, apostrophes of Uzbek and others.
_FOLDED = str.maketrans({"ı": "i", **dict.fromkeys("‘’ʻʼ`´", "'")})
# Accents of decomposed letters, and what shows nothing.
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"\w+(?:'\w+)*")
_VOWEL = re.compile(r"[aeiouyаеиоуыэюяьәөүұі]\Z")

# A word of fewer letters takes only a short ending: Ким, Кима, but not кимоно.
_SHORT = 4
_PAIR = 2


def protected_in(text: str, names: Sequence[str]) -> list[int]:
    """Return the numbers (from 1) of those protected *names* that occur in *text*.

    Case, accents, kinds of apostrophe and tags make no difference;
    a word matches with any ending, and two words in either order.
    It rather finds a name too many: what is found is only kept on this machine.
    """
    said = folded(plain(text))
    return [
        number
        for number, pattern in enumerate(_patterns(tuple(names)), start=1)
        if pattern is not None and pattern.search(said)
    ]


@lru_cache(maxsize=4)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str] | None, ...]:
    return tuple(_pattern(_WORD.findall(folded(name))) for name in names)


def _pattern(words: list[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    forms = [_form(word) for word in words]
    orders = [forms, forms[::-1]] if len(forms) == _PAIR else [forms]
    gap = r"[^\w]{1,4}"
    return re.compile(r"(?<!\w)(?:" + "|".join(gap.join(order) for order in orders) + ")")


def _form(word: str) -> str:
    """Return a pattern for *word* with its endings; a last vowel gives way: Юлия, Юлии."""
    stem = _VOWEL.sub("", word) if len(word) >= _SHORT else word
    if len(stem) >= _SHORT:
        return re.escape(stem) + r"[\w']*"
    return re.escape(stem) + (r"\w{1,2}(?!\w)" if stem != word else r"\w{0,2}(?!\w)")


def folded(text: str) -> str:
    """Return *text* as names are compared."""
    # Without accents the capital of the Karakalpak ı, which is Í, becomes the same letter.
    bare = _UNSEEN.sub("", unicodedata.normalize("NFD", text))
    return bare.casefold().translate(_FOLDED)
