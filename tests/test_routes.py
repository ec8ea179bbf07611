"""Engines in line: which way a text goes, who takes over, and what the reviewer sees of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopback import installed
from polyglot.errors import ProviderError
from polyglot.plugins import ALONE, Context, Limits, Reply, Wire
from polyglot.providers.routes import label, missing, routes
from workspaces import Press, found, mark, press

LANGUAGES = ("en", "ru", "kk", "kaa", "uz")
BRIDGE = "news/bridge"


@dataclass
class Engine:
    """An engine that knows *pairs*, and says what a test wants."""

    name: str
    pairs: frozenset[tuple[str, str]]
    answer: Callable[[str], str] = lambda text: text
    is_local: bool = False
    wire: Wire = "html"
    version: str = "1"
    limits: Limits = field(default_factory=Limits)
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def supports(self, source: str, target: str) -> bool:
        """Tell whether it knows the pair."""
        return (source, target) in self.pairs

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Answer as the test wants."""
        del context
        self.asked += [(source, target, text) for text in texts]
        return [Reply(self.answer(text)) for text in texts]


def pairs(*words: str) -> frozenset[tuple[str, str]]:
    """Return pairs of codes written `en-uz`, with `>` between tags."""
    return frozenset((a, b) for word in words for a, b in [word.split(">")])


GOOGLE = Engine("google", pairs("en>ru", "en>uz", "en>kk", "ru>uz", "uz>en"))
APERTIUM = Engine("apertium", pairs("uz>kaa", "kk>kaa", "kaa>uz"), is_local=True)
MADLAD = Engine("madlad", pairs("en>kaa-Cyrl", "ru>kaa-Cyrl"))


@pytest.mark.parametrize(
    ("source", "target", "engines", "relays", "best"),
    [
        ("en", "ru", [GOOGLE, APERTIUM], LANGUAGES, "google"),
        ("en", "kaa", [GOOGLE, APERTIUM], ("uz", "kk"), "google→apertium"),
        ("en", "kaa", [GOOGLE, APERTIUM, MADLAD], LANGUAGES, "madlad→kaa-Latn"),
        ("kaa", "en", [GOOGLE, APERTIUM], LANGUAGES, "apertium→google"),
        ("en", "kaa", [GOOGLE], LANGUAGES, ""),
        ("en", "kaa", [GOOGLE, APERTIUM], (), ""),
    ],
)
def test_the_best_route_has_the_fewest_engines(
    source: str, target: str, engines: list[Engine], relays: tuple[str, ...], best: str
) -> None:
    """Direct, through another script, or by way of another language."""
    ways = routes(source, target, engines, relays)

    assert (label(ways[0]) if ways else "") == best


def test_the_order_of_the_settings_decides_between_equals() -> None:
    """Whichever language is named first is gone by way of, whichever engine first is asked."""
    other = Engine("other", GOOGLE.pairs)

    by_uzbek = routes("en", "kaa", [GOOGLE, APERTIUM], ("uz", "kk"))
    by_kazakh = routes("en", "kaa", [other, GOOGLE, APERTIUM], ("kk", "uz"))

    assert [hop.target for hop in by_uzbek[0]] == ["uz", "kaa"]
    assert [hop.target for hop in by_kazakh[0]] == ["kk", "kaa"]
    assert [label(route) for route in by_kazakh][::2] == ["other→apertium", "google→apertium"]


CODES = st.sampled_from((*LANGUAGES, "kaa-Cyrl", "uz-Cyrl"))
ENGINES = st.lists(
    st.builds(Engine, st.sampled_from("abc"), st.frozensets(st.tuples(CODES, CODES), max_size=6)),
    max_size=3,
    unique_by=lambda engine: engine.name,
)


@given(ENGINES, st.permutations(LANGUAGES))
def test_every_route_can_be_gone_from_end_to_end(engines: list[Engine], relays: list[str]) -> None:
    """Each hop begins where the last one ended, and its engine knows the pair."""
    known = {engine.name: engine for engine in engines}

    for route in routes("en", "kaa", engines, relays):
        assert all(
            first.target.partition("-")[0] == second.source.partition("-")[0]
            for first, second in pairwise(route)
        )
        assert route[0].source.startswith("en")
        assert route[-1].target in ("kaa", "kaa-Latn")
        for hop in route:
            assert not hop.engine or known[hop.engine].supports(hop.source, hop.target)
    assert routes("en", "kaa", engines, relays) == routes("en", "kaa", engines, relays)


def test_who_would_help_is_named() -> None:
    """With the route that would then lead there."""
    helpful = missing("en", "kaa", [GOOGLE], [APERTIUM, MADLAD], LANGUAGES)

    assert [name for name, _ in helpful] == ["apertium", "madlad"]
    assert missing("en", "kaa", [], [APERTIUM], LANGUAGES) == ()


# --- In a newsroom --------------------------------------------------------------------------------


@pytest.fixture
def newsroom(tmp_path: Path) -> Press:
    """Make a workspace with one public article in English, for Karakalpak by way of Uzbek."""
    made = press(tmp_path, languages="en kaa uz", articles="")
    body = "---\ntitle: A bridge\nprivacy: public\n---\n\nIt is 310 metres long.\n\nNobody paid.\n"
    made.write("content/news/bridge.md", body)
    return made


def engines() -> tuple[Engine, Engine]:
    """Return one engine that knows Uzbek, and one on this machine that knows Karakalpak."""
    far = Engine("far", pairs("en>uz"), lambda text: f"{text} lar")
    near = Engine("near", pairs("uz>kaa"), lambda text: f"{text} ler", is_local=True)
    return far, near


def test_a_relayed_draft_shows_its_route_and_the_text_between(newsroom: Press) -> None:
    """In the ledger and the remark the route, beside the draft the Uzbek text."""
    far, near = engines()

    with installed(far, near):
        said = newsroom.done("translate", "-l", "kaa", "--provider", "far,near")

    entry = newsroom.entry(BRIDGE, "kaa", "It is 310")
    lines = [line for line in newsroom.ledger(BRIDGE) if line["source"] == entry.msgid]
    assert entry.msgstr == "It is 310 metres long. lar ler"
    assert entry.fuzzy
    assert entry.tcomment.splitlines() == [
        "polyglot: uz: It is 310 metres long. lar",
        "machine draft (far→near), not checked",
    ]
    assert [(line["by"], line["note"], line["kind"]) for line in lines] == [
        ("far→near", "uz: It is 310 metres long. lar", "machine")
    ]
    assert "3 from far→near" in said.err
    assert "then from far, which gets the text of public articles; then from near" in said.err


def test_the_text_between_goes_when_a_person_has_translated(newsroom: Press) -> None:
    """It helps with the draft only; a hint that a translator took out is not written again."""
    far, near = engines()
    with installed(far, near):
        newsroom.done("translate", "-l", "kaa", "--provider", "far,near")
    with newsroom.opened(BRIDGE, "kaa") as file:
        found(file, "Nobody paid.").tcomment = "machine draft (far→near), not checked"

    newsroom.done("extract")
    newsroom.type(BRIDGE, "kaa", {"It is 310": "Onıń uzınlıǵı 310 metr."})
    newsroom.done("extract")

    assert "uz:" not in newsroom.entry(BRIDGE, "kaa", "Nobody paid").tcomment
    assert newsroom.entry(BRIDGE, "kaa", "It is 310").tcomment == ""
    assert "uz: " in newsroom.entry(BRIDGE, "kaa", "A bridge").tcomment


def test_every_hop_goes_past_the_gate(newsroom: Press) -> None:
    """A figure lost on the way never reaches the second engine."""
    far, near = engines()
    far.answer = lambda text: text.replace("310", "31") + " lar"

    with installed(far, near):
        said = newsroom.run("translate", "-l", "kaa", "--provider", "far,near")

    assert newsroom.entry(BRIDGE, "kaa", "It is 310").msgstr == ""
    assert not any("31 " in text for _, _, text in near.asked)
    assert "lost the figure 310, on the way" in said.err


def test_the_next_engine_takes_over_from_one_that_fails(newsroom: Press) -> None:
    """What the first did stays its own; the rest is the second's."""

    def fail(text: str) -> str:
        if "310" in text:
            raise ProviderError("it is tired")
        return f"{text} lar"

    first = Engine("first", pairs("en>uz"), fail)
    second = Engine("second", pairs("en>uz"), lambda text: f"{text} da")

    with installed(first, second):
        said = newsroom.done("translate", "-l", "uz", "--provider", "first,second")

    drafts = {line["source"]: line["by"] for line in newsroom.ledger(BRIDGE)}
    assert drafts == {
        "A bridge": "first",
        "It is 310 metres long.": "second",
        "Nobody paid.": "second",
    }
    assert "1 from first, 2 from second" in said.err


def test_settings_name_one_engine_or_a_line_of_them(newsroom: Press) -> None:
    """A list is asked in its order; one name is as it was."""
    far, near = engines()
    settings = newsroom.text("polyglot.toml")

    with installed(far, near):
        newsroom.write("polyglot.toml", f'{settings}\n[translate]\nprovider = ["far", "near"]\n')
        line = newsroom.done("translate", "-l", "kaa")
        again = newsroom.done("translate", "-l", "kaa")
        newsroom.write("polyglot.toml", f'{settings}\n[translate]\nprovider = "far"\n')
        one = newsroom.done("translate", "-l", "uz")

    assert "3 from far→near" in line.err
    assert "drafts:" not in again.err
    assert "3 from far" in one.err


def test_a_language_nobody_reaches_says_who_would(newsroom: Press) -> None:
    """The summary names the engines that could be had, and their route."""
    far, _ = engines()

    with installed(far):
        said = newsroom.run("translate", "-l", "kaa", "--provider", "far")

    assert said.code == 1
    assert "kaa: far does not translate from en to kaa" in said.err


def test_an_engine_that_may_not_see_the_article_is_in_no_route(newsroom: Press) -> None:
    """Half a route is none: nothing is sent to anybody."""
    far, near = engines()
    newsroom.swap("content/news/bridge.md", "privacy: public\n", "")

    with installed(far, near):
        said = newsroom.run("translate", "-l", "kaa", "--provider", "far,near")

    assert far.asked == near.asked == []
    assert "do not call far trusted" in said.err


def test_a_draft_that_was_sent_back_is_not_made_the_same_way_again(newsroom: Press) -> None:
    """Rejected, the route is not gone again for that text; a relayed draft is a machine's."""
    far, near = engines()
    with installed(far, near):
        newsroom.done("translate", "-l", "kaa", "--provider", "far,near")
        newsroom.type(BRIDGE, "kaa", {"Nobody paid.": ""})
        newsroom.done("extract")
        asked = len(far.asked)
        newsroom.run("translate", "-l", "kaa", "--provider", "far,near")

    assert len(far.asked) == asked
    assert newsroom.entry(BRIDGE, "kaa", "Nobody paid.").msgstr == ""
    assert newsroom.board(BRIDGE)["kaa"]["machine_drafts"] == 2


def test_a_relayed_or_hidden_draft_never_replaces_a_person_and_is_never_done(
    newsroom: Press,
) -> None:
    """Laws 3 and 10: people's texts stand, and what a machine wrote counts as a machine's."""
    far, near = engines()
    newsroom.write("private/protected.csv", "name,uz,kaa\nNobody,Nobody,Nobody\n")
    newsroom.flawed("extract")
    newsroom.type(BRIDGE, "kaa", {"It is 310": "Onıń uzınlıǵı 310 metr."})
    with newsroom.opened(BRIDGE, "kaa") as file:
        found(file, "A bridge").msgstr = "Kópir"
        mark(found(file, "A bridge"))

    with installed(far, near):
        newsroom.flawed("translate", "-l", "kaa", "--provider", "far,near")
    with newsroom.opened(BRIDGE, "kaa") as file:
        entry = found(file, "Nobody paid.")
        entry.flags = []
    newsroom.flawed("extract", "--by", "Aygul")

    row = newsroom.board(BRIDGE)["kaa"]
    assert not any("Nobody" in text for _, _, text in far.asked)
    assert newsroom.entry(BRIDGE, "kaa", "It is 310").msgstr == "Onıń uzınlıǵı 310 metr."
    assert newsroom.entry(BRIDGE, "kaa", "A bridge").msgstr == "Kópir"
    assert entry.msgstr == "Nobody paid. lar ler"
    assert (row["translated"], row["accepted"]) == (1, 1)


def test_no_engine_relays_for_itself_where_it_knows_the_way() -> None:
    """What a person sent back does not come again by a detour over the same engine."""
    one = Engine("one", pairs("en>kk", "en>uz", "uz>kk", "uz>kaa"))
    other = Engine("other", pairs("uz>kk"))

    found = [label(route) for route in routes("en", "kk", [one, other], ["uz"])]

    assert found == ["one", "one→other"]
    assert [label(route) for route in routes("en", "kaa", [one], ["uz"])] == ["one→one"]
