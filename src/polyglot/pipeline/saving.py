"""The desk put back on disk: ledger first, then catalogs, as one step."""

from polyglot import catalog as po
from polyglot.ledger import dump
from polyglot.pipeline.desk import Desk, empty_catalog
from polyglot.storage import Change, Step, digest, read, replace
from polyglot.workspace import Workspace, catalog_path, ledger_path, template_path


def save(workspace: Workspace, desk: Desk, *, before: Desk) -> tuple[Change, ...]:
    """Write what is different between *before* and *desk*; return what was written.

    Raises:
        Changed: If somebody saved a catalog since it was read; nothing is written then.
        StorageError: If the disk refuses.
    """
    step = Step(workspace.root, workspace.journal)
    for language, catalog in desk.catalogs.items():
        path = catalog_path(desk.article.id, language)
        is_known = language in before.catalogs and bool(before.read[language])
        is_tidy = language not in before.untidy and language not in before.doubles
        if is_known and is_tidy and catalog == before.catalogs[language]:
            continue
        if not is_known and catalog == empty_catalog(language):
            continue
        data = po.write(catalog)
        if digest(data) != desk.read[language]:
            step.put(path, data, expected=desk.read[language], part=language)
    for language in sorted({line.language for line in desk.lines}):
        lines = [line for line in desk.lines if line.language == language]
        step.add(ledger_path(desk.article.id), language, dump(lines)[1])
    written = tuple(step.changes)
    step.commit()
    return written


def save_template(workspace: Workspace, desk: Desk) -> None:
    """Write the article's POT if its bytes differ; it can be made again at any time.

    Raises:
        StorageError: If the disk refuses.
    """
    data = po.write_template(desk.segments)
    path = workspace.root / template_path(desk.article.id)
    if read(path) != data:
        replace(path, data, via=workspace.journal)


def saved(desk: Desk, written: tuple[Change, ...]) -> Desk:
    """Return *desk* as it stands on disk after it was saved."""
    from dataclasses import replace as changed

    digests = {change.part: change.hash for change in written}
    return changed(desk, read={**desk.read, **digests}, lines=())
