"""`polyglot shared`: messages that people fix once for all articles."""

from typing import Annotated

import typer

from polyglot.cli import common, show
from polyglot.cli.common import Languages, Wait, WorkspaceOption
from polyglot.cli.work import at_work


def register(app: typer.Typer) -> None:
    """Add the command group `shared` to *app*."""
    common.group(app, "shared", "Translate once what stands in every article.", add)


def add(
    texts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="A text as it stands in the catalogs."),
    ] = None,
    workspace: WorkspaceOption = None,
    language: Languages = None,
    context: Annotated[
        str, typer.Option("--context", metavar="WORD", help="Its context, such as title.")
    ] = "",
    source: Annotated[
        str,
        typer.Option(
            "--source", metavar="LANG", help="The language of the text; else the settings' source."
        ),
    ] = "",
    wait: Wait = 0,
) -> None:
    """Add texts to the shared catalogs, and say which files to translate.

    The first use makes the catalogs in locales/shared/, with the words of the site in them.
    From then on each run fills their finished translations into all articles.

    \b
    polyglot shared add                                only the words of the site
    polyglot shared add "Read more" "Photo: archive"   two texts in every language
    polyglot shared add "All articles" --context site -l en

    Exit codes: 0 done, 1 a file cannot be read, 2 wrong usage, 3 lock or disk.
    """
    from polyglot.pipeline import sharing

    with at_work("shared add", workspace, wait=wait) as entered:
        settings = entered.settings
        (written_in,) = common.languages([source or settings.source], settings.languages)
        chosen = common.languages(language, settings.languages)
        files = sharing.add(
            entered,
            texts or (),
            context=context.strip() or None,
            languages=[one for one in chosen if language or one != written_in],
            day=common.today(),
        )
    for path in files:
        show.say(path)
    if not files:
        show.tell("All of it was there already.")
