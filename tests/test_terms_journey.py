"""Terms and names on the journey: in catalogs, in what is sent out, to engines, in findings."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from polyglot.pipeline.lexicon import lexicon
from polyglot.plugins import ALONE, Context
from polyglot.providers import Name
from polyglot.providers.beside import fitting, size, stamp
from polyglot.workspace import open_workspace
from servers import Asked, Handler, Server, serving
from test_engine_openai import answer, messages
from test_engines_hostile import cyrillic
from workspaces import Press, press

BRIDGE = "news/bridge"
UZBEK = f"locales/uz/LC_MESSAGES/{BRIDGE}.po"
GLOSSARY = (
    "term,status,en,uz,uz-Cyrl\n"
    "bridge,preferred,bridge,koʻprik,\n"
    "bridge,forbidden,viaduct,most|viaduk,\n"
    "canal,preferred,canal,,\n"
)
NAMES = "name,kind,status,en,uz\nMuynak,place,approved,Muynak,Moʻynoq\n"
ARTICLE = """---
title: The bridge of Muynak
language: en
privacy: public
---

Two bridges stand in Muynak, a bridge and a viaduct.

A canal has no form in Uzbek.
"""
HINT = "# polyglot: terms: bridge → koʻprik (not: most, viaduk); Muynak → Moʻynoq"
LONG = f"{HINT}; viaduct → koʻprik (not: most, viaduk)"


@pytest.fixture
def muynak(tmp_path: Path) -> Press:
    """Make a workspace with both lists and one article."""
    made = press(tmp_path, languages="en uz", articles="")
    made.write("terms/glossary.csv", GLOSSARY)
    made.write("terms/names.csv", NAMES)
    made.write(f"content/{BRIDGE}.md", ARTICLE)
    return made


def hints(made: Press, name: str = UZBEK) -> list[str]:
    """Return the comments of ours in a catalog."""
    return [line for line in made.text(name).splitlines() if line.startswith("# polyglot: ")]


# --- Catalogs -------------------------------------------------------------------------------------


def test_a_translator_sees_the_terms_and_names_of_a_paragraph(muynak: Press) -> None:
    """One line, by place; an entry without a form in the language is left out."""
    muynak.done("extract")

    assert hints(muynak) == [HINT, LONG]


MANY = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


def test_a_paragraph_of_very_many_terms_stays_readable(muynak: Press) -> None:
    """Eight are told, by place: with what must not be said, names, several words; then the rest."""
    rows = "".join(f"{word},preferred,{word},u{word},\n" for word in MANY)
    more = (
        "wordz,forbidden,,yomon|yovuz|xato|notoʻgʻri|boshqa,\nlong word,preferred,long word,uzun,\n"
    )
    muynak.write("terms/glossary.csv", GLOSSARY + rows + more)
    muynak.write(
        f"content/{BRIDGE}.md",
        f"---\ntitle: T\n---\n\nA long word, {', '.join(MANY)}, and Muynak with its bridge.\n",
    )

    muynak.done("extract")

    [told] = hints(muynak)
    assert told.removeprefix("# polyglot: terms: ").split("; ") == [
        *("long word → uzun", "worda → uworda", "wordb → uwordb", "wordc → uwordc"),
        *("wordd → uwordd", "wordz → uwordz (not: yomon, yovuz, xato and 2 more)"),
        *("Muynak → Moʻynoq", "bridge → koʻprik (not: most, viaduk)", "and 21 more"),
    ]
    before = muynak.files()
    muynak.done("extract")
    assert muynak.files() == before


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "money,preferred,finance,bank,bank\nshore,preferred,nature,bank,qirgʻoq\n",
            "bank → bank (finance) or qirgʻoq (nature)",
        ),
        (
            "money,preferred,finance,bank,bank\nshore,preferred,,bank,\n",
            "bank → bank (finance) or another word (shore)",
        ),
        (
            "money,preferred,law,bank,bank\nshore,preferred,law,bank,qirgʻoq\n",
            "bank → bank (money) or qirgʻoq (shore)",
        ),
        ("money,preferred,finance,bank,bank\nshore,preferred,nature,bank,bank\n", "bank → bank"),
    ],
)
def test_of_two_entries_of_one_spelling_both_are_told(muynak: Press, rows: str, told: str) -> None:
    """Also one that has no form in the language: the other's is not its."""
    muynak.write("terms/glossary.csv", f"term,status,domain,en,uz\n{rows}")
    muynak.write("terms/names.csv", "name,kind,en,uz\n")
    muynak.write(f"content/{BRIDGE}.md", "---\ntitle: T\n---\n\nThe bank, and banks.\n")

    muynak.done("extract")

    assert hints(muynak) == [f"# polyglot: terms: {told}"]


def test_a_name_that_is_a_word_as_well_is_told_apart(muynak: Press) -> None:
    """Where only the word can be meant, only the word is told."""
    muynak.write("terms/glossary.csv", "term,status,en,uz\nhope,preferred,hope,umid\n")
    muynak.write("terms/names.csv", "name,kind,en,uz\nHope,person,Hope,Hoʻup\n")
    text = "---\ntitle: T\n---\n\nHope said there is hope.\n\nNo hope.\n"
    muynak.write(f"content/{BRIDGE}.md", text)

    muynak.done("extract")

    assert hints(muynak) == [
        "# polyglot: terms: hope → umid (hope) or Hoʻup (person)",
        "# polyglot: terms: hope → umid",
    ]


def test_an_engine_is_told_senses_and_nothing_where_one_has_no_form(muynak: Press) -> None:
    """It would take the one word for all."""
    both = "money,preferred,finance,bank,bank\nshore,preferred,nature,bank,{}\n"
    told = []
    for form in ("qirgʻoq", ""):
        muynak.write("terms/glossary.csv", f"term,status,domain,en,uz\n{both.format(form)}")
        known = lexicon(open_workspace(muynak.root))
        assert known is not None
        told.append(known.context("The bank.", "en", "uz").terms)

    assert told == [(("bank (finance)", "bank"), ("bank (nature)", "qirgʻoq")), ()]


def test_running_twice_changes_nothing(muynak: Press) -> None:
    """Not one byte, with drafts or without."""
    for words in (("extract",), ("run", "--drafts", "--provider", "pseudo")):
        muynak.done(*words)
        before = muynak.files()
        muynak.done(*words)
        assert muynak.files() == before
        assert hints(muynak) == [HINT, LONG]


def test_a_catalog_is_not_rewritten_for_hints_alone(muynak: Press) -> None:
    """A changed list shows where a catalog is written for another reason, and is gone there."""
    muynak.done("extract")
    before = muynak.text(UZBEK)

    muynak.write("terms/names.csv", NAMES.replace("Moʻynoq", "Moʻynaq"))
    muynak.done("extract")
    assert muynak.text(UZBEK) == before

    muynak.write(f"content/{BRIDGE}.md", ARTICLE.replace("has no form", "has no term"))
    muynak.done("extract")
    assert hints(muynak) == [line.replace("Moʻynoq", "Moʻynaq") for line in (HINT, LONG)]

    muynak.path("terms/names.csv").unlink()
    muynak.path("terms/glossary.csv").unlink()
    muynak.write(f"content/{BRIDGE}.md", ARTICLE)
    muynak.done("extract")
    assert hints(muynak) == []


def test_the_script_of_the_translators_counts(muynak: Press) -> None:
    """A form that the list lacks is made by the table of the scripts."""
    muynak.write(
        "polyglot.toml",
        muynak.text("polyglot.toml") + '\n[translate]\nscripts = { uz = "uz-Cyrl" }\n',
    )
    muynak.done("extract")

    assert hints(muynak)[0] == (
        "# polyglot: terms: bridge → кўприк (not: мост, виадук); Muynak → Мўйноқ"
    )


def test_what_a_reviewer_wrote_stays_beside_it(muynak: Press) -> None:
    """A note that looks like a hint of ours is a person's all the same."""
    muynak.done("extract")
    text = muynak.text(UZBEK)
    head, _, rest = text.partition('msgid "Two bridges')
    source, _, tail = rest.partition('msgstr ""')
    muynak.write(UZBEK, f'{head}msgid "Two bridges{source}msgstr "Ikki most."{tail}')
    muynak.done("extract", "--by", "Anvar")
    note = "terms: bridge → koʻprik, please"

    muynak.done(*("review", "reject", BRIDGE, "2", "-l", "uz", "--by", "Dina", "--note", note))
    muynak.done("extract")

    assert hints(muynak) == [HINT, f"# polyglot: {note}", LONG]


def test_a_protected_name_is_in_no_hint(muynak: Press) -> None:
    """Neither where its own form is protected, nor where its translation is."""
    muynak.write("private/protected.csv", "name,uz\nSomebody,Moʻynoq\n")
    muynak.flawed("extract")

    assert hints(muynak)[0] == HINT.partition(";")[0]


def test_a_file_that_is_sent_has_them(muynak: Press, tmp_path: Path) -> None:
    """Whoever works outside of the workspace sees the same."""
    muynak.done("extract")
    muynak.done("send", "--to", str(tmp_path / "out"))

    (sent,) = (tmp_path / "out").iterdir()
    assert HINT in sent.read_text(encoding="utf-8").splitlines()


# --- Lists ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("check",), ("run", "--drafts")], ids=" ".join)
def test_a_broken_list_is_a_finding_and_the_rest_is_used(
    muynak: Press, words: tuple[str, ...]
) -> None:
    """It is told with its place, by a run that finds nothing to do as well, until it is mended."""
    muynak.write("terms/glossary.csv", f"{GLOSSARY}river,prefered,river,daryo,\n")
    muynak.run("run", "--drafts")

    for _ in range(2):
        result = muynak.run(*words)
        assert "terms/glossary.csv:5: error: there is no status 'prefered'" in (
            result.out + result.err
        )
        assert result.code == 1
    assert hints(muynak) == [HINT, LONG]

    muynak.write("terms/glossary.csv", f"{GLOSSARY}river,preferred,river,daryo,\n")
    result = muynak.done(*words)
    assert "prefered" not in result.out + result.err


# --- Engines --------------------------------------------------------------------------------------

CASE = """---
title: The court
language: en
privacy: public
---

The court sat in Nukus on Monday.

Aygul Sadykova was not heard.

The court of Nukus closed.

It was late.
"""
TERMS = "term,en,ru\ncourt,court,суд\n"
PLACES = (
    "name,kind,en,ru\nNukus,place,Nukus,Нукус\nAygul,person,Aygul Sadykova,Айгуль Садыкова\n"
    "Late,person,late,Айгуль\n"
)
FORMS = ("aygul", "айгул", "sadykov", "садыков")


def play(handler: Handler, asked: Asked) -> None:
    """Answer like a model that does as it is told."""
    data = json.loads(messages(asked)[1]["content"])
    rows = [{"id": row["id"], "text": cyrillic(row["text"])} for row in data["texts"]]
    handler.page(answer({"translations": rows}))


@pytest.fixture
def model() -> Iterator[Server]:
    """A model behind a server on this machine, which counts as one outside."""
    with serving(play) as server:
        yield server


def court(root: Path, server: Server) -> Press:
    """Make a workspace with lists, a protected name and the model."""
    made = press(root, languages="en ru", articles="")
    engine = (
        f'kind = "openai"\nurl = "{server.url}/v1"\nmodel = "m"\noptions = {{ outside = true }}\n'
    )
    made.write("polyglot.toml", f"{made.text('polyglot.toml')}\n[engines.llm]\n{engine}")
    made.write("terms/glossary.csv", TERMS)
    made.write("terms/names.csv", PLACES)
    made.write("private/protected.csv", "name,ru\nAygul Sadykova,Айгуль Садыкова\n")
    made.write("content/case.md", CASE)
    return made


def told(server: Server) -> list[dict[str, list[Any]]]:
    """Return what the model was given in each call, with the texts without their names."""
    bodies = [json.loads(messages(asked)[1]["content"]) for asked in server.seen]
    return [body | {"texts": [row["text"] for row in body["texts"]]} for body in bodies]


def test_a_model_is_given_terms_names_and_paragraphs_around(tmp_path: Path, model: Server) -> None:
    """Only what occurs in the texts, in the script of the target; what goes is logged and shown."""
    made = court(tmp_path, model)
    shown = made.flawed("translate", "--provider", "llm", "--show-outgoing")
    rows = made.flawed(
        "translate", "--provider", "llm", "--show-outgoing", "--format", "json"
    ).plain
    assert not model.seen
    assert (shown.code, "error: protected name 1 stands in the article" in shown.err) == (1, True)

    made.flawed("translate", "--provider", "llm")

    (given,) = told(model)
    assert given["texts"] == shown.out.splitlines() == [row["text"] for row in listed(rows)]
    assert given["terms"] == [{"source": "court", "target": "суд"}]
    assert given["names"] == [{"source": "Nukus", "target": "Нукус"}]
    assert "neighbours" not in given  # all of them are texts of this call
    assert "  case, en → ru, 5 texts in one call\n" in shown.err
    assert "  with the term: court → суд\n  with the name: Nukus → Нукус\n" in shown.err
    assert {(row["call"], str(row["terms"])) for row in listed(rows)} == {(1, "[['court', 'суд']]")}
    lines = [json.loads(line) for line in made.text("private/outgoing.jsonl").splitlines()]
    beside = len("courtсудNukusНукус")
    assert [line.get("beside", 0) for line in lines] == [beside, 0, 0, 0, 0]
    assert sum(line["characters"] for line in lines) == beside + len("".join(given["texts"]))


def test_what_goes_alone_has_its_own_paragraphs_around(tmp_path: Path, model: Server) -> None:
    """A text in the middle of an article that is translated but for that text."""
    made = court(tmp_path, model)
    made.flawed("translate", "--provider", "llm")
    made.type("case", "ru", {"Aygul": "Её не выслушали."})
    made.swap("content/case.md", "of Nukus closed", "of Nukus is closed")
    model.seen.clear()

    shown = made.flawed("translate", "--provider", "llm", "--show-outgoing")
    rows = made.flawed("translate", "--provider", "llm", "--show-outgoing", "--format", "json")
    assert "  beside the paragraph: It was late.\n" in shown.err
    assert [row["neighbours"] for row in listed(rows.plain)] == [["It was late."]]

    made.flawed("translate", "--provider", "llm")

    (given,) = told(model)
    assert given["texts"] == ["The court of Nukus is closed."]
    assert given["neighbours"] == ["It was late."]  # and not the one with a protected name
    assert given["terms"] == [{"source": "court", "target": "суд"}]


def listed(found: object) -> list[dict[str, object]]:
    """Return the rows of a table as other programs get it."""
    assert isinstance(found, list)
    return found


def test_nothing_protected_leaves_beside_a_text(tmp_path: Path, model: Server) -> None:
    """Not in a term, in a name, in a paragraph around, nor in what is shown."""
    made = court(tmp_path, model)
    shown = made.flawed("translate", "--provider", "llm", "--show-outgoing")
    made.flawed("translate", "--provider", "llm")

    sent = json.dumps([asked.body for asked in model.seen], ensure_ascii=False).casefold()
    assert len(model.seen) == 1
    for form in FORMS:
        assert form not in sent
        assert form not in (shown.out + shown.err).casefold()


def test_a_reply_is_kept_with_what_was_given(tmp_path: Path, model: Server) -> None:
    """A changed list asks anew for the texts it concerns, and for no other."""
    made = court(tmp_path, model)
    made.flawed("translate", "--provider", "llm")

    def again() -> list[str]:
        model.seen.clear()
        shutil.rmtree(made.path("locales"))
        made.flawed("translate", "--provider", "llm")
        return sorted({text for call in told(model) for text in call["texts"]})

    assert again() == []
    made.write("terms/names.csv", PLACES.replace("Нукус", "Нөкис"))
    assert again() == ["The court of Nukus closed.", "The court sat in Nukus on Monday."]


HIDDEN = (Name(1, "Aygul Sadykova", {"ru": "Айгуль Садыкова"}),)


@pytest.mark.parametrize(
    "text",
    [
        "Seen was Aygul <b>Sadykova</b>.",
        "AYGUL SADYKOVA’s flat",
        "Sadykova, Aygul",
        "<Aygul Sadykova>",
        "Айгуль Садыкова",
        "Ayguls Sadykovas",
        "Sadykova",
    ],
)
def test_whatever_may_hold_a_protected_name_stays(text: str) -> None:
    """As a paragraph around, as either half of a term, a name or an example."""
    context = Context(
        terms=((text, "x"), ("x", text), ("court", "суд")),
        names=((text, "x"), ("x", text)),
        examples=((text, "x"), ("x", text)),
        neighbours=(text, "It was late."),
    )

    given = fitting(context, names=HIDDEN, source="en", target="ru", room=1_000)

    assert given == Context(terms=(("court", "суд"),), neighbours=("It was late.",))
    assert fitting(context, names=HIDDEN, source="en", target="ru", room=0) == ALONE


def test_there_is_no_more_beside_a_text_than_the_engine_has_room_for() -> None:
    """Terms go first; what does not fit is left out whole."""
    context = Context(terms=(("court", "суд"),), neighbours=("A" * 20, "B" * 5))

    given = fitting(context, names=(), source="en", target="ru", room=15)

    assert given == Context(terms=(("court", "суд"),), neighbours=("B" * 5,))
    assert size(given) == 13
    assert stamp(given) != stamp(context)
    assert stamp(ALONE) == ""
