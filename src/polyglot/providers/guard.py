"""The guard: asks an engine with care and hands on only what passes the gate.

A text goes whole, a long one in runs of sentences; what fails goes sentence by sentence,
and a sentence whose codes come back broken once more in the parts between them.
What still fails stays empty. An engine that fails rests: it is not asked again in this run.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from polyglot.errors import ProviderError
from polyglot.plugins import Provider, Reply
from polyglot.providers.gate import has_words, problems, tidy
from polyglot.providers.outgoing import Sending, sending
from polyglot.providers.wire import (
    from_tokens,
    put_together,
    take_apart,
    with_texts,
    with_tokens,
    words_of,
)

Split: TypeAlias = Callable[[str, str], Sequence[tuple[str, str]]]
"""Cuts a text of a language into sentences, each with the glue behind it."""

# Characters; hosted engines cut longer texts, for one Cyrillic letter is six in a URL.
LIMIT = 1_500
# So many replies in a row without a text, and the engine is not well.
_PATIENCE = 5


class Guard:
    """One engine in one run, and whether it still answers.

    *split* finds the sentences of a text; *log* is told of each text before it leaves the machine.
    *resting* says why the engine is not asked any more; it is empty while it is.
    """

    def __init__(self, provider: Provider, *, split: Split, log: Callable[[Sending], None]) -> None:
        self.provider = provider
        self.split = split
        self.resting = ""
        self._log = log
        self._silences = 0

    def draft(
        self, texts: Sequence[str], *, source: str, target: str, article: str
    ) -> tuple[Reply, ...]:
        """Return a draft that passed the gate for each message text, or why there is none.

        What was translated before the engine failed is kept.
        """
        task = _Task(self, source, target, article)
        return tuple(task.draft(text) for text in texts)

    def ask(self, text: str, *, source: str, target: str, article: str) -> Reply:
        """Return the engine's own reply to one text; a failure makes the engine rest."""
        if self.resting:
            return Reply(problem=self.resting)
        name = self.provider.name
        if not self.provider.is_local:
            self._log(sending(text, provider=name, article=article, source=source, target=target))
        try:
            (reply,) = self.provider.translate([text], source=source, target=target)
        except ProviderError as problem:
            self.resting = f"{name} rests: {problem.problem}"
            return Reply(problem=self.resting)
        self._silences = 0 if reply.target else self._silences + 1
        if self._silences >= _PATIENCE:
            self.resting = f"{name} rests: {_PATIENCE} replies in a row held no text"
        return reply


@dataclass(frozen=True, slots=True)
class _Task:
    """The drafting of one article into one language."""

    guard: Guard
    source: str
    target: str
    article: str

    def draft(self, text: str) -> Reply:
        """Return the draft of the message *text*, or why there is none."""
        if self.guard.resting:
            return Reply(problem=self.guard.resting)
        if not has_words(text):
            return Reply(problem="there are no words to translate")
        if len(text) > LIMIT:
            return self._each(text, _runs(self.guard.split(text, self.source)), self._run)
        return self._run(text)

    def _run(self, text: str) -> Reply:
        """Draft *text* whole, or else sentence by sentence."""
        whole = self._whole(text)
        if whole.target or self.guard.resting:
            return whole
        sentences = self.guard.split(text, self.source)
        if len(sentences) == 1:
            return self._in_parts(text, whole)
        return self._each(text, sentences, self._sentence)

    def _sentence(self, text: str) -> Reply:
        whole = self._whole(text)
        return whole if whole.target else self._in_parts(text, whole)

    def _each(
        self, text: str, parts: Iterable[tuple[str, str]], draft: Callable[[str], Reply]
    ) -> Reply:
        """Draft *text* from the drafts of its *parts*: all of them or none."""
        drafts: list[str] = []
        for part, glue in parts:
            reply = draft(part) if has_words(part) else Reply(target=part)
            if not reply.target:
                return reply
            drafts += (reply.target, glue)
        return self._passed(text, "".join(drafts))

    def _whole(self, text: str) -> Reply:
        """Draft *text* with its codes in the engine's wire form."""
        if len(text) > LIMIT:
            return Reply(problem=f"a sentence is longer than {LIMIT} characters")
        if self.guard.provider.wire == "html":
            reply = self._ask(text)
            return self._passed(text, reply.target) if reply.target else reply
        pieces = take_apart(text)
        if pieces.codes and self.guard.provider.wire == "none":
            return Reply(problem="the engine takes no codes")
        reply = self._ask(with_tokens(pieces))
        if not reply.target:
            return reply
        returned = from_tokens(reply.target, pieces)
        if returned is None:
            return Reply(problem="the reply lost or doubled a code")
        return self._passed(text, put_together(returned))

    def _in_parts(self, text: str, failed: Reply) -> Reply:
        """Draft the parts of *text* between its codes, if it has any; else *failed* stands."""
        pieces = take_apart(text)
        if not pieces.codes or self.guard.provider.wire == "html":
            return failed
        numbers = words_of(pieces)
        replies: list[str] = []
        for number in numbers:
            reply = self._ask(pieces.texts[number].strip())
            if not reply.target:
                return reply
            replies.append(reply.target)
        return self._passed(text, put_together(with_texts(pieces, numbers, replies)))

    def _ask(self, text: str) -> Reply:
        return self.guard.ask(text, source=self.source, target=self.target, article=self.article)

    def _passed(self, text: str, reply: str) -> Reply:
        """Return *reply* as the draft of *text*, if the gate lets it pass."""
        draft = tidy(text, reply)
        # Pseudo-translation keeps the source's letters on purpose.
        asks_script = self.guard.provider.name != "pseudo"
        if asks_script:
            from polyglot.languages.orthography import normalise

            draft = normalise(draft, self.target).text
        found = problems(
            text, draft, source=self.source, target=self.target, asks_script=asks_script
        )
        return Reply(problem=found[0]) if found else Reply(target=draft)


def _runs(sentences: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return *sentences* in runs that stay below the limit, with the glue behind each run."""
    runs: list[tuple[str, str]] = []
    for sentence, glue in sentences:
        run, between = runs[-1] if runs else ("", "")
        if runs and len(run) + len(between) + len(sentence) <= LIMIT:
            runs[-1] = (f"{run}{between}{sentence}", glue)
        else:
            runs.append((sentence, glue))
    return runs
