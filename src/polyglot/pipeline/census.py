"""Who is named in the workspace's ledgers and records, and in the list of people."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from polyglot.ledger import RESERVED
from polyglot.ledger import parse as parse_ledger
from polyglot.people import same
from polyglot.pipeline.forgetting import ledgers
from polyglot.pipeline.persons import people_of
from polyglot.storage import list_files, read
from polyglot.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Row:
    """A pen name: in how many *lines* of ledgers and *acts* of records it stands.

    *is_listed* says that the list of people has it, or that there is no list.
    """

    name: str
    lines: int
    acts: int
    is_listed: bool


def census(workspace: Workspace) -> tuple[Row, ...]:
    """Return everybody who is named, by name; whoever only drafted is no person.

    Raises:
        PeopleError, LedgerError: If the list of people or a ledger cannot be read.
    """
    people = people_of(workspace)
    spelled: dict[str, str] = {same(name): name for name in people.names}
    lines: Counter[str] = Counter()
    for folder, files in ledgers(workspace).items():
        for line in parse_ledger(files, path=folder).lines:
            if line.action != "drafted" and same(line.by) not in RESERVED:
                lines[same(line.by)] += 1
                spelled.setdefault(same(line.by), line.by)
    acts: Counter[str] = Counter()
    for name in _signed(workspace):
        acts[same(name)] += 1
        spelled.setdefault(same(name), name)
    return tuple(
        Row(
            spelled[key],
            lines[key],
            acts[key],
            not people.names or people.is_pen_name(spelled[key]),
        )
        for key in sorted(spelled)
    )


def _signed(workspace: Workspace) -> Iterator[str]:
    """Yield who released and withdrew, as often as they did; a broken line is passed over."""
    for entry in list_files(workspace.root / "locales/published"):
        if not entry.name.endswith(".jsonl"):
            continue
        for line in (read(entry.path) or b"").split(b"\n"):
            try:
                fields: object = json.loads(line)
            except ValueError:
                continue
            if isinstance(fields, dict) and isinstance(by := fields.get("by"), str) and by:
                yield by
