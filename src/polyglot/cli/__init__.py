"""Words in; tables, progress, JSON and exit codes out.

Each command is one function; what it does is in `polyglot.pipeline`.
"""

import gc
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from polyglot.cli import (
    desk,
    exchange,
    journey,
    ledger,
    memory,
    people,
    report,
    review,
    script,
    shared,
    show,
    terms,
    text,
)
from polyglot.cli.common import WorkspaceOption, enter
from polyglot.errors import INTERRUPTED, STOPPED, PolyglotError

app = typer.Typer(
    name="polyglot",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
journey.register(app)
review.register(app)
exchange.register(app)
desk.register(app)
people.register(app)
ledger.register(app)
script.register(app)
shared.register(app)
terms.register(app)
memory.register(app)
report.register(app)
text.register(app)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        from polyglot import __version__

        typer.echo(f"polyglot {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def polyglot(
    context: typer.Context,
    workspace: WorkspaceOption = None,
    version: Annotated[  # noqa: FBT002 - typer makes it an option
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Write an article once, publish it in many languages.

    \b
    polyglot                       the board: every article in every language
    polyglot run --drafts          the whole journey, with labelled previews
    polyglot check                 look for mistakes in translations
    polyglot COMMAND --help        what a command does, with examples

    Exit codes: 0 done, nothing to do, or waiting for people; 1 an error in content,
    or something asked for and impossible; 2 wrong usage; 3 lock or disk.
    """
    del version
    enter(workspace)
    if context.invoked_subcommand is None:
        journey.show_board()


# After how many new objects Python looks for garbage: a command makes many, and hardly any garbage.
_GARBAGE = 50_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; nobody ever sees a traceback.

    *arguments* are the words after the program's name; by default those it was started with.
    """
    gc.set_threshold(_GARBAGE)
    try:
        app(args=arguments, prog_name="polyglot")
    except PolyglotError as error:
        sys.stderr.write(f"polyglot: {show.error(error)}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write(STOPPED)
        sys.exit(INTERRUPTED)
    except SystemExit as end:
        # What typer makes of a KeyboardInterrupt.
        if end.code == INTERRUPTED:
            sys.stderr.write(STOPPED)
        raise
    except Exception as error:  # noqa: BLE001 - the one place that apologises
        sys.stderr.write(_apology(error))
        sys.exit(1)


def _apology(error: Exception) -> str:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        "polyglot: this is a mistake in polyglot, and we are sorry: "
        f"{type(error).__name__}: {show.shortened(show.veiled(str(error)))}\n"
        f"  where   {place.name}, line {place.lineno} of {place.filename.rpartition('/')[2]}\n"
        "  hint    no file is half written. Please report it with the command you ran"
        " (without unpublished text).\n"
    )
