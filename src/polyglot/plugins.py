"""What we ask of a plug-in, on one page; and where strangers' plug-ins are found.

A source format, an export format, a machine-translation engine or a check
is one file in its folder and one line in that folder's table,
or a package of its own that names its object as an entry point in the group
`polyglot.readers`, `polyglot.writers`, `polyglot.providers` or `polyglot.checks`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol, TypeAlias

from polyglot.errors import UsageError
from polyglot.model import Article, Edition, Finding, Message, Severity

# --- Readers: bytes → Article -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the bytes of an article come from, and what the workspace knows about it.

    *id* is the path below `content/` without its suffix, *path* relative to the workspace.
    *language* is used where the document itself names none.
    *metadata* is the article's sidecar, already parsed: it wins over the document's own;
    *sidecar* is its path.
    """

    id: str
    path: str
    language: str
    metadata: Mapping[str, object] = field(default_factory=dict)
    sidecar: str = ""


class Reader(Protocol):
    """Reads one source format."""

    name: str
    suffixes: tuple[str, ...]

    def read(self, data: bytes, origin: Origin) -> Article:
        """Return the article in *data*; what cannot be kept is in its reports.

        Raises:
            ContentError: If the bytes cannot be decoded or the metadata cannot be parsed.
        """
        ...


# --- Providers: texts → drafts ------------------------------------------------------------------


DOUBTS = ("not known", "not in the dictionary", "not inflected", "left open")
"""How a note begins that names words an engine was not sure of: `not known: Nukus, Chimbay`."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an engine made of one text: a *target*, or a *problem* in one clause.

    *note* is, in one clause, what a person should know of the target: words the engine
    does not know, a choice it left open. What begins as one of `DOUBTS` becomes a finding.
    """

    target: str = ""
    problem: str = ""
    note: str = ""


Wire: TypeAlias = Literal["html", "tokens", "none"]

Options: TypeAlias = Mapping[str, bool | int | float | str | Mapping[str, str]]
"""What one kind of engine can be told beside its address: each has names of its own."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How a newsroom set up an engine: what the table `[engines.NAME]` of the settings says.

    *kind* is a kind of ours. *url* is where it answers, *model* which model or service it uses,
    *folder* where its files stand on this disk; what is empty is the kind's own.
    The key itself never stands here: *key* names an environment variable that holds it,
    *key_file* a file that holds nothing else.
    """

    kind: str = ""
    url: str = ""
    model: str = ""
    folder: str = ""
    key: str = ""
    key_file: str = ""
    options: Options = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an engine takes: *characters* in a text, *texts* in a call, *calls* at a time.

    *per_second* is how many calls it bears in a second, 0 for any number;
    *context* how many characters beside the texts of a call it can make use of, 0 for none;
    *has_terms* whether terms, names and examples are of use to it, or neighbours alone.
    """

    characters: int = 1_500
    texts: int = 1
    calls: int = 1
    per_second: float = 0.0
    context: int = 0
    has_terms: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What an engine may know beside the texts: data, never an instruction.

    *terms* and *names* pair the source's form with the target's dictionary form;
    the engine inflects it as its sentence needs. *neighbours* are paragraphs round the texts,
    in the source language and in reading order. *examples* pair sources with targets that
    people stood behind. Whatever stands here leaves with the texts.
    """

    terms: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    neighbours: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()


ALONE = Context()
"""The context of a text of which nothing else is known."""


class Provider(Protocol):
    """Proposes translations; whatever it says is checked by a gate before anyone sees it."""

    @property
    def name(self) -> str:
        """What the ledger calls it."""
        ...

    @property
    def version(self) -> str:
        """What a cache keys on: kind, model and what else changes its words; no key, no address."""
        ...

    @property
    def is_local(self) -> bool:
        """Whether no text leaves this machine."""
        ...

    @property
    def wire(self) -> Wire:
        """How inline codes travel: as HTML tags that the engine keeps, as opaque tokens,
        or not at all: then a text with codes is sent in the parts between them.
        """
        ...

    @property
    def limits(self) -> Limits:
        """What one call may hold."""
        ...

    def supports(self, source: str, target: str) -> bool:
        """Tell whether the engine translates from *source* to *target* (our language codes)."""
        ...

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Return one reply for each of *texts*, in their order.

        An engine that can make no use of *context* leaves it here.

        Raises:
            ProviderError: If the engine cannot be reached or refuses to work at all.
            RefusedError: If it does not take so many texts; then each is asked for alone.
        """
        ...


Misfit: TypeAlias = tuple[tuple[str, ...], str, str]
"""The key below an engine's table, what is wrong with it, and what would be right."""


class EngineKind(Protocol):
    """A kind of engine that newsrooms set up, each under a name of its own.

    A package's is the object of its entry point, a module will do; the entry point's name
    is the `kind` of a table `[engines.NAME]`.
    """

    def problems(self, setup: Setup) -> Iterable[Misfit]:
        """Yield what is wrong with *setup*, keys and options that it does not know among it.

        The settings are read with this alone: nothing is opened, asked or read for it.
        """
        ...

    def make(self, name: str, setup: Setup) -> Provider:
        """Return the engine *name*, set up so.

        Raises:
            ProviderError: If it cannot work so: its key is missing, its files are.
        """
        ...


# --- Checks: Message → Findings -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subject:
    """A message to be checked, with what a check may need to know about it."""

    message: Message
    source_language: str
    language: str
    path: str


class Check(Protocol):
    """Looks for one kind of mistake; linear in the length of the message."""

    kind: str
    severity: Severity
    is_waivable: bool

    def check(self, subject: Subject) -> Iterable[Finding]:
        """Yield what is wrong with *subject*."""
        ...


# --- Writers: Edition → bytes -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another edition of the same article, or its absence, as a page tells it.

    *tag* is its page tag; *path* is where its page stands below the exports folder,
    empty where there is none.
    """

    language: str
    tag: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What a writer may know beside the edition.

    *name* and *url* are the settings' (*url* may be empty: then there is no canonical address).
    *siblings* are all languages of the workspace in the settings' order, this one included.
    *links* maps an address as written in the source to the path of a page below the exports
    folder, *media* to the path of a copied image; what is in neither stays as written.
    *templates* are the folders with the user's own page templates, strongest first.
    *today* is the day of the run.
    *usage* is the settings' decision, by language, of what editors dispute.
    *strings* are, by page tag and key, the words of the site that people gave other texts.
    """

    name: str
    url: str = ""
    siblings: tuple[Sibling, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)
    templates: tuple[str, ...] = ()
    today: date = date(1970, 1, 1)
    usage: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    strings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Writer(Protocol):
    """Writes editions in one format."""

    name: str

    def path(self, edition: Edition) -> str:
        """Return where the file stands below the exports folder, with forward slashes."""
        ...

    def write(self, edition: Edition, site: Site) -> bytes:
        """Return the file's bytes: the same edition and site give the same bytes everywhere."""
        ...


# --- Strangers ----------------------------------------------------------------------------------


def find(kind: Literal["readers", "writers", "providers", "checks"], name: str) -> object:
    """Return the installed plug-in *name* of *kind*.

    Raises:
        UsageError: If no installed package offers it.
    """
    from importlib.metadata import entry_points

    for entry in entry_points(group=f"polyglot.{kind}", name=name):
        loaded: object = entry.load()
        return loaded
    raise UsageError(
        f"there is no {kind.removesuffix('s')} called {name!r}",
        hint=f"install a package that offers it as an entry point in polyglot.{kind}",
    )
