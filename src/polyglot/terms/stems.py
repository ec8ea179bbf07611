"""From a word of a term to what is looked for in a text: beginnings, and what may follow them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from polyglot.terms.chains import FREE, OWNED, STEM, THIRD, Chains, Sound, chains_of
from polyglot.terms.paradigms import forms_of
from polyglot.terms.spelling import shared

__all__ = ["Chained", "Listed", "Stem", "stems_of"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A beginning whose endings are a list."""

    text: str
    endings: frozenset[str]

    def accepts(self, rest: str) -> bool:
        """Tell whether *rest* makes it a form of its word."""
        return rest in self.endings

    def rests(self) -> Iterator[str]:
        """Yield all that may follow."""
        yield from sorted(self.endings)


@dataclass(frozen=True, slots=True)
class Chained:
    """A beginning that endings are glued to."""

    text: str
    chains: Chains
    state: str
    sound: Sound

    def accepts(self, rest: str) -> bool:
        """Tell whether *rest* makes it a form of its word."""
        return self.chains.accepts(self.state, self.sound, rest)

    def rests(self) -> Iterator[str]:
        """Yield all that may follow."""
        yield from self.chains.chains(self.state, self.sound)


Stem: TypeAlias = Listed | Chained

_BARE = frozenset(("",))
# Forms that share fewer letters (person, people) are looked for one by one.
_LEAST = 2


def stems_of(
    word: str, tag: str, *, is_last: bool = True, is_only: bool = True, is_free: bool = False
) -> Iterator[Stem]:
    """Yield the beginnings by which the forms of *word* are known, as words are compared.

    Where endings are glued on, only the *last* word of a term takes them;
    if it is not the *only* one and ends in “his, her, its” (`Бас прокуратурасы`), it may lose that.
    The sounds of a *free* word, an abbreviation, are not told by its letters.
    """
    chains = chains_of(tag)
    if chains is None:
        forms = forms_of(word, tag)
        stem = min(forms)[: shared(min(forms), max(forms))]
        if len(stem) >= _LEAST:
            yield Listed(stem, frozenset(form[len(stem) :] for form in forms))
        else:
            yield from (Listed(form, _BARE) for form in sorted(forms))
        return
    if not is_last:
        yield Listed(word, _BARE)
        return
    yield Chained(word, chains, STEM, FREE if is_free else chains.sound_of(word))
    if is_free:
        return
    for text, sound in (*chains.weak_stems(word), *chains.linked_stems(word)):
        yield Chained(text, chains, STEM, sound)
    if not is_only:
        yield from _owned(word, chains)


def _owned(word: str, chains: Chains) -> Iterator[Stem]:
    for number, stem in enumerate(chains.owned_stems(word)):
        if number == 0:
            yield Chained(word, chains, THIRD, chains.sound_of(word))
        yield Chained(stem, chains, OWNED, chains.sound_of(stem))
        for text, sound in chains.weak_stems(stem):
            yield Chained(text, chains, OWNED, sound)
