"""The memory proposes the same text, or one that is like it, and says what is different."""

import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyglot.memory import Match, Memory, Pair, Wanted
from polyglot.memory.folding import fold
from polyglot.memory.matching import COSTS
from polyglot.similarity import closest

HELD = "Police held 5 people in Nukus on Friday evening without a warrant."
LIKE = "Police held 17 people in Nukus on Friday night without a warrant."
HELD_RU = "В пятницу вечером в Нукусе полиция без ордера задержала 5 человек."
OTHER = "The court will hear the appeal of the two lawyers next month."
WORDS = ["court", "police", "Nukus", "held", "lawyer", "without", "warrant", "5", "on", "the"]


def pair(source: str, target: str = "перевод", **more: object) -> Pair:
    """A translated pair of English and Russian, with whatever else is said of it."""
    values = {"strength": "translated", "context": None, **more}
    return Pair("ru", "en", source=source, target=target, **values)  # type: ignore[arg-type]


def ask(memory: Memory, source: str, *, least: float = 0.75) -> tuple[Match, ...]:
    """Return the matches of one text."""
    [found] = memory.matches("ru", "en", [Wanted(source)], least=least)
    return found


def remember(folder: Path, **articles: Sequence[Pair]) -> Memory:
    """Return a memory that holds *articles* and was opened after it was saved."""
    with Memory.open(folder / "memory.sqlite") as memory:
        for article, pairs in articles.items():
            memory.replace(article, pairs)
    return Memory.open(folder / "memory.sqlite")


@pytest.fixture
def news(tmp_path: Path) -> Memory:
    """A memory of one article."""
    return remember(tmp_path, a=[pair(HELD, HELD_RU, strength="approved"), pair(OTHER, "Суд.")])


def test_a_text_that_is_alike_is_found_with_its_differences(news: Memory) -> None:
    """The number is the new one, and the translator sees which words changed."""
    [match] = ask(news, LIKE)

    assert match.kind == "fuzzy"
    assert match.target == HELD_RU.replace("5", "17")
    assert 0.75 <= match.score < match.likeness < 1
    assert match.score == pytest.approx(match.likeness - COSTS["numbers put back"])
    assert match.penalties == ("numbers put back",)
    assert [(one.old, one.new) for one in match.changes if one.old != one.new] == [
        ("5", "17"),
        ("evening", "night"),
    ]
    assert "".join(one.old for one in match.changes) == match.source == HELD
    assert "".join(one.new for one in match.changes) == LIKE
    assert match.origin.article == "a"


def test_a_text_that_differs_in_a_number_only_is_not_the_same(news: Memory) -> None:
    """It is like it to the last letter, and still no exact match."""
    [match] = ask(news, HELD.replace("5", "6"))

    assert (match.kind, match.likeness) == ("fuzzy", 1.0)
    assert match.score < 1
    assert match.target == HELD_RU.replace("5", "6")


def test_what_is_not_alike_is_not_proposed(news: Memory) -> None:
    """Three quarters of the characters must be the same."""
    assert ask(news, "Nobody has been told about this before.") == ()
    assert ask(news, LIKE, least=0.99) == ()
    assert ask(news, "") == ask(news, "a") == ()


def test_the_same_text_between_the_same_neighbours_comes_first(tmp_path: Path) -> None:
    """What stood there before is meant, not what another article made of the same words."""
    there = pair("Read more", "Далее", before="One.", after="Two.")
    here = pair("Read more", "Ещё", before="Three.", after="", strength="approved")
    memory = remember(tmp_path, a=[here], b=[there])

    [found] = memory.matches("ru", "en", [Wanted("Read more", before="One.", after="Two.")])

    assert [(match.kind, match.target) for match in found] == [
        ("neighbours", "Далее"),
        ("exact", "Ещё"),
    ]
    assert found[1].score == 1 - COSTS["several"]


def test_of_many_equal_pairs_the_best_counts(tmp_path: Path) -> None:
    """A line that stands in thousands of articles is looked at once for each answer it has."""
    lines = {
        f"a{n:04}": [pair(HELD, f"{'абв'[n % 3]} 5", strength="accepted")] for n in range(3000)
    }
    lines["b"] = [pair(HELD, "в 5", strength="approved"), pair(HELD, "б 5", context="title")]
    memory = remember(tmp_path, **lines)

    for text, five in ((HELD, "5"), (LIKE, "17")):
        assert [(match.target, match.origin.article) for match in ask(memory, text)] == [
            *((f"в {five}", "b"), (f"б {five}", "b"), (f"а {five}", "a0000")),
        ]


def test_a_text_that_says_one_thing_again_and_again_is_found(tmp_path: Path) -> None:
    """It has few stretches by which it could be found, and one is kept."""
    said = [f"{word}, " * 90 for word in ("no", "yes", "maybe", "ǵarrı", "Ә", "1")]
    memory = remember(tmp_path, a=[pair(text, text) for text in said])

    for text in said:
        [match, *_] = ask(memory, text + "and so on")
        assert match.source == text


def test_what_no_person_reads_as_one_text_is_not_compared(tmp_path: Path) -> None:
    """Of a text of many pages the very same is found, and its sentences are."""
    giant = HELD * 400
    memory = remember(tmp_path, a=[pair(giant, "х")])

    assert [match.kind for match in ask(memory, giant)] == ["exact"]
    assert ask(memory, giant + "x") == ()


def test_nobody_knows_the_neighbours_of_an_old_pair(tmp_path: Path) -> None:
    """Without them a match is exact at the best."""
    memory = remember(tmp_path, a=[pair("Read more", "Далее")])

    [[match]] = memory.matches("ru", "en", [Wanted("Read more")])

    assert match.kind == "exact"


def test_a_pair_is_found_behind_many_that_have_no_answer(tmp_path: Path) -> None:
    """Fifty captions of one form in another language do not hide the one that counts."""
    texts = [f"Photo {n} of the court in Nukus on Friday" for n in range(60)]
    others = [Pair("kk", "en", None, text, "Сурет", "approved") for text in texts[:59]]
    memory = remember(tmp_path, a=others, b=[pair(texts[59], "Фото 59")])

    [match] = ask(memory, "Photo 99 of the court in Nukus on Friday")

    assert match.target == "Фото 99"


def test_what_makes_a_match_worse_costs_of_its_score(tmp_path: Path) -> None:
    """A machine's text, another role, a number that could not be put back."""
    memory = remember(
        tmp_path, a=[pair(HELD, "пятерых", context="title", strength="accepted", is_machine=True)]
    )

    [match] = ask(memory, LIKE)

    assert match.penalties == ("context", "accepted", "machine", "numbers left")
    cost = sum(COSTS[reason] for reason in ("context", "accepted", "machine", "numbers left"))
    assert match.score == pytest.approx(match.likeness - cost)


def test_of_equal_matches_the_stronger_comes_first(tmp_path: Path) -> None:
    """Approved before translated, then by the article's id; a target comes once."""
    memory = remember(
        tmp_path,
        c=[pair(HELD, "б 5")],
        b=[pair(HELD, "а 5"), pair(HELD, "а 5", context="title")],
        d=[pair(HELD, "в 5", strength="approved")],
    )

    assert [(m.target, m.origin.article) for m in ask(memory, LIKE)] == [
        *(("в 17", "d"), ("а 17", "b"), ("б 17", "c")),
    ]


def test_a_memory_answers_as_it_stood_when_it_was_opened(tmp_path: Path) -> None:
    """What was not saved is not proposed; what was forgotten is gone with the next save."""
    memory = remember(tmp_path, a=[pair(HELD, HELD_RU)])
    memory.replace("b", [pair(LIKE, "другое")])
    memory.forget("a")
    during = [match.origin.article for match in ask(memory, LIKE)]
    memory.save()
    after = [(match.kind, match.origin.article) for match in ask(memory, LIKE)]

    assert during == ["a"]
    assert after == [("exact", "b")]
    assert ask(memory, HELD)[0].origin.article == "b"


# --- Laws -----------------------------------------------------------------------------------------

SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
ARTICLES = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(SENTENCES, min_size=1, max_size=4), min_size=1
)


@settings(max_examples=30)  # each opens a dozen memories
@given(ARTICLES, ARTICLES, st.lists(SENTENCES, min_size=1, max_size=3), st.randoms())
def test_the_way_a_memory_was_filled_changes_no_answer(
    articles: dict[str, list[str]],
    before: dict[str, list[str]],
    wanted: list[str],
    random_: random.Random,
) -> None:
    """Articles in any order, in one save or many, over others that are gone: one answer."""
    asked = [Wanted(text) for text in wanted]
    with TemporaryDirectory() as folder:
        with Memory.open(Path(folder, "one.sqlite")) as memory:
            for article, texts in articles.items():
                memory.replace(article, map(pair, texts))
        with Memory.open(Path(folder, "one.sqlite")) as memory:
            once = memory.matches("ru", "en", asked, least=0.5)

        order = [*before.items(), *((article, []) for article in before)]
        rest = list(articles.items())
        random_.shuffle(rest)
        for article, texts in [*order, *rest]:
            with Memory.open(Path(folder, "other.sqlite")) as memory:
                memory.replace(article, map(pair, texts))
                memory.save()
                memory.matches("ru", "en", asked, least=0.5)
        with Memory.open(Path(folder, "other.sqlite")) as memory:
            again = memory.matches("ru", "en", asked, least=0.5)

    assert [list(map(told, found)) for found in once] == [list(map(told, f)) for f in again]


def told(match: Match) -> tuple[object, ...]:
    """Return what a match says; the number of its text is the store's own affair."""
    return match.kind, match.source, match.target, match.score, match.origin.article


@given(st.lists(SENTENCES, min_size=1, max_size=30, unique=True), SENTENCES)
def test_the_likest_text_is_found(texts: list[str], wanted: str) -> None:
    """Short or long: nothing that a comparison of all texts finds is missed."""
    with TemporaryDirectory() as folder:
        memory = remember(Path(folder), a=[pair(text, text[::-1]) for text in texts])
        [found] = memory.matches("ru", "en", [Wanted(wanted)], most=50)

    everything = closest(fold(wanted), [fold(text) for text in texts], least=0.75)
    best = everything[0][0] if everything else 0.0
    assert max((match.likeness for match in found), default=0.0) == (
        1.0 if wanted in texts else best
    )


def test_among_thousands_of_edited_sentences_the_likest_is_found(tmp_path: Path) -> None:
    """In 995 of 1,000 look-ups at least, against a comparison of all texts."""
    dice = random.Random(5)  # noqa: S311 - dice for a test
    words = ["".join(dice.choices("abdeiklmnorstu", k=dice.randint(2, 9))) for _ in range(900)]
    texts = [" ".join(dice.choices(words, k=dice.randint(6, 40))) for _ in range(2000)]
    memory = remember(tmp_path, a=[pair(text) for text in texts])
    folded = [fold(text) for text in texts]

    right = 0
    for text in texts[:400]:
        new = text.split()
        for _ in range(dice.randint(1, max(1, len(new) // 5))):
            new[dice.randrange(len(new))] = dice.choice(words)
        best = closest(fold(" ".join(new)), folded, least=0.75)
        [found] = memory.matches("ru", "en", [Wanted(" ".join(new))], most=1)
        right += (found[0].likeness if found else 0.0) == (best[0][0] if best else 0.0)

    assert right >= 398
