"""A catalog cut anew, because its article is translated by sentence now, or by paragraph again.

The words of the article are the same, so what belongs together is known and not guessed:
a paragraph's target is cut where its sentences answer the source's, sentences are joined.
One run goes one way. Work that a person did since the last cut always goes before a text
that was finished before it; that one stays in the ledger.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from polyglot.catalog.carrying import Carried, parted, translated_source
from polyglot.catalog.changes import Change, Judges, stale
from polyglot.catalog.difference import folded
from polyglot.catalog.segments import Segment
from polyglot.model import Catalog, Message

if TYPE_CHECKING:
    from polyglot.segmentation import OwnRules

Recall: TypeAlias = Callable[[Message, Sequence[Message]], str]
"""Given an empty message and those it is made of, returns the text it was finished with, or ""."""

_Sentences: TypeAlias = Sequence[tuple[str, str]]

_RUN = 4
"""So many sentences of a paragraph may stand in one message and are found in one look."""

_CLOSELY = 2_000
"""So many pairs of texts are looked at one by one before any text is cut into sentences."""

_HALF = 0.5
"""The part of a paragraph, in characters, that must be there for it to be joined."""


@dataclass(frozen=True, slots=True)
class Recut:
    """A catalog in the cut of its article, the changes, and the messages that gave way."""

    catalog: Catalog
    changes: tuple[Change, ...] = ()
    replaced: tuple[Message, ...] = ()


def recut(
    catalog: Catalog,
    segments: Sequence[Segment],
    *,
    is_by_sentence: bool,
    is_machine_draft: Callable[[Message], bool],
    stood: Callable[[Message], bool],
    recall: Recall,
    source_language: str,
    own: "OwnRules | None" = None,
) -> Recut:
    """Return *catalog* with its messages cut as the *segments* of its article are.

    *is_by_sentence* tells which way: paragraphs are cut, or sentences are joined.
    A text that is cut or joined is a draft in its new place, unless a person stood behind
    exactly this pair before. *recall* gives the text that a message was finished with,
    where nobody has worked since on those it is made of: then the old state comes back.
    The catalog itself comes back where there is nothing to cut. The cost grows with the
    length of what is cut, and with the messages where something is joined.

    Raises:
        UnknownLanguageError: If no data file describes one of the languages.
    """
    judges = Judges(is_machine_draft, stood, source_language, catalog.language, own)
    way = _Way(catalog, {segment.key for segment in segments}, judges, recall)
    if is_by_sentence:
        way.cut()
    else:
        way.join(segments)
    if not way.changes and not way.replaced:
        return Recut(catalog)
    messages = tuple(way.messages.values())
    return Recut(replace(catalog, messages=messages), tuple(way.changes), tuple(way.replaced))


@dataclass(slots=True)
class _Way:
    """One way through a catalog, cutting or joining: *messages* are what it holds by now."""

    catalog: Catalog
    wanted: set[tuple[str | None, str]]
    judges: Judges
    recall: Recall
    messages: dict[tuple[str | None, str], Message] = field(init=False)
    changes: list[Change] = field(default_factory=list)
    replaced: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.messages = {message.key: message for message in self.catalog.messages}

    def sentences(self, text: str) -> _Sentences:
        from polyglot.segmentation import cut

        return cut(text, self.judges.source_language, own=self.judges.own)

    # --- Paragraphs to sentences ------------------------------------------------------------------

    def cut(self) -> None:
        """Cut every paragraph that is no segment any more; those in use come first."""
        cuts = {
            message.key: sentences
            for message in self.catalog.messages
            if _can_be_cut(message)
            and message.key not in self.wanted
            and len(sentences := self.sentences(message.source)) > 1
        }
        if not cuts:
            return
        given: dict[tuple[str | None, str], list[Message]] = {}
        for old in sorted(map(self.messages.__getitem__, cuts), key=lambda m: m.is_obsolete):
            parts = [text for text, _ in cuts[old.key]]
            given[old.key] = [self._claimed(new, old) for new in self._parts(old, parts)]
            self.replaced.append(old)
        self.messages = {
            message.key: message
            for old in self.messages.values()
            for message in (given[old.key] if old.key in given else [self.messages[old.key]])
        }

    def _parts(self, old: Message, parts: Sequence[str]) -> Iterator[Message]:
        """Yield the messages of the sentences of *old*; of one that is gone, those with a text."""
        texts = self._texts(old, parts)
        for number, (part, text) in enumerate(zip(parts, texts, strict=True)):
            comments = old.comments if number == 0 else ()
            new = Message(part, None, is_obsolete=old.is_obsolete, comments=comments)
            if known := self.recall(new, [old]):
                yield stale(new, known, new.key, old.flags, self.judges)
            elif text.target:
                yield stale(new, text.target, (None, text.source), old.flags, self.judges)
            elif comments or not old.is_obsolete:
                yield new

    def _texts(self, old: Message, parts: Sequence[str]) -> Sequence[Carried]:
        """Return what each sentence gets; what cannot be cut stays together with the first.

        A machine's draft that cannot be cut is not kept: it is drafted anew.
        """
        nothing = [Carried("", "")] * len(parts)
        if not old.target:
            return nothing
        found = parted(
            old,
            parts,
            source_language=self.judges.source_language,
            language=self.judges.language,
            own=self.judges.own,
        )
        if found or self.judges.is_machine_draft(old):
            return found or nothing
        return [Carried(translated_source(old)[1], old.target), *nothing[1:]]

    def _claimed(self, new: Message, old: Message) -> Message:
        """Return the message that stands where *new*, a part of *old*, has its place."""
        known = self.messages.get(new.key)
        if known is not None and not self._gives_way(known, old):
            return known
        if known is not None:
            self.replaced.append(known)
        self.messages[new.key] = new
        origins = (old,) if new.target else ()
        self.changes.append(Change("split", old, new, origins=origins))
        return new

    def _gives_way(self, known: Message, old: Message) -> bool:
        """Tell whether *known* is older than *old*, which is in use."""
        if old.is_obsolete or not known.is_obsolete:
            return False
        is_draft = self.judges.is_machine_draft
        return not is_draft(old) or is_draft(known)

    # --- Sentences to paragraphs ------------------------------------------------------------------

    def join(self, segments: Sequence[Segment]) -> None:
        """Join the sentences of every paragraph that no message stands for."""
        if not self._may_join(segments):
            return
        free = {
            segment.source: sentences
            for segment in segments
            if segment.context is None
            and segment.key not in self.messages
            and len(sentences := self.sentences(segment.source)) > 1
        }
        if not free:
            return
        in_use_last = sorted(self.catalog.messages, key=lambda message: not message.is_obsolete)
        places = {folded(m.source): m for m in in_use_last if _can_be_cut(m)}
        joined: dict[str, tuple[list[Message], bool]] = {}
        for source, sentences in free.items():
            found, held = self._pieces(sentences, places)
            is_whole = held == len(sentences)
            if len(found) > 1 and any(old.key not in self.wanted for old in found):
                length = sum(len(old.source) for old in found)
                if length >= _HALF * len(source):
                    olds = found if is_whole else self._with_edited(found, free)
                    joined[source] = olds, is_whole
        self._put(joined, free)

    def _may_join(self, segments: Sequence[Segment]) -> bool:
        """Tell, at one look, whether a message that is no segment any more is inside a new one.

        After an edit inside a paragraph none is; where much changed, nobody looks so closely.
        """
        new = [s.source for s in segments if s.context is None and s.key not in self.messages]
        gone = [
            message.source
            for message in self.catalog.messages
            if message.key not in self.wanted and _can_be_cut(message)
        ]
        if len(new) * len(gone) > _CLOSELY:
            return True
        texts = [folded(source) for source in new]
        return any(folded(source) in text for source in gone for text in texts)

    def _pieces(
        self, sentences: _Sentences, places: dict[str, Message]
    ) -> tuple[list[Message], int]:
        """Return the messages that hold the *sentences*, in order, and how many of these."""
        found: list[Message] = []
        at = held = 0
        while at < len(sentences):
            for end in range(min(at + _RUN, len(sentences)), at, -1):
                run = "".join(text + glue for text, glue in sentences[at:end]).strip()
                if (message := places.get(folded(run))) is not None:
                    found.append(message)
                    held += end - at
                    at = end
                    break
            else:
                at += 1
        return found, held

    def _with_edited(self, found: Sequence[Message], free: dict[str, _Sentences]) -> list[Message]:
        """Return *found* with what stood between: sentences that were edited at the same time."""
        others = {folded(text) for sentences in free.values() for text, _ in sentences}
        order = {message.key: place for place, message in enumerate(self.catalog.messages)}
        places = [order[message.key] for message in found]
        known = {message.key for message in found}
        between = [
            message
            for message in self.catalog.messages[min(places) : max(places)]
            if message.key not in self.wanted
            and message.key not in known
            and not message.is_obsolete
            and _can_be_cut(message)
            and folded(message.source) not in others
        ]
        return sorted([*found, *between], key=lambda message: order[message.key])

    def _put(
        self, joined: dict[str, tuple[list[Message], bool]], free: dict[str, _Sentences]
    ) -> None:
        """Put each joined paragraph where its first sentence stood."""
        used = {
            old.key for olds, _ in joined.values() for old in olds if old.key not in self.wanted
        }
        new = {
            source: self._joined(source, olds, free[source], is_whole=is_whole)
            for source, (olds, is_whole) in joined.items()
        }
        self.replaced += [message for key, message in self.messages.items() if key in used]
        kept = {key: message for key, message in self.messages.items() if key not in used}
        self.messages = {message.key: message for message in new.values()} | kept

    def _joined(
        self, source: str, olds: Sequence[Message], sentences: _Sentences, *, is_whole: bool
    ) -> Message:
        comments = tuple(dict.fromkeys(comment for old in olds for comment in old.comments))
        new = Message(source, None, comments=comments)
        texts = [old for old in olds if old.target]
        if known := self.recall(new, olds):
            new, texts = stale(new, known, new.key, olds[0].flags, self.judges), []
        elif texts and not (
            len(texts) < len(olds) and all(map(self.judges.is_machine_draft, texts))
        ):
            text = _together(olds, sentences, source if is_whole else "")
            new = stale(new, text.target, (None, text.source), texts[0].flags, self.judges)
        else:
            texts = []
        self.changes.append(Change("merged", olds[0], new, origins=tuple(texts), olds=tuple(olds)))
        return new


def _can_be_cut(message: Message) -> bool:
    return message.context is None and message.plural is None


def _together(olds: Sequence[Message], sentences: _Sentences, source: str) -> Carried:
    """Return the texts of *olds* as one; of the whole *source* where every sentence has its own."""
    texts = [old for old in olds if old.target]
    sources = [translated_source(old)[1] for old in texts]
    is_current = all(old.source == told for old, told in zip(texts, sources, strict=True))
    if source and is_current and len(texts) == len(olds) == len(sentences):
        glued = zip(texts, sentences, strict=True)
        target = "".join(old.target + glue for old, (_, glue) in glued)
        return Carried(source, target)
    told = source if source and is_current and len(texts) == len(olds) else " ".join(sources)
    return Carried(told, " ".join(old.target for old in texts))
