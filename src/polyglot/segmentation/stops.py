"""Whether a full stop belongs to an abbreviation after which the sentence goes on."""

import re
from functools import cache

from polyglot.segmentation.rules import Rules, Words, spelled

# The longest abbreviation with the space inside that we look back for, in characters.
_REACH = 24

# The longest part of an abbreviation that no list has, in letters.
_SHORT = 2

# The longest phrase of time or place that may open a sentence: words, characters.
_PHRASE = 5
_PHRASE_LENGTH = 48

_BEFORE_STOP = re.compile(
    r"(?<![^\W_])(?<![°º])(?P<token>(?:[^\W\d_][^\W\d_-]{0,4}\.[ \u00a0\u202f]?){0,5}"
    r"[^\W\d_](?:[\w-]*[^\W\d_])?)$"
)
_ENDS_IN_NUMBER = re.compile(r"(?:[0-9]|(?<!\w)[IVXLCDMІХ]{1,6})[ \u00a0\u202f-]*$")
_NUMBER = re.compile(r"[(№#§]?\s?(?:[0-9]|[IVXLCDM]++\b)")
_DASH_OR_BRACKET = frozenset("-–—(")
_PARTS = re.compile(r"\.[ \u00a0\u202f]?")
WORD = re.compile(r"[^\W\d_]++(?:['`‘’ʻʼ][^\W\d_]++)*+")


def goes_on(text: str, stop: int, following: int, start: int, rules: Rules) -> bool:
    """Tell whether the sentence from *start* goes on behind the full stop at *stop*.

    *following* is where the next word begins.
    """
    window = spelled(text[max(start, stop - _REACH) : stop])
    if window[-1:] in {"°", "º", "№"}:
        return text[following].isdigit()
    found = _BEFORE_STOP.search(window)
    if found is None:
        return False
    tokens = _suffixes(found["token"])
    is_counted = _ENDS_IN_NUMBER.search(window[: found.start()]) is not None
    for token in tokens:
        verdict = _verdict(token, text, following, rules, is_counted=is_counted)
        if verdict is not None:
            return verdict or _is_phrase(token, text, start, stop, following, rules)
    if not text[following].isalpha() or not _is_open(tokens, rules):
        return False
    return not _ends_in_letter(tokens, window, text, following, rules)


@cache
def _known(rules: Rules) -> Words:
    """Return all abbreviations, so that a word that is none costs one look."""
    return frozenset().union(
        rules.never,
        rules.before_number,
        rules.after_number,
        rules.either,
        rules.either_after_number,
        rules.units,
        rules.before_starter,
        rules.unless_follower,
    )


def is_listed(text: str, stop: int, start: int, rules: Rules) -> bool:
    """Tell whether the word before the full stop at *stop* may be any abbreviation."""
    found = _BEFORE_STOP.search(spelled(text[max(start, stop - _REACH) : stop]))
    if found is None:
        return True
    return any(_listed(token, _known(rules)) for token in _suffixes(found["token"]))


def _verdict(
    token: str, text: str, following: int, rules: Rules, *, is_counted: bool
) -> bool | None:
    """Tell whether *token* goes on as an abbreviation; None where the lists do not know it.

    *is_counted* tells that a number stands before it.
    """
    if not _listed(token, _known(rules)):
        return None
    before_capital = text[following].isalpha() and _DASH_OR_BRACKET.isdisjoint(
        text[following - 2 : following]
    )
    if is_counted and token in rules.units:
        return not before_capital
    if (
        _listed(token, rules.never)
        or (_listed(token, rules.before_number) and _NUMBER.match(text, following))
        or (is_counted and _listed(token, rules.after_number))
    ):
        return True
    if _listed(token, rules.either_after_number):
        return not (before_capital and is_counted)
    if _listed(token, rules.either):
        return not before_capital
    return _verdict_by_next(token, text, following, rules, before_capital=before_capital)


def _verdict_by_next(
    token: str, text: str, following: int, rules: Rules, *, before_capital: bool
) -> bool | None:
    """Tell by the next word whether *token* goes on; None where it is no such abbreviation."""
    words = [word[0] for word in WORD.finditer(text[following : following + _REACH])]
    if _listed(token, rules.before_starter):
        return not words or not _is_starter(words[0], rules)
    if _listed(token, rules.unless_follower):
        return not before_capital or not rules.followers.isdisjoint(words[:2])
    return None


def _suffixes(token: str) -> list[str]:
    """Return the dotted *token* without its spaces, then without its first parts: т.д, д."""
    parts = _PARTS.split(token)
    return [".".join(parts[i:]) for i in range(len(parts))]


def _listed(token: str, words: Words) -> bool:
    """Tell whether *token* stands in *words*; a lone capital is an initial, and in no list."""
    return token in words and not (len(token) == 1 and token.isupper())


def _is_starter(word: str, rules: Rules) -> bool:
    """Tell whether *word* often begins a sentence; "It's" does as "It" does."""
    whole = spelled(word)
    return whole in rules.starters or whole.partition("ʻ")[0] in rules.starters


def _is_phrase(token: str, text: str, start: int, stop: int, following: int, rules: Rules) -> bool:
    """Tell whether the sentence is but a phrase of time or place: "At 5 a.m", "В 1985 г".

    Only a word that is always written with a capital can follow it.
    """
    if stop - start > _PHRASE_LENGTH or _listed(token, rules.units | rules.either):
        return False
    words = text[start:stop].split()
    word = WORD.match(text, following)
    if not 1 < len(words) <= _PHRASE or word is None:
        return False
    if _is_starter(word[0], rules) and not _listed(word[0], rules.never):
        return False
    heads = {head.lstrip("«“\"'—–- ") for head in words[:2]}
    return not rules.openers.isdisjoint(heads) or (bool(rules.openers) and words[0][0].isdigit())


def _is_initial(token: str, rules: Rules) -> bool:
    letter = token.removesuffix("ʻ")
    return (len(letter) == 1 and letter.isupper()) or token in rules.initials


def _is_open(tokens: list[str], rules: Rules) -> bool:
    """Tell whether the stop is an initial's, or that of short letters in a row: д.м.н."""
    if len(tokens) > 1 and all(len(part) <= _SHORT for part in tokens[0].split(".")):
        return True
    return _is_initial(tokens[-1], rules)


def _ends_in_letter(
    tokens: list[str], window: str, text: str, following: int, rules: Rules
) -> bool:
    """Tell whether a letter ends a sentence: "She and I. He left", "the I.V. It helped"."""
    word = WORD.match(text, following)
    if word is None or not _is_starter(word[0], rules):
        return False
    if len(word[0]) == 1 and text[word.end() : word.end() + 1] == ".":
        return False
    return len(tokens) > 1 or window[:-1].rstrip()[-1:].islower()
