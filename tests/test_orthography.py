"""The letters of a text put right: what is sure is changed, what is not is proposed."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from polyglot.languages import known
from polyglot.languages.orthography import normalise

CASES = Path(__file__).parent / "cases"
TRICKY = st.text(
    st.sampled_from("aoginwyetsOGINİIıíÍáńäşüñ'‘’ʻʼ`´ \n.<>/&;@һіӯҳѳұсеахТХVcэқ\u0301\u0306"),
    max_size=60,
)


def cases(kind: str) -> list[object]:
    """Read the case files: a language, what is written, and what becomes of it or is proposed."""
    found: list[object] = []
    for path in sorted(CASES.glob("orthography-*.md")):
        language = path.stem.removeprefix("orthography-")
        _, _, section = path.read_text("utf-8").partition(f"## {kind}\n")
        for line in re.findall(r"^- (.*)$", section.partition("## ")[0], flags=re.MULTILINE):
            text, _, other = line.partition(" → ")
            found.append(pytest.param(language, text, other, id=f"{language}: {text[:40]}"))
    return found


@pytest.mark.parametrize(("language", "text", "expected"), cases("changed"))
def test_what_is_sure_is_put_right(language: str, text: str, expected: str) -> None:
    """Every line of the case files comes out as a linguist wrote it, and is told."""
    found = normalise(text, language)

    assert found.text == expected
    assert found.changed


@pytest.mark.parametrize(("language", "text", "_nothing"), cases("stays"))
def test_what_is_right_or_foreign_stays(language: str, text: str, _nothing: str) -> None:
    """Foreign words, quotations and codes keep their apostrophes and letters."""
    found = normalise(text, language)

    assert (found.text, found.changed) == (text, ())


@pytest.mark.parametrize(("language", "text", "expected"), cases("proposed"))
def test_what_is_not_sure_is_proposed(language: str, text: str, expected: str) -> None:
    """The text stays; the proposal says where, what instead, and why."""
    found = normalise(text, language)

    (proposal,) = found.proposed
    assert (found.text, found.changed) == (text, ())
    assert proposal.replacement == expected
    assert found.text[proposal.start :].startswith(proposal.text)
    assert proposal.reason


@given(st.text() | TRICKY, st.sampled_from(known()))
def test_putting_right_twice_is_putting_right_once(text: str, language: str) -> None:
    """A second time there is nothing left to change."""
    once = normalise(text, language)

    again = normalise(once.text, language)

    assert (again.text, again.changed) == (once.text, ())


@given(TRICKY, st.sampled_from(known()))
def test_each_change_is_told_with_its_place(text: str, language: str) -> None:
    """The changes alone, carried out on the text that came in, give the text that goes out."""
    assume("<" not in text and "@" not in text)
    composed = unicodedata.normalize("NFC", text)
    found = normalise(composed, language)
    assert unicodedata.is_normalized("NFC", found.text)

    for change in reversed(found.changed):
        end = change.start + len(change.text)
        assert composed[change.start : end] == change.text
        composed = composed[: change.start] + change.replacement + composed[end:]

    assert composed == found.text


@given(TRICKY, TRICKY, st.sampled_from(known()))
def test_what_is_no_text_stays_untouched(before: str, after: str, language: str) -> None:
    """Tags with their attributes, codes and addresses come out as they went in."""
    assume("<" not in before + after and "@" not in before)
    kept = "<a title=\"o'z\"> <code>ma'no Тhe</code> https://o'z.example/ma'no </a>"

    assert kept in normalise(f"{before} {kept} {after}", language).text


def test_more_places_may_be_kept() -> None:
    """A reader says what else is no text, such as the code of a Markdown file."""
    text = "O'zbek `o'zbek`"

    assert normalise(text, "uz", kept=[(7, 15)]).text == "Oʻzbek `o'zbek`"
