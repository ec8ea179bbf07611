"""Laws 4 and 8 over whole commands: twice is once, and no order or number of hands matters."""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from polyglot.storage import save_lines
from workspaces import RUN, Press, busy, twin


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Return a workspace with work to do; tests take copies of it."""
    return busy(tmp_path_factory.mktemp("newsroom") / "w")


@pytest.fixture
def copy(newsroom: Press, tmp_path: Path) -> Press:
    """Return a copy of the newsroom."""
    return twin(newsroom, tmp_path / "copy")


@pytest.mark.parametrize(
    "words",
    [
        ("extract",),
        ("extract", "--by", "Dana"),
        ("translate",),
        ("translate", "--provider", "pseudo"),
        ("export",),
        ("export", "--drafts"),
        ("run",),
        RUN,
        ("release", "bridge", "--by", "Dana"),
        ("release", "well", "-l", "uz", "--by", "Dana", "--note", "at last"),
        ("withdraw", "bridge", "--by", "Dana", "--reason", "a mistake"),
        ("review", "accept", "well", "--all", "-l", "kk", "--by", "Dana"),
        ("review", "approve", "well", "1", "-l", "uz", "--by", "Dana"),
        ("review", "reject", "bridge", "2", "-l", "kk", "--by", "Dana", "--note", "no"),
    ],
    ids=" ".join,
)
def test_a_command_run_twice_changes_nothing_the_second_time(
    copy: Press, words: tuple[str, ...]
) -> None:
    """Not one byte, even without the memory of the first time."""
    copy.run(*words)
    once = copy.files()

    copy.run(*words)
    twice = copy.files()
    shutil.rmtree(copy.path(".polyglot"), ignore_errors=True)
    copy.run(*words)

    assert twice == once
    assert copy.files() == once


def test_a_second_run_says_nothing_and_writes_nothing(copy: Press) -> None:
    """Silent, exit 0, and not even the time of a file changes."""
    copy.run("run", "--drafts")
    stats = {path: path.stat().st_mtime_ns for path in copy.root.rglob("*") if path.is_file()}

    again = copy.run("run", "--drafts")

    now = {path: path.stat().st_mtime_ns for path in copy.root.rglob("*") if path.is_file()}
    assert (again.code, again.out, again.err) == (0, "", "")
    del stats[copy.path(".journal/lock")], now[copy.path(".journal/lock")]
    assert now == stats


def test_a_second_run_is_silent_where_the_clock_of_the_disk_is_slow(
    copy: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was remembered in the very tick of the last export is remembered again."""
    slow: list[int] = []

    def save(path: Path, head: bytes, lines: Iterable[tuple[str, bytes]]) -> None:
        save_lines(path, head, lines)
        if not slow:
            slow.append(max(file.stat().st_ctime_ns for file in copy.root.rglob("*.html")))
            os.utime(path, ns=(slow[0], slow[0]))

    monkeypatch.setattr("polyglot.pipeline.running.save_lines", save)
    copy.run("run", "--drafts")

    again = copy.run("run", "--drafts")

    assert slow
    assert (again.code, again.out, again.err) == (0, "", "")


def test_what_is_set_aside_in_files_is_what_is_set_aside_in_memory(
    newsroom: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large workspace goes through temporary files; they change nothing and leave nothing."""
    little, much = twin(newsroom, tmp_path / "little"), twin(newsroom, tmp_path / "much")
    little.done(*RUN)

    monkeypatch.setattr("polyglot.storage.lines.AT_HAND", 0)
    much.done(*RUN)

    assert much.files() == little.files()
    names = {path.name for path in much.path(".polyglot").iterdir()}
    assert names == {path.name for path in little.path(".polyglot").iterdir()}


def test_the_parts_of_a_run_make_what_a_run_makes(newsroom: Press, tmp_path: Path) -> None:
    """Extract, translate and export, one after the other, end with the same bytes."""
    whole, parts = twin(newsroom, tmp_path / "whole"), twin(newsroom, tmp_path / "parts")

    whole.done(*RUN)
    for words in (("extract",), ("translate", "--provider", "pseudo"), ("export", "--drafts")):
        parts.done(*words)

    assert parts.files("exports", "content") == whole.files("exports", "content")
    catalogs = {name for name in whole.files("locales") if "/ledger/" not in name}
    assert {name: parts.files()[name] for name in catalogs} == {
        name: whole.files()[name] for name in catalogs
    }


def test_two_processes_make_the_same_bytes_as_one(newsroom: Press, tmp_path: Path) -> None:
    """How many hands there are cannot be seen in the result."""
    one, two = twin(newsroom, tmp_path / "one"), twin(newsroom, tmp_path / "two")
    for made in (one, two):
        for number in range(45):
            made.write(
                f"content/many/a{number:02}.md",
                f"---\ntitle: Number {number}\n---\n\nThe bridge at dusk\n\n"
                f"See [the next](a{number + 1:02}.md) and ![it](../news/media/bridge.png)\n",
            )

    one.done(*RUN[:2])
    ended = two.ended(*RUN[:2], "--jobs", "2")

    assert ended.code == 0, ended
    assert two.files() == one.files()


def test_the_order_in_which_articles_come_does_not_matter(newsroom: Press, tmp_path: Path) -> None:
    """One by one, in any order, or all at once: the same catalogs and pages."""
    all_at_once = twin(newsroom, tmp_path / "all")
    one_by_one = twin(newsroom, tmp_path / "one")
    names = ["voices/suv", "news/again", "guides/well", "news/bridge"]

    all_at_once.done("run", "--drafts")
    for name in names:
        one_by_one.done("run", "--drafts", name)
    one_by_one.done("run", "--drafts")

    assert one_by_one.files() == all_at_once.files()


def test_the_order_of_files_on_the_disk_does_not_matter(newsroom: Press, tmp_path: Path) -> None:
    """A copy made backwards lists its folders in another order."""
    forwards, backwards = twin(newsroom, tmp_path / "forwards"), Press(tmp_path / "backwards")
    for name, data in reversed(forwards.files().items()):
        backwards.write(name, data)

    forwards.done(*RUN)
    backwards.done(*RUN)

    assert backwards.files() == forwards.files()


def test_the_place_of_the_workspace_does_not_matter(newsroom: Press, tmp_path: Path) -> None:
    """No path of this machine stands in any file."""
    here = twin(newsroom, tmp_path / "here")
    there = twin(newsroom, tmp_path / "a b" / "жер")

    here.done(*RUN)
    there.done(*RUN)

    assert there.files() == here.files()
    assert not any(str(tmp_path).encode() in data for data in here.files().values())


@pytest.mark.parametrize("lost", [".polyglot/state.jsonl", ".polyglot/memory.sqlite", ".polyglot"])
def test_what_is_disposable_costs_only_time(copy: Press, lost: str) -> None:
    """Deleting it changes neither what is written nor what the board and the checks say."""
    copy.run("run", "--drafts")
    before = copy.files()
    said = [copy.run(*words).out for words in (("status",), ("check",))]
    path = copy.path(lost)
    shutil.rmtree(path) if path.is_dir() else path.unlink()

    again = [copy.run(*words).out for words in (("status",), ("check",))]
    copy.run("run", "--drafts")

    assert again == said
    assert copy.files() == before


def test_a_damaged_state_is_no_state(copy: Press) -> None:
    """Whatever stands in the disposable files, the result is the same."""
    copy.run("run", "--drafts")
    before = copy.files()
    head, *lines = copy.text(".polyglot/state.jsonl").split("\n")
    copy.write(".polyglot/memory.sqlite", b"no database")

    for damaged in (["[]", *lines], [head, *(line[1:] for line in lines)], [head, '["news"]'], []):
        copy.write(".polyglot/state.jsonl", "\n".join(damaged))
        copy.done("run", "--drafts")

        assert copy.files() == before


def test_what_another_version_kept_of_the_settings_is_forgotten(copy: Press) -> None:
    """An update of polyglot meets the disposable files of the one before."""
    copy.run("run", "--drafts")
    before = copy.files()
    state = json.loads(copy.text(".polyglot/settings.json"))
    state["shape"].pop()
    del state["values"]["publish"]
    copy.write(".polyglot/settings.json", json.dumps(state))

    copy.done("run", "--drafts")

    assert copy.files() == before


def test_an_edit_in_the_same_instant_is_seen(copy: Press) -> None:
    """A file saved right after a run, with the same length, is not taken for unchanged."""
    for number in (320, 321, 322):
        copy.swap("content/news/bridge.md", f"{number} metres", f"{number + 1} metres")
        copy.done("release", "bridge", "--by", "Dana")

        copy.run("run")

        assert f"{number + 1} metres" in copy.page("news/bridge", "en")


def test_one_edited_article_leaves_the_files_of_the_others_alone(copy: Press) -> None:
    """Work is proportional to what changed."""
    copy.run("run", "--drafts")
    before = {path: path.stat().st_ino for path in copy.path("exports").rglob("*.html")}
    copy.swap("content/guides/well.html", "девять", "восемь")

    copy.run("run", "--drafts")

    after = {path: path.stat().st_ino for path in copy.path("exports").rglob("*.html")}
    changed = {str(path.relative_to(copy.root)) for path in after if before[path] != after[path]}
    assert changed
    assert all("guides/well" in name for name in changed)


def test_a_new_article_leaves_the_files_of_the_others_alone(copy: Press) -> None:
    """Work is proportional to what changed, also where the number of articles changed."""
    copy.run("run", "--drafts")
    before = copy.text(".polyglot/state.jsonl")
    copy.write("content/many/new.md", "---\ntitle: New\n---\n\nSomething happened.\n")

    told = copy.run("run", "--drafts", "--format", "json")
    worked = _changed(before, copy.text(".polyglot/state.jsonl"))
    copy.path("content/many/new.md").unlink()
    copy.run("run", "--drafts")

    assert told.code == 0
    assert worked == {"many/new"}
    assert not copy.has_page("many/new", "kk", drafts=True)
    assert "many/new" not in copy.text("exports/drafts/kk/index.html")


def test_a_link_follows_when_its_article_comes_and_goes(copy: Press) -> None:
    """A link to a file that becomes an article leads to its page from then on."""
    copy.swap("content/news/again.md", "The bridge", "See [it](later.md). The bridge")
    copy.run("run", "--drafts")
    copy.write("content/news/later.md", "---\ntitle: Later\n---\n\nSomething happened.\n")
    copy.run("run", "--drafts")
    there = copy.page("news/again", "kk", drafts=True)
    copy.path("content/news/later.md").unlink()

    copy.run("run", "--drafts")

    assert 'href="../later/index.html"' in there
    assert 'href="../later/index.html"' not in copy.page("news/again", "kk", drafts=True)


def test_previews_of_a_vanished_article_go_with_the_next_previews(copy: Press) -> None:
    """Also where commands without previews came in between."""
    copy.run("run", "--drafts")
    copy.path("content/news/again.md").unlink()
    copy.swap("content/guides/well.html", "девять", "восемь")
    copy.run("extract")
    copy.run("run")

    copy.run("run", "--drafts")

    assert not copy.has_page("news/again", "en", drafts=True)


def _changed(before: str, after: str) -> set[str]:
    """Return the articles of which the state file says something else."""
    old, new = set(before.split("\n")[1:]), set(after.split("\n")[1:])
    return {line.partition("\t")[0] for line in new - old}
