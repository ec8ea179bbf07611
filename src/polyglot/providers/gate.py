"""The gate: every reply of an engine is a stranger's text until it has passed.

What is asked of a draft is little and certain: the source's codes and figures (by value),
the right script and, where it can be told, the right language, a likely length,
the public names whose forms somebody settled, and none of what engines say instead of translating.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from polyglot.addresses import addresses, without
from polyglot.inline import UNPRINTABLE, compare, plain
from polyglot.languages import load
from polyglot.languages.casing import fold
from polyglot.languages.guess import mistaken
from polyglot.languages.orthography import normalise
from polyglot.providers.figures import differences
from polyglot.providers.keeping import Kept, lost

_WORD = re.compile(r"[^\W\d_]+")
# Begun at the first space of several only, so that many take no longer than a few.
_BREAK = re.compile(r"(?<!\s)\s*\n\s*")
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
    r"(?:sure|certainly|of course|here(?:['’]s| is| are)|translation|translated|перевод|вот перевод"
    r"|конечно|аударма(?:сы)?|tarjima(?:si)?|awdarma(?:sı)?|аўдарма(?:сы)?)"
    r"\b[^.]{0,60}:",
    re.IGNORECASE,
)
# What an engine says of itself; a witness may say “I cannot” as well, so the verb counts.
_ABLE = r"(?: cannot| can['’]t|(?: am|['’]m) (?:unable|not able) to)"
_HELP = r"(?:translate|assist|help with|comply|fulfil|process this|provide)"
_REFUSAL = re.compile(
    rf"(?:[^.!?]{{0,40}}[,—] ?(?:but )?)?i{_ABLE} {_HELP}\b|[^.!?]{{0,40}}\bas an ai\b"
    r"|(?:[^.!?]{0,40}, (?:но )?)?я не могу (?:перевести|выполнить|помочь с)\b"
    r"|[^.!?]{0,60}\b(?:аудара алмаймын|tarjima qila olmayman)\b"
    r"|[^.!?]{0,60}\b(?:awdara almayman|аўдара алмайман)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"error \d{3}\b|server error|that.s an error|mymemory warning|query length limit"
    r"|you used all available free|unusual traffic|too many requests|captcha|quota exceeded",
    re.IGNORECASE,
)
_OPENERS = "\"'«“*# "

# At least this share of the letters that are not the source's own is in the target's script.
_SHARE = 0.7
# The length of a target, as a multiple of its source's, and characters of grace for short ones.
_SHORTEST, _LONGEST, _GRACE = 0.3, 3.0, 20
# With tags and spaces, in characters. What is longer is not even looked at: that may take hours.
_FAR, _ROOM = 10, 1_000


def judge(
    text: str,
    reply: str,
    *,
    source: str,
    target: str,
    asks_script: bool = True,
    names: Sequence[Kept] = (),
) -> tuple[str, tuple[str, ...]]:
    """Return *reply* as a draft of the message *text*, and why it is none; see `problems`.

    Its letters are put right as the language of *target* is written.
    It keeps the *names* of the text; one whose letters are strange on purpose need not.
    """
    if len(reply) > _FAR * len(text) + _ROOM:
        return "", ("the reply is far longer than the source",)
    draft = tidy(text, reply)
    if not asks_script:
        return draft, problems(text, draft, source=source, target=target, asks_script=False)
    found = tuple(_another(plain(text), plain(draft), target))
    draft = normalise(draft, target).text
    wrong = problems(text, draft, source=source, target=target) or found
    return draft, wrong or lost(draft, names, target)


def problems(
    text: str, reply: str, *, source: str, target: str, asks_script: bool = True
) -> tuple[str, ...]:
    """Return why *reply* is no draft for *text*, in clauses; nothing if it is one.

    Both are message texts; *source* and *target* are the codes of their languages,
    the latter as a tag where another script than the usual one is expected.
    *asks_script* also asks for the language.
    """
    if not reply.strip():
        return ("the reply is empty",)
    words, said = plain(text), plain(reply)
    if len(words) > _GRACE and has_words(text) and not has_words(reply):
        return ("the reply has no words",)
    found = [*compare(text, reply), *_addresses(words, said), *_oddities(words, said)]
    if _same(words, source) == _same(said, source):
        found.append("the reply is the source")
    elif asks_script:
        found += _tongue(words, said, target)
    found += differences(words, said, source=source, target=target)
    found += _length(words, said)
    return tuple(found)


def tidy(text: str, reply: str) -> str:
    """Return *reply* composed (NFC), on as many lines as *text*, with the white space around it."""
    composed = unicodedata.normalize("NFC", reply)
    if "\n" not in text:
        composed = _BREAK.sub(" ", composed)
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
    for pattern, problem in (
        (_CHATTER, "the reply talks about the translation"),
        (_REFUSAL, "the reply refuses to translate"),
    ):
        if pattern.match(said.lstrip(_OPENERS)) and not pattern.match(words.lstrip(_OPENERS)):
            yield problem


def _tongue(words: str, said: str, target: str) -> Iterator[str]:
    """Ask for the target's script and language, save in words that the source has as well."""
    own = set(_WORD.findall(without(words)))
    letters = "".join(word for word in _WORD.findall(without(said)) if word not in own)
    script = load(target).script
    right = len(_SCRIPTS[script].findall(letters))
    if letters and right < _SHARE * len(letters):
        yield f"the reply is not in {script} letters"
    else:
        yield from _another(words, said, target)


def _another(words: str, said: str, target: str) -> Iterator[str]:
    """Ask for the target's language; before letters are put right, which may hide it."""
    own = set(_WORD.findall(without(words)))
    if other := mistaken(without(said), target.partition("-")[0], without=own):
        yield f"the reply is in another language ({other})"


def _length(words: str, said: str) -> Iterator[str]:
    if len(said) > _LONGEST * len(words) + _GRACE:
        yield "the reply is far longer than the source"
    if len(words) > _GRACE and len(said) < _SHORTEST * len(words):
        yield "the reply is far shorter than the source"
