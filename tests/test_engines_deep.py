"""Services through deep-translator: which are used, which are refused, and what is not believed."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import deep_translator.engines
import pytest

from polyglot.errors import ProviderError, UsageError
from polyglot.plugins import Reply, Setup
from polyglot.providers import deep, door, load, misfits
from polyglot.providers.guard import Made
from polyglot.providers.http import Connection, Patience
from servers import HASTE, Asked, Handler, Server, page, serving
from test_engines_hostile import ask, cyrillic, google, mymemory

TEXT = "Two activists were detained in Nukus on 14 September."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A Google on this machine that translates into Cyrillic letters, for the engine `google`."""
    with serving(lambda handler, asked: handler.page(google(asked, cyrillic))) as found:
        here = replace(deep.PROVIDER, url=found.url, connection=HASTE)
        monkeypatch.setattr(deep, "PROVIDER", here)
        yield found


def result(text: str) -> str:
    """Return a page of Google's web translation."""
    return f'<html><body><div class="result-container">{text}</div></body></html>'


def test_google_works_without_being_set_up(server: Server) -> None:
    """Text and languages arrive, the translation comes back with its codes."""
    (reply,) = ask(load("google"), "Read <a>the report</a> now, AT&T.")

    assert reply.target == "реад <a>тхе репорт</a> нов, ат&т."
    assert [asked.query for asked in server.seen] == [
        {"tl": "ru", "sl": "en", "q": "Read [X1X]the report[X2X] now, AT&T."}
    ]


def test_google_knows_no_karakalpak_until_the_settings_say_so() -> None:
    """The planner learns at once that this engine cannot help; the library's list is not asked."""
    plain = load("google")
    setup = Setup("deep-translator", model="google", options={"languages": {"kaa": "kaa"}})
    newer = load("newer", setup)

    assert plain.supports("en", "uz")
    assert not plain.supports("en", "kaa")
    assert not plain.supports("kaa", "ru")
    assert newer.supports("en", "kaa")
    with pytest.raises(ProviderError, match="from en to kaa"):
        plain.translate([TEXT], source="en", target="kaa")


def test_a_code_that_the_library_does_not_list_is_asked_for(server: Server) -> None:
    """Services learn languages faster than a library that nobody keeps."""
    setup = Setup(
        "deep-translator", url=server.url, model="google", options={"languages": {"kaa": "kaa"}}
    )

    (reply,) = load("newer", setup).translate([TEXT], source="en", target="kaa")

    assert reply.target == cyrillic(TEXT)
    assert server.seen[0].query["tl"] == "kaa"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html><body>consent</body></html>", "no translation"),
        ("\x00\x01 garbage <div", "no translation"),
        ("", "no translation"),
        (result(""), "said nothing"),
        (result("Error 500 (Server Error)!!1500.That’s an error."), "error notice"),
        (result(TEXT), "the reply is the source"),
    ],
)
def test_a_page_without_a_translation_gives_no_draft(
    server: Server, body: str, reason: str
) -> None:
    """An error page that Google sends as a translation is refused."""
    server.play = page(body)

    (reply,) = ask(load("google"), TEXT)

    assert not reply.target
    assert reason in reply.problem


@pytest.mark.usefixtures("server")
def test_punctuation_that_comes_back_as_nothing_is_no_error() -> None:
    """The library returns None for a text without letters; we believe it as little."""
    assert load("google").translate(["…"], source="en", target="ru")[0].problem
    assert [reply.target for reply in ask(load("google"), "…", "—")] == ["", ""]


def test_a_quota_notice_of_mymemory_is_no_translation() -> None:
    """It comes as a translation, with a status of success, and the engine rests."""
    notice = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY"
    said = {"responseData": {"translatedText": notice}, "responseStatus": 429, "matches": []}
    with serving(page(said)) as server:
        engine = load("mine", Setup("deep-translator", url=server.url, model="mymemory"))

        first, second = ask(engine, TEXT, "Another paragraph.")

        assert (
            first
            == second
            == Made(problem="mine rests: its quota is used up, or it refuses our requests")
        )
        assert len(server.seen) == 1


def test_mymemory_is_asked_over_https_in_its_own_codes() -> None:
    """The library's own address is plain http."""
    engine = deep.make("mine", Setup("deep-translator", model="mymemory"))
    assert engine.url.startswith("https://")

    with serving(lambda handler, asked: handler.page(mymemory(asked, cyrillic))) as server:
        here = replace(engine, url=server.url, connection=HASTE)
        here.translate([TEXT], source="en", target="kk")

        assert server.seen[0].query["langpair"] == "en-GB|kk-KZ"


def test_microsoft_gets_its_region_and_is_not_asked_for_its_languages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library asks for all languages whenever it makes an object; ours are known."""
    monkeypatch.setenv("MS", "k3y")

    def play(handler: Handler, asked: Asked) -> None:
        handler.page([{"translations": [{"text": "Двое", "to": asked.query["to"]}]}])

    with serving(play) as server:
        setup = Setup(
            "deep-translator",
            url=f"{server.url}/translate?api-version=3.0",
            model="microsoft",
            key="MS",
            options={"region": "westeurope"},
        )
        (reply,) = load("ms", setup).translate(["Two"], source="en", target="uz")

        assert reply == Reply(target="Двое")
        (asked,) = server.seen
        assert asked.query == {"api-version": "3.0", "from": "en", "to": "uz"}
        assert asked.headers["ocp-apim-subscription-key"] == "k3y"
        assert asked.headers["ocp-apim-subscription-region"] == "westeurope"


def test_every_service_of_the_library_is_used_or_refused_by_name() -> None:
    """A service that a newer library brings is decided on before anybody uses it."""
    offered = set(deep_translator.engines.__engines__) - {"chatgpt", "mymemory"}

    named = set(deep.SERVICES) | set(deep.REFUSED)

    assert {name.removesuffix("gpt") for name in offered} <= named | {"chat"}
    assert not set(deep.SERVICES) & set(deep.REFUSED)


@pytest.mark.parametrize("name", [*deep.REFUSED, "openai", "libretranslate"])
def test_a_service_that_is_refused_says_what_to_use_instead(name: str) -> None:
    """Closed, insecure, or no translator of our languages: the reason is one line."""
    setup = Setup("deep-translator", model=name, key="SOME_KEY")

    with pytest.raises(UsageError, match=r"(?s)is not used through deep-translator.*use the kind"):
        load("mine", setup)
    (problem,) = [found for found in misfits(setup) if found[0] == ("model",)]
    assert "use the kind" in problem[2]


def test_one_door_stands_before_the_library_whoever_comes_first(server: Server) -> None:
    """Engines with different patience, in many threads, never ask through each other's."""
    slow = Connection(Patience(silence=20.0, in_all=60.0))
    engine = replace(cast("deep.Deep", load("google")), connection=slow)
    found: dict[int, str] = {}

    def one(number: int) -> None:
        (reply,) = engine.translate([f"number {number} of many"], source="en", target="ru")
        found[number] = reply.target

    threads = [threading.Thread(target=one, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(f" {number} " in target for number, target in found.items())
    assert len(found) == len({asked.query["q"] for asked in server.seen}) == 16
    assert isinstance(door.library("google")["requests"], door.Door)
