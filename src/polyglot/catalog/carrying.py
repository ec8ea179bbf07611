"""The text of old messages carried to the segments that took their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from polyglot.model import Message

if TYPE_CHECKING:
    from polyglot.segmentation import Bead, OwnRules

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
    old: Message,
    parts: Sequence[str],
    *,
    source_language: str,
    language: str,
    own: "OwnRules | None" = None,
) -> list[Carried]:
    """Return what each of *parts* carries of the paragraph they were.

    Each gets the sentences of the target that answer its own.
    Where a sentence answers two parts, a part would have none, or a tag would lose its partner,
    nothing is cut: the list is empty. *own* is what a workspace adds to the rules of sentences.

    Raises:
        UnknownLanguageError: If no data file describes one of the languages.
    """
    from polyglot.segmentation import align, split

    source = translated_source(old)[1]
    sources = split(source, source_language, own=own)
    targets = split(old.target, language, own=own)
    ours = [sentence for sentence, _ in sources]
    places = _in_order(sources, parts) or _places(ours, parts)
    beads = align(ours, [sentence for sentence, _ in targets], source_language, language)
    answers = _answers(beads, places)
    cut = [
        Carried(_chosen(sources, places, part), _chosen(targets, answers, part))
        for part in range(len(parts) if answers else 0)
    ]
    if all(piece.source and piece.target and _is_balanced(piece.target) for piece in cut):
        return cut
    return []


def _answers(beads: Sequence["Bead"], places: Sequence[int]) -> list[int]:
    """Return for each sentence of the target the part it goes to; none where one goes to two.

    *places* are the parts of the source's sentences.
    A sentence that answers none goes with the one before it.
    """
    found: list[int] = []
    place = places[0] if places else 0
    for bead in beads:
        wanted = {places[number] for number in bead.source}
        if len(wanted) > 1:
            return []
        place = wanted.pop() if wanted else place
        found += [place] * len(bead.target)
    return found


def _in_order(sentences: Sequence[tuple[str, str]], parts: Sequence[str]) -> list[int]:
    """Return for each sentence its part where the *parts* are just the *sentences* in order.

    None where they are not.
    """
    places: list[int] = []
    rest = iter(sentences)
    for number, part in enumerate(parts):
        text, sentence = "", ""
        while len(text) < len(part) and (following := next(rest, None)) is not None:
            sentence = text + following[0]
            text = sentence + following[1]
            places.append(number)
        if sentence != part:
            return []
    return places if next(rest, None) is None else []


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
