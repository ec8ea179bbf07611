"""The record of one article, and the states derived from it.

No state is stored anywhere. Each is read from a message as it stands in its PO file
and from the lines about exactly this pair of source and target,
so an approval cannot stand on a text that was changed, and wakes when the change is undone.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from polyglot.ledger import drafting
from polyglot.ledger.index import (
    PEOPLE,
    Index,
    Pair,
    is_machine,
    is_named,
    is_unfinished,
    pair_of,
    stands,
    uncollected,
    vouches,
)
from polyglot.ledger.lines import (
    ACCEPTED,
    ADOPTED,
    APPROVED,
    CLEARED,
    DRAFTED,
    REJECTED,
    TRANSLATED,
    UNKNOWN,
    WAIVED,
    dump,
    fold,
    fold_name,
    order,
    read,
)
from polyglot.ledger.sealing import numbered, refuse_nobody
from polyglot.model import Draft, Line, Message, State

_DRAFTS: Final = {"memory": State.MEMORY, "shared": State.SHARED}
_WITHOUT_MARK: Final = frozenset({CLEARED, ADOPTED})


class Ledger:
    """What is known about the texts of one article: a set of lines, and what follows from them.

    *lines* are in the order in which they are shown.
    A message's state is meant to be asked of a ledger that has seen the message's file:
    what people did since stands in no line yet, and `observe` tells it.
    *shared* are the pairs approved in the shared catalog, which count as approved here too;
    each tells whether two people stood behind it.
    """

    __slots__ = ("_built", "lines", "shared")

    lines: tuple[Line, ...]
    shared: Mapping[Pair, bool]

    def __init__(
        self, lines: Iterable[Line] = (), *, shared: Mapping[Pair, bool] | None = None
    ) -> None:
        known: dict[str, Line] = {}
        for line in lines:
            other = known.setdefault(line.id, line)
            if other is not line and other != line:
                known[line.id] = min(other, line, key=repr)
        self.lines = tuple(sorted(known.values(), key=order))
        self.shared = shared or {}
        self._built: Index | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ledger) and self.lines == other.lines

    def __hash__(self) -> int:
        return hash(self.lines)

    def __repr__(self) -> str:
        return f"Ledger({self.lines!r})"

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes without what can be built again."""
        return (partial(Ledger, shared=self.shared), (self.lines,))

    def plus(self, lines: Iterable[Line]) -> "Ledger":
        """Return the ledger with *lines* added; those that are not sealed yet are numbered."""
        added = tuple(lines)
        if not added:
            return self
        done = [line for line in added if line.id]
        raw = [line for line in added if not line.id]
        grown = Ledger((*self.lines, *done), shared=self.shared)
        if not raw:
            return grown
        return Ledger((*grown.lines, *numbered(raw, grown.highest, "")), shared=self.shared)

    @property
    def highest(self) -> int:
        """The highest number of a line; 0 in an empty ledger."""
        return self.lines[-1].n if self.lines else 0

    @property
    def index(self) -> Index:
        """The lines by what they are about, built once."""
        if self._built is None:
            with uncollected():
                self._built = Index(self.lines)
        return self._built

    # --- States --------------------------------------------------------------------------------

    def state(self, language: str, message: Message) -> State:
        """Return who stands behind *message*: the first row of the table of states that fits."""
        if message.is_obsolete:
            return State.OBSOLETE
        if not message.target:
            return State.UNTRANSLATED
        pair = pair_of(language, message)
        return self._draft_state(pair, message) if message.is_fuzzy else self._finished_state(pair)

    def _draft_state(self, pair: Pair, message: Message) -> State:
        index = self.index
        if message.previous is not None:
            return State.STALE
        draft = index.only_draft(pair)
        if draft is None:
            if index.is_stale(pair):
                return State.STALE
            if index.living(pair, REJECTED):
                return State.NEEDS_WORK
            draft = index.draft(pair)
        return State.NEEDS_WORK if draft is None else _DRAFTS.get(draft.by, State.MACHINE)

    def _finished_state(self, pair: Pair) -> State:
        lines = self.index.living(pair)
        actions = {line.action for line in lines}
        if APPROVED in actions:
            # Two branches judged differently: whoever rejected the text is heard until a person
            # decides, because a text that is held back by mistake hurts nobody.
            return State.NEEDS_WORK if REJECTED in actions else State.APPROVED
        if pair in self.shared and REJECTED not in actions:
            return State.APPROVED
        if actions & _WITHOUT_MARK and not any(is_named(line) and vouches(line) for line in lines):
            return State.UNCONFIRMED
        origin = self.index.origin(pair[0], pair[3], pair)
        return State.ACCEPTED if origin and is_machine(origin) else State.TRANSLATED

    def is_clash(self, language: str, message: Message) -> bool:
        """Tell whether the pair is both approved and rejected, as two branches can leave it."""
        actions = {line.action for line in self.living(language, message)}
        return APPROVED in actions and REJECTED in actions

    def is_edited(self, language: str, message: Message) -> bool:
        """Tell whether a person changed a draft and left it marked, as web editors do."""
        if not message.is_fuzzy or self.state(language, message) is not State.NEEDS_WORK:
            return False
        pair = pair_of(language, message)
        if self.index.living(pair, REJECTED):
            return False
        return any(line.action == DRAFTED for line in self.index.keys.get(pair[:3], ()))

    # --- Where a text came from ----------------------------------------------------------------

    def drafted(self, language: str, target: str) -> Line | None:
        """Return the line that says *target* was drafted in this article, if it was.

        Moving or re-cutting a draft does not launder it: the text is what counts.
        """
        return self.index.origin(language, fold(target))

    def is_drafted(self, language: str, message: Message) -> bool:
        """Tell whether the target was drafted, by whomever."""
        return bool(message.target) and self.index.draft(pair_of(language, message)) is not None

    def is_machine_text(self, language: str, message: Message) -> bool:
        """Tell whether a machine wrote the target, no matter who accepted or approved it."""
        if not message.target:
            return False
        pair = pair_of(language, message)
        if message.is_fuzzy:
            line = self.index.draft(pair)
        else:
            line = self.index.origin(language, pair[3], pair)
        return line is not None and is_machine(line)

    def is_untouched_draft(self, language: str, message: Message) -> bool:
        """Tell whether the target is a draft that nobody accepted, edited or wrote a part of.

        Only such a draft may give way to a better one.
        A draft of unknown origin never does: a person may have written it.
        """
        if not message.target or not message.is_fuzzy:
            return False
        index, pair = self.index, pair_of(language, message)
        draft = index.draft(pair)
        if draft is None or draft.by == UNKNOWN or self.index.living(pair, REJECTED):
            return False
        lines = index.pairs.get(pair, [])
        if not any(line.action == DRAFTED for line in lines):
            lines = index.texts[language, pair[3]]
        return not index.has_person(lines)

    def is_machine_draft(self, language: str, message: Message) -> bool:
        """Tell whether the target is an untouched draft that a machine wrote."""
        if not self.is_untouched_draft(language, message):
            return False
        return self.is_machine_text(language, message)

    def origin(self, language: str, message: Message) -> str:
        """Return the engine the target came from, `memory`, `shared`, `unknown`, or nothing."""
        if not message.target:
            return ""
        pair = pair_of(language, message)
        line = self.index.draft(pair)
        return line.by if line else ""

    def notes(self, language: str, message: Message) -> frozenset[str]:
        """Return what the lines of this very draft note: what it was made from, unknown words."""
        lines = self.index.pairs.get(pair_of(language, message), ())
        return frozenset(line.note for line in lines if line.action == DRAFTED and line.note)

    def knows(self, language: str, message: Message) -> bool:
        """Tell whether a line holds exactly this text, so that it can be brought back."""
        return pair_of(language, message) in self.index.pairs

    # --- Judgements ----------------------------------------------------------------------------

    def living(self, language: str, message: Message, *actions: str) -> tuple[Line, ...]:
        """Return the lines about exactly this pair that nothing ended, of *actions* if named."""
        return tuple(self.index.living(pair_of(language, message), *actions))

    def stood(self, language: str, message: Message) -> bool:
        """Tell whether a person stood behind exactly this pair, and no rejection lives.

        So does whoever approved it in the shared catalog, once it was adopted from there.
        """
        if not message.target:
            return False
        lines = self.index.living(pair_of(language, message))
        return any(stands(line) or line.action == ADOPTED for line in lines) and not any(
            line.action == REJECTED for line in lines
        )

    def refused(self, language: str, context: str | None, source: str) -> frozenset[str]:
        """Return the targets that are not to be offered again by themselves.

        These are the rejected ones, those a person wrote or accepted for this message
        and whoever came later took out, and the drafts that such a text replaced.
        """
        index = self.index
        return frozenset(
            line.target
            for line in index.keys.get((language, context, fold(source)), ())
            if line.action in PEOPLE
            or (line.action == REJECTED and line.id not in index.ended)
            or (line.action == DRAFTED and index.is_superseded(line))
        )

    def waivers(self, language: str, message: Message) -> frozenset[str]:
        """Return the kinds of findings that people waived on exactly this pair."""
        lines = self.living(language, message, WAIVED)
        return frozenset(line.kind for line in lines if is_named(line))

    def names(self, language: str, message: Message) -> Mapping[str, tuple[str, ...]]:
        """Return who `translated`, `accepted` and `approved` exactly this pair, each in order."""
        lines = self.living(language, message, TRANSLATED, ACCEPTED, APPROVED)
        return {
            action: tuple(
                dict.fromkeys(
                    line.by for line in lines if line.action == action and not is_unfinished(line)
                )
            )
            for action in (TRANSLATED, ACCEPTED, APPROVED)
        }

    def is_shared(self, language: str, message: Message) -> bool:
        """Tell whether exactly this pair is approved in the shared catalog."""
        return bool(self.shared) and pair_of(language, message) in self.shared

    def four_eyes(self, language: str, message: Message) -> bool:
        """Tell whether one named person approved what another one translated or accepted."""
        if self.shared and self.shared.get(pair_of(language, message)):
            return True
        lines = self.living(language, message, TRANSLATED, ACCEPTED, APPROVED)
        makers = {fold_name(line.by) for line in lines if is_named(line) and vouches(line)}
        approvers = {fold_name(line.by) for line in lines if line.action == APPROVED}
        return any(makers - {approver} for approver in approvers)

    def reason(self, by: str) -> str:
        """Return the reason *by* once gave in this article for approving alone, or nothing."""
        name = fold_name(by)
        for line in self.lines:
            if line.action == APPROVED and line.note and fold_name(line.by) == name:
                return line.note
        return ""

    # --- What can be brought back --------------------------------------------------------------

    def texts(self, language: str, *, without: Iterable[Message] = ()) -> tuple[Line, ...]:
        """Return the last line of every text in *language*, save those that stand in *without*."""
        standing = {pair_of(language, message) for message in without}
        last = {
            pair: line
            for pair, lines in self.index.pairs.items()
            if pair[0] == language and pair[3] and pair not in standing
            for line in lines
            if line.action != WAIVED
        }
        return tuple(sorted(last.values(), key=order))

    def latest(self, language: str, context: str | None, source: str) -> Line | None:
        """Return the line with the text that the message should have again when it returns.

        A text that a person stood behind comes before one that nobody did, a late one before
        an early one; a draft that was rejected or replaced never comes.
        A message that was not in the file before gets this text back:
        left empty, it would look as if a translator had emptied it.
        """
        index, key = self.index, (language, context, fold(source))
        lines = [line for line in index.keys.get(key, ()) if line.action in PEOPLE and line.target]
        lines += index.open_drafts(key)
        return max(
            lines,
            key=lambda line: (
                any(stands(other) for other in index.living((*key, fold(line.target)))),
                *order(line),
            ),
            default=None,
        )

    # --- Drafts --------------------------------------------------------------------------------

    def placed(self, language: str, drafts: Iterable[Draft]) -> tuple[Line, ...]:
        """Return the lines, not sealed yet, for *drafts* that were written into a catalog.

        A draft that took the place of another one ends its line;
        one that the ledger already holds for this message adds nothing.
        """
        return drafting.placed(self.index, language, drafts)

    def carried(
        self, language: str, changes: Iterable[tuple[Message, Sequence[Message]]]
    ) -> tuple[Line, ...]:
        """Return the lines, not sealed yet, for texts that polyglot cut, joined or corrected.

        *changes* are (new message, the old messages whose texts went into it).
        If any part was drafted, the whole is a draft again;
        what only people wrote stays theirs, and nobody stands behind it yet.
        """
        return drafting.carried(self.index, language, changes)


# --- Reading and sealing -----------------------------------------------------------------------


def parse(
    files: Mapping[str, bytes], *, path: str, shared: Mapping[Pair, bool] | None = None
) -> Ledger:
    """Return the ledger whose *files* stand in the folder *path*; *shared* as in `Ledger`.

    Raises:
        LedgerError: If a line cannot be read; it names the file and the line.
    """
    with uncollected():
        lines = (line for name, data in files.items() for line in read(data, path=f"{path}/{name}"))
        return Ledger(lines, shared=shared)


def joined(files: Mapping[str, bytes], *, path: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the one file that holds all lines of *files*.

    Two lines that claim to be the same and are not both stay: what is wrong is not hidden.

    Raises:
        LedgerError: If a line cannot be read; it names the file and the line.
    """
    lines = {line for name, data in files.items() for line in read(data, path=f"{path}/{name}")}
    return dump(sorted(lines, key=lambda line: (*order(line), repr(line))))


def seal(lines: Sequence[Line], *, ledger: Ledger, day: date) -> tuple[Line, ...]:
    """Return *lines* ready to be written: numbered after those of *ledger*, dated, with their ids.

    Raises:
        LedgerError: If a line puts a person's act under a name that is nobody's.
    """
    for line in lines:
        refuse_nobody(line)
    return tuple(numbered(lines, ledger.highest, day.isoformat()))
