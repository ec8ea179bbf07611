"""The gate: every reply of an engine is a stranger's text until it has passed.

What is asked of a draft is little and certain: the source's codes and figures (by value),
the right script and, where it can be told, the right language, a likely length,
the public names whose forms somebody settled, and none of what engines say instead of translating.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from polyglot.addresses import addresses, without
from polyglot.inline import compare, plain
from polyglot.languages import known, load, scripts
from polyglot.languages.casing import fold, lower
from polyglot.languages.facts import facts
from polyglot.languages.guess import mistaken
from polyglot.languages.orthography import normalise
from polyglot.providers.figures import differences
from polyglot.providers.keeping import Kept, lost
from polyglot.providers.oddities import clean, is_echoed, oddities

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "Latin": re.compile(r"[A-Za-zªºÀ-ɏʰ-˿Ḁ-ỿ]"),
    "Arabic": re.compile(r"[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "Cyrillic": re.compile(r"[\u0400-\u052f\u1c80-\u1c8fʰ-˿]"),
}
_HOLLOW = re.compile(r"<([A-Za-z][\w-]*)>\s*</\1>")
# So much of a tag that is not in the source is told.
_LONGEST_CLAUSE = 100

# So many letters of a text that lacks all those of its language that another has not, of which
# there are at least so many: in the Declaration of Human Rights and 1,000 messages of news
# no such text is longer than 31 letters.
_LETTERS, _TELLING = 40, 5

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
    found = [*_codes(text, reply), *_addresses(words, said)]
    found += oddities(words, said, target=target)
    if _same(words, source) == _same(said, source):
        found.append("the reply is the source")
    elif is_echoed(words, said):
        found.append("the reply repeats the source")
    elif asks_script:
        found += _tongue(words, said, target)
    found += differences(words, said, source=source, target=target)
    found += _length(words, said)
    return tuple(found)


def tidy(text: str, reply: str) -> str:
    """Return *reply* composed (NFC), on the lines of *text*, with the white space around it.

    What shows nothing, such as marks of direction, is left out where *text* has none.
    """
    composed = clean(text, reply)
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


def _codes(text: str, reply: str) -> Iterator[str]:
    """Yield what is wrong with the codes of *reply*, without its words or the source's."""
    for problem in compare(text, reply):
        kept, inside, _ = problem.partition(" must stay “")
        yield f"{kept} must stay as it is" if inside else problem[:_LONGEST_CLAUSE]
    if hollow := Counter(_HOLLOW.findall(reply)) - Counter(_HOLLOW.findall(text)):
        yield f"<{min(hollow)}> has lost its words"


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
    bare = without(said)
    if other := mistaken(bare, target.partition("-")[0], without=own) or _lacking(
        bare, target, own
    ):
        yield f"the reply is in another language ({other})"


def _lacking(said: str, target: str, own: Collection[str]) -> str:
    """Return the language that a reply without one letter of *target*'s own is in, or "".

    Names, and the words that the source has as well, tell nothing.
    """
    words = [word for word in _WORD.findall(said) if word[0].islower() and word not in own]
    letters = lower("".join(words), target)
    if len(letters) < _LETTERS:
        return ""
    lacking = [
        (len(telling), code)
        for code, telling in _rivals(target)
        if len(telling) >= _TELLING and telling.isdisjoint(letters)
    ]
    return max(lacking, default=(0, ""))[1]


@cache
def _rivals(target: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the other languages in the script of *target*, each with the letters it lacks."""
    ours = load(target)
    tags = [(code, tag) for code in known() if code != ours.code for tag in scripts(code)]
    return tuple(
        (code, _telling(ours.tag, tag)) for code, tag in tags if load(tag).script == ours.script
    )


def _telling(tag: str, other: str) -> frozenset[str]:
    """Return the letters of the language *tag* that *other* has not."""
    ours = frozenset(facts(tag).lower) - frozenset(facts(other).lower)
    return frozenset(letter for letter in ours if len(letter) == 1)


def _length(words: str, said: str) -> Iterator[str]:
    if len(said) > _LONGEST * len(words) + _GRACE:
        yield "the reply is far longer than the source"
    if len(words) > _GRACE and len(said) < _SHORTEST * len(words):
        yield "the reply is far shorter than the source"
