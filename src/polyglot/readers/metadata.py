"""What stands at the head of an article, whoever wrote it there: sidecar, front matter or page.

`front_of` reads a mapping of names to values; `over` lets a stronger source win, field by field.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from polyglot.errors import ContentError
from polyglot.model import Private, Tongue
from polyglot.readers import days

Privacy: TypeAlias = Literal["secret", "internal", "public"]
Segmentation: TypeAlias = Literal["", "paragraph", "sentence"]

_SPACE = re.compile(r"[ \t\n\f\r]+")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TRANSLATED = frozenset(("title", "summary", "caption", "alt", "tags"))
_KNOWN = {
    "title": "title",
    "summary": "summary",
    "description": "summary",
    "lead": "summary",
    "caption": "caption",
    "image_caption": "caption",
    "image_alt": "alt",
    "tags": "tags",
    "keywords": "tags",
    "day": "day",
    "date": "day",
    "published": "day",
    "author": "authors",
    "authors": "authors",
    "byline": "authors",
    "privacy": "privacy",
    "segmentation": "segmentation",
    "language": "language",
    "lang": "language",
}
_WEAK = frozenset(("lead", "byline"))
"""Names that give way to the proper one where both are there."""
FIELDS = frozenset(name for name, known in _KNOWN.items() if known in _TRANSLATED)
"""Names of values that are translated."""
LANGUAGE = frozenset(name for name, known in _KNOWN.items() if known == "language")


@dataclass(frozen=True, slots=True)
class Field:
    """One metadata value that is translated: plain text, and the line it stands on.

    *role* is `title`, `summary`, `caption`, `alt` or `tag`.
    """

    role: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Front:
    """What the head of an article says; what it does not say is None or empty.

    *source* is the front matter as written, cut in pieces:
    a number i is the place of `fields()[i]`, as a double-quoted string;
    its comments are private, and what names its language is a `Tongue`.
    """

    title: Field | None = None
    summary: Field | None = None
    caption: Field | None = None
    alt: Field | None = None
    tags: tuple[Field, ...] = ()
    day: date | None = None
    authors: tuple[str, ...] = ()
    privacy: Privacy | None = None
    segmentation: Segmentation = ""
    extra: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    source: tuple[str | int | Private | Tongue, ...] = ()

    def fields(self) -> tuple[Field, ...]:
        """Return the translatable values that are there: title, summary, caption, alt, tags."""
        single = (self.title, self.summary, self.caption, self.alt)
        return (*(field for field in single if field is not None), *self.tags)


def over(stronger: Front, weaker: Front) -> Front:
    """Return *stronger* with what it does not say taken from *weaker*; *source* is left empty."""
    names = {name for name, _ in stronger.extra}
    return Front(
        title=stronger.title or weaker.title,
        summary=stronger.summary or weaker.summary,
        caption=stronger.caption or weaker.caption,
        alt=stronger.alt or weaker.alt,
        tags=stronger.tags or weaker.tags,
        day=stronger.day or weaker.day,
        authors=stronger.authors or weaker.authors,
        privacy=stronger.privacy or weaker.privacy,
        segmentation=stronger.segmentation or weaker.segmentation,
        extra=stronger.extra + tuple(pair for pair in weaker.extra if pair[0] not in names),
        language=stronger.language or weaker.language,
    )


def clean(text: str) -> str:
    """Return *text* as metadata holds it: NFC, ASCII white space folded, none at the ends."""
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text).strip(" "))


def language_of(tag: str) -> str:
    """Return our code of a language tag: `ru-RU` is `ru`, `kaa_Latn` is `kaa`."""
    return re.split(r"[-_]", tag.strip(), maxsplit=1)[0].lower()


def day_of(text: str) -> date | None:
    """Return the day that *text* begins with in ISO 8601, or None."""
    found = _DAY.match(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def front_of(
    mapping: Mapping[str, object], *, path: str, lines: Mapping[str, int] | None = None
) -> Front:
    """Read the metadata in *mapping*, which comes from TOML, YAML or a page.

    A text may be a `str` or a `Field` that knows its line; *lines* gives the lines of the others.
    `description` and `lead` are a summary, `keywords` are tags, `byline` names authors,
    of whom there may be a list; a day may be written as day.month.year.
    Names that polyglot does not know are kept as `extra`.

    Raises:
        ContentError: If a value has the wrong type or holds what no page can show,
            with its line where *lines* or it tells it.
    """
    reader = _Reader(path, lines or {})
    found: dict[str, tuple[str, object]] = {}
    extra: list[tuple[str, str]] = []
    for name, value in mapping.items():
        reader.expect_printable(name, value)
        known = _KNOWN.get(name)
        if known is None or known in found or (name in _WEAK and known in mapping):
            extra.append((name, _written(value)))
        elif value is not None and value != "":
            found[known] = (name, value)
    return Front(
        title=reader.field("title", found.get("title")),
        summary=reader.field("summary", found.get("summary")),
        caption=reader.field("caption", found.get("caption")),
        alt=reader.field("alt", found.get("alt")),
        tags=reader.fields("tag", found.get("tags")),
        day=reader.day(found.get("day")),
        authors=tuple(field.text for field in reader.fields("author", found.get("authors"))),
        privacy=reader.privacy(found.get("privacy")),
        segmentation=reader.segmentation(found.get("segmentation")),
        extra=tuple(extra),
        language=reader.language(found.get("language")),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns single values into what they should be, or says where they are wrong."""

    path: str
    lines: Mapping[str, int]

    def expect_printable(self, name: str, value: object) -> None:
        """Refuse a character that an escape in YAML or TOML may write and XML cannot hold."""
        for text, line in _texts(value):
            found = _UNPRINTABLE.search(text)
            if found:
                raise ContentError(
                    f"{name} holds an unprintable character (U+{ord(found[0]):04X})",
                    path=self.path,
                    line=line or self.lines.get(name),
                    hint="delete what stands for it, a backslash with letters and digits",
                )

    def field(self, role: str, named: tuple[str, object] | None) -> Field | None:
        if named is None:
            return None
        name, value = named
        text = self._text(value)
        if text is None:
            raise self._wrong(name, value, "a text", f'write {name} = "…"')
        cleaned = clean(text)
        return Field(role, cleaned, self._line(name, value)) if cleaned else None

    def fields(self, role: str, named: tuple[str, object] | None) -> tuple[Field, ...]:
        if named is None:
            return ()
        name, value = named
        several = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        found = []
        for item in several:
            text = self._text(item)
            if text is None:
                raise self._wrong(name, item, "a text or a list of texts", f'["…", "…"] for {name}')
            if clean(text):
                found.append(Field(role, clean(text), self._line(name, item)))
        return tuple(found)

    def day(self, named: tuple[str, object] | None) -> date | None:
        if named is None:
            return None
        name, value = named
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = self._text(value) or ""
        day = days.day_of(text) or day_of(text)
        if day is None:
            raise self._wrong(name, value, "a day", "write the year first: 2022-09-14")
        return day

    def privacy(self, named: tuple[str, object] | None) -> Privacy | None:
        if named is None:
            return None
        match self._text(named[1]):
            case "secret":
                return "secret"
            case "internal":
                return "internal"
            case "public":
                return "public"
            case _:
                hint = "write secret, internal or public"
                raise self._wrong(*named, "one of the three kinds of privacy", hint)

    def segmentation(self, named: tuple[str, object] | None) -> Segmentation:
        if named is None:
            return ""
        match self._text(named[1]):
            case "paragraph":
                return "paragraph"
            case "sentence":
                return "sentence"
            case _:
                raise self._wrong(*named, "what can be a message", "write paragraph or sentence")

    def language(self, named: tuple[str, object] | None) -> str | None:
        if named is None:
            return None
        text = self._text(named[1])
        if text is None or not _LANGUAGE.fullmatch(text.strip()):
            raise self._wrong(*named, "a language", "write a language code such as en or kaa")
        return language_of(text)

    def _text(self, value: object) -> str | None:
        if isinstance(value, Field):
            return value.text
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        return str(value)

    def _line(self, name: str, value: object) -> int:
        return value.line if isinstance(value, Field) else self.lines.get(name, 1)

    def _wrong(self, name: str, value: object, wanted: str, hint: str) -> ContentError:
        return ContentError(
            f"{name} is {_bare(value)!r}, not {wanted}",
            path=self.path,
            line=value.line if isinstance(value, Field) else self.lines.get(name),
            hint=hint,
        )


def _texts(value: object) -> Iterator[tuple[str, int]]:
    """Yield the texts in *value*, names of tables among them, with their lines; 0 is unknown."""
    if isinstance(value, Field):
        yield value.text, value.line
    elif isinstance(value, str):
        yield value, 0
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield str(name), 0
            yield from _texts(item)
    elif isinstance(value, Sequence):
        for item in value:
            yield from _texts(item)


def _bare(value: object) -> object:
    """Return *value* as its author knows it."""
    if isinstance(value, Field):
        return value.text
    if isinstance(value, Mapping):
        return {name: _bare(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_bare(item) for item in value]
    return value


def _written(value: object) -> str:
    """Return a value that polyglot does not know, as text."""
    if isinstance(value, Field):
        return value.text
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.text if isinstance(value, Field) else str(value)
