"""Article + Catalog → Edition: each unit gets the text it stands with in one language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from polyglot import inline
from polyglot.model import Article, Catalog, Content, Edition, Message, Tally, Unit

__all__ = ["edition"]


def edition(
    article: Article,
    catalog: Catalog | None,
    *,
    language: str,
    tag: str,
    use: Callable[[Message], bool],
    tally: Tally | None = None,
    is_draft: bool = False,
    version: int = 1,
    published: date | None = None,
    modified: date | None = None,
    notice: date | None = None,
    source_tag: str = "",
) -> Edition:
    """Return *article* as it reads in *language*.

    A unit gets its target where *use* says so and where the target's codes are the source's;
    a target that lost, doubled or invented a code is never carried (law 5).
    Every other unit keeps the source's text, and the edition's tally
    counts a refused target as untranslated, so that a page tells its reader.
    A unit meant for other languages only is left empty.
    *catalog* is None for the language the article is written in.
    """
    targets = _targets(catalog, use) if catalog is not None else {}
    contents: list[Content] = []
    refused = 0
    for unit in article.units:
        if not unit.is_for(language):
            contents.append(())
            continue
        content: Content = ()
        for part in unit.parts if targets else (unit,):
            target = targets.get(part.key)
            said = None if target is None else _read(target, part)
            refused += target is not None and said is None
            content += _source(part) if said is None else said
            content += (part.glue,) if part.glue else ()
        contents.append(content)
    counted = tally or Tally()
    if refused:
        counted = replace(counted, untranslated=counted.untranslated + refused)
    metadata = article.metadata
    return Edition(
        article=article.id,
        language=language,
        tag=tag,
        source_language=article.language,
        format=article.format,
        metadata=metadata,
        title=() if metadata.title is None else contents[metadata.title],
        summary=() if metadata.summary is None else contents[metadata.summary],
        tags=tuple(contents[number] for number in metadata.tags),
        contents=tuple(contents),
        source=article.source,
        page=article.page,
        tally=counted,
        is_draft=is_draft,
        version=version,
        published=published,
        modified=modified,
        notice=notice,
        source_tag=source_tag,
    )


def _targets(catalog: Catalog, use: Callable[[Message], bool]) -> dict[tuple[str | None, str], str]:
    """Return what each message says, where there is something and it may be used."""
    return {
        message.key: message.target
        for message in catalog.messages
        if not message.is_obsolete and message.target.strip() and use(message)
    }


def _read(text: str, unit: Unit) -> Content | None:
    """Return *text* as content with the codes of *unit*; None where they are not the unit's."""
    if _is_bare(text):
        return None if unit.codes else (text,)
    parsed = inline.parse(text, unit.codes)
    return None if parsed.problems else parsed.content


def _source(unit: Unit) -> Content:
    """Return the source's own content; what a reader wrote always parses."""
    if not unit.codes and _is_bare(unit.text):
        return (unit.text,)
    return inline.parse(unit.text, unit.codes).content


def _is_bare(text: str) -> bool:
    """Tell whether *text* reads as itself: no tag, no reference, nothing unprintable."""
    return "<" not in text and "&" not in text and text.isprintable()
