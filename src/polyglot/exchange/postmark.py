"""What a file that goes out says of itself: whose catalog it is, and what stood in it.

Two fields of its header, which tools keep as they keep all that they do not know:

    X-Polyglot-Article: news/bread
    X-Polyglot-Sent: 17 9hQz2bWc0aYd…

The number is the highest in the article's ledger, so that what was judged since can be told.
Behind it stands a print of each text and comment that the file held, 36 bits in six letters.
So it can be told, of a file that comes back, what somebody did to it, and of a catalog,
what somebody did to that meanwhile: no copy of the file is kept anywhere.
The ledger alone cannot tell it: a text that was restored or emptied leaves no line there,
and two branches number their lines alike.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final
from unicodedata import normalize

from polyglot.model import Catalog, Message

ARTICLE: Final = "X-Polyglot-Article"
SENT: Final = "X-Polyglot-Sent"

_LENGTH: Final = 6
"""Letters of a print: in a file of 300 texts, one edit in 200 million passes for none."""

_SPACE = re.compile(r"[\t\n\f\r ]+")
_NUMBER = re.compile(r"[0-9]{1,12}")
_PRINTS = re.compile(rf"(?:[A-Za-z0-9_-]{{{_LENGTH}}})*")
_MARKED, _FINISHED, _COMMENT = "fuzzy", "", "#"


@dataclass(frozen=True, slots=True)
class Postmark:
    """What is known of a file as it was sent; the empty value, of one that nobody knows.

    *article* is the id it had then, *number* the highest of its ledger,
    *prints* those of the texts and comments that stood in the file.
    """

    article: str = ""
    number: int = 0
    prints: frozenset[str] = frozenset()

    def has(self, message: Message) -> bool:
        """Tell whether the text of *message* stood there, with a mark or without."""
        return self.has_marked(message) or self.has_finished(message)

    def has_marked(self, message: Message) -> bool:
        """Tell whether the text of *message* stood there as a draft."""
        return _text(message, _MARKED) in self.prints

    def has_finished(self, message: Message) -> bool:
        """Tell whether the text of *message* stood there without a mark."""
        return _text(message, _FINISHED) in self.prints

    def has_comment(self, message: Message, comment: str) -> bool:
        """Tell whether *comment* stood beside *message*."""
        return _print(message, _COMMENT, comment) in self.prints


def stamped(catalog: Catalog, *, article: str, number: int) -> Catalog:
    """Return *catalog* as it goes out: with the two fields that it comes back with.

    *number* is the highest in the ledger of *article*.
    """
    prints = "".join(dict.fromkeys(prints_of(catalog.messages)))
    fields = ((ARTICLE, article), (SENT, f"{number} {prints}".rstrip()))
    return replace(catalog, fields=(*catalog.fields, *fields))


def read(fields: Iterable[tuple[str, str]]) -> Postmark:
    """Return the postmark that stands in the *fields* of a header.

    Of what was sent nothing is known where its field is missing or damaged.
    """
    known = dict(fields)
    article = known.get(ARTICLE, "").strip()
    number, _, rest = known.get(SENT, "").strip().partition(" ")
    prints = rest.replace(" ", "")
    if not (_NUMBER.fullmatch(number) and _PRINTS.fullmatch(prints)):
        return Postmark(article)
    starts = range(0, len(prints), _LENGTH)
    found = frozenset(prints[start : start + _LENGTH] for start in starts)
    return Postmark(article, int(number), found)


def prints_of(messages: Iterable[Message]) -> Iterator[str]:
    """Yield the print of each text and of each comment of people in *messages*."""
    for message in messages:
        if message.target:
            yield _text(message, _MARKED if message.is_fuzzy else _FINISHED)
        for comment in message.comments:
            yield _print(message, _COMMENT, comment)


def _text(message: Message, mark: str) -> str:
    return _print(message, mark, message.target)


def _print(message: Message, what: str, text: str) -> str:
    """Return a print of *text* beside the context and the source of *message*, all folded."""
    context = None if message.context is None else folded(message.context)
    fields = (what, context, folded(message.source), folded(text))
    prefixed = "".join("-" if one is None else f"{len(one)}:{one}" for one in fields)
    hashed = sha256(prefixed.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(hashed)[:_LENGTH].decode()


def folded(text: str) -> str:
    """Return *text* in NFC with its ASCII white space folded: editors break lines as they like."""
    return _SPACE.sub(" ", normalize("NFC", text)).strip(" ")
