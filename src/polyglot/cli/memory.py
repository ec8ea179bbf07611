"""`polyglot memory`: what people stood behind, looked up by its words."""

from typing import TYPE_CHECKING, Annotated

import typer

from polyglot.cli import common, show
from polyglot.cli.common import Format, Languages, WorkspaceOption
from polyglot.cli.work import at_work

if TYPE_CHECKING:
    from polyglot.pipeline.concordance import Use

_MOST = 100


def register(app: typer.Typer) -> None:
    """Add the command group `memory` to *app*."""
    common.group(app, "memory", "Look into the translation memory.", search)


def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", show_default=False)],
    language: Languages = None,
    workspace: WorkspaceOption = None,
    format_: Format = "text",
) -> None:
    """Show how words were translated, where, and who stands behind it.

    Words are found in originals and translations, in capital and small letters, across tags
    and inside longer words. Only texts that a person stands behind are shown, the first 100.

    \b
    polyglot memory search "Human Dimension"
    polyglot memory search "Human Dimension" -l kk --format json

    Exit codes: 0 done, also if nothing was found, 2 wrong usage, 3 lock or disk.
    """
    from polyglot.pipeline.concordance import concordance

    with at_work("memory search", workspace, writes=False) as entered:
        known = entered.settings.languages
        languages = common.languages(language, known) if language else ()
        uses = concordance(entered, words, languages, most=_MOST + 1, day=common.today())
    shown = uses[:_MOST]
    if common.is_json(format_):
        show.dump([_plain(use) for use in shown])
    for use in () if common.is_json(format_) else shown:
        pair = use.hit.pair
        show.say(f"{pair.article}\t{pair.language}\t{_behind(use)}")
        show.say(f"  {pair.source_language:<7} {_flat(pair.source)}")
        show.say(f"  {pair.language:<7} {_flat(pair.target)}")
    more = ", and there are more" if len(uses) > _MOST else ""
    show.tell(f"{show.amount(len(shown), 'translation')}{more}")


def _flat(text: str) -> str:
    return show.veiled(" ".join(text.split()))


def _behind(use: "Use") -> str:
    """Return who stands behind a text, in words."""
    told = [f"{act} by {', '.join(names)}" for act, names in use.names.items() if names]
    machine = ["first written by a machine"] if use.hit.pair.is_machine else []
    return "; ".join([*(told or [use.hit.pair.strength]), *machine])


def _plain(use: "Use") -> dict[str, object]:
    pair = use.hit.pair
    return {
        "article": pair.article,
        "source_language": pair.source_language,
        "language": pair.language,
        "context": pair.context,
        "source": show.veiled(pair.source),
        "target": show.veiled(pair.target),
        "found_in": list(use.hit.sides),
        "state": pair.strength,
        "is_machine": pair.is_machine,
        **{act: list(names) for act, names in use.names.items()},
    }
