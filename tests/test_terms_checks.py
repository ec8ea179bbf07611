"""Translations follow the lists of terms, names and what must never appear; nothing cries wolf."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import missing
from polyglot import checks
from polyglot.checks.terms import checks_of, in_article
from polyglot.languages import load
from polyglot.model import Article, Catalog, Finding, Message, Metadata, Private, Severity, Unit
from polyglot.plugins import Check
from polyglot.providers import Name, Roster, named_in
from polyglot.terms import Entry, Form, Glossary, paradigms, protected
from polyglot.terms.reading import read_list
from test_terms_inflection import CODES, FALSE, RECALL, TURKIC, pairs, tables
from workspaces import SOURCE, Press, press, twin

TERMS = """term,status,domain,en,ru,kk,kaa,uz
police,preferred,,police,полиция,полиция,policiya,politsiya
police,admitted,,,правоохранители,,,
police,forbidden,,militia,милиция,милиция,miliciya,militsiya
court,preferred,,court,суд,сот,sud,sud
supreme court,preferred,,supreme court,Верховный суд,Жоғарғы Сот,Joqarı Sud,Oliy sud
human rights,preferred,,human rights,права человека,адам құқықтары,insan huqıqları,inson huquqlari
bank,preferred,money,bank,банк,банк,bank,bank
shore,preferred,river,bank,берег,жаға,jaǵa,qirgʻoq
bridge,preferred,,bridge,мост,көпір,kópir,koʻprik
bridge,forbidden,,,,,,most
masthead,preferred,ship,masthead,,,,most
ferry,preferred,,ferry,,,,
"""
NAMES = """name,kind,status,en,ru,kk,kaa,uz,uz-Cyrl
Nukus,place,approved,Nukus,Нукус,Нөкіс,Nókis,Nukus,Нукус
Almaty,place,approved,Almaty,Алматы,Алматы,Almatı,Olmaota,Олмаота
Almaty,place,alias,Alma-Ata,,,,Almati,
Karimov,person,approved,Karimov,Каримов,Каримов,Karimov,Karimov,
Shyrak,organisation,approved,Shyrak Centre,Информационный центр «Шырак»,,,,
"""
PATH = "locales/ru/LC_MESSAGES/a.po"


def glossary() -> Glossary:
    """Return both lists, terms first."""
    codes = ("en", "ru", "kk", "kaa", "uz")
    terms = read_list(TERMS.encode(), path="terms/glossary.csv", of="term", languages=codes)
    names = read_list(NAMES.encode(), path="terms/names.csv", of="name", languages=codes)
    # In one of its languages a word may be two things.
    assert [f.problem for f in (*terms.findings, *names.findings)] == []
    return Glossary((*terms.entries, *names.entries))


LISTS = checks_of(glossary(), is_hidden=lambda _entry: False, protected=None)


def findings(
    source: str,
    target: str,
    language: str = "ru",
    *,
    more: tuple[Check, ...] = LISTS,
    waived: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Check one message out of English with the lists alone."""
    return checks.check(
        Catalog(language, (Message(source, target=target, line=42),)),
        source_language="en",
        language=language,
        path=PATH,
        waived=lambda _message: waived,
        checks=more,
    )


def kinds(source: str, target: str, language: str = "ru") -> list[str]:
    """Return the kinds of what is found."""
    return [finding.kind for finding in findings(source, target, language)]


# --- Terms and names ------------------------------------------------------------------------------

WRONG = [
    ("forbidden-form", "ru", "They came.", "Пришли с милицией."),
    ("forbidden-form", "kk", "They came.", "Милициядан келді."),
    ("forbidden-form", "kaa", "They came.", "Miliciyadan keldi."),
    ("forbidden-form", "uz", "They came.", "MILITSIYADAN keldi."),
    ("forbidden-form", "uz", "They came.", "Милициядан келди."),
    ("missing-term", "ru", "Police came.", "Пришли люди."),
    ("missing-term", "ru", "The courts sat.", "Судьба решена."),
    ("missing-term", "kk", "The court sat.", "Сотталған адам келді."),
    ("missing-term", "uz", "The court sat.", "Sudya keldi."),
    ("missing-term", "kaa", "Human rights matter.", "Bul áhmiyetli."),
    ("missing-term", "ru", "The bank is closed.", "Он закрыт."),
    ("missing-name", "ru", "Seen in Nukus.", "Видели в Ургенче."),
    ("missing-name", "kk", "Seen in Nukus.", "Нукуста көрген."),
    ("missing-name", "uz", "Seen in Alma-Ata.", "Toshkentda koʻrilgan."),
    ("missing-name", "ru", "Karimov left.", "Каренин ушёл."),
    ("missing-name", "ru", "Says the Shyrak Centre.", "Сообщает центр «Ширак»."),
]

RIGHT = [
    ("ru", "Police came.", "Полицию вызвали."),
    ("ru", "Police came.", "Правоохранителями всё решено."),
    ("kk", "Police came.", "Полицияға келді."),
    ("ru", "The court sat.", "Судом решено, в судах говорят."),
    ("ru", "The court sat.", "Верховный суд решил."),
    ("ru", "The supreme court sat.", "Верховному суду решать."),
    ("kk", "The court sat.", "<b>Сот</b>тың шешімі."),
    ("uz", "The court sat.", "Суднинг қарори."),
    ("ru", "Human-rights groups say so.", "Так говорят правозащитники."),
    ("ru", "The bank is closed.", "Берега закрыты."),
    ("ru", "The bank is closed.", "Банки закрыты."),
    ("uz", "A masthead is seen.", "Most koʻrindi."),
    ("uz", "They came.", "Most koʻrindi."),
    ("ru", "The ferry came.", "Пришёл паром."),
    ("ru", "A militia came.", "Пришло ополчение."),
    ("ru", "Write <code>court</code> to court@example.org", "Пишите"),
    ("ru", "Seen in Nukus.", "Видели в Нукусе."),
    ("ru", "NUKUS", "НУКУС"),
    ("uz", "Seen in Nukus.", "Нукусда кўрилган."),
    ("uz", "Seen in Almaty.", "Almatida koʻrilgan."),
    ("ru", "Of Nukus and Almaty.", "Нукусский и алматинский."),
    ("uz", "Of Nukus.", "Nukuslik."),
    ("ru", "Karimov left.", "Каримову велено уйти."),
    ("ru", "Says the Shyrak Centre.", "Сообщает информационный центр «Шырак»."),
    ("ru", "courteous police", "полиция вежлива"),
]


@pytest.mark.parametrize(("kind", "language", "source", "target"), WRONG)
def test_what_the_lists_do_not_let_stand_is_found(
    kind: str, language: str, source: str, target: str
) -> None:
    """With any ending, in any case and script; another word with the same beginning is no form."""
    assert kinds(source, target, language) == [kind]


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_what_the_lists_let_stand_is_left_alone(language: str, source: str, target: str) -> None:
    """Endings, admitted forms, homographs, longer terms, adjectives of places."""
    assert kinds(source, target, language) == []


def test_a_finding_names_what_to_write_and_where_it_stands() -> None:
    """A translator needs neither the list nor a guess."""
    first, second = findings("Police, police, and the police.", "С милицией и милицией")

    assert (first.path, first.line, first.language) == (PATH, 42, "ru")
    assert first.severity is second.severity is Severity.WARNING
    assert first.problem == "“милицией” is not to be said: the list has полиция"
    assert first.hint == (
        "write полиция, or waive this where it is right; see terms/glossary.csv:2"
    )
    assert second.problem == "the source has “police”, the target no form of полиция"
    assert second.source == "Police, police, and the police."


def test_a_form_is_proposed_in_the_letters_of_the_text() -> None:
    """Who writes Uzbek in Cyrillic letters is told so."""
    (found,) = findings("Police came to the place.", "Одамлар бу ерга келди.", "uz")

    assert found.problem.endswith("no form of полиция")


def test_a_waiver_lets_one_kind_stand() -> None:
    """As of any other check."""
    found = findings("Police.", "Милиция.", waived=frozenset({"forbidden-form"}))

    assert [finding.is_waived for finding in found] == [True, False]
    assert {one.kind: one.is_waivable for one in LISTS}.items() <= checks.ELSEWHERE.items()
    assert checks.waivable("missing-name") == "missing-name"


def test_nothing_is_told_of_an_entry_with_a_protected_name() -> None:
    """A remark on it would say the name."""
    more = checks_of(glossary(), is_hidden=lambda entry: entry.name == "police", protected=None)

    assert findings("Police in court.", "Милиция в суде.", more=more) == ()


@pytest.mark.parametrize(
    ("code", "false"),
    [*((code, FALSE) for code in TURKIC), ("ru", FALSE), ("ru, by rule", 1 - RECALL)],
)
def test_a_missing_term_is_known_from_a_said_one(
    code: str, false: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables of grammar: 98 of 100 missing terms are found, one of 1,000 said ones at most.

    Without its dictionary Russian knows fewer forms.
    """
    if code == "ru" and find_spec("pymorphy3") is None:
        missing("the extra `ru` is not installed")
    if code not in CODES:
        monkeypatch.setattr(paradigms, "_dictionary", lambda: None)
        code = "ru"
    forms: dict[str, set[str]] = {}
    for word, form in tables(code):
        forms.setdefault(form, set()).add(word)
    words = sorted({word for own in forms.values() for word in own})
    tag = load(code).tag
    made = {
        word: f"zq{'bcdfghjklm'[n // 10]}{'bcdfghjklm'[n % 10]}o" for n, word in enumerate(words)
    }
    entries = (
        Entry(word, "term", (Form(made[word], "en-Latn"), Form(word, tag))) for word in words
    )
    more = checks_of(Glossary(tuple(entries)), is_hidden=lambda _entry: False, protected=None)
    source = " ".join(f"the {term}s" for term in made.values())

    def told(target: str) -> set[str]:
        return {f.hint.partition(",")[0] for f in findings(source, target, code, more=more)}

    wrong = missed = said = others = 0
    for form, own in list(forms.items())[::4]:  # a part of them will do here
        found = told(form)
        said += len(own)
        others += len(words) - len(own)
        wrong += sum(f"write {word}" in found for word in own)
        missed += sum(f"write {word}" not in found for word in words if word not in own)
    for term, other in pairs(code, "Other words with the same beginning"):
        if term in made:
            others += 1
            missed += f"write {term}" not in told(other)

    assert said > 120
    assert others > 6_000
    assert wrong <= false * said
    assert missed <= (1 - RECALL) * others


# --- Protected names ------------------------------------------------------------------------------

PROTECTED = (
    Name(1, "Nobody Else"),
    Name(2, "Aygul Sadykova", {"ru": "Айгуль Садыкова", "kk": "Айгүл Садықова"}),
    Name(3, "Юлия Ким"),
    Name(4, "Төремуратов"),
)


def told(text: str, language: str, street: str = "") -> tuple[int, ...]:
    """Return the protected names of a text in which *street* may be told."""

    def is_other(start: int, end: int) -> bool:
        at = text.find(street) if street else -1
        return at >= 0 and at <= start and end <= at + len(street)

    return Roster(PROTECTED).find(text, language, is_other=is_other)


@pytest.mark.parametrize(
    ("numbers", "language", "text"),
    [
        ((2,), "en", "Seen was Aygul Sadykova’s lawyer."),
        ((2,), "en", "Sadykova, Aygul"),
        ((2,), "en", "AYGUL A. SADYKOVA"),
        ((2,), "ru", "С Айгуль Садыковой говорили."),
        ((2,), "kk", "Айгүл Садықоваға хат келді."),
        ((2,), "kaa", "Aygúl Sadıqovaǵa xat keldi."),
        ((2,), "uz", "Oygul Sodiqovaning ishi"),
        ((2, 4), "ru", "Айгуль Садыкова и Торемуратов"),
        ((3,), "ru", "Юлии Ким отказали."),
        ((4,), "uz", "Toʻremuratovdan xat"),
        ((), "ru", "Айгуль Оспанова говорила с Диной Садыковой."),
        ((), "ru", "Юлия надела кимоно. Ким ушёл."),
        ((), "en", "Aygul left. Then Sadykova came."),
        ((), "en", "Nobody came. Else they would know."),
        ((), "ru", "юлия ким"),
        ((), "en", ""),
    ],
)
def test_a_protected_name_counts_where_it_stands_whole(
    numbers: tuple[int, ...], language: str, text: str
) -> None:
    """In any form and spelling; a first name or a surname alone is many people's."""
    assert told(text, language) == numbers


def test_what_may_be_told_may_hold_a_protected_name() -> None:
    """A street that bears it is none."""
    assert told("On Aygul Sadykova Street today", "en", "Aygul Sadykova Street") == ()
    assert told("On Aygul Sadykova Street: Aygul Sadykova", "en", "Aygul Sadykova Street") == (2,)


_WORDS = ("Aygul", "Sadykova", "Айгуль", "Садыковой", "Садыковы", "Юлии", "Ким", "Төремуратовқа")
_OTHERS = ("court", "Nukus", ",", "A.", "<b>x</b>", "Toʻremuratovlar", "и", "ТОРЕМУРАТОВУ")


@given(st.lists(st.sampled_from(_WORDS + _OTHERS)).map(" ".join), st.sampled_from([*CODES, "en"]))
def test_what_is_told_of_is_never_printed(text: str, language: str) -> None:
    """Whoever prints a text in which a name was found prints its number only."""
    assert set(told(text, language)) <= set(named_in(text, PROTECTED))


@given(st.lists(st.sampled_from(_WORDS + _OTHERS)).map(" ".join), st.sampled_from([*CODES, "en"]))
def test_a_finding_of_a_protected_name_says_nothing_but_its_number(
    text: str, language: str
) -> None:
    """Not even by repeating the texts: what keeps findings may be read by others."""
    find = Roster(PROTECTED).find
    more = checks_of(Glossary(()), is_hidden=lambda _entry: False, protected=find)
    unit = Unit(text, line=7)
    article = Article("a", "content/a.md", language, "md", Metadata(), (unit,), (), ())

    found = findings("Said.", text, language, more=more)
    inside = tuple(in_article(article, find))

    assert [f.problem.split()[2] for f in found] == [f.problem.split()[2] for f in inside]
    assert all(f.line == 7 and f.severity is Severity.ERROR for f in inside)
    for finding in (*found, *inside):
        said = f"{finding.problem}{finding.source}{finding.target}{finding.hint}"
        assert named_in(said, PROTECTED) == []
        assert checks.is_about(finding, Message("x", line=finding.line))


def test_what_is_not_translated_is_looked_at_too() -> None:
    """Blocks that stay as they are, attributes, authors; private words are for the desk alone."""
    page = "<p translate=no>Aygul <b>Sadykova</b></p><img alt='Юлия Ким'>"
    private = Private("<!-- Nobody Else -->")
    metadata = Metadata(authors=("Төремуратов",))
    article = Article("a", "content/a.md", "ru", "md", metadata, (), (private,), (page, private))

    found = tuple(in_article(article, Roster(PROTECTED).find))

    assert [(f.problem.split()[2], f.line) for f in found] == [("2", 0), ("3", 0), ("4", 0)]


def test_a_list_costs_no_look_at_every_name() -> None:
    """A text without a word that sounds like a name is not compared with any."""
    roster = Roster([Name(n, f"Name{n} Longer") for n in range(1, 2000)])

    assert roster._alike("A text with Many Capital Letters.") == []
    assert [e.name for e in protected(["A"])] == ["protected name 1"]


# --- Whole commands -------------------------------------------------------------------------------

STORY = """---
title: The case
language: en
privacy: public
---

Police came to Nukus.

Aygul Sadykova was taken to court.
"""
CASE = "news/case"
RUSSIAN = f"locales/ru/LC_MESSAGES/{CASE}.po"
DONE = {
    "Police": "Милиция пришла в Ургенч.",
    "Aygul": "Айгуль Садыкова в суде.",
    "The case": "Дело",
}


@pytest.fixture
def room(tmp_path: Path) -> Press:
    """Make a workspace with all three lists and a translation that follows none."""
    made = press(tmp_path, languages="en ru", articles="", release="auto", needs="translated")
    made.write(
        "terms/glossary.csv", "term,status,en,ru\npolice,,police,полиция\ncourt,,court,суд\n"
    )
    made.write("terms/names.csv", "name,kind,en,ru\nNukus,place,Nukus,Нукус\n")
    made.write("private/protected.csv", "Nobody Here\nAygul Sadykova\n")
    made.write(f"content/{CASE}.md", STORY)
    made.run("extract")
    made.type(CASE, "ru", DONE)
    made.run("run", "--by", "Dina")
    return made


def rows(made: Press, *words: str) -> list[dict[str, object]]:
    """Return what `check` tells another program."""
    found = made.run("check", "--format", "json", *words).plain
    assert isinstance(found, list)
    return found


def test_check_and_board_tell_what_does_not_follow_the_lists(room: Press) -> None:
    """In text and JSON, with places; protected names by number only, wherever one looks."""
    said = room.run("check")
    status = room.run("status")
    found = rows(room)

    assert said.code == 1
    assert [(row["kind"], row["severity"], row["path"], row["line"]) for row in found] == [
        ("missing-term", "warning", RUSSIAN, 26),
        ("missing-name", "warning", RUSSIAN, 26),
        ("protected-name", "error", RUSSIAN, 31),
        ("protected-name", "error", f"content/{CASE}.md", 9),
    ]
    assert f"{RUSSIAN}:31: error: protected name 2 stands in the translation" in said.out
    assert f"content/{CASE}.md:9: error: protected name 2 stands in the article" in said.out
    assert "1 error 2 warnings" in status.out
    board = room.board(CASE)
    assert (board["ru"]["errors"], board["ru"]["warnings"]) == (1, 2)
    assert board["en"]["errors"] == 1
    kept = room.text(".polyglot/state.jsonl")
    room.swap(f"content/{CASE}.md", "The case", "The case of Aygul Sadykova")
    room.run("run")
    titles = room.run("status", "--format", "json").out
    assert "(protected name 2)" in titles
    texts = [
        titles,
        said.out + said.err,
        status.out + status.err,
        json.dumps(found, ensure_ascii=False),
    ]
    texts.append(kept)
    for text in texts:
        assert "adykova" not in text
        assert "адыков" not in text


def test_a_protected_name_is_published_nowhere(room: Press) -> None:
    """Neither the article nor the translation goes out; one without the name does."""
    assert not room.has_page(CASE, "en")
    assert not room.has_page(CASE, "ru")

    room.type(CASE, "ru", {"Aygul": "Её увезли в суд."})
    said = room.run("run", "--by", "Dina")

    assert said.code == 1
    assert not room.has_page(CASE, "en")
    assert room.has_page(CASE, "ru")

    room.swap(f"content/{CASE}.md", "Aygul Sadykova", "<span data-private>Aygul Sadykova</span>She")
    room.run("run")
    assert room.has_page(CASE, "en")
    assert "adykova" not in room.page(CASE, "en")
    assert [row["kind"] for row in rows(room)] == ["missing-term", "missing-name"]


def test_findings_of_lists_are_waived_like_others(room: Press) -> None:
    """By name and with a reason, on exactly this text; what stands in the article is not."""
    room.type(CASE, "ru", {"Police": "Люди пришли в Нукус.", "Aygul": "Айгуль Садыкова в суде"})
    room.run("extract")
    why = ("-l", "ru", "--by", "Dina", "--reason", "another one")
    numbers = {row["problem"]: row["line"] for row in rows(room)}
    assert len(numbers) == 3

    for number, kind in (("2", "missing-term"), ("3", "protected-name")):
        room.done("review", "waive", CASE, number, "--kind", kind, *why)
    shown = room.done("review", "show", CASE, "3", "-l", "ru")

    assert [(row["kind"], row["waived"]) for row in rows(room, "-l", "ru")] == [
        ("missing-term", True),
        ("protected-name", True),
    ]
    assert "[protected-name]" in shown.out
    assert room.run("check", "-l", "ru").code == 0
    assert room.run("check").code == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("terms/glossary.csv", "term,status,en,ru\npolice,,police,милиция\n"),
        ("terms/glossary.csv", None),
        ("terms/names.csv", "name,kind,en,ru\nNukus,place,Nukus,Ургенч\n"),
        ("terms/names.csv", "name,kind,en,ru\nNukus,place,Nukus,Ургенч\nx,thing,x,y\n"),
        ("private/protected.csv", "Aygul Sadykova\n"),
        ("private/protected.csv", None),
    ],
)
def test_a_changed_list_renews_what_is_found(
    room: Press, tmp_path_factory: pytest.TempPathFactory, name: str, text: str | None
) -> None:
    """The next run tells what a first run would tell, and the one after it the same."""
    before = rows(room)
    if text is None:
        room.path(name).unlink()
    else:
        room.write(name, text)
    room.run("run")
    again = twin(room, tmp_path_factory.mktemp("twin") / "w", without=".polyglot")
    again.run("run")

    assert rows(room) == rows(again) != before
    assert room.board(CASE) == again.board(CASE)
    room.run("run")
    assert rows(room) == rows(again)


BROKEN = [
    ("terms/glossary.csv", "term,statsu,en,ru\npolice,,police,полиция\n", 1),
    ("terms/glossary.csv", 'term,en,ru\npolice,police,полиция\n"open,x,y\n', 3),
    ("terms/names.csv", "name,kind,en,ru\nNukus,place,Nukus,Нукус\nX,sort,Xy,Зы\n", 3),
    ("terms/names.csv", b"name,kind,en,ru\n\x00\xff\xfe", 2),
]


@pytest.mark.parametrize(("name", "data", "line"), BROKEN)
def test_a_broken_list_stops_nothing_else(
    room: Press, name: str, data: str | bytes, line: int
) -> None:
    """It is told by file and line, the run fails, and all else is done: drafts, checks, pages."""
    room.type(CASE, "ru", {"Police": "Милиция пришла в Ургенч!", "Aygul": "Её увезли в суд."})
    room.write(
        "content/news/other.md", "---\ntitle: Other\nlanguage: en\n---\n\nPolice and court.\n"
    )
    room.write(name, data)

    for _ in range(2):
        said = room.run("run", "--drafts", "--provider", "pseudo", "--by", "Dina")
        assert said.code == 1
        assert f"{name}:{line}: error: " in said.err
        assert "[terms]" in said.err

    assert room.has_page(CASE, "ru")
    assert room.has_page("news/other", "en")
    assert room.has_page("news/other", "ru", drafts=True)
    assert room.entry("news/other", "ru", "Police").msgstr
    kept = "missing-name" if "glossary" in name else "missing-term"
    assert kept in [row["kind"] for row in rows(room, CASE)]


@pytest.mark.parametrize("name", ["terms/glossary.csv", "terms/names.csv"])
def test_a_list_that_is_no_file_is_told_like_a_broken_one(room: Press, name: str) -> None:
    """A folder or a link in its place: the run fails, and goes on."""
    room.path(name).rename(room.path("elsewhere.csv"))
    room.path(name).symlink_to(room.path("elsewhere.csv"))
    room.type(CASE, "ru", {"Aygul": "Её увезли в суд."})

    said = room.run("run", "--by", "Dina")

    assert said.code == 1
    assert f"{name}: error: this is a symbolic link" in said.err
    assert room.has_page(CASE, "ru")
    room.path(name).unlink()
    room.path(name).mkdir()
    assert f"{name}: error: this is no regular file" in room.run("run").err


def test_a_shared_message_with_a_protected_name_is_taken_nowhere(room: Press) -> None:
    """What is wrong in the shared catalog fills no article."""
    room.done("shared", "add", "Aygul came.")
    room.write("content/news/short.md", "---\ntitle: Short\nlanguage: en\n---\n\nAygul came.\n")
    text = room.text("locales/shared/ru.po")
    head, _, rest = text.partition('msgid "Aygul came."\nmsgstr ""')
    room.write(
        "locales/shared/ru.po", f'{head}msgid "Aygul came."\nmsgstr "Айгуль Садыкова."{rest}'
    )

    said = room.run("run", "--by", "Dina")

    assert "locales/shared/ru.po:" in said.err
    assert "protected name 2 stands in the translation" in said.err
    assert room.entry("news/short", "ru", "Aygul came.").msgstr == ""


MODULES = "polyglot.terms polyglot.checks.terms polyglot.providers.names"


def test_a_workspace_without_lists_pays_nothing(tmp_path: Path) -> None:
    """No module of terms and names is imported by a run that has something to do."""
    made = press(tmp_path, languages="en ru", articles="bridge")
    made.done("extract")
    made.swap("content/news/bridge.md", "310 metres", "320 metres")
    code = (
        "import sys; from polyglot.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit: pass\n"
        f"print([m for m in {MODULES!r}.split() if m in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, "-C", str(tmp_path), "run"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": SOURCE, "POLYGLOT_NOW": made.now, "PATH": ""},
    )

    assert done.stdout.splitlines()[-1] == "[]"
