"""A newsroom in small: one catalog, its ledger, and what people and engines do to them."""

from dataclasses import dataclass, field, replace
from datetime import date

from polyglot.ledger import UNKNOWN, Ledger, observe, seal
from polyglot.model import Catalog, Draft, Line, Message, State

DAY = date(2024, 3, 1)
LANGUAGE = "kk"


def sources(count: int) -> tuple[str, ...]:
    """Return the sources of an article of *count* paragraphs."""
    return tuple(f"Paragraph {number}." for number in range(1, count + 1))


@dataclass
class Newsroom:
    """One catalog as it stands on disk, and the ledger as far as it has looked.

    Messages are called by their numbers, from 1.
    """

    catalog: Catalog = field(
        default_factory=lambda: Catalog(LANGUAGE, tuple(Message(text) for text in sources(1)))
    )
    ledger: Ledger = field(default_factory=Ledger)

    @classmethod
    def of(cls, count: int) -> "Newsroom":
        """Return a newsroom with an article of *count* paragraphs."""
        return cls(Catalog(LANGUAGE, tuple(Message(text) for text in sources(count))))

    def message(self, number: int = 1) -> Message:
        """Return message *number* as it stands."""
        return self.catalog.messages[number - 1]

    def state(self, number: int = 1) -> State:
        """Return the state of message *number*."""
        return self.ledger.state(LANGUAGE, self.message(number))

    def put(self, number: int, message: Message) -> None:
        """Save the file with *message* in place of message *number*."""
        messages = list(self.catalog.messages)
        messages[number - 1] = message
        self.catalog = replace(self.catalog, messages=tuple(messages))

    def write(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Put *lines* into the ledger, sealed."""
        raw = tuple(line for line in lines if not line.id)
        done = tuple(line for line in lines if line.id) + seal(raw, ledger=self.ledger, day=DAY)
        self.ledger = self.ledger.plus(done)
        return done

    # --- What polyglot does ---------------------------------------------------------------------

    def look(self, by: str = UNKNOWN) -> tuple[Line, ...]:
        """Let the ledger see what happened to the file, as every command does first."""
        return self.write(observe(self.ledger, self.catalog, by=by, day=DAY))

    def draft(
        self, target: str, number: int = 1, *, origin: str = "google", is_machine: bool = True
    ) -> None:
        """Write a draft into message *number*."""
        message = self.message(number)
        draft = Draft(message.context, message.source, target, origin, is_machine)
        self.write(self.ledger.placed(LANGUAGE, [draft]))
        self.put(number, replace(message, target=target, is_fuzzy=True, previous=None))

    def change_source(self, source: str, number: int = 1) -> None:
        """Merge a changed source as the catalog does."""
        old = self.message(number)
        new = replace(old, source=source, previous=None)
        if self.ledger.stood(LANGUAGE, new):
            self.put(number, replace(new, is_fuzzy=False))
        elif not new.target or self.ledger.is_machine_draft(LANGUAGE, old):
            self.put(number, replace(new, target="", is_fuzzy=False))
            self.recall(number)
        else:
            self.put(number, replace(new, is_fuzzy=True, previous=old.key))

    def recall(self, number: int = 1) -> None:
        """Give a message that is new to the file the text the ledger has for it."""
        message = self.message(number)
        line = self.ledger.latest(LANGUAGE, message.context, message.source)
        if line is not None:
            text = replace(message, target=line.target, is_fuzzy=False)
            self.put(number, replace(text, is_fuzzy=not self.ledger.stood(LANGUAGE, text)))

    # --- What people do in their editors --------------------------------------------------------

    def type(self, target: str, number: int = 1, *, is_fuzzy: bool = False) -> None:
        """Type *target* into message *number*; most editors clear the mark with it."""
        previous = self.message(number).previous if is_fuzzy else None
        self.put(
            number,
            replace(
                self.message(number),
                target=target,
                is_fuzzy=is_fuzzy and bool(target),
                previous=previous,
            ),
        )

    def clear(self, number: int = 1) -> None:
        """Take the mark from message *number*."""
        self.put(number, replace(self.message(number), is_fuzzy=False, previous=None))

    def mark(self, number: int = 1) -> None:
        """Mark message *number* as fuzzy."""
        self.put(number, replace(self.message(number), is_fuzzy=True))


def actions(lines: tuple[Line, ...]) -> list[str]:
    """Return what *lines* say was done."""
    return [line.action for line in lines]
