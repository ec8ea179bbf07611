"""What becomes of a message, and what a merge asks others about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from polyglot.model import Message

if TYPE_CHECKING:
    from polyglot.segmentation import OwnRules

Kind: TypeAlias = Literal[
    "kept",
    "new",
    "edited",
    "obsolete",
    "revived",
    "dropped",
    "returned",
    "split",
    "merged",
    "duplicated",
]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a message, or of a segment that had none.

    *kept* is told only where the source changed in nothing but white space.
    *dropped* is an unedited machine draft whose source changed: its text is gone.
    *duplicated* is a text that stands in the article once more, with a copy of the translation.
    *what* tells what changed in the source, as `what_changed` does.
    *origins* are the old messages whose text *new* carries as a draft;
    *olds* are all that became one, where there were several.
    """

    kind: Kind
    old: Message | None
    new: Message | None
    what: str = ""
    origins: tuple[Message, ...] = ()
    olds: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Judges:
    """What a merge asks others.

    *is_machine_draft* tells that a machine wrote a target and nobody edited or accepted it.
    *stood* tells that a person stood behind exactly this context, source and target.
    *source_language* is the article's, *language* the catalog's; they say where sentences end,
    with what the workspace adds to their rules (*own*).
    """

    is_machine_draft: Callable[[Message], bool]
    stood: Callable[[Message], bool]
    source_language: str
    language: str
    own: "OwnRules | None" = None


def settled(message: Message, judges: Judges) -> Message:
    """Return *message* as a draft, unless a person stood behind its target.

    The target translates the source.
    """
    return replace(message, is_fuzzy=not judges.stood(message), previous=None)


def stale(
    message: Message,
    target: str,
    source: tuple[str | None, str],
    flags: tuple[str, ...],
    judges: Judges,
) -> Message:
    """Return *message* with a target that translates another *source*, or this one again."""
    if source == message.key:
        return settled(replace(message, target=target, flags=flags), judges)
    return replace(message, target=target, is_fuzzy=True, previous=source, flags=flags)
