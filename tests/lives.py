"""The life of one article in Hypothesis' hands, and what must hold after each event of it."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import TypeAlias
from xml.etree.ElementTree import Element

import html5lib

from polyglot import catalog as po
from polyglot.inline import plain
from polyglot.ledger import fold
from polyglot.model import Message, State
from polyglot.pipeline.desk import Desk, load
from polyglot.pipeline.running import enter
from polyglot.pipeline.survey import survey
from workspaces import Press, Result

LANGUAGES = ("ru", "kk")
RUN = ("run", "--drafts", "--provider", "pseudo", "--to", "html")
DAY = date(2026, 3, 1)

Key: TypeAlias = tuple[str, str | None, str]
Pair: TypeAlias = tuple[str, str | None, str, str]


class Life:
    """An article, what people did to it, and what must be true of it from then on.

    *words* are the pairs that a command has seen and a person wrote; *stood* are those a person
    let stand without a mark; *approved* those somebody approved and nobody took back.
    What a person typed ends in a word of its own, so that it can be told from all machine text.
    """

    def __init__(self, made: Press, article: str) -> None:
        self.press = made
        self.article = article
        self.words: set[Pair] = set()
        self.stood: set[Pair] = set()
        self.approved: set[Pair] = set()
        self.count = 0

    # --- What people do -----------------------------------------------------------------------

    def messages(self, language: str) -> list[Message]:
        """Return the messages of a catalog, as they stand in the file."""
        path = self.path(language)
        if not path.exists():
            return []
        read = po.read(path.read_bytes(), path=str(path), language=language)
        return list(read.messages)

    def path(self, language: str) -> Path:
        """Return where a catalog stands."""
        return self.press.path(f"locales/{language}/LC_MESSAGES/{self.article}.po")

    def live(self, language: str) -> list[Message]:
        """Return the messages in use."""
        return [message for message in self.messages(language) if not message.is_obsolete]

    def put(self, language: str, number: int, **changes: object) -> None:
        """Save a catalog with one message changed, as an editor does."""
        path = self.path(language)
        catalog = po.read(path.read_bytes(), path=str(path), language=language)
        messages = list(catalog.messages)
        messages[number] = replace(messages[number], **changes)  # type: ignore[arg-type] # its fields
        path.write_bytes(po.write(replace(catalog, messages=tuple(messages))))

    def typed(self, text: str) -> str:
        """Return *text* with a word in it that nobody else ever types."""
        self.count += 1
        return f"{text} w{self.count}q"

    # --- What polyglot does -------------------------------------------------------------------

    def command(self, *words: str) -> Result:
        """Run a command, and expect the laws to hold after it."""
        before = {language: self.messages(language) for language in LANGUAGES}
        known, approved = set(self.words), set(self.approved)
        self.see(before)

        result = self.press.run(*words)

        assert result.code in (0, 1), result
        assert "we are sorry" not in result.err, result
        after = {language: self.messages(language) for language in LANGUAGES}
        if words[0] in ("review", "restore"):
            self.judged(words, result, before, after)
        elif words[0] != "receive":
            self.no_machine_over_a_person(before, after)
        self.nothing_is_lost(after)
        self.nothing_rises_by_itself(after)
        if result.code != 0 and words[0] in ("review", "restore"):
            # What is refused writes nothing, the record of what it saw included.
            self.words, self.approved = known, approved
        return result

    def see(self, before: dict[str, list[Message]]) -> None:
        """Take down what a person did to the files before a command."""
        for language, messages in before.items():
            for message in messages:
                if not message.target.strip():
                    continue
                context, source = message.previous or message.key
                if is_typed(message.target):
                    self.words.add(pair((language, context, source), message.target))
                own = pair((language, *message.key), message.target)
                if not message.is_fuzzy and not message.is_obsolete:
                    self.stood.add(own)
                elif message.previous is None and not message.is_obsolete:
                    self.approved.discard(own)

    def judged(
        self,
        words: tuple[str, ...],
        result: Result,
        before: dict[str, list[Message]],
        after: dict[str, list[Message]],
    ) -> None:
        """Take down what an editor did with a command; it follows one that changed nothing."""
        if result.code != 0 or words[0] == "restore":
            return
        act, which, language = words[1], words[3], words[5]
        old = [message for message in before[language] if not message.is_obsolete]
        new = [message for message in after[language] if not message.is_obsolete]
        numbers = range(len(new)) if which == "--all" else [int(which) - 1]
        for number in numbers:
            judged = pair((language, *new[number].key), new[number].target)
            is_finished = bool(new[number].target) and not new[number].is_fuzzy
            if act == "accept" and is_finished:
                self.stood.add(judged)
            elif act == "approve" and is_finished:
                self.approved.add(judged)
            elif act in ("reject", "revoke"):
                self.take_back(pair((language, *old[number].key), old[number].target))

    def take_back(self, judged: Pair) -> None:
        """Take down that an editor rejected a pair, or revoked what was said of it."""
        self.approved.discard(judged)

    # --- The laws -----------------------------------------------------------------------------

    def nothing_is_lost(self, after: dict[str, list[Message]]) -> None:
        """Law 2: every pair a person wrote stands in a catalog or in the ledger."""
        stands = {
            pair((language, *key), message.target)
            for language, messages in after.items()
            for message in messages
            for key in (message.key, message.previous or message.key)
        }
        recorded = {
            pair(
                (str(line["language"]), _context(line.get("context")), str(line["source"])),
                str(line["target"]),
            )
            for line in self.press.ledger(self.article)
        }
        lost = self.words - stands - recorded
        assert not lost, lost

    def no_machine_over_a_person(
        self, before: dict[str, list[Message]], after: dict[str, list[Message]]
    ) -> None:
        """Law 3: where a person's text stood and the source is the same, it stands."""
        for language, messages in before.items():
            now = {message.key: message.target for message in after[language]}
            for message in messages:
                if not message.is_obsolete and is_typed(message.target) and message.key in now:
                    assert now[message.key] == message.target, (language, message)

    def nothing_rises_by_itself(self, after: dict[str, list[Message]]) -> None:
        """Law 7: what has no mark was let stand by a person, exactly as it is."""
        for language, messages in after.items():
            for message in messages:
                if message.target.strip() and not message.is_fuzzy and not message.is_obsolete:
                    assert pair((language, *message.key), message.target) in self.stood, message

    def twice_is_once(self, *words: str) -> None:
        """Law 4: a command run again changes not one byte, nor without what is disposable."""
        self.command(*words)
        once = self.press.files()

        self.command(*words)
        twice = self.press.files()
        shutil.rmtree(self.press.path(".polyglot"), ignore_errors=True)
        self.command(*words)

        assert twice == once, [name for name in once if twice.get(name) != once[name]]
        later = self.press.files()
        assert later == once, [name for name in once if later.get(name) != once[name]]

    def states_are_honest(self) -> None:
        """Laws 7 and 10: approved is what somebody approved; machine text is never translated."""
        desk = self.desk()
        for language in desk.catalogs:
            for message, state in desk.states(language):
                if state is State.APPROVED:
                    own = pair((language, *message.key), message.target)
                    assert own in self.approved, message
                if state is State.TRANSLATED:
                    assert is_typed(message.target), message

    def desk(self) -> Desk:
        """Return the article as the next command would read it."""
        workspace = enter(self.press.root)
        (source,) = (one for one in survey(workspace).sources if one.id == self.article)
        return load(workspace, source)

    def pages_have_the_sources_markup(self) -> None:
        """Laws 5 and 6: the same elements, attribute names and addresses in every language."""
        wanted = skeleton(self.press.page(self.article, "en", drafts=True))
        for language in LANGUAGES:
            found = skeleton(self.press.page(self.article, language, drafts=True))
            assert found == wanted, (language, found - wanted, wanted - found)

    def only_approved_words_are_public(self) -> None:
        """Laws 7 and 10, as readers see them: no word is out that nobody approved."""
        ever = {fold(plain(target)) for _, _, _, target in self.words | self.stood}
        for language in LANGUAGES:
            if self.press.has_page(self.article, language):
                text = words_of(self.press.page(self.article, language))
                machine = re.findall(r"\[[^\[\]]*·\]", text)
                # A draft that was cut into sentences stands on the page as a whole again.
                longest = sorted(ever, key=len, reverse=True)
                assert not [one for one in machine if _has_more(one, longest)], machine


def _has_more(text: str, known: list[str]) -> bool:
    """Tell whether *text* has words that stand in none of the *known* texts."""
    if any(text in one for one in known):
        return False
    for one in known:
        text = text.replace(one, " ") if one else text
    return any(character.isalpha() for character in text)


def _context(value: object) -> str | None:
    return None if value is None else str(value)


def pair(key: Key, target: str) -> Pair:
    """Return a pair as the ledger compares it."""
    language, context, source = key
    return (language, context, fold(source), fold(target))


def is_typed(text: str) -> bool:
    """Tell whether a person of ours typed *text*."""
    return re.search(r"\bw\d+q\b", text) is not None


def words_of(text: str) -> str:
    """Return what a reader reads of a page."""
    shown = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    return fold(unescape(re.sub(r"<[^<>]*>", "", shown)))


def skeleton(page: str) -> Counter[tuple[str, ...]]:
    """Return how often each element with its attribute names and its outer address stands."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    found: Counter[tuple[str, ...]] = Counter()
    for body in _bodies(tree):
        for node in body.iter():
            if isinstance(node.tag, str):
                href = node.get("href", "")
                outer = href if "://" in href else ""
                found[node.tag, outer, *sorted(map(str, node.keys()))] += 1
    return found


def _bodies(tree: Element) -> Iterator[Element]:
    return (node for node in tree.iter("div") if node.get("class") == "body")
