"""A text as a reader sees it, whatever its characters are.

A name that people read may be written with letters of another alphabet that look alike,
in wide, small or ornamental letters, with characters between its letters that show nothing,
as references of HTML, or as the bytes of an address. Each such text has views without that.
They are only looked at: what is found in one of them cannot be hidden, and so is not sent.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote

from polyglot.inline import plain

__all__ = ["views"]

# Letters that look alike (Unicode Technical Standard #39, the confusables of our alphabets).
_LATIN = "AaBCcEeHIiJjKkMmOoPpQSsTuXxYyhdnrVvGgYyAaOo"
_CYRILLIC = "АаВСсЕеНІіЈјКкМмОоРрԚЅѕТиХхУуһԁпгѴѵԌԍҮүӘәӨө"
_GREEK = "ΑαΒΕεΗΙιΚκΜΝΟοΡρΤτΥυΧχνΖΒ"
_GREEK_LATIN = "AaBEeHIiKkMNOoPpTtYuXxvZB"
# Small capitals of the phonetic alphabet, which are letters of their own.
_SMALL = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡⅼ"
_PLAIN = "abcdefghijklmnoprstuvwyzagl"

_TO_USUAL = str.maketrans(
    {**dict(zip(_SMALL, _PLAIN, strict=True)), **dict(zip(_GREEK, _GREEK_LATIN, strict=True))}
)
_TO_LATIN = str.maketrans(dict(zip(_CYRILLIC, _LATIN, strict=True)))
_TO_CYRILLIC = str.maketrans(dict(zip(reversed(_LATIN), reversed(_CYRILLIC), strict=True)))


def _may_be(twins: str) -> re.Pattern[str]:
    """Return a pattern of words in letters of two alphabets, and of those only in *twins*."""
    own, other, letter = "[A-Za-zÀ-ɏ]", "[\u0400-\u052f]", r"[^\W\d_]"
    mixed = rf"{letter}*(?:{own}(?={other})|{other}(?={own})){letter}*"
    return re.compile(rf"(?<!{letter})(?:{mixed}|[{twins}]{{3,}}(?!{letter}))")


_MAY_BE_CYRILLIC, _MAY_BE_LATIN = _may_be(_LATIN), _may_be(_CYRILLIC)
# What texts of our languages are made of: no disguise.
_USUAL = re.compile(
    "[\n -~\u00a0-\u00ac\u00ae-\u024f\u02bb-\u02bd\u0400-\u052f\u0620-\u06ff"
    "\u1e00-\u1eff–—‘’“”„…№−]*+"
)
# Characters of no width that are no format characters: joiners, fillers, selectors.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_MARK = re.compile("[\u0300-\u036f]")
_SELECTORS = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SIGN = re.compile(r"(?<=\w)[()\[\]{}*…|~]+(?=\w)|(?<=[(\[{*|~]\w)[)\]}](?=\w)")
_SPACED = re.compile(r"(?<!\w)\w(?:[ \u00a0\u2009\u202f._·-]\w){3,}(?!\w)")


def views(text: str) -> Iterator[str]:
    """Yield *text*, then what else of it people may read, each once."""
    seen = {text}
    yield text
    bare = _bare(text)
    cyrillic = _looking(bare, _MAY_BE_CYRILLIC, _TO_CYRILLIC)
    latin = _looking(bare, _MAY_BE_LATIN, _TO_LATIN)
    for view in (bare, cyrillic, latin, _close(bare)):
        if view not in seen:
            seen.add(view)
            yield view


def _bare(text: str) -> str:
    """Return *text* without references, escapes, ornaments and what shows nothing."""
    for resolved in (unescape, unescape, unquote):
        text = resolved(text) if "&" in text or "%" in text else text
    if _USUAL.fullmatch(text):
        return plain(text)
    usual = unicodedata.normalize("NFKC", text)
    kept = (
        letter
        for letter in unicodedata.normalize("NFKC", _SELECTORS.sub("", usual))
        if letter not in _FILLERS and unicodedata.category(letter) not in ("Cf", "Me")
    )
    return plain("".join(kept).translate(_TO_USUAL))


def _looking(text: str, words: re.Pattern[str], table: Mapping[int, str]) -> str:
    """Return *text* with those of its *words* that may be of another alphabet in the *table*'s."""

    def turned(found: re.Match[str]) -> str:
        # A mark on a letter of the other alphabet stays on its twin, where it means nothing.
        return _MARK.sub("", unicodedata.normalize("NFD", found[0])).translate(table)

    return words.sub(turned, text)


def _close(text: str) -> str:
    """Return *text* with words together that are set letter by letter, or hold a sign: Ka(r)im."""
    return _SPACED.sub(lambda found: re.sub(r"[\W_]", "", found[0]), _SIGN.sub("", text))
