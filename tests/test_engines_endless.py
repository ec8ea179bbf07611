"""Replies made to keep us busy: whatever an engine says, looking at it comes to an end.

Each of these took hours once, for a reply of the size that is let in.
"""

import pytest

from polyglot.plugins import Reply
from polyglot.providers import apertium, tagged
from polyglot.providers.gate import judge
from polyglot.providers.replying import texts_in

SIZE = 1_000_000
SOURCE = "Two activists were detained in Nukus. " * 500


@pytest.mark.parametrize(
    "content",
    [
        "```\n" + "\n" * SIZE + "x",
        "```json" + " " * SIZE + "\n```",
        " \n" * SIZE + "```",
        "<think>" * SIZE,
        "<think></think>" * (SIZE // 15),
    ],
    ids=["lines", "spaces", "before", "thoughts", "short thoughts"],
)
def test_an_endless_answer_of_a_model_is_no_answer(content: str) -> None:
    """A fence that never closes, a thought that never ends."""
    said = texts_in({"choices": [{"message": {"content": content}}]}, ["a"])

    assert said == "the model's answer is not the JSON that was asked for"


@pytest.mark.parametrize(
    "said",
    [
        '<p id="1"><a' + " " * SIZE + "x></p>",
        '<p id="1"><a x=' + " " * SIZE + "y></p>",
        '<p id="1">' + "</p" * SIZE,
        '<p id="1">' + ("</p>" + " " * 100) * (SIZE // 100) + "x",
    ],
    ids=["spaces", "spaces behind a sign", "ends", "ends and spaces"],
)
def test_an_endless_tag_is_no_tag_of_ours(said: str) -> None:
    """Spaces inside it are looked at once."""
    assert tagged.load(said, 1, "a") in (
        None,
        Reply(problem="the reply lost or doubled a code"),
    )


@pytest.mark.parametrize("said", ["a" * SIZE, "*b" + "." * SIZE + "a.", "a/" * SIZE + " "])
def test_an_endless_word_of_apertium_is_read(said: str) -> None:
    """Its marks are looked for once."""
    assert apertium._read(said, [], "a").target


@pytest.mark.parametrize(
    "sign",
    [
        "1",
        "1 ",
        " ",
        "\t",
        "\n ",
        "x",
        "слово ",
        "два ",
        "[X1",
        "<a>",
        "&",
        "https://a",
        "1,",
        "’",
        "а.",
    ],
)
def test_an_endless_reply_is_judged(sign: str) -> None:
    """One that is far too long unseen, one that is not sign by sign."""
    _draft, found = judge(SOURCE, sign * (SIZE // len(sign)), source="en", target="ru")
    draft, _ = judge(SOURCE, sign * (3 * len(SOURCE) // len(sign)), source="en", target="ru")

    assert found == ("the reply is far longer than the source",)
    assert len(draft) <= 4 * len(SOURCE)


@pytest.mark.parametrize("sign", ["1, ", "’", "—", "? "])
def test_a_reply_without_a_word_is_no_draft(sign: str) -> None:
    """It has no letter in the wrong script, and is as long as it should be."""
    text = "Two activists were detained in Nukus."

    _draft, found = judge(text, sign * (len(text) // len(sign)), source="en", target="ru")

    assert found == ("the reply has no words",)
    assert judge("No. 5", "№ 5", source="en", target="ru")[1] == ()


def test_a_figure_of_thousands_of_digits_is_no_amount() -> None:
    """Python refuses to read it; the gate says that the figure is none of the source's."""
    _draft, found = judge(f"{SOURCE} 5 million.", "1" * 5_000 + " млн", source="en", target="ru")

    assert found
