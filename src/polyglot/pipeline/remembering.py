"""What memory learns from an article, and what it gives to its empty messages.

The same text first, then the sentences of a paragraph, then a text that is like it.
A paragraph of which memory knows some sentences only is *partial*: an engine may give the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from polyglot.ledger import REJECTED
from polyglot.ledger.lines import DRAFTED
from polyglot.memory import LEAST, Known, Match, Memory, Pair, Wanted
from polyglot.model import Draft, Message, State
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.extracting import empty_messages, place

if TYPE_CHECKING:
    from collections.abc import Callable

    from polyglot.memory.sentences import Composed
    from polyglot.similarity import Change

STRENGTHS: dict[State, Literal["approved", "translated", "accepted"]] = {
    State.APPROVED: "approved",
    State.TRANSLATED: "translated",
    State.ACCEPTED: "accepted",
}
"""The states whose texts memory keeps."""

Key: TypeAlias = tuple[str | None, str]
"""A message's context and source."""

_ENOUGH = 1 / 3
"""What share of a paragraph's characters memory must know, where nobody gives the rest."""

_CHANGES = 3
"""Differences that a hint tells at most."""

_GAPS = "; in the original: "
"""What tells in a hint, which the ledger keeps, that sentences stand in the original."""

_LONG = 40
"""How many characters of each are shown."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What memory gave to one catalog: how many drafts, and the paragraphs it knows in part.

    *left* are the messages of which it knows no whole text: a better one may come from engines.
    """

    number: int = 0
    partial: Mapping[Key, "Partial"] = field(default_factory=dict)
    left: frozenset[Key] = frozenset()

    @property
    def texts(self) -> int:
        """How many texts engines would be asked for: each that is left, or the gaps of it."""
        gaps = (
            self.partial[key].composed.gaps if key in self.partial else ("",) for key in self.left
        )
        return sum(map(len, gaps))


@dataclass(frozen=True, slots=True)
class Partial:
    """A paragraph of which memory knows some sentences; *note* tells which, and from where."""

    composed: "Composed"
    note: str


def rows(desk: Desk) -> list[Pair]:
    """Return the pairs of an article that memory may offer: those a person stood behind.

    Each knows the sources beside it in its catalog.
    What is secret is offered to no other article: its words would stand in files of others.
    """
    found: list[Pair] = []
    if desk.article.metadata.privacy == "secret":
        return found
    for language in desk.catalogs:
        states = desk.states(language)
        around = ["", *(message.source for message, _ in states), ""]
        for number, (message, state) in enumerate(states):
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
                        before=around[number],
                        after=around[number + 2],
                        is_public=desk.article.metadata.privacy == "public",
                    )
                )
    return found


def from_memory(
    desk: Desk,
    language: str,
    memory: Memory | None,
    *,
    day: date,
    spell: "Callable[[Message, str], str] | None" = None,
    refills: bool = True,
) -> tuple[Desk, Remembered]:
    """Return *desk* with drafts from memory where they are wanted, and what else it knows.

    *memory* is None where it has nothing in these languages: then only what this article had
    itself is used. *spell* brings a draft into the script that translators prefer;
    *refills* looks again at the paragraphs that it filled in part.

    Raises:
        StorageError: If the memory cannot be used.
    """
    messages = wanting(desk, language) if refills else empty_messages(desk, language)
    asker = _Asker(desk, language, memory, spell)
    drafts: dict[Key, Draft] = {}
    partial: dict[Key, Partial] = {}
    for message, matches in zip(messages, asker.matches(messages), strict=True):
        draft, known = asker.draft(message, matches)
        if draft is not None:
            drafts[message.key] = draft
        elif known is not None:
            partial[message.key] = known
    news = _news(messages, drafts)
    left = frozenset(message.key for message in messages if message.key not in drafts)
    return place(desk, language, news, day=day), Remembered(len(news), partial, left)


def in_part(
    desk: Desk,
    language: str,
    partial: Mapping[Key, Partial],
    *,
    day: date,
    spell: "Callable[[Message, str], str] | None" = None,
) -> tuple[Desk, int]:
    """Return *desk* with what memory knows of paragraphs that are still empty, and how many.

    The other sentences stand there in the original, so that nobody overlooks them.
    """
    asker = _Asker(desk, language, None, spell)
    messages = wanting(desk, language)
    drafts = {
        message.key: draft
        for message in messages
        if (known := partial.get(message.key)) is not None
        and _share(known.composed) >= _ENOUGH
        and (draft := asker.made(message, known.composed, known.note)) is not None
    }
    news = _news(messages, drafts)
    return place(desk, language, news, day=day), len(news)


def wanting(desk: Desk, language: str) -> list[Message]:
    """Return the messages of a catalog that are empty, then those that memory filled in part."""
    return [*empty_messages(desk, language), *half_known(desk, language)]


def half_known(desk: Desk, language: str) -> list[Message]:
    """Return the messages with a draft in which sentences stand in the original, in order.

    Memory did not know them, no engine was asked, and nobody touched the draft since.
    """
    return [
        message
        for message, state in desk.states(language)
        if state is State.MEMORY
        and any(_GAPS in note for note in desk.ledger.notes(language, message))
        and desk.ledger.is_untouched_draft(language, message)
    ]


def _news(messages: Sequence[Message], drafts: Mapping[Key, Draft]) -> list[Draft]:
    """Return those of *drafts* that are not what stands there."""
    targets = {message.key: message.target for message in messages}
    return [draft for key, draft in drafts.items() if draft.target != targets[key]]


@dataclass(slots=True)
class _Asker:
    """One catalog that asks for drafts."""

    desk: Desk
    language: str
    memory: Memory | None
    spell: "Callable[[Message, str], str] | None"
    own: "dict[str, list[Known]] | None" = None

    def matches(self, wanted: Sequence[Message]) -> list[tuple[Match, ...]]:
        """Return what memory has for each message as a whole."""
        if self.memory is None or not wanted:
            return [()] * len(wanted)
        source_language = self.desk.article.language
        return self.memory.matches(self.language, source_language, self._wanted(wanted))

    def draft(
        self, message: Message, matches: Sequence[Match]
    ) -> tuple[Draft | None, Partial | None]:
        """Return the best draft of a message; else what is known of its sentences."""
        for match in matches:
            if match.kind != "fuzzy" and (draft := self._whole(message, match)) is not None:
                return draft, None
        if self.memory is None and not self._own():
            return None, None
        composed = self._composed(message)
        if not composed.gaps and (
            draft := self.made(message, composed, f"memory, {_articles(composed)}")
        ):
            return draft, None
        for match in matches:
            if match.kind == "fuzzy" and match.score >= LEAST:
                # Rounded down: what differs is never told to be all the same.
                percent = int(match.score * 100)
                origin = f"{match.origin.article}{_to_mend(match)}"
                note = f"memory {percent} %, {origin}{_differences(match)}"
                if (draft := self._whole(message, match, note)) is not None:
                    return draft, None
        if len(composed.gaps) in {0, len(composed.parts)}:
            return None, None
        return None, Partial(composed, _note(composed))

    def made(self, message: Message, composed: "Composed", note: str) -> Draft | None:
        """Return a draft of sentences; those that memory does not know stay as they are."""
        if composed.gaps:
            composed = composed.spelt(lambda text: self._spelt(message, text))
            target = composed.join(composed.gaps)
        else:
            target = self._spelt(message, composed.join())
        return self._made(message, target, note, is_machine=composed.is_machine)

    def _whole(self, message: Message, match: Match, note: str = "") -> Draft | None:
        target = self._spelt(message, match.target)
        return self._made(message, target, note, is_machine=match.origin.is_machine)

    def _spelt(self, message: Message, target: str) -> str:
        return self.spell(message, target) if self.spell else target

    def _made(self, message: Message, target: str, note: str, *, is_machine: bool) -> Draft | None:
        refused = self.desk.ledger.refused(self.language, message.context, message.source)
        if target in refused:
            return None
        return Draft(message.context, message.source, target, "memory", is_machine, note)

    def _wanted(self, wanted: Sequence[Message]) -> list[Wanted]:
        states = self.desk.states(self.language)
        around = ["", *(message.source for message, _ in states), ""]
        places = {message.key: number for number, (message, _) in enumerate(states)}
        return [
            Wanted(message.source, message.context, around[number], around[number + 2])
            for message in wanted
            for number in (places[message.key],)
        ]

    # --- Sentences ----------------------------------------------------------------------------

    def _composed(self, message: Message) -> "Composed":
        languages = self.language, self.desk.article.language
        if self.memory is not None:
            return self.memory.compose(*languages, message.source, also=self._own_pairs)
        from polyglot.memory.sentences import compose

        source_language = self.desk.article.language
        return compose(
            message.source, source_language, self.language, self._own_pairs, own=self.desk.rules
        )

    def _own_pairs(self, sentences: Sequence[str]) -> list[Known]:
        """Return what this article itself had before that has one of *sentences*."""
        from polyglot.memory.folding import renumbered

        own = self._own()
        found = (pair for text in sentences for pair in own.get(renumbered(text), ()))
        return list(dict.fromkeys(found))

    def _own(self) -> "dict[str, list[Known]]":
        """Return what this article itself had before, by its sentences; worked out once."""
        from polyglot.memory.sentences import sentence_texts

        if self.own is None:
            self.own = {}
            for pair in _earlier(self.desk, self.language):
                source_language = pair.source_language
                for text in sentence_texts(pair.source, source_language, own=self.desk.rules):
                    self.own.setdefault(text, []).append(pair)
        return self.own


def _earlier(desk: Desk, language: str) -> Iterator[Known]:
    """Yield the texts of paragraphs that the article does not have any more, as they were last.

    Those a person stood behind, and drafts that nobody sent back: an edited paragraph
    whose draft was dropped keeps what did not change.
    """
    ledger = desk.ledger
    now = {message.key for message, _ in desk.states(language)}
    for line in ledger.texts(language):
        if (line.context, line.source) in now:
            continue
        message = Message(line.source, line.context, line.target)
        is_stood = ledger.stood(language, message)
        is_open = line.action == DRAFTED and line.id not in ledger.index.ended
        if ledger.living(language, message, REJECTED) or not (is_stood or is_open):
            continue
        yield Known(
            *(desk.article.id, language, desk.article.language, line.context),
            *(line.source, line.target, "translated" if is_stood else "accepted"),
            ledger.is_machine_text(language, replace(message, is_fuzzy=not is_stood)),
        )


# --- What is told ---------------------------------------------------------------------------------


def _share(composed: "Composed") -> float:
    """Return what share of a paragraph's characters memory knows."""
    known = sum(len(part.source) for part in composed.parts if part.target)
    return known / max(1, sum(len(part.source) for part in composed.parts))


def _articles(composed: "Composed") -> str:
    """Return from which articles sentences come, in order, with how many."""
    numbers: dict[str, int] = {}
    for part in composed.parts:
        if part.origin is not None:
            article = part.origin.article
            numbers[article] = numbers.get(article, 0) + 1
    return ", ".join(f"{number} of {article}" for article, number in numbers.items())


def _note(composed: "Composed") -> str:
    gaps = ", ".join(map(_shown, composed.gaps[:_CHANGES]))
    return f"memory, {_articles(composed)}{_GAPS}{gaps}"


def _to_mend(match: Match) -> str:
    """Return what of a match is the old text's still, and has to be mended by hand."""
    left = [reason for reason in match.penalties if reason.endswith(" left")]
    return f" ({', '.join(left)})" if left else ""


def _differences(match: Match) -> str:
    """Return where the source of a match and the new one differ, "" for nowhere.

    Numbers come first: where not all is told, they are.
    """
    from polyglot.memory.folding import is_number as tells

    changes = [change for change in match.changes if change.old != change.new]
    language = match.origin.source_language

    def is_number(change: "Change") -> bool:
        return any(tells(word, language) for word in f"{change.old} {change.new}".split())

    changes.sort(key=is_number, reverse=True)
    told = [f"{_shown(change.old)} here {_shown(change.new)}" for change in changes]
    more = "; …" if len(told) > _CHANGES else ""
    return f": {'; '.join(told[:_CHANGES])}{more}" if told else ""


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return f'"{flat if len(flat) <= _LONG else flat[: _LONG - 1] + "…"}"'
