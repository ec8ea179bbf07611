"""The family of terms and names: what the lists of a newsroom say, and what a translation says.

These checks know the lists of one workspace, so they are made for it: see `checks_of`.
A word may be a form of a term and another word; where the lists tell so, the doubt is the
translator's: what one of its entries allows is allowed, and only what all of them miss is missed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from polyglot.checks.findings import finding
from polyglot.inline import plain
from polyglot.languages import load
from polyglot.model import Article, Finding, Severity
from polyglot.plugins import Check, Subject
from polyglot.terms import (
    Entry,
    Glossary,
    Match,
    Owed,
    Sought,
    Status,
    capitalised,
    has_derived,
    owed,
    spans,
)
from polyglot.terms.spelling import tag_of, word_pattern

__all__ = ["Find", "checks_of", "in_article"]

Find = Callable[[str, str], Sequence[int]]
"""Given (plain text, language), tells the numbers of the protected names that stand there."""

FORBIDDEN, TERM, NAME, PROTECTED = (
    "forbidden-form",
    "missing-term",
    "missing-name",
    "protected-name",
)

# As many messages as an article has, in each of its languages.
_KEPT = 2_048
_MOST_FORMS = 3
_DERIVING = frozenset({"place", "organisation"})
_TAG = re.compile(r"<[^<>]*+>")


def checks_of(
    glossary: Glossary, *, is_hidden: Callable[[Entry], bool], protected: Find | None
) -> tuple[Check, ...]:
    """Return the checks that follow the lists of a workspace; empty lists have none.

    Of an entry that *is_hidden*, because it holds a protected name, nothing is told.
    *protected* finds protected names; None if there are none.
    """
    found: list[Check] = []
    if glossary.entries:
        lists = _Lists(glossary, is_hidden)
        found += (ForbiddenForm(lists), MissingForm(lists, TERM), MissingForm(lists, NAME))
    if protected is not None:
        found.append(ProtectedName(protected))
    return tuple(found)


def in_article(article: Article, protected: Find) -> Iterator[Finding]:
    """Yield an error for each protected name in *article*, with its place.

    What is not translated, and its authors, have no line.
    There is no translation to waive it on: the text is changed, or the list.
    """
    for text, line, context in _texts(article):
        for number in protected(text, article.language):
            yield Finding(
                kind=PROTECTED,
                severity=Severity.ERROR,
                path=article.path,
                line=line,
                problem=f"protected name {number} stands in the article",
                hint="write it otherwise, or mark the words as data-private",
                language=article.language,
                context=context,
                is_waivable=False,
            )


def _texts(article: Article) -> Iterator[tuple[str, int, str | None]]:
    """Yield each text of *article* with its line and context; what is private is none."""
    for unit in article.parts:
        yield plain(unit.text), unit.line, unit.context
    rest = "\n\n".join(
        text
        for piece in dict.fromkeys((*article.page, *article.source))
        if isinstance(piece, str)
        for text in (piece, _TAG.sub(" ", piece))
    )
    yield "\n\n".join((rest, *article.metadata.authors)), 0, None


class _Lists:
    """The lists, which remember the texts of one article: each is asked about several times.

    Few sources have many entries, and few targets what is forbidden: the forms of the others
    are not worked out.
    """

    def __init__(self, glossary: Glossary, is_hidden: Callable[[Entry], bool]) -> None:
        self.glossary = glossary
        self.is_hidden = is_hidden
        self.find = lru_cache(maxsize=_KEPT)(glossary.find)
        self._sought = cache(Sought)
        self._forbidding = cache(self._that_forbid)

    def _that_forbid(self, language: str) -> tuple[Entry, ...]:
        return tuple(
            entry
            for entry in self.glossary.entries
            if any(form.status is Status.FORBIDDEN for form in entry.forms_in(language))
        )

    def may_be_forbidden(self, target: str, language: str) -> bool:
        """Tell whether *target* has a form that some entry forbids."""
        entries = self._forbidding(language)
        found = self._sought(language).find(entries, target) if entries else ()
        return any(match.status is Status.FORBIDDEN for match in found)

    def unsaid(self, owing: Sequence[Owed], target: str, language: str) -> Iterator[Owed]:
        """Yield those of *owing* of which *target* has no form that may be said.

        One inside a longer form of another entry will do.
        """
        entries = [entry for one in owing for entry in one.entries]
        sought = self._sought(language)
        said = {id(match.entry) for match in sought.find(entries, target) if _is_allowed(match)}
        left = [one for one in owing if said.isdisjoint(map(id, one.entries))]
        if any(one.is_name for one in left):
            large = sought.find(entries, capitalised(target, language))
            said |= {id(m.entry) for m in large if _is_allowed(m) and " " in m.form.text}
        for one in left:
            if not one.is_name or not (
                any(id(entry) in said for entry in one.entries)
                or self._is_derived(one, target, language)
            ):
                yield one

    def _is_derived(self, one: Owed, target: str, language: str) -> bool:
        return any(
            has_derived(target, form, language)
            for entry in one.entries
            if entry.kind in _DERIVING
            for form in self.glossary.sayable(entry, language)
        )

    def said(self, entries: Iterable[Entry], tag: str) -> tuple[str, ...]:
        """Return how *entries* are said in the script *tag*: preferred forms, else admitted."""
        found: dict[str, None] = {}
        for entry in entries:
            preferred, admitted, _ = self.glossary.said(entry, tag)
            found |= dict.fromkeys(preferred or admitted)
        return tuple(" ".join(form.split()) for form in found)[:_MOST_FORMS]


class ForbiddenForm:
    """The target says nothing that the lists forbid."""

    kind = FORBIDDEN
    severity = Severity.WARNING
    is_waivable = True

    def __init__(self, lists: _Lists) -> None:
        self._lists = lists

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Find forms that every entry they belong to forbids; each entry once."""
        target, language = subject.message.target, subject.language
        if not self._lists.may_be_forbidden(target, language):
            return
        seen: set[str] = set()
        for uses in spans(self._lists.find(target, language)):
            first = uses[0]
            if first.entry.name in seen or any(u.status is not Status.FORBIDDEN for u in uses):
                continue
            seen.add(first.entry.name)
            if any(self._lists.is_hidden(use.entry) for use in uses):
                continue
            better = " or ".join(self._lists.said([use.entry for use in uses], first.form.tag))
            problem = f"“{plain(first.text)}” is not to be said"
            yield finding(
                self,
                subject,
                f"{problem}: the list has {better}" if better else problem,
                _hint(f"write {better}" if better else "say it otherwise", first.entry),
            )


class MissingForm:
    """The target says the terms, or the names, of the source as the lists have them."""

    severity = Severity.WARNING
    is_waivable = True

    def __init__(self, lists: _Lists, kind: str) -> None:
        self.kind = kind
        self._lists = lists

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Find entries of the source of which the target has no form that may be said."""
        message, language = subject.message, subject.language
        found = owed(self._lists.find(message.source, subject.source_language), language)
        owing = [one for one in found if one.is_name == (self.kind == NAME)]
        for one in self._lists.unsaid(owing, message.target, language) if owing else ():
            if any(map(self._lists.is_hidden, one.entries)):
                continue
            tag = _script(message.target, language)
            better = " or ".join(self._lists.said(one.entries, tag))
            form = " ".join(one.form.split())
            problem = f"the source has “{form}”, the target no form of {better}"
            yield finding(self, subject, problem, _hint(f"write {better}", one.entries[0]))


class ProtectedName:
    """The target has no name that must never appear."""

    kind = PROTECTED
    severity = Severity.ERROR
    is_waivable = True

    def __init__(self, protected: Find) -> None:
        self._protected = protected

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Find protected names; what is found tells their numbers, and none of the texts."""
        for number in self._protected(plain(subject.message.target), subject.language):
            problem = f"protected name {number} stands in the translation"
            found = finding(self, subject, problem, "write it otherwise")
            yield replace(found, source="", target="")


def _is_allowed(match: Match) -> bool:
    return match.status is not Status.FORBIDDEN


def _script(text: str, language: str) -> str:
    """Return the tag of the script that most words of *text* are in."""
    code = load(language).code
    tags = Counter(tag_of(word, code) for word in word_pattern(code).findall(plain(text)))
    return max(tags, key=lambda tag: tags[tag]) if tags else load(language).tag


def _hint(what: str, entry: Entry) -> str:
    place = f"; see {entry.path}:{entry.line}" if entry.path else ""
    return f"{what}, or waive this where it is right{place}"
