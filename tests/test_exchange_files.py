"""Files that come back: whose they are, which nobody can use, and what a power failure leaves."""

import shutil
from pathlib import Path

import pytest

from editors import cut_short
from letters import (
    BRIDGE,
    PICTURE,
    SECOND,
    SUMMARY,
    TITLE,
    acts,
    cleared,
    edited,
    newsroom,
    received,
    sent,
    states,
    text,
    typed,
    unmarked,
)
from workspaces import Press, found, twin, type_into


@pytest.fixture
def made(tmp_path: Path) -> Press:
    """Return a workspace in which a machine has drafted one article."""
    return newsroom(tmp_path)


PEOPLE = '[Aygul]\nidentities = ["aygul@newsroom.example", "Aygul Karimova"]\n\n[Dana]\n\n[Timur]\n'


# --- Whose file it is -----------------------------------------------------------------------------


def test_a_file_without_its_lines_is_found_by_the_article_it_names(made: Press) -> None:
    """What is new is taken; what a person wrote here may be newer, so it stays beside it."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 31 метр.", PICTURE: "Көпір"})
    made.done("extract", "--by", "Timur")
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр.", TITLE: "Арал көпірі"})
    cleared(unmarked(path), SUMMARY)

    result = made.done("receive", str(path), "--by", "Aygul")

    assert "1 taken, 1 accepted, 1 in two versions" in result.out
    assert states(made)[TITLE] == "translated"
    assert states(made)[SUMMARY] == "accepted"
    assert text(made, SECOND) == ("Ұзындығы 31 метр.", True)
    assert text(made, PICTURE) == ("Көпір", False)


def test_an_old_file_without_its_lines_takes_nothing_back(made: Press) -> None:
    """Rejected, emptied and rewritten texts stay so."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 31 метр.", PICTURE: "Көпір", TITLE: "Көпір"})
    made.done("extract", "--by", "Timur")
    path = unmarked(sent(made))
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 310 метр.", TITLE: ""})
    made.done("extract", "--by", "Dana")
    made.done("review", "reject", BRIDGE, "7", "-l", "kk", "--by", "Dana")
    before = made.files()

    received(made, path)

    assert {n for n in before if made.files()[n] != before[n]} <= {
        f"locales/kk/LC_MESSAGES/{BRIDGE}.po"
    }
    assert text(made, SECOND) == ("Ұзындығы 310 метр.", False)


def test_who_saved_the_file_is_asked_of_the_list_of_people(made: Press) -> None:
    """Her editor wrote her name; only her pen name is kept. `--by` speaks before it."""
    made.write("private/people.toml", PEOPLE)
    path = sent(made)
    with edited(path) as file:
        type_into(found(file, SECOND), "Ұзындығы 310 метр.")
        file.metadata["Last-Translator"] = "Aygul Karimova <home@nowhere.example>"
    other = sent(made, language="uz")
    with edited(other) as file:
        type_into(found(file, SECOND), "310 metr")
        file.metadata["Last-Translator"] = "Somebody Else <else@nowhere.example>"

    result = made.done("receive", str(path.parent))

    assert "kk by Aygul: 1 taken" in result.out
    assert "uz: 1 taken" in result.out
    assert [act[1] for act in acts(made, SECOND)] == ["Aygul"]
    assert b"nowhere.example" not in b"".join(made.files("locales").values())
    assert made.run("receive", str(path), "--by", "Nobody").code == 2


def test_a_file_may_come_back_under_any_name_and_for_a_renamed_article(made: Press) -> None:
    """What it says of itself counts; where that is out of date somebody has to say it."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."}).rename(
        made.root.parent / "Re: your file (2).po"
    )
    made.path("content/notes").mkdir()
    made.path(f"content/{BRIDGE}.md").rename(made.path("content/notes/bridge.md"))
    made.done("extract")

    refused = made.run("receive", str(path))
    taken = made.done("receive", str(path), "--article", "notes/bridge")

    assert refused.code == 1
    assert "it was sent for news/bridge, and there is no such article" in refused.err
    assert "notes/bridge kk: 1 taken" in taken.out


def po_file(language: str, article: str) -> bytes:
    """Return a PO file with one text that no article has."""
    head = f'msgid ""\nmsgstr "Language: {language}\\n"\n\n' if language else ""
    place = f"#: {article}\n" if article else ""
    return f'{head}{place}msgid "a"\nmsgstr "b"\n'.encode()


PLACE = f"content/{BRIDGE}.md"
WRONG = {
    "empty": (b"", "this file is empty"),
    "binary": (b"\0\1\2" * 99, "no PO file but binary data"),
    "syntax": (b'msgid "a"\nmsgstr "b\n', ":2: "),
    "cut": (b'msgid "a"\n', "the file ends in the middle of a message"),
    "nobody's": (po_file("kk", ""), "which article"),
    "no language": (po_file("", PLACE), "which language it is in"),
    "strange language": (po_file("fr", PLACE), "'fr', which is none"),
    "own language": (po_file("en", PLACE), "is written in 'en'"),
    "another's": (po_file("kk", f"{PLACE}:12"), f"none of its texts is or was one of {BRIDGE}"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_file_that_nobody_can_use_is_told_and_the_others_go_on(made: Press, kind: str) -> None:
    """What is wrong, where, and what to do; the command ends with 1."""
    good = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    data, told = WRONG[kind]
    bad = good.with_name("a.po")
    bad.write_bytes(data)

    result = made.run("receive", str(bad), str(good))

    assert result.code == 1
    assert f"{bad}:" in result.err
    assert told in result.err
    assert "1 taken" in result.out


def test_a_file_that_is_too_big_or_no_file_is_refused(made: Press, tmp_path: Path) -> None:
    """Nobody waits for a film to be read."""
    film = tmp_path / "film.po"
    with film.open("wb") as file:
        file.truncate(17 << 20)
    link = tmp_path / "link.po"
    link.symlink_to(made.path(f"locales/kk/LC_MESSAGES/{BRIDGE}.po"))

    assert "too big" in made.run("receive", str(film)).err
    assert "symbolic link" in made.run("receive", str(link)).err
    assert made.run("receive", str(tmp_path / "none.po")).code == 2
    assert made.run("receive", str(made.path("content"))).code == 2


def test_a_file_is_not_taken_for_what_it_says_it_is_not(made: Press) -> None:
    """A slip of the finger puts no text into another article or language."""
    made.write("content/news/other.md", "Another text.\n")
    made.done("extract")
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    before = made.files()

    other = made.run("receive", str(path), "--article", "other")
    language = made.run("receive", str(path), "-l", "uz")

    assert "a translation of news/bridge, not of news/other" in other.err
    assert "it is in kk, not in uz" in language.err
    assert other.code == language.code == 1
    assert made.files() == before


def test_a_catalog_that_cannot_be_read_takes_nothing(made: Press) -> None:
    """It is named with its line, and left as it is."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    catalog = made.path(f"locales/kk/LC_MESSAGES/{BRIDGE}.po")
    catalog.write_text("msgid nothing")

    result = made.run("receive", str(path))

    assert result.code == 1
    assert f"locales/kk/LC_MESSAGES/{BRIDGE}.po:1:" in result.err
    assert catalog.read_text() == "msgid nothing"


def test_a_dry_run_says_what_would_be_taken(made: Press) -> None:
    """And writes nothing."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    before = made.files()

    result = made.done("receive", str(path), "--by", "Aygul", "--dry-run")

    assert "1 taken" in result.out
    assert made.files() == before


def test_two_files_of_one_article_are_taken_in_one_step(made: Press) -> None:
    """From a folder in a folder; one addition to the ledger."""
    typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    path = typed(sent(made, language="uz"), {SECOND: "310 metr"})
    files = len(made.files(f"locales/ledger/{BRIDGE}"))

    result = made.done("receive", str(path.parent.parent / "mail"), "--by", "Aygul")

    assert result.out.count("1 taken") == 2
    assert len(made.files(f"locales/ledger/{BRIDGE}")) == files + 1


def test_a_text_that_stands_twice_in_a_file_is_kept_once_in_each_version(made: Press) -> None:
    """The first counts; the other is in the ledger."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    with path.open("a", encoding="utf-8") as file:
        file.write(
            '\nmsgid "It is 310 metres long and cost 2,500 dollars a metre."\nmsgstr "Екінші"\n'
        )

    result = made.done("receive", str(path), "--by", "Aygul")

    assert "duplicate-message" in result.err
    assert text(made, SECOND)[0] == "Ұзындығы 310 метр."
    assert any(act[2] == "Екінші" for act in acts(made, SECOND))


# --- Killed ---------------------------------------------------------------------------------------


def test_a_receipt_that_is_cut_short_is_completed_or_undone(made: Press) -> None:
    """Killed at any change of a file, it leaves the catalogs old or new, and never in between."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    whole = twin(made, made.root.parent / "whole")
    whole.done("receive", str(path), "--by", "Aygul")
    wanted, before = whole.files("locales"), made.files("locales")
    killed = 0
    for moment in range(40):
        other = twin(made, made.root.parent / f"k{moment}")
        words = ("-C", str(other.root), "receive", str(path), "--by", "Aygul")
        code = cut_short(words, moment, {"POLYGLOT_NOW": other.now})
        killed += code == 9
        other.done("extract")
        assert other.files("locales") in (before, wanted), moment
        other.done("receive", str(path), "--by", "Aygul")
        assert other.files("locales") == wanted
        shutil.rmtree(other.root)
        if code == 0:
            break
    assert killed > 3


def test_a_file_that_is_sent_is_whole_or_not_there(made: Press) -> None:
    """Whatever kills the command."""
    whole = sent(made).read_bytes()
    for moment in range(10):
        folder = made.root.parent / f"out{moment}"
        words = ("-C", str(made.root), "send", BRIDGE, "-l", "kk", "--to", str(folder))
        code = cut_short(words, moment, {"POLYGLOT_NOW": made.now})
        path = folder / "news-bridge.kk.po"
        assert not path.exists() or path.read_bytes() == whole
        if code == 0:
            break
    assert moment > 1
