"""What a whole page says about itself: its title, description, authors, day."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from polyglot.markup.text import escape_attribute
from polyglot.markup.tokens import Attribute, Token, attributes
from polyglot.model import Piece, Slot, Tongue
from polyglot.readers.frames import Frames
from polyglot.readers.metadata import clean, day_of
from polyglot.readers.sheet import LETTER_OR_DIGIT, SPACE, WORD, Sheet
from polyglot.readers.units import end_of_space

_TEXTS: Mapping[str, str] = {
    "description": "summary",
    "og:description": "summary",
    "og:image:alt": "alt",
    "og:title": "title",
    "twitter:description": "summary",
    "twitter:image:alt": "alt",
    "twitter:title": "title",
}
_DAYS = frozenset(
    ("article:published_time", "date", "datepublished", "dc.date", "dcterms.date", "pubdate")
)
_LANGUAGE = frozenset(("content-language", "dc.language", "dcterms.language", "language"))
_IN_LANGUAGE = re.compile(r'"inLanguage"\s*:\s*"([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)"')


class PageHead:
    """Collects metadata while a whole page is read; of a fragment there is none."""

    def __init__(self, *, is_wanted: bool) -> None:
        self.is_wanted = is_wanted
        self.title_unit: int | None = None
        self.summary_unit: int | None = None
        self.tags: list[int] = []
        self.authors: list[str] = []
        self.days: set[date] = set()
        self.header_days: set[date] = set()

    @property
    def day(self) -> date | None:
        """The day of the article, if the page names exactly one."""
        days = self.days or self.header_days
        return next(iter(days)) if len(days) == 1 else None

    def title(self, sheet: Sheet, token: Token) -> None:
        """Read a `title` element."""
        start = end_of_space(sheet.html, token.inside, token.end)
        closing = sheet.html.rfind("</", token.inside, token.end)
        end = start + len(sheet.html[start : max(closing, start)].rstrip(SPACE))
        text = sheet.text(start, end)
        if closing < start or not LETTER_OR_DIGIT.search(text):
            return
        unit = sheet.share(text, role="title", context="title", line=sheet.line_of(start))
        sheet.replace(start, end, Slot(unit))
        if self.title_unit is None:
            self.title_unit = unit

    def meta(self, sheet: Sheet, given: Sequence[Attribute]) -> None:
        """Read a `meta` element."""
        values = {item.name: item for item in given}
        named = values.get("name") or values.get("property") or values.get("itemprop")
        content = values.get("content")
        if content is not None and (form := _names_language(values)):
            if content.start >= 0 and sheet.is_own(content.value):
                sheet.edit([(content.start, content.end, ('"', Tongue(content.value, form), '"'))])
            return
        if not self.is_wanted or named is None or content is None or content.start < 0:
            return
        name = named.value.strip().lower()
        if name == "keywords":
            self._keywords(sheet, content)
        elif name in _TEXTS and WORD.search(content.value):
            self._text(sheet, content, _TEXTS[name])
        elif name in ("author", "article:author") and "://" not in content.value:
            author = clean(content.value)
            if author and author not in self.authors:
                self.authors.append(author)
        elif name in _DAYS and (day := day_of(content.value)):
            self.days.add(day)

    def _text(self, sheet: Sheet, content: Attribute, context: str) -> None:
        text = sheet.attribute_text(content)
        line = sheet.line_of(content.start)
        unit = sheet.share(text, role=context, context=context, line=line)
        sheet.edit([sheet.attribute_edit(content, unit)])
        if context == "summary" and self.summary_unit is None:
            self.summary_unit = unit

    def _keywords(self, sheet: Sheet, content: Attribute) -> None:
        pieces: list[Piece] = ['"']
        for number, written in enumerate(content.value.split(",")):
            bare = written.strip(SPACE)
            before, _, after = written.partition(bare) if bare else (written, "", "")
            pieces.append(("," if number else "") + escape_attribute(before))
            if WORD.search(bare):
                line = sheet.line_of(content.start)
                text = sheet.cleaned(" ".join(bare.split(" ")), content.start)
                unit = sheet.share(text, role="tag", context="tag", line=line)
                self.tags.append(unit)
                pieces.append(Slot(unit, "attribute"))
            else:
                pieces.append(escape_attribute(bare))
            pieces.append(escape_attribute(after))
        pieces.append('"')
        sheet.replace(content.start, content.end, *pieces)

    def data(self, sheet: Sheet, token: Token) -> None:
        """Read what a script says in JSON-LD: the language; no other script is looked at."""
        given = attributes(sheet.html, token)
        kind = next((item.value for item in given if item.name == "type"), "")
        if token.name != "script" or kind.strip().lower() != "application/ld+json":
            return
        for found in _IN_LANGUAGE.finditer(sheet.html, token.inside, token.end):
            if sheet.is_own(found[1]):
                sheet.edit([(*found.span(1), (Tongue(found[1]),))])

    def look(self, name: str, given: Sequence[Attribute], frames: Frames) -> None:
        """Look at any other tag: a `time` in a header may tell the day."""
        if name != "time" or not self.is_wanted:
            return
        values = {item.name: item.value for item in given}
        day = day_of(values.get("datetime", ""))
        if day is None:
            return
        if values.get("itemprop", "").lower() == "datepublished" or "pubdate" in values:
            self.days.add(day)
        elif any(frame.name == "header" for frame in frames.stack):
            self.header_days.add(day)


def _names_language(values: Mapping[str, Attribute]) -> Literal["tag", "locale"] | None:
    """Return how a `meta` element says in which language the page is, None if it does not."""
    names = {
        values[name].value.strip().lower()
        for name in ("http-equiv", "name", "property")
        if name in values
    }
    if "og:locale" in names:
        return "locale"
    return None if names.isdisjoint(_LANGUAGE) else "tag"
