"""What kind of change makes one source text of another, whatever the language."""

import re
import unicodedata

_WHITE_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*+")
_WORD = re.compile(r"[^\W\d_]+")
_MARK = re.compile(r"[^\w\s]|_")


def what_changed(old: str, new: str) -> str:
    """Return what is different: `number`, `wording`, `punctuation`, `markup`, or several of them.

    The gravest stands first; a space that keeps words together counts as punctuation.
    "" means ASCII white space at most.
    """
    if folded(old) == folded(new):
        return ""
    first, second = _TAG.sub(" ", old), _TAG.sub(" ", new)
    kinds = [
        kind
        for kind, pattern in (("number", _NUMBER), ("wording", _WORD), ("punctuation", _MARK))
        if pattern.findall(_bare(first, kind)) != pattern.findall(_bare(second, kind))
    ]
    if _TAG.findall(old) != _TAG.findall(new):
        kinds.append("markup")
    return ", ".join(kinds or ["punctuation"])


def folded(text: str) -> str:
    """Return *text* as pairs are compared: NFC, with ASCII white space folded."""
    return unicodedata.normalize("NFC", _WHITE_SPACE.sub(" ", text).strip(" "))


def _bare(text: str, kind: str) -> str:
    """Return *text* without its numbers where these are not asked for: `1.5` has no full stop."""
    return text if kind == "number" else _NUMBER.sub(" ", text)
