"""Every engine that asks a server, before a server that means no good."""

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import pytest

from polyglot.errors import ProviderError
from polyglot.inline import quote
from polyglot.plugins import Provider, Setup
from polyglot.providers import Guard, deep, deepl, libretranslate, openai
from polyglot.providers.guard import Made
from polyglot.segmentation import split
from servers import HASTE, TROUBLES, Asked, Handler, Server, Trouble, page, serving, together

TEXT = "Two activists were detained in <em>Nukus</em> on 14 September."
OTHER = "The court of appeal heard both of them after 40 days."
KEY = "sk-Very5ecret-0123456789"

Answer: TypeAlias = Callable[[Asked, Callable[[str], str]], object]
"""Given a request and what becomes of a text, returns what a good server says."""

CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввхиз")
KEPT = re.compile(r"(<[^<>]*>|\[X\d+X\])")


def cyrillic(text: str) -> str:
    """Return *text* in Cyrillic letters; tags and tokens stay."""
    parts = KEPT.split(text)
    return "".join(
        part if KEPT.fullmatch(part) else part.lower().translate(CYRILLIC) for part in parts
    )


# --- Good servers -------------------------------------------------------------------------------


def google(asked: Asked, change: Callable[[str], str]) -> object:
    """Say what Google's page says."""
    said = change(asked.query["q"]).replace("&", "&amp;").replace("<", "&lt;")
    return f'<html><body><div class="result-container">{said}</div></body></html>'


def mymemory(asked: Asked, change: Callable[[str], str]) -> object:
    """Say what MyMemory says."""
    said = change(asked.query["q"])
    return {"responseData": {"translatedText": said}, "responseStatus": 200, "matches": []}


def microsoft(asked: Asked, change: Callable[[str], str]) -> object:
    """Say what Microsoft says."""
    (row,) = rows(asked.body)
    return [{"translations": [{"text": change(row["text"]), "to": asked.query["to"]}]}]


def libre(asked: Asked, change: Callable[[str], str]) -> object:
    """Say what LibreTranslate says."""
    return {"translatedText": [change(text) for text in rows(asked.body, "q")]}


def deep_l(asked: Asked, change: Callable[[str], str]) -> object:
    """Say what DeepL says."""
    found = rows(asked.body, "text")
    return {"translations": [{"text": change(text)} for text in found]}


def model(asked: Asked, change: Callable[[str], str]) -> object:
    """Say what a language model says that does what it is told."""
    import json

    data = json.loads(rows(asked.body, "messages")[1]["content"])
    said = [{"id": row["id"], "text": change(row["text"])} for row in data["texts"]]
    content = json.dumps({"translations": said}, ensure_ascii=False)
    return {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}


def rows(body: object, name: str = "") -> list[Any]:
    """Return the list that *body* is, or holds under *name*."""
    found = body[name] if isinstance(body, dict) else body
    assert isinstance(found, list)
    return found


@dataclass(frozen=True)
class Played:
    """An engine and the good server it knows."""

    make: Callable[[Server], Provider]
    answer: Answer
    has_key: bool = True
    is_many: bool = True


def setup(server: Server, kind: str, model: str = "", key: str = "ENGINE_KEY") -> Setup:
    """Return how an engine of *kind* is set up to ask *server*."""
    return Setup(kind, url=server.url, model=model, key=key)


PLAYED = {
    "google": Played(
        lambda server: replace(
            deep.make("it", setup(server, "deep-translator", "google", "")), connection=HASTE
        ),
        google,
        has_key=False,
        is_many=False,
    ),
    "mymemory": Played(
        lambda server: replace(
            deep.make("it", setup(server, "deep-translator", "mymemory", "")), connection=HASTE
        ),
        mymemory,
        has_key=False,
        is_many=False,
    ),
    "microsoft": Played(
        lambda server: replace(
            deep.make("it", setup(server, "deep-translator", "microsoft")), connection=HASTE
        ),
        microsoft,
        is_many=False,
    ),
    "libretranslate": Played(
        lambda server: replace(
            libretranslate.make("it", setup(server, "libretranslate")), connection=HASTE
        ),
        libre,
    ),
    "deepl": Played(
        lambda server: replace(deepl.make("it", setup(server, "deepl")), connection=HASTE), deep_l
    ),
    "openai": Played(
        lambda server: replace(openai.make("it", setup(server, "openai", "m")), connection=HASTE),
        model,
    ),
}
MANY = [name for name, played in PLAYED.items() if played.is_many]


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the key where the engines look for it."""
    monkeypatch.setenv("ENGINE_KEY", KEY)


def good(played: Played, change: Callable[[str], str] = cyrillic) -> Callable[..., None]:
    """Return the play of a good server."""
    return lambda handler, asked: handler.page(played.answer(asked, change))


def ask(engine: Provider, *texts: str) -> tuple[Made, ...]:
    """Draft *texts* from English into Russian, past the gate."""
    guard = Guard(engine, split=split, log=lambda _record: None)
    return guard.draft(texts, source="en", target="ru", article="news/a")


def whole_log(caplog: pytest.LogCaptureFixture) -> str:
    """Return all that was logged, arguments included."""
    return "\n".join(f"{record.getMessage()} {record.args}" for record in caplog.records)


# --- Good answers -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLAYED)
def test_a_good_server_gives_drafts(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Texts and codes arrive and come back, and nothing of them is logged."""
    caplog.set_level(logging.DEBUG)
    played = PLAYED[name]
    with serving(good(played)) as server:
        first, second = ask(played.make(server), TEXT, OTHER)

        assert first.target == cyrillic(TEXT)
        assert second.target == cyrillic(OTHER)
        for asked in server.seen:
            assert KEY not in f"{asked.path}{asked.query}"
            assert (KEY in f"{asked.headers}{asked.body}") == played.has_key
    assert not re.search(f"Nukus|activists|{KEY}|{server.server_port}", whole_log(caplog))


@pytest.mark.parametrize("name", PLAYED)
def test_signs_of_markup_come_back_as_they_were(name: str) -> None:
    """A text with &, < and quotation marks is no tag and no entity on its way."""
    words = quote('AT&T says: "5 < 6 & 7 > 6", &lt; is <b>')
    text = f"{words} in <em>one</em><br/> <code>a && b</code>."
    played = PLAYED[name]
    with serving(good(played, lambda said: said.replace("says", "говорит"))) as server:
        (reply,) = played.make(server).translate([text], source="en", target="ru")

    assert reply.target == text.replace("says", "говорит")


@pytest.mark.parametrize("name", PLAYED)
def test_what_an_engine_is_made_of_says_no_key(name: str) -> None:
    """A traceback or a log that prints the engine prints no key, and no cache keys on it."""
    with serving(good(PLAYED[name])) as server:
        engine = PLAYED[name].make(server)

    assert KEY not in repr(engine)
    assert KEY not in engine.version
    assert str(server.server_port) not in engine.version


# --- Bad servers --------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.label)
@pytest.mark.parametrize("name", PLAYED)
def test_a_server_that_fails_rests_with_a_clear_reason(
    name: str, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    """Each failure ends in time, in one clause, without text, key or address."""
    caplog.set_level(logging.DEBUG)
    with serving(trouble.play) as server:
        started = time.monotonic()
        first, second = ask(PLAYED[name].make(server), TEXT, OTHER)
        spent = time.monotonic() - started

        assert first == second
        assert trouble.reason in first.problem
        assert "rests" in first.problem
        assert len(server.seen) == trouble.tries
        # In all 1.2 seconds, and some for a busy machine.
        assert spent < 5
        assert not re.search(f"Nukus|activists|{KEY}|{server.server_port}", first.problem)
    assert not re.search(f"Nukus|activists|{KEY}|{server.server_port}", whole_log(caplog))


@pytest.mark.parametrize("name", PLAYED)
def test_a_failure_keeps_no_trace_of_text_and_key(name: str) -> None:
    """Neither the message nor what caused it quotes what was sent."""
    with serving(good(PLAYED[name])) as server:
        engine = PLAYED[name].make(server)

    with pytest.raises(ProviderError) as caught:
        engine.translate([TEXT], source="en", target="ru")

    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert not re.search(f"Nukus|{KEY}|{server.server_port}", str(caught.value))


@pytest.mark.parametrize(
    "said",
    [
        "",
        "<html><body>Please sign in</body></html>",
        '{"translations": [{"text": "Дво',
        "[" * 20_000,
        "null",
        "[]",
        "{}",
        "7",
        '"Двое"',
        '{"translations": null, "translatedText": null, "choices": [], "responseData": null}',
        '{"translations": [null], "translatedText": [null], "choices": [null]}',
        '{"error": {"code": 400036, "message": "the target language is not valid"}}',
        '{"translations": {"text": "x"}, "translatedText": "Двое", "choices": {"message": 1}}',
        '[{"translations": []}]',
        "\x00\x01\x02",
    ],
    ids=range(15),
)
@pytest.mark.parametrize("name", PLAYED)
def test_a_page_that_is_no_answer_gives_no_draft(name: str, said: str) -> None:
    """Error pages, cut JSON and JSON of another shape end in a clause, not in a traceback."""
    with serving(page(said)) as server:
        (reply,) = ask(PLAYED[name].make(server), OTHER)

    assert reply.target == ""
    assert reply.problem


@pytest.mark.parametrize("name", PLAYED)
def test_an_echo_is_no_translation(name: str) -> None:
    """A server that gives back what it gets has translated nothing."""
    played = PLAYED[name]
    with serving(good(played, lambda text: text)) as server:
        (reply,) = ask(played.make(server), OTHER)

    assert (reply.target, reply.problem) == ("", "the reply is the source")


@pytest.mark.parametrize("name", PLAYED)
def test_lost_codes_give_no_broken_draft(name: str) -> None:
    """A draft has the codes of its source, or there is none."""
    played = PLAYED[name]

    def lose(text: str) -> str:
        return cyrillic(re.sub(r"</?em>|\[X\d+X\]", "", text))

    with serving(good(played, lose)) as server:
        (reply,) = ask(played.make(server), TEXT)

    if reply.target:
        assert "<em>нукус</em>" in reply.target
    else:
        assert "lost" in reply.problem


@pytest.mark.parametrize("name", PLAYED)
def test_half_a_letter_is_no_text(name: str) -> None:
    """JSON can say what no file can hold: no traceback comes of it, and no draft."""
    played = PLAYED[name]
    with serving(good(played, lambda text: cyrillic(text) + "\ud83d")) as server:
        (reply,) = ask(played.make(server), OTHER)

    assert not reply.target or "\ud83d" not in reply.target


@pytest.mark.parametrize("name", MANY)
def test_swapped_answers_are_not_taken_for_each_other(name: str) -> None:
    """Two paragraphs that changed places are noticed, and asked for one by one."""
    played = PLAYED[name]

    def swap(handler: Handler, asked: Asked) -> None:
        said = played.answer(asked, cyrillic)
        assert isinstance(said, dict)
        for key in ("translations", "translatedText"):
            if key in said:
                said[key] = said[key][::-1]
        handler.page(said)

    with serving(swap) as server:
        replies = together(played.make(server), TEXT, OTHER)

    assert [reply.target for reply in replies] == [cyrillic(TEXT), cyrillic(OTHER)]


@pytest.mark.parametrize("count", [-1, 1])
@pytest.mark.parametrize("name", MANY)
def test_a_wrong_count_is_noticed_and_each_text_asked_alone(name: str, count: int) -> None:
    """A missing or an added answer would shift all the others."""
    played = PLAYED[name]

    def miscount(handler: Handler, asked: Asked) -> None:
        said = played.answer(asked, cyrillic)
        assert isinstance(said, dict)
        rows = _rows_of(said)
        if len(rows) > 1:
            rows[:] = rows[:-1] if count < 0 else [*rows, rows[0]]
        handler.page(_with_rows(said, rows))

    with serving(miscount) as server:
        replies = together(played.make(server), TEXT, OTHER)

        assert [reply.target for reply in replies] == [cyrillic(TEXT), cyrillic(OTHER)]
        assert len(server.seen) == 3


@pytest.mark.parametrize("code", [400, 413, 414, 422])
@pytest.mark.parametrize("name", MANY)
def test_a_server_that_takes_one_text_only_is_asked_for_one(name: str, code: int) -> None:
    """A call that is too much for it is no reason to rest: LibreTranslate may be set so."""
    played = PLAYED[name]

    def play(handler: Handler, asked: Asked) -> None:
        said = played.answer(asked, cyrillic)
        assert isinstance(said, dict)
        handler.page(said, 200 if len(_rows_of(said)) == 1 else code)

    with serving(play) as server:
        replies = together(played.make(server), TEXT, OTHER)

        assert [reply.target for reply in replies] == [cyrillic(TEXT), cyrillic(OTHER)]
        assert len(server.seen) == 3


@pytest.mark.parametrize("name", MANY)
def test_one_bad_item_costs_the_others_nothing(name: str) -> None:
    """What came for the others stands, and is not asked for again."""
    played = PLAYED[name]

    def play(handler: Handler, asked: Asked) -> None:
        said = played.answer(asked, cyrillic)
        assert isinstance(said, dict)
        rows = _rows_of(said)
        if len(rows) > 1:
            rows[1] = _without_words(rows[1])
        handler.page(_with_rows(said, rows))

    with serving(play) as server:
        replies = together(played.make(server), TEXT, OTHER, "Nobody was told why.")

        assert [reply.target for reply in replies] == [
            cyrillic(TEXT),
            cyrillic(OTHER),
            cyrillic("Nobody was told why."),
        ]
        assert len(server.seen) == 2


def _without_words(row: Any) -> Any:
    if isinstance(row, str):
        return re.sub(">[^<]*<", "><", row)
    return {**row, "text": re.sub(">[^<]*<", "><", row["text"]) if ">" in row["text"] else ""}


def _rows_of(said: dict[str, Any]) -> list[Any]:
    import json

    if "choices" in said:
        content = json.loads(said["choices"][0]["message"]["content"])
        return list(content["translations"])
    return list(said.get("translations") or said["translatedText"])


def _with_rows(said: dict[str, Any], rows: list[Any]) -> dict[str, Any]:
    import json

    if "choices" in said:
        content = json.dumps({"translations": rows})
        return {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}
    return {next(iter(said)): rows}


@pytest.mark.parametrize("name", PLAYED)
def test_a_short_trouble_costs_a_pause_and_no_draft(name: str) -> None:
    """A busy server is asked again, as long as it asks for and no longer."""
    played = PLAYED[name]
    trouble = iter([503, 429])

    def play(handler: Handler, asked: Asked) -> None:
        code = next(trouble, 200)
        handler.page(played.answer(asked, cyrillic) if code == 200 else "", code)

    with serving(play) as server:
        (reply,) = ask(played.make(server), OTHER)

        assert reply.target == cyrillic(OTHER)
        assert len(server.seen) == 3


@pytest.mark.parametrize("name", PLAYED)
def test_a_redirect_on_the_same_host_is_followed(name: str) -> None:
    """With the text in hand, but only where it went in the first place."""
    played = PLAYED[name]

    def play(handler: Handler, asked: Asked) -> None:
        if asked.path.endswith("/moved"):
            handler.page(played.answer(asked, cyrillic))
        else:
            query = "&".join(handler.path.split("?")[1:])
            handler.page("", 307, {"Location": f"/moved?{query}"})

    with serving(play) as server:
        (reply,) = ask(played.make(server), OTHER)

    assert reply.target == cyrillic(OTHER)


@pytest.mark.parametrize("name", PLAYED)
def test_no_text_leaves_over_plain_http(name: str) -> None:
    """Plain http is for this machine only, whatever the settings were told."""
    with serving(good(PLAYED[name])) as server:
        engine = PLAYED[name].make(server)
        # Every engine of ours is a frozen value with an address.
        far: Provider = replace(engine, url=f"http://192.0.2.1:{server.server_port}")  # type: ignore[type-var]

        with pytest.raises(ProviderError, match="not https"):
            far.translate([OTHER], source="en", target="ru")

        assert server.seen == []


@pytest.mark.parametrize("name", PLAYED)
def test_a_pair_that_an_engine_does_not_know_is_not_asked_for(name: str) -> None:
    """Nothing leaves for a language the engine would guess at."""
    with serving(good(PLAYED[name])) as server:
        engine = PLAYED[name].make(server)

        assert not engine.supports("en", "en")
        with pytest.raises(ProviderError, match="from en to tlh"):
            engine.translate([OTHER], source="en", target="tlh")

        assert server.seen == []


@pytest.mark.parametrize("name", PLAYED)
def test_a_text_beyond_the_limit_is_not_sent(name: str) -> None:
    """What a service would cut or refuse does not leave."""
    with serving(good(PLAYED[name])) as server:
        engine = PLAYED[name].make(server)
        text = "word " * engine.limits.characters

        (reply,) = engine.translate([text], source="en", target="ru")

        assert "longer than" in reply.problem
        assert server.seen == []


@pytest.mark.parametrize("name", [name for name, played in PLAYED.items() if played.has_key])
@pytest.mark.parametrize("value", [None, "", "  ", f"{KEY} and more", f"{KEY}\nHost: x", "ключ"])
def test_a_key_that_is_none_is_told_by_its_place(
    name: str, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable is named; what stands in it is not repeated."""
    monkeypatch.delenv("ENGINE_KEY")
    if value is not None:
        monkeypatch.setenv("ENGINE_KEY", value)

    with serving(good(PLAYED[name])) as server, pytest.raises(ProviderError) as caught:
        PLAYED[name].make(server)

    assert "ENGINE_KEY" in str(caught.value)
    assert KEY not in str(caught.value)
    assert "ключ" not in str(caught.value)
