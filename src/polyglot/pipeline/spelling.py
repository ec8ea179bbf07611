"""Texts brought into the script of one edition; imported where one is in another script."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from polyglot import inline
from polyglot.languages import load
from polyglot.languages.casing import lower
from polyglot.languages.letters import has_other_letters
from polyglot.languages.transliteration import Settled, convert, script_of, supports
from polyglot.languages.typography import fix_quotes
from polyglot.model import Article, Catalog, Code, Finding, Message, Severity, Unit
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.spelt import Guess, Spelt
from polyglot.workspace import catalog_path

_LANG = re.compile(r'\slang="([A-Za-z-]+)"')
_NONE: Mapping[str, str] = MappingProxyType({})

Usage: TypeAlias = Mapping[str, Mapping[str, str]]
"""What the settings choose of what editors dispute, by language."""


class Speller:
    """Brings texts into the script of one edition, and collects what is to be told."""

    def __init__(self, desk: Desk, tag: str, settled: Settled, usage: Usage) -> None:
        self.desk = desk
        self.tag = tag
        self.settled = settled
        self.usage = usage.get(tag.partition("-")[0], _NONE)
        known = desk.corrections.get(tag)
        messages = known.catalog.messages if known and known.catalog else ()
        self.corrections: Mapping[tuple[str | None, str], Message] = {
            message.key: message for message in messages if message.target and not message.is_fuzzy
        }
        self.texts: dict[tuple[str | None, str], str] = {}
        self.guesses: dict[str, Guess] = {}
        self.findings: list[Finding] = []

    def unit(self, unit: Unit) -> Unit:
        """Return *unit* with its text in the script wanted."""
        text = self._text(unit.key, unit.text, unit.codes)
        return unit if text == unit.text else replace(unit, text=text, sentences=())

    def message(self, message: Message, codes: Sequence[Code]) -> Message:
        """Return *message* with its target in the script wanted."""
        if message.is_obsolete or not message.target:
            return message
        text = self._text(message.key, message.target, codes)
        return message if text == message.target else replace(message, target=text)

    def done(self, catalog: Catalog, article: Article) -> Spelt:
        """Return what came of it, with the *catalog* and the *article* made so."""
        guesses = tuple(self.guesses.values())
        return Spelt(catalog, article, self.texts, guesses, tuple(self.findings))

    def converted(self, text: str, codes: Sequence[Code], guesses: list[Guess]) -> str:
        """Return *text* in the script wanted, as it is where that cannot be; add to *guesses*."""
        source = written_in(text, self.tag)
        if source in (None, self.tag) or not supports(source, self.tag):
            return text
        text = "".join(self._converted(text, codes, source, guesses))
        language = load(self.tag)
        # One script may quote otherwise than another: “Shiraq”, «Ширақ».
        has_quotes = load(source).outer_quotes != language.outer_quotes
        return fix_quotes(text, language) if has_quotes else text

    def _text(self, key: tuple[str | None, str], text: str, codes: Sequence[Code]) -> str:
        guesses: list[Guess] = []
        text = self.converted(text, codes, guesses)
        self.texts[key] = text
        correction = self.corrections.get((key[0], text))
        if correction is not None and self._is_sound(text, correction):
            return correction.target
        for guess in guesses:
            # One line settles a word in any case of letters; a word in small letters shows it best.
            small = lower(guess.word, guess.source)
            if small not in self.guesses or guess.word == small:
                self.guesses[small] = guess
        return text

    def _converted(
        self, text: str, codes: Sequence[Code], source: str, guesses: list[Guess]
    ) -> Iterator[str]:
        """Yield the pieces of *text* in the other script; what is no word of the language stays."""
        exceptions = self.settled.get((source, self.tag), _NONE)
        for number, part in enumerate(_kept(codes, source).split(text) if codes else (text,)):
            if number % 2:
                yield part
            elif part:
                found = convert(part, source, self.tag, exceptions=exceptions, usage=self.usage)
                guesses += [
                    Guess(one.word, one.form, one.kind, source, self.tag) for one in found.ambiguous
                ]
                yield found.text

    def _is_sound(self, text: str, correction: Message) -> bool:
        problems = inline.compare(text, correction.target)
        self.findings += [
            Finding(
                "codes",
                Severity.ERROR,
                catalog_path(self.desk.article.id, self.tag),
                correction.line,
                problem,
                source=text,
                target=correction.target,
                hint="until it is mended, the edition shows the converted text",
                language=self.tag.partition("-")[0],
                context=correction.context,
                is_waivable=False,
            )
            for problem in problems
        ]
        return not problems


def written_in(text: str, tag: str) -> str | None:
    """Return the tag of the script *text* is written in, None where that cannot be told.

    *tag* is the script it is wanted in: a text without letters of another one is in that script,
    which is quick to see and nearly always so.
    """
    return script_of(text, tag) if has_other_letters(text, tag) else tag


@lru_cache(maxsize=256)
def _kept(codes: Sequence[Code], tag: str) -> re.Pattern[str]:
    """Return a pattern whose `split` gives at every other place what stays as it is.

    That is the inside of a code which must come back unchanged, or is in another language.
    """
    language = tag.partition("-")[0]
    names = [
        re.escape(code.name)
        for code in codes
        if code.content is not None or _is_foreign(code, language)
    ]
    inside = "|".join(f"<{name}>.*?</{name}>" for name in names)
    return re.compile(f"({inside or '(?!)'})", re.DOTALL)


def _is_foreign(code: Code, language: str) -> bool:
    written = "".join(piece for piece in code.opening if isinstance(piece, str))
    found = _LANG.search(written)
    return found is not None and found[1].partition("-")[0].lower() != language
