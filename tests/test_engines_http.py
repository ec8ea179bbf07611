"""The connection of our engines, texts on their way as XML, and calls of several texts."""

import logging
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from conftest import missing
from polyglot.errors import ProviderError
from polyglot.inline import quote
from polyglot.plugins import Context, Limits, Reply, Setup
from polyglot.providers import deepl, http, libretranslate
from polyglot.providers.batches import in_batches
from polyglot.providers.http import Connection, Page, Patience, Request, is_here
from polyglot.providers.http import _asked_pause as asked_pause
from polyglot.providers.tagged import dump, load, load_all
from polyglot.providers.wire import put_together, take_apart
from servers import ELSEWHERE, HASTE, Asked, Handler, Play, drip, drip_a_header, hang, serving
from test_engines_hostile import cyrillic, deep_l, libre

PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")))


# --- The connection -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost:1", True),
        ("http://127.1.2.3", True),
        ("http://[::1]/x", True),
        ("http://0.0.0.0", False),
        ("http://192.168.0.7", False),
        ("http://localhost.evil.example", False),
        ("http://evil.example/localhost", False),
        ("http://localhost@evil.example", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_only_this_machine_is_here(url: str, *, here: bool) -> None:
    """Neighbours in the office's net are elsewhere."""
    assert is_here(url) == here


@pytest.mark.parametrize(
    "url", ["ftp://localhost/x", "file:///etc/passwd", "http://", "x", "", "http://localhost:x/"]
)
def test_what_is_no_address_is_told(url: str) -> None:
    """Whatever it is, it ends in a clause that does not repeat it."""
    with pytest.raises(ProviderError, match="no address"):
        HASTE.ask(Request(url))


@pytest.mark.parametrize(
    ("asked", "pause"),
    [
        ("", None),
        ("7", 7.0),
        (" 7 ", 7.0),
        ("99999999999999", 999999999.0),
        ("-7", None),
        ("soon", None),
        ("७", None),
        ("Wed, 14 Sep 2022 10:00:30 GMT", 30.0),
        ("Wed, 14 Sep 2022 09:00:00 GMT", 0.0),
        ("Wed, 14 Sep 2022 10:00:30 -0000", 30.0),
    ],
)
def test_a_pause_is_asked_for_in_seconds_or_as_a_date(asked: str, pause: float | None) -> None:
    """A date is read by the server's own clock."""
    headers = {"retry-after": asked, "date": "Wed, 14 Sep 2022 10:00:00 GMT"}

    assert asked_pause(Page(503, b"", headers)) == pause


def test_a_pause_that_is_asked_for_is_kept() -> None:
    """The next try comes when the server said, not before."""
    times = iter([503, 200])

    def play(handler: Handler, _asked: Asked) -> None:
        handler.page("ok", next(times), {"Retry-After": "1"})

    patience = replace(HASTE.patience, in_all=8.0, silence=5.0)
    with serving(play) as server:
        started = monotonic()
        page = Connection(patience).ask(Request(server.url))

        assert page.text == "ok"
        assert monotonic() - started >= 1


def test_a_text_is_not_carried_to_another_method() -> None:
    """A redirect that would turn a text into an address is refused."""

    def play(handler: Handler, _asked: Asked) -> None:
        handler.page("", 302, {"Location": "/elsewhere"})

    with serving(play) as server:
        with pytest.raises(ProviderError, match="with a text in our hands"):
            HASTE.ask(Request(server.url, body={"text": "x"}))
        assert len(server.seen) == 1


def test_a_proxy_never_stands_before_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment says."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, ELSEWHERE)
    with serving(lambda handler, _asked: handler.page("ok")) as server:
        assert HASTE.ask(Request(server.url)).text == "ok"


def test_a_query_joins_one_that_is_there() -> None:
    """An address may have a version in it."""
    with serving(lambda handler, _asked: handler.page("ok")) as server:
        HASTE.ask(Request(f"{server.url}/x?v=3", query={"q": "a&b=c ö"}))

        assert server.seen[0].query == {"v": "3", "q": "a&b=c ö"}


def test_nothing_that_is_asked_shows_in_a_log_or_a_print(caplog: pytest.LogCaptureFixture) -> None:
    """Also where somebody switches all logging on."""
    for name in ("httpx", "httpcore", "httpcore.http11", "httpcore.connection"):
        caplog.set_level(logging.DEBUG, logger=name)
    request = Request("http://x", {"q": "word"}, {"Authorization": "word"}, {"text": "word"})
    with serving(lambda handler, _asked: handler.page("word")) as server:
        page = HASTE.ask(replace(request, url=server.url))

    assert "word" not in repr(request) + repr(page)
    assert caplog.records == []


def test_patience_can_be_stretched() -> None:
    """A model on an old machine may think for ten minutes."""
    assert Patience(pauses=(0.0,)).stretched(600) == Patience(5.0, 600, 1200, (0.0,), 30.0)


# --- A real https -------------------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    """Make a certificate for this machine that nobody trusts yet; `SSL_CERT_FILE` may name it."""
    program = shutil.which("openssl")
    if program is None:
        missing("openssl is not installed (Debian: openssl)")
    files = [str(tmp_path / name) for name in ("key.pem", "certificate.pem")]
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(
        [program, *words, *names, "-keyout", files[0], "-out", files[1]],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files[1], files[0])
    monkeypatch.setenv("CERTIFICATE", files[1])
    http._trust.cache_clear()
    yield context
    http._trust.cache_clear()


def test_a_certificate_that_nobody_trusts_gets_no_text(certificate: ssl.SSLContext) -> None:
    """Whoever stands in the way of a text has to be who he says."""
    with serving(lambda handler, _asked: handler.page("ok"), certificate) as server:
        with pytest.raises(ProviderError, match="cannot be reached"):
            HASTE.ask(Request(server.url, body={"text": "word"}))

        assert server.seen == []


@pytest.mark.parametrize("play", [hang, drip, drip_a_header], ids=lambda play: play.__name__)
def test_time_is_limited_over_https_too(
    certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, play: Play
) -> None:
    """A newsroom's own certificate is trusted where the environment says so."""
    monkeypatch.setenv("SSL_CERT_FILE", os.environ["CERTIFICATE"])
    with serving(lambda handler, _asked: handler.page("ok"), certificate) as server:
        slow = Connection(replace(HASTE.patience, silence=5.0, in_all=10.0))
        assert slow.ask(Request(server.url, body={"text": "word"})).text == "ok"

        server.play = play
        started = monotonic()
        with pytest.raises(ProviderError, match="did not answer in time"):
            HASTE.ask(Request(server.url, body={"text": "word"}))
        assert monotonic() - started < 5


def test_time_is_limited_while_two_agree_on_a_secret() -> None:
    """A server that never ends its greeting over TLS is left as well."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            opened, _ = listening.accept()
            with suppress(OSError), opened:
                opened.sendall(b"\x16\x03\x03\x40\x00")
                for _ in range(300):
                    opened.sendall(b"x")
                    sleep(0.1)

        thread = Thread(target=greet, daemon=True)
        thread.start()
        once = Connection(replace(HASTE.patience, pauses=()))
        started = monotonic()
        with pytest.raises(ProviderError, match="in time"):
            once.ask(Request(f"https://127.0.0.1:{listening.getsockname()[1]}/", body={}))

        assert monotonic() - started < 10
        thread.join(10)
        assert not thread.is_alive()


# --- Texts as XML -------------------------------------------------------------------------------

CODES = st.sampled_from(
    [
        "<a>{}</a>",
        "{}<br/>",
        "<em1>{}</em1> <em2>x</em2>",
        "<code>a < b</code>{}",
        "<h1-2>{}</h1-2>",
    ]
)


@given(PRINTABLE, CODES)
def test_a_message_comes_back_from_xml_as_it_went(text: str, frame: str) -> None:
    """Letters, signs of markup, codes and their order."""
    message = put_together(take_apart(frame.replace("{}", quote(text.replace("<", "")))))

    assert load(dump(7, message), 7, message) == Reply(target=message)
    assert load(dump(7, message), 8, message) is None


@given(PRINTABLE, CODES)
def test_a_server_may_read_and_write_the_html_anew(text: str, frame: str) -> None:
    """LibreTranslate does so with the parser used here."""
    words = quote(text.replace("<", "").replace("\r", ""))
    message = put_together(take_apart(frame.replace("{}", words)))
    written = str(BeautifulSoup(dump(3, message), "html.parser"))

    assert load(written, 3, message) == Reply(target=message)


@given(PRINTABLE, st.text())
def test_whatever_comes_back_has_the_codes_of_its_source(text: str, said: str) -> None:
    """Or there is no draft."""
    message = f"<a>{quote(text.replace('<', ''))}</a><br/>"

    for whole in (said, f'<p id="1">{said}</p>', f'<p id="1"><a>{said}</a><br/></p>'):
        reply = load(whole, 1, message)
        if reply is not None and reply.target:
            assert sorted(take_apart(reply.target).codes) == ["</a>", "<a>", "<br/>"]


@pytest.mark.parametrize(
    "said",
    [
        '<p id="1">один<br>два</p>',
        '<p id="1">один<br />два</p>',
        '<p id="1">один<br></br>два</p>',
        '<p id="1">один<br/></br>два</p>',
        "\n<p id='1'>один<br/>два</p>\n",
    ],
)
def test_every_spelling_of_an_empty_element_is_the_same(said: str) -> None:
    """HTML has three of them."""
    assert load(said, 1, "one<br/>two") == Reply(target="один<br/>два")


@pytest.mark.parametrize(
    "said",
    [
        '<p id="1">один два</p>',
        '<p id="1">один<br/>два<br/></p>',
        '<p id="1">один<br/>два<script>x</script></p>',
        '<p id="1">один<br class="x"/>два</p>',
        '<p id="1">один<br/>два</p><p id="2">три</p>',
    ],
)
def test_other_codes_give_no_draft(said: str) -> None:
    """Lost, doubled, new or changed."""
    reply = load(said, 1, "one<br/>two")

    assert reply == Reply(problem="the reply lost or doubled a code")


@pytest.mark.parametrize(
    "said", ["один", "<p>один</p>", '<p id="x">один</p>', '<p id="2">один</p>', "", "<html>"]
)
def test_a_reply_without_its_number_is_another_texts(said: str) -> None:
    """It is not taken, however good it looks."""
    assert load_all([said], ["one"]) == "it sent a text in the place of another"


# --- Several texts ------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 12), max_size=30), st.integers(1, 5))
def test_calls_are_as_large_as_the_limits_and_replies_in_order(
    sizes: list[int], texts: int
) -> None:
    """No text is lost, none is sent twice, none that is too long is sent at all."""
    limits = Limits(characters=10, texts=texts)
    calls: list[Sequence[str]] = []
    wanted = ["x" * size for size in sizes]

    def ask(some: Sequence[str]) -> list[Reply]:
        calls.append(some)
        return [Reply(target=f"{len(one)}") for one in some]

    replies = in_batches(wanted, limits, ask)

    assert [reply.target for reply in replies] == [f"{n}" if n <= 10 else "" for n in sizes]
    assert all(len(call) <= texts and len("".join(call)) <= 10 for call in calls)
    assert sum(map(len, calls)) == len([size for size in sizes if size <= 10])


def test_an_answer_that_is_of_no_use_gives_a_problem_for_each_text() -> None:
    """To ask again is the matter of the guard, which counts and logs it."""
    calls: list[Sequence[str]] = []

    def ask(some: Sequence[str]) -> str:
        calls.append(some)
        return "it is no list"

    assert in_batches(["a", "b"], Limits(10, 5), ask) == [Reply(problem="it is no list")] * 2
    assert calls == [["a", "b"]]


# --- DeepL and LibreTranslate -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "url"),
    [("abc:fx", "https://api-free.deepl.com"), ("abc", "https://api.deepl.com")],
)
def test_a_key_of_deepl_says_which_service_it_is_for(
    monkeypatch: pytest.MonkeyPatch, key: str, url: str
) -> None:
    """Keys of the free service end in `:fx`."""
    monkeypatch.setenv("DEEPL_KEY", key)

    assert deepl.make("d", Setup("deepl", key="DEEPL_KEY")).url == url


@pytest.mark.parametrize(
    ("pair", "codes"),
    [
        (("en", "kk"), ("EN", "KK")),
        (("ru", "uz"), ("RU", "UZ")),
        (("uz", "en"), ("UZ", "EN-US")),
        (("kk", "ru"), ("KK", "RU")),
    ],
)
def test_deepl_is_asked_for_its_beta_languages_and_knows_the_neighbours(
    monkeypatch: pytest.MonkeyPatch, pair: tuple[str, str], codes: tuple[str, str]
) -> None:
    """Kazakh and Uzbek have to be asked for; English as a target is one of two."""
    monkeypatch.setenv("DEEPL_KEY", "abc")
    options = {"english": "EN-US", "formality": "prefer_more"}
    with serving(lambda handler, asked: handler.page(deep_l(asked, cyrillic))) as server:
        setup = Setup("deepl", url=server.url, key="DEEPL_KEY", options=options)
        engine = replace(deepl.make("d", setup), connection=HASTE)
        engine.translate(
            ["Two came."],
            source=pair[0],
            target=pair[1],
            context=Context(neighbours=("Before.", "After.")),
        )

        (asked,) = server.seen
    assert isinstance(asked.body, dict)
    assert (asked.body["source_lang"], asked.body["target_lang"]) == codes
    assert asked.body["enable_beta_languages"] is True
    assert asked.body["formality"] == "prefer_more"
    assert asked.body["context"] == "Before.\nAfter."
    assert asked.body["text"] == ['<p id="1">Two came.</p>']
    assert asked.headers["authorization"] == "DeepL-Auth-Key abc"
    assert asked.query == {}


def test_libretranslate_knows_what_the_settings_add() -> None:
    """Which models a server has is the newsroom's matter."""
    options = {"languages": {"kk": "kk"}}
    with serving(lambda handler, asked: handler.page(libre(asked, cyrillic))) as server:
        setup = Setup("libretranslate", url=f"{server.url}/", options=options)
        engine = libretranslate.make("l", setup)

        assert engine.supports("en", "kk")
        assert not engine.supports("en", "uz")
        assert engine.is_local
        engine.translate(["Two came."], source="en", target="kk")

        (asked,) = server.seen
    assert asked.path == "/translate"
    assert asked.body == {
        "q": ['<p id="1">Two came.</p>'],
        "source": "en",
        "target": "kk",
        "format": "html",
    }
