"""Entries of a newsroom's lists are found in texts, whatever stands round them."""

import pickle
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.terms import Entry, Form, Glossary, Kind, Status, protected
from polyglot.terms.candidates import candidates


def entry(name: str, kind: Kind = "term", **forms: str) -> Entry:
    """Return an entry with one preferred form for each tag (`uz_Latn`)."""
    said = (Form(text, tag.replace("_", "-")) for tag, text in forms.items())
    return Entry(name, kind, tuple(said))


def texts(glossary: Glossary, text: str, language: str) -> list[str]:
    """Return what was found, as it stands in the text."""
    return [match.text for match in glossary.find(text, language)]


UN = entry("UN", "organisation", en_Latn="UN", uz_Latn="BMT", kk_Cyrl="БҰҰ")
COURT = entry("court", en_Latn="court", ru_Cyrl="суд", kk_Cyrl="сот", uz_Latn="sud")
SUPREME = entry("supreme court", en_Latn="supreme court", uz_Latn="oliy sud")
UZBEKISTAN = entry("Uzbekistan", "place", uz_Latn="Oʻzbekiston", en_Latn="Uzbekistan")


@pytest.mark.parametrize(
    "typed", ["Oʻzbekiston", "O'zbekiston", "O‘zbekiston", "O’zbekiston", "O`zbekiston"]
)
def test_every_apostrophe_is_the_same(typed: str) -> None:
    """An Uzbek oʻ is found however it is typed."""
    assert texts(Glossary((UZBEKISTAN,)), f"{typed}ning", "uz") == [f"{typed}ning"]


def test_an_apostrophe_at_the_end_is_a_letter_or_a_quotation_mark() -> None:
    """Togʻ ends in a letter; in ‘blog’ the same character closes the quotation."""
    glossary = Glossary((entry("mountain", uz_Latn="togʻ"), entry("blog", uz_Latn="blog")))

    assert texts(glossary, "baland tog’ va ‘blog’", "uz") == ["tog’", "blog"]


def test_a_missing_script_is_converted() -> None:
    """A list with the Latin form finds the Cyrillic one, and says that it was derived."""
    (match,) = Glossary((UZBEKISTAN,)).find("Ўзбекистоннинг пойтахти", "uz-Cyrl")

    assert match.text == "Ўзбекистоннинг"
    assert match.form.is_derived
    assert match.form.tag == "uz-Cyrl"


def test_the_list_is_stronger_than_the_table() -> None:
    """Where a list has a form for a script, none is made for it."""
    glossary = Glossary((entry("x", "person", kaa_Latn="Jaqsımbetov", kaa_Cyrl="Жаксымбетов"),))

    assert texts(glossary, "Жаксымбетовтың", "kaa") == ["Жаксымбетовтың"]
    assert texts(glossary, "Жақсымбетовтың", "kaa") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BMTning", "BMTning"),
        ("BMT-ning", "BMT-ning"),
        ("<b>BMT</b>ning", "BMT</b>ning"),
        ("“BMT”ning", "BMT”ning"),
        ("BMT – katta", "BMT"),
        ("BMT-parlament", "BMT"),
    ],
)
def test_an_ending_may_follow_a_hyphen_a_tag_or_a_quotation_mark(text: str, found: str) -> None:
    """Turkic endings are glued to what stands before them."""
    assert texts(Glossary((UN,)), text, "uz") == [found]


@pytest.mark.parametrize(
    "text", ["sud.uz", "xat@sud.uz", "https://a.uz/sud", "@sud", "<code>sud</code>"]
)
def test_addresses_and_code_have_no_terms(text: str) -> None:
    """What no rule of a language may touch is passed over."""
    assert texts(Glossary((COURT,)), f"Bu {text} sudga", "uz") == ["sudga"]


def test_an_abbreviation_keeps_its_capitals() -> None:
    """`US` is a country, `us` is not; a common word is the same in every case."""
    glossary = Glossary((entry("US", "place", en_Latn="US"), COURT))

    assert texts(glossary, "They told us that a US COURT and Court", "en") == [
        "US",
        "COURT",
        "Court",
    ]


def test_a_name_begins_with_its_capital() -> None:
    """A person called Mир is not peace."""
    glossary = Glossary((entry("Mir", "person", ru_Cyrl="Мир"),))

    assert texts(glossary, "мир, Мира, МИРУ", "ru") == ["Мира", "МИРУ"]


def test_the_longest_match_counts_then_the_first() -> None:
    """A supreme court is no court; of two as long the earlier counts."""
    glossary = Glossary(
        (COURT, SUPREME, entry("a b", en_Latn="one two"), entry("b c", en_Latn="two six"))
    )

    assert texts(glossary, "The supreme courts, a court", "en") == ["supreme courts", "court"]
    assert texts(glossary, "one two six", "en") == ["one two"]


def test_a_later_longer_match_beats_an_earlier_one() -> None:
    """Length goes before place."""
    glossary = Glossary((entry("a", en_Latn="human right"), entry("b", en_Latn="right to life")))

    assert texts(glossary, "a human right to life", "en") == ["right to life"]


def test_among_many_overlaps_the_first_of_the_longest_count() -> None:
    """A chain of thousands of overlapping matches is resolved like a short one."""
    glossary = Glossary((entry("twice", en_Latn="so so"),))

    found = glossary.find("so " * 20_001, "en")

    assert len(found) == 10_000
    assert [match.start for match in found[:3]] == [0, 6, 12]


def test_entries_that_share_a_form_all_count() -> None:
    """A form of two entries is two matches, in the order of the lists."""
    glossary = Glossary((entry("bank", en_Latn="bank"), entry("shore", en_Latn="bank")))

    assert [match.entry.name for match in glossary.find("banks", "en")] == ["bank", "shore"]


def test_a_match_says_how_its_form_stands() -> None:
    """A forbidden form is found as forbidden."""
    forms = (Form("полиция", "ru-Cyrl"), Form("милиция", "ru-Cyrl", Status.FORBIDDEN))
    glossary = Glossary((Entry("police", "term", forms),))

    assert [m.status for m in glossary.find("милицией и полицией", "ru")] == [
        Status.FORBIDDEN,
        Status.PREFERRED,
    ]


@pytest.mark.parametrize("gap", [" ", "\u00a0", "\n", "-", "  ", " <em>", "» "])
def test_words_of_a_term_may_stand_apart(gap: str) -> None:
    """A line break, a no-break space, a tag or a hyphen stands between the words of one term."""
    text = f"oliy{gap}sudda"

    assert texts(Glossary((SUPREME,)), text, "uz") == [text]


@pytest.mark.parametrize("text", ["oliy. Sud", "oliy, sud", "oliy va sud", "sud oliy"])
def test_words_that_are_parted_are_no_term(text: str) -> None:
    """A full stop, a comma or another word parts them."""
    assert texts(Glossary((SUPREME,)), text, "uz") == []


def test_a_text_may_be_decomposed_and_hold_soft_hyphens() -> None:
    """й in two characters and a hyphen that nobody sees change nothing."""
    glossary = Glossary((entry("x", ru_Cyrl="музей"),))
    text = unicodedata.normalize("NFD", "музеем и му\u00adзей")

    assert len(glossary.find(text, "ru")) == 2


def test_places_are_those_of_the_text() -> None:
    """Start and end cut the match out of the text."""
    text = "<a>Oliy</a> &amp; O‘zbekiston, “BMT”ga 2022-yil"

    found = Glossary((UZBEKISTAN, UN)).find(text, "uz")

    assert (
        [text[m.start : m.end] for m in found]
        == [m.text for m in found]
        == ["O‘zbekiston", "BMT”ga"]
    )


def test_a_glossary_travels() -> None:
    """It is pickled without what it remembers, and equal afterwards."""
    glossary = Glossary((COURT,))
    glossary.find("sud", "uz")

    copy = pickle.loads(pickle.dumps(glossary))  # noqa: S301 - our own bytes

    assert copy == glossary
    assert texts(copy, "sudga", "uz") == ["sudga"]


def test_the_order_of_entries_changes_no_place() -> None:
    """Same entries, same matches, in any order of the list."""
    entries = [COURT, SUPREME, UN, UZBEKISTAN]
    text = "Oliy sud va BMTning sudlari O'zbekistonda"
    first = texts(Glossary(tuple(entries)), text, "uz")

    turned = tuple(reversed(entries))

    assert texts(Glossary(turned), text, "uz") == first


def test_a_protected_name_is_found_in_every_language_and_script() -> None:
    """It has a number, and belongs to all languages."""
    glossary = Glossary(tuple(protected(["Anvar Karimov", "Қошқарбай Төремұратов"])))

    assert [m.entry.name for m in glossary.find("Anvar Karimovning", "uz")] == ["protected name 1"]
    assert [m.entry.name for m in glossary.find("Анвар Каримовга", "uz")] == ["protected name 1"]
    assert [m.entry.name for m in glossary.find("Қошқарбай Төремұратовтан", "kk")] == [
        "protected name 2"
    ]


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "kk", "kaa", "uz"]))
def test_any_text_is_read_and_matches_do_not_overlap(text: str, language: str) -> None:
    """Whatever stands in a text, matches are in order and apart, and say what stands there."""
    glossary = Glossary((COURT, SUPREME, UN, UZBEKISTAN))

    found = glossary.find(f"{text} sud {text} UN", language)

    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(match.text for match in found)


def test_the_docs_example_is_right() -> None:
    """What the reference shows is what comes out."""
    court = Entry("court", "term", (Form("сот", "kk-Cyrl"), Form("sud", "uz-Latn")))
    glossary = Glossary((court,))

    assert [(m.text, m.start) for m in glossary.find("Соттың шешімі", "kk")] == [("Соттың", 0)]
    assert "судларга" in set(glossary.forms(court, "uz"))


def test_an_empty_glossary_finds_nothing() -> None:
    """No list, no match."""
    assert Glossary().find("Oliy sud", "uz") == ()


# --- Candidates -----------------------------------------------------------------------------------


def proposed(sentences: list[str], language: str, *known: Entry) -> list[tuple[str, str, int]]:
    """Return what is proposed: text, sort, how often."""
    found = candidates(sentences, language, Glossary(known))
    return [(one.text, one.sort, len(one.places)) for one in found]


def test_names_abbreviations_and_organisations_are_proposed() -> None:
    """Capitals inside a sentence, several capitals in a word, what the language calls so."""
    sentences = [
        "Yesterday the Ministry of the Interior told Azatlyk that PIKIR is shut.",
        "The United Nations saw it in Nukus.",
    ]

    assert proposed(sentences, "en") == [
        ("Ministry of the Interior", "name", 1),
        ("Azatlyk", "name", 1),
        ("PIKIR", "acronym", 1),
        ("United Nations", "organisation", 1),
        ("Nukus", "name", 1),
    ]


def test_the_first_word_of_a_sentence_is_no_name_by_itself() -> None:
    """It counts if it stands elsewhere with a capital, too."""
    assert proposed(["People came.", "Later we left."], "en") == []
    assert proposed(["Nukus slept.", "We saw Nukus."], "en") == [("Nukus", "name", 2)]


def test_what_has_an_entry_is_not_proposed() -> None:
    """Forms of entries are known."""
    assert proposed(["Биз Ўзбекистонда яшаймиз."], "uz", UZBEKISTAN) == []


def test_forms_of_one_name_are_one_candidate() -> None:
    """The shortest form is shown."""
    sentences = ["Мы были в Нукусе.", "Дорога до Нукуса далека.", "Это Нукус."]

    assert proposed(sentences, "ru") == [("Нукус", "name", 3)]


def test_months_numerals_and_headings_are_no_names() -> None:
    """September, XXI, and A Heading Where All Words Are Capital."""
    sentences = ["It was in September of the XXI century.", "Ten Things You Must Know Today"]

    assert proposed(sentences, "en") == []


def test_a_phrase_that_comes_three_times_is_proposed() -> None:
    """Two or three words of four letters and more."""
    sentences = ["The security service came."] * 2 + ["A security services office."]

    assert proposed(sentences, "en") == [("security service", "phrase", 3)]
