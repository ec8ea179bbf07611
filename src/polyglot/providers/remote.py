"""The frame of all engines that ask a server: what they know, and how a call is made."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from polyglot.errors import ProviderError
from polyglot.plugins import ALONE, Context, Limits, Reply, Setup, Wire
from polyglot.providers.batches import in_batches
from polyglot.providers.http import Connection, Patience
from polyglot.providers.setting_up import codes_of, connection_of, key_of, knows

__all__ = ["Account", "Remote", "account"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote(ABC):
    """An engine behind the address *url*.

    *codes* are its names for languages by our codes, *version* as in `Provider`.
    The *key* is printed nowhere.
    """

    name: str
    version: str
    url: str
    codes: Mapping[str, str]
    connection: Connection
    limits: Limits
    key: str = field(default="", repr=False)
    is_local: bool = False
    wire: Wire = "html"

    def supports(self, source: str, target: str) -> bool:
        """Tell whether the engine has codes for both languages."""
        return knows(self.codes, source, target)

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Return one reply for each of *texts*, in their order.

        Raises:
            ProviderError: If the server cannot be reached or refuses to work.
        """
        if not self.supports(source, target):
            raise ProviderError(f"{self.name} does not translate from {source} to {target}")
        return in_batches(texts, self.limits, lambda some: self.ask(some, source, target, context))

    @abstractmethod
    def ask(
        self, texts: Sequence[str], source: str, target: str, context: Context
    ) -> Sequence[Reply] | str:
        """Return one reply for each of *texts*, asked for in one call.

        A clause says what is wrong with the whole answer. The languages are our codes.
        """


class Account(TypedDict):
    """What every engine of this frame takes from its table."""

    name: str
    url: str
    codes: Mapping[str, str]
    connection: Connection
    key: str


def account(
    name: str, setup: Setup, *, codes: Mapping[str, str], patience: Patience, url: str = ""
) -> Account:
    """Return what *setup* says of the engine *name*, over the kind's own *codes* and *url*.

    Raises:
        ProviderError: If its key is not where it should be.
    """
    return {
        "name": name,
        "url": (setup.url or url).rstrip("/"),
        "codes": codes_of(setup, codes),
        "connection": connection_of(setup, patience),
        "key": key_of(setup),
    }
