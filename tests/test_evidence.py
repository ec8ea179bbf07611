"""What became of machine drafts is told from the records, by route and language."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopback import installed
from polyglot.similarity import chrf, edits
from test_routes import Engine, pairs
from workspaces import Press, clear, found, press

TEXTS = st.text(min_size=1, max_size=40)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1))
def test_equal_texts_are_a_hundred_and_nothing_to_change(texts: list[tuple[str, str]]) -> None:
    """Both measures agree about the ends, and stay between them."""
    same = [(first, first) for first, _ in texts if first.split()]

    assert edits([(first, first) for first, _ in texts]) == 0
    assert not same or chrf(same) == pytest.approx(100)
    assert 0 <= (chrf(texts) or 0) <= 100.0001
    assert 0 <= (edits(texts) or 0) <= 1


def test_chrf_is_the_published_measure() -> None:
    """A value reckoned by hand: one letter of three differs, n-grams of one to three."""
    # Precision and recall are 2/3, 1/2 and 0; so is the F of their means.
    assert chrf([("abc", "abd")]) == pytest.approx(100 * (2 / 3 + 1 / 2 + 0) / 3)
    assert chrf([]) is None


def test_a_report_tells_each_routes_drafts_apart(tmp_path: Path) -> None:
    """Accepted unchanged, edited, rejected and waiting; with refusals and characters."""
    made = press(tmp_path, languages="en kaa uz", articles="")
    paragraphs = "\n\n".join(f"Sentence number {number}." for number in range(6))
    made.write("content/a.md", f"---\ntitle: A 310\nprivacy: public\n---\n\n{paragraphs}\n")
    far = Engine("far", pairs("en>uz"), lambda text: text.replace("A 310", "A 31") + " lar")
    near = Engine("near", pairs("uz>kaa"), lambda text: f"{text} ler", is_local=True)

    with installed(far, near):
        made.done("translate", "--provider", "far,near")
    decide(made)
    told = made.done("report", "machine")
    plain = made.done("report", "machine", "--format", "json").plain

    assert isinstance(plain, dict)
    routes = {(row["route"], row["language"]): row for row in plain["routes"]}
    uzbek = routes["far", "uz"]
    assert (uzbek["drafts"], uzbek["unchanged"], uzbek["edited"], uzbek["rejected"]) == (6, 2, 1, 1)
    assert uzbek["accepted"] == 0.5
    assert 0 < uzbek["edits"] < 1
    assert 0 < uzbek["chrf"] < 100
    assert routes["far→near", "kaa"]["accepted"] is None
    assert {row["problem"] for row in plain["refusals"]} == {"the reply lost the figure 310"}
    assert plain["costs"][0]["characters"] == sum(len(text) for _, _, text in far.asked)
    assert "far, en → uz: refused 1 text (the reply lost the figure 310)" in told.out
    assert "far→near  kaa" in told.out


def decide(made: Press) -> None:
    """Accept two drafts, edit one, send one back."""
    with made.opened("a", "uz") as file:
        for number in (0, 1):
            clear(found(file, f"Sentence number {number}."))
        clear(found(file, "Sentence number 2."))
        found(file, "Sentence number 2.").msgstr = "Bu 2-gap."
        found(file, "Sentence number 3.").msgstr = ""
    made.done("extract", "--by", "Aygul")


def test_nothing_asked_is_nothing_told(tmp_path: Path) -> None:
    """A workspace without engines has no report, and none is written."""
    made = press(tmp_path, articles="bridge")
    before = made.files()

    told = made.done("report", "machine")

    assert "No engine was ever asked here." in told.err
    assert made.files() == before
    assert not made.path(".polyglot").exists()
