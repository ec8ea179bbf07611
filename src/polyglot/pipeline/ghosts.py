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
    standing = {
        path: file
        for path, file in listed.files.items()
        if file.article == article and not any(f"/{tags[name]}" in path for name in gone)
    }
    pages = [Page(path, file.hash, file.format) for path, file in standing.items()]
    for path, data, name in tombstones(article, gone, site):
        step.put(path, data)
        pages.append(Page(path, digest(data), name))
    entries = [
        (language, entry)
        for language, by_article in listed.entries.items()
        if language not in gone and (entry := by_article.get(article))
    ]
    formats = frozenset(file.format for file in listed.files.values())
    for path in listed.replace(article, pages, entries, formats):
        step.remove(path)
    put_indexes(workspace, step, listed, day=day)
    step.commit()
