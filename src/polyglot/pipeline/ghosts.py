"""Published articles whose file has gone: what stands in their place once they are withdrawn."""

from datetime import date

from polyglot.languages import load as load_language
from polyglot.pipeline import manifest
from polyglot.pipeline.exporting import Page, tombstones
from polyglot.pipeline.indexes import put_indexes
from polyglot.plugins import Sibling, Site
from polyglot.publication import Record, Withdrawn
from polyglot.storage import Step, digest
from polyglot.workspace import Workspace


def lay(workspace: Workspace, article: str, record: Record, *, day: date) -> None:
    """Put a withdrawal page in the place of every edition of *article* that was taken back.

    Raises:
        StorageError: If the disk refuses.
    """
    listed = manifest.load(workspace, drafts=False)
    gone = {
        language: act.day
        for language in workspace.settings.languages
        if isinstance(act := record.withdrawal(language), Withdrawn)
        and any(record.published(language))
    }
    settings = workspace.settings
    tags = {name: load_language(name).page_tag for name in settings.languages}
    site = Site(
        name=settings.site.name,
        url=settings.site.url,
        siblings=tuple(Sibling(name, tag) for name, tag in tags.items()),
        today=day,
    )
    step = Step(workspace.root, workspace.journal)
    taken = {path for name in gone for path in listed.of(article, tags[name])}
    is_standing = any(record.standing(name) for name in settings.languages)
    pages = [
        Page(path, file.hash, file.format)
        for path in sorted(listed.shelves.get(article, set()) - taken)
        if (file := listed.files[path]).format != "media" or is_standing
    ]
    for path, data, name in tombstones(article, gone, site):
        step.put(path, data)
        pages.append(Page(path, digest(data), name))
    entries = [
        (language, entry)
        for language, by_article in listed.entries.items()
        if language not in gone and (entry := by_article.get(article))
    ]
    for path in listed.replace(article, pages, entries):
        step.remove(path)
    put_indexes(workspace, step, listed, day=day)
    step.commit()
