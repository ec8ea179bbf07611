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


@dataclass(frozen=True, slots=True)
class Reply:
    """What an engine made of one text: a *target*, or a *problem* in one clause."""

    target: str = ""
    problem: str = ""


Wire: TypeAlias = Literal["html", "tokens", "none"]


class Provider(Protocol):
    """Proposes translations; whatever it says is checked by a gate before anyone sees it.

    *name* goes into the ledger. *is_local* is true where no text leaves this machine.
    *wire* is how inline codes travel: as HTML tags the engine keeps, as opaque tokens,
    or not at all (then a text with codes is sent in the parts between them).
    """

    name: str
    is_local: bool
    wire: Wire

    def supports(self, source: str, target: str) -> bool:
        """Tell whether the engine translates from *source* to *target* (our language codes)."""
        ...

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> Sequence[Reply]:
        """Return one reply for each of *texts*, in their order.

        Raises:
            ProviderError: If the engine cannot be reached or refuses to work at all.
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
