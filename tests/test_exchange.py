"""Files that go out by e-mail and come back: what is new is taken, and nothing newer is lost."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polib
import pytest

from editors import EDITORS, cut_short, msgcat
from polyglot.exchange import Postmark, file_names, read, stamped
from polyglot.model import Catalog, Draft, Message
from polyglot.pipeline.desk import load
from polyglot.pipeline.extracting import place
from polyglot.pipeline.running import enter
from polyglot.pipeline.saving import save
from polyglot.pipeline.survey import survey
from workspaces import RUN, Press, clear, found, mark, press, twin, type_into

BRIDGE = "news/bridge"
TITLE, SUMMARY, FIRST, SECOND = "The bridge over", "It opens", "The new bridge", "It is 310"
PICTURE = "The bridge at dusk"
PEOPLE = '[Aygul]\nidentities = ["aygul@newsroom.example", "Aygul Karimova"]\n\n[Dana]\n\n[Timur]\n'


@pytest.fixture
def made(tmp_path: Path) -> Press:
    """Return a workspace in which a machine has drafted one article."""
    newsroom = press(tmp_path / "w", languages="en kk uz", articles="bridge")
    newsroom.done(*RUN)
    return newsroom


def sent(made: Press, *words: str, language: str = "kk") -> Path:
    """Send the article to a translator, and return her file as her mail program saved it."""
    folder = made.root.parent / "mail"
    result = made.done("send", BRIDGE, "-l", language, "--to", str(folder), *words)
    return Path(result.out.splitlines()[0])


@contextmanager
def edited(path: Path) -> Iterator[polib.POFile]:
    """Open a file as a translator does, and save it; on its way it goes through msgcat, too."""
    file = polib.pofile(str(path), wrapwidth=78, encoding="utf-8")
    yield file
    file.save()
    path.write_bytes(msgcat(path.read_bytes()))


def typed(path: Path, texts: Mapping[str, str]) -> Path:
    """Type translations into a file, by the first words of their sources."""
    with edited(path) as file:
        for start, text in texts.items():
            type_into(found(file, start), text)
    return path


def cleared(path: Path, *starts: str) -> Path:
    """Take the marks from texts of a file."""
    with edited(path) as file:
        for start in starts:
            clear(found(file, start))
    return path


def states(made: Press, language: str = "kk") -> dict[str, str]:
    """Return the states of the article's texts, by the first words of their sources."""
    rows = made.run("review", "list", BRIDGE, "-l", language, "--all", "--format", "json").plain
    assert isinstance(rows, list)
    return {
        start: row["state"]
        for row in rows
        for start in (TITLE, SUMMARY, FIRST, SECOND, PICTURE, "It is 320")
        if row["source"].startswith(start)
    }


def acts(made: Press, start: str, *, drafts: bool = False) -> list[tuple[str, str, str]]:
    """Return what the ledger has about a text: action, by whom, translation."""
    return [
        (str(line["action"]), str(line["by"]), str(line["target"]))
        for line in sorted(made.ledger(BRIDGE), key=lambda line: int(str(line["n"])))
        if str(line["source"]).startswith(start)
        and line["language"] == "kk"
        and (drafts or line["action"] != "drafted")
    ]


def text(made: Press, start: str, language: str = "kk") -> tuple[str, bool]:
    """Return a translation as it stands in the catalog, and whether it is marked."""
    entry = made.entry(BRIDGE, language, start)
    return entry.msgstr, "fuzzy" in entry.flags


def received(made: Press, path: Path, *words: str) -> str:
    """Receive a file, and return what is said of it; a second time it changes nothing."""
    result = made.done("receive", str(path), *words)
    once = made.files()

    again = made.done("receive", str(path), *words)
    made.done("extract")

    assert made.files() == once
    assert not re.search(r": .*(taken|accepted|emptied|versions|older)", again.out)
    return result.out.removeprefix(f"{path}: ").strip()


def restored(made: Press, target: str) -> None:
    """Bring a text back by its number in the list."""
    listed = made.run("restore", BRIDGE, "-l", "kk", "--format", "json").plain
    assert isinstance(listed, list)
    (number,) = (n for n, line in enumerate(listed, 1) if line["target"] == target)
    made.done("restore", BRIDGE, str(number), "-l", "kk")


# --- Sending ------------------------------------------------------------------------------------


def test_a_file_goes_out_as_its_catalog_stands_and_says_what_it_is(made: Press) -> None:
    """Two more lines in its head; not one byte of the workspace changes, nobody is asked."""
    before = made.files()

    path = sent(made)

    assert path.name == "news-bridge.kk.po"
    assert made.files() == before
    lines = path.read_bytes().splitlines(keepends=True)
    own = [line for line in lines if not line.startswith(b'"X-Polyglot-')]
    assert b"".join(own) == made.path(f"locales/kk/LC_MESSAGES/{BRIDGE}.po").read_bytes()
    assert b'"X-Polyglot-Article: news/bridge\\n"\n' in lines


def test_gettext_agrees_with_a_file_that_goes_out(
    made: Press, gettext_tool: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    """It is in the one form that msgcat would give it, and msgfmt finds nothing."""
    data = sent(made).read_bytes()

    assert gettext_tool("msgcat", "--no-wrap", "-", data=data).stdout == data
    assert not gettext_tool("msgfmt", "-c", "-o", os.devnull, "-", data=data).stderr


def test_everything_is_sent_where_nothing_is_named(tmp_path: Path) -> None:
    """One file for each article and each language it is translated into, twice the same bytes."""
    made = press(tmp_path / "w", languages="en ru kk")
    made.write("polyglot.toml", made.text("polyglot.toml").replace('"kk"', '"kk", "uz"'))
    made.done("extract")

    made.done("send", "--to", str(tmp_path / "out"))
    once = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    made.done("send", "--to", str(tmp_path / "out"))

    assert once == {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert sorted(once)[:3] == ["guides-well.en.po", "guides-well.kk.po", "guides-well.uz.po"]
    assert len(once) == 9


def test_two_articles_never_share_a_file() -> None:
    """Where two names would be one, also in capitals, each ends in a mark of its own."""
    names = file_names(["news/bread", "news-bread", "News/Bread-2", "news/bread-2", "a/b"])

    assert len({name.casefold() for name in names.values()}) == 5
    assert names["a/b"] == "a-b"
    assert all(
        re.fullmatch(r"[Nn]ews-[Bb]read(-2)?-[0-9a-f]{6}", n) for n in list(names.values())[:4]
    )


def test_a_file_in_which_somebody_worked_is_never_overwritten(made: Press) -> None:
    """One that only an editor's head was put on is; one that is no file of ours never."""
    path = sent(made)
    path.write_bytes(EDITORS["Poedit"](path.read_bytes()))
    sent(made)
    assert b"Aizada" not in path.read_bytes()
    typed(path, {SECOND: "Ұзындығы 310 метр."})
    worked = path.read_bytes()
    other = path.with_name("news-bridge.uz.po")
    other.write_text("my own notes")

    result = made.run("send", "--to", str(path.parent))

    assert result.code == 1
    assert "somebody worked in this file since it was sent, so it stays" in result.err
    assert "another file has this name, so it stays" in result.err
    assert path.read_bytes() == worked
    assert other.read_text() == "my own notes"


def test_a_file_that_is_behind_or_secret_is_sent_and_that_is_said(made: Press) -> None:
    """Whoever sends it knows best; what the ledger has not seen yet is told as well."""
    assert "note" not in made.done("send", BRIDGE, "--to", str(made.root.parent / "a")).err
    made.swap(f"content/{BRIDGE}.md", "privacy: public", "privacy: secret")
    made.swap(f"content/{BRIDGE}.md", "It is 310", "It is 320")

    result = made.done("send", BRIDGE, "-l", "kk", "--to", str(made.root.parent / "b"))

    assert "is secret: whoever has this file has its text" in result.err
    assert "not up to date with its article" in result.err
    assert "polyglot extract" in result.err


@pytest.mark.parametrize("folder", ["", "content", "locales/kk", "exports/public", "private"])
def test_nothing_is_sent_into_the_workspaces_own_folders(made: Press, folder: str) -> None:
    """There a file that goes out would pass for another."""
    before = made.files()

    result = made.run("send", "--to", str(made.path(folder)))

    assert result.code == 2
    assert "a folder of the workspace itself" in result.err
    assert made.files() == before


def test_a_dry_run_writes_no_file(made: Press) -> None:
    """It says where it would."""
    folder = made.root.parent / "none"

    result = made.done("send", BRIDGE, "-l", "kk", "--to", str(folder), "--dry-run")

    assert "would write" in result.out
    assert not folder.exists()


def test_what_cannot_be_sent_is_told_and_the_rest_is(made: Press) -> None:
    """A catalog that is not there or cannot be read stops no other."""
    made.path(f"locales/uz/LC_MESSAGES/{BRIDGE}.po").unlink()
    made.write("content/news/new.md", "A new text.\n")
    path = made.path(f"locales/kk/LC_MESSAGES/{BRIDGE}.po")

    result = made.run("send", "--to", str(made.root.parent / "out"))
    path.write_text("msgid nothing")
    broken = made.run("send", BRIDGE, "-l", "kk", "--to", str(made.root.parent / "out"))

    assert result.code == broken.code == 1
    assert result.out.count(".po") == 1
    assert result.err.count("there is no such catalog yet") == 3
    assert f"{BRIDGE}.po:1:" in broken.err


def test_a_file_that_was_put_over_its_catalog_by_hand_loses_the_two_lines(made: Press) -> None:
    """Translators did so before; the catalog is in its one form again."""
    catalog = made.path(f"locales/kk/LC_MESSAGES/{BRIDGE}.po")
    before = catalog.read_bytes()
    shutil.copy(sent(made), catalog)

    made.done("extract")

    assert catalog.read_bytes() == before


# --- What was done in a file --------------------------------------------------------------------


@pytest.mark.parametrize("editor", sorted(EDITORS))
def test_a_file_that_only_was_opened_and_saved_brings_nothing(made: Press, editor: str) -> None:
    """Whatever program it was; and the catalog is as it was."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 310 метр."})
    made.done("extract", "--by", "Timur")
    path = sent(made)
    data = path.read_bytes().replace(b"Date: \\n", b"Date: 2026-03-01 12:00+0500\\n")
    path.write_bytes(EDITORS[editor](data))
    before = made.files()

    said = received(made, path)

    assert said == "news/bridge kk: nothing new"
    assert {name for name in before if made.files()[name] != before[name]} <= (
        # Babel makes comments of what it does not know.
        {f"locales/kk/LC_MESSAGES/{BRIDGE}.po"} if editor == "Babel" else set()
    )


def test_a_new_text_is_taken_and_is_hers_who_sent_it(made: Press) -> None:
    """As if she had typed it into the catalog."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})

    said = received(made, path, "--by", "Aygul")

    assert said == "news/bridge kk by Aygul: 1 taken"
    assert text(made, SECOND) == ("Ұзындығы 310 метр.", False)
    assert states(made)[SECOND] == "translated"
    assert acts(made, SECOND) == [("translated", "Aygul", "Ұзындығы 310 метр.")]


def test_a_draft_that_she_let_stand_is_accepted_and_stays_a_machines(made: Press) -> None:
    """She read it and took its mark off; the others are drafts still."""
    path = cleared(sent(made), SUMMARY)

    said = received(made, path, "--by", "Aygul")

    assert said == "news/bridge kk by Aygul: 1 accepted"
    assert states(made)[SUMMARY] == "accepted"
    assert states(made)[SECOND] == "draft: machine"
    assert [act[:2] for act in acts(made, SUMMARY)] == [("accepted", "Aygul")]


def test_all_marks_taken_off_at_once_confirm_nothing(made: Press) -> None:
    """One key press in her editor: as in a catalog, the texts wait for a person."""
    path = sent(made)
    with edited(path) as file:
        for entry in file:
            clear(entry)

    received(made, path, "--by", "Aygul")

    assert set(states(made).values()) == {"unconfirmed"}


def test_a_text_that_is_marked_still_needs_work(made: Press) -> None:
    """Her words are kept, and nobody stands behind them yet."""
    path = sent(made)
    with edited(path) as file:
        found(file, SECOND).msgstr = "Ұзындығы, бәлкім, 310 метр."

    received(made, path, "--by", "Aygul")

    assert text(made, SECOND) == ("Ұзындығы, бәлкім, 310 метр.", True)
    assert states(made)[SECOND] == "draft: needs work"
    with edited(path) as file:
        clear(found(file, SECOND))
    received(made, path, "--by", "Aygul")
    assert states(made)[SECOND] == "translated"


def test_a_draft_that_she_emptied_is_not_proposed_again(made: Press) -> None:
    """It was useless; the engine is not asked for it again."""
    path = typed(sent(made), {SECOND: ""})

    said = received(made, path, "--by", "Aygul")
    made.done(*RUN)

    assert said == "news/bridge kk by Aygul: 1 emptied"
    assert text(made, SECOND)[0] == ""
    assert [act[:2] for act in acts(made, SECOND)] == [("rejected", "Aygul")]


def test_a_persons_text_that_she_emptied_is_in_the_ledger(made: Press) -> None:
    """One command brings it back."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 310 метр."})
    made.done("extract", "--by", "Timur")
    path = typed(sent(made), {SECOND: ""})

    made.done("receive", str(path))

    assert text(made, SECOND)[0] == ""
    restored(made, "Ұзындығы 310 метр.")
    assert text(made, SECOND) == ("Ұзындығы 310 метр.", False)


def test_a_finished_text_that_she_marked_needs_work(made: Press) -> None:
    """She tells others that it is wrong, as the translators' guide says."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 31 метр."})
    made.done("extract", "--by", "Timur")
    path = sent(made)
    with edited(path) as file:
        mark(found(file, SECOND))

    received(made, path, "--by", "Aygul")

    assert states(made)[SECOND] == "draft: needs work"
    assert acts(made, SECOND)[-1][:2] == ("rejected", "Aygul")


def test_comments_come_along_once(made: Press) -> None:
    """What she noted beside a text stands there; what somebody deleted since does not come back."""
    path = sent(made)
    with edited(path) as file:
        found(file, SECOND).tcomment += "\nmetres or feet?"
    received(made, path)
    assert "metres or feet?" in made.entry(BRIDGE, "kk", SECOND).tcomment
    path.unlink()
    again = sent(made)
    with made.opened(BRIDGE, "kk") as file:
        found(file, SECOND).tcomment = ""
    made.done("extract")

    received(made, again)

    assert "metres or feet?" not in made.entry(BRIDGE, "kk", SECOND).tcomment


# --- Old files ----------------------------------------------------------------------------------


def test_an_old_file_takes_nothing_newer_back(made: Press) -> None:
    """Since it was sent, texts were written, approved, rejected, emptied and restored here."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 31 метр.", PICTURE: "Көпір"})
    made.done("extract", "--by", "Timur")
    path = sent(made)
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 310 метр.", TITLE: "Көпір", SUMMARY: ""})
    made.done("extract", "--by", "Dana")
    made.done("review", "reject", BRIDGE, "7", "-l", "kk", "--by", "Dana", "--note", "no")
    before = made.files()

    said = received(made, path, "--by", "Aygul")

    assert said == "news/bridge kk by Aygul: 3 ignored"
    assert made.files() == before


def test_a_text_that_was_emptied_when_it_was_sent_and_restored_since_stays(made: Press) -> None:
    """The ledger has no line of either; the file knows what stood in it."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 310 метр."})
    made.done("extract", "--by", "Timur")
    made.type(BRIDGE, "kk", {SECOND: ""})
    made.done("extract")
    path = sent(made)
    restored(made, "Ұзындығы 310 метр.")

    assert received(made, path) == "news/bridge kk: nothing new"
    assert text(made, SECOND) == ("Ұзындығы 310 метр.", False)


def test_a_correction_of_a_text_that_nobody_touched_since_is_taken(made: Press) -> None:
    """Its approval sleeps: somebody has to look at the new text."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 31 метр."})
    made.done("extract", "--by", "Timur")
    path = sent(made)
    made.done("review", "approve", BRIDGE, "6", "-l", "kk", "--by", "Dana")
    assert states(made)[SECOND] == "approved"
    typed(path, {SECOND: "Ұзындығы 310 метр."})

    received(made, path, "--by", "Aygul")

    assert states(made)[SECOND] == "translated"
    assert text(made, SECOND) == ("Ұзындығы 310 метр.", False)


def test_her_text_is_taken_in_the_place_of_another_draft(made: Press) -> None:
    """A machine's draft that came since gives way, and so does one that was rejected."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    made.done("review", "reject", BRIDGE, "6", "-l", "kk", "--by", "Dana")

    received(made, path, "--by", "Aygul")

    assert states(made)[SECOND] == "translated"


def test_a_draft_that_was_rejected_since_is_not_let_stand_by_an_old_file(made: Press) -> None:
    """Dana threw it out while Aygul read it."""
    path = cleared(sent(made), SECOND)
    made.done("review", "reject", BRIDGE, "6", "-l", "kk", "--by", "Dana")

    assert received(made, path, "--by", "Aygul") == "news/bridge kk by Aygul: 1 ignored"
    assert text(made, SECOND)[0] == ""


def test_a_mark_that_was_set_anew_is_not_taken_off_by_the_same_file(made: Press) -> None:
    """It was received, rejected since, and comes a second time by mistake."""
    path = cleared(sent(made), SECOND)
    received(made, path, "--by", "Aygul")
    made.done("review", "reject", BRIDGE, "6", "-l", "kk", "--by", "Dana", "--note", "dollars?")

    received(made, path, "--by", "Aygul")

    assert states(made)[SECOND] == "draft: needs work"


# --- Two people, one text -----------------------------------------------------------------------


def clash(made: Press) -> Path:
    """Let two people translate one text, one of them by e-mail; return her file."""
    path = typed(sent(made), {SECOND: "Ұзындығы — 310 метр."})
    made.type(BRIDGE, "kk", {SECOND: "310 метр ұзын."})
    made.done("extract", "--by", "Timur")
    made.done("review", "approve", BRIDGE, "6", "-l", "kk", "--by", "Dana")
    return path


def test_where_two_people_translated_one_text_both_are_kept(made: Press) -> None:
    """One stands, marked and with the other beside it; neither counts until a person decides."""
    path = clash(made)

    result = made.done("receive", str(path), "--by", "Aygul")

    assert "1 in two versions" in result.out
    assert f"locales/kk/LC_MESSAGES/{BRIDGE}.po:" in result.err
    assert "stands  310 метр ұзын." in result.err
    assert "came    Ұзындығы — 310 метр." in result.err
    assert text(made, SECOND) == ("310 метр ұзын.", True)
    comment = made.entry(BRIDGE, "kk", SECOND).tcomment
    assert "polyglot: another translation came: Ұзындығы — 310 метр." in comment
    assert states(made)[SECOND] == "draft: needs work"
    said = received(made, path, "--by", "Aygul")
    assert said == "news/bridge kk by Aygul: 1 ignored"


def test_what_stands_is_kept_by_taking_its_mark_off(made: Press) -> None:
    """Timur decides in his editor; it waits for an approval anew."""
    made.done("receive", str(clash(made)), "--by", "Aygul")
    with made.opened(BRIDGE, "kk") as file:
        clear(found(file, SECOND))

    made.done("extract", "--by", "Timur")

    assert states(made)[SECOND] == "translated"
    assert "another translation" not in made.entry(BRIDGE, "kk", SECOND).tcomment


def test_the_other_text_is_one_command_away_and_is_hers(made: Press) -> None:
    """It comes back finished, as she sent it."""
    made.done("receive", str(clash(made)), "--by", "Aygul")

    restored(made, "Ұзындығы — 310 метр.")

    assert text(made, SECOND) == ("Ұзындығы — 310 метр.", False)
    assert states(made)[SECOND] == "translated"
    assert ("translated", "Aygul", "Ұзындығы — 310 метр.") in acts(made, SECOND)


def test_a_text_that_she_did_not_finish_takes_nobodys_approval(made: Press) -> None:
    """It is kept in the ledger; what stands, stands."""
    path = sent(made)
    with edited(path) as file:
        found(file, SECOND).msgstr = "Ұзындығы, бәлкім, 310 метр."
    made.type(BRIDGE, "kk", {SECOND: "310 метр ұзын."})
    made.done("extract", "--by", "Timur")

    received(made, path, "--by", "Aygul")

    assert text(made, SECOND) == ("310 метр ұзын.", False)
    assert any(act[2] == "Ұзындығы, бәлкім, 310 метр." for act in acts(made, SECOND))


def test_a_machines_text_that_she_let_stand_gives_way_to_a_persons(made: Press) -> None:
    """There is nothing of hers to keep."""
    path = cleared(sent(made), SECOND)
    made.type(BRIDGE, "kk", {SECOND: "310 метр ұзын."})
    made.done("extract", "--by", "Timur")

    assert received(made, path, "--by", "Aygul") == "news/bridge kk by Aygul: 1 ignored"
    assert text(made, SECOND) == ("310 метр ұзын.", False)


# --- The article changed meanwhile --------------------------------------------------------------


def test_a_text_for_what_the_article_said_is_offered_as_a_stale_draft(made: Press) -> None:
    """In the place of the draft nobody touched; and it counts again when the source returns."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    made.swap(f"content/{BRIDGE}.md", "It is 310", "It is 320")
    made.done(*RUN)

    said = received(made, path, "--by", "Aygul")

    assert said == "news/bridge kk by Aygul: 1 for an older text"
    entry = made.entry(BRIDGE, "kk", "It is 320")
    assert entry.msgstr == "Ұзындығы 310 метр."
    assert entry.previous_msgid == "It is 310 metres long and cost 2,500 dollars a metre."
    assert states(made)["It is 320"] == "draft: stale"
    made.swap(f"content/{BRIDGE}.md", "It is 320", "It is 310")
    made.done("extract")
    assert states(made)[SECOND] == "translated"


def test_it_takes_the_place_of_the_older_text_it_corrects(made: Press) -> None:
    """Both translate the same old source; hers is the later one."""
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 31 метр."})
    made.done("extract", "--by", "Timur")
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    made.swap(f"content/{BRIDGE}.md", "It is 310", "It is 320")
    made.done("extract")
    assert text(made, "It is 320") == ("Ұзындығы 31 метр.", True)

    received(made, path, "--by", "Aygul")

    assert text(made, "It is 320") == ("Ұзындығы 310 метр.", True)


def test_it_never_stands_over_newer_work(made: Press) -> None:
    """Timur translated the new text; hers is in the ledger."""
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    made.swap(f"content/{BRIDGE}.md", "It is 310", "It is 320")
    made.done("extract")
    made.type(BRIDGE, "kk", {"It is 320": "Ұзындығы 320 метр."})
    made.done("extract", "--by", "Timur")

    result = made.done("receive", str(path), "--by", "Aygul")

    assert "0 of 1 text" in result.err
    assert text(made, "It is 320") == ("Ұзындығы 320 метр.", False)
    assert ("translated", "Aygul", "Ұзындығы 310 метр.") in acts(made, SECOND)


def test_a_machines_text_for_what_the_article_said_stays_a_machines(made: Press) -> None:
    """She let it stand; a stale draft of it that she lets stand again is accepted."""
    path = cleared(sent(made), SECOND)
    made.swap(f"content/{BRIDGE}.md", "It is 310", "It is 320")
    made.done("extract")

    received(made, path, "--by", "Aygul")
    with made.opened(BRIDGE, "kk") as file:
        clear(found(file, "It is 320"))
    made.done("extract", "--by", "Aygul")

    assert states(made)["It is 320"] == "accepted"


def test_a_text_for_a_paragraph_that_is_gone_is_there_when_it_returns(made: Press) -> None:
    """Nothing continues it now."""
    whole = made.text(f"content/{BRIDGE}.md")
    made.type(BRIDGE, "kk", {SECOND: "Ұзындығы 31 метр."})
    made.done("extract", "--by", "Timur")
    path = typed(sent(made), {SECOND: "Ұзындығы 310 метр."})
    made.swap(
        f"content/{BRIDGE}.md", "It is 310 metres long and cost 2,500 dollars a metre.\n\n", ""
    )
    made.done("extract")

    received(made, path, "--by", "Aygul")
    made.write(f"content/{BRIDGE}.md", whole)
    made.done("extract")

    assert text(made, SECOND) == ("Ұзындығы 310 метр.", False)
    assert states(made)[SECOND] == "translated"


def test_new_white_space_in_the_article_changes_nothing(made: Press) -> None:
    """Her text is for the same words."""
    made.write(
        "content/news/pre.md", "# Log\n\n<pre>one  two\nthree</pre>\n\nThe rest of the text.\n"
    )
    made.done("extract")
    result = made.done("send", "pre", "-l", "kk", "--to", str(made.root.parent / "mail"))
    path = typed(Path(result.out.strip()), {"one": "бір  екі\nүш"})
    made.swap("content/news/pre.md", "one  two\nthree", "one two three")
    made.done("extract")

    result = made.done("receive", str(path), "--by", "Aygul")

    assert "1 taken" in result.out
    assert made.entry("news/pre", "kk", "one").msgstr == "бір  екі\nүш"


# --- Whose file it is ---------------------------------------------------------------------------


def unmarked(path: Path) -> Path:
    """Take the two lines away, as a tool does that makes a head of its own."""
    data = re.sub(rb'"X-Polyglot-[^\n]*\n', b"", path.read_bytes())
    path.write_bytes(data)
    return path


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


# --- Two scripts --------------------------------------------------------------------------------

LATIN, CYRILLIC = "Oʻzbekiston shahri", "Ўзбекистон шаҳри"


def drafted(made: Press, target: str) -> None:
    """Let a machine draft a text: its line, and its marked text in the catalog."""
    workspace = enter(made.root)
    (source,) = survey(workspace).sources
    before = load(workspace, source)
    (message,) = (m for m in before.catalogs["uz"].messages if m.source.startswith(SECOND))
    draft = Draft(message.context, message.source, target, "google", is_machine=True)
    save(workspace, place(before, "uz", [draft], day=date(2026, 3, 1)), before=before)


@pytest.fixture
def latin(tmp_path: Path) -> Press:
    """Return a workspace with a machine's draft and a person's text, both in Latin letters."""
    made = press(tmp_path / "w", languages="en uz", articles="bridge")
    made.done("extract")
    drafted(made, LATIN)
    made.type(BRIDGE, "uz", {TITLE: "Orol koʻprigi"})
    made.done("extract", "--by", "Timur")
    return made


def cyrillic(made: Press) -> Path:
    """Send the article with its drafts in Cyrillic."""
    return sent(made, "--script", "uz-Cyrl", language="uz")


def test_drafts_go_out_in_the_script_a_translator_prefers(latin: Press) -> None:
    """People's own texts stay in the script they were written in, and so does the catalog."""
    before = latin.files()

    path = cyrillic(latin)

    file = polib.pofile(str(path), encoding="utf-8")
    assert path.name == "news-bridge.uz-Cyrl.po"
    assert found(file, SECOND).msgstr == CYRILLIC
    assert found(file, TITLE).msgstr == "Orol koʻprigi"
    assert latin.files() == before
    assert latin.run("send", "--to", "/x", "--script", "kaa-Cyrl").code == 2


def test_the_settings_name_the_script_once_for_all(latin: Press) -> None:
    """Whoever gets drafts in Cyrillic gets those in Cyrillic that are older than the setting."""
    settings = latin.text("polyglot.toml")
    latin.write("polyglot.toml", f'{settings}\n[translate.scripts]\nuz = "uz-Cyrl"\n')

    file = polib.pofile(str(sent(latin, language="uz")), encoding="utf-8")

    assert found(file, SECOND).msgstr == CYRILLIC


@pytest.mark.parametrize("has_lines", [True, False], ids=["sent", "unmarked"])
def test_drafts_in_another_script_that_come_back_unedited_are_drafts(
    latin: Press, *, has_lines: bool
) -> None:
    """Nothing is new, whether the file says where it was sent from or not."""
    path = cyrillic(latin) if has_lines else unmarked(cyrillic(latin))
    before = latin.files()

    received(latin, path)

    assert latin.files() == before


@pytest.mark.parametrize("has_lines", [True, False], ids=["sent", "unmarked"])
def test_a_draft_in_another_script_that_she_let_stand_is_a_machines_still(
    latin: Press, *, has_lines: bool
) -> None:
    """It is accepted, never translated; and it stands in the letters she read."""
    path = cleared(cyrillic(latin) if has_lines else unmarked(cyrillic(latin)), SECOND)

    said = received(latin, path, "--by", "Aygul")

    assert said == "news/bridge uz by Aygul: 1 accepted"
    assert text(latin, SECOND, "uz") == (CYRILLIC, False)
    assert states(latin, "uz")[SECOND] == "accepted"


def test_it_is_a_machines_also_where_a_word_was_settled_otherwise_since(latin: Press) -> None:
    """The file says that this is what was sent."""
    path = cleared(cyrillic(latin), SECOND)
    latin.write(
        "terms/transliteration.csv",
        "language,source,target,word,form\nuz,Latn,Cyrl,shahri,шахри\n",
    )

    received(latin, path, "--by", "Aygul")

    assert states(latin, "uz")[SECOND] == "accepted"


def test_what_she_made_of_a_draft_in_another_script_is_hers(latin: Press) -> None:
    """And how far she went from it is measured in its own letters."""
    path = typed(cyrillic(latin), {SECOND: CYRILLIC + "да"})

    received(latin, path, "--by", "Aygul")

    assert states(latin, "uz")[SECOND] == "translated"
    lines = latin.ledger(BRIDGE)
    (line,) = (line for line in lines if line["target"] == CYRILLIC + "да")
    assert int(str(line["distance"])) < 20


def test_a_draft_in_another_script_that_she_emptied_is_not_proposed_again(latin: Press) -> None:
    """What stood in her file stands here in other letters."""
    path = typed(cyrillic(latin), {SECOND: ""})

    assert received(latin, path) == "news/bridge uz: 1 emptied"
    assert text(latin, SECOND, "uz")[0] == ""


def test_a_draft_that_was_rejected_since_does_not_come_back_in_other_letters(latin: Press) -> None:
    """Whoever threw it out meant the words."""
    path = cleared(cyrillic(latin), SECOND)
    latin.done("review", "reject", BRIDGE, "6", "-l", "uz", "--by", "Dana")

    assert received(latin, path, "--by", "Aygul") == "news/bridge uz by Aygul: 1 ignored"


# --- The line in the head -----------------------------------------------------------------------


def test_a_damaged_line_is_none() -> None:
    """Then nothing is known of what was sent."""
    catalog = stamped(Catalog("kk", (Message("a", target="b"),)), article="x/y", number=7)
    known = read(catalog.fields)

    assert known.number == 7
    assert known.has_finished(Message("a", target="b "))
    assert not known.has_marked(Message("a", target="b"))
    assert not known.has(Message("a", target="b\N{NO-BREAK SPACE}"))
    for damaged in ("", "x", "7 abcde", "7 abcde!", "-1 abcdef"):
        assert read((("X-Polyglot-Article", "x/y"), ("X-Polyglot-Sent", damaged))) == Postmark(
            "x/y"
        )
    wrapped = (("X-Polyglot-Article", " x/y "), ("X-Polyglot-Sent", "7 abcdef ghijkl"))
    assert read(wrapped) == Postmark("x/y", 7, frozenset({"abcdef", "ghijkl"}))


# --- Killed -------------------------------------------------------------------------------------


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
