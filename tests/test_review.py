"""Reviews: what waits for whom, and what the judgements of people do."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from newsroom import LANGUAGE, Newsroom, actions
from polyglot import review
from polyglot.errors import ReviewError
from polyglot.model import Line, Message, State
from polyglot.review import Selection


def everything(_message: Message) -> bool:
    """Choose every message."""
    return True


def judged(room: Newsroom, judge: Callable[..., review.Outcome], **options: str) -> list[str]:
    """Judge all messages of *room*; return what the new lines say was done."""
    return judged_some(room, judge, everything, **options)


def judged_some(
    room: Newsroom, judge: Callable[..., review.Outcome], chosen: Selection, **options: str
) -> list[str]:
    """Judge the *chosen* messages of *room*; return what the new lines say was done."""
    room.catalog, lines = judge(room.catalog, room.ledger, chosen, **options)
    room.write(lines)
    return actions(lines)


def translated(by: str = "Aizada", count: int = 1) -> Newsroom:
    """Return a newsroom whose paragraphs *by* translated."""
    room = Newsroom.of(count)
    for number in range(1, count + 1):
        room.type(f"Нан {number}.", number)
    room.look(by)
    return room


def cleared() -> Newsroom:
    """Return a newsroom in which all five marks were cleared at once."""
    room = Newsroom.of(5)
    for number in range(1, 6):
        room.draft(f"Нан {number}.", number)
        room.clear(number)
    room.look()
    return room


# --- Names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "machine",
        "unknown",
        " Machine ",
        "UNKNOWN",
        "memory",
        "shared",
        "",
        "  ",
        "a\nb",
        "a@b.org",
        "<b>",
    ],
)
def test_names_that_are_nobodys_are_refused(name: str) -> None:
    """Some say that no person did it; an address would tell who somebody really is."""
    room = translated()

    with pytest.raises(ReviewError) as caught:
        judged(room, review.approve, by=name, reason="x")

    assert "--by" in (caught.value.hint or "")


def test_a_pen_name_is_taken_without_white_space_around_it() -> None:
    """A slip of the keyboard makes no second person."""
    assert review.pen_name("  Night   desk ") == "Night desk"


# --- What waits --------------------------------------------------------------------------------


def test_messages_are_numbered_in_document_order_without_obsolete_ones() -> None:
    """People call them by numbers from 1."""
    room = Newsroom.of(3)
    room.put(3, replace(room.message(3), is_obsolete=True))

    assert [number for number, _ in review.numbered(room.catalog)] == [1, 2]
    assert review.chosen(room.catalog, [2, 1]) == (room.message(1).key, room.message(2).key)
    with pytest.raises(ReviewError, match="no number 3"):
        review.chosen(room.catalog, [3])


def test_a_review_lists_what_each_message_waits_for() -> None:
    """Empty ones wait for a translation, drafts for acceptance, finished ones for approval."""
    room = Newsroom.of(4)
    room.draft("Нан.", 2)
    room.type("Тұз.", 3)
    room.type("Су.", 4)
    room.look("Aizada")
    judged_some(room, review.approve, [room.message(4).key], by="Timur")

    rows = review.waiting(room.catalog, room.ledger)

    assert [(row.number, row.waits, row.origin, row.people) for row in rows] == [
        (1, "translation", "", ()),
        (2, "acceptance", "google", ()),
        (3, "approval", "", ("Aizada",)),
    ]
    last = review.rows(room.catalog, room.ledger)[-1]
    assert (last.waits, last.approvers, last.has_four_eyes) == ("", ("Timur",), True)


def test_a_review_shows_notes_edits_and_clashes() -> None:
    """Why something was sent back, and what two people judged differently."""
    room = translated(count=2)
    room.draft("Тұз.", 1)
    room.type("Ас тұзы.", 1, is_fuzzy=True)
    message = room.message(2)
    fields = (LANGUAGE, None, message.source, message.target)
    room.write(
        (Line(*fields, "approved", "Timur"), Line(*fields, "rejected", "Dana", "too literal"))
    )

    first, second = review.waiting(room.catalog, room.ledger)

    assert first.is_edited
    assert (second.waits, second.notes) == ("decision", ("too literal",))


# --- Approving ---------------------------------------------------------------------------------


def test_another_persons_translation_is_approved_with_four_eyes() -> None:
    """No reason is asked for."""
    room = translated("Aizada")

    assert judged(room, review.approve, by="Timur") == ["approved"]
    assert room.state() is State.APPROVED
    assert room.ledger.four_eyes(LANGUAGE, room.message())


def test_what_another_person_accepted_is_approved_with_four_eyes() -> None:
    """Machine text that one person accepted and another one approved was seen by four eyes."""
    room = Newsroom()
    room.draft("Нан.")
    judged(room, review.accept, by="Aizada")

    judged(room, review.approve, by="Timur")

    assert room.ledger.four_eyes(LANGUAGE, room.message())
    assert room.ledger.is_machine_text(LANGUAGE, room.message())


@pytest.mark.parametrize("translator", ["Timur", "timur", "unknown"])
def test_a_lone_approval_needs_a_reason(translator: str) -> None:
    """Nobody else with a name stands behind the text."""
    room = translated(translator)

    with pytest.raises(ReviewError, match="alone") as caught:
        judged(room, review.approve, by="Timur")

    assert "--reason" in (caught.value.hint or "")
    assert judged(room, review.approve, by="Timur", reason="night shift") == ["approved"]
    assert room.ledger.lines[-1].note == "night shift"
    assert not room.ledger.four_eyes(LANGUAGE, room.message())


def test_one_reason_per_article_is_enough() -> None:
    """The same person is not asked again; another one is."""
    room = translated("unknown", count=3)
    judged_some(room, review.approve, [room.message(1).key], by="Timur", reason="night shift")

    assert judged_some(room, review.approve, [room.message(2).key], by="Timur") == ["approved"]
    with pytest.raises(ReviewError, match="alone"):
        judged_some(room, review.approve, [room.message(3).key], by="Dana")


def test_a_reason_given_where_none_was_needed_is_no_reason_for_later() -> None:
    """Only a lone approval carries it."""
    room = translated("Aizada", count=2)
    judged_some(room, review.approve, [room.message(1).key], by="Timur", reason="nice")
    room.type("Басқа.", 2)
    room.look("Timur")

    with pytest.raises(ReviewError, match="alone"):
        judged_some(room, review.approve, [room.message(2).key], by="Timur")


@pytest.mark.parametrize("target", ["", "Нан."])
def test_reviewer_approves_a_draft_or_an_empty_message_refused_naming_accept(target: str) -> None:
    """Nobody stands behind it yet; nothing is changed, for the other messages neither."""
    room = translated(count=2)
    room.put(2, replace(room.message(2), target=""))
    if target:
        room.draft(target, 2)
    before, lines = room.catalog, room.ledger.lines

    for chosen in (everything, [message.key for message in room.catalog.messages]):
        with pytest.raises(ReviewError, match=r"2: .*accept"):
            judged_some(room, review.approve, chosen, by="Timur")

    assert (room.catalog, room.ledger.lines) == (before, lines)


def test_reviewer_approves_unconfirmed_accepted_and_approved_lone() -> None:
    """One named person stands behind it, so a reason is asked for."""
    room = cleared()
    key = room.message(1).key

    with pytest.raises(ReviewError, match="alone"):
        judged_some(room, review.approve, [key], by="Timur")
    done = judged_some(room, review.approve, [key], by="Timur", reason="read it all")

    assert done == ["accepted", "approved"]
    assert room.state(1) is State.APPROVED
    assert not room.ledger.four_eyes(LANGUAGE, room.message(1))
    assert room.state(2) is State.UNCONFIRMED


def test_reviewer_edits_then_approves_lone() -> None:
    """No correction is small yet: whoever changed the text cannot be its second pair of eyes."""
    room = translated("Aizada")
    room.type("Бөлке.")
    room.look("Timur")

    with pytest.raises(ReviewError, match="alone"):
        judged(room, review.approve, by="Timur")


def test_approving_twice_changes_nothing_the_second_time() -> None:
    """What four eyes have seen needs no fifth."""
    room = translated("Aizada")
    judged(room, review.approve, by="Timur")

    assert judged(room, review.approve, by="Timur") == []
    assert judged(room, review.approve, by="Dana") == []


def test_a_second_person_may_add_the_missing_pair_of_eyes() -> None:
    """A lone approval by the translator becomes four eyes."""
    room = translated("Aizada")
    judged(room, review.approve, by="Aizada", reason="night shift")

    assert judged(room, review.approve, by="Timur") == ["approved"]
    assert room.ledger.four_eyes(LANGUAGE, room.message())


def clash() -> Newsroom:
    """Return a newsroom whose text one branch approved and another rejected."""
    room = translated("Aizada")
    fields = (LANGUAGE, None, room.message().source, room.message().target)
    room.write((Line(*fields, "approved", "Timur"), Line(*fields, "rejected", "Dana")))
    return room


def test_a_clash_is_ended_by_approving() -> None:
    """The new approval ends the rejection."""
    room = clash()

    assert judged(room, review.approve, by="Timur") == ["approved"]
    assert room.state() is State.APPROVED


def test_a_clash_is_ended_by_rejecting() -> None:
    """The new rejection ends the approval."""
    room = clash()

    assert judged(room, review.reject, by="Dana") == ["rejected"]
    assert not room.ledger.is_clash(LANGUAGE, room.message())
    assert room.state() is State.NEEDS_WORK
    assert room.look() == ()


def test_a_clash_is_not_ended_by_accepting() -> None:
    """Somebody has to decide who was right."""
    room = clash()

    with pytest.raises(ReviewError, match="approve or reject"):
        judged_some(room, review.accept, [room.message().key], by="Dana")


# --- Accepting ---------------------------------------------------------------------------------


def test_accepting_a_draft_takes_its_mark_away() -> None:
    """Polyglot clears a mark only when a person says so."""
    room = Newsroom()
    room.draft("Нан.")

    assert judged(room, review.accept, by="Aizada") == ["accepted"]
    assert not room.message().is_fuzzy
    assert room.state() is State.ACCEPTED
    assert room.look() == ()


def test_accepting_a_stale_text_of_a_person_binds_it_to_the_new_source() -> None:
    """It is a person's text, so it counts as translated."""
    room = translated("Aizada")
    room.change_source("Bread, new.")

    assert judged(room, review.accept, by="Timur") == ["accepted"]
    assert room.message().previous is None
    assert room.state() is State.TRANSLATED
    assert room.look() == ()


def test_accepting_unconfirmed_texts_confirms_them() -> None:
    """A named person has read them."""
    room = cleared()

    assert judged(room, review.accept, by="Aizada") == ["accepted"] * 5
    assert {room.state(number) for number in range(1, 6)} == {State.ACCEPTED}


def test_accepting_what_needed_work_ends_the_rejection_and_its_comment() -> None:
    """The translator's comment has been answered."""
    room = translated("Aizada")
    judged(room, review.reject, by="Timur", note="too literal")

    judged(room, review.accept, by="Dana")

    assert room.message().hints == ()
    assert room.state() is State.TRANSLATED
    assert room.ledger.stood(LANGUAGE, room.message())


def test_a_finished_text_by_nobody_known_gets_a_name_by_accepting() -> None:
    """So another person's approval can be a second pair of eyes; twice adds nothing."""
    room = translated("unknown")

    assert judged(room, review.accept, by="Aizada") == ["accepted"]
    assert judged(room, review.accept, by="Timur") == []
    judged(room, review.approve, by="Timur")
    assert room.ledger.four_eyes(LANGUAGE, room.message())


def test_an_empty_message_is_passed_over_unless_it_was_named() -> None:
    """Accepting all there is means what is there."""
    room = Newsroom.of(2)
    room.draft("Нан.", 1)

    with pytest.raises(ReviewError, match=r"2: there is no translation to accept"):
        judged_some(room, review.accept, [m.key for m in room.catalog.messages], by="Aizada")
    assert judged(room, review.accept, by="Aizada") == ["accepted"]


def test_a_message_that_is_not_there_is_refused() -> None:
    """A selection by key names what there is."""
    with pytest.raises(ReviewError, match="there is no text"):
        judged_some(translated(), review.accept, [(None, "Nothing.")], by="Aizada")


# --- Rejecting ---------------------------------------------------------------------------------


def test_reviewer_rejects_a_draft_which_is_emptied_and_not_offered_again() -> None:
    """The text is in the ledger."""
    room = Newsroom()
    room.draft("Нан.")
    source = room.message().source

    assert judged(room, review.reject, by="Timur") == ["rejected"]
    assert room.state() is State.UNTRANSLATED
    assert room.ledger.refused(LANGUAGE, None, source) == {"Нан."}
    assert room.ledger.latest(LANGUAGE, None, source) is None
    assert room.look() == ()


def test_reviewer_rejects_a_persons_text_which_stays_and_needs_work() -> None:
    """The note stands beside it; the approval has ended."""
    room = translated("Aizada")
    judged(room, review.approve, by="Timur")

    assert judged(room, review.reject, by="Dana", note="too\n literal") == ["rejected"]
    assert room.message().target == "Нан 1."
    assert room.message().hints == ("too literal",)
    assert room.state() is State.NEEDS_WORK
    assert room.look() == ()
    assert judged(room, review.reject, by="Dana", note="too literal") == []
    room.clear()
    room.look("Aizada")
    assert room.state() is State.TRANSLATED


def test_reviewer_rejects_an_accepted_text_which_stays_and_needs_work() -> None:
    """A person stood behind it, so it is no draft to be thrown out."""
    room = Newsroom()
    room.draft("Нан.")
    judged(room, review.accept, by="Aizada")

    judged(room, review.reject, by="Timur", note="wrong name")

    assert (room.message().target, room.state()) == ("Нан.", State.NEEDS_WORK)
    judged(room, review.accept, by="Aizada")
    assert room.state() is State.ACCEPTED


def test_reviewer_rejects_an_unconfirmed_draft_which_is_emptied() -> None:
    """Nobody known stood behind it."""
    room = cleared()

    judged_some(room, review.reject, [room.message(1).key], by="Timur")

    assert room.state(1) is State.UNTRANSLATED
    assert room.look() == ()


def test_rejecting_nothing_is_refused() -> None:
    """An empty message has nothing to send back."""
    room = Newsroom()

    with pytest.raises(ReviewError, match="no translation to reject"):
        judged_some(room, review.reject, [room.message().key], by="Timur")


# --- Revoking and waiving ----------------------------------------------------------------------


def test_revoking_takes_an_approval_back() -> None:
    """The text is translated as before."""
    room = translated("Aizada")
    judged(room, review.approve, by="Timur")

    assert judged(room, review.revoke, by="Dana", note="wrong figure") == ["revoked"]
    assert room.state() is State.TRANSLATED
    assert room.look() == ()
    assert judged(room, review.revoke, by="Dana") == []
    with pytest.raises(ReviewError, match="1: it is not approved"):
        judged_some(room, review.revoke, [room.message().key], by="Dana")


def test_a_waiver_has_a_kind_and_a_reason_and_is_given_once() -> None:
    """It is bound to exactly this pair."""
    room = translated()

    with pytest.raises(ReviewError, match="reason"):
        judged(room, review.waive, by="Dana", kind="equal", reason=" ")
    assert judged(room, review.waive, by="Dana", kind="equal", reason="a name") == ["waived"]
    assert judged(room, review.waive, by="Dana", kind="equal", reason="a name") == []
    assert room.ledger.waivers(LANGUAGE, room.message()) == {"equal"}


# --- Bringing back -----------------------------------------------------------------------------


def test_a_text_comes_back_with_its_approval() -> None:
    """Nothing that a person wrote is more than one command away."""
    room = translated("Aizada")
    judged(room, review.approve, by="Timur")
    room.type("Бөлке.")
    room.look("Dana")

    (line,) = review.restorable(room.catalog, room.ledger)
    room.catalog, lines = review.restore(room.catalog, room.ledger, line)

    assert lines == ()
    assert room.state() is State.APPROVED
    assert [other.target for other in review.restorable(room.catalog, room.ledger)] == ["Бөлке."]
    assert room.look() == ()


def test_a_rejected_draft_comes_back_as_a_draft() -> None:
    """Nobody stood behind it, and it is still not offered by itself."""
    room = Newsroom()
    room.draft("Нан.")
    judged(room, review.reject, by="Timur")

    (line,) = review.restorable(room.catalog, room.ledger)
    room.catalog, _ = review.restore(room.catalog, room.ledger, line)

    assert room.message().is_fuzzy
    assert room.state().is_draft
    assert room.look() == ()


def test_a_text_that_the_ledger_has_not_seen_goes_there_before_it_is_replaced() -> None:
    """Bringing one text back loses no other."""
    room = translated("Aizada")
    (line,) = room.ledger.lines
    room.type("Бөлке.", is_fuzzy=True)

    room.catalog, lines = review.restore(room.catalog, room.ledger, line)

    assert [(kept.target, kept.by) for kept in lines] == [("Бөлке.", "unknown")]


def test_a_text_whose_paragraph_is_gone_comes_back_obsolete_or_onto_another_one() -> None:
    """The editor chooses where the words are wanted."""
    room = translated("Aizada")
    (line,) = room.ledger.lines
    room.catalog = replace(room.catalog, messages=(Message("Another paragraph."),))

    gone, _ = review.restore(room.catalog, room.ledger, line)
    there, _ = review.restore(room.catalog, room.ledger, line, onto=(None, "Another paragraph."))

    assert gone.messages[1] == Message(line.source, target=line.target, is_obsolete=True)
    assert there.messages[0].previous == (None, line.source)
    assert room.ledger.state(LANGUAGE, there.messages[0]) is State.STALE
    with pytest.raises(ReviewError, match="there is no text"):
        review.restore(room.catalog, room.ledger, line, onto=(None, "Nothing."))


def test_a_line_of_another_language_is_not_brought_back() -> None:
    """A catalog holds one language."""
    room = translated("Aizada")

    with pytest.raises(ReviewError, match="no text for this catalog"):
        review.restore(room.catalog, room.ledger, replace(room.ledger.lines[0], language="ru"))
