"""The guard: asks one engine with care and hands on only what passes the gate.

Protected names are hidden first, and put back at the end.
A text goes whole, with others in one call where the engine takes several, a long one in runs
of sentences; what fails goes once more alone, then sentence by sentence, and a sentence
whose codes come back broken in the parts between them.
What still fails stays empty and is remembered: it is not asked for again until somebody wants it.
What was answered once is never asked for again at all.
An engine that fails rests: it is not asked again in this run.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypeAlias

from polyglot import __version__
from polyglot.errors import ProviderError, RefusedError
from polyglot.plugins import ALONE, Context, Limits, Provider, Reply
from polyglot.providers.beside import fitting, stamp
from polyglot.providers.cache import Asked, Cache
from polyglot.providers.calls import Call, Waiting, records, taken
from polyglot.providers.gate import has_words, judge
from polyglot.providers.keeping import Keeps, marked
from polyglot.providers.masking import Hidden, bares, hide, restore
from polyglot.providers.names import Name, occur
from polyglot.providers.outgoing import Sending
from polyglot.providers.pace import Pace
from polyglot.providers.wire import (
    from_tokens,
    put_together,
    take_apart,
    with_texts,
    with_tokens,
    words_of,
)

__all__ = ["LIMIT", "Guard", "Made", "Split"]

Split: TypeAlias = Callable[[str, str], Sequence[tuple[str, str]]]
"""Cuts a text of a language into sentences, each with the glue behind it."""

LIMIT = Limits().characters
"""How long a text may be for an engine that does not say; in characters."""

UNHIDDEN = "a protected name in it cannot be hidden, so it is not sent"
AGAIN = "refused before; --retry asks again"
# So many replies in a row without a text, and the engine is not well.
_PATIENCE = 5
# How often a whole text is asked for before it goes in parts,
# and calls of several texts before each goes alone.
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a text: a *target* that passed the gate, or a *problem* in one clause.

    *note* is what the engine says of the target. *is_refused* tells that the gate refused
    what the engine said.
    """

    target: str = ""
    problem: str = ""
    is_refused: bool = False
    note: str = ""


class _Rests(Exception):  # noqa: N818 - no error: the guard says why
    """The engine is not asked any more."""


class Guard:
    """One engine in one run, and whether it still answers; for any number of threads.

    *split* finds the sentences of a text; *log* is told of each text before it leaves the machine.
    *names* are hidden from an engine outside it. *budget* and *spent* are characters, see `Pace`.
    *retries* asks for what was refused. *keeps* tells the public names that a draft keeps.
    *resting* says why the engine is not asked any more; it is empty while it is.
    """

    def __init__(
        self,
        provider: Provider,
        *,
        split: Split,
        log: Callable[[Sending], None],
        cache: Cache | None = None,
        names: Sequence[Name] = (),
        budget: int = 0,
        spent: int = 0,
        retries: bool = False,
        keeps: Keeps = lambda _text, _source, _target: (),
    ) -> None:
        self.provider = provider
        self.name = provider.name
        self.split = split
        self.resting = ""
        self.pace = Pace(provider.limits, budget=budget, spent=spent)
        self.names = () if provider.is_local else tuple(names)
        # An engine on this machine gets names as they are; what it says of them is kept nowhere.
        self._secret = tuple(names) if provider.is_local else ()
        self.retries = retries
        self.keeps = keeps
        self.cache = cache or Cache()
        self._version = provider.version
        self._log = log
        self._lock = Lock()
        self._silences = 0
        self._useless = 0

    def draft(
        self, texts: Sequence[str], *, source: str, target: str, article: str
    ) -> tuple[Made, ...]:
        """Return a draft that passed the gate for each message text, or why there is none.

        What was translated before the engine failed is kept.
        """
        task = self.task(source, target, article)
        return tuple(task.draft(text) for text in texts)

    def task(self, source: str, target: str, article: str, context: Context = ALONE) -> "Task":
        """Return the drafting of texts of *article*, with what of *context* the engine may get."""
        room = self.provider.limits.context
        given = fitting(context, names=self.names, source=source, target=target, room=room)
        return Task(self, source, target, article, given)

    def asked(
        self, text: str, source: str, target: str, context: Context = ALONE, attempt: int = 0
    ) -> Asked:
        """Return *text* with all that the engine's reply to it depends on."""
        terms = stamp(context)
        return Asked(self.name, self._version, source, target, terms, text, attempt)

    def ask(
        self, asked: Asked, article: str, context: Context = ALONE, *, is_fresh: bool = False
    ) -> Reply:
        """Return the engine's own reply to one text, from the cache if it is there.

        The *context* goes along as it is. Where a *fresh* one is wanted, the cache is not asked.

        Raises:
            StorageError: If the cache or the log cannot be written.
        """
        call = Call((asked,), context)
        with self.pace.turn(asked):
            known = None if is_fresh else self.cache.reply(asked)
            if known is not None:
                return known
            with self.pace:
                if self.resting:
                    raise _Rests
                if not self._pays(call):
                    self._rest(f"its budget of {self.pace.budget} characters for today is spent")
                return self._said(call, article)[0]

    def ask_together(self, call: Call, article: str) -> None:
        """Ask for all texts of *call* at once, and put what is of use into the cache.

        What is not, is asked for alone when its turn comes: nothing is asked together
        that the budget does not bear whole, nor after two answers in a row without use.

        Raises:
            StorageError: If the cache or the log cannot be written.
        """
        with self.pace, suppress(_Rests):
            if self.resting or self._useless >= _TRIES or not self._pays(call):
                return
            is_useful = any(reply.target for reply in self._said(call, article))
            with self._lock:
                self._useless = 0 if is_useful else self._useless + 1

    def _pays(self, call: Call) -> bool:
        return self.provider.is_local or self.pace.pay(call.characters)

    def _said(self, call: Call, article: str) -> Sequence[Reply]:
        """Return what the engine says to *call*, when what goes is logged and what came is kept."""
        for record in () if self.provider.is_local else records(call, self.name, article):
            with self._lock:
                self._log(record)
        number = len(call.texts)
        try:
            replies = taken(self._translated(call), number)
        except ProviderError as problem:
            if not isinstance(problem, RefusedError) or number == 1:
                self._rest(problem.problem)
            replies = [Reply(problem=problem.problem)] * number
        good = [one for one in zip(call.texts, replies, strict=True) if one[1].target]
        known = [o for o in good if not occur(f"{o[0].text}\n{o[1].target}", self._secret, "")]
        if known:  # before the next one is sent: a killed run loses no more than these
            self.cache.keep(known)
        with self._lock:
            self._silences = 0 if good else self._silences + 1
            silences = self._silences
        if silences >= _PATIENCE:
            self._rest(f"{_PATIENCE} replies in a row held no text")
        return replies

    def _translated(self, call: Call) -> Sequence[Reply]:
        texts = [asked.text for asked in call.texts]
        source, target = call.texts[0].source, call.texts[0].target
        if call.context == ALONE:  # what knows no context need not take one
            return self.provider.translate(texts, source=source, target=target)
        return self.provider.translate(texts, source=source, target=target, context=call.context)

    def _rest(self, reason: str) -> None:
        self.resting = self.resting or f"{self.name} rests: {reason}"
        raise _Rests


@dataclass(frozen=True, slots=True)
class Task:
    """The drafting of one article into one language by one engine; `Guard.task` makes it.

    *context* is what the engine gets beside each text; *is_fresh* as in `Guard.ask`.
    """

    guard: Guard
    source: str
    target: str
    article: str
    context: Context = ALONE
    is_fresh: bool = False

    def draft(self, text: str) -> Made:
        """Return the draft of the message *text*, or why there is none."""
        if not has_words(text):
            return Made(problem="there are no words to translate")
        hidden = self._hidden(text)
        if hidden is None:
            return Made(problem=UNHIDDEN)
        whole, cache = self._judged(hidden.text), self.guard.cache
        known = cache.refusal(whole)
        if known and not self.guard.retries:
            return Made(problem=f"{known} ({AGAIN})", is_refused=True)
        try:
            made = replace(self, is_fresh=bool(known)).ask(hidden.text)
        except _Rests:
            return Made(problem=self.guard.resting)
        if made.is_refused:
            cache.refuse(whole, made.problem)
        elif known:
            cache.refuse(whole, "")
        return self._restored(made, hidden)

    def waiting(self, text: str) -> tuple[Waiting, ...]:
        """Return what is to be sent for the message *text* as the first thing, in its order.

        Nothing where the reply is known or was refused, and where it must not be sent.
        """
        hidden = self._hidden(text) if has_words(text) else None
        if hidden is None:
            return ()
        guard = self.guard
        is_refused = guard.cache.refusal(self._judged(hidden.text)) is not None
        if is_refused and not guard.retries:
            return ()
        found: list[str] = []
        for part in self._runs(hidden.text):
            run = part.rstrip()
            pieces = take_apart(run)
            if guard.provider.wire == "none" and pieces.codes:
                found += [pieces.texts[number].strip() for number in words_of(pieces)]
            elif has_words(run):
                found.append(self._wired(run))
        asked = [guard.asked(one, self.source, self.target, self.context) for one in found]
        return tuple(
            Waiting(one, self.context, is_alone=is_refused)
            for one in asked
            if is_refused or guard.cache.reply(one) is None
        )

    def _judged(self, text: str) -> Asked:
        """Return what a refusal of *text* depends on: this version of the gate, and names, too."""
        asked = self.guard.asked(text, self.source, self.target, self.context)
        names = marked(self.guard.keeps(text, self.source, self.target))
        return replace(asked, version=f"{asked.version} {__version__}{names}")

    def _sentences(self, text: str) -> Sequence[tuple[str, str]]:
        return self.guard.split(text, self.source.partition("-")[0])

    def _hidden(self, text: str) -> Hidden | None:
        return hide(text, self.guard.names, source=self.source, target=self.target)

    def _restored(self, made: Made, hidden: Hidden) -> Made:
        if not made.target or not hidden.masks:
            return made
        text = restore(made.target, hidden, target=self.target)
        if text is None:
            problem = "a protected name came back in a form that is not certain"
            return Made(problem=problem, is_refused=True)
        # A remark on a stand-in is no remark on this text.
        is_bare = bares(made.note, hidden, self.source, self.target)
        return Made(target=text, note=made.note if is_bare else "")

    def ask(self, text: str) -> Made:
        """Return what the engine makes of *text*, in which no name is left, past the gate."""
        runs = self._runs(text)
        if len(runs) > 1:
            return self._each(text, runs, self._run)
        return self._run(text)

    def _runs(self, text: str) -> list[str]:
        """Return *text* in runs of sentences that the engine takes, each with what follows it."""
        limit = self.guard.pace.limits.characters
        if len(text) <= limit:
            return [text]
        runs: list[str] = []
        for sentence, glue in self._sentences(text):
            if runs and len(runs[-1]) + len(sentence) <= limit:
                runs[-1] += sentence + glue
            else:
                runs.append(sentence + glue)
        return runs

    def _run(self, text: str) -> Made:
        """Draft *text* whole, then whole once more, or else sentence by sentence."""
        for attempt in range(_TRIES):
            whole = self._whole(text, attempt)
            if whole.target:
                return whole
        sentences = self._sentences(text)
        if len(sentences) == 1:
            return self._in_parts(text, whole)
        return self._each(text, [sentence + glue for sentence, glue in sentences], self._sentence)

    def _sentence(self, text: str) -> Made:
        whole = self._whole(text)
        return whole if whole.target else self._in_parts(text, whole)

    def _each(self, text: str, parts: Iterable[str], draft: Callable[[str], Made]) -> Made:
        """Draft *text* from the drafts of its *parts*: all of them or none."""
        drafts: list[str] = []
        notes: list[str] = []
        for part in parts:
            core = part.rstrip()
            made = draft(core) if has_words(core) else Made(target=core)
            if not made.target:
                return made
            drafts += (made.target, part[len(core) :])
            notes.append(made.note)
        return self._passed(text, "".join(drafts), notes)

    def _whole(self, text: str, attempt: int = 0) -> Made:
        """Draft *text* with its codes in the engine's wire form."""
        limit = self.guard.pace.limits.characters
        if len(text) > limit:
            return Made(problem=f"a sentence is longer than {limit} characters")
        pieces = take_apart(text)
        if pieces.codes and self.guard.provider.wire == "none":
            return Made(problem="the engine takes no codes")
        reply = self._ask(self._wired(text), attempt)
        if not reply.target or self.guard.provider.wire == "html":
            if not reply.target:
                return Made(problem=reply.problem)
            return self._passed(text, reply.target, [reply.note])
        returned = from_tokens(reply.target, pieces)
        if returned is None:
            return Made(problem="the reply lost or doubled a code", is_refused=True)
        return self._passed(text, put_together(returned), [reply.note])

    def _wired(self, text: str) -> str:
        return text if self.guard.provider.wire == "html" else with_tokens(take_apart(text))

    def _in_parts(self, text: str, failed: Made) -> Made:
        """Draft the parts of *text* between its codes, if it has any; else *failed* stands."""
        pieces = take_apart(text)
        if not pieces.codes or self.guard.provider.wire == "html":
            return failed
        numbers = words_of(pieces)
        replies: list[Reply] = []
        for number in numbers:
            reply = self._ask(pieces.texts[number].strip())
            if not reply.target:
                return Made(problem=reply.problem)
            replies.append(reply)
        whole = put_together(with_texts(pieces, numbers, [reply.target for reply in replies]))
        return self._passed(text, whole, [reply.note for reply in replies])

    def _ask(self, text: str, attempt: int = 0) -> Reply:
        asked = self.guard.asked(text, self.source, self.target, self.context, attempt)
        return self.guard.ask(asked, self.article, self.context, is_fresh=self.is_fresh)

    def _passed(self, text: str, reply: str, notes: Iterable[str]) -> Made:
        """Return *reply*, of which the *notes* are, as the draft of *text*, if it may pass."""
        # Pseudo-translation keeps the source's letters on purpose.
        draft, found = judge(
            text,
            reply,
            source=self.source,
            target=self.target,
            asks_script=self.guard.name != "pseudo",
            names=self.guard.keeps(text, self.source, self.target),
        )
        if found:
            return Made(problem=found[0], is_refused=True)
        return Made(target=draft, note="; ".join(dict.fromkeys(filter(None, notes))))
