"""Endings glued one behind another, as the Turkic languages have them.

Which may follow which, and how their sounds agree, stands in the language's data file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from polyglot.languages.inflection import Inflection, inflection
from polyglot.terms.spelling import key

__all__ = ["FREE", "Chains", "Sound", "chains_of"]

STEM = "stem"
THIRD = "third"
OWNED = "owned"
_OWNED_PLURAL = "owned plural"
_POSSESSIVES = ("possessive", "polite", THIRD)
_MOST_KNOWN = 200_000
_LEAST_LEFT = 2


@dataclass(frozen=True, slots=True)
class Sound:
    """What an ending looks at: the class of the last vowel, and the last letter.

    *harmony* is `back`, `front` or, where both are written, empty.
    A *weak* stem stands only before an ending that begins with a vowel (`құқығ-ы`, `oʻrn-i`).
    """

    harmony: str = ""
    is_vowel: bool = True
    is_consonant: bool = True
    is_voiceless: bool = True
    is_weak: bool = False


FREE = Sound()
"""That of a word whose sounds its letters do not tell: an abbreviation, a foreign word."""


@dataclass(frozen=True, slots=True)
class _Ending:
    text: str
    begins_with_vowel: bool
    is_hard: bool
    harmony: str
    after_vowel_only: bool
    after_consonant_only: bool


class Chains:
    """The endings of one language in one script; it remembers what it was asked."""

    def __init__(self, tag: str, rules: Inflection) -> None:
        self._rules = rules
        self._vowels = tuple(key(vowel, tag) for vowel in rules.vowels)
        self._glides = tuple(rules.glides)
        self._voiceless = tuple(key(letter, tag) for letter in rules.voiceless)
        self._changes = {key(a, tag): key(b, tag) for a, b in rules.changes.items()}
        self._endings = {
            kind: self._listed([key(form, tag) for form in forms], kind in rules.parted)
            for kind, forms in rules.endings.items()
        }
        self._next = {
            state: [(kind, kind) for kind in kinds] for state, kinds in rules.order.items()
        }
        owned = [(kind, kind) for kind in _POSSESSIVES if kind in rules.endings]
        self._next[OWNED] = [("plural", _OWNED_PLURAL), *owned]
        self._next[_OWNED_PLURAL] = owned
        self._known: dict[tuple[str, Sound, str], bool] = {}

    def _listed(self, forms: list[str], is_parted: bool) -> list[_Ending]:  # noqa: FBT001
        """Return the endings of one kind.

        Where some begin with a vowel, the others stand behind vowels;
        where there is but one class of vowels, it stands behind both.
        """
        classes = {form: self._class(form, first=True) for form in forms}
        is_mixed = any(form.startswith(self._vowels) for form in forms)
        has_both = len(set(classes.values()) - {""}) > 1
        return [
            _Ending(
                text=form,
                begins_with_vowel=form.startswith(self._vowels),
                is_hard=form[0] in self._rules.hard,
                harmony=classes[form] if has_both else "",
                after_vowel_only=is_mixed and not form.startswith(self._vowels),
                after_consonant_only=is_parted and form[0] != forms[0][0],
            )
            for form in forms
        ]

    def _class(self, text: str, *, first: bool = False) -> str:
        """Return the class of the first or last vowel in *text* that has one."""
        for letter in text if first else reversed(text):
            if letter in self._rules.back:
                return "back"
            if letter in self._rules.front:
                return "front"
        return ""

    # --- Stems ---

    def sound_of(self, word: str) -> Sound:
        """Return what endings look at in *word*, a whole word as it is compared."""
        harmony = self._class(word)
        if self._is_free(word):
            harmony = ""
        return self._sound(word, harmony)

    def _is_free(self, word: str) -> bool:
        """Tell whether both classes of endings are written behind *word*, a loan by its letters."""
        if self._ends_in_two_consonants(word):
            return True
        for place in range(len(word) - 1, -1, -1):
            if word[place] in self._rules.free:
                return True
            if word[place] in self._rules.back or word[place] in self._rules.front:
                # Two vowels side by side are foreign (Тоқаев-тың): spelling does not tell.
                return word[:place].endswith(self._vowels)
        return True

    def _ends_in_two_consonants(self, word: str) -> bool:
        return not (word.endswith(self._vowels) or word[:-1].endswith(self._vowels))

    def _sound(self, text: str, harmony: str) -> Sound:
        is_glide = bool(self._glides) and text.endswith(self._glides)
        is_vowel = text.endswith(self._vowels)
        return Sound(
            harmony=harmony,
            is_vowel=is_vowel or is_glide,
            is_consonant=not is_vowel,
            is_voiceless=text.endswith(self._voiceless),
        )

    def weak_stems(self, word: str) -> Iterator[tuple[str, Sound]]:
        """Yield what becomes of *word* before a vowel.

        Its last letter changes, or its last vowel gives way.
        """
        sound = self.sound_of(word)
        weak = Sound(sound.harmony, is_vowel=False, is_weak=True)
        if word[-1:] in self._changes:
            yield word[:-1] + self._changes[word[-1]], weak
        head, last = word[:-2], word[-1:]
        gives = word[-2:-1] in self._rules.gives and not last.endswith(self._vowels)
        if gives and len(head) >= _LEAST_LEFT and not head.endswith(self._vowels):
            yield head + last, weak

    def linked_stems(self, word: str) -> Iterator[tuple[str, Sound]]:
        """Yield *word*, a loan, with the vowel that links its endings (`факті-лер`)."""
        if self._ends_in_two_consonants(word):
            for vowel in self._rules.links:
                yield word + vowel, self._sound(word + vowel, self._class(vowel))

    def owned_stems(self, word: str) -> Iterator[str]:
        """Yield what *word*, which ends in “his, her, its”, may be without (`құқығы`: `құқық`)."""
        back = {new: old for old, new in self._changes.items()}
        for ending in self._endings.get(THIRD, ()):
            stem = word[: -len(ending.text)]
            if not word.endswith(ending.text) or len(stem) < _LEAST_LEFT:
                continue
            if ending.begins_with_vowel and stem[-1] in back:
                yield stem[:-1] + back[stem[-1]]
            if self._agrees(ending, self.sound_of(stem)):
                yield stem

    # --- Chains ---

    def accepts(self, state: str, sound: Sound, rest: str) -> bool:
        """Tell whether *rest* is a chain of endings that may follow *state*."""
        if not rest:
            return state not in (OWNED, _OWNED_PLURAL) and not sound.is_weak
        asked = (state, sound, rest)
        known = self._known.get(asked)
        if known is None:
            known = any(
                self.accepts(after, self._after(ending, sound), rest[len(ending.text) :])
                for after, ending in self._fitting(state, sound)
                if rest.startswith(ending.text)
            )
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[asked] = known
        return known

    def chains(self, state: str, sound: Sound, used: frozenset[str] = frozenset()) -> Iterator[str]:
        """Yield every chain that may follow *state*, with each kind of ending once at most."""
        if self.accepts(state, sound, ""):
            yield ""
        for after, ending in self._fitting(state, sound):
            if after not in used:
                for rest in self.chains(after, self._after(ending, sound), used | {after}):
                    yield ending.text + rest

    def _fitting(self, state: str, sound: Sound) -> Iterator[tuple[str, _Ending]]:
        for kind, after in self._next.get(state, ()):
            for ending in self._endings.get(kind, ()):
                if self._agrees(ending, sound):
                    yield after, ending

    def _agrees(self, ending: _Ending, sound: Sound) -> bool:
        if ending.begins_with_vowel or ending.after_consonant_only:
            if not sound.is_consonant or (sound.is_weak and not ending.begins_with_vowel):
                return False
        elif sound.is_weak or (ending.after_vowel_only and not sound.is_vowel):
            return False
        if ending.is_hard and not sound.is_voiceless:
            return False
        return not (sound.harmony and ending.harmony and sound.harmony != ending.harmony)

    def _after(self, ending: _Ending, sound: Sound) -> Sound:
        return self._sound(ending.text, self._class(ending.text) or sound.harmony)


@cache
def chains_of(tag: str) -> Chains | None:
    """Return the chains of the script *tag*, or None where its language has paradigms."""
    rules = inflection(tag)
    return Chains(tag, rules) if rules.order else None
