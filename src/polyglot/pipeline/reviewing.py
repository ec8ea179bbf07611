"""What an editor does to one article: judge, restore, release, withdraw."""

from collections.abc import Callable, Sequence
from dataclasses import replace as changed
from datetime import date

from polyglot import publication
from polyglot.errors import PublicationError, ReviewError, UsageError
from polyglot.ledger import seal
from polyglot.model import Catalog, Line
from polyglot.pipeline.desk import SHARED_SOURCE, Desk, load, load_shared
from polyglot.pipeline.extracting import extract, remarked
from polyglot.pipeline.filling import fill
from polyglot.pipeline.persons import called
from polyglot.pipeline.plan import Plan
from polyglot.pipeline.running import renamed
from polyglot.pipeline.saving import save, save_template
from polyglot.pipeline.shared import Shared
from polyglot.pipeline.sharing import brought_up, settle
from polyglot.pipeline.survey import ID, Source, select, survey
from polyglot.publication import Record, Released, Withdrawn
from polyglot.storage import Changed, read, replace
from polyglot.workspace import SHARED, Workspace, record_path

Judge = Callable[[Catalog, "Desk"], tuple[Catalog, tuple[Line, ...]]]
"""Given a catalog and its desk, returns the new catalog and the lines for the ledger."""

TRIES = 10


def find(workspace: Workspace, article: str, *, is_saving: bool = False) -> Source:
    """Return the one article that is called so.

    Who *is_saving* has what stands under an older name of it moved before anything is judged.

    Raises:
        UsageError: If a name fits no article or more than one.
        StorageError: If the disk refuses.
    """
    found, _ = renamed(workspace, survey(workspace), is_saving=is_saving)
    return select(found, [article])[0]


def look(workspace: Workspace, article: str, language: str, *, day: date) -> Desk:
    """Return the article's desk, with what people did since the last look taken into account.

    Nothing is written.

    Raises:
        UsageError: If there is no such article, or it is not translated into *language*.
        CatalogError: If the PO file cannot be read.
    """
    shared = settle(workspace, day=day)
    _, desk = desk_of(workspace, _named(workspace, article), shared, day=day)
    _known(desk, language)
    return desk


def _named(workspace: Workspace, article: str, *, is_saving: bool = False) -> Source:
    """Return the one article that is called so, or what stands for the shared catalog."""
    return SHARED_SOURCE if article == SHARED else find(workspace, article, is_saving=is_saving)


def desk_of(
    workspace: Workspace, source: Source, shared: Shared, *, day: date
) -> tuple[Desk, Desk]:
    """Return a desk as it was read, and with what people did since taken into account."""
    if source == SHARED_SOURCE:
        before = load_shared(workspace)
        return before, brought_up(before, workspace.settings, day=day)
    before = load(workspace, source, shared=shared)
    return before, fill(extract(before, by="", day=day), day=day)


def judge(
    workspace: Workspace,
    article: str,
    language: str,
    how: Judge,
    *,
    day: date,
    dry_run: bool = False,
) -> int:
    """Carry out a judgement; return how many messages or lines it touched.

    What people did to the file before is recorded first, in the name of whoever git
    or the file's head tells: the one who judges is not the one who translated.

    Raises:
        ReviewError: If the rules refuse it; nothing is written then.
    """
    source = _named(workspace, article, is_saving=not dry_run)
    shared = settle(workspace, day=day, is_saving=not dry_run)
    for _ in range(TRIES):
        before, desk = desk_of(workspace, source, shared, day=day)
        _known(desk, language)
        catalog, lines = how(desk.catalogs[language], desk)
        touched = _touched(desk.catalogs[language], catalog, lines)
        if dry_run:
            return touched
        desk = desk.with_catalog(language, catalog)
        desk = desk.with_lines(seal(lines, ledger=desk.ledger, day=day))
        desk = remarked(desk, language)
        try:
            if source != SHARED_SOURCE:
                save_template(workspace, desk)
            save(workspace, desk, before=before)
        except Changed:
            continue
        return touched
    raise ReviewError(
        "its catalogs keep changing while polyglot reads them",
        path=before.source.path,
        hint="let the other program finish, then run the command again",
    )


def _touched(old: Catalog, new: Catalog, lines: Sequence[Line]) -> int:
    keys = {(line.context, line.source) for line in lines}
    before = {message.key: message for message in old.messages}
    keys |= {m.key for m in new.messages if before.get(m.key) != m}
    return len(keys)


def _known(desk: Desk, language: str) -> None:
    if language in desk.broken:
        problem = next(f for f in desk.findings if f.language == language)
        raise ReviewError(
            problem.problem, path=problem.path, line=problem.line or None, hint=problem.hint
        )
    if language not in desk.catalogs:
        raise UsageError(
            f"{desk.article.id} is not translated into {language!r}",
            hint="its languages are " + ", ".join(desk.catalogs),
        )


def release(
    workspace: Workspace,
    article: str,
    languages: Sequence[str],
    *,
    by: str,
    day: date,
    note: str = "",
    dry_run: bool = False,
) -> tuple[str, ...]:
    """Let the article, as its source is now, be published in *languages*, all if none is named.

    Return the languages that it covers.

    Raises:
        UsageError: If there is no such article or language.
        ReviewError: If nobody is named.
    """
    name = called(workspace, by)
    source = find(workspace, article, is_saving=not dry_run)
    desk = extract(load(workspace, source), by="", day=day)
    version = publication.source_version(desk.article)
    act = Released(tuple(languages), version, name, day, note)
    covered = tuple(
        language for language in (desk.article.language, *desk.read) if act.covers(language)
    )
    if not (dry_run or _is_recorded(desk.record, act, covered)):
        _write(workspace, desk.article.id, desk.record.plus(act))
    return covered


def _is_recorded(record: Record, act: Released, covered: Sequence[str]) -> bool:
    """Tell whether the same editor did the same before, on whatever day, and it still holds."""
    return all(record.is_released(language, act.version) for language in covered) and any(
        isinstance(old, Released) and changed(old, day=act.day) == act for old in record.acts
    )


def withdraw(
    workspace: Workspace,
    article: str,
    languages: Sequence[str],
    *,
    by: str,
    reason: str,
    day: date,
    dry_run: bool = False,
) -> str:
    """Take the article back in *languages*, all if none is named; return its id.

    It works for an article whose file has gone, too. The next export puts a page in its place.
    What is withdrawn already stays as it is recorded: whoever asks again, because the disk
    refused the pages for instance, is not told that there is nothing to withdraw.

    Raises:
        UsageError: If there is no such article.
        PublicationError: If it was published in none of the languages.
        ReviewError: If nobody is named.
    """
    name = called(workspace, by)
    if not reason.strip():
        raise ReviewError("no reason is given", hint="--reason TEXT: readers may be told it")
    is_recorded = ID.fullmatch(article) and read(workspace.root / record_path(article))
    article_id = article if is_recorded else find(workspace, article).id
    record = _record(workspace, article_id)
    wanted = languages or workspace.settings.languages
    if not any(record.standing(language) for language in wanted):
        if any(record.withdrawal(language) for language in wanted):
            return article_id
        raise PublicationError(
            f"{article_id} stands published in none of {', '.join(wanted)}",
            hint="polyglot status shows what is published",
        )
    if not dry_run:
        _write(workspace, article_id, record.plus(Withdrawn(tuple(languages), name, reason, day)))
    return article_id


def _record(workspace: Workspace, article: str) -> Record:
    path = record_path(article)
    return publication.parse(read(workspace.root / path) or b"", path)


def _write(workspace: Workspace, article: str, record: Record) -> None:
    path = workspace.root / record_path(article)
    replace(path, publication.dump(record), sync=True, via=workspace.journal)


def export_now(workspace: Workspace, article: str, *, day: date) -> None:
    """Put what the record says of *article* before readers at once, if anything was exported.

    Raises:
        StorageError: If the disk refuses.
    """
    from polyglot.pipeline.ghosts import lay
    from polyglot.pipeline.running import go

    found = survey(workspace)
    if any(source.id == article for source in found.sources):
        plan = Plan(
            day=day,
            languages=workspace.settings.languages,
            exports=(False,),
            formats=workspace.settings.to,
        )
        go(workspace, plan, [article])
    else:
        lay(workspace, article, _record(workspace, article), day=day)
