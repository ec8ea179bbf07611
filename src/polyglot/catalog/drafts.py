"""Drafts put into a catalog, only where no person's text stands."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from polyglot.model import Catalog, Draft, Message


def place(
    catalog: Catalog,
    drafts: Sequence[Draft],
    *,
    may_replace: Callable[[Message], bool] = lambda _: False,
) -> Catalog:
    """Return *catalog* with *drafts* as fuzzy targets of the messages they are for.

    A draft is written only where there is no target,
    or where *may_replace* says that the target is a draft nobody edited or accepted.
    What is noted of a draft, such as the text it was made from, is a hint beside it.
    The catalog itself comes back where nothing was written.
    """
    texts = {(d.context, d.source): d for d in drafts if d.target}
    messages = tuple(_drafted(m, texts, may_replace) for m in catalog.messages)
    if all(new is old for new, old in zip(messages, catalog.messages, strict=True)):
        return catalog
    return replace(catalog, messages=messages)


def _drafted(
    message: Message,
    texts: dict[tuple[str | None, str], Draft],
    may_replace: Callable[[Message], bool],
) -> Message:
    draft = texts.get(message.key)
    if draft is None or message.is_obsolete or message.plural or draft.target == message.target:
        return message
    if message.target and not (message.is_fuzzy and may_replace(message)):
        return message
    hints = (draft.note,) if draft.note else ()
    return replace(
        message, target=draft.target, is_fuzzy=True, previous=None, remark="", hints=hints
    )
