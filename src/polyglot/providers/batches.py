"""No call larger than an engine takes, however many texts it is given."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from polyglot.plugins import Limits, Reply

Ask: TypeAlias = Callable[[Sequence[str]], Sequence[Reply] | str]
"""Asks for the translation of texts; a clause says what is wrong with the whole answer."""


def in_batches(texts: Sequence[str], limits: Limits, ask: Ask) -> list[Reply]:
    """Return one reply for each of *texts*, in their order.

    Together they go as *limits* allow, in texts and in characters; a text that is too long
    is not sent. If the answer as a whole is of no use, none of its texts has a target:
    what cannot be told apart is not guessed.
    """
    replies: dict[int, Reply] = {}
    for numbers in _groups(texts, limits):
        said = ask([texts[number] for number in numbers])
        if isinstance(said, str):
            said = [Reply(problem=said) for _ in numbers]
        replies |= zip(numbers, said, strict=True)
    too_long = Reply(problem=f"a text is longer than {limits.characters} characters")
    return [replies.get(number, too_long) for number in range(len(texts))]


def _groups(texts: Sequence[str], limits: Limits) -> Iterator[list[int]]:
    """Yield the numbers of those *texts* that go together; what is too long is in no group."""
    group: list[int] = []
    size = 0
    for number, text in enumerate(texts):
        if len(text) > limits.characters:
            continue
        if group and (len(group) == limits.texts or size + len(text) > limits.characters):
            yield group
            group, size = [], 0
        group.append(number)
        size += len(text)
    if group:
        yield group
