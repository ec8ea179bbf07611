"""The door through which deep-translator reaches the network.

The library calls a module's own `requests`: without a timeout, following any redirect.
It gets this module's `Door` in the place of that module instead,
which asks through the connection of the engine that is asking.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from types import SimpleNamespace
from typing import Protocol

from polyglot.errors import ProviderError
from polyglot.providers.http import Connection, Page, Request

_LANGUAGES = "/languages"
_ASKING: ContextVar[Connection] = ContextVar("_ASKING")
"""The connection of the engine that asks in this thread."""


class Translator(Protocol):
    """As much as we need of the library's objects."""

    source: str
    target: str
    _base_url: str

    def translate(self, text: str) -> object:
        """Return the translation of *text*, or whatever the library took for it."""
        ...


class Response:
    """As much of a response as the library looks at."""

    def __init__(self, page: Page) -> None:
        self.status_code = page.status
        self.text = page.text
        self._page = page

    def json(self) -> object:
        """Return what the body says."""
        return self._page.json()

    def close(self) -> None:
        """Do nothing: the connection is closed already."""


class _NeverError(Exception):
    """Stands for exceptions of `requests`, which never come through this door."""


class Door:
    """Stands in the place of the module `requests` in the library."""

    exceptions = SimpleNamespace(RequestException=_NeverError, ConnectionError=_NeverError)

    def get(self, url: str, params: Mapping[str, str] | None = None, **_others: object) -> Response:
        """Return the page at *url*.

        Raises:
            ProviderError: If there is none to be had in time.
        """
        if params is None and _LANGUAGES in url:
            # Microsoft's class asks for all languages whenever it is made; ours are known.
            names = {code: {"name": code} for code in ("en", "ru")}
            return Response(_page({"translation": names}))
        return Response(_ASKING.get().ask(Request(url, query=params or {})))

    def post(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        json: object = None,
        **_others: object,
    ) -> Response:
        """Return the page that answers *json*, sent to *url*.

        Raises:
            ProviderError: If there is none to be had in time, or nothing to send.
        """
        if json is None:
            raise ProviderError("the library sends a text in a way we do not take")
        return Response(_ASKING.get().ask(Request(url, params or {}, headers or {}, json)))


def _page(said: object) -> Page:
    import json

    return Page(200, json.dumps(said).encode())


_DOOR = Door()


def library(module: str) -> Mapping[str, "type"]:
    """Return what the library's *module* holds, by name."""
    return vars(import_module(f"deep_translator.{module}"))


@contextmanager
def through(module: str, connection: Connection) -> Iterator[None]:
    """Let the library's *module* ask through *connection* in this thread."""
    # Whoever comes first puts the one door there; whoever comes second puts the same.
    import_module(f"deep_translator.{module}").__dict__["requests"] = _DOOR
    token = _ASKING.set(connection)
    try:
        yield
    finally:
        _ASKING.reset(token)
