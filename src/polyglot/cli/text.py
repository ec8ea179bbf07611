"""What the program sees in a text: sentences and segments."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from polyglot.cli import common, show
from polyglot.cli.common import Format


def register(app: typer.Typer) -> None:
    """Add the command group `text` to *app*."""
    group = typer.Typer(
        name="text", help="Show what the program sees in a text.", no_args_is_help=True
    )
    group.command()(sentences)
    group.command()(segments)
    app.add_typer(group)


def sentences(
    language: Annotated[
        str, typer.Option("-l", "--language", metavar="LANG", help="The language of the text.")
    ],
) -> None:
    """Print one sentence a line of the text on stdin; a blank line after each paragraph.

    \b
    polyglot text sentences -l kaa < article.txt
    polyglot text sentences -l uz-Cyrl < article.txt

    In a workspace, terms/sentences.toml adds abbreviations of your own.

    Exit codes: 0 done, 1 unknown language or wrong rules, 2 wrong usage.
    """
    from polyglot.segmentation import split

    own = common.own_rules()
    split("", language)
    text = common.decoded(sys.stdin.buffer.read(), "stdin")
    paragraphs = [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    for number, paragraph in enumerate(paragraphs):
        if number:
            show.say()
        for sentence, _glue in split(" ".join(paragraph.split()), language, own=own):
            show.say(sentence)


def segments(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An article, anywhere.")],
    language: Annotated[
        str, typer.Option("-l", "--language", metavar="LANG", help="If the file names none.")
    ] = "en",
    format_: Format = "text",
) -> None:
    """Print what a translator will see of a file: line, kind, text.

    \b
    polyglot text segments content/news/bread.md
    polyglot text segments page.html --format json

    Exit codes: 0 done, 1 the file cannot be read, 2 wrong usage.
    """
    from polyglot.pipeline.starting import segments_of_file

    article = segments_of_file(file, language=language)
    if common.is_json(format_):
        show.dump(
            [
                {
                    "line": unit.line,
                    "kind": unit.role,
                    "context": unit.context,
                    "text": unit.text,
                    "note": unit.note,
                }
                for unit in article.units
            ]
        )
    else:
        for unit in article.units:
            show.say(f"{unit.line}\t{unit.role}\t{unit.text}")
    for report in article.reports:
        show.tell(show.finding(report))
