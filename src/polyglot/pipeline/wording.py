"""The terms and names of an article: what the lists know of it, and what they do not."""

from dataclasses import dataclass

from polyglot.inline import plain
from polyglot.model import Article, Finding
from polyglot.pipeline.desk import own_rules, read_article
from polyglot.pipeline.lexicon import glossary_of
from polyglot.pipeline.privacy import protected_list
from polyglot.pipeline.survey import select, survey
from polyglot.providers import protected_in
from polyglot.segmentation import split
from polyglot.terms import Entry, Glossary, Match, protected
from polyglot.terms.candidates import Sort, candidates
from polyglot.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article: the line of its paragraph, and which sentence of the article it is.

    *start* and *end* count characters in the sentence as people read it, without tags.
    """

    path: str
    line: int
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that an article has, and how it stands there.

    A protected name has no *text*: only its place may be said.
    """

    entry: Entry
    status: str
    form: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Missing:
    """What may deserve an entry."""

    text: str
    sort: Sort
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What the lists know of an article, what they miss, and what is wrong with them."""

    language: str
    found: tuple[Found, ...]
    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...]


def wording(workspace: Workspace, name: str) -> Wording:
    """Return the terms and names of the article that *name* names, by place.

    Raises:
        UsageError: If there is no such article.
        ContentError: If it cannot be read.
        ProviderError: If the list of protected names cannot be read.
    """
    (source,) = select(survey(workspace), (name,))
    article = read_article(workspace, source)
    glossary, findings = glossary_of(workspace.root, workspace.settings.languages)
    hidden = tuple(name.written for name in protected_list(workspace.private))
    sentences = _sentences(workspace, article)
    texts = [text for text, _line in sentences]

    def place(number: int, start: int, end: int) -> Place:
        return Place(source.path, sentences[number][1], number + 1, start, end)

    whole = Glossary((*glossary.entries, *protected(hidden)))
    found = [
        (number, match)
        for number, text in enumerate(texts)
        for match in _with_protected(whole.find(text, article.language), text, hidden)
    ]
    missing = candidates(texts, article.language, whole)
    # A single word of a protected name already says too much.
    parts = (*hidden, *(part for name in hidden for part in name.split() if len(part) > 1))
    return Wording(
        article.language,
        tuple(_found(match, place(number, match.start, match.end)) for number, match in found),
        tuple(
            Missing(one.text, one.sort, tuple(place(*at) for at in one.places))
            for one in missing
            if not protected_in(one.text, parts)
        ),
        findings,
    )


def _sentences(workspace: Workspace, article: Article) -> list[tuple[str, int]]:
    """Return the sentences of *article* without tags, each with the line of its paragraph."""
    own = own_rules(workspace.root)
    return [
        (sentence, unit.line)
        for unit in article.units
        for sentence, _glue in split(plain(unit.text), article.language, own=own)
    ]


def _with_protected(
    matches: tuple[Match, ...], text: str, hidden: tuple[str, ...]
) -> tuple[Match, ...]:
    """Return *matches*, and protected names that only a wider look finds, as wide as the sentence.

    Nothing that holds a protected name stays beside it.
    """
    seen = {match.entry.name for match in matches}
    entries = tuple(protected(hidden))
    wider = (entries[number - 1] for number in protected_in(text, hidden))
    added = (
        Match(entry, entry.forms[0], 0, len(text), text)
        for entry in wider
        if entry.name not in seen
    )
    kept = (
        match
        for match in matches
        if match.entry.kind == "protected" or not protected_in(match.text, hidden)
    )
    return (*kept, *added)


def _found(match: Match, place: Place) -> Found:
    entry = match.entry
    if entry.kind == "protected":
        return Found(Entry(entry.name, entry.kind, ()), "protected", "", "", place)
    return Found(entry, match.status.value, match.form.text, match.text, place)
