"""The lists of terms and names as a journey needs them: what a text has, and how it is said there.

A workspace without lists costs two looks at the disk. What has a protected name is never told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from polyglot import catalog as po
from polyglot.errors import ProviderError
from polyglot.inline import quote
from polyglot.languages import load
from polyglot.model import Catalog, Finding, Message, Severity
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.privacy import protected_list
from polyglot.pipeline.survey import Stat
from polyglot.plugins import Context
from polyglot.storage import read, stat_of
from polyglot.workspace import GLOSSARY, NAMES, Workspace

if TYPE_CHECKING:
    from polyglot.providers import Name
    from polyglot.terms import Entry, Glossary, Match


@dataclass(frozen=True, slots=True)
class Rendering:
    """How an entry that a text has is said in another language.

    *source* is the form that the text has, *target* the one to take, *forbidden* those not to:
    all as in a dictionary. Where entries of one spelling differ in what they want,
    *sense* says which one it is, and *target* is "" for one that has no form.
    """

    source: str
    target: str
    forbidden: tuple[str, ...] = ()
    is_name: bool = False
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the two lists of a workspace hold, terms first, and what is wrong with them.

    Of what has one of the *hidden* names nothing is told.
    """

    glossary: "Glossary"
    findings: tuple[Finding, ...] = ()
    hidden: "tuple[Name, ...]" = ()

    def renderings(self, text: str, source: str, target: str) -> tuple[Rendering, ...]:
        """Return how what *text* has of the lists is said in *target*, by place, each once.

        *source* is the language of the message *text*, *target* a language or a script of one;
        what has no form there is left out, unless another entry of the same spelling has one.
        """
        tag = load(target).tag
        found: dict[Rendering, None] = {}
        for _, matches in groupby(self.glossary.find(text, source), lambda match: match.start):
            said = self._told_apart(list(matches), tag)
            found.update((one, None) for one in said if not self._is_hidden(one))
        told_apart = {(one.source, one.target) for one in found if one.sense}
        return tuple(o for o in found if o.sense or (o.source, o.target) not in told_apart)

    def context(self, text: str, source: str, target: str) -> Context:
        """Return what an engine may know of the words of *text*; see `renderings`.

        A word of which not every sense has a form is left out: it would be given one for all.
        """
        found = self.renderings(text, source, target)
        bare = {one.source for one in found if not one.target}
        told = [
            (one.is_name, (f"{one.source} ({one.sense})" if one.sense else one.source, one.target))
            for one in found
            if one.source not in bare
        ]
        return Context(
            terms=tuple(pair for is_name, pair in told if not is_name),
            names=tuple(pair for is_name, pair in told if is_name),
        )

    def hint(self, text: str, source: str, target: str) -> str:
        """Return the hint for a translator of *text*, "" where nothing is to be said.

        Of very many the most useful are told, by place: what has several senses,
        then what must not be said, then names, then what has the most words.
        """
        found: dict[str, list[Rendering]] = {}
        for one in self.renderings(text, source, target):
            found.setdefault(one.source, []).append(one)
        words = sorted(found, key=lambda word: _usefulness(found[word]))[: po.MOST_TERMS]
        told = [
            po.Rendered(
                word,
                tuple((one.target, one.sense) for one in found[word]),
                tuple(dict.fromkeys(form for one in found[word] for form in one.forbidden)),
            )
            for word in found
            if word in words
        ]
        return po.terms_hint(told, more=len(found) - len(told))

    def _told_apart(self, matches: "Sequence[Match]", tag: str) -> Iterator[Rendering]:
        """Yield how the entries of one place are said, with their senses where they differ."""
        word = _flat(matches[0].form.text)
        said = {match.entry.name: (match.entry, self._rendering(match, tag)) for match in matches}
        alone = len({one.target for _, one in said.values()}) == 1
        senses = [_sense(entry) for entry, _ in said.values()]
        for entry, one in said.values():
            if alone and one.target:
                yield one
            elif not alone:
                sense = _sense(entry) if senses.count(_sense(entry)) == 1 else entry.name
                yield replace(one, source=word, sense=_flat(sense))

    def _rendering(self, match: "Match", tag: str) -> Rendering:
        preferred, admitted, forbidden = self.glossary.said(match.entry, tag)
        return Rendering(
            _flat(match.form.text),
            _flat(next(iter((*preferred, *admitted)), "")),
            tuple(map(_flat, forbidden)),
            match.entry.kind != "term",
        )

    def _is_hidden(self, rendering: Rendering) -> bool:
        if not self.hidden:
            return False
        from polyglot.providers import named_in

        said = (rendering.source, rendering.target, rendering.sense, *rendering.forbidden)
        return any(named_in(quote(text), self.hidden) for text in said)


def _sense(entry: "Entry") -> str:
    """Return what tells an entry from another one of its spelling."""
    return entry.domain or (entry.kind if entry.kind != "term" else entry.name)


def _usefulness(said: Sequence[Rendering]) -> tuple[bool, bool, bool, int]:
    """Return by what the renderings of a word are chosen: the least is the most useful."""
    has_forbidden = any(one.forbidden for one in said)
    is_name = any(one.is_name for one in said)
    return len(said) == 1, not has_forbidden, not is_name, -len(said[0].source.split())


def lexicon(workspace: Workspace) -> Lexicon | None:
    """Return what the lists of *workspace* hold, None if it has none.

    Raises:
        StorageError: If the disk refuses.
    """
    lists = tuple(stat_of(workspace.root / path) for path in (GLOSSARY, NAMES))
    if not any(lists):
        return None
    seen = (*lists, stat_of(workspace.private / "protected.csv"))
    return _lexicon(workspace.root, workspace.private, workspace.settings.languages, seen)


def glossary_of(root: Path, languages: tuple[str, ...]) -> "tuple[Glossary, tuple[Finding, ...]]":
    """Return what the lists at *root* hold, terms first, and what is wrong with them."""
    from polyglot.terms import Glossary
    from polyglot.terms.reading import read_list

    terms = read_list(read(root / GLOSSARY) or b"", path=GLOSSARY, of="term", languages=languages)
    names = read_list(read(root / NAMES) or b"", path=NAMES, of="name", languages=languages)
    return Glossary((*terms.entries, *names.entries)), (*terms.findings, *names.findings)


def findings_of(workspace: Workspace) -> tuple[Finding, ...]:
    """Return what is wrong with the lists of *workspace*."""
    known = lexicon(workspace)
    return known.findings if known else ()


def offered(workspace: Workspace, desk: Desk, language: str) -> Catalog:
    """Return a catalog of *desk* with the hint on terms and names that is true of each message.

    Whoever writes a catalog asks for it last: no catalog is written for these hints alone.
    """
    catalog, source = desk.catalogs[language], desk.article.language
    known = lexicon(workspace) if language != source else None
    tag = workspace.settings.translate.scripts.get(language, language)

    def true_of(message: Message) -> Message:
        hint = known.hint(message.source, source, tag) if known and not message.is_obsolete else ""
        said = _said(desk, language, message) if message.hints else frozenset()
        others = tuple(one for one in message.hints if one in said or not po.is_terms_hint(one))
        hints = (*others, hint) if hint and hint not in others else others
        return message if hints == message.hints else replace(message, hints=hints)

    messages = tuple(map(true_of, catalog.messages))
    if all(new is old for new, old in zip(messages, catalog.messages, strict=True)):
        return catalog
    return replace(catalog, messages=messages)


def _said(desk: Desk, language: str, message: Message) -> frozenset[str]:
    """Return what people, and the relays of engines, noted on a message."""
    lines = desk.ledger.living(language, message, "rejected")
    return desk.ledger.notes(language, message) | {line.note for line in lines}


def _flat(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=4)
def _lexicon(
    root: Path,
    private: Path,
    languages: tuple[str, ...],
    _seen: tuple[Stat | None, ...],
) -> Lexicon:
    from polyglot.terms import Glossary

    glossary, findings = glossary_of(root, languages)
    try:
        return Lexicon(glossary, findings, protected_list(private))
    except ProviderError as error:
        # Nothing is told where nobody knows what must not be.
        return Lexicon(Glossary(), (*findings, *_unreadable(error)))


def _unreadable(error: ProviderError) -> Iterator[Finding]:
    yield Finding(
        "terms",
        Severity.ERROR,
        "private/protected.csv",
        0,
        "the list of protected names cannot be read, so no terms and names are offered",
        hint=error.hint or "",
    )
