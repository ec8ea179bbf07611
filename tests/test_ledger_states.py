"""The table of states, row by row: each is derived from the PO file and the ledger."""

from dataclasses import replace

import pytest

from newsroom import LANGUAGE, Newsroom
from polyglot.ledger import Ledger
from polyglot.model import Draft, Line, Message, State


@pytest.fixture
def room() -> Newsroom:
    """Return a newsroom with an article of one paragraph."""
    return Newsroom()


def test_obsolete_when_the_segment_is_gone(room: Newsroom) -> None:
    """Whatever else is true of it, an obsolete message is obsolete."""
    room.type("Нан.")
    room.look("Aizada")

    room.put(1, replace(room.message(), is_obsolete=True))

    assert room.state() is State.OBSOLETE


def test_untranslated_when_there_is_no_target(room: Newsroom) -> None:
    """An empty message is untranslated, marked or not."""
    assert room.state() is State.UNTRANSLATED

    room.put(1, replace(room.message(), is_fuzzy=True))

    assert room.state() is State.UNTRANSLATED


def test_stale_when_fuzzy_and_the_previous_source_is_present(room: Newsroom) -> None:
    """The file itself says that the text translates another source."""
    room.put(1, Message("New.", target="Нан.", is_fuzzy=True, previous=(None, "Old.")))

    assert room.state() is State.STALE


def test_stale_when_fuzzy_and_known_in_this_context_only_with_another_source(
    room: Newsroom,
) -> None:
    """An editor that drops `#|` does not make a stale text look like a fresh one."""
    room.type("Нан.")
    room.look("Aizada")

    room.put(1, Message("New.", target="Нан.", is_fuzzy=True))

    assert room.state() is State.STALE
    room.put(1, Message("New.", "title", target="Нан.", is_fuzzy=True))
    assert room.state() is State.NEEDS_WORK


@pytest.mark.parametrize(
    ("origin", "state"),
    [
        ("google", State.MACHINE),
        ("pseudo", State.MACHINE),
        ("memory", State.MEMORY),
        ("shared", State.SHARED),
    ],
)
def test_draft_when_fuzzy_and_the_target_was_drafted(
    room: Newsroom, origin: str, state: State
) -> None:
    """A draft says where it came from."""
    room.draft("Нан.", origin=origin)

    assert room.state() is state
    assert room.ledger.origin(LANGUAGE, room.message()) == origin


def test_needs_work_when_fuzzy_otherwise(room: Newsroom) -> None:
    """A marked text that no engine wrote needs a person's work."""
    room.put(1, replace(room.message(), target="Нан.", is_fuzzy=True))

    assert room.state() is State.NEEDS_WORK


def test_unconfirmed_when_not_fuzzy_and_last_seen_as_cleared() -> None:
    """A file whose marks all went at once counts as drafts for every gate."""
    room = Newsroom.of(5)
    for number in range(1, 6):
        room.draft(f"Нан {number}.", number)
        room.clear(number)
    room.look()

    assert room.state(3) is State.UNCONFIRMED
    assert room.state(3).is_draft


def test_unconfirmed_ends_when_another_branch_brings_a_named_persons_acceptance() -> None:
    """No line has to name the other: a named person stands behind the text."""
    room = Newsroom.of(5)
    for number in range(1, 6):
        room.draft(f"Нан {number}.", number)
        room.clear(number)
    drafted = room.ledger
    room.look("Timur")
    branch = Newsroom(room.catalog, drafted)
    branch.put(2, replace(branch.message(2), is_fuzzy=True))
    branch.look("Aizada")

    room.ledger = room.ledger.plus(branch.ledger.lines)

    assert room.state(1) is State.ACCEPTED
    assert room.state(2) is State.UNCONFIRMED


def test_approved_when_not_fuzzy_and_an_approval_of_exactly_this_pair_lives(
    room: Newsroom,
) -> None:
    """An approval is bound to language, context, source and target."""
    room.type("Нан.")
    room.look("Aizada")
    room.write((_line(room, "approved", "Timur"),))

    assert room.state() is State.APPROVED
    message = room.message()
    assert room.ledger.state("ru", message) is State.TRANSLATED
    for other in (
        replace(message, context="title"),
        replace(message, source="Salt."),
        replace(message, target="Нан!"),
    ):
        assert room.ledger.state(LANGUAGE, other) is State.TRANSLATED


def test_an_approval_by_nobody_does_not_count(room: Newsroom) -> None:
    """A line in which `unknown` approves is kept and means nothing."""
    room.type("Нан.")
    room.look()
    room.ledger = room.ledger.plus([_line(room, "approved", "unknown")])

    assert room.state() is State.TRANSLATED


def test_accepted_when_not_fuzzy_and_a_person_let_a_drafted_target_stand(room: Newsroom) -> None:
    """Machine text that somebody read is counted apart from people's text."""
    room.draft("Нан.")
    room.clear()
    room.look("Aizada")

    assert room.state() is State.ACCEPTED
    assert room.ledger.is_machine_text(LANGUAGE, room.message())


def test_translated_when_not_fuzzy_and_a_persons_text(room: Newsroom) -> None:
    """What a person typed is a translation."""
    room.type("Нан.")
    room.look("Aizada")

    assert room.state() is State.TRANSLATED
    assert not room.ledger.is_machine_text(LANGUAGE, room.message())


def test_a_persons_text_from_memory_once_accepted_counts_as_translated(room: Newsroom) -> None:
    """A draft carries the kind of the text it came from."""
    room.draft("Нан.", origin="memory", is_machine=False)
    assert room.state() is State.MEMORY

    room.clear()
    room.look("Aizada")

    assert room.state() is State.TRANSLATED


def test_a_machines_text_from_memory_stays_a_machines(room: Newsroom) -> None:
    """Passing through the memory does not launder a text."""
    room.draft("Нан.", origin="memory", is_machine=True)
    room.clear()
    room.look("Aizada")

    assert room.state() is State.ACCEPTED


def test_a_text_was_not_drafted_if_a_person_wrote_it_first() -> None:
    """A machine that says what a person said before does not take it from her."""
    room = Newsroom.of(2)
    room.type("Толығырақ.", 1)
    room.look("Aizada")
    room.draft("Толығырақ.", 2)
    room.clear(2)
    room.look()

    assert room.ledger.drafted(LANGUAGE, "Толығырақ.") is None
    assert room.state(2) is State.TRANSLATED


def test_a_text_was_drafted_even_if_a_person_writes_it_later() -> None:
    """Typing a machine's words again does not launder them."""
    room = Newsroom.of(2)
    room.draft("Толығырақ.", 1)
    room.type("Толығырақ.", 2)
    lines = room.look("Aizada")

    assert [line.action for line in lines] == ["accepted"]
    assert room.state(2) is State.ACCEPTED


def test_a_pair_approved_and_rejected_on_two_branches_is_a_clash(room: Newsroom) -> None:
    """It is not approved until a person's line ends one of the two."""
    room.type("Нан.")
    room.look("Aizada")
    mine, yours = _line(room, "approved", "Timur"), _line(room, "rejected", "Dana")
    mine, yours = room.write((mine, yours))

    assert room.ledger.is_clash(LANGUAGE, room.message())
    assert room.state() is State.NEEDS_WORK
    assert room.look() == ()

    room.write((replace(_line(room, "approved", "Timur"), ends=(yours.id,)),))
    assert not room.ledger.is_clash(LANGUAGE, room.message())
    assert room.state() is State.APPROVED


def test_a_line_ends_only_the_lines_it_names(room: Newsroom) -> None:
    """An approval that somebody took back does not wake when that is taken back too."""
    room.type("Нан.")
    room.look("Aizada")
    (approval,) = room.write((_line(room, "approved", "Timur"),))
    (revoked,) = room.write((replace(_line(room, "revoked", "Timur"), ends=(approval.id,)),))
    room.write((replace(_line(room, "rejected", "Dana"), ends=(revoked.id,)),))

    assert not room.ledger.living(LANGUAGE, room.message(), "approved")


def test_four_eyes_need_another_named_person(room: Newsroom) -> None:
    """Who translated it does not count as the second pair of eyes, however the name is spelt."""
    room.type("Нан.")
    room.look("Aizada")
    room.write((_line(room, "approved", "AIZADA"),))
    assert not room.ledger.four_eyes(LANGUAGE, room.message())

    room.write((_line(room, "approved", "Timur"),))

    assert room.ledger.four_eyes(LANGUAGE, room.message())
    assert room.ledger.names(LANGUAGE, room.message()) == {
        "translated": ("Aizada",),
        "accepted": (),
        "approved": ("AIZADA", "Timur"),
    }


def test_an_unknown_translator_is_no_second_pair_of_eyes(room: Newsroom) -> None:
    """Nobody knows whether it was the same person."""
    room.type("Нан.")
    room.look()
    room.write((_line(room, "approved", "Timur"),))

    assert not room.ledger.four_eyes(LANGUAGE, room.message())


def test_a_state_is_the_same_in_whatever_order_lines_are_read(room: Newsroom) -> None:
    """No state depends on the order of files."""
    room.draft("Нан.")
    room.clear()
    room.look("Aizada")

    assert Ledger(reversed(room.ledger.lines)).state(LANGUAGE, room.message()) is State.ACCEPTED


# --- What may give way -----------------------------------------------------------------------


def test_only_an_untouched_draft_may_be_replaced(room: Newsroom) -> None:
    """A draft is a machine's to replace until a person accepts, edits or rejects it."""
    room.draft("Нан.")
    assert room.ledger.is_machine_draft(LANGUAGE, room.message())

    room.clear()
    room.look()
    assert not room.ledger.is_machine_draft(LANGUAGE, room.message())
    room.mark()
    room.look()
    assert not room.ledger.is_machine_draft(LANGUAGE, room.message())


def test_a_stale_text_that_somebody_once_accepted_is_not_dropped(room: Newsroom) -> None:
    """A second change of the source does not undo what a person did before the first."""
    room.draft("Нан.")
    room.clear()
    room.look("Aizada")
    room.change_source("Paragraph 1, new.")

    room.change_source("Paragraph 1, newer.")

    assert room.message().target == "Нан."
    assert room.state() is State.STALE


def test_a_persons_text_from_memory_may_give_way_but_is_no_machine_draft(room: Newsroom) -> None:
    """When its source changes it is kept: it is a person's work."""
    room.draft("Нан.", origin="memory", is_machine=False)

    assert room.ledger.is_untouched_draft(LANGUAGE, room.message())
    assert not room.ledger.is_machine_draft(LANGUAGE, room.message())


# --- Drafts that were cut, joined or corrected -------------------------------------------------


def test_a_merged_paragraph_with_a_drafted_part_is_a_draft_with_from() -> None:
    """The whole is a machine's text again, and is not dropped for the person's half of it."""
    room = Newsroom.of(2)
    room.type("Бірінші.", 1)
    room.draft("Екінші.", 2)
    room.look("Aizada")
    whole = Message("Both.", target="Бірінші. Екінші.", is_fuzzy=True, previous=(None, "x"))

    (line,) = room.write(
        room.ledger.carried(LANGUAGE, [(whole, (room.message(1), room.message(2)))])
    )

    assert (line.action, line.by, line.kind) == ("drafted", "google", "machine")
    assert set(line.begins) == {line.id for line in room.ledger.lines[:2]}
    cleared = replace(whole, is_fuzzy=False, previous=None)
    assert room.ledger.state(LANGUAGE, whole) is State.STALE
    assert room.ledger.state(LANGUAGE, cleared) is State.ACCEPTED
    assert not room.ledger.is_machine_draft(LANGUAGE, whole)
    assert room.ledger.carried(LANGUAGE, [(whole, (room.message(1), room.message(2)))]) == ()


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        ("google", "apertium", "google+apertium"),
        ("memory+google", "google", "memory+google"),
        ("google", "unknown", "unknown"),
    ],
)
def test_joined_drafts_name_all_that_made_them(first: str, second: str, by: str) -> None:
    """Each once; what may be a person's, because nobody knows whose it is, is never dropped."""
    room = Newsroom.of(2)
    room.draft("Бірінші.", 1, origin=first)
    room.draft("Екінші.", 2, origin=second)
    whole = Message("Both.", target="Бірінші. Екінші.", is_fuzzy=True)

    (line,) = room.write(
        room.ledger.carried(LANGUAGE, [(whole, (room.message(1), room.message(2)))])
    )

    assert (line.by, line.kind) == (by, "machine")
    assert room.ledger.is_untouched_draft(LANGUAGE, whole) is (by != "unknown")


def test_half_of_a_split_draft_is_a_draft(room: Newsroom) -> None:
    """Cutting a machine's text does not make a person's text of it."""
    room.draft("Бірінші. Екінші.")
    half = Message("First.", target="Бірінші.", is_fuzzy=True)

    room.write(room.ledger.carried(LANGUAGE, [(half, (room.message(),))]))

    assert room.ledger.state(LANGUAGE, half) is State.MACHINE
    assert room.ledger.is_machine_draft(LANGUAGE, half)


@pytest.mark.parametrize(("second", "by"), [("Aizada", "Aizada"), ("Timur", "unknown")])
def test_a_text_that_only_people_wrote_stays_theirs_when_it_is_joined(second: str, by: str) -> None:
    """It is no draft of a machine; nobody stands behind the whole yet."""
    room = Newsroom.of(2)
    room.type("Бірінші.", 1)
    room.look("Aizada")
    room.type("Екінші.", 2)
    room.look(second)
    whole = Message("Both.", target="Бірінші. Екінші.", is_fuzzy=True)

    (line,) = room.write(room.ledger.carried(LANGUAGE, [(whole, room.catalog.messages)]))

    assert (line.action, line.kind, line.by) == ("translated", "unfinished", by)
    assert room.ledger.state(LANGUAGE, whole) is State.NEEDS_WORK
    assert not room.ledger.stood(LANGUAGE, whole)
    assert not room.ledger.is_machine_text(LANGUAGE, whole)


def test_a_text_that_is_carried_whole_needs_no_line(room: Newsroom) -> None:
    """The ledger knows it with its old source: that is what tells that it is stale."""
    room.type("Нан.")
    room.look("Aizada")
    old = room.message()

    new = replace(old, source="Bread, new.", is_fuzzy=True, previous=old.key)

    assert room.ledger.carried(LANGUAGE, [(new, (old,))]) == ()


def test_a_better_draft_ends_the_line_of_the_one_it_replaces(room: Newsroom) -> None:
    """The first draft is not taken for emptied when the second one is."""
    room.draft("Нан.")
    room.draft("Бөлке.", origin="memory")
    room.type("")
    lines = room.look()

    assert [(line.action, line.target) for line in lines] == [("rejected", "Бөлке.")]


def test_recording_a_draft_twice_adds_nothing(room: Newsroom) -> None:
    """The same draft for the same message is one line."""
    draft = Draft(None, room.message().source, "Нан.", "google", is_machine=True)
    room.write(room.ledger.placed(LANGUAGE, [draft]))

    assert room.ledger.placed(LANGUAGE, [draft]) == ()


def _line(room: Newsroom, action: str, by: str) -> Line:
    message = room.message()
    return Line(LANGUAGE, message.context, message.source, message.target, action, by)
