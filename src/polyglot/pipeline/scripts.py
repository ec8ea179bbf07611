"""One catalog, an edition in each script: every text is brought from the script it was written in.

The script a person chose for a message is kept and is the truth for that message;
what another edition shows is converted from it, message by message.
What people corrected in a converted text stands in a small catalog of its own
(`locales/uz-Cyrl/…`), found by the converted text: it counts as long as that text is the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from polyglot.languages import load
from polyglot.languages import scripts as scripts_of
from polyglot.languages.data import supports
from polyglot.languages.letters import has_other_letters
from polyglot.model import Article, Catalog, Finding, Message, Severity
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.drafting import Spell
from polyglot.pipeline.spelt import Guess, Spelt
from polyglot.storage import read, stat_of
from polyglot.workspace import TRANSLITERATION, Settings, Workspace, catalog_path

# The tables of letters are imported where a text is in another script: in most runs none is.
if TYPE_CHECKING:
    from polyglot.languages.transliteration import Settled
    from polyglot.pipeline.spelling import Usage


class Scripts:
    """The texts of one article in the scripts its editions want, each worked out once."""

    def __init__(self, desk: Desk, settings: Settings, settled: "Settled") -> None:
        """Look at the article on *desk*; *settled* are the words people settled for good."""
        self.desk = desk
        self.source_tag = settings.page_tags(desk.article.language)[0]
        self._settled = settled
        self._usage = settings.usage
        self._known: dict[tuple[str, str], Spelt] = {}

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

    def _spelt(self, language: str, tag: str) -> Spelt:
        known = self._known.get((language, tag))
        if known is None:
            known = self._known[language, tag] = self._spell(language, tag)
        return known

    def _spell(self, language: str, tag: str) -> Spelt:
        article = self.desk.article
        is_own = language == article.language
        texts = (text for _, text in self._written(language))
        if tag not in self.desk.corrections and not _may_change(texts, tag):
            catalog = Catalog(language) if is_own else self.desk.catalogs[language]
            return Spelt(catalog, article, {}, (), ())
        from polyglot.pipeline.spelling import Speller

        speller = Speller(self.desk, tag, self._settled, self._usage)
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


def _may_change(texts: Iterable[str], tag: str) -> bool:
    """Tell, at one look at all of *texts*, whether one may have to be converted: mostly none."""
    others = [other for other in scripts_of(tag.partition("-")[0]) if other != tag]
    can_be_made = any(supports(other, tag) for other in others)
    return can_be_made and has_other_letters("\n".join(texts), tag)


def drafts_in(desk: Desk, tag: str, settled: "Settled", usage: "Usage") -> Spell:
    """Return what brings a draft of a message into the script that translators prefer."""
    from polyglot.pipeline.spelling import Speller

    speller = Speller(desk, tag, settled, usage)
    codes = {unit.key: unit.codes for unit in desk.article.parts}

    def spell(message: Message, target: str) -> str:
        return speller.converted(target, codes.get(message.key, ()), [])

    return spell


# --- What people settled and corrected ----------------------------------------------------------


def settled_in(workspace: Workspace) -> "Settled":
    """Return what people settled for good, in `terms/transliteration.csv`.

    Raises:
        TermsError: If a line of it cannot be used.
    """
    path = workspace.root / TRANSLITERATION
    return _settled(str(path), stat_of(path))


@lru_cache(maxsize=4)
def _settled(path: str, seen: tuple[int, int, int, int] | None) -> "Settled":
    data = read(path) if seen else None
    if not data:
        return {}
    from polyglot.languages.transliteration import read_settled

    return read_settled(data, path=TRANSLITERATION)


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
