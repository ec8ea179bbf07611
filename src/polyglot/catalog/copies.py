"""New segments that repeat, or nearly repeat, a text which still stands in the article.

Its translation is finished and stays where it is; a copy of it is a start for the new place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from polyglot.catalog.segments import Segment
from polyglot.model import Message

_LIKE = 0.75

# A text with fewer pairs of neighbouring words is alike by chance.
_ENOUGH = 5

# Of so many texts the longest words are looked for before all words of a catalog are parted.
_FEW = 8


def copied(
    messages: Sequence[Message], segments: Mapping[int, Segment]
) -> Iterator[tuple[int, Message]]:
    """Yield the numbers of the *segments* that repeat one of *messages*, each with that message.

    The same words in another context come first; else the text of the same context
    that shares the most pairs of words, if the two are alike in earnest.
    Only finished messages are copied. The cost is linear in the length of all texts.
    """
    finished = [m for m in messages if _is_finished(m)]
    words: dict[str, Message] = {}
    for message in finished:
        words.setdefault(message.source, message)
    near: dict[int, Segment] = {}
    for number, segment in segments.items():
        if (same := words.get(segment.source)) is not None:
            yield number, same
        else:
            near[number] = segment
    yield from _near(finished, near)


def _is_finished(message: Message) -> bool:
    is_live = not (message.is_fuzzy or message.is_obsolete or message.plural)
    return is_live and bool(message.target)


def _near(
    messages: Sequence[Message], segments: Mapping[int, Segment]
) -> Iterator[tuple[int, Message]]:
    from polyglot.similarity import is_alike, marks

    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    sizes: dict[int, int] = {}
    for number, segment in segments.items():
        found = marks(segment.source)
        if len(found) >= _ENOUGH:
            sizes[number] = len(found)
            for mark in found:
                places[mark].append(number)
    best: dict[int, tuple[int, Message]] = {}
    wanted = places.keys()
    for message in _worth_a_look(messages, [segments[n].source for n in sizes]):
        shared = Counter(n for mark in marks(message.source) & wanted for n in places[mark])
        for number, count in shared.items():
            if message.context == segments[number].context and 2 * count >= sizes[number]:
                best[number] = max(
                    best.get(number, (0, message)), (count, message), key=lambda b: b[0]
                )
    for number, (_, message) in best.items():
        if is_alike(message.source, segments[number].source, least=_LIKE):
            yield number, message


def _worth_a_look(messages: Sequence[Message], texts: Sequence[str]) -> Sequence[Message]:
    """Return those of *messages* that may share half of the pairs of words of one of *texts*.

    Each of these has a few long words that are in half of its pairs:
    what holds none of them is passed over at one glance. With many texts nothing is passed over.
    """
    if len(texts) > _FEW:
        return messages
    words = {word for text in texts for word in _telling(text)}
    return [message for message in messages if any(word in message.source for word in words)]


def _telling(text: str) -> Iterator[str]:
    """Yield the longest words of *text* until they are in more than half of its pairs."""
    from polyglot.similarity import marks

    left = marks(text)
    most = len(left) // 2
    for word in sorted({word for pair in left for word in pair}, key=lambda w: (-len(w), w)):
        if len(left) < most:
            return
        left = {pair for pair in left if word not in pair}
        yield word
