"""What goes out: names for the files, drafts in another script, and whether one came back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from polyglot.exchange.postmark import Postmark, prints_of
from polyglot.model import Catalog, Message


def file_names(articles: Iterable[str]) -> Mapping[str, str]:
    """Return a name without folders for each of *articles*: `news-bread` for `news/bread`.

    Where two would get the same, in any case of letters, each ends in a hash of its id.
    """
    names = {article: article.replace("/", "-") for article in articles}
    taken: dict[str, int] = {}
    for name in names.values():
        taken[name.casefold()] = taken.get(name.casefold(), 0) + 1
    return {
        article: name if taken[name.casefold()] == 1 else f"{name}-{_hash(article)}"
        for article, name in names.items()
    }


def _hash(article: str) -> str:
    return sha256(article.encode()).hexdigest()[:6]


def respelt(
    catalog: Catalog,
    *,
    is_untouched: Callable[[Message], bool],
    spell: Callable[[Message, str], str],
) -> Catalog:
    """Return *catalog* with its drafts in the script that its translator prefers.

    A text that a person wrote or let stand stays in the script it was written in.
    """
    messages = tuple(
        replace(message, target=spell(message, message.target))
        if is_untouched(message) and not message.is_obsolete
        else message
        for message in catalog.messages
    )
    return replace(catalog, messages=messages)


def is_untouched(catalog: Catalog, postmark: Postmark) -> bool:
    """Tell whether nobody changed a text, a mark or a comment since the file was sent."""
    return bool(postmark.article) and frozenset(prints_of(catalog.messages)) == postmark.prints
