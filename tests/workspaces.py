"""A small workspace with made-up articles in three languages, and the people who work in it."""

import contextlib
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import polib

import polyglot
from polyglot.cli import main

SOURCE = str(Path(polyglot.__file__).parents[1])
SAMPLE = Path(__file__).parents[1]
NOW = "2026-03-01T12:00:00Z"
RUN = ("run", "--drafts", "--provider", "pseudo")

BRIDGE = """\
---
title: The bridge over the Aral canal
summary: It opens in May, a year late.
date: 2026-02-14
language: en
privacy: public
tags: [bridges, Aral]
author: Night desk
---

The new bridge opens on [14 May](https://example.org/plan?a=1&b=2), says the *council* of Muynak.

It is 310 metres long and cost 2,500 dollars a metre.

![The bridge at dusk](media/bridge.png)

Read how [the well](../guides/well.html#depth) was dug, and hear [a neighbour](../voices/suv.txt).
"""

WELL = """\
<!DOCTYPE html>
<html lang="ru">
<head><title>Как копали колодец</title></head>
<body>
<h1>Как копали колодец</h1>
<p id="depth">Колодец глубиной <b>40 метров</b> вырыли за девять дней.</p>
<p>О мосте читайте <a href="../news/bridge.md">здесь</a>.</p>
</body>
</html>
"""

WATER = """\
Biz suvni uzoqdan olib kelamiz.

Endi quduq bor, shukur.
"""

SETTINGS = """\
languages = [{languages}]
source = "en"
release = "{release}"

[site]
name = "Muynak daily"
url = "{url}"

[publish]
needs = "{needs}"
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left behind: its exit code, its results, and all else it said."""

    code: int
    out: str
    err: str

    @property
    def plain(self) -> object:
        """The results as another program reads them."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Press:
    """A workspace in the folder *root*, and what people do in it. *now* is the time there."""

    root: Path
    now: str = NOW
    env: Mapping[str, str] = field(default_factory=dict)

    # --- The command line ---------------------------------------------------------------------

    def run(self, *words: str, stdin: bytes = b"") -> Result:
        """Run a command in this process."""
        return command("-C", str(self.root), *words, stdin=stdin, env=self._environment)

    def done(self, *words: str, stdin: bytes = b"") -> Result:
        """Run a command that has to end well."""
        result = self.run(*words, stdin=stdin)
        assert result.code == 0, result
        return result

    def flawed(self, *words: str) -> Result:
        """Run a command that does its work and finds an error in the content."""
        result = self.run(*words)
        assert (result.code, "error: " in result.err) == (1, True), result
        return result

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start a command in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "polyglot", "-C", str(self.root), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **self._environment, "PYTHONPATH": SOURCE},
        )

    def ended(self, *words: str) -> Result:
        """Run a command in a process of its own."""
        with self.start(*words) as process:
            out, err = process.communicate(timeout=300)
        return Result(process.returncode, out, err)

    @property
    def _environment(self) -> dict[str, str]:
        return {"POLYGLOT_NOW": self.now, **self.env}

    # --- Files --------------------------------------------------------------------------------

    def path(self, name: str) -> Path:
        """Return the path of a file below the workspace."""
        return self.root / name

    def text(self, name: str) -> str:
        """Return what stands in a file."""
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        """Put a file where it belongs."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def swap(self, name: str, old: str, new: str) -> None:
        """Replace words of a file that stand there once."""
        text = self.text(name)
        assert text.count(old) == 1, (name, old)
        self.write(name, text.replace(old, new))

    def files(self, *folders: str) -> dict[str, bytes]:
        """Return the files below *folders* (all by default), without what is disposable."""
        start = len(str(self.root)) + 1
        return {
            str(path)[start:]: path.read_bytes()
            for folder in folders or ("",)
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file() and str(path)[start:].split("/")[0] not in (".polyglot", ".journal")
        }

    def page(self, article: str, tag: str, *, drafts: bool = False) -> str:
        """Return the page of an article."""
        return self.text(f"exports/{'drafts' if drafts else 'public'}/{tag}/{article}/index.html")

    def has_page(self, article: str, tag: str, *, drafts: bool = False) -> bool:
        """Tell whether there is a page of an article."""
        folder = "drafts" if drafts else "public"
        return self.path(f"exports/{folder}/{tag}/{article}/index.html").exists()

    def ledger(self, article: str) -> list[dict[str, object]]:
        """Return the lines of an article's ledger."""
        folder = self.root / "locales/ledger" / article
        return [
            json.loads(line)
            for path in sorted(folder.glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]

    # --- People ------------------------------------------------------------------------------

    @contextlib.contextmanager
    def opened(self, article: str, language: str) -> Iterator[polib.POFile]:
        """Open a catalog in an editor, and save it as editors do, lines wrapped."""
        path = self.path(f"locales/{language}/LC_MESSAGES/{article}.po")
        file = polib.pofile(str(path), wrapwidth=78, encoding="utf-8")
        yield file
        file.save()

    def type(self, article: str, language: str, texts: Mapping[str, str]) -> None:
        """Type translations into a catalog, by the first words of their sources."""
        with self.opened(article, language) as file:
            for start, text in texts.items():
                type_into(found(file, start), text)

    def type_all(
        self, article: str, language: str, how: Callable[[str], str] = lambda text: f"{text}!"
    ) -> None:
        """Translate a whole catalog by hand."""
        with self.opened(article, language) as file:
            for entry in file:
                type_into(entry, how(entry.msgid))

    def entry(self, article: str, language: str, start: str) -> polib.POEntry:
        """Return the message whose source starts with *start*, as it stands in the file."""
        path = self.path(f"locales/{language}/LC_MESSAGES/{article}.po")
        return found(polib.pofile(str(path), encoding="utf-8"), start)

    def board(self, article: str) -> dict[str, dict[str, object]]:
        """Return an article's rows of the board by language."""
        boards = self.run("status", article, "--format", "json").plain
        assert isinstance(boards, list)
        return {row["language"]: row for row in boards[0]["editions"]}


def found(file: polib.POFile, start: str) -> polib.POEntry:
    """Return the message of *file* whose source starts with *start*."""
    return next(
        entry
        for entry in sorted(file, key=lambda entry: bool(entry.obsolete))
        if entry.msgid.startswith(start)
    )


def type_into(entry: polib.POEntry, text: str) -> None:
    """Type *text* into a message, which clears its mark as in most editors."""
    entry.msgstr = text
    clear(entry)


def clear(entry: polib.POEntry) -> None:
    """Take the mark from a message."""
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgid = entry.previous_msgctxt = None


def mark(entry: polib.POEntry) -> None:
    """Mark a message as one that needs work."""
    if "fuzzy" not in entry.flags:
        entry.flags.append("fuzzy")


def command(*words: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
    """Run the command line in this process, as if it had been typed."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with (
        mock.patch.dict(os.environ, env or {"POLYGLOT_NOW": NOW}),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Result(code, out.getvalue(), err.getvalue())


def press(
    folder: Path,
    *,
    languages: str = "en ru kk uz",
    release: str = "by-hand",
    needs: str = "approved",
    url: str = "",
    articles: str = "bridge well suv",
) -> Press:
    """Make a workspace in *folder* with the articles that are named."""
    made = Press(folder)
    quoted = ", ".join(f'"{language}"' for language in languages.split())
    made.write(
        "polyglot.toml", SETTINGS.format(languages=quoted, release=release, needs=needs, url=url)
    )
    if "bridge" in articles:
        made.write("content/news/bridge.md", BRIDGE)
        made.write("content/news/media/bridge.png", picture("secret place"))
    if "well" in articles:
        made.write("content/guides/well.html", WELL)
    if "suv" in articles:
        made.write("content/voices/suv.txt", WATER)
        made.write("content/voices/suv.toml", 'language = "uz"\ntitle = "Suv"\n')
    return made


def busy(folder: Path) -> Press:
    """Make a workspace in which something of everything has happened."""
    made = press(folder, release="auto", needs="accepted", url="https://muynak.example/")
    made.done("run", "--drafts")
    for article, language in (("news/bridge", "kk"), ("guides/well", "uz")):
        made.type_all(article, language)
    made.done(*RUN, "--by", "Aygul")
    made.done("review", "accept", "news/bridge", "1", "2", "-l", "ru", "--by", "Timur")
    made.done("review", "reject", "news/bridge", "3", "-l", "ru", "--by", "Timur")
    made.done("release", "bridge", "--by", "Dana")
    made.swap("content/news/bridge.md", "It is 310 metres", "It is 320 metres")
    made.type("guides/well", "uz", {"Колодец": ""})
    made.write("content/news/again.md", "---\ntitle: Aral\n---\n\nThe bridge at dusk\n")
    return made


def twin(made: Press, folder: Path, *, without: str = "exports") -> Press:
    """Copy a workspace as git would: nothing disposable comes along."""
    ignored = shutil.ignore_patterns(".polyglot", ".journal", without)
    shutil.copytree(made.root, folder, ignore=ignored)
    return Press(folder, made.now)


def picture(comment: str, colour: bytes = b"\x10\x80\xc0") -> bytes:
    """Return a picture of two by two points that says where it was taken."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + colour * 2) * 2)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"tEXt", b"Location\0" + comment.encode()),
            chunk(b"IDAT", rows),
            chunk(b"IEND", b""),
        )
    )
