"""An article's file that got another name: its catalogs and its ledger follow.

A new article without catalogs is an old one renamed if at least half of its text
stands in the template of an article whose file has gone; the likest two belong together first.
What stands published stays where it stands: its address is a promise to readers.

Cost: nothing without both a new article and a vanished one; else one look at each.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from polyglot import catalog as po
from polyglot.errors import CatalogError, ContentError, StorageError
from polyglot.model import Finding, Severity
from polyglot.pipeline.desk import read_article
from polyglot.pipeline.survey import Source, Survey
from polyglot.storage import Changed, Step, digest, read, stat_of
from polyglot.workspace import Workspace, catalog_path, ledger_path, template_path

LEAST = 0.5
"""The part of an article's paragraphs that must have stood in the old one."""

TRIES = 10
"""How often catalogs are read again because somebody saved one meanwhile."""

Keys = frozenset[tuple[str | None, str]]


@dataclass(frozen=True, slots=True)
class Rename:
    """An article, the file at *path*, that is called *new* and was called *old*."""

    old: str
    new: str
    path: str


def follow(workspace: Workspace, found: Survey, gone: Iterable[str]) -> tuple[Finding, ...]:
    """Move the catalogs and ledgers of articles that were renamed; return what was done.

    *gone* are the ids that have a template and no article.

    Raises:
        StorageError: If the disk refuses, or somebody keeps saving one of the catalogs.
    """
    renames = _renames(workspace, found, gone)
    for rename in renames:
        _follow_one(workspace, rename)
    return tuple(_told(rename) for rename in renames)


def foresee(
    workspace: Workspace, found: Survey, gone: Iterable[str]
) -> tuple[Survey, tuple[Finding, ...]]:
    """Return the articles with what they were called, and what `follow` would do; move nothing."""
    renames = {rename.new: rename for rename in _renames(workspace, found, gone)}
    sources = tuple(
        replace(source, was=renames[source.id].old) if source.id in renames else source
        for source in found.sources
    )
    told = tuple(_told(rename, "will come") for rename in renames.values())
    return replace(found, sources=sources), told


def _renames(workspace: Workspace, found: Survey, gone: Iterable[str]) -> list[Rename]:
    """Return which new articles were called otherwise, the likest first: each name counts once."""
    root = workspace.root
    fresh = [s for s in found.sources if stat_of(root / template_path(s.id)) is None]
    if not fresh:
        return []
    vanished = {name: keys for name in gone if (keys := _template(workspace, name))}
    pairs = [
        (-likeness, source.id, old, source.path)
        for source in fresh
        for old, likeness in _likely(workspace, source, vanished)
    ]
    renames: dict[str, Rename] = {}
    taken: set[str] = set()
    for _, new, old, path in sorted(pairs):
        if new not in renames and old not in taken:
            renames[new] = Rename(old, new, path)
            taken.add(old)
    return list(renames.values())


def _template(workspace: Workspace, article: str) -> Keys:
    path = template_path(article)
    data = read(workspace.root / path)
    try:
        messages = po.read(data or b"", path=path, language="").messages
    except CatalogError:
        return frozenset()
    return frozenset(message.key for message in messages)


def _likely(
    workspace: Workspace, source: Source, vanished: Mapping[str, Keys]
) -> Iterator[tuple[str, float]]:
    """Yield the *vanished* articles that an article may have been, with how like it is to each."""
    try:
        article = read_article(workspace, source)
    except ContentError:
        return
    keys = frozenset(unit.key for unit in article.parts)
    for name, old in vanished.items():
        both = len(keys & old)
        if both and both >= LEAST * len(keys):
            yield name, both / len(keys | old)


def _follow_one(workspace: Workspace, rename: Rename) -> None:
    for _ in range(TRIES):
        try:
            _move(workspace, rename)
        except Changed:
            continue
        return
    raise StorageError(
        "its catalogs keep changing while polyglot moves them",
        path=catalog_path(rename.old, "*"),
        hint="let the other program finish, then run the command again",
    )


def _move(workspace: Workspace, rename: Rename) -> None:
    root = workspace.root
    step = Step(root, workspace.journal)
    for language in sorted(entry.name for entry in (root / "locales").iterdir()):
        old, new = catalog_path(rename.old, language), catalog_path(rename.new, language)
        data = read(root / old)
        if data is not None and stat_of(root / new) is None:
            step.put(new, data, expected="")
            step.remove(old, expected=digest(data))
    folder = ledger_path(rename.old)
    # Below it may stand the ledger of another article: news/a and news/a/b.
    for path in sorted((root / folder).glob("*.jsonl")):
        data = read(path)
        if data is not None:
            step.put(f"{ledger_path(rename.new)}/{path.name}", data)
            step.remove(f"{folder}/{path.name}")
    step.remove(template_path(rename.old))
    step.commit()


def _told(rename: Rename, come: str = "came") -> Finding:
    return Finding(
        "renamed",
        Severity.NOTE,
        rename.path,
        0,
        f"this article was called {rename.old}; its catalogs and its ledger {come} along",
    )
