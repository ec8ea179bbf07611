"""The documentation is complete, true where a program can tell, and leads nowhere wrong."""

import ast
import dataclasses
import importlib
import importlib.util
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer import Typer

from pages import (
    DOCS,
    FENCE,
    FRONT,
    HEADING,
    PAGES,
    REFERENCE,
    ROOT,
    SPAN,
    identifier,
    named,
    prose,
    text_of,
)
from polyglot import checks, errors
from polyglot.catalog.remarks import remark
from polyglot.checks.terms import checks_of
from polyglot.cli import app
from polyglot.ledger import lines as ledger
from polyglot.markup.policy import DROPPED
from polyglot.model import State
from polyglot.pipeline.publishing import STATUS
from polyglot.plugins import Setup
from polyglot.providers import KINDS, PROVIDERS, deep, misfits
from polyglot.readers import SUFFIXES
from polyglot.readers.frames import DIRECTIVES
from polyglot.readers.metadata import _KNOWN as METADATA
from polyglot.terms import Entry, Form, Glossary
from polyglot.workspace import Settings, load_settings
from polyglot.writers import WRITERS

COMMANDS = REFERENCE / "commands.md"
SETTINGS = REFERENCE / "settings.md"

HELP = re.compile(r"<!-- help: (?P<path>[\w -]+) -->\n\n```text\n(?P<text>.*?)```\n", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"")


# --- Commands -----------------------------------------------------------------------------------


def commands(group: Typer, path: str = "polyglot") -> Iterator[str]:
    """Yield *path* and every command below it, groups before what is in them."""
    yield path
    for one in group.registered_commands:
        assert one.callback
        yield f"{path} {one.name or one.callback.__name__}"
    for other in group.registered_groups:
        assert other.typer_instance
        yield from commands(other.typer_instance, f"{path} {other.typer_instance.info.name}")


def help_of(path: str) -> str:
    """Return the help of a command as a terminal of 80 columns shows it."""
    words = [*path.split()[1:], "--help"]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as shown:
        patch.setenv("COLUMNS", "80")
        with pytest.raises(SystemExit):
            app(words, prog_name="polyglot")
    return shown.getvalue()


HELP_OF = {path: help_of(path) for path in commands(app)}


def options(path: str) -> Mapping[str, str]:
    """Return the options of a command, each spelling with what the help says of it."""
    _, _, listed = HELP_OF[path].partition("\nOptions:\n")
    listed = listed.partition("\n\n")[0]
    found: dict[str, str] = {}
    for row in re.split(r"\n(?=  -)", f"\n{listed}")[1:]:
        left, _, right = row.strip().partition("  ")
        found.update(
            dict.fromkeys(re.findall(r"(?<![\w-])--?[a-z-]+", left, re.IGNORECASE), right.strip())
        )
    return found


def test_the_help_in_the_reference_is_the_programs(request: pytest.FixtureRequest) -> None:
    """The blocks in the reference are what `--help` prints; `--renew` writes them anew."""
    written = text_of(COMMANDS)
    renewed = HELP.sub(
        lambda block: block[0].replace(f"text\n{block['text']}", f"text\n{HELP_OF[block['path']]}"),
        written,
    )
    if request.config.getoption("--renew", default=False):
        COMMANDS.write_text(renewed, "utf-8")

    assert text_of(COMMANDS) == renewed


def test_every_command_stands_in_the_reference_once() -> None:
    """No command is forgotten, and none is described that is gone."""
    described = [block["path"] for block in HELP.finditer(text_of(COMMANDS))]

    assert sorted(described) == sorted(HELP_OF)


def test_every_option_says_what_it_does() -> None:
    """An option without a word of help is no help."""
    silent = [
        f"{path} {name}" for path in HELP_OF for name, said in options(path).items() if not said
    ]

    assert silent == []


def shown_commands(page: Path) -> Iterator[list[str]]:
    """Yield the words of each polyglot command that a page shows."""
    text = text_of(page)
    blocks = [block for name, block in FENCE.findall(text) if name in ("sh", "cron")]
    shown = "\n".join(block.replace("\\\n", " ") for block in blocks).splitlines()
    shown += SPAN.findall(FENCE.sub("", text))
    for line in shown:
        for part in re.split(r"\|\||&&|\||;| > ", line.partition(" #")[0]):
            words = re.search(r"(?:^|\s)polyglot(?: .*|)$", part.strip())
            if words:
                yield shlex.split(words[0].strip())


@pytest.mark.parametrize("page", [*PAGES, *FRONT], ids=identifier)
def test_every_command_line_in_the_docs_is_one_the_program_takes(page: Path) -> None:
    """Commands and options in examples exist."""
    wrong = [" ".join(words) for words in shown_commands(page) if not is_taken(words)]

    assert wrong == []


def is_taken(words: list[str]) -> bool:
    """Tell whether the program knows the command and the options in *words*."""
    path, known = "polyglot", set(options("polyglot"))
    for word in words[1:]:
        if f"{path} {word}" in HELP_OF:
            path = f"{path} {word}"
            known.update(options(path))
    is_group = any(other.startswith(f"{path} ") for other in HELP_OF)
    first = words[1] if len(words) > 1 else "-"
    if path == "polyglot" and is_group and first != "COMMAND" and not first.startswith("-"):
        return False
    return all(word in known for word in words if re.match("-.", word))


# --- Settings, errors, findings, words of the files ---------------------------------------------


def settings_keys() -> Mapping[str, object]:
    """Return every key of the settings with its default."""
    found: dict[str, object] = {}
    for name, value in Settings().dump().items():
        if isinstance(value, dict) and dataclasses.is_dataclass(getattr(Settings(), name)):
            found.update({f"{name}.{key}": inner for key, inner in value.items()})
        else:
            found[name] = value
    return found


def test_every_setting_stands_in_the_reference_with_its_default() -> None:
    """The table of the settings is complete and right."""
    rows = re.findall(r"^\| \[`([\w.]+)`\]\(#\w+\) \| `(.+?)` \|", text_of(SETTINGS), re.MULTILINE)

    assert {key: json.loads(default) for key, default in rows} == json.loads(
        json.dumps(settings_keys())
    )
    assert {f"`{key}`" for key in settings_keys()} <= {
        heading for _, heading in HEADING.findall(text_of(SETTINGS))
    }


def test_the_example_settings_are_right_and_complete() -> None:
    """The file shown in the reference is one that polyglot accepts, with every key in it."""
    example = next(block for name, block in FENCE.findall(text_of(SETTINGS)) if name == "toml")

    load_settings(example.encode())

    tables = tomllib.loads(example)
    flat = {
        f"{name}.{key}" if key else name
        for name, value in tables.items()
        for key in (
            value
            if isinstance(value, dict) and name not in ("usage", "editions", "engines")
            else [""]
        )
    }
    assert flat == set(settings_keys())


def test_every_kind_of_engine_has_a_section_with_all_it_takes() -> None:
    """Each key and each option of a kind stands in its section, or in the one for all."""
    page = text_of(REFERENCE / "engines.md")
    common, *sections = re.split(r"^## `([\w-]+)`\n", page, flags=re.MULTILINE)
    described = dict(zip(sections[0::2], sections[1::2], strict=True))

    assert set(described) == {"pseudo", *KINDS}
    for name, module in KINDS.items():
        kind = importlib.import_module(module).KIND
        for word in (*kind.takes, *kind.options):
            assert re.search(rf"\b{word}\b", common + described[name]), (name, word)
    for model in (*deep.SERVICES, *deep.REFUSED):
        assert f"`{model}`" in described["deep-translator"]


def test_every_engine_shown_in_the_reference_can_be_set_up() -> None:
    """The tables may be copied as they stand."""
    blocks = [
        block for name, block in FENCE.findall(text_of(REFERENCE / "engines.md")) if name == "toml"
    ]
    tables = [table for block in blocks for table in tomllib.loads(block)["engines"].values()]

    assert {table["kind"] for table in tables} == set(KINDS)
    assert [found for table in tables for found in misfits(Setup(**table))] == []


def test_every_error_stands_in_the_reference_with_its_exit_code() -> None:
    """Whoever meets an error finds out what to do."""
    rows = re.findall(
        r"^\| `(\w+Error)` \| (\d) \|", text_of(REFERENCE / "errors.md"), re.MULTILINE
    )

    assert {name: int(code) for name, code in rows} == {
        name: kind.exit_code
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.PolyglotError)
    }


def finding_kinds() -> set[str]:
    """Return the kinds of finding that the program's own text names, and those of the checks."""
    found = {check.kind for check in checks.CHECKS} | set(checks.ELSEWHERE)
    for module in (ROOT / "src/polyglot").rglob("*.py"):
        for node in ast.walk(ast.parse(text_of(module))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0] if node.args else None
            if (
                name in ("Finding", "_report")
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                found.add(first.value)
    return found


def test_every_kind_of_finding_stands_in_the_reference() -> None:
    """The word in square brackets can be looked up."""
    _, _, page = text_of(REFERENCE / "errors.md").partition("## Findings")
    rows = re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE)

    assert set(rows) == finding_kinds()


def test_the_checks_are_described_as_they_are() -> None:
    """Severity and waiver of each check stand in the reference."""
    page = text_of(REFERENCE / "errors.md")

    term = Glossary((Entry("court", "term", (Form("court", "en-Latn"),)),))
    listed = checks_of(term, is_hidden=lambda _: False, protected=lambda _text, _language: ())
    for check in (*checks.CHECKS, *listed):
        waiver = "yes" if check.is_waivable else "no"
        assert f"| `{check.kind}` | {check.severity.value} | {waiver} |" in page


def test_the_words_of_the_files_stand_in_the_reference() -> None:
    """States, actions, remarks, formats, metadata, directives: what a reader of a file may meet."""
    catalogs, content = named(REFERENCE / "catalogs.md"), named(REFERENCE / "content.md")
    actions = {
        value
        for name, value in vars(ledger).items()
        if name.isupper() and isinstance(value, str) and value.endswith("ed")
    }
    remarks = {text for state in State if (text := remark(state, "google"))}

    assert {state.value for state in State} | actions - {"unfinished"} | remarks <= catalogs
    assert {*SUFFIXES, *METADATA, *DROPPED} <= content | set(" ".join(content).split())
    assert {name.removesuffix('="no"') for name in DIRECTIVES} <= {
        word.partition("=")[0] for word in content
    }
    assert {*WRITERS, *PROVIDERS} <= named(SETTINGS)
    assert {*STATUS.values(), "ready"} <= named(DOCS / "guides/command-line.md")


def test_every_variable_is_documented() -> None:
    """Whatever the program reads from its environment is told."""
    found = {
        name
        for module in (ROOT / "src").rglob("*.py")
        for name in re.findall(r'"(POLYGLOT_[A-Z]+|SOURCE_DATE_EPOCH)"', text_of(module))
    }

    assert found
    assert found <= named(DOCS / "guides/command-line.md")


def test_the_tests_that_hold_the_laws_exist() -> None:
    """Each law names tests, and each of them is there."""
    page = text_of(DOCS / "explanation/architecture.md")
    laws = re.findall(r"^\d+\. \*\*.+$", page, re.MULTILINE)
    promised = [re.findall(r"`(tests/\w+\.py)::(\w+)`", law) for law in laws]

    assert len(laws) == 10
    assert all(promised)
    for file, name in [one for law in promised for one in law]:
        assert f"def {name}(" in text_of(ROOT / file), f"{file}::{name}"


# --- Links --------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*PAGES, *FRONT], ids=identifier)
def test_links_and_images_lead_somewhere(page: Path) -> None:
    """A link inside the repository leads to a file, and to a heading of it."""
    broken = [
        target
        for match in LINK.finditer(prose(page))
        if not (target := match[1] or match[2]).startswith(("https://", "http://"))
        and not leads(page, target)
    ]

    assert broken == []


def leads(page: Path, target: str) -> bool:
    """Tell whether *target* leads from *page* to a file and, if it names one, a heading."""
    path, _, anchor = unquote(target).partition("#")
    found = (page.parent / path).resolve() if path else page
    return found.is_file() and (not anchor or anchor in anchors(found))


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings."""
    headings = (heading for _, heading in HEADING.findall(FENCE.sub("", text_of(page))))
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


def test_the_readme_names_the_two_commands_and_shows_a_page() -> None:
    """Whoever clones the repository sees at once how to start, and what comes out."""
    readme = text_of(ROOT / "README.md")

    assert re.search(r"^make run\b", readme, re.MULTILINE)
    assert re.search(r"^make test\b", readme, re.MULTILINE)
    assert "docs/images/page.png" in readme


# --- The site -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built documentation."""
    if importlib.util.find_spec("mkdocs") is None or importlib.util.find_spec("material") is None:
        if os.environ.get("POLYGLOT_REQUIRE_ALL") == "1":
            pytest.fail("mkdocs-material is not installed")
        pytest.skip("mkdocs-material is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder


def test_the_site_is_built_without_a_warning(site: Path) -> None:
    """Every page of the documentation becomes a page of the site."""
    pages = {page.relative_to(DOCS).with_suffix(".html") for page in PAGES}

    assert pages <= {page.relative_to(site) for page in site.rglob("*.html")}


def test_the_site_asks_no_other_server_for_anything(site: Path) -> None:
    """Fonts, scripts and pictures come from where the page comes from."""
    foreign = re.compile(
        r"<(?:script|img|iframe)[^>]*\ssrc=\"(?:https?:)?//[^\"]+"
        r"|<link[^>]*rel=\"(?:stylesheet|preconnect|preload)\"[^>]*href=\"(?:https?:)?//[^\"]+"
    )
    found = {match[0] for page in site.rglob("*.html") for match in foreign.finditer(text_of(page))}

    assert found == set()
