"""Laws 2, 3, 4, 7 and 10 through other people's programs: editors, old files, git, power failures.

The random lives of `test_laws.py` go on here with all that happens to a file between two commands.
"""

import re
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from editors import EDITORS, cut_short, merged
from lives import LANGUAGES, RUN, Life, Pair, is_typed, pair
from polyglot import catalog as po
from polyglot.errors import CatalogError
from polyglot.model import Message
from test_laws import MORE, NUMBERS, SmallLives
from workspaces import twin

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("type", "clear", "mark", "empty", "accept", "approve", "reject")),
        st.sampled_from(LANGUAGES),
        NUMBERS,
    ),
    min_size=1,
    max_size=4,
)
Deeds = list[tuple[str, str, int]]


class Shared(Life):
    """A life in which files come and go: a text may also be kept by its words alone.

    *known* is what was approved where two branches parted.
    *alone* is what one branch approved and the other one marked or rejected: no line ends that
    approval, so it counts again once a person's line ends the rejection.
    """

    known: set[Pair]
    alone: set[Pair]

    def nothing_is_lost(self, after: dict[str, list[Message]]) -> None:
        """Law 2: every text a person wrote stands in a catalog or, as text, in the ledger."""
        stands = {
            pair((language, *key), message.target)
            for language, messages in after.items()
            for message in messages
            for key in (message.key, message.previous or message.key)
        }
        texts = {
            pair((str(line["language"]), None, ""), str(line["target"]))
            for line in self.press.ledger(self.article)
        }
        lost = {
            words for words in self.words - stands if (words[0], None, "", words[3]) not in texts
        }
        assert not lost, lost

    def do(self, deeds: Deeds, name: str) -> None:
        """Let a translator and an editor do things to the catalogs as they stand now."""
        for what, language, number in deeds:
            live = self.live(language)
            if not live:
                continue
            at = number % len(live)
            if what == "type":
                text = self.typed(live[at].source)
                self.put(language, at, target=text, is_fuzzy=False, previous=None)
            elif what == "clear":
                self.put(language, at, is_fuzzy=False, previous=None)
            elif what == "mark" and live[at].target:
                self.put(language, at, is_fuzzy=True)
            elif what == "empty":
                self.put(language, at, target="", is_fuzzy=False, previous=None)
            elif what in ("accept", "approve", "reject"):
                self.judge(what, language, at, name)
        self.command("extract", "--by", name)

    def work_in(self, letter: Path, deeds: Deeds) -> None:
        """Let a translator do things to a file that was sent, as it came to her."""
        for what, language, number in deeds:
            read = po.read_all(letter.read_bytes(), path=str(letter), language=language)
            messages = list(read.catalog.messages)
            live = [at for at, message in enumerate(messages) if not message.is_obsolete]
            if not live:
                continue
            at = live[number % len(live)]
            message = messages[at]
            if what == "type":
                target = self.typed(message.source)
                messages[at] = replace(message, target=target, is_fuzzy=False, previous=None)
            elif what in ("clear", "accept", "approve"):
                messages[at] = replace(message, is_fuzzy=False, previous=None)
            elif what in ("mark", "reject") and message.target:
                messages[at] = replace(message, is_fuzzy=True)
            elif what == "empty":
                messages[at] = replace(message, target="", is_fuzzy=False, previous=None)
            if messages[at].target.strip() and not messages[at].is_fuzzy:
                self.stood.add(pair((language, *message.key), messages[at].target))
            fields = (*read.catalog.fields, *read.sent)
            catalog = replace(read.catalog, fields=fields, messages=tuple(messages))
            letter.write_bytes(po.write(catalog))
        # What she typed over herself nobody has ever seen.
        self.words |= {
            pair((language, *message.key), message.target)
            for language in {language for _, language, _ in deeds}
            for message in po.read(letter.read_bytes(), path="", language=language).messages
            if is_typed(message.target)
        }

    def branch(self, folder: Path) -> "Shared":
        """Return the same life on another branch, in a clone of its own."""
        other = Shared(twin(self.press, folder), self.article)
        other.words, other.stood = set(self.words), set(self.stood)
        other.approved, other.known = set(self.approved), set(self.approved)
        other.alone = set(self.alone)
        other.count = self.count + 1000
        self.known = set(self.approved)
        return other

    def marked(self) -> set[Pair]:
        """Return the pairs that bear a mark in the catalogs as they stand."""
        return {
            pair((language, *message.key), message.target)
            for language in LANGUAGES
            for message in self.live(language)
            if message.target and message.is_fuzzy and message.previous is None
        }

    def join(self, other: "Shared") -> None:
        """Take over what was done on another branch; an approval that one ended is ended."""
        ended = self.known - (self.approved & other.approved)
        self.words |= other.words
        self.stood |= other.stood
        self.alone |= self.approved & other.marked() | other.approved & self.marked()
        self.approved = (self.approved | other.approved) - ended
        self.count = other.count

    def take_back(self, judged: Pair) -> None:
        """Take down that an editor rejected a pair, or revoked what was said of it."""
        super().take_back(judged)
        self.alone.discard(judged)

    def states_are_honest(self) -> None:
        """Laws 7 and 10, with what was approved on one branch only."""
        approved = self.approved
        self.approved = approved | self.alone
        super().states_are_honest()
        self.approved = approved

    def judge(self, act: str, language: str, at: int, name: str) -> None:
        """Judge one paragraph."""
        self.command("extract", "--by", "Timur")
        words = ["review", act, self.article, str(at + 1), "-l", language, "--by", name]
        words += ["--reason", "alone"] if act == "approve" else []
        self.command(*words)


class SharedLives(SmallLives):
    """A news item on which several people work with programs of their own."""

    life: Shared

    def begin(self, suffix: str, text: str) -> None:
        """Make the workspace, and keep what is sent out."""
        super().begin(suffix, text)
        old = self.life
        self.life = Shared(old.press, old.article)
        self.life.__dict__.update(old.__dict__)
        self.life.alone = set()
        self.sent: dict[str, list[bytes]] = {language: [] for language in LANGUAGES}
        self.posted: list[tuple[str, bytes]] = []

    # --- Editors ------------------------------------------------------------------------------

    @rule(language=st.sampled_from(LANGUAGES), editor=st.sampled_from(sorted(EDITORS)))
    def save_with(self, language: str, editor: str) -> None:
        """Open a file in an editor and save it; whoever stood behind a text still does."""
        self.life.command("extract")
        path = self.life.path(language)
        before = self.life.desk().states(language)

        path.write_bytes(EDITORS[editor](path.read_bytes()))
        self.life.command("extract")

        now = {(m.key, m.target): state for m, state in self.life.desk().states(language)}
        for message, state in before:
            if (message.key, message.target) in now:
                assert now[message.key, message.target] is state, (editor, message)

    # --- Old files ----------------------------------------------------------------------------

    @rule(language=st.sampled_from(LANGUAGES))
    def send(self, language: str) -> None:
        """Send a file to somebody by e-mail."""
        self.sent[language].append(self.life.path(language).read_bytes())

    @precondition(lambda self: any(self.sent.values()))
    @rule(language=st.sampled_from(LANGUAGES), number=NUMBERS)
    def put_back(self, language: str, number: int) -> None:
        """Put an old file over the newer one, as if nothing had happened since."""
        if self.sent[language]:
            self.life.command("extract")
            old = self.sent[language][number % len(self.sent[language])]
            self.life.path(language).write_bytes(old)
            self.life.twice_is_once("extract")
            self.life.states_are_honest()

    @rule(language=st.sampled_from(LANGUAGES))
    def post(self, language: str) -> None:
        """Send a catalog out as a file; nothing changes here."""
        self.life.command("extract")
        before = self.life.press.files()
        out = self.folder / "out"
        result = self.life.press.done("send", "life", "-l", language, "--to", str(out))
        assert self.life.press.files() == before
        self.posted.append((language, Path(result.out.strip()).read_bytes()))
        rmtree(out)

    @precondition(lambda self: self.posted)
    @rule(
        number=NUMBERS,
        deeds=st.just([]) | DEEDS,
        editor=st.sampled_from(("", *sorted(EDITORS))),
        by=st.sampled_from(("", "Aygul", "Timur")),
        has_lines=st.booleans(),
    )
    def come_back(
        self,
        number: int,
        deeds: Deeds,
        editor: str,
        by: str,
        has_lines: bool,  # noqa: FBT001 - drawn
    ) -> None:
        """A file that was sent comes back, late or soon, worked in or not."""
        self.life.command("extract")
        language, data = self.posted[number % len(self.posted)]
        letter = self.folder / "letter.po"
        letter.write_bytes(data)
        self.life.work_in(letter, [(what, language, at) for what, _, at in deeds])
        data = EDITORS[editor](letter.read_bytes()) if editor else letter.read_bytes()
        letter.write_bytes(data if has_lines else re.sub(rb'"X-Polyglot-[^\n]*\n', b"", data))
        before = self.life.press.files()
        typed = {m.key for m in self.life.live(language) if is_typed(m.target)}

        renamed = ("--article", self.life.article) if "news" not in self.life.article else ()
        words = ("receive", str(letter), *(("--by", by) if by else ()), *renamed)
        self.life.twice_is_once(*words)

        if not deeds and editor != "Babel":
            assert self.life.press.files() == before
        for message in self.life.live(language):
            # Law 3: what takes the place of a person's text is a person's, or nothing.
            assert message.key not in typed or not message.target or is_typed(message.target)
        self.life.twice_is_once("extract")
        self.life.states_are_honest()

    # --- git ----------------------------------------------------------------------------------

    @rule(mine=DEEDS, yours=DEEDS, side=st.sampled_from(("--ours", "--theirs")), fold=st.booleans())
    def merge(self, mine: Deeds, yours: Deeds, side: str, fold: bool) -> None:  # noqa: FBT001
        """Two branches go on from here, and git brings them together."""
        self.life.command("extract")
        base = self.life.press.files("locales")
        other = self.life.branch(self.folder / "other")
        self.life.do(mine, "Dana")
        if fold:
            self.life.command("ledger", "fold")
        other.do(yours, "Aygul")
        self.life.join(other)

        self.bring(base, other.press.files("locales"), side)
        self.life.twice_is_once("extract")
        self.life.states_are_honest()
        rmtree(other.press.root)

    def bring(self, base: dict[str, bytes], theirs: dict[str, bytes], side: str) -> None:
        """Merge another branch as git does: file by file, line by line, *side* where they clash."""
        ours = self.life.press.files("locales")
        for name in {*ours, *theirs}:
            path = self.life.press.path(name)
            old, mine, yours = base.get(name), ours.get(name), theirs.get(name)
            if yours in (mine, old):
                continue
            if mine == old:
                path.unlink(missing_ok=True)
                if yours is not None:
                    self.life.press.write(name, yours)
            elif mine is not None and yours is not None and name.endswith(".po"):
                self.settle(path, mine, old or b"", yours, side)

    def settle(self, path: Path, mine: bytes, old: bytes, yours: bytes, side: str) -> None:
        """Merge a catalog; where git leaves a conflict, polyglot tells it and touches nothing."""
        marked = merged(mine, old, yours)
        path.write_bytes(marked)
        if b"<<<<<<< " in marked:
            result = self.life.press.run("extract")
            assert result.code == 1, result
            assert "git left a conflict" in result.err
            assert path.read_bytes() == marked
        whole = merged(mine, old, yours, side)
        try:
            po.read(whole, path=str(path), language=path.parts[-4])
        except CatalogError:
            whole = mine if side == "--ours" else yours
        path.write_bytes(whole)

    # --- Files and processes ------------------------------------------------------------------

    @rule()
    def rename(self) -> None:
        """Move the article to another folder."""
        self.life.command("extract")
        old = self.life.press.path(self.source)
        text = old.read_text("utf-8")
        folder = "notes" if "/news/" in self.source else "news"
        self.source = f"content/{folder}/{old.name}"
        old.unlink()
        self.life.press.write(self.source, text)
        self.life.article = f"{folder}/{old.stem}"
        self.life.command("extract")
        self.life.states_are_honest()

    @rule(moment=st.integers(0, 25), words=st.sampled_from((RUN, ("extract",), ("ledger", "fold"))))
    def die(self, moment: int, words: tuple[str, ...]) -> None:
        """A command dies at any moment; the next one completes or undoes what it began."""
        self.life.see({language: self.life.messages(language) for language in LANGUAGES})
        press = self.life.press
        code = cut_short(("-C", str(press.root), *words), moment, {"POLYGLOT_NOW": press.now})
        assert code in (0, 1, 9), code
        self.life.twice_is_once("extract")
        self.life.states_are_honest()

    @rule()
    def fold(self) -> None:
        """Join the ledger's files."""
        self.life.command("extract")
        before = [state for name in LANGUAGES for _, state in self.life.desk().states(name)]
        self.life.twice_is_once("ledger", "fold")
        assert before == [state for n in LANGUAGES for _, state in self.life.desk().states(n)]


@pytest.mark.parametrize(
    ("examples", "steps"),
    [(15, 12), pytest.param(300, 30, marks=pytest.mark.slow)],
    ids=["few", "many"],
)
def test_the_laws_hold_whatever_programs_people_use(examples: int, steps: int) -> None:
    """Nothing is lost, nothing rises, no machine text becomes a person's: in any editor."""
    run_state_machine_as_test(
        SharedLives,
        settings=settings(
            max_examples=examples * MORE,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
