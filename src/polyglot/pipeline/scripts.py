"""One catalog, an edition in each script: every text is brought from the script it was written in.

The script a person chose for a message is kept and is the truth for that message;
what another edition shows is converted from it, message by message.
What people corrected in a converted text stands in a small catalog of its own
(`locales/uz-Cyrl/…`), found by the converted text: it counts as long as that text is the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from polyglot import inline
from polyglot.languages import load
from polyglot.languages import scripts as scripts_of
from polyglot.languages.casing import lower
from polyglot.languages.transliteration import (
    Settled,
    convert,
    read_settled,
    script_of,
    supports,
)
from polyglot.languages.typography import fix_quotes
from polyglot.model import Article, Catalog, Code, Finding, Message, Severity, Unit
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.drafting import Spell
from polyglot.storage import read, stat_of
from polyglot.workspace import TRANSLITERATION, Settings, Workspace, catalog_path

_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")
_LETTERS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "Latn": re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]"),
        "Cyrl": re.compile(r"[\u0400-\u052f]"),
        "Arab": re.compile(r"[\u0620-\u06d3]"),
    }
)
_LANG = re.compile(r'\slang="([A-Za-z-]+)"')
_NONE: Mapping[str, str] = MappingProxyType({})

Usage: TypeAlias = Mapping[str, Mapping[str, str]]
"""What the settings choose of what editors dispute, by language."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A *word* that became *form* in the edition *target* by a guess of the class *kind*.

    It was written in the script of *source*; both are tags with scripts.
    """

    word: str
    form: str
    kind: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class _Spelt:
    """A catalog (or the article's own texts) in one script.

    *texts* are the converted texts by context and source, before anybody's correction.
    """

    catalog: Catalog
    article: Article
    texts: Mapping[tuple[str | None, str], str]
    guesses: tuple[Guess, ...]
    findings: tuple[Finding, ...]


class Scripts:
    """The texts of one article in the scripts its editions want, each worked out once."""

    def __init__(self, desk: Desk, settings: Settings, settled: Settled) -> None:
        """Look at the article on *desk*; *settled* are the words people settled for good."""
        self.desk = desk
        self.source_tag = settings.page_tags(desk.article.language)[0]
        self._settled = settled
        self._usage = settings.usage
        self._known: dict[tuple[str, str], _Spelt] = {}

    def catalog(self, language: str, tag: str) -> Catalog:
        """Return the catalog in *language* with every target in the script of *tag*."""
        return self._spelt(language, tag).catalog

    def article(self, tag: str) -> Article:
        """Return the article itself with its texts in the script of *tag*, one of its language."""
        return self._spelt(self.desk.article.language, tag).article

    def texts(self, language: str, tag: str) -> Mapping[tuple[str | None, str], str]:
        """Return the texts of an edition before anybody's correction, by context and source."""
        return self._spelt(language, tag).texts or dict(self._written(language))

    def guesses(self, language: str, tag: str) -> tuple[Guess, ...]:
        """Return the words that nobody has settled yet, each once, in the order of the text."""
        return self._spelt(language, tag).guesses

    def findings(self, language: str, tags: Sequence[str]) -> Iterator[Finding]:
        """Yield what there is to say about the editions of *language* in the scripts of *tags*."""
        article = self.desk.article
        for tag in tags:
            spelt = self._spelt(language, tag)
            yield from spelt.findings
            if spelt.guesses:
                number = len(spelt.guesses)
                is_own = language == article.language
                yield Finding(
                    "guessed-letters",
                    Severity.NOTE,
                    article.path if is_own else catalog_path(article.id, language),
                    0,
                    f"{number} {'word was' if number == 1 else 'words were'} guessed in {tag}: "
                    + ", ".join(guess.form for guess in spelt.guesses[:3])
                    + (" …" if number > 3 else ""),  # noqa: PLR2004 - three are shown
                    hint=f"polyglot script words {article.id} -l {tag}",
                    language=language,
                )

    def _written(self, language: str) -> Iterator[tuple[tuple[str | None, str], str]]:
        """Yield the texts in *language* as they are written, by context and source."""
        if language == self.desk.article.language:
            yield from ((unit.key, unit.text) for unit in self.desk.article.units)
            return
        for message in self.desk.catalogs[language].messages:
            if message.target and not message.is_obsolete:
                yield message.key, message.target

    # --- Converting ---------------------------------------------------------------------------

    def _spelt(self, language: str, tag: str) -> _Spelt:
        known = self._known.get((language, tag))
        if known is None:
            known = self._known[language, tag] = self._spell(language, tag)
        return known

    def _spell(self, language: str, tag: str) -> _Spelt:
        article = self.desk.article
        is_own = language == article.language
        texts = (text for _, text in self._written(language))
        if tag not in self.desk.corrections and not _may_change(texts, tag):
            catalog = Catalog(language) if is_own else self.desk.catalogs[language]
            return _Spelt(catalog, article, {}, (), ())
        speller = _Speller(self.desk, tag, self._settled, self._usage)
        if is_own:
            units = tuple(map(speller.unit, article.units))
            spelt = article if units == article.units else replace(article, units=units)
            return speller.done(Catalog(language), spelt)
        codes = {unit.key: unit.codes for unit in article.parts}
        catalog = self.desk.catalogs[language]
        messages = tuple(speller.message(one, codes.get(one.key, ())) for one in catalog.messages)
        if any(new is not old for new, old in zip(messages, catalog.messages, strict=True)):
            catalog = replace(catalog, messages=messages)
        return speller.done(catalog, article)


class _Speller:
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
        text = self._text(unit.key, unit.text, unit.codes)
        return unit if text == unit.text else replace(unit, text=text, sentences=())

    def message(self, message: Message, codes: Sequence[Code]) -> Message:
        if message.is_obsolete or not message.target:
            return message
        text = self._text(message.key, message.target, codes)
        return message if text == message.target else replace(message, target=text)

    def done(self, catalog: Catalog, article: Article) -> _Spelt:
        guesses = tuple(self.guesses.values())
        return _Spelt(catalog, article, self.texts, guesses, tuple(self.findings))

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


def _may_change(texts: Iterable[str], tag: str) -> bool:
    """Tell, at one look at all of *texts*, whether one may have to be converted: mostly none."""
    others = [other for other in scripts_of(tag.partition("-")[0]) if other != tag]
    can_be_made = any(supports(other, tag) for other in others)
    return can_be_made and _has_other_letters("\n".join(texts), tag)


def _has_other_letters(text: str, tag: str) -> bool:
    """Tell whether *text*, outside of its tags, holds letters of another script than *tag*'s."""
    script = tag.partition("-")[2]
    bare = _TAG.sub(" ", text) if "<" in text and script != "Latn" else text
    if script == "Latn" and text.isascii():
        return False
    return any(found.search(bare) for other, found in _LETTERS.items() if other != script)


def written_in(text: str, tag: str) -> str | None:
    """Return the tag of the script *text* is written in, None where that cannot be told.

    *tag* is the script it is wanted in: a text without letters of another one is in that script,
    which is quick to see and nearly always so.
    """
    return script_of(text, tag) if _has_other_letters(text, tag) else tag


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


def drafts_in(desk: Desk, tag: str, settled: Settled, usage: Usage) -> Spell:
    """Return what brings a draft of a message into the script that translators prefer."""
    speller = _Speller(desk, tag, settled, usage)
    codes = {unit.key: unit.codes for unit in desk.article.parts}

    def spell(message: Message, target: str) -> str:
        return speller.converted(target, codes.get(message.key, ()), [])

    return spell


# --- What people settled and corrected ----------------------------------------------------------


def settled_in(workspace: Workspace) -> Settled:
    """Return what people settled for good, in `terms/transliteration.csv`.

    Raises:
        TermsError: If a line of it cannot be used.
    """
    path = workspace.root / TRANSLITERATION
    return _settled(str(path), stat_of(path))


@lru_cache(maxsize=4)
def _settled(path: str, seen: tuple[int, int, int, int] | None) -> Settled:
    data = read(path) if seen else None
    return read_settled(data, path=TRANSLITERATION) if data else {}


def tidied(corrections: Catalog, texts: Mapping[tuple[str | None, str], str]) -> Catalog:
    """Return *corrections* with only what people wrote; what no text needs now is obsolete."""
    wanted = {(context, text) for (context, _), text in texts.items()}
    kept = [
        message
        if message.is_obsolete == (message.key not in wanted)
        else replace(message, is_obsolete=message.key not in wanted)
        for message in corrections.messages
        if message.target
    ]
    return replace(corrections, messages=tuple(sorted(kept, key=lambda one: one.is_obsolete)))


def proof(
    tag: str, texts: Mapping[tuple[str | None, str], str], corrections: Catalog | None
) -> Catalog:
    """Return a catalog of every text of an edition, for a person who corrects some of them."""
    from polyglot import catalog as po

    known = load(tag)
    # The middle line of a header tells what to do with a mark; here nothing bears one.
    header = (known.header[0], known.header[-1])
    catalog = corrections or po.fresh(tag, header, known.plural)
    had = {message.key: message for message in catalog.messages}
    wanted = dict.fromkeys((context, text) for (context, _), text in texts.items())
    live = [
        replace(had.pop(key), is_obsolete=False) if key in had else Message(key[1], key[0])
        for key in wanted
    ]
    return replace(catalog, messages=(*live, *had.values()))
