"""Look for mistakes in translations: messages in, findings out.

A family of checks is one module with a `CHECKS` tuple, and one line in the table below;
it may tell at one look that none of its checks finds anything.
The family of terms and names is made for each workspace, from its lists, and comes along.
Checks compare meaning, not glyphs, and each is linear in the length of a message.
An untranslated message is a state, not a mistake, and an obsolete one is nobody's concern.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import cast

from polyglot.checks import doubts, markup
from polyglot.errors import UsageError
from polyglot.model import Catalog, Finding, Message
from polyglot.plugins import Check, Subject, find

__all__ = ["CHECKS", "ELSEWHERE", "check", "chosen", "is_about", "waivable"]

CHECKS: tuple[Check, ...] = (*markup.CHECKS, *doubts.CHECKS)

ELSEWHERE: Mapping[str, bool] = MappingProxyType(
    {
        "differs-from-shared": True,
        "forbidden-form": True,
        "missing-term": True,
        "missing-name": True,
        "protected-name": True,
    }
)
"""Findings about a message that are made where more than the message is known.

By their kinds, with whether people may waive them. All but the first are those of `terms`,
which is only imported where there are lists.
"""


def chosen(names: Iterable[str]) -> tuple[Check, ...]:
    """Return our checks and, behind them, the installed ones called *names*.

    Raises:
        UsageError: If no installed package offers one of them.
    """
    return (*CHECKS, *(_stranger(name) for name in names))


def _stranger(name: str) -> Check:
    found = find("checks", name)
    if not all(hasattr(found, part) for part in ("kind", "severity", "is_waivable", "check")):
        raise UsageError(f"the installed check {name!r} is no check")
    # It has every part that the protocol asks for.
    return cast("Check", found)


def waivable(kind: str) -> str:
    """Return *kind* if it is the kind of a finding that people may waive.

    Raises:
        UsageError: If no check has that name, or what it finds can never stand.
    """
    known = {**{one.kind: one.is_waivable for one in CHECKS}, **ELSEWHERE}
    if known.get(kind):
        return kind
    names = ", ".join(sorted(name for name, may_be in known.items() if may_be))
    problem = "can never be waived" if kind in known else "is no kind of finding"
    raise UsageError(f"{kind!r} {problem}", hint=f"these can be waived: {names}")


def is_about(finding: Finding, message: Message) -> bool:
    """Tell whether *finding*, one of a catalog, is about its *message*.

    One that must not repeat the texts has the line alone.
    """
    if finding.source:
        return (finding.context, finding.source) == message.key
    return finding.line > 0 and finding.line == message.line


def check(
    catalog: Catalog,
    *,
    source_language: str,
    language: str,
    path: str,
    waived: Callable[[Message], frozenset[str]],
    checks: Sequence[Check] = CHECKS,
) -> tuple[Finding, ...]:
    """Return what is wrong with the messages of *catalog*, in their order.

    *path* is the catalog's file, relative to the workspace.
    *waived* names the kinds of finding that people let stand on exactly this text;
    it is asked only about a message with findings, and nobody can waive what is not waivable.
    """
    found: list[Finding] = []
    strangers = tuple(one for one in checks if one not in CHECKS)
    doubting = tuple(one for one in checks if one in doubts.CHECKS)
    closer = tuple(one for one in checks if one in markup.CHECKS)
    for message in catalog.messages:
        if not message.target or message.is_obsolete:
            continue
        is_right = markup.is_plainly_right(message.source, message.target)
        looking = strangers if is_right else (*closer, *strangers)
        if message.hints:
            looking += doubting
        if not looking:
            continue
        subject = Subject(message, source_language, language, path)
        for one in looking:
            for finding in one.check(subject):
                is_waivable = one.is_waivable and finding.is_waivable
                is_waived = is_waivable and finding.kind in waived(message)
                found.append(replace(finding, is_waived=True) if is_waived else finding)
    return tuple(found)
