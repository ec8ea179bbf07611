"""The one door of our engines to the network, and the only user of httpx.

https only (plain http only to this machine), no other host, a limit on time and size,
a few tries with growing pauses, and errors and logs that hold no body, no key and no address:
addresses may hold a text, and what a server says may repeat one.
"""

import json
import logging
import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from ipaddress import ip_address
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from polyglot.errors import ProviderError, RefusedError

if TYPE_CHECKING:
    import ssl

    import httpx

_REDIRECTS = 3
_MOVED = frozenset((301, 302, 303, 307, 308))
_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504, 529))
_REFUSALS: Mapping[int, str] = {
    400: "it does not understand the request",
    401: "it refuses our key",
    402: "it wants to be paid",
    403: "it refuses our requests",
    404: "it does not know this address or model",
    413: "the request is too long for it",
    414: "the request is too long for it",
    422: "it does not understand the request",
    456: "its quota is used up",
}
# Of these, a smaller request may have a better answer.
_TOO_MUCH = frozenset((400, 413, 414, 422))
_OK = 200
_PART = 65_536


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds: to *connect*, in *silence*, and *in_all* with all tries.

    *pauses* come before the second try, the third …; *longest_pause* is the longest
    that a server may ask for: beyond it the engine rests.
    """

    connect: float = 5.0
    silence: float = 15.0
    in_all: float = 60.0
    pauses: tuple[float, ...] = (1.0, 4.0)
    longest_pause: float = 30.0

    def stretched(self, seconds: float) -> "Patience":
        """Return a patience of *seconds* for one answer, for engines that think long."""
        return Patience(self.connect, seconds, 2 * seconds, self.pauses, self.longest_pause)


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent to *url*: *query* in the address, *body* as JSON, *headers* beside it."""

    url: str
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: object = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """What came back."""

    status: int
    data: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.data.decode("utf-8", "replace")

    def json(self) -> object:
        """Return what the body says, or None if it is no JSON."""
        try:
            found: object = json.loads(self.data)
        except (ValueError, RecursionError):
            return None
        return found


class _TriedAgainError(Exception):
    """A failure that may pass: *problem* in one clause, and the *pause* the server asks for."""

    def __init__(self, problem: str, pause: float | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.pause = pause


@dataclass(frozen=True, slots=True)
class Connection:
    """Asks servers, within its *patience*, for replies of at most *largest* bytes."""

    patience: Patience = Patience()
    largest: int = 2_000_000

    def ask(self, request: Request) -> Page:
        """Return the server's page, after a few tries if it is busy.

        A request with a body is posted, another fetched.

        Raises:
            ProviderError: If there is no page of a success to be had in time.
        """
        until = time.monotonic() + self.patience.in_all
        for pause in (*self.patience.pauses, None):
            try:
                return self._page(request, until)
            except _TriedAgainError as trouble:
                problem, asked = trouble.problem, trouble.pause
            wait = self._pause(pause, asked)
            if wait is None or time.monotonic() + wait >= until:
                break
            time.sleep(wait)
        raise ProviderError(problem, hint="try again later") from None

    def _pause(self, pause: float | None, asked: float | None) -> float | None:
        """Return the seconds before the next try, None if there is none."""
        if pause is None or (asked is not None and asked > self.patience.longest_pause):
            return None
        return max(pause, asked or 0.0) * random.SystemRandom().uniform(1.0, 1.25)

    def _page(self, request: Request, until: float) -> Page:
        """Return the page, following redirects on the same host."""
        home = origin(request.url)
        for _ in range(_REDIRECTS):
            page = self._once(request, until)
            place = page.headers.get("location", "")
            if page.status not in _MOVED or not place:
                return _success(page)
            # A place that is no address is no address here either.
            origin(place)
            url = urljoin(request.url, place)
            if origin(url) != home:
                raise ProviderError("it sent us to another host")
            if request.body is not None and page.status not in (307, 308):
                raise ProviderError("it sent us elsewhere with a text in our hands")
            request = Request(url, {}, request.headers, request.body)
        raise ProviderError("it sends us round in circles")

    def _once(self, request: Request, until: float) -> Page:
        import httpx

        here = _checked(request.url)
        wait = max(0.01, until - time.monotonic())
        timeout = httpx.Timeout(
            min(self.patience.silence, wait), connect=min(self.patience.connect, wait)
        )
        _hush()
        # No proxy between us and a server on this machine.
        with (
            httpx.Client(verify=_trust(), timeout=timeout, trust_env=not here) as client,
            _hanging_up(wait) as extensions,
        ):
            try:
                with client.stream(
                    "GET" if request.body is None else "POST",
                    _address(request),
                    headers={**request.headers, "Accept-Encoding": "identity"},
                    json=request.body,
                    extensions=extensions,
                ) as response:
                    return self._read(response, until)
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                # Not chained: the library's own message may quote the address, and that the text.
                late = isinstance(error, httpx.TimeoutException) or time.monotonic() >= until
                problem = "it did not answer in time" if late else "it cannot be reached"
                raise _TriedAgainError(problem) from None

    def _read(self, response: "httpx.Response", until: float) -> Page:
        """Read a body of reasonable size in reasonable time, however slowly it drips."""
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise ProviderError("its reply is packed, although we asked for a plain one")
        found: list[bytes] = []
        size = 0
        for part in response.iter_raw(_PART):
            size += len(part)
            if size > self.largest:
                raise ProviderError("its reply is far too long")
            if time.monotonic() > until:
                raise ProviderError("it did not answer in time")
            found.append(part)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Page(response.status_code, b"".join(found), headers)


def is_here(url: str) -> bool:
    """Tell whether *url* is an address on this machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def origin(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of *url*.

    Raises:
        ProviderError: If it is no address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ProviderError("its address is no address") from None
    return parts.scheme, parts.hostname or "", port


def _address(request: Request) -> str:
    """Return the whole address; httpx would put the query in the place of one that is there."""
    if not request.query:
        return request.url
    return f"{request.url}{'&' if '?' in request.url else '?'}{urlencode(request.query)}"


def _checked(url: str) -> bool:
    """Return whether *url* is on this machine; elsewhere only https will do."""
    scheme, host, _port = origin(url)
    if not host or scheme not in ("http", "https"):
        raise ProviderError("its address is no address")
    here = is_here(url)
    if scheme != "https" and not here:
        raise ProviderError("its address is not https")
    return here


def _success(page: Page) -> Page:
    if page.status == _OK:
        return page
    if page.status in _BUSY:
        raise _TriedAgainError(f"it is busy (HTTP {page.status})", _asked_pause(page))
    problem = _REFUSALS.get(page.status, "it refuses our requests")
    kind = RefusedError if page.status in _TOO_MUCH else ProviderError
    raise kind(f"{problem} (HTTP {page.status})")


def _asked_pause(page: Page) -> float | None:
    """Return the seconds that *page* asks for: a number or a date (RFC 9110, Retry-After)."""
    asked = page.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    then = _moment(asked)
    if then is None:
        return None
    now = _moment(page.headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (then - now).total_seconds())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@contextmanager
def _hanging_up(seconds: float) -> Iterator[dict[str, object]]:
    """Give what httpx takes to end a request after *seconds*, even amid a header that drips."""
    import socket

    sockets: list[socket.socket] = []

    def watch(event: str, info: Mapping[str, object]) -> None:
        stream = info.get("return_value")
        if event == "connection.connect_tcp.complete" and hasattr(stream, "get_extra_info"):
            # A second hold on the connection: TLS takes the first one out of its socket.
            sockets.append(stream.get_extra_info("socket").dup())

    def hang_up() -> None:
        for opened in sockets:
            # A socket that is closed already has nothing to be ended.
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield {"trace": watch}
    finally:
        timer.cancel()
        for opened in sockets:
            opened.close()


@cache
def _trust() -> "ssl.SSLContext":
    """Return the certificates we trust; to read them takes longer than a request."""
    import httpx

    return httpx.create_ssl_context()


_LOGGERS = ("httpx", *(f"httpcore.{name}" for name in ("connection", "http11", "http2", "proxy")))


def _hush() -> None:
    """Keep httpx and httpcore from logging addresses, which may hold a text."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_mute)


def _mute(_record: logging.LogRecord) -> bool:
    return False
