"""What a newsroom settles: entries with their forms, and where a text has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["term", "person", "place", "organisation", "protected"]
"""What an entry is. A protected name never appears in what is published or printed."""


class Status(Enum):
    """How a form stands to its entry; a name's approved form is its preferred one."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Form:
    """How an entry is said in the script *tag* (`uz-Cyrl`); without one, in every language.

    A *derived* form was converted from another script of its language by its table.
    """

    text: str
    tag: str
    status: Status = Status.PREFERRED
    is_derived: bool = False

    def is_in(self, language: str) -> bool:
        """Tell whether it belongs to *language*, a code (`uz`: all scripts) or a tag."""
        return not self.tag or language in (self.tag, self.tag.partition("-")[0])


@dataclass(frozen=True, slots=True)
class Entry:
    """A term or a name: what the list calls it, and its forms in the order of the list.

    *path* and *line* say where it stands first.
    """

    name: str
    kind: Kind
    forms: tuple[Form, ...]
    part_of_speech: str = ""
    domain: str = ""
    note: str = ""
    path: str = ""
    line: int = 0

    def forms_in(self, language: str) -> Iterator[Form]:
        """Yield the forms in *language*, a code (`uz`: all its scripts) or a tag (`uz-Cyrl`)."""
        for form in self.forms:
            if form.is_in(language):
                yield form

    def preferred(self, tag: str) -> Form | None:
        """Return the preferred form in the script *tag*, or None."""
        chosen = (f for f in self.forms if f.tag == tag and f.status is Status.PREFERRED)
        return next(chosen, None)


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a text: which form of it, and from where to where (in characters).

    *text* is what stands there, with its endings.
    """

    entry: Entry
    form: Form
    start: int
    end: int
    text: str

    @property
    def status(self) -> Status:
        """How the form that was found stands to its entry."""
        return self.form.status
