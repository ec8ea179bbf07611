"""Drafts that go out in another script: they come back as the drafts they are."""

from datetime import date
from pathlib import Path

import polib
import pytest

from letters import BRIDGE, SECOND, TITLE, cleared, received, sent, states, text, typed, unmarked
from polyglot.model import Draft
from polyglot.pipeline.desk import load
from polyglot.pipeline.extracting import place
from polyglot.pipeline.running import enter
from polyglot.pipeline.saving import save
from polyglot.pipeline.survey import survey
from workspaces import Press, found, press

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
