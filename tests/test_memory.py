"""The translation memory gives back what people stood behind, and always the same."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.errors import StorageError
from polyglot.inline import compare
from polyglot.memory import Match, Memory, Pair, Wanted
from polyglot.memory.matching import COSTS

Strength: TypeAlias = Literal["approved", "translated", "accepted"]

TEXTS = st.sampled_from(["Bread", "bread", "Read <a>it</a>", "It’s “so”", "a\0b", " "]) | st.text(
    min_size=1, max_size=8
)
PAIRS = st.builds(
    Pair,
    language=st.sampled_from(["ru", "kk"]),
    source_language=st.sampled_from(["en", "uz"]),
    context=st.sampled_from([None, "title"]),
    source=TEXTS,
    target=TEXTS,
    strength=st.sampled_from(["approved", "translated", "accepted"]),
    is_machine=st.booleans(),
)
ARTICLES = st.dictionaries(st.sampled_from(["a", "news/b", "c"]), st.lists(PAIRS, max_size=6))
ORDER = ["approved", "translated", "accepted"]


def pair(
    source: str, target: str, strength: Strength = "translated", context: str | None = None
) -> Pair:
    """A pair of English and Russian."""
    return Pair("ru", "en", context, source, target, strength)


def look(memory: Memory, *wanted: tuple[str | None, str]) -> list[Match | None]:
    """Return the best match of each text that is the very same."""
    asked = [Wanted(source, context) for context, source in wanted]
    found = memory.matches("ru", "en", asked)
    return [each[0] if each and each[0].kind == "exact" else None for each in found]


def targets(memory: Memory, *sources: str) -> list[str | None]:
    """Return the best targets of texts."""
    found = look(memory, *((None, source) for source in sources))
    return [match.target if match else None for match in found]


@given(ARTICLES, st.lists(st.tuples(st.sampled_from([None, "title"]), TEXTS), max_size=6))
def test_the_memory_answers_as_a_dictionary_would(
    articles: dict[str, list[Pair]], wanted: list[tuple[str | None, str]]
) -> None:
    """Whatever is remembered, the best of equal sources is found, and nothing else."""
    wanted += [(each.context, each.source) for pairs in articles.values() for each in pairs]
    with TemporaryDirectory() as folder, Memory.open(Path(folder, "memory.sqlite")) as memory:
        for article, pairs in articles.items():
            memory.replace(article, pairs)
        memory.save()

        found = look(memory, *wanted)

    for (context, source), match in zip(wanted, found, strict=True):
        known = [
            (cost(p, context), ORDER.index(p.strength), p.is_machine, article, p.target)
            for article, pairs in articles.items()
            for p in pairs
            if (p.language, p.source_language, p.source) == ("ru", "en", source)
        ]
        best = min(known, default=None)
        answer = match and (match.origin.article, match.target)
        assert answer == (best and best[-2:])


def cost(pair: Pair, context: str | None) -> float:
    """Return what is taken off the score of the very same text, but for what all share."""
    reasons: list[str] = [pair.strength] if pair.strength != "approved" else []
    reasons += ["machine"] if pair.is_machine else []
    reasons += ["context"] if pair.context != context else []
    reasons += ["codes left"] if compare(pair.source, pair.target) else []
    return round(sum(COSTS[reason] for reason in reasons), 6)


@given(ARTICLES)
def test_the_order_of_articles_changes_no_answer(articles: dict[str, list[Pair]]) -> None:
    """Two machines that read the articles in another order propose the same."""
    wanted = [(each.context, each.source) for pairs in articles.values() for each in pairs]
    answers = []
    for order in (sorted(articles), sorted(articles, reverse=True)):
        with TemporaryDirectory() as folder, Memory.open(Path(folder, "m.sqlite")) as memory:
            for article in order:
                memory.replace(article, articles[article])
            memory.save()
            found = look(memory, *wanted)
            answers.append([match and (match.target, match.origin.article) for match in found])

    assert answers[0] == answers[1]


def test_a_memory_answers_as_it_stood_when_the_run_began(tmp_path: Path) -> None:
    """What a run learns is used from the next run on."""
    with Memory.open(tmp_path / "memory.sqlite") as memory:
        memory.replace("a", [pair("Bread", "Хлеб")])
        during = targets(memory, "Bread")

    with Memory.open(tmp_path / "memory.sqlite") as memory:
        after = targets(memory, "Bread")

    assert during == [None]
    assert after == ["Хлеб"]


def test_an_approved_text_wins_over_the_others(tmp_path: Path) -> None:
    """Two eyes count more than one, and a person's text more than an accepted draft."""
    with Memory.open(tmp_path / "memory.sqlite") as memory:
        memory.replace("a", [pair("Bread", "принято", "accepted")])
        memory.replace("b", [pair("Bread", "одобрено", "approved"), pair("Bread", "перевод")])
        memory.save()

        assert targets(memory, "Bread") == ["одобрено"]


def test_the_text_of_the_same_context_comes_first(tmp_path: Path) -> None:
    """A title is proposed for a title."""
    with Memory.open(tmp_path / "memory.sqlite") as memory:
        memory.replace("a", [pair("Bread", "абзац"), pair("Bread", "заголовок", context="title")])
        memory.save()
        found = look(memory, (None, "Bread"), ("title", "Bread"))

    assert [each and each.target for each in found] == ["абзац", "заголовок"]


def test_a_replaced_or_forgotten_article_leaves_nothing(tmp_path: Path) -> None:
    """A text whose approval was taken back is proposed to nobody."""
    with Memory.open(tmp_path / "memory.sqlite") as memory:
        memory.replace("a", [pair("Bread", "Хлеб")])
        memory.replace("b", [pair("Salt", "Соль")])
        memory.save()
        memory.replace("a", [])
        memory.forget("b")
        memory.save()

        assert targets(memory, "Bread", "Salt") == [None, None]


def test_many_texts_are_looked_up_at_once(tmp_path: Path) -> None:
    """A long article is no problem for the database's limits."""
    pairs = [pair(f"Text {number}", f"Текст {number}") for number in range(3000)]
    with Memory.open(tmp_path / "memory.sqlite") as memory:
        memory.replace("a", pairs)
        memory.save()

        found = targets(memory, *(each.source for each in pairs))

    assert found == [each.target for each in pairs]


def test_a_failed_run_adds_nothing(tmp_path: Path) -> None:
    """A run that breaks off leaves the memory as it was."""

    def fail() -> None:
        with Memory.open(tmp_path / "memory.sqlite") as memory:
            memory.replace("a", [pair("Bread", "Хлеб")])
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    with Memory.open(tmp_path / "memory.sqlite") as memory:
        assert targets(memory, "Bread") == [None]


@pytest.mark.parametrize("garbage", [b"not a database at all" * 100, b"", b"SQLite format 3\0"])
def test_a_broken_file_is_made_anew(tmp_path: Path, garbage: bytes) -> None:
    """The memory is disposable: garbage in its place costs time only."""
    path = tmp_path / "memory.sqlite"
    path.write_bytes(garbage)

    with Memory.open(path) as memory:
        memory.replace("a", [pair("Bread", "Хлеб")])
        memory.save()

        assert targets(memory, "Bread") == ["Хлеб"]


def test_a_memory_of_another_version_is_made_anew(tmp_path: Path) -> None:
    """An old layout is thrown away and not misread."""
    path = tmp_path / "memory.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE pair (other TEXT)")
    other.commit()
    other.close()

    with Memory.open(path) as memory:
        assert targets(memory, "Bread") == [None]


def test_a_folder_in_the_way_is_an_error_that_says_so(tmp_path: Path) -> None:
    """What the disk refuses is told with the path and a way out."""
    (tmp_path / "memory.sqlite").mkdir()

    with pytest.raises(StorageError, match="memory"):
        Memory.open(tmp_path / "memory.sqlite")


def test_a_memory_tells_whether_an_article_brings_anything_new(tmp_path: Path) -> None:
    """What is saved already is no news; another text, or one less, is."""
    one = Pair("kk", "en", None, "Bread", "Нан", "translated")
    other = Pair("kk", "en", "title", "Bread", "Нан", "approved", is_machine=True)
    with Memory.open(tmp_path / "memory.sqlite") as memory:
        memory.replace("bread", [one, other])
        memory.save()

        assert not memory.differs("bread", [one, other])
        assert memory.differs("bread", [one])
        assert memory.differs("milk", [one])
        assert not memory.differs("milk", [])
