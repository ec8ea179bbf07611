"""Where sentences end: a text as its sentences and the glue between them.

A candidate is a run of `. ! ? …` with what closes behind it and white space or the end.
It ends a sentence unless the next word begins in lower case
or the language's data file says that the word before the full stop is an abbreviation.
A mark of a numbered list begins a sentence, a blank line ends one.
Inline tags count for nothing, but no sentence ends inside a paired one,
nor inside a quotation or brackets behind which the sentence goes on.
The work is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from heapq import merge
from typing import TypeAlias

from polyglot.segmentation import enumerations, spans
from polyglot.segmentation.rules import OwnRules, Rules, joined, rules
from polyglot.segmentation.stops import WORD, goes_on, is_listed

_CLOSERS = "\"'»”’“‘)\\]›`"
_OPENERS = "\"'«“„”’‘‚([¿¡‹`\u2013\u2014\u2015*•⁃\\-"
_EMOJI = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d"

# One match for each run of terminators: the run, what closes behind it, the white space.
_CANDIDATE = re.compile(
    rf"(?<![.!?…؟۔])(?P<run>[.!?…؟۔]++(?:[ \u00a0]\.(?![^\s{_CLOSERS}]))*+)"
    rf"(?P<closers>(?:[{_CLOSERS}]|&(?:\#39|quot|raquo|rdquo);"
    # a reference to a note, an omission, emoji
    rf"|[ \u00a0]?\[(?:\d{{1,3}}|…|\.\.\.)\]|[ \u00a0]?\((?:…|\.\.\.)\)|[ \u00a0]?[{_EMOJI}]++"
    r"|[ \u00a0]?[:;]-?[()]++(?!\w)"
    r"|[¹²³⁰-⁹]|(?<=[^\W\d_][a-zа-яё)][.!?])\d{1,2}(?=\s)"
    # inline tags
    r"|<[A-Za-z][\w-]{0,9}>\[?[\d,*]{1,7}\]?</[A-Za-z][\w-]{0,9}>"
    r"|</[A-Za-z][^<>]{0,40}>|<[A-Za-z][^<>]{0,40}/>)*+)"
    r"(?P<gap>\s*+)"
)
_TO_NEXT_WORD = re.compile(rf"(?:[{_OPENERS}\s]|<[A-Za-z/][^<>]{{0,80}}>)*+")
_QUOTE_MARKS = frozenset("\"'»”’“‘`;")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s]")
_LIST_MARK = re.compile(
    r"\s*+[•⁃*-]?\s*+(?:\(?(?:[0-9]{1,3}|[IVXLC]{1,5}|[^\W\d_])\.\)?|(?:[0-9]{1,3}\.){2,4})"
)
_LABEL = re.compile(r"\s*+(?:(?P<word>[^\W\d_]+)[ \u00a0][\dIVXLC]|\d[\d/.]*[-–]?[ \u00a0]?)")
_LABEL_LENGTH = 32
_FIRST_LETTER = re.compile(r"[\W\d_]*+(?P<letter>[^\W\d_])")
_TOUCHING = re.compile(r"[^\s(«“„\"'/@]*$")
_ADDRESS_GOES_ON = re.compile(r"[@/_=0-9]|[.:]\w")
_DOMAINS = frozenset({"Com", "Net", "Org", "Info", "Gov", "Edu"})

# The shortest word that a full stop without white space behind it ends: ул.Абая goes on.
_SHORT = 4

Event: TypeAlias = tuple[int, int, "re.Match[str] | None"]
"""Where a sentence may end, where the next one begins, and the candidate; None: it does end."""


def split(text: str, language: str, *, own: OwnRules | None = None) -> tuple[tuple[str, str], ...]:
    """Return the sentences of *text* in order, each with the white space behind it.

    Joining all strings gives *text* back, character for character.
    *own* is what a workspace adds to the language's rules (`read_own`).

    Raises:
        UnknownLanguageError: If no data file describes *language*.
    """
    data = rules(language)
    added = own.get(language.partition("-")[0]) if own else None
    if added is not None:
        data = joined(data, added)
    sentences: list[tuple[str, str]] = []
    start = 0
    for end, following in _boundaries(text, data):
        sentences.append((text[start:end], text[end:following]))
        start = following
    if start < len(text):
        rest = text[start:]
        sentence = rest.rstrip()
        sentences.append((sentence, rest[len(sentence) :]))
    return tuple(sentences)


def _boundaries(text: str, data: Rules) -> Iterator[tuple[int, int]]:
    """Yield where a sentence ends and where the next one begins."""
    paired = spans.Walk(spans.paired(text) if "<" in text else [])
    embedded = spans.Walk(spans.embedded(text))
    first = _FIRST_LETTER.match(text)
    is_small = first is not None and first["letter"].islower()
    start = 0
    for end, following, match in _events(text):
        if paired.holds(end) or embedded.holds(end) or following <= start:
            continue
        if match and not _ends(text, match, start, data, is_small=is_small):
            continue
        if end > start and not (match and _is_label(text, start, end, data)):
            yield end, following
            start = following


def _events(text: str) -> Iterator[Event]:
    """Yield where a sentence may end, in order."""
    begins, ends = enumerations.marks(text)
    forced = [(_glue(text, begin), begin) for begin in begins]
    if "\n" in text:
        forced += [(_glue(text, begin), end) for begin, end in enumerations.lines(text)]
    found = _candidates(text, ends)
    if not forced:
        return found
    return merge(found, ((*place, None) for place in sorted(forced)), key=lambda event: event[:2])


def _glue(text: str, end: int) -> int:
    """Return where the white space before *end* begins."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _candidates(text: str, marks: set[int]) -> Iterator[Event]:
    """Yield the runs of terminators that stand in the text and in no list's *marks*."""
    for match in _CANDIDATE.finditer(text):
        end, following = match.end("closers"), match.end()
        if following == len(text):
            return
        if end not in marks and (end < following or _is_glued(text, match)):
            yield end, following, match


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Tell whether a sentence begins without white space: a line break, a forgotten space."""
    if match["closers"].endswith("/>"):
        return True
    word = WORD.match(text, match.end())
    if word is None or match["closers"] or not word[0][0].isupper() or word[0] in _DOMAINS:
        return False
    before = _TOUCHING.search(text, max(0, match.start() - 30), match.start())
    if before is None or len(word[0]) == 1 or _ADDRESS_GOES_ON.match(text, word.end()):
        return False
    if before[0].isascii() and not word[0][1].islower():
        return False
    if before[0].replace(",", "").isdigit():
        return before.start() > 0
    is_word = before[0].replace("-", "").isalpha() and len(before[0]) >= _SHORT
    return is_word and before[0][-2:].islower()


def _ends(text: str, match: re.Match[str], start: int, data: Rules, *, is_small: bool) -> bool:
    """Tell whether the candidate *match* ends the sentence from *start*.

    *is_small* tells that the text is written without capitals.
    """
    run, stop = match["run"], match.start()
    upcoming = _TO_NEXT_WORD.match(text, match.end())
    following = upcoming.end() if upcoming else match.end()
    if following >= len(text):
        return True
    if text[following].islower():
        if _ADDRESS.match(text, following):
            return True
        is_plain = is_small and not match["closers"] and following == match.end()
        return is_plain and not is_listed(text, stop, start, data)
    if _stays_open(text, match, following, data):
        return False
    if run != "." or match["closers"][:1] in {")", "]"}:
        return True
    return not goes_on(text, stop, following, start, data)


def _stays_open(text: str, match: re.Match[str], following: int, data: Rules) -> bool:
    """Tell whether what stands around *match* holds its sentence together.

    So do an omission (`[...]`, `. . .`), a title with its year («Кто?» (2019)),
    a number sign and, in a script without small letters, a word of saying.
    """
    if text[following] == "№" or text[match.start() - 1] in "([":
        return True
    if _is_spaced_ellipsis(match["run"]):
        return True
    if text[match.end()] == "(" and not _QUOTE_MARKS.isdisjoint(match["closers"]):
        return True
    word = WORD.match(text, following) if data.says else None
    return word is not None and word[0] in data.says


def _is_spaced_ellipsis(run: str) -> bool:
    """Tell whether *run* is `. . .`, which omits a part; with a fourth stop it ends a sentence."""
    return run in {". . .", ".\u00a0.\u00a0."}


def _is_label(text: str, start: int, end: int, data: Rules) -> bool:
    """Tell whether the text from *start* only numbers what follows: `2.`, `Article 5.`"""
    if end - start > _LABEL_LENGTH:
        return False
    if _LIST_MARK.fullmatch(text, start, end):
        return True
    found = _LABEL.match(text, start, end)
    if found is None:
        return False
    word = found["word"]
    if word is not None:
        rest = text[found.end() : end].strip(" .0123456789IVXLC-–/")
        return word in data.headings and not rest
    return text[found.end() : end].rstrip(".") in data.headings
