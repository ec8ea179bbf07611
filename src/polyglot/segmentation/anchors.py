"""What a sentence keeps in every language: numbers, names, codes, addresses, marks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from polyglot.segmentation.rules import Rules, spelled

_TAG = re.compile(r"</?([A-Za-z][\w-]*+)[^<>]*+>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S++|[\w.+-]{1,64}+@[\w-]{1,64}+\.[\w.-]++")
_DATE = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_NUMBER = re.compile(r"\d++(?:[ \u00a0\u202f.,]\d{3}(?!\d))*+(?:[.,]\d++)?+")
_WORD = re.compile(r"[^\W\d_]++(?:['`‘’ʻʼ-][^\W\d_]++)*+")
_QUOTES = '«“”„"»'

# How much an anchor says about two sentences, by its kind.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"code": 4.0, "address": 4.0, "number": 3.0, "name": 2.0, "?": 2.0, "!": 1.0, "quote": 1.0}
)

Anchor = tuple[str, str]
Anchors = Counter[Anchor]

# Letters as they sound, roughly: what five alphabets write differently becomes one letter.
_SOUNDS = {
    **dict(zip("бвгғдзкқлмнңпрстфхһҳ", "bvggdzkklmnnprstfkkk", strict=True)),
    "ж": "j",
    "ц": "s",
    "ч": "s",
    "ш": "s",
    "щ": "s",
    "ў": "",
    "й": "",
    "ь": "",
    "ъ": "",
    "q": "k",
    "x": "k",
    "h": "k",
    "w": "v",
    "y": "",
    "ş": "s",
    "ğ": "g",
    "ǵ": "g",
    "ñ": "n",
    "ń": "n",
    "\u0307": "",  # what plain small letters leave of İ
    **dict(zip("بپتجچحدرزسشعفقكگڭلمنھۆۋ", "bptjskdrzssgfkkgnlmnkvv", strict=True)),
}
_DIGRAPHS = (("dzh", "j"), ("zh", "j"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"))
_MORE_DIGRAPHS = (("ts", "s"), ("дж", "j"), ("тс", "s"), ("ng", "n"), ("ph", "f"))
_SOFT_C = re.compile("c(?=[eiyıí])")
_VOWELS = frozenset("aeiouıаәеёиіоөуұүыэюяاەوۇىيءʻ-")
_SKELETON = 3


def anchors(sentence: str, rules: Rules) -> Anchors:
    """Return the anchors of *sentence*, each as often as it occurs.

    Words that only begin sentences in the language of *rules* are no names.
    """
    found: Anchors = Counter()
    for tag in _TAG.finditer(sentence):
        found["code", tag[1]] += 1
    text = _TAG.sub(" ", sentence)
    for address in _ADDRESS.finditer(text):
        found["address", address[0].rstrip('.,;:!?)»”"').lower()] += 1
    text = _ADDRESS.sub(" ", text)
    _count_numbers(text, found)
    for word in _WORD.finditer(text):
        if word[0][0].isupper() and spelled(word[0]) not in rules.starters:
            key = skeleton(word[0])
            if key:
                found["name", key] += 1
    for mark in "?!":
        if mark in text:
            found[mark, mark] = 1
    if any(quote in text for quote in _QUOTES):
        found["quote", ""] = 1
    return found


def _count_numbers(text: str, found: Anchors) -> None:
    """Count the numbers of *text* by their digits: 1,234.5 is 1 234,5; of a date, day and year."""
    for date in _DATE.finditer(text):
        found["number", date[1].lstrip("0")] += 1
        found["number", date[3]] += 1
    for number in _NUMBER.finditer(_DATE.sub(" ", text)):
        digits = "".join(digit for digit in number[0] if digit.isdigit())
        found["number", digits.lstrip("0") or "0"] += 1


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """Return the first three consonants of a name as they sound; empty if it has fewer than two.

    Zhaksymbetov, Жақсымбетовтың and Jaqsımbetov are one.
    """
    if not word.isascii():
        word = unicodedata.normalize("NFC", word)
    word = word.lower()
    for written, sound in (*_DIGRAPHS, *_MORE_DIGRAPHS):
        word = word.replace(written, sound)
    word = _SOFT_C.sub("s", word).replace("c", "k")
    sounds = ""
    for letter in word:
        if letter in _VOWELS:
            continue
        bare = unicodedata.normalize("NFD", letter)[0]
        sound = _SOUNDS.get(letter, _SOUNDS.get(bare, bare))
        if sound and sound not in _VOWELS and sounds[-1:] != sound:
            sounds += sound
    return sounds[:_SKELETON] if len(sounds) > 1 else ""


def weight(found: Anchors) -> float:
    """Return how much *found* says in all."""
    return sum(WEIGHTS[kind] * count for (kind, _), count in found.items())


def shared(one: Anchors, other: Anchors) -> float:
    """Return how much *one* and *other* have in common."""
    if len(other) < len(one):
        one, other = other, one
    return sum(
        WEIGHTS[anchor[0]] * min(count, other[anchor])
        for anchor, count in one.items()
        if anchor in other
    )
