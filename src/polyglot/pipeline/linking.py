"""Where the links and images of an article lead, and which of them lead nowhere."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import unquote, urlsplit

from polyglot.errors import ContentError
from polyglot.model import Address, Article, Edition, Finding, Pieces, Severity
from polyglot.pipeline.survey import Stat
from polyglot.storage import read, stat_of
from polyglot.workspace import Workspace

_PICTURES = (".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
"""What may be shown large behind a link: images that can be cleaned."""


@dataclass(slots=True)
class Pictures:
    """The images of one article without their metadata, each cleaned once.

    *known* are those that were looked at, by path below the workspace: bytes, or what is wrong.
    """

    workspace: Workspace
    known: dict[str, bytes | ContentError] = field(default_factory=dict)

    def cleaned(self, place: str) -> bytes:
        """Return the image at *place* without its metadata.

        Raises:
            ContentError: If it is not there, leads elsewhere, or cannot be cleaned.
        """
        if place not in self.known:
            try:
                self.known[place] = self._cleaned(place)
            except ContentError as error:
                self.known[place] = error
        found = self.known[place]
        if isinstance(found, ContentError):
            raise found
        return found

    def _cleaned(self, place: str) -> bytes:
        from polyglot.writers.images import cleaned

        root = self.workspace.root
        if not (root / place).resolve().is_relative_to((root / "content").resolve()):
            raise ContentError("the image lies behind a symbolic link", path=place, hint="copy it")
        data = read(root / place)
        if data is None:
            raise ContentError("the image is not there", path=place, hint=f"save it as {place}")
        return cleaned(data, path=place)


@dataclass(frozen=True, slots=True)
class Followed:
    """Where an article's addresses lead.

    *findings* tell of those that lead nowhere; *pictures* are its images.
    *media* are the files it shows or links to that are no articles, there or not, by path
    below the workspace, as they looked before they were read.
    """

    findings: tuple[Finding, ...]
    media: Mapping[str, Stat | None]
    pictures: Pictures


def follow(
    workspace: Workspace,
    article: Article,
    editions: Iterable[Edition],
    view: Mapping[str, str],
    paths: Mapping[str, str],
) -> Followed:
    """Look where the addresses of *article* lead, and of its *editions* that readers may see.

    *view* tells by article id how the articles it links to stand: `source|published languages`;
    *paths* gives the id of the article at a path.
    """
    own = list(_addresses(article))
    public = list(shown(editions, article))
    addresses = list(dict.fromkeys((*own, *public)))
    pictures = Pictures(workspace)
    media: dict[str, Stat | None] = {}
    findings: list[Finding] = []
    for url, path in media_of(article, addresses):
        place = "content/" + path.removeprefix("media/")
        media.setdefault(place, stat_of(workspace.root / place))
        try:
            pictures.cleaned(place)
        except ContentError as error:
            hint = error.hint or ""
            findings.append(
                Finding(
                    "image", Severity.WARNING, article.path, 0, error.problem, source=url, hint=hint
                )
            )
    findings += [_elsewhere(article, a.url) for a in addresses if _is_elsewhere(article, a)]
    for address in addresses:
        if address.kind == "link" and _is_lost(article, address.url, paths):
            place = inside(article, address.url)
            if place:
                media.setdefault(place, stat_of(workspace.root / place))
            findings.append(_lost(article, address.url, place, is_there=bool(media.get(place))))
    for url, target in linked(article, public, paths):
        if target != article.id and not view.get(target, "|").partition("|")[2]:
            findings.append(_unpublished(article, url, target))
    return Followed(tuple(_placed(workspace, article, findings)), media, pictures)


def reach_of(article: Article, paths: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the files below content/ that *article* links to, each with its article's id or ""."""
    links = (address.url for address in _addresses(article) if address.kind == "link")
    within = {path for url in links if (path := inside(article, url))}
    return tuple((path, paths.get(path, "")) for path in sorted(within))


def linked(
    article: Article, addresses: Iterable[Address], paths: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield each address that leads to an article, with the article's id; it may be its own."""
    for address in addresses:
        if address.kind == "link" and (path := inside(article, address.url)):
            target = paths.get(path)
            if target is not None:
                yield address.url, target


def media_of(article: Article, addresses: Iterable[Address]) -> Iterator[tuple[str, str]]:
    """Yield each address of an image that is published, with its place below exports/….

    A link to an image is one as well: it shows a figure in its full size.
    """
    for address in addresses:
        path = inside(article, address.url)
        if path and (address.kind == "media" or path.lower().endswith(_PICTURES)):
            yield address.url, "media/" + path.removeprefix("content/")


def inside(article: Article, url: str) -> str:
    """Return the path below the workspace that a relative *url* means; "" if it leads elsewhere."""
    path = _relative(url)
    if not path or "\0" in path:
        return ""
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(article.path), path))
    return whole if whole.startswith("content/") else ""


def shown(editions: Iterable[Edition], article: Article) -> Iterator[Address]:
    """Yield the addresses that readers of *editions* meet, and no other of their article.

    Editions of the article as it is now share its addresses.
    One that stands while its source moved on has no contents, but a page of its own.
    """
    is_there = False
    for edition in editions:
        if not edition.contents:
            yield from _addresses_in(edition.page)
        elif not is_there:
            is_there = True
            yield from _addresses(article)


def _addresses(article: Article) -> Iterator[Address]:
    yield from _addresses_in(article.page)
    for unit in article.units:
        for code in unit.codes:
            yield from _addresses_in((*code.page_opening, *code.page_inner))


def _addresses_in(pieces: Pieces) -> Iterator[Address]:
    return (piece for piece in pieces if isinstance(piece, Address))


def _relative(url: str) -> str:
    """Return the path of a *url* that is relative to its article's file, "" of any other."""
    if "://" in url.partition("?")[0]:
        return ""  # most links; taking one apart costs more than a look
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    return unquote(parts.path)


# --- What leads nowhere -------------------------------------------------------------------------


def _is_lost(article: Article, url: str, paths: Mapping[str, str]) -> bool:
    if not _relative(url):
        return False
    path = inside(article, url)
    return paths.get(path) is None and not path.lower().endswith(_PICTURES)


def _is_elsewhere(article: Article, address: Address) -> bool:
    """Tell whether an image stands where the policy of our pages lets no browser look."""
    is_carried = address.url[:5].lower() == "data:"
    return address.kind == "media" and not is_carried and not inside(article, address.url)


def _elsewhere(article: Article, url: str) -> Finding:
    problem = "the image stands outside of content/, so pages do not show it"
    hint = "save it beside the article, in media/: a page asks no other server for anything"
    return Finding("image", Severity.WARNING, article.path, 0, problem, source=url, hint=hint)


def _lost(article: Article, url: str, place: str, *, is_there: bool) -> Finding:
    if not place:
        return _link(article, url, "it links to a place outside of content/", "mend the link")
    if is_there:
        problem = f"it links to {place}, which is no article and is not published"
        hint = "link to where readers find it on the web, or take the link out"
        return _link(article, url, problem, hint)
    hint = "mend the link; an address on the web begins with https://"
    return _link(article, url, f"it links to {place}, which is not there", hint)


def _unpublished(article: Article, url: str, target: str) -> Finding:
    problem = f"it links to {target}, which is published in no language"
    hint = f"polyglot release {target} --by NAME, or take the link out"
    return _link(article, url, problem, hint)


def _link(article: Article, url: str, problem: str, hint: str) -> Finding:
    return Finding("link", Severity.WARNING, article.path, 0, problem, source=url, hint=hint)


def _placed(
    workspace: Workspace, article: Article, findings: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield *findings* with the line where the address is written, in the order of the lines."""
    if not findings:
        return
    text = (read(workspace.root / article.path) or b"").decode("utf-8", "replace")
    lined = [replace(found, line=_line_of(text, found.source)) for found in findings]
    yield from sorted(lined, key=lambda found: found.line)


def _line_of(text: str, url: str) -> int:
    """Return the line in which *url* is first written, 0 where it is written in another way."""
    for written in (url, escape(url), unquote(url)):
        # Not within a longer address.
        found = re.search(rf"(?<![\w./%-]){re.escape(written)}(?![\w./%-])", text)
        if found:
            return text.count("\n", 0, found.start()) + 1
    return 0
