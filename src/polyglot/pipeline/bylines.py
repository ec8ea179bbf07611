"""The by-line at the head of an article's file: one name in it replaced, and nothing else."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from polyglot.model import Article
from polyglot.people import same

_FENCED = re.compile(
    r"(?:---|\+\+\+)[ \t]*\r?\n.*?^(?:---|\.\.\.|\+\+\+)[ \t]*$", re.DOTALL | re.MULTILINE
)
_KEY = re.compile(r"[\"']?(?:author|authors|byline)[\"']?[ \t]*[:=]", re.IGNORECASE)
_META = re.compile(
    r"<meta\b[^<>]*\b(?:name|property)\s*=\s*[\"']?(?:article:)?author\b[^<>]*>", re.IGNORECASE
)


def is_hers(article: Article, names: Collection[str]) -> bool:
    """Tell whether *article* has one of *names*, which are folded, in its by-line."""
    return any(same(author) in names for author in article.metadata.authors)


def with_mark(text: str, names: Collection[str], mark: str, *, is_sidecar: bool = False) -> str:
    """Return the file *text* with *mark* in the place of each of *names* in its by-line.

    Front matter is looked through, the `meta` elements of a page, and a sidecar whole.
    """
    pattern = pattern_of(names)

    def signed(part: str) -> str:
        return pattern.sub(mark, part)

    if is_sidecar:
        return _in_values(text, signed)
    head = _FENCED.match(text.removeprefix("\ufeff"))
    if head is not None:
        start = len(text) - len(text.removeprefix("\ufeff"))
        end = start + head.end()
        return text[:start] + _in_values(text[start:end], signed) + text[end:]
    return _META.sub(lambda found: signed(found[0]), text)


def pattern_of(names: Collection[str]) -> re.Pattern[str]:
    """Return what finds one of *names* where it stands as words, the longest that does."""
    ways = (r"\s+".join(map(re.escape, name.split())) for name in names)
    words = "|".join(sorted(ways, key=lambda way: (-len(way), way)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _in_values(text: str, signed: Callable[[str], str]) -> str:
    """Return *text* with the values of the by-line's keys as *signed* returns them."""
    lines = text.split("\n")
    is_inside = False
    for number, line in enumerate(lines):
        key = _KEY.match(line)
        is_inside = key is not None or (is_inside and line[:1] in (" ", "\t", "-", "]"))
        if is_inside:
            start = key.end() if key else 0
            lines[number] = line[:start] + signed(line[start:])
    return "\n".join(lines)


def differs_only_in_byline(old: Article, new: Article, names: Collection[str], mark: str) -> bool:
    """Tell whether *new* is *old* with *mark* for *names* in its by-line, and no more."""
    authors = tuple(mark if same(author) in names else author for author in old.metadata.authors)
    wanted = replace(old.metadata, authors=authors)
    return new.metadata == wanted and new.units == old.units and new.language == old.language
