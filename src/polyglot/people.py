"""Who is called how: real identities, which stay private, and the pen names that files hold.

The list is a TOML file that git never sees. A table is a pen name:

    [Aygul]
    identities = ["aygul@example.org", "Aygul K."]

An identity is an e-mail address or a name, as git, a PO editor or a person may give it.
Names are declared, not proven: who says to be Aygul is Aygul.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from polyglot.errors import PeopleError, ReviewError

FILE: Final = "people.toml"
"""The name of the list in the private folder."""

RESERVED: Final = frozenset({"machine", "memory", "shared", "unknown"})
"""Names that say in a ledger where a text came from."""

MARK: Final = "somebody-"
"""What opens the mark of a person whose pen name was forgotten."""

_MARK = re.compile(rf"{MARK}[0-9a-f]+", re.IGNORECASE)
_ADDRESS = re.compile(r"[@<>]")
_SIGNED = re.compile(r"([^<>]*)<([^<>]*)>[^<>]*")
_PROGRAM = re.compile(r"\[bot\]$|^(?:no-?reply|bot)@")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class People:
    """The people who work here.

    *names* are their pen names in the file's order;
    *known* leads from every spelling, folded, of a pen name or an identity to the pen name,
    *identities* holds those of them that are no pen names.
    """

    names: tuple[str, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    identities: frozenset[str] = frozenset()

    def find(self, *identities: str) -> str:
        """Return the one pen name that *identities*, of one person, lead to, or "".

        `Name <address>` counts as a name and an address.
        Where they lead to two people, nobody is meant.
        """
        parts = [part for identity in identities for part in _parts(identity)]
        found = {self.known[key] for part in parts if (key := same(part)) in self.known}
        return found.pop() if len(found) == 1 else ""

    def called(self, by: str) -> str:
        """Return the pen name of whoever calls herself *by*: a pen name or an identity.

        Without a list every pen name goes; with one, those that stand in it,
        so that a slip of the finger makes no second person.

        Raises:
            ReviewError: If nobody is, or can be, called so.
        """
        if name := self.find(by):
            return name
        name = pen_name(by)
        if self.names:
            raise ReviewError(
                f"nobody here has the pen name {name!r}",
                hint=f"give one that stands in {FILE} in the private folder, or add it there",
            )
        return name

    def spellings(self, name: str) -> frozenset[str]:
        """Return, folded, everything that leads to the person called *name*, and *name* itself."""
        own = self.find(name) or name
        return frozenset(
            {same(name), same(own), *(key for key, leads in self.known.items() if leads == own)}
        )

    def is_pen_name(self, name: str) -> bool:
        """Tell whether *name* is somebody's pen name, or the mark of somebody forgotten."""
        return same(name) in map(same, self.names) or is_mark(name)


def pen_name(by: str) -> str:
    """Return *by* with single spaces and none around it, if somebody can be called so.

    Raises:
        ReviewError: If it is empty, of more than one line, an address,
            or a name that is kept for nobody.
    """
    name = normalize("NFC", by).strip()
    if not name or not name.isprintable():
        raise ReviewError("nobody is named", hint="say who you are: --by and a pen name")
    if name.casefold() in RESERVED:
        raise ReviewError(
            f"{name!r} is reserved for what no person did", hint="choose another pen name for --by"
        )
    if is_mark(name):
        raise ReviewError(
            f"{name!r} stands for somebody whose name was forgotten",
            hint="choose another pen name for --by",
        )
    if _ADDRESS.search(name):
        raise ReviewError(
            "a pen name holds no address: it will stand in files that others read",
            hint=f'--by Aygul, or --by "night desk"; {FILE} in the private folder '
            "can give an address a pen name",
        )
    return " ".join(name.split())


def is_mark(name: str) -> bool:
    """Tell whether *name* stands for somebody whose pen name was forgotten."""
    return _MARK.fullmatch(name) is not None


def same(name: str) -> str:
    """Return what two spellings of one name share."""
    return " ".join(normalize("NFC", name).split()).casefold()


def _parts(identity: str) -> Iterator[str]:
    yield identity
    if signed := _SIGNED.fullmatch(identity.strip()):
        yield from (part for part in signed.groups() if part.strip())


# --- Reading ------------------------------------------------------------------------------------


def parse(data: bytes, *, path: str) -> People:
    """Return the people whose list is *data*; errors name *path* and no identity.

    Raises:
        PeopleError: If it is no TOML, or says anything but who has which identities.
    """
    import tomllib  # A run with nothing to do looks at no list.

    try:
        text = data.decode("utf-8-sig")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PeopleError("this is not UTF-8", path=path, line=line) from error
    except (ValueError, RecursionError) as error:
        found = _AT_LINE.search(str(error))
        problem = f"this is no TOML: {_AT_LINE.sub('', str(error))}"
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        raise PeopleError(problem, path=path, line=line) from None
    return _Reading(text, path).people(tables)


class _Reading:
    """One look through the list."""

    def __init__(self, text: str, path: str) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.names: list[str] = []
        self.known: dict[str, str] = {}
        self.identities: set[str] = set()

    def people(self, tables: Mapping[str, object]) -> People:
        """Return the people in *tables*."""
        entries = [(key, *self._name(key, table)) for key, table in tables.items()]
        for key, name, _ in entries:
            self._take(key, key, name)
            self.names.append(name)
        for key, name, table in entries:
            for identity in self._listed(key, table):
                self._check(identity, key)
                for part in _parts(identity):
                    self._take(part, identity, name)
                    self.identities.add(same(part))
        pen_names = {same(name) for name in self.names}
        known = MappingProxyType(self.known)
        return People(tuple(self.names), known, frozenset(self.identities - pen_names))

    def _name(self, key: str, table: object) -> tuple[str, Mapping[str, object]]:
        if not isinstance(table, dict):
            raise self._error(
                f"the key {key!r} stands outside of a table",
                key,
                'a person is a table: [Aygul], and below it identities = ["…"]',
            )
        try:
            return pen_name(key), table
        except ReviewError as error:
            hint = "choose a pen name; identities stand in its list"
            raise self._error(error.problem, key, hint) from None

    def _listed(self, key: str, table: Mapping[str, object]) -> list[str]:
        for other in table:
            if other != "identities":
                raise self._error(
                    f"unknown key {other!r} of {key!r}", other, "the one key is identities"
                )
        found = table.get("identities", [])
        texts = [text for text in found if isinstance(text, str)] if isinstance(found, list) else []
        if not isinstance(found, list) or len(texts) < len(found):
            raise self._error(
                f"the identities of {key!r} are no list of texts",
                key,
                'identities = ["aygul@example.org", "Aygul K."]',
            )
        return texts

    def _check(self, identity: str, key: str) -> None:
        if not identity.strip() or not identity.isprintable():
            raise self._error(f"an identity of {key!r} is empty or of more than one line", key)
        if any(_PROGRAM.search(same(part)) for part in _parts(identity)):
            raise self._error(
                f"an identity of {key!r} is a program's: it cannot stand for a person",
                identity,
                "take it out; what a program saved is nobody's",
            )

    def _take(self, part: str, identity: str, name: str) -> None:
        """Let *part* of an *identity* lead to *name*."""
        if self.known.setdefault(same(part), name) != name:
            raise self._error(
                f"{self.known[same(part)]!r} and {name!r} have an identity in common",
                identity,
                "leave it to one of them",
            )

    def _error(self, problem: str, at: str, hint: str | None = None) -> PeopleError:
        return PeopleError(problem, path=self.path, line=self._line(at), hint=hint)

    def _line(self, words: str) -> int | None:
        """Return the last line where *words* stand, which of two is the one too many."""
        for written in (f'"{words}"', f"[{words}]", words):
            found = [number for number, line in enumerate(self.lines, 1) if written in line]
            if found:
                return found[-1]
        return None
