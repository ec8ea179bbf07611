"""The text of old messages carried to the segments that took their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from polyglot.model import Message

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*+)[^<>]*?(/?)>")


@dataclass(frozen=True, slots=True)
class Carried:
    """A target, and the source that it translates: both empty where there is nothing to carry."""

    source: str
    target: str


def translated_source(message: Message) -> tuple[str | None, str]:
    """Return the context and source that the target of *message* translates."""
    return message.previous or message.key


def joined(olds: Sequence[Message]) -> Carried:
    """Return the texts of paragraphs that became one."""
    texts = [message for message in olds if message.target]
    return Carried(
        " ".join(translated_source(message)[1] for message in texts),
        " ".join(message.target for message in texts),
    )


def parted(
    old: Message, parts: Sequence[str], *, source_language: str, language: str
) -> list[Carried]:
    """Return what each of *parts* carries of the paragraph they were.

    Where source and target have the same number of sentences, each part gets those
    that answer its own; else, or where a tag would lose its partner, each gets the whole.

    Raises:
        UnknownLanguageError: If no data file describes one of the languages.
    """
    from polyglot.segmentation import split

    source = translated_source(old)[1]
    whole = [Carried(source, old.target)] * len(parts)
    sources, targets = split(source, source_language), split(old.target, language)
    if len(sources) != len(targets):
        return whole
    places = _places([sentence for sentence, _ in sources], parts)
    cut = [
        Carried(_chosen(sources, places, part), _chosen(targets, places, part))
        for part in range(len(parts))
    ]
    if all(piece.source and _is_balanced(piece.target) for piece in cut):
        return cut
    return whole


def _places(sentences: Sequence[str], parts: Sequence[str]) -> list[int]:
    """Return for each sentence the part it went to."""
    from polyglot.similarity import inside

    return [
        max(range(len(parts)), key=lambda part: (inside(sentence, parts[part]), -part))
        for sentence in sentences
    ]


def _chosen(sentences: Sequence[tuple[str, str]], places: Sequence[int], part: int) -> str:
    return "".join(
        sentence + glue
        for (sentence, glue), place in zip(sentences, places, strict=True)
        if place == part
    ).strip()


def _is_balanced(text: str) -> bool:
    """Tell whether every tag in *text* that opens is closed, and none other."""
    open_tags: list[str] = []
    closed: list[str] = []
    for end, name, alone in _TAG.findall(text):
        if end:
            closed.append(name)
        elif not alone:
            open_tags.append(name)
    return sorted(open_tags) == sorted(closed)
