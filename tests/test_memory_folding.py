"""Codes and numbers are folded for comparison, and put back only where nobody can doubt it."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot import inline
from polyglot.memory.folding import fold, refill, renumbered
from strategies import texts

PIECES = st.sampled_from(
    (
        *(
            "<a>",
            "</a>",
            "<a1>",
            "</a1>",
            "<a2>",
            "</a2>",
            "<em>x</em>",
            "<br/>",
            "<code>f(1)</code>",
        ),
        *("5", "14", "1,234", "2.5", "05.06.2024", " in ", "people", "-year", "ші", "."),
    )
)
MESSAGES = st.lists(PIECES, max_size=8).map("".join) | texts()


@given(MESSAGES)
def test_a_folded_text_has_one_character_for_each_number_and_tag(text: str) -> None:
    """What people count and link to does not make two reports unlike."""
    folded = fold(text)

    assert not re.search(r"\d", re.sub(r"&#?\w+;", "", folded))
    assert fold(folded) == folded
    assert len(folded) <= len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 held in <a>Nukus</a>.", "1,234 held in <a>Nukus</a>."),
        ("See <a2>this</a2>.", "See <a>this</a>."),
        ("On 14.05.2024", "On 3.1.2025"),
    ],
)
def test_texts_that_differ_in_numbers_and_names_of_codes_fold_alike(one: str, other: str) -> None:
    """They have the same words."""
    assert fold(one) == fold(other)


@given(MESSAGES, MESSAGES, MESSAGES)
def test_no_code_is_ever_invented(old: str, new: str, target: str) -> None:
    """Each tag of what comes out stands in the new source, or as it is in the old target."""
    filled = refill(old, new, target, source_language="en", language="kk")

    codes = set(inline.codes_of(filled.target))
    assert codes <= set(inline.codes_of(new)) | set(inline.codes_of(target))
    if "left" not in (filled.codes, filled.numbers):
        assert not inline.compare(new, filled.target)
    if "left" in (filled.codes, filled.numbers) and filled.codes != "put back":
        assert Counter(inline.codes_of(filled.target)) == Counter(inline.codes_of(target))


@pytest.mark.parametrize(
    ("old", "new", "target", "filled"),
    [
        ("Held 5 people.", "Held 17 people.", "Задержаны 5 человек.", "Задержаны 17 человек."),
        ("In 2023 it was shut.", "In 2024 it was shut.", "В 2023 году.", "В 2024 году."),
        ("Some 1,234.5 tons.", "Some 12,345.75 tons.", "1\u00a0234,5 т.", "12\u00a0345,75 т."),
        ("From 5 to 14 days.", "From 6 to 15 days.", "От 5 до 14 суток.", "От 6 до 15 суток."),
        ("From 5 to 14 days.", "From 14 to 5 days.", "От 5 до 14 суток.", "От 14 до 5 суток."),
        ("Fined 500 soums.", "Fined 12,500 soums.", "Штраф 500.", "Штраф 12\u00a0500."),
        ("Just 5, or 5.", "Just 5 or 5.", "Лишь 5 или 5.", "Лишь 5 или 5."),
        ("Day 5-14 here.", "Day 6-14 here.", "Дни 5–14 здесь.", "Дни 6–14 здесь."),
        ("At -5 degrees.", "At -7 degrees.", "При \u22125 градусах.", "При \u22127 градусах."),
        ("Up <b>5</b>% now.", "Up <b>7</b>% now.", "На <b>5</b>% выше.", "На <b>7</b>% выше."),
        ("Room 007 here.", "Room 008 here.", "Комната 007 здесь.", "Комната 008 здесь."),
    ],
)  # fmt: skip
def test_a_number_that_occurs_once_is_exchanged(
    old: str, new: str, target: str, filled: str
) -> None:
    """It is written as the target's language writes it."""
    found = refill(old, new, target, source_language="en", language="ru")

    assert found.target == filled
    assert found.numbers == ("put back" if target != filled else "")


@pytest.mark.parametrize(
    ("why", "old", "new", "target"),
    [
        ("it occurs twice", "From 5 to 5 days.", "From 5 to 6 days.", "От 5 до 5 суток."),
        ("not in the target", "Held 5 people.", "Held 6 people.", "Задержали пятерых."),
        ("an ending follows it", "On the 5th of May.", "On the 6th of May.", "5-ші мамырда."),
        ("it is part of a word", "The G7 met.", "The G8 met.", "G7 жиналды."),
        ("other words beside it", "On 5 May 14 men.", "14 men on 6 May.", "5 мая 14 мужчин."),
        ("one more number", "Held 5 people.", "Held 5 people on 6 May.", "Задержали 5."),
        ("a date", "On 05.06.2024 here.", "On 07.06.2024 here.", "05.06.2024 здесь."),
        ("written otherwise", "Some 1,234 tons.", "Some 5,678 tons.", "1234 т."),
        ("a year beside a sum", "In 2023 all.", "In 12,500 all.", "В 2023 все."),
        ("part of a larger one", "Paid 500 of 12,500.", "Paid 600 of 12,500.",
         "Отдал пятьсот из 12 500."),
        ("part of a time", "Some 30 came at noon.", "Some 40 came at noon.", "Тридцать, в 12:30."),
        ("a word says it", "On 5 May, five men.", "On 6 May, five men.", "Пятого мая 5 мужчин."),
        ("words say it", "On 25 May twenty-five men.", "On 26 May twenty-five men.",
         "Двадцать пятого мая 25 мужчин."),
        ("an ordinal says it", "5 men on the fifth.", "6 men on the fifth.", "Пятеро 5 числа."),
        ("a word", "Five men.", "Six men.", "Пять мужчин."),
        ("a word beside a figure", "In 2023 five men.", "In 2024 six men.", "В 2023 пять."),
        ("an ordinal", "The fifth of May.", "The 6 of May.", "Пятое мая."),
        ("a time of day", "At 5 pm 17 men.", "At 5 pm 18 men.", "В 17 часов семнадцать."),
        ("a tag between", "Day <b>5</b>.", "Day <b>6</b>.", "<b>5</b>-го мая."),
        ("a soft hyphen between", "Held on day 5 here.", "Held on day 6 here.", "5\u00adго дня."),
        ("a sign", "Some 5% of men.", "Some 7° of men.", "5% мужчин."),
        ("a currency", "Paid $5 here.", "Paid €7 here.", "Отдал $5 здесь."),
        ("minus", "At -5 degrees.", "At 5 degrees.", "При -5 градусах."),
        ("plus and minus", "At -5 degrees.", "At 7 degrees.", "При -5 градусах."),
        ("a name of figures", "Room 007 here.", "Room 7 here.", "Комната №7 здесь."),
    ],
)  # fmt: skip
def test_a_number_that_leaves_a_doubt_stays(why: str, old: str, new: str, target: str) -> None:
    """A wrong figure does more harm than a missing one; the match says that it was left."""
    found = refill(old, new, target, source_language="en", language="ru")

    assert found.target == target, why
    assert found.numbers == "left"


SPOKEN = st.lists(
    st.sampled_from(
        ("5", "6", "14", "25", "1,234", "12,500", "2.5", "five", "пять", "of", "-", ":")
    ),
    max_size=7,
).flatmap(lambda words: st.sampled_from((" ", "", ", ")).map(lambda glue: glue.join(words)))


@given(SPOKEN, SPOKEN, SPOKEN, st.sampled_from(("en", "kk", "ru", "uz", "kaa")))
def test_numbers_that_were_put_back_are_those_of_the_new_text(
    old: str, new: str, target: str, language: str
) -> None:
    """Each as often as there, and no other."""
    found = refill(old, new, target, source_language="en", language=language)

    def figures(text: str) -> list[str]:
        written = re.findall(r"\d+(?:[.,\u00a0\u202f]\d+)*", text)
        return sorted(re.sub(r"\D", "", figure) for figure in written)

    if found.numbers == "put back":
        assert figures(found.target) == figures(new)
    else:
        assert found.target == target


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("ru", "Задержаны пять человек.", "Задержаны шесть человек."),
        ("kk", "Бесеуі ұсталды.", "Алтауы ұсталды."),
        ("kaa", "Toǵızı uslandı.", "Segizi uslandı."),
        ("uz", "Toʻrttasi ushlandi.", "To'qqiztasi ushlandi."),
    ],
)
def test_a_number_in_words_that_is_another_one_is_left(language: str, old: str, new: str) -> None:
    """In every language, with endings; it costs the match what a wrong figure costs."""
    found = refill(old, new, "Held five.", source_language=language, language="en")

    assert (found.target, found.numbers) == ("Held five.", "left")


def test_words_that_differ_and_are_no_numbers_leave_nothing() -> None:
    """One is no number here: it says no more than an article does."""
    found = refill("One man.", "A man.", "Мужчина.", source_language="en", language="ru")

    assert found.numbers == ""


def test_one_doubtful_number_leaves_all_of_them() -> None:
    """A target with half of its figures new would be read as checked."""
    found = refill(
        "From 5 to 9, then 9.", "From 6 to 8, then 9.", "От 5 до 9, потом 9.",
        source_language="en", language="ru",
    )  # fmt: skip

    assert found.target == "От 5 до 9, потом 9."


def test_codes_take_the_names_of_the_new_text() -> None:
    """The second link of one paragraph is the only one of another."""
    found = refill(
        "Read <a2>this</a2>.", "Read <a>this</a> now.", "Прочтите <a2>это</a2>.",
        source_language="en", language="ru",
    )  # fmt: skip

    assert (found.target, found.codes) == ("Прочтите <a>это</a>.", "put back")


@pytest.mark.parametrize(
    "new", ["Read this.", "Read <em>this</em>.", "Read <a1>this</a1> and <a2>that</a2>."]
)
def test_codes_stay_as_they_are_where_the_new_text_has_others(new: str) -> None:
    """Nobody knows where they would belong."""
    found = refill(
        "Read <a>this</a>.", new, "Прочтите <a>это</a>.", source_language="en", language="ru"
    )

    assert (found.target, found.codes) == ("Прочтите <a>это</a>.", "left")


def test_what_stands_inside_a_protected_code_must_come_back_as_it_is() -> None:
    """A command of the old text is no command of the new one."""
    found = refill(
        "Type <code>ls</code> now.", "Type <code>cd</code> now.", "Жмите <code>ls</code>.",
        source_language="en", language="ru",
    )  # fmt: skip

    assert found.codes == "left"


def test_a_sentence_is_the_same_whatever_its_codes_are_called_in_its_paragraph() -> None:
    """Codes are numbered by paragraph."""
    assert renumbered("See <a2>it</a2>.") == renumbered("See <a>it</a>.")
    assert renumbered("<a1>x</a1> <a2>y</a2>") != renumbered("<a1>x</a1> <a1>y</a1>")
