"""Editions staged as files: pages, wire, localized sources, images; published ones and previews."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import unquote, urlsplit

from polyglot import publication
from polyglot.errors import ContentError
from polyglot.languages import load as load_language
from polyglot.model import Address, Article, Edition, Finding, Pieces, Severity
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.plan import Plan
from polyglot.pipeline.publishing import Decided, edition_of
from polyglot.pipeline.survey import Stat
from polyglot.plugins import Sibling, Site
from polyglot.publication import Record
from polyglot.storage import Change, Step, digest, read, stat_of
from polyglot.workspace import Settings, Workspace, exports_path, record_path
from polyglot.writers import writer
from polyglot.writers.index import Entry, entry_of


@dataclass(frozen=True, slots=True)
class Page:
    """A file of an export: *path* below the workspace, the digest of its bytes, its format."""

    path: str
    hash: str
    format: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What an article's export staged.

    *pages* are all files that belong to it, written now or standing already; *withdrawn* the tags
    of the editions that an editor took back. *entries* are its lines in the indexes:
    (drafts or not, language, entry). *changes* are staged.
    *media* are the images it shows, below content/, as they looked before they were read.
    """

    pages: tuple[Page, ...] = ()
    entries: tuple[tuple[bool, str, Entry], ...] = ()
    withdrawn: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    media: Mapping[str, Stat | None] = field(default_factory=dict)

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
    findings: list[Finding]
    media: dict[str, Stat | None]

    def put(self, path: str, data: bytes, format_: str) -> None:
        self.pages.append(Page(path, digest(data), format_))
        if read(f"{self.workspace.root}/{path}") != data:
            self.step.put(path, data)


def export(
    workspace: Workspace,
    desk: Desk,
    record: Record,
    decided: Mapping[str, Decided],
    view: Mapping[str, str],
    paths: Mapping[str, str],
    *,
    step: Step,
    plan: Plan,
) -> Exported:
    """Stage in *step* the files of an article that *plan* wants.

    *view* tells by article id how the articles it links to stand: `source|published languages`;
    *paths* gives the id of the article at a path.
    """
    start = len(step.changes)
    shelf = _Shelf(workspace, step, [], [], {})
    if record != desk.record:
        step.put(record_path(desk.article.id), publication.dump(record))
    withdrawn: list[str] = []
    entries: list[tuple[bool, str, Entry]] = []
    for drafts in plan.exports:
        editions = _editions(desk, decided, drafts=drafts)
        sites = _Sites(workspace, desk, editions, view, paths, drafts=drafts, day=plan.day)
        _put_media(shelf, sites.media, drafts=drafts)
        for edition in editions.values():
            if not plan.writes(edition.language):
                continue
            entries.append((drafts, edition.language, entry_of(edition)))
            for name in plan.formats:
                chosen = writer(name)
                path = f"{exports_path(drafts=drafts)}/{chosen.path(edition)}"
                shelf.put(path, chosen.write(edition, sites.site(edition)), name)
        if not drafts:
            shelf.findings.extend(sites.findings)
            gone = [what for what in decided.values() if plan.writes(what.language)]
            withdrawn += _put_withdrawn(shelf, desk, gone, sites)
    return Exported(
        tuple(shelf.pages),
        tuple(entries),
        tuple(withdrawn),
        tuple(step.changes[start:]),
        tuple(shelf.findings),
        shelf.media,
    )


def _editions(desk: Desk, decided: Mapping[str, Decided], *, drafts: bool) -> dict[str, Edition]:
    if not drafts:
        return {what.language: what.edition for what in decided.values() if what.edition}
    return {
        what.language: edition_of(desk, what.language, what.tally, is_draft=True)
        for what in decided.values()
        if what.language not in desk.broken
    }


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
        self.drafts = drafts
        self.view = view
        self.findings: list[Finding] = []
        self.templates = (str(workspace.templates),) if workspace.templates.is_dir() else ()
        page = writer("html")
        self.siblings = tuple(
            Sibling(
                language,
                load_language(language).page_tag,
                page.path(editions[language]) if language in editions else "",
            )
            for language in self.settings.languages
        )
        addresses = [a for edition in editions.values() for a in _shown(edition, desk.article)]
        self.linked = dict(_linked(desk.article, addresses, paths))
        self.media = dict(_media(desk.article, addresses))
        for url, article in self.linked.items():
            if not drafts and not view.get(article, "|").partition("|")[2]:
                self.findings.append(_dangling(desk.article, url, article))

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
        )

    def _link(self, url: str, article: str, edition: Edition) -> str:
        source, _, published = self.view.get(article, "|").partition("|")
        is_there = self.drafts or edition.language in published.split()
        language = edition.language if is_there or not source else source
        fragment = urlsplit(url).fragment
        path = f"{load_language(language).page_tag}/{article}/index.html"
        return f"{path}#{fragment}" if fragment else path


def reach_of(article: Article, paths: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the files below content/ that *article* links to, each with its article's id or ""."""
    links = (address.url for address in _addresses(article) if address.kind == "link")
    inside = {path for url in links if (path := _inside(article, url))}
    return tuple((path, paths.get(path, "")) for path in sorted(inside))


def _linked(
    article: Article, addresses: Iterable[Address], paths: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for address in addresses:
        if address.kind == "link" and (path := _inside(article, address.url)):
            target = paths.get(path)
            if target is not None and target != article.id:
                yield address.url, target


def _media(article: Article, addresses: Iterable[Address]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        if address.kind == "media" and (path := _inside(article, address.url)):
            yield address.url, "media/" + path.removeprefix("content/")


def _inside(article: Article, url: str) -> str:
    """Return the path below the workspace that a relative *url* means; "" if it leads elsewhere."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(article.path), unquote(parts.path)))
    return path if path.startswith("content/") and "\0" not in path else ""


def _shown(edition: Edition, article: Article) -> Iterator[Address]:
    """Yield the addresses that readers of *edition* meet, and no other of its article.

    An edition that stands while its source moved on has no contents, but a page of its own.
    """
    return _addresses(article) if edition.contents else _addresses_in(edition.page)


def _addresses(article: Article) -> Iterator[Address]:
    yield from _addresses_in(article.page)
    for unit in article.units:
        for code in unit.codes:
            yield from _addresses_in((*code.page_opening, *code.page_inner))


def _addresses_in(pieces: Pieces) -> Iterator[Address]:
    return (piece for piece in pieces if isinstance(piece, Address))


def _put_media(shelf: _Shelf, media: Mapping[str, str], *, drafts: bool) -> None:
    for url, path in media.items():
        place = "content/" + path.removeprefix("media/")
        copy = f"{exports_path(drafts=drafts)}/{path}"
        shelf.media.setdefault(place, stat_of(shelf.workspace.root / place))
        try:
            clean = _image(shelf.workspace, place, copy, url)
        except ContentError as error:
            shelf.findings.append(
                Finding("image", Severity.WARNING, place, 0, error.problem, hint=error.hint or "")
            )
            continue
        shelf.put(copy, clean, "media")


def _image(workspace: Workspace, place: str, copy: str, url: str) -> bytes:
    """Return the image at *place* without its metadata, or its *copy* if the image has gone."""
    from polyglot.writers.images import cleaned

    file = workspace.root / place
    if not file.resolve().is_relative_to((workspace.root / "content").resolve()):
        raise ContentError("the image lies behind a symbolic link", path=place, hint="copy it")
    data = read(file)
    if data is not None:
        return cleaned(data, path=place)
    kept = read(workspace.root / copy)
    if kept is None:
        raise ContentError("the image is not there", path=place, hint=f"it is named {url}")
    return kept


def _put_withdrawn(
    shelf: _Shelf, desk: Desk, decided: Iterable[Decided], sites: _Sites
) -> Iterator[str]:
    """Put a page and a cancelling wire file in the place of each edition that was taken back."""
    gone = {
        what.language: what.verdict.tombstone
        for what in decided
        if what.verdict.tombstone is not None and what.edition is None
    }
    site = sites.site_of(())
    for path, data, name in tombstones(desk.article.id, gone, site):
        shelf.put(path, data, name)
    yield from map(_tag, gone)


def tombstones(
    article: str, gone: Mapping[str, date], site: Site
) -> Iterator[tuple[str, bytes, str]]:
    """Yield path, bytes and format of what stands where withdrawn editions stood.

    *gone* tells the day by language. Not a word of the article is in them.
    """
    from polyglot.writers import html, nitf

    root = exports_path(drafts=False)
    for language, day in gone.items():
        for name, one in (("html", html.WRITER), ("nitf", nitf.WRITER)):
            path, data = one.withdraw(
                article=article, language=language, tag=_tag(language), day=day, site=site
            )
            yield f"{root}/{path}", data, name


def _tag(language: str) -> str:
    return load_language(language).page_tag


def _dangling(article: Article, url: str, target: str) -> Finding:
    return Finding(
        "link",
        Severity.WARNING,
        article.path,
        0,
        f"it links to {target}, which is published in no language",
        source=url,
        hint=f"polyglot release {target} --by NAME, or take the link out",
    )
