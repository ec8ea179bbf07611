"""The public names that a draft keeps: those whose forms the newsroom settled.

A name is kept in any form that the list admits, with endings, or as the source writes it.
Of a place or an organisation a derived word will do as well: what is said of Ташкент may be
ташкентский. Terms are no matter for the gate: a person decides how they are said here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyglot.terms import Glossary

__all__ = ["Keeps", "Kept", "lost", "marked"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A *name* of a text, as the list has it there, and the *forms* of which a draft has one.

    With *may_derive* a word made from a form counts, too.
    """

    name: str
    forms: tuple[str, ...]
    may_derive: bool = False


Keeps = Callable[[str, str, str], Sequence[Kept]]
"""Given (text, source, target), tells the names of the text that a draft of it keeps."""


def lost(draft: str, names: Sequence[Kept], language: str) -> tuple[str, ...]:
    """Return a clause for each of *names* that the message *draft*, in *language*, does not keep.

    Raises:
        UnknownLanguageError: If no data file describes the language.
    """
    return tuple(
        f"the name {one.name} is not kept" for one in names if not _is_kept(draft, one, language)
    )


def marked(names: Sequence[Kept]) -> str:
    """Return a hash of *names*, "" for none: what a refusal depends on beside its text."""
    return f" {sha256(repr(tuple(names)).encode()).hexdigest()}" if names else ""


def _is_kept(draft: str, one: Kept, language: str) -> bool:
    from polyglot.terms import capitalised, has_derived

    known = _glossary(one.forms)
    if known.find(draft, language):
        return True
    large = known.find(capitalised(draft, language), language)
    if any(" " in match.form.text for match in large):
        return True
    return one.may_derive and any(has_derived(draft, form, language) for form in one.forms)


@lru_cache(maxsize=64)
def _glossary(forms: tuple[str, ...]) -> "Glossary":
    """Return *forms* as one name, which may stand in a text of any language."""
    from polyglot.terms import Entry, Form, Glossary

    return Glossary((Entry(forms[0], "organisation", tuple(Form(form, "") for form in forms)),))
