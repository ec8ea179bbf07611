"""Editions staged as files: pages, wire, localized sources, images; published ones and previews."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from polyglot import publication
from polyglot.errors import ContentError
from polyglot.model import Edition, Finding
from polyglot.pipeline import linking
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.exposure import Look, leaks
from polyglot.pipeline.plan import Plan
from polyglot.pipeline.publishing import Decided, edition_of, is_held
from polyglot.pipeline.scripts import Scripts
from polyglot.plugins import Sibling, Site
from polyglot.publication import Published, Record
from polyglot.storage import Change, Step, digest, read, stat_of
from polyglot.workspace import Settings, Workspace, exports_path, record_path
from polyglot.writers import writer
from polyglot.writers.index import Entry, entry_of


class Page(NamedTuple):
    """A file of an export: *path* below the workspace, the digest of its bytes, its format."""

    path: str
    hash: str
    format: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What an article's export staged.

    *pages* are all files that belong to it, written now or standing already; *withdrawn* the tags
    of the editions that an editor took back. *entries* are its lines in the indexes:
    (drafts or not, tag, entry). *changes* are staged. *findings* are about what was written.
    """

    pages: tuple[Page, ...] = ()
    entries: tuple[tuple[bool, str, Entry], ...] = ()
    withdrawn: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def outputs(self) -> tuple[tuple[str, str], ...]:
        """The path and the digest of every file."""
        return tuple((page.path, page.hash) for page in self.pages)


@dataclass(slots=True)
class _Shelf:
    """Where the files of one article are collected; the one thing here that changes."""

    workspace: Workspace
    step: Step
    pages: list[Page]
    look: Look
    findings: list[Finding] = field(default_factory=list)

    def put(self, path: str, data: bytes, format_: str) -> None:
        hash_ = digest(data)
        if format_ != "media":
            self.findings += leaks(self.look, path, data)
        self.pages.append(Page(path, hash_, format_))
        if read(f"{self.workspace.root}/{path}") != data:
            self.step.put(path, data, hash_=hash_)


def export(
    workspace: Workspace,
    desk: Desk,
    record: Record,
    decided: Mapping[str, Decided],
    view: Mapping[str, str],
    paths: Mapping[str, str],
    pictures: linking.Pictures,
    scripts: Scripts,
    *,
    step: Step,
    plan: Plan,
) -> Exported:
    """Stage in *step* the files of an article that *plan* wants.

    *view* tells by article id how the articles it links to stand: `source|published languages`;
    *paths* gives the id of the article at a path, *pictures* its images,
    *scripts* its texts in each script.
    """
    shelf = _Shelf(workspace, step, [], Look(workspace, desk))
    if record != desk.record:
        step.put(record_path(desk.article.id), publication.dump(record))
    withdrawn: list[str] = []
    entries: list[tuple[bool, str, Entry]] = []
    for drafts in plan.exports:
        editions = _editions(workspace.settings, desk, decided, scripts, drafts=drafts)
        sites = _Sites(workspace, desk, editions, view, paths, drafts=drafts, day=plan.day)
        _put_media(shelf, sites.media, pictures, drafts=drafts)
        for edition in editions.values():
            if not plan.writes(edition.language):
                continue
            entries.append((drafts, edition.tag, entry_of(edition)))
            for name in plan.formats:
                chosen = writer(name)
                path = f"{exports_path(drafts=drafts)}/{chosen.path(edition)}"
                shelf.put(path, chosen.write(edition, sites.site(edition)), name)
        if not drafts:
            gone = [what for what in decided.values() if plan.writes(what.language)]
            dropped = _dropped(desk, decided)
            withdrawn += _put_withdrawn(shelf, desk, gone, dropped, sites)
    return Exported(
        tuple(shelf.pages),
        tuple(entries),
        tuple(withdrawn),
        step.hand_over(),
        tuple(shelf.findings),
    )


def _editions(
    settings: Settings,
    desk: Desk,
    decided: Mapping[str, Decided],
    scripts: Scripts,
    *,
    drafts: bool,
) -> dict[str, Edition]:
    """Return the editions that go to one folder, by tag."""
    if not drafts:
        return {one.tag: one for what in decided.values() for one in what.editions}
    made = (
        edition_of(desk, what.language, tag, what.tally, scripts=scripts, is_draft=True)
        for what in decided.values()
        if what.language not in desk.broken
        for tag in settings.tags(what.language)
        if not is_held(desk, tag)
    )
    return {edition.tag: edition for edition in made}


class _Sites:
    """What the writers may know beside each edition of one article in one export."""

    def __init__(
        self,
        workspace: Workspace,
        desk: Desk,
        editions: Mapping[str, Edition],
        view: Mapping[str, str],
        paths: Mapping[str, str],
        *,
        drafts: bool,
        day: date,
    ) -> None:
        self.settings: Settings = workspace.settings
        self.day = day
        self.article = desk.article
        self.strings = desk.shared.strings
        self.drafts = drafts
        self.view = view
        self.templates = (str(workspace.templates),) if workspace.templates.is_dir() else ()
        page = writer("html")
        self.siblings = tuple(
            Sibling(language, tag, page.path(editions[tag]) if tag in editions else "")
            for language in self.settings.languages
            for tag in self.settings.page_tags(language)
        )
        addresses = list(linking.shown(editions.values(), desk.article))
        self.linked = dict(linking.linked(desk.article, addresses, paths))
        self.media = dict(linking.media_of(desk.article, addresses))

    def site(self, edition: Edition) -> Site:
        """Return what the writer of *edition* may know."""
        return self.site_of(
            (url, self._link(url, article, edition)) for url, article in self.linked.items()
        )

    def site_of(self, links: Iterable[tuple[str, str]]) -> Site:
        """Return what a writer may know, with the pages that *links* lead to."""
        return Site(
            name=self.settings.site.name,
            url=self.settings.site.url,
            siblings=self.siblings,
            links=dict(links),
            media=self.media,
            templates=self.templates,
            today=self.day,
            usage=self.settings.usage,
            strings=self.strings,
        )

    def _link(self, url: str, article: str, edition: Edition) -> str:
        source, _, published = self.view.get(article, "|").partition("|")
        is_there = self.drafts or edition.language in published.split()
        language = edition.language if is_there or not source else source
        fragment = urlsplit(url).fragment
        tag = edition.tag if language == edition.language else self.settings.page_tags(language)[0]
        path = f"{tag}/{article}/index.html"
        return f"{path}#{fragment}" if fragment else path


def _put_media(
    shelf: _Shelf, media: Mapping[str, str], pictures: linking.Pictures, *, drafts: bool
) -> None:
    """Put the images that can be cleaned; the copy of one that has gone stays."""
    for path in dict.fromkeys(media.values()):
        place = "content/" + path.removeprefix("media/")
        copy = f"{exports_path(drafts=drafts)}/{path}"
        try:
            clean = pictures.cleaned(place)
        except ContentError:
            kept = read(shelf.workspace.root / copy)
            if kept is None or stat_of(shelf.workspace.root / place) is not None:
                continue
            clean = kept
        shelf.put(copy, clean, "media")


def _put_withdrawn(
    shelf: _Shelf,
    desk: Desk,
    decided: Iterable[Decided],
    dropped: Mapping[str, date],
    sites: _Sites,
) -> Iterator[str]:
    """Put a page and a cancelling wire file in the place of each edition that was taken back."""
    gone = dict(dropped) | {
        tag: what.verdict.tombstone
        for what in decided
        if what.verdict.tombstone is not None and not what.editions
        for tag in dict.fromkeys(act.tag for act in desk.record.published(what.language))
    }
    site = sites.site_of(())
    for path, data, name in tombstones(desk.article.id, gone, site):
        shelf.put(path, data, name)
    yield from gone


def _dropped(desk: Desk, decided: Mapping[str, Decided]) -> dict[str, date]:
    """Return the withdrawn editions in languages that are none of the workspace's any more.

    By tag, with the day of the withdrawal: what stands at their addresses stays.
    """
    record = desk.record
    return {
        act.tag: withdrawal.day
        for act in record.acts
        if isinstance(act, Published)
        and act.language not in decided
        and (withdrawal := record.withdrawal(act.language)) is not None
    }


def tombstones(
    article: str, gone: Mapping[str, date], site: Site
) -> Iterator[tuple[str, bytes, str]]:
    """Yield path, bytes and format of what stands where withdrawn editions stood.

    *gone* tells the day by tag. Not a word of the article is in them.
    """
    from polyglot.writers import html, nitf

    root = exports_path(drafts=False)
    for tag, day in gone.items():
        for name, one in (("html", html.WRITER), ("nitf", nitf.WRITER)):
            path, data = one.withdraw(article=article, tag=tag, day=day, site=site)
            yield f"{root}/{path}", data, name
