"""Drafts and remarks: what polyglot itself writes into a catalog."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogs import PATH, catalog_of, catalogs
from polyglot import catalog as po
from polyglot.model import Catalog, Draft, Message, State

NAN = Draft(None, "Bread", "Нан", "google", is_machine=True)
EMPTY = Message("Bread", remark="draft, needs work")
DRAFTED = Message("Bread", target="Нан", is_fuzzy=True)


def test_a_draft_fills_an_empty_message_and_is_marked() -> None:
    """A translator sees at once that nobody stands behind it."""
    catalog = po.place(catalog_of(EMPTY, Message("Salt")), [NAN])

    assert catalog.messages == (DRAFTED, Message("Salt"))


@pytest.mark.parametrize(
    "message",
    [
        Message("Bread", target="Тоқаш"),
        Message("Bread", target="Тоқаш", is_fuzzy=True),
        Message("Bread", "title"),
        Message("Bread", is_obsolete=True),
    ],
    ids=["a person's text", "a person's draft", "another context", "obsolete"],
)
def test_a_draft_replaces_nothing(message: Message) -> None:
    """A machine never writes over a person."""
    catalog = catalog_of(message)

    assert po.place(catalog, [NAN]) is catalog


def test_a_draft_replaces_a_draft_that_the_caller_gives_up() -> None:
    """A finished text is never given up, whatever the caller says."""
    older = Message("Bread", target="Тоқаш", is_fuzzy=True, previous=(None, "Breads"))
    drafts = [NAN, Draft(None, "Salt", "Тұз", "google", is_machine=True)]
    finished = Message("Salt", target="Тұзы")

    catalog = po.place(catalog_of(older, finished), drafts, may_replace=lambda _: True)

    assert catalog.messages == (DRAFTED, finished)


@given(catalogs(), st.sampled_from(["kept", "given up"]))
def test_placing_twice_changes_nothing_the_second_time(catalog: Catalog, drafts_are: str) -> None:
    """An engine that says the same again changes no file."""
    drafts = [
        Draft(m.context, m.source, "Нан", "google", is_machine=True) for m in catalog.messages
    ]
    once = po.place(catalog, drafts, may_replace=lambda _: drafts_are == "given up")

    assert po.place(once, drafts, may_replace=lambda _: drafts_are == "given up") is once


@pytest.mark.parametrize("state", list(State))
def test_a_remark_is_known_for_ours_when_it_is_read(state: State) -> None:
    """It can be taken away when it becomes untrue, and is no comment of a person's."""
    remark = po.remark(state, "google")
    catalog = catalog_of(replace(DRAFTED, remark=remark, comments=("machine draft?",)))

    (message,) = po.read(po.write(catalog), path=PATH, language="kk").messages

    assert bool(remark) == state.is_draft
    assert (message.remark, message.comments) == (remark, ("machine draft?",))


def test_an_untrue_remark_is_corrected() -> None:
    """A translator took the mark off; the comment must not go on calling it a draft."""
    remark = po.remark(State.MACHINE, "google")
    catalog = catalog_of(replace(DRAFTED, remark=remark, is_fuzzy=False), DRAFTED)

    corrected = po.with_remarks(catalog, lambda m: remark if m.is_fuzzy else "")

    assert [message.remark for message in corrected.messages] == ["", remark]
    assert po.with_remarks(corrected, lambda m: remark if m.is_fuzzy else "") is corrected
