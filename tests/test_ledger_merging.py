"""The ledger and the merge together: polyglot's own marks are never taken for a person's."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from newsroom import DAY, LANGUAGE, Newsroom
from polyglot.catalog import Segment, merge
from polyglot.ledger import observe
from polyglot.model import Catalog, Message, State

SENTENCES = (
    "The court opened the case on Monday morning.",
    "Two of the activists were released without charge.",
    "Their lawyer said that nobody had seen the file.",
    "The ministry did not answer the questions of this paper.",
    "A hearing is expected before the end of the month.",
)
MACHINE = {text: f"Машина: {text}" for text in SENTENCES}
PERSON = {text: f"Адам: {text}" for text in SENTENCES}

articles = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True).map(" ".join),
    min_size=1,
    max_size=4,
    unique=True,
)
deeds = st.lists(
    st.tuples(st.sampled_from(["type", "edit", "clear", "mark", "empty"]), st.integers(0, 3)),
    max_size=3,
)


def extract(room: Newsroom, sources: list[str]) -> None:
    """Look at the file, then bring it up to date with the article."""
    room.look("Aizada")
    known = {message.key for message in room.catalog.messages}
    merged = merge(
        room.catalog,
        [Segment(source) for source in sources],
        is_machine_draft=lambda message: room.ledger.is_machine_draft(LANGUAGE, message),
        stood=lambda message: room.ledger.stood(LANGUAGE, message),
    )
    room.write(room.ledger.carried(LANGUAGE, [(c.new, c.origins) for c in merged.changes if c.new]))
    room.catalog = merged.catalog
    for number, message in enumerate(room.catalog.messages, 1):
        if not message.target and not message.is_obsolete and message.key not in known:
            room.recall(number)


def translate(text: str, words: dict[str, str]) -> str:
    """Say *text* sentence by sentence in the words of a machine or a person."""
    for sentence, said in words.items():
        text = text.replace(sentence, said)
    return text


def draft(room: Newsroom) -> None:
    """Let an engine fill what is empty, unless somebody threw its text out."""
    for number, message in enumerate(room.catalog.messages, 1):
        target = translate(message.source, MACHINE)
        refused = room.ledger.refused(LANGUAGE, None, message.source)
        if not message.target and not message.is_obsolete and target not in refused:
            room.draft(target, number)


def work(room: Newsroom, deed: tuple[str, int]) -> None:
    """Let a translator do something to one paragraph."""
    what, at = deed
    live = [n for n, m in enumerate(room.catalog.messages, 1) if not m.is_obsolete]
    number = live[at % len(live)]
    message = room.message(number)
    if what == "type":
        room.type(translate(message.source, PERSON), number)
    elif what == "edit" and message.target:
        room.type(message.target + " Түзетілді.", number)
    elif what == "clear":
        room.clear(number)
    elif what == "mark" and message.target:
        room.mark(number)
    elif what == "empty":
        room.type("", number)


@given(st.lists(st.tuples(articles, deeds), min_size=1, max_size=5))
def test_after_every_command_there_is_nothing_left_to_see(
    versions: list[tuple[list[str], list[tuple[str, int]]]],
) -> None:
    """What a command itself did to the file is no act of a person, and repeats itself never."""
    room = Newsroom(Catalog(LANGUAGE))
    for sources, work_done in versions:
        extract(room, sources)
        assert observe(room.ledger, room.catalog, by="Timur", day=DAY) == ()
        draft(room)
        assert observe(room.ledger, room.catalog, by="Timur", day=DAY) == ()
        before = room.catalog
        extract(room, sources)
        assert room.catalog == before
        for deed in work_done:
            work(room, deed)


@given(st.lists(st.tuples(articles, deeds), min_size=1, max_size=5))
def test_what_holds_a_machines_sentence_is_no_persons_text_unless_a_person_edited_it(
    versions: list[tuple[list[str], list[tuple[str, int]]]],
) -> None:
    """Law 10: splitting, joining and moving leave a machine's text a machine's text."""
    room = Newsroom(Catalog(LANGUAGE))
    for sources, work_done in versions:
        extract(room, sources)
        draft(room)
        for deed in work_done:
            if deed[0] != "edit":
                work(room, deed)
    room.look("Aizada")

    for message in room.catalog.messages:
        if "Машина" in message.target and not message.is_obsolete:
            finished = replace(message, is_fuzzy=False, previous=None)
            assert room.ledger.state(LANGUAGE, finished) is not State.TRANSLATED


def test_a_paragraph_is_split_and_joined_again() -> None:
    """The halves are drafts that somebody worked on; the whole wakes as it was."""
    room = Newsroom(Catalog(LANGUAGE))
    whole = f"{SENTENCES[0]} {SENTENCES[1]}"
    extract(room, [whole])
    draft(room)
    room.clear()
    extract(room, [whole])
    accepted = room.message()

    extract(room, [SENTENCES[0], SENTENCES[1]])
    halves = [message for message in room.catalog.messages if not message.is_obsolete]
    extract(room, [whole])

    assert all(room.ledger.state(LANGUAGE, half).is_draft for half in halves)
    assert not any(room.ledger.is_machine_draft(LANGUAGE, half) for half in halves)
    assert room.message() == accepted
    assert room.state() is State.ACCEPTED


def test_an_obsolete_message_keeps_its_text_and_gets_its_state_back() -> None:
    """A paragraph that was taken out and put back costs nobody any work."""
    room = Newsroom(Catalog(LANGUAGE, (Message(SENTENCES[0]),)))
    room.type("Сот ісі.")
    room.look("Aizada")

    extract(room, [])
    assert room.state() is State.OBSOLETE
    extract(room, [SENTENCES[0]])

    assert room.state() is State.TRANSLATED
