"""Which texts go to an engine in one call, and what of its answer may be used.

Texts that follow each other go together, as many as the engine's limits allow:
so the same texts always go in the same calls, and what stands around one
often is another one, which then need not go beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from polyglot.plugins import ALONE, Context, Limits, Reply
from polyglot.providers.beside import size
from polyglot.providers.cache import Asked
from polyglot.providers.outgoing import Sending, sending

__all__ = ["Call", "Waiting", "calls", "records", "taken"]

# Characters of a note: it stands in one line beside a draft.
_NOTE = 400


@dataclass(frozen=True, slots=True)
class Waiting:
    """A text that is to be sent, and what goes beside it.

    It goes alone where the cache is not asked for its reply: that would not be found there.
    """

    asked: Asked
    context: Context = ALONE
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """Texts that go to an engine together, all in one language, and what goes beside them."""

    texts: tuple[Asked, ...]
    context: Context = ALONE

    @property
    def characters(self) -> int:
        """How many characters go, with all that stands beside the texts."""
        return sum(len(one.text) for one in self.texts) + size(self.context)


def calls(waiting: Iterable[Waiting], limits: Limits) -> list[Call]:
    """Return the calls in which all that is *waiting* goes to an engine, each text once."""
    found: list[Call] = []
    alone: list[Call] = []
    for one in {one.asked: one for one in waiting}.values():
        call = Call((one.asked,), one.context)
        if one.is_alone:
            alone.append(call)
        elif found and _fits(both := _joined(found[-1], call), limits):
            found[-1] = both
        else:
            found.append(call)
    return found + alone


def records(call: Call, provider: str, article: str) -> Iterator[Sending]:
    """Yield what is written down of *call*: the first text counts what goes beside them all."""
    for number, one in enumerate(call.texts):
        yield sending(
            one.text,
            provider=provider,
            article=article,
            source=one.source,
            target=one.target,
            beside=0 if number else size(call.context),
        )


def taken(said: Sequence[Reply], number: int) -> list[Reply]:
    """Return the replies to so many texts as far as they may be used.

    Where the *number* is another one, nobody knows which reply is whose: none is used.
    A reply that no file could hold is none, and a note is one line of at most 400 characters.
    """
    if len(said) != number:
        return [Reply(problem=f"it sent {len(said)} texts for {number}")] * number
    return [_plain(one) for one in said]


def _fits(call: Call, limits: Limits) -> bool:
    return (
        len(call.texts) <= limits.texts
        and sum(len(one.text) for one in call.texts) <= limits.characters
        and size(call.context) <= limits.context
    )


def _joined(call: Call, other: Call) -> Call:
    """Return one call for two: what stands beside both goes once, and no text beside itself."""
    texts = tuple(dict.fromkeys((*call.texts, *other.texts)))
    sent = {one.text for one in texts}
    one, two = call.context, other.context
    return Call(
        texts,
        Context(
            terms=tuple(dict.fromkeys((*one.terms, *two.terms))),
            names=tuple(dict.fromkeys((*one.names, *two.names))),
            examples=tuple(dict.fromkeys((*one.examples, *two.examples))),
            neighbours=tuple(
                text
                for text in dict.fromkeys((*one.neighbours, *two.neighbours))
                if text not in sent
            ),
        ),
    )


def _plain(reply: Reply) -> Reply:
    note = " ".join("".join(c if c.isprintable() else " " for c in reply.note).split())
    if len(note) > _NOTE:
        note = f"{note[: _NOTE - 1]}…"
    try:
        reply.target.encode()
    except UnicodeEncodeError:  # half of a pair of surrogates, which JSON may name
        return Reply(problem="its reply is no text")
    return reply if note == reply.note else replace(reply, note=note)
