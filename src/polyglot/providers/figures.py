"""Figures compared by value: `2` is said by `two`, `2.5 million` by `2 500 000`, `09` by a month.

What may be said instead of a figure stands in the data of the reply's language:
number words, ordinals, months and their endings. Only what a figure says is asked for, not
how it is written.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from polyglot.addresses import without
from polyglot.languages import load
from polyglot.languages.casing import lower
from polyglot.languages.facts import facts, number_words

__all__ = ["differences"]

_GROUPED = re.compile(r"(?<=[0-9])[ ,.'’\u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_FIGURE = re.compile(r"[0-9]+")
_WORD = re.compile(r"[^\W\d_]+(?:[ʻʼ‘’'][^\W\d_]+)*")
# A number of more digits is no amount; Python would not even read one of some thousands.
_SCALED = re.compile(
    r"(?<![0-9])([0-9]{1,30}+)(?:[.,]([0-9]{1,30}+))?[\s\u00a0\u202f-]*([^\W\d_]+)"
)
_DATE = re.compile(r"(?<![0-9.])[0-9]{1,2}\.([0-9]{1,2})\.[0-9]{2,4}|[0-9]{4}-([0-9]{2})-[0-9]{2}")
# The twelve hours of English; the other languages count twenty-four.
_CLOCK = re.compile(r"(?<![0-9.:])(1?[0-9])(?:[:.][0-9]{2})? ?([ap])\.? ?m\b", re.IGNORECASE)

# How the press shortens number words; the full ones stand in the data files.
_SHORT: Mapping[str, int] = {
    **dict.fromkeys(("тыс", "k"), 1000),
    **dict.fromkeys(("млн", "mln", "mn"), 10**6),
    **dict.fromkeys(("млрд", "mlrd", "bn"), 10**9),
    **dict.fromkeys(("трлн", "trln", "tn"), 10**12),
}
_THOUSAND, _HUNDRED, _NOON, _TENS = 1000, 100, 12, 11
# What is said for a number without its word.
_LOOSELY: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("once", "однажды"), (1,)),
    **dict.fromkeys(("twice", "couple", "pair", "both", "дважды", "пара", "оба", "обе"), (2,)),
    **dict.fromkeys(("thrice", "трижды"), (3,)),
    **dict.fromkeys(("half", "половина", "половину", "жартысы", "yarmi", "yarmısı"), (1, 2, 50)),
    **dict.fromkeys(("quarter", "четверть"), (1, 4, 15, 25)),
    **dict.fromkeys(("dozen", "dozens", "дюжина", "noon"), (12,)),
    **dict.fromkeys(("decade", "десятилетие"), (10,)),
    **dict.fromkeys(("century", "столетие"), (100,)),
    "midnight": (0, 12, 24),
}
# A shorter number word is no stem: он is ten, and оның is no number.
_STEM = 3
# So many letters tell most words from all that is looked for; as many words are remembered.
_BEGIN, _WORDS = 2, 16_384
# An added figure of so many digits was made up; a shorter one may be what number words say.
_INVENTED = 100
# How words begin that say a part of a number, or an hour.
_LOOSE = (
    "полтор",
    "полов",
    "полдень",
    "полноч",
    "полуд",
    "жарт",
    "жарым",
    "yarim",
    "yarım",
    "half",
)
# The hours after noon.
_LATE = re.compile(
    r"\b(?:afternoon|evening|tonight|at night|дня|вечера|ночи|кешкі|түнгі|keshki|túngi|kechki|tungi"
    r"|kechqurun|kechasi|tushdan keyin|түстен кейін|tústen keyin)",
    re.IGNORECASE,
)
# So many letters of an ordinal are the same in all its forms.
_ORDINAL = 4
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_STRANGE_DIGIT = re.compile(rf"(?![0-9])[\d{_RAISED}]")
_DECIMAL = re.compile(r"(?<![0-9.,:/])([0-9]+)[.,]([0-9]+)(?![0-9.,:/]*[0-9])")
_PERCENTS = (
    r"(?:[%‰]|per ?cent|процент|пайыз|payız|procent|protsent|foiz|фоиз|percentage points?|п\. ?п\.)"
)
_PERCENT = re.compile(_PERCENTS, re.IGNORECASE)
_SHARE = re.compile(rf"([0-9]{{1,9}})[ \u00a0\u202f]?{_PERCENTS}", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?<=[^\w.,)–—-])(?<![0-9] )[-−][0-9]")
_MINUS = re.compile(r"\bминус|\bminus", re.IGNORECASE)
# Roman numerals; Cyrillic writers have letters of their own for them.
_ROMAN = re.compile(r"(?<![\w'’])[IVXLІХ]{2,6}(?![^\W_])")
_ROMAN_LETTERS = str.maketrans("ІХ", "IX")
_ROMAN_FORM = re.compile(r"(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES: Mapping[str, int] = {"I": 1, "V": 5, "X": 10, "L": 50}


def differences(words: str, said: str, *, source: str, target: str) -> Iterator[str]:
    """Yield what of the figures in *words* the reply *said* lost, and what it adds, in clauses.

    Both are plain texts; *source* and *target* are the codes of their languages.
    """
    words, said = _prepared(words), _prepared(said)
    yield from _lost_and_added(words, said, source, target)
    yield from _otherwise(words, said, source, target)


def _lost_and_added(words: str, said: str, source: str, target: str) -> Iterator[str]:
    wanted, found = _figures(words), _figures(said)
    if wanted == found:
        return
    scaled, rescaled = _figures(_unscaled(words, source)), _figures(_unscaled(said, target))
    # Whatever stands for a figure stands for one of them only.
    values = Counter(_values(said, target)) + Counter(_instead(words, said, source, target))
    lost = min(wanted - found - values, scaled - rescaled - values, key=Counter.total)
    added = {*(found - wanted) & (rescaled - scaled)}
    if lost:
        yield f"the reply lost the figure {min(lost)}"
    added = added.difference({0}, _values(words, source), _in_words(words, source))
    if added and (max(added) >= _INVENTED or not _is_unread(words, source)):
        yield f"the reply adds the figure {max(added)}"


def _otherwise(words: str, said: str, source: str, target: str) -> Iterator[str]:
    """Yield what the reply says otherwise, in the same digits or in none."""
    scales = _scales(said, target)
    for digits, scale in sorted(_scales(words, source).items()):
        if scales.get(digits, scale) != scale:
            yield f"the reply says another scale of the figure {digits}"
    yield from _misplaced(_decimals(words), _decimals(said))
    named, renamed = _months(words, source), _months(said, target)
    if named - renamed - {*_figures(said)} and renamed - named:
        yield "the reply names another month"
    ours, theirs = _tens(words, source), _tens(said, target)
    if (gone := ours - theirs - {*_figures(said)}) and theirs - ours - {*_figures(words)}:
        yield f"the reply lost the figure {min(gone)}"
    lost = _romans(words) - _romans(said) - {*_figures(said), *_values(said, target)}
    if lost := {number for number in lost if not _is_ordinal(number, said, target)}:
        yield f"the reply lost the figure {min(lost)}"
    yield from _signs(words, said)


def _misplaced(ours: set[tuple[str, str]], theirs: set[tuple[str, str]]) -> Iterator[str]:
    """Yield the decimals of *ours* that another of *theirs* has the digits of: 2.5 for 5.2."""
    for whole, part in sorted(theirs - ours):
        same = {pair for pair in ours if pair == (part, whole) or "".join(pair) == whole + part}
        if same:
            yield f"the reply lost the figure {'.'.join(min(same))}"


def _signs(words: str, said: str) -> Iterator[str]:
    if _NEGATIVE.search(words) and not _NEGATIVE.search(said) and not _MINUS.search(said):
        yield "the reply lost a minus"
    for one, other in ((words, said), (said, words)):
        shares = {int(m[1]) for m in _SHARE.finditer(one)}
        if shares & {*_figures(other)} and not _PERCENT.search(other):
            yield "the reply lost percent, or adds it"


def _is_unread(text: str, language: str) -> bool:
    """Tell whether *text* says a number in a word whose value is not known: seventies, полтора."""
    stems = {form[:_ORDINAL] for form in number_words(language) if len(form) >= _ORDINAL}
    words = (lower(word, language) for word in _WORD.findall(text))
    return any(
        word.startswith(_LOOSE) or (word[:_ORDINAL] in stems and _value(word, language) is None)
        for word in words
    )


def _is_ordinal(number: int, text: str, language: str) -> bool:
    """Tell whether a word of *text* begins as an ordinal of *number*: Вторая, as второй does."""
    stems = {lower(word, language)[:_ORDINAL] for word in facts(language).ordinals.get(number, ())}
    words = (lower(word, language) for word in _WORD.findall(text))
    return any(word.startswith(stem) for word in words for stem in stems)


def _scales(text: str, language: str) -> dict[str, int]:
    """Return the scale of each figure that has one, such as a million; of digits once only."""
    found = [(m[1], _scale(m[3], language)) for m in _SCALED.finditer(text)]
    counts = Counter(digits for digits, _ in found)
    return {digits: scale for digits, scale in found if scale and counts[digits] == 1}


def _scale(word: str, language: str) -> int:
    value = _value(word, language) or 0
    return value if value >= _THOUSAND else 0


def _decimals(text: str) -> set[tuple[str, str]]:
    return {(m[1], m[2]) for m in _DECIMAL.finditer(text)}


def _months(text: str, language: str) -> set[int]:
    return {number for word in _WORD.findall(text) if (number := _month(word, language))}


def _tens(text: str, language: str) -> set[int]:
    """Return the numbers from 11 to 99 that stand there in words: they are hardly anything else."""
    return {value for value in _values(text, language) if _TENS <= value < _HUNDRED}


def _romans(text: str) -> set[int]:
    """Return the values of Roman numerals of two letters at least, in letters of either script."""
    found = (_roman(m[0].translate(_ROMAN_LETTERS)) for m in _ROMAN.finditer(text))
    return {number for number in found if number}


def _roman(letters: str) -> int:
    """Return the value of a Roman numeral below 90, 0 if *letters* are none."""
    if not _ROMAN_FORM.fullmatch(letters):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(v if v >= after else -v for v, after in zip(values, following, strict=True))


def _in_words(words: str, source: str) -> Iterator[int]:
    """Yield the figures that a reply may have for what *words* say without them."""
    yield from _romans(words)
    yield from _months(words, source)
    for word in _WORD.findall(words):
        yield from _LOOSELY.get(lower(word, source), ())
    for hour, _ in _CLOCK.findall(words) if source == "en" else ():
        yield int(hour) % _NOON + _NOON
    if _LATE.search(words):
        yield from (value + _NOON for value in (*_values(words, source), *_figures(words)))


def _prepared(text: str) -> str:
    """Return *text* with its digits as ASCII and the thousands of its numbers together.

    A raised digit is a figure of its own: article 244¹ is 244/1.
    """
    return _GROUPED.sub("", _STRANGE_DIGIT.sub(_plain_digit, without(text)))


def _plain_digit(found: re.Match[str]) -> str:
    digit = unicodedata.digit(found[0])
    return f" {digit} " if found[0] in _RAISED else str(digit)


def _figures(text: str) -> Counter[int]:
    return Counter(int(figure[:30]) for figure in _FIGURE.findall(text))


def _unscaled(text: str, language: str) -> str:
    """Return *text* with `2.5 million` as 2500000."""

    def whole(found: re.Match[str]) -> str:
        scale = _scale(found[3], language)
        places = found[2] or ""
        if not scale or len(places) >= len(str(scale)):
            return found[0]
        return str(int(found[1] + places) * scale // 10 ** len(places))

    return _SCALED.sub(whole, text)


def _values(text: str, language: str) -> Iterator[int]:
    """Yield the values that the words of *text* say: number words, alone and together."""
    run: list[int] = []
    for word in _WORD.findall(text):
        if (value := _value(word, language)) is not None:
            run.append(value)
            yield value
        else:
            yield from _together(run)
            run = []
    yield from _together(run)


def _together(run: list[int]) -> Iterator[int]:
    """Yield the number that several number words make: `two hundred` `five`."""
    if len(run) > 1:
        total = current = 0
        for value in run:
            if value >= _THOUSAND:
                total, current = total + max(current, 1) * value, 0
            elif value == _HUNDRED:
                current = max(current, 1) * value
            else:
                current += value
        yield total + current


def _instead(words: str, said: str, source: str, target: str) -> Iterator[int]:
    """Yield those figures of dates and times in *words* for which the reply says another thing.

    A month may be named, and an hour counted from midnight.
    """
    yield from _romans(said)
    months = _months(said, target)
    yield from (int(a or b) for a, b in _DATE.findall(words) if int(a or b) in months)
    if source == "en":
        hours = _figures(said)
        for hour, half in _CLOCK.findall(words):
            if int(hour) % _NOON + (_NOON if half in "pP" else 0) in hours:
                yield int(hour)


@lru_cache(maxsize=_WORDS)
def _value(word: str, language: str) -> int | None:
    """Return the value of a number word, with any of the language's endings; None for no such."""
    small = lower(word, language)
    forms, begins, endings = _forms(language)
    if small[:_BEGIN] not in begins:
        return None
    if small in forms:
        return forms[small]
    stems = (small.removesuffix(e) for e in endings if small.endswith(e))
    return next((forms[stem] for stem in stems if len(stem) >= _STEM and stem in forms), None)


@cache
def _forms(language: str) -> tuple[Mapping[str, int], frozenset[str], tuple[str, ...]]:
    """Return the number words, how they begin, and the language's endings, the longest first."""
    forms = {**_SHORT, **number_words(language)}
    endings = {ending for group in facts(language).suffixes.values() for ending in group if ending}
    begins = frozenset(form[:_BEGIN] for form in forms)
    return forms, begins, tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))


@lru_cache(maxsize=_WORDS)
def _month(word: str, language: str) -> int:
    """Return the number of the month that *word* names, with any ending; 0 for none."""
    small = lower(word, language)
    names = _month_names(language).get(small[:_BEGIN], ())
    return next((number for name, number in names if small.startswith(name)), 0)


@cache
def _month_names(language: str) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return the names of the months, each with its number, by how they begin."""
    dates = load(language).dates
    found: dict[str, list[tuple[str, int]]] = {}
    for number, names in enumerate(zip(dates.months, dates.months_alone, strict=True), start=1):
        for name in (lower(name, language) for name in names):
            found.setdefault(name[:_BEGIN], []).append((name, number))
    return found
