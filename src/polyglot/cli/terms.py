"""`polyglot terms`: what the lists of terms and names know of an article."""

from typing import TYPE_CHECKING

import typer

from polyglot.cli import common, show
from polyglot.cli.bench import Article
from polyglot.cli.common import Format, WorkspaceOption
from polyglot.cli.work import at_work
from polyglot.model import Severity

if TYPE_CHECKING:
    from polyglot.pipeline.wording import Found, Missing, Place

# How many places of a candidate are shown to people.
_PLACES = 3


def register(app: typer.Typer) -> None:
    """Add the command group `terms` to *app*."""
    common.group(app, "terms", "Look at an article with the lists of terms and names.", find)


def find(
    article: Article,
    workspace: WorkspaceOption = None,
    format_: Format = "text",
) -> None:
    """List the terms and names of an article, and what may deserve an entry.

    Entries are those of terms/glossary.csv and terms/names.csv, with all their endings.
    Without an entry are: capitalised words that do not begin a sentence, abbreviations,
    organisations, and phrases that come three times.

    \b
    polyglot terms find bread
    polyglot terms find bread --format json

    Exit codes: 0 done, 1 the article cannot be read or a list has an error, 2 wrong usage.
    """
    from polyglot.pipeline.wording import wording

    with at_work("terms find", workspace, writes=False) as entered:
        result = wording(entered, article)
    if common.is_json(format_):
        show.dump(
            {
                "language": result.language,
                "found": [_found(one) for one in result.found],
                "missing": [_missing(one) for one in result.missing],
            }
        )
    else:
        for found in result.found:
            show.say("\t".join(_told(found)))
        for missing in result.missing:
            places = ", ".join(_place(one) for one in missing.places[:_PLACES])
            more = ", …" if len(missing.places) > _PLACES else ""
            count = show.amount(len(missing.places), "time")
            show.say(f"{places}{more}\tno entry\t{missing.sort}\t{missing.text}\t{count}")
        entries = len({one.entry.name for one in result.found})
        known = show.amount(entries, "entry", "entries")
        show.tell(
            f"{known} found; {show.amount(len(result.missing), 'candidate')} without an entry"
        )
    show.findings(result.findings)
    if any(one.severity is Severity.ERROR for one in result.findings):
        common.leave(1)


def _place(place: "Place") -> str:
    return f"{place.path}:{place.line}"


def _told(found: "Found") -> tuple[str, ...]:
    """Return the cells of a line; of a protected name only which it is and where."""
    entry = found.entry
    if entry.kind == "protected":
        return (_place(found.place), "protected", entry.name)
    name = f"{found.text} = {entry.name}" if found.text != entry.name else found.text
    return (_place(found.place), found.status, entry.kind, show.veiled(name))


def _found(found: "Found") -> dict[str, object]:
    entry = found.entry
    return {
        "entry": show.veiled(entry.name) if entry.kind != "protected" else entry.name,
        "kind": entry.kind,
        "status": found.status,
        "form": show.veiled(found.form),
        "text": show.veiled(found.text),
        "domain": entry.domain,
        "note": show.veiled(entry.note),
        **_where(found.place),
    }


def _missing(missing: "Missing") -> dict[str, object]:
    return {
        "text": show.veiled(missing.text),
        "sort": missing.sort,
        "count": len(missing.places),
        "places": [_where(place) for place in missing.places],
    }


def _where(place: "Place") -> dict[str, object]:
    return {
        "path": place.path,
        "line": place.line,
        "sentence": place.sentence,
        "start": place.start,
        "end": place.end,
    }
