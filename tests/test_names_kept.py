"""A machine's draft keeps the public names of its text, as the newsroom settled them."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopback import installed
from polyglot.languages import load
from polyglot.plugins import ALONE, Context, Limits, Reply
from polyglot.providers import Guard, Kept, Line, Wish
from polyglot.providers.gate import judge
from polyglot.providers.guard import Made
from polyglot.providers.keeping import lost, marked
from polyglot.providers.line import Job
from polyglot.segmentation import split
from polyglot.terms import Entry, Form, Glossary
from test_routes import Engine, pairs
from workspaces import Press, press

NUKUS = Kept("Nukus", ("Нукус", "Нөкис", "Nukus"), may_derive=True)
KARIMOV = Kept("Karimov", ("Каримов", "Karimov"))
CENTRE = Kept("Shyrak Centre", ("Информационный центр «Шырак»", "Shyrak Centre"), may_derive=True)
TEXT = "Karimov of the Shyrak Centre was seen in Nukus on Monday."
NAMES = (KARIMOV, CENTRE, NUKUS)


@pytest.mark.parametrize(
    "draft",
    [
        "Каримов из информационного центра «Шырак» был замечен в Нукусе в понедельник.",
        "В Нөкисе видели Каримова: Информационным центром «Шырак» сообщено в понедельник.",
        "В нукусском <b>Информационном</b> центре «Шырак» видели Каримова в понедельник.",
        "Karimov из Shyrak Centre был замечен в Nukus в понедельник, об этом сообщают нам.",
        "КАРИМОВ ИЗ ИНФОРМАЦИОННОГО ЦЕНТРА «ШЫРАК» БЫЛ ЗАМЕЧЕН В НУКУСЕ В ПОНЕДЕЛЬНИК.",
    ],
)
def test_a_draft_that_keeps_the_names_passes(draft: str) -> None:
    """Inflected, by an alias, as the source spells it, in capitals; an adjective of a place."""
    assert lost(draft, NAMES, "ru") == ()


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        ("Каренин из информационного центра «Шырак» был в Нукусе.", "Karimov"),
        ("Каримов из Центра Ширак был в Нукусе.", "Shyrak Centre"),
        ("Каримов из информационного центра «Шырак» был в Ургенче.", "Nukus"),
        ("Каримовский информационный центр «Шырак» был в Нукусе.", "Karimov"),
        ("каримов из информационного центра «Шырак» был в Нукусе.", "Karimov"),
    ],
)
def test_a_draft_that_changes_a_name_is_refused(draft: str, name: str) -> None:
    """Another name, another spelling, a person's name that is none any more."""
    assert lost(draft, NAMES, "ru") == (f"the name {name} is not kept",)


def test_the_gate_says_so_behind_what_it_says_already() -> None:
    """Without names it asks what it always asked; letters that are strange on purpose stay so."""
    judged = partial(judge, TEXT, source="en", target="ru")
    draft = "Каримова видели в Ургенче в понедельник в информационном центре «Шырак»."

    assert judged(draft) == (draft, ())
    assert judged(draft, names=NAMES)[1] == ("the name Nukus is not kept",)
    assert judged(TEXT, names=NAMES)[1] == ("the reply is the source",)
    strange = judged("[Ќářímóv]", asks_script=False, names=NAMES)
    assert not any("is not kept" in problem for problem in strange[1])


@cache
def _inflected(code: str, text: str) -> tuple[str, ...]:
    entry = Entry(text, "place", (Form(text, load(code).tag),))
    return tuple(Glossary((entry,)).forms(entry, load(code).tag))


@given(
    st.sampled_from(
        [("kk", "Нөкіс"), ("kaa", "Nókis"), ("uz", "Nukus"), ("ru", "Нукус"), ("en", "Nukus")]
    ),
    st.integers(min_value=0),
)
def test_no_form_of_a_name_is_refused(said: tuple[str, str], number: int) -> None:
    """Whatever a language glues to it."""
    code, form = said
    forms = _inflected(code, form)
    draft = f"Seen: {forms[number % len(forms)]}."

    assert lost(draft, [Kept("X", (form,))], code) == ()


def test_what_was_refused_is_bound_to_the_names() -> None:
    """Another list, another refusal; without names it is what it was."""
    assert marked(()) == ""
    assert marked([NUKUS]) != marked([KARIMOV])


# --- Engines --------------------------------------------------------------------------------------


def guard(engine: Engine, keeps: Callable[[str, str, str], Sequence[Kept]]) -> Guard:
    """Return a guard over *engine* that wants names kept."""
    return Guard(engine, split=split, log=lambda _: None, keeps=keeps)


def nukus(text: str, _source: str, target: str) -> Sequence[Kept]:
    """Tell how Nukus is said in two languages, where the text has it."""
    forms = {"uz": "Nukus", "kaa": "Nókis"}
    has = "Nukus" in text and target in forms
    return (Kept("Nukus", (forms[target],)),) if has else ()


def test_a_name_is_asked_for_once_more_and_then_by_sentences() -> None:
    """As for any other reason; the sentence that has the name is the one that fails."""
    replies = {
        "Nobody paid. Nukus is far.": ["Hech kim. Toshkent uzoqda."],
        "Nobody paid.": ["Hech kim toʻlamadi."],
        "Nukus is far.": ["Toshkent uzoqda."],
    }
    engine = Engine("far", pairs("en>uz"), lambda text: replies[text][0])

    (made,) = guard(engine, nukus).draft(
        ["Nobody paid. Nukus is far."], source="en", target="uz", article="a"
    )

    assert made == Made(problem="the name Nukus is not kept", is_refused=True)
    assert [text for _, _, text in engine.asked] == [*[next(iter(replies))] * 2, *[*replies][1:]]


def test_each_step_of_a_route_keeps_the_names_of_its_languages() -> None:
    """By way of Uzbek, where the list has a form; what the relay lost goes no further."""
    asked: list[tuple[str, str, str]] = []

    def keeps(text: str, source: str, target: str) -> Sequence[Kept]:
        asked.append((text, source, target))
        return nukus(text, source, target)

    far = Engine("far", pairs("en>uz"), lambda _text: "Nukus uzoqda joylashgan.")
    near = Engine("near", pairs("uz>kaa"), lambda _text: "Qala alısta jaylasqan.", is_local=True)
    line = Line([guard(far, keeps), guard(near, keeps)], relays=["uz"])
    job = Job("a", "en", "kaa", ("far", "near"))

    (refused,) = line.draft([Wish("Nukus is far away.")], job)
    far.answer = lambda _text: "Shahar uzoqda joylashgan."
    (earlier,) = line.draft([Wish("Nukus is far, far away.")], job)
    near.answer = lambda _text: "Nókis alısta jaylasqan."
    far.answer = lambda _text: "Nukus juda uzoqda joylashgan."
    (made,) = line.draft([Wish("Nukus is very far away.")], job)

    assert refused.problem == "the name Nukus is not kept"
    assert refused.is_refused
    assert earlier.problem == "the name Nukus is not kept, on the way"
    assert made.target == "Nókis alısta jaylasqan."
    assert ("Nukus is far away.", "en", "uz") in asked
    assert ("Nukus uzoqda joylashgan.", "uz", "kaa") in asked


# --- In a newsroom --------------------------------------------------------------------------------

PLACES = "name,kind,en,ru\nNukus,place,Nukus,Нукус\nLoud,person,Aygul Sadykova,Айгуль\n"
STORY = "---\ntitle: A case\nprivacy: public\n---\n\nIt was seen in Nukus.\n\nNobody paid.\n"


class Far(Engine):
    """An engine that takes no context, and says what is in a table."""

    table: dict[str, str]

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Answer from the table."""
        assert context == ALONE
        self.asked += [(source, target, text) for text in texts]
        return [Reply(self.table[text]) for text in texts]


@pytest.fixture
def far() -> Far:
    """Return an engine that mistakes a town for another."""
    made = Far("far", pairs("en>ru"), limits=Limits())
    made.table = {
        "A case": "Дело",
        "It was seen in Nukus.": "Это видели в Ургенче.",
        "Nobody paid.": "Никто не заплатил.",
        "Seen was Petrova.": "Видели Петрову.",
    }
    return made


@pytest.fixture
def room(tmp_path: Path) -> Press:
    """Make a workspace with names."""
    made = press(tmp_path, languages="en ru", articles="")
    made.write("terms/names.csv", PLACES)
    made.write("content/news/case.md", STORY)
    return made


def test_a_changed_name_leaves_its_text_empty_and_is_told(room: Press, far: Far) -> None:
    """One line says how many; with a mended list the reply that is kept is looked at again."""
    with installed(far):
        said = room.done("translate", "--provider", "far")
        before = len(far.asked)
        again = room.run("translate", "--provider", "far")
        room.write("terms/names.csv", PLACES.replace("Нукус", "Ургенч"))
        room.done("translate", "--provider", "far")

    assert "left empty: 1 text (the name Nukus is not kept)" in said.err
    assert "the name Nukus is not kept (refused before" in again.err
    assert len(far.asked) == before
    assert room.entry("news/case", "ru", "It was").msgstr == "Это видели в Ургенче."


def test_a_name_that_was_protected_since_is_told_no_more(room: Press, far: Far) -> None:
    """Nor does the report of what was refused say it."""
    with installed(far):
        room.done("translate", "--provider", "far")
        before = room.done("report", "machine").out
        room.write("private/protected.csv", "Nukus\n")
        said = room.run("translate", "--provider", "far")
    after = room.done("report", "machine").out
    plain = room.done("report", "machine", "--format", "json").out

    assert "the name Nukus is not kept" in before
    assert "Nukus" not in said.out + said.err + after + plain


def test_terms_are_no_reason_to_refuse(room: Press, far: Far) -> None:
    """How a term is said in this sentence, a person decides."""
    room.path("terms/names.csv").unlink()
    room.write("terms/glossary.csv", "term,en,ru\nNukus,Nukus,Нукус\n")

    with installed(far):
        room.done("translate", "--provider", "far")

    assert room.entry("news/case", "ru", "It was").msgstr == "Это видели в Ургенче."


def test_no_reason_says_a_protected_name(room: Press, far: Far) -> None:
    """An entry that holds one is not asked for: nobody may be told that it was lost."""
    room.write("content/news/case.md", STORY.replace("Nobody paid", "Seen was Aygul Sadykova"))
    room.write("private/protected.csv", "Sadykova\nAygul Sadykova\n")
    far.is_local = True
    far.table |= {"Seen was Aygul Sadykova.": "Видели её."}

    with installed(far):
        said = room.run("translate", "--provider", "far")

    assert "the name Nukus is not kept" in said.err
    assert "adykova" not in said.err + said.out
    assert room.entry("news/case", "ru", "Seen").msgstr == "Видели её."
