"""The laws, for shared messages: whatever people did before and do between."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from newsroom import DAY, LANGUAGE, Newsroom
from polyglot.ledger import Ledger, observe, pair_of
from polyglot.model import Article, Metadata, State
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.filling import fill
from polyglot.pipeline.shared import Shared, Text
from polyglot.pipeline.survey import Source
from polyglot.publication import Record

TEXTS = ("А.", "Б.")
SHARED = st.one_of(
    st.none(),
    st.tuples(st.sampled_from(TEXTS), st.booleans(), st.booleans()),
)
"""What is fixed for the one message: nothing, or a text, whose kind it is, whether approved."""

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("share"), SHARED),
        st.tuples(st.sampled_from(["type", "draft", "leave"]), st.sampled_from(TEXTS)),
        st.tuples(st.sampled_from(["clear", "mark", "empty", "look"]), st.none()),
    ),
    max_size=8,
)


def shared_of(room: Newsroom, known: tuple[str, bool, bool] | None) -> Shared:
    """Return shared messages in which the room's one message is fixed so."""
    if known is None:
        return Shared(texts={LANGUAGE: {}})
    target, is_machine, is_approved = known
    message = replace(room.message(), target=target)
    approved = {pair_of(LANGUAGE, message): False} if is_approved else {}
    return Shared({LANGUAGE: {message.key: Text(target, is_machine)}}, approved)


def filled(room: Newsroom, shared: Shared) -> Desk:
    """Look at the file, fill it, and save it with its ledger, as every command does."""
    room.ledger = Ledger(room.ledger.lines, shared=shared.approved)
    room.look()
    article = Article("a", "content/a.md", "en", "markdown", Metadata(), (), (), ())
    source = Source("a", "content/a.md")
    read = {LANGUAGE: ""}
    catalogs = {LANGUAGE: room.catalog}
    desk = Desk(source, article, catalogs, read, room.ledger, Record(), shared=shared)
    desk = fill(desk, day=DAY)
    room.catalog, room.ledger = desk.catalogs[LANGUAGE], desk.ledger
    return desk


def act(room: Newsroom, what: str, text: object) -> None:
    """Let somebody do something to the file."""
    target = str(text)
    if what in ("type", "leave"):
        room.type(target, is_fuzzy=what == "leave")
    elif what == "draft" and not room.message().target:
        room.draft(target)
    elif what == "empty":
        room.type("")
    elif what == "clear" and room.message().target:
        room.clear()
    elif what == "mark" and room.message().target:
        room.mark()


@given(ACTS)
def test_shared_messages_keep_the_laws(acts: list[tuple[str, object]]) -> None:
    """People's texts stay, no text rises by itself, and nothing changes the second time."""
    room = Newsroom()
    known: tuple[str, bool, bool] | None = None
    for what, value in acts:
        if what == "share":
            known = value  # type: ignore[assignment] # drawn from SHARED
            continue
        act(room, what, value)
        shared = shared_of(room, known)
        room.ledger = Ledger(room.ledger.lines, shared=shared.approved)
        room.look()
        before, was = room.message(), room.state()
        is_free = not before.target or room.ledger.is_untouched_draft(LANGUAGE, before)
        filled(room, shared)
        after, now = room.message(), room.state()

        assert is_free or after.target == before.target or was is State.UNCONFIRMED
        if now is State.APPROVED:
            assert pair_of(LANGUAGE, after) in shared.approved
            assert not after.is_fuzzy
        elif not now.is_draft and now is not State.UNTRANSLATED:
            assert now is was
        assert observe(room.ledger, room.catalog, by="unknown", day=DAY) == ()
        again = filled(room, shared)
        assert (again.lines, room.message()) == ((), after)
