"""Drafts by an engine outside this machine: what it may see, and what becomes of its replies."""

import io
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from types import MappingProxyType, ModuleType
from unittest import mock

import pytest

from polyglot import providers
from polyglot.cli import show
from polyglot.errors import ProviderError
from polyglot.plugins import ALONE, Context, Limits, Reply, Wire
from workspaces import Press, press

CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхижклмнопярстувшкуз")
BRIDGE = "news/bridge"


class Engine:
    """An engine somewhere else that writes down what it is shown."""

    name = "faraway"
    is_local = False
    wire: Wire = "html"
    version = "1"
    limits = Limits()

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.before: Callable[[str], None] = lambda _text: None
        self.after: Callable[[str], str] = lambda text: text

    def supports(self, source: str, target: str) -> bool:
        """Tell that it knows no Karakalpak."""
        return "kaa" not in (source, target)

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Return the letters of another alphabet, tags left alone."""
        del source, target, context
        for text in texts:
            self.before(text)
            self.seen.append(text)
        return [Reply(self.after(_cyrillic(text))) for text in texts]


def _cyrillic(text: str) -> str:
    parts = re.split(r"(<[^<>]*>)", text.casefold())
    return "".join(part if part.startswith("<") else part.translate(CYRILLIC) for part in parts)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Install an engine that is outside this machine."""
    module = ModuleType("faraway")
    made = Engine()
    vars(module)["PROVIDER"] = made
    monkeypatch.setitem(sys.modules, "faraway", module)
    table = MappingProxyType({**providers.PROVIDERS, "faraway": "faraway"})
    monkeypatch.setattr(providers, "PROVIDERS", table)
    return made


@pytest.fixture
def newsroom(tmp_path: Path) -> Press:
    """Make a workspace with one public article."""
    return press(tmp_path, languages="en ru kk kaa", articles="bridge")


def ask(made: Press, *words: str) -> str:
    """Ask the engine, and return all that was said."""
    result = made.run("translate", "--provider", "faraway", *words)
    assert "sorry" not in result.err
    return f"{result.code} {result.err}"


# --- What it may see ------------------------------------------------------------------------------


@pytest.mark.parametrize("privacy", ["secret", "internal", ""])
def test_an_engine_sees_only_what_is_public(newsroom: Press, engine: Engine, privacy: str) -> None:
    """An article that says nothing is internal; the reason is one clear line."""
    line = f"privacy: {privacy}\n" if privacy else ""
    newsroom.swap("content/news/bridge.md", "privacy: public\n", line)

    said = ask(newsroom)

    assert engine.seen == []
    assert said.startswith("1 ")
    assert privacy or "internal" in said
    assert not newsroom.path("private").exists()


def test_a_trusted_engine_sees_what_is_internal_but_not_what_is_secret(
    newsroom: Press, engine: Engine
) -> None:
    """The settings name the engines that the newsroom trusts."""
    settings = newsroom.text("polyglot.toml") + '\n[translate]\ntrusted = ["faraway"]\n'
    newsroom.write("polyglot.toml", settings)
    newsroom.swap("content/news/bridge.md", "privacy: public\n", "")
    newsroom.write("content/news/secret.md", "---\ntitle: Witness\nprivacy: secret\n---\n\nHe.\n")

    said = ask(newsroom)

    assert "gets the text of public and internal articles" in said
    assert any("310 metres" in text for text in engine.seen)
    assert not any("Witness" in text for text in engine.seen)


def test_a_protected_name_is_hidden_before_anything_is_sent(
    newsroom: Press, engine: Engine
) -> None:
    """The engine sees a stand-in, the translator the name; nothing prints it."""
    newsroom.write("private/protected.csv", "Aygul Sadykova\nMuynak\n")

    said = ask(newsroom, "-l", "ru")

    assert engine.seen
    assert not any("muynak" in text.casefold() for text in engine.seen)
    assert any("council</em> of Marat" in text for text in engine.seen)
    assert "Muynak" not in said


def test_a_name_that_cannot_be_hidden_stays_here(newsroom: Press, engine: Engine) -> None:
    """A name cut by a tag, in small letters or in an address: its paragraph is not sent."""
    newsroom.write("private/protected.csv", "Muynak\n")
    newsroom.swap("content/news/bridge.md", "of Muynak", "of Muy*nak*")
    newsroom.swap("content/news/bridge.md", "a metre", "a metre in muynak")

    said = ask(newsroom, "-l", "ru")

    assert engine.seen
    assert not any("nak" in text.casefold() for text in engine.seen)
    assert "left empty: 2 texts (a protected name in it cannot be hidden" in said


def test_a_list_of_names_that_cannot_be_read_stops_all_sending(
    newsroom: Press, engine: Engine
) -> None:
    """Better no draft than a name sent away."""
    newsroom.write("private/protected.csv", "Айгуль".encode("cp1251"))

    said = ask(newsroom)

    assert engine.seen == []
    assert "nothing is sent or shown" in said


def test_no_finding_prints_a_protected_name(newsroom: Press) -> None:
    """Neither for people nor for programs: a build log is read by many."""
    newsroom.write("private/protected.csv", "Muynak\n")
    newsroom.swap("content/news/bridge.md", "310 metres", "[310 metres](Muynak.md)")
    newsroom.flawed("extract")

    told = newsroom.run("check")
    rows = newsroom.run("check", "--format", "json")

    for output in (told.out + told.err, rows.out + rows.err):
        assert "(protected name 1)" in output
        assert "Muynak" not in output


def test_no_finding_prints_another_spelling_of_a_protected_name(newsroom: Press) -> None:
    """Neither that of another column nor one in other letters."""
    newsroom.write("private/protected.csv", "name,ru,en\nМуйнаков,Муйнакский,Moynaq\n")
    newsroom.swap("content/news/bridge.md", "310 metres", "[310 metres](Moynaq.md)")
    newsroom.swap("content/news/bridge.md", "cost 2,500", "cost [2,500](Muynakovga.md)")
    newsroom.flawed("extract")

    told = newsroom.run("check")

    assert told.out.count("(protected name 1)") >= 2
    assert "Moynaq" not in told.out + told.err
    assert "Muynakov" not in told.out + told.err


def test_what_is_sent_is_written_down_without_its_words(newsroom: Press, engine: Engine) -> None:
    """By hash and size, with the article and the engine, before it leaves."""

    def logged(_text: str) -> None:
        lines = newsroom.text("private/outgoing.jsonl").splitlines()
        assert len(lines) == len(engine.seen) + 1

    engine.before = logged

    ask(newsroom, "-l", "ru")

    log = newsroom.text("private/outgoing.jsonl")
    assert len(log.splitlines()) == len(engine.seen) == 8
    assert '"faraway"' in log
    assert "310" not in log


def test_offline_asks_nobody(newsroom: Press, engine: Engine) -> None:
    """Whatever the settings say."""
    settings = newsroom.text("polyglot.toml") + '\n[translate]\nprovider = "faraway"\n'
    newsroom.write("polyglot.toml", settings)

    offline = newsroom.run("run", "--offline")
    dry = newsroom.run("translate", "--dry-run")

    assert (offline.code, dry.code, engine.seen) == (0, 0, [])
    assert newsroom.run("run").code == 0
    assert engine.seen


def test_an_engine_is_shown_no_addresses_and_no_names_of_files(
    newsroom: Press, engine: Engine
) -> None:
    """Only words and tags travel."""
    ask(newsroom, "-l", "ru")

    assert not any("example.org" in text or ".md" in text for text in engine.seen)
    assert any("<a" in text for text in engine.seen)


# --- What becomes of its replies ------------------------------------------------------------------


def test_an_engine_fills_only_what_is_empty(newsroom: Press, engine: Engine) -> None:
    """A person's text, finished or not, is never sent for a draft."""
    newsroom.done("extract")
    newsroom.type(BRIDGE, "ru", {"It is 310": "Его длина 310 метров."})

    ask(newsroom, "-l", "ru")

    assert newsroom.entry(BRIDGE, "ru", "It is 310").msgstr == "Его длина 310 метров."
    assert not any("It is 310" in text for text in engine.seen)
    assert newsroom.entry(BRIDGE, "ru", "bridges").fuzzy
    assert (
        newsroom.entry(BRIDGE, "ru", "bridges").tcomment == "machine draft (faraway), not checked"
    )


def test_a_second_run_asks_for_nothing_again(newsroom: Press, engine: Engine) -> None:
    """What is there is there; an engine costs money."""
    ask(newsroom, "-l", "ru")
    asked = len(engine.seen)

    said = ask(newsroom, "-l", "ru")

    assert len(engine.seen) == asked
    assert said.startswith("0 ")


def test_an_engine_that_fails_leaves_what_came_before(newsroom: Press, engine: Engine) -> None:
    """What was drafted stays; the rest stays empty; one line says why."""

    def fail(_text: str) -> None:
        if len(engine.seen) == 3:
            raise ProviderError("it answers no more")

    engine.before = fail

    said = ask(newsroom, "-l", "ru", "-l", "kk")

    row = newsroom.board(BRIDGE)["ru"]
    assert row["machine_drafts"] == 3
    assert row["untranslated"] == 5
    assert "it answers no more" in said
    assert len(engine.seen) == 3
    assert said.startswith("0 "), "something was done"


def test_an_engine_that_cannot_be_reached_is_exit_1_if_it_was_named(
    newsroom: Press, engine: Engine
) -> None:
    """No traceback, no half catalogs: one clear line."""

    def fail(_text: str) -> None:
        raise ProviderError("there is no network")

    engine.before = fail

    said = ask(newsroom)

    assert said.startswith("1 ")
    assert "there is no network" in said
    assert newsroom.board(BRIDGE)["ru"]["untranslated"] == 8


def test_a_language_the_engine_does_not_know_is_one_line(newsroom: Press, engine: Engine) -> None:
    """Karakalpak waits for people; the others have drafts."""
    # A text of some length without one letter of Kazakh's own is taken for Russian.
    engine.after = lambda text: text.replace("и", "і")

    said = ask(newsroom)

    assert "faraway does not translate from en to kaa" in said
    assert newsroom.board(BRIDGE)["kaa"]["untranslated"] == 8
    assert newsroom.board(BRIDGE)["kk"]["untranslated"] == 0
    assert engine.seen


def test_a_reply_with_a_lost_tag_leaves_its_paragraph_empty_or_whole(
    newsroom: Press, engine: Engine
) -> None:
    """A broken draft never reaches a translator."""
    engine.after = lambda text: re.sub(r"<[^<>]*>", "", text)

    ask(newsroom, "-l", "ru")

    text = newsroom.entry(BRIDGE, "ru", "The new bridge").msgstr
    assert text == "" or ("<a>" in text and "</em>" in text)
    assert newsroom.run("check", "-l", "ru").code == 0


def test_drafts_are_on_the_disk_before_the_next_are_asked_for(
    newsroom: Press, engine: Engine
) -> None:
    """Whoever stops a long run keeps what was paid for."""
    paragraphs = "\n\n".join(f"Paragraph number {number} of many." for number in range(60))
    newsroom.write(
        "content/news/bridge.md", f"---\ntitle: B\nprivacy: public\n---\n\n{paragraphs}\n"
    )

    def stop(_text: str) -> None:
        if len(engine.seen) == 45:
            raise KeyboardInterrupt

    engine.before = stop

    result = newsroom.run("translate", "--provider", "faraway", "-l", "ru")

    assert result.code == 130
    assert newsroom.board(BRIDGE)["ru"]["machine_drafts"] == 40
    engine.before = lambda _text: None
    ask(newsroom, "-l", "ru")
    assert newsroom.board(BRIDGE)["ru"]["machine_drafts"] == 61
    assert len(engine.seen) == len(set(engine.seen)) == 61


# --- How it goes ----------------------------------------------------------------------------------


def test_texts_are_counted_while_an_engine_translates(newsroom: Press, engine: Engine) -> None:
    """Done and asked for, of all languages of an article; memory alone has none to count."""
    told: list[tuple[str, int, int]] = []
    engine.after = lambda text: text.replace("и", "і")  # or it is taken for Russian

    @contextmanager
    def progress() -> Iterator[Callable[[str, int, int], None]]:
        yield lambda *what: told.append(what)

    with mock.patch.object(show, "progress", progress):
        newsroom.done("translate")
        assert not any(what == "Texts" for what, _, _ in told)
        ask(newsroom)

    texts = [(done, of) for what, done, of in told if what == "Texts"]
    assert texts == [(number, 16) for number in range(17)]
    assert len(engine.seen) == 16
    assert any(what == "Drafting" for what, _, _ in told)


def test_a_terminal_shows_texts_with_a_rate_and_an_estimate() -> None:
    """Below the articles; and it is gone when the command ends."""
    screen = Screen()

    with redirect_stderr(screen), show.progress() as progress:
        assert progress is not None
        progress("Drafting", 1, 3)
        for number in range(6):
            time.sleep(0.01)
            progress("Texts", number, 10 + number)

    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())
    assert re.search(r"Drafting \S+ 1/3", shown)
    assert re.search(r"Texts +\S+ +5/15 +\d+ texts/s +0:00:0\d", shown)


class Screen(io.StringIO):
    """A terminal, as far as a program can tell."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True
