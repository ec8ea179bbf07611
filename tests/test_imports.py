"""What is imported when, and what becomes of the errors of other libraries."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from polyglot.errors import (
    CatalogError,
    ContentError,
    LedgerError,
    PolyglotError,
    PublicationError,
    SettingsError,
    StorageError,
)
from workspaces import NOW, SOURCE, Press, press

HEAVY = (
    *(
        "babel",
        "ctranslate2",
        "deep_translator",
        "httpx",
        "jinja2",
        "lxml",
        "markdown_it",
        "mdit_py_plugins",
    ),
    *("PIL", "numpy", "polib", "pydantic", "rapidfuzz", "rich"),
    *("sentencepiece", "sqlite3", "yaml"),
    "polyglot.terms",
)
DOORS = {
    "babel": ("polyglot.languages.",),
    "ctranslate2": ("polyglot.providers.local",),
    "deep_translator": ("polyglot.providers.deep", "polyglot.providers.door"),
    "httpx": ("polyglot.providers.http",),
    "jinja2": ("polyglot.writers.",),
    "lxml": ("polyglot.markup.", "polyglot.writers.", "polyglot.readers."),
    "polib": ("polyglot.catalog.",),
    "numpy": ("polyglot.memory.",),
    "rapidfuzz": ("polyglot.similarity",),
    "sentencepiece": ("polyglot.providers.local",),
    "rich": ("polyglot.cli.",),
    "typer": ("polyglot.cli.",),
    "pydantic": ("polyglot.workspace",),
    "PIL": ("polyglot.writers.",),
    "markdown_it": ("polyglot.readers.",),
    "mdit_py_plugins": ("polyglot.readers.",),
    "yaml": ("polyglot.readers.",),
    "sqlite3": ("polyglot.memory", "polyglot.providers.cache"),
}
"""Who may import what: one door for each library."""

REPORT = """
import json, sys
from polyglot.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def imported(*words: str) -> set[str]:
    """Return the names of all modules that a command imports."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT, *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": SOURCE, "POLYGLOT_NOW": NOW},
    )
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(names)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Return a workspace in which nothing is to be done."""
    made = press(tmp_path_factory.mktemp("settled"), release="auto")
    made.write("terms/glossary.csv", "term,en,kk\nbridge,bridge,көпір\n")
    made.done("run", "--drafts", "--provider", "pseudo")
    made.done("run", "--drafts")
    return made


@pytest.mark.parametrize(
    "words", [("run",), ("run", "--drafts"), ("status",), ("export",), ("check",)], ids=" ".join
)
def test_a_run_with_nothing_to_do_imports_nothing_heavy(
    settled: Press, words: tuple[str, ...]
) -> None:
    """It costs a look at each file, and no library that reads or writes one."""
    found = imported("-C", str(settled.root), *words)

    assert found.isdisjoint(HEAVY)


@pytest.mark.parametrize("words", [("--help",), ("run", "--help"), ("--version",)], ids=" ".join)
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    """Somebody is waiting at the keyboard."""
    assert imported(*words).isdisjoint(HEAVY)


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_library_has_one_door(library: str) -> None:
    """Only the modules named as its door import it."""
    root = Path(SOURCE)
    users = {
        ".".join(path.relative_to(root).with_suffix("").parts)
        for path in (root / "polyglot").rglob("*.py")
        if any(
            line.strip().startswith((f"import {library}", f"from {library}"))
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    }

    assert users
    assert all(f"{user}.".startswith(DOORS[library]) or user in DOORS[library] for user in users)


# --- Errors of other libraries --------------------------------------------------------------------


def _settings(data: bytes) -> Callable[[Path], object]:
    from polyglot.workspace import load_settings

    return lambda _folder: load_settings(data)


def _article(name: str, data: bytes) -> Callable[[Path], object]:
    from polyglot.plugins import Origin
    from polyglot.readers import reader_for

    suffix = "." + name.rpartition(".")[2]
    return lambda _folder: reader_for(suffix).read(data, Origin("x", name, "en"))


def _catalog(data: bytes) -> Callable[[Path], object]:
    from polyglot import catalog

    return lambda _folder: catalog.read(data, path="x.po", language="kk")


def _ledger(data: bytes) -> Callable[[Path], object]:
    from polyglot.ledger import parse

    return lambda _folder: parse({"x.jsonl": data}, path="x")


def _record(data: bytes) -> Callable[[Path], object]:
    from polyglot.publication import parse

    return lambda _folder: parse(data, "x.jsonl")


def _xml(data: bytes) -> Callable[[Path], object]:
    from polyglot.markup import parse_xml

    return lambda _folder: parse_xml(data)


def _image(data: bytes) -> Callable[[Path], object]:
    from polyglot.writers.images import cleaned

    return lambda _folder: cleaned(data, path="x.png")


def _template(text: str) -> Callable[[Path], object]:
    def use(folder: Path) -> object:
        made = press(folder / "w", articles="suv", release="auto")
        made.write("templates/page.html", text)
        result = made.run("run")
        assert result.code == 1, result
        assert "templates" in result.err
        assert "page.html" in result.err
        raise PublicationError(result.err, hint="it was told")

    return use


def _memory(folder: Path) -> object:
    from polyglot.memory import Memory

    (folder / "memory.sqlite").mkdir()
    return Memory.open(folder / "memory.sqlite")


def _manifest(folder: Path) -> object:
    from polyglot.pipeline.manifest import Manifest
    from polyglot.workspace import Settings, Workspace

    (folder / "exports/public").mkdir(parents=True)
    (folder / "exports/public/manifest.json").write_text('{"files": 3}')
    return Manifest(Workspace(folder, Settings()), drafts=False)


FOREIGN: list[tuple[str, Callable[[Path], object], type[PolyglotError]]] = [
    ("tomllib", _settings(b"a ="), SettingsError),
    ("pydantic", _settings(b"languages = 3"), SettingsError),
    ("UnicodeDecodeError in settings", _settings(b"\xff"), SettingsError),
    ("yaml", _article("x.md", b"---\na: [\n---\n"), ContentError),
    ("tomllib in front matter", _article("x.md", b"+++\na =\n+++\n"), ContentError),
    ("UnicodeDecodeError in an article", _article("x.txt", b"\xff"), ContentError),
    ("LookupError of a codec", _article("x.html", b"<meta charset=klingon>\xff"), ContentError),
    ("polib", _catalog(b'msgid "a'), CatalogError),
    ("UnicodeDecodeError in a catalog", _catalog(b'msgid "\xff"\nmsgstr ""\n'), CatalogError),
    ("json in the ledger", _ledger(b"{"), LedgerError),
    ("UnicodeDecodeError in the ledger", _ledger(b"\xff"), LedgerError),
    ("RecursionError of json", _ledger(b"[" * 100_000), LedgerError),
    ("json in a record", _record(b"{"), PublicationError),
    ("UnicodeDecodeError in a record", _record(b"\xff"), PublicationError),
    ("lxml", _xml(b"<a>"), ContentError),
    ("lxml with a document type", _xml(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), ContentError),
    ("PIL", _image(b"\x89PNG\r\n\x1a\nbroken"), ContentError),
    ("jinja2, syntax", _template("{% if %}"), PublicationError),
    ("jinja2, at work", _template("{{ 1 / 0 }}"), PublicationError),
    ("jinja2, unknown filter", _template("{{ 1 | nothing }}"), PublicationError),
    ("sqlite3", _memory, StorageError),
    ("json in the manifest", _manifest, StorageError),
]


@pytest.mark.parametrize(("use", "kind"), [f[1:] for f in FOREIGN], ids=[f[0] for f in FOREIGN])
def test_a_foreign_error_becomes_ours_at_its_door(
    tmp_path: Path, use: Callable[[Path], object], kind: type[PolyglotError]
) -> None:
    """People read one kind of message, with a place and a next step, whatever library failed."""
    with pytest.raises(kind) as caught:
        use(tmp_path)

    assert caught.value.problem
    assert not isinstance(caught.value, sqlite3.Error)
