"""Machine translation: texts in, drafts out, each past a guard and a gate.

A kind of engine is one module and one line in the table; installed packages may bring more.
Some engines have a name and work without being set up; others a newsroom sets up and names.
`allowed` says which article an engine may see. A `Line` of guards finds the route of each text.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Literal

from polyglot.errors import UsageError
from polyglot.people import RESERVED
from polyglot.plugins import EngineKind, Misfit, Provider, Setup, find
from polyglot.providers.cache import Cache
from polyglot.providers.guard import Guard
from polyglot.providers.keeping import Kept
from polyglot.providers.line import Job, Line, Show, Wish
from polyglot.providers.masking import written
from polyglot.providers.names import Name, named_in
from polyglot.providers.outgoing import Sending, dump, read, spent
from polyglot.providers.protected import protected_in
from polyglot.providers.roster import Roster

__all__ = [
    "KINDS",
    "PROVIDERS",
    "Cache",
    "Guard",
    "Job",
    "Kept",
    "Line",
    "Misfit",
    "Name",
    "Roster",
    "Sending",
    "Show",
    "Wish",
    "allowed",
    "dump",
    "load",
    "misfits",
    "named_in",
    "protected_in",
    "read",
    "real",
    "spent",
    "written",
]

PROVIDERS: Mapping[str, str] = MappingProxyType(
    {
        "google": "polyglot.providers.deep",
        "pseudo": "polyglot.providers.pseudo",
    }
)
"""Engines that have a name and need no setting up."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "apertium": "polyglot.providers.apertium",
        "deep-translator": "polyglot.providers.deep",
        "deepl": "polyglot.providers.deepl",
        "libretranslate": "polyglot.providers.libretranslate",
        "local": "polyglot.providers.local",
        "openai": "polyglot.providers.openai",
    }
)
"""Kinds of engines that a newsroom sets up."""


def load(name: str, setup: Setup | None = None) -> Provider:
    """Return the engine called *name*: set up as *setup* says, ours, or an installed package's.

    Raises:
        UsageError: If there is none.
        ProviderError: If it cannot work as it is set up: its key is missing, its files are.
    """
    if name in RESERVED:
        raise UsageError(f"no engine can be called {name!r}: the ledger means something else by it")
    if setup is not None:
        return _whole(name, _kind(setup.kind).make(name, setup))
    if name in PROVIDERS:
        ours: Provider = import_module(PROVIDERS[name]).PROVIDER
        return ours
    try:
        found = find("providers", name)
    except UsageError as problem:
        raise UsageError(
            f"there is no engine called {name!r}",
            hint=f"known are {', '.join(PROVIDERS)}; a table [engines.{name}] sets one up",
        ) from problem
    return _whole(name, found)


def _whole(name: str, found: object) -> Provider:
    """Return *found* as the engine *name*, if it has all parts of one."""
    if missing := _lacking(found, Provider):
        raise UsageError(f"the plug-in {name!r} is no engine: it has no {missing[0]!r}")
    # All its parts are there; whether they keep their promise, the guard and the gate see.
    stranger: Provider = found  # type: ignore[assignment]
    return stranger


def _kind(name: str) -> EngineKind:
    """Return the kind *name* of engines, ours or an installed package's.

    Raises:
        UsageError: If there is none, or it cannot be set up.
    """
    if name in KINDS:
        ours: EngineKind = import_module(KINDS[name])
        return ours
    try:
        found = find("providers", name)
    except UsageError:
        from difflib import get_close_matches

        near = get_close_matches(name, KINDS, 1, 0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(KINDS)}"
        raise UsageError(f"there is no kind of engine called {name!r}", hint=hint) from None
    if _lacking(found, EngineKind):
        raise UsageError(
            f"the engine {name!r} of another package takes no table",
            hint=f"take the table out, and ask it by its name: provider = {name!r}",
        )
    # As above: its parts are there.
    stranger: EngineKind = found  # type: ignore[assignment]
    return stranger


def _lacking(found: object, wanted: type) -> list[str]:
    """Return the parts of the protocol *wanted* that *found* has not."""
    parts = [part for part in vars(wanted) if not part.startswith("_")]
    return [part for part in parts if not hasattr(found, part)]


def misfits(setup: Setup) -> Iterator[Misfit]:
    """Yield what is wrong with *setup*: the key in its table, the problem, and what is right."""
    try:
        kind = _kind(setup.kind)
    except UsageError as problem:
        yield ("kind",), problem.problem, problem.hint or ""
        return
    yield from kind.problems(setup)


def real() -> Sequence[Provider]:
    """Return our engines that translate; `pseudo` only looks as if it did."""
    return [load(name) for name in PROVIDERS if name != "pseudo"]


def allowed(
    privacy: Literal["secret", "internal", "public"],
    provider: Provider,
    trusted: Collection[str],
) -> str | None:
    """Return why *provider* may not see an article of this *privacy*, or None if it may.

    *trusted* are the names of the engines that the settings call so.
    """
    if provider.is_local or privacy == "public":
        return None
    if privacy == "secret":
        return f"the article is secret and {provider.name} is outside this machine"
    if provider.name in trusted:
        return None
    return f"the article is internal and the settings do not call {provider.name} trusted"
