"""Neutral names that stand in for protected ones, and how names take endings.

A stand-in has the ending of the name it hides: then it is inflected as that name is,
and what the engine glued to it fits the name as well. The names are common, say nothing about
anybody, and are written in one way in each script of our languages.
"""

import re
from collections.abc import Mapping
from functools import cache

from polyglot.languages.facts import facts

__all__ = [
    "NEUTRAL",
    "SURNAMES",
    "endings",
    "is_alike",
    "is_certain",
    "kind_of",
    "script_of",
    "stem_of",
]

# By kind: the name in Cyrillic letters, then the ways to write it in Latin ones, the first ours.
# No name begins as another one does: an ending would make one of the other.
NEUTRAL: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "ov": (("Петров", "Petrov"), ("Смирнов", "Smirnov"), ("Орлов", "Orlov"), ("Павлов", "Pavlov")),
    "ev": (
        ("Лебедев", "Lebedev"),
        ("Медведев", "Medvedev"),
        ("Зайцев", "Zaytsev", "Zaitsev"),
    ),
    "ova": (
        ("Иванова", "Ivanova"),
        ("Волкова", "Volkova"),
        ("Соколова", "Sokolova"),
        ("Морозова", "Morozova"),
    ),
    "sky": (
        ("Заславский", "Zaslavskiy", "Zaslavsky", "Zaslavskii"),
        ("Покровский", "Pokrovskiy", "Pokrovsky", "Pokrovskii"),
    ),
    "skaya": (("Каменская", "Kamenskaya", "Kamenskaia"), ("Донская", "Donskaya", "Donskaia")),
    "a": (("Марина", "Marina"), ("Светлана", "Svetlana"), ("Галина", "Galina"), ("Анна", "Anna")),
    "ya": (("Таня", "Tanya", "Tania"), ("Соня", "Sonya", "Sonia"), ("Катя", "Katya", "Katia")),
    "back hard": (("Марат", "Marat"), ("Ринат", "Rinat"), ("Талгат", "Talgat")),
    "back soft": (
        ("Виктор", "Viktor", "Victor"),
        ("Тимур", "Timur"),
        ("Николай", "Nikolay", "Nikolai"),
        ("Ермолай", "Ermolay", "Ermolai", "Yermolay"),
        ("Рауль", "Raul"),
    ),
    "back nasal": (("Руслан", "Ruslan"), ("Степан", "Stepan"), ("Богдан", "Bogdan")),
    "back voiced": (("Мурад", "Murad"), ("Фархад", "Farhad", "Farkhad")),
    "front hard": (("Денис", "Denis"), ("Борис", "Boris"), ("Эрнест", "Ernest")),
    "front soft": (
        ("Сергей", "Sergey", "Sergei"),
        ("Матвей", "Matvey", "Matvei"),
        ("Казимир", "Kazimir"),
        ("Эльмир", "Elmir"),
        ("Шамиль", "Shamil"),
    ),
    "front nasal": (
        ("Максим", "Maksim", "Maxim"),
        ("Мартин", "Martin"),
        ("Валентин", "Valentin"),
    ),
    "front voiced": (("Леонид", "Leonid"), ("Олег", "Oleg"), ("Давид", "David")),
    "back vowel": (("Отто", "Otto"), ("Марко", "Marko", "Marco")),
    "front vowel": (("Гиви", "Givi"), ("Нелли", "Nelli", "Nelly")),
}

_SURNAMES = (
    ("ova", re.compile(r"(?:[ое]в|ёв|[oe]v)[аa]\Z")),
    ("ov", re.compile(r"(?:ов|ov)\Z")),
    ("ev", re.compile(r"(?:[её]в|ev)\Z")),
    ("sky", re.compile(r"(?:[сц]кий|[sc]k(?:iy|ii|ij|y|i))\Z")),
    ("skaya", re.compile(r"(?:[сц]кая|[sc]ka(?:ya|ia|ja))\Z")),
    ("ya", re.compile(r"(?:я|ya|ia)\Z")),
    ("a", re.compile(r"[аa]\Z")),
)
SURNAMES = frozenset(("ova", "ov", "ev", "sky", "skaya"))
"""The kinds of names that are hardly ever words."""

_GLIDE = re.compile(r"(?<=[aáeoóuúiıаәеоөуұүыі])[yйi]\Z")
_FRONT = frozenset("eéiáóúöüəеэёіиөүә")
_VOWELS = _FRONT | frozenset("aouıyаоуыұюя")
_SOFT, _NASAL, _VOICED = frozenset("lrwyлрйў"), frozenset("mnńmмнң"), frozenset("zbdgǵjзбдгғж")
_SIGNS = re.compile(r"[ʻʼ‘’'`ьъ]+\Z")

# The endings of Russian names by kind, that of the dictionary first (school grammar).
# A first name in a consonant may be a man's or a woman's, who has no endings: it is not certain.
_RUSSIAN: Mapping[str, tuple[str, ...]] = {
    "ov": ("", "а", "у", "ым", "е", "ы", "ых", "ыми"),
    "ev": ("", "а", "у", "ым", "е", "ы", "ых", "ыми"),
    "ova": ("а", "ой", "у", "ою"),
    "sky": ("ий", "ого", "ому", "им", "ом"),
    "skaya": ("ая", "ой", "ую", "ою"),
    "a": ("а", "ы", "и", "е", "у", "ой", "ою"),
    "ya": ("я", "и", "е", "ю", "ей", "ею"),
}
_CERTAIN = frozenset(_RUSSIAN)
_RUSSIAN_SOFT = {"й": ("й", "я", "ю", "ем", "е", "и"), "ь": ("ь", "я", "ю", "ем", "е", "и", "ью")}
_RUSSIAN_HARD = ("", "а", "у", "ом", "ем", "е", "ы", "и")
_ENGLISH = ("'s", "’s", "'", "’")
_CYRILLIC, _ARABIC = re.compile(r"[\u0400-\u052f]"), re.compile(r"[\u0600-\u06ff]")
# So many endings one behind the other: -lar-ımız-dan-ǵı.
_MOST = 4


def script_of(word: str) -> str:
    """Return the script of *word*: `Cyrillic`, `Arabic` or else `Latin`."""
    if _CYRILLIC.search(word):
        return "Cyrillic"
    return "Arabic" if _ARABIC.search(word) else "Latin"


@cache
def kind_of(form: str) -> str:
    """Return the kind of the name *form*, as it stands in a dictionary: a key of `NEUTRAL`."""
    small = form.lower()
    for kind, pattern in _SURNAMES:
        if pattern.search(small):
            return kind
    glide = _GLIDE.search(small)
    bare = _SIGNS.sub("", small)
    vowels = [letter for letter in (bare[:-1] if glide else bare) if letter in _VOWELS]
    side = "front" if vowels and vowels[-1] in _FRONT else "back"
    last = bare[-1:]
    if glide or (last in _SOFT and last != "y"):
        return f"{side} soft"
    if last in _VOWELS:
        return f"{side} vowel"
    if last in _NASAL:
        return f"{side} nasal"
    return f"{side} voiced" if last in _VOICED else f"{side} hard"


def endings(form: str, language: str) -> "re.Pattern[str]":
    """Return the pattern of all that may follow the stem of the name *form* in *language*.

    The stem is that of `stem_of`; the pattern is to be matched against the whole rest.
    """
    if language == "ru" and script_of(form) == "Cyrillic":
        return _pattern(tuple(_russian(form)))
    return _glued(language)


def stem_of(form: str, language: str) -> str:
    """Return what of the name *form* stays before every ending."""
    if language == "ru" and script_of(form) == "Cyrillic":
        return form[: len(form) - len(_russian(form)[0])]
    return form


def is_alike(form: str, other: str, language: str) -> bool:
    """Tell whether two names take the same endings in *language*."""
    if language == "ru" and script_of(other) == "Cyrillic":
        return _russian(form) == _russian(other)
    return kind_of(form) == kind_of(other)


def is_certain(form: str, other: str, ending: str, language: str) -> bool:
    """Tell whether *ending*, which *form* has in *language*, is right behind *other* as well."""
    if language == "en":
        return ending in ("", *_ENGLISH)
    kind = kind_of(form)
    if script_of(form) != script_of(other):
        return False
    if language == "ru":
        nominative = _russian(form)[0]
        return ending == nominative == _russian(other)[0] or (
            kind in _CERTAIN and kind == kind_of(other)
        )
    return not ending or kind == kind_of(other)


def _russian(form: str) -> tuple[str, ...]:
    kind, last = kind_of(form), form[-1:].lower()
    if kind in _RUSSIAN:
        return _RUSSIAN[kind]
    if last in _RUSSIAN_SOFT:
        return _RUSSIAN_SOFT[last]
    return ("",) if kind.endswith("vowel") else _RUSSIAN_HARD


@cache
def _pattern(words: tuple[str, ...]) -> "re.Pattern[str]":
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)


@cache
def _glued(language: str) -> "re.Pattern[str]":
    """Return the pattern of the endings that *language* glues to a name, one behind the other.

    Of no language it is that of any ending.
    """
    if language == "en":
        return re.compile("|".join(map(re.escape, ("", *_ENGLISH))))
    if not language:
        return re.compile(r"\w*")
    known = {ending for group in facts(language).suffixes.values() for ending in group}
    words = "|".join(map(re.escape, sorted(known, key=lambda word: (-len(word), word))))
    return re.compile(rf"(?:[-'’ʼ]?(?:{words})){{0,{_MOST}}}", re.IGNORECASE)
