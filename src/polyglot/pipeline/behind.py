"""What an edition is behind in: the kinds of change since its translations were made."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from polyglot.model import State

if TYPE_CHECKING:
    from polyglot.pipeline.desk import Desk

OTHER = "other"
"""A translation whose older text is not known, or differs in its place only."""

Behind = tuple[tuple[str, int], ...]
"""(kind of change, how many messages), the gravest first; a message counts once."""

_WORDS = {
    "number": ("one number", "{} numbers"),
    "negation": ("one negation", "{} negations"),
    "wording": ("one text reworded", "{} texts reworded"),
    "punctuation": ("one change of punctuation", "{} changes of punctuation"),
    "markup": ("one change of tags", "{} changes of tags"),
    OTHER: ("one other change", "{} other changes"),
}


def behind_in(desk: "Desk", language: str) -> Behind:
    """Return in what the catalog in *language* is behind the article."""
    from polyglot.catalog import kinds

    counts: Counter[str] = Counter()
    for message, state in desk.states(language):
        if state is State.STALE:
            old = message.previous[1] if message.previous else message.source
            what = kinds(old, message.source, language=desk.article.language)
            counts[what[0] if what else OTHER] += 1
    return tuple((kind, counts[kind]) for kind in _WORDS if counts[kind])


def phrase(languages: Sequence[tuple[str, Behind]]) -> str:
    """Return one phrase on the *languages* of an article: `4 languages behind: one number`.

    Where they differ, the most of each kind is told; "" where none is behind.
    """
    late = [(language, dict(found)) for language, found in languages if found]
    if not late:
        return ""
    most = {kind: max(found.get(kind, 0) for _, found in late) for kind in _WORDS}
    who = f"{late[0][0]} is behind" if len(late) == 1 else f"{len(late)} languages behind"
    return f"{who}: {_counted(most)}"


def _counted(most: Mapping[str, int]) -> str:
    told = ((_WORDS[kind], number) for kind, number in most.items() if number)
    return ", ".join(one if number == 1 else many.format(number) for (one, many), number in told)
