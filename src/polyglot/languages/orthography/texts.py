"""A text with its letters put right: word by word, the parts that must stay left out."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from polyglot.languages.orthography.apostrophes import apostrophes
from polyglot.languages.orthography.mixed import lookalikes, one_script
from polyglot.languages.orthography.older import CLASSES, older
from polyglot.languages.orthography.words import (
    Rule,
    Signs,
    Verdict,
    Word,
    signs_of,
    table_of,
    tables,
    words_of,
)
from polyglot.languages.protection import spans


@dataclass(frozen=True, slots=True)
class Change:
    """A word as written, its *replacement*, why, and where it begins, in characters.

    What was changed is counted in the text that came in, composed (NFC);
    what is proposed in the text that goes out.
    """

    start: int
    text: str
    replacement: str
    reason: str


@dataclass(frozen=True, slots=True)
class Normalised:
    """A *text* put right, what was *changed* in it, and what is *proposed*, each in order."""

    text: str
    changed: tuple[Change, ...] = ()
    proposed: tuple[Change, ...] = ()


def normalise(text: str, language: str, *, kept: Iterable[tuple[int, int]] = ()) -> Normalised:
    """Return *text* in composed form (NFC) and in the orthography of *language*.

    *language* is a code or a tag; the script is told word by word.
    *kept* are more places that must stay, from where to where, in order.
    """
    code = language.partition("-")[0]
    pieces = list(_pieces(text, sorted([*spans(text, code, references=False), *kept])))
    gaps = [(start, piece) for start, piece, is_kept in pieces if not is_kept]
    written = [word for start, piece in gaps for word in words_of(piece, start)]
    found: list[Verdict | None] = [None] * len(written)
    for rules in _stages(code):
        # What an earlier stage put right is evidence for the later one.
        words = [_after(word, verdict) for word, verdict in zip(written, found, strict=True)]
        signs = signs_of(words, gaps, CLASSES)
        found = [
            _verdict(word, before, rules, signs) for word, before in zip(words, found, strict=True)
        ]
    verdicts = ((word, one) for word, one in zip(written, found, strict=True) if one)
    return _carried_out("".join(piece for _, piece, _ in pieces), verdicts)


def _pieces(text: str, stays: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str, bool]]:
    """Yield each stretch of *text* with its place and whether it stays; the others composed."""
    position = written = 0
    for start, end in (*stays, (len(text), len(text))):
        if start > position:
            gap = unicodedata.normalize("NFC", text[position:start])
            yield written, gap, False
            written += len(gap)
        if end > max(start, position):
            stretch = text[max(start, position) : end]
            yield written, stretch, True
            written += len(stretch)
        position = max(position, end)


def _stages(code: str) -> tuple[tuple[Rule, ...], ...]:
    """Return the rules of a language: first those for scripts, then those for one alphabet."""
    data = tables(code)
    scripts = (one_script(data), lookalikes(data))
    if table_of(data.latin, "apostrophes"):
        return scripts, (older(data),)
    return (scripts, (apostrophes(data),)) if data.marks else (scripts,)


def _after(word: Word, verdict: Verdict | None) -> Word:
    """Return *word* as a sure verdict left it."""
    if verdict is None or not verdict.is_sure:
        return word
    return Word(verdict.form, word.start, verdict.form)


def _verdict(
    word: Word, before: Verdict | None, rules: Sequence[Rule], signs: Signs
) -> Verdict | None:
    """Return what *rules* make of a word on top of a verdict *before*: the sure, else a guess."""
    verdict = before
    for rule in rules if before is None or before.is_sure else ():
        found = rule(word, signs)
        if found is None:
            continue
        if not found.is_sure:
            return verdict or found
        form = unicodedata.normalize("NFC", found.form)
        verdict = Verdict(form, verdict.reason if verdict else found.reason)
        word = Word(form, word.start, form)
    return verdict


def _carried_out(text: str, verdicts: Iterable[tuple[Word, Verdict]]) -> Normalised:
    parts: list[str] = []
    changed: list[Change] = []
    proposed: list[Change] = []
    position = moved = 0
    for word, verdict in verdicts:
        if verdict.is_sure:
            parts += (text[position : word.start], verdict.form)
            position = word.start + len(word.written)
            moved += len(verdict.form) - len(word.written)
            changed.append(Change(word.start, word.written, verdict.form, verdict.reason))
        else:
            start = word.start + moved
            proposed.append(Change(start, word.written, verdict.form, verdict.reason))
    return Normalised("".join(parts) + text[position:], tuple(changed), tuple(proposed))
