"""The judgements of people: approve, accept, reject, revoke, waive.

Every judgement takes a catalog and returns a new one with the lines for the ledger, not sealed.
It is done for all the chosen messages or for none.
The catalog is meant to be one whose file the ledger has seen.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from polyglot.errors import ReviewError
from polyglot.model import Catalog, Line, Message, State
from polyglot.people import pen_name, same
from polyglot.review.record import Outcome, Record, line_for, notes, people
from polyglot.review.waiting import Key, numbered

Selection: TypeAlias = Callable[[Message], bool] | Collection[Key]
"""Which messages are meant: those a rule fits, or those named one by one.

What cannot be judged is passed over where a rule chose it, and refused where somebody named it.
"""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What becomes of one message; *is_lone* if nobody else ever looked at it."""

    message: Message
    lines: tuple[Line, ...] = ()
    is_lone: bool = False


_Judge: TypeAlias = Callable[[Message], "_Verdict | str"]
"""Judges one message, or says in a clause why that cannot be done."""


def approve(
    catalog: Catalog, record: Record, selection: Selection, *, by: str, reason: str = ""
) -> Outcome:
    """Approve finished translations in the name of *by*.

    An unconfirmed one is accepted and approved in one act, which is a lone approval.
    Whoever approves alone gives a reason, once per article.

    Raises:
        ReviewError: If one of the messages is a draft or empty, whoever chose it;
            or if a lone approval has no reason.
    """
    name, language = pen_name(by), catalog.language

    def judge(message: Message) -> _Verdict | str:
        state = record.state(language, message)
        if state in (State.UNTRANSLATED, State.OBSOLETE):
            return "there is no translation: write one, or accept a draft"
        if state is State.UNCONFIRMED:
            accepted = _accepted(language, message, record, name)
            approved = line_for(language, message, "approved", name)
            return _Verdict(message, (accepted, approved), is_lone=True)
        ends = record.living(language, message, "rejected")
        if state.is_draft and (message.is_fuzzy or not record.is_clash(language, message)):
            return "this is a draft: accept it first, once you have read it"
        if not ends and _has_approved(record, language, message, name):
            return _Verdict(message)
        others = people(record, language, message) - {same(name)}
        line = line_for(language, message, "approved", name, ends=ends)
        return _Verdict(message, (line,), is_lone=not others)

    verdicts = _judge(catalog, selection, judge, is_strict=True)
    if any(verdict.is_lone for verdict in verdicts.values()):
        if not reason.strip() and not record.reason(name):
            raise ReviewError(
                f"{name} would approve alone: nobody else with a name translated or accepted this",
                hint="give a reason, once for this article: --reason TEXT",
            )
        verdicts = {at: _reasoned(verdict, reason) for at, verdict in verdicts.items()}
    return _outcome(catalog, verdicts)


def accept(catalog: Catalog, record: Record, selection: Selection, *, by: str) -> Outcome:
    """Let drafts stand as they are, in the name of *by*; their mark is taken away.

    A finished text that nobody with a name stands behind gets one.

    Raises:
        ReviewError: If a message that was named is empty.
    """
    name, language = pen_name(by), catalog.language

    def judge(message: Message) -> _Verdict | str:
        state = record.state(language, message)
        if state in (State.UNTRANSLATED, State.OBSOLETE):
            return "there is no translation to accept"
        if not state.is_draft and people(record, language, message):
            return _Verdict(message)
        if not message.is_fuzzy and record.is_clash(language, message):
            return "one person approved it and another rejected it: approve or reject it"
        answered = notes(record.living(language, message, "rejected"))
        hints = tuple(hint for hint in message.hints if hint not in answered)
        stands = replace(message, is_fuzzy=False, previous=None, hints=hints)
        return _Verdict(stands, (_accepted(language, stands, record, name),))

    return _outcome(catalog, _judge(catalog, selection, judge))


def reject(
    catalog: Catalog, record: Record, selection: Selection, *, by: str, note: str = ""
) -> Outcome:
    """Send translations back in the name of *by*.

    A draft is emptied, and not offered again.
    A text that a person wrote or let stand stays, as a draft that needs work,
    with *note* beside it for the translator.

    Raises:
        ReviewError: If a message that was named is empty.
    """
    name, language = pen_name(by), catalog.language
    note = " ".join(note.split())

    def judge(message: Message) -> _Verdict | str:
        state = record.state(language, message)
        if state in (State.UNTRANSLATED, State.OBSOLETE):
            return "there is no translation to reject"
        known = record.living(language, message, "rejected")
        if known and message.is_fuzzy and (not note or note in notes(known)):
            return _Verdict(message)
        if state.is_draft and not known and record.is_drafted(language, message):
            ends = record.living(language, message, "drafted", "cleared")
            line = line_for(language, message, "rejected", name, note=note, ends=ends)
            return _Verdict(
                replace(message, target="", is_fuzzy=False, previous=None, remark=""), (line,)
            )
        ends = record.living(language, message, "approved", "accepted", "cleared")
        line = line_for(language, message, "rejected", name, note=note, ends=ends)
        hints = (*message.hints, note) if note and note not in message.hints else message.hints
        return _Verdict(replace(message, is_fuzzy=True, hints=hints), (line,))

    return _outcome(catalog, _judge(catalog, selection, judge))


def revoke(
    catalog: Catalog, record: Record, selection: Selection, *, by: str, note: str = ""
) -> Outcome:
    """Take approvals back; the texts are translated or accepted as before.

    Raises:
        ReviewError: If a message that was named is not approved.
    """
    name, language = pen_name(by), catalog.language

    def judge(message: Message) -> _Verdict | str:
        ends = record.living(language, message, "approved") if message.target else ()
        if not ends and record.is_shared(language, message):
            return "it is approved in the shared catalog: revoke it there, or reject it here"
        if not ends:
            return "it is not approved"
        return _Verdict(
            message, (line_for(language, message, "revoked", name, note=note.strip(), ends=ends),)
        )

    return _outcome(catalog, _judge(catalog, selection, judge))


def waive(
    catalog: Catalog, record: Record, selection: Selection, *, by: str, kind: str, reason: str
) -> Outcome:
    """Let one *kind* of finding pass on exactly these pairs, for a reason.

    Raises:
        ReviewError: If no reason is given, or a message that was named is empty.
    """
    name, language = pen_name(by), catalog.language
    if not kind.strip() or not reason.strip():
        raise ReviewError(
            "a waiver names one kind of finding and a reason",
            hint="say what passes and why: --kind and --reason",
        )

    def judge(message: Message) -> _Verdict | str:
        if not message.target or message.is_obsolete:
            return "there is no translation"
        if any(line.kind == kind for line in record.living(language, message, "waived")):
            return _Verdict(message)
        line = line_for(language, message, "waived", name, note=reason.strip(), kind=kind)
        return _Verdict(message, (line,))

    return _outcome(catalog, _judge(catalog, selection, judge))


# --- All or none -------------------------------------------------------------------------------


def _judge(
    catalog: Catalog, selection: Selection, judge: _Judge, *, is_strict: bool = False
) -> dict[int, _Verdict]:
    verdicts: dict[int, _Verdict] = {}
    refusals: dict[str, list[int]] = {}
    for at in _positions(catalog, selection):
        verdict = judge(catalog.messages[at])
        if isinstance(verdict, str):
            refusals.setdefault(verdict, []).append(at)
        else:
            verdicts[at] = verdict
    if refusals and (is_strict or not callable(selection)):
        raise _refused(catalog, refusals)
    return verdicts


def _positions(catalog: Catalog, selection: Selection) -> list[int]:
    if callable(selection):
        return [
            at
            for at, message in enumerate(catalog.messages)
            if not message.is_obsolete and message.plural is None and selection(message)
        ]
    places = {message.key: at for at, message in enumerate(catalog.messages)}
    for key in selection:
        if key not in places:
            raise ReviewError(
                f"there is no text {key[1][:60]!r} in this catalog",
                hint="the list of the review shows what there is",
            )
    return sorted({places[key] for key in selection})


def _refused(catalog: Catalog, refusals: Mapping[str, list[int]]) -> ReviewError:
    numbers = {message.key: number for number, message in numbered(catalog)}
    clauses = [
        f"{', '.join(str(numbers.get(catalog.messages[at].key, 'obsolete')) for at in places)}: "
        f"{clause}"
        for clause, places in refusals.items()
    ]
    return ReviewError("; ".join(clauses), hint="nothing was changed; choose the others by number")


def _outcome(catalog: Catalog, verdicts: Mapping[int, _Verdict]) -> Outcome:
    messages = list(catalog.messages)
    for at, verdict in verdicts.items():
        messages[at] = verdict.message
    lines = tuple(line for verdict in verdicts.values() for line in verdict.lines)
    return replace(catalog, messages=tuple(messages)), lines


def _has_approved(record: Record, language: str, message: Message, name: str) -> bool:
    approvals = record.living(language, message, "approved")
    return record.four_eyes(language, message) or any(
        same(line.by) == same(name) for line in approvals
    )


def _accepted(language: str, message: Message, record: Record, name: str) -> Line:
    ends = record.living(language, message, "rejected", "cleared")
    return line_for(language, message, "accepted", name, ends=ends)


def _reasoned(verdict: _Verdict, reason: str) -> _Verdict:
    if not verdict.is_lone:
        return verdict
    lines = tuple(
        replace(line, note=reason.strip()) if line.action == "approved" else line
        for line in verdict.lines
    )
    return replace(verdict, lines=lines)
