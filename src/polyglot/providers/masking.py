"""Protected names hidden before a text is sent, and put back into what comes.

Each word of a name gets a stand-in with the same kind of ending, inflected as it was;
what comes back has the stand-ins, with the endings of another language,
and those endings are put behind the name's own form where that is certain.
Where it is not, or where a name cannot be hidden at all, there is no draft.

Nothing here depends on anything but the text and the list: the same text is always hidden alike,
and what is sent says nothing about who it is: stand-ins are given out in the order of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from polyglot.inline import plain
from polyglot.languages import load, scripts
from polyglot.languages.casing import title, upper
from polyglot.providers.disguise import views
from polyglot.providers.names import Found, Name, find, occur
from polyglot.providers.neutral import (
    NEUTRAL,
    endings,
    is_alike,
    is_certain,
    kind_of,
    script_of,
    stem_of,
)
from polyglot.providers.protected import folded
from polyglot.providers.sounds import readings, sound
from polyglot.providers.wire import put_together, take_apart

__all__ = ["Hidden", "bares", "hide", "hide_pair", "restore", "written"]

_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ`][^\W\d_]+)*(?:['’](?!\w))?")
_HYPHEN = re.compile(r"(?<=\w)[-‐‑]\s*(?=\w)")
# Two words are not alike because the one is short.
_NEAR = 2
# A stand-in of so many sounds is told by them, a shorter one by its letters.
_TELLING = 5


@dataclass(frozen=True, slots=True)
class Mask:
    """A stand-in: its forms in Cyrillic and Latin letters stand for *base*, the name's own form.

    *word* is the number of the name and of the word in it;
    *wanted* is how the name is written in the reply's language; *times* how often it was sent.
    """

    word: tuple[int, int]
    forms: tuple[str, ...]
    base: str
    wanted: str
    times: int = 0


@dataclass(frozen=True, slots=True)
class Hidden:
    """A message *text* as it may be sent, and the *masks* in it; none where there was no name."""

    text: str
    masks: tuple[Mask, ...] = ()


def hide(
    text: str, names: Sequence[Name], *, source: str, target: str, like: Hidden | None = None
) -> Hidden | None:
    """Return the message *text* with a stand-in for each word of *names*, or None.

    None means that a name occurs in it, or may occur, that cannot be hidden with certainty.
    *source* and *target* are the codes of the languages.
    Only stand-ins that another text has for the same words are given where it is to be *like* it.
    """
    source = written(source, text)
    if not occur(text, names, source):
        return Hidden(text)
    pieces = take_apart(text)
    cast = _Cast(plain(text), names, source, target, like)
    texts = [cast.masked(part) for part in pieces.texts]
    sent = put_together(replace(pieces, texts=tuple(part or "" for part in texts)))
    # The proof: whatever was not hidden, by whatever mistake, is not sent.
    if None in texts or occur(sent, names, source):
        return None
    return Hidden(sent, tuple(cast.masks.values()))


def hide_pair(
    text: str, other: str, names: Sequence[Name], *, source: str, target: str
) -> tuple[str, str] | None:
    """Return the message *text* and its translation with the same stand-ins for *names*, or None.

    None means that a name cannot be hidden in one of them, or stands in one of them only.
    Either half may be the one whose endings leave less choice.
    """
    halves = (text, source), (other, target)
    for places in ((0, 1), (1, 0)):
        (first, its), (second, theirs) = (halves[place] for place in places)
        one = hide(first, names, source=its, target=target)
        two = one and hide(second, names, source=theirs, target=target, like=one)
        if one and two and {mask.word for mask in one.masks} == {mask.word for mask in two.masks}:
            return (one.text, two.text) if places[0] == 0 else (two.text, one.text)
    return None


def restore(reply: str, hidden: Hidden, *, target: str) -> str | None:
    """Return the message text *reply* with the names in the place of their stand-ins, or None.

    None means that one is lost, doubled or inflected in a way that is not certain for the name,
    or that something is left that may be one in another spelling.
    """
    pieces = take_apart(reply)
    counts = dict.fromkeys(range(len(hidden.masks)), 0)
    texts: list[str] = []
    rest: list[str] = []
    for part in pieces.texts:
        done: list[str] = []
        position = 0
        for match in _WORD.finditer(part):
            known = _known(match[0], hidden.masks, target)
            if known is None:
                continue
            number, name = known
            if name is None:
                return None
            counts[number] += 1
            rest.append(part[position : match.start()])
            done += (rest[-1], name)
            position = match.end()
        rest.append(part[position:])
        texts.append("".join((*done, rest[-1])))
    if any(counts[number] != mask.times for number, mask in enumerate(hidden.masks)):
        return None
    if _is_left(" ".join(rest), hidden.masks) or _is_left("".join(rest), hidden.masks):
        return None
    return put_together(replace(pieces, texts=tuple(texts)))


def bares(words: str, hidden: Hidden, *languages: str) -> bool:
    """Tell whether *words*, in any of the *languages*, have no stand-in of *hidden* in them."""
    return not any(
        _known(match[0], hidden.masks, language)
        for language in languages
        for match in _WORD.finditer(words)
    )


def written(language: str, text: str) -> str:
    """Return the tag of the script that *text* is in, *language* itself where that is the usual."""
    script = script_of(plain(text))
    tags = (tag for tag in scripts(_code(language)) if load(tag).script == script)
    return language if load(language).script == script else next(tags, language)


def _code(tag: str) -> str:
    return tag.partition("-")[0]


class _Cast:
    """The stand-ins of one text, given out as its names come."""

    def __init__(
        self, text: str, names: Sequence[Name], source: str, target: str, like: Hidden | None
    ) -> None:
        self.masks: dict[tuple[int, int, str], Mask] = {}
        self._names = {name.number: name for name in names}
        self._list = names
        self._source = source
        self._target = target
        self._like = like
        self._taken = {sound(word) for word in _WORD.findall(text)}

    def masked(self, text: str) -> str | None:
        """Return plain *text* with stand-ins, or None if one of its names cannot be hidden."""
        done: list[str] = []
        position = 0
        for found in find(text, self._list, self._source):
            shown = self._shown(found, text[found.start : found.end])
            if shown is None:
                return None
            done += (text[position : found.start], shown)
            position = found.end
        return "".join((*done, text[position:]))

    def _shown(self, found: Found, word: str) -> str | None:
        script = script_of(word)
        if not found.is_sure or script == "Arabic":
            return None
        key = (found.number, found.place, found.base.casefold())
        mask = self.masks.get(key) or self._chosen(found)
        if mask is None:
            return None
        self.masks[key] = replace(mask, times=mask.times + 1)
        form = mask.forms[0 if script == "Cyrillic" else 1]
        shown = stem_of(form, self._source) + found.ending
        return upper(shown, self._source) if _is_loud(word) else shown

    def _chosen(self, found: Found) -> Mask | None:
        """Return the first stand-in of the right kind that no word of the text sounds like."""
        wanted = self._wanted(found)
        # English has no endings that tell; then those of the reply are what matters.
        model = wanted if self._source == "en" else found.base
        given = {mask.forms for mask in self.masks.values()}
        for forms in self._known(found) if self._like else NEUTRAL[kind_of(model)]:
            fits = is_alike(forms[0], model, self._source) and forms not in given
            if fits and self._is_free(forms) and not find(" ".join(forms), self._list, "en"):
                return Mask((found.number, found.place), forms, found.base, wanted)
        return None

    def _known(self, found: Found) -> Sequence[tuple[str, ...]]:
        """Return the stand-ins that the other text has for the word."""
        masks = self._like.masks if self._like else ()
        return [mask.forms for mask in masks if mask.word == (found.number, found.place)]

    def _is_free(self, forms: Sequence[str]) -> bool:
        """Tell whether no word of the text sounds like a stand-in, or begins as one."""
        sounds = [sound(form) for form in forms]
        return not any(
            word.startswith(one[:-1]) or (one.startswith(word) and len(word) >= len(one) - _NEAR)
            for one in sounds
            for word in self._taken
        )

    def _wanted(self, found: Found) -> str:
        """Return how the name is written in the reply, as the list has it or the text."""
        name = self._names[found.number]
        script = load(self._target).script
        if told := _same(found, name, name.spellings.get(self._target, "")):
            return told
        words: list[str] = [word for form in name.forms for word in _WORD.findall(form)]
        alike = [
            word
            for word in words
            if script_of(word) == script
            and sound(word, is_close=True) == sound(found.base, is_close=True)
        ]
        if script_of(found.base) == script or not alike:
            return _titled(found.base, self._source)
        return alike[0]


def _same(found: Found, name: Name, form: str) -> str:
    """Return the word of the *form* of *name* that is the one that was *found*, "" for none.

    A list may have a surname first in one language and last in another.
    """
    words: list[str] = _WORD.findall(form)
    said = sound(found.base)
    alike = [word for word in words if sound(word) == said]
    if alike:
        return alike[0]
    known = [_WORD.findall(one) for one in name.forms]
    is_known = any(one[found.place : found.place + 1] == [found.base] for one in known)
    # One that sounds otherwise (Alexander, Александр) is told by its place.
    others = {sound(w) for one in known for p, w in enumerate(one) if p != found.place}
    if not is_known or len({len(one) for one in known}) > 1 or not words:
        return ""
    word = words[found.place]
    return "" if sound(word) in others else word


def _titled(word: str, language: str) -> str:
    return title(word, language) if _is_loud(word) else word


def _is_loud(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _known(word: str, masks: Sequence[Mask], target: str) -> tuple[int, str | None] | None:
    """Return the number of the stand-in that *word* is a form of, and the name's form for it.

    The name is None where its form is not certain; the whole is None where *word* is no stand-in.
    """
    for number, mask in enumerate(masks):
        for form in sorted(mask.forms, key=len, reverse=True):
            stem = stem_of(form, target)
            if not word.casefold().startswith(stem.casefold()):
                continue
            rest = word[len(stem) :]
            is_form = endings(form, target).fullmatch(rest) is not None
            if word[0].islower():
                # Катя may come as катя; but a катастрофа is none of hers.
                if is_form:
                    return number, None
                continue
            return number, _inflected(mask, form, rest, word, target) if is_form else None
    return None


def _is_left(text: str, masks: Sequence[Mask]) -> bool:
    """Tell whether *text* holds what may be a stand-in in another spelling or disguise."""
    forms = {form: sound(form) for mask in masks for form in mask.forms}
    seen = [*views(text), *views(_HYPHEN.sub("", text))] if forms else ()
    words = {word for view in seen for word in _WORD.findall(view)}
    return any(_is_like(word, form, said) for word in words for form, said in forms.items())


def _is_like(word: str, form: str, said: str) -> bool:
    if folded(word).startswith(folded(form)):
        return True
    is_telling = word[0].isupper() and len(said) >= _TELLING
    return is_telling and any(way.startswith(said[:-1]) for way in readings(word))


def _inflected(mask: Mask, form: str, rest: str, word: str, target: str) -> str | None:
    small = rest.lower() if _is_loud(word) else rest
    if not _may_follow(mask.wanted, form, small, target):
        return None
    bare = small == form[len(stem_of(form, target)) :]
    name = mask.wanted if bare else stem_of(mask.wanted, target) + _spelt(mask.wanted, small)
    return upper(name, target) if _is_loud(word) else name


def _may_follow(wanted: str, form: str, rest: str, target: str) -> bool:
    """Tell whether the ending *rest* of the stand-in *form* is certain behind *wanted*."""
    if rest == form[len(stem_of(form, target)) :]:
        return True  # as in a dictionary: the name stands as it is
    return is_certain(form, wanted, rest, target)


def _spelt(wanted: str, rest: str) -> str:
    """Return the Russian ending *rest* as it is written behind the stem of *wanted*."""
    is_velar = wanted[-2:-1].lower() in set("гкхжшщч") and wanted[-1:].lower() == "а"
    return "и" if is_velar and rest == "ы" else rest
