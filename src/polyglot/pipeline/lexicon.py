"""The lists of terms and names as a journey needs them: what a text has, and how it is said there.

A workspace without lists costs two looks at the disk. What has a protected name is never told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from polyglot import catalog as po
from polyglot.errors import ContentError, ProviderError
from polyglot.inline import quote
from polyglot.languages import load
from polyglot.model import Catalog, Finding, Message, Severity
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.privacy import protected_list
from polyglot.pipeline.survey import Stat
from polyglot.plugins import Context
from polyglot.storage import read, stat_of
from polyglot.workspace import GLOSSARY, NAMES, PROTECTED, Workspace

if TYPE_CHECKING:
    from polyglot.providers import Kept, Name
    from polyglot.terms import Entry, Glossary, Match
    from polyglot.terms.reading import Read


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
    _told: "dict[Entry, bool]" = field(default_factory=dict, compare=False, repr=False)

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

    def kept(self, text: str, source: str, target: str) -> "tuple[Kept, ...]":
        """Return the public names of *text* that a draft of it in *target* keeps.

        Each may stand there in a form of the list, or as the list has it in *source*.
        """
        from polyglot.providers import Kept
        from polyglot.terms import owed

        return tuple(
            Kept(
                _flat(one.form),
                tuple(
                    dict.fromkeys(
                        form
                        for entry in one.entries
                        for form in (*self.glossary.sayable(entry, target), one.form)
                    )
                ),
                may_derive=all(entry.kind != "person" for entry in one.entries),
            )
            for one in owed(self.glossary.find(text, source), target)
            if one.is_name and not any(map(self.is_hidden, one.entries))
        )

    def is_hidden(self, entry: "Entry") -> bool:
        """Tell whether *entry* holds a protected name, so that nothing is told of it."""
        if not self.hidden:
            return False
        if entry not in self._told:
            from polyglot.providers import named_in

            said = (entry.name, *(form.text for form in entry.forms))
            self._told[entry] = any(named_in(quote(text), self.hidden) for text in said)
        return self._told[entry]

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
    seen = (*lists, stat_of(workspace.private / PROTECTED))
    return lexicon_at(workspace.root, workspace.private, workspace.settings.languages, seen)


def glossary_of(root: Path, languages: tuple[str, ...]) -> "tuple[Glossary, tuple[Finding, ...]]":
    """Return what the lists at *root* hold, terms first, and what is wrong with them."""
    from polyglot.terms import Glossary

    terms = _read_list(root, GLOSSARY, "term", languages)
    names = _read_list(root, NAMES, "name", languages)
    return Glossary((*terms.entries, *names.entries)), (*terms.findings, *names.findings)


def _read_list(
    root: Path, path: str, of: Literal["term", "name"], languages: tuple[str, ...]
) -> "Read":
    from polyglot.terms.reading import Read, read_list

    try:
        data = read(root / path) or b""
    except ContentError as error:  # a folder, a link: one more thing that is wrong with the list
        hint = error.hint or "put a file there, or nothing"
        return Read((), (Finding("terms", Severity.ERROR, path, 0, error.problem, hint=hint),))
    return read_list(data, path=path, of=of, languages=languages)


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
def lexicon_at(
    root: Path,
    private: Path,
    languages: tuple[str, ...],
    _seen: tuple[Stat | None, ...],
) -> Lexicon:
    """Return what the lists hold, read once as long as all three look as they did when *seen*."""
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
        f"private/{PROTECTED}",
        0,
        "the list of protected names cannot be read, so no terms and names are offered",
        hint=error.hint or "",
    )
