"""Files that come back, brought into their catalogs: one journaled step for each article.

What was done in a file is recorded as if it had been done in the catalog itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from polyglot import exchange
from polyglot.errors import CatalogError, ContentError, LedgerError, PolyglotError
from polyglot.ledger import UNFINISHED, UNKNOWN, Ledger, observe, pair_of, remember, seal
from polyglot.ledger.lines import (
    ACCEPTED,
    ADOPTED,
    APPROVED,
    CLEARED,
    DRAFTED,
    REJECTED,
    WAIVED,
    about,
)
from polyglot.model import Catalog, Finding, Message
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.extracting import remarked
from polyglot.pipeline.forwarding import forward
from polyglot.pipeline.letters import Desired, Letter, files_in, open_letter
from polyglot.pipeline.persons import called_or_nobody
from polyglot.pipeline.respelling import Respelling, respelling_of
from polyglot.pipeline.reviewing import TRIES, desk_of
from polyglot.pipeline.running import renamed
from polyglot.pipeline.saving import save, save_template
from polyglot.pipeline.scripts import settled_in
from polyglot.pipeline.shared import Shared
from polyglot.pipeline.sharing import settle
from polyglot.pipeline.survey import survey
from polyglot.storage import Changed
from polyglot.workspace import Workspace, catalog_path


@dataclass(frozen=True, slots=True)
class Received:
    """What became of the file at *path*; *problem* says why nothing of it was taken.

    *taken*, *accepted*, *emptied* and *ignored* count texts as `exchange.Merged` does.
    *kept* are texts for what the article does not say any more: the ledger has them,
    and *offered* of them stand as stale drafts of what it says now.
    *clashes* are told with both their sides.
    """

    path: str
    article: str = ""
    language: str = ""
    by: str = ""
    taken: int = 0
    accepted: int = 0
    emptied: int = 0
    ignored: int = 0
    kept: int = 0
    offered: int = 0
    clashes: tuple[exchange.Clash, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: PolyglotError | None = None

    @property
    def catalog(self) -> str:
        """Where the catalog stands."""
        return catalog_path(self.article, self.language)


def receive(
    workspace: Workspace,
    named: Sequence[Path],
    desired: Desired,
    *,
    day: date,
    dry_run: bool = False,
) -> Iterator[Received]:
    """Bring the files that are *named* into the catalogs of their articles.

    A file that cannot be read, or is nobody's translation, is told; the others go on.

    Raises:
        UsageError: If a name is no file's, or *desired* names nobody or no article.
        PeopleError: If the list of people cannot be read.
        StorageError: If the disk refuses.
    """
    desired = replace(desired, by=called_or_nobody(workspace, desired.by))
    found, _ = renamed(workspace, survey(workspace), is_saving=not dry_run)
    letters: dict[str, list[Letter]] = {}
    for path in files_in(named):
        try:
            letter = open_letter(workspace, found, path, desired)
        except (CatalogError, ContentError) as error:
            yield Received(str(path), problem=error)
            continue
        letters.setdefault(letter.source.id, []).append(letter)
    if letters:
        shared = settle(workspace, day=day, is_saving=not dry_run)
        for group in letters.values():
            yield from _received(workspace, group, shared, day=day, dry_run=dry_run)


def _received(
    workspace: Workspace,
    letters: Sequence[Letter],
    shared: Shared,
    *,
    day: date,
    dry_run: bool,
) -> list[Received]:
    """Bring *letters*, all for one article, into its catalogs, in one step."""
    source = letters[0].source
    for _ in range(TRIES):
        try:
            before, desk = desk_of(workspace, source, shared, day=day)
        except (ContentError, LedgerError) as error:
            return [_refused(letter, error) for letter in letters]
        told: list[Received] = []
        for letter in letters:
            desk, one = _taken(workspace, desk, letter, day)
            told.append(one)
        if dry_run or all(one.problem for one in told):
            return told
        try:
            save_template(workspace, desk)
            save(workspace, desk, before=before)
        except Changed:
            continue
        return told
    busy = CatalogError(
        "its catalogs keep changing while polyglot reads them",
        path=source.path,
        hint="let the other program finish, then run the command again",
    )
    return [_refused(letter, busy) for letter in letters]


def _refused(letter: Letter, error: PolyglotError) -> Received:
    return Received(letter.path, letter.source.id, letter.language, letter.by, problem=error)


# --- One file -----------------------------------------------------------------------------------


def _taken(workspace: Workspace, desk: Desk, letter: Letter, day: date) -> tuple[Desk, Received]:
    """Return *desk* with what came in a file, and what became of it."""
    if (problem := _problem(desk, letter)) is not None:
        return desk, _refused(letter, problem)
    language, by = letter.language, letter.by or UNKNOWN
    respelling = respelling_of(
        desk, language, letter.postmark, settled_in(workspace), workspace.settings.usage
    )
    judges = _judges(desk.ledger, language, letter.postmark.number, respelling)
    merged = exchange.merge(desk.catalogs[language], letter.catalog, letter.postmark, judges)
    drafts = [line for act in merged.acts if (line := respelling.line(act)) is not None]
    desk = desk.with_lines(seal(drafts, ledger=desk.ledger, day=day))
    acts = Catalog(language, merged.acts)
    desk = desk.with_lines(observe(desk.ledger, acts, by=by, day=day, file=letter.catalog))
    doubles = remember(desk.ledger, language, letter.doubles)
    desk = desk.with_lines(seal(doubles, ledger=desk.ledger, day=day))
    desk = desk.with_catalog(language, merged.catalog)
    desk, offered = forward(desk, letter, merged.late, day=day)
    for clash in merged.clashes:
        desk = _kept(desk, language, clash, by, day)
    told = Received(
        letter.path,
        letter.source.id,
        language,
        letter.by,
        merged.taken,
        merged.accepted,
        merged.emptied,
        merged.ignored,
        len(merged.late),
        offered,
        merged.clashes,
        letter.findings,
    )
    return remarked(desk, language), told


def _problem(desk: Desk, letter: Letter) -> PolyglotError | None:
    """Say why nothing of a file can be taken, if that is so."""
    language = letter.language
    if language == desk.article.language:
        return CatalogError(
            f"{desk.article.id} is written in {language!r}, not translated into it",
            path=letter.path,
            line=1,
        )
    if language in desk.broken:
        problem = next(one for one in desk.findings if one.language == language)
        return CatalogError(
            problem.problem, path=problem.path, line=problem.line or None, hint=problem.hint
        )
    if not letter.postmark.article and not _has_own(desk, letter):
        return CatalogError(
            f"none of its texts is or was one of {desk.article.id}",
            path=letter.path,
            line=1,
            hint="say which article it is of: --article",
        )
    return None


def _has_own(desk: Desk, letter: Letter) -> bool:
    """Tell whether one text of the file is the article's, or was."""
    keys = {segment.key for segment in desk.segments}
    keys |= {message.key for message in desk.catalogs[letter.language].messages}
    known = desk.ledger.index.keys
    return any(
        message.key in keys or pair_of(letter.language, message)[:3] in known
        for message in letter.catalog.messages
    )


def _judges(ledger: Ledger, language: str, number: int, respelling: Respelling) -> exchange.Judges:
    """Return what the ledger says of messages, and of drafts that are in another script there."""

    def is_judged(message: Message) -> bool:
        draft = respelling.draft(message)
        texts = (message.target,) if draft is None else (message.target, draft.target)
        return any(
            _is_judged(ledger, language, replace(message, target=text), number) for text in texts
        )

    def is_stale(message: Message) -> bool:
        return message.is_fuzzy and ledger.index.is_stale(pair_of(language, message))

    return exchange.Judges(
        is_known=lambda m: ledger.knows(language, m) or respelling.draft(m) is not None,
        is_judged=is_judged,
        is_drafted=lambda m: ledger.is_drafted(language, m) or respelling.draft(m) is not None,
        is_untouched=lambda m: ledger.is_untouched_draft(language, m),
        is_stale=is_stale,
        spellings=respelling.spellings,
    )


def _is_judged(ledger: Ledger, language: str, message: Message, number: int) -> bool:
    """Tell whether somebody judged exactly this pair in a line numbered above *number*."""
    return any(
        line.n > number and line.action not in (DRAFTED, WAIVED) and line.kind != UNFINISHED
        for line in ledger.index.pairs.get(pair_of(language, message), ())
    )


def _kept(desk: Desk, language: str, clash: exchange.Clash, by: str, day: date) -> Desk:
    """Return *desk* with a mark on the one of two texts that stands; the ledger has the other.

    Neither counts until a person decides: so the mark is recorded as whoever sent the other
    would have set it. What nobody finished asks for no decision.
    """
    if clash.theirs.is_fuzzy:
        return desk
    ledger, catalog, ours = desk.ledger, desk.catalogs[language], clash.ours
    note = f"another translation came: {' '.join(clash.theirs.target.split())}"
    ends = ledger.living(language, ours, APPROVED, ACCEPTED, CLEARED, ADOPTED)
    line = about(language, ours, REJECTED, by, ends=tuple(one.id for one in ends))
    messages = tuple(
        replace(message, is_fuzzy=True, hints=(*message.hints, note))
        if message.key == ours.key
        else message
        for message in catalog.messages
    )
    desk = desk.with_catalog(language, replace(catalog, messages=messages))
    return desk.with_lines(seal([replace(line, note=note)], ledger=ledger, day=day))
