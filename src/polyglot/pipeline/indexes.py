"""The lists that lead to the pages, made from the manifest, and then the manifest itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from polyglot import __version__
from polyglot.pipeline import manifest
from polyglot.plugins import Sibling, Site
from polyglot.storage import Step, digest, list_files, read, stat_of
from polyglot.workspace import Workspace, exports_path
from polyglot.writers.index import CHOOSER, Entry, chooser, index, index_path


def put_indexes(
    workspace: Workspace,
    step: Step,
    listed: manifest.Manifest,
    *,
    day: date,
    strings: Mapping[str, Mapping[str, str]],
) -> set[str]:
    """Stage the indexes and, as the last file of the step, the manifest.

    *strings* are what people made of the words of the site, as in `Site`.

    An index whose entries are those it was made from is not made again.
    Return the paths at which a file stands that polyglot did not write: it is left alone.

    Raises:
        PublicationError: If one of the user's own templates is wrong.
        StorageError: If the disk refuses.
    """
    settings = workspace.settings
    tags = [(name, tag) for name in settings.languages for tag in settings.page_tags(name)]
    site = Site(
        name=settings.site.name,
        url=settings.site.url,
        siblings=tuple(Sibling(name, tag, index_path(tag)) for name, tag in tags),
        templates=(str(workspace.templates),) if workspace.templates.is_dir() else (),
        today=day,
        strings=strings,
    )
    # The day is not in an index: it would be made anew each morning.
    frame = digest(
        f"{__version__} {settings.site} {tags} {looks(workspace)}{_own(strings)}".encode()
    )
    foreign: set[str] = set()
    for tag in [*(tag for _, tag in tags), ""]:
        place = f"{exports_path(drafts=listed.drafts)}/{index_path(tag) if tag else CHOOSER}"
        known, is_there = listed.indexes.get(place, ""), stat_of(workspace.root / place)
        if tag not in listed.touched and known.startswith(f"{frame} ") and is_there:
            continue
        listing = listed.listing(tag)
        made_from = f"{frame} {listing.digest}"
        if known == made_from and is_there:
            continue
        there = _digest_at(workspace, place)
        made = step.put(place, _index(listing, site, tag, is_draft=listed.drafts))
        is_foreign = there not in ("", made.hash) and place not in listed.common
        if is_foreign or there == made.hash:
            step.withdraw(made)
        if is_foreign:
            foreign.add(place)
            continue
        listed.common[place] = manifest.index_of(made.hash)
        listed.indexes[place] = made_from
    listed.put(step)
    return foreign


def _digest_at(workspace: Workspace, path: str) -> str:
    """Return the digest of the file at *path*, "" where there is none."""
    data = read(workspace.root / path)
    return "" if data is None else digest(data)


def _own(strings: Mapping[str, Mapping[str, str]]) -> str:
    """Return *strings* for comparing; nothing where nobody has words of their own."""
    return (
        f" {sorted((tag, *sorted(own.items())) for tag, own in strings.items())}" if strings else ""
    )


def looks(workspace: Workspace) -> str:
    """Return what the user's own templates look like, for comparing."""
    return repr([(entry.path, stat_of(entry.path)) for entry in list_files(workspace.templates)])


def _index(
    entries: Sequence[Entry], site: Site, tag: str, *, is_draft: bool
) -> bytes | Iterator[bytes]:
    """Return the index of one edition, or the choice among them where none is named."""
    if not tag:
        return chooser(site, is_draft=is_draft)[1]
    return index(entries, site, tag=tag, is_draft=is_draft)[1]
