"""Which texts take the place of which: what stands apart from its other pieces, and copies."""

from collections.abc import Sequence

from polyglot import catalog as po
from polyglot.model import Catalog, Message

RAIN = "It rained for nine days in the valley of the Kanly."
ROAD = "The road to the quarry was washed away on the third."
SHEEP = "Shepherds lost four hundred sheep, and two of their dogs."
HEADING = "What the ministry says"
OTHER = "Nobody in the market sells melons before noon."


def said(*numbers: int) -> str:
    """Return a translation of the sentences *numbers*, each about as long as they are."""
    return " ".join(f"Бұл сөйлем мақаланың {number}-сөйлемінің орнында тұр." for number in numbers)


def done(source: str, *numbers: int, context: str | None = None) -> Message:
    """Return a translated message; every sentence is translated by its number."""
    return Message(source, context, target=said(*numbers))


def merged(olds: Sequence[Message], *news: str, context: str | None = None) -> po.Merged:
    """Merge the catalog of *olds* with an article of the texts *news*."""
    return po.merge(
        Catalog("kk", tuple(olds)),
        [po.Segment(source, context) for source in news],
        is_machine_draft=lambda _: False,
        stood=lambda _: False,
    )


def texts(found: po.Merged) -> list[tuple[str, bool]]:
    """Return target and mark of each message in use."""
    return [(m.target, m.is_fuzzy) for m in found.catalog.messages if not m.is_obsolete]


def test_a_heading_between_the_halves_of_a_paragraph_costs_neither() -> None:
    """Both halves carry their sentences, though they are no neighbours."""
    old = done(f"{RAIN} {ROAD} {SHEEP}", 1, 2, 3)

    found = merged([old], f"{RAIN} {ROAD}", HEADING, SHEEP)

    assert texts(found) == [(said(1, 2), True), ("", False), (said(3), True)]
    assert [change.kind for change in found.changes] == ["split", "new", "split"]


def test_paragraphs_are_joined_over_a_heading_that_went() -> None:
    """The heading is gone; the paragraph has both texts."""
    olds = [done(f"{RAIN} {ROAD}", 1, 2), done(HEADING, 4), done(SHEEP, 3)]

    found = merged(olds, f"{RAIN} {ROAD} {SHEEP}")

    assert texts(found) == [(said(1, 2, 3), True)]
    assert [change.kind for change in found.changes] == ["merged", "obsolete"]


def test_a_sentence_that_was_moved_into_another_paragraph_is_no_piece_of_two() -> None:
    """One text has one place, and nothing of it is lost."""
    olds = [done(f"{RAIN} {ROAD}", 1, 2), done(OTHER, 5)]

    found = merged(olds, RAIN, f"{OTHER} {ROAD}")

    words = " ".join(m.target for m in found.catalog.messages)
    assert all(said(number) in words for number in (1, 2, 5))


def test_a_heading_whose_word_is_emphasised_keeps_its_translation() -> None:
    """Short texts are not alike by chance, but the same words are the same words."""
    found = merged([done("Who was asked", 1)], "Who was <em>asked</em>")

    assert texts(found) == [(said(1), True)]
    assert found.changes[0].what == "markup"


def test_a_text_in_another_context_starts_with_a_copy() -> None:
    """The first keeps its translation; the second may need another form."""
    found = po.merge(
        Catalog("kk", (done(HEADING, 1),)),
        [po.Segment(HEADING, "title"), po.Segment(HEADING)],
        is_machine_draft=lambda _: False,
        stood=lambda _: False,
    )

    assert texts(found) == [(said(1), True), (said(1), False)]
    assert found.catalog.messages[0].previous == (None, HEADING)
    assert [change.kind for change in found.changes] == ["duplicated"]


def test_only_a_finished_text_is_copied() -> None:
    """What nobody stands behind is no start for anything."""
    draft = Message(RAIN, target="Жаңбыр.", is_fuzzy=True)

    found = merged([draft], RAIN, RAIN.replace("nine", "ten"))

    assert texts(found) == [("Жаңбыр.", True), ("", False)]


def test_short_texts_are_no_copies_by_chance() -> None:
    """`Shaft 1` is no edition of `Shaft 2`."""
    assert texts(merged([done("Shaft 1", 1)], "Shaft 1", "Shaft 2"))[1] == ("", False)


def test_copies_are_found_however_many_texts_are_new() -> None:
    """What passes over messages at one glance passes over none that would be copied."""
    stems = ("river", "market", "school", "harvest", "bridge", "quarry", "winter", "library")
    olds = [
        done(f"The {stem} was closed again for repairs on day {number} of the cold month.", number)
        for number, stem in enumerate(stems * 3)
    ]
    texts_ = [old.source for old in olds]
    for count in (1, 8, 9, 24):
        new = [text.replace("again", "once more") for text in texts_[:count]]

        found = merged(olds, *texts_, *new)

        copies = [change for change in found.changes if change.kind == "duplicated"]
        assert [change.old and change.old.source for change in copies] == texts_[:count]
