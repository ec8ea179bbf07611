"""The nouns: frozen values that travel from station to station.

An `Article` is read from bytes: *units* in reading order and two *skeletons*,
one for the localized source and one for the page.
A skeleton is a tuple of `Piece`: serialised markup, and slots where text stands.
A `Catalog` holds the `Message`s of one article in one language.
An `Edition` is an article in one language, ready to be written in any format.

Everything here can be pickled and compared; nothing here does any work.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Slot:
    """The place where the text of a unit stands; *form* says how it is escaped there.

    As HTML text, inside a double-quoted HTML attribute, as a double-quoted string
    that YAML and TOML both read, or not at all, in plain text.
    """

    unit: int
    form: Literal["text", "attribute", "string", "plain"] = "text"


@dataclass(frozen=True, slots=True)
class Address:
    """A URL of the source in a double-quoted attribute, unescaped; a page may lead elsewhere."""

    url: str
    kind: Literal["link", "media"] = "link"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A place that names the article's own language, *written* as the source spells it.

    An edition names its own tag there, with underscores where it is a *locale* (`og:locale`).
    """

    written: str
    form: Literal["tag", "locale"] = "tag"


@dataclass(frozen=True, slots=True)
class Private:
    """Comments, and what stands inside `data-private`: nothing of it leaves the workspace."""

    text: str


Piece: TypeAlias = str | Slot | Address | Tongue | Private
Pieces: TypeAlias = tuple[Piece, ...]


# --- Articles ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Code:
    """An inline element inside a unit.

    *name* is what the translator sees between angle brackets: `a`, `a1`, `h1-2`.
    *opening* and *closing* are the source's own markup;
    *page_opening* and *page_closing* what a page shows of it (empty where a page leaves it out).
    A standalone code has no closing pieces.
    *content* is set for a code whose inside must come back as it is (`code`, `kbd`,
    `translate="no"`): it is the plain text that is shown between the tags,
    and *opening* … *inner* … *closing* is what is written.
    """

    name: str
    element: str
    is_paired: bool
    opening: Pieces
    closing: Pieces = ()
    page_opening: Pieces = ()
    page_closing: Pieces = ()
    content: str | None = None
    inner: Pieces = ()
    page_inner: Pieces = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """One translatable block: a paragraph, a heading, a cell, an attribute, a metadata field.

    *text* is what a translator sees: words, tags of *codes*, unambiguous escapes.
    *role* is a word for people: `paragraph`, `heading`, `list item`, `caption`, `alt` …
    *context* is the `msgctxt`: absent for body text, short and stable for the rest.
    *line* counts from 1 in the article's file.
    *languages* are those it is meant for, or not meant for where each begins with `!`.
    *sentences*, where they are translated one by one, are together its text:
    each is followed by its *glue*, the white space behind it.
    """

    text: str
    role: str = "paragraph"
    codes: tuple[Code, ...] = ()
    context: str | None = None
    note: str = ""
    line: int = 1
    languages: tuple[str, ...] = ()
    sentences: tuple["Unit", ...] = ()
    glue: str = ""

    @property
    def parts(self) -> tuple["Unit", ...]:
        """What is translated as one message each: its sentences, or the whole."""
        return self.sentences or (self,)

    @property
    def key(self) -> tuple[str | None, str]:
        """What a message is found by: context and source."""
        return (self.context, self.text)

    def is_for(self, language: str) -> bool:
        """Tell whether the edition in *language* has this unit."""
        if self.languages and self.languages[0].startswith("!"):
            return f"!{language}" not in self.languages
        return not self.languages or language in self.languages


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article beside its body.

    *title*, *summary* and *tags* are numbers of units.
    *privacy* says which engines may see the article,
    *segmentation* what of it is one message ("" leaves that to the workspace).
    Where the body's own first heading is the title, the page's skeleton leaves it out.
    *extra* are other metadata fields as written: (name, value).
    """

    title: int | None = None
    summary: int | None = None
    tags: tuple[int, ...] = ()
    day: date | None = None
    authors: tuple[str, ...] = ()
    privacy: Literal["secret", "internal", "public"] = "internal"
    segmentation: Literal["", "paragraph", "sentence"] = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One source document: metadata, two skeletons, units in reading order.

    *id* is the path below `content/` without its suffix; *path* is relative to the workspace.
    *source* is the document as it was; *page* is its body, made safe for our template.
    *reports* are the things the reader could not keep, each with its place.
    """

    id: str
    path: str
    language: str
    format: str
    metadata: Metadata
    units: tuple[Unit, ...]
    source: Pieces
    page: Pieces
    reports: tuple["Finding", ...] = ()

    @property
    def parts(self) -> tuple[Unit, ...]:
        """What is translated as one message each, in reading order."""
        return tuple(part for unit in self.units for part in unit.parts)


# --- Catalogs ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plural:
    """The plural of a foreign message, carried as it is; *previous*: what it translates."""

    source: str
    targets: tuple[str, ...]
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A segment in a catalog.

    *previous* is the (context, source) that *target* translates, where that is not this source.
    *notes* are the extracted `#.` lines; *comments* the translator's own lines;
    *hints* our `# polyglot:` lines without their prefix; *remark* our one line about the state.
    *flags* are all flags but fuzzy. *line* is the line of the `msgid` in the file that was read.
    *previous_plural* is the plural of the older source, where this one has none any more.
    """

    source: str
    context: str | None = None
    target: str = ""
    is_fuzzy: bool = False
    is_obsolete: bool = False
    previous: tuple[str | None, str] | None = None
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    remark: str = ""
    flags: tuple[str, ...] = ()
    plural: Plural | None = None
    line: int = 0
    previous_plural: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        """What a message is found by: context and source."""
        return (self.context, self.source)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The messages of one article in one language, in document order, obsolete ones last.

    *fields* are the header's in their order; *comments* the header's comment lines.
    """

    language: str
    messages: tuple[Message, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()


class State(StrEnum):
    """Who stands behind a message; derived, never stored (design: the table of states)."""

    OBSOLETE = "obsolete"
    UNTRANSLATED = "untranslated"
    STALE = "draft: stale"
    MACHINE = "draft: machine"
    MEMORY = "draft: memory"
    SHARED = "draft: shared"
    NEEDS_WORK = "draft: needs work"
    UNCONFIRMED = "unconfirmed"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    TRANSLATED = "translated"

    @property
    def is_draft(self) -> bool:
        """Nobody stands behind this text yet."""
        return self.startswith("draft") or self is State.UNCONFIRMED


# --- Drafts, the ledger, findings -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Draft:
    """A text proposed for a message; *origin* names all that made it: `memory+google→apertium`.

    *is_machine* tells whether a machine first wrote it; *note* helps with it: `uz: …`.
    """

    context: str | None
    source: str
    target: str
    origin: str
    is_machine: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger: who or what did what to which pair.

    A line is *sealed* by the ledger when it is written: then it has a number *n*
    (1 + the highest seen in the article), an *id* (hash of the line), a *pair* hash, a UTC *day*.
    *begins* are the ids of the lines it continues (`from` in the file), *ends* of those it ends.
    *kind* is the finding kind of a waiver, or `machine` / `person` for the text behind a draft
    that came from memory or a shared message; *distance* (percent of the characters) tells how far
    a person went from the draft.
    *unknown* keeps fields that this version does not know, as JSON text.
    """

    language: str
    context: str | None
    source: str
    target: str
    action: str
    by: str
    note: str = ""
    kind: str = ""
    distance: int | None = None
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    n: int = 0
    id: str = ""
    pair: str = ""
    day: str = ""
    unknown: str = ""


class Severity(StrEnum):
    """How much a finding matters; an error keeps an edition from being published."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of a reader or a check; *kind* is the check's name, the word a waiver uses.

    *path* is relative to the workspace; *line* counts from 1, 0 where there is none.
    """

    kind: str
    severity: Severity
    path: str
    line: int
    problem: str
    source: str = ""
    target: str = ""
    hint: str = ""
    language: str = ""
    context: str | None = None
    is_waivable: bool = True
    is_waived: bool = False


# --- Editions ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """A code's opening, closing or standalone tag inside a content."""

    code: Code
    kind: Literal["open", "close", "lone"]


Content: TypeAlias = tuple[str | Mark, ...]
"""The inline content of a unit: plain text (unescaped) and marks, properly nested."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages of an edition are in which hands; machine text is counted apart.

    *checked_machine* are accepted or approved messages whose text a machine wrote.
    """

    total: int = 0
    untranslated: int = 0
    drafts: int = 0
    machine: int = 0
    stale: int = 0
    unconfirmed: int = 0
    accepted: int = 0
    translated: int = 0
    approved: int = 0
    checked_machine: int = 0
    waived: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """An article in one language and script, ready for any writer.

    *contents* answers the units; *source* and *page* are the article's skeletons.
    *language* is the catalog's language (`kaa`), *tag* the edition's (`kaa-Latn`).
    *published* is the day it first stood published, *notice* the day since which its source
    has moved on without it. *source_tag* is the tag of the article's own main edition.
    """

    article: str
    language: str
    tag: str
    source_language: str
    format: str
    metadata: Metadata
    title: Content
    summary: Content
    tags: tuple[Content, ...]
    contents: tuple[Content, ...]
    source: Pieces
    page: Pieces
    tally: Tally = Tally()
    is_draft: bool = False
    version: int = 1
    published: date | None = None
    modified: date | None = None
    notice: date | None = None
    source_tag: str = ""

    @property
    def kept_tag(self) -> str:
        """The tag at which a `lang` attribute of the source stays as it was written."""
        own = self.tag if self.language == self.source_language else self.source_language
        return self.source_tag or own
