"""Our catalogs through other tools and back: what the documentation promises for each is so."""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import polib
import pytest
from babel.messages.pofile import read_po, write_po

from catalogs import EMPTY, PATH, Tool
from newsroom import DAY, LANGUAGE, Newsroom
from pages import REFERENCE, text_of
from polyglot import catalog as po
from polyglot.ledger import observe
from polyglot.model import Catalog, Line, Message, State

Way: TypeAlias = Callable[[bytes, Catalog, Tool, Path], bytes]
"""Sends the bytes of a catalog through a tool."""

LONG = "see https://example.org/" + "a/very/long/address/" * 6


# --- A catalog in which everything stands -----------------------------------------------------


def full() -> Newsroom:
    """Return a newsroom with a message in each state, and with all that a message can carry."""
    room = Newsroom.of(9)
    room.catalog = replace(
        EMPTY,
        messages=tuple(
            replace(message, references=("content/bread.md",), notes=("Caption",))
            for message in room.catalog.messages
        ),
    )
    room.type("Мақұлданған.", 1)
    room.draft("Машина мәтіні.", 2)
    room.clear(2)
    room.type("Аударма «дәйексөз».\nЕкінші жол.", 3)
    room.type("Ескі мәтін.", 5)
    room.type("Аяқталмаған.", 6)
    room.type("Өшкен.", 8)
    room.type("Қайтарылған мақұлдау.", 9)
    room.look("Aizada")
    for number in (1, 9):
        message = room.message(number)
        fields = (LANGUAGE, None, message.source, message.target)
        room.write((Line(*fields, "approved", "Timur"),))
    room.mark(9)
    room.draft("Жоба.", 4)
    room.change_source("Paragraph five, changed.", 5)
    room.mark(6)
    room.look("Dana")
    put = room.put
    put(1, replace(room.message(1), comments=("Is it flat bread?",), flags=("c-format",)))
    put(2, replace(room.message(2), comments=(LONG,)))
    put(3, replace(room.message(3), flags=("approved",)))
    put(4, replace(room.message(4), remark="machine draft (google), not checked"))
    put(6, replace(room.message(6), hints=("the year is wrong",)))
    put(8, replace(room.message(8), is_obsolete=True))
    live = [m for m in room.catalog.messages if not m.is_obsolete]
    room.catalog = replace(
        room.catalog, messages=(*live, *(m for m in room.catalog.messages if m.is_obsolete))
    )
    return room


STATES = [
    State.APPROVED,
    State.ACCEPTED,
    State.TRANSLATED,
    State.MACHINE,
    State.STALE,
    State.NEEDS_WORK,
    State.UNTRANSLATED,
    State.NEEDS_WORK,
    State.OBSOLETE,
]


# --- The tools ---------------------------------------------------------------------------------


def gettext(name: str, *options: str) -> Way:
    """Return the way through a program of gettext."""

    def way(data: bytes, _catalog: Catalog, tool: Tool, _folder: Path) -> bytes:
        return _done(tool(name, *options, "-", data=data))

    return way


def msgmerge(data: bytes, catalog: Catalog, tool: Tool, folder: Path) -> bytes:
    """Merge the file with our own template, as an editor's *update from POT* does."""
    live = [message for message in catalog.messages if not message.is_obsolete]
    segments = [po.Segment(m.source, m.context, m.notes, m.references) for m in live]
    pot, old = folder / "a.pot", folder / "a.po"
    pot.write_bytes(po.write_template(segments))
    old.write_bytes(data)
    return _done(tool("msgmerge", "--previous", "--quiet", str(old), str(pot)))


def through_polib(data: bytes, _catalog: Catalog, _tool: Tool, folder: Path) -> bytes:
    """Save the file as scripts with polib do."""
    path = folder / "a.po"
    path.write_bytes(data)
    polib.pofile(str(path), wrapwidth=78).save()
    return path.read_bytes()


def through_babel(data: bytes, _catalog: Catalog, _tool: Tool, _folder: Path) -> bytes:
    """Read and write the file with Babel, which wants the dates that every editor fills in."""
    for field in (b"POT-Creation-Date", b"PO-Revision-Date"):
        data = data.replace(field + b": ", field + b": 2024-03-01 12:00+0500")
    out = BytesIO()
    write_po(out, read_po(BytesIO(data)), include_previous=True)
    return out.getvalue()


TOOLKIT = """\
import sys
from translate.storage import pypo
sys.stdout.buffer.write(bytes(pypo.pofile.parsestring(sys.stdin.buffer.read())))
"""


def translate_toolkit(data: bytes, _catalog: Catalog, _tool: Tool, _folder: Path) -> bytes:
    """Read and write the file with the Translate Toolkit, as Weblate and Pootle do."""
    return _done(
        subprocess.run(
            [sys.executable, "-c", TOOLKIT], input=data, capture_output=True, check=False
        )
    )


def _done(ended: "subprocess.CompletedProcess[bytes]") -> bytes:
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


TOOLS: Mapping[str, Way] = {
    "msgcat": gettext("msgcat"),
    "msgattrib": gettext("msgattrib"),
    "msgmerge --previous": msgmerge,
    "polib": through_polib,
    "Babel": through_babel,
    "Translate Toolkit": translate_toolkit,
}


# --- What comes back ---------------------------------------------------------------------------


def kept(before: Newsroom, after: Catalog) -> dict[str, bool]:
    """Return what is as it was, by the columns of the table in the reference."""
    now = {message.key: message for message in after.messages}
    old = before.catalog.messages
    live = [message for message in old if not message.is_obsolete]
    ledger = before.ledger

    def same(what: Callable[[Message], object], among: list[Message] = live) -> bool:
        return all(m.key in now and what(now[m.key]) == what(m) for m in among)

    return {
        "states": same(lambda m: ledger.state(LANGUAGE, m))
        and observe(ledger, after, by="Dana", day=DAY) == (),
        "texts": same(lambda m: (m.target, m.is_fuzzy)),
        "`#|`": same(lambda m: m.previous),
        "comments": same(
            lambda m: (m.comments, m.hints, m.remark), [m for m in live if m.comments != (LONG,)]
        ),
        "long comments": same(lambda m: m.comments, [m for m in live if m.comments == (LONG,)]),
        "`#.`": same(lambda m: m.notes),
        "`#:`": same(lambda m: m.references),
        "flags": same(lambda m: m.flags, [m for m in live if m.flags != ("approved",)]),
        "unknown flags": same(lambda m: m.flags, [m for m in live if m.flags == ("approved",)]),
        "`#~`": same(lambda m: (m.target, m.is_obsolete), [m for m in old if m.is_obsolete]),
    }


def documented() -> dict[str, dict[str, bool]]:
    """Return what the table in the reference promises: tool, then column."""
    text = text_of(REFERENCE / "catalogs.md").partition("### Through other tools\n")[2]
    rows = re.findall(r"^\|(.+)\|$", text.partition("\n## ")[0], re.MULTILINE)
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)] for row in rows]
    header = [re.sub(r"<code>#&#124;</code>", "`#|`", name) for name in cells[0][1:]]
    return {
        row[0].strip("`"): {name: cell == "yes" for name, cell in zip(header, row[1:], strict=True)}
        for row in cells[2:]
    }


def test_the_catalog_of_this_test_has_every_state() -> None:
    """What is sent round holds one message of each kind."""
    room = full()

    assert [room.ledger.state(LANGUAGE, m) for m in room.catalog.messages] == STATES
    back = po.read(po.write(room.catalog), path=PATH, language=LANGUAGE)
    assert all(kept(room, back).values())


@pytest.mark.parametrize("name", TOOLS)
def test_what_a_tool_keeps_is_what_the_reference_says(
    name: str, gettext_tool: Tool, tmp_path: Path
) -> None:
    """States and approvals come back whole from every tool; what else it drops is written down."""
    room = full()

    data = TOOLS[name](po.write(room.catalog), room.catalog, gettext_tool, tmp_path)

    back = po.read(data, path=PATH, language=LANGUAGE)
    assert kept(room, back) == documented()[name]


def test_the_reference_names_the_tools_that_are_tried() -> None:
    """No row is left over, none is missing; states and texts survive everywhere."""
    table = documented()

    assert table.keys() == TOOLS.keys()
    assert all(row["states"] and row["texts"] for row in table.values())


@pytest.mark.parametrize("name", TOOLS)
def test_after_any_tool_the_file_is_written_as_before(
    name: str, gettext_tool: Tool, tmp_path: Path
) -> None:
    """One form: what a tool wrapped, sorted or spaced differently makes no difference in git."""
    room = full()
    plain = replace(
        room.catalog,
        messages=tuple(
            replace(m, comments=(), hints=(), remark="", flags=(), previous=None, notes=())
            for m in room.catalog.messages
            if not m.is_obsolete
        ),
    )

    data = TOOLS[name](po.write(plain), plain, gettext_tool, tmp_path)

    back = po.read(data, path=PATH, language=LANGUAGE)
    again = replace(back, comments=EMPTY.comments, fields=EMPTY.fields)
    assert po.write(again) == po.write(plain)
