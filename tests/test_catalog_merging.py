"""A catalog brought up to date: the table of events, row by row, and the laws."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogs import catalog_of
from polyglot import catalog as po
from polyglot.catalog.carrying import Carried, parted
from polyglot.model import Catalog, Message
from polyglot.segmentation import split

FILE = ("content/bread.md",)
FLOUR = "Take five hundred grams of flour and a spoon of salt."
WATER = "Add three glasses of warm water, little by little."
BAKE = "Bake the loaf for forty minutes in a hot oven."
UN, SU, PISIR = "Бес жүз грамм ұн алыңыз.", "Үш стақан жылы су қосыңыз.", "Қырық минут пісіріңіз."


def segments(*sources: str, context: str | None = None) -> list[po.Segment]:
    """Return an article of these paragraphs."""
    return [po.Segment(source, context, references=FILE) for source in sources]


def done(source: str, target: str, context: str | None = None) -> Message:
    """Return a message that a person has translated."""
    return Message(source, context, target=target, references=FILE)


def draft(source: str, target: str) -> Message:
    """Return a message with a draft."""
    return replace(done(source, target), is_fuzzy=True)


def gone(source: str, target: str) -> Message:
    """Return a message whose paragraph is no longer there."""
    return Message(source, target=target, is_obsolete=True)


def never(_message: Message) -> bool:
    """Tell of no message."""
    return False


def always(_message: Message) -> bool:
    """Tell of every message."""
    return True


def merge(
    catalog: Catalog,
    parts: Sequence[po.Segment],
    *,
    is_machine_draft: Callable[[Message], bool] = never,
    stood: Callable[[Message], bool] = never,
) -> po.Merged:
    """Merge where, unless said otherwise, the ledger knows nothing."""
    return po.merge(catalog, parts, is_machine_draft=is_machine_draft, stood=stood)


def kinds(merged: po.Merged) -> list[str]:
    """Return what happened, in order."""
    return [change.kind for change in merged.changes]


# --- Nothing, or nothing much -------------------------------------------------------------------


def test_an_unchanged_article_changes_nothing() -> None:
    """The very same catalog comes back, so that its file is not written."""
    catalog = catalog_of(done(FLOUR, UN), draft(WATER, SU))

    merged = merge(catalog, segments(FLOUR, WATER))

    assert merged.catalog is catalog
    assert merged.changes == ()


def test_a_new_paragraph_is_an_empty_message() -> None:
    """It stands where it stands in the article."""
    merged = merge(catalog_of(done(FLOUR, UN)), segments(WATER, FLOUR))

    assert merged.catalog.messages == (Message(WATER, references=FILE), done(FLOUR, UN))
    assert kinds(merged) == ["new"]


def test_a_paragraph_that_moves_keeps_everything() -> None:
    """The message moves with it."""
    merged = merge(catalog_of(done(FLOUR, UN), done(BAKE, PISIR)), segments(BAKE, FLOUR))

    assert merged.catalog.messages == (done(BAKE, PISIR), done(FLOUR, UN))
    assert merged.changes == ()


def test_white_space_in_the_source_changes_nothing_else() -> None:
    """A poem that was indented differently is still translated."""
    merged = merge(catalog_of(done("a  poem\nby me", UN)), segments("a poem\n  by me"))

    assert merged.catalog.messages == (done("a poem\n  by me", UN),)
    assert kinds(merged) == ["kept"]


def test_a_renamed_file_changes_only_the_reference() -> None:
    """The translation does not depend on where the article lies."""
    moved = [po.Segment(FLOUR, references=("content/loaf.md",))]

    merged = merge(catalog_of(done(FLOUR, UN)), moved)

    assert merged.catalog.messages == (replace(done(FLOUR, UN), references=("content/loaf.md",)),)
    assert merged.changes == ()


def test_an_older_text_on_a_finished_message_is_removed() -> None:
    """Some editors keep `#|` when a translator takes the mark off."""
    message = replace(done(FLOUR, UN), previous=(None, WATER))

    merged = merge(catalog_of(message), segments(FLOUR))

    assert merged.catalog.messages == (done(FLOUR, UN),)


def test_an_empty_message_carries_no_mark() -> None:
    """There is no text to doubt."""
    message = replace(draft(FLOUR, ""), previous=(None, WATER))

    merged = merge(catalog_of(message), segments(FLOUR))

    assert merged.catalog.messages == (done(FLOUR, ""),)


# --- The source changes -------------------------------------------------------------------------


def test_an_edited_paragraph_keeps_its_translation_as_a_stale_draft() -> None:
    """The translator sees what the text translates, and changes a word instead of a paragraph."""
    edited = FLOUR.replace("five", "six")
    old = replace(done(FLOUR, UN), comments=("what flour?",))

    merged = merge(catalog_of(old), segments(edited))

    new = replace(
        done(edited, UN), is_fuzzy=True, previous=(None, FLOUR), comments=("what flour?",)
    )
    assert merged.catalog.messages == (new,)
    assert merged.changes == (po.Change("edited", old, new, "number", (old,)),)


def test_a_paragraph_edited_twice_keeps_the_source_that_its_text_translates() -> None:
    """Not the one in between, which nobody has translated."""
    message = replace(draft(FLOUR.replace("five", "six"), UN), previous=(None, FLOUR))

    merged = merge(catalog_of(message), segments(FLOUR.replace("five", "seven")))

    assert merged.catalog.messages[0].previous == (None, FLOUR)


def test_a_paragraph_that_is_edited_and_moves_keeps_its_translation() -> None:
    """Between other paragraphs it is found by likeness."""
    catalog = catalog_of(done(FLOUR, UN), done(WATER, SU), done(BAKE, PISIR))
    edited = FLOUR.replace("five", "six")

    merged = merge(catalog, segments(WATER, BAKE, edited))

    assert [message.target for message in merged.catalog.messages] == [SU, PISIR, UN]
    assert kinds(merged) == ["edited"]


def test_an_unedited_machine_draft_of_a_changed_source_is_dropped() -> None:
    """A machine translates the new text better than the old translation fits it."""
    merged = merge(
        catalog_of(draft(FLOUR, UN)),
        segments(FLOUR.replace("five", "six")),
        is_machine_draft=always,
    )

    assert [message.target for message in merged.catalog.messages] == [""]
    assert kinds(merged) == ["dropped"]
    assert merged.changes[0].origins == ()


def test_a_rewritten_paragraph_starts_anew() -> None:
    """An old text that has nothing to do with it would mislead."""
    merged = merge(catalog_of(done(FLOUR, UN)), segments(BAKE))

    assert merged.catalog.messages == (Message(BAKE, references=FILE), gone(FLOUR, UN))
    assert kinds(merged) == ["new", "obsolete"]


def test_short_texts_are_not_alike_by_chance() -> None:
    """`Bread` is no edition of `Beard`."""
    merged = merge(catalog_of(done("Beard", "Сақал")), segments("Bread"))

    assert kinds(merged) == ["new", "obsolete"]


def test_a_text_whose_role_changes_keeps_its_translation_as_a_stale_draft() -> None:
    """A paragraph became a title: the words are right, the form may not be."""
    merged = merge(catalog_of(done("Bread", "Нан")), segments("Bread", context="title"))

    (message,) = merged.catalog.messages
    assert (message.target, message.is_fuzzy) == ("Нан", True)
    assert message.previous == (None, "Bread")


def test_a_title_is_not_taken_for_a_paragraph() -> None:
    """Likeness counts only among texts of one kind."""
    title = done("Take five hundred grams of flour", "Ұн", "title")

    merged = merge(catalog_of(title), segments("Take six hundred grams of flour"))

    assert kinds(merged) == ["new", "obsolete"]


# --- The source returns -------------------------------------------------------------------------


def stale() -> Message:
    """Return a message whose text translates an older source."""
    return replace(draft(FLOUR.replace("five", "six"), UN), previous=(None, FLOUR))


def test_a_source_that_returns_finds_its_translation_finished() -> None:
    """A person stood behind exactly this pair."""
    merged = merge(
        catalog_of(stale()), segments(FLOUR), stood=lambda m: (m.source, m.target) == (FLOUR, UN)
    )

    assert merged.catalog.messages == (done(FLOUR, UN),)
    assert kinds(merged) == ["returned"]


def test_a_source_that_returns_to_a_pair_nobody_stands_behind_stays_marked() -> None:
    """It was rejected, or never finished."""
    merged = merge(catalog_of(stale()), segments(FLOUR))

    assert merged.catalog.messages == (draft(FLOUR, UN),)


# --- The paragraph goes, and comes back ---------------------------------------------------------


def test_a_message_whose_paragraph_is_gone_becomes_obsolete() -> None:
    """It waits at the end of the file, without what the article said about it."""
    old = replace(
        done(FLOUR, UN), comments=("c",), notes=("n",), hints=("h",), remark="draft, needs work"
    )

    merged = merge(catalog_of(old, done(BAKE, PISIR)), segments(BAKE))

    assert merged.catalog.messages == (
        done(BAKE, PISIR),
        replace(gone(FLOUR, UN), comments=("c",)),
    )
    assert kinds(merged) == ["obsolete"]


def test_a_message_that_was_never_translated_is_not_kept() -> None:
    """There is nothing to keep."""
    merged = merge(catalog_of(Message(FLOUR), done(BAKE, PISIR)), segments(BAKE))

    assert merged.catalog.messages == (done(BAKE, PISIR),)
    assert merged.changes == (po.Change("obsolete", Message(FLOUR), None),)


def test_an_obsolete_message_returns_finished_if_a_person_stood_behind_it() -> None:
    """The editor put the paragraph back."""
    merged = merge(catalog_of(gone(FLOUR, UN)), segments(FLOUR), stood=always)

    assert merged.catalog.messages == (done(FLOUR, UN),)
    assert kinds(merged) == ["revived"]


def test_an_obsolete_message_returns_marked_if_nobody_did() -> None:
    """The file says it is finished, the ledger does not know of it."""
    merged = merge(catalog_of(gone(FLOUR, UN)), segments(FLOUR))

    assert merged.catalog.messages == (draft(FLOUR, UN),)


def test_an_obsolete_stale_draft_returns_as_it_went() -> None:
    """Its text still translates the older source."""
    old = replace(gone(FLOUR, UN), is_fuzzy=True, previous=(None, WATER))

    merged = merge(catalog_of(old), segments(FLOUR), stood=never)

    assert merged.catalog.messages == (replace(draft(FLOUR, UN), previous=(None, WATER)),)


def test_an_obsolete_message_returns_with_another_wording_as_a_stale_draft() -> None:
    """A paragraph was taken out, and put back in other words."""
    edited = FLOUR.replace("five", "six")

    merged = merge(catalog_of(done(BAKE, PISIR), gone(FLOUR, UN)), segments(BAKE, edited))

    assert merged.catalog.messages[1:] == (replace(draft(edited, UN), previous=(None, FLOUR)),)


# --- Paragraphs split and merge -----------------------------------------------------------------

LONG = f"{FLOUR} {WATER} {BAKE}"
UZUN = f"{UN} {SU} {PISIR}"


def test_a_split_paragraph_takes_its_sentences_along() -> None:
    """Each part has its own sentences, and the source they translate."""
    old = done(LONG, UZUN)
    edited = BAKE.replace("hot", "very hot")

    merged = merge(catalog_of(old), segments(f"{FLOUR} {WATER}", edited))

    first, second = merged.catalog.messages
    assert (first.target, first.previous) == (f"{UN} {SU}", None)
    assert (second.target, second.previous) == (PISIR, (None, BAKE))
    assert first.is_fuzzy
    assert second.is_fuzzy
    assert kinds(merged) == ["split", "split"]
    assert {change.origins for change in merged.changes} == {(old,)}


def test_a_split_paragraph_whose_sentences_do_not_answer_each_other_stays_whole() -> None:
    """The translator made one sentence of three: each part shows all of it."""
    merged = merge(catalog_of(done(LONG, "Ұн, су, сосын пеш.")), segments(FLOUR, f"{WATER} {BAKE}"))

    assert [m.target for m in merged.catalog.messages] == ["Ұн, су, сосын пеш."] * 2
    assert {m.previous for m in merged.catalog.messages} == {(None, LONG)}


@pytest.mark.parametrize(
    ("parts", "targets"),
    [
        # Two sentences, three in the translation: the second became two.
        (
            (
                "Police detained 5 activists in Nukus on 2 July.",
                "The ministry says that the archive burned down in the spring of 2019.",
            ),
            (
                "2 июля в Нукусе полиция задержала 5 активистов.",
                "В министерстве говорят, что архив сгорел. Это было весной 2019 года.",
            ),
        ),
        # Three sentences, two in the translation: the first two became one.
        (
            (
                "The court heard 12 witnesses. None of them had seen a weapon.",
                "The verdict is expected on 14 March 2023.",
            ),
            (
                "Суд заслушал 12 свидетелей, и ни один из них не видел оружия.",
                "Приговор ожидается 14 марта 2023 года.",
            ),
        ),
        # As many, but the first became two and the last two became one.
        (
            (
                "The ministry says that the archive burned down in the spring of 2019.",
                "At the third station she was told to wait. She waited for 9 hours.",
            ),
            (
                "В министерстве говорят, что архив сгорел. Это было весной 2019 года.",
                "В третьем участке ей велели ждать, и она ждала 9 часов.",
            ),
        ),
        # One sentence that nobody wrote in the source goes with the one before it.
        (
            ("The river is dry.", "In the 1960s boats went as far as Moynaq, a town of 12000."),
            (
                "Река высохла. Мы видели это сами.",
                "В 1960-е годы лодки доходили до Муйнака, города с 12000 жителей.",
            ),
        ),
    ],
)
def test_a_split_paragraph_takes_the_sentences_that_answer_its_own(
    parts: tuple[str, ...], targets: tuple[str, ...]
) -> None:
    """A translator may make two sentences of one, or one of two."""
    old = done(" ".join(parts), " ".join(targets))

    carried = parted(old, parts, source_language="en", language="ru")

    assert carried == [Carried(*texts) for texts in zip(parts, targets, strict=True)]


@pytest.mark.parametrize(
    ("parts", "target"),
    [
        # One sentence answers both parts.
        (
            ("The court heard 12 witnesses.", "None of them had seen a weapon."),
            "Суд заслушал 12 свидетелей, и ни один из них не видел оружия.",
        ),
        # A tag opens in one part and closes in the other.
        (
            ("The court heard 12 witnesses.", "The verdict is expected on 14 March 2023."),
            "Суд заслушал <em>12 свидетелей. Приговор</em> ожидается 14 марта 2023 года.",
        ),
        # The translator left the second sentence out.
        (
            ("The court heard 12 witnesses on 3 May.", "It was hot."),
            "Суд заслушал 12 свидетелей 3 мая.",
        ),
    ],
)
def test_what_answers_two_parts_stands_whole_in_each(parts: tuple[str, ...], target: str) -> None:
    """A person cuts better than a guess."""
    source = " ".join(parts)

    merged = merge(replace(catalog_of(done(source, target)), language="ru"), segments(*parts))

    assert parted(done(source, target), parts, source_language="en", language="ru") == []
    assert [(m.previous, m.target) for m in merged.catalog.messages] == [
        ((None, source), target)
    ] * 2


def test_merged_paragraphs_take_their_texts_along() -> None:
    """The texts stand in the new paragraph's order, with all they translate."""
    olds = (done(FLOUR, UN), draft(WATER, SU), done(BAKE, PISIR))

    merged = merge(catalog_of(*olds), segments(LONG.replace("five", "six")))

    (message,) = merged.catalog.messages
    assert (message.target, message.is_fuzzy) == (UZUN, True)
    assert message.previous == (None, LONG)
    assert merged.changes == (po.Change("merged", olds[0], message, "number", olds, olds),)


def test_a_merged_paragraph_says_only_what_its_text_translates() -> None:
    """A part that had no translation is not among the older text."""
    merged = merge(catalog_of(done(FLOUR, UN), done(WATER, "")), segments(f"{FLOUR} {WATER}"))

    (message,) = merged.catalog.messages
    assert (message.target, message.previous) == (UN, (None, FLOUR))


def test_paragraphs_that_merge_and_split_again_are_as_they_were() -> None:
    """The editor changed her mind; nobody translates anything twice."""
    catalog = catalog_of(done(FLOUR, UN), done(WATER, SU), done(BAKE, PISIR))
    texts = {(m.source, m.target) for m in catalog.messages}
    joined = merge(catalog, segments(LONG)).catalog

    again = merge(
        joined, segments(FLOUR, WATER, BAKE), stood=lambda m: (m.source, m.target) in texts
    )

    assert again.catalog == catalog
    assert kinds(again) == ["split"] * 3


def test_machine_drafts_of_a_merged_paragraph_are_dropped() -> None:
    """No person's word is in them."""
    merged = merge(
        catalog_of(draft(FLOUR, UN), draft(WATER, SU)),
        segments(f"{FLOUR} {WATER}"),
        is_machine_draft=always,
    )

    assert merged.catalog.messages == (Message(f"{FLOUR} {WATER}", references=FILE),)
    assert kinds(merged) == ["dropped"]


def test_a_machine_draft_merged_with_a_persons_text_is_carried() -> None:
    """The ledger is told what it was made of, so that it counts as a machine's."""
    olds = (done(FLOUR, UN), draft(WATER, SU))

    merged = merge(
        catalog_of(*olds), segments(f"{FLOUR} {WATER}"), is_machine_draft=lambda m: m.is_fuzzy
    )

    assert merged.catalog.messages[0].target == f"{UN} {SU}"
    assert merged.changes[0].origins == olds


def test_a_cut_never_parts_a_tag_from_its_partner() -> None:
    """A half of an emphasis would be an error in both parts."""
    old = done(f"{FLOUR} {WATER}", "<em>Ұн. Су</em> құйыңыз.")

    merged = merge(catalog_of(old), segments(FLOUR, WATER))

    assert all(m.target.count("<em>") == m.target.count("</em>") for m in merged.catalog.messages)


# --- What kind of change ------------------------------------------------------------------------


def test_the_kind_of_change_is_told() -> None:
    """A translator looks differently at a new figure and at a comma."""
    what = [
        merge(catalog_of(done(f"On 14 May <em>many</em> were {x}", UN)), segments(y))
        .changes[0]
        .what
        for x, y in [
            ("held.", "On 15 May <em>many</em> were held."),
            ("held.", "On 14 May <em>many</em> were freed."),
            ("held.", "On 14 May <em>many</em> were held!"),
            ("held.", "On 14 May <b>many</b> were held."),
            ("held.", "On 14\u00a0May <em>many</em> were held."),
            ("held.", "On 15 May many were held, and freed."),
        ]
    ]

    assert what == [
        "number",
        "wording",
        "punctuation",
        "markup",
        "punctuation",
        "number, wording, punctuation, markup",
    ]


# --- The laws -----------------------------------------------------------------------------------

_PROSE = "the report says that forty people were held in Nukus and many children without a lawyer"
_WORDS = st.sampled_from(_PROSE.split())
_SENTENCES = st.lists(_WORDS, min_size=4, max_size=8).map(lambda w: " ".join(w).capitalize() + ".")
_PARAGRAPHS = st.lists(_SENTENCES, min_size=1, max_size=3).map(" ".join)
_ARTICLES = st.lists(_PARAGRAPHS, max_size=6, unique=True)


def _translated(article: list[str]) -> Catalog:
    """Return a catalog in which every sentence has a translation of its own."""
    found = [
        done(source, " ".join(f"Т{n}-{k}." for k in range(source.count("."))))
        for n, source in enumerate(article)
    ]
    return catalog_of(*found)


@st.composite
def _edited(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Make an article and what an editor made of it."""
    article = draw(_ARTICLES)
    chance = draw(st.randoms(use_true_random=False))
    sentences = [s for p in article for s in re.findall(r"[^.]+\.", p)]
    new = [_rewritten(s.strip(), chance) for s in sentences if chance.random() < 0.9]
    chance.shuffle(new) if chance.random() < 0.2 else None
    paragraphs: list[str] = []
    for sentence in new:
        if paragraphs and chance.random() < 0.5:
            paragraphs[-1] += f" {sentence}"
        else:
            paragraphs.append(sentence)
    return article, list(dict.fromkeys(paragraphs))


def _rewritten(sentence: str, chance: random.Random) -> str:
    return sentence.replace("the", "this") if chance.random() < 0.3 else sentence


_TARGETS = st.lists(st.integers(1, 12), min_size=1, max_size=7).map(
    lambda lengths: [f"Т{n}{' сөз' * length}." for n, length in enumerate(lengths)]
)


@given(st.lists(_PARAGRAPHS, min_size=2, max_size=4), _TARGETS)
def test_a_split_loses_and_doubles_no_sentence(parts: list[str], targets: list[str]) -> None:
    """Every sentence stands in one part, or nothing is cut."""
    old = done(" ".join(parts), " ".join(targets))

    carried = parted(old, parts, source_language="en", language="kk")

    found = [sentence for piece in carried for sentence, _ in split(piece.target, "kk")]
    assert not carried or sorted(found) == sorted(targets)


@given(_edited())
def test_no_merge_loses_a_persons_words(articles: tuple[list[str], list[str]]) -> None:
    """Whatever the editor did, every translated sentence stands in the catalog afterwards."""
    before, after = articles
    catalog = _translated(before)

    merged = merge(catalog, segments(*after)).catalog

    text = " ".join(message.target for message in merged.messages)
    assert all(s in text for message in catalog.messages for s in message.target.split())


@given(_edited(), st.sampled_from([always, never]))
def test_merging_twice_changes_nothing_the_second_time(
    articles: tuple[list[str], list[str]], stood: Callable[[Message], bool]
) -> None:
    """The second command on the same article is silent."""
    before, after = articles
    once = merge(_translated(before), segments(*after), stood=stood).catalog

    again = merge(once, segments(*after), stood=stood)

    assert again.catalog is once


@given(_edited())
def test_every_segment_has_one_message_and_no_key_stands_twice(
    articles: tuple[list[str], list[str]],
) -> None:
    """The catalog is the article in its order, and the rest behind it."""
    before, after = articles

    merged = merge(_translated(before), segments(*after)).catalog

    live = [message.source for message in merged.messages if not message.is_obsolete]
    assert live == after
    assert len({message.key for message in merged.messages}) == len(merged.messages)


@given(_edited())
def test_nothing_is_finished_that_was_not_finished_before(
    articles: tuple[list[str], list[str]],
) -> None:
    """A text that was carried to another source is a draft; a finished pair was there before."""
    before, after = articles
    catalog = _translated(before)
    pairs = {(message.source, message.target) for message in catalog.messages}

    merged = merge(catalog, segments(*after)).catalog

    assert all(
        (m.source, m.target) in pairs for m in merged.messages if m.target and not m.is_fuzzy
    )
