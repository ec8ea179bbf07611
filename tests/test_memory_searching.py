"""Words are found in all that the memory holds."""

from pathlib import Path

import pytest

from polyglot.memory import Memory, Pair

PAIRS = {
    "b": [
        Pair("ru", "en", None, "The <em>human</em> dimension of it", "Это", "approved"),
        Pair("kk", "en", None, "Bread", "Адам өлшемі", "translated"),
    ],
    "a": [
        Pair("ru", "en", None, "Human\u00a0Dimensions", "Человеческое измерение", "approved"),
        Pair("en", "ru", "title", "Человеческое измерение", "The human dimension", "accepted"),
    ],
}  # fmt: skip


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """A memory of two articles."""
    with Memory.open(tmp_path / "memory.sqlite") as made:
        for article, pairs in PAIRS.items():
            made.replace(article, pairs)
    return Memory.open(tmp_path / "memory.sqlite")


def test_words_are_found_in_any_case_across_tags_and_inside_longer_words(memory: Memory) -> None:
    """As somebody who asks for "Human Dimension" means it; hits go by article."""
    found = memory.search("Human Dimension", language="ru")

    assert [(hit.pair.article, hit.sides) for hit in found] == [
        ("a", ("source",)),
        ("b", ("source",)),
    ]


def test_both_sides_of_all_languages_are_searched(memory: Memory) -> None:
    """Unless one language is asked for."""
    assert [hit.sides for hit in memory.search("человеческое измерение")] == [
        *(("source",), ("target",)),
    ]
    assert [hit.pair.language for hit in memory.search("АДАМ")] == ["kk"]
    assert memory.search("адам", language="ru") == ()
    assert [hit.pair.context for hit in memory.search("human", source_language="ru")] == ["title"]


def test_a_search_tells_no_more_than_may_be_used_and_was_asked_for(memory: Memory) -> None:
    """What was revoked is not shown; the first hits are by article, whatever their number."""
    assert [hit.pair.article for hit in memory.search("human", most=2)] == ["a", "a"]
    assert all(
        hit.pair.article == "b"
        for hit in memory.search("human", may_use=lambda pair: pair.article == "b")
    )


def test_no_words_find_nothing(memory: Memory) -> None:
    """White space is no question."""
    assert memory.search("  ") == ()


def test_words_are_found_in_a_large_memory(tmp_path: Path) -> None:
    """Also in the last of many texts."""
    with Memory.open(tmp_path / "memory.sqlite") as made:
        for number in range(30):
            made.replace(
                f"a{number:02}",
                [
                    Pair("ru", "en", None, f"Text {number} {n}", "Текст", "approved")
                    for n in range(30)
                ],
            )
        made.save()

        assert [hit.pair.article for hit in made.search("text 29 29")] == ["a29"]
