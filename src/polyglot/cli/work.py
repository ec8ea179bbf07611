"""A command at work: it enters the workspace, plans, and sends articles on their journey."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from polyglot.cli import common, show

if TYPE_CHECKING:
    from polyglot.pipeline.drafting import Engine
    from polyglot.pipeline.plan import Plan
    from polyglot.pipeline.running import Report
    from polyglot.providers import Show
    from polyglot.workspace import Workspace


@contextmanager
def at_work(
    command: str, workspace: Path | None, *, wait: float = 0, writes: bool = True
) -> "Iterator[Workspace]":
    """Enter the workspace for *command*; who *writes* holds its lock.

    Raises:
        UsageError: If there is no workspace.
        LockedError: If another polyglot holds the lock for longer than *wait* seconds.
    """
    from polyglot.pipeline.privacy import protected_list
    from polyglot.pipeline.session import session

    root = common.root(workspace)
    with session(root, command=f"polyglot {command}", wait=wait, writes=writes) as entered:
        show.hide(protected_list(entered.private))
        yield entered


def folders(drafts: bool) -> tuple[bool, ...]:  # noqa: FBT001 - it is what the option says
    """Return which folders of exports are written: False for public, True for drafts."""
    return (False, True) if drafts else (False,)


def plan_of(
    workspace: "Workspace",
    *,
    by: str = "",
    languages: Sequence[str] | None = None,
    to: str = "",
    folders: tuple[bool, ...] = (),
    is_saving: bool = False,
    is_drafting: bool = False,
    is_following: bool = False,
    is_explaining: bool = False,
) -> "Plan":
    """Return what a command wants of every article, as its options say it.

    Raises:
        UsageError: If a language or a pen name is none.
        PeopleError: If the list of people cannot be read.
    """
    from polyglot.pipeline.plan import Plan

    formats = tuple(name.strip() for name in to.split(",") if name.strip())
    return Plan(
        day=common.today(),
        by=_pen_name(workspace, by),
        languages=common.languages(languages, workspace.settings.languages),
        is_saving=is_saving,
        is_drafting=is_drafting,
        exports=folders,
        formats=formats or workspace.settings.to,
        is_following=is_following,
        is_explaining=is_explaining,
        only=common.languages(languages, workspace.settings.languages) if languages else (),
    )


def _pen_name(workspace: "Workspace", by: str) -> str:
    if not by.strip():
        return ""
    from polyglot.pipeline.persons import called_or_nobody

    return called_or_nobody(workspace, by)


def go(
    workspace: "Workspace",
    plan: "Plan",
    articles: Sequence[str] | None,
    *,
    jobs: int = 1,
    engine: "Engine | None" = None,
) -> "Report":
    """Take the *articles* that are named (all by default) on their journey, with a progress bar.

    Raises:
        UsageError: If a name fits no article or more than one.
        PublicationError: If published pages would vanish.
        StorageError: If the disk refuses.
    """
    from polyglot.pipeline import running
    from polyglot.pipeline.workers import workers

    with show.progress() as progress, workers(jobs) as executor:
        return running.go(
            workspace, plan, articles or (), engine=engine, executor=executor, progress=progress
        )


def engine_of(
    workspace: "Workspace",
    provider: str,
    *,
    offline: bool,
    retry: bool = False,
    show: "Show | None" = None,
) -> "Engine | None":
    """Return the engines that *provider* (names with commas) or else the settings name, if any.

    With *show* nothing is sent: it is told what would be.

    Raises:
        UsageError: If there is no such engine.
    """
    settings = workspace.settings.translate
    named = tuple(name.strip() for name in provider.split(",") if name.strip())
    names = named or settings.engines
    if offline or not names:
        return None
    from polyglot.pipeline.drafting import REPLIES, Choice, open_engine
    from polyglot.pipeline.lexicon import lexicon

    return open_engine(
        Choice(
            names=tuple(dict.fromkeys(names)),
            trusted=settings.trusted,
            relays=settings.relays or workspace.settings.languages,
            budgets=settings.budgets,
            retries=retry,
            setups=workspace.engines(),
        ),
        private=workspace.private,
        cache=workspace.cache / REPLIES,
        day=common.today(),
        own=common.own_rules(workspace.root),
        lexicon=lexicon(workspace),
        show=show,
    )
