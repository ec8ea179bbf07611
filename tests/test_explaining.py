"""What a run tells about change: to the translator, on the board, and with `--explain`."""

from pathlib import Path
from typing import Any

import pytest

from workspaces import Press, press

ARTICLE = "news/mill"
FILE = f"content/{ARTICLE}.md"
PO = f"locales/kk/LC_MESSAGES/{ARTICLE}.po"
HEAD = "---\ntitle: The mill\nlanguage: en\n---\n\n"
FLOUR = "The mill by the river grinds five tons of flour every week."
OWNER = "Its owner was not paid for the road that leads to it."
VILLAGE = "Forty families of the village live from the mill and its bakery."
DAM = "A dam upstream has held back the water since the spring of last year."
SCHOOL = "Children bring the bread to school. The oldest of them bake it."


@pytest.fixture
def room(tmp_path: Path) -> Press:
    """Return a workspace whose article a person has translated into two languages."""
    made = press(tmp_path, languages="en ru kk", articles="")
    _publish(made, FLOUR, OWNER, VILLAGE, DAM, SCHOOL)
    made.done("extract")
    for language in ("ru", "kk"):
        made.type_all(ARTICLE, language)
    made.done("extract", "--by", "Aygul")
    return made


def _publish(made: Press, *paragraphs: str) -> None:
    made.write(FILE, HEAD + "\n\n".join(paragraphs) + "\n")


def _explained(made: Press, *words: str, language: str = "kk") -> list[dict[str, Any]]:
    boards: Any = made.done("extract", "--explain", "--format", "json", *words).plain
    changes: list[dict[str, Any]] = boards[0]["changes"]
    return [change for change in changes if change["language"] == language]


def _told(made: Press, *words: str) -> list[tuple[str, str]]:
    return [(change["became"], change["new"]) for change in _explained(made, *words)]


# --- The translator -----------------------------------------------------------------------------


def test_the_translator_is_told_what_changed(room: Press) -> None:
    """Above the stale draft stands, in plain words, what to look for."""
    _publish(room, FLOUR.replace("five", "six"), OWNER.replace("not ", ""), VILLAGE, DAM, SCHOOL)

    room.done("extract")

    assert "# draft, translates an older text; changed: number\n" in room.text(PO)
    assert "# draft, translates an older text; changed: negation\n" in room.text(PO)


def test_a_remark_that_is_no_longer_true_is_corrected(room: Press) -> None:
    """The article changed once more: the remark tells all that is different now."""
    once = FLOUR.replace("five", "six")
    _publish(room, once, OWNER, VILLAGE, DAM, SCHOOL)
    room.done("extract")

    _publish(room, once.replace("river", "brook!"), OWNER, VILLAGE, DAM, SCHOOL)
    room.done("extract")

    assert (
        "# draft, translates an older text; changed: number, wording, punctuation\n"
        in room.text(PO)
    )
    assert room.text(PO).count("translates an older text") == 1


# --- The board ----------------------------------------------------------------------------------


def test_the_editor_is_told_in_what_the_languages_are_behind(room: Press) -> None:
    """One line for the article, after the run."""
    _publish(room, FLOUR.replace("five", "six"), OWNER, VILLAGE, DAM, SCHOOL)

    out = room.done("run").out

    assert f"{ARTICLE}: 2 languages behind: one number\n" in out


def test_the_board_remembers_it_as_long_as_it_holds(room: Press) -> None:
    """The next look at the board says the same; when a translator has followed, nothing."""
    _publish(room, FLOUR.replace("five", "six"), OWNER, VILLAGE, DAM + " It leaks!", SCHOOL)
    room.done("extract")
    room.type(ARTICLE, "ru", {"The mill by": "шесть", "A dam": "течёт"})

    room.done("extract", "--by", "Timur")

    assert f"{ARTICLE}: kk is behind: one number, one text reworded\n" in room.done("status").out
    assert room.board(ARTICLE)["kk"]["behind"] == {"number": 1, "wording": 1}
    assert room.board(ARTICLE)["ru"]["behind"] == {}
    room.type(ARTICLE, "kk", {"The mill by": "алты", "A dam": "ағады"})
    room.done("extract", "--by", "Aygul")
    assert "behind" not in room.done("status").out


# --- What became of each message ----------------------------------------------------------------


def test_of_what_is_as_it_was_nothing_is_told(room: Press) -> None:
    """The article was saved again, and a paragraph broken into two lines."""
    _publish(room, FLOUR.replace("river ", "river\n"), OWNER, VILLAGE, DAM, SCHOOL)

    assert _told(room) == []


def test_every_change_is_told_with_its_place_and_kind(room: Press) -> None:
    """An edited figure, a paragraph that moved, one that is new, one that is gone."""
    _publish(
        room, FLOUR.replace("five", "six"), "Nobody has ever asked why.", VILLAGE, SCHOOL, OWNER
    )

    changes = _explained(room)

    lines = room.text(PO).split("\n")
    assert [(c["became"], c["new"]) for c in changes] == [
        ("edited", FLOUR.replace("five", "six")),
        ("new", "Nobody has ever asked why."),
        ("moved", OWNER),
        ("obsolete", ""),
    ]
    assert changes[0]["changed"] == ["number"]
    assert changes[0]["old"] == [FLOUR]
    assert changes[3]["old"] == [DAM]
    assert [lines[c["line"] - 1] for c in changes[:3]] == [
        f'msgid "{c["new"]}"' for c in changes[:3]
    ]
    assert lines[changes[3]["line"] - 1] == f'#~ msgid "{DAM}"'
    assert {c["path"] for c in changes} == {PO}


def test_split_and_merged_paragraphs_are_told_of(room: Press) -> None:
    """With all the paragraphs that they were."""
    first, second = SCHOOL.split(". ")
    _publish(room, FLOUR, f"{OWNER} {VILLAGE}", DAM, f"{first}.", second)

    changes = _explained(room)

    assert [c["became"] for c in changes] == ["merged", "split", "split"]
    assert changes[0]["old"] == [OWNER, VILLAGE]
    assert changes[1]["old"] == changes[2]["old"] == [SCHOOL]


def test_a_paragraph_that_stands_twice_with_a_small_change_is_told_of(room: Press) -> None:
    """The copy begins with the translation of the first, as a draft."""
    copy = FLOUR.replace("week", "month")
    _publish(room, FLOUR, OWNER, VILLAGE, DAM, SCHOOL, copy)

    (change,) = _explained(room)

    assert (change["became"], change["old"], change["new"]) == ("duplicated", [FLOUR], copy)
    entry = room.entry(ARTICLE, "kk", copy)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (f"{FLOUR}!", True, FLOUR)
    assert not room.entry(ARTICLE, "kk", FLOUR).fuzzy


def test_what_the_ledger_remembers_comes_before_a_copy(room: Press) -> None:
    """A paragraph that another tool swept out of the file returns as it was."""
    alike = FLOUR.replace("week", "month")
    _publish(room, FLOUR, OWNER, VILLAGE, DAM, SCHOOL, alike)
    room.done("extract")
    room.type(ARTICLE, "kk", {alike: "ай сайын"})
    room.done("extract", "--by", "Aygul")
    _publish(room, FLOUR, OWNER, VILLAGE, DAM, SCHOOL)
    room.done("extract")
    with room.opened(ARTICLE, "kk") as file:
        file[:] = [entry for entry in file if not entry.obsolete]
    room.done("extract")

    _publish(room, FLOUR, OWNER, VILLAGE, DAM, SCHOOL, alike)

    assert _told(room) == [("revived", alike)]
    entry = room.entry(ARTICLE, "kk", alike)
    assert (entry.msgstr, entry.fuzzy) == ("ай сайын", False)


def test_what_comes_back_is_told_of(room: Press) -> None:
    """A paragraph was taken out and put back; another was edited and is as it was."""
    _publish(room, FLOUR.replace("five", "six"), OWNER, VILLAGE, SCHOOL)
    room.done("extract")
    _publish(room, FLOUR, OWNER, VILLAGE, DAM, SCHOOL)

    assert _told(room) == [("returned", FLOUR), ("revived", DAM)]


def test_a_new_paragraph_with_a_shared_text_is_new(room: Press) -> None:
    """It never stood here before, whatever fills it."""
    room.done("shared", "add", "Read more")
    room.swap("locales/shared/kk.po", 'Read more"\nmsgstr ""', 'Read more"\nmsgstr "Толығырақ"')
    room.done("extract", "--by", "Aygul")
    _publish(room, FLOUR, OWNER, VILLAGE, DAM, SCHOOL, "Read more")

    assert _told(room) == [("new", "Read more")]
    assert room.entry(ARTICLE, "kk", "Read more").msgstr == "Толығырақ"


def test_a_dropped_draft_is_told_of(room: Press) -> None:
    """Nobody had touched the machine's text of the old paragraph."""
    _publish(room, FLOUR, OWNER, VILLAGE, DAM, SCHOOL, "The dam will be opened in May.")
    room.done("translate", "--provider", "pseudo")
    _publish(room, FLOUR, OWNER, VILLAGE, DAM, SCHOOL, "The dam will be opened in June.")

    (change,) = _explained(room)

    assert (change["became"], change["changed"]) == ("dropped", ["wording"])


def test_a_renamed_article_is_told_of_once_a_language(room: Press) -> None:
    """Its messages are as they were."""
    room.write("content/news/watermill.md", room.text(FILE))
    room.path(FILE).unlink()

    (change,) = _explained(room)

    assert (change["became"], change["old"], change["new"]) == (
        "renamed",
        [FILE],
        "content/news/watermill.md",
    )


def test_a_dry_run_explains_and_writes_nothing(room: Press) -> None:
    """Places are those in the files as they are."""
    _publish(room, FLOUR.replace("five", "six"), OWNER, VILLAGE, DAM, SCHOOL, "It rains at last.")
    before = room.files()

    changes = _explained(room, "--dry-run")

    assert room.files() == before
    assert [c["became"] for c in changes] == ["edited", "new"]
    assert room.text(PO).split("\n")[changes[0]["line"] - 1] == f'msgid "{FLOUR}"'
    assert changes[1]["line"] == 0
    assert _told(room) == [(c["became"], c["new"]) for c in changes]


@pytest.mark.parametrize("words", [["extract", "--dry-run"], ["status"], ["check"]])
def test_who_only_looks_sees_a_renamed_article_as_it_will_be(room: Press, words: list[str]) -> None:
    """Its translations stand where they stood, and are its own."""
    room.write("content/news/watermill.md", room.text(FILE))
    room.path(FILE).unlink()
    before = room.files()

    (change,) = _explained(room, "--dry-run")
    told = room.done(*words)

    assert (change["became"], change["path"]) == ("renamed", PO)
    assert "this article was called news/mill" in told.out + told.err
    assert "has gone" not in told.out + told.err
    assert "not translated" not in told.out + told.err
    assert room.files() == before


def test_two_long_texts_are_shown_from_where_they_part(room: Press) -> None:
    """A number far down in a paragraph would not be seen otherwise."""
    long = f"{FLOUR} " + "The mill stands by the canal, and the road to it is dry. " * 4
    _publish(room, f"{long} It has 12 stones.", OWNER, VILLAGE, DAM, SCHOOL)
    room.done("extract")
    _publish(room, f"{long} It has 13 stones.", OWNER, VILLAGE, DAM, SCHOOL)

    told = room.done("extract", "--explain").out

    assert " dry. It has 12 stones." in told
    assert " dry. It has 13 stones." in told


def test_the_text_names_file_line_and_both_texts(room: Press) -> None:
    """As people read it: what it was above what it is, before the board."""
    _publish(room, FLOUR.replace("five", "six"), OWNER, VILLAGE, DAM, SCHOOL)

    out = room.done("extract", "--explain").out

    line = room.text(PO).split("\n").index(f'msgid "{FLOUR.replace("five", "six")}"') + 1
    assert f"{PO}:{line}: edited (number)\n  old     {FLOUR}\n  new     The mill" in out
    assert out.index("edited") < out.index("paragraphs")


def test_processes_explain_what_one_process_explains(room: Press) -> None:
    """What became of a message travels with the article's outcome."""
    _publish(room, FLOUR.replace("five", "six"), OWNER, VILLAGE, DAM, SCHOOL)
    alone = room.run("extract", "--explain", "--dry-run").out

    assert room.run("extract", "--explain", "--dry-run", "--jobs", "2").out == alone
