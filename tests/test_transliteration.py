"""One language's words in another of its scripts."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from polyglot import languages
from polyglot.errors import TermsError, UnknownLanguageError
from polyglot.languages.data import pairs
from polyglot.languages.facts import choices
from polyglot.languages.transliteration import convert, read_settled, script_of, supports
from polyglot.languages.transliteration.table import load

CASES = Path(__file__).parent / "cases"
HEADING = re.compile(r"## (\S+) ([→⇄]) (\S+?)(?:, (\w+) = (\w+))?")
ALPHABETS = {
    "uz-Cyrl": "абвгғдеёжзийкқлмнопрстуўфхҳцчшъьэюящы",
    "uz-Latn": "abdefghijklmnopqrstuvxyzʻʼ",
    "kaa-Cyrl": "аәбвгғдеёжзийкқлмнңоөпрстуүўфхҳцчшщъыьэюя",
    "kaa-Latn": "aábdefgǵhxıijkqlmnńoóprstuúvwyzc",
    "kk-Cyrl": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
}
# Letters and neighbours that no rule has to guess at.
CERTAIN = {
    "uz-Cyrl": ("бвгғджзклмнпрстфхчш", "аиоуў"),
    "kaa-Cyrl": ("бвгғжзкқлмңпртўфхҳч", "аәеиоөуүы"),
}
FOREIGN = {"Cyrl": re.compile("[\u0400-\u04ff]"), "Latn": re.compile("[a-zà-ɏ]", re.IGNORECASE)}
TEXTS = st.text(st.sampled_from("aAoOʻʼ'‘sShHyeқҚаАсСҳШшьъцiIıÍí <>/&;@#.,1-х\u0301"), max_size=40)


def cases() -> list[object]:
    """Read the case files: from, to, what was chosen, what is written, and what becomes of it."""
    found: list[object] = []
    for path in sorted(CASES.glob("letters-*.md")):
        source = target = arrow = ""
        usage: dict[str, str] = {}
        for line in path.read_text("utf-8").splitlines():
            if heading := HEADING.fullmatch(line):
                source, arrow, target, choice, option = heading.groups()
                usage = {choice: option} if choice else {}
            elif line.startswith("- "):
                one, other = line.removeprefix("- ").split(" → ")
                name = " ".join(usage.values()) + one[:40]
                found.append(
                    pytest.param(source, target, usage, one, other, id=f"{target}: {name}")
                )
                if arrow == "⇄":
                    found.append(
                        pytest.param(target, source, usage, other, one, id=f"{source}: {name}")
                    )
    return found


@pytest.mark.parametrize(("source", "target", "usage", "text", "expected"), cases())
def test_words_are_written_as_a_linguist_would(
    source: str, target: str, usage: dict[str, str], text: str, expected: str
) -> None:
    """Every line of the case files comes out as it stands there."""
    assert convert(text, source, target, usage=usage).text == expected


# --- Laws ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "target"), pairs())
def test_every_letter_of_the_alphabet_is_converted(source: str, target: str) -> None:
    """No letter of the source's alphabet is left in a word, small or capital."""
    script = FOREIGN["Cyrl" if source.endswith("Cyrl") else "Latn"]
    for letter in ALPHABETS[source]:
        if letter in "ʻʼ":
            continue
        for word in (f"а{letter}а", f"{letter}а") if source.endswith("Cyrl") else (f"a{letter}a",):
            if load(source, target).foreign and "c" in word and source == "uz-Latn":
                continue
            found = convert(word, source, target).text
            assert not script.search(found), (word, found)


@given(st.sampled_from(pairs()), st.text() | TEXTS)
def test_composed_text_goes_in_and_comes_out(pair: tuple[str, str], text: str) -> None:
    """Whatever is converted is in composed form (NFC), and nothing breaks on any text."""
    assert unicodedata.is_normalized("NFC", convert(text, *pair).text)


@given(st.sampled_from(pairs()), TEXTS, TEXTS)
def test_what_is_no_text_stays_untouched(pair: tuple[str, str], before: str, after: str) -> None:
    """Tags, codes, references, addresses and handles come out as they went in."""
    assume("<" not in before + after and "&" not in before and "@" not in before)
    kept = "<a1> <code>шахar x</code> &amp; https://uz.example/шаҳар </a1>"

    assert kept in convert(f"{before} {kept} {after}", *pair).text


@given(st.sampled_from(sorted(CERTAIN)), st.data())
def test_words_of_certain_letters_come_back(tag: str, data: st.DataObject) -> None:
    """Cyrillic → Latin → Cyrillic changes no word without ambiguous letters."""
    consonants, vowels = CERTAIN[tag]
    syllable = st.tuples(st.sampled_from(consonants), st.sampled_from(vowels)).map("".join)
    word = data.draw(st.lists(syllable, min_size=1, max_size=3).map("".join))
    assume(not re.search("[ао]ев|зсҳ", word))
    latin = tag.replace("Cyrl", "Latn")
    there = convert(word, tag, latin)

    back = convert(there.text, latin, tag)

    assert back.text == word


@pytest.mark.parametrize("tag", ["uz-Cyrl", "kaa-Cyrl"])
def test_capitals_of_digraphs_follow_the_word(tag: str) -> None:
    """SH in a word of capitals, Sh at the head of a word and as an initial."""
    latin = tag.replace("Cyrl", "Latn")

    assert convert("ШОХ Шох шох Ш. Шо", tag, latin).text == "SHOX Shox shox Sh. Sho"
    assert convert("SHOX Shox shox Sh. Sho", latin, tag).text == "ШОХ Шох шох Ш. Шо"


# --- What was guessed, what was settled ---------------------------------------------------------


def test_a_guess_is_reported_where_it_stands() -> None:
    """An editor sees the word, what was chosen, why it was a guess, and where."""
    found = convert("Bu <b>poktsen</b> edi", "uz-Latn", "uz-Cyrl")

    (guess,) = found.ambiguous
    assert (guess.word, guess.form, guess.kind) == ("poktsen", "покцен", "ц or тс")
    assert "Bu <b>poktsen</b> edi"[guess.start :].startswith("poktsen")


def test_a_listed_word_is_no_guess() -> None:
    """What the list knows needs no editor."""
    assert not convert("litsey, Fransiyada, obyektni", "uz-Latn", "uz-Cyrl").ambiguous


def test_a_settled_word_is_no_guess_any_more() -> None:
    """The case is the text's, endings are carried, the longest stem wins."""
    settled = {"poktsen": "поктсен", "poktsenbek": "Покценбек", "МЧЖ": "MChJ"}

    found = convert("Poktsenda, POKTSEN, poktsenbek", "uz-Latn", "uz-Cyrl", exceptions=settled)

    assert found.text == "Поктсенда, ПОКТСЕН, покценбек"
    assert not found.ambiguous
    assert convert("МЧЖнинг", "uz-Cyrl", "uz-Latn", exceptions=settled).text == "MChJning"


def test_a_settled_word_may_say_that_a_name_stays() -> None:
    """A line whose form is the word keeps it in its letters."""
    settled = {"Human": "Human", "Rights": "Rights"}

    assert (
        convert("Human Rights", "kaa-Latn", "kaa-Cyrl", exceptions=settled).text == "Human Rights"
    )


def test_words_of_another_language_stay() -> None:
    """What a `lang` attribute gives to another language is not converted."""
    text = 'Ол <i lang="en">Салом</i> <i lang="kaa">салем</i> <i translate="no">да</i>'

    assert convert(text, "kaa-Cyrl", "kaa-Latn").text == (
        'Ol <i lang="en">Салом</i> <i lang="kaa">salem</i> <i translate="no">да</i>'
    )


def test_a_text_in_the_same_script_is_left_alone() -> None:
    """Nothing is done where nothing is asked."""
    assert convert("Sálem", "kaa-Latn", "kaa-Latn").text == "Sálem"
    assert supports("kaa-Latn", "kaa-Latn")


def test_scripts_without_a_table_are_refused_by_name() -> None:
    """The hint lists what leads where."""
    assert not supports("uz-Latn", "kaa-Latn")
    assert not supports("../x", "uz-Latn")
    with pytest.raises(UnknownLanguageError, match="uz-Cyrl → uz-Latn"):
        convert("Salom", "uz-Latn", "kk-Cyrl")


# --- The file of settled words ------------------------------------------------------------------

HEAD = "language,source,target,word,form\n"


def test_settled_words_are_read_from_a_file() -> None:
    """Scripts may be named with or without the language; lines with # are remarks."""
    data = f"\ufeff{HEAD}# names\n\nuz,Cyrl,Latn,МЧЖ,MChJ\nuz,uz-Cyrl,uz-Latn,Ё,Y\n".encode()

    settled = read_settled(data, path="terms/transliteration.csv")

    assert settled["uz-Cyrl", "uz-Latn"] == {"МЧЖ": "MChJ", "Ё": "Y"}


@pytest.mark.parametrize(
    ("lines", "line", "problem"),
    [
        ("uz,Cyrl,Latn,МЧЖ\n", 2, "4 cells stand under 5 columns"),
        ("uz,Cyrl,Arab,МЧЖ,x\n", 2, "no table leads from"),
        ("uz,Cyrl,Latn,МЧЖ,MCHJ\nuz,Cyrl,Latn,МЧЖ,MChJ\n", 3, "given as 'MCHJ' above"),
        ("uz,Cyrl,Latn,икки сўз,ikki soʻz\n", 2, "is not one word"),
        ("uz,Cyrl,Latn,МЧЖ,\n", 2, "is not one word"),
        ('uz,Cyrl,Latn,"МЧЖ,x\n', 2, "this is no CSV"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(lines: str, line: int, problem: str) -> None:
    """The error says which line of the file, and what is wrong with it."""
    with pytest.raises(TermsError, match=problem) as caught:
        read_settled(f"{HEAD}{lines}".encode(), path="terms/transliteration.csv")

    assert caught.value.place == f"terms/transliteration.csv:{line}"


@pytest.mark.parametrize("data", [b"word,form\na,b\n", HEAD.encode() + b"uz,Cyrl,Latn,\xff,x\n"])
def test_a_file_in_another_form_is_refused(data: bytes) -> None:
    """Without its first line, or in another encoding, nothing is guessed."""
    with pytest.raises(TermsError):
        read_settled(data, path="terms/transliteration.csv")


# --- What was chosen ----------------------------------------------------------------------------


def chosen() -> list[tuple[str, str, str]]:
    """Return every option of every choice that the settings' `usage` offers."""
    return [
        (code, choice.name, option)
        for code in languages.known()
        for choice in choices(code).values()
        for option in choice.options
    ]


@pytest.mark.parametrize(("code", "name", "option"), chosen())
@given(st.data())
def test_a_choice_changes_no_other_word(
    code: str, name: str, option: str, data: st.DataObject
) -> None:
    """Words without щ, abbreviations and initials are written as if nothing had been chosen."""
    source = data.draw(
        st.sampled_from([pair for pair in pairs() if pair[0].startswith(f"{code}-")])
    )
    small = st.text(ALPHABETS[source[0]].replace("щ", ""), min_size=2, max_size=8)
    word = data.draw(small.filter(lambda word: not re.search("s+h?c*h", word)))
    text = f"{word} {word.capitalize()} {word[0]} {word[0]}."

    assert convert(text, *source, usage={name: option}) == convert(text, *source)


@pytest.mark.parametrize(("code", "name", "option"), [row for row in chosen() if row[1] != "names"])
def test_the_first_option_is_what_is_usual(code: str, name: str, option: str) -> None:
    """Saying what is the default anyway changes no text, and any other option does."""
    text = "плащ МЧЖ АҚШ Ё. Юсупов"
    pair = (f"{code}-Cyrl", f"{code}-Latn")

    found = convert(text, *pair, usage={name: option}).text

    assert (found == convert(text, *pair).text) == (choices(code)[name].options[0] == option)


def test_what_was_chosen_is_no_guess() -> None:
    """An editor who said how щ is written is not asked again, word by word."""
    usual = convert("плащ", "kaa-Cyrl", "kaa-Latn")
    decided = convert("плащ", "kaa-Cyrl", "kaa-Latn", usage={"shcha": "sh"})

    assert [guess.kind for guess in usual.ambiguous] == ["щ"]
    assert decided.text == usual.text
    assert not decided.ambiguous


@pytest.mark.parametrize("option", choices("kaa")["shcha"].options)
def test_a_listed_word_comes_back_however_it_was_chosen_to_be_written(option: str) -> None:
    """The list of loanwords knows щ in the form chosen, and in the usual one beside it."""
    usage = {"shcha": option}
    latin = convert("плащта, Щедринниң, БОРЩ", "kaa-Cyrl", "kaa-Latn", usage=usage).text

    assert convert(latin, "kaa-Latn", "kaa-Cyrl", usage=usage).text == "плащта, Щедринниң, БОРЩ"
    assert convert("plashta", "kaa-Latn", "kaa-Cyrl", usage=usage).text == "плащта"


def test_a_settled_word_wins_over_what_was_chosen() -> None:
    """The workspace's list is about one word, the setting about all."""
    usage = {"initials": "Y", "acronyms": "MChJ"}
    settled = {"Ё": "Yo", "АҚШ": "AQSH"}

    found = convert("Ё. Ю. АҚШ МЧЖ", "uz-Cyrl", "uz-Latn", exceptions=settled, usage=usage)

    assert found.text == "Yo. Y. AQSH MChJ"


# --- Which script -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "tag"),
    [
        ("Salom, dunyo", "uz", "uz-Latn"),
        ("Салом, дунё", "uz-Latn", "uz-Cyrl"),
        ("Бугун YouTube ва Facebook", "uz", "uz-Cyrl"),
        ("<a>Ómir</a> <code>салем</code>", "kaa", "kaa-Latn"),
        ("ҚАЛА", "kaa", "kaa-Cyrl"),
        ("YANGILIKLAR", "uz", "uz-Latn"),
        ("سالەم", "kk", "kk-Arab"),
        ("Hello", "en", "en-Latn"),
        ("Привет", "ru", "ru-Cyrl"),
        ("COVID-19, BBC, XVI, 2022", "uz", None),
        ("salom салом", "uz", None),
        ("", "kaa", None),
        ("https://kun.uz", "uz", None),
        ("سالەم", "uz", None),
    ],
)
def test_the_script_is_told_by_the_letters_of_words(
    text: str, language: str, tag: str | None
) -> None:
    """Codes, numerals, names in Latin letters and tags say nothing."""
    assert script_of(text, language) == tag


# --- Real text ----------------------------------------------------------------------------------


def test_the_declaration_of_human_rights_comes_out_right(test_data: Path) -> None:
    """Uzbek both ways against the other text, Karakalpak there and back, above the floors."""
    right: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for line in (test_data / "udhr.jsonl").read_text("utf-8").splitlines():
        unit = json.loads(line)
        kaa = unit["kaa"]
        latin = convert(kaa, "kaa-Cyrl", "kaa-Latn").text
        rows = [("kaa", convert(latin, "kaa-Latn", "kaa-Cyrl").text, kaa)]
        if unit.get("uz") and unit.get("uz-Cyrl"):
            rows += [
                ("uz-Cyrl", convert(unit["uz"], "uz-Latn", "uz-Cyrl").text, unit["uz-Cyrl"]),
                ("uz-Latn", convert(unit["uz-Cyrl"], "uz-Cyrl", "uz-Latn").text, unit["uz"]),
            ]
        for name, ours, theirs in rows:
            pairs_of_words = list(zip(ours.split(), theirs.split(), strict=False))
            words[name] += len(pairs_of_words)
            right[name] += sum(one == other for one, other in pairs_of_words)

    assert right["uz-Latn"] >= 0.99 * words["uz-Latn"]
    assert right["uz-Cyrl"] >= 0.99 * words["uz-Cyrl"]
    assert right["kaa"] >= 0.995 * words["kaa"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("uz-Latn", "uz-Cyrl"),
        ("uz-Cyrl", "uz-Latn"),
        ("kaa-Latn", "kaa-Cyrl"),
        ("kaa-Cyrl", "kaa-Latn"),
    ],
)
def test_every_month_becomes_the_month_of_the_other_script(source: str, target: str) -> None:
    """A date in a text and a date that polyglot writes are spelt alike."""
    months = [convert(month, source, target).text for month in languages.load(source).months]

    assert months == list(languages.load(target).months)
