"""Which sentences of a paragraph answer which of its translation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.errors import UnknownLanguageError
from polyglot.segmentation import Bead, align, alignment
from polyglot.segmentation.anchors import skeleton

FILES = sorted((Path(__file__).parent / "cases").glob("alignment-*.md"))
SENTENCES = st.lists(
    st.sampled_from(["Yes.", "Why 5?", "A much longer one in Nukus.", "", "<a>x</a>"])
)
Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A paragraph and its translation, and which of their sentences answer each other."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    beads: frozenset[Span]


def cases(path: Path) -> Iterator[Case]:
    """Read a case file: two lines a case, a bar between beads, a slash inside one."""
    lines = re.findall(r"^- (.*)$", path.read_text("utf-8"), re.MULTILINE)
    for source, target in zip(lines[::2], lines[1::2], strict=True):
        yield made(groups(source), groups(target))


def groups(line: str) -> list[list[str]]:
    """Return the sentences of each bead."""
    return [[part for part in bead.split(" / ") if part != "∅"] for bead in line.split(" | ")]


def made(source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]) -> Case:
    """Return the case whose beads are the pairs of *source* and *target*."""
    beads: set[Span] = set()
    i = j = 0
    for ours, theirs in zip(source, target, strict=True):
        beads.add((i, i + len(ours), j, j + len(theirs)))
        i, j = i + len(ours), j + len(theirs)
    return Case(flat(source), flat(target), frozenset(beads))


def flat(parts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the sentences of all beads."""
    return tuple(sentence for part in parts for sentence in part)


def spans(beads: Sequence[Bead]) -> frozenset[Span]:
    """Return where each bead begins and ends on both sides."""
    return frozenset(
        (bead.source.start, bead.source.stop, bead.target.start, bead.target.stop) for bead in beads
    )


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_nearly_every_paragraph_is_aligned_as_a_translator_did(path: Path) -> None:
    """Of the labelled paragraphs of each pair of languages, 96 in 100 are right, both ways."""
    _name, source, target = path.stem.split("-")
    found = list(cases(path))
    right = sum(spans(align(c.source, c.target, source, target)) == c.beads for c in found)
    back = sum(
        spans(align(c.target, c.source, target, source)) == {(k, m, i, j) for i, j, k, m in c.beads}
        for c in found
    )

    assert len(found) >= 25
    assert (right + back) / (2 * len(found)) >= 0.96


@given(SENTENCES, SENTENCES)
def test_every_sentence_is_in_one_bead(source: list[str], target: list[str]) -> None:
    """Beads follow each other without a gap, on both sides, and none is empty on both."""
    beads = align(source, target, "en", "kk")
    whole = [Bead(range(0), range(0), 0), *beads]
    whole.append(Bead(range(len(source), 0), range(len(target), 0), 0))

    assert all(a.source.stop == b.source.start for a, b in pairwise(whole))
    assert all(a.target.stop == b.target.start for a, b in pairwise(whole))
    assert all(bead.source or bead.target for bead in beads)
    assert all(0 <= bead.score <= 1 for bead in beads)


def test_a_number_holds_its_sentence() -> None:
    """A dropped sentence is found by the number that its neighbour keeps."""
    beads = align(
        ["The fine was 500 soums.", "The trial took 30 days.", "Nobody came to see it."],
        ["Суд длился 30 дней.", "Никто не пришёл посмотреть."],
        "en",
        "ru",
    )

    assert spans(beads) == {(0, 1, 0, 0), (1, 2, 0, 1), (2, 3, 1, 2)}
    assert beads[0].score == 0


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zhaksymbetov", "Жаксымбетова", "Жақсымбетовтың", "Jaqsımbetov", "جاقسىمبەتوۆ"),
        ("Uzbekistan", "Узбекистана", "Өзбекстан", "Ózbekstan", "Oʻzbekiston", "Ўзбекистон"),
        ("Kazakhstan", "Казахстан", "Қазақстанда", "Qazaqstan"),
        ("Shymkent", "Шымкенте", "Shımkentte", "Shimkent"),
        ("Nukus", "Нукуса", "Нөкис", "Nókiste"),
        ("Islam", "Ислам", "İslam", "ISLAM", "ÍSLAM"),
        ("Cırk", "CÍRK", "Цирк"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_a_name_sounds_alike_in_every_alphabet(spellings: tuple[str, ...]) -> None:
    """A name is an anchor however it is written and inflected."""
    assert len({skeleton(word) for word in spellings}) == 1


def test_a_book_costs_as_many_comparisons_as_it_has_sentences(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twice the sentences are twice the work, and the way still follows the numbers."""
    short, long = (comparisons(n, monkeypatch) for n in (150, 300))

    assert long < 2.2 * short


def comparisons(count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many beads are weighed for two texts of *count* sentences."""
    weighed = 0
    cost = alignment._Pairs.cost

    def counted(pairs: alignment._Pairs, i: int, a: int, j: int, b: int) -> float:
        nonlocal weighed
        weighed += 1
        return cost(pairs, i, a, j, b)

    with monkeypatch.context() as patch:
        patch.setattr(alignment._Pairs, "cost", counted)
        beads = align(
            [f"Case {n} was closed." for n in range(count)],
            [f"Дело {n} закрыто." for n in range(count)],
            "en",
            "ru",
        )
    assert len(beads) == count
    return weighed


@pytest.mark.parametrize(("source", "target"), [(0, 0), (1, 200), (200, 1), (0, 5), (5, 0)])
def test_lists_of_any_length_find_a_way(source: int, target: int) -> None:
    """However unequal the two sides are, every sentence finds its bead."""
    beads = align(["One."] * source, ["Бір."] * target, "en", "kk")

    assert sum(len(bead.source) for bead in beads) == source
    assert sum(len(bead.target) for bead in beads) == target


def test_a_language_without_data_is_refused() -> None:
    """Sentences in an unknown language are not aligned by guess."""
    with pytest.raises(UnknownLanguageError):
        align(["Ja."], ["Yes."], "de", "en")
