"""A workspace on disk: its settings, and where everything stands.

Settings are validated by pydantic once and then kept by the state file,
so that a run with nothing to do does not import it.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from polyglot.errors import UsageError
from polyglot.plugins import Setup
from polyglot.storage import read
from polyglot.workspace.settings import (
    FILE,
    EngineSettings,
    Needs,
    PublishSettings,
    Settings,
    SiteSettings,
    TranslateSettings,
    load_settings,
    needs_for,
    revive_settings,
    shape,
)

__all__ = [
    "FILE",
    "GLOSSARY",
    "NAMES",
    "PROTECTED",
    "SENTENCES",
    "SHARED",
    "SHARED_FOLDER",
    "TRANSLITERATION",
    "EngineSettings",
    "Needs",
    "PublishSettings",
    "Settings",
    "SiteSettings",
    "TranslateSettings",
    "Workspace",
    "catalog_path",
    "exports_path",
    "find_root",
    "ledger_path",
    "load_settings",
    "needs_for",
    "open_workspace",
    "record_path",
    "revive_settings",
    "scaffold",
    "shape",
    "template_path",
]

SHARED = "shared"
"""What stands for an article's id where the messages of all articles are meant."""

SHARED_FOLDER = "locales/shared"
"""Where those messages stand; a workspace without the folder has none."""

TRANSLITERATION = "terms/transliteration.csv"
"""Where people settle how words are written in another script."""

SENTENCES = "terms/sentences.toml"
"""Where a newsroom adds its abbreviations to the rules of sentences."""

GLOSSARY = "terms/glossary.csv"
"""The newsroom's terms, with the forms it prefers, admits and forbids."""

NAMES = "terms/names.csv"
"""The names of people, places and organisations, as the newsroom writes them."""

PROTECTED = "protected.csv"
"""The list of names that must never appear, in the private folder."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where everything stands: content ↔ locales ↔ exports. All paths in results are relative."""

    root: Path
    settings: Settings

    @property
    def journal(self) -> Path:
        """The folder of interrupted steps and of the lock."""
        return self.root / ".journal"

    @property
    def cache(self) -> Path:
        """The disposable folder."""
        return self.root / ".polyglot"

    @property
    def private(self) -> Path:
        """The folder that git never sees: real identities, protected names, what was sent where."""
        return Path(os.environ.get("POLYGLOT_PRIVATE") or self.root / "private")

    @property
    def templates(self) -> Path:
        """The folder of the user's own page templates."""
        return self.root / "templates"

    def engines(self) -> Mapping[str, Setup]:
        """How the newsroom set up its engines, by their names.

        Paths are whole: in the settings they may begin at the workspace or at `~`.
        """

        def whole(path: str) -> str:
            return path and str(self.root / Path(path).expanduser())

        return {
            name: replace(setup, folder=whole(setup.folder), key_file=whole(setup.key_file))
            for name, setup in self.settings.engines.items()
        }

    def targets(self, source: str) -> tuple[str, ...]:
        """The languages an article written in *source* is translated into."""
        return tuple(language for language in self.settings.languages if language != source)


def template_path(article: str) -> str:
    """Return where an article's POT stands, relative to the workspace."""
    return f"locales/templates/{article}.pot"


def catalog_path(article: str, language: str) -> str:
    """Return where an article's catalog in *language* stands, relative to the workspace."""
    if article == SHARED:
        return f"{SHARED_FOLDER}/{language}.po"
    return f"locales/{language}/LC_MESSAGES/{article}.po"


def ledger_path(article: str) -> str:
    """Return the folder of an article's ledger, relative to the workspace."""
    if article == SHARED:
        return f"{SHARED_FOLDER}/ledger"
    return f"locales/ledger/{article}"


def record_path(article: str) -> str:
    """Return where an article's publication record stands, relative to the workspace."""
    return f"locales/published/{article}.jsonl"


def exports_path(*, drafts: bool) -> str:
    """Return the folder of the exports, relative to the workspace."""
    return "exports/drafts" if drafts else "exports/public"


def find_root(start: Path, *, asked: Path | None = None) -> Path:
    """Return the workspace's folder: *asked*, or the nearest one upwards from *start*.

    Raises:
        UsageError: If there is none.
    """
    if asked is not None:
        if not (asked / FILE).is_file():
            raise UsageError(
                f"there is no workspace in {asked}: it holds no {FILE}",
                hint=f"polyglot init {asked} makes one",
            )
        return asked.resolve()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder.resolve()
    raise UsageError(
        f"there is no workspace here: neither this folder nor one above it holds a {FILE}",
        hint="polyglot init . makes one; -C DIR names another",
    )


def open_workspace(root: Path, *, cached: object = None) -> Workspace:
    """Return the workspace at *root*; *cached* are settings dumped from the very same file.

    Raises:
        SettingsError: If the settings are wrong.
    """
    if isinstance(cached, dict):
        return Workspace(root, revive_settings(cached))
    return Workspace(root, load_settings(read(root / FILE) or b""))


SAMPLE = """\
---
title: Hello, readers
summary: The first article of this workspace.
date: {day}
---

Replace this article with your own: one file an article, in the folder *content*.

Then say `polyglot run --drafts` and look at the folder *exports/drafts*.
"""

IGNORED = "/.polyglot/\n/.journal/\n/private/\n/exports/public/\n/exports/drafts/\n"


def scaffold(
    *, languages: Sequence[str], source: str, name: str, day: str
) -> Iterator[tuple[str, str]]:
    """Yield the files of a new workspace: path and text."""
    import json

    quoted = ", ".join(json.dumps(language) for language in languages)
    yield (
        FILE,
        f"""\
# The settings of this workspace. Every key is explained in docs/reference/settings.md.

languages = [{quoted}]
source = {json.dumps(source)}       # the language of an article that does not name its own
release = "by-hand"  # an editor's `polyglot release` lets an edition be published

[site]
name = {json.dumps(name, ensure_ascii=False)}
url = ""             # e.g. "https://example.org/"; empty: no canonical addresses

[publish]
needs = "approved"   # reviewed, approved, translated or accepted

[translate]
provider = ""        # no text leaves this machine; "google" asks Google for drafts
trusted = []         # engines that may also see articles whose privacy is "internal"
""",
    )
    yield "content/hello.md", SAMPLE.format(day=day)
    yield ".gitignore", IGNORED
