"""Files that go out: what is in them, where they may stand, what is never overwritten."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from editors import EDITORS
from letters import BRIDGE, SECOND, newsroom, sent, typed
from polyglot.exchange import Postmark, file_names, read, stamped
from polyglot.model import Catalog, Message
from workspaces import Press, press


@pytest.fixture
def made(tmp_path: Path) -> Press:
    """Return a workspace in which a machine has drafted one article."""
    return newsroom(tmp_path)


# --- Sending --------------------------------------------------------------------------------------


def test_a_file_goes_out_as_its_catalog_stands_and_says_what_it_is(made: Press) -> None:
    """Two more lines in its head; not one byte of the workspace changes, nobody is asked."""
    before = made.files()

    path = sent(made)

    assert path.name == "news-bridge.kk.po"
    assert made.files() == before
    lines = path.read_bytes().splitlines(keepends=True)
    own = [line for line in lines if not line.startswith(b'"X-Polyglot-')]
    assert b"".join(own) == made.path(f"locales/kk/LC_MESSAGES/{BRIDGE}.po").read_bytes()
    assert b'"X-Polyglot-Article: news/bridge\\n"\n' in lines


def test_gettext_agrees_with_a_file_that_goes_out(
    made: Press, gettext_tool: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    """It is in the one form that msgcat would give it, and msgfmt finds nothing."""
    data = sent(made).read_bytes()

    assert gettext_tool("msgcat", "--no-wrap", "-", data=data).stdout == data
    assert not gettext_tool("msgfmt", "-c", "-o", os.devnull, "-", data=data).stderr


def test_everything_is_sent_where_nothing_is_named(tmp_path: Path) -> None:
    """One file for each article and each language it is translated into, twice the same bytes."""
    made = press(tmp_path / "w", languages="en ru kk")
    made.write("polyglot.toml", made.text("polyglot.toml").replace('"kk"', '"kk", "uz"'))
    made.done("extract")

    made.done("send", "--to", str(tmp_path / "out"))
    once = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    made.done("send", "--to", str(tmp_path / "out"))

    assert once == {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert sorted(once)[:3] == ["guides-well.en.po", "guides-well.kk.po", "guides-well.uz.po"]
    assert len(once) == 9


def test_two_articles_never_share_a_file() -> None:
    """Where two names would be one, also in capitals, each ends in a mark of its own."""
    names = file_names(["news/bread", "news-bread", "News/Bread-2", "news/bread-2", "a/b"])

    assert len({name.casefold() for name in names.values()}) == 5
    assert names["a/b"] == "a-b"
    assert all(
        re.fullmatch(r"[Nn]ews-[Bb]read(-2)?-[0-9a-f]{6}", n) for n in list(names.values())[:4]
    )


def test_a_file_in_which_somebody_worked_is_never_overwritten(made: Press) -> None:
    """One that only an editor's head was put on is; one that is no file of ours never."""
    path = sent(made)
    path.write_bytes(EDITORS["Poedit"](path.read_bytes()))
    sent(made)
    assert b"Aizada" not in path.read_bytes()
    typed(path, {SECOND: "Ұзындығы 310 метр."})
    worked = path.read_bytes()
    other = path.with_name("news-bridge.uz.po")
    other.write_text("my own notes")

    result = made.run("send", "--to", str(path.parent))

    assert result.code == 1
    assert "somebody worked in this file since it was sent, so it stays" in result.err
    assert "another file has this name, so it stays" in result.err
    assert path.read_bytes() == worked
    assert other.read_text() == "my own notes"


def test_a_file_that_is_behind_or_secret_is_sent_and_that_is_said(made: Press) -> None:
    """Whoever sends it knows best; what the ledger has not seen yet is told as well."""
    assert "note" not in made.done("send", BRIDGE, "--to", str(made.root.parent / "a")).err
    made.swap(f"content/{BRIDGE}.md", "privacy: public", "privacy: secret")
    made.swap(f"content/{BRIDGE}.md", "It is 310", "It is 320")

    result = made.done("send", BRIDGE, "-l", "kk", "--to", str(made.root.parent / "b"))

    assert "is secret: whoever has this file has its text" in result.err
    assert "not up to date with its article" in result.err
    assert "polyglot extract" in result.err


@pytest.mark.parametrize("folder", ["", "content", "locales/kk", "exports/public", "private"])
def test_nothing_is_sent_into_the_workspaces_own_folders(made: Press, folder: str) -> None:
    """There a file that goes out would pass for another."""
    before = made.files()

    result = made.run("send", "--to", str(made.path(folder)))

    assert result.code == 2
    assert "a folder of the workspace itself" in result.err
    assert made.files() == before


def test_where_nothing_is_to_be_sent_that_is_said(made: Press) -> None:
    """An article goes to no translator in its own language."""
    result = made.done("send", BRIDGE, "-l", "en", "--to", str(made.root.parent / "mail"))

    assert not result.out
    assert "There is nothing to send" in result.err


def test_a_dry_run_writes_no_file(made: Press) -> None:
    """It says where it would."""
    folder = made.root.parent / "none"

    result = made.done("send", BRIDGE, "-l", "kk", "--to", str(folder), "--dry-run")

    assert "would write" in result.out
    assert not folder.exists()


def test_what_cannot_be_sent_is_told_and_the_rest_is(made: Press) -> None:
    """A catalog that is not there or cannot be read stops no other."""
    made.path(f"locales/uz/LC_MESSAGES/{BRIDGE}.po").unlink()
    made.write("content/news/new.md", "A new text.\n")
    path = made.path(f"locales/kk/LC_MESSAGES/{BRIDGE}.po")

    result = made.run("send", "--to", str(made.root.parent / "out"))
    path.write_text("msgid nothing")
    broken = made.run("send", BRIDGE, "-l", "kk", "--to", str(made.root.parent / "out"))

    assert result.code == broken.code == 1
    assert result.out.count(".po") == 1
    assert result.err.count("there is no such catalog yet") == 3
    assert f"{BRIDGE}.po:1:" in broken.err


def test_a_file_that_was_put_over_its_catalog_by_hand_loses_the_two_lines(made: Press) -> None:
    """Translators did so before; the catalog is in its one form again."""
    catalog = made.path(f"locales/kk/LC_MESSAGES/{BRIDGE}.po")
    before = catalog.read_bytes()
    shutil.copy(sent(made), catalog)

    made.done("extract")

    assert catalog.read_bytes() == before


# --- The line in the head -------------------------------------------------------------------------


def test_a_damaged_line_is_none() -> None:
    """Then nothing is known of what was sent."""
    catalog = stamped(Catalog("kk", (Message("a", target="b"),)), article="x/y", number=7)
    known = read(catalog.fields)

    assert known.number == 7
    assert known.has_finished(Message("a", target="b "))
    assert not known.has_marked(Message("a", target="b"))
    assert not known.has(Message("a", target="b\N{NO-BREAK SPACE}"))
    for damaged in ("", "x", "7 abcde", "7 abcde!", "-1 abcdef"):
        assert read((("X-Polyglot-Article", "x/y"), ("X-Polyglot-Sent", damaged))) == Postmark(
            "x/y"
        )
    wrapped = (("X-Polyglot-Article", " x/y "), ("X-Polyglot-Sent", "7 abcdef ghijkl"))
    assert read(wrapped) == Postmark("x/y", 7, frozenset({"abcdef", "ghijkl"}))
