"""What kind of change makes one text of another: by value where the language's data knows."""

import pytest

from polyglot.catalog import KINDS, kinds


@pytest.mark.parametrize(
    ("language", "old", "new", "told"),
    [
        ("en", "Three people were held.", "Four people were held.", "number"),
        ("en", "They were held on 3 and 4 May.", "They were held on 4 and 3 May.", "number"),
        ("en", "The third hearing.", "The fourth hearing.", "number"),
        ("kk", "Үш адам ұсталды.", "Төрт адам ұсталды.", "number"),
        ("en", "He was not held.", "He was held.", "negation"),
        ("en", "Not guilty but free.", "Guilty but not free.", "negation wording"),
        ("en", "He said so, and not she.", "He said not so, and she.", "negation"),
        ("en", "The court agreed.", "The court didn’t agree.", "negation wording"),
        ("ru", "Он не был в суде.", "Он был в суде.", "negation"),
        ("uz", "U sudga bordi.", "U sudga bormadi.", "negation wording"),
        ("kk", "Сот шешті.", "Сот шешпеді.", "negation wording"),
        ("kaa", "Olar ketti.", "Olar ketpedi.", "negation wording"),
        ("en", "He did not say so.", "He didn't say so.", "wording"),
        ("en", "Many were held.", "Many were freed.", "wording"),
        ("en", "Many were held.", "Many were held!", "punctuation"),
        ("en", "On 14 May.", "On 14\u00a0May.", "punctuation"),
        ("en", "Read <a>it</a>.", "Read <b>it</b>.", "markup"),
        (
            "en",
            "Of 5 <b>one</b> left.",
            "Of 6 two never left!",
            "number negation punctuation markup",
        ),
    ],
)
def test_the_kinds_of_change(language: str, old: str, new: str, told: str) -> None:
    """A figure and a denial are told apart from all other words, the gravest first."""
    assert kinds(old, new, language=language) == tuple(told.split())


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("en", "Three were held.", "3 were held."),
        ("en", "It cost 2,500 dollars.", "It cost 2500 dollars."),
        ("ru", "Пришли 2 500 человек.", "Пришли 2\u00a0500 человек."),
        ("ru", "Пришли 2 500 человек.", "Пришли 2500 человек."),
        ("kk", "Үш адам ұсталды.", "3 адам ұсталды."),
        ("kaa", "ALTÍ ADAM.", "6 ADAM."),
    ],
)
def test_a_number_written_otherwise_is_the_same_number(language: str, old: str, new: str) -> None:
    """Its value counts, not how it is spelt."""
    assert "number" not in kinds(old, new, language=language)


def test_an_ending_denies_only_a_word_that_the_other_text_has() -> None:
    """`Olma` is an apple: it ends as a denial does, and is none."""
    assert kinds("Bozorda non bor.", "Bozorda olma bor.", language="uz") == ("wording",)


def test_white_space_is_no_change() -> None:
    """An article that was indented otherwise is the same article."""
    assert kinds("One  two\n three.", "One two three.", language="en") == ()


def test_where_a_language_is_not_known_words_are_wording() -> None:
    """Figures are figures in every language."""
    assert kinds("Not three.", "Three.", language="xx") == ("wording",)
    assert kinds("1 of 3.", "2 of 3.") == ("number",)


def test_every_kind_has_its_place_in_the_order() -> None:
    """The board tells the first; a figure is graver than a comma."""
    assert KINDS.index("number") < KINDS.index("negation") < KINDS.index("wording")
