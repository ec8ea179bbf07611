"""Who translated: what git and a PO file's head say where nobody gave a name by hand.

In this order, for a text that stands without a mark and that the ledger does not know yet:

1. `--by` names whoever did all of it.
2. Else the author of the git commit in which the text came to stand there without its mark.
   Nobody is named by a commit that brings the whole file, joins two branches or has two authors,
   nor by one whose author has no pen name.
3. Else, for what is in no commit, the `Last-Translator` of the file,
   unless the last commit has the same one.

A committer is nobody: who carries a file is not who translated it.
Without a list of people nobody is looked for, and git is not asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from polyglot.ledger import UNFINISHED, UNKNOWN
from polyglot.model import Line
from polyglot.people import People
from polyglot.pipeline.history import Commit, Past, past_of
from polyglot.pipeline.persons import people_of
from polyglot.workspace import Workspace, catalog_path

_ACTS = frozenset({"translated", "accepted"})


@dataclass(frozen=True, slots=True)
class Witness:
    """What can be told of who translated one article.

    *signed* are the `Last-Translator` of its PO files and their dates, by language.
    """

    workspace: Workspace
    article: str
    signed: Mapping[str, tuple[str, str]]

    def named(self, language: str, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Return *lines* of one catalog, those of a person who can be told under her pen name.

        Only who translated a text, or let a draft stand, is looked for.

        Raises:
            PeopleError: If the list of people cannot be read.
        """
        if not any(_is_open(line) for line in lines):
            return tuple(lines)
        people = people_of(self.workspace)
        if not people.known:
            return tuple(lines)
        past = past_of(self.workspace.root, catalog_path(self.article, language), language)
        saved = self._saved_by(language, people, past)
        return tuple(
            replace(line, by=_author(line, people, past, saved) or UNKNOWN)
            if _is_open(line)
            else line
            for line in lines
        )

    def _saved_by(self, language: str, people: People, past: Past | None) -> str:
        """Return who saved the file since the last commit, if she can be told."""
        signature = self.signed.get(language, ("", ""))
        if past is not None and past.signature == signature:
            return ""
        return people.find(signature[0])


def _is_open(line: Line) -> bool:
    return line.by == UNKNOWN and line.action in _ACTS and line.kind != UNFINISHED


def _author(line: Line, people: People, past: Past | None, saved: str) -> str:
    """Return the pen name of who let the text of *line* stand, or ""."""
    commits = past.origin(line) if past is not None else None
    if commits is None:
        return saved
    names = {_name(commit, people) for commit in commits}
    return names.pop() if len(names) == 1 else ""


def _name(commit: Commit | None, people: People) -> str:
    return "" if commit is None else people.find(commit.name, commit.address)
