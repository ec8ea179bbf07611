"""The text that a message had when it was cut otherwise."""

from collections.abc import Iterable

from polyglot.ledger.index import PEOPLE, Index, Key, is_unfinished, stands
from polyglot.ledger.lines import REJECTED, fold
from polyglot.ledger.record import Ledger
from polyglot.model import Message


def finished(ledger: Ledger, language: str, message: Message, *, unless: Iterable[Message]) -> str:
    """Return the text that a person finished *message* with last, "" if nobody did.

    Nothing is returned where a person has worked since on one of *unless*,
    the messages that hold its words now: newer work goes before older.
    """
    line = ledger.latest(language, message.context, message.source)
    if line is None:
        return ""
    index, key = ledger.index, (language, message.context, fold(message.source))
    living = index.living((*key, fold(line.target)))
    when = max((one.n for one in living if stands(one)), default=0)
    if not when or any(one.action == REJECTED for one in living):
        return ""
    others = ((language, other.context, fold(other.source)) for other in unless)
    return "" if any(_last_work(index, other) > when for other in others) else line.target


def _last_work(index: Index, key: Key) -> int:
    """Return the number of the last line by which a person did something to a message, or 0.

    A person's text that polyglot itself cut or joined is nobody's new work.
    """
    return max(
        (
            line.n
            for line in index.keys.get(key, ())
            if line.action in PEOPLE and not (is_unfinished(line) and line.begins)
        ),
        default=0,
    )
