"""Files that come back: what was done in them counts as done in the catalog."""

from pathlib import Path

import pytest

from editors import EDITORS
from letters import (
    BRIDGE,
    PICTURE,
    SECOND,
    SUMMARY,
    TITLE,
    acts,
    cleared,
    edited,
    newsroom,
    received,
    restored,
    sent,
    states,
    text,
    typed,
)
from workspaces import RUN, Press, clear, found, mark


@pytest.fixture
def made(tmp_path: Path) -> Press:
    """Return a workspace in which a machine has drafted one article."""
    return newsroom(tmp_path)


# --- What was done in a file ----------------------------------------------------------------------


@pytest.mark.parametrize("editor", sorted(EDITORS))
def test_a_file_that_only_was_opened_and_saved_brings_nothing(made: Press, editor: str) -> None:
    """Whatever program it was; and the catalog is as it was."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 310 метр."})
    made.done("extract", "--by", "Timur")
    made.swap(f"content/{BRIDGE}.md", "It is 310", "It is 320")
    made.done("extract")
    path = sent(made)
    data = path.read_bytes().replace(b"Date: \\n", b"Date: 2026-03-01 12:00+0500\\n")
    path.write_bytes(EDITORS[editor](data))
    before = made.files()

    said = received(made, path)

    assert said == "news/bridge kk: nothing new"
    assert made.files() == before


def test_a_draft_that_lost_its_mark_among_the_obsolete_is_not_accepted(made: Press) -> None:
    """Babel drops the marks there, and nobody works there: it is a machine's draft still."""
    source = Path(made.path(f"content/{BRIDGE}.md"))
    text_ = source.read_text(encoding="utf-8")
    first, _, rest = text_.partition("It is 310")
    source.write_text(f"{first}{rest.partition(chr(10))[2]}", encoding="utf-8")
    made.done("extract")
    path = sent(made)
    lines = [
        line
        for line in path.read_bytes().splitlines(keepends=True)
        if b"X-Polyglot-Sent" not in line
    ]
    data = b"".join(lines)
    assert b"#~ msgstr" in data
    path.write_bytes(data.replace(b"#, fuzzy\n#~ ", b"#~ "))
    assert path.read_bytes() != data
    before = made.files()

    said = received(made, path)

    assert said == "news/bridge kk: nothing new"
    assert made.files() == before


def test_a_new_text_is_taken_and_is_hers_who_sent_it(made: Press) -> None:
    """As if she had typed it into the catalog."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})

    said = received(made, path, "--by", "Aygul")

    assert said == "news/bridge kk by Aygul: 1 taken"
    assert text(made, SECOND) == ("Ұзындығы 310 метр.", False)
    assert states(made)[SECOND] == "translated"
    assert acts(made, SECOND) == [("translated", "Aygul", "Ұзындығы 310 метр.")]


def test_a_draft_that_she_let_stand_is_accepted_and_stays_a_machines(made: Press) -> None:
    """She read it and took its mark off; the others are drafts still."""
    path = cleared(sent(made), SUMMARY)

    said = received(made, path, "--by", "Aygul")

    assert said == "news/bridge kk by Aygul: 1 accepted"
    assert states(made)[SUMMARY] == "accepted"
    assert states(made)[SECOND] == "draft: machine"
    assert [act[:2] for act in acts(made, SUMMARY)] == [("accepted", "Aygul")]


def test_all_marks_taken_off_at_once_confirm_nothing(made: Press) -> None:
    """One key press in her editor: as in a catalog, the texts wait for a person."""
    path = sent(made)
    with edited(path) as file:
        for entry in file:
            clear(entry)

    received(made, path, "--by", "Aygul")

    assert set(states(made).values()) == {"unconfirmed"}


def test_a_text_that_is_marked_still_needs_work(made: Press) -> None:
    """Her words are kept, and nobody stands behind them yet."""
    path = sent(made)
    with edited(path) as file:
        found(file, SECOND).msgstr = "Ұзындығы, бәлкім, 310 метр."

    received(made, path, "--by", "Aygul")

    assert text(made, SECOND) == ("Ұзындығы, бәлкім, 310 метр.", True)
    assert states(made)[SECOND] == "draft: needs work"
    with edited(path) as file:
        clear(found(file, SECOND))
    received(made, path, "--by", "Aygul")
    assert states(made)[SECOND] == "translated"


def test_a_draft_that_she_emptied_is_not_proposed_again(made: Press) -> None:
    """It was useless; the engine is not asked for it again."""
    path = typed(sent(made), {SECOND: ""})

    said = received(made, path, "--by", "Aygul")
    made.done(*RUN)

    assert said == "news/bridge kk by Aygul: 1 emptied"
    assert text(made, SECOND)[0] == ""
    assert [act[:2] for act in acts(made, SECOND)] == [("rejected", "Aygul")]


def test_a_persons_text_that_she_emptied_is_in_the_ledger(made: Press) -> None:
    """One command brings it back."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 310 метр."})
    made.done("extract", "--by", "Timur")
    path = typed(sent(made), {SECOND: ""})

    made.done("receive", str(path))

    assert text(made, SECOND)[0] == ""
    restored(made, "Ұзындығы 310 метр.")
    assert text(made, SECOND) == ("Ұзындығы 310 метр.", False)


def test_a_finished_text_that_she_marked_needs_work(made: Press) -> None:
    """She tells others that it is wrong, as the translators' guide says."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 31 метр."})
    made.done("extract", "--by", "Timur")
    path = sent(made)
    with edited(path) as file:
        mark(found(file, SECOND))

    received(made, path, "--by", "Aygul")

    assert states(made)[SECOND] == "draft: needs work"
    assert acts(made, SECOND)[-1][:2] == ("rejected", "Aygul")


def test_comments_come_along_once(made: Press) -> None:
    """What she noted beside a text stands there; what somebody deleted since does not come back."""
    path = sent(made)
    with edited(path) as file:
        found(file, SECOND).tcomment += "\nmetres or feet?"
    received(made, path)
    assert "metres or feet?" in made.entry(BRIDGE, "kk", SECOND).tcomment
    path.unlink()
    again = sent(made)
    with made.opened(BRIDGE, "kk") as file:
        found(file, SECOND).tcomment = ""
    made.done("extract")

    received(made, again)

    assert "metres or feet?" not in made.entry(BRIDGE, "kk", SECOND).tcomment


# --- Old files ------------------------------------------------------------------------------------


def test_an_old_file_takes_nothing_newer_back(made: Press) -> None:
    """Since it was sent, texts were written, approved, rejected, emptied and restored here."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 31 метр.", PICTURE: "Көпір"})
    made.done("extract", "--by", "Timur")
    path = sent(made)
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 310 метр.", TITLE: "Көпір", SUMMARY: ""})
    made.done("extract", "--by", "Dana")
    made.done("review", "reject", BRIDGE, "7", "-l", "kk", "--by", "Dana", "--note", "no")
    before = made.files()

    said = received(made, path, "--by", "Aygul")

    assert said == "news/bridge kk by Aygul: 3 ignored"
    assert made.files() == before


def test_a_text_that_was_emptied_when_it_was_sent_and_restored_since_stays(made: Press) -> None:
    """The ledger has no line of either; the file knows what stood in it."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 310 метр."})
    made.done("extract", "--by", "Timur")
    made.type(BRIDGE, "kk", {SECOND: ""})
    made.done("extract")
    path = sent(made)
    restored(made, "Ұзындығы 310 метр.")

    assert received(made, path) == "news/bridge kk: nothing new"
    assert text(made, SECOND) == ("Ұзындығы 310 метр.", False)


def test_a_correction_of_a_text_that_nobody_touched_since_is_taken(made: Press) -> None:
    """Its approval sleeps: somebody has to look at the new text."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 31 метр."})
    made.done("extract", "--by", "Timur")
    path = sent(made)
    made.done("review", "approve", BRIDGE, "6", "-l", "kk", "--by", "Dana")
    assert states(made)[SECOND] == "approved"
    typed(path, {SECOND: "Ұзындығы 310 метр."})

    received(made, path, "--by", "Aygul")

    assert states(made)[SECOND] == "translated"
    assert text(made, SECOND) == ("Ұзындығы 310 метр.", False)


def test_her_text_is_taken_in_the_place_of_another_draft(made: Press) -> None:
    """A machine's draft that came since gives way, and so does one that was rejected."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    made.done("review", "reject", BRIDGE, "6", "-l", "kk", "--by", "Dana")

    received(made, path, "--by", "Aygul")

    assert states(made)[SECOND] == "translated"


def test_a_draft_that_was_rejected_since_is_not_let_stand_by_an_old_file(made: Press) -> None:
    """Dana threw it out while Aygul read it."""
    path = cleared(sent(made), SECOND)
    made.done("review", "reject", BRIDGE, "6", "-l", "kk", "--by", "Dana")

    assert received(made, path, "--by", "Aygul") == "news/bridge kk by Aygul: 1 ignored"
    assert text(made, SECOND)[0] == ""


def test_a_mark_that_was_set_anew_is_not_taken_off_by_the_same_file(made: Press) -> None:
    """It was received, rejected since, and comes a second time by mistake."""
    path = cleared(sent(made), SECOND)
    received(made, path, "--by", "Aygul")
    made.done("review", "reject", BRIDGE, "6", "-l", "kk", "--by", "Dana", "--note", "dollars?")

    received(made, path, "--by", "Aygul")

    assert states(made)[SECOND] == "draft: needs work"
