"""The guides: what the tutorial shows is what happens, and each reader finds his own words."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
import pytest

from pages import DOCS, FENCE, HEADING, identifier, prose, text_of

TUTORIAL = DOCS / "tutorial.md"
TRANSLATOR = DOCS / "guides/translator.md"
TRANSLATORS = sorted((DOCS / "guides").glob("translator*.md"))
TAGS = ("ru", "kk", "kaa", "uz")

# What a reader of the tutorial does once, for this machine and not for the workspace.
ONCE = re.compile(r"make |\. \.venv|polyglot --version")
SAVED = re.compile(r"[Ss]ave\s[^`\n]*`(\w+\.txt)`[^`\n]*:\n\n$")
BLANK = re.compile(r"\s+")


class Block(NamedTuple):
    """A block of the tutorial: the text before it, its language, what stands in it."""

    before: str
    name: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page in their order."""
    text = text_of(page)
    end = 0
    for found in FENCE.finditer(text):
        yield Block(text[end : found.start()], found[1], found[2])
        end = found.end()


class Reader:
    """Somebody who follows the tutorial to the letter, in a folder of her own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "polyglot"
        self.folder.mkdir()
        self.output = ""
        self.has_started = False

    def do(self, block: Block) -> None:
        """Type a command, save a text, write into the PO file, or compare what is shown."""
        saved = SAVED.search(block.before)
        if block.name == "sh":
            self._type(block.text)
        elif block.name == "text" and saved:
            (self.home / saved[1]).write_text(block.text, "utf-8")
        elif block.name == "text" and self.has_started:
            self._compare(block.text, self.output)
        elif block.name == "po":
            self._translate(block.text)

    def _type(self, commands: str) -> None:
        if ONCE.match(commands):
            return
        script = f'polyglot() {{ "{sys.executable}" -m polyglot "$@"; }}\n{commands}pwd'
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=self.folder,
            env={**os.environ, "HOME": str(self.home), "POLYGLOT_NOW": "2026-03-02T09:00:00Z"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{commands}{done.stdout}{done.stderr}"
        shown, _, folder = done.stdout.rstrip("\n").rpartition("\n")
        self.folder, self.output, self.has_started = Path(folder), shown, True

    def _compare(self, shown: str, found: str) -> None:
        lines = {BLANK.sub(" ", line).strip("─ ") for line in found.splitlines()}
        for line in shown.splitlines():
            assert BLANK.sub(" ", line).strip("─ ") in lines, f"{line!r} is not in\n{found}"

    def _translate(self, shown: str) -> None:
        path = self.folder / "locales/ru/LC_MESSAGES/news/bakery.po"
        written = path.read_text("utf-8")
        if "#, fuzzy" in shown:
            assert shown in written
            return
        (wanted,) = polib.pofile(shown)
        file = polib.pofile(str(path), wrapwidth=0)
        entry = file.find(wanted.msgid, msgctxt=wanted.msgctxt or False)
        assert entry is not None, f"{wanted.msgid!r} is not in\n{written}"
        entry.msgstr = wanted.msgstr
        entry.flags = []
        file.save(str(path))


def test_the_tutorial_shows_what_happens(tmp_path: Path) -> None:
    """Every command of the tutorial works, and what it is said to print it prints."""
    reader = Reader(tmp_path)

    for block in blocks(TUTORIAL):
        reader.do(block)

    page = tmp_path / "newsroom/exports/public/ru/news/bakery/index.html"
    assert "переведено людьми" in text_of(page)
    assert "<strong>дровами</strong>" in text_of(page)


@pytest.mark.parametrize(
    "page", [*TRANSLATORS, DOCS / "guides/editor.md", TUTORIAL], ids=identifier
)
def test_pages_for_translators_and_editors_use_their_words(page: Path) -> None:
    """They read of paragraphs and drafts, never of units, segments and msgids."""
    assert re.search(r"\b(?:units?|segments?|msgids?|msgstr)\b", prose(page)) is None


@pytest.mark.parametrize("tag", TAGS)
def test_the_page_for_translators_is_the_same_in_every_language(tag: str) -> None:
    """It has every section, with the same examples, and says at its top that it is a draft."""
    page = DOCS / f"guides/translator.{tag}.md"

    assert levels(page) == levels(TRANSLATOR)
    assert FENCE.findall(text_of(page)) == FENCE.findall(text_of(TRANSLATOR))
    assert re.match(r"# .+\n\n> \*\*.+\*\*", text_of(page))
    assert "(translator.md)" in text_of(page).partition("## ")[0]


def levels(page: Path) -> list[str]:
    """Return the levels of a page's headings."""
    return [level for level, _ in HEADING.findall(FENCE.sub("", text_of(page)))]


def test_the_pages_are_in_their_alphabets() -> None:
    """Uzbek has its own apostrophes, Karakalpak the letters of 2016."""
    uzbek = prose(DOCS / "guides/translator.uz.md")
    karakalpak = prose(DOCS / "guides/translator.kaa.md")

    assert re.search(r"\w['‘’`]\w", uzbek) is None
    assert re.search(r"[^\W\d_a-zA-ZáÁǵǴıÍńŃóÓúÚ]", karakalpak) is None
