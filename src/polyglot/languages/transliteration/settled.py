"""What people settled for good: the workspace's list of words and their forms in another script.

The file has a line for each word: `language,source,target,word,form`.
Scripts are named as tags (`uz-Latn`) or without the language (`Latn`).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from polyglot.errors import TermsError
from polyglot.languages.data import pairs, supports

COLUMNS = ("language", "source", "target", "word", "form")
"""The first line of the file, which tells the order."""

Settled: TypeAlias = Mapping[tuple[str, str], Mapping[str, str]]
"""For each pair of tags the words that are settled, each with its form."""

_SCRIPT = re.compile(r"[A-Z][a-z]{3}")
_LETTERS = re.compile(r"[^\W\d_]")


def read_settled(data: bytes, *, path: str) -> Settled:
    """Return the settled words in *data*, the bytes of the file at *path*.

    Raises:
        TermsError: If a line cannot be used; it names the line.
    """
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line, row in _rows(_decoded(data, path), path):
        pair, word, form = _entry(row, path, line)
        words = found.setdefault(pair, {})
        if words.get(word, form) != form:
            raise TermsError(
                f"{word!r} was given as {words[word]!r} above",
                path=path,
                line=line,
                hint="keep one of the two lines",
            )
        words[word] = form
    return MappingProxyType({pair: MappingProxyType(words) for pair, words in found.items()})


def _decoded(data: bytes, path: str) -> str:
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TermsError(
            "this is not UTF-8", path=path, line=line, hint="save the file as UTF-8"
        ) from error


def _rows(text: str, path: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the lines that hold a word, with their numbers."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: Sequence[str] | None = None
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if not any(row) or row[0].startswith("#"):
                continue
            if header is None:
                header = _header(row, path, reader.line_num)
            elif len(row) != len(header):
                raise TermsError(
                    f"{len(row)} cells stand under {len(header)} columns",
                    path=path,
                    line=reader.line_num,
                    hint="put a cell with a comma into quotation marks",
                )
            else:
                yield reader.line_num, dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise TermsError(f"this is no CSV: {error}", path=path, line=reader.line_num) from error


def _header(row: Sequence[str], path: str, line: int) -> Sequence[str]:
    if sorted(row) != sorted(COLUMNS):
        raise TermsError(
            "the first line does not name the columns",
            path=path,
            line=line,
            hint=f"it reads {','.join(COLUMNS)}",
        )
    return row


def _entry(row: Mapping[str, str], path: str, line: int) -> tuple[tuple[str, str], str, str]:
    language = row["language"]
    source, target = (_tag(language, row[side]) for side in ("source", "target"))
    if source == target or not supports(source, target):
        known = ", ".join(f"{one} → {other}" for one, other in pairs())
        raise TermsError(
            f"no table leads from {source!r} to {target!r}",
            path=path,
            line=line,
            hint=f"known are {known}",
        )
    for column in ("word", "form"):
        if not _LETTERS.search(row[column]) or " " in row[column]:
            raise TermsError(
                f"the {column} {row[column]!r} is not one word",
                path=path,
                line=line,
                hint="a line settles one word, without its endings",
            )
    return (source, target), row["word"], row["form"]


def _tag(language: str, script: str) -> str:
    return f"{language}-{script}" if _SCRIPT.fullmatch(script) else script
