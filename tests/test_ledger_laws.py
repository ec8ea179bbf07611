"""The laws of the ledger, over whatever people, engines and authors do in whatever order."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom import DAY, LANGUAGE, Newsroom
from polyglot import review
from polyglot.errors import ReviewError
from polyglot.ledger import Ledger, dump, observe, parse, seal
from polyglot.model import Line, State

PARAGRAPHS = 6
SOURCES = ("Bread.", "Salt.", "Water.")
MACHINES = ("google:Нан.", "google:Тұз.", "google:Су.")
PEOPLE = ("Бөлке.", "Ас тұзы.", "Суық су.")
NAMES = ("Aizada", "Timur", "Dana")

Step = tuple[str, int, int]

steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "draft",
                "type",
                "type fuzzy",
                "copy",
                "clear",
                "clear all",
                "mark",
                "empty",
                "source",
                "look",
                "accept",
                "approve",
                "reject",
                "revoke",
                "restore",
            ]
        ),
        st.integers(1, PARAGRAPHS),
        st.integers(0, 2),
    ),
    max_size=25,
)


def play(room: Newsroom, step: Step) -> None:
    """Let one thing happen; what polyglot does looks at the file first, as every command."""
    what, number, which = step
    if what in {"draft", "source", "look", "accept", "approve", "reject", "revoke", "restore"}:
        room.look(NAMES[which])
        _command(room, step)
    elif what == "type":
        room.type(PEOPLE[which], number)
    elif what == "type fuzzy":
        room.type(PEOPLE[which], number, is_fuzzy=True)
    elif what == "copy":
        room.type(room.message(which + 1).target, number)
    elif what == "clear":
        room.clear(number)
    elif what == "clear all":
        for at in range(1, PARAGRAPHS + 1):
            room.clear(at)
    elif what == "mark" and room.message(number).target:
        room.mark(number)
    elif what == "empty":
        room.type("", number)


def _command(room: Newsroom, step: Step) -> None:
    what, number, which = step
    message = room.message(number)
    if what == "draft":
        refused = room.ledger.refused(LANGUAGE, None, message.source)
        is_free = not message.target or room.ledger.is_untouched_draft(LANGUAGE, message)
        if is_free and MACHINES[which] not in refused:
            room.draft(MACHINES[which], number, origin="google")
    elif what == "source":
        source = f"{number} {SOURCES[which]}"
        if source != message.source:
            room.change_source(source, number)
    elif what == "restore":
        texts = review.restorable(room.catalog, room.ledger)
        if texts:
            line = texts[which % len(texts)]
            room.catalog, lines = review.restore(room.catalog, room.ledger, line, onto=message.key)
            room.write(lines)
    elif what != "look":
        _judge(room, what, message.key, NAMES[which])


def _judge(room: Newsroom, what: str, key: review.Key, by: str) -> None:
    try:
        if what == "approve":
            catalog, lines = review.approve(room.catalog, room.ledger, [key], by=by, reason="x")
        elif what == "accept":
            catalog, lines = review.accept(room.catalog, room.ledger, [key], by=by)
        elif what == "reject":
            catalog, lines = review.reject(room.catalog, room.ledger, [key], by=by, note="no")
        else:
            catalog, lines = review.revoke(room.catalog, room.ledger, [key], by=by)
    except ReviewError:
        return
    room.catalog = catalog
    room.write(lines)


def history(steps: list[Step]) -> Newsroom:
    """Return a newsroom after *steps*, its file seen."""
    room = Newsroom.of(PARAGRAPHS)
    for step in steps:
        play(room, step)
    room.look()
    return room


@given(steps)
def test_observing_twice_adds_nothing(steps: list[Step]) -> None:
    """Law 4: what the ledger has seen it has seen."""
    room = history(steps)

    assert observe(room.ledger, room.catalog, by="Dana", day=DAY) == ()


@given(steps)
def test_no_approval_stands_on_a_changed_pair(steps: list[Step]) -> None:
    """Law 7: any edit of a text or its source puts the approval to sleep; reverting wakes it."""
    room = history(steps)
    for number in range(1, PARAGRAPHS + 1):
        message = room.message(number)
        if room.state(number) is State.APPROVED:
            for other in (
                replace(message, target=message.target + "!"),
                replace(message, source=message.source + "!"),
                replace(message, context="title"),
            ):
                assert room.ledger.state(LANGUAGE, other) is not State.APPROVED
            room.put(number, replace(message, target=message.target + "!"))
            room.look()
            room.put(number, message)
            room.look()
            assert room.state(number) is State.APPROVED


@given(steps)
def test_every_approval_is_a_named_persons_of_exactly_this_pair(steps: list[Step]) -> None:
    """Law 7: states rise only by a person."""
    room = history(steps)

    for number in range(1, PARAGRAPHS + 1):
        if room.state(number) is State.APPROVED:
            message = room.message(number)
            assert any(
                line.action == "approved"
                and line.by in NAMES
                and (line.context, line.source, line.target) == (*message.key, message.target)
                for line in room.ledger.lines
            )


@given(steps)
def test_no_machine_text_becomes_a_persons_by_moving(steps: list[Step]) -> None:
    """Law 10: whoever copies, restores or accepts a machine's words, they stay a machine's."""
    room = history(steps)

    for number in range(1, PARAGRAPHS + 1):
        message = room.message(number)
        if message.target in MACHINES:
            assert room.state(number) is not State.TRANSLATED
            assert room.ledger.is_machine_text(LANGUAGE, message)


@given(steps)
def test_no_words_of_a_person_are_lost(steps: list[Step]) -> None:
    """Law 2: words that stood in the file when a command looked are there or in the ledger."""
    room = Newsroom.of(PARAGRAPHS)
    seen: set[str] = set()
    for step in steps:
        play(room, step)
        room.look()
        seen |= {message.target for message in room.catalog.messages if message.target}

    known = {line.target for line in room.ledger.texts(LANGUAGE)}
    assert seen <= known | {message.target for message in room.catalog.messages}


@given(steps, st.data())
def test_states_do_not_depend_on_how_the_ledger_is_cut(
    steps: list[Step], data: st.DataObject
) -> None:
    """Law 8: files in any order, cut and repeated in any way, give the same states."""
    room = history(steps)
    lines = data.draw(st.permutations(room.ledger.lines))
    cut = data.draw(st.integers(0, len(lines)))
    files = dict([dump(lines[:cut]), dump(lines[cut:]), dump(lines)])

    again = parse(files, path="ledger")

    assert again == room.ledger
    for number in range(1, PARAGRAPHS + 1):
        assert again.state(LANGUAGE, room.message(number)) is room.state(number)


@given(steps, steps)
@settings(max_examples=50)
def test_branches_merge_in_either_order(mine: list[Step], yours: list[Step]) -> None:
    """Law 8: two branches that both added lines give one ledger, whoever merges."""
    first, second = history(mine).ledger, history(yours).ledger

    assert first.plus(second.lines) == second.plus(first.lines)


@given(steps)
def test_what_is_approved_and_rejected_on_two_branches_is_not_approved(steps: list[Step]) -> None:
    """A clash waits for a person, however it came about."""
    room = history(steps)
    for number in range(1, PARAGRAPHS + 1):
        message = room.message(number)
        if room.state(number) is State.APPROVED:
            fields = (LANGUAGE, None, message.source, message.target)
            other = seal([Line(*fields, "rejected", "Dana")], ledger=Ledger(), day=DAY)
            clash = room.ledger.plus(other)
            assert clash.is_clash(LANGUAGE, message)
            assert clash.state(LANGUAGE, message) is State.NEEDS_WORK
