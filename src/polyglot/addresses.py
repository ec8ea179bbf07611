"""The addresses that a text spells out: URLs and e-mail addresses.

They stand in the words of a message, not in its codes,
so nothing but a comparison keeps a translation from leading readers elsewhere.
"""

import re

_HTTP = r"(?:[Hh][Tt]{2}[Pp][Ss]?://|(?<![\w.@/])www\.)[^\s<>\"«»“”„‘’`|\\^{}]+"
_URL = re.compile(_HTTP)
_URL_OR_EMAIL = re.compile(rf"{_HTTP}|(?<![\w.+%-])[\w.+%-]++@[\w-]+(?:\.[\w-]+)+")
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]+(?:\.[\w-]+)+")
_TRAILING = ".,;:!?…'*_"
_OPENERS = {")": "(", "]": "["}


def may_hold_address(text: str) -> bool:
    """Tell whether a closer look at *text* is worth its time."""
    return "://" in text or "@" in text or "www." in text


def spans(text: str) -> list[tuple[int, int]]:
    """Return from where to where the addresses in *text* reach, in order, in linear time."""
    if not may_hold_address(text):
        return []
    pattern = _URL_OR_EMAIL if "@" in text else _URL
    return [(m.start(), m.start() + _length(m[0])) for m in pattern.finditer(text)]


def addresses(text: str) -> list[str]:
    """Return the addresses in *text* as written, in order, without the sentence's punctuation."""
    return [text[start:end] for start, end in spans(text)]


def emails(text: str) -> list[str]:
    """Return the e-mail addresses in *text*, in order, in linear time."""
    return _EMAIL.findall(text) if "@" in text else []


def without(text: str) -> str:
    """Return *text* with a space in the place of each address."""
    kept: list[str] = []
    position = 0
    for start, end in spans(text):
        kept += (text[position:start], " ")
        position = end
    return "".join(kept) + text[position:] if kept else text


def _length(address: str) -> int:
    """Return how far *address* goes without punctuation and unopened brackets behind it."""
    unopened = {closer: address.count(closer) - address.count(_OPENERS[closer]) for closer in ")]"}
    end = len(address)
    while end:
        last = address[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end
