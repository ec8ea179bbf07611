"""The gates an edition passes before it is published, and the reasons it waits for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, assert_never

from polyglot.model import State
from polyglot.publication.record import Published, Record, Withdrawn

Need: TypeAlias = Literal["reviewed", "approved", "translated", "accepted"]
"""Who must stand behind a text: two people, an approver, a writer, or whoever let a draft stand."""


@dataclass(frozen=True, slots=True)
class Hands:
    """How many messages of one *role* are in whose hands, and what they *need*.

    *four_eyes* counts the approved ones that a second person stood behind.
    """

    role: str
    need: Need
    states: Mapping[State, int]
    four_eyes: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an edition waits: *what*, for *whom*, and the *command* that goes on from there."""

    what: str
    who: Literal["translator", "reviewer", "editor"]
    command: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.command}" if self.command else self.what


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of an edition in the next export.

    `publish`: the edition as it is now goes out.
    `stands`: what went out before (*standing*) is shown again, with a notice of the day
    *notice* where the published source has moved on; *reasons* tell what its successor waits for.
    `waits`: nothing is shown, for *reasons*.
    `withdrawn`: nothing is shown until an editor releases it again.
    *tombstone* is the day of the withdrawal that stands in the edition's place, if it
    ever went out; `waits` may have one too, after a withdrawn edition was released again.
    """

    kind: Literal["publish", "stands", "waits", "withdrawn"]
    reasons: tuple[Reason, ...] = ()
    standing: Published | None = None
    notice: date | None = None
    tombstone: date | None = None


def verdict(
    record: Record,
    *,
    article: str,
    language: str,
    source_language: str,
    version: str,
    hands: Sequence[Hands] = (),
    errors: int = 0,
    release: Literal["by-hand", "auto"] = "by-hand",
) -> Verdict:
    """Return what becomes of *article* in *language*.

    *version* is the source's own, as it is now; *hands* count the messages by role
    (none for the language the article is written in); *errors* are findings that block.
    With *release* `auto` no editor's act is needed, save after a withdrawal.
    Ask for the source language first and put what goes out on record:
    the notice of the others depends on it.
    """
    tombstone = _tombstone(record, language)
    if record.withdrawal(language) is not None:
        return Verdict("withdrawn", tombstone=tombstone)
    reasons = tuple(_reasons(article, language, hands, errors))
    if release == "by-hand" and not record.is_released(language, version):
        reasons = (*reasons, _unreleased(record, article, language))
    standing = record.standing(language)
    if not reasons:
        return Verdict("publish", standing=standing)
    if standing is None:
        return Verdict("waits", reasons, tombstone=tombstone)
    notice = None if language == source_language else _moved_on(record, standing, source_language)
    return Verdict("stands", reasons, standing, notice)


def vanishing(
    before: Iterable[str], now: Iterable[str], *, withdrawn: Iterable[str] = ()
) -> list[str]:
    """Return the published files in *before* that are no more in *now*, in order.

    Paths are relative to the exports folder. Only pages and wire files count:
    an image goes when no page shows it any longer.
    *withdrawn* are the paths that an editor took back.
    """
    kept = {*now, *withdrawn}
    return sorted(
        path for path in set(before) if path.endswith((".html", ".nitf.xml")) and path not in kept
    )


def _reasons(article: str, language: str, hands: Sequence[Hands], errors: int) -> Iterator[Reason]:
    if errors:
        what = f"{_count(errors, 'error')} in its text"
        yield Reason(what, "translator", f"polyglot check {article} -l {language}")
    review = f"polyglot review list {article} -l {language}"
    empty = sum(_number(part, State.UNTRANSLATED) for part in hands)
    if empty:
        yield Reason(
            f"{_count(empty, 'paragraph')} {_verb(empty, 'is', 'are')} not translated", "translator"
        )
    drafts = sum(sum(n for state, n in part.states.items() if state.is_draft) for part in hands)
    if drafts:
        what = f"{_count(drafts, 'draft')} {_verb(drafts, 'waits', 'wait')} for a person"
        yield Reason(what, "translator", review)
    second = {what: sum(_lacking(part, what) for part in hands) for what in _STEPS}
    for step, (who, text) in _STEPS.items():
        if lacking := second[step]:
            waits = _verb(lacking, "waits", "wait")
            yield Reason(f"{_count(lacking, 'paragraph')} {waits} for {text}", who, review)


_Step: TypeAlias = Literal["translation", "approval", "second"]
_STEPS: Mapping[_Step, tuple[Literal["translator", "reviewer"], str]] = {
    "translation": ("translator", "a person's own words or an approval"),
    "approval": ("reviewer", "approval"),
    "second": ("reviewer", "a second pair of eyes"),
}


def _lacking(part: Hands, step: _Step) -> int:
    """Return how many finished messages of *part* lack exactly *step*."""
    accepted = _number(part, State.ACCEPTED)
    translated = _number(part, State.TRANSLATED)
    match part.need:
        case "accepted":
            return 0
        case "translated":
            return accepted if step == "translation" else 0
        case "approved":
            return accepted + translated if step == "approval" else 0
        case "reviewed":
            if step == "approval":
                return accepted + translated
            return _number(part, State.APPROVED) - part.four_eyes if step == "second" else 0
        case _:
            assert_never(part.need)


def _number(part: Hands, state: State) -> int:
    return part.states.get(state, 0)


def _unreleased(record: Record, article: str, language: str) -> Reason:
    went_out = record.standing(language) is not None
    what = "the source changed and is not released again" if went_out else "not released"
    return Reason(what, "editor", f"polyglot release {article} -l {language} --by NAME")


def _moved_on(record: Record, standing: Published, source_language: str) -> date | None:
    """Return the day on which readers first got a source that *standing* does not follow.

    A source that changed in the workspace only has not moved on for readers.
    """
    later = record.acts[record.acts.index(standing) + 1 :]
    day: date | None = None
    for act in later:
        if isinstance(act, Published) and act.language == source_language:
            is_same = act.version == standing.version
            day = None if is_same else day or act.day
    return day


def _tombstone(record: Record, language: str) -> date | None:
    """Return the day since which a withdrawal page stands where an edition stood."""
    went_out = False
    day: date | None = None
    for act in record.acts:
        if isinstance(act, Published):
            if act.language == language:
                went_out, day = True, None
        elif act.covers(language) and went_out and isinstance(act, Withdrawn):
            day = act.day
    return day


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _verb(number: int, singular: str, plural: str) -> str:
    return singular if number == 1 else plural
