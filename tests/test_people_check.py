"""No person stands where only pen names should, and the finding that says so names nobody."""

import json
from pathlib import Path

import pytest

from workspaces import Press, Result, press

ADDRESS, REAL = "aygul@newsroom.example", "Aygul Karimova"
LIST = f'[Aygul]\nidentities = ["{ADDRESS}", "{REAL}"]\n[Dana]\n'
KK = "locales/kk/LC_MESSAGES/news/bridge.po"
RECORD = "locales/published/news/bridge.jsonl"


@pytest.fixture
def made(tmp_path: Path) -> Press:
    """Return a workspace with a list of people and an act of each of them."""
    newsroom = press(tmp_path, languages="en kk", articles="bridge")
    newsroom.write("private/people.toml", LIST)
    newsroom.done("extract")
    newsroom.type("news/bridge", "kk", {"It is 310": "Ұзындығы 310 метр."})
    newsroom.done("extract", "--by", "Aygul")
    newsroom.done("release", "bridge", "--by", "Dana")
    return newsroom


def found(made: Press, *words: str) -> list[str]:
    """Return the places that `check` (or another command) tells as naming a person."""
    result = made.run(*(words or ("check",)), "--format", "json")
    assert ADDRESS not in result.out + result.err
    assert REAL not in result.out + result.err
    plain = result.plain
    assert isinstance(plain, list)
    places = [f"{f['path']}:{f['line']}" for f in plain if f["kind"] == "identity"]
    assert result.code == (1 if places else 0), result
    return places


def edit_ledger(made: Press, old: str, new: str) -> str:
    """Change words of the ledger by hand; return the place of the line."""
    (path,) = made.path("locales/ledger/news/bridge").glob("*.jsonl")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    return f"locales/ledger/news/bridge/{path.name}:1"


def test_a_workspace_of_pen_names_is_clean(made: Press) -> None:
    """Whatever polyglot writes passes."""
    assert found(made) == []


@pytest.mark.parametrize("words", [ADDRESS, REAL, "Gulnara Serikova", "old@newsroom.example"])
def test_a_ledger_line_of_nobodys_pen_name_is_found(made: Press, words: str) -> None:
    """An older version, another tool or a slip of the hand left a real name there."""
    place = edit_ledger(made, '"by":"Aygul"', f'"by":"{words}"')

    assert found(made) == [place]


def test_the_shared_messages_name_nobody_either(made: Press) -> None:
    """Their catalogs have comments, and their ledger says who did what."""
    made.done("shared", "add", "Read more.", "-l", "kk")
    assert found(made) == []

    made.swap("locales/shared/kk.po", 'msgid "Read more."', f'# Ask {ADDRESS}\nmsgid "Read more."')

    assert [place.partition(":")[0] for place in found(made)] == ["locales/shared/kk.po"]


def test_an_address_is_found_without_a_list_of_people_too(made: Press) -> None:
    """What has the form of an address needs no list."""
    place = edit_ledger(made, '"by":"Aygul"', f'"by":"{ADDRESS}"')
    made.path("private/people.toml").unlink()

    assert found(made) == [place]


def test_without_a_list_of_people_every_pen_name_passes(made: Press) -> None:
    """Nobody can tell a pen name from a name then."""
    edit_ledger(made, '"by":"Aygul"', '"by":"Zarina"')
    made.path("private/people.toml").unlink()

    assert found(made) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"by":"Dana"', f'"by":"{ADDRESS}"'),
        ('"by":"Dana"', f'"by":"{REAL}"'),
        ('"note":""', f'"note":"as {REAL} asked"'),
        ('"note":""', f'"note":"write to {ADDRESS}"'),
    ],
)
def test_a_record_that_names_a_person_is_found(made: Press, old: str, new: str) -> None:
    """Who released it, and what she wrote beside it."""
    made.swap(RECORD, old, new)

    assert found(made) == [f"{RECORD}:1"]


@pytest.mark.parametrize("words", [f"ask {ADDRESS}", f"{REAL}: is this right?"])
def test_a_comment_that_names_a_person_is_found(made: Press, words: str) -> None:
    """Comments of people are kept, so they have to be looked at."""
    text = made.text(KK)
    made.write(KK, text.replace("#: content", f"# {words}\n#: content", 1))

    (place,) = found(made)

    assert place.startswith(f"{KK}:")


def test_an_address_in_an_article_or_its_translation_is_content(made: Press) -> None:
    """Readers are meant to write there."""
    made.type("news/bridge", "kk", {"It opens in May": "Мамырда. extra@home.example"})
    made.write(KK, made.text(KK).replace("#: content", "# extra@home.example\n#: content", 1))

    result = made.run("check", "--format", "json")

    assert "link-target" in result.out
    assert '"identity"' not in result.out


def test_a_head_that_names_a_person_fails_the_check_and_the_next_run_mends_it(made: Press) -> None:
    """What git holds unread is told; what polyglot writes is clean."""
    made.swap(KK, '"Last-Translator: \\n"', f'"Last-Translator: {REAL} <{ADDRESS}>\\n"')
    line = made.text(KK)[: made.text(KK).index("Last-Translator")].count("\n") + 1

    assert found(made) == [f"{KK}:{line}"]
    made.done("extract")
    assert found(made) == []


@pytest.mark.parametrize(
    "head", ["FULL NAME <EMAIL@ADDRESS>", "Automatically generated", "Aygul", ""]
)
def test_a_head_that_names_nobody_passes(made: Press, head: str) -> None:
    """What an editor leaves to fill in is no name, and a pen name may stand anywhere."""
    made.swap(KK, '"Last-Translator: \\n"', f'"Last-Translator: {head}\\n"')
    made.swap(KK, '"Language: kk\\n"', '"Language: kk\\n"\n"X-Generator: Poedit 3.2.2\\n"')

    assert found(made) == []


def test_an_export_with_an_address_that_no_source_has_is_found(made: Press) -> None:
    """It came by a way that nobody meant."""
    made.done("export")
    (made.root / RECORD).write_text(
        made.text(RECORD).replace('"authors":["Night desk"]', '"authors":["desk@home.example"]'),
        "utf-8",
    )
    made.swap("content/news/bridge.md", "310 metres", "320 metres")

    result: Result = made.run("export")

    assert "[identity]" in result.err
    assert "desk@home.example" not in result.err
    assert result.code == 1


def test_a_written_page_with_an_address_of_its_article_is_no_finding(made: Press) -> None:
    """Also once the article has moved on and the page stands as it was."""
    made.swap(
        "content/news/bridge.md", "It is 310 metres", "Write to desk@news.example, 310 metres"
    )
    made.run("extract")
    made.type("news/bridge", "kk", {"Write to": "desk@news.example 310 метр."})
    made.done("release", "bridge", "--by", "Dana")
    made.done("export", "--drafts")
    made.swap("content/news/bridge.md", "Write to desk@news.example", "Write to nobody")

    result = made.run("export", "--drafts")

    assert "desk@news.example" in made.page("news/bridge", "en")
    assert "[identity]" not in result.err


def test_a_note_that_a_reviewer_left_is_looked_at(made: Press) -> None:
    """A note is read by the translator, and by whoever reads the ledger."""
    words = ("-l", "kk", "--by", "Dana", "--note", f"call {REAL}")
    codes = [made.run("review", "reject", "bridge", str(n), *words).code for n in range(1, 9)]

    assert 0 in codes
    assert any(place.startswith("locales/ledger/") for place in found(made))


def test_forgetting_takes_out_who_stands_there_by_address(made: Press) -> None:
    """All her identities go with her name."""
    edit_ledger(made, '"by":"Aygul"', f'"by":"{ADDRESS}"')

    made.done("people", "forget", "Aygul")

    assert found(made) == []
    assert "somebody-" in json.dumps(made.ledger("news/bridge"))
