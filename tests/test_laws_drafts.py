"""Laws 2, 3, 7 and 10, and what may leave, while memory and engines fill articles.

Random lives as in `test_laws.py`, of three articles at once: one public, one internal, one secret.
Memory gives whole texts, texts that are alike, sentences, and parts of paragraphs; engines answer
well or badly, by way of another language, with hidden names, several texts at a time.
Machine text is known by its letters: no person types in them, save into a draft of a machine.
"""

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lives import LANGUAGES, Life, Pair, pair
from loopback import CYRILLIC, installed, letters
from polyglot.errors import ProviderError
from polyglot.inline import plain
from polyglot.ledger import fold
from polyglot.memory.sqlite import SqliteStore
from polyglot.model import Message, State
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.remembering import rows
from polyglot.plugins import ALONE, Context, Limits, Reply, Wire
from test_laws import MORE
from workspaces import Press, Result, press

SENTENCES = (
    "Police held five people in Muynak on Monday, a lawyer said.",
    "Police held six people in Muynak on Monday, a lawyer said.",
    "The court rose at noon.",
    "Nobody was told why.",
    "It cost 2,500 dollars in all.",
    "Read [the report](https://example.org/r) of *the club*.",
    "Aygul Sadykova was not heard by anybody.",
    "The brother of aygul left early that day.",
    "A neighbour saw it all from the roof.",
)
PROTECTED = "name,ru,kk\nAygul Sadykova,Айгуль Садыкова,Айгүл Садықова\n"
FORMS = ("aygul", "айгул", "айгүл", "sadyk", "садык", "садық")
ARTICLES = ("open", "inner", "hush")
LEVELS = ("public", "internal", "secret")
MOODS = (
    "well",
    "well",
    "well",
    "well",
    "picky",
    "picky",
    "lost",
    "figures",
    "chatter",
    "echo",
    "dies",
)
PROVIDERS = ("", "far,near", "friend", "far,near,friend", "friend,far,near", "home,friend,near")
ACTS = ("accept", "approve", "approve", "reject", "revoke")
PARAGRAPHS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True)

Event: TypeAlias = tuple[str, tuple[object, ...]]
Texts: TypeAlias = Sequence[Sequence[Sequence[str]]]

_TOKEN = re.compile("зя[а-я]{3}яз|шв[а-я]{3}вш")
_SIGNS = {"far": "фар", "near": "неар", "friend": "фриенд", "home": "хоме"}
_FREE = "abdegilmnoprst"


def token(number: int, around: str) -> str:
    """Return a word that stands nowhere else; `zq…qz` in a source, `wv…vw` in what is typed."""
    word = "".join(_FREE[number // len(_FREE) ** place % len(_FREE)] for place in range(3))
    return f"{around}{word}{around[::-1]}"


def tokens(text: str) -> set[str]:
    """Return the words of `token` in *text*, also as an engine spells them."""
    return set(_TOKEN.findall(text.casefold().translate(CYRILLIC)))


def normal(text: str) -> str:
    """Return *text* as words alone: memory may put in other numbers and codes."""
    return fold(re.sub(r"\d", "0", plain(text)))


def pieces(text: str) -> set[str]:
    """Return *text* and all stretches of its sentences."""
    said = re.split(r"(?<=[.!?]) ", normal(text))
    numbers = range(len(said) + 1)
    return {" ".join(said[a:b]) for a in numbers for b in numbers if a < b}


@dataclass
class Voice:
    """An engine that signs what it says, and keeps what it was shown; *mood* is how it answers."""

    name: str
    pairs: frozenset[tuple[str, str]]
    is_local: bool = False
    limits: Limits = field(default_factory=lambda: Limits(context=600))
    wire: Wire = "html"
    version: str = "1"
    mood: str = "well"
    seen: list[str] = field(default_factory=list)

    def supports(self, source: str, target: str) -> bool:
        """Tell which pairs it knows."""
        return (source, target) in self.pairs

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Answer as its mood is."""
        del source, target
        beside = (*context.terms, *context.names, *context.examples)
        self.seen += [*texts, *context.neighbours, *(half for pair in beside for half in pair)]
        return [Reply(self._said(text)) for text in texts]

    def _said(self, text: str) -> str:
        good = f"{_SIGNS[self.name]} {letters(text)}"
        good = re.sub(r"(?:^|(?<=[.!?] ))\w", lambda found: found[0].upper(), good)
        if self.mood == "dies" and len(self.seen) > 3:
            raise ProviderError("it is tired")
        is_off = self.mood != "picky" or len(text) % 2 == 1
        return {
            "picky": "" if is_off else good,
            "lost": re.sub(r"<[^<>]*>", "", good),
            "figures": re.sub(r"\d", "7", good),
            "echo": text,
            "empty": "",
            "chatter": f"Sure, here is the translation: {good}",
        }.get(self.mood, good)


def voices() -> dict[str, Voice]:
    """Return the engines: two that make a route, one the newsroom trusts, one on this machine."""
    threads = Limits(context=600, calls=2)
    made = (
        Voice("far", frozenset({("en", "ru")})),
        Voice("near", frozenset({("ru", "kk")})),
        Voice("friend", frozenset({("en", "ru"), ("en", "kk")}), limits=threads),
        Voice("home", frozenset({("en", "ru")}), is_local=True),
    )
    return {voice.name: voice for voice in made}


class Story(Life):
    """One of the articles; *typed* are the pairs that a person typed into it."""

    def __init__(self, made: Press, article: str) -> None:
        super().__init__(made, article)
        self.typing: set[Pair] = set()

    def see(self, before: dict[str, list[Message]]) -> None:
        """Take down what a person did to the files before a command."""
        super().see(before)
        self.words = {
            own
            for language, messages in before.items()
            for message in messages
            if (own := pair((language, *message.key), message.target)) in self.typing
        } | {words for words in self.words if words in self.typing}

    def no_machine_over_a_person(
        self, before: dict[str, list[Message]], after: dict[str, list[Message]]
    ) -> None:
        """Law 3: where a person's text stood and the source is the same, it stands."""
        for language, messages in before.items():
            now = {message.key: message.target for message in after[language]}
            for message in messages:
                own = pair((language, *message.key), message.target)
                is_persons = own in self.typing or own in self.stood
                if is_persons and not message.is_obsolete and message.key in now:
                    assert now[message.key] == message.target, (language, message)

    def text(self) -> str:
        """Return all that stands in its files."""
        names = [f"content/{self.article}.md"]
        names += [f"locales/{language}/LC_MESSAGES/{self.article}.po" for language in LANGUAGES]
        paths = [self.press.path(name) for name in names]
        paths += self.press.path(f"locales/ledger/{self.article}").glob("*.jsonl")
        return "\n".join(path.read_text("utf-8") for path in paths if path.exists())


class Paper:
    """The workspace with its articles, and all that must be true of them together."""

    def __init__(self, folder: Path) -> None:
        self.press = press(folder, languages="en ru kk", articles="")
        self.press.write("private/protected.csv", PROTECTED)
        self.stories = {name: Story(self.press, name) for name in ARTICLES}
        self.levels = dict(zip(ARTICLES, LEVELS, strict=True))
        self.voices = voices()
        self.count = 0
        self.persons: dict[str, set[str]] = {language: set() for language in LANGUAGES}

    def fresh(self, around: str) -> str:
        """Return a word that nobody used before."""
        self.count += 1
        return token(self.count, around)

    def command(self, *words: str) -> Result:
        """Run a command, and expect the laws to hold after it."""
        before = {
            name: {language: story.messages(language) for language in LANGUAGES}
            for name, story in self.stories.items()
        }
        # What is refused, and what only looks, writes nothing, the record of what it saw included.
        known = {name: (set(s.words), set(s.approved)) for name, s in self.stories.items()}
        for name, story in self.stories.items():
            story.see(before[name])
        own = {name: self.only_in(name) for name in ARTICLES}
        for voice in self.voices.values():
            voice.seen.clear()

        with installed(*self.voices.values()):
            result = self.press.run(*words)

        assert result.code in (0, 1), result
        assert "we are sorry" not in result.err, result
        for name, story in self.stories.items():
            after = {language: story.messages(language) for language in LANGUAGES}
            if words[0] == "review" and words[2] == name:
                story.judged(words, result, before[name], after)
            else:
                story.no_machine_over_a_person(before[name], after)
            story.nothing_is_lost(after)
            story.nothing_rises_by_itself(after)
            if "--show-outgoing" in words or (result.code != 0 and words[0] == "review"):
                story.words, story.approved = known[name]
        self.nothing_leaks(own)
        return result

    # --- What may leave -----------------------------------------------------------------------

    def only_in(self, article: str) -> set[str]:
        """Return the words that stand in the files of *article* and of no other one."""
        found = {name: tokens(story.text()) for name, story in self.stories.items()}
        return found[article].difference(*(found[name] for name in ARTICLES if name != article))

    def nothing_leaks(self, own: dict[str, set[str]]) -> None:
        """No name leaves; what is secret or internal reaches nobody who may not see it."""
        for name, voice in self.voices.items():
            seen = "\n".join(voice.seen)
            if not voice.is_local:
                assert not [form for form in FORMS if form in seen.casefold()], voice.seen
                for article, level in self.levels.items():
                    if level == "secret" or (level == "internal" and name != "friend"):
                        assert not tokens(seen) & own[article], (name, article, voice.seen)
        for article, level in self.levels.items():
            if level == "secret":
                others = (s for name, s in self.stories.items() if name != article)
                for story in others:
                    assert not tokens(story.text()) & own[article], (article, story.article)

    # --- What texts are called ----------------------------------------------------------------

    def by_machine(self, language: str, target: str) -> bool:
        """Tell whether *target* has words that no person typed."""
        text = normal(target)
        for piece in sorted(self.persons[language], key=len, reverse=True):
            text = text.replace(piece, " ")
        return re.search("[а-я]", text, re.IGNORECASE) is not None

    def texts_are_honest(self) -> None:
        """Laws 7 and 10: what a machine made is called so, whoever let it stand."""
        for name, story in self.stories.items():
            desk = story.desk()
            ledger = story.press.ledger(name)
            for language in LANGUAGES:
                drafted: dict[str, set[str]] = {}
                for line in ledger:
                    if line["action"] == "drafted" and line["language"] == language:
                        drafted.setdefault(fold(str(line["target"])), set()).add(str(line["by"]))
                for message, state in desk.states(language):
                    makers = drafted.get(fold(message.target), set())
                    self._is_honest(story, desk, (language, message, state), makers)

    def _is_honest(
        self,
        story: Story,
        desk: Desk,
        where: tuple[str, Message, State],
        makers: set[str],
    ) -> None:
        language, message, state = where
        own = pair((language, *message.key), message.target)
        is_machine = bool(message.target) and self.by_machine(language, message.target)
        if state is State.APPROVED:
            assert own in story.approved, message
        if state is State.TRANSLATED:
            assert not is_machine, message
        if is_machine and own not in story.typing:
            assert desk.ledger.is_machine_text(language, message), (state, message)
        if found := re.fullmatch(r"machine draft \((.*)\), not checked", message.remark):
            assert state is State.MACHINE, message
            assert found[1] in makers, (message, makers)
            named = re.split("[+→]", found[1])
            signs = {name for name, sign in _SIGNS.items() if sign in message.target.casefold()}
            assert signs <= {*named} or "memory" in named, message
        elif message.remark == "draft from memory, not checked":
            assert "memory" in makers, (message, makers)

    def pages_are_honest(self) -> None:
        """Law 10 as readers see it: a page with a machine's text says so, to programs as well."""
        for name, story in self.stories.items():
            for language in LANGUAGES:
                texts = [message.target for message in story.live(language)]
                if any(self.by_machine(language, text) for text in texts if text):
                    page = self.press.page(name, language, drafts=True)
                    assert "AlgorithmicMediaDigitalSource" in page, (name, language)

    # --- What memory offers -------------------------------------------------------------------

    def memory_is_up_to_date(self) -> None:
        """It has what people stand behind now, nothing that was taken back, and no secret."""
        path = self.press.path(".polyglot/memory.sqlite")
        if not path.exists():
            return
        store = SqliteStore(path)
        for name, story in self.stories.items():
            desk = story.desk()
            now = [(p.language, p.source, p.target, p.strength, p.is_public) for p in rows(desk)]
            has = store.of_article(name)
            assert [(p.language, p.source, p.target, p.strength, p.is_public) for p in has] == now
            assert not has or self.levels[name] != "secret"
        store.close()

    def drafts_are_from_memory(self, lines: dict[str, int]) -> None:
        """What memory drafted now is what people stand behind now, or the article's own."""
        stands = {
            (language, piece)
            for name, story in self.stories.items()
            for pair_ in rows(story.desk())
            for language in (pair_.language,)
            for piece in pieces(pair_.target)
        }
        for name, story in self.stories.items():
            ledger = story.press.ledger(name)
            own = {
                (str(line["language"]), piece)
                for line in ledger
                if line["by"] != "memory" or line["n"] <= lines[name]  # type: ignore[operator]
                for piece in pieces(str(line["target"]))
            }
            for line in ledger:
                if line["by"] == "memory" and line["n"] > lines[name]:  # type: ignore[operator]
                    language, rest = str(line["language"]), normal(str(line["target"]))
                    known = {p for of, p in stands | own if of == language}
                    for piece in sorted(known | pieces(str(line["source"])), key=len, reverse=True):
                        rest = rest.replace(piece, " ")
                    assert not re.search(r"\w", rest), (line, rest)

    def highest(self) -> dict[str, int]:
        """Return the highest number of a line in each article's ledger."""
        return {
            name: max((int(str(line["n"])) for line in self.press.ledger(name)), default=0)
            for name in ARTICLES
        }


class Drafting:
    """What happens to three articles in two languages; each method is one event."""

    def __init__(self, folder: Path, texts: Texts, translated: Sequence[tuple[str, str]]) -> None:
        self.paper = Paper(folder)
        self.bodies = {
            name: [self.said(paragraph) for paragraph in body]
            for name, body in zip(ARTICLES, texts, strict=True)
        }
        with installed(*self.paper.voices.values()):
            self.paper.press.write(
                "polyglot.toml",
                self.paper.press.text("polyglot.toml")
                + '\n[translate]\nrelays = ["ru"]\ntrusted = ["friend"]\n',
            )
        for name in ARTICLES:
            self.save(name)
        self.paper.command("extract")
        for name, language in translated:
            self.translate_all(name, language)

    # --- Writers ------------------------------------------------------------------------------

    def said(self, sentences: Sequence[str]) -> str:
        """Return a paragraph; one in two has a word that no other has."""
        self.paper.count += 1
        own = f" So says {self.paper.fresh('zq')} of the club." if self.paper.count % 2 else ""
        return " ".join(sentences) + own

    def save(self, name: str) -> None:
        """Write an article's file."""
        head = f"---\ntitle: The {name} story\nprivacy: {self.paper.levels[name]}\n---\n\n"
        self.paper.press.write(f"content/{name}.md", head + "\n\n".join(self.bodies[name]) + "\n")

    def write(self, name: str, number: int, words: list[str], how: str) -> None:
        """Edit, add, copy, drop, join or split paragraphs."""
        body = self.bodies[name]
        at = number % len(body)
        if how == "edit":
            first, _, rest = body[at].partition(". ")
            body[at] = f"{first.removesuffix('.')}. {' '.join(words)}" if rest else self.said(words)
        elif how == "add":
            body.insert(at, self.said(words))
        elif how == "copy":
            other = self.bodies[ARTICLES[number % 2]]
            body.append(other[number % len(other)])
        elif how == "drop" and len(body) > 1:
            del body[at]
        elif how == "join" and at + 1 < len(body):
            body[at : at + 2] = [f"{body[at]} {body[at + 1]}"]
        elif how == "split" and ". " in body[at]:
            first, _, rest = body[at].partition(". ")
            body[at : at + 1] = [f"{first}.", rest]
        self.save(name)

    def disclose(self, name: str, level: str) -> None:
        """Change who may see an article."""
        self.paper.levels[name] = level
        self.save(name)

    # --- Translators --------------------------------------------------------------------------

    def spot(self, spot: tuple[str, str, int]) -> tuple[Story, str, int, Message] | None:
        """Return a message of the catalog that stands there now."""
        name, language, number = spot
        story = self.paper.stories[name]
        live = story.live(language)
        at = number % len(live) if live else 0
        return (story, language, at, live[at]) if live else None

    def put(self, story: Story, language: str, at: int, target: str, **changes: object) -> None:
        """Type a text that nobody typed before."""
        text = f"{target} {self.paper.fresh('wv')}."
        message = story.live(language)[at]
        previous = message.previous if changes.get("is_fuzzy") else None
        story.put(language, at, target=text, previous=previous, **changes)
        story.typing.add(pair((language, *message.key), text))
        self.paper.persons[language] |= pieces(text)

    def type(self, spot: tuple[str, str, int], over: bool, is_marked: bool) -> None:  # noqa: FBT001
        """Translate a paragraph, or go over what stands there; web editors leave the mark."""
        if found := self.spot(spot):
            story, language, at, message = found
            text = message.target if over and message.target else message.source
            self.put(story, language, at, text, is_fuzzy=message.is_fuzzy and is_marked)

    def translate_all(self, name: str, language: str) -> None:
        """Translate a whole file, sentence by sentence."""
        story = self.paper.stories[name]
        for at, message in enumerate(story.live(language)):
            words = self.paper.fresh("wv")
            self.put(story, language, at, re.sub(r"\. ", f" {words}. ", message.source))

    def touch(self, spot: tuple[str, str, int], how: str) -> None:
        """Take a mark away or set it, empty a text, or delete the comments above it."""
        if not (found := self.spot(spot)):
            return
        story, language, at, message = found
        if how == "clear":
            story.put(language, at, is_fuzzy=False, previous=None)
        elif how == "mark" and message.target:
            story.put(language, at, is_fuzzy=True)
        elif how == "empty":
            story.put(language, at, target="", is_fuzzy=False, previous=None)
        elif how == "unhint":
            story.put(language, at, hints=(), remark="")

    def clear_all(self, name: str, language: str) -> None:
        """Take every mark away at once."""
        story = self.paper.stories[name]
        for at in range(len(story.live(language))):
            story.put(language, at, is_fuzzy=False, previous=None)

    # --- Editors and commands -----------------------------------------------------------------

    def judge(self, spot: tuple[str, str, int], act: str, name: str) -> None:
        """Accept, approve, send back or take an approval back."""
        self.paper.command("extract", "--by", "Timur")
        if found := self.spot(spot):
            story, language, at, _ = found
            words = ["review", act, story.article, str(at + 1), "-l", language, "--by", name]
            words += ["--reason", "alone"] if act == "approve" else []
            self.paper.command(*words)
            self.paper.texts_are_honest()

    def approve_all(self, name: str, language: str) -> None:
        """Accept and approve whatever can be."""
        self.paper.command("extract")
        words = (name, "--all", "-l", language, "--by", "Dana")
        self.paper.command("review", "accept", *words)
        self.paper.command("review", "approve", *words, "--reason", "alone")
        self.paper.texts_are_honest()

    def revoke_all(self, name: str, language: str) -> None:
        """Take every approval back."""
        self.paper.command("extract")
        for at in range(len(self.paper.stories[name].live(language))):
            words = (name, str(at + 1), "-l", language, "--by", "Dana")
            self.paper.command("review", "revoke", *words)
        self.paper.texts_are_honest()

    def draft(self, provider: str, moods: tuple[str, ...], command: str, retry: bool) -> None:  # noqa: FBT001
        """Let memory fill what it can, and engines the rest."""
        for voice, mood in zip(self.paper.voices.values(), moods, strict=True):
            voice.mood = mood
        words = (command, *(("--provider", provider) if provider else ()))
        words += ("--retry",) if retry and command == "translate" else ()
        words += ("--drafts", "--to", "html") if command == "run" else ()
        lines = self.paper.highest()

        self.paper.command(*words)

        self.paper.texts_are_honest()
        self.paper.memory_is_up_to_date()
        self.paper.drafts_are_from_memory(lines)
        if command == "run":
            self.paper.pages_are_honest()
        if not provider or set(moods) == {"well"}:
            once = self.paper.press.files("locales")
            self.paper.command(*words)
            assert self.paper.press.files("locales") == once

    def look(self, provider: str) -> None:
        """What would be sent is shown, and nothing is."""
        before = self.paper.press.files("locales", "private")
        self.paper.command("translate", "--provider", provider, "--show-outgoing")
        assert not [voice.seen for voice in self.paper.voices.values() if voice.seen]
        assert self.paper.press.files("locales", "private") == before

    def forget(self) -> None:
        """Delete what is disposable."""
        shutil.rmtree(self.paper.press.path(".polyglot"), ignore_errors=True)


ARTICLE = st.sampled_from(ARTICLES)
NUMBERS = st.integers(0, 2) | st.integers(0, 50)
SPOTS = st.tuples(ARTICLE, st.sampled_from(LANGUAGES), NUMBERS)
CATALOGS = st.tuples(ARTICLE, st.sampled_from(LANGUAGES))
BODIES = st.lists(PARAGRAPHS, min_size=1, max_size=3)


def event(what: str, *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[Event]:
    """Return the strategy of an event: the name of a method of `Drafting`, and its arguments."""
    return st.tuples(st.just(what), st.tuples(*arguments))


DRAFT = event(
    "draft",
    st.sampled_from(PROVIDERS),
    st.just(("well",) * 4) | st.tuples(*[st.sampled_from(MOODS)] * 4),
    st.sampled_from(("translate", "translate", "run")),
    st.booleans(),
)
TYPE = event("type", SPOTS, st.booleans(), st.booleans())
WRITE = event(
    "write",
    ARTICLE,
    NUMBERS,
    PARAGRAPHS,
    st.sampled_from(("edit", "edit", "add", "copy", "copy", "drop", "join", "split")),
)
TRANSLATE = event("translate_all", ARTICLE, st.sampled_from(LANGUAGES))
JUDGE = event("judge", SPOTS, st.sampled_from(ACTS), st.sampled_from(("Dana", "Aygerim")))
APPROVE = event("approve_all", ARTICLE, st.sampled_from(LANGUAGES))
CLEAR = event("clear_all", ARTICLE, st.sampled_from(LANGUAGES))
REVOKE = event("revoke_all", ARTICLE, st.sampled_from(LANGUAGES))
TOUCH = event("touch", SPOTS, st.sampled_from(("clear", "clear", "mark", "empty", "unhint")))
DISCLOSE = event("disclose", ARTICLE, st.sampled_from(LEVELS))
LOOK = event("look", st.sampled_from(PROVIDERS[1:]))
EVENTS = st.one_of(
    *(DRAFT, DRAFT, DRAFT, DRAFT, TYPE, WRITE, WRITE, TRANSLATE, TOUCH, TOUCH, JUDGE),
    *(APPROVE, REVOKE, CLEAR, DISCLOSE, LOOK, event("forget")),
)


@settings(max_examples=8 * MORE, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.tuples(BODIES, BODIES, BODIES),
    st.lists(CATALOGS, max_size=3),
    st.lists(EVENTS, min_size=12, max_size=20),
)
def test_the_laws_hold_whoever_drafts(
    texts: Texts, translated: Sequence[tuple[str, str]], events: Sequence[Event]
) -> None:
    """No machine's text is taken for a person's, nothing is lost, and nothing leaks."""
    with tempfile.TemporaryDirectory(prefix="drafts-") as folder:
        drafting = Drafting(Path(folder), texts, translated)
        for what, arguments in events:
            getattr(drafting, what)(*arguments)
