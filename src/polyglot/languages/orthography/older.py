"""Karakalpak in the Latin alphabets before 2016: 1994, 1995, 2009.

A single word with an apostrophe or an umlaut may be foreign;
a text that is full of them, and has none of the letters of 2016, is in an older alphabet.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from polyglot.languages.casing import lower, upper
from polyglot.languages.orthography.words import (
    Rule,
    Signs,
    Tables,
    Verdict,
    Word,
    table_of,
    text_of,
)

OF_1994 = "alphabet of 1994"
OF_1995 = "alphabet of 1995"
OF_2009 = "alphabet of 2009"
SLIP = "no letter of the alphabet"

_MARKS = "['‘’ʻʼ`´]"
_ENGLISH = re.compile(rf".*{_MARKS}(?:s|ll|re|ve)", re.IGNORECASE)
_NOT = re.compile(rf".*n{_MARKS}t", re.IGNORECASE)
_TS = re.compile(r"ts(?=iya|ion|ent|ial)|(?<!\w)ts", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLCDM]+")

CLASSES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "new": re.compile("[áǵńóú]", re.IGNORECASE),
        "apostrophe": re.compile(rf"[aginou]{_MARKS}(?=\w)|[gn]{_MARKS}\Z", re.IGNORECASE),
        "dotless": re.compile(rf"i{_MARKS}", re.IGNORECASE),
        "umlaut": re.compile("[äğñňöüş]", re.IGNORECASE),
        "dotted": re.compile("İ"),
        "glide": re.compile(r"(?:ye|wo)\w", re.IGNORECASE),
    }
)
"""What tells the alphabets apart, counted over the words of a text."""

# An older alphabet is sure if so many words, or such a share of them, have its signs.
_MANY, _SHARE = 4, 0.1


def older(data: Tables) -> Rule:
    """Return the rule that writes a word in the alphabet of 2016."""
    return _Older(data)


class _Older:
    """The tables of one language, ready for use."""

    def __init__(self, data: Tables) -> None:
        self._tag = f"{data.code}-Latn"
        self._contractions = data.contractions
        self._letters = frozenset(text_of(data.latin, "alphabet"))
        self._accents = self._both_cases(table_of(data.latin, "apostrophes"))
        self._umlauts = self._both_cases(table_of(data.latin, "umlauts"))
        self._slips = table_of(data.latin, "slips")
        self._marked = re.compile(f"([{''.join(self._accents)}]){_MARKS}")

    def __call__(self, word: Word, signs: Signs) -> Verdict | None:
        """Return what the word is in the alphabet of 2016, and whether it is Karakalpak at all."""
        text, tail = _without_tail(word, self._accents)
        if self._is_english(text, signs):
            return None
        found = list(self._steps(text, tail, word, signs))
        form = found[-1].form if found else text
        if not found or form + tail == word.written:
            return None
        if not set(lower(form, self._tag)) <= self._letters:
            return None
        is_sure = all(step.is_sure for step in found)
        return Verdict(form + tail, found[0].reason, is_sure)

    def _is_english(self, text: str, signs: Signs) -> bool:
        """Tell a contraction from a word; `jumi's` is a word where all are written so."""
        if not re.search(_MARKS, text):
            return False
        plain = re.sub(_MARKS, "'", text.lower())
        if _NOT.fullmatch(text) or plain in self._contractions:
            return True
        return bool(_ENGLISH.fullmatch(text)) and not _is_common(signs, "apostrophe")

    def _steps(self, text: str, tail: str, word: Word, signs: Signs) -> Iterator[Verdict]:
        """Yield the word after each step that changes it, and whether that is sure."""
        reason = OF_2009 if signs.counts["dotless"] else OF_1995
        form = self._marked.sub(lambda m: self._accents[m[1]], text)
        if form != text:
            is_quoted = text[-1] in "'’" and not tail and signs.maybe_quoted(word)
            yield Verdict(form, reason, _is_common(signs, "apostrophe") and not is_quoted)
        before, form = form, self._without_umlauts(form)
        if form != before:
            yield Verdict(form, OF_1994, _is_common(signs, "umlaut"))
        before, form = form, "".join(self._slips.get(character, character) for character in form)
        if form != before:
            yield Verdict(form, SLIP)
        before, form = form, _dotted(form, signs)
        if form != before:
            yield Verdict(form, OF_1995, _is_older(signs))
        before, form = form, _loanword(form) if _is_older(signs) else form
        if form != before:
            yield Verdict(form, OF_1995)
        is_of_2009 = signs.counts["dotless"] and _is_common(signs, "apostrophe")
        before, form = form, self._without_glide(form) if is_of_2009 else form
        if form != before:
            yield Verdict(form, OF_2009)

    def _without_umlauts(self, form: str) -> str:
        parts = (self._umlauts.get(character, character) for character in form)
        restored = "".join(parts)
        is_loud = len(form) > 1 and form == upper(form, self._tag)
        return upper(restored, self._tag) if is_loud and restored != form else restored

    def _without_glide(self, form: str) -> str:
        """Return the word without the y and w that 2009 wrote before e and o at its head."""
        if lower(form[:2], self._tag) not in ("ye", "wo", "wó"):
            return form
        return upper(form[1], self._tag) + form[2:] if form[0].isupper() else form[1:]

    def _both_cases(self, table: Mapping[str, str]) -> dict[str, str]:
        capital = {
            upper(old, self._tag): upper(new[0], self._tag) + new[1:] for old, new in table.items()
        }
        capital |= {"I": "Í"} if "i" in table else {}
        return dict(table) | capital


def _without_tail(word: Word, accents: Mapping[str, str]) -> tuple[str, str]:
    """Part a mark behind the word that is not its letter's; as written where it was written."""
    text = word.text
    if not word.ends_in_mark or text[-2:-1] in accents:
        return text, ""
    return text[:-1], word.tail


def _is_common(signs: Signs, name: str) -> bool:
    count = signs.counts[name]
    is_much = count >= _MANY or count >= _SHARE * len(signs.words)
    return is_much and count > signs.counts["new"]


def _is_older(signs: Signs) -> bool:
    return _is_common(signs, "apostrophe") or _is_common(signs, "umlaut")


def _dotted(form: str, signs: Signs) -> str:
    """Return the word with the capitals of ı and i, which were I and İ before 2009."""
    if not signs.counts["dotted"]:
        return form
    if not _is_older(signs):
        return form.replace("İ", "I")
    return form if _ROMAN.fullmatch(form) else form.replace("I", "Í").replace("İ", "I")


def _loanword(form: str) -> str:
    """Return the word with c for ts where it is a loanword's."""
    return _TS.sub(lambda m: "C" if m[0][0] == "T" else "c", form)
