"""The rows of the table of events in which two writers meet: in git, by e-mail, in one file."""

from dataclasses import replace

import pytest

from editors import merged
from newsroom import DAY, LANGUAGE, Newsroom, actions
from polyglot import catalog as po
from polyglot import review
from polyglot.ledger import Ledger, dump, emptied, observe, parse
from polyglot.model import Draft, Line, Message, State
from test_ledger_events import approve

PATH = "locales/kk/LC_MESSAGES/bread.po"


def branch(room: Newsroom) -> Newsroom:
    """Return the same newsroom on another branch."""
    return Newsroom(room.catalog, room.ledger)


def merge_ledgers(mine: Newsroom, yours: Newsroom) -> None:
    """Bring the files of two ledgers together, as git does: they are only added."""
    files = dict([dump(mine.ledger.lines), dump(yours.ledger.lines)])
    mine.ledger = parse(files, path="ledger")


# --- git ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["--ours", "--theirs"])
def test_two_people_change_one_message_in_git_both_are_kept(side: str) -> None:
    """One text stands in the file, the other in the ledger, from where it is offered."""
    mine = Newsroom.of(3)
    yours = branch(mine)
    mine.type("Нан.", 2)
    mine.look("Aizada")
    yours.type("Бөлке.", 2)
    yours.look("Timur")
    old = po.write(Newsroom.of(3).catalog)
    data = merged(po.write(mine.catalog), old, po.write(yours.catalog), side)

    merge_ledgers(mine, yours)
    mine.catalog = po.read(data, path=PATH, language=LANGUAGE)

    assert mine.look("Dana") == ()
    assert mine.message(2).target == {"--ours": "Нан.", "--theirs": "Бөлке."}[side]
    assert mine.state(2) is State.TRANSLATED
    offered = {line.target for line in review.restorable(mine.catalog, mine.ledger)}
    assert offered == {"Нан.", "Бөлке."} - {mine.message(2).target}


def test_two_people_change_different_messages_in_git_nothing_clashes() -> None:
    """Neither the file nor the ledger: each text keeps its author."""
    mine = Newsroom.of(5)
    yours = branch(mine)
    mine.type("Нан.", 1)
    mine.look("Aizada")
    yours.type("Бөлке.", 5)
    yours.look("Timur")
    data = merged(po.write(mine.catalog), po.write(Newsroom.of(5).catalog), po.write(yours.catalog))

    merge_ledgers(mine, yours)
    mine.catalog = po.read(data, path=PATH, language=LANGUAGE)

    assert mine.look("Dana") == ()
    names = [mine.ledger.names(LANGUAGE, mine.message(n))["translated"] for n in (1, 5)]
    assert names == [("Aizada",), ("Timur",)]


def test_an_approval_and_the_end_of_an_older_one_meet_in_git() -> None:
    """A line ends only the lines it names: what the other branch approved is a clash."""
    mine = Newsroom()
    mine.type("Нан.")
    mine.look("Aizada")
    yours = branch(mine)
    approve(mine)
    yours.mark()
    yours.look("Dana")

    merge_ledgers(mine, yours)

    assert mine.ledger.is_clash(LANGUAGE, mine.message())
    assert mine.state() is State.NEEDS_WORK
    assert mine.look("Timur") == ()


def test_both_branches_drafted_the_same_message_the_other_draft_is_no_persons_text() -> None:
    """Whichever draft git leaves in the file, it is a machine's."""
    mine = Newsroom()
    yours = branch(mine)
    mine.draft("Нан.", origin="google")
    yours.draft("Бөлке.", origin="pseudo")

    merge_ledgers(mine, yours)

    for target in ("Нан.", "Бөлке."):
        mine.put(1, replace(mine.message(), target=target, is_fuzzy=True))
        assert mine.look("Dana") == ()
        assert mine.state() is State.MACHINE
        mine.put(1, replace(mine.message(), is_fuzzy=False))
        assert mine.state() is State.ACCEPTED


def test_both_branches_saw_the_same_edit_it_counts_once() -> None:
    """The same file looked at twice: two lines, one state, and nothing more to see."""
    mine = Newsroom()
    mine.draft("Нан пісіру.")
    yours = branch(mine)
    for room, name in ((mine, "Aizada"), (yours, "Timur")):
        room.type("Нан пісірді.")
        room.look(name)

    merge_ledgers(mine, yours)

    assert mine.look("Dana") == ()
    assert mine.state() is State.TRANSLATED
    names = mine.ledger.names(LANGUAGE, mine.message())["translated"]
    assert sorted(names) == ["Aizada", "Timur"]


# --- Old files ---------------------------------------------------------------------------------


def test_an_old_file_comes_back_its_pairs_are_known_and_the_newer_text_is_offered() -> None:
    """Put over the newer file, the old text has the state it had; the newer one can come back."""
    room = Newsroom()
    room.type("Нан.")
    room.look("Aizada")
    approve(room)
    sent = room.catalog
    room.type("Бөлке.")
    room.look("Timur")

    room.catalog = sent

    assert observe(room.ledger, sent, by="Dana", day=DAY) == ()
    assert room.state() is State.APPROVED
    (offered,) = review.restorable(room.catalog, room.ledger)
    assert (offered.target, offered.by) == ("Бөлке.", "Timur")


def test_an_old_file_with_a_draft_that_was_thrown_out_brings_it_back_as_a_draft() -> None:
    """It is no person's text for having travelled."""
    room = Newsroom()
    room.draft("Нан.")
    sent = room.catalog
    room.type("")
    room.look("Aizada")

    room.catalog = sent
    room.look("Dana")

    assert room.state().is_draft
    room.clear()
    room.look("Dana")
    assert room.state() is State.ACCEPTED


def test_an_old_file_with_an_older_source_has_the_state_of_its_own_pair() -> None:
    """What was made for the older text is not counted for the newer one."""
    room = Newsroom()
    room.type("Нан.")
    room.look("Aizada")
    sent = room.message()
    room.change_source("Bread, new.")
    room.type("Жаңа нан.")
    room.look("Timur")
    assert room.state() is State.TRANSLATED

    room.put(1, sent)

    assert room.look("Dana") == ()
    assert room.state() is State.TRANSLATED
    room.change_source("Bread, new.")
    assert room.state() is State.STALE


# --- One file ----------------------------------------------------------------------------------


def test_a_draft_is_proposed_only_where_there_is_nothing_or_an_untouched_draft() -> None:
    """A person's text, an accepted draft, an edited one and one that was sent back all stay."""
    room = Newsroom.of(5)
    room.type("Адам мәтіні.", 2)
    for number in (3, 4, 5):
        room.draft(f"Жоба {number}.", number)
    room.clear(3)
    room.type("Жоба төрт, өзгертілген.", 4, is_fuzzy=True)
    room.look("Aizada")
    drafts = [
        Draft(None, m.source, "Жаңа жоба.", "google", is_machine=True)
        for m in room.catalog.messages
    ]

    free = [
        draft
        for draft, m in zip(drafts, room.catalog.messages, strict=True)
        if not m.target or room.ledger.is_untouched_draft(LANGUAGE, m)
    ]

    assert [draft.source for draft in free] == ["Paragraph 1.", "Paragraph 5."]
    placed = po.place(room.catalog, drafts)
    assert [m.target for m in placed.messages][1:] == [m.target for m in room.catalog.messages][1:]


def test_every_text_emptied_at_once_is_told_and_can_come_back() -> None:
    """A file that lost all its translations loses none of them for good."""
    room = Newsroom.of(3)
    for number, name in ((1, "Aizada"), (2, "Timur"), (3, "Dana")):
        room.type(f"Мәтін {number}.", number)
        room.look(name)
    for number in (1, 2, 3):
        room.type("", number)

    assert room.look("Dana") == ()

    assert [line.by for _, line in emptied(room.ledger, room.catalog)] == [
        "Aizada",
        "Timur",
        "Dana",
    ]
    assert len(review.restorable(room.catalog, room.ledger)) == 3


def test_a_text_returns_from_elsewhere_as_what_it_was() -> None:
    """A paragraph pasted into another place of the article keeps whose text it is."""
    room = Newsroom.of(2)
    room.draft("Машина.", 1)
    room.clear(1)
    room.look("Aizada")
    room.type("", 1)
    room.look("Aizada")

    room.type("Машина.", 2)

    assert actions(room.look("Timur")) == ["accepted"]
    assert room.state(2) is State.ACCEPTED


def test_a_file_cleared_at_once_on_one_branch_and_read_on_another_is_confirmed_by_name() -> None:
    """One named person who read a text stands behind it, whatever somebody's key press did."""
    mine = Newsroom.of(5)
    for number in range(1, 6):
        mine.draft(f"Жоба {number}.", number)
    yours = branch(mine)
    for number in range(1, 6):
        mine.clear(number)
    assert set(actions(mine.look("Timur"))) == {"cleared"}
    yours.clear(2)
    yours.look("Aizada")

    merge_ledgers(mine, yours)

    assert mine.state(2) is State.ACCEPTED
    assert mine.state(1) is State.UNCONFIRMED


def test_lines_of_an_unknown_action_change_no_state() -> None:
    """A later version wrote them on a branch of its own; they are kept."""
    room = Newsroom()
    room.type("Нан.")
    room.look("Aizada")
    message = room.message()
    foretold = Line(LANGUAGE, None, message.source, message.target, "foretold", "Timur")

    room.write((foretold,))

    assert room.state() is State.TRANSLATED
    assert "foretold" in actions(Ledger(room.ledger.lines).lines)
    assert room.look("Dana") == ()


def test_an_edit_under_a_kept_mark_is_edited_again_and_keeps_its_author() -> None:
    """A web editor keeps the mark through several edits; each text is in the ledger."""
    room = Newsroom()
    room.draft("Нан пісіру.")
    for text, name in (("Нан пісірді.", "Aizada"), ("Нан пісірілді.", "Timur")):
        room.type(text, is_fuzzy=True)
        room.look(name)
        assert room.ledger.is_edited(LANGUAGE, room.message())
        assert room.state() is State.NEEDS_WORK

    room.clear()
    room.look("Timur")

    assert room.state() is State.TRANSLATED
    assert {"Нан пісірді.", "Нан пісірілді."} <= {
        line.target for line in room.ledger.texts(LANGUAGE)
    }


def test_an_obsolete_message_is_seen_by_nobody() -> None:
    """What an editor does to a message behind `#~` records nothing."""
    room = Newsroom()
    room.put(1, Message("Old.", target="Ескі.", is_obsolete=True))

    assert room.look("Aizada") == ()
    assert room.state() is State.OBSOLETE
