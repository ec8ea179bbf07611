"""Who translated: what git and a PO file's head tell, and what they do not."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from workspaces import Press, mark, press

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

PEOPLE = """\
[Aygul]
identities = ["aygul@newsroom.example", "Aygul Karimova"]

[Timur]
identities = ["timur@newsroom.example"]

["night desk"]
identities = []
"""

SAVED = '"Last-Translator: Aygul Karimova <aygul@home.example>\\n"\n'
FIRST, SECOND = "It opens in May", "It is 310 metres"
KK = "locales/kk/LC_MESSAGES/news/bridge.po"


def commit(made: Press, name: str, *words: str, message: str = "news", by: str = "") -> None:
    """Commit everything in the name of *name*; *by* is the one who commits it."""
    git(made, "add", "-A")
    git(made, "commit", "-q", "-m", message, *words, people=(name, by or name))


def git(made: Press, *words: str, people: tuple[str, str] = ("nobody", "nobody")) -> None:
    """Ask git for something, as an author and a committer."""
    author, committer = people
    environment: Mapping[str, str] = {
        **os.environ,
        "GIT_AUTHOR_NAME": author.title(),
        "GIT_AUTHOR_EMAIL": f"{author}@newsroom.example",
        "GIT_COMMITTER_NAME": committer.title(),
        "GIT_COMMITTER_EMAIL": f"{committer}@newsroom.example",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    subprocess.run(
        ["git", "-C", made.root, *words], check=True, capture_output=True, env=environment
    )


@pytest.fixture
def made(tmp_path: Path) -> Press:
    """Return a workspace in a repository, with an empty catalog in it."""
    newsroom = press(tmp_path, languages="en kk", articles="bridge")
    newsroom.write("private/people.toml", PEOPLE)
    newsroom.write(".gitignore", "/private/\n/.polyglot/\n/.journal/\n/exports/\n")
    newsroom.done("extract")
    git(newsroom, "init", "-q", "-b", "main")
    commit(newsroom, "robot")
    return newsroom


def who(made: Press, start: str) -> list[object]:
    """Return who translated or accepted a text, as the ledger has it."""
    made.done("extract")
    return [
        line["by"]
        for line in made.ledger("news/bridge")
        if str(line["source"]).startswith(start) and line["action"] in ("translated", "accepted")
    ]


def sign(made: Press) -> None:
    """Save the catalog as Aygul's editor does."""
    made.swap(KK, '"Last-Translator: \\n"\n', SAVED)


def test_the_author_of_the_commit_translated(made: Press) -> None:
    """Whoever commits a translation need not say who she is a second time."""
    made.type("news/bridge", "kk", {FIRST: "Мамырда ашылады."})
    commit(made, "aygul")
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    commit(made, "timur")

    assert who(made, FIRST) == ["Aygul"]
    assert who(made, SECOND) == ["Timur"]


def test_a_name_given_by_hand_comes_before_gits(made: Press) -> None:
    """Dana commits what she got by e-mail, and says whose it is."""
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    commit(made, "timur")

    made.done("extract", "--by", "aygul@newsroom.example")

    assert who(made, SECOND) == ["Aygul"]


@pytest.mark.parametrize("name", ["robot", "weblate", "gulnara"])
def test_an_author_without_a_pen_name_is_unknown(made: Press, name: str) -> None:
    """Nobody's real name gets into a file, and no program vouches for anything."""
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    sign(made)
    commit(made, name)

    assert who(made, SECOND) == ["unknown"]


def test_the_committer_is_not_who_translated(made: Press) -> None:
    """Timur applies a robot's patch: that is no word of his."""
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    commit(made, "robot", by="timur")

    assert who(made, SECOND) == ["unknown"]


def test_what_was_wrapped_anew_stays_who_wrote_its(made: Press) -> None:
    """Timur's editor writes every line of the file; only one text is his."""
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр, " + "өте ұзақ, " * 20})
    commit(made, "aygul")
    made.write(KK, made.text(KK).replace("өте ұзақ, өте", 'өте ұзақ, "\n"өте'))
    made.type("news/bridge", "kk", {FIRST: "Мамырда ашылады."})
    commit(made, "timur")

    assert who(made, SECOND) == ["Aygul"]
    assert who(made, FIRST) == ["Timur"]


def test_whoever_takes_the_mark_off_is_who_lets_the_text_stand(made: Press) -> None:
    """The robot commits a marked draft of another tool, Aygul takes its mark off."""
    with made.opened("news/bridge", "kk") as file:
        entry = next(entry for entry in file if entry.msgid.startswith(SECOND))
        entry.msgstr = "Ұзындығы 310 метр."
        mark(entry)
    made.done("extract")
    commit(made, "timur")
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    commit(made, "aygul")

    assert who(made, SECOND) == ["Aygul"]


def test_a_commit_of_two_authors_names_neither(made: Press) -> None:
    """Which of them wrote which text cannot be told."""
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    commit(made, "aygul", "-m", "Co-authored-by: Timur <timur@newsroom.example>")

    assert who(made, SECOND) == ["unknown"]


def test_a_commit_that_brings_the_whole_file_names_nobody(made: Press) -> None:
    """Who brings a file in says that she brings it."""
    (made.root / KK).unlink()
    commit(made, "robot")
    made.done("extract")
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    commit(made, "timur")

    assert who(made, SECOND) == ["unknown"]


def test_a_branch_keeps_its_author_and_a_merge_has_none(made: Press) -> None:
    """Timur merges Aygul's branch, and types something of his own while he does."""
    git(made, "checkout", "-q", "-b", "aygul")
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    commit(made, "aygul")
    git(made, "checkout", "-q", "main")
    made.type("news/bridge", "kk", {"The bridge over": "Көпір"})
    commit(made, "timur")
    git(made, "merge", "-q", "--no-commit", "aygul", people=("timur", "timur"))
    made.type("news/bridge", "kk", {FIRST: "Мамырда ашылады."})
    commit(made, "timur")

    assert who(made, SECOND) == ["Aygul"]
    assert who(made, "The bridge over") == ["Timur"]
    assert who(made, FIRST) == ["unknown"]


def test_what_is_in_no_commit_is_the_last_translators(made: Press) -> None:
    """A file that came by e-mail says in its head who saved it; then its head is emptied."""
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    sign(made)

    assert who(made, SECOND) == ["Aygul"]
    assert "Karimova" not in made.text(KK)


def test_a_last_translator_of_the_last_commit_says_nothing_of_later_edits(made: Press) -> None:
    """Somebody's text editor leaves the head as it was."""
    sign(made)
    commit(made, "robot")
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})

    assert who(made, SECOND) == ["unknown"]


def test_without_a_repository_the_last_translator_is_who_translated(tmp_path: Path) -> None:
    """There is nothing else to go by."""
    made = press(tmp_path, languages="en kk", articles="bridge")
    made.write("private/people.toml", PEOPLE)
    made.done("extract")
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    sign(made)

    assert who(made, SECOND) == ["Aygul"]


def test_without_a_list_of_people_git_is_not_asked(
    made: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no pen name it could lead to."""
    made.path("private/people.toml").unlink()
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    monkeypatch.setattr("polyglot.pipeline.witness.past_of", None)

    assert who(made, SECOND) == ["unknown"]


def test_a_git_that_does_not_answer_leaves_the_translator_unknown(
    made: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run goes on, and nobody is named by guess."""
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    sign(made)
    monkeypatch.setattr("polyglot.pipeline.history.SECONDS", 0)

    assert who(made, SECOND) == ["unknown"]


def test_four_eyes_are_seen_through_git(made: Press) -> None:
    """Aygul commits, Timur approves: nobody had to say who translated."""
    made.type("news/bridge", "kk", {SECOND: "Ұзындығы 310 метр."})
    commit(made, "aygul")

    made.done("review", "approve", "bridge", "--all", "-l", "kk", "--by", "timur@newsroom.example")

    lines = [line["by"] for line in made.ledger("news/bridge") if line["action"] == "approved"]
    assert lines == ["Timur"]
