"""A person who is to be forgotten: her name goes, and everything she did stays done."""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.ledger import Ledger, dump, parse, seal
from polyglot.ledger.forgetting import forget as forget_lines
from polyglot.ledger.proving import prove
from polyglot.model import Line, Message
from polyglot.pipeline.desk import load
from polyglot.pipeline.running import enter
from polyglot.pipeline.survey import survey
from workspaces import Press, busy, press

NAME = "Aygul"
MARK = re.compile(r"somebody-[0-9a-f]{4}")
DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Return a workspace in which Aygul did something of everything; tests take copies."""
    made = busy(tmp_path_factory.mktemp("newsroom") / "w")
    made.swap("content/news/bridge.md", "author: Night desk", "author: [Aygul, Night desk]")
    made.done("release", "bridge", "--by", NAME)
    made.type("news/bridge", "kk", {"The bridge over": "Арал каналының көпірі"})
    made.done("extract", "--by", NAME)
    made.run("review", "approve", "bridge", "--all", "-l", "kk", "--by", "Timur", "--reason", "x")
    made.done("review", "reject", "bridge", "4", "-l", "kk", "--by", "AYGUL", "--note", "no")
    made.done("release", "well", "--by", NAME)
    made.run("export", "--drafts")
    made.done("withdraw", "well", "-l", "uz", "--by", NAME, "--reason", "a mistake")
    return made


@pytest.fixture
def made(workspace: Press, tmp_path: Path) -> Press:
    """Return a copy of the workspace."""
    shutil.copytree(workspace.root, tmp_path / "w")
    return Press(tmp_path / "w")


def standing(made: Press) -> Mapping[str, object]:
    """Return all that follows from ledgers and records: states, eyes, releases, the board."""
    entered = enter(made.root)
    found: dict[str, object] = {}
    for source in survey(entered).sources:
        desk = load(entered, source)
        for language in desk.catalogs:
            for message, state in desk.states(language):
                key = f"{source.id} {language} {message.key}"
                eyes = desk.ledger.four_eyes(language, message)
                living = [line.action for line in desk.ledger.living(language, message)]
                refused = desk.ledger.refused(language, message.context, message.source)
                texts = desk.ledger.origin(language, message)
                found[key] = (state, eyes, living, refused, texts)
        found[f"{source.id} board"] = made.board(source.id)
    return found


def bearing(made: Press, name: str) -> list[str]:
    """Return the files in which *name* stands as a word."""
    return [
        file
        for file, data in made.files().items()
        if re.search(rf"\b{name}\b".encode(), data, re.IGNORECASE)
    ]


def test_everything_stands_as_before_under_a_mark_of_its_own(made: Press) -> None:
    """Every state, every pair of eyes, every release; only the name is gone."""
    before = standing(made)
    assert any(eyes for _, eyes, *_ in (v for v in before.values() if isinstance(v, tuple)))
    assert bearing(made, NAME)

    result = made.done("people", "forget", "aygul")

    mark = MARK.search(result.out)
    assert mark
    assert standing(made) == before
    assert bearing(made, NAME) == []
    for article in ("news/bridge", "guides/well"):
        assert mark[0] in {str(line["by"]) for line in made.ledger(article)}
    assert f'"by":"{mark[0]}"' in made.text("locales/published/news/bridge.jsonl")
    assert f"author: [{mark[0]}, Night desk]" in made.text("content/news/bridge.md")
    assert mark[0] in made.page("news/bridge", "en")


def test_ledger_files_are_named_by_their_bytes_and_refer_to_lines_that_are_there(
    made: Press,
) -> None:
    """A line's id is the hash of what it says, and no reference leads nowhere."""
    made.done("people", "forget", NAME)

    for path in sorted(made.path("locales/ledger").rglob("*.jsonl")):
        lines = parse({path.name: path.read_bytes()}, path="x").lines
        assert dump(lines) == (path.name, path.read_bytes())
    for article in ("news/bridge", "guides/well"):
        lines_ = made.ledger(article)
        ids = {line["id"] for line in lines_}
        named = {name for line in lines_ for key in ("from", "ends") for name in _list(line, key)}
        assert named <= ids


def _list(line: Mapping[str, object], key: str) -> list[str]:
    found = line.get(key, [])
    return found if isinstance(found, list) else []


def test_the_record_gets_no_new_line_and_the_release_still_holds(made: Press) -> None:
    """Pages are made anew, and no reader is told of a correction."""
    path = "locales/published/news/bridge.jsonl"
    before = made.text(path)

    made.done("people", "forget", NAME)

    after = made.text(path)
    assert after.count("\n") == before.count("\n")
    assert made.run("export", "--drafts").code == 0
    assert made.text(path) == after


def test_an_old_branch_that_brings_the_name_back_is_told_and_undone(made: Press) -> None:
    """Forgotten again she has the mark that she had, so that one person counts as one."""
    before = standing(made)
    old = made.files("locales/ledger")
    first = made.done("people", "forget", NAME)
    mark = MARK.search(first.out)
    assert mark
    assert "was forgotten" not in made.run("check").out
    forgotten = made.files("locales/ledger")
    for name, data in old.items():
        made.write(name, data)

    told = made.run("check")
    again = made.done("people", "forget", NAME)

    warnings = [line for line in told.out.splitlines() if "somebody who was forgotten" in line]
    assert warnings
    assert not any(NAME in line for line in warnings)
    assert mark[0] in again.out
    assert made.files("locales/ledger") == forgotten
    assert standing(made) == before


def test_doing_it_again_finds_nothing(made: Press) -> None:
    """Not a byte changes the second time."""
    made.done("people", "forget", NAME)
    before = made.files()

    result = made.done("people", "forget", NAME)

    assert "bears the name" in result.err
    assert made.files() == before


def test_a_link_among_the_articles_is_no_hindrance(made: Press) -> None:
    """It is followed nowhere, and nobody has to wait for it."""
    made.path("content/news/elsewhere.md").symlink_to(made.path("content/news/bridge.md"))

    made.done("people", "forget", NAME, "--dry-run")


def test_two_people_forgotten_stay_two(made: Press) -> None:
    """Four eyes of two people nobody knows any more are four eyes."""
    before = standing(made)

    first = made.done("people", "forget", NAME)
    second = made.done("people", "forget", "Timur")

    marks = {match[0] for out in (first.out, second.out) if (match := MARK.search(out))}
    assert len(marks) == 2
    assert standing(made) == before


def test_a_dry_run_changes_nothing_and_says_what_it_would(made: Press) -> None:
    """Whoever asks first hears the same numbers."""
    before = made.files()

    result = made.done("people", "forget", NAME, "--dry-run")

    assert made.files() == before
    assert re.search(r"would be forgotten: Aygul becomes a mark in \d articles", result.out)


@pytest.mark.parametrize("name", ["", "shared", "somebody-1a2b"])
def test_who_is_nobody_cannot_be_forgotten(made: Press, name: str) -> None:
    """The hint says where names are found, and nothing of options that there are none of."""
    result = made.run("people", "forget", name)

    assert result.code == 2
    assert "polyglot people list" in result.err
    assert "--by" not in result.err


def test_what_people_wrote_themselves_is_told_with_its_place(made: Press) -> None:
    """A note is somebody else's text: she decides."""
    made.done("review", "reject", "bridge", "5", "-l", "kk", "--by", "Timur", "--note", "ask Aygul")

    result = made.done("people", "forget", NAME)

    assert re.search(r"locales/ledger/news/bridge/\w+\.jsonl:\d+", result.err)


def test_a_byline_that_cannot_be_replaced_alone_is_left_and_told(tmp_path: Path) -> None:
    """Two names in one text are no by-line of hers alone."""
    made = press(tmp_path, languages="en kk", articles="bridge", release="auto")
    made.swap("content/news/bridge.md", "author: Night desk", "author: Aygul with Timur")
    made.done("extract")

    result = made.done("people", "forget", NAME)

    assert "content/news/bridge.md:8" in result.err
    assert "author: Aygul with Timur" in made.text("content/news/bridge.md")


def test_a_name_in_the_capitals_of_its_language_is_told(made: Press) -> None:
    """The capital of the Karakalpak ı is Í."""
    made.done(
        "review", "reject", "bridge", "5", "-l", "kk", "--by", "Timur", "--note", "ask QÍZLARXAN"
    )

    result = made.done("people", "forget", "Qızlarxan")

    assert re.search(r"locales/ledger/news/bridge/\w+\.jsonl:\d+", result.err)


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        ("content/a.md", "---\ntitle: T\nauthors:\n  - Aygul\n  - B\n---\n\nAygul said.\n", "- {}"),
        ("content/a.md", '+++\nauthor = "aygul"\n+++\n\nAygul said.\n', 'author = "{}"'),
        (
            "content/a.html",
            (
                '<html><head><title>T</title><meta name="author" content="Aygul"></head>'
                "<body><p>Aygul said.</p></body></html>"
            ),
            'content="{}"',
        ),
    ],
)
def test_a_byline_in_any_form_is_replaced_and_the_text_is_not(
    tmp_path: Path, path: str, text: str, wanted: str
) -> None:
    """What the article says about Aygul is the article's."""
    made = press(tmp_path, languages="en kk", articles="", release="auto")
    made.write(path, text)
    made.done("run")

    mark = MARK.search(made.done("people", "forget", NAME).out)

    assert mark
    assert wanted.format(mark[0]) in made.text(path)
    assert "Aygul said." in made.text(path)
    assert mark[0] in made.page("a", "en")


def test_a_byline_with_her_real_name_is_replaced_and_a_note_with_it_is_told(made: Press) -> None:
    """All that the list of people says of her goes, or is shown to the editor."""
    made.write("private/people.toml", '[Aygul]\nidentities = ["A. Karimova"]\n[Timur]\n')
    made.swap("content/news/bridge.md", "[Aygul, Night desk]", "[A. Karimova, Night desk]")
    made.done(
        "review", "reject", "bridge", "5", "-l", "kk", "--by", "Timur", "--note", "a. karimova?"
    )

    result = made.done("people", "forget", NAME)

    assert re.search(r"author: \[somebody-\w+, Night desk\]", made.text("content/news/bridge.md"))
    assert re.search(r"locales/ledger/news/bridge/\w+\.jsonl:\d+", result.err)
    assert "Karimova" not in made.page("news/bridge", "en")


def test_a_byline_in_a_sidecar_is_replaced(tmp_path: Path) -> None:
    """The sidecar is a part of the article."""
    made = press(tmp_path, languages="en uz", articles="suv", release="auto")
    made.write("content/voices/suv.toml", 'language = "uz"\nauthors = [\n  "Aygul",\n]\n')
    made.done("run")

    made.done("people", "forget", NAME)

    assert "Aygul" not in made.text("content/voices/suv.toml")


def test_gits_history_is_told_and_left_alone(made: Press) -> None:
    """The commands are printed; nobody runs them but a person."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    git = ["git", "-C", str(made.root), "-c", "user.name=robot", "-c", "user.email=r@x.example"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "news"]):
        subprocess.run([*git, *words], check=True)

    before = made.done("people", "forget", NAME, "--dry-run")
    result = made.done("people", "forget", NAME)

    assert "1 commit, last" in before.err
    assert not MARK.search(before.out + before.err)
    assert "1 commit, last" in result.err
    assert "git filter-repo --replace-text" in result.err
    log = subprocess.run([*git, "log", "--oneline"], check=True, capture_output=True, text=True)
    assert len(log.stdout.splitlines()) == 1


def test_a_list_of_people_forgets_nobody_by_itself(made: Press) -> None:
    """An identity leads to the name that is forgotten; the list is the editor's to change."""
    made.write("private/people.toml", '[Aygul]\nidentities = ["a@x.example"]\n[Timur]\n[Dana]\n')

    result = made.done("people", "forget", "a@x.example")

    assert "becomes somebody-" in result.out
    assert "private/people.toml still has [Aygul]" in result.err
    assert "a@x.example" not in result.err + result.out


def test_the_list_shows_everybody_and_no_identity(made: Press) -> None:
    """Whoever is named in a file can be found and forgotten."""
    made.write("private/people.toml", '[Timur]\nidentities = ["t@x.example"]\n[Dana]\n[Zarina]\n')

    result = made.done("people", "list")
    rows = made.run("people", "list", "--format", "json").plain

    assert "Aygul" in result.out
    assert "not in private/people.toml" in result.out
    assert "t@x.example" not in result.out
    assert isinstance(rows, list)
    assert {row["name"]: row["is_listed"] for row in rows} == {
        "Aygul": False,
        "Dana": True,
        "Timur": True,
        "Zarina": True,
    }


# --- Killed in the middle -------------------------------------------------------------------------


@contextmanager
def killed_after(moves: int) -> Iterator[None]:
    """Let the power fail once so many files were moved or removed."""
    from polyglot.storage import journal

    left = [moves]

    def move(staged: str, path: str) -> None:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(staged).replace(path)

    with mock.patch.object(journal, "move", move):
        yield


@pytest.mark.parametrize("moves", [0, 1, 2, 5, 9])
def test_a_forgetting_that_was_killed_is_completed_by_the_next_command(
    made: Press, moves: int
) -> None:
    """Whatever the moment, the next command leaves no line with the name, and every state."""
    before = standing(made)
    child = os.fork()
    if child == 0:
        with killed_after(moves):
            made.run("people", "forget", NAME)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)

    made.run("extract")

    assert all(name.startswith("exports/") for name in bearing(made, NAME))
    assert standing(made) == before
    made.done("export", "--drafts")
    assert bearing(made, NAME) == []


# --- The law, over any ledger ---------------------------------------------------------------------

NAMES = st.sampled_from(["Aygul", "AYGUL", "Timur", "unknown"])
TEXTS = st.sampled_from(["Нан.", "Су.", "Тұз."])
ACTIONS = st.sampled_from(
    ["drafted", "translated", "accepted", "approved", "rejected", "revoked", "cleared"]
)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Return a ledger whose lines end and continue earlier ones."""
    known = Ledger()
    for _ in range(draw(st.integers(1, 12))):
        action = draw(ACTIONS)
        name = "google" if action == "drafted" else draw(NAMES)
        if name == "unknown" and action in ("approved", "revoked"):
            name = "Timur"
        ids = [line.id for line in known.lines]
        some = st.lists(st.sampled_from(ids), max_size=2, unique=True) if ids else st.just([])
        line = Line(
            "kk",
            None,
            "Bread.",
            draw(TEXTS),
            action,
            name,
            begins=tuple(draw(some)),
            ends=tuple(draw(some)),
        )
        known = known.plus(seal([line], ledger=known, day=DAY))
    return known


@given(ledgers(), st.integers(1, 4), st.integers(0, 12))
def test_no_ledger_says_anything_else_under_a_mark(known: Ledger, files: int, twice: int) -> None:
    """States, eyes and refusals are those of before, however the lines are cut into files."""
    cut = dict(
        dump((*known.lines[:twice], *known.lines[start::files]))
        for start in range(files)
        if known.lines[start::files]
    )

    done = forget_lines(cut, {"aygul"}, "somebody-1a2b", path="locales/ledger/a")

    assert all(new[0] != old for old, new in done.files.items())
    left = {name: data for name, data in cut.items() if name not in done.files}
    after = parse({**left, **dict(done.files.values())}, path="locales/ledger/a")
    assert len(after.lines) == len(known.lines)
    assert not {line.by.casefold() for line in after.lines} & {"aygul"}
    for target in ("Нан.", "Су.", "Тұз."):
        for is_fuzzy in (True, False):
            message = Message("Bread.", target=target, is_fuzzy=is_fuzzy)
            for ask in ("state", "four_eyes", "is_clash", "stood", "is_untouched_draft", "origin"):
                assert getattr(after, ask)("kk", message) == getattr(known, ask)("kk", message)
    assert after.refused("kk", None, "Bread.") == known.refused("kk", None, "Bread.")


@pytest.mark.parametrize("gone", [NAME, "Dana"])
def test_a_file_of_others_stays_though_a_line_of_it_stands_elsewhere_too(
    tmp_path: Path, gone: str
) -> None:
    """Two branches that joined their ledgers left the same lines in two files."""
    made = press(tmp_path, languages="en kk", articles="bridge")
    folder = "locales/ledger/news/bridge"
    shared = seal([translated("Bread.", "Timur")], ledger=Ledger(), day=DAY)
    for source, name in (("Water.", NAME), ("Salt.", "Dana")):
        added = seal([translated(source, name)], ledger=Ledger(shared), day=DAY)
        file, data = dump((*shared, *added))
        made.write(f"{folder}/{file}", data)

    made.done("people", "forget", gone)

    assert {line["source"] for line in made.ledger("news/bridge")} == {"Bread.", "Water.", "Salt."}


def translated(source: str, by: str) -> Line:
    """Return a line, not sealed yet, about a text by a person."""
    return Line("kk", None, source, "Нан.", "translated", by)


def test_a_line_that_was_changed_by_hand_is_still_told_as_such() -> None:
    """Forgetting a name makes nothing right that is wrong."""
    (line,) = seal([translated("Bread.", NAME)], ledger=Ledger(), day=DAY)
    name, data = dump([replace(line, target="Су.")])

    done = forget_lines({name: data}, {"aygul"}, "somebody-1a2b", path="locales/ledger/a")

    faults = prove(dict(done.files.values()))
    assert "changed" in {fault.kind for fault in faults}
    assert b"Aygul" not in b"".join(data for _, data in done.files.values())


def test_a_record_with_a_line_that_cannot_be_read_keeps_it() -> None:
    """What this version does not understand is left to one that does."""
    from polyglot.publication.forgetting import Signer, forget

    data = b'no json\n["Aygul \xff"]\n{"action":"released","by":"Aygul","new":1}\n'

    new, count = forget(data, Signer({"aygul"}, "somebody-1a2b", {}, lambda text: text))

    assert count == 1
    assert new.split(b"\n")[:2] == data.split(b"\n")[:2]
    assert json.loads(new.split(b"\n")[2]) == {
        "action": "released",
        "by": "somebody-1a2b",
        "new": 1,
    }
