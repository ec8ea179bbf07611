"""Quotation marks, dashes and spaces: what is proposed for a text, and what never is."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polyglot.languages import known, load, scripts
from polyglot.languages.typography import apply, fix, propose
from workspaces import command

CASES = Path(__file__).parent / "cases" / "typography.md"
TAGS = [tag for code in known() for tag in scripts(code)]
PIECES = (
    '"', "'", "‘", "’", "“", "”", "„", "«", "»", " ", "\u00a0", "\u202f", "-", "--", "–", "—", "%",
    ",", ".", "(", ")", "\n", "\n\n", "o", "g", "s", "А.", "Sh.", "№", "ст.", "1", "234", "567",
    "2022 г.", "5 km", "v.b.", "word", "сөз", "<b>", "</b>", "<br/>", "<code>", "</code>", "{x}",
    "https://a.org/", "a@b.org", "@name", "&quot;", "'tis", "…",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=40)
SIGNS = re.compile("[\"'‘’‚“”„«»\\-–— \u00a0\u202f.,]")
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:-]*[^<>]*>")


def cases() -> list[object]:
    """Read the case file: language, text, and what should become of it (`=`: nothing)."""
    rows = re.findall(
        r"^\| ([\w-]+) \| `(.+?)` \| `(.+?)` \|", CASES.read_text("utf-8"), re.MULTILINE
    )
    return [
        pytest.param(tag, text, text if wanted == "=" else wanted, id=f"{tag}: {text[:30]}")
        for tag, text, wanted in rows
    ]


@pytest.mark.parametrize(("tag", "text", "wanted"), cases())
def test_a_text_gets_the_signs_of_its_language(tag: str, text: str, wanted: str) -> None:
    """Every row of the case file comes out as it says; `·` is a space that does not break."""
    assert fix(text.replace("·", "\u00a0"), load(tag)) == wanted.replace("·", "\u00a0")


@given(TEXTS, st.sampled_from(TAGS))
@example("“o” ‘g’", "uz-Latn")
@example('"„»o"', "kaa-Latn")
@example('"\'„»"', "en-Latn")
def test_a_text_that_was_fixed_needs_no_fixing(text: str, tag: str) -> None:
    """The second time nothing is proposed."""
    once = fix(text, load(tag))

    assert propose(once, load(tag)) == ()


@given(TEXTS, st.sampled_from(TAGS))
def test_only_signs_and_spaces_change(text: str, tag: str) -> None:
    """No letter, no digit and no line is lost or invented."""
    assert SIGNS.sub("", fix(text, load(tag))) == SIGNS.sub("", text)


@given(TEXTS, st.sampled_from(TAGS))
def test_tags_and_addresses_stay_as_they_are(text: str, tag: str) -> None:
    """What a translator must not touch, no rule touches."""
    protected = f'a <a1 title="x - y">«b»</a1> <code>"1 - 2"</code> https://a.org/\'x\' {text}'

    fixed = fix(protected, load(tag))

    assert TAG.findall(fixed) == TAG.findall(protected)
    assert "<code>\"1 - 2\"</code> https://a.org/'x' " in fixed.replace("\u00a0", " ")


@given(TEXTS, st.sampled_from(TAGS))
def test_proposals_stand_in_order_and_apart(text: str, tag: str) -> None:
    """Each can be taken or left by itself."""
    found = propose(text, load(tag))

    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[one.start : one.end] != one.replacement for one in found)
    assert apply(text, ()) == text


@given(st.text(st.sampled_from("ogOG'‘’ʻʼ`aqs \"«»"), max_size=30), st.sampled_from(["uz", "kaa"]))
def test_an_apostrophe_after_o_or_g_never_becomes_a_quotation_mark(text: str, code: str) -> None:
    """In o' and g' it is a part of the letter, however it is typed."""
    fixed = fix(text, load(code))

    assert re.findall("(?<=[ogOG])['‘’ʻʼ`]", fixed) == re.findall("(?<=[ogOG])['‘’ʻʼ`]", text)


def test_the_filter_fixes_and_the_option_only_says_what_it_would_fix() -> None:
    """One command for people who want it done, and for those who want to see it first."""
    words = ("text", "typography", "-l", "ru")
    stdin = 'Он "сказал" - да\n\nст. 5\n'.encode()

    assert command(*words, stdin=stdin).out == "Он «сказал»\u00a0— да\n\nст.\u00a05\n"
    assert command(*words, "--propose", stdin=stdin).out.splitlines() == [
        "1:4\t'\"' -> '«'\tquotation mark",
        "1:11\t'\"' -> '»'\tquotation mark",
        "1:12\t' - ' -> '\\xa0— '\tdash",
        "3:4\t' ' -> '\\xa0'\tno-break space",
    ]
    assert command(*words, "--format", "json", stdin=b"x-y").plain == []
