"""How often a merge finds the text that a new one continues, on revisions that are labelled.

`benchmarks/merging.py` measures other programs on the same revisions.
"""

from collections import Counter

import pytest

from polyglot import catalog as po
from polyglot.model import Catalog, Message
from revisions import KINDS, Revision, carried, revisions, target_of

FLOOR = 0.998
"""The share of edits whose partner is right, as measured: of 1,294 edits 2 are wrong."""

KIND_FLOOR = 0.98


def merged(revision: Revision) -> dict[str, Message]:
    """Return the messages in use after the revision, each by its text."""
    olds = [Message(s, target=target_of(n, s)) for n, s in enumerate(revision.before)]
    catalog = po.merge(
        Catalog("kk", tuple(olds)),
        [po.Segment(text.text) for text in revision.after],
        is_machine_draft=lambda _: False,
        stood=lambda _: False,
        source_language=revision.language,
    ).catalog
    return {message.source: message for message in catalog.messages if not message.is_obsolete}


@pytest.fixture(scope="module")
def all_revisions() -> list[tuple[Revision, dict[str, Message]]]:
    """Return every revision with what the merge made of it."""
    return [(revision, merged(revision)) for revision in revisions(40)]


Revised = list[tuple[Revision, dict[str, Message]]]


def test_a_changed_text_finds_its_partner(all_revisions: Revised) -> None:
    """It carries words of the texts it continues and of no other; a new one carries none."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for revision, found in all_revisions:
        for text in revision.after:
            asked[text.kind] += 1
            right[text.kind] += text.is_right(carried(found[text.text].target))

    edits = sum(asked[kind] for kind in KINDS)
    assert edits == 1294
    assert sum(right[kind] for kind in KINDS) / edits >= FLOOR
    assert {kind for kind in KINDS if right[kind] < KIND_FLOOR * asked[kind]} == set()


def test_what_was_not_touched_stays_finished(all_revisions: Revised) -> None:
    """Whatever happened around it, also where it moved or was copied."""
    for revision, found in all_revisions:
        for text in revision.after:
            if text.kind in ("", "moved", "duplicated, first"):
                message = found[text.text]
                assert not message.is_fuzzy
                assert message.target == target_of(text.olds[0], text.text)


def test_no_wrong_partner_is_finished(all_revisions: Revised) -> None:
    """What stands without a mark is the translation of exactly this text."""
    for revision, found in all_revisions:
        for source, message in found.items():
            if message.target and not message.is_fuzzy:
                (number,) = carried(message.target)
                assert revision.before[number] == source


def test_every_kind_of_edit_is_in_the_set(all_revisions: Revised) -> None:
    """A rule that no edit tries would be no rule."""
    kinds = {text.kind for revision, _ in all_revisions for text in revision.after}

    assert set(KINDS) - {"removed"} <= kinds
    assert sum(revision.removed for revision, _ in all_revisions) > 50
