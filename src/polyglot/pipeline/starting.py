"""The first steps: a new workspace, a file brought into content/, a look at a file's segments."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from polyglot.errors import ContentError, UsageError
from polyglot.languages import load as load_language
from polyglot.languages.orthography import Normalised
from polyglot.model import Article
from polyglot.pipeline.survey import ID, survey
from polyglot.plugins import Origin
from polyglot.readers import SUFFIXES, reader_for
from polyglot.readers.adopt import adopt
from polyglot.readers.letters import put_right
from polyglot.storage import read, replace, stat_of
from polyglot.workspace import Workspace, scaffold


def start(
    folder: Path,
    *,
    languages: Sequence[str],
    source: str,
    name: str,
    day: date,
    dry_run: bool = False,
) -> list[str]:
    """Make a workspace in *folder*; return the paths that were made. Nothing is overwritten.

    Raises:
        UsageError: If there is a workspace already, or the source is none of the languages.
        UnknownLanguageError: If polyglot has no data for one of the languages.
    """
    for code in languages:
        load_language(code)
    if source not in languages:
        raise UsageError(
            f"the source language {source!r} is none of the languages",
            hint=f"--source is one of {', '.join(languages)}",
        )
    if (folder / "polyglot.toml").exists():
        raise UsageError(
            f"there is a workspace in {folder} already", hint=f"polyglot -C {folder} status"
        )
    files = scaffold(languages=languages, source=source, name=name, day=day.isoformat())
    made = [(path, text) for path, text in files if not (folder / path).exists()]
    if not dry_run:
        for path, text in made:
            replace(folder / path, text.encode())
    return [path for path, _ in made]


def adopt_file(
    workspace: Workspace,
    file: Path | None,
    data: bytes | None,
    *,
    language: str,
    as_path: str,
    dry_run: bool = False,
) -> tuple[str, Normalised]:
    """Bring a file (or *data* from standard input) into content/.

    Return its path there, and what was put right in the letters of its words.

    Raises:
        ContentError: If it is no article, or one stands there already.
        UsageError: If *as_path* leads out of content/.
        UnknownLanguageError: If the workspace does not publish in the article's language.
    """
    if file is not None:
        data = read(file)
    if data is None:
        raise UsageError(f"there is no file {file}", hint="- reads standard input")
    adopted = adopt(data, name=str(file) if file else "stdin", language=language or None)
    settings = workspace.settings
    found = adopted.language or settings.source
    if found not in settings.languages:
        raise UsageError(
            f"the article is written in {found!r}, which is none of this workspace's languages",
            hint="languages in polyglot.toml are " + ", ".join(settings.languages),
        )
    corrected = put_right(adopted, found)
    name = _name(as_path or adopted.slug, adopted.suffix)
    path = f"content/{name}"
    if taken := _taken(workspace, _stem(name)):
        raise ContentError(
            "there is an article with this id already",
            path=taken,
            hint="give the new one another name: --as PATH",
        )
    if not dry_run:
        replace(workspace.root / path, corrected.adopted.data, via=workspace.journal)
    return path, corrected.letters


def _taken(workspace: Workspace, article: str) -> str:
    """Return the path of a file that has the id *article*, in any case of letters; "" for none."""
    for suffix in SUFFIXES:
        path = f"content/{article}{suffix}"
        if stat_of(workspace.root / path) is not None:
            return path
    sources = survey(workspace).sources
    return next((s.path for s in sources if s.id.casefold() == article.casefold()), "")


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def _name(asked: str, suffix: str) -> str:
    path = PurePosixPath(unicodedata.normalize("NFC", asked).removeprefix("content/"))
    stem = str(path.with_suffix("")) if path.suffix.lower() in SUFFIXES else str(path)
    if ".." in path.parts or path.is_absolute() or not ID.fullmatch(stem):
        raise UsageError(
            f"{asked!r} is no name for an article",
            hint="letters, digits, '-', '_' and '.', with '/' for folders, below content/",
        )
    return stem + suffix


def segments_of_file(file: Path, *, language: str) -> Article:
    """Read any file as an article, for a look at what a translator would see.

    Raises:
        UsageError: If there is no such file, or no reader for it.
        ContentError: If it cannot be read.
    """
    load_language(language)
    data = read(file)
    if data is None:
        raise UsageError(f"there is no file {file}")
    reader = reader_for(file.suffix.lower())
    return reader.read(data, Origin(file.stem, str(file), language))
