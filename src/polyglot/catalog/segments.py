"""The segments of an article: what becomes a message, and what a translator is told about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from polyglot.model import Address, Article, Code, Unit

_KINDS = {"paragraph": "", "alt": "Image description", "tag": "Keyword"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A text that is translated as one message, whatever the language.

    *notes* are at most two lines: what kind of thing it is, and what the tags stand for.
    *references* name the article's file, without a line.
    *units* are those that it is the text of: it belongs to every catalog that one of them is for.
    """

    source: str
    context: str | None = None
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()

    @property
    def key(self) -> tuple[str | None, str]:
        """What its message is found by: context and source."""
        return (self.context, self.source)

    def is_for(self, language: str) -> bool:
        """Tell whether the catalog in *language* has this segment."""
        return not self.units or any(unit.is_for(language) for unit in self.units)


def segments_of(article: Article) -> tuple[Segment, ...]:
    """Return the segments of *article* in document order, each once.

    A text that stands in several places is described as in the first.
    """
    references = (article.path,)
    found: dict[tuple[str | None, str], Segment] = {}
    for unit in article.parts:
        known = found.get(unit.key)
        if known is None:
            units = (unit,) if unit.languages else ()
            found[unit.key] = Segment(unit.text, unit.context, _notes(unit), references, units)
        elif known.units:
            found[unit.key] = replace(known, units=(*known.units, unit) if unit.languages else ())
    return tuple(found.values())


def _notes(unit: Unit) -> tuple[str, ...]:
    kind = _KINDS.get(unit.role, unit.role.capitalize())
    note = " ".join(unit.note.split())
    first = f"{kind}: {note}" if kind and note else kind or note
    return tuple(line for line in (first, _legend(unit.codes)) if line)


def _legend(codes: Sequence[Code]) -> str:
    """Say what the tags stand for whose names do not tell it."""
    told = ((code.name, _meaning(code)) for code in codes)
    return ", ".join(f"<{name}> {meaning}" for name, meaning in told if meaning)


def _meaning(code: Code) -> str:
    if code.content is not None:
        return "stays as it is"
    if code.element == "img":
        return "image"
    for piece in code.opening:
        if isinstance(piece, Address) and piece.kind == "link":
            return f"link: {_destination(piece.url)}"
    return ""


def _destination(url: str) -> str:
    """Return where *url* leads, as much of it as a translator needs; never a person's address."""
    scheme, colon, rest = ("", ":", url) if url.startswith("//") else url.partition(":")
    if colon and rest.startswith("//"):
        host = rest[2:].partition("/")[0].partition("?")[0].partition("#")[0]
        return host.rpartition("@")[2].removeprefix("www.") or "elsewhere"
    if colon and scheme.isalpha():
        return {"mailto": "e-mail", "tel": "telephone"}.get(scheme.lower(), scheme.lower())
    path = url.partition("#")[0].partition("?")[0].rstrip("/")
    return path.rpartition("/")[2] or "this page"
