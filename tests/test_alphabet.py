"""Words in the order of their alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.errors import UnknownLanguageError
from polyglot.languages import known, scripts
from polyglot.languages.alphabet import order
from polyglot.languages.facts import facts

TAGS = [tag for code in known() for tag in scripts(code)]


@pytest.mark.parametrize("tag", TAGS)
def test_letters_stand_as_the_data_file_has_them(tag: str) -> None:
    """Each letter and digraph is in its own place, in small letters and in capitals."""
    alphabet = facts(tag)

    assert sorted(alphabet.lower, key=lambda one: order(one, tag)) == list(alphabet.lower)
    assert [order(one, tag) for one in alphabet.lower] == [
        order(one, tag) for one in alphabet.upper
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kaa-Cyrl", "арқа әке жақсы қала ўақ яғни"),
        ("kaa", "az áke ÍQLAS is JAQSÍ kól qala"),
        ("kk-Latn", "ana äke ışkı İSTER qala ŞARA"),
        ("uz", "guruh mana olma osh sohil zamon O'RIK oʻzbek gʻalaba shahar choy"),
        ("ru", "еж ёлка ель ЖДАТЬ"),
    ],
)
def test_words_stand_as_in_a_dictionary(language: str, words: str) -> None:
    """Digraphs are letters, and neither case nor the kind of apostrophe counts."""
    ordered = words.split()

    assert sorted(ordered, key=lambda word: order(word, language)) == ordered


def test_signs_stand_before_letters_and_letters_of_others_behind() -> None:
    """A hyphen comes first, a word in another alphabet last."""
    words = ["яблоко", "word", "ад", "а-я"]

    assert sorted(words, key=lambda word: order(word, "ru")) == ["а-я", "ад", "яблоко", "word"]


@given(st.text(), st.sampled_from(TAGS))
def test_any_text_has_a_place(text: str, tag: str) -> None:
    """No character is without one, and case does not change it."""
    assert len(order(text, tag)) <= 3 * len(text)


def test_a_language_without_data_has_no_order() -> None:
    """Nobody is told a wrong one."""
    with pytest.raises(UnknownLanguageError):
        order("Wort", "de")
