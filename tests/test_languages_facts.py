"""What checks and terms are told of a language."""

import pytest

from polyglot.languages import data, known, load, scripts
from polyglot.languages.casing import lower
from polyglot.languages.facts import choices, facts, number_words

TAGS = [tag for code in known() for tag in scripts(code)]
APART = {"kaa-Latn": ("ı", "Í"), "kk-Latn": ("ı", "I")}


@pytest.mark.parametrize("tag", TAGS)
def test_an_alphabet_has_each_letter_once_and_its_capital_beside_it(tag: str) -> None:
    """Small and capital letters are pairs, digraphs as well."""
    found = facts(tag)

    assert len(found.lower) == len(found.upper) == len(set(found.lower)) == len(set(found.upper))
    for small, capital in zip(found.lower, found.upper, strict=True):
        own = {"kaa-Latn": {"ı": "Í"}, "kk-Latn": {"ı": "I", "i": "İ"}}.get(tag, {})
        assert capital == own.get(small, small.capitalize())


@pytest.mark.parametrize(
    ("tag", "count"),
    [
        ("en-Latn", 26),
        ("ru-Cyrl", 33),
        ("kk-Cyrl", 42),
        ("kk-Latn", 31),
        ("kaa-Latn", 34),
        ("kaa-Cyrl", 41),
        ("uz-Latn", 29),
        ("uz-Cyrl", 35),
        ("ky-Cyrl", 36),
    ],
)
def test_an_alphabet_is_as_long_as_its_law_says(tag: str, count: int) -> None:
    """34 letters of Karakalpak in the law of 2016, 29 of Uzbek with its tutuq belgisi."""
    assert len(facts(tag).lower) == count


@pytest.mark.parametrize("tag", TAGS)
def test_every_word_of_a_file_is_written_in_its_alphabet(tag: str) -> None:
    """No Cyrillic letter hides in a Latin word of the facts, nor one of a neighbour's alphabet."""
    found = facts(tag)
    allowed = set("".join((*found.lower, *found.upper, *found.loan))) | set("".join(found.loan))
    allowed |= {letter.upper() for letter in found.loan}
    numbers = [*found.numerals.values(), *found.ordinals.values()]
    lists = [*found.suffixes.values(), *found.law.values(), *found.organisations.values()]
    said = [word for group in (*numbers, *lists) for word in group]
    said += [*found.negations, *found.negation_suffixes, *found.ordinal_suffixes]
    said += [*load(tag).dates.months, *load(tag).dates.weekdays, *load(tag).names.values()]

    wrong = {word for word in said if {c for c in word if c.isalpha()} - allowed}

    assert not wrong


@pytest.mark.parametrize("tag", TAGS)
def test_every_language_has_the_same_kinds_of_facts(tag: str) -> None:
    """Numbers up to a trillion, the ten first ordinals, law words and organisations by one key."""
    found, english = facts(tag), facts("en")

    assert {0, *range(1, 11), 20, 50, 90, 100, 1000, 10**6, 10**9, 10**12} <= set(found.numerals)
    assert set(found.ordinals) == set(range(1, 11))
    assert found.law.keys() == english.law.keys()
    assert found.organisations.keys() == english.organisations.keys()
    assert found.negations
    assert all(found.suffixes.values())


@pytest.mark.parametrize("tag", TAGS)
def test_one_word_is_one_number(tag: str) -> None:
    """No word stands for two numbers."""
    found = facts(tag)
    said = [word for group in found.numerals.values() for word in group]

    assert len(said) == len(set(said))


def test_what_is_disputed_has_a_documented_default() -> None:
    """The first option holds until the settings choose another."""
    assert {name: one.default for name, one in choices("kaa").items()} == {
        "names": "tili",
        "shcha": "sh",
    }
    assert {name: one.default for name, one in choices("uz").items()} == {
        "acronyms": "MCHJ",
        "initials": "Yo",
    }
    assert choices("en") == {}


def test_facts_are_read_only_when_they_are_asked_for() -> None:
    """A run that publishes does not pay for what checks need."""
    data._part.cache_clear()
    data._section.cache_clear()

    data.section("uz-Latn", "strings")

    assert data._part.cache_info().currsize == 1


@pytest.mark.parametrize("code", sorted(known()))
def test_a_word_says_one_number(code: str) -> None:
    """Whoever compares numbers by value asks one table, where no form stands for two."""
    tables = (facts(code).numerals, facts(code).ordinals)
    said = [
        (lower(form, code), n) for table in tables for n, forms in table.items() for form in forms
    ]

    assert dict(said) == number_words(code)
    assert len(number_words(code)) == len(set(said)) > 40
