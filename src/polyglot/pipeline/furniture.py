"""The words of the site as shared messages: what a page says around an article.

They come with the language data, in English and as a machine's drafts in the other languages.
A person who accepts or corrects one in the shared catalog decides what pages say.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from polyglot.catalog import Segment
from polyglot.languages import load, scripts
from polyglot.model import Catalog, Draft, Finding, Message, Severity
from polyglot.workspace import SHARED, catalog_path

Spelling: TypeAlias = Callable[[str, str], str]
"""Given a text and a tag, returns the text in the script of the tag."""

CONTEXT = "site"
"""The context of the words of the site."""

ORIGIN = "polyglot"
"""Where the drafts of these words come from: a machine wrote them into the language data."""

SOURCE = "en"
"""The language in which these words are written; the others' are translations of them."""

_NOTE = "Words of the site"
_FIELD = re.compile(r"\{(\w+)\}")


def words() -> Mapping[str, str]:
    """Return the words by their keys, in English."""
    return load(SOURCE).strings


def segments(catalog: Catalog) -> list[Segment]:
    """Return the segments of the shared catalog: the words of the site, then what is there.

    In English there are only those that somebody put there to have them otherwise.
    """
    known = {message.key for message in catalog.messages if not message.is_obsolete}
    site = [
        Segment(text, CONTEXT, _notes(text))
        for text in words().values()
        if catalog.language != SOURCE or (CONTEXT, text) in known
    ]
    others = [
        Segment(message.source, message.context, message.notes)
        for message in catalog.messages
        if not message.is_obsolete and message.context != CONTEXT
    ]
    return site + others


def _notes(text: str) -> tuple[str, ...]:
    fields = ", ".join(f"{{{name}}}" for name in _FIELD.findall(text))
    return (_NOTE, f"{fields} stays as it is") if fields else (_NOTE,)


def drafts(language: str, tag: str) -> Iterator[Draft]:
    """Yield the words as the language data has them, in the script of *tag*."""
    if language == SOURCE:
        return
    own = load(tag).strings
    for key, text in words().items():
        yield Draft(CONTEXT, text, own[key], ORIGIN, is_machine=True)


def strings(
    language: str, messages: Iterable[Message], tags: Iterable[str], spellings: Spelling
) -> dict[str, dict[str, str]]:
    """Return by page tag what the finished *messages* make of the words, where that is new.

    A text that is the data's own is no news: each script has it already.
    Others are brought into the script of each of *tags* by *spellings*.
    """
    keys = {text: key for key, text in words().items()}
    texts = {
        keys[message.source]: message.target
        for message in messages
        if message.context == CONTEXT
        and message.source in keys
        and is_whole(message.source, message.target)
    }
    own = [load(tag).strings for tag in scripts(language)]
    news = {key: text for key, text in texts.items() if all(text != known[key] for known in own)}
    return {
        load(tag).page_tag: {key: _spelt(text, tag, spellings) for key, text in news.items()}
        for tag in tags
        if news
    }


def _spelt(text: str, tag: str, spellings: Spelling) -> str:
    """Return *text* in the script of *tag*; the names of its fields stay as they are."""
    parts = re.split(r"(\{\w+\})", text)
    return "".join(
        part if number % 2 or not part else spellings(part, tag)
        for number, part in enumerate(parts)
    )


def is_whole(source: str, target: str) -> bool:
    """Tell whether *target* has the fields of *source* and no other brace."""
    return set(_FIELD.findall(source)) == set(_FIELD.findall(target)) and not (
        set("{}") & set(_FIELD.sub("", target))
    )


def findings(catalog: Catalog) -> Iterator[Finding]:
    """Yield a warning for each of the words that no page can use as it is."""
    for message in catalog.messages:
        if message.context != CONTEXT or message.is_obsolete or not message.target:
            continue
        if not is_whole(message.source, message.target):
            yield Finding(
                "site-words",
                Severity.WARNING,
                catalog_path(SHARED, catalog.language),
                message.line,
                "what stands in braces is not what the English words have",
                source=message.source,
                target=message.target,
                hint="copy it from the English text; until then pages use polyglot's own words",
                language=catalog.language,
                context=message.context,
                is_waivable=False,
            )
