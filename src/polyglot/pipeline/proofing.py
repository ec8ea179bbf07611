"""What an editor does about editions in another script: settles words, corrects texts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from polyglot.errors import CatalogError, ContentError, LedgerError, PublicationError, UsageError
from polyglot.languages.alphabet import Order, order
from polyglot.languages.casing import lower
from polyglot.pipeline.desk import Desk, load
from polyglot.pipeline.extracting import extract
from polyglot.pipeline.filling import fill
from polyglot.pipeline.reviewing import TRIES, find
from polyglot.pipeline.saving import save_corrections
from polyglot.pipeline.scripts import Scripts, proof, settled_in
from polyglot.pipeline.sharing import settle
from polyglot.pipeline.spelt import Guess
from polyglot.pipeline.survey import select, survey
from polyglot.storage import Changed
from polyglot.workspace import Workspace, catalog_path


@dataclass(frozen=True, slots=True)
class Word:
    """A guessed word, the first *article* that has it, and how many articles do (*count*)."""

    guess: Guess
    article: str
    count: int


def checked_tags(workspace: Workspace, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the tags *asked* for, all of the settings' editions if none is.

    Raises:
        UsageError: If one is no edition of this workspace.
    """
    known = tuple(tag for tags in workspace.settings.editions.values() for tag in tags)
    chosen = tuple(asked) or known
    for tag in chosen:
        if tag not in known:
            raise UsageError(
                f"{tag!r} is no edition of this workspace",
                hint=f"editions in polyglot.toml are {', '.join(known)}"
                if known
                else "name the scripts of a language in polyglot.toml: [editions]",
            )
    return chosen


def guessed(
    workspace: Workspace, asked: Sequence[str], tags: Sequence[str], *, day: date
) -> list[Word]:
    """Return the words nobody has settled yet, each once for each pair of scripts, by the alphabet.

    An article that cannot be read is passed over: `check` tells of it.

    Raises:
        UsageError: If there is no such article.
        TermsError: If the list of settled words cannot be used.
    """
    found: dict[tuple[str, str, str], Word] = {}
    shared = settle(workspace, day=day)
    for source in select(survey(workspace), asked):
        try:
            desk = fill(extract(load(workspace, source, shared=shared), by="", day=day), day=day)
        except (ContentError, LedgerError, PublicationError, CatalogError):
            continue
        for guess in _guesses(workspace, desk, tags):
            key = (guess.target, lower(guess.word, guess.source), guess.source)
            word = found.get(key, Word(guess, desk.article.id, 0))
            found[key] = replace(word, count=word.count + 1)
    return [found[key] for key in sorted(found, key=_place)]


def _place(key: tuple[str, str, str]) -> tuple[str, Order, tuple[str, str, str]]:
    """Return where the word of *key* (its target, itself, its source) stands in the list."""
    target, word, source = key
    return target, order(word, source), key


def _guesses(workspace: Workspace, desk: Desk, tags: Sequence[str]) -> Iterator[Guess]:
    scripts = Scripts(desk, workspace.settings, settled_in(workspace))
    for tag in tags:
        language = tag.partition("-")[0]
        if language == desk.article.language or language in desk.catalogs:
            yield from scripts.guesses(language, tag)


def lay_out(workspace: Workspace, article: str, tag: str, *, day: date) -> str:
    """Write a PO file with every text of an edition, for a person to correct; return its path.

    What was corrected before stays. What nobody fills in goes with the next run.

    Raises:
        UsageError: If there is no such article, or it has no edition in *tag*.
        CatalogError: If the file with the corrections cannot be read.
    """
    language = tag.partition("-")[0]
    source = find(workspace, article, is_saving=True)
    path = catalog_path(source.id, tag)
    shared = settle(workspace, day=day)
    for _ in range(TRIES):
        desk = fill(extract(load(workspace, source, shared=shared), by="", day=day), day=day)
        if language != desk.article.language and language not in desk.catalogs:
            raise UsageError(
                f"{source.id} has no edition in {tag}", hint="polyglot status shows what it has"
            )
        known = desk.corrections.get(tag)
        if known is not None and known.catalog is None:
            raise CatalogError("the corrections cannot be read", path=path, hint="mend the file")
        texts = Scripts(desk, workspace.settings, settled_in(workspace)).texts(language, tag)
        try:
            save_corrections(
                workspace, desk, {tag: proof(tag, texts, known.catalog if known else None)}
            )
        except Changed:
            continue
        return path
    raise CatalogError(
        "it keeps changing while polyglot reads it",
        path=path,
        hint="let the other program finish, then run the command again",
    )
