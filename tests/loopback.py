"""An engine outside of polyglot, played by a server on this machine that keeps what it receives.

As a program: `python loopback.py PORT AT_ONCE TOGETHER WORDS…` runs a command of polyglot with
that engine, which takes so many calls at once and so many texts in a call.
"""

import http.client
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType, ModuleType
from unittest import mock

from polyglot import providers
from polyglot.cli import main
from polyglot.errors import ProviderError
from polyglot.plugins import ALONE, Context, Limits, Reply, Wire

CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхижклмнопярстувшкуз")


def letters(text: str) -> str:
    """Return *text* in the letters of another alphabet; tags stay."""
    parts = text.casefold().split("<")
    done = [parts[0].translate(CYRILLIC)]
    for part in parts[1:]:
        tag, _, rest = part.partition(">")
        done.append(f"<{tag}>{rest.translate(CYRILLIC)}")
    return "".join(done)


class Server(ThreadingHTTPServer):
    """Answers POST requests, a list of texts each, after *seconds*; *received* are their bytes."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, answer: Callable[[str], str] = letters, seconds: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.seconds = seconds
        self.received: list[bytes] = []
        self.answered: list[str] = []

    @property
    def texts(self) -> list[str]:
        """The texts that came, in their order."""
        return [text for body in self.received for text in json.loads(body)["texts"]]

    def handle_error(self, *_arguments: object) -> None:
        """Clients that are killed are part of the play."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    def do_POST(self) -> None:
        """Answer all texts of a call."""
        server = self.server
        assert isinstance(server, Server)
        size = int(self.headers["Content-Length"])
        body = self.rfile.read(size)
        if len(body) < size:
            return  # whoever sent it was killed
        server.received.append(body)
        time.sleep(server.seconds)
        texts = json.loads(body)["texts"]
        reply = json.dumps([server.answer(text) for text in texts]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)
        server.answered += texts

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(answer: Callable[[str], str] = letters, seconds: float = 0.0) -> Iterator[Server]:
    """Run a server."""
    server = Server(answer, seconds)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Engine:
    """The engine behind the server at *port*."""

    port: int
    name: str = "loopback"
    limits: Limits = field(default_factory=Limits)
    pairs: frozenset[tuple[str, str]] | None = None
    is_local: bool = False
    wire: Wire = "html"
    version: str = "1"

    def supports(self, source: str, target: str) -> bool:
        """Tell whether it knows the pair; by default any pair of plain codes."""
        if self.pairs is not None:
            return (source, target) in self.pairs
        return source != target and "-" not in source + target

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Send the texts in one request; what else is known stays here."""
        del context
        asked = {"texts": list(texts), "source": source, "target": target}
        body = json.dumps(asked, ensure_ascii=False).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", "/", body)
            reply: bytes = connection.getresponse().read()
        except (OSError, http.client.HTTPException) as problem:
            raise ProviderError("it cannot be reached") from problem
        finally:
            connection.close()
        return [Reply(text) for text in json.loads(reply)]


@contextmanager
def installed(*engines: object) -> Iterator[None]:
    """Put *engines* into the table, each by its name."""
    modules: dict[str, ModuleType] = {}
    for engine in engines:
        name = str(vars(engine)["name"])
        modules[name] = ModuleType(name)
        vars(modules[name])["PROVIDER"] = engine
    table = MappingProxyType({**providers.PROVIDERS, **{name: name for name in modules}})
    # Not `patch.dict`: it would take away whatever was imported meanwhile.
    sys.modules.update(modules)
    try:
        with mock.patch.object(providers, "PROVIDERS", table):
            yield
    finally:
        for name in modules:
            del sys.modules[name]


if __name__ == "__main__":
    port, at_once, many, *words = sys.argv[1:]
    limits = Limits(calls=int(at_once), texts=int(many))
    with installed(Engine(int(port), limits=limits)):
        main(words)
