"""An edited paragraph keeps the sentences that did not change."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from polyglot.memory import Memory, Pair
from polyglot.memory.pairs import Known
from polyglot.memory.sentences import compose

CASES = Path(__file__).parent / "cases"

OLD = "Police held five people. They read <a1>the order</a1>. See <a2>the list</a2>."
OLD_RU = "Задержали пятерых. Им показали <a1>ордер</a1>. Смотрите <a2>список</a2>."


def known(source: str, target: str, article: str = "a", *, is_machine: bool = False) -> Known:
    """A translated pair of English and Russian."""
    return Known(article, "ru", "en", None, source, target, "translated", is_machine)


def test_unchanged_sentences_come_back() -> None:
    """The translator, or a machine, sees only what is new."""
    new = "Police held five people. Nobody knows why."
    found = compose(new, "en", "ru", lambda _: [known(OLD, OLD_RU)])

    assert [part.target for part in found.parts] == ["Задержали пятерых.", ""]
    assert found.gaps == ("Nobody knows why.",)
    assert found.join(["Никто не знает почему."]) == "Задержали пятерых. Никто не знает почему."


def test_a_sentence_takes_the_codes_of_its_new_paragraph() -> None:
    """The second link of the old paragraph is the only one here."""
    found = compose("See <a>the list</a>.", "en", "ru", lambda _: [known(OLD, OLD_RU)])

    assert found.join() == "Смотрите <a>список</a>."


def test_sentences_that_are_translated_as_one_come_back_together_or_not_at_all() -> None:
    """Half of a sentence is no translation."""
    old = "The court heard 12 witnesses. None of them had seen a weapon. It rose at 6."
    target = "Суд заслушал 12 свидетелей, и ни один из них не видел оружия. Он закончил в 6."
    both = "The court heard 12 witnesses. None of them had seen a weapon. It rained."
    one = "The court heard 12 witnesses. It rained."

    found = compose(both, "en", "ru", lambda _: [known(old, target)])
    alone = compose(one, "en", "ru", lambda _: [known(old, target)])

    assert [part.target for part in found.parts] == [target.partition(" Он")[0], ""]
    assert len(alone.gaps) == 2


def test_a_sentence_beside_one_without_an_answer_is_not_taken() -> None:
    """Nobody knows where its answer ends."""
    source = "Observers came from 14 countries. They saw 230 stations. The vote was called free."
    target = "Наблюдатели приехали из 14 стран. Голосование назвали свободным."

    found = compose(source, "en", "ru", lambda _: [known(source, target)])

    assert "They saw 230 stations." in found.gaps
    assert "The vote was called free." in found.gaps


def test_sentences_are_taken_from_one_paragraph_where_that_is_possible() -> None:
    """They go together, as their translator meant them."""
    scattered = [known(s, t, "a") for s, t in (("One went.", "А."), ("Two came.", "Б."))]
    together = known("One went. Two came.", "Первый ушёл. Второй пришёл.", "z")

    found = compose("Two came. One went.", "en", "ru", lambda _: [*scattered, together])

    assert {part.origin for part in found.parts} == {together}


def test_a_sentence_that_comes_again_and_again_is_answered_each_time() -> None:
    """A form or a list of thousands of equal lines costs what its lines cost."""
    pairs = [known(OLD, OLD_RU, f"a{number:04}") for number in range(2000)]
    new = "Police held five people. " * 3000 + "Nobody knows why."

    found = compose(new, "en", "ru", lambda _: pairs)

    assert found.gaps == ("Nobody knows why.",)
    assert {part.target for part in found.parts[:-1]} == {"Задержали пятерых."}
    assert {part.origin.article for part in found.parts if part.origin} == {"a0000"}


def test_a_machine_s_sentence_makes_the_paragraph_a_machine_s() -> None:
    """Moving a draft launders nothing."""
    found = compose(
        "See <a>the list</a>.", "en", "ru", lambda _: [known(OLD, OLD_RU, is_machine=True)]
    )

    assert found.is_machine


def test_gaps_ask_for_as_many_targets() -> None:
    """One too few would shift all that follow."""
    with pytest.raises(ValueError, match="2 gaps"):
        compose("One. Two.", "en", "ru", lambda _: []).join(["Один."])


def test_the_memory_finds_the_paragraphs_by_itself(tmp_path: Path) -> None:
    """Through its index."""
    with Memory.open(tmp_path / "memory.sqlite") as memory:
        memory.replace("a", [Pair("ru", "en", None, OLD, OLD_RU, "approved")])
        memory.replace("b", [Pair("kk", "en", None, OLD, "Бес адам.", "approved")])
    with Memory.open(tmp_path / "memory.sqlite") as memory:
        found = memory.compose("ru", "en", "Police held five people. Why?")
        nothing = memory.compose("ru", "en", "")

    assert [part.target for part in found.parts] == ["Задержали пятерых.", ""]
    assert nothing.parts == ()


def paragraphs(language: str) -> Iterator[tuple[list[tuple[str, str]], str, str]]:
    """Yield paragraphs as beads of sentences (a slash inside means several), and as texts."""
    text = (CASES / f"alignment-en-{language}.md").read_text("utf-8")
    lines = re.findall(r"^- (.*)$", text, re.MULTILINE)
    for source, target in zip(lines[::2], lines[1::2], strict=True):
        ours, theirs = (line.replace(" / ", " ").split(" | ") for line in (source, target))
        beads = list(zip(ours, theirs, strict=True))
        if all("∅" not in bead for bead in beads):
            yield beads, " ".join(ours), " ".join(theirs)


@pytest.mark.parametrize("language", ["kaa", "kk", "ru", "uz"])
def test_of_the_unchanged_sentences_at_least_95_percent_come_back(
    tmp_path: Path, language: str
) -> None:
    """Articles in which a tenth of the sentences changed; what comes back is right."""
    dice = random.Random(1)  # noqa: S311 - dice for a test
    known_ = list(paragraphs(language))
    with Memory.open(tmp_path / "memory.sqlite") as memory:
        for number, (_, source, target) in enumerate(known_):
            pair = Pair(language, "en", None, source, target, "approved")
            memory.replace(f"a{number}", [pair])
    unchanged = back = wrong = 0
    with Memory.open(tmp_path / "memory.sqlite") as memory:
        for beads, _, _ in known_ * 10:
            answers = dict(beads)
            new = [
                re.sub(r"\w+", "Something", source, count=1) if dice.random() < 0.1 else source
                for source, _ in beads
            ]
            kept = {source for source in new if source in answers}
            found = memory.compose(language, "en", " ".join(new))
            given = {part.source: part.target for part in found.parts if part.target}
            unchanged += len(kept)
            back += len(kept & set(given))
            wrong += sum(given[source] != answers[source] for source in kept & set(given))

    assert unchanged > 500
    assert back >= 0.95 * unchanged
    assert wrong == 0
