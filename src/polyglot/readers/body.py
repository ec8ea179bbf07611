"""The body of an article in HTML vocabulary → units and two skeletons.

All readers meet here: whatever the format, its text becomes HTML, and this makes the article.
"""

from collections.abc import Callable, Iterator, Sequence

from polyglot.markup.page import merged, page_body
from polyglot.markup.tokens import Token, attributes, tokenise
from polyglot.model import Article, Finding, Metadata, Piece, Private, Severity, Slot, Tongue
from polyglot.plugins import Origin
from polyglot.readers.blocks import Walk
from polyglot.readers.heading import Heading
from polyglot.readers.metadata import Field, Front, front_of, language_of, over
from polyglot.readers.pagehead import PageHead
from polyglot.readers.sheet import Sheet

__all__ = ["Field", "Front", "front_of", "read_body"]


def read_body(
    html: str,
    *,
    origin: Origin,
    front: Front,
    format: str,  # noqa: A002 - the word of the model
    line_of: Callable[[int], int],
    whole_page: bool,
) -> Article:
    """Read *html*, a fragment or a *whole_page*, into an article.

    *line_of* maps an offset in *html* to a line of the article's file.
    The sidecar (`origin.metadata`) wins over *front*, and *front* over what a page says itself.

    Raises:
        ContentError: If the metadata is wrong.
    """
    html = html.replace("\r\n", "\n").replace("\r", "\n") if "\r" in html else html
    sidecar = front_of(origin.metadata, path=origin.sidecar or origin.path)
    known = over(sidecar, front)
    tokens = tokenise(html)
    page_language = _page_language(html, tokens) if whole_page else None
    language = known.language or page_language or origin.language
    sheet = Sheet(html, path=origin.path, language=language, line_of=line_of)
    title = _share(sheet, known.title)
    summary = _share(sheet, known.summary)
    head_source = _front_source(sheet, front)
    tags = [_shared(sheet, field) for field in known.tags]
    heading = Heading(known.title.text if known.title else None, language)
    head = PageHead(is_wanted=whole_page)
    Walk(sheet, heading, head).read(tokens)
    metadata = Metadata(
        title=_first(title, heading.unit, head.title_unit),
        summary=_first(summary, head.summary_unit),
        tags=tuple(tags or head.tags),
        day=known.day or head.day,
        authors=known.authors or tuple(head.authors),
        privacy=known.privacy or "internal",
        segmentation=known.segmentation,
        extra=known.extra,
    )
    return Article(
        id=origin.id,
        path=origin.path,
        language=language,
        format=format,
        metadata=metadata,
        units=tuple(sheet.units),
        source=merged([*head_source, *sheet.source]),
        page=page_body("".join(sheet.sketch), sheet.attributes, dropped=heading.dropped),
        reports=(*_without_place(origin, sidecar, front), *sheet.findings()),
    )


def _without_place(origin: Origin, sidecar: Front, front: Front) -> Iterator[Finding]:
    """Report the texts of a sidecar that stand nowhere in the article."""
    lost = [name for name, _ in sidecar.extra if name in ("caption", "image_caption")]
    if sidecar.caption and (front.caption is None or front.caption.text != sidecar.caption.text):
        lost.insert(0, "image_caption" if "image_caption" in origin.metadata else "caption")
    if sidecar.alt and (front.alt is None or front.alt.text != sidecar.alt.text):
        lost.append("image_alt")
    for name in dict.fromkeys(lost):
        yield Finding(
            "left-out",
            Severity.WARNING,
            origin.sidecar or origin.path,
            0,
            f"{name} of the sidecar has no place in the article and is left out",
            hint="write it beside the image in the article",
        )


def _page_language(html: str, tokens: Sequence[Token]) -> str | None:
    for token in tokens:
        if token.kind == "start" and token.name == "html":
            named = [item.value for item in attributes(html, token) if item.name == "lang"]
            return language_of(named[0]) or None if named else None
        if token.name == "body":
            return None
    return None


def _first(*units: int | None) -> int | None:
    return next((unit for unit in units if unit is not None), None)


def _share(sheet: Sheet, field: Field | None) -> int | None:
    return None if field is None else _shared(sheet, field)


def _shared(sheet: Sheet, field: Field) -> int:
    return sheet.share(field.text, role=field.role, context=field.role, line=field.line)


def _front_source(sheet: Sheet, front: Front) -> list[Piece]:
    """Return the front matter as it was, with slots for its texts."""
    fields = front.fields() if front.source else ()
    units = [_shared(sheet, field) for field in fields]
    return [_piece(piece, units, sheet) for piece in front.source]


def _piece(
    piece: str | int | Private | Tongue, units: Sequence[int], sheet: Sheet
) -> str | Slot | Private | Tongue:
    if isinstance(piece, int):
        return Slot(units[piece], "string")
    if isinstance(piece, Tongue) and not sheet.is_own(piece.written):
        return piece.written
    return piece
