"""Empty messages filled with drafts: from memory, then from the engine that was asked for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from polyglot.memory import Memory, Pair
from polyglot.model import Draft, Message, State
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.extracting import empty_messages, place
from polyglot.pipeline.privacy import protected_names
from polyglot.plugins import Provider, Setup
from polyglot.storage import guarded

if TYPE_CHECKING:
    from polyglot import providers
    from polyglot.segmentation import OwnRules

STRENGTHS: dict[State, Literal["approved", "translated", "accepted"]] = {
    State.APPROVED: "approved",
    State.TRANSLATED: "translated",
    State.ACCEPTED: "accepted",
}
"""The states whose texts memory keeps."""

Spell: TypeAlias = Callable[[Message, str], str]
"""Given a message and a draft of its target, returns the draft as translators want it."""

BATCH = 20
"""Messages sent away to an engine before their drafts are put on disk."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine somebody asked for, behind its guard, and what may be sent to it.

    *protected* are the names that must not leave; *trusted* the engines
    that may see internal articles.
    """

    guard: "providers.Guard"
    trusted: tuple[str, ...]
    protected: tuple[str, ...]

    @property
    def provider(self) -> Provider:
        """The engine itself."""
        return self.guard.provider


@dataclass(frozen=True, slots=True)
class Drafted:
    """What drafting did to one language of one article.

    *refused* has the gate's reason for each reply that was refused; *problem* is why the engine
    was not asked, or stopped answering.
    """

    language: str
    from_memory: int = 0
    from_engine: int = 0
    refused: tuple[str, ...] = ()
    problem: str = ""


def rows(desk: Desk) -> list[Pair]:
    """Return the pairs of an article that memory may offer: those a person stood behind."""
    found: list[Pair] = []
    for language in desk.catalogs:
        for message, state in desk.states(language):
            if (strength := STRENGTHS.get(state)) and message.target.strip():
                found.append(
                    Pair(
                        source_language=desk.article.language,
                        language=language,
                        context=message.context,
                        source=message.source,
                        target=message.target,
                        strength=strength,
                        is_machine=desk.ledger.is_machine_text(language, message),
                    )
                )
    return found


def from_memory(
    desk: Desk, language: str, memory: Memory, *, day: date, spell: Spell | None = None
) -> tuple[Desk, int]:
    """Return *desk* with every empty message of a catalog that memory knows, and how many.

    *spell* brings a draft into the script that translators prefer.
    """
    wanted = empty_messages(desk, language)
    if not wanted:
        return desk, 0
    known = memory.look(
        language,
        desk.article.language,
        [message.key for message in wanted],
        without=desk.article.id,
    )
    drafts = [
        Draft(message.context, message.source, target, "memory", match.is_machine)
        for message in wanted
        if (match := known.get(message.key)) is not None
        and (target := spell(message, match.target) if spell else match.target)
        not in desk.ledger.refused(language, message.context, message.source)
    ]
    return place(desk, language, drafts, day=day), len(drafts)


def refusal(desk: Desk, engine: Engine, language: str) -> str:
    """Say why *engine* may not or cannot draft this article in *language*; "" if it may."""
    from polyglot import providers

    article = desk.article
    provider = engine.provider
    if reason := providers.allowed(article.metadata.privacy, provider, engine.trusted):
        return reason
    if not provider.is_local:
        texts = "\n".join(unit.text for unit in article.units)
        if found := providers.protected_in(texts, engine.protected):
            return f"not sent to {provider.name}: protected name {found[0]} occurs in the article"
    if not provider.supports(article.language, language):
        return f"{provider.name} does not translate from {article.language} to {language}"
    return engine.guard.resting


def batches(desk: Desk, language: str, engine: Engine) -> Iterable[list[Message]]:
    """Yield the empty messages of a catalog that *engine* may draft, in batches.

    An engine whose draft somebody sent back is not asked for the same text again.
    One on this machine gets all at once: what it drafts can be drafted again.
    """
    name = engine.provider.name
    wanted = [
        message
        for message in empty_messages(desk, language)
        if not any(
            (line := desk.ledger.drafted(language, target)) and line.by == name
            for target in desk.ledger.refused(language, message.context, message.source)
        )
    ]
    size = max(1, len(wanted)) if engine.provider.is_local else BATCH
    for start in range(0, len(wanted), size):
        yield wanted[start : start + size]


def from_engine(
    desk: Desk,
    language: str,
    messages: Sequence[Message],
    engine: Engine,
    *,
    day: date,
    spell: Spell | None = None,
) -> tuple[Desk, int, tuple[str, ...]]:
    """Return *desk* with what the engine made of *messages*, how many came, and why others did not.

    *spell* brings a draft into the script that translators prefer.
    A reply that fails the gate leaves its message empty; so does an engine that fails:
    its guard says why it rests.
    """
    replies = engine.guard.draft(
        [message.source for message in messages],
        source=desk.article.language,
        target=language,
        article=desk.article.id,
    )
    name = engine.provider.name
    drafts = [
        Draft(message.context, message.source, target, name, is_machine=True)
        for message, reply in zip(messages, replies, strict=True)
        if reply.target
        and (target := spell(message, reply.target) if spell else reply.target)
        not in desk.ledger.refused(language, message.context, message.source)
    ]
    reasons = () if engine.guard.resting else [r.problem for r in replies if not r.target]
    return place(desk, language, drafts, day=day), len(drafts), tuple(reasons)


def open_engine(
    name: str,
    *,
    trusted: Sequence[str],
    private: Path,
    day: date,
    own: "OwnRules",
    setup: Setup | None = None,
) -> Engine:
    """Return the engine called *name*, with what may be sent to it.

    *setup* is how the newsroom set it up, None where it did not.
    Every text is written down, by hash and size, before it leaves.
    *own* is what the workspace adds to the rules of sentences.

    Raises:
        UsageError: If there is no such engine.
        ProviderError: If the engine cannot work as it is set up,
            or the list of protected names cannot be read: then nothing is sent.
    """
    from polyglot import providers
    from polyglot.segmentation import split

    log = private / "outgoing.jsonl"

    def write_down(record: providers.Sending) -> None:
        with guarded(log):
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("a", encoding="utf-8") as file:
                file.write(providers.dump(record, day) + "\n")

    guard = providers.Guard(
        providers.load(name, setup), split=partial(split, own=own), log=write_down
    )
    return Engine(guard, tuple(trusted), protected_names(private))
