"""What became of the texts of an edition when they were brought into its script."""

from collections.abc import Mapping
from dataclasses import dataclass

from polyglot.model import Article, Catalog, Finding


@dataclass(frozen=True, slots=True)
class Guess:
    """A *word* that became *form* in the edition *target* by a guess of the class *kind*.

    It was written in the script of *source*; both are tags with scripts.
    """

    word: str
    form: str
    kind: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Spelt:
    """A catalog (or the article's own texts) in one script.

    *texts* are the converted texts by context and source, before anybody's correction.
    """

    catalog: Catalog
    article: Article
    texts: Mapping[tuple[str | None, str], str]
    guesses: tuple[Guess, ...]
    findings: tuple[Finding, ...]
