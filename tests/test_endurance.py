"""Long drafting: nothing is paid for twice, budgets hold, and a killed run goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from loopback import Engine, Server, installed, serving
from polyglot.errors import ProviderError
from polyglot.plugins import ALONE, Context, Limits, Reply
from polyglot.providers import Cache, Guard, spent
from polyglot.providers.cache import Asked
from polyglot.providers.line import Job, Line, Wish
from polyglot.providers.outgoing import dump, sending
from polyglot.segmentation import split
from workspaces import NOW, SOURCE, Press, press

TESTS = str(Path(__file__).parent)
JOB = Job("news/a", "en", "ru", ("loopback",))


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that answers in Cyrillic letters."""
    with serving() as found:
        yield found


def newsroom(root: Path, paragraphs: int, articles: int = 1) -> Press:
    """Make a workspace with public articles of so many paragraphs."""
    made = press(root, languages="en ru kk", articles="")
    for article in range(articles):
        body = "\n\n".join(f"Paragraph {n} of article {article}." for n in range(paragraphs))
        head = f"---\ntitle: Article {article}\nprivacy: public\n---\n\n"
        made.write(f"content/a{article}.md", head + body + "\n")
    return made


def setting(made: Press, lines: str) -> None:
    """Add *lines* to the table `[translate]` of the settings."""
    made.write("polyglot.toml", made.text("polyglot.toml") + f"\n[translate]\n{lines}\n")


def guard(engine: Engine, cache: Cache | None = None, *, retries: bool = False) -> Guard:
    """Return a guard over *engine*."""
    return Guard(engine, split=split, log=lambda _: None, cache=cache, retries=retries)


# --- The cache ------------------------------------------------------------------------------------


def test_what_was_answered_is_never_asked_for_again(server: Server, tmp_path: Path) -> None:
    """Not in another run, and not for another article."""
    path = tmp_path / "replies.sqlite"
    texts = ["One text.", "Another text."]

    first = guard(Engine(server.server_port), Cache(path)).draft(
        texts, source="en", target="ru", article="a"
    )
    second = guard(Engine(server.server_port), Cache(path)).draft(
        texts, source="en", target="ru", article="b"
    )

    assert first == second
    assert server.texts == texts


@pytest.mark.parametrize(
    "other",
    [
        Asked("b", "1", "en", "ru", "", "text"),
        Asked("a", "2", "en", "ru", "", "text"),
        Asked("a", "1", "kk", "ru", "", "text"),
        Asked("a", "1", "en", "uz", "", "text"),
        Asked("a", "1", "en", "ru", "t", "text"),
        Asked("a", "1", "en", "ru", "", "texts"),
        Asked("a", "1", "en", "ru", "", "text", 1),
        Asked("a", "1e", "n", "ru", "", "text"),
    ],
)
def test_a_reply_holds_only_for_what_it_was_given_to(other: Asked) -> None:
    """Engine, version, languages, terms and text are the key."""
    cache = Cache()
    reply = Reply("текст", note="not known: text")
    cache.keep([(Asked("a", "1", "en", "ru", "", "text"), reply)])

    assert cache.reply(Asked("a", "1", "en", "ru", "", "text")) == reply
    assert cache.reply(other) is None
    cache.close()


def test_a_cache_that_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    """It is disposable."""
    path = tmp_path / "replies.sqlite"
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    cache = Cache(path)

    assert cache.reply(Asked("a", "1", "en", "ru", "", "text")) is None
    cache.close()


def test_a_refusal_is_remembered_until_somebody_retries(tmp_path: Path, server: Server) -> None:
    """The summary says why and how to ask again; then the engine gets another chance."""
    made = newsroom(tmp_path, 2)
    server.answer = lambda text: text if "Paragraph 1" in text else "Абзац 0 статьи 0."

    with installed(Engine(server.server_port)):
        first = made.done("translate", "-l", "ru", "--provider", "loopback")
        asked = len(server.received)
        second = made.run("translate", "-l", "ru", "--provider", "loopback")
        remembered = len(server.received)
        server.answer = lambda _text: "Абзац 1 статьи 0."
        third = made.done("translate", "-l", "ru", "--provider", "loopback", "--retry")
        made.type("a0", "ru", {"Paragraph 1": ""})

    assert "left empty: 1 text (the reply is the source)" in first.err
    assert remembered == asked
    assert "(the reply is the source (refused before; --retry asks again))" in second.err
    assert "1 from loopback" in third.err


def test_a_retry_asks_anew_only_for_what_was_refused(server: Server) -> None:
    """What the first engine of a route did well is not paid for again."""
    cache = Cache()
    engine = Engine(server.server_port)
    server.answer = lambda text: "Хорошо." if "Good" in text else text
    texts = ["Good one.", "Bad one."]

    guard(engine, cache).draft(texts, source="en", target="ru", article="a")
    server.received.clear()
    again = guard(engine, cache).draft(texts, source="en", target="ru", article="a")
    nothing = list(server.texts)
    server.answer = lambda _text: "Другой."
    retried = guard(engine, cache, retries=True).draft(texts, source="en", target="ru", article="a")

    assert nothing == []
    assert [made.is_refused for made in again] == [False, True]
    assert server.texts == ["Bad one."]
    assert [made.target for made in retried] == ["Хорошо.", "Другой."]


# --- Budgets, limits, rest ------------------------------------------------------------------------


def test_a_budget_holds_over_restarts(tmp_path: Path, server: Server) -> None:
    """Characters are counted by the day in the log; the next day there are new ones."""
    made = newsroom(tmp_path, 20)
    setting(made, 'provider = "loopback"\nbudgets = { loopback = 100 }')

    with installed(Engine(server.server_port)):
        first = made.run("translate", "-l", "ru")
        sizes = [len(text) for text in server.texts]
        made.path(".polyglot/replies.sqlite").unlink()
        second = made.run("translate", "-l", "ru")
        same_day = len(server.received)
        Press(made.root, "2026-03-02T12:00:00Z").run("translate", "-l", "ru")

    assert 0 < sum(sizes) <= 100
    assert "its budget of 100 characters for today is spent" in first.err + second.err
    assert same_day == len(sizes)
    assert len(server.received) > same_day


def test_the_log_counts_each_engine_and_day() -> None:
    """A line that a killed process left half written counts nothing."""
    day = date(2026, 3, 1)
    record = sending("12345", provider="a", article="x", source="en", target="ru")
    other = sending("12", provider="b", article="x", source="en", target="ru")
    lines = [dump(record, day), dump(other, day), dump(record, date(2026, 2, 1)), '{"day": "2026-']

    assert spent([*lines, dump(record, day)], day) == {"a": 10, "b": 2}


def test_an_engine_gets_no_more_requests_than_it_bears(server: Server) -> None:
    """Neither at once nor in a second."""
    server.seconds = 0.02
    engine = Engine(server.server_port, limits=Limits(calls=3, per_second=100))
    running = most = 0

    def count(text: str) -> str:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.02)
        running -= 1
        return text.translate({ord("T"): "Т"}) + "что это"

    server.answer = count
    line = Line([guard(engine)])

    started = time.monotonic()
    line.draft([Wish(f"Text {number}") for number in range(12)], JOB)
    took = time.monotonic() - started
    line.close()

    assert 1 < most <= 3
    assert took >= 11 / 100


def test_drafts_come_in_the_order_of_the_texts_whoever_answers_first(server: Server) -> None:
    """Any number of threads gives what one gives."""

    def slow(text: str) -> str:
        time.sleep(0.001 * (hash(text) % 7))
        return "Текст " + text.split()[1]

    server.answer = slow
    wishes = [Wish(f"Text {number}") for number in range(60)]
    found = []
    for at_once in (1, 8):
        line = Line([guard(Engine(server.server_port, limits=Limits(calls=at_once)))])
        found.append(line.draft(wishes, JOB))
        line.close()

    assert found[0] == found[1]
    assert [made.target for made in found[0]] == [f"Текст {number}" for number in range(60)]


class Tired(Engine):
    """An engine that fails after some texts."""

    left = 5

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Answer, or fail."""
        self.left -= 1
        if self.left < 0:
            raise ProviderError("it refuses our requests")
        return super().translate(texts, source=source, target=target, context=context)


def test_many_articles_side_by_side_give_the_same_files(tmp_path: Path, server: Server) -> None:
    """Articles wait for their drafts together; each is written as if it were alone."""
    one, many = newsroom(tmp_path / "one", 6, 8), newsroom(tmp_path / "many", 6, 8)

    for made, at_once in ((one, 1), (many, 6)):
        with installed(Engine(server.server_port, limits=Limits(calls=at_once))):
            made.done("run", "--drafts", "--provider", "loopback")

    assert one.files("locales", "exports") == many.files("locales", "exports")


def test_an_engine_that_fails_in_many_threads_rests_for_all(tmp_path: Path, server: Server) -> None:
    """What came stays; the summary says why once for each language."""
    made = newsroom(tmp_path, 10, 3)

    with installed(Tired(server.server_port, limits=Limits(calls=4))):
        said = made.run("translate", "-l", "ru", "--provider", "loopback")

    drafts = sum(int(str(made.board(f"a{n}")["ru"]["machine_drafts"])) for n in range(3))
    assert drafts == len(server.received) == 5
    assert "ru: loopback rests: it refuses our requests" in said.err


# --- Killed ---------------------------------------------------------------------------------------


def start(made: Press, server: Server, at_once: int) -> "subprocess.Popen[bytes]":
    """Start drafting in a process of its own."""
    words = ["-C", str(made.root), "translate", "-l", "ru", "--provider", "loopback"]
    return subprocess.Popen(
        [
            sys.executable,
            f"{TESTS}/loopback.py",
            str(server.server_port),
            str(at_once),
            "1",
            *words,
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "POLYGLOT_NOW": NOW, "PYTHONPATH": f"{SOURCE}{os.pathsep}{TESTS}"},
    )


def wait_for(what: Callable[[], bool]) -> None:
    """Wait until *what* is so."""
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until
        time.sleep(0.002)


@pytest.mark.parametrize("after", [1, 37, 90])
def test_a_killed_run_goes_on_and_pays_for_nothing_twice(
    tmp_path: Path, server: Server, after: int
) -> None:
    """SIGKILL at any moment: only what was on its way just then is asked for again."""
    at_once = 4
    server.seconds = 0.002
    made = newsroom(tmp_path, 40, 3)

    with start(made, server, at_once) as process:
        wait_for(lambda: len(server.answered) >= after)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with start(made, server, at_once) as process:
        assert process.wait(timeout=60) == 0

    texts = server.texts
    assert len(set(texts)) == 3 * 41
    assert len(texts) - len(set(texts)) <= at_once
    assert sum(int(str(made.board(f"a{n}")["ru"]["machine_drafts"])) for n in range(3)) == 3 * 41
    assert made.run("ledger", "verify").code == 0
