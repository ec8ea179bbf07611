"""The words of a text, and how two spellings of a word are compared."""

import re
import unicodedata
from functools import cache
from itertools import takewhile

from polyglot.languages import scripts, section
from polyglot.languages.casing import fold, upper

__all__ = ["GAP", "clean", "key", "shared", "tag_of", "word_pattern", "written_as"]

_APOSTROPHES = "'‘’ʻʼ`´"
_TYPED = "'‘’`´"
_ONE = str.maketrans(dict.fromkeys(_APOSTROPHES, "ʼ"))
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_MARKS = f"\u0300-\u036f{_UNSEEN}"
_SCRIPTS = (("Cyrl", "\u0400", "\u052f"), ("Arab", "\u0600", "\u06ff"))
_NO_UNSEEN = str.maketrans("", "", _UNSEEN)
_SEVERAL = 2

GAP = re.compile(r"(?:\s|</?[A-Za-z][^<>]*+>|[-\u2010\u2011\"«»“”„‘’'])*+")
"""What may stand between the words of one term: space, tags, hyphens, quotation marks."""


@cache
def word_pattern(language: str) -> re.Pattern[str]:
    """Return a pattern of the words of a text in *language*, a code.

    An apostrophe inside a word belongs to it, however it is typed;
    at its end only behind letters that take one (Uzbek oʻ, gʻ).
    """
    takers = "".join(str(section(scripts(language)[0], "quotes").get("apostrophe_after", "")))
    letters = re.escape("".join(takers.split()))
    last = rf"(?:(?<=[{letters}{letters.upper()}])[{_TYPED}])?+" if letters else ""
    inner = rf"(?:(?:[{_MARKS}]++|[{_TYPED}](?=[^\W_]))[^\W_]*+)*+"
    return re.compile(rf"[^\W_]++{inner}{last}")


def tag_of(word: str, language: str) -> str:
    """Return the script of *language*, a code, that *word* is written in, else its default one."""
    first = word[:1]
    script = next((name for name, low, high in _SCRIPTS if low <= first <= high), "Latn")
    return _tag(language, script)


@cache
def _tag(language: str, script: str) -> str:
    known = scripts(language)
    tag = f"{language}-{script}"
    return tag if tag in known else known[0]


def clean(word: str) -> str:
    """Return *word* composed, without characters that nobody sees."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word.translate(_NO_UNSEEN))


def key(word: str, tag: str) -> str:
    """Return *word* as it is compared: without case, all apostrophes one."""
    return fold(word, tag).translate(_ONE)


def shared(one: str, other: str) -> int:
    """Return how many letters *one* and *other* begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda letters: letters[0] == letters[1], pairs))


def written_as(word: str, form: str, tag: str, *, is_name: bool) -> bool:
    """Tell whether *word*, the beginning of a word of a text, has the capitals that *form* wants.

    A form with several capitals (`ЕС`, `MChJ`) is written so, or all in capitals;
    a name's word with one begins with one. Other words are the same in every case.
    """
    capitals = sum(letter.isupper() for letter in form)
    if capitals >= _SEVERAL:
        return word == form or word == upper(form, tag) or word.translate(_ONE) == form
    return not (is_name and form[:1].isupper()) or word[:1].isupper()
