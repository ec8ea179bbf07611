"""Answers that are remembered by identity."""

from polyglot.identity import Remembered


def test_an_answer_is_worked_out_once_for_one_value() -> None:
    """The same value is asked about once; an equal one is another value."""
    asked: list[list[int]] = []
    one, other = [1, 2], [1, 2]

    def length_of(value: list[int]) -> int:
        asked.append(value)
        return len(value)

    length = Remembered(length_of, most=4)

    assert [length(one), length(one), length(other)] == [2, 2, 2]
    assert len(asked) == 2


def test_no_value_gets_the_answer_of_one_that_is_forgotten() -> None:
    """However many values come and go, each gets its own answer."""

    def first_of(value: tuple[int, str]) -> int:
        return value[0]

    first = Remembered(first_of, most=3)

    assert [first((number, "x" * number)) for number in range(200)] == list(range(200))
    assert len(first._known) <= 3
