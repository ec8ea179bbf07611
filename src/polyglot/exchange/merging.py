"""A file that comes back, merged with the catalog as it is now: three ways, message by message.

What stood in the file when it was sent is known from its postmark.
A text that comes back as it was sent says nothing, whatever became of it here meanwhile:
so an old file never takes newer work back. What somebody did to it counts as if it had been done
in the catalog, where nobody else changed the same text since; where somebody did, both are kept.
Of a file without a postmark nothing is known: then a text is new that the ledger does not have,
and whatever a person wrote here may be newer.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from polyglot.exchange.postmark import Postmark, folded
from polyglot.model import Catalog, Message


@dataclass(frozen=True, slots=True)
class Judges:
    """What a merge asks the ledger about a message.

    *is_known*: it holds exactly this text for this message.
    *is_judged*: since the file was sent, a person let exactly this text stand, or rejected it.
    *is_drafted*: the text was drafted, by whomever.
    *is_untouched*: it is a draft nobody edited or accepted.
    *is_stale*: it is known, and only as the translation of another text.
    *spellings*: the text, and what it is in the other scripts of the language.
    """

    is_known: Callable[[Message], bool]
    is_judged: Callable[[Message], bool]
    is_drafted: Callable[[Message], bool]
    is_untouched: Callable[[Message], bool]
    is_stale: Callable[[Message], bool]
    spellings: Callable[[Message], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two texts for one message: *ours*, which stands, and *theirs*, which came."""

    ours: Message
    theirs: Message


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalog with what came, and what is to be recorded.

    *acts* are the messages to which somebody did something in the file, as they were left.
    *taken* and *accepted* count those that the catalog has now, *emptied* those that it lost,
    *ignored* texts that differ from what stands there and are older.
    *late* are the acts on texts that the article does not have any more.
    """

    catalog: Catalog
    acts: tuple[Message, ...] = ()
    taken: int = 0
    accepted: int = 0
    emptied: int = 0
    ignored: int = 0
    clashes: tuple[Clash, ...] = ()
    late: tuple[Message, ...] = ()


def merge(catalog: Catalog, came: Catalog, postmark: Postmark, judges: Judges) -> Merged:
    """Merge *came*, a file that was sent with *postmark*, into *catalog*.

    Comments of people that are new come along. Plural messages and the header are left alone.
    """
    known = {message.key: message for message in catalog.messages}
    alike = {_words(message): message.key for message in reversed(catalog.messages)}
    merging = _Merging(postmark, judges, known)
    for message in came.messages:
        if message.plural is None:
            # White space of the source may have changed since: that changes nothing.
            key = message.key if message.key in known else alike.get(_words(message), message.key)
            merging.take(replace(message, source=key[1]))
    return merging.merged(catalog)


@dataclass(slots=True)
class _Merging:
    """One file on its way into one catalog, whose messages stand in *known* by their keys."""

    postmark: Postmark
    judges: Judges
    known: dict[tuple[str | None, str], Message]
    acts: list[Message] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    late: list[Message] = field(default_factory=list)
    taken: int = 0
    accepted: int = 0
    emptied: int = 0
    ignored: int = 0

    def merged(self, catalog: Catalog) -> Merged:
        messages = tuple(self.known[message.key] for message in catalog.messages)
        if any(new is not old for new, old in zip(messages, catalog.messages, strict=True)):
            catalog = replace(catalog, messages=messages)
        return Merged(
            catalog,
            tuple(self.acts),
            taken=self.taken,
            accepted=self.accepted,
            emptied=self.emptied,
            ignored=self.ignored,
            clashes=tuple(self.clashes),
            late=tuple(self.late),
        )

    def take(self, new: Message) -> None:
        """Take one message of the file."""
        old = self.known.get(new.key)
        if old is None or old.is_obsolete:
            self._take_late(new, old)
            return
        if old.plural is not None:
            return
        self._take_text(new, old)
        self._take_comments(new)

    # --- Texts ------------------------------------------------------------------------------------

    def _take_text(self, new: Message, old: Message) -> None:
        if _is_same(new, old):
            if new.is_fuzzy != old.is_fuzzy and self._has_new_mark(new):
                self._put(new, old)
        elif not new.target:
            if self._has_emptied(old):
                self._put(new, old)
        elif self._has_written(new):
            if self._gives_way(old):
                self._put(new, old)
            else:
                self._clash(new, old)
        elif self._has_finished(new) and self._gives_way(old):
            self._put(new, old)
        elif self._has_finished(new) and not self.judges.is_drafted(new):
            self._clash(new, old)
        else:
            self.ignored += 1

    def _take_late(self, new: Message, old: Message | None) -> None:
        """Take a text whose source the article does not have any more."""
        if not new.target or not (self._has_written(new) or self._has_finished(new)):
            return
        new = replace(new, is_obsolete=False)
        self.acts.append(new)
        self.late.append(new)
        if old is not None and old.plural is None and self._gives_way(old):
            self.known[old.key] = _with_text(old, new.target, new)

    def _put(self, new: Message, old: Message) -> None:
        """Let the message stand as it came; what it replaces is known to the ledger."""
        stands = _with_text(old, old.target if _is_same(new, old) else new.target, new)
        self.known[old.key] = stands
        self.acts.append(stands)
        if not new.target:
            self.emptied += 1
        elif _is_finished(new) and self.judges.is_drafted(new):
            self.accepted += 1
        else:
            self.taken += 1

    def _clash(self, new: Message, old: Message) -> None:
        """Keep both: the one that stands, and the one that came."""
        new = replace(new, is_obsolete=False)
        self.acts.append(new)
        self.clashes.append(Clash(old, new))

    # --- What was done in the file ----------------------------------------------------------------

    def _has_written(self, new: Message) -> bool:
        """Tell whether somebody wrote this text, which nobody here has ever seen."""
        return not self.postmark.has(new) and not self.judges.is_known(new)

    def _has_finished(self, new: Message) -> bool:
        """Tell whether somebody let a text stand that was a draft, and nobody judged it since.

        Nobody works among the obsolete entries of a file, and tools drop their marks.
        """
        return (
            _is_finished(new)
            and not new.is_obsolete
            and not self.postmark.has_finished(new)
            and not self.judges.is_judged(new)
        )

    def _has_new_mark(self, new: Message) -> bool:
        """Tell whether a mark was taken off in the file, or set on what had none."""
        if not new.is_fuzzy:
            return self._has_finished(new)
        return self.postmark.has_finished(new) and not self.judges.is_judged(new)

    def _has_emptied(self, old: Message) -> bool:
        """Tell whether the text that still stands here was taken out in the file."""
        texts = (replace(old, target=text) for text in self.judges.spellings(old))
        return any(map(self.postmark.has, texts)) and not self.judges.is_judged(old)

    def _gives_way(self, old: Message) -> bool:
        """Tell whether what stands here is no newer text of a person."""
        return (
            not old.target
            or self.judges.is_untouched(old)
            or self.postmark.has(old)
            or self.judges.is_stale(old)
        )

    # --- Comments ---------------------------------------------------------------------------------

    def _take_comments(self, new: Message) -> None:
        """Let comments come along; some tools wrap them, and make some of what they do not know."""
        old = self.known[new.key]
        there = folded(" ".join((*old.comments, *old.hints, old.remark)))
        came = tuple(
            comment
            for comment in new.comments
            if folded(comment) not in there
            and not comment.startswith("| msg")
            and not self.postmark.has_comment(new, comment)
        )
        if came:
            self.known[new.key] = replace(old, comments=(*old.comments, *came))


def _is_same(new: Message, old: Message) -> bool:
    return folded(new.target) == folded(old.target)


def _is_finished(message: Message) -> bool:
    return bool(message.target) and not message.is_fuzzy


def _words(message: Message) -> tuple[str | None, str]:
    return (message.context, folded(message.source))


def _with_text(old: Message, target: str, new: Message) -> Message:
    """Return *old* with *target*, marked as *new* is."""
    is_fuzzy = new.is_fuzzy and bool(target)
    previous = new.previous if is_fuzzy else None
    return replace(old, target=target, is_fuzzy=is_fuzzy, previous=previous, remark="")
