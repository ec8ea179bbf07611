"""What the program sees in a text and makes of it: sentences, segments, another script."""

import sys
from pathlib import Path
from typing import Annotated
from unicodedata import normalize

import typer

from polyglot.cli import common, show
from polyglot.cli.common import Format, WorkspaceOption


def register(app: typer.Typer) -> None:
    """Add the command group `text` to *app*."""
    common.group(
        app,
        "text",
        "Show what the program sees in a text.",
        sentences,
        segments,
        typography,
        transliterate,
    )


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
            show.pass_on()
        for sentence, _glue in split(" ".join(paragraph.split()), language, own=own):
            show.pass_on(sentence)


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
                for unit in article.parts
            ]
        )
    else:
        for unit in article.parts:
            show.pass_on(f"{unit.line}\t{unit.role}\t{unit.text}")
    for report in article.reports:
        show.tell(show.finding(report))


def typography(
    language: Annotated[
        str, typer.Option("-l", "--language", metavar="LANG", help="The language of the text.")
    ],
    *,
    proposals: Annotated[
        bool, typer.Option("--propose", help="Say what should change; do not change it.")
    ] = False,
    format_: Format = "text",
) -> None:
    """Print the text on stdin with the quotation marks, dashes and spaces of its language.

    Tags, code, addresses and handles stay. No letter and no digit changes.

    \b
    polyglot text typography -l ru < article.txt
    polyglot text typography -l uz-Cyrl --propose < article.txt
    polyglot text typography -l kk --format json < article.txt

    Exit codes: 0 done, 1 unknown language, 2 wrong usage.
    """
    from polyglot.languages import load as load_language
    from polyglot.languages.typography import apply, propose

    spoken = load_language(language)
    text = common.decoded(sys.stdin.buffer.read(), "stdin")
    found = propose(text, spoken)
    rows = [
        {
            "line": text.count("\n", 0, one.start) + 1,
            "column": one.start - text.rfind("\n", 0, one.start),
            "start": one.start,
            "end": one.end,
            "text": text[one.start : one.end],
            "replacement": one.replacement,
            "reason": one.reason,
        }
        for one in found
    ]
    if common.is_json(format_):
        show.dump(rows)
    elif proposals:
        for row in rows:
            change = f"{row['text']!r} -> {row['replacement']!r}"
            show.say(f"{row['line']}:{row['column']}\t{change}\t{row['reason']}")
    else:
        sys.stdout.write(apply(text, found))


def transliterate(
    source: Annotated[
        str, typer.Option("--from", metavar="TAG", help="The script it is in: uz-Latn.")
    ],
    target: Annotated[
        str, typer.Option("--to", metavar="TAG", help="The script it shall be in: uz-Cyrl.")
    ],
    workspace: WorkspaceOption = None,
    format_: Format = "text",
) -> None:
    """Write the text on stdin in another script; words that were guessed go to stderr.

    \b
    polyglot text transliterate --from uz-Latn --to uz-Cyrl < article.txt
    polyglot text transliterate --from kaa-Cyrl --to kaa-Latn --format json < article.txt

    Tags, addresses and names in another alphabet stay.
    A workspace's terms/transliteration.csv settles a word for good,
    and what editors dispute is written as its settings say (usage).

    Exit codes: 0 done, 1 no table for these scripts, a wrong line in the list or in the settings,
    2 wrong usage.
    """
    from polyglot.languages.transliteration import convert, read_settled
    from polyglot.storage import read
    from polyglot.workspace import TRANSLITERATION, open_workspace

    text = normalize("NFC", common.decoded(sys.stdin.buffer.read(), "stdin"))
    root = common.root_or_none(workspace)
    data = read(root / TRANSLITERATION) if root else None
    settled = read_settled(data, path=TRANSLITERATION) if data else {}
    usage = open_workspace(root).settings.usage.get(source.partition("-")[0], {}) if root else {}
    exceptions = settled.get((source, target), {})
    found = convert(text, source, target, exceptions=exceptions, usage=usage)
    rows = [
        {"line": text.count("\n", 0, one.start) + 1, "word": one.word, "form": one.form}
        | {"kind": one.kind}
        for one in found.ambiguous
    ]
    if common.is_json(format_):
        show.dump({"text": found.text, "ambiguous": rows})
        return
    sys.stdout.write(found.text)
    for row in rows:
        show.tell("stdin:{line}: {word} → {form} ({kind})".format_map(row))
