"""Empty messages filled with drafts from the engines that were asked for."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial as bound
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from polyglot.ledger import makers, together
from polyglot.model import Draft, Message
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.examples import Finder
from polyglot.pipeline.extracting import place
from polyglot.pipeline.lexicon import Lexicon
from polyglot.pipeline.privacy import protected_list
from polyglot.pipeline.remembering import Key, Partial, wanting
from polyglot.plugins import ALONE, Provider, Setup
from polyglot.storage import guarded

if TYPE_CHECKING:
    from polyglot import providers
    from polyglot.providers.line import Proposal
    from polyglot.segmentation import OwnRules

Spell: TypeAlias = Callable[[Message, str], str]
"""Given a message and a draft of its target, returns the draft as translators want it."""

REPLIES = "replies.sqlite"
"""The file of the engines' replies, in the disposable folder."""

BATCH = 20
"""Messages sent away before their drafts are put on disk, for each text that may be on its way."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The engines somebody asked for, in line, and which of them may see internal articles."""

    line: "providers.Line"
    trusted: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The engines' names, in their order."""
        return tuple(guard.name for guard in self.line.guards)

    def hearers(self, job: "providers.Job") -> tuple[Provider, ...]:
        """Return the engines of *job* that can use examples beside a text."""
        own = [guard.provider for guard in self.line.guards if guard.name in job.engines]
        return tuple(one for one in own if one.limits.context and one.limits.has_terms)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What drafting did to one language of one article.

    *by* says how many drafts came by which route.
    *refused* has the gate's reason for each reply that was refused; *problem* is why no engine
    was asked, or they stopped answering.
    """

    language: str
    from_memory: int = 0
    by: tuple[tuple[str, int], ...] = ()
    refused: tuple[str, ...] = ()
    problem: str = ""

    @property
    def from_engine(self) -> int:
        """How many drafts engines made."""
        return sum(number for _, number in self.by)


def job_of(desk: Desk, engine: Engine, language: str) -> "tuple[providers.Job, str]":
    """Return the job of drafting this article in *language*, and why it cannot be done; "" if so.

    It names the engines that may see the article.
    """
    from polyglot import providers

    article = desk.article
    allowed: list[str] = []
    reasons: list[str] = []
    for guard in engine.line.guards:
        reason = providers.allowed(article.metadata.privacy, guard.provider, engine.trusted)
        if reason is None:
            allowed.append(guard.name)
        else:
            reasons.append(reason)
    job = providers.Job(article.id, article.language, language, tuple(allowed))
    if not allowed:
        return job, "; ".join(dict.fromkeys(reasons))
    if not engine.line.routes(job):
        return job, "; ".join((engine.line.unreached(job), *dict.fromkeys(reasons)))
    return job, engine.line.resting(job)


def batches(
    desk: Desk, language: str, engine: Engine, left: Collection[Key]
) -> Iterable[list[Message]]:
    """Yield the messages that memory *left*, in batches; each is on disk before the next is asked.

    Engines on this machine get all at once: what they draft can be drafted again.
    """
    wanted = [message for message in wanting(desk, language) if message.key in left]
    size = max(1, len(wanted)) if engine.line.is_local else BATCH * engine.line.room
    for start in range(0, len(wanted), size):
        yield wanted[start : start + size]


def _sent_back(desk: Desk, language: str, message: Message) -> frozenset[str]:
    """Return the routes whose drafts of *message* somebody sent back: they are not gone again."""
    lines = (
        desk.ledger.drafted(language, target)
        for target in desk.ledger.refused(language, message.context, message.source)
    )
    return frozenset(route for line in lines if line for route in makers(line.by))


def _neighbours(desk: Desk) -> Mapping[tuple[str | None, str], tuple[str, ...]]:
    """Return by message the paragraphs before and after; that of a sentence is between them."""
    units = desk.article.units
    found: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for number, unit in enumerate(units):
        own = (unit,) if unit.sentences else ()
        near = (*units[max(0, number - 1) : number], *own, *units[number + 1 : number + 2])
        for part in unit.parts:
            found.setdefault(part.key, tuple(one.text for one in near))
    return found


def from_engine(
    desk: Desk,
    language: str,
    messages: Sequence[Message],
    engine: Engine,
    job: "providers.Job",
    *,
    day: date,
    partial: Mapping[Key, Partial],
    spell: Spell | None = None,
    finder: Finder | None = None,
) -> tuple[Desk, tuple[str, ...], tuple[str, ...]]:
    """Return *desk* with what the engines made of *messages*, the route of each, and refusals.

    Of a message that is *partial* they get the sentences that memory does not know.
    *spell* brings a draft into the script that translators prefer,
    *finder* finds examples that go along.
    A reply that fails the gate leaves its message empty, and its reason is told;
    so does an engine that fails: its guard says why it rests.
    """
    near = _neighbours(desk)
    known = [partial.get(message.key) for message in messages]
    wishes = [
        _wishes(desk, language, message, one, near.get(message.key, ()), finder)
        for message, one in zip(messages, known, strict=True)
    ]
    found = engine.line.draft([wish for some in wishes for wish in some], job)
    rest = iter(found)
    made = [_joined(list(islice(rest, len(w))), k) for w, k in zip(wishes, known, strict=True)]
    drafts = [
        replace(draft, context=message.context, source=message.source, target=target)
        for message, draft in zip(messages, made, strict=True)
        if draft is not None
        and (target := spell(message, draft.target) if spell else draft.target)
        not in desk.ledger.refused(language, message.context, message.source)
    ]
    is_resting = bool(engine.line.resting(job))
    reasons = [m.problem for m in found if m.problem and (m.is_refused or not is_resting)]
    desk = place(desk, language, drafts, day=day)
    return desk, tuple(draft.origin for draft in drafts), tuple(reasons)


def _wishes(
    desk: Desk,
    language: str,
    message: Message,
    known: Partial | None,
    near: tuple[str, ...],
    finder: Finder | None,
) -> "list[providers.Wish]":
    """Return what is wanted of the engines for *message*: all of it, or what is not *known*."""
    from polyglot import providers

    texts = known.composed.gaps if known else (message.source,)
    examples = finder.of(message, texts) if finder else [()] * len(texts)
    without = _sent_back(desk, language, message)
    return [
        providers.Wish(text, without, near, some)
        for text, some in zip(texts, examples, strict=True)
    ]


def _joined(found: "Sequence[Proposal]", known: Partial | None) -> Draft | None:
    """Return the draft that replies make, with the sentences that are *known*; None without one.

    It bears the names of all that made it, and what each reply was made from.
    """
    if not all(one.target for one in found):
        return None
    target = known.composed.join([one.target for one in found]) if known else found[0].target
    notes = dict.fromkeys([*([known.note] if known else []), *(one.note for one in found)])
    note = "; ".join(filter(None, notes))
    by = together([*(["memory"] if known else []), *(one.by for one in found)])
    return Draft(None, "", target, by, is_machine=True, note=note)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which engines are asked, and how; see the settings of the same names.

    *names* are the engines in their order, *setups* how the newsroom set up its own.
    *retries* asks for what a gate refused before.
    """

    names: tuple[str, ...]
    trusted: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    budgets: Mapping[str, int] = field(default_factory=dict)
    retries: bool = False
    setups: Mapping[str, Setup] = field(default_factory=dict)


def open_engine(
    choice: Choice,
    *,
    private: Path,
    cache: Path | None,
    day: date,
    own: "OwnRules",
    lexicon: Lexicon | None = None,
    show: "providers.Show | None" = None,
) -> Engine:
    """Return the engines of *choice*, with what may be sent to them.

    Every text is written down, by hash and size, before it leaves.
    *cache* is the file of their replies, None to keep nothing.
    *own* is what the workspace adds to the rules of sentences, *lexicon* what its lists say.
    With *show* nothing is sent: it is told what would be.

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

    engines = [providers.load(name, choice.setups.get(name)) for name in choice.names]
    spent = providers.spent(lines_of(log), day) if choice.budgets else {}
    names = protected_list(private)
    replies = providers.Cache(cache, is_copy=show is not None)
    guards = [
        providers.Guard(
            engine,
            split=bound(split, own=own),
            log=write_down,
            cache=replies,
            names=names,
            budget=choice.budgets.get(engine.name, 0),
            spent=spent.get(engine.name, 0),
            retries=choice.retries,
            keeps=lexicon.kept if lexicon else lambda _text, _source, _target: (),
        )
        for engine in engines
    ]
    line = providers.Line(
        guards,
        relays=choice.relays,
        others=providers.real,
        known=lexicon.context if lexicon else lambda _text, _source, _target: ALONE,
        show=show,
    )
    return Engine(line, choice.trusted)


def lines_of(log: Path) -> Iterator[str]:
    """Yield the lines of the *log*, of which there may be none yet."""
    with guarded(log):
        try:
            with log.open(encoding="utf-8", errors="replace") as file:
                yield from file
        except FileNotFoundError:
            return
