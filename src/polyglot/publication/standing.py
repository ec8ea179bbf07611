"""The text an edition stands with: from an edition to the record, and back."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date

from polyglot import markup
from polyglot.errors import PublicationError
from polyglot.model import (
    Address,
    Article,
    Code,
    Content,
    Edition,
    Mark,
    Metadata,
    Pieces,
)
from polyglot.publication.record import (
    Inline,
    Published,
    Record,
    Rendered,
    RenderedMark,
    Standing,
)

_TAG = re.compile(r"<[^<>]*>")
_MARKERS = "".join(chr(0xFDD0 + n) for n in range(32))
"""Characters that Unicode reserves for a program's own use; no text should hold one."""


def source_version(article: Article) -> str:
    """Return the hash of what a reader reads in *article*: 16 hexadecimal digits.

    It covers the units with their contexts, what stands between them as text,
    link and image addresses, the day and the by-line. White space between blocks
    and the markup that our own readers make do not count:
    a release outlives a reformatted file and a new version of polyglot.
    What is private does not count either, as no reader reads it;
    only a comment that comes or goes inside a paragraph does, by its tag in the message.
    """
    digest = hashlib.sha256()
    for part in _version_parts(article):
        data = part.encode()
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()[:16]


def _version_parts(article: Article) -> Iterator[str]:
    metadata = article.metadata
    yield from (article.language, str(metadata.day), *metadata.authors)
    for unit in article.units:
        yield from (unit.context or "", unit.text, *unit.languages)
        for code in unit.codes:
            yield from _addresses((*code.opening, *code.inner))
    words = "".join(piece if isinstance(piece, str) else "\x00" for piece in article.page)
    yield " ".join(_TAG.sub(" ", words).replace("\x00", " ").split())
    yield from _addresses(article.page)


def _addresses(pieces: Pieces) -> Iterator[str]:
    return (piece.url for piece in pieces if isinstance(piece, Address))


def stand(edition: Edition) -> Standing:
    """Return the text *edition* stands with once it is published; nothing private is in it."""
    source = markup.join(
        edition.source,
        edition.contents,
        form="source",
        tag=edition.tag,
        source_tag=edition.kept_tag,
        address=lambda address: address.url,
        with_private=False,
    )
    return Standing(
        source_language=edition.source_language,
        format=edition.format,
        title=_inline(edition.title, edition),
        summary=_inline(edition.summary, edition),
        tags=tuple(_inline(tag, edition) for tag in edition.tags),
        page=_rendered(edition.page, edition),
        source=source,
        day=edition.metadata.day,
        authors=edition.metadata.authors,
        tally=edition.tally,
    )


def publish(record: Record, edition: Edition, *, version: str, day: date) -> Record:
    """Return *record* with the line that says: *edition* went out on *day*.

    The record is returned as it is where exactly this text stands already.
    A text that differs in words or markup gets the next number;
    one that differs only in who checked it keeps its number and its day.
    """
    text = stand(edition)
    standing = record.standing(edition.language, edition.tag)
    if standing is None:
        earlier = record.published(edition.language, edition.tag)
        number = max((act.number for act in earlier), default=0) + 1
        act = Published(edition.language, edition.tag, number, version, day, day, text)
        return record.plus(act)
    if standing.text == text and standing.version == version:
        return record
    is_same = _words(standing.text) == _words(text)
    act = Published(
        language=edition.language,
        tag=edition.tag,
        number=standing.number if is_same else standing.number + 1,
        version=version,
        day=standing.day if is_same else day,
        since=standing.since,
        text=text,
    )
    return record.plus(act)


def edition_of(published: Published, *, article: str, notice: date | None = None) -> Edition:
    """Return the edition that went out, so that any writer can write it again.

    *article* is the article's id, *notice* the day since which its source has moved on.
    """
    text = published.text
    return Edition(
        article=article,
        language=published.language,
        tag=published.tag,
        source_language=text.source_language,
        format=text.format,
        metadata=Metadata(day=text.day, authors=text.authors, privacy="public"),
        title=_content(text.title),
        summary=_content(text.summary),
        tags=tuple(_content(tag) for tag in text.tags),
        contents=(),
        source=(text.source,),
        page=text.page,
        tally=text.tally,
        version=published.number,
        published=published.since,
        modified=published.day if published.day != published.since else None,
        notice=notice,
    )


def _words(text: Standing) -> tuple[object, ...]:
    """Return what a reader sees of *text*: everything but who checked it."""
    return (text.title, text.summary, text.tags, text.page, text.day, text.authors)


def _inline(content: Content, edition: Edition) -> Inline:
    parts: list[str | RenderedMark] = []
    for part in content:
        if isinstance(part, str):
            parts.append(part)
            continue
        code = part.code
        if part.kind == "lone" and code.is_paired:
            opening = _rendered(code.page_opening, edition)
            closing = _rendered(code.page_closing, edition)
            parts.append(RenderedMark("open", code.element, opening))
            parts.append(code.content or "")
            parts.append(RenderedMark("close", code.element, closing))
            continue
        pieces = code.page_closing if part.kind == "close" else code.page_opening
        parts.append(RenderedMark(part.kind, code.element, _rendered(pieces, edition)))
    return tuple(parts)


def _content(parts: Inline) -> Content:
    return tuple(part if isinstance(part, str) else _mark(part) for part in parts)


def _mark(part: RenderedMark) -> Mark:
    pieces: Pieces = part.pieces
    code = Code(
        name=part.element,
        element=part.element,
        is_paired=part.kind != "lone",
        opening=() if part.kind == "close" else pieces,
        closing=pieces if part.kind == "close" else (),
        page_opening=() if part.kind == "close" else pieces,
        page_closing=pieces if part.kind == "close" else (),
    )
    return Mark(code, part.kind)


def _rendered(pieces: Pieces, edition: Edition) -> Rendered:
    """Return *pieces* with all slots filled, the addresses kept as they are in the source."""
    if all(isinstance(piece, str | Address) for piece in pieces):
        return _fused(tuple(piece for piece in pieces if isinstance(piece, str | Address)))
    source_tag = edition.kept_tag
    for marker in _MARKERS:
        found: list[Address] = []

        def note(address: Address, marker: str = marker, found: list[Address] = found) -> str:
            found.append(address)
            return marker

        text = markup.join(
            pieces,
            edition.contents,
            form="page",
            tag=edition.tag,
            source_tag=source_tag,
            address=note,
        )
        if text.count(marker) == len(found):
            return _woven(text.split(marker), found)
    raise PublicationError(
        f"the text of {edition.article} in {edition.tag} holds characters reserved for programs",
        hint="delete the characters U+FDD0 to U+FDEF from its translation",
    )


def _woven(texts: Sequence[str], addresses: Sequence[Address]) -> Rendered:
    pieces: list[str | Address] = [texts[0]]
    for address, text in zip(addresses, texts[1:], strict=True):
        pieces += (address, text)
    return tuple(piece for piece in pieces if piece != "")


def _fused(pieces: Rendered) -> Rendered:
    """Return *pieces* with texts side by side made one, so that equal texts compare equal."""
    fused: list[str | Address] = []
    for piece in pieces:
        if isinstance(piece, str) and fused and isinstance(fused[-1], str):
            fused[-1] += piece
        elif piece != "":
            fused.append(piece)
    return tuple(fused)
