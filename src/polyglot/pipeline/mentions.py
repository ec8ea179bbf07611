"""Where somebody wrote a person's name into a text of her own: notes, reasons, comments, by-lines.

What an article and its translations say is theirs, and is not looked through.
"""

import json
import re
from collections.abc import Collection, Iterator

from polyglot.languages import known, scripts
from polyglot.languages.casing import cases
from polyglot.pipeline.bylines import pattern_of
from polyglot.storage import list_files, read
from polyglot.workspace import Workspace

_BYLINE = re.compile(r"\s*[\"']?(?:author|authors|byline)[\"']?\s*[:=]|\s*<meta\b", re.IGNORECASE)


def mentions(workspace: Workspace, names: Collection[str]) -> Iterator[str]:
    """Yield `path:line` for every place with one of *names* that polyglot leaves to people."""
    pattern = _pattern(names)
    start = len(str(workspace.root)) + 1
    for folder in ("content", "locales"):
        for entry in list_files(workspace.root / folder):
            path = entry.path[start:]
            if entry.is_symlink() or not path.endswith((".po", ".jsonl", *_ARTICLES)):
                continue
            text = (read(entry.path) or b"").decode(errors="replace")
            if pattern.search(text):
                for number, line in enumerate(text.split("\n"), 1):
                    if pattern.search(line) and pattern.search(_own(path, line)):
                        yield f"{path}:{number}"


def _pattern(names: Collection[str]) -> re.Pattern[str]:
    """Return a pattern of *names* in the letters, capital and small, of each language we know.

    Nobody says in which of them a name is written: ı has the capital Í, or I.
    """
    tags = [tag for code in known() for tag in scripts(code)]
    return pattern_of({form for name in names for tag in tags for form in cases(name, tag)})


_ARTICLES = (".md", ".markdown", ".html", ".htm", ".xhtml", ".txt", ".toml")


def _own(path: str, line: str) -> str:
    """Return what of a *line* somebody wrote about other things than the article's."""
    if path.endswith(".jsonl"):
        return _remark(line)
    if path.endswith(".po"):
        return (
            line if line.startswith("#") and not line.startswith(("#.", "#:", "#|", "#~")) else ""
        )
    return line if _BYLINE.match(line) else ""


def _remark(line: str) -> str:
    try:
        fields: object = json.loads(line)
    except ValueError:
        return line
    if not isinstance(fields, dict):
        return line
    return f"{fields.get('note', '')}\n{fields.get('reason', '')}"
