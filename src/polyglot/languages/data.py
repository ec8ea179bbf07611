"""The data files: which there are, and their tables, read when they are asked for.

Of the tables of transliteration it is told only which there are.

A file is called by its tag (`kaa-Latn.toml`) and has parts,
parted by lines of the form `# --- Facts ---…`; each part begins with a table.
The first part is what every page needs;
the others are read only when somebody asks for one of their tables.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

__all__ = ["FOLDER", "TABLES", "first", "pairs", "section", "supports", "tags", "text_of"]

FOLDER = Path(__file__).parent
"""Where the data files stand."""

TABLES = FOLDER / "transliteration"
"""Where the tables stand that lead from one script to another, each called after its pair."""

_NAME = re.compile(r"(?P<tag>(?P<language>[a-z]{2,3})-[A-Z][a-z]{3})\.toml")
_MARK = re.compile(r"^# --- \w[\w ]* -+$", re.MULTILINE)
# Found without parsing: to know the default is no reason to read every script.
_DEFAULT = re.compile(r"^default = true\b", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\bM(?:0[1-9]|1[0-2])\b")


def tags() -> Mapping[str, tuple[str, ...]]:
    """Return the tags of each language, that of its default script first; languages by code."""
    return _tags(FOLDER)


def section(tag: str, name: str) -> Mapping[str, object]:
    """Return the table *name* of the data file *tag*, for the one module that reads it.

    Empty where the file has none.
    """
    return _section(FOLDER, tag, name)


def first(tag: str) -> Mapping[str, object]:
    """Return the first part of the data file *tag*: what every page needs."""
    return _part(FOLDER, tag, 0)


def text_of(tag: str) -> str:
    """Return the whole data file."""
    return _text(FOLDER, tag)


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Return every pair of tags that a table leads from and to."""
    names = sorted(path.stem.split("_") for path in TABLES.glob("*.toml"))
    return tuple((source, target) for source, target in names)


def supports(source: str, target: str) -> bool:
    """Tell whether texts can be converted from *source* to *target*, two tags with scripts."""
    return source == target or (source, target) in pairs()


@cache
def _tags(folder: Path) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for path in sorted(folder.iterdir()):
        if match := _NAME.fullmatch(path.name):
            found.setdefault(match["language"], []).append(match["tag"])
    return MappingProxyType({code: _sorted(folder, code, found[code]) for code in sorted(found)})


def _sorted(folder: Path, code: str, tags: list[str]) -> tuple[str, ...]:
    """Put the tag of the default script first."""
    if len(tags) == 1:
        return tuple(tags)
    chosen = [tag for tag in tags if _DEFAULT.search(_text(folder, tag))]
    if len(chosen) != 1:
        raise ValueError(f"{code}: exactly one of {', '.join(tags)} must say default = true")
    return (*chosen, *(tag for tag in tags if tag not in chosen))


@cache
def _section(folder: Path, tag: str, name: str) -> Mapping[str, object]:
    text = _text(folder, tag)
    for number, (start, end) in enumerate(_parts(text)):
        if text.find(f"\n[{name}", start, end) < 0:
            continue
        found = _part(folder, tag, number).get(name)
        if isinstance(found, dict):
            return MappingProxyType(found)
    return MappingProxyType({})


@cache
def _part(folder: Path, tag: str, number: int) -> Mapping[str, object]:
    text = _text(folder, tag)
    start, end = list(_parts(text))[number]
    return _parsed(tag, text[start:end])


def _parsed(tag: str, text: str) -> Mapping[str, object]:
    # CLDR and Babel hand out M09 where they know no month: no such word reaches a page.
    if found := _PLACEHOLDER.search(text) and _PLACEHOLDER.search(_without_comments(text)):
        raise ValueError(f"{tag}.toml: {found[0]} is a placeholder, not a word")
    return MappingProxyType(tomllib.loads(text))


def _without_comments(text: str) -> str:
    return "\n".join(line.partition("#")[0] for line in text.splitlines())


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where each part of a data file reaches."""
    starts = [0, *(mark.start() for mark in _MARK.finditer(text))]
    return zip(starts, [*starts[1:], len(text)], strict=True)


@cache
def _text(folder: Path, tag: str) -> str:
    return (folder / f"{tag}.toml").read_text("utf-8")
