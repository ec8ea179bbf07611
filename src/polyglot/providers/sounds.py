"""How a name sounds, roughly: one spelling for all the ways in which our languages write it.

Жақсымбетов, Jaqsımbetov, Zhaksymbetov and Жаксымбетов are one name. Its consonants are
made equal across scripts and romanisations, and its vowels are either i or another,
for those are what the spellings differ in (Садыкова is Sodiqova in Uzbek).
A closer look (*is_close*) tells a from o and u as well: Marat is not Murat.
It rather takes two names for one than one for two:
what sounds like a protected name is only hidden.

The letters are those of the alphabets in the data files; the digraphs are those of
passports and the press (ICAO Doc 9303 for Cyrillic, BGN/PCGN, the Latin alphabets of Uzbek,
Karakalpak and Kazakh), letters with marks those of scholars and libraries (ISO 9, ALA-LC).

Some spellings are read in more than one way: j is zh or y, ch is a French sh and a German kh.
`readings` has all of them; what sounds like a name in only one of these may be that name.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["loose", "prefixes", "readings", "sound"]

# Longest first: a digraph is one sound.
_DIGRAPHS = (
    ("shch", "S"),
    ("dzh", "j"),
    ("tch", "C"),
    ("zh", "j"),
    ("dj", "j"),
    ("дж", "j"),
    ("kh", "h"),
    ("sh", "S"),
    ("ch", "C"),
    ("gh", "g"),
    ("ph", "f"),
    ("ng", "n"),
    ("нг", "n"),
    ("ts", "s"),
)
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("aáäâәəаeéэеєяæاەٵ", "A"),
        **dict.fromkeys("oóöôòөоuúüûùуұүўёюwوۇۋ", "U"),
        **dict.fromkeys("iíìîıіыиyýйїىيٸی", "I"),
        **dict.fromkeys("kqкқcكقک", "k"),
        **dict.fromkeys("gǵğгғگعغ", "g"),
        **dict.fromkeys("hxĥхҳһحھهخ", "h"),
        **dict.fromkeys("nńñŋнңنڭ", "n"),
        **dict.fromkeys("jžẑжҗجژ", "j"),
        **dict.fromkeys("şšŝшщش", "S"),
        **dict.fromkeys("çčĉчҷچ", "C"),
        **dict.fromkeys("sсцسث", "s"),
        **dict.fromkeys("ъьʻʼ‘’'`´ʹʺ′″ʽʾʿ-ء", ""),
        **dict(zip("бвдзлмпрстфґ", "bvdzlmprstfg", strict=True)),
        **dict(zip("بۆدزلمپرتف", "bvdzlmprtf", strict=True)),
    }
)
# Combining marks that make no other letter: a stress, and what is left of decomposed ones.
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
_RUNS = re.compile(r"(.)\1+")
# Y before a vowel: Yelena is Elena, Yuliya is Юлия.
_GLIDE = re.compile(r"I(?=[AU])")
# What is spelt alike and read otherwise, by the habits of German, French, Polish and Czech writers,
# of libraries and of old passports.
_RESPELT = tuple(
    (re.compile(letters), said)
    for letters, said in (
        ("schtsch|szcz|shtch|šč|stch", ("shch",)),
        ("dsch", ("zh",)),
        ("tsch|cz", ("ch",)),
        ("sch|sz", ("sh",)),
        ("tz", ("ts",)),
        ("(?<![cts])ch", ("kh", "sh")),
        ("(?<!s)c(?!h)", ("ts",)),
        ("(?<!t)z(?!h)", ("ts",)),
        ("j", ("y",)),
        ("w", ("v",)),
        ("ff", ("v",)),
    )
)
# A word of more readings is no name.
_MOST = 32


@lru_cache(maxsize=65_536)
def sound(word: str, *, is_close: bool = False) -> str:
    """Return how *word* sounds: capitals for vowels (`A`, `I`; close also `U`), sh and ch."""
    # The dotted capital of the data's Turkic alphabets folds to i and a dot.
    text = unicodedata.normalize("NFC", word).casefold().replace("i\u0307", "i")
    for digraph, one in _DIGRAPHS:
        text = text.replace(digraph, one)
    text = text.translate(_LETTERS)
    text = _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_LETTERS)
    text = text.replace("ks", "h")  # x is both
    if not is_close:
        text = text.replace("U", "A")
    return _RUNS.sub(r"\1", _GLIDE.sub("", _RUNS.sub(r"\1", text)))


def prefixes(word: str, wanted: str) -> list[int]:
    """Return the lengths of those beginnings of *word* that sound like *wanted*, longest first."""
    return [end for end in range(len(word), 0, -1) if sound(word[:end]) == wanted]


@lru_cache(maxsize=65_536)
def readings(word: str) -> tuple[str, ...]:
    """Return how *word* may sound, its usual sound first; see `sound`."""
    ways = {unicodedata.normalize("NFC", word).casefold(): None}
    for letters, said in _RESPELT:
        for way in tuple(ways):
            if len(ways) < _MOST and letters.search(way):
                ways.update(dict.fromkeys(letters.sub(other, way) for other in said))
    return tuple(dict.fromkeys((sound(word), *map(sound, ways))))


def loose(said: str) -> str:
    """Return the sound *said* with all its vowels alike, for names that are told by the rest."""
    return _RUNS.sub(r"\1", said.replace("I", "A"))
