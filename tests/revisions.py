"""Articles as an editor revises them, with a label on everything she did.

The articles stand in `tests/cases/merging.md`. A revision takes a third of an article's texts
and does one thing to each, whatever the text allows; no text is touched twice:

- *typo*: two letters of a long word change places;
- *number*: a figure grows; *swapped*: two figures of a text change places;
- *negation*: a denial comes or goes; *markup*: a word is emphasised;
- *reworded*: a third of the words, in one stretch, are others;
- *sentence added*, *sentence removed*: of texts with three sentences or more;
- *inserted*: a text from elsewhere; *removed*: a text is gone;
- *moved*: a text stands elsewhere; *moved, typo*: and has a typo there;
- *split*: a text becomes two or three, at its sentences; *split, typo*: one of them has a typo;
- *merged*: two neighbours become one; *merged, typo*: with a typo in it;
- *duplicated*: a text stands once more, elsewhere, with a figure or a letter changed.

The label is the edit's kind and the old texts that the new one continues.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

CASES = Path(__file__).parent / "cases" / "merging.md"
PART = 3
"""One text in so many is edited."""

KINDS = (
    "typo",
    "number",
    "swapped",
    "negation",
    "markup",
    "reworded",
    "sentence added",
    "sentence removed",
    "inserted",
    "removed",
    "moved",
    "moved, typo",
    "split",
    "split, typo",
    "merged",
    "merged, typo",
    "duplicated",
)

_SENTENCE = re.compile(r".+?[.!?:]”?(?= [^a-zа-яё—]|$)|.+$")
_FIGURE = re.compile(r"\d+(?:,\d{3})*")
_LONG = re.compile(r"[^\W\d_]{5,}")
_DENIALS = {
    "en": ((" not ", " "), (" was ", " was not "), (" has ", " has not "), (" is ", " is not ")),
    "ru": (
        (" не ", " "),
        (" будет", " не будет"),
        (" нашли", " не нашли"),
        (" берут", " не берут"),
    ),
    "kk": ((" жоқ", " бар"), (" бар", " жоқ"), ("лды.", "лмады."), ("ді.", "меді.")),
    "uz": ((" emas", ""), (" bor.", " yo‘q."), ("rdi.", "rmadi."), ("adi.", "maydi.")),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a revised article: *kind* tells what was done to it ("" for nothing).

    *olds* are the numbers of the texts of the article before that it continues.
    """

    text: str
    olds: tuple[int, ...]
    kind: str = ""

    def is_right(self, carried: frozenset[int]) -> bool:
        """Tell whether texts with the numbers *carried* are right for it."""
        return carried <= set(self.olds) and bool(carried) == bool(self.olds)


@dataclass(frozen=True, slots=True)
class Revision:
    """An article before and after its revision; *removed* counts what is gone without a trace."""

    language: str
    before: tuple[str, ...]
    after: tuple[Text, ...]
    removed: int


@dataclass
class _Desk:
    """An article under revision. *spare* are texts from elsewhere, each used once."""

    language: str
    texts: list[Text]
    spare: list[str]
    chance: random.Random
    removed: int = 0
    elsewhere: list[Text] = field(default_factory=list)


def articles(path: Path = CASES) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield each article of the case file: its language, its texts, the spare texts."""
    sections = re.split(r"^## (\w+): (.+)\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    parts = [
        (language, title, tuple(line for line in body.split("\n") if line))
        for language, title, body in zip(*(sections[n::3] for n in range(3)), strict=True)
    ]
    spare = {language: texts for language, title, texts in parts if title == "spare"}
    yield from ((lang, texts, spare[lang]) for lang, title, texts in parts if title != "spare")


def revisions(count: int = 10) -> Iterator[Revision]:
    """Yield *count* revisions of every article, the same ones each time."""
    for number, (language, before, spare) in enumerate(articles()):
        for turn in range(count):
            chance = random.Random(f"{number} {turn}")  # noqa: S311 - the same each time
            yield _revised(language, before, spare, chance, first=number + turn * 5)


def _revised(
    language: str, before: Sequence[str], spare: Sequence[str], chance: random.Random, *, first: int
) -> Revision:
    texts = [Text(text, (number,)) for number, text in enumerate(before)]
    desk = _Desk(language, texts, chance.sample(spare, len(spare)), chance)
    for turn in range(len(before) // PART):
        kind = KINDS[(first + turn) % len(KINDS)]
        places = [n for n, text in enumerate(desk.texts) if not text.kind]
        chance.shuffle(places)
        next((True for place in places if _EDITS[kind](desk, place, kind)), False)
    for text in desk.elsewhere:
        desk.texts.insert(chance.randrange(len(desk.texts) + 1), text)
    return Revision(language, tuple(before), tuple(desk.texts), desk.removed)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text of the case file, cut without polyglot's own rules."""
    return [sentence.strip() for sentence in _SENTENCE.findall(text)]


def target_of(number: int, source: str) -> str:
    """Return a translation of text *number* that shows in every sentence where it comes from."""
    marked = (
        f"{s.rstrip('.!?:”')} т{number}х{s[len(s.rstrip('.!?:”')) :]}" for s in sentences(source)
    )
    return " ".join(marked)


def carried(target: str) -> frozenset[int]:
    """Return the numbers of the texts whose translations, or parts of them, are in *target*."""
    return frozenset(int(number) for number in re.findall(r"т(\d+)х", target))


# --- Edits of a text --------------------------------------------------------------------------


def _typo(text: str, desk: _Desk) -> str:
    words = list(_LONG.finditer(text))
    if not words:
        return text
    start = desk.chance.choice(words).start() + desk.chance.randrange(1, 3)
    return text[:start] + text[start + 1] + text[start] + text[start + 2 :]


def _number(text: str, desk: _Desk) -> str:
    figures = list(_FIGURE.finditer(text))
    if not figures:
        return text
    figure = desk.chance.choice(figures)
    larger = int(figure.group().replace(",", "")) + desk.chance.randrange(1, 30)
    return f"{text[: figure.start()]}{larger}{text[figure.end() :]}"


def _swapped(text: str, desk: _Desk) -> str:
    figures = list(_FIGURE.finditer(text))
    if len(figures) < 2:
        return text
    one, other = sorted(desk.chance.sample(figures, 2), key=lambda figure: figure.start())
    middle = text[one.end() : other.start()]
    return f"{text[: one.start()]}{other[0]}{middle}{one[0]}{text[other.end() :]}"


def _negation(text: str, desk: _Desk) -> str:
    pairs = [(a, b) for a, b in _DENIALS[desk.language] if a in text]
    return text.replace(*desk.chance.choice(pairs), 1) if pairs else text


def _markup(text: str, desk: _Desk) -> str:
    words = list(_LONG.finditer(text))
    if not words:
        return text
    word = desk.chance.choice(words)
    return f"{text[: word.start()]}<em>{word[0]}</em>{text[word.end() :]}"


def _reworded(text: str, desk: _Desk) -> str:
    words, others = text.split(), " ".join(desk.spare).split()
    count = len(words) // 3
    if count < 2:
        return text
    at, start = (
        desk.chance.randrange(len(words) - count),
        desk.chance.randrange(len(others) - count),
    )
    return " ".join([*words[:at], *others[start : start + count], *words[at + count :]])


def _added(text: str, desk: _Desk) -> str:
    parts = sentences(text)
    if len(parts) < 3:
        return text
    extra = desk.chance.choice(sentences(desk.chance.choice(desk.spare)))
    parts.insert(desk.chance.randrange(len(parts) + 1), extra)
    return " ".join(parts)


def _lost(text: str, desk: _Desk) -> str:
    parts = sentences(text)
    if len(parts) < 3:
        return text
    parts.pop(desk.chance.randrange(len(parts)))
    return " ".join(parts)


def _in_place(edit: Callable[[str, _Desk], str]) -> Callable[[_Desk, int, str], bool]:
    def apply(desk: _Desk, place: int, kind: str) -> bool:
        old = desk.texts[place]
        new = edit(old.text, desk)
        desk.texts[place] = replace(old, text=new, kind=kind)
        if new == old.text:
            desk.texts[place] = old
        return new != old.text

    return apply


# --- Edits of the article -----------------------------------------------------------------------


def _inserted(desk: _Desk, place: int, kind: str) -> bool:
    if not desk.spare:
        return False
    desk.texts.insert(place, Text(desk.spare.pop(), (), kind))
    return True


def _removed(desk: _Desk, place: int, _kind: str) -> bool:
    del desk.texts[place]
    desk.removed += 1
    return True


def _moved(desk: _Desk, place: int, kind: str) -> bool:
    text = desk.texts.pop(place)
    new = _typo(text.text, desk) if kind != "moved" else text.text
    desk.elsewhere.append(replace(text, text=new, kind=kind))
    return True


def _split(desk: _Desk, place: int, kind: str) -> bool:
    old = desk.texts[place]
    parts = sentences(old.text)
    if len(parts) < 2:
        return False
    cut = desk.chance.randrange(1, len(parts))
    pieces = [" ".join(parts[:cut]), " ".join(parts[cut:])]
    if len(parts) > 2 and desk.chance.random() < 0.2:
        pieces = parts
    if kind != "split":
        pieces[0] = _typo(pieces[0], desk)
    desk.texts[place : place + 1] = [replace(old, text=piece, kind=kind) for piece in pieces]
    return True


def _merged(desk: _Desk, place: int, kind: str) -> bool:
    pair = desk.texts[place : place + 2]
    if len(pair) < 2 or pair[1].kind or any(len(sentences(text.text)) < 2 for text in pair):
        return False
    whole = f"{pair[0].text} {pair[1].text}"
    if kind != "merged":
        whole = _typo(whole, desk)
    desk.texts[place : place + 2] = [Text(whole, pair[0].olds + pair[1].olds, kind)]
    return True


def _duplicated(desk: _Desk, place: int, kind: str) -> bool:
    old = desk.texts[place]
    if len(sentences(old.text)) < 2:
        return False
    copy = _number(old.text, desk)
    copy = _typo(old.text, desk) if copy == old.text else copy
    desk.elsewhere.append(replace(old, text=copy, kind=kind))
    desk.texts[place] = replace(old, kind=f"{kind}, first")
    return True


_EDITS: dict[str, Callable[[_Desk, int, str], bool]] = {
    "typo": _in_place(_typo),
    "number": _in_place(_number),
    "swapped": _in_place(_swapped),
    "negation": _in_place(_negation),
    "markup": _in_place(_markup),
    "reworded": _in_place(_reworded),
    "sentence added": _in_place(_added),
    "sentence removed": _in_place(_lost),
    "inserted": _inserted,
    "removed": _removed,
    "moved": _moved,
    "moved, typo": _moved,
    "split": _split,
    "split, typo": _split,
    "merged": _merged,
    "merged, typo": _merged,
    "duplicated": _duplicated,
}
