"""The table of events, row by row: what becomes of a message when something happens to it."""

from dataclasses import replace

import pytest

from newsroom import DAY, LANGUAGE, Newsroom, actions
from polyglot.errors import LedgerError
from polyglot.ledger import emptied, observe, remember
from polyglot.model import Catalog, Line, Message, Plural, State


@pytest.fixture
def room() -> Newsroom:
    """Return a newsroom with an article of one paragraph."""
    return Newsroom()


def approve(room: Newsroom, by: str = "Timur") -> None:
    """Let *by* approve message 1 as it stands."""
    message = room.message()
    room.write((Line(LANGUAGE, None, message.source, message.target, "approved", by),))


# --- A translator works on drafts --------------------------------------------------------------


def test_translator_edits_a_draft_and_clears_fuzzy_translated(room: Newsroom) -> None:
    """The line says who, which draft it was, and how far the text went from it."""
    room.draft("Нан пісіру.")
    room.type("Нан пісірді.")

    (line,) = room.look("Aizada")

    assert (line.action, line.by, line.target) == ("translated", "Aizada", "Нан пісірді.")
    assert line.distance == 17
    assert line.begins == (room.ledger.lines[0].id,)
    assert room.state() is State.TRANSLATED


def test_translator_clears_fuzzy_only_on_a_drafted_target_accepted(room: Newsroom) -> None:
    """She let the machine's text stand."""
    room.draft("Нан.")
    room.clear()

    (line,) = room.look("Aizada")

    assert (line.action, line.by) == ("accepted", "Aizada")
    assert room.state() is State.ACCEPTED


def test_translator_clears_fuzzy_only_on_a_persons_target_translated(room: Newsroom) -> None:
    """A stale text that still fits gets a line for the new pair."""
    room.type("Нан.")
    room.look("Aizada")
    room.change_source("Bread, new.")
    assert room.state() is State.STALE
    room.clear()

    (line,) = room.look("Timur")

    assert (line.action, line.by, line.source) == ("translated", "Timur", "Bread, new.")
    assert room.state() is State.TRANSLATED


def test_a_machines_text_whose_new_source_was_not_edited_in_stays_a_machines(
    room: Newsroom,
) -> None:
    """An accepted draft that became stale and is cleared is accepted again, not translated."""
    room.draft("Нан.")
    room.clear()
    room.look("Aizada")
    room.change_source("Bread, new.")
    room.clear()

    assert actions(room.look("Timur")) == ["accepted"]
    assert room.state() is State.ACCEPTED


@pytest.mark.parametrize(("count", "action"), [(4, "accepted"), (5, "cleared"), (9, "cleared")])
def test_a_whole_file_cleared_at_once(count: int, action: str) -> None:
    """At least five drafts, and all the file had, lost their mark without one edit."""
    room = Newsroom.of(count)
    for number in range(1, count + 1):
        room.draft(f"Нан {number}.", number)
        room.clear(number)

    assert set(actions(room.look("Aizada"))) == {action}


def test_a_file_cleared_at_once_counts_its_stale_drafts_too() -> None:
    """Four fresh drafts and a stale text of a person are five drafts."""
    room = Newsroom.of(5)
    room.type("Нан.", 1)
    room.look("Aizada")
    room.change_source("Bread, new.", 1)
    for number in range(2, 6):
        room.draft(f"Нан {number}.", number)
    for number in range(1, 6):
        room.clear(number)

    assert actions(room.look("Aizada")) == ["cleared"] * 5
    assert {room.state(number) for number in range(1, 6)} == {State.UNCONFIRMED}


@pytest.mark.parametrize("what", ["one is edited", "one keeps its mark", "one is emptied"])
def test_a_file_that_somebody_worked_on_is_not_cleared_at_once(what: str) -> None:
    """One edit, one mark left or one draft thrown out shows that a person read the file."""
    room = Newsroom.of(6)
    for number in range(1, 7):
        room.draft(f"Нан {number}.", number)
        room.clear(number)
    if what == "one is edited":
        room.type("Бөлке.", 6)
    elif what == "one keeps its mark":
        room.mark(6)
    else:
        room.type("", 6)

    assert actions(room.look("Aizada")).count("accepted") == 5


def test_translator_edits_but_leaves_fuzzy_needs_work_shown_as_edited(room: Newsroom) -> None:
    """Web editors keep the mark: the text is hers, and nobody stands behind it yet."""
    room.draft("Нан пісіру.")
    room.type("Нан пісірді.", is_fuzzy=True)
    assert room.state() is State.NEEDS_WORK

    (line,) = room.look("Aizada")

    assert (line.action, line.kind) == ("translated", "unfinished")
    assert room.state() is State.NEEDS_WORK
    assert room.ledger.is_edited(LANGUAGE, room.message())
    assert not room.ledger.stood(LANGUAGE, room.message())
    assert not room.ledger.is_untouched_draft(LANGUAGE, room.message())
    room.clear()
    assert actions(room.look("Aizada")) == ["translated"]
    assert room.state() is State.TRANSLATED
    assert room.ledger.stood(LANGUAGE, room.message())


# --- A translator works on finished text -------------------------------------------------------


def test_finished_text_is_edited_translated_and_the_old_approval_sleeps(room: Newsroom) -> None:
    """Reverting the edit wakes it."""
    room.type("Нан.")
    room.look("Aizada")
    approve(room)
    room.type("Бөлке.")

    assert actions(room.look("Dana")) == ["translated"]
    assert room.state() is State.TRANSLATED
    room.type("Нан.")
    assert room.look("Dana") == ()
    assert room.state() is State.APPROVED


def test_a_person_marks_finished_text_fuzzy_needs_work_and_the_approval_ends(
    room: Newsroom,
) -> None:
    """It is recorded as rejected; clearing the mark gives translated, approval anew."""
    room.type("Нан.")
    room.look("Aizada")
    approve(room)
    room.mark()

    assert actions(room.look("Dana")) == ["rejected"]
    assert room.state() is State.NEEDS_WORK
    room.clear()
    assert room.state() is State.TRANSLATED
    assert actions(room.look("Dana")) == ["translated"]
    assert room.state() is State.TRANSLATED
    assert room.look("Dana") == ()


def test_a_person_marks_accepted_text_fuzzy_needs_work_then_accepted(room: Newsroom) -> None:
    """Clearing the mark of a machine's text gives accepted, never translated."""
    room.draft("Нан.")
    room.clear()
    room.look("Aizada")
    room.mark()

    assert actions(room.look("Dana")) == ["rejected"]
    assert room.state() is State.NEEDS_WORK
    room.clear()
    assert actions(room.look("Dana")) == ["accepted"]
    assert room.state() is State.ACCEPTED


def test_translator_empties_a_draft_rejected_and_not_offered_again(room: Newsroom) -> None:
    """The engine's text does not come back."""
    room.draft("Нан.")
    room.type("")

    (line,) = room.look("Aizada")

    assert (line.action, line.target) == ("rejected", "Нан.")
    assert line.ends == (room.ledger.lines[0].id,)
    source = room.message().source
    assert "Нан." in room.ledger.refused(LANGUAGE, None, source)
    assert room.ledger.refused(LANGUAGE, None, source) == {"Нан."}
    assert room.ledger.latest(LANGUAGE, None, source) is None
    assert room.state() is State.UNTRANSLATED


def test_translator_empties_a_persons_text_which_is_in_the_ledger_and_reported(
    room: Newsroom,
) -> None:
    """It is not offered again by itself; putting it back wakes its approval."""
    room.type("Нан.")
    room.look("Aizada")
    approve(room)
    room.type("")

    assert room.look("Dana") == ()
    assert room.state() is State.UNTRANSLATED
    ((message, line),) = emptied(room.ledger, room.catalog)
    assert (message, line.target) == (room.message(), "Нан.")
    assert room.ledger.refused(LANGUAGE, None, message.source) == {"Нан."}
    room.type("Нан.")
    assert room.look("Dana") == ()
    assert room.state() is State.APPROVED


def test_the_draft_that_a_person_replaced_is_not_offered_once_her_text_is_gone(
    room: Newsroom,
) -> None:
    """She has seen it and did not want it."""
    room.draft("Нан пісіру.")
    room.type("Нан пісірді.")
    room.look("Aizada")
    room.type("")

    assert room.look("Aizada") == ()
    refused = room.ledger.refused(LANGUAGE, None, room.message().source)
    assert refused == {"Нан пісіру.", "Нан пісірді."}


# --- Sources -----------------------------------------------------------------------------------


def test_source_changes_the_target_stays_as_a_stale_draft_and_approval_sleeps(
    room: Newsroom,
) -> None:
    """The message carries the source that its text translates."""
    room.type("Нан.")
    room.look("Aizada")
    approve(room)

    room.change_source("Bread, new.")

    assert room.state() is State.STALE
    assert room.look() == ()


def test_source_changes_an_unaccepted_unedited_machine_draft_is_dropped(room: Newsroom) -> None:
    """It is drafted anew: a machine's text of another source helps nobody."""
    room.draft("Нан.")

    room.change_source("Bread, new.")

    assert room.state() is State.UNTRANSLATED
    assert room.look() == ()


def test_source_returns_the_old_pairs_state(room: Newsroom) -> None:
    """The approval wakes, as nothing about the pair has changed."""
    room.type("Нан.")
    room.look("Aizada")
    approve(room)
    room.change_source("Bread, new.")
    room.look()

    room.change_source("Paragraph 1.")

    assert room.state() is State.APPROVED
    assert room.look() == ()


def test_source_returns_a_dropped_draft_comes_back(room: Newsroom) -> None:
    """Left empty, the message would look as if somebody had emptied it."""
    room.draft("Нан.")
    room.change_source("Bread, new.")

    room.change_source("Paragraph 1.")

    assert room.state() is State.MACHINE
    assert room.look() == ()


def test_source_returns_but_not_to_a_living_rejection(room: Newsroom) -> None:
    """What somebody sent back still needs work."""
    room.type("Нан.")
    room.look("Aizada")
    room.mark()
    room.look("Dana")
    room.change_source("Bread, new.")

    room.change_source("Paragraph 1.")

    assert room.message().is_fuzzy
    assert not room.ledger.stood(LANGUAGE, room.message())


def test_source_returns_to_a_pair_whose_mark_a_person_cleared_unconfirmed() -> None:
    """Polyglot never restores a mark that a person cleared on that same pair."""
    room = Newsroom.of(5)
    for number in range(1, 6):
        room.draft(f"Нан {number}.", number)
        room.clear(number)
    room.look()
    room.change_source("Bread, new.", 1)

    room.change_source("Paragraph 1.", 1)

    assert room.state(1) is State.UNCONFIRMED
    assert room.look() == ()


def test_white_space_of_the_source_changes_nothing(room: Newsroom) -> None:
    """A paragraph that was wrapped anew keeps its approval."""
    room.type("Нан.")
    room.look("Aizada")
    approve(room)

    room.put(1, replace(room.message(), source="  Paragraph\n1. "))

    assert room.state() is State.APPROVED
    assert room.look() == ()


def test_a_paragraph_moves_nothing_happens() -> None:
    """No judgement is bound to a place."""
    room = Newsroom.of(3)
    room.type("Нан.", 1)
    room.draft("Тұз.", 2)
    room.look("Aizada")
    states = {message.key: room.state(at) for at, message in enumerate(room.catalog.messages, 1)}

    room.catalog = replace(room.catalog, messages=room.catalog.messages[::-1])

    assert room.look() == ()
    assert states == {
        message.key: room.state(at) for at, message in enumerate(room.catalog.messages, 1)
    }


def test_obsolete_message_returns_with_the_state_the_ledger_gives_its_pair(room: Newsroom) -> None:
    """While it is obsolete nothing is seen of it; then it is what it was."""
    room.type("Нан.")
    room.look("Aizada")
    approve(room)
    live = room.message()
    room.put(1, replace(live, is_obsolete=True))
    assert room.look() == ()
    assert room.state() is State.OBSOLETE

    room.put(1, live)

    assert room.ledger.stood(LANGUAGE, live)
    assert room.state() is State.APPROVED


def test_obsolete_message_returns_fuzzy_if_nobody_stood_behind_it(room: Newsroom) -> None:
    """The ledger tells the merge that nobody did."""
    message = replace(room.message(), target="Нан.")

    assert not room.ledger.stood(LANGUAGE, message)


# --- Other tools -------------------------------------------------------------------------------


def test_fuzzy_text_nobody_recorded_appears_in_an_empty_message_draft_of_unknown_origin(
    room: Newsroom,
) -> None:
    """Another tool's pre-translation is never replaced; cleared without an edit it is accepted."""
    room.type("Нан.", is_fuzzy=True)

    (line,) = room.look("Aizada")

    assert (line.action, line.by) == ("drafted", "unknown")
    assert room.state() is State.MACHINE
    assert room.ledger.origin(LANGUAGE, room.message()) == "unknown"
    assert not room.ledger.is_untouched_draft(LANGUAGE, room.message())
    assert not room.ledger.is_machine_draft(LANGUAGE, room.message())
    room.clear()
    assert actions(room.look("Aizada")) == ["accepted"]
    assert room.state() is State.ACCEPTED


def test_a_rejected_draft_leaves_an_empty_message(room: Newsroom) -> None:
    """Fuzzy text that appears where a draft was thrown out came from another tool too."""
    room.draft("Нан.")
    room.type("")
    room.look("Aizada")
    room.type("Бөлке.", is_fuzzy=True)

    assert [(line.action, line.by) for line in room.look("Aizada")] == [("drafted", "unknown")]


def test_a_file_from_elsewhere_is_taken_as_peoples_work() -> None:
    """Machine text that another tool wrote without a mark is taken for a person's."""
    room = Newsroom.of(6)
    for number in range(1, 7):
        room.type(f"Нан {number}.", number)

    assert actions(room.look()) == ["translated"] * 6


def test_words_of_an_unknown_stale_text_are_kept_in_the_ledger(room: Newsroom) -> None:
    """Nobody is named for it, and nobody stands behind it."""
    room.put(
        1, replace(room.message(), target="Нан.", is_fuzzy=True, previous=(None, "Paragraph."))
    )

    (line,) = room.look("Aizada")

    assert (line.action, line.by, line.kind) == ("translated", "unknown", "unfinished")
    assert not room.ledger.stood(LANGUAGE, room.message())
    assert room.state() is State.STALE


def test_a_text_typed_by_a_person_is_hers_though_a_tool_put_it_elsewhere() -> None:
    """People's own words are numbered before what was found, whichever stands first."""
    room = Newsroom.of(2)
    room.type("Толығырақ.", 1, is_fuzzy=True)
    room.type("Толығырақ.", 2)

    room.look("Aizada")

    assert room.state(1) is State.MACHINE
    assert room.state(2) is State.TRANSLATED


def test_foreign_plural_messages_are_left_alone(room: Newsroom) -> None:
    """They are carried through, and nothing is said of them."""
    room.put(1, Message("A loaf.", target="Нан.", plural=Plural("Loaves.", ("Нан.", "Нан."))))

    assert room.look() == ()


def test_the_second_of_two_equal_messages_goes_to_the_ledger(room: Newsroom) -> None:
    """No catalog can hold it; it can be brought back, and nobody is said to stand behind it."""
    double = replace(room.message(), target="Бөлке.")

    room.write(remember(room.ledger, LANGUAGE, [double]))

    assert [line.target for line in room.ledger.texts(LANGUAGE)] == ["Бөлке."]
    assert not room.ledger.stood(LANGUAGE, double)
    assert remember(room.ledger, LANGUAGE, [double]) == ()


def test_so_does_each_form_of_a_second_plural(room: Newsroom) -> None:
    """What a branch brought twice is carried through once, and the rest is not lost."""
    double = Message("A loaf.", plural=Plural("Loaves.", ("Нан.", "Нандар.", "Нан.")))

    room.write(remember(room.ledger, LANGUAGE, [double]))

    assert [line.target for line in room.ledger.texts(LANGUAGE)] == ["Нан.", "Нандар."]
    assert remember(room.ledger, LANGUAGE, [double]) == ()
    assert emptied(room.ledger, Catalog(LANGUAGE, (double,))) == ()


def test_typography_of_a_draft_is_corrected_still_a_draft(room: Newsroom) -> None:
    """A corrected machine text is a machine text, with a line that continues the old one."""
    room.draft('"Нан."')
    old = room.message()
    room.put(1, replace(old, target="«Нан.»"))

    (line,) = room.write(room.ledger.carried(LANGUAGE, [(room.message(), (old,))]))

    assert line.begins == (room.ledger.lines[0].id,)
    assert room.state() is State.MACHINE
    room.clear()
    assert actions(room.look("Aizada")) == ["accepted"]


def test_machine_is_nobodys_name(room: Newsroom) -> None:
    """Nobody's work can be recorded under it."""
    room.type("Нан.")

    with pytest.raises(LedgerError, match="nobody's name"):
        observe(room.ledger, room.catalog, by="machine", day=DAY)


def test_a_waiver_holds_for_exactly_this_pair(room: Newsroom) -> None:
    """Editing the text puts it to sleep."""
    room.type("Нан.")
    message = room.message()
    room.write((Line(LANGUAGE, None, message.source, "Нан.", "waived", "Dana", "ok", "equal"),))

    assert room.ledger.waivers(LANGUAGE, message) == {"equal"}
    assert room.ledger.waivers(LANGUAGE, replace(message, target="Нан!")) == set()
