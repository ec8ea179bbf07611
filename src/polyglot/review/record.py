"""What a review asks of the ledger, and the words both share."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeAlias

from polyglot.model import Catalog, Line, Message, State
from polyglot.people import RESERVED, same

Outcome: TypeAlias = tuple[Catalog, tuple[Line, ...]]
"""A new catalog, and the lines for the ledger, not sealed yet."""


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


def people(record: Record, language: str, message: Message) -> frozenset[str]:
    """Return who with a name translated or accepted exactly this pair."""
    names = record.names(language, message)
    everybody = {same(name) for name in (*names["translated"], *names["accepted"])}
    return frozenset(everybody - RESERVED - {""})


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
