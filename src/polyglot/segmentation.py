"""Where sentences end: a text as its sentences and the glue between them.

A candidate is a run of `. ! ? …` with what closes behind it and white space or the end.
It ends a sentence unless the next word begins in lower case
or the language's data file says that the word before the full stop is an abbreviation.
Inline tags count for nothing, but no sentence ends inside a paired one.
The work is linear in the length of the text.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator

from polyglot.languages import Sentences, load

_CLOSERS = "\"'»”’“‘)\\]›"
_OPENERS = "\"'«“„”’‘‚([¿¡‹\u2013\u2014\u2015*•\\-"

# One match for each run of terminators: the run, what closes behind it, the white space.
_CANDIDATE = re.compile(
    rf"(?<![.!?…])(?P<run>[.!?…]++(?:[ \u00a0]\.(?![^\s{_CLOSERS}]))*+)"
    rf"(?P<closers>(?:[{_CLOSERS}]|\[\d{{1,3}}\]|[¹²³⁰-⁹]|</[A-Za-z][^<>]{{0,40}}>"
    rf"|<[A-Za-z][^<>]{{0,40}}/>)*+)"
    r"(?P<gap>\s*+)"
)
_TO_NEXT_WORD = re.compile(rf"(?:[{_OPENERS}\s]|<[A-Za-z/][^<>]{{0,80}}>)*+")
_WORD = re.compile(r"[^\W\d_]++")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)[^<>]*+>")

# The longest abbreviation with the space inside that we look back for, in characters.
_REACH = 24
_BEFORE_STOP = re.compile(
    r"(?<![^\W_])(?P<token>(?:[^\W\d_][^\W\d_-]{0,4}\.[ \u00a0\u202f]?){0,5}"
    r"[^\W\d_](?:[\w-]*[^\W\d_])?)$"
)
_ENDS_IN_NUMBER = re.compile(r"(?:[0-9]|(?<!\w)[IVXLCDMІХ]{1,6})[ \u00a0\u202f-]*$")
_NUMBER = re.compile(r"[(№#§]?\s?(?:[0-9]|[IVXLCDM]+\b)")
_NOWHERE = (sys.maxsize, sys.maxsize)
_LIST_MARK = re.compile(r"\s*[•⁃*-]?\s*(?:[0-9]{1,3}|[IVXLC]{1,5}|[^\W\d_])\.\)?")


def split(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the sentences of *text* in order, each with the white space behind it.

    Joining all strings gives *text* back, character for character.

    Raises:
        UnknownLanguageError: If no data file describes *language*.
    """
    data = load(language).sentences
    sentences: list[tuple[str, str]] = []
    start = 0
    for end, following in _boundaries(text, data):
        if _LIST_MARK.fullmatch(text, start, end):
            continue
        sentences.append((text[start:end], text[end:following]))
        start = following
    if start < len(text):
        rest = text[start:]
        sentence = rest.rstrip()
        sentences.append((sentence, rest[len(sentence) :]))
    return tuple(sentences)


def _boundaries(text: str, data: Sentences) -> Iterator[tuple[int, int]]:
    """Yield where a sentence ends and where the next one begins."""
    paired = iter(_paired(text) if "<" in text else ())
    inside = next(paired, _NOWHERE)
    for match in _CANDIDATE.finditer(text):
        end, following = match.end("closers"), match.end()
        if following == len(text):
            return
        if end == following and not match["closers"].endswith("/>"):
            continue
        while inside[1] <= end:
            inside = next(paired, _NOWHERE)
        if end <= inside[0] and _ends(text, match, data):
            yield end, following


def _ends(text: str, match: re.Match[str], data: Sentences) -> bool:
    """Tell whether the candidate *match* ends a sentence."""
    upcoming = _TO_NEXT_WORD.match(text, match.end())
    following = upcoming.end() if upcoming else match.end()
    if following >= len(text) or "\n\n" in match["gap"]:
        return True
    if text[following].islower() or text[following] == "№" or text[match.start() - 1] in "([":
        return False
    if match["run"] != "." or match["closers"][:1] in {")", "]"}:
        return True
    return not _is_abbreviated(text, match, following, data)


def _is_abbreviated(text: str, match: re.Match[str], following: int, data: Sentences) -> bool:
    """Tell whether the full stop of *match* belongs to an abbreviation that goes on."""
    stop = match.start()
    window = text[max(0, stop - _REACH) : stop]
    found = _BEFORE_STOP.search(window)
    if found is None:
        return False
    tokens = _suffixes(found["token"])
    is_counted = _ENDS_IN_NUMBER.search(window[: found.start()]) is not None
    for token in tokens:
        verdict = _verdict(token, text, following, data, is_counted=is_counted)
        if verdict is not None:
            return verdict
    if not _is_initial(tokens[-1], data) or not text[following].isalpha():
        return False
    return not _is_pronoun(tokens, window, text, following, data)


def _verdict(
    token: str, text: str, following: int, data: Sentences, *, is_counted: bool
) -> bool | None:
    """Tell whether *token* goes on as an abbreviation; None where the data do not know it.

    *is_counted* tells that a number stands before it.
    """
    if (
        _listed(token, data.never)
        or (_listed(token, data.before_number) and _NUMBER.match(text, following))
        or (is_counted and _listed(token, data.after_number))
    ):
        return True
    before_capital = text[following].isalpha()
    if _listed(token, data.either_after_number):
        return not (before_capital and is_counted)
    if _listed(token, data.either):
        return not before_capital
    if _listed(token, data.before_starter):
        word = _WORD.match(text, following)
        return word is None or word[0] not in data.starters
    return None


def _suffixes(token: str) -> list[str]:
    """Return the dotted *token* without its spaces, then without its first parts: т.д, д."""
    parts = re.split(r"\.[ \u00a0\u202f]?", token)
    return [".".join(parts[i:]) for i in range(len(parts))]


def _listed(token: str, words: frozenset[str]) -> bool:
    return token in words or token.lower() in words


def _is_initial(token: str, data: Sentences) -> bool:
    return (len(token) == 1 and token.isupper()) or token in data.initials


def _is_pronoun(tokens: list[str], window: str, text: str, following: int, data: Sentences) -> bool:
    """Tell whether a lone capital ends a sentence: "She and I. He left"."""
    if len(tokens) > 1 or not data.starters:
        return False
    word = _WORD.match(text, following)
    begins = word is not None and word[0] in data.starters
    return begins and window[:-1].rstrip()[-1:].islower()


def _paired(text: str) -> tuple[tuple[int, int], ...]:
    """Return from where to where the outermost paired tags of *text* reach, in order."""
    spans: list[tuple[int, int]] = []
    open_tags: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    for tag in _TAG.finditer(text):
        name = tag["name"]
        if not tag["end"]:
            open_tags.append((name, tag.start()))
            waiting[name] += 1
        elif waiting[name]:
            start = _close(open_tags, waiting, name)
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, tag.end()))
    return tuple(spans)


def _close(open_tags: list[tuple[str, int]], waiting: Counter[str], name: str) -> int:
    """Return where the last open tag called *name* begins; what it holds open is closed too."""
    while True:
        opened, start = open_tags.pop()
        waiting[opened] -= 1
        if opened == name:
            return start
