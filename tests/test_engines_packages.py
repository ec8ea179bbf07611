"""Engines of other packages: found by their entry points, asked by name or set up in a table."""

import importlib
import sys
from pathlib import Path

import pytest

from polyglot.errors import UsageError
from polyglot.plugins import Setup
from polyglot.providers import load, misfits
from workspaces import Press, press

KIND = """
from dataclasses import dataclass

from polyglot.plugins import Limits, Reply
from polyglot.providers.setting_up import Kind, misfits

KIND = Kind(("url",), ("url",), {"shout": bool})


def problems(setup):
    yield from misfits(setup, KIND)


@dataclass(frozen=True)
class Fancy:
    name: str
    version: str
    shouts: bool
    is_local = True
    wire = "tokens"
    limits = Limits(texts=5)

    def supports(self, source, target):
        return (source, target) == ("en", "ru")

    def translate(self, texts, *, source, target):
        table = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввхиз")
        said = [text.lower().translate(table) for text in texts]
        return [Reply(text.upper() if self.shouts else text, note="of Fancy") for text in said]


def make(name, setup):
    return Fancy(name, f"fancy:{setup.url}", setup.options.get("shout") is True)
"""
ALONE = "name = 'plain'\n"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Install a package with two entry points, and make a workspace with an article."""
    site = tmp_path / "site"
    (site / "fancy-1.0.dist-info").mkdir(parents=True)
    (site / "fancy_engine.py").write_text(KIND, encoding="utf-8")
    (site / "plain_engine.py").write_text(ALONE, encoding="utf-8")
    (site / "fancy-1.0.dist-info/METADATA").write_text("Name: fancy\nVersion: 1.0\n", "utf-8")
    (site / "fancy-1.0.dist-info/entry_points.txt").write_text(
        "[polyglot.providers]\nfancy = fancy_engine\nplain = plain_engine\n", "utf-8"
    )
    monkeypatch.syspath_prepend(str(site))
    for name in ("fancy_engine", "plain_engine"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    made = press(tmp_path / "desk", languages="en ru", articles="")
    made.write("content/a.md", "---\ntitle: A bridge\n---\n\nIt opens in May.\n")
    return made


def set_up(made: Press, *lines: str) -> None:
    """Set up the engine `loud` of that kind."""
    table = "\n".join(("[engines.loud]", 'kind = "fancy"', *lines))
    made.write("polyglot.toml", f"{made.text('polyglot.toml')}\n{table}\n")


def test_a_kind_of_another_package_is_set_up_like_ours(newsroom: Press) -> None:
    """Under the name of the table, with its options; its notes stand beside its drafts."""
    set_up(newsroom, 'url = "http://localhost:1"', "options = { shout = true }")

    newsroom.done("translate", "--provider", "loud")

    entry = newsroom.entry("a", "ru", "It opens")
    assert entry.msgstr == "ИТ ОПЕНС ИН МАИ."
    assert entry.tcomment.splitlines() == [
        "polyglot: of Fancy",
        "machine draft (loud), not checked",
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (['url = "http://localhost:1"', "options = { shuot = true }"], "did you mean 'shout'?"),
        (['url = "http://localhost:1"', "options = { shout = 1 }"], "true or false"),
        (['url = "http://localhost:1"', 'model = "x"'], "it takes kind, url, options"),
        ([], "needs 'url'"),
    ],
)
def test_what_is_wrong_with_its_table_is_told_in_the_settings(
    newsroom: Press, lines: list[str], told: str
) -> None:
    """With file and key, as for our own."""
    set_up(newsroom, *lines)

    said = newsroom.run("status")

    assert said.code == 1
    assert "polyglot.toml" in said.err
    assert told in said.err


@pytest.mark.usefixtures("newsroom")
def test_an_engine_that_takes_no_table_says_so() -> None:
    """It reads its own settings, wherever they are."""
    ((keys, problem, hint),) = misfits(Setup("plain"))

    assert keys == ("kind",)
    assert problem == "the engine 'plain' of another package takes no table"
    assert "by its name" in hint
    with pytest.raises(UsageError, match="takes no table"):
        load("x", Setup("plain"))


@pytest.mark.usefixtures("newsroom")
def test_what_a_kind_makes_has_to_be_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is missing is named before anything is sent."""
    monkeypatch.setattr(importlib.import_module("fancy_engine"), "make", lambda *_: object())

    with pytest.raises(UsageError, match="is no engine: it has no 'name'"):
        load("x", Setup("fancy", url="http://localhost:1"))
