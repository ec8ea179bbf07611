"""A list as a spreadsheet saves it: bytes in, rows out."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from polyglot.errors import TermsError

__all__ = ["Row", "decoded", "rows"]

_SEPARATORS = ",;\t"
# Excel's own line that tells the separator.
_SEP = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CYRILLIC = re.compile("[А-яЁё]{3}")
_WRONG = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffd]")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, without white space round them; *line* counts from 1."""

    line: int
    cells: tuple[str, ...]


def decoded(data: bytes, path: str) -> tuple[str, str]:
    """Return the text of *data*, composed, and the name of its encoding.

    UTF-8 and UTF-16, with a byte order mark or without; Windows-1251, where nothing else fits
    and Cyrillic words come of it.

    Raises:
        TermsError: If it is none of them; it names the line.
    """
    for name in _candidates(data):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not _WRONG.search(text) and (name != "cp1251" or _CYRILLIC.search(text)):
            return unicodedata.normalize("NFC", text), name
    raise TermsError(
        "this is no text we can read",
        path=path,
        line=_line_of_failure(data),
        hint="save the list as CSV in UTF-8",
    )


def _candidates(data: bytes) -> Iterator[str]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            yield name
            return
    if b"\0" in data[:4]:
        yield "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    yield "utf-8"
    yield "cp1251"


def _line_of_failure(data: bytes) -> int:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    found = _WRONG.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def rows(text: str, path: str) -> Iterator[Row]:
    """Yield the rows of *text* that hold anything; a line that begins with `#` is a remark.

    Cells are parted by commas, semicolons or tabs: by what the first row has most of.

    Raises:
        TermsError: If a quotation mark is not closed; it names the line.
    """
    told = _SEP.match(text)
    skipped = told.end() if told else 0
    separator = told[1] if told else _separator(text)
    source = io.StringIO(text[skipped:], newline="")
    reader = csv.reader(source, delimiter=separator, strict=True)
    line = 1 if told else 0
    start = line + 1
    try:
        for cells in reader:
            row = Row(start, tuple(cell.strip() for cell in cells))
            start = line + reader.line_num + 1
            if any(row.cells) and not row.cells[0].startswith("#"):
                yield row
    except csv.Error as error:
        raise TermsError(
            f"this is no CSV: {error}",
            path=path,
            line=start,
            hint="look for a quotation mark that is not closed",
        ) from error


def _separator(text: str) -> str:
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    header = _QUOTED.sub("", next(lines, ""))
    return max(_SEPARATORS, key=header.count)
