"""Published articles whose file has gone: what stands in their place once they are withdrawn."""

from datetime import date

from polyglot.pipeline.exporting import Page, tombstones
from polyglot.pipeline.indexes import put_indexes
from polyglot.pipeline.manifest import MEDIA, Manifest
from polyglot.pipeline.sharing import settle
from polyglot.plugins import Sibling, Site
from polyglot.publication import Record, Withdrawn
from polyglot.storage import Step, digest
from polyglot.workspace import Workspace


def lay(workspace: Workspace, article: str, record: Record, *, day: date) -> None:
    """Put a withdrawal page in the place of every edition of *article* that was taken back.

    Raises:
        StorageError: If the disk refuses.
    """
    listed = Manifest(workspace, drafts=False)
    settings = workspace.settings
    strings = settle(workspace, day=day).strings
    gone = {
        published.tag: act.day
        for language in settings.languages
        if isinstance(act := record.withdrawal(language), Withdrawn)
        for published in record.published(language)
    }
    site = Site(
        name=settings.site.name,
        url=settings.site.url,
        siblings=tuple(
            Sibling(name, tag) for name in settings.languages for tag in settings.page_tags(name)
        ),
        today=day,
        strings=strings,
    )
    step = Step(workspace.root, workspace.journal)
    taken = {path for tag in gone for path in listed.of(article, tag)}
    is_standing = any(record.standing(name) for name in settings.languages)
    shelf = listed.shelf(article)
    pages = [
        Page(path, file.hash, file.format)
        for path, file in sorted(shelf.files.items())
        if path not in taken and (file.format != MEDIA or is_standing)
    ]
    for path, data, name in tombstones(article, gone, site):
        step.put(path, data)
        pages.append(Page(path, digest(data), name))
    entries = [(tag, entry) for tag, entry in shelf.entries.items() if tag not in gone]
    for path in listed.replace(article, pages, entries):
        step.remove(path)
    put_indexes(workspace, step, listed, day=day, strings=strings)
    step.commit()
