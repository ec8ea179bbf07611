"""Terms are known again in every form that their grammar has, and in no other word."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import missing
from polyglot.languages import load
from polyglot.terms import Entry, Form, Glossary, paradigms

CASES = Path(__file__).parent / "cases"
CODES = ("kk", "kaa", "uz", "ru")
TURKIC = ("kk", "kaa", "uz")
RECALL = 0.98
FALSE = 0.001


def of(*terms: str, code: str) -> Glossary:
    """Return a glossary of *terms* in the default script of a language."""
    tag = load(code).tag
    return Glossary(tuple(Entry(term, "term", (Form(term, tag),)) for term in terms))


def tables(code: str) -> Iterator[tuple[str, str]]:
    """Yield each word of a case file with each of its forms."""
    word = ""
    for line in _lines(code):
        if line.startswith("## "):
            word = line[3:].partition(":")[0]
        elif line.startswith("| ") and not line.startswith(("| singular", "| plural", "|  |")):
            for cell in line.strip("|\n ").split(" | ")[1:]:
                for form in cell.split(", "):
                    if form != "–":
                        yield word, form


def pairs(code: str, heading: str) -> list[tuple[str, str]]:
    """Return the lines of a part of a case file: a term, and each thing behind the arrow."""
    text = "\n".join(_lines(code))
    part = text.partition(f"## {heading}")[2].partition("\n## ")[0]
    found = re.findall(r"^- (.+) → (.+)$", part, re.MULTILINE)
    return [(term, one) for term, rest in found for one in rest.split(", ")]


def _lines(code: str) -> list[str]:
    return (CASES / f"inflection-{code}.md").read_text("utf-8").splitlines()


def is_whole(glossary: Glossary, text: str, code: str) -> bool:
    """Tell whether *text* is one match from its beginning to its end."""
    return any((m.start, m.end) == (0, len(text)) for m in glossary.find(text, code))


@pytest.fixture(params=["rules", "dictionary"])
def _russian(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Russian by rule, and by the dictionary where it is installed."""
    if request.param == "rules":
        monkeypatch.setattr(paradigms, "_dictionary", lambda: None)
    elif find_spec("pymorphy3") is None:
        missing("the extra `ru` is not installed")


@pytest.mark.parametrize("code", TURKIC)
def test_every_form_of_the_grammar_tables_is_found(code: str) -> None:
    """Case, possession and number, with the sounds that change: at least 98 of 100 forms."""
    forms = list(tables(code))

    missed = [(word, form) for word, form in forms if not is_whole(of(word, code=code), form, code)]

    assert len(forms) > 1000
    assert len(missed) <= (1 - RECALL) * len(forms), missed


@pytest.mark.usefixtures("_russian")
def test_every_form_of_the_russian_tables_is_found() -> None:
    """Nouns, adjectives and surnames, vowels that come and go; with and without a dictionary."""
    forms = list(tables("ru"))

    missed = [(word, form) for word, form in forms if not is_whole(of(word, code="ru"), form, "ru")]

    assert len(forms) > 600
    assert len(missed) <= (1 - RECALL) * len(forms), missed


@pytest.mark.parametrize("code", CODES)
@pytest.mark.usefixtures("_russian")
def test_a_word_with_the_same_beginning_is_not_found(code: str) -> None:
    """A judge is no court: derived words and strangers that begin alike are no forms."""
    others = pairs(code, "Other words with the same beginning")

    wrong = [(term, word) for term, word in others if of(term, code=code).find(word, code)]

    assert len(others) > 50
    assert not wrong


@pytest.mark.parametrize("code", CODES)
@pytest.mark.usefixtures("_russian")
def test_hardly_a_form_is_taken_for_another_word(code: str) -> None:
    """Every form against every other word of the tables: at most one pair of a thousand."""
    forms = list(tables(code))
    words = sorted({word for word, _form in forms})
    own: dict[str, set[str]] = {}
    for word, form in forms:
        own.setdefault(form, set()).add(word)
    glossary = of(*words, code=code)

    wrong = [
        (form, match.entry.name)
        for form, belongs in own.items()
        for match in glossary.find(form, code)
        if match.entry.name not in belongs
    ]

    assert len(wrong) <= FALSE * len(own) * len(words), wrong


@pytest.mark.parametrize("code", CODES)
@pytest.mark.usefixtures("_russian")
def test_terms_of_several_words_are_found_with_their_endings(code: str) -> None:
    """The last word takes the endings, in Russian every word does; abbreviations take a hyphen."""
    said = pairs(code, "Terms of several words")

    missed = [(term, text) for term, text in said if not is_whole(of(term, code=code), text, code)]

    assert len(said) >= 10
    assert not missed


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("court", "courts"),
        ("court", "court’s"),
        ("party", "parties'"),
        ("witness", "witnesses"),
        ("policeman", "policemen"),
        ("person", "people"),
        ("human right", "human rights"),
        ("Ministry of Justice", "Ministry of Justice's"),
        ("crisis", "crises"),
    ],
)
def test_english_plurals_and_possessives_are_found(term: str, text: str) -> None:
    """Plurals, possessives with any apostrophe, the usual exceptions."""
    found = of(term, code="en").find(f"The {text} here", "en")

    assert [match.text for match in found] == [text.rstrip("'")]


@pytest.mark.parametrize("word", ["courtship", "courteous", "courtyard"])
def test_an_english_word_with_the_same_beginning_is_not_found(word: str) -> None:
    """Courtship is no court."""
    assert not of("court", code="en").find(word, "en")


@pytest.mark.parametrize(
    ("term", "code"),
    [("сот", "kk"), ("huquq", "uz"), ("xalıq", "kaa"), ("рынок", "ru"), ("city", "en")],
)
def test_every_form_that_is_listed_is_found(term: str, code: str) -> None:
    """`forms` and `find` know the same words."""
    glossary = of(term, code=code)

    listed = list(glossary.forms(glossary.entries[0], load(code).tag))[:2000]

    assert term in listed
    assert all(is_whole(glossary, form, code) for form in listed)
    assert len(listed) == len(set(listed))


@given(st.sampled_from([*TURKIC]), st.integers(0, 400))
@settings(max_examples=60)
def test_a_form_in_capitals_is_the_same_form(code: str, number: int) -> None:
    """Case, as each language pairs it, makes no difference to a common word."""
    from polyglot.languages.casing import upper

    word, form = list(tables(code))[number]

    assert is_whole(of(word, code=code), upper(form, load(code).tag), code)
