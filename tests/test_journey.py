"""One article from a file to a published page, and back; what people see on the way."""

import json
import re
from pathlib import Path

import pytest

from workspaces import BRIDGE, NOW, Press, clear, found, mark, press

KK = {
    "The bridge over": "Арал каналы үстіндегі көпір",
    "It opens in": "Ол мамырда ашылады, бір жыл кеш.",
    "bridges": "көпірлер",
    "Aral": "Арал",
    "The new bridge": "Мойнақ <em>кеңесі</em> айтады: жаңа көпір <a>14 мамырда</a> ашылады.",
    "It is 310": "Оның ұзындығы 310 метр, метрі 2500 доллар тұрады.",
    "The bridge at": "Кешкі көпір",
    "Read how": "<a1>Құдық</a1> қалай қазылғанын оқыңыз, <a2>көршіні</a2> тыңдаңыз.",
}
BRIDGE_ID = "news/bridge"
NOTICE = "2026 жылғы 5 наурыз"


@pytest.fixture
def small(tmp_path: Path) -> Press:
    """Make a workspace with one article in English and catalogs for it."""
    made = press(tmp_path, languages="en kk", articles="bridge")
    made.done("extract")
    return made


def published(made: Press) -> Press:
    """Let people translate the article, approve it and publish it."""
    made.type(BRIDGE_ID, "kk", KK)
    made.done("extract", "--by", "Aygul")
    made.done("review", "approve", "bridge", "--all", "-l", "kk", "--by", "Dana")
    made.done("release", "bridge", "--by", "Dana")
    made.done("run")
    assert made.board(BRIDGE_ID)["kk"]["status"] == "published"
    return made


def later(made: Press, day: str) -> Press:
    """Return the workspace on another day."""
    return Press(made.root, now=f"{day}T09:00:00Z", env=made.env)


# --- There ----------------------------------------------------------------------------------------


def test_an_article_comes_in_under_a_name_of_its_own(tmp_path: Path) -> None:
    """`add` brings a file into content/ and says what to do next."""
    made = press(tmp_path / "w", articles="")
    (tmp_path / "Bread prices.md").write_text("---\ntitle: Bread\n---\n\nIt costs more.\n")

    named = made.done("add", str(tmp_path / "Bread prices.md"), "--as", "news/bread")
    piped = made.run("add", "-", "--language", "ru", stdin="Хлеб\n\nОн подорожал.\n".encode())

    assert named.out == "content/news/bread.md\n"
    assert "polyglot run news/bread --drafts" in named.err
    assert piped.code == 0
    assert made.path(piped.out.strip()).is_file()
    assert made.done("extract").code == 0


@pytest.mark.parametrize("asked", ["news/bridge", "news/BRIDGE"])
def test_an_article_that_is_there_is_not_overwritten(
    small: Press, tmp_path: Path, asked: str
) -> None:
    """Whatever its suffix and its capitals, an article with that name stays as it is."""
    (tmp_path / "other.html").write_text("<p>Other words stand here.</p>")

    refused = small.run("add", str(tmp_path / "other.html"), "--as", asked)

    assert refused.code == 1
    assert "content/news/bridge.md" in refused.err
    assert "--as" in refused.err
    assert small.text("content/news/bridge.md") == BRIDGE
    assert not small.path("content/news/bridge.html").exists()


def test_an_article_becomes_a_catalog_a_translator_can_read(small: Press) -> None:
    """The tags are there without their addresses; a legend says where they lead."""
    entry = small.entry(BRIDGE_ID, "kk", "The new bridge")
    template = small.text("locales/templates/news/bridge.pot")

    assert entry.msgid == (
        "The new bridge opens on <a>14 May</a>, says the <em>council</em> of Muynak."
    )
    assert entry.comment == "<a> link: example.org"
    assert 'msgctxt "alt"' in template
    assert "example.org/plan" not in template


def test_a_text_of_nothing_but_spaces_is_offered_to_no_other_article(small: Press) -> None:
    """It is an error where it stands, and stays the only one."""
    small.write("content/other.md", "---\ntitle: Other\n---\n\nIt is 310 metres.\n")
    small.write("content/news/more.md", "---\ntitle: More\n---\n\nIt is 310 metres.\n")
    small.done("extract")
    small.type("other", "kk", {"It is 310": " "})

    small.run("run")

    assert small.entry("other", "kk", "It is 310").msgstr == " "
    assert small.entry("news/more", "kk", "It is 310").msgstr == ""


def test_drafts_come_from_memory_first_then_from_the_engine(small: Press) -> None:
    """What people translated elsewhere is offered again; a machine fills the rest; both say so."""
    published(small)
    small.write(
        "content/news/again.md",
        "---\ntitle: Again\n---\n\nIt is 310 metres long and cost 2,500 dollars a metre.\n",
    )

    told = small.done("translate", "--provider", "pseudo")

    remembered = small.entry("news/again", "kk", "It is 310")
    invented = small.entry("news/again", "kk", "Again")
    assert "drafts: 1 from memory, 1 from pseudo" in told.err
    assert "no text leaves this machine" in told.err
    assert (remembered.msgstr, remembered.fuzzy) == (KK["It is 310"], True)
    assert (invented.msgstr, invented.fuzzy) == ("[Åĝåîñ ··]", True)
    assert invented.tcomment == "machine draft (pseudo), not checked"
    assert small.board("news/again")["kk"]["machine_drafts"] == 1


def test_without_an_engine_no_text_leaves_the_machine(small: Press) -> None:
    """Memory alone fills what it can; the first line says so."""
    told = small.done("translate")

    assert told.err.startswith("Drafts come from memory only; no text leaves this machine.")
    assert not small.path("private/outgoing.jsonl").exists()
    assert small.entry(BRIDGE_ID, "kk", "Aral").msgstr == ""


def test_an_article_that_waits_is_no_error(small: Press) -> None:
    """The board says what it waits for, and the next commands do it."""
    waiting = small.run("run")
    board = small.board(BRIDGE_ID)

    assert waiting.code == 0
    assert board["en"]["status"] == board["kk"]["status"] == "waits"
    assert "8 paragraphs are not translated" in str(board["kk"]["waits"])
    assert "polyglot release news/bridge -l en" in waiting.err
    assert not small.has_page(BRIDGE_ID, "en")


def test_a_draft_is_accepted_then_approved_then_published(small: Press) -> None:
    """Machine text that people checked goes out, and its page says what it is."""
    small.done("translate", "--provider", "pseudo")
    refused = small.run("review", "approve", "bridge", "5", "-l", "kk", "--by", "Dana")
    small.done("review", "accept", "bridge", "--all", "-l", "kk", "--by", "Aygul")
    small.done("review", "approve", "bridge", "--all", "-l", "kk", "--by", "Dana")
    small.done("release", "bridge", "--by", "Dana")

    small.done("run")

    assert refused.code == 1
    assert "accept it first" in refused.err
    row = small.board(BRIDGE_ID)["kk"]
    assert (row["status"], row["approved"], row["machine_text_checked"]) == ("published", 8, 8)
    page = small.page(BRIDGE_ID, "kk")
    assert '<html lang="kk"' in page
    assert "[Tĥé ñéw" in page
    assert "машина аударған, адам тексерген" in page
    assert small.path("exports/public/wire/news/bridge/kk.nitf.xml").is_file()
    assert small.path("exports/public/source/news/bridge/kk.html").is_file()


def test_a_published_page_reads_as_people_wrote_it(small: Press) -> None:
    """The words are the translator's, the addresses the source's, the picture has no memory."""
    published(small)

    page = small.page(BRIDGE_ID, "kk")

    assert "<em>кеңесі</em>" in page
    assert '<a href="https://example.org/plan?a=1&amp;b=2">14 мамырда</a>' in page
    assert 'alt="Кешкі көпір"' in page
    picture = small.path("exports/public/media/news/media/bridge.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert b"secret place" not in picture
    assert "exports" not in page


def test_the_one_who_approves_alone_gives_a_reason(small: Press) -> None:
    """Nobody with a name translated it: an approval by one person says why that is enough."""
    small.type(BRIDGE_ID, "kk", KK)
    small.done("extract")

    alone = small.run("review", "approve", "bridge", "--all", "-l", "kk", "--by", "Dana")
    told = small.run(
        *("review", "approve", "bridge", "--all", "-l", "kk", "--by", "Dana"),
        *("--reason", "nobody else reads Kazakh"),
    )

    assert alone.code == 1
    assert "--reason" in alone.err
    assert told.code == 0
    notes = [line["note"] for line in small.ledger(BRIDGE_ID) if line["action"] == "approved"]
    assert "nobody else reads Kazakh" in notes


# --- And back -------------------------------------------------------------------------------------


def test_an_edited_source_leaves_the_published_page_with_a_notice(small: Press) -> None:
    """The translation keeps its text as a stale draft; the page stands until people follow."""
    published(small)
    small.swap("content/news/bridge.md", "It is 310 metres", "It is 320 metres")
    march = later(small, "2026-03-05")

    march.done("run")
    row = march.board(BRIDGE_ID)["kk"]
    before = march.page(BRIDGE_ID, "kk")
    march.done("release", "bridge", "-l", "en", "--by", "Dana")
    march.done("run")

    entry = march.entry(BRIDGE_ID, "kk", "It is 320")
    assert (entry.msgstr, entry.fuzzy) == (KK["It is 310"], True)
    assert str(entry.previous_msgid).startswith("It is 310")
    assert (row["status"], row["stale"]) == ("stands", 1)
    assert NOTICE not in before, "readers have not seen the new source yet"
    assert "320 metres" in march.page(BRIDGE_ID, "en")
    after = march.page(BRIDGE_ID, "kk")
    assert "310 метр" in after
    assert NOTICE in after


def test_a_page_follows_its_source_when_people_do(small: Press) -> None:
    """A stale draft that is edited, approved and released replaces the page and ends the notice."""
    published(small)
    small.swap("content/news/bridge.md", "It is 310 metres", "It is 320 metres")
    small.done("run")
    small.type(BRIDGE_ID, "kk", {"It is 320": "Оның ұзындығы 320 метр, метрі 2500 доллар."})
    small.done("extract", "--by", "Aygul")
    small.done("review", "approve", "bridge", "--all", "-l", "kk", "--by", "Dana")
    small.done("release", "bridge", "--by", "Dana")

    later(small, "2026-03-07").done("run")

    page = small.page(BRIDGE_ID, "kk")
    assert "320 метр" in page
    assert small.board(BRIDGE_ID)["kk"]["status"] == "published"


def test_a_source_that_returns_brings_its_approval_back(small: Press) -> None:
    """Undoing an edit undoes all that it did; nobody has to approve twice."""
    published(small)
    small.swap("content/news/bridge.md", "It is 310 metres", "It is 320 metres")
    small.done("run")

    small.write("content/news/bridge.md", BRIDGE)
    small.done("run")

    row = small.board(BRIDGE_ID)["kk"]
    assert (row["status"], row["approved"], row["stale"]) == ("published", 8, 0)


def test_a_translator_who_edits_puts_the_approval_to_sleep(small: Press) -> None:
    """The page keeps the approved words until the new ones are approved."""
    published(small)
    small.type(BRIDGE_ID, "kk", {"It is 310": "Ұзындығы 310 метр, метрі 2500 доллар."})

    small.done("run", "--by", "Aygul")
    row = small.board(BRIDGE_ID)["kk"]
    standing = small.page(BRIDGE_ID, "kk")
    small.type(BRIDGE_ID, "kk", {"It is 310": KK["It is 310"]})
    small.done("run")

    assert (row["status"], row["approved"], row["translated"]) == ("stands", 7, 1)
    assert KK["It is 310"] in standing
    assert small.board(BRIDGE_ID)["kk"]["approved"] == 8


def test_a_mark_on_finished_text_sends_it_back(small: Press) -> None:
    """A translator who marks a text fuzzy takes its approval away; clearing gives no new one."""
    published(small)
    with small.opened(BRIDGE_ID, "kk") as file:
        mark(next(entry for entry in file if entry.msgid.startswith("It is")))
    small.done("run", "--by", "Aygul")
    marked = small.board(BRIDGE_ID)["kk"]
    with small.opened(BRIDGE_ID, "kk") as file:
        clear(next(entry for entry in file if entry.msgid.startswith("It is")))

    small.done("run", "--by", "Aygul")

    assert (marked["status"], marked["drafts"]) == ("stands", 1)
    assert small.board(BRIDGE_ID)["kk"]["translated"] == 1


def test_an_emptied_text_can_be_brought_back(small: Press) -> None:
    """What somebody deleted is in the ledger; `restore` lists it and brings it back as it was."""
    published(small)
    small.type(BRIDGE_ID, "kk", {"It is 310": ""})
    small.done("run")

    listed = small.done("restore", "bridge", "-l", "kk")
    brought = small.done("restore", "bridge", "1", "-l", "kk")

    assert KK["It is 310"] in listed.out
    assert "restored: 1 paragraph" in brought.out
    entry = small.entry(BRIDGE_ID, "kk", "It is 310")
    assert (entry.msgstr, entry.fuzzy) == (KK["It is 310"], False)
    assert small.run("restore", "bridge", "-l", "kk").out == ""
    assert small.run("restore", "bridge", "9", "-l", "kk").code == 1


def test_a_rejected_draft_is_not_offered_again(small: Press) -> None:
    """A draft somebody sent back is emptied, and stays so whatever runs."""
    small.done("translate", "--provider", "pseudo")

    small.done("review", "reject", "bridge", "4", "-l", "kk", "--by", "Dana", "--note", "no")
    small.done("run", "--provider", "pseudo")

    assert small.entry(BRIDGE_ID, "kk", "Aral").msgstr == ""
    assert small.entry(BRIDGE_ID, "kk", "bridges").msgstr != ""


def test_a_withdrawn_article_leaves_a_page_that_says_so(small: Press) -> None:
    """Not a word of it stays, in no list and no wire file; it does not come back by itself."""
    published(small)
    april = later(small, "2026-04-01")

    april.done("withdraw", "bridge", "--by", "Dana", "--reason", "a source asked us to")
    april.done("run")

    for tag in ("en", "kk"):
        page = april.page(BRIDGE_ID, tag)
        assert "310" not in page
        assert KK["It is 310"] not in page
        assert {"en": "1 April 2026", "kk": "2026 жылғы 1 сәуір"}[tag] in page
        assert "bridge" not in april.text(f"exports/public/{tag}/index.html")
        assert "310" not in april.text(f"exports/public/wire/news/bridge/{tag}.nitf.xml")
        assert not april.path(f"exports/public/source/news/bridge/{tag}.html").exists()
    assert april.board(BRIDGE_ID)["kk"]["status"] == "withdrawn"
    assert not april.path("exports/public/media/news/media/bridge.png").exists()


def test_a_withdrawn_language_leaves_the_others_alone(small: Press) -> None:
    """Only the edition that was taken back is gone."""
    published(small)

    small.done(*("withdraw", "bridge", "-l", "kk", "--by", "Dana", "--reason", "a mistake"))

    assert "310" not in small.page(BRIDGE_ID, "kk")
    assert "310 metres" in small.page(BRIDGE_ID, "en")
    board = small.board(BRIDGE_ID)
    assert (board["en"]["status"], board["kk"]["status"]) == ("published", "withdrawn")


def test_a_language_can_be_given_up_once_it_is_withdrawn(small: Press) -> None:
    """Before that nothing is exported; after it the page that says so stays at its address."""
    published(small)
    languages = small.text("polyglot.toml")
    small.swap("polyglot.toml", '["en", "kk"]', '["en"]')
    refused = small.run("run")
    small.write("polyglot.toml", languages)
    small.done(*("withdraw", "bridge", "-l", "kk", "--by", "Dana", "--reason", "no translator"))
    small.swap("polyglot.toml", '["en", "kk"]', '["en"]')

    small.done("run")

    assert refused.code == 1
    assert "languages back" in refused.err
    assert "2026 жылғы 1 наурыз" in small.page(BRIDGE_ID, "kk")
    assert KK["It is 310"] not in small.page(BRIDGE_ID, "kk")
    assert "310 metres" in small.page(BRIDGE_ID, "en")
    again = small.run("run")
    assert (again.code, again.out, again.err) == (0, "", "")


def test_a_withdrawn_article_can_be_released_again(small: Press) -> None:
    """An editor's act takes it away, an editor's act brings it back."""
    published(small)
    small.done("withdraw", "bridge", "--by", "Dana", "--reason", "to be sure")
    small.done("release", "bridge", "--by", "Dana")

    small.done("run")

    assert "310 metres" in small.page(BRIDGE_ID, "en")
    assert KK["It is 310"] in small.page(BRIDGE_ID, "kk")


# --- Files that go --------------------------------------------------------------------------------


def test_an_article_that_goes_before_it_is_published_is_one_line(small: Press) -> None:
    """Its catalogs and its ledger stay; that is no error."""
    small.done("run", "--drafts")
    small.path("content/news/bridge.md").unlink()

    gone = small.run("run", "--drafts")

    assert gone.code == 0
    assert gone.err.count("content/news/bridge") == 1
    assert "its catalogs and its ledger stay" in gone.err
    assert small.path("locales/kk/LC_MESSAGES/news/bridge.po").is_file()
    assert not small.has_page(BRIDGE_ID, "kk", drafts=True)


def test_an_article_that_goes_after_it_was_published_is_an_error(small: Press) -> None:
    """Nothing vanishes by accident: its pages stand until somebody withdraws them by name."""
    published(small)
    pages = small.files("exports/public")
    small.path("content/news/bridge.md").unlink()

    gone = small.run("run")
    withdrawn = small.done("withdraw", BRIDGE_ID, "--by", "Dana", "--reason", "gone")

    assert gone.code == 1
    assert "polyglot withdraw news/bridge" in gone.err
    assert "310" not in small.page(BRIDGE_ID, "en")
    assert "310" not in small.page(BRIDGE_ID, "kk")
    assert withdrawn.code == 0
    assert small.run("run").code == 0
    assert set(small.files("exports/public")) <= set(pages)


def test_a_renamed_article_keeps_all_that_people_did(small: Press) -> None:
    """The file is called otherwise; translations and approvals are its own still."""
    small.type(BRIDGE_ID, "kk", KK)
    small.done("extract", "--by", "Aygul")
    small.done("review", "approve", "bridge", "--all", "-l", "kk", "--by", "Dana")
    small.path("content/news/bridge.md").rename(small.path("content/news/crossing.md"))

    small.done("run")

    assert small.entry("news/crossing", "kk", "It is 310").msgstr == KK["It is 310"]
    assert small.board("news/crossing")["kk"]["approved"] == 8


def test_whoever_judges_a_renamed_article_first_judges_what_it_has(small: Press) -> None:
    """It is not taken for a new one before a run has looked."""
    small.type(BRIDGE_ID, "kk", KK)
    small.done("extract", "--by", "Aygul")
    small.path("content/news/bridge.md").rename(small.path("content/news/crossing.md"))

    seen = small.done("review", "list", "crossing", "-l", "kk")
    proven = small.done("ledger", "verify", "crossing", "-l", "kk")
    small.done("review", "approve", "crossing", "--all", "-l", "kk", "--by", "Dana")
    small.done("run")

    assert KK["It is 310"] in seen.out
    assert "translated by Aygul" in proven.out
    assert small.board("news/crossing")["kk"]["approved"] == 8


@pytest.mark.parametrize("words", [("run",), ("extract",)])
def test_a_second_translation_in_one_file_is_told_and_kept(
    small: Press, words: tuple[str, ...]
) -> None:
    """Two branches brought it; gettext allows one, and the other can be brought back."""
    small.type(BRIDGE_ID, "kk", {"It is 310": "Бірінші."})
    path = f"locales/kk/LC_MESSAGES/{BRIDGE_ID}.po"
    source = small.entry(BRIDGE_ID, "kk", "It is 310").msgid
    small.write(path, f'{small.text(path)}\nmsgid "{source}"\nmsgstr "Екінші."\n')

    told = small.done(*words)

    assert re.search(rf"{path}:\d+: note: the same text stood twice in this file", told.err)
    assert "Екінші." in told.err
    assert "Екінші." not in small.text(path)
    assert "Екінші." in small.done("restore", BRIDGE_ID, "-l", "kk").out
    assert "stood twice" not in small.done(*words).err
    assert "twice" not in small.done("check").out


def test_of_two_new_articles_the_likest_is_the_renamed_one(small: Press) -> None:
    """An extract of it that comes first by name takes no translations from it."""
    small.type(BRIDGE_ID, "kk", KK)
    small.done("extract", "--by", "Aygul")
    whole = small.text("content/news/bridge.md")
    small.path("content/news/bridge.md").rename(small.path("content/news/crossing.md"))
    small.write("content/news/brief.md", whole.partition("It is 310")[0])

    small.done("run")

    assert small.entry("news/crossing", "kk", "It is 310").msgstr == KK["It is 310"]
    assert len(small.ledger("news/crossing")) >= len(KK)


def test_an_article_below_a_renamed_one_keeps_its_ledger(small: Press) -> None:
    """`news/bridge` and `news/bridge/view` share a folder's name, and nothing else."""
    small.write("content/news/bridge/view.md", "---\ntitle: View\n---\n\nIt is far.\n")
    small.done("extract")
    for article in (BRIDGE_ID, "news/bridge/view"):
        small.type_all(article, "kk")
    small.done("extract", "--by", "Aygul")
    before = small.ledger("news/bridge/view")
    small.path("content/news/bridge.md").rename(small.path("content/news/crossing.md"))

    small.done("run")

    assert before
    assert small.ledger("news/bridge/view") == before
    assert len(small.ledger("news/crossing")) == 8
    assert small.ledger(BRIDGE_ID) == []


def test_a_language_of_a_vanished_article_can_be_withdrawn(small: Press) -> None:
    """The others stay, also where the article's name looks like a language."""
    small.write("content/kk/kk.md", "---\ntitle: Letters\n---\n\nThere are many.\n")
    small.done("extract")
    small.type_all("kk/kk", "kk")
    small.done("extract", "--by", "Aygul")
    small.done("review", "approve", "kk/kk", "--all", "-l", "kk", "--by", "Dana")
    small.done("release", "kk/kk", "--by", "Dana")
    small.done("run")
    small.path("content/kk/kk.md").unlink()

    small.done("withdraw", "kk/kk", "-l", "kk", "--by", "Dana", "--reason", "a mistake")

    assert "There are many." in small.page("kk/kk", "en")
    assert "There are many." not in small.page("kk/kk", "kk")
    assert small.path("exports/public/source/kk/kk/en.html").exists()
    assert not small.path("exports/public/source/kk/kk/kk.html").exists()


def test_a_renamed_article_that_is_published_keeps_its_page(small: Press) -> None:
    """Readers have its address: the old page stands until an editor decides."""
    published(small)
    small.path("content/news/bridge.md").rename(small.path("content/news/crossing.md"))

    renamed = small.run("run")

    assert renamed.code == 1
    assert "310 metres" in small.page(BRIDGE_ID, "en")


def test_now_is_an_input(small: Press) -> None:
    """The day comes from the environment, so that a run can be repeated byte for byte."""
    published(small)

    record = small.text("locales/published/news/bridge.jsonl")

    assert NOW[:10] in record
    wrong = Press(small.root, now="yesterday").run("run")
    assert wrong.code == 2
    assert "POLYGLOT_NOW" in wrong.err


def test_only_the_articles_that_were_asked_for_are_drafted(tmp_path: Path) -> None:
    """No text of another article goes to an engine, however many paragraphs it lacks."""
    made = press(tmp_path)
    made.done("extract")

    made.done("translate", "bridge", "--provider", "pseudo")

    drafted = {
        path.stem
        for path in made.root.glob("locales/*/LC_MESSAGES/**/*.po")
        if "machine draft (pseudo)" in path.read_text(encoding="utf-8")
    }
    assert drafted == {"bridge"}


def test_extracting_again_looks_at_nothing_that_did_not_change(tmp_path: Path) -> None:
    """A command without exports remembers what it saw, too."""
    made = press(tmp_path)
    made.done("extract")

    again = made.done("extract", "--format", "json")

    state = (made.root / ".polyglot/state.jsonl").read_text(encoding="utf-8").split("\n")
    assert len(state) - 1 == len(json.loads(again.out))


def test_previews_follow_drafts_that_came_without_them(small: Press) -> None:
    """A run after `translate` shows the new drafts, although it changed nothing itself."""
    small.done("run", "--drafts")
    small.done("translate", "--provider", "pseudo")

    small.done("run", "--drafts")

    assert "Tĥé" in small.page("news/bridge", "kk", drafts=True)


def test_a_persons_translation_that_was_taken_out_is_told_and_comes_back(small: Press) -> None:
    """An emptied message is a warning with the command that brings its text back."""
    small.type("news/bridge", "kk", KK)
    small.done("extract", "--by", "Aygul")
    with small.opened("news/bridge", "kk") as file:
        found(file, "It is 310").msgstr = ""

    told = small.done("check", "news/bridge", "-l", "kk")
    small.done("extract")

    assert "the translation by Aygul was taken out; the ledger keeps it [emptied]" in told.out
    small.done("restore", "news/bridge", "1", "-l", "kk")
    assert small.entry("news/bridge", "kk", "It is 310").msgstr == KK["It is 310"]
