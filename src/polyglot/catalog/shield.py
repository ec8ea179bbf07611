"""Characters at which polib breaks a line although gettext does not: hidden, and shown again.

polib splits a file with `str.splitlines`, which also cuts at U+2028, U+0085 and their like.
While polib has a text, such a character is a pair of harmless ones.
"""

import re

SHIELD = "\U0010ffff"
"""Opens a pair; a noncharacter (Unicode 23.7), so hardly ever in a text, and shielded itself."""

BREAKERS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What `str.splitlines` takes for the end of a line, beside the newline."""

SPACE = f"{SHIELD}s"
"""Stands for a space inside a file's name, where polib would see two names."""

NOTHING = f"{SHIELD}n"
"""Stands for the text of an empty comment, which polib forgets where it comes first."""

_LETTERS = {character: chr(ord("a") + n) for n, character in enumerate(f"{BREAKERS}\x07{SHIELD}")}
_HIDE = str.maketrans({character: SHIELD + letter for character, letter in _LETTERS.items()})
_HIDE_BARE = str.maketrans({c: SHIELD + letter.upper() for c, letter in _LETTERS.items()})
_BARE = {letter.upper(): character for character, letter in _LETTERS.items()}
_SHOW = {letter: c for c, letter in _LETTERS.items()} | _BARE | {"s": " ", "n": ""}

# How gettext writes them; the others stand as they are.
_WRITTEN = _SHOW | {
    _LETTERS[c]: w for c, w in zip("\r\x0b\x0c\x07", (r"\r", r"\v", r"\f", r"\a"), strict=True)
}
_PAIR = re.compile(f"{SHIELD}(.)")


def hide(text: str) -> str:
    """Return *text* so that polib keeps it on one line."""
    return text.translate(_HIDE)


def hide_bare(text: str) -> str:
    """Return *text* so that polib keeps it on one line, and it stands in the file as it is.

    So it is in comments and names of files, which know no escapes.
    """
    return text.replace("\r", " ").translate(_HIDE_BARE)


def show(text: str) -> str:
    """Return what was hidden in *text*."""
    return _PAIR.sub(lambda pair: _SHOW[pair[1]], text)


def show_written(text: str) -> str:
    """Return the lines of a PO file in which the hidden characters stand as gettext writes them."""
    return _PAIR.sub(lambda pair: _WRITTEN[pair[1]], text)


def needs_hiding(written: str) -> bool:
    """Tell whether polib wrote a PO file with a character that it does not treat like gettext."""
    return any(mark in written for mark in (r"\r", r"\v", r"\f", "\x07", SHIELD)) or any(
        breaker in written for breaker in BREAKERS
    )
