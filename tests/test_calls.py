"""Several texts in one call: fewer calls, and everything else as if each had gone alone."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyglot.errors import ProviderError, RefusedError
from polyglot.plugins import ALONE, Context, Limits, Reply, Wire
from polyglot.providers import Cache, Guard, Job, Line, Sending, Wish
from polyglot.providers.cache import Asked
from polyglot.providers.calls import Waiting, calls
from polyglot.providers.line import Proposal
from polyglot.segmentation import split
from servers import Asked as Seen
from servers import Handler, Server, serving
from workspaces import NOW, SOURCE, Press, press

CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввхиз")


def cyrillic(text: str) -> str:
    """Return *text* in Cyrillic letters, as a patient engine would."""
    return text.lower().translate(CYRILLIC)


@dataclass
class Several:
    """An engine in this process that takes several texts; *play* may spoil what it says."""

    limits: Limits = field(default_factory=lambda: Limits(texts=3))
    play: Callable[[Sequence[str], list[Reply]], Sequence[Reply]] = lambda _texts, replies: replies
    name: str = "several"
    pairs: frozenset[tuple[str, str]] = frozenset({("en", "ru")})
    is_local: bool = False
    wire: Wire = "html"
    version: str = "1"
    seen: list[list[str]] = field(default_factory=list)
    beside: list[Context] = field(default_factory=list)

    def supports(self, source: str, target: str) -> bool:
        """Tell whether it knows the pair."""
        return (source, target) in self.pairs

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Answer in other letters."""
        del source, target
        self.seen.append(list(texts))
        self.beside.append(context)
        return self.play(texts, [Reply(cyrillic(one)) for one in texts])


@dataclass
class Office:
    """A line of engines, what it logs, and the cache of its replies."""

    engines: tuple[Several, ...]
    cache: Cache = field(default_factory=Cache)
    budget: int = 0
    retries: bool = False
    log: list[Sending] = field(default_factory=list)

    def draft(self, *texts: str | Wish, target: str = "ru") -> tuple[Proposal, ...]:
        """Draft *texts* from English."""
        guards = [
            Guard(
                engine,
                split=split,
                log=self.log.append,
                cache=self.cache,
                budget=self.budget,
                retries=self.retries,
            )
            for engine in self.engines
        ]
        line = Line(guards, relays=("ru",))
        wishes = [one if isinstance(one, Wish) else Wish(one) for one in texts]
        names = tuple(engine.name for engine in self.engines)
        return line.draft(wishes, Job("news/a", "en", target, names))


def targets(found: Sequence[Proposal]) -> list[str]:
    """Return the drafts of *found*."""
    return [one.target for one in found]


TEXTS = [f"Paragraph {number} of the article." for number in range(7)]
DRAFTS = [cyrillic(text) for text in TEXTS]


# --- What goes together ---------------------------------------------------------------------------


def asked(text: str) -> Asked:
    """Return *text* as it is asked for."""
    return Asked("a", "1", "en", "ru", "", text)


WAITING = st.lists(
    st.builds(
        lambda size, number, near, is_alone: Waiting(
            asked(f"{number}".ljust(size, "x")),
            Context(neighbours=tuple("n" * one for one in near)),
            is_alone=is_alone,
        ),
        *(st.integers(1, 12), st.integers(0, 9)),
        *(st.lists(st.integers(1, 4), max_size=2), st.booleans()),
    ),
    max_size=20,
)


@given(WAITING, st.integers(1, 5))
def test_every_text_goes_once_and_no_call_is_larger_than_the_limits(
    waiting: list[Waiting], texts: int
) -> None:
    """What is larger by itself goes alone; what goes alone is with nobody."""
    limits = Limits(characters=20, texts=texts, context=6)

    found = calls(waiting, limits)

    gone = Counter(one for call in found for one in call.texts)
    assert gone == Counter({one.asked for one in waiting})
    for call in found:
        beside = sum(map(len, call.context.neighbours))
        size = sum(len(one.text) for one in call.texts)
        assert len(call.texts) <= texts
        assert len(call.texts) == 1 or (size <= 20 and beside <= 6)
        assert call.characters == size + beside
    alone = {one.asked: one.is_alone for one in waiting}
    assert all(len(call.texts) == 1 for call in found if any(alone[one] for one in call.texts))


def test_a_text_that_comes_twice_is_sent_once() -> None:
    """Also in calls that are on their way side by side."""
    engine = Several(Limits(texts=3, calls=4))

    assert targets(Office((engine,)).draft(*TEXTS, *TEXTS)) == DRAFTS * 2
    assert sorted(text for call in engine.seen for text in call) == TEXTS


def test_the_same_text_waits_for_what_is_on_its_way() -> None:
    """Whoever asks for the same at the same time gets the reply that somebody else waits for."""
    engine = Several(Limits(calls=4))

    def late(_sent: Sequence[str], replies: list[Reply]) -> list[Reply]:
        time.sleep(0.05)
        return replies

    engine.play = late

    assert targets(Office((engine,)).draft(*TEXTS[:1] * 4)) == DRAFTS[:1] * 4
    assert engine.seen == [TEXTS[:1]]


def test_texts_that_follow_each_other_go_together(tmp_path: Path) -> None:
    """In as few calls as the limits allow, and each is logged by itself."""
    engine = Several()
    office = Office((engine,), Cache(tmp_path / "replies.sqlite"))

    assert targets(office.draft(*TEXTS)) == DRAFTS
    assert engine.seen == [TEXTS[:3], TEXTS[3:6], TEXTS[6:]]
    assert [record.characters for record in office.log] == [len(text) for text in TEXTS]

    assert targets(office.draft(*TEXTS)) == DRAFTS
    assert len(engine.seen) == 3
    office.cache.close()


def test_paragraphs_around_a_call_are_those_that_are_not_in_it() -> None:
    """A paragraph does not go twice; the log counts what goes beside a call once."""
    wishes = [
        Wish(
            text, neighbours=tuple(TEXTS[max(0, place - 1) : place] + TEXTS[place + 1 : place + 2])
        )
        for place, text in enumerate(TEXTS)
    ]
    engine = Several(Limits(texts=3, context=200))
    office = Office((engine,))

    assert targets(office.draft(*wishes)) == DRAFTS

    assert [one.neighbours for one in engine.beside] == [
        (TEXTS[3],),
        (TEXTS[2], TEXTS[6]),
        (TEXTS[5],),
    ]
    beside = len(TEXTS[0])
    assert [record.beside for record in office.log] == [beside, 0, 0, 2 * beside, 0, 0, beside]


def test_every_step_of_a_route_goes_in_its_own_calls() -> None:
    """An engine that takes one text stands before one that takes many."""
    first = Several(Limits(), name="first", pairs=frozenset({("en", "ru")}))
    second = Several(
        Limits(texts=5),
        lambda _texts, replies: [Reply(f"{one.target} Бұл дұрыс емес.") for one in replies],
        name="second",
        pairs=frozenset({("ru", "kk")}),
        is_local=True,
    )
    office = Office((first, second))

    found = office.draft(*TEXTS, target="kk")

    assert targets(found) == [f"{draft} Бұл дұрыс емес." for draft in DRAFTS]
    assert [one.note for one in found] == [f"ru: {draft}" for draft in DRAFTS]
    assert first.seen == [[text] for text in TEXTS]
    assert second.seen == [DRAFTS[:5], DRAFTS[5:]]


# --- Bad calls ------------------------------------------------------------------------------------


def spoiled(how: str, replies: list[Reply]) -> Sequence[Reply]:
    """Return *replies* as an engine would that breaks its promise."""
    match how:
        case "too few":
            return replies[1:]
        case "too many":
            return [*replies, replies[0]]
        case "none":
            return []
        case "refused":
            raise RefusedError("the request is too long for it (HTTP 413)")
        case "empty":
            return [Reply(problem="it said nothing"), *replies[1:]]
        case "half a letter":
            return [Reply("\ud83d"), *replies[1:]]
        case _:
            return replies


HOW = ["good", "too few", "too many", "none", "refused", "empty", "half a letter"]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(HOW), min_size=1, max_size=6), st.integers(1, 12), st.integers(2, 5)
)
def test_no_text_ever_gets_the_reply_of_another(how: list[str], number: int, texts: int) -> None:
    """Whatever comes for several texts, each has its own draft in the end."""
    ways = iter(how)
    engine = Several(
        Limits(texts=texts),
        lambda sent, replies: spoiled(next(ways, "good") if len(sent) > 1 else "good", replies),
    )
    wanted = [f"Paragraph {one} of the article." for one in range(number)]

    found = Office((engine,)).draft(*wanted)

    assert targets(found) == [cyrillic(text) for text in wanted]


def test_after_a_bad_call_its_texts_go_one_at_a_time() -> None:
    """Each is logged and paid again, for it is sent again; the next call is tried as one."""
    engine = Several()
    engine.play = lambda sent, replies: (
        replies[1:] if len(sent) > 1 and sent[0] == TEXTS[0] else replies
    )
    office = Office((engine,))

    assert targets(office.draft(*TEXTS)) == DRAFTS

    alone = [[text] for text in TEXTS[:3]]
    assert engine.seen == [TEXTS[:3], TEXTS[3:6], *alone, TEXTS[6:]]
    assert len(office.log) == 3 + 3 + 3 + 1


def test_after_two_calls_without_use_none_is_tried() -> None:
    """An engine that cannot do it is not paid for it all day."""
    engine = Several(play=lambda sent, replies: replies if len(sent) == 1 else [])
    many = [f"Paragraph {number} of the article." for number in range(30)]

    assert targets(Office((engine,)).draft(*many)) == [cyrillic(text) for text in many]
    assert [len(call) for call in engine.seen] == [3, 3, *([1] * 30)]


def test_an_engine_that_fails_keeps_what_it_said_before() -> None:
    """What came in earlier calls is drafted in the same run, and the engine rests."""

    def play(sent: Sequence[str], replies: list[Reply]) -> list[Reply]:
        if TEXTS[4] in sent:
            raise ProviderError("it cannot be reached")
        return replies

    engine = Several(play=play)
    found = Office((engine,)).draft(*TEXTS)

    assert targets(found) == [*DRAFTS[:3], "", "", "", ""]
    assert {one.problem for one in found[3:]} == {"several rests: it cannot be reached"}
    assert engine.seen == [TEXTS[:3], TEXTS[3:6]]


def test_a_reply_that_the_gate_refuses_is_asked_for_alone() -> None:
    """Once whole, then in sentences; the others of its call stand."""
    engine = Several()
    engine.play = lambda sent, replies: (
        replies if len(sent) == 1 else [Reply(sent[0]), *replies[1:]]
    )

    assert targets(Office((engine,)).draft(*TEXTS[:3])) == DRAFTS[:3]
    assert engine.seen == [TEXTS[:3], TEXTS[:1]]


# --- What is paid ---------------------------------------------------------------------------------


def test_a_budget_is_kept_to_the_letter() -> None:
    """A call that it does not bear whole is not made; single texts go until it is spent."""
    size = len(TEXTS[0])
    engine = Several()
    office = Office((engine,), budget=5 * size)

    found = office.draft(*TEXTS)

    assert targets(found) == [*DRAFTS[:5], "", ""]
    assert "its budget" in found[5].problem
    assert engine.seen == [TEXTS[:3], TEXTS[3:4], TEXTS[4:5]]
    assert sum(record.characters for record in office.log) == 5 * size


def test_what_was_refused_goes_alone_when_it_is_asked_for_anew() -> None:
    """With others it would be paid for, and then once more."""
    engine = Several()
    office = Office((engine,))
    engine.play = lambda sent, replies: [
        Reply(one) if one == TEXTS[1] else reply for one, reply in zip(sent, replies, strict=True)
    ]
    assert targets(office.draft(*TEXTS[:3])) == [DRAFTS[0], "", DRAFTS[2]]
    engine.play = lambda _sent, replies: replies
    engine.seen.clear()

    office.retries = True
    assert targets(office.draft(*TEXTS[:5])) == DRAFTS[:5]

    assert engine.seen == [TEXTS[3:5], TEXTS[1:2]]


def test_a_killed_run_loses_no_more_than_the_call_on_its_way() -> None:
    """What came before is in the cache, all texts of a call or none."""
    cache = Cache()
    engine = Several()

    def die(sent: Sequence[str], replies: list[Reply]) -> list[Reply]:
        if TEXTS[4] in sent:
            raise KeyboardInterrupt
        return replies

    engine.play = die
    with pytest.raises(KeyboardInterrupt):
        Office((engine,), cache).draft(*TEXTS)
    engine.play = lambda _sent, replies: replies
    engine.seen.clear()

    assert targets(Office((engine,), cache).draft(*TEXTS)) == DRAFTS
    assert engine.seen == [TEXTS[3:6], TEXTS[6:]]


# --- A whole workspace ----------------------------------------------------------------------------


def libre(handler: Handler, seen: Seen) -> None:
    """Answer like LibreTranslate."""
    assert isinstance(seen.body, dict)
    parts = re.split(r"(<[^<>]*>)", "\n".join(seen.body["q"]))
    said = "".join(part if part.startswith("<") else cyrillic(part) for part in parts)
    handler.page({"translatedText": said.split("\n")})


def newsroom(root: Path, server: Server, articles: int, paragraphs: int) -> Press:
    """Make a workspace with public articles and a server that counts as one outside."""
    made = press(root, languages="en ru", articles="")
    lines = f'kind = "libretranslate"\nurl = "{server.url}"\noptions = {{ outside = true }}\n'
    made.write("polyglot.toml", f"{made.text('polyglot.toml')}\n[engines.libre]\n{lines}")
    for article in range(articles):
        body = "\n\n".join(f"Paragraph {n} of article {article}." for n in range(paragraphs))
        head = f"---\ntitle: Article {article}\nprivacy: public\n---\n\n"
        made.write(f"content/a{article}.md", f"{head}{body}\n")
    return made


def sent(server: Server) -> list[list[str]]:
    """Return the texts of each call, without their frames."""
    found = []
    for seen in server.seen:
        assert isinstance(seen.body, dict)
        found.append([row.partition(">")[2].removesuffix("</p>") for row in seen.body["q"]])
    return found


def test_what_is_shown_are_the_calls_that_are_made(tmp_path: Path) -> None:
    """Call by call, with its texts; in the text form, it says how many go together."""
    with serving(libre) as server:
        made = newsroom(tmp_path, server, 2, 30)
        words = ("translate", "--provider", "libre", "--show-outgoing")
        rows = made.done(*words, "--format", "json").plain
        shown = made.done(*words)
        assert server.seen == []

        made.done("translate", "--provider", "libre")

        calls_shown: dict[int, list[str]] = {}
        assert isinstance(rows, list)
        for row in rows:
            calls_shown.setdefault(row["call"], []).append(row["text"])
        assert sorted(calls_shown.values()) == sorted(sent(server))
        assert sorted(map(len, sent(server))) == [11, 11, 20, 20]
        assert shown.err.count(", 20 texts in one call\n") == 2
        assert shown.out.splitlines() == [row["text"] for row in rows]
    log = [json.loads(line) for line in made.text("private/outgoing.jsonl").splitlines()]
    assert len(log) == 62


@pytest.mark.parametrize("after", [1, 5])
def test_a_killed_command_goes_on_and_pays_for_no_answer_twice(tmp_path: Path, after: int) -> None:
    """SIGKILL at any moment: only the calls on their way just then are made again."""
    with serving(libre) as server:
        made = newsroom(tmp_path, server, 4, 79)
        words = ["-C", str(made.root), "translate", "--provider", "libre"]
        env = {**os.environ, "POLYGLOT_NOW": NOW, "PYTHONPATH": SOURCE}
        with subprocess.Popen(
            [sys.executable, "-m", "polyglot", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=env,
        ) as process:
            until = time.monotonic() + 60
            while len(server.seen) <= after and time.monotonic() < until:
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)

        made.done("translate", "--provider", "libre")

        texts = [text for call in sent(server) for text in call]
        assert len(set(texts)) == 4 * 80
        assert len(texts) - len(set(texts)) <= 2 * 20  # its calls at once, and texts in a call
    for number in range(4):
        assert made.board(f"a{number}")["ru"]["machine_drafts"] == 80
