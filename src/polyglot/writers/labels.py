"""What an edition tells its readers about itself, in their language.

Everything here is computed from the edition's tally and dates; nothing is stored.
"""

from dataclasses import dataclass, replace
from typing import Literal

from polyglot.languages import Language, load, string
from polyglot.languages.formats import format_date
from polyglot.model import Edition
from polyglot.plugins import Site

_SCHEMA = "https://schema.org/"


@dataclass(frozen=True, slots=True)
class Banner:
    """One sentence above an article; *kind* names it for style sheets."""

    kind: str
    text: str


def language_of(tag: str, site: Site) -> Language:
    """Return the language that *tag* names, with the words that people gave the site."""
    language, own = load(tag), site.strings.get(tag)
    return replace(language, strings={**language.strings, **own}) if own else language


def machine(edition: Edition) -> Literal["", "all", "part", "checked"]:
    """Tell how much of *edition* a machine wrote.

    `all` and `part` are texts no person has checked;
    `checked` means that a machine wrote some of it and a person stands behind each such text.
    """
    tally = edition.tally
    if edition.language == edition.source_language:
        return ""
    if tally.machine:
        return "all" if tally.machine >= tally.total - tally.untranslated else "part"
    return "checked" if tally.checked_machine else ""


def banners(edition: Edition, language: Language) -> list[Banner]:
    """Return what a reader must know before the first word, in the order of its weight."""
    found: list[Banner] = []
    if edition.is_draft:
        found.append(Banner("draft", string(language, "draft_banner")))
    if edition.notice is not None:
        text = string(language, "source_notice", date=format_date(edition.notice, language))
        found.append(Banner("notice", text))
    share = machine(edition)
    if share == "all":
        found.append(Banner("machine", string(language, "machine_banner")))
    elif share == "part":
        found.append(Banner("machine", string(language, "machine_part_banner")))
    if edition.tally.untranslated and edition.language != edition.source_language:
        found.append(Banner("untranslated", string(language, "untranslated_banner")))
    return found


def facts(edition: Edition, language: Language) -> list[str]:
    """Return when an edition went out, when it changed, and who translated it."""
    found: list[str] = []
    if edition.published and edition.metadata.day and edition.published != edition.metadata.day:
        day = format_date(edition.published, language)
        found.append(string(language, "published_on", date=day))
    if edition.modified and edition.modified != edition.published:
        found.append(string(language, "updated_on", date=format_date(edition.modified, language)))
    if label := origin(edition, language):
        found.append(label)
    return found


def origin(edition: Edition, language: Language) -> str:
    """Return who translated *edition*, where that can be said in a few words and is true."""
    tally = edition.tally
    if edition.language == edition.source_language or not tally.total:
        return ""
    if tally.checked_machine:
        return string(language, "machine_checked") if not tally.machine else ""
    is_done = not (tally.untranslated or tally.drafts or tally.machine or tally.unconfirmed)
    return string(language, "translated_by_people") if is_done else ""


def machine_source(edition: Edition) -> str:
    """Return schema.org's name for text that a machine wrote; empty for people's text.

    Source: IPTC digital source types, in schema.org since version 29.
    """
    share = machine(edition)
    if not share:
        return ""
    tally = edition.tally
    is_whole = tally.machine + tally.checked_machine >= tally.total - tally.untranslated
    kind = "TrainedAlgorithmicMedia" if is_whole else "CompositeWithTrainedAlgorithmicMedia"
    return f"{_SCHEMA}{kind}DigitalSource"
