"""Where sentences end, shown by case files that a linguist can read."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.errors import UnknownLanguageError
from polyglot.languages import known
from polyglot.segmentation import split
from polyglot.workspace import Settings

CASES = Path(__file__).parent / "cases"
TRICKY = st.text(st.sampled_from("Aa1 .!?…\n«»“”()<>/ \u00a0гбжShIV№-—'"), max_size=60)
FLOORS = {"en": 0.83, "kk": 0.99, "ru": 0.93}


def cases() -> list[object]:
    """Read the case files: a language, and a text with bars where sentences end."""
    found: list[object] = []
    for path in sorted(CASES.glob("sentences-*.md")):
        language = path.stem.removeprefix("sentences-")
        lines = re.findall(r"^- (.*)$", path.read_text("utf-8"), flags=re.MULTILINE)
        found += [pytest.param(language, line, id=f"{language}: {line[:40]}") for line in lines]
    return found


@pytest.mark.parametrize(("language", "case"), cases())
def test_sentences_end_where_a_linguist_drew_the_bar(language: str, case: str) -> None:
    """Every line of the case files is cut exactly at its bars."""
    expected = [sentence.strip() for sentence in case.split(" | ")]

    found = split(case.replace(" | ", " "), language)

    assert [sentence for sentence, _glue in found] == expected


@given(st.text() | TRICKY, st.sampled_from(known()))
def test_no_character_is_lost_between_sentences(text: str, language: str) -> None:
    """Sentences and their glue, joined, are the text again."""
    found = split(text, language)

    assert "".join(sentence + glue for sentence, glue in found) == text
    assert all(glue.isspace() for _sentence, glue in found if glue)


@given(st.lists(TRICKY, min_size=1, max_size=4), st.sampled_from(known()))
def test_no_sentence_ends_inside_a_paired_tag(parts: list[str], language: str) -> None:
    """A tag that is opened in a sentence is closed in the same one."""
    inner = "".join(parts).replace("<", "").replace(">", "")
    text = f"One. <em>{inner}</em> Two. Three."

    holding = [s for s, _ in split(text, language) if "<em>" in s]

    assert all("</em>" in sentence for sentence in holding)


def test_an_unclosed_tag_holds_nothing_together() -> None:
    """A tag without its partner does not swallow the rest of the text."""
    assert len(split("One <b> is. Two is. Three </i> is.", "en")) == 3


def test_every_language_of_the_site_has_its_case_file() -> None:
    """A linguist finds one case file for each language."""
    assert {path.stem[10:] for path in CASES.glob("sentences-*.md")} >= set(Settings().languages)


def test_a_language_without_data_is_refused() -> None:
    """A text in an unknown language is not cut by guess."""
    with pytest.raises(UnknownLanguageError):
        split("Guten Tag. Wie geht es?", "de")


@pytest.mark.parametrize("language", FLOORS)
def test_public_sentences_end_where_they_should(language: str) -> None:
    """On the Pragmatic Segmenter's public rules few boundaries are drawn wrongly."""
    folder = os.environ.get("POLYGLOT_TEST_DATA")
    if not folder:
        pytest.skip("POLYGLOT_TEST_DATA is not set")
    right = drawn = 0
    for path in Path(folder, "data", "sentences").glob(f"*-{language}.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            ends, position = set(), 0
            for sentence, glue in split(case["text"], language):
                ends.add(position + len(sentence))
                position += len(sentence) + len(glue)
            right += len(ends & set(case["ends"]))
            drawn += len(ends)

    assert right / drawn >= FLOORS[language]
