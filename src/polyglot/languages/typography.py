"""Quotation marks, dashes, spaces that do not break, and numbers, as a language has them.

Nothing is changed here: a text gets proposals, and whoever asked applies them.
Only signs and spaces change, never a letter or a digit;
tags, code, addresses and handles are not looked at.
The work is linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from polyglot.languages import Language, load
from polyglot.languages.data import section
from polyglot.languages.masking import mask
from polyglot.languages.patterns import words
from polyglot.languages.quotation import requote

__all__ = ["Proposal", "apply", "fix", "propose"]

_SPACE = "[ \u00a0\u202f]"
_NBSP = "\u00a0"
_PARAGRAPHS = re.compile(r"\n[ \t]*+\n")
_NUMBER = re.compile(
    rf"(?<![\w.,/:+\u2212-])(?<![0-9]{_SPACE})[0-9]{{1,3}}"
    rf"(?:(?P<spaced>(?:{_SPACE}[0-9]{{3}}(?![0-9]))++)(?P<comma>,[0-9]++)?+"
    r"|(?P<grouped>(?:,[0-9]{3}(?![0-9]))++)(?P<point>\.[0-9]++)?+)"
    rf"(?![\w/:]|[.,][0-9]|{_SPACE}[0-9])"
)


QUOTES = "quotation mark"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What should stand instead of `text[start:end]`, and why.

    *reason* is `quotation mark`, `dash`, `no-break space`, `number` or `percent sign`.
    """

    start: int
    end: int
    replacement: str
    reason: str


def propose(text: str, language: Language) -> tuple[Proposal, ...]:
    """Return what *language* has otherwise than *text*, in the order of the text.

    No two proposals touch the same characters.
    """
    found: list[Proposal] = []
    start = 0
    for end, following in _paragraphs(text):
        seen = mask(text[start:end], language.code)
        for first, last, replacement, reason in sorted(_remarks(seen.text, language)):
            place = seen.span(first, last)
            if place is None or seen.text[first:last] == replacement:
                continue
            if not found or found[-1].end <= start + place[0]:
                found.append(Proposal(start + place[0], start + place[1], replacement, reason))
        start = following
    return tuple(found)


def apply(text: str, proposals: Iterable[Proposal]) -> str:
    """Return *text* with the *proposals* made for it, which stand in its order."""
    parts: list[str] = []
    done = 0
    for proposal in proposals:
        parts += (text[done : proposal.start], proposal.replacement)
        done = proposal.end
    return "".join((*parts, text[done:]))


def fix(text: str, language: Language) -> str:
    """Return *text* with everything that `propose` proposes."""
    return apply(text, propose(text, language))


def fix_quotes(text: str, language: Language) -> str:
    """Return *text* with the quotation marks that *language* has."""
    return apply(text, [one for one in propose(text, language) if one.reason == QUOTES])


_Remark = tuple[int, int, str, str]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a paragraph ends and the next one begins."""
    for gap in _PARAGRAPHS.finditer(text):
        yield gap.span()
    yield len(text), len(text)


def _remarks(text: str, language: Language) -> Iterator[_Remark]:
    """Yield the proposals for a paragraph without tags."""
    for place, sign in requote(text, language):
        yield place, place + 1, sign, QUOTES
    for rule in _rules(language.tag):
        for match in rule.pattern.finditer(text):
            replacement = rule.replacement(match)
            if replacement is not None:
                here = "here" if "here" in rule.pattern.groupindex else 0
                yield *match.span(here), replacement, rule.reason


@dataclass(frozen=True, slots=True)
class _Rule:
    """What stands instead of a match of *pattern*, or of its group `here`; None leaves it."""

    pattern: re.Pattern[str]
    replacement: Callable[[re.Match[str]], str | None]
    reason: str


@cache
def _rules(tag: str) -> tuple[_Rule, ...]:
    language = load(tag)
    rules = [*_dashes(tag), *_spaces(tag), _numbers(language), _percent(language)]
    return tuple(rules)


def _dashes(tag: str) -> Iterator[_Rule]:
    """Yield the rules for a dash between words; between two figures it may be anything else."""
    spaced = str(section(tag, "dashes").get("spaced", " \u2013 "))
    own = spaced.strip()
    # A spaced en dash is one choice of two: then an em dash is the other, and stays.
    kinds = "--?+" if own == "\u2013" else "(?:--?+|[\u2013\u2014])"
    between = rf"(?<=[^\s]){_SPACE}{{1,3}}+{kinds}{_SPACE}{{1,3}}+(?=[^\s\-\u2013\u2014])"
    yield _Rule(re.compile(between), lambda match: _dash(match, spaced), "dash")
    closed = "\u2014" if own == "\u2013" else spaced
    yield _Rule(re.compile(r"(?<=[^\W\d_])--(?=[^\W\d_])"), lambda _match: closed, "dash")


def _dash(match: re.Match[str], spaced: str) -> str | None:
    text, start, end = match.string, match.start(), match.end()
    if text[start - 1] in "-\u2013\u2014" or (text[start - 1].isdigit() and text[end].isdigit()):
        return None
    return spaced


def _spaces(tag: str) -> Iterator[_Rule]:
    """Yield the rules for spaces at which no line may end."""
    table = section(tag, "spaces")
    before, after, joined = (_any_of(table.get(k)) for k in ("before", "after", "joined"))
    if before:
        yield _glued(rf"(?<=[0-9])(?P<here>{_SPACE})(?={before}(?!\w))")
    if after:
        yield _glued(rf"(?<!\w)(?i:{after})(?P<here>{_SPACE})(?=[0-9])")
    if joined:
        yield _glued(rf"(?<=\w)(?P<here>{_SPACE})(?={joined}(?!\w))")
    if "initials" in table:
        longer = "".join(f"{re.escape(word)}|" for word in words(table["initials"]))
        initial = rf"(?<!\w)(?P<first>{longer}[^\W\d_])\.(?P<here>{_SPACE})(?=(?P<next>[^\W\d_]))"
        yield _Rule(re.compile(initial), _initial, "no-break space")


def _glued(pattern: str) -> _Rule:
    return _Rule(re.compile(pattern), lambda _match: _NBSP, "no-break space")


def _initial(match: re.Match[str]) -> str | None:
    """Glue an initial to the name or the initial behind it."""
    return _NBSP if match["first"][0].isupper() and match["next"].isupper() else None


def _any_of(value: object) -> str:
    found = "|".join(re.escape(word) for word in words(value))
    return f"(?:{found})" if found else ""


def _numbers(language: Language) -> _Rule:
    return _Rule(_NUMBER, lambda match: _number(match, language), "number")


def _number(match: re.Match[str], language: Language) -> str | None:
    """Return a number as *language* parts it; None where it might be read in two ways.

    `1,234` may be a thousand or a little more than one; `1,234,567` and `1,234.5` may not.
    """
    numbers = language.numbers
    spaced, grouped = match["spaced"], match["grouped"]
    places = (match["comma"] or match["point"] or "")[1:]
    is_own = numbers.group in ("," if grouped else f"{_NBSP} \u202f")
    if not is_own and not places and len(spaced or grouped) == _ONE_GROUP:
        return None
    parts = re.split(f",|{_SPACE}", match[0].removesuffix(places)[: -1 if places else None])
    whole = numbers.group.join(parts)
    return f"{whole}{numbers.decimal}{places}" if places else whole


_ONE_GROUP = 4
"""The length of one group of thousands, with what parts it from the others."""


def _percent(language: Language) -> _Rule:
    sign = language.numbers.percent.partition("{number}")[2]
    pattern = re.compile(rf"(?<=[0-9]){_SPACE}?%(?![\w-])")
    return _Rule(pattern, lambda _match: sign, "percent sign")
