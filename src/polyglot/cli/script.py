"""`polyglot script`: editions in another script, the words that were guessed, and corrections."""

from dataclasses import asdict
from typing import Annotated

import typer

from polyglot.cli import common, show
from polyglot.cli.bench import Article
from polyglot.cli.common import Articles, Format, Wait, WorkspaceOption
from polyglot.cli.work import at_work

Tags = Annotated[
    list[str] | None,
    typer.Option("-l", "--language", metavar="TAG", help="Only this edition; may be repeated."),
]
Tag = Annotated[str, typer.Option("-l", "--language", metavar="TAG", help="The edition: uz-Cyrl.")]


def register(app: typer.Typer) -> None:
    """Add the command group `script` to *app*."""
    common.group(app, "script", "Settle and correct editions in another script.", words, correct)


def words(
    articles: Articles = None,
    tags: Tags = None,
    workspace: WorkspaceOption = None,
    format_: Format = "text",
) -> None:
    """List the words whose letters were guessed, each once, as lines of terms/transliteration.csv.

    Append the lines that are right, mend the others: what is in that file is never asked again.

    \b
    polyglot script words                      every article, every edition
    polyglot script words bread -l uz-Cyrl     one article in one script

    Exit codes: 0 done, 1 a wrong line in terms/transliteration.csv, 2 wrong usage.
    """
    from polyglot.pipeline.proofing import checked_tags, guessed

    with at_work("script words", workspace, writes=False) as entered:
        chosen = checked_tags(entered, tags or ())
        found = guessed(entered, articles or (), chosen, day=common.today())
    if common.is_json(format_):
        show.dump(
            [asdict(one.guess) | {"article": one.article, "articles": one.count} for one in found]
        )
        return
    if found:
        show.say("language,source,target,word,form")
    for one in found:
        guess = one.guess
        language, _, source = guess.source.partition("-")
        target = guess.target.partition("-")[2]
        show.say(f"{language},{source},{target},{guess.word},{guess.form}")
        show.tell(f"  {guess.word} → {guess.form}: {guess.kind}, in {one.article}")
    if not found:
        show.tell("No word waits to be settled.")


def correct(
    article: Article,
    tag: Tag,
    workspace: WorkspaceOption = None,
    wait: Wait = 0,
) -> None:
    """Write a PO file with every text of an edition in one script, and say where it is.

    Fill in only what is to read otherwise. The next run keeps what you filled in,
    and forgets the rest; a correction counts as long as the text it corrects is the same.

    \b
    polyglot script correct bread -l uz-Cyrl

    Exit codes: 0 done, 1 the file cannot be read, 2 wrong usage, 3 lock or disk.
    """
    from polyglot.pipeline.proofing import checked_tags, lay_out

    with at_work("script correct", workspace, wait=wait) as entered:
        (chosen,) = checked_tags(entered, (tag,))
        path = lay_out(entered, article, chosen, day=common.today())
    show.say(path)
