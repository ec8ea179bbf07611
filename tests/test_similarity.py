"""How alike texts are, and which texts of two lists answer each other."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.similarity import (
    Change,
    align,
    changes,
    closest,
    distance,
    gaps,
    inside,
    is_alike,
    ratio,
)
from strategies import texts

OLD = "Police held forty people in Nukus on Friday evening without a warrant."
EDITED = "Police held forty-one people in Nukus on Friday night without any warrant."
OTHER = "The court in Tashkent will hear the appeal of the two lawyers next month."

_TEXTS = st.text("ab c.", max_size=20)


@given(_TEXTS, _TEXTS)
def test_likeness_is_a_share_and_has_no_direction(a: str, b: str) -> None:
    """Only equal texts are wholly alike."""
    assert 0 <= ratio(a, b) <= 1
    assert ratio(a, b) == pytest.approx(ratio(b, a))
    assert (ratio(a, b) == 1) == (a == b)


@given(texts(), texts(), texts(), st.sampled_from([0.3, 0.5, 0.65, 0.9]))
def test_a_quick_yes_is_never_wrong(begin: str, end: str, other: str, least: float) -> None:
    """What a shared beginning and end say, a full comparison says too."""
    for a, b in ((f"{begin} {end}", f"{begin} {other} {end}"), (begin, other), (begin, begin)):
        score = ratio(a, b, least=least)
        if abs(score - least) > 1e-9:
            assert is_alike(a, b, least=least) == (score >= least)


def test_an_edited_sentence_is_more_alike_than_another_one() -> None:
    """Prose shares letters with all prose; words in order tell an edit."""
    assert ratio(OLD, EDITED) > 0.7
    assert ratio(OLD, OTHER) < 0.45


def test_what_is_certainly_less_alike_than_asked_for_is_nothing() -> None:
    """The rest of the work can be left out."""
    assert ratio(OLD, OTHER, least=0.9) == 0


def test_a_sentence_is_found_inside_a_paragraph() -> None:
    """It need not be there word by word."""
    assert inside(OLD, f"{OTHER} {EDITED}") > 0.8
    assert inside(OLD, OTHER) < 0.6


@pytest.mark.parametrize(
    ("a", "b", "percent"),
    [("", "", 0), ("abcd", "abcd", 0), ("abcd", "abce", 25), ("abc", "abd", 34), ("", "ab", 100)],
)
def test_distance_is_the_share_of_changed_characters(a: str, b: str, percent: int) -> None:
    """It is rounded up, so that a limit is never passed by rounding."""
    assert distance(a, b) == percent


@given(st.lists(_TEXTS, max_size=8), st.lists(_TEXTS, max_size=8))
def test_no_text_is_paired_twice(old: list[str], new: list[str]) -> None:
    """And every text that both lists have is paired with its equal."""
    pairs = align(old, new, least=0.5)

    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    shared = sum(min(old.count(text), new.count(text)) for text in set(old))
    assert sum(old[i] == new[j] for i, j in pairs) == shared


def test_texts_in_their_place_are_paired_before_those_that_moved() -> None:
    """A paragraph edited in its place is not taken for one that moved there."""
    pairs = align(["one", OLD, "two", OTHER], ["one", EDITED, "two", OLD], least=0.5)

    assert pairs == [(0, 0), (2, 2), (1, 3)]
    assert align([OLD, "two"], ["two", EDITED], least=0.5) == [(1, 0), (0, 1)]
    assert align([OLD, "two"], ["two", EDITED], least=0.5, moved=0.95) == [(1, 0)]


def test_gaps_lie_between_the_texts_that_kept_their_order() -> None:
    """A text that moved is in no gap."""
    # axbyc → apbqrc
    between = gaps([(0, 0), (2, 2), (4, 5)], [1, 3], [1, 3, 4])
    assert between == [(range(1), range(1)), (range(1, 2), range(1, 3))]
    # axbc → cpab: what moved parts nothing
    assert gaps([(3, 0), (0, 2), (2, 3)], [1], [1]) == []
    assert gaps([], [0, 1], []) == []
    assert gaps([], [0, 1], [0]) == [(range(2), range(1))]


def test_a_long_rewritten_list_is_still_paired() -> None:
    """Beyond a bound not every pair is compared, but the right one is found, even far away."""
    chance = random.Random(7)  # noqa: S311 - nothing is secret here
    words = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnrst"]
    old = [" ".join(chance.choices(words, k=20)) for _ in range(400)]
    new = [text.replace(text.split()[3], "quite") for text in old]
    order = list(range(400))
    chance.shuffle(order)

    pairs = align(old, [new[i] for i in order], least=0.5)

    assert sum(order[j] == i for i, j in pairs) >= 396


def test_the_closest_texts_come_first() -> None:
    """Those that are less alike than asked for do not come at all."""
    found = closest(OLD, [OTHER, EDITED, OLD, OLD], least=0.6)

    assert [at for _, at in found] == [2, 3, 1]
    assert found[0][0] == 1
    assert 0.6 <= found[2][0] < 1


@given(texts(), texts())
def test_changes_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    """Nothing of either is lost, and what stays is told apart from what does not."""
    found = changes(old, new)

    assert "".join(change.old for change in found) == old
    assert "".join(change.new for change in found) == new
    assert (old == new) == all(change.old == change.new for change in found)


def test_a_change_goes_by_words() -> None:
    """A translator reads words, not letters."""
    assert changes("Held 5 people.", "Held 17 people!") == (
        Change("Held ", "Held "),
        Change("5", "17"),
        Change(" people", " people"),
        Change(".", "!"),
    )
