"""The gate: every reply of an engine is a stranger's text until it has passed.

What is asked of a draft is little and certain: the source's codes and figures,
the right script, a likely length, and none of what engines say instead of translating.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from polyglot.addresses import addresses, without
from polyglot.inline import UNPRINTABLE, compare, plain
from polyglot.languages import load
from polyglot.languages.casing import fold

_WORD = re.compile(r"[^\W\d_]+")
_GROUPED = re.compile(r"(?<=[0-9])[ ,.\u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_FIGURE = re.compile(r"[0-9]+")
_SCRIPTS = {
    "Latin": re.compile(r"[A-Za-zªºÀ-ɏʰ-˿Ḁ-ỿ]"),
    "Arabic": re.compile(r"[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "Cyrillic": re.compile(r"[\u0400-\u052f\u1c80-\u1c8fʰ-˿]"),
}
_HTML = re.compile(
    r"<!doctype|</?(?:html|head|body|div|script|style)\b|&(?:#\d+|nbsp|quot|gt);",
    re.IGNORECASE,
)
_CHATTER = re.compile(
    r"(?:sure|certainly|of course|here(?:'s| is| are)|translation|перевод|вот перевод|конечно"
    r"|аударма|tarjima|awdarma)\b[^.]{0,60}:|as an ai\b|i cannot\b|i'm sorry\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"error \d{3}\b|server error|that.s an error|mymemory warning|query length limit"
    r"|you used all available free|unusual traffic|too many requests|captcha|quota exceeded",
    re.IGNORECASE,
)

# At least this share of the letters that are not the source's own is in the target's script.
_SHARE = 0.7
# The length of a target, as a multiple of its source's, and characters of grace for short ones.
_SHORTEST, _LONGEST, _GRACE = 0.3, 3.0, 20
# An added figure of so many digits was made up; a shorter one may be a number word.
_INVENTED = 3


def problems(
    text: str, reply: str, *, source: str, target: str, asks_script: bool = True
) -> tuple[str, ...]:
    """Return why *reply* is no draft for *text*, in clauses; nothing if it is one.

    Both are message texts; *source* and *target* are the codes of their languages.
    """
    if not reply.strip():
        return ("the reply is empty",)
    words, said = plain(text), plain(reply)
    found = [*compare(text, reply), *_addresses(words, said), *_oddities(words, said)]
    if _same(words, source) == _same(said, source):
        found.append("the reply is the source")
    elif asks_script:
        found += _script(words, said, target)
    found += _figures(words, said)
    found += _length(words, said)
    return tuple(found)


def tidy(text: str, reply: str) -> str:
    """Return *reply* composed (NFC), on as many lines as *text*, with the white space around it."""
    composed = unicodedata.normalize("NFC", reply)
    if "\n" not in text:
        composed = re.sub(r"\s*\n\s*", " ", composed)
    core = text.strip()
    start = text.find(core)
    return f"{text[:start]}{composed.strip()}{text[start + len(core) :]}"


def has_words(text: str) -> bool:
    """Tell whether the message *text* holds a word that an engine could translate."""
    return _WORD.search(without(plain(text))) is not None


def _same(text: str, language: str) -> str:
    return " ".join(fold(text, language).split())


def _addresses(words: str, said: str) -> Iterator[str]:
    if Counter(addresses(words)) != Counter(addresses(said)):
        yield "the addresses differ"


def _oddities(words: str, said: str) -> Iterator[str]:
    if UNPRINTABLE.search(said):
        yield "the reply holds an unprintable character"
    for pattern, problem in (
        (_HTML, "the reply holds HTML"),
        (_NOTICE, "the reply is an error notice"),
    ):
        if pattern.search(said) and not pattern.search(words):
            yield problem
    if _CHATTER.match(said.lstrip("\"'«“*# ")) and not _CHATTER.match(words.lstrip("\"'«“*# ")):
        yield "the reply talks about the translation"


def _script(words: str, said: str, target: str) -> Iterator[str]:
    """Ask for the target's script, save in words that the source has as well."""
    own = set(_WORD.findall(without(words)))
    letters = "".join(word for word in _WORD.findall(without(said)) if word not in own)
    script = load(target).script
    right = len(_SCRIPTS[script].findall(letters))
    if letters and right < _SHARE * len(letters):
        yield f"the reply is not in {script} letters"


def _figures(words: str, said: str) -> Iterator[str]:
    wanted, found = _counted(words), _counted(said)
    lost = wanted - found
    added = [figure for figure in found - wanted if len(figure) >= _INVENTED]
    if lost:
        yield f"the reply lost the figure {min(lost)}"
    if added:
        yield f"the reply adds the figure {min(added)}"


def _counted(text: str) -> Counter[str]:
    return Counter(_FIGURE.findall(_GROUPED.sub("", without(text))))


def _length(words: str, said: str) -> Iterator[str]:
    if len(said) > _LONGEST * len(words) + _GRACE:
        yield "the reply is far longer than the source"
    if len(words) > _GRACE and len(said) < _SHORTEST * len(words):
        yield "the reply is far shorter than the source"
