"""The pages of the reference that show a language's data, made from the data alone."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from polyglot.languages import Language, data, load, scripts
from polyglot.languages.facts import Facts, choices, facts
from polyglot.languages.formats import (
    by_line,
    format_date,
    format_datetime,
    format_list,
    format_number,
    format_percent,
    format_short_date,
)
from polyglot.languages.typography import fix

MOMENT = datetime(2022, 9, 14, 18, 5, tzinfo=UTC)
SOURCE = re.compile(r"((?:^#(?! ---).*\n)+)\[([\w.]+)\]$", re.MULTILINE)
NAMES = ("A", "B", "C")

ROWS: Mapping[str, Callable[[Language], str]] = {
    "Name of itself": lambda of: of.autonym,
    "On pages": lambda of: code(of.page_tag),
    "Direction": lambda of: "right to left" if of.direction == "rtl" else "left to right",
    "Long date": lambda of: format_date(MOMENT, of),
    "Short date": lambda of: format_short_date(MOMENT, of),
    "Date with time": lambda of: format_datetime(MOMENT, of),
    "Months in dates": lambda of: " ".join(of.dates.months),
    "Months alone": lambda of: " ".join(of.dates.months_alone),
    "Months, short": lambda of: " ".join(of.dates.months_short),
    "Weekdays": lambda of: " ".join(of.dates.weekdays),
    "Weekdays, short": lambda of: " ".join(of.dates.weekdays_short),
    "Number": lambda of: format_number(Decimal("1234567.5"), of),
    "Percent": lambda of: format_percent(50, of),
    "List of two": lambda of: format_list(NAMES[:2], of),
    "List of three": lambda of: format_list(NAMES, of),
    "Choice": lambda of: format_list(NAMES, of, is_choice=True),
    "By-line": lambda of: by_line(NAMES, of),
    "Quotation marks": lambda of: fix('"A "B" C"', of),
    "Dash": lambda of: fix("A - B", of),
    "Plural forms": lambda of: code(of.plural.replace("|", "\\|")),
}
WORDS: Mapping[str, Callable[[Facts], str]] = {
    "Alphabet": lambda of: " ".join(of.lower),
    "Capitals": lambda of: " ".join(of.upper),
    "In loan words only": lambda of: " ".join(sorted(of.loan)) or "–",
    "Number words": lambda of: ", ".join(f"{n} {forms[0]}" for n, forms in of.numerals.items()),
    "Ordinals": lambda of: " ".join(forms[0] for forms in of.ordinals.values()),
    "Endings of ordinals": lambda of: " ".join(f"-{one}" for one in of.ordinal_suffixes),
    "Endings": lambda of: "; ".join(f"{k}: {' '.join(v)}" for k, v in of.suffixes.items()),
    "Negation": lambda of: " ".join(sorted(of.negations)),
    "Endings of negation": lambda of: " ".join(sorted(of.negation_suffixes)) or "–",
    "Law": lambda of: "; ".join(f"{k}: {', '.join(v)}" for k, v in of.law.items()),
    "Organisations": lambda of: "; ".join(", ".join(v) for v in of.organisations.values()),
}


def page(language: str) -> str:
    """Return the page of the reference that shows *language* in all its scripts."""
    found = [load(tag) for tag in scripts(language)]
    name = load("en").names[language]
    return "\n".join(
        (*_head(name, found), *_facts(language), *_choices(language), *_sources(found))
    )


def code(text: str) -> str:
    """Return *text* as code."""
    return f"`{text}`"


def _head(name: str, found: list[Language]) -> Iterator[str]:
    yield f"# {name}"
    yield ""
    yield f"What polyglot knows of {name}, as its data files have it."
    yield "`⍽` is a space at which no line may end."
    yield "The examples are 14 September 2022, 18:05; 1234567.5; 50 percent."
    yield ""
    yield from _table(["", *(code(one.tag) for one in found)])
    for title, written in ROWS.items():
        yield _row([title, *(written(one) for one in found)])
    english = load("en").names
    for other in sorted(english):
        yield _row([f"{english[other]}", *(one.names[other] for one in found)])
    for script, called in load("en").scripts.items():
        yield _row([f"{called} script", *(one.scripts[script] for one in found)])
    yield ""


def _facts(language: str) -> Iterator[str]:
    yield "## Words and endings"
    yield ""
    yield "What checks and terms look for."
    yield ""
    tags = scripts(language)
    yield from _table(["", *map(code, tags)])
    for title, written in WORDS.items():
        yield _row([title, *(written(facts(tag)) for tag in tags)])
    yield ""


def _choices(language: str) -> Iterator[str]:
    found = choices(language)
    if not found:
        return
    yield "## What is disputed"
    yield ""
    yield "The setting [`usage`](../settings.md#usage) decides; the first option is the default."
    yield ""
    yield from _table(["Choice", "Options"])
    for one in found.values():
        yield _row([code(one.name), ", ".join(map(code, one.options))])
    yield ""


def _sources(found: list[Language]) -> Iterator[str]:
    """Yield what the files say of where their tables come from."""
    yield "## Sources"
    yield ""
    yield from _table(["File", "Table", "Source"])
    for one in found:
        for remark, table in SOURCE.findall(data.text_of(one.tag)):
            if table in ("sentences", "orthography"):
                continue
            said = " ".join(line.lstrip("# ").strip() for line in remark.splitlines())
            yield _row([code(f"{one.tag}.toml"), code(table), said])
    yield ""


def _table(header: list[str]) -> Iterator[str]:
    yield _row(header)
    yield "|" + "---|" * len(header)


def _row(cells: list[str]) -> str:
    shown = (cell.replace("\u00a0", "⍽").replace("<", "&lt;") for cell in cells)
    return f"| {' | '.join(shown)} |".replace("|  |", "| |")
