"""A file that goes to a translator by e-mail, and what she and her mail do to it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polib

from editors import msgcat
from workspaces import RUN, Press, clear, found, press, type_into

BRIDGE = "news/bridge"
TITLE, SUMMARY, FIRST, SECOND = "The bridge over", "It opens", "The new bridge", "It is 310"
PICTURE = "The bridge at dusk"


def newsroom(folder: Path) -> Press:
    """Make a workspace in which a machine has drafted one article."""
    made = press(folder / "w", languages="en kk uz", articles="bridge")
    made.done(*RUN)
    return made


def sent(made: Press, *words: str, language: str = "kk") -> Path:
    """Send the article to a translator, and return her file as her mail program saved it."""
    folder = made.root.parent / "mail"
    result = made.done("send", BRIDGE, "-l", language, "--to", str(folder), *words)
    return Path(result.out.splitlines()[0])


@contextmanager
def edited(path: Path) -> Iterator[polib.POFile]:
    """Open a file as a translator does, and save it; on its way it goes through msgcat, too."""
    file = polib.pofile(str(path), wrapwidth=78, encoding="utf-8")
    yield file
    file.save()
    path.write_bytes(msgcat(path.read_bytes()))


def typed(path: Path, texts: Mapping[str, str]) -> Path:
    """Type translations into a file, by the first words of their sources."""
    with edited(path) as file:
        for start, text in texts.items():
            type_into(found(file, start), text)
    return path


def cleared(path: Path, *starts: str) -> Path:
    """Take the marks from texts of a file."""
    with edited(path) as file:
        for start in starts:
            clear(found(file, start))
    return path


def states(made: Press, language: str = "kk") -> dict[str, str]:
    """Return the states of the article's texts, by the first words of their sources."""
    rows = made.run("review", "list", BRIDGE, "-l", language, "--all", "--format", "json").plain
    assert isinstance(rows, list)
    return {
        start: row["state"]
        for row in rows
        for start in (TITLE, SUMMARY, FIRST, SECOND, PICTURE, "It is 320")
        if row["source"].startswith(start)
    }


def acts(made: Press, start: str, *, drafts: bool = False) -> list[tuple[str, str, str]]:
    """Return what the ledger has about a text: action, by whom, translation."""
    return [
        (str(line["action"]), str(line["by"]), str(line["target"]))
        for line in sorted(made.ledger(BRIDGE), key=lambda line: int(str(line["n"])))
        if str(line["source"]).startswith(start)
        and line["language"] == "kk"
        and (drafts or line["action"] != "drafted")
    ]


def text(made: Press, start: str, language: str = "kk") -> tuple[str, bool]:
    """Return a translation as it stands in the catalog, and whether it is marked."""
    entry = made.entry(BRIDGE, language, start)
    return entry.msgstr, "fuzzy" in entry.flags


def received(made: Press, path: Path, *words: str) -> str:
    """Receive a file, and return what is said of it; a second time it changes nothing."""
    result = made.done("receive", str(path), *words)
    once = made.files()

    again = made.done("receive", str(path), *words)
    made.done("extract")

    assert made.files() == once
    assert not re.search(r": .*(taken|accepted|emptied|versions|older)", again.out)
    return result.out.removeprefix(f"{path}: ").strip()


def restored(made: Press, target: str) -> None:
    """Bring a text back by its number in the list."""
    listed = made.run("restore", BRIDGE, "-l", "kk", "--format", "json").plain
    assert isinstance(listed, list)
    (number,) = (n for n, line in enumerate(listed, 1) if line["target"] == target)
    made.done("restore", BRIDGE, str(number), "-l", "kk")


def unmarked(path: Path) -> Path:
    """Take the two lines away, as a tool does that makes a head of its own."""
    data = re.sub(rb'"X-Polyglot-[^\n]*\n', b"", path.read_bytes())
    path.write_bytes(data)
    return path
