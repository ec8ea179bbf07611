"""What a newsroom's disk really holds: a clear error with its place and a hint, nothing lost."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workspaces import SOURCE, Press, Result, press

REQUIRED = os.environ.get("POLYGLOT_REQUIRE_ALL") == "1"


@pytest.fixture
def newsroom(tmp_path: Path) -> Press:
    """Make a workspace with translations by people in it."""
    made = press(tmp_path / "w", release="auto")
    made.done("extract")
    made.type_all("news/bridge", "kk")
    made.type_all("guides/well", "uz")
    made.done("run", "--by", "Aygul")
    return made


def refused(result: Result, *words: str, code: int = 1) -> None:
    """Expect an error that a person can mend, and no trace of our insides."""
    said = result.out + result.err
    assert result.code == code, result
    for word in words:
        assert word in said, result
    assert "hint" in said
    assert "Traceback" not in said
    assert "mistake in polyglot" not in said


def others_go_on(made: Press) -> None:
    """Expect the article about the well to be worked on, whatever is wrong elsewhere."""
    made.swap("content/guides/well.html", "девять", "восемь")
    made.run("run")
    assert "восемь" in made.page("guides/well", "ru")


# --- Articles -------------------------------------------------------------------------------------

ARTICLES = [
    (b"PK\x03\x04\x00\x00\x00binary", "bread.md", "content/news/bread.md"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "bread.html", "content/news/bread.html"),
    ("Хлеб подорожал.".encode("cp1251"), "bread.txt", "content/news/bread.txt:1"),
    ("# A\n\nНовости: хлеб.".encode("cp1251"), "bread.md", "content/news/bread.md:3"),
    ("# Bread".encode("utf-16-le"), "bread.md", "content/news/bread.md"),
    (b"---\ntitle: [Bread\n---\n\nText\n", "bread.md", "content/news/bread.md:"),
    (b"---\ntitle: a\ntitle: b\n---\n\nText\n", "bread.md", "content/news/bread.md:3"),
    (b"+++\ntitle = Bread\n+++\n\nText\n", "bread.md", "content/news/bread.md:2"),
    (b"---\ntitle: Bread\n\nText\n", "bread.md", "content/news/bread.md"),
    (b"---\ntitle: Bread\nlanguage: fr\n---\n\nText\n", "bread.md", "'fr'"),
    (b"---\ntitle: Bread\nprivacy: sort of\n---\n\nText\n", "bread.md", "content/news/bread.md:3"),
    (b"---\ntitle: Bread\ndate: tomorrow\n---\n\nText\n", "bread.md", "content/news/bread.md:3"),
    (b'<html lang="fr"><p>Le pain</p></html>', "bread.html", "'fr'"),
    (b"Text\n", "two words.md", "two-words.md"),
    (b"Text\n", "a..b.md", "content/news/a.b.md"),
    (b"Text\n", "back\\slash.md", "content/news/back-slash.md"),
    (b'---\ntitle: "a\\uD800b"\n---\n\nText\n', "bread.md", "bread.md:2: error: title holds"),
    (b'---\nx: {y: ["a\\0b"]}\n---\n\nText\n', "bread.md", "bread.md:2: error: x holds"),
    (b'+++\ntitle = "a\\u0001b"\n+++\n\nText\n', "bread.md", "bread.md:2: error: title holds"),
    (b"+++\nx = " + b"9" * 5000 + b"\n+++\n\nText\n", "bread.md", "the front matter is no TOML"),
    (b"+++\na = 1\na = 2\n+++\n\nText\n", "bread.md", "keep one of the lines"),
    (b"---\ndate: [2026-02-12]\n---\n\nText\n", "bread.md", "date is ['2026-02-12'], not a day"),
    (b"---\ntags: {a: b}\n---\n\nText\n", "bread.md", "tags is {'a': 'b'}, not a text"),
    (b"Text\n", "BRIDGE.txt", "the same article id"),
    (b"Text\n", "bridge.html", "the same article id"),
]


@pytest.mark.parametrize(("data", "name", "told"), ARTICLES, ids=[a[2] for a in ARTICLES])
def test_an_article_that_cannot_be_read_is_an_error_with_its_place(
    newsroom: Press, data: bytes, name: str, told: str
) -> None:
    """It is named with its path; the others are worked on; what people wrote stays."""
    before = newsroom.files("locales")
    newsroom.write(f"content/news/{name}", data)

    ran = newsroom.run("run")

    refused(ran, told)
    assert "polyglot check news" not in ran.err, "it can say nothing new"
    assert newsroom.files("content")[f"content/news/{name}"] == data
    after = newsroom.files("locales")
    assert {name: after.get(name) for name in before} == before
    others_go_on(newsroom)


@pytest.mark.parametrize("asked", ["content/news/BRIDGE.txt", "news/BRIDGE", "news/two words.md"])
def test_a_file_that_cannot_be_an_article_says_why_when_it_is_named(
    newsroom: Press, asked: str
) -> None:
    """It is there for everybody to see, so that there is no such article would be no answer."""
    newsroom.write("content/news/BRIDGE.txt", "Text\n")
    newsroom.write("content/news/two words.md", "Text\n")

    for words in (("run", asked), ("status", asked), ("review", "list", asked, "-l", "kk")):
        refused(newsroom.run(*words), "rename")


def test_who_names_an_article_hears_of_no_other(newsroom: Press) -> None:
    """Its run ends well, whatever is wrong with a file beside it."""
    newsroom.write("content/news/two words.md", "Text\n")

    named = newsroom.run("run", "./content/guides/../guides/well.html")

    assert named.code == 0
    assert "two words" not in named.err
    assert newsroom.run("run").code == 1


def test_a_sidecar_that_does_not_parse_is_an_error(newsroom: Press) -> None:
    """The article waits; its translations stay."""
    newsroom.write("content/voices/suv.toml", "title = Suv\n")

    refused(newsroom.run("run"), "content/voices/suv.toml", "TOML")
    others_go_on(newsroom)


@pytest.mark.parametrize(
    "text",
    ["x = " + "9" * 5000, "x = " + "[" * 5000, 'title = "a\\u0000b"'],
    ids=["digits", "brackets", "NUL"],
)
def test_a_sidecar_that_no_page_can_hold_is_an_error(newsroom: Press, text: str) -> None:
    """Numbers and brackets without end, and what is written with an escape, end no run."""
    newsroom.write("content/voices/suv.toml", text + "\n")

    refused(newsroom.run("run"), "content/voices/suv.toml")
    others_go_on(newsroom)


@pytest.mark.parametrize("name", ["polyglot.toml", "terms/sentences.toml"])
@pytest.mark.parametrize("text", ["x = " + "9" * 5000, "x = " + "[" * 5000], ids=["9", "["])
def test_settings_without_end_are_named(newsroom: Press, name: str, text: str) -> None:
    """What the parser of TOML cannot count or follow is an error of the file."""
    newsroom.write(name, 'segmentation = "sentence"\n' * (name == "polyglot.toml") + text + "\n")
    newsroom.write("content/news/new.md", "---\nsegmentation: sentence\n---\n\nBread. Water.\n")

    result = newsroom.run("run")

    assert result.code == 1, result
    assert name in result.err
    assert "mistake in polyglot" not in result.err


def test_an_empty_article_is_no_error(newsroom: Press) -> None:
    """Somebody has just made the file and will write soon."""
    newsroom.write("content/news/soon.md", b"")

    result = newsroom.run("run", "--drafts")

    assert result.code == 0, result


@pytest.mark.parametrize("name", ["page.docx", "image.jpg", ".hidden.md", "notes.md~"])
def test_files_that_are_no_articles_are_left_alone(newsroom: Press, name: str) -> None:
    """What else lies in content/ is none of our business."""
    newsroom.write(f"content/news/{name}", b"\x00\x01")

    assert newsroom.done("run").out == ""


def test_a_symbolic_link_as_an_article_is_refused(newsroom: Press, tmp_path: Path) -> None:
    """It may lead to a file that was never meant to be published."""
    (tmp_path / "secret.md").write_text("# Names of witnesses\n")
    newsroom.path("content/news/open.md").symlink_to(tmp_path / "secret.md")

    refused(newsroom.run("run", "--drafts"), "content/news/open.md", "symbolic link")
    assert not any(b"witnesses" in data for data in newsroom.files("locales", "exports").values())


def test_a_folder_behind_a_symbolic_link_is_not_entered(newsroom: Press, tmp_path: Path) -> None:
    """A link to another folder, even to a folder above, brings no article in."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "secret.md").write_text("# Names of witnesses\n")
    newsroom.path("content/other").symlink_to(tmp_path / "other")
    newsroom.path("content/round").symlink_to(newsroom.root)

    newsroom.run("run", "--drafts")

    assert not any(b"witnesses" in data for data in newsroom.files("locales", "exports").values())


@pytest.mark.parametrize("kind", ["catalog", "record", "sidecar", "template"])
def test_a_symbolic_link_in_the_place_of_our_files_is_not_followed(
    newsroom: Press, tmp_path: Path, kind: str
) -> None:
    """Nothing outside the workspace is read or written through it."""
    name = {
        "catalog": "locales/kk/LC_MESSAGES/news/bridge.po",
        "record": "locales/published/news/bridge.jsonl",
        "sidecar": "content/news/bridge.toml",
        "template": "locales/templates/news/bridge.pot",
    }[kind]
    outside = tmp_path / "outside"
    outside.write_text("somebody's own")
    newsroom.path(name).unlink(missing_ok=True)
    newsroom.path(name).symlink_to(outside)
    newsroom.swap("content/news/bridge.md", "It is 310", "It is 320")

    result = newsroom.run("run")

    assert outside.read_text() == "somebody's own"
    refused(result, name)


@pytest.mark.parametrize(
    "asked", ["../out", "/out", "a/../../out", "..", "a b", "a\nb", "-rf", "a/-b", ".x", "con:"]
)
def test_a_name_that_leads_elsewhere_is_refused(newsroom: Press, asked: str) -> None:
    """`add --as` stays below content/ and makes plain names."""
    before = newsroom.files()

    result = newsroom.run("add", "-", f"--as={asked}", stdin=b"News\n\nSomething happened.\n")

    refused(result, "no name for an article", code=2)
    assert newsroom.files() == before


@pytest.mark.parametrize("asked", ["../../etc/passwd", "/etc/passwd", "news/../../x", "\0"])
def test_an_article_named_by_a_path_elsewhere_is_not_found(newsroom: Press, asked: str) -> None:
    """Names on the command line never become paths outside."""
    for words in (("status", asked), ("withdraw", asked, "--by", "D", "--reason", "x")):
        refused(newsroom.run(*words), "there is no article", code=2)


def test_a_link_that_leads_out_of_content_copies_nothing(newsroom: Press, tmp_path: Path) -> None:
    """An image address with `..` in it reaches no file outside."""
    shutil.copy(newsroom.path("content/news/media/bridge.png"), tmp_path / "face.png")
    newsroom.swap(
        "content/news/bridge.md",
        "It is 310",
        "![](../../../face.png) ![](../../polyglot.toml)\n\nIt is 310",
    )

    newsroom.run("run", "--drafts")

    assert not any("face" in name or "toml" in name for name in newsroom.files("exports"))


# --- Catalogs -------------------------------------------------------------------------------------

PO = "locales/kk/LC_MESSAGES/news/bridge.po"
CATALOGS = [
    ('msgid "a\nmsgstr "b"\n', f"{PO}:1"),
    ("<<<<<<< HEAD\n", f"{PO}:"),
    ("\x00\x01\x02", PO),
    ("<html><body>404</body></html>", f"{PO}:1"),
]


@pytest.mark.parametrize(("text", "told"), CATALOGS, ids=range(len(CATALOGS)))
def test_a_broken_catalog_is_left_as_it_is_and_stops_no_other(
    newsroom: Press, text: str, told: str
) -> None:
    """The file and the line are named; nothing is written over what a translator may still mend."""
    newsroom.write(PO, text)

    ran = newsroom.run("run")
    judged = newsroom.run("review", "accept", "bridge", "1", "-l", "kk", "--by", "Dana")

    refused(ran, told)
    refused(judged, told)
    assert newsroom.text(PO) == text
    assert "bridge" in newsroom.text("locales/uz/LC_MESSAGES/news/bridge.po")
    others_go_on(newsroom)


def test_a_conflict_in_one_message_names_its_line(newsroom: Press) -> None:
    """Git leaves both texts in the file; a person decides, we wait."""
    whole = newsroom.text(PO)
    at = whole.index('msgstr "It is 310')
    line = whole.count("\n", 0, at) + 1
    end = whole.index("\n", at)
    mine = whole[at:end]
    conflict = f"<<<<<<< HEAD\n{mine}\n=======\n{mine.replace('310', '311')}\n>>>>>>> branch"
    newsroom.write(PO, whole[:at] + conflict + whole[end:])

    refused(newsroom.run("run"), f"{PO}:{line}")
    newsroom.write(PO, whole)
    assert newsroom.run("run").code == 0


def test_a_catalog_of_another_article_is_refused(newsroom: Press) -> None:
    """A file copied over another by mistake is not merged into it."""
    newsroom.write(PO, newsroom.text("locales/kk/LC_MESSAGES/guides/well.po"))
    before = newsroom.text(PO)

    refused(newsroom.run("run"), PO, "another article", "content/guides/well.html")
    assert newsroom.text(PO) == before


def test_a_catalog_of_another_language_is_refused(newsroom: Press) -> None:
    """Else Kazakh words would stand as somebody's Russian, and nothing would tell."""
    newsroom.write(PO.replace("/kk/", "/ru/"), newsroom.text(PO))
    before = newsroom.files("locales")

    refused(newsroom.run("run"), PO.replace("/kk/", "/ru/"), "another language", "kk")
    assert newsroom.files("locales") == before
    others_go_on(newsroom)


def test_an_emptied_catalog_file_is_whole_again(newsroom: Press) -> None:
    """An editor's disk was full: header and texts come back."""
    newsroom.path(PO).unlink()
    newsroom.run("run")
    whole = newsroom.text(PO)
    newsroom.write(PO, "\n")

    newsroom.run("run")

    assert newsroom.text(PO) == whole
    assert "It is 310 metres long and cost 2,500 dollars a metre.!" in whole


def test_a_catalog_in_another_encoding_is_read_or_refused(newsroom: Press) -> None:
    """An old editor may save in windows-1251: if the header says so, it is read; else refused."""
    text = newsroom.text(PO).replace("It is 310", "Ол 310", 1)
    assert newsroom.run("run").code == 0
    newsroom.write(PO, text.encode("cp1251", "replace"))

    refused(newsroom.run("run"), PO)


def test_a_ledger_that_cannot_be_read_stops_its_article_only(newsroom: Press) -> None:
    """Without the record nobody knows who wrote what, so nothing of that article moves."""
    newsroom.write("locales/ledger/news/bridge/broken.jsonl", "{not json\n")
    before = newsroom.text(PO)

    refused(newsroom.run("run"), "locales/ledger/news/bridge", "git")
    assert newsroom.text(PO) == before
    others_go_on(newsroom)


def test_a_publication_record_that_cannot_be_read_stops_its_article_only(newsroom: Press) -> None:
    """Pages stand as they were, of this article and of all others."""
    newsroom.write("locales/published/news/bridge.jsonl", "{not json\n")
    page = newsroom.page("news/bridge", "en")

    refused(newsroom.run("run"), "locales/published/news/bridge.jsonl")
    assert newsroom.page("news/bridge", "en") == page
    others_go_on(newsroom)


def test_the_record_of_a_vanished_article_that_cannot_be_read_stops_no_other(
    newsroom: Press,
) -> None:
    """It is named, and everything else goes on."""
    newsroom.path("content/news/bridge.md").unlink()
    newsroom.write("locales/published/news/bridge.jsonl", "{not json\n")

    refused(newsroom.run("run"), "locales/published/news/bridge.jsonl")
    others_go_on(newsroom)


def test_a_catalog_saved_in_the_middle_of_a_run_is_read_again(
    newsroom: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person's words win; the run begins again with them."""
    from polyglot.storage import journal

    newsroom.swap("content/news/bridge.md", "It is 310", "It is 320")
    check = journal.Step._check
    saved: list[str] = []

    def meanwhile(step: journal.Step) -> None:
        if not saved and any(change.path == PO for change in step.changes):
            newsroom.type("news/bridge", "kk", {"Aral": "Арал теңізі"})
            saved.append(PO)
        check(step)

    monkeypatch.setattr(journal.Step, "_check", meanwhile)

    newsroom.done("run")

    assert saved
    assert newsroom.entry("news/bridge", "kk", "Aral").msgstr == "Арал теңізі"
    stale = newsroom.entry("news/bridge", "kk", "It is 320")
    assert stale.fuzzy
    assert stale.msgstr.startswith("It is 310")


def test_a_catalog_that_never_stops_changing_is_reported(
    newsroom: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a few tries we give up on that article and tell why; the editor's file stands."""
    from polyglot.storage import journal

    newsroom.swap("content/news/bridge.md", "It is 310", "It is 320")
    check = journal.Step._check
    number = 0

    def meanwhile(step: journal.Step) -> None:
        nonlocal number
        if any(change.path == PO for change in step.changes):
            number += 1
            newsroom.type("news/bridge", "kk", {"Aral": f"Арал {number}"})
        check(step)

    monkeypatch.setattr(journal.Step, "_check", meanwhile)

    refused(newsroom.run("run"), "keep changing")
    assert newsroom.entry("news/bridge", "kk", "Aral").msgstr == f"Арал {number}"


# --- The disk -------------------------------------------------------------------------------------

INSIDE = """
import sys, os
sys.path.insert(0, {source!r})
os.environ["POLYGLOT_NOW"] = "2026-03-01T12:00:00Z"
from polyglot.cli import main
main(sys.argv[1:])
"""


COMMAND = '"$PY" -c "$CODE" -C "$W" "$@"'


def mounted(made: Press, script: str, *words: str, after: str = "") -> Result:
    """Run a command behind mounts that nobody else sees, or skip the test.

    In *script*, which runs before, and in *after*, `$W` is the workspace.
    It works for root as well, whom no right can stop.
    """
    unshare = shutil.which("unshare")
    probe = ["--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs none /mnt"]
    allowed = unshare and subprocess.run([unshare, *probe], capture_output=True, check=False)
    if not allowed or allowed.returncode != 0:
        reason = "mounting in a namespace of one's own is not allowed here (unshare --mount)"
        (pytest.fail if REQUIRED else pytest.skip)(reason)
    code = INSIDE.format(source=SOURCE)
    done = subprocess.run(
        [
            *(str(unshare), "--map-root-user", "--mount", "sh", "-c"),
            f"set -e\n{script}\nset +e\n{COMMAND}\ncode=$?\n{after}\nexit $code",
            *("sh", *words),
        ],
        env={**os.environ, "W": str(made.root), "PY": sys.executable, "CODE": code},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return Result(done.returncode, done.stdout, done.stderr)


READ_ONLY = """
mount --bind "$W{0}" "$W{0}"
mount -o remount,bind,ro "$W{0}"
"""


@pytest.mark.parametrize(
    "folder",
    ["", "/locales/kk", "/exports/public/en", "/.journal", "/.polyglot"],
)
def test_a_read_only_folder_is_exit_3_and_nothing_is_lost(newsroom: Press, folder: str) -> None:
    """The path is named; when the folder can be written again, the next run does it all."""
    newsroom.swap("content/news/bridge.md", "It is 310", "It is 320")
    before = newsroom.files("content")
    words = newsroom.entry("news/bridge", "kk", "The bridge over").msgstr

    ran = mounted(newsroom, READ_ONLY.format(folder), "run", "--drafts")

    refused(ran, code=3)
    assert "read-only" in ran.err or "readonly" in ran.err
    assert newsroom.files("content") == before
    newsroom.done("run", "--drafts")
    assert newsroom.entry("news/bridge", "kk", "The bridge over").msgstr == words
    assert newsroom.entry("news/bridge", "kk", "It is 320").msgstr.startswith("It is 310")


def test_a_withdrawal_that_the_disk_broke_off_is_ended_by_the_same_command(newsroom: Press) -> None:
    """What was taken back must not stay before readers because it stands in the record already."""
    words = ("withdraw", "bridge", "--by", "Dana", "--reason", "a source asked us to")
    broken = mounted(newsroom, READ_ONLY.format("/exports/public/en"), *words)
    refused(broken, "read-only", code=3)
    assert "310 metres" in newsroom.page("news/bridge", "en")

    again = newsroom.done(*words)

    assert "withdrawn: news/bridge" in again.out
    assert "310 metres" not in newsroom.page("news/bridge", "en")
    before = newsroom.files()
    newsroom.done(*words)
    assert newsroom.files() == before


def test_a_read_only_workspace_can_be_looked_at(newsroom: Press) -> None:
    """The board and the checks need no right to write."""
    for words in (
        ("status",),
        ("review", "list", "bridge", "-l", "ru"),
        ("memory", "search", "bridge"),
    ):
        shown = mounted(newsroom, READ_ONLY.format(""), *words)

        assert shown.code == 0, shown
        assert shown.out


@pytest.mark.parametrize("room", [8, 120, 220, 320])
def test_a_full_disk_is_exit_3_and_nothing_is_lost(
    newsroom: Press, tmp_path: Path, room: int
) -> None:
    """Wherever the space ends, every file is whole, and with space the next run ends the work."""
    newsroom.swap("content/news/bridge.md", "It is 310", "It is 320")
    newsroom.path("exports").rename(tmp_path / "exports")
    size = sum(
        -(-path.stat().st_size // 4096) * 4096 if path.is_file() else 0
        for path in newsroom.root.rglob("*")
    )
    spare, saved = tmp_path / "spare", tmp_path / "saved"
    shutil.copytree(newsroom.root, spare)
    script = f"""
    mount -t tmpfs -o size={size // 1024 + room}k none "$W"
    cp -a "{spare}/." "$W"
    """

    ran = mounted(newsroom, script, "run", "--drafts", after=f'cp -a "$W" "{saved}"')

    if ran.code == 0:
        pytest.skip(f"{room} kB were room enough")
    refused(ran, code=3)
    assert "space" in ran.err
    after = Press(saved)
    _all_whole(after)
    after.done("run", "--drafts")
    newsroom.done("run", "--drafts")
    assert after.files() == newsroom.files()


def _all_whole(made: Press) -> None:
    for path in made.path("locales").rglob("*.po"):
        done = subprocess.run(
            ["msgfmt", "-c", "-o", os.devnull, str(path)], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr


# --- Two at once ----------------------------------------------------------------------------------


def test_of_two_runs_at_once_the_second_says_who_is_there(newsroom: Press) -> None:
    """It names the command and its process, and how to wait."""
    from polyglot.storage import lock

    with lock(newsroom.path(".journal"), command="polyglot export"):
        refused(newsroom.ended("run"), "polyglot export", "process", "--wait", code=3)
        assert newsroom.ended("status").code == 0


def test_many_runs_at_once_that_wait_do_the_work_of_one(newsroom: Press) -> None:
    """Each waits for its turn; the result is that of a single run."""
    newsroom.swap("content/news/bridge.md", "It is 310", "It is 320")

    running = [newsroom.start("run", "--drafts", "--wait", "60") for _ in range(4)]
    ended = [process.communicate(timeout=120) for process in running]

    assert [process.returncode for process in running] == [0, 0, 0, 0], ended
    before = newsroom.files()
    assert newsroom.done("run", "--drafts").out == ""
    assert newsroom.files() == before
    lines = newsroom.ledger("news/bridge")
    assert len({line["id"] for line in lines}) == len(lines)


def test_a_look_while_a_run_is_at_work_is_no_trouble(newsroom: Press) -> None:
    """The board is shown from what stands on the disk at that moment."""
    for number in range(30):
        newsroom.write(f"content/many/a{number}.md", f"# Number {number}\n\nText.\n")

    running = newsroom.start("run", "--drafts")
    looks = []
    while running.poll() is None:
        looks.append(newsroom.run("status").code)
        time.sleep(0.02)
    _, err = running.communicate()

    assert running.returncode == 0, err
    assert set(looks) == {0}


def test_no_error_mentions_a_path_of_our_own_code(newsroom: Press) -> None:
    """Places are those of the workspace, relative to it."""
    newsroom.write(PO, 'msgid "a\n')
    newsroom.write("content/news/x.md", b"\xff")

    said = newsroom.run("run").err

    assert not re.search(r"site-packages|src/polyglot|\.py\b", said)
    assert str(newsroom.root) not in said


def test_a_private_file_that_git_knows_is_an_error(tmp_path: Path) -> None:
    """Real identities in a repository are told before anybody clones it."""
    made = press(tmp_path, languages="en kk", articles="bridge")
    made.write("private/people.toml", "[Fictional]\n")
    for words in (("init", "-q"), ("add", "-f", "private/people.toml")):
        subprocess.run(["git", "-C", str(made.root), *words], check=True)

    told = made.run("check")

    assert told.code == 1
    assert "private/people.toml: error: git keeps this private file" in told.out
    assert "git rm --cached private/people.toml" in told.out
    subprocess.run(
        ["git", "-C", str(made.root), "rm", "-q", "--cached", "private/people.toml"], check=True
    )
    assert made.run("check").code == 0


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"content/x.md": "---\ntitle: X\nlanguage: tlh\n---\n\nText.\n"}, "content/x.md:3"),
        ({"content/x.html": '<html lang="tlh"><title>X</title><p>Text.'}, "content/x.html:1"),
        (
            {
                "content/x.md": "# X\n\nText.\n",
                "content/x.toml": 'day = 2024-01-02\nlanguage = "tlh"\n',
            },
            "content/x.toml:2",
        ),
    ],
)
def test_a_language_of_no_workspace_is_told_with_its_line(
    tmp_path: Path, files: dict[str, str], place: str
) -> None:
    """Wherever the article names it: in its head, in its root element, in its sidecar."""
    made = press(tmp_path / "w", languages="en ru", articles="")
    for path, text in files.items():
        made.write(path, text)

    result = made.run("extract")

    problem = "the article's language 'tlh' is none of this workspace"
    assert (result.code, f"{place}: error: {problem}" in result.err) == (1, True)
