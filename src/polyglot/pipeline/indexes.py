"""The lists that lead to the pages, made from the manifest, and then the manifest itself."""

from datetime import date

from polyglot.languages import load as load_language
from polyglot.pipeline import manifest
from polyglot.plugins import Sibling, Site
from polyglot.storage import Step, read
from polyglot.workspace import Workspace, exports_path
from polyglot.writers.index import chooser, index, index_path


def put_indexes(
    workspace: Workspace, step: Step, listed: manifest.Manifest, *, day: date
) -> set[str]:
    """Stage the indexes and, as the last file of the step, the manifest.

    Return the paths at which a file stands that polyglot did not write: it is left alone.

    Raises:
        PublicationError: If one of the user's own templates is wrong.
        StorageError: If the disk refuses.
    """
    settings = workspace.settings
    tags = {name: load_language(name).page_tag for name in settings.languages}
    site = Site(
        name=settings.site.name,
        url=settings.site.url,
        siblings=tuple(Sibling(name, tag, index_path(tag)) for name, tag in tags.items()),
        templates=(str(workspace.templates),) if workspace.templates.is_dir() else (),
        today=day,
    )
    drafts = listed.drafts
    made = [
        index(listed.entries.get(name, {}).values(), site, language=name, tag=tag, is_draft=drafts)
        for name, tag in tags.items()
    ]
    made.append(chooser(site, is_draft=drafts))
    foreign: set[str] = set()
    for path, data in made:
        place = f"{exports_path(drafts=drafts)}/{path}"
        there = read(workspace.root / place)
        if there not in (None, data) and place not in listed.files:
            foreign.add(place)
            continue
        listed.files[place] = manifest.file_of(data)
        if there != data:
            step.put(place, data)
    place, data = manifest.path_of(drafts=drafts), listed.dump()
    if read(workspace.root / place) != data:
        step.put(place, data)
    return foreign
