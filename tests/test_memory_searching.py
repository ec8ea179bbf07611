"""Words are found in all that the memory holds."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polyglot import inline
from polyglot.languages.casing import fold
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
    found = memory.search("Human Dimension", ["ru"], most=9)

    assert [(hit.pair.article, hit.sides) for hit in found] == [
        ("a", ("source",)),
        ("b", ("source",)),
    ]


def test_both_sides_of_all_languages_are_searched(memory: Memory) -> None:
    """Unless one language is asked for."""
    assert [hit.sides for hit in memory.search("человеческое измерение", most=9)] == [
        *(("source",), ("target",)),
    ]
    assert [hit.pair.language for hit in memory.search("АДАМ", most=9)] == ["kk"]
    assert memory.search("адам", ["ru"], most=9) == ()
    assert [hit.pair.context for hit in memory.search("human", ["en"], most=9)] == ["title"]


def test_a_search_tells_no_more_than_was_asked_for(memory: Memory) -> None:
    """The first hits are by article, whatever their number."""
    assert [hit.pair.article for hit in memory.search("human", most=2)] == ["a", "a"]
    assert [hit.pair.article for hit in memory.search("human", most=9, among={"b"})] == ["b"]


def test_no_words_find_nothing(memory: Memory) -> None:
    """White space is no question."""
    assert memory.search("  ", most=9) == ()


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

        assert [hit.pair.article for hit in made.search("text 29 29", most=9)] == ["a29"]


def test_what_looks_like_a_tag_across_two_texts_hides_nothing(tmp_path: Path) -> None:
    """A `<` of one text and a `>` of the next are no tag."""
    with Memory.open(tmp_path / "memory.sqlite") as made:
        texts = ["Less: a <b or so", "More: c > d"]
        made.replace("a", [Pair("ru", "en", None, text, "x", "approved") for text in texts])
        made.save()

        assert [hit.pair.source for hit in made.search("or so", most=9)] == texts[:1]
        assert made.search("so More", most=9) == ()


# --- Laws -----------------------------------------------------------------------------------------

PIECES = st.sampled_from((
    *("Human", "human", " ", "\n", "\u00a0", "<a>", "</a>", "&lt;", "&amp;", "<", ">", "a"),
    *("Суд", "СУДЬЯ", "ё", "Ё", "йё", "и\u0306", "e\u0301", "ß", "ς", "\u0130", "i\u0307"),
    *("Құқық", "ҚҰҚЫҚ", "өлшемі", "Әділ", "Іс", "іс", "Һ", "Ғ"),
    *("Qaraqalpaqstan", "ǵarrı", "ǴARRÍ", "Íqlas", "ıqlas", "Iyun", "iyun", "Úlken", "ń"),
    *("oʻzbek", "O‘ZBEK", "o'zbek", "maʼno", "MA’NO", "gʻ", "sh", "Ch"),
))  # fmt: skip
SAID = st.lists(PIECES, min_size=1, max_size=6).map("".join)
CODES = ("en", "ru", "kk", "kaa", "uz")
SPOKEN = st.builds(
    Pair,
    language=st.sampled_from(CODES),
    source_language=st.sampled_from(CODES),
    context=st.sampled_from((None, "title")),
    source=SAID,
    target=SAID,
    strength=st.sampled_from(("approved", "translated", "accepted")),
)
HELD = st.dictionaries(st.sampled_from(("a", "b", "c")), st.lists(SPOKEN, max_size=5))
WANTED = SAID | st.text("aisиісıíoʻ'’ <", min_size=1, max_size=3)
AMONG = st.sampled_from(((), ("ru",), ("kaa", "uz"), ("kk", "en", "ru")))


def scanned(
    articles: dict[str, list[Pair]], words: str, languages: tuple[str, ...]
) -> list[tuple[str, Pair, tuple[str, ...]]]:
    """Return what a look at each pair finds, by article and texts."""

    def has(text: str, language: str) -> bool:
        wanted = " ".join(fold(inline.plain(words), language).split())
        return bool(wanted) and wanted in " ".join(fold(inline.plain(text), language).split())

    found = [
        (article, pair, (*("source",) * ours, *("target",) * theirs))
        for article, pairs in articles.items()
        for pair in pairs
        if pair.language in (languages or CODES)
        for ours, theirs in (
            [(has(pair.source, pair.source_language), has(pair.target, pair.language))]
        )
        if ours or theirs
    ]
    return sorted(
        found, key=lambda hit: (hit[0], hit[1].language, hit[1].source, hit[1].target,
                                hit[1].context or "")
    )  # fmt: skip


@given(HELD, HELD, WANTED, AMONG, st.integers(1, 9))
@example({"a": [Pair("kaa", "kaa", None, "ǴARRÍ", "Iyun", "approved")]}, {}, "ǵarrı", (), 9)
@example({"a": [Pair("uz", "en", None, "x", "MA’NO", "approved")]}, {}, "maʼno", ("uz",), 9)
def test_a_search_finds_what_a_look_at_each_pair_finds(
    before: dict[str, list[Pair]],
    articles: dict[str, list[Pair]],
    words: str,
    languages: tuple[str, ...],
    most: int,
) -> None:
    """In every language, with tags and marks, whatever stood there before: the same, in order."""
    with TemporaryDirectory() as folder, Memory.open(Path(folder, "m.sqlite")) as memory:
        for changes in (before, articles):
            for article, pairs in changes.items():
                memory.replace(article, pairs)
            memory.save()
        hits = memory.search(words, languages, most=most)

    told = [(hit.pair.article, hit.pair.source, hit.pair.target, hit.sides) for hit in hits]
    everything = scanned({**before, **articles}, words, languages)
    assert told == [(a, pair.source, pair.target, sides) for a, pair, sides in everything[:most]]
