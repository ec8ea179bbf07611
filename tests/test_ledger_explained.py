"""`polyglot ledger`: states explained line by line, files joined without a change of meaning."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom import DAY, LANGUAGE, Newsroom
from polyglot.ledger import Ledger, dump, joined, parse, seal
from polyglot.ledger.explaining import Role, explain
from polyglot.ledger.proving import prove
from polyglot.model import Line, State
from test_ledger_laws import history, steps
from workspaces import Press, busy

RAW = Line("kk", None, "Bread.", "Нан.", "translated", "Aizada")


def roles(room: Newsroom, number: int = 1) -> list[tuple[str, str]]:
    """Return what each line about a message did, and what it has to do with its state."""
    found = explain(room.ledger, LANGUAGE, room.message(number))
    return [(reason.line.action, reason.role.value) for reason in found.reasons]


# --- States ------------------------------------------------------------------------------------


def test_an_approval_decides_and_the_translation_lives() -> None:
    """The editor sees whose word made the text what it is."""
    room = Newsroom()
    room.type("Нан.")
    room.look("Aizada")
    room.write((replace(RAW, source=room.message().source, action="approved", by="Timur"),))

    assert roles(room) == [("translated", "lives"), ("approved", "decides")]


def test_lines_about_an_older_text_sleep() -> None:
    """The approval has not gone: it is about words that no longer stand there."""
    room = Newsroom()
    room.type("Нан.")
    room.look("Aizada")
    room.write((replace(RAW, source=room.message().source, action="approved", by="Timur"),))
    room.type("Бөлке.")
    room.look("Dana")

    assert roles(room) == [
        ("translated", "sleeps"),
        ("approved", "sleeps"),
        ("translated", "decides"),
    ]


def test_an_ended_line_names_the_line_that_ended_it() -> None:
    """A rejection ends the approval, and both are shown."""
    room = Newsroom()
    room.type("Нан.")
    room.look("Aizada")
    room.write((replace(RAW, source=room.message().source, action="approved", by="Timur"),))
    room.mark()
    room.look("Dana")

    found = explain(room.ledger, LANGUAGE, room.message())

    assert found.state is State.NEEDS_WORK
    assert "sent it back" in found.why
    ended = [reason for reason in found.reasons if reason.role is Role.ENDED]
    assert [(one.line.action, one.ended_by) for one in ended] == [("approved", (3,))]


def test_a_copied_draft_is_explained_by_the_line_of_another_message() -> None:
    """The text is what counts: a machine's words stay a machine's wherever they are pasted."""
    room = Newsroom.of(2)
    room.draft("Толығырақ.", 1)
    room.type("Толығырақ.", 2)
    room.look("Aizada")

    assert roles(room, 2) == [("drafted", "decides"), ("accepted", "decides")]


def test_an_approval_in_nobodys_name_is_shown_as_such() -> None:
    """It is kept, and means nothing."""
    room = Newsroom()
    room.type("Нан.")
    room.look()
    line = replace(RAW, source=room.message().source, action="approved", by="unknown")
    room.ledger = room.ledger.plus([line])

    assert ("approved", "nobody's") in roles(room)


@given(steps)
@settings(max_examples=40)
def test_every_state_has_a_sentence_and_a_decided_one_its_lines(
    steps: list[tuple[str, int, int]],
) -> None:
    """Whatever happened, the explanation gives the state that everything else gives."""
    room = history(steps)
    for number in range(1, len(room.catalog.messages) + 1):
        found = explain(room.ledger, LANGUAGE, room.message(number))

        assert found.state is room.state(number)
        assert found.why
        if found.state in (State.APPROVED, State.ACCEPTED, State.UNCONFIRMED, State.MACHINE):
            assert any(reason.role is Role.DECIDES for reason in found.reasons)


# --- Faults ------------------------------------------------------------------------------------


def ledger_file(*lines: Line, old: str = "", new: str = "", name: str = "") -> dict[str, bytes]:
    """Return a file of *lines*, in which somebody replaced *old* by *new*."""
    own, data = dump(seal(lines, ledger=Ledger(), day=DAY))
    data = data.replace(old.encode(), new.encode())
    return {name or own: data}


@pytest.mark.parametrize(
    ("files", "kinds"),
    [
        (ledger_file(RAW), []),
        (ledger_file(RAW, name="a.jsonl"), ["renamed"]),
        (ledger_file(RAW, old="Aizada", new="Dana"), ["renamed", "changed"]),
        (ledger_file(RAW, old="Нан.", new="Тұз."), ["renamed", "changed", "rebound"]),
        (ledger_file(RAW, old='{"n":1', new="{"), ["renamed", "unreadable"]),
        (ledger_file(replace(RAW, ends=("0" * 32,))), ["dangling"]),
        (ledger_file(replace(RAW, begins=("0" * 32,))), ["dangling"]),
        (ledger_file(replace(RAW, action="foretold")), ["unknown-action"]),
    ],
    ids=["nothing", "name", "person", "text", "no line", "ends", "from", "action"],
)
def test_what_is_wrong_with_a_file_is_told(files: dict[str, bytes], kinds: list[str]) -> None:
    """A line answers to its hash, a file to its name, a reference to a line."""
    assert [fault.kind for fault in prove(files)] == kinds


def test_a_line_that_says_two_things_is_told() -> None:
    """Somebody changed it in one of two copies; both stand when the files are joined."""
    files = ledger_file(RAW) | ledger_file(RAW, old="Aizada", new="Dana", name="b.jsonl")

    assert "doubled" in [fault.kind for fault in prove(files)]
    assert joined(files, path="x")[1].count(b"\n") == 2


def test_an_approval_by_nobody_is_told() -> None:
    """No command of ours writes one."""
    files = ledger_file(RAW, old='"translated","by":"Aizada"', new='"approved","by":"unknown"')

    assert "nobodys" in [fault.kind for fault in prove(files)]


# --- Joining -----------------------------------------------------------------------------------


@given(steps, steps, st.data())
@settings(max_examples=40)
def test_merging_branches_and_joining_files_commute(
    mine: list[tuple[str, int, int]], yours: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    """Joined before the merge, after it, or twice: the same bytes, the same lines."""
    first = list(history(mine).ledger.lines)
    second = list(history(yours).ledger.lines)
    cut = data.draw(st.integers(0, len(first)))
    ours = dict([dump(first[:cut]), dump(first[cut:])])
    theirs = dict([dump(second), dump(first[:cut])])

    whole = joined(ours | theirs, path="x")

    early = dict([joined(ours, path="x")]) | dict([joined(theirs, path="x")])
    assert joined(early, path="x") == whole
    assert joined(dict([whole]) | ours, path="x") == whole
    assert parse(dict([whole]), path="x") == parse(ours | theirs, path="x")


# --- The commands ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Return a workspace in which something of everything has happened."""
    return busy(tmp_path_factory.mktemp("ledger"))


def test_verify_explains_a_paragraph(made: Press) -> None:
    """The state, why, and the lines, each with its number and what it has to do with it."""
    shown = made.done("ledger", "verify", "bridge", "-l", "ru").out

    assert "accepted (a machine's text, and a person let it stand)" in shown
    assert "decides" in shown
    assert "accepted by Timur" in shown


def test_verify_gives_the_states_of_the_board(made: Press) -> None:
    """One truth: what is explained is what is counted."""
    plain = made.run("ledger", "verify", "news/bridge", "--format", "json").plain

    assert isinstance(plain, list)
    rows = made.run("review", "list", "bridge", "-l", "kk", "--all", "--format", "json").plain
    assert isinstance(rows, list)
    explained = [one["state"] for one in plain[0]["paragraphs"] if one["language"] == "kk"]
    assert explained == [row["state"] for row in rows]


def test_verify_writes_nothing_and_says_what_will_be_written(made: Press) -> None:
    """What a translator did since is in no line yet; the next command records it."""
    made.type("news/bridge", "uz", {"Aral": "Orol"})
    before = made.files()

    shown = made.done("ledger", "verify", "news/bridge", "-l", "uz").out

    assert "translated by unknown, not written yet" in shown
    assert made.files() == before
    made.done("extract")


def test_fold_leaves_one_file_and_every_state_as_it_was(made: Press) -> None:
    """The second time there is nothing to do, and a journey has nothing to do either."""
    board = made.done("status", "--format", "json").out
    lines = {str(line["id"]) for line in made.ledger("news/bridge")}
    before = made.files()

    assert "would be folded: news/bridge" in made.done("ledger", "fold", "--dry-run").out
    assert made.files() == before
    assert "folded: news/bridge" in made.done("ledger", "fold").out

    assert made.done("ledger", "fold").out == ""
    assert len(list(made.path("locales/ledger/news/bridge").glob("*.jsonl"))) == 1
    assert {str(line["id"]) for line in made.ledger("news/bridge")} == lines
    assert made.done("status", "--format", "json").out == board
    folded = made.files()
    made.done("extract")
    assert made.files() == folded


def test_a_changed_line_is_an_error_with_its_place(made: Press, tmp_path: Path) -> None:
    """Ledgers are only added to: whoever edits one is found out."""
    other = Press(tmp_path / "w")
    for name, data in made.files().items():
        other.write(name, data)
    (path, *_) = sorted(other.path("locales/ledger/news/bridge").glob("*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b'"by":"Timur"', b'"by":"Dana"'))

    result = other.run("ledger", "verify", "bridge", "-l", "ru", "--format", "json")

    assert result.code == 1
    (verified,) = json.loads(result.out)
    kinds = {fault["kind"] for fault in verified["faults"]}
    assert {"renamed", "changed"} <= kinds
    assert all(fault["path"].endswith(path.name) for fault in verified["faults"])


def test_a_record_that_cannot_be_read_hides_no_other_article(made: Press, tmp_path: Path) -> None:
    """It is told, and the next article explained."""
    copied = Press(tmp_path / "w")
    for name, data in made.files().items():
        copied.write(name, data)
    copied.write("content/a.md", "---\ntitle: A\n---\n\nText.\n")
    copied.write("locales/published/a.jsonl", b'{"by":"\xff"}\n')

    told = copied.run("ledger", "verify")

    assert told.code == 1
    assert "locales/published/a.jsonl:1: this is not UTF-8" in told.err
    assert "translated by" in told.out


def test_a_ledger_that_cannot_be_read_is_told_and_not_folded(made: Press, tmp_path: Path) -> None:
    """The other articles are explained all the same."""
    other = Press(tmp_path / "w")
    for name, data in made.files().items():
        other.write(name, data)
    other.write("locales/ledger/news/bridge/a.jsonl", "<<<<<<< HEAD\n")

    result = other.run("ledger", "verify")

    assert result.code == 1
    assert "a.jsonl:1" in result.err
    assert "guides/well kk" in result.out
    assert other.run("ledger", "fold", "bridge").code == 1
    assert other.path("locales/ledger/news/bridge/a.jsonl").exists()
