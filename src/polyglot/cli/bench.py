"""What the commands over one article in one language share: options, a look, a judgement."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polyglot.cli import common, show

if TYPE_CHECKING:
    from polyglot.model import Catalog, Line
    from polyglot.pipeline.desk import Desk

Article = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="An id, a path, or a slug if it is unique.")
]
Numbers = Annotated[
    list[int] | None,
    typer.Argument(metavar="[NUMBER]...", help="Paragraphs as `review list` numbers them."),
]
Language = Annotated[
    str, typer.Option("-l", "--language", metavar="LANG", help="The language of the translation.")
]
Name = Annotated[str, typer.Option("--by", metavar="NAME", help="Your pen name.")]


def look(workspace: Path | None, article: str, language: str) -> "Desk":
    """Return an article's desk with what people did since the last look; nothing is written."""
    from polyglot.pipeline import reviewing
    from polyglot.pipeline.session import session

    root = common.root(workspace)
    with session(root, command="polyglot review", writes=False) as entered:
        return reviewing.look(entered, article, language, day=common.today())


def judge(
    workspace: Path | None,
    article: str,
    language: str,
    how: "Callable[[Catalog, Desk], tuple[Catalog, tuple[Line, ...]]]",
    *,
    what: str,
    wait: float,
    dry_run: bool,
) -> None:
    """Carry out what *how* does to one catalog, and say to how many paragraphs it was *what*."""
    from polyglot.pipeline import reviewing
    from polyglot.pipeline.session import session

    root = common.root(workspace)
    with session(root, command="polyglot review", wait=wait, writes=not dry_run) as entered:
        number = reviewing.judge(
            entered, article, language, how, day=common.today(), dry_run=dry_run
        )
    paragraphs = show.amount(number, "paragraph")
    show.say(f"would be {what}: {paragraphs}" if dry_run else f"{what}: {paragraphs}")
