"""Laws 2, 3, 4, 5, 6, 7 and 10 through whole commands: random lives of articles.

Writers edit, translators type, clear, empty and mark, editors judge, commands run in between;
what must hold is in `lives.py`.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lives import LANGUAGES, RUN, Life
from strategies import bodies, prose, texts
from workspaces import BRIDGE, SAMPLE, press

ACTS = ("accept", "approve", "reject", "revoke")
BY_SENTENCE = 'segmentation = "sentence"\n'
NUMBERS = st.integers(0, 2) | st.integers(0, 200)
WORDS = prose() | st.lists(prose(), min_size=2, max_size=4).map(
    lambda said: " ".join(f"Then {words}." for words in said)
)
SPOTS = st.tuples(st.sampled_from(LANGUAGES), NUMBERS)


class Lives(RuleBasedStateMachine):
    """One article in two languages, from its first extraction on."""

    starts: st.SearchStrategy[tuple[str, str]]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="life-"))

    def teardown(self) -> None:
        """Take the workspace away."""
        shutil.rmtree(self.folder)

    def begin(self, suffix: str, text: str) -> None:
        """Make the workspace and its catalogs."""
        made = press(self.folder / "w", languages="en ru kk", articles="")
        self.source = f"content/news/life{suffix}"
        made.write(self.source, text)
        self.versions = [text]
        self.life = Life(made, "news/life")
        self.life.command(*RUN)

    # --- Writers ------------------------------------------------------------------------------

    def blocks(self) -> list[str]:
        """Return the parts of the source that a blank line or a line's end parts."""
        return self.life.press.text(self.source).split(self.glue)

    @property
    def glue(self) -> str:
        """What parts the blocks."""
        return "\n" if self.source.endswith(".html") else "\n\n"

    def save(self, blocks: list[str]) -> None:
        """Save the source."""
        text = self.glue.join(blocks)
        self.versions.append(text)
        self.life.press.write(self.source, text)

    @rule(number=NUMBERS, words=WORDS, how=st.sampled_from(("edit", "add", "drop", "move")))
    def write(self, number: int, words: str, how: str) -> None:
        """Edit a paragraph, add one, drop one, or move one; the front matter stays."""
        blocks = self.blocks()
        at = 1 + number % max(1, len(blocks) - 1)
        if at >= len(blocks) or how == "add":
            new = f"<p>{words}</p>" if self.glue == "\n" else words
            blocks.insert(at, new)
        elif how == "edit":
            blocks[at] = blocks[at].replace("e", "é", 1) if number % 2 else f"{blocks[at]} {words}"
        elif how == "drop" and len(blocks) > 3:
            del blocks[at]
        elif how == "move":
            blocks.append(blocks.pop(at))
        self.save(blocks)

    @rule(is_by_sentence=st.booleans())
    def cut_anew(self, is_by_sentence: bool) -> None:  # noqa: FBT001 - drawn
        """Have the article translated by sentence, or by paragraph again."""
        text = self.life.press.text("polyglot.toml").removeprefix(BY_SENTENCE)
        self.life.press.write("polyglot.toml", BY_SENTENCE + text if is_by_sentence else text)

    @rule(number=NUMBERS)
    def go_back(self, number: int) -> None:
        """Undo: an earlier version of the source returns."""
        text = self.versions[number % len(self.versions)]
        self.life.press.write(self.source, text)

    # --- Translators --------------------------------------------------------------------------

    def spot(self, spot: tuple[str, int]) -> tuple[str, int] | None:
        """Return a message of the catalog that stands there now."""
        language, number = spot
        live = self.life.live(language)
        return (language, number % len(live)) if live else None

    @rule(spot=SPOTS, is_fuzzy=st.booleans())
    def type_well(self, spot: tuple[str, int], is_fuzzy: bool) -> None:  # noqa: FBT001 - drawn
        """Translate a paragraph with all its tags; web editors leave the mark where it was."""
        if found := self.spot(spot):
            message = self.life.live(found[0])[found[1]]
            text = self.life.typed(message.source)
            mark = message.is_fuzzy and is_fuzzy
            previous = message.previous if mark else None
            self.life.put(*found, target=text, is_fuzzy=mark, previous=previous)

    @rule(language=st.sampled_from(LANGUAGES))
    def translate_all(self, language: str) -> None:
        """Translate a whole file."""
        for number, message in enumerate(self.life.live(language)):
            text = self.life.typed(message.source)
            self.life.put(language, number, target=text, is_fuzzy=False, previous=None)

    @rule(spot=SPOTS, text=texts())
    def type_anything(self, spot: tuple[str, int], text: str) -> None:
        """Type what breaks tags, or looks like some."""
        if found := self.spot(spot):
            self.life.put(*found, target=self.life.typed(text), is_fuzzy=False, previous=None)

    @rule(spot=SPOTS)
    def clear(self, spot: tuple[str, int]) -> None:
        """Take the mark away, and let the text stand."""
        if found := self.spot(spot):
            self.life.put(*found, is_fuzzy=False, previous=None)

    @rule(language=st.sampled_from(LANGUAGES))
    def clear_all(self, language: str) -> None:
        """Take every mark away at once."""
        for number in range(len(self.life.live(language))):
            self.life.put(language, number, is_fuzzy=False, previous=None)

    @rule(spot=SPOTS)
    def empty(self, spot: tuple[str, int]) -> None:
        """Delete a translation."""
        if found := self.spot(spot):
            self.life.put(*found, target="", is_fuzzy=False, previous=None)

    @rule(spot=SPOTS)
    def mark(self, spot: tuple[str, int]) -> None:
        """Mark a text as one that needs work."""
        if (found := self.spot(spot)) and self.life.live(found[0])[found[1]].target:
            self.life.put(*found, is_fuzzy=True)

    # --- Editors ------------------------------------------------------------------------------

    @rule(spot=SPOTS, act=st.sampled_from(ACTS), name=st.sampled_from(("Dana", "Aygul")))
    def judge(self, spot: tuple[str, int], act: str, name: str) -> None:
        """Accept, approve, reject or take an approval back."""
        self.life.command("extract", "--by", "Timur")
        if found := self.spot(spot):
            words = ["review", act, "life", str(found[1] + 1), "-l", found[0], "--by", name]
            words += ["--reason", "alone"] if act == "approve" else []
            self.life.command(*words)
            self.life.states_are_honest()

    @rule(language=st.sampled_from(LANGUAGES))
    def approve_all(self, language: str) -> None:
        """Accept and approve whatever can be, and let it be published."""
        self.life.command("extract")
        words = ("--all", "-l", language, "--by", "Dana")
        self.life.command("review", "accept", "life", *words)
        self.life.command("review", "approve", "life", *words, "--reason", "alone")
        self.life.command("release", "life", "--by", "Dana")
        self.life.command("run", "--to", "html")
        self.life.states_are_honest()
        self.life.only_approved_words_are_public()

    @rule(language=st.sampled_from(LANGUAGES))
    def restore(self, language: str) -> None:
        """Bring a text back from the ledger."""
        self.life.command("restore", "life", "1", "-l", language)
        self.life.states_are_honest()

    # --- Commands -----------------------------------------------------------------------------

    @rule()
    def extract(self) -> None:
        """Bring catalogs and source together."""
        self.life.twice_is_once("extract")
        self.life.states_are_honest()

    @rule()
    def run(self) -> None:
        """The whole journey, with drafts by a machine."""
        self.life.twice_is_once(*RUN)
        self.life.states_are_honest()
        self.life.pages_have_the_sources_markup()
        self.life.only_approved_words_are_public()

    @precondition(lambda self: self.life.press.path(".polyglot").exists())
    @rule()
    def forget(self) -> None:
        """Delete what is disposable."""
        shutil.rmtree(self.life.press.path(".polyglot"))


class SmallLives(Lives):
    """Articles in Markdown, made up for the purpose."""

    @initialize()
    def bridge(self) -> None:
        """Begin with a news item."""
        self.begin(".md", BRIDGE)


class HtmlLives(Lives):
    """Articles in HTML, as Hypothesis writes them."""

    @initialize(body=bodies(), title=prose())
    def generated(self, body: str, title: str) -> None:
        """Begin with anything."""
        self.begin(".html", f"<title>{title}</title>\n{body}\n")


class SampleLives(Lives):
    """The articles of the sample workspace."""

    @initialize(
        name=st.sampled_from(("news/activists-seized-almaty.md", "notes/how-we-check-figures.html"))
    )
    def sample(self, name: str) -> None:
        """Begin with a real article."""
        path = SAMPLE / "content" / name
        self.begin(path.suffix, path.read_text(encoding="utf-8"))


MORE = int(os.environ.get("POLYGLOT_LIVES", "1"))
"""How many times as many lives are tried."""


@pytest.mark.parametrize(
    ("lives", "examples", "steps"),
    [(SmallLives, 25, 12), (HtmlLives, 25, 10), (SampleLives, 5, 10)],
    ids=["small", "html", "sample"],
)
def test_the_laws_hold_over_random_lives(lives: type[Lives], examples: int, steps: int) -> None:
    """Whatever writers, translators and editors do, in any order, nothing is lost or faked."""
    run_state_machine_as_test(
        lives,
        settings=settings(
            max_examples=examples * MORE,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_mark_that_only_a_refused_command_met_ends_no_approval() -> None:
    """What is refused records nothing: the mark is set and taken away again unseen."""
    life = SmallLives()
    life.bridge()
    life.approve_all("kk")
    life.mark(("kk", 0))
    life.restore("ru")
    life.clear_all("kk")

    life.approve_all("ru")

    life.teardown()
