"""What the commands share: options, the workspace, exits."""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from polyglot.errors import UsageError

if TYPE_CHECKING:
    from polyglot.segmentation import OwnRules

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "-C",
        "--workspace",
        metavar="DIR",
        envvar="POLYGLOT_WORKSPACE",
        help="The workspace; else the nearest one upwards from here.",
    ),
]
Articles = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ARTICLE]...", help="An id, a path, or a slug if it is unique."),
]
Languages = Annotated[
    list[str] | None,
    typer.Option("-l", "--language", metavar="LANG", help="Only this language; may be repeated."),
]
By = Annotated[
    str,
    typer.Option("--by", metavar="NAME", help="Your pen name, for the ledger."),
]
Wait = Annotated[
    float,
    typer.Option("--wait", metavar="SECONDS", min=0, help="Wait so long for another polyglot."),
]
Format = Annotated[
    str,
    typer.Option("--format", metavar="text|json", help="text for people, json for programs."),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Say what would be done; write nothing."),
]

_asked: list[Path | None] = [None]


def group(app: typer.Typer, name: str, help_: str, *commands: Callable[..., None]) -> None:
    """Add *commands* to *app* as the group *name*, each called as its function is."""
    found = typer.Typer(name=name, help=help_, no_args_is_help=True)
    for command in commands:
        found.command(command.__name__.rstrip("_"))(command)
    app.add_typer(found)


def enter(workspace: Path | None) -> None:
    """Remember the workspace named before the command."""
    _asked[0] = workspace


def root(workspace: Path | None) -> Path:
    """Return the workspace's folder.

    Raises:
        UsageError: If there is none.
    """
    from polyglot.workspace import find_root

    return find_root(Path.cwd(), asked=workspace or _asked[0])


def root_or_none(workspace: Path | None) -> Path | None:
    """Return the workspace's folder, or None where a command does without and none was named."""
    try:
        return root(workspace)
    except UsageError:
        if workspace or _asked[0]:
            raise
        return None


def own_rules(folder: Path | None = None) -> "OwnRules":
    """Return what the workspace in *folder* adds to the rules of sentences.

    Without *folder* it is the workspace we stand in; outside of one there is nothing to add.

    Raises:
        SettingsError: If its file is wrong.
    """
    from polyglot.pipeline.desk import own_rules as rules_in

    folder = folder or root_or_none(None)
    return rules_in(folder) if folder else {}


def now() -> datetime:
    """Return the instant of this run: POLYGLOT_NOW (ISO 8601), SOURCE_DATE_EPOCH, or the clock.

    Raises:
        UsageError: If one of them cannot be read.
    """
    stated = os.environ.get("POLYGLOT_NOW")
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if stated:
            instant = datetime.fromisoformat(stated)
            return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
        if epoch:
            return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"POLYGLOT_NOW or SOURCE_DATE_EPOCH is no instant: {error}",
            hint="POLYGLOT_NOW=2026-01-31T12:00:00Z",
        ) from error
    return datetime.now(UTC)


def today() -> date:
    """Return the UTC day of this run."""
    return now().date()


def is_json(chosen: str) -> bool:
    """Tell whether results are asked for as JSON.

    Raises:
        UsageError: If *chosen* is no format.
    """
    if chosen not in ("text", "json"):
        raise UsageError(f"there is no format {chosen!r}", hint="--format text or --format json")
    return chosen == "json"


def leave(code: int) -> NoReturn:
    """End the command with an exit code."""
    raise typer.Exit(code)


def languages(asked: Iterable[str] | None, known: Iterable[str]) -> tuple[str, ...]:
    """Return the languages asked for, all of *known* if none is.

    Raises:
        UsageError: If one is not known.
    """
    names = tuple(known)
    chosen = tuple(dict.fromkeys(asked or names))
    for name in chosen:
        if name not in names:
            raise UsageError(
                f"the language {name!r} is none of this workspace",
                hint="languages in polyglot.toml are " + ", ".join(names),
            )
    return chosen


def decoded(data: bytes, name: str) -> str:
    """Return *data* as text.

    Raises:
        ContentError: If it is not UTF-8; it names the line.
    """
    from polyglot.errors import ContentError

    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(
            "this is not UTF-8", path=name, line=line, hint="convert it first, e.g. with iconv"
        ) from error
