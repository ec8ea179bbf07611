"""Capital and small letters, as each language pairs them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.languages import casing

LANGUAGES = ["en", "ru", "kk", "kaa", "uz", "kk-Latn", "kaa-Cyrl", "uz-Cyrl", "kk-Arab"]


@pytest.mark.parametrize(
    ("language", "small", "capital"),
    [
        ("kaa", "qaraqalpaqstannıń", "QARAQALPAQSTANNÍŃ"),
        ("kaa", "indiya", "INDIYA"),
        ("kaa-Cyrl", "қарақалпақстанның", "ҚАРАҚАЛПАҚСТАННЫҢ"),
        ("kk-Latn", "ışkı ister", "IŞKI İSTER"),
        ("uz", "oʻzbekiston shahri", "OʻZBEKISTON SHAHRI"),
        ("kk", "ішкі істер", "ІШКІ ІСТЕР"),
        ("ru", "ёлка", "ЁЛКА"),
    ],
)
def test_small_and_capital_letters_are_the_languages_own(
    language: str, small: str, capital: str
) -> None:
    """Karakalpak pairs ı with Í, Kazakh in Latin letters ı with I and i with İ."""
    assert casing.upper(small, language) == capital
    assert casing.lower(capital, language) == small


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uz", "oʻzbek tili", "Oʻzbek Tili"),
        ("uz", "SHAHAR MAʼNOSI", "Shahar Maʼnosi"),
        ("kaa", "ıqtıyar QALASÍ", "Íqtıyar Qalası"),
        ("kk-Latn", "istanbul", "İstanbul"),
    ],
)
def test_a_title_begins_each_word_with_a_capital(language: str, text: str, expected: str) -> None:
    """An apostrophe inside a word begins no new one."""
    assert casing.title(text, language) == expected


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("uz", "O'ZBEKISTON", "oʻzbekiston"),
        ("uz", "Ma’no", "maʼno"),
        ("kaa", "ÍQTÍYAR", "ıqtıyar"),
        ("ru", "Королёв", "КОРОЛЕВ"),
        ("kaa", "n\u0301a\u0301rse", "ŃÁRSE"),
    ],
)
def test_what_readers_take_for_one_word_folds_to_one(language: str, one: str, other: str) -> None:
    """Case, composition and kinds of apostrophe make no difference to a search."""
    assert casing.fold(one, language) == casing.fold(other, language)


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("kaa", "mıń", {"mıń", "Mıń", "MÍŃ"}),
        ("kk-Latn", "inj", {"inj", "İnj", "İNJ"}),
        ("uz", "sh.oʻ", {"sh.oʻ", "Sh.oʻ", "Sh.Oʻ", "SH.Oʻ"}),
        ("en", "Ph.D", {"ph.d", "Ph.d", "Ph.D", "PH.D"}),
    ],
)
def test_a_word_is_listed_as_texts_write_it(language: str, word: str, expected: set[str]) -> None:
    """A list that holds a word in every case is looked up without changing the text."""
    assert casing.cases(word, language) == expected


def test_karakalpak_i_and_dotless_i_stay_two_letters() -> None:
    """`qıs` (winter) is not `qis`."""
    assert casing.fold("QÍS", "kaa") != casing.fold("QIS", "kaa")


@pytest.mark.parametrize("language", ["de", "", "../en", "xx-Latn"])
def test_a_language_without_data_has_unicodes_letters(language: str) -> None:
    """Text in another language is treated as Unicode treats all."""
    assert casing.upper("straße", language) == "STRASSE"


@given(st.text(), st.sampled_from(LANGUAGES))
def test_folding_twice_is_folding_once(text: str, language: str) -> None:
    """What was folded stays as it is."""
    once = casing.fold(text, language)

    assert casing.fold(once, language) == once
