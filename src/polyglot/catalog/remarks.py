"""Our own comments in a PO file: hints for translators, and one remark on each draft.

Both are written for people. A remark is never read back as the truth about a message;
it is only recognised, so that one that has become untrue can be taken away.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from polyglot.catalog.difference import KINDS
from polyglot.model import Catalog, Message, State

HINT = "polyglot: "
"""What opens a comment that polyglot writes for the translator."""

TERMS = "terms: "
"""What opens the hint that says how terms and names are rendered."""

MOST_TERMS = 8
"""Words that one hint tells at most: with more of them nobody reads it."""

MOST_FORBIDDEN = 3
"""Words not to be said that it tells of each at most."""

_ARROW = " → "
_STALE = "draft, translates an older text"
_CHANGED = {kind: kind for kind in KINDS} | {"markup": "tags"}
_REMARKS = {
    State.MEMORY: "draft from memory, not checked",
    State.SHARED: "draft from a shared message, not checked",
    State.STALE: _STALE,
    State.NEEDS_WORK: "draft, needs work",
    State.UNCONFIRMED: "marks taken off all at once, not confirmed",
}
_KIND = "|".join(_CHANGED.values())
REMARK = "|".join(
    [
        r"machine[ ]draft[ ]\([^()\n]++\),[ ]not[ ]checked",
        *map(re.escape, _REMARKS.values()),
        rf"{re.escape(_STALE)};[ ]changed:[ ](?:{_KIND})(?:,[ ](?:{_KIND}))*+",
    ]
)
"""The pattern of every remark."""

_REMARK = re.compile(REMARK)


def remark(state: State, origin: str, changed: Sequence[str] = ()) -> str:
    """Return the comment that tells a translator what kind of draft this is; "" for none needed.

    *origin* names the engines that wrote a machine draft;
    *changed* are the kinds of change in the source since a stale draft was its translation.
    Text that a person stands behind carries no remark.
    """
    if state is State.MACHINE:
        return f"machine draft ({origin}), not checked"
    if state is State.STALE and changed:
        return f"{_STALE}; changed: {', '.join(_CHANGED[kind] for kind in changed)}"
    return _REMARKS.get(state, "")


class Rendered(NamedTuple):
    """A word of a text: its form in the *source*, and those in the target, each with its sense.

    *without* must not be said. A sense without a form has "".
    """

    source: str
    targets: Sequence[tuple[str, str]]
    without: Sequence[str] = ()


def terms_hint(rendered: Sequence[Rendered], *, more: int = 0) -> str:
    """Return the one hint on terms and names; nothing to be said is "".

    What is not to be said stands behind: `terms: police → полиция (not: милиция); Nukus → Нукус`.
    Words of several senses have all: `bank → банк (finance) or another word (river)`.
    *more* are not told.
    """
    told = [f"{one.source}{_ARROW}{_targets(one)}{_not(one.without)}" for one in rendered]
    rest = [f"and {more} more"] if more else []
    return TERMS + "; ".join([*told, *rest]) if told else ""


def _targets(one: Rendered) -> str:
    return " or ".join(
        (target or "another word") + (f" ({sense})" if sense else "")
        for target, sense in one.targets
    )


def _not(forms: Sequence[str]) -> str:
    if not forms:
        return ""
    rest = len(forms) - MOST_FORBIDDEN
    return f" (not: {', '.join(forms[:MOST_FORBIDDEN])}{f' and {rest} more' if rest > 0 else ''})"


def is_terms_hint(hint: str) -> bool:
    """Tell whether *hint* is one on terms and names."""
    return hint.startswith(TERMS) and _ARROW in hint


def is_remark(comment: str) -> bool:
    """Tell whether *comment* is a remark of ours."""
    return _REMARK.fullmatch(comment) is not None


def with_remarks(catalog: Catalog, remark: Callable[[Message], str]) -> Catalog:
    """Return *catalog* with the remark that is true of each message.

    *remark* says which. The catalog itself comes back where every remark was true already.
    """
    messages = tuple(
        message
        if (wanted := remark(message)) == message.remark
        else replace(message, remark=wanted)
        for message in catalog.messages
    )
    if all(new is old for new, old in zip(messages, catalog.messages, strict=True)):
        return catalog
    return replace(catalog, messages=messages)
