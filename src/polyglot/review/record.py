"""What a review asks of the ledger, and the words both share."""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeAlias
from unicodedata import normalize

from polyglot.errors import ReviewError
from polyglot.model import Catalog, Line, Message, State

Outcome: TypeAlias = tuple[Catalog, tuple[Line, ...]]
"""A new catalog, and the lines for the ledger, not sealed yet."""

_RESERVED = frozenset({"machine", "memory", "shared", "unknown"})
"""Names that say in a ledger where a text came from."""

_ADDRESS = re.compile(r"[@<>]")


class Record(Protocol):
    """What a review asks of the ledger."""

    def state(self, language: str, message: Message) -> State:
        """Return who stands behind *message*."""
        ...

    def living(self, language: str, message: Message, *actions: str) -> tuple[Line, ...]:
        """Return the lines about exactly this pair that nothing ended, of *actions* if named."""
        ...

    def names(self, language: str, message: Message) -> Mapping[str, tuple[str, ...]]:
        """Return who `translated`, `accepted` and `approved` exactly this pair."""
        ...

    def four_eyes(self, language: str, message: Message) -> bool:
        """Tell whether one named person approved what another one translated or accepted."""
        ...

    def reason(self, by: str) -> str:
        """Return the reason *by* once gave in this article for approving alone."""
        ...

    def origin(self, language: str, message: Message) -> str:
        """Return where a drafted target came from."""
        ...

    def is_drafted(self, language: str, message: Message) -> bool:
        """Tell whether the target was drafted, by whomever."""
        ...

    def is_clash(self, language: str, message: Message) -> bool:
        """Tell whether the pair is both approved and rejected."""
        ...

    def is_edited(self, language: str, message: Message) -> bool:
        """Tell whether a person changed a draft and left it marked."""
        ...

    def is_shared(self, language: str, message: Message) -> bool:
        """Tell whether exactly this pair is approved in the shared catalog."""
        ...

    def stood(self, language: str, message: Message) -> bool:
        """Tell whether a person stood behind exactly this pair, and no rejection lives."""
        ...

    def knows(self, language: str, message: Message) -> bool:
        """Tell whether a line holds exactly this text."""
        ...

    def texts(self, language: str, *, without: Iterable[Message] = ()) -> tuple[Line, ...]:
        """Return the last line of every text, save those that stand in *without*."""
        ...


def pen_name(by: str) -> str:
    """Return *by* with single spaces and none around it, if somebody can be called so.

    Raises:
        ReviewError: If it is empty, of more than one line, an address,
            or a name that is kept for nobody.
    """
    name = normalize("NFC", by).strip()
    if not name or not name.isprintable():
        raise ReviewError("nobody is named", hint="say who you are: --by and a pen name")
    if name.casefold() in _RESERVED:
        raise ReviewError(
            f"{name!r} is reserved for what no person did", hint="choose another pen name for --by"
        )
    if _ADDRESS.search(name):
        raise ReviewError(
            "a pen name holds no address: it will stand in files that others read",
            hint='--by Aygul, or --by "night desk"',
        )
    return " ".join(name.split())


def same(name: str) -> str:
    """Return what two spellings of one pen name share."""
    return " ".join(normalize("NFC", name).split()).casefold()


def people(record: Record, language: str, message: Message) -> frozenset[str]:
    """Return who with a name translated or accepted exactly this pair."""
    names = record.names(language, message)
    everybody = {same(name) for name in (*names["translated"], *names["accepted"])}
    return frozenset(everybody - _RESERVED - {""})


def notes(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return what *lines* have to say, each thing once."""
    return tuple(dict.fromkeys(line.note for line in lines if line.note))


def line_for(
    language: str,
    message: Message,
    action: str,
    by: str,
    *,
    note: str = "",
    kind: str = "",
    ends: Iterable[Line] = (),
) -> Line:
    """Return a line about *message* as it stands, not sealed."""
    return Line(
        language,
        message.context,
        message.source,
        message.target,
        action,
        by,
        note,
        kind,
        ends=tuple(line.id for line in ends),
    )
