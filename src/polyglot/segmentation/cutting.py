"""An article translated sentence by sentence: its paragraphs as units of one sentence each."""

import re
from collections.abc import Iterator
from dataclasses import replace

from polyglot.model import Article, Code, Unit
from polyglot.segmentation.rules import OwnRules
from polyglot.segmentation.sentences import split

_TAG = re.compile(r"<[^<>]*+>")


def cut(text: str, language: str, *, own: OwnRules | None = None) -> tuple[tuple[str, str], ...]:
    """Return the sentences of *text* that can be translated, each with the white space behind it.

    What holds no letter, such as an ellipsis or an image, goes with the sentence before it,
    or with the one behind it where it comes first.
    Joining all strings gives *text* back. *own* is what a workspace adds to the rules.

    Raises:
        UnknownLanguageError: If no data file describes *language*.
    """
    return tuple(_grouped(split(text, language, own=own)))


def _grouped(sentences: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """Yield the *sentences*, those without a letter as a part of their neighbour."""
    pieces: list[str] = []
    glue = ""
    has_letter = False
    for sentence, following in sentences:
        is_worded = _has_letter(sentence)
        if pieces and is_worded and has_letter:
            yield "".join(pieces), glue
            pieces, has_letter = [], False
        elif pieces:
            pieces.append(glue)
        pieces.append(sentence)
        glue, has_letter = following, has_letter or is_worded
    if pieces:
        yield "".join(pieces), glue


def by_sentence(article: Article, *, own: OwnRules | None = None) -> Article:
    """Return *article* with the text of its body cut: each sentence is a message of its own.

    Titles, captions and whatever else has a context stay whole, and so do the skeletons:
    where a sentence ends changes nothing in what the article says.

    Raises:
        UnknownLanguageError: If no data file describes the article's language.
    """
    units = tuple(
        unit if unit.context is not None else _cut(unit, article.language, own)
        for unit in article.units
    )
    metadata = replace(article.metadata, segmentation="sentence")
    return replace(article, metadata=metadata, units=units)


def _cut(unit: Unit, language: str, own: OwnRules | None) -> Unit:
    sentences = cut(unit.text, language, own=own)
    if len(sentences) < 2:  # noqa: PLR2004 - one sentence is the whole
        return unit
    parts = (
        replace(unit, text=text, codes=_codes_in(text, unit.codes), glue=glue)
        for text, glue in sentences
    )
    return replace(unit, sentences=tuple(parts))


def _codes_in(text: str, codes: tuple[Code, ...]) -> tuple[Code, ...]:
    return tuple(code for code in codes if f"<{code.name}>" in text or f"<{code.name}/>" in text)


def _has_letter(text: str) -> bool:
    return any(character.isalpha() for character in _TAG.sub("", text))
