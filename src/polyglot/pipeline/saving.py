"""The desk put back on disk: ledger first, then catalogs, as one step."""

from collections.abc import Mapping
from dataclasses import replace as changed

from polyglot import catalog as po
from polyglot.ledger import dump
from polyglot.model import Catalog
from polyglot.pipeline.desk import Desk, empty_catalog
from polyglot.pipeline.lexicon import offered
from polyglot.storage import Change, Step, digest, read, replace
from polyglot.workspace import Workspace, catalog_path, ledger_path, template_path


def save(workspace: Workspace, desk: Desk, *, before: Desk) -> tuple[Desk, tuple[Change, ...]]:
    """Write what is different between *before* and *desk*.

    A catalog that is written says what the lists have of its words; it is not written for that.
    Return the desk as it stands on disk then, and what was written.

    Raises:
        Changed: If somebody saved a catalog since it was read; nothing is written then.
        StorageError: If the disk refuses.
    """
    step = Step(workspace.root, workspace.journal)
    digests = dict(desk.read)
    catalogs = dict(desk.catalogs)
    for language, catalog in desk.catalogs.items():
        if not _is_new(language, catalog, before):
            continue
        new, data, hash_ = _written(workspace, desk, language)
        if hash_ != desk.read[language]:
            path = catalog_path(desk.article.id, language)
            step.put(path, data, expected=desk.read[language], part=language, hash_=hash_)
        digests[language] = hash_
        catalogs[language] = po.renumbered(new, data)
    for language in sorted({line.language for line in desk.lines}):
        lines = [line for line in desk.lines if line.language == language]
        step.add(ledger_path(desk.article.id), language, dump(lines)[1])
    written = tuple(step.changes)
    if step.is_empty and digests == desk.read:
        return desk, ()
    step.commit()
    return changed(desk, read=digests, catalogs=catalogs, lines=(), _states={}), written


def _written(workspace: Workspace, desk: Desk, language: str) -> tuple[Catalog, bytes, str]:
    """Return a catalog as it is written, its bytes and their digest.

    Only one that is to be written anyway gets what the lists say of its words.
    """
    catalog = desk.catalogs[language]
    data = po.write(catalog)
    if (hash_ := digest(data)) == desk.read[language]:
        return catalog, data, hash_
    if (hinted := offered(workspace, desk, language)) is not catalog:
        data = po.write(hinted)
        hash_ = digest(data)
    return hinted, data, hash_


def save_corrections(
    workspace: Workspace, desk: Desk, corrections: Mapping[str, Catalog]
) -> tuple[Change, ...]:
    """Write the *corrections*, by tag, whose files differ; return what was written.

    Raises:
        Changed: If somebody saved one since it was read; nothing is written then.
        StorageError: If the disk refuses.
    """
    step = Step(workspace.root, workspace.journal)
    for tag, catalog in corrections.items():
        known = desk.corrections.get(tag)
        data, expected = po.write(catalog), known.hash if known else ""
        if digest(data) != expected:
            step.put(catalog_path(desk.article.id, tag), data, expected=expected, part=tag)
    written = tuple(step.changes)
    step.commit()
    return written


def _is_new(language: str, catalog: Catalog, before: Desk) -> bool:
    """Tell whether *catalog* is to be written: it differs, or its file has what no file should."""
    if not before.read[language]:
        return catalog != empty_catalog(language)
    is_tidy = language not in before.untidy and language not in before.doubles
    return not is_tidy or catalog != before.catalogs[language]


def save_template(workspace: Workspace, desk: Desk) -> None:
    """Write the article's POT if its bytes differ; it can be made again at any time.

    Raises:
        StorageError: If the disk refuses.
    """
    data = po.write_template(desk.segments)
    path = workspace.root / template_path(desk.article.id)
    if read(path) != data:
        replace(path, data, via=workspace.journal)


def saved(workspace: Workspace, desk: Desk, before: Desk, written: dict[str, str]) -> Desk:
    """Save *desk*, which was *before*, and return it; *written* is told of each file's digest.

    Raises:
        StorageError: If the disk refuses, or somebody saved a catalog meanwhile.
    """
    desk, changes = save(workspace, desk, before=before)
    written.update((change.path, change.hash) for change in changes)
    return desk
