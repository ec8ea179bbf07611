"""Files that come back after others worked on: two texts for one, or an article that changed."""

from pathlib import Path

import pytest

from letters import (
    BRIDGE,
    SECOND,
    acts,
    cleared,
    edited,
    newsroom,
    received,
    restored,
    sent,
    states,
    text,
    typed,
)
from workspaces import RUN, Press, clear, found


@pytest.fixture
def made(tmp_path: Path) -> Press:
    """Return a workspace in which a machine has drafted one article."""
    return newsroom(tmp_path)


# --- Two people, one text -------------------------------------------------------------------------


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


# --- The article changed meanwhile ----------------------------------------------------------------


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
