"""Messages as XML or HTML, for engines that keep tags: each text in a paragraph with a number.

The number comes back with the translation, so that replies in another order are noticed.
Protected content stays here: an empty element stands for it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from html import escape, unescape

from polyglot.plugins import Reply
from polyglot.providers.wire import Pieces, put_together, take_apart

_TAG = re.compile(r"(<[^<>]*>)")
_FRAME = re.compile(r"\s*<p\s+id=(?:\"(\d{1,6})\"|'(\d{1,6})')\s*>(.*)</p\s*>\s*", re.DOTALL)
# Begun at the first space only: a tag of a million spaces takes no longer than one of letters.
_SPACES = re.compile(r"(?<!\s)\s++(?=/?>)")


def dump(number: int, text: str) -> str:
    """Return the message *text* as one paragraph with the *number*."""
    pieces = take_apart(text)
    parts = [escape(pieces.texts[0], quote=False)]
    for place, (code, after) in enumerate(zip(pieces.codes, pieces.texts[1:], strict=True)):
        parts += (_element(place, code), escape(after, quote=False))
    return f'<p id="{number}">{"".join(parts)}</p>'


def load(said: str, number: int, text: str) -> Reply | None:
    """Return the reply to the message *text* that went with the *number*.

    None means that *said* is the reply to another text, or none at all.
    """
    frame = _FRAME.fullmatch(said)
    if frame is None or int(frame[1] or frame[2]) != number:
        return None
    sent = take_apart(text)
    names = {_element(place, code): code for place, code in enumerate(sent.codes)}
    parts = _TAG.split(frame[3])
    texts, codes = [unescape(part) for part in parts[0::2]], parts[1::2]
    texts, codes = _joined(texts, [_usual(code) for code in codes], set(names))
    found = [names.get(code, code) for code in codes]
    if Counter(found) != Counter(sent.codes):
        return Reply(problem="the reply lost or doubled a code")
    return Reply(target=put_together(Pieces(tuple(texts), tuple(found))))


def load_all(said: Sequence[str], texts: Sequence[str]) -> Sequence[Reply] | str:
    """Return the replies to *texts* that went with the numbers from 1, or what is wrong."""
    if len(said) != len(texts):
        return f"it sent {len(said)} texts for {len(texts)}"
    replies = [
        load(one, number, text)
        for number, (one, text) in enumerate(zip(said, texts, strict=True), start=1)
    ]
    whole = [reply for reply in replies if reply is not None]
    return whole if len(whole) == len(replies) else "it sent a text in the place of another"


def _element(place: int, code: str) -> str:
    """Return what stands for a code on the wire: protected content stays here."""
    return f'<k id="{place}"/>' if "</" in code[1:] else code


def _usual(tag: str) -> str:
    """Return *tag* as we write it: engines put spaces before its end and change its quotes."""
    return re.sub(r"=\s*'([^']*)'", r'="\1"', _SPACES.sub("", tag))


def _joined(
    texts: Sequence[str], codes: Sequence[str], sent: set[str]
) -> tuple[list[str], list[str]]:
    """Make `<br>` and `<br></br>` the `<br/>` that was *sent*."""
    left, found = [texts[0]], list[str]()
    for code, after in zip(codes, texts[1:], strict=True):
        name = code.strip("</>").partition(" ")[0]
        opened = found[-1] if found else ""
        is_closed = opened.endswith("/>") and opened[1:-2].partition(" ")[0] == name
        if is_closed and code == f"</{name}>" and code not in sent and not left[-1]:
            left[-1] = after
            continue
        if code not in sent and f"{code[:-1]}/>" in sent:
            code = f"{code[:-1]}/>"  # noqa: PLW2901 -- the same code in another spelling
        found.append(code)
        left.append(after)
    return left, found
