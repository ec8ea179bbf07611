"""Servers on this machine that play an engine, well or badly; and what a test looks for."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

from polyglot.plugins import Provider
from polyglot.providers import Guard, Job, Line, Wish
from polyglot.providers.http import Connection, Patience
from polyglot.providers.line import Proposal
from polyglot.segmentation import split

HASTE = Connection(
    Patience(connect=1.0, silence=0.4, in_all=1.2, pauses=(0.0, 0.0), longest_pause=1.0),
    largest=50_000,
)
"""A connection that gives up soon, so that tests do."""

ELSEWHERE = "http://192.0.2.1/steal"


@dataclass(frozen=True)
class Asked:
    """One request as a server saw it."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: object = None


class Handler(BaseHTTPRequestHandler):
    """Answers as the test's function tells."""

    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        """Hand a request without a body to the test."""
        self._answer(None)

    def do_POST(self) -> None:
        """Hand a request with its body to the test."""
        data = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._answer(json.loads(data))

    def _answer(self, body: object) -> None:
        server = self.server
        assert isinstance(server, Server)
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, query, headers, body)
        server.seen.append(asked)
        server.play(self, asked)

    def page(self, said: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Send a page: a text as it is, anything else as JSON."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write((said if isinstance(said, str) else json.dumps(said)).encode())

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


Play: TypeAlias = Callable[[Handler, Asked], None]


class Server(ThreadingHTTPServer):
    """Plays an engine."""

    daemon_threads = True
    request_queue_size = 64  # by default the sixth of many callers at once waits a second
    seen: list[Asked]
    play: Play
    scheme: str = "http"

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, *_arguments: object) -> None:
        """Clients that hang up are part of the play."""


@contextmanager
def serving(play: Play, certificate: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run a server that answers as *play* does; with a *certificate*, over https."""
    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        server.socket = certificate.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        server.scheme = "https"
    server.seen = []
    server.play = play
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def together(engine: Provider, *texts: str) -> tuple[Proposal, ...]:
    """Draft *texts* from English into Russian, in as few calls as *engine* allows."""
    line = Line([Guard(engine, split=split, log=lambda _record: None)])
    found = line.draft([Wish(text) for text in texts], Job("a", "en", "ru", (engine.name,)))
    line.close()
    return found


# --- How servers misbehave ----------------------------------------------------------------------


def hang(_handler: Handler, _asked: Asked) -> None:
    """Never answer."""
    time.sleep(2)


def drip(handler: Handler, _asked: Asked) -> None:
    """Answer one letter at a time."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(30):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def drip_a_header(handler: Handler, _asked: Asked) -> None:
    """Never come to the end of a header."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
    for _ in range(300):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def flood(handler: Handler, _asked: Asked) -> None:
    """Answer without end."""
    handler.page("x" * (HASTE.largest + 1))


def packed(handler: Handler, _asked: Asked) -> None:
    """Answer in a packed form that may be a bomb."""
    handler.page("x", headers={"Content-Encoding": "gzip"})


def elsewhere(handler: Handler, _asked: Asked) -> None:
    """Send the client to another machine."""
    handler.page("", 307, {"Location": ELSEWHERE})


def nowhere(handler: Handler, _asked: Asked) -> None:
    """Send the client to what is no address."""
    handler.page("", 307, {"Location": "http://[::1/x"})


def in_circles(handler: Handler, asked: Asked) -> None:
    """Send the client back here."""
    handler.page("", 307, {"Location": asked.path})


def cut(handler: Handler, _asked: Asked) -> None:
    """Hang up."""
    handler.connection.close()


def half(handler: Handler, _asked: Asked) -> None:
    """Promise more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'{"translations": [')


def status(code: int, headers: dict[str, str] | None = None) -> Play:
    """Return a play that answers with an error page, which repeats what it was sent."""
    return lambda handler, asked: handler.page(f"<html>No: {asked}</html>", code, headers)


def page(said: object) -> Play:
    """Return a play that always gives the same page."""
    return lambda handler, _asked: handler.page(said)


@dataclass(frozen=True)
class Trouble:
    """One way to fail: the *reason* that is told of it, and how often is *tries* asked."""

    play: Play
    reason: str
    tries: int
    label: str = field(default="")


TROUBLES = [
    Trouble(hang, "did not answer in time", 3, "hang"),
    Trouble(drip, "did not answer in time", 1, "drip"),
    Trouble(drip_a_header, "did not answer in time", 1, "drip a header"),
    Trouble(flood, "far too long", 1, "flood"),
    Trouble(packed, "packed", 1, "packed"),
    Trouble(elsewhere, "another host", 1, "elsewhere"),
    Trouble(nowhere, "cannot be reached", 3, "nowhere"),
    Trouble(in_circles, "circles", 3, "circles"),
    Trouble(cut, "cannot be reached", 3, "cut"),
    Trouble(half, "cannot be reached", 3, "half"),
    Trouble(status(429), "busy (HTTP 429)", 3, "429"),
    Trouble(status(503, {"Retry-After": "3600"}), "busy (HTTP 503)", 1, "503 for an hour"),
    Trouble(status(429, {"Retry-After": "0"}), "busy (HTTP 429)", 3, "429 at once"),
    Trouble(
        status(503, {"Retry-After": "Wed, 14 Sep 2126 10:00:00 GMT"}),
        "busy (HTTP 503)",
        1,
        "503 until a date",
    ),
    Trouble(status(500), "busy (HTTP 500)", 3, "500"),
    Trouble(status(401), "refuses our key (HTTP 401)", 1, "401"),
    Trouble(status(403), "refuses our requests (HTTP 403)", 1, "403"),
    Trouble(status(404), "does not know this address or model (HTTP 404)", 1, "404"),
    Trouble(status(456), "quota is used up (HTTP 456)", 1, "456"),
    Trouble(status(418), "refuses our requests (HTTP 418)", 1, "418"),
]
"""What every engine behind our connection has to bear."""
