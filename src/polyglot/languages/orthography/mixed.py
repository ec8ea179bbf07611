"""Letters of one script that stand in words of another because they look alike."""

import re
from collections.abc import Mapping
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

LOOKALIKE = "a letter of another alphabet"
MIXED = "letters of two scripts in one word"

_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏə]")
# Pairs that look the same in common fonts: Cyrillic, then Latin.
_SAME = "аa еe оo рp сc уy хx іi јj ѕs һh ԁd әə АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ҺH ӘƏ"
_TO_LATIN: Mapping[int, str] = MappingProxyType({ord(p[0]): p[1] for p in _SAME.split()})
_TO_CYRILLIC: Mapping[int, str] = MappingProxyType({ord(p[1]): p[0] for p in _SAME.split()})
_ROMAN = re.compile(r"(?=..)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# A name or code in one script that carries an ending in another.
_CODE = re.compile("[A-Z]{2,}[\u0430-\u052f]+|[\u0400-\u042f]{2,}[a-z]+")


def one_script(data: Tables) -> Rule:
    """Return the rule that writes a word in one script.

    It is sure where only one script has all the letters, or where most of them are in one.
    """
    tag = f"{data.code}-Cyrl"
    alphabet = text_of(data.cyrillic, "alphabet") + "".join(_odd(data))

    def rule(word: Word, _signs: Signs) -> Verdict | None:
        text = word.text
        cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
        if not cyrillic or not latin:
            return None
        as_latin, as_cyrillic = text.translate(_TO_LATIN), text.translate(_TO_CYRILLIC)
        if _ROMAN.fullmatch(as_latin):
            return Verdict(as_latin, MIXED)
        can_latin = not _CYRILLIC.search(as_latin)
        can_cyrillic = not _LATIN.search(as_cyrillic) and set(lower(as_cyrillic, tag)) <= set(
            alphabet
        )
        if not can_latin and not can_cyrillic:
            return None
        is_sure = can_latin != can_cyrillic or cyrillic != latin
        to_cyrillic = can_cyrillic and (not can_latin or cyrillic >= latin)
        form = as_cyrillic if to_cyrillic else as_latin
        return Verdict(form, MIXED, is_sure and not _CODE.fullmatch(text))

    return rule


def lookalikes(data: Tables) -> Rule:
    """Return the rule for letters of other Cyrillic alphabets that are typed for ours.

    What is also a letter of a neighbour is sure only in a text without *quoting* letters.
    """
    tag = f"{data.code}-Cyrl"
    sure = _both_cases(table_of(data.cyrillic, "lookalikes"), tag)
    unsure = _both_cases(table_of(data.cyrillic, "unsure"), tag)
    quoting = frozenset(text_of(data.cyrillic, "quoting"))
    odd = re.compile(f"[{''.join(map(chr, [*sure, *unsure]))}]") if sure or unsure else None

    def rule(word: Word, signs: Signs) -> Verdict | None:
        if odd is None or not odd.search(word.text) or _LATIN.search(word.text):
            return None
        form = word.text.translate(sure)
        whole = form.translate(unsure)
        if quoting and quoting.isdisjoint(signs.letters):
            form = whole
        is_sure = form != word.text
        return Verdict(form if is_sure else whole, LOOKALIKE, is_sure)

    return rule


def _odd(data: Tables) -> tuple[str, ...]:
    """Return letters that a Cyrillic word of the language may hold by mistake."""
    return (*table_of(data.cyrillic, "lookalikes"), *table_of(data.cyrillic, "unsure"))


def _both_cases(table: Mapping[str, str], tag: str) -> dict[int, str]:
    small = {ord(wrong): right for wrong, right in table.items()}
    capitals = ((upper(wrong, tag), upper(right, tag)) for wrong, right in table.items())
    return {ord(wrong): right for wrong, right in capitals if len(wrong) == 1} | small
