"""Files that are whole or not there: replacement, the lock, steps, the state file."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyglot.errors import ContentError, LockedError, StorageError
from polyglot.storage import (
    Changed,
    Lines,
    Spool,
    Step,
    digest,
    list_files,
    load_state,
    lock,
    read,
    recover,
    replace,
    save_lines,
    save_state,
    stat_of,
)
from polyglot.storage.lines import AT_HAND
from workspaces import SOURCE

FILES = ("locales/kk/a.po", "locales/ru/a.po", "exports/public/a.html")


CALLS = ("fsync", "mkdir", "open", "rename", "replace", "unlink")


class PowerCut(BaseException):
    """The process ends here."""


@contextmanager
def power_cut(after: int) -> Iterator[None]:
    """Let the power fail before the file operation number *after* that changes the disk."""
    left = after
    real = {name: getattr(os, name) for name in CALLS}

    def counting(name: str) -> object:
        def act(*arguments: object, **options: object) -> object:
            nonlocal left
            is_write = name != "open" or bool(int(str(arguments[1])) & (os.O_CREAT | os.O_TRUNC))
            if is_write:
                if left == 0:
                    raise PowerCut
                left -= 1
            return real[name](*arguments, **options)

        return act

    with pytest.MonkeyPatch.context() as patch:
        for name in real:
            patch.setattr(os, name, counting(name))
        yield


# --- Single files ---------------------------------------------------------------------------------


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    """Readers see the old bytes or the new ones; no draft of the file stays behind."""
    path = tmp_path / "deep" / "file.po"

    replace(path, b"one")
    replace(path, b"two", sync=True)

    assert read(path) == b"two"
    assert [entry.name for entry in path.parent.iterdir()] == ["file.po"]


def test_a_very_long_name_can_be_replaced(tmp_path: Path) -> None:
    """A name as long as the disk allows leaves no room for a longer one beside it."""
    path = tmp_path / ("x" * 251 + ".po")

    replace(path, b"text")

    assert read(path) == b"text"


def test_a_file_that_is_not_there_reads_as_nothing(tmp_path: Path) -> None:
    """Neither a missing file nor a missing folder is an error."""
    (tmp_path / "file").write_bytes(b"")

    assert read(tmp_path / "none" / "file") is None
    assert read(tmp_path / "file" / "below a file") is None
    assert stat_of(tmp_path / "none") is None


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    """A link may lead to a file that was never meant to be published."""
    (tmp_path / "secret").write_text("names")
    (tmp_path / "link").symlink_to("secret")

    with pytest.raises(ContentError, match="symbolic link") as caught:
        read(tmp_path / "link")

    assert caught.value.hint


def test_a_pipe_or_a_folder_is_no_file(tmp_path: Path) -> None:
    """Whatever is no regular file is refused at once; reading a pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()

    for name in ("pipe", "folder"):
        with pytest.raises((ContentError, StorageError)):
            read(tmp_path / name)


def test_what_the_disk_refuses_names_the_place_and_a_next_step(tmp_path: Path) -> None:
    """A file where a folder is needed is an error with a path and a hint."""
    (tmp_path / "locales").write_text("I am no folder")

    with pytest.raises(StorageError, match="the disk refuses") as caught:
        replace(tmp_path / "locales" / "kk" / "a.po", b"text")

    assert caught.value.path == str(tmp_path / "locales" / "kk" / "a.po")
    assert "move it away" in (caught.value.hint or "")
    assert caught.value.exit_code == 3


def test_a_replacement_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """A folder in the file's place is not overwritten, and no draft stays beside it."""
    (tmp_path / "a.po" / "inside").mkdir(parents=True)

    with pytest.raises(StorageError):
        replace(tmp_path / "a.po", b"text")

    assert [entry.name for entry in tmp_path.iterdir()] == ["a.po"]


def test_files_are_listed_in_the_order_of_their_names_without_hidden_ones(tmp_path: Path) -> None:
    """The order is the same on every machine; links are named, never followed."""
    for name in ("b/2.md", "b/1.md", "a.md", ".git/config", "b/.1.md.swp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "c").symlink_to("b")

    names = [os.path.relpath(entry.path, tmp_path) for entry in list_files(tmp_path)]

    assert names == ["a.md", "b/1.md", "b/2.md", "c"]


# --- The lock -------------------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from polyglot.storage import lock
with lock(Path(sys.argv[1]), command="polyglot export"):
    print("here", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def somebody(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Let another process hold the lock in *folder*."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": SOURCE},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "here\n"
        try:
            yield other
        finally:
            other.kill()


def test_the_second_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    """The message names the command and the process, and says how to wait."""
    with somebody(tmp_path) as other, pytest.raises(LockedError) as caught, _locked(tmp_path):
        pass

    assert f"polyglot export (process {other.pid})" in caught.value.problem
    assert "--wait" in (caught.value.hint or "")
    assert caught.value.exit_code == 3


def test_the_second_can_wait_for_the_first(tmp_path: Path) -> None:
    """With a time to wait, the lock is had as soon as the other lets it go."""
    with somebody(tmp_path) as other:
        assert other.stdin is not None
        other.stdin.write("\n")
        other.stdin.flush()
        with _locked(tmp_path, wait=30):
            other.wait()
            said = json.loads((tmp_path / "lock").read_text())

    assert said == {"pid": os.getpid(), "command": "polyglot run"}


def test_a_process_that_is_killed_holds_no_lock(tmp_path: Path) -> None:
    """Nobody ever has to delete a lock file by hand."""
    with somebody(tmp_path) as other:
        other.kill()
        other.wait()

        with _locked(tmp_path):
            pass


def test_a_lock_file_that_says_nothing_is_no_riddle(tmp_path: Path) -> None:
    """Between taking the lock and writing its name, a process is still unnamed."""
    with somebody(tmp_path):
        (tmp_path / "lock").write_text("")

        with pytest.raises(LockedError, match="has not said its name"), _locked(tmp_path):
            pass


@contextmanager
def _locked(folder: Path, *, wait: float = 0) -> Iterator[None]:
    with lock(folder, command="polyglot run", wait=wait):
        yield


# --- Steps ----------------------------------------------------------------------------------------


def _before(root: Path) -> None:
    for name in FILES:
        replace(root / name, b"old " + name.encode())


def _step(root: Path) -> Step:
    """Prepare a step that changes two catalogs with their ledger lines, and lets a page end."""
    step = Step(root, root / ".journal")
    for name, part in zip(FILES[:2], ("kk", "ru"), strict=True):
        step.put(name, b"new", expected=digest(b"old " + name.encode()), part=part)
        step.add("locales/ledger/a", part, f"line {part}\n".encode())
    step.put("exports/public/b.html", b"page")
    step.remove(FILES[2])
    return step


def _standing(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_step_changes_everything(tmp_path: Path) -> None:
    """New bytes, a new ledger file and the end of a page come together; the journal is empty."""
    _before(tmp_path)

    _step(tmp_path).commit()

    standing = _standing(tmp_path)
    ledger = [name for name in standing if name.startswith("locales/ledger/a/")]
    assert standing[FILES[0]] == standing[FILES[1]] == b"new"
    assert standing["exports/public/b.html"] == b"page"
    assert FILES[2] not in standing
    assert [standing[name] for name in ledger] == [b"line kk\nline ru\n"]
    assert ledger[0].endswith(
        f"{digest(b'line kk' + bytes([10]) + b'line ru' + bytes([10]))[:32]}.jsonl"
    )
    assert len(standing) == 4


def test_a_step_may_begin_with_the_end_of_a_file(tmp_path: Path) -> None:
    """The order in which a step is prepared does not matter."""
    _before(tmp_path)
    step = Step(tmp_path, tmp_path / ".journal")

    step.remove(FILES[2])
    step.put("exports/public/b.html", b"page")
    step.commit()

    assert (tmp_path / "exports/public/b.html").read_bytes() == b"page"
    assert not (tmp_path / FILES[2]).exists()


def test_a_change_can_be_withdrawn_before_the_step(tmp_path: Path) -> None:
    """It does not happen, and the others do."""
    step = Step(tmp_path, tmp_path / ".journal")

    step.withdraw(step.put("exports/public/a.html", iter((b"one ", b"page"))))
    assert step.is_empty
    step.put("exports/public/b.html", b"page")
    step.commit()

    assert [path.name for path in tmp_path.rglob("*.html")] == ["b.html"]


def test_a_step_without_changes_leaves_no_trace(tmp_path: Path) -> None:
    """Nothing to do is nothing done."""
    Step(tmp_path, tmp_path / ".journal").commit()

    assert list(tmp_path.iterdir()) == []


def test_a_file_saved_meanwhile_stops_the_whole_step(tmp_path: Path) -> None:
    """The person who saved wins; the caller reads again and nothing has happened."""
    _before(tmp_path)
    step = _step(tmp_path)
    (tmp_path / FILES[1]).write_bytes(b"saved by a person")
    before = {**_standing(tmp_path)}

    with pytest.raises(Changed, match=FILES[1]):
        step.commit()

    after = _standing(tmp_path)
    assert after == {name: data for name, data in before.items() if ".journal" not in name}


def test_a_file_that_appeared_meanwhile_stops_the_step(tmp_path: Path) -> None:
    """A catalog that was not there when the article was read is not overwritten."""
    step = Step(tmp_path, tmp_path / ".journal")
    step.put("a.po", b"ours", expected="")
    (tmp_path / "a.po").write_bytes(b"theirs")

    with pytest.raises(Changed):
        step.commit()

    assert (tmp_path / "a.po").read_bytes() == b"theirs"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(after=st.integers(0, 30), again=st.integers(0, 15))
def test_a_step_cut_short_anywhere_is_completed_or_undone(
    tmp_path_factory: pytest.TempPathFactory, after: int, again: int
) -> None:
    """Also if the power fails once more while the step is being completed."""
    root = tmp_path_factory.mktemp("step")
    _before(root)
    old = _standing(root)
    other = tmp_path_factory.mktemp("whole")
    _before(other)
    _step(other).commit()
    new = _standing(other)

    try:
        with power_cut(after):
            _step(root).commit()
    except PowerCut:
        try:
            with power_cut(again):
                recover(root, root / ".journal")
        except PowerCut:
            recover(root, root / ".journal")

    assert _standing(root) in (old, new)


def _interrupted(root: Path) -> None:
    """Leave a step behind that is sealed and not carried out."""
    _before(root)
    step = _step(root)
    step._seal()


def test_a_sealed_step_is_completed(tmp_path: Path) -> None:
    """From the moment it is sealed, a step happens."""
    _interrupted(tmp_path)

    assert recover(tmp_path, tmp_path / ".journal") == 1

    assert (tmp_path / FILES[0]).read_bytes() == b"new"
    assert recover(tmp_path, tmp_path / ".journal") == 0


def test_a_catalog_saved_after_the_cut_stays_and_its_lines_are_not_written(
    tmp_path: Path,
) -> None:
    """No line of the ledger speaks of a text that never reached a catalog."""
    _interrupted(tmp_path)
    (tmp_path / FILES[0]).write_bytes(b"saved by a person")

    recover(tmp_path, tmp_path / ".journal")

    standing = _standing(tmp_path)
    assert standing[FILES[0]] == b"saved by a person"
    assert standing[FILES[1]] == b"new"
    lines = [data for name, data in standing.items() if name.startswith("locales/ledger/")]
    assert lines == [b"line ru\n"]


def test_a_catalog_saved_between_two_cuts_takes_its_lines_back(tmp_path: Path) -> None:
    """The ledger's file may stand already when the catalog is found changed."""
    _interrupted(tmp_path)
    cut = 0
    while not any((tmp_path / "locales/ledger").rglob("*.jsonl")):
        with pytest.raises(PowerCut), power_cut(cut):
            recover(tmp_path, tmp_path / ".journal")
        cut += 1
    (tmp_path / FILES[0]).write_bytes(b"saved by a person")

    recover(tmp_path, tmp_path / ".journal")

    standing = _standing(tmp_path)
    lines = [data for name, data in standing.items() if name.startswith("locales/ledger/")]
    assert standing[FILES[0]] == b"saved by a person"
    assert lines == [b"line ru\n"]


@pytest.mark.parametrize("after", range(20))
def test_a_file_that_ended_before_the_cut_is_no_conflict(tmp_path: Path, after: int) -> None:
    """What was moved away already is done, and the rest of the step follows."""
    _before(tmp_path)
    step = Step(tmp_path, tmp_path / ".journal")
    for name in FILES:
        step.put(f"moved/{name}", b"old " + name.encode(), expected="")
        step.remove(name, expected=digest(b"old " + name.encode()))
    step._seal()

    try:
        with power_cut(after):
            recover(tmp_path, tmp_path / ".journal")
    except PowerCut:
        recover(tmp_path, tmp_path / ".journal")

    assert sorted(_standing(tmp_path)) == sorted(f"moved/{name}" for name in FILES)


def test_a_torn_file_is_not_put_in_place(tmp_path: Path) -> None:
    """A prepared file that a power failure cut short is left out."""
    _before(tmp_path)
    step = Step(tmp_path, tmp_path / ".journal")
    change = step.put(FILES[2], b"a whole page")
    step._seal()
    (step.place / change.staged).write_bytes(b"a who")

    recover(tmp_path, tmp_path / ".journal")

    assert (tmp_path / FILES[2]).read_bytes() == b"old " + FILES[2].encode()


def test_copies_of_a_step_stage_no_two_files_under_one_name(tmp_path: Path) -> None:
    """A process that is handed one step again and again numbers its files on and on."""
    step = Step(tmp_path, tmp_path / ".journal")
    copies = [pickle.loads(pickle.dumps(step)) for _ in range(300)]  # noqa: S301 - our own bytes

    names = [copy.put(f"page-{n}", b"").staged for n, copy in enumerate(copies)]

    assert len(set(names)) == len(copies)


def test_two_processes_can_fill_one_step(tmp_path: Path) -> None:
    """What a worker staged is taken over by the one who commits."""
    step = Step(tmp_path, tmp_path / ".journal")
    worker = Step(tmp_path, tmp_path / ".journal")
    worker.place = step.place
    worker.put("a", b"one")

    step.put("b", b"two")
    step.take(worker.hand_over())
    step.commit()

    assert (tmp_path / "a").read_bytes() == b"one"
    assert (tmp_path / "b").read_bytes() == b"two"
    assert worker.is_empty


def test_a_file_can_be_staged_in_pieces(tmp_path: Path) -> None:
    """Nobody has to hold it whole, and its digest is that of the whole."""
    step = Step(tmp_path, tmp_path / ".journal")

    change = step.put("a", (word for word in (b"one ", b"", b"two")))
    step.commit()

    assert (tmp_path / "a").read_bytes() == b"one two"
    assert change.hash == digest(b"one two")


def test_a_step_of_an_earlier_version_is_completed(tmp_path: Path) -> None:
    """It wrote its plan on one line; an update of polyglot must not lose what was under way."""
    _before(tmp_path)
    step = Step(tmp_path, tmp_path / ".journal")
    changes = [step.put(FILES[2], b"a whole page"), step.put("new", b"news")]
    step.remove(FILES[0])
    plan = {"folder": "", "addition": [], "changes": [*changes, *step.changes[2:]]}
    (step.place / "step.json").write_text(json.dumps(plan))

    assert recover(tmp_path, tmp_path / ".journal") == 1

    assert (tmp_path / FILES[2]).read_bytes() == b"a whole page"
    assert (tmp_path / "new").read_bytes() == b"news"
    assert not (tmp_path / FILES[0]).exists()


# --- The state files ------------------------------------------------------------------------------


def test_a_state_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    """Text in any language survives."""
    state = {"key": "сөз", "articles": {"a": [1, 2]}}

    save_state(tmp_path / "state.json", state)

    assert load_state(tmp_path / "state.json") == state


def test_lines_come_back_as_they_were_saved(tmp_path: Path) -> None:
    """Only a newline parts two lines, and the first tab parts a key from its text."""
    lines = {"сөз": "a\u2028b\tc".encode(), "b": b"", "a": b"x" * 100_000}

    save_lines(tmp_path / "state.jsonl", b"head", lines.items())
    found = Lines(tmp_path / "state.jsonl")

    assert (found.head, found.others) == (b"head", [])
    assert dict(found.items()) == lines
    assert list(dict(found.items())) == sorted(lines)


def test_a_file_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    """It has no head either, unlike an empty file."""
    (tmp_path / "empty").write_bytes(b"")

    assert Lines(tmp_path / "none").head is None
    assert Lines(tmp_path / "empty").head == b""
    assert not Lines(tmp_path / "none").keys()


def test_lines_are_those_of_the_file_as_it_was_opened(tmp_path: Path) -> None:
    """Whatever is put in its place meanwhile: so its own next lines can be made from it."""
    path = tmp_path / "lines"
    save_lines(path, b"old", [("a", b"1"), ("b", b"2"), ("c", b"3")])
    lines = Lines(path)

    lines.put("b", b"two")
    lines.drop("c")
    lines.put("d", b"four")
    save_lines(path, b"new", lines.items())
    save_lines(path, b"new", lines.items())

    assert path.read_bytes() == b"new\na\t1\nb\ttwo\nd\tfour"
    assert lines.get("c") is None


def test_lines_that_stay_are_no_change(tmp_path: Path) -> None:
    """Putting a line as it stands, or dropping one that is not there, changes nothing."""
    path = tmp_path / "lines"
    save_lines(path, b"", [("a", b"1")])
    lines = Lines(path)

    lines.put("a", b"1")
    lines.drop("b")

    assert not lines.is_changed
    lines.drop("a")
    assert lines.is_changed
    lines.put("a", b"1")
    assert dict(lines.items()) == {"a": b"1"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.binary().filter(lambda text: b"\n" not in text)),
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.none() | st.just(b"new"))),
)
def test_lines_are_written_as_they_are_read(
    tmp_path: Path, before: dict[str, bytes], changes: list[tuple[str, bytes | None]]
) -> None:
    """Whether they are copied from the file, many at once, or were put since."""
    path = tmp_path / "lines"
    save_lines(path, b"head", sorted(before.items()))
    lines, wanted = Lines(path), dict(before)

    for key, text in changes:
        if text is None:
            lines.drop(key)
            wanted.pop(key, None)
        else:
            lines.put(key, text)
            wanted[key] = text
    replace(path, b"head" + b"".join(lines.written()))

    assert dict(lines.items()) == dict(Lines(path).items()) == wanted
    assert list(dict(lines.items())) == sorted(wanted)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=300_000)), max_size=6))
def test_what_is_set_aside_is_found_again(parts: list[tuple[str, bytes]]) -> None:
    """In memory or in a file: the last that was put under a key."""
    spool = Spool()

    for key, data in parts:
        spool.put(key, data)

    assert {key: spool.get(key) for key in spool.places} == dict(parts)
    spool.drop("a")
    assert spool.get("a") is None


def test_what_is_set_aside_leaves_no_file(tmp_path: Path) -> None:
    """It may be as much as it likes: nobody else sees it, and it ends with the process."""
    spool = Spool(tmp_path / "cache")

    spool.put("a", bytes(AT_HAND + 1))

    assert list((tmp_path / "cache").iterdir()) == []
    assert spool.get("a") == bytes(AT_HAND + 1)


def test_what_is_set_aside_needs_a_disk_that_takes_it(tmp_path: Path) -> None:
    """Where there can be no file, the error says so."""
    (tmp_path / "file").touch()
    spool = Spool(tmp_path / "file")

    with pytest.raises(StorageError):
        spool.put("a", bytes(AT_HAND + 1))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"null"])
def test_a_state_that_cannot_be_read_is_no_state(tmp_path: Path, data: bytes) -> None:
    """The state file is disposable: whatever stands there, the run goes on without it."""
    (tmp_path / "state.json").write_bytes(data)

    assert load_state(tmp_path / "state.json") == {}
    assert load_state(tmp_path / "none") == {}
