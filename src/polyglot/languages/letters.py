"""Letters of another script: one look at a text, before any table of letters is read."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")
_LETTERS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "Latn": re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]"),
        "Cyrl": re.compile(r"[\u0400-\u052f]"),
        "Arab": re.compile(r"[\u0620-\u06d3]"),
    }
)


def has_other_letters(text: str, tag: str) -> bool:
    """Tell whether *text*, outside of its tags, holds letters of another script than *tag*'s."""
    script = tag.partition("-")[2]
    bare = _TAG.sub(" ", text) if "<" in text and script != "Latn" else text
    if script == "Latn" and text.isascii():
        return False
    return any(found.search(bare) for other, found in _LETTERS.items() if other != script)
