"""The pages of the documentation, and what stands in them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted(DOCS.rglob("*.md"))
FRONT = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


def text_of(path: Path) -> str:
    """Return what stands in a page."""
    return path.read_text("utf-8")


def named(path: Path) -> set[str]:
    """Return what stands between backticks in a page, outside of blocks."""
    return set(SPAN.findall(FENCE.sub("", text_of(path))))


def prose(path: Path) -> str:
    """Return a page without its code."""
    return SPAN.sub("", FENCE.sub("", text_of(path)))


def identifier(page: Path) -> str:
    """Name a page in the list of tests."""
    return page.relative_to(ROOT).as_posix()
