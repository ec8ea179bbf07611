"""The lists that lead to the pages: one for each language, and the choice among them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, overload

from polyglot.languages import Language
from polyglot.model import Edition
from polyglot.plugins import Sibling, Site
from polyglot.writers.frame import day_of, pieces, render, switcher
from polyglot.writers.labels import language_of, machine
from polyglot.writers.links import absolute, index_path, page_path, relative
from polyglot.writers.words import plain, title_of

__all__ = ["CHOOSER", "Entry", "chooser", "entry_of", "index", "index_path", "place_of"]

CHOOSER = "index.html"
"""Where the choice of languages stands below the exports folder."""

_LABELS = {
    "": "",
    "all": "machine_banner",
    "part": "machine_part_banner",
    "checked": "machine_checked",
}


class Entry(NamedTuple):
    """An edition as an index lists it; plain values, to be kept while its page does not change.

    *label* names the site's string that tells of machine text, and is empty without any.
    """

    article: str
    path: str
    title: str
    summary: str = ""
    day: date | None = None
    label: str = ""


def entry_of(edition: Edition) -> Entry:
    """Return how an index lists *edition*."""
    return Entry(
        article=edition.article,
        path=page_path(edition.tag, edition.article),
        title=title_of(edition),
        summary=plain(edition.summary).strip(),
        day=edition.metadata.day or edition.published,
        label=_LABELS[machine(edition)],
    )


def place_of(entry: Entry) -> tuple[int, str]:
    """Return what an index puts *entry* in order by: newest articles first, then by their ids."""
    return -(entry.day or date.min).toordinal(), entry.article


def index(
    entries: Sequence[Entry], site: Site, *, tag: str, is_draft: bool = False
) -> tuple[str, Iterator[bytes]]:
    """Return path and bytes of the index of one language and script, the bytes piece by piece.

    *entries* are listed in their order, which `place_of` tells.
    The siblings of *site* are the other languages' indexes.

    Raises:
        PublicationError: If one of the user's own templates is wrong.
    """
    here = index_path(tag)
    known = language_of(tag, site)
    strings = known.strings
    canonical = "" if is_draft else absolute(site, here)
    values: dict[str, object] = {
        "lang": tag,
        "dir": known.direction,
        "title": strings["home"],
        "home": relative(here, CHOOSER),
        "banners": [{"kind": "draft", "text": strings["draft_banner"]}] if is_draft else (),
        "entries": _Listed(entries, here, known),
        "switcher": switcher(site, here=here, tag=tag),
        "strings": strings,
        "is_hidden": is_draft,
        "canonical": canonical,
        "alternates": _alternates(site.siblings, site) if canonical else (),
    }
    return here, pieces("index.html", site, values)


class _Listed(Sequence[dict[str, object]]):
    """What a template gets of the entries; of each, only while it is looked at."""

    def __init__(self, entries: Sequence[Entry], here: str, known: Language) -> None:
        self._entries = entries
        self._here = here
        self._known = known

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, number: int) -> dict[str, object]: ...

    @overload
    def __getitem__(self, number: slice) -> list[dict[str, object]]: ...

    def __getitem__(self, number: int | slice) -> dict[str, object] | list[dict[str, object]]:
        if isinstance(number, slice):
            return [self._shown(entry) for entry in self._entries[number]]
        return self._shown(self._entries[number])

    def _shown(self, entry: Entry) -> dict[str, object]:
        return {
            "href": relative(self._here, entry.path),
            "title": entry.title,
            "summary": entry.summary,
            "day": day_of(entry.day, self._known),
            "label": self._known.strings[entry.label] if entry.label else "",
        }


def chooser(site: Site, *, is_draft: bool = False) -> tuple[str, bytes]:
    """Return path and bytes of the page where a reader chooses a language.

    It speaks all of them: its title is the site's name, and it redirects nobody.

    Raises:
        PublicationError: If one of the user's own templates is wrong.
    """
    first = language_of(site.siblings[0].tag if site.siblings else "en", site)
    values: dict[str, object] = {
        "lang": site.siblings[0].tag if site.siblings else first.page_tag,
        "dir": first.direction,
        "title": site.name or first.strings["language_switcher"],
        "home": "",
        "banners": (),
        "choices": switcher(site, here=CHOOSER, tag=""),
        "switcher": (),
        "strings": first.strings,
        "is_hidden": is_draft,
    }
    return CHOOSER, render("chooser.html", site, values)


def _alternates(siblings: Sequence[Sibling], site: Site) -> list[dict[str, str]]:
    found = [{"tag": s.tag, "url": absolute(site, s.path)} for s in siblings if s.path]
    return [*found, {"tag": "x-default", "url": absolute(site, CHOOSER)}]
