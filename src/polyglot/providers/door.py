"""The door through which deep-translator reaches the network.

The library calls a module's own `requests.get`: without a timeout, following any redirect.
It gets this module's `Door` in the place of that module instead:
https only (plain http only to this machine), no other host, a limit on time and size,
a few tries with growing pauses, and errors that never quote a URL, for the URL holds the text.
"""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from polyglot.errors import ProviderError

# Seconds to connect, seconds of silence, seconds in all.
CONNECT, SILENCE, IN_ALL = 5.0, 15.0, 30.0
# Seconds before the second and the third try.
PAUSES = (1.0, 4.0)
# The longest pause that a server may ask for; beyond it the engine rests.
LONGEST_PAUSE = 30.0
# Bytes; a translation page has a few thousand.
LARGEST = 2_000_000
_REDIRECTS = 3
_BUSY = frozenset((429, 500, 502, 503, 504))
_HERE = frozenset(("127.0.0.1", "::1", "localhost"))


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: as much of a response as the library looks at."""

    status_code: int
    text: str
    location: str = ""
    retry_after: str = ""

    def close(self) -> None:
        """Do nothing: the connection is closed already."""


class Body(Protocol):
    """The body of a response, as urllib3 reads it."""

    def read1(self, amt: int, decode_content: bool) -> bytes:  # noqa: FBT001 -- urllib3's own
        """Return what has arrived, at most *amt* bytes; nothing at the end."""
        ...


class Response(Protocol):
    """As much as we need of `requests.Response`."""

    status_code: int
    headers: Mapping[str, str]
    raw: Body


class Session(Protocol):
    """As much as we need of `requests.Session`."""

    trust_env: bool

    def get(
        self,
        url: str,
        *,
        params: Mapping[str, str] | None,
        timeout: tuple[float, float],
        allow_redirects: bool,
        stream: bool,
    ) -> Response:
        """Send one request."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


class Requests(Protocol):
    """As much as we need of the module `requests`."""

    RequestException: type[Exception]
    Timeout: type[Exception]

    def Session(self) -> Session:  # noqa: N802 -- the module's own name
        """Return a new session."""
        ...


class Library(Protocol):
    """A module of deep-translator that calls its own `requests`."""

    requests: object


class Door:
    """Stands in the place of the module `requests` in the library."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    def get(self, url: str, params: Mapping[str, str], proxies: object = None) -> Page:
        """Return the page at *url*, after a few tries if the server is busy.

        Raises:
            ProviderError: If there is none to be had in time.
        """
        del proxies
        for pause in (*PAUSES, None):
            try:
                page = self._page(url, params)
            except self._requests.Timeout:
                problem, wait = "it did not answer in time", pause
            except self._requests.RequestException:
                problem, wait = "it cannot be reached", pause
            else:
                if page.status_code not in _BUSY:
                    return page
                problem = f"it is busy (HTTP {page.status_code})"
                wait = _asked_pause(page, pause)
            if wait is None:
                break
            time.sleep(wait * random.SystemRandom().uniform(1.0, 1.25))
        # Not chained: the library's own message quotes the URL, and the URL the text.
        raise ProviderError(problem, hint="try again later") from None

    def _page(self, url: str, params: Mapping[str, str] | None) -> Page:
        """Return the page at *url*, following redirects on the same host."""
        host = urlsplit(url).hostname
        for _ in range(_REDIRECTS):
            page = self._once(url, params)
            if not page.location:
                return page
            url, params = urljoin(url, page.location), None
            if urlsplit(url).hostname != host:
                raise ProviderError("it sent us to another host")
        raise ProviderError("it sends us round in circles")

    def _once(self, url: str, params: Mapping[str, str] | None) -> Page:
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in _HERE:
            raise ProviderError("its address is not https")
        until = time.monotonic() + IN_ALL
        session = self._requests.Session()
        session.trust_env = parts.hostname not in _HERE
        try:
            response = session.get(
                url,
                params=params,
                timeout=(CONNECT, SILENCE),
                allow_redirects=False,
                stream=True,
            )
            return Page(
                response.status_code,
                _body(response.raw, until),
                _location(response),
                response.headers.get("Retry-After", ""),
            )
        finally:
            session.close()


_INSTALLING = Lock()


def install(library: Library) -> None:
    """Give *library* a door in the place of its module `requests`, once."""
    # Without the lock two threads that come first would put a door before a door.
    with _INSTALLING:
        if isinstance(library.requests, Door):
            return
        # The module itself fulfils the protocol; its own types know nothing of it.
        requests: Requests = library.requests  # type: ignore[assignment]
        library.requests = Door(requests)


def _location(response: Response) -> str:
    is_redirect = response.status_code in {301, 302, 303, 307, 308}
    return response.headers.get("Location", "") if is_redirect else ""


def _body(raw: Body, until: float) -> str:
    """Read a body of reasonable size in reasonable time, however slowly it drips."""
    found: list[bytes] = []
    size = 0
    while part := raw.read1(65_536, decode_content=True):
        size += len(part)
        if size > LARGEST:
            raise ProviderError("its reply is far too long")
        if time.monotonic() > until:
            raise ProviderError("it did not answer in time")
        found.append(part)
    return b"".join(found).decode("utf-8", "replace")


def _asked_pause(page: Page, pause: float | None) -> float | None:
    """Return the seconds before the next try, or None if the server asks for too long a pause."""
    if pause is None or not page.retry_after.isascii() or not page.retry_after.isdigit():
        return pause
    asked = float(page.retry_after[:9])
    return max(pause, asked) if asked <= LONGEST_PAUSE else None
