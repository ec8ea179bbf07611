"""Where sentences end, shown by case files that a linguist can read."""

import json
import os
import re
import sys
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.errors import SettingsError, UnknownLanguageError
from polyglot.languages import known
from polyglot.segmentation import Rules, read_own, split
from polyglot.segmentation.rules import LISTS, rules
from polyglot.workspace import SENTENCES, Settings

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("sentences-*.md"))
LANGUAGES = [path.stem.partition("-")[2] for path in FILES]
TRICKY = st.text(st.sampled_from("Aa1 .!?…\n«»“”()<>/[] \u00a0гбжShIV№-—'\"•iО😍؟‘"), max_size=60)
FLOORS = {"en": 0.93, "kk": 1.0, "ru": 0.97}
HOSTILE = (
    ".", ". ", "a. ", "A. ", "A.", "5 ж. ", '"a. ', '"', "«A. ", "(a. B. ", "((", "<", "<a", "<a>",
    "<a>x. </a>", " ", "\n", "\n ", "! (", "1. a ", "(i) a ", "... A", "aaaa.Bb", ". 😍", ".[1] ",
    ". — ", ".)", ".</a>", ".<b>1</b>", ". . ", "O'. ", "и т. д. ", "www.a. ", "12-34. ",
)  # fmt: skip


def cases() -> list[object]:
    """Read the case files: a language, and a text with bars where sentences end."""
    found: list[object] = []
    for path, language in zip(FILES, LANGUAGES, strict=True):
        lines = re.findall(r"^- (.*)$", path.read_text("utf-8"), flags=re.MULTILINE)
        found += [pytest.param(language, line, id=f"{language}: {line[:40]}") for line in lines]
    return found


def sentences(text: str, language: str, **own: Rules) -> list[str]:
    """Return the sentences of *text* without their glue."""
    return [sentence for sentence, _glue in split(text, language, own=own)]


@pytest.mark.parametrize(("language", "case"), cases())
def test_sentences_end_where_a_linguist_drew_the_bar(language: str, case: str) -> None:
    """Every line of the case files is cut exactly at its bars."""
    expected = [sentence.strip() for sentence in case.split(" | ")]

    found = sentences(case.replace(" | ", " "), language)

    assert found == expected


@given(st.text() | TRICKY, st.sampled_from(LANGUAGES))
def test_no_character_is_lost_between_sentences(text: str, language: str) -> None:
    """Sentences and their glue, joined, are the text again."""
    found = split(text, language)

    assert "".join(sentence + glue for sentence, glue in found) == text
    assert all(glue.isspace() for _sentence, glue in found if glue)


@given(st.lists(TRICKY, min_size=1, max_size=4), st.sampled_from(LANGUAGES))
def test_no_sentence_ends_inside_a_paired_tag(parts: list[str], language: str) -> None:
    """A tag that is opened in a sentence is closed in the same one."""
    inner = "".join(parts).replace("<", "").replace(">", "")
    text = f"One. <em>{inner}</em> Two. Three."

    holding = [s for s in sentences(text, language) if "<em>" in s]

    assert all("</em>" in sentence for sentence in holding)


def test_an_unclosed_tag_holds_nothing_together() -> None:
    """A tag without its partner does not swallow the rest of the text."""
    assert len(split("One <b> is. Two is. Three </i> is.", "en")) == 3


@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.parametrize("language", ["ru", "uz"])
def test_twice_the_text_is_twice_the_work(part: str, language: str) -> None:
    """However a text is made, the number of calls grows no faster than its length."""
    short, long = (calls(part * (n // len(part)) + " End. A", language) for n in (2_000, 4_000))

    assert long < 2.2 * short + 100


def calls(text: str, language: str) -> int:
    """Count the calls that cutting *text* makes."""
    count = 0

    def call(_frame: object, _event: str, _arg: object) -> None:
        nonlocal count
        count += 1

    split("Once.", language)
    before = sys.getprofile()
    sys.setprofile(call)
    try:
        split(text, language)
    finally:
        sys.setprofile(before)
    return count


def test_no_pattern_may_go_back_over_a_long_text() -> None:
    """Every unbounded repetition in a pattern keeps what it took, or looks at a short stretch."""
    short = {"_BEFORE_STOP", "_ENDS_IN_NUMBER", "_LABEL", "_TOUCHING"}
    patterns = {
        (module.__name__, name): value.pattern
        for module in list(sys.modules.values())
        if module.__name__.startswith("polyglot.segmentation")
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }
    parse = import_module("re._parser").parse

    greedy = {name for (_, name), pattern in patterns.items() if gives_back(parse(pattern))}

    assert len(patterns) > 20
    assert greedy <= short


def gives_back(tree: object) -> bool:
    """Tell whether *tree*, a pattern as read by re, repeats something without end or hold."""
    tree = getattr(tree, "data", tree)
    if not isinstance(tree, list | tuple):
        return False
    match tree:
        case (operation, (_least, most, _repeated)) if repr(operation) in {
            "MAX_REPEAT",
            "MIN_REPEAT",
        }:
            if most == import_module("re._constants").MAXREPEAT:
                return True
    return any(gives_back(part) for part in tree)


def test_what_gives_back_is_told() -> None:
    """The test of patterns can tell a greedy repetition from one that holds."""
    parse = import_module("re._parser").parse

    assert all(gives_back(parse(pattern)) for pattern in ("a*b", "(?:a|b+)c", "(?<!a)b+?c"))
    assert not any(gives_back(parse(pattern)) for pattern in ("a*+b", "(?>ab*+)c", "x{1,9}"))


# --- Languages and scripts ------------------------------------------------------------------------


def test_every_language_of_the_site_has_its_case_file() -> None:
    """A linguist finds one case file for each language."""
    assert {path.stem[10:] for path in CASES.glob("sentences-*.md")} >= set(Settings().languages)
    """A linguist finds one case file for each language, with at least sixty cases."""
    counts = {
        language: len(re.findall(r"^- ", path.read_text("utf-8"), re.MULTILINE))
        for path, language in zip(FILES, LANGUAGES, strict=True)
    }

    assert all(counts[language] >= 60 for language in ("en", "ru", "kk", "kaa", "uz"))
    assert set(known()) <= set(counts)


def test_a_language_is_cut_in_whichever_script_it_is_written() -> None:
    """A translator who writes Karakalpak in Cyrillic names no script."""
    assert sentences("Ол 1990 ж. Нөкисте туўылған. Кейин көшти.", "kaa") == [
        "Ол 1990 ж. Нөкисте туўылған.",
        "Кейин көшти.",
    ]


def test_a_language_without_data_is_refused() -> None:
    """A text in an unknown language is not cut by guess."""
    with pytest.raises(UnknownLanguageError):
        split("Guten Tag. Wie geht es?", "de")


def test_a_script_without_data_is_refused() -> None:
    """Russian is not written in Latin letters."""
    with pytest.raises(UnknownLanguageError):
        split("Da. Net.", "ru-Latn")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_abbreviation_stands_with_its_last_stop(language: str) -> None:
    """A word with its stop or a space would never be found."""
    lists = [getattr(rules(language), name) for name in LISTS]

    assert not [word for words in lists for word in words if word.endswith(".") or " " in word]


# --- A workspace's own rules ----------------------------------------------------------------------


def test_a_workspace_adds_abbreviations() -> None:
    """What a newsroom's terms/sentences.toml names ends no sentence in its language."""
    text = '[kk]\nnever = ["ықш.ауд."]\n[en]\nbefore_starter = ["Gvt."]\n'
    own = read_own(text.encode(), path=SENTENCES)

    assert len(sentences("Самал ықш.ауд. Гүлдер көшесі.", "kk", **own)) == 1
    assert len(sentences("The Gvt. House is old. The Gvt. It fell.", "en", **own)) == 3
    assert len(sentences("The Gvt. House is old.", "en")) == 2


@pytest.mark.parametrize(
    ("language", "word", "text"),
    [
        ("kaa", "tısh", "TÍSH. QALA."),
        ("kaa", "tısh", "Tısh. Qala."),
        ("kk", "dir", "DİR. ASQAROV."),
        ("kk", "дир", "ДИР. АСҚАРОВ."),
        ("uz", "oʻqit", "O'QIT. ALIYEV."),
    ],
)
def test_an_abbreviation_in_small_letters_is_known_in_capitals(
    language: str, word: str, text: str
) -> None:
    """Capitals are those of the language, in whichever of its scripts the word is."""
    own = read_own(f'[{language}]\nnever = ["{word}"]\n'.encode(), path=SENTENCES)

    assert len(sentences(text, language, **own)) == 1
    assert len(sentences(text, language)) == 2


def test_an_abbreviation_with_capitals_inside_is_meant_as_it_stands() -> None:
    """`Ph.D` says nothing about a `ph.d` that somebody may write for another thing."""
    own = read_own(b'[en]\nnever = ["McX"]\n', path=SENTENCES)

    assert len(sentences("The McX. House.", "en", **own)) == 1
    assert len(sentences("The MCX. House.", "en", **own)) == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[kk]\nnevr = ["а"]', "unknown key 'kk.nevr'"),
        ('[kk]\nnever = "а"', "'kk.never' is no list of words"),
        ("[kk]\nnever = [1]", "'kk.never' is no list of words"),
        ('never = ["а"]', "'never' stands outside a language's table"),
        ("[kk", "this is no TOML in UTF-8"),
    ],
)
def test_a_wrong_rule_names_its_place(text: str, problem: str) -> None:
    """A slip in terms/sentences.toml is told with the file and the key."""
    with pytest.raises(SettingsError, match=re.escape(problem)) as caught:
        read_own(text.encode(), path=SENTENCES)

    assert caught.value.path == "terms/sentences.toml"


def test_a_rule_for_an_unknown_language_is_refused() -> None:
    """A table for a language that we do not know would help nobody."""
    with pytest.raises(UnknownLanguageError):
        read_own(b'[de]\nnever = ["z.B"]', path=SENTENCES)


# --- Public rules ---------------------------------------------------------------------------------


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
