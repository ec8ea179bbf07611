"""Machine translation: texts in, drafts out, each past a guard and a gate.

An engine is one module and one line in the table; installed packages may bring more.
`allowed` says which article an engine may see. A `Line` of guards finds the route of each text.
"""

from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Literal

from polyglot.errors import UsageError
from polyglot.people import RESERVED
from polyglot.plugins import Provider, find
from polyglot.providers.cache import Cache
from polyglot.providers.guard import Guard
from polyglot.providers.line import Job, Line, Show, Wish
from polyglot.providers.names import Name, named_in
from polyglot.providers.outgoing import Sending, dump, read, spent
from polyglot.providers.protected import protected_in

__all__ = [
    "PROVIDERS",
    "Cache",
    "Guard",
    "Job",
    "Line",
    "Name",
    "Sending",
    "Show",
    "Wish",
    "allowed",
    "dump",
    "load",
    "named_in",
    "protected_in",
    "read",
    "real",
    "spent",
]

PROVIDERS: Mapping[str, str] = MappingProxyType(
    {
        "google": "polyglot.providers.google",
        "pseudo": "polyglot.providers.pseudo",
    }
)


def load(name: str) -> Provider:
    """Return the engine called *name*: ours, or one that an installed package offers.

    Raises:
        UsageError: If there is none.
    """
    if name in RESERVED:
        raise UsageError(f"no engine can be called {name!r}: the ledger means something else by it")
    if name in PROVIDERS:
        ours: Provider = import_module(PROVIDERS[name]).PROVIDER
        return ours
    try:
        found = find("providers", name)
    except UsageError as problem:
        raise UsageError(
            f"there is no engine called {name!r}", hint=f"known are {', '.join(PROVIDERS)}"
        ) from problem
    if not hasattr(found, "translate") or not hasattr(found, "supports"):
        raise UsageError(f"the plug-in {name!r} is no engine")
    # Its methods are there; whether they keep their promise, the guard and the gate see.
    stranger: Provider = found  # type: ignore[assignment]
    return stranger


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
