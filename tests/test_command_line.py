"""Words in; results on stdout, everything else on stderr, and an exit code that means something."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import polyglot
from polyglot.pipeline import running
from workspaces import SOURCE, Press, command, press

BY = ("--by", "D")
WRITING = [
    ("extract",),
    ("translate", "--provider", "pseudo"),
    ("export", "--drafts"),
    ("run", "--drafts", "--provider", "pseudo"),
    ("add", "-", "--as", "news/new"),
    ("review", "accept", "news/bridge", "1", "-l", "kk", "--by", "Dana"),
    ("review", "reject", "news/bridge", "1", "-l", "kk", "--by", "Dana"),
    ("restore", "news/bridge", "1", "-l", "uz"),
    ("release", "bridge", "--by", "Dana"),
    ("withdraw", "guides/well", "--by", "Dana", "--reason", "a mistake"),
    ("people", "forget", "Aygul"),
]
LOOKING = [
    (),
    ("status",),
    ("status", "bridge"),
    ("check",),
    ("review", "list", "bridge", "-l", "kk"),
    ("review", "show", "bridge", "1", "-l", "kk"),
    ("restore", "bridge", "-l", "kk"),
    ("people", "list"),
]


@pytest.fixture
def newsroom(tmp_path: Path) -> Press:
    """Make a workspace with drafts, a rejected text, a published article, and an edit."""
    made = press(tmp_path)
    made.done("translate", "--provider", "pseudo")
    made.type("news/bridge", "uz", {"Aral": "Orol", "It is 310": "Uzunligi 310 metr."})
    made.done("extract", "--by", "Aygul")
    made.type("news/bridge", "uz", {"Aral": ""})
    made.done("release", "well", "--by", "Dana")
    made.done("run")
    made.swap("content/news/bridge.md", "310 metres", "320 metres")
    return made


# --- Nothing is written ---------------------------------------------------------------------------


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_dry_run_writes_nothing(newsroom: Press, words: tuple[str, ...]) -> None:
    """It says what would be done and leaves every file alone, disposable ones included."""
    before = _everything(newsroom)

    result = newsroom.run(*words, "--dry-run", stdin=b"News\n\nSomething happened.\n")

    assert result.code == 0, result
    assert _everything(newsroom) == before


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_looking_writes_nothing(newsroom: Press, words: tuple[str, ...]) -> None:
    """Whoever only looks needs no right to write."""
    before = _everything(newsroom)

    newsroom.done(*words)

    assert _everything(newsroom) == before


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_looking_at_a_fresh_clone_writes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Also where no command has ever run."""
    made = press(tmp_path)
    before = _everything(made)

    made.run(*words)

    assert _everything(made) == before


def _everything(made: Press) -> dict[str, bytes]:
    return {
        str(path.relative_to(made.root)): path.read_bytes() if path.is_file() else b"folder"
        for path in made.root.rglob("*")
        if path.name not in ("lock", ".journal")
    }


# --- Exit codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("run",), 0, ""),
        (("run", "--strict"), 1, ""),
        (("export", "--strict"), 1, ""),
        (("status", "nothing"), 2, "there is no article 'nothing'"),
        (("status", "brigde"), 2, "did you mean news/bridge?"),
        (("run", "-l", "fr"), 2, "languages in polyglot.toml are"),
        (("run", "--by", "machine"), 2, "reserved"),
        (("run", "--by", "dana@example.org"), 2, "pen name"),
        (("release", "bridge", "--by", "dana@example.org"), 1, "pen name"),
        (("review", "accept", "bridge", "1", "-l", "kk", "--by", "d@e.org"), 1, "pen name"),
        (("run", "--provider", "gogle"), 2, "known are google, pseudo"),
        (("run", "--jobs", "0"), 2, "--jobs"),
        (("run", "--format", "xml"), 2, "--format json"),
        (("status", "--format", "xml"), 2, "--format json"),
        (("fly",), 2, "fly"),
        (("review", "list", "bridge"), 2, "--language"),
        (("review", "list", "bridge", "-l", "en"), 2, "its languages are"),
        (("review", "approve", "bridge", "-l", "kk", "--by", "Dana"), 2, "review list"),
        (("review", "approve", "bridge", "1", "-l", "kk", "--by", "Dana"), 1, "accept it first"),
        (("review", "accept", "bridge", "1", "-l", "kk"), 2, "--by"),
        (("review", "accept", "bridge", "99", "-l", "kk", "--by", "Dana"), 1, "99"),
        (
            ("review", "waive", "bridge", "1", "-l", "kk", "--kind", "codes", *BY, "--reason", "r"),
            2,
            "never",
        ),
        (("release", "bridge"), 2, "--by"),
        (("withdraw", "bridge", "--by", "Dana", "--reason", "x"), 1, "published in none"),
        (("withdraw", "well", "--by", "Dana"), 2, "--reason"),
        (("add", "nowhere.md"), 2, "nowhere.md"),
        (("text", "segments", "nowhere.md"), 2, "nowhere.md"),
        (("text", "sentences", "-l", "fr"), 1, "known are"),
    ],
    ids=str,
)
def test_exit_codes(newsroom: Press, words: tuple[str, ...], code: int, told: str) -> None:
    """0 done or waiting, 1 an error or something impossible, 2 wrong usage; always with a hint."""
    result = newsroom.run(*words)

    assert result.code == code, result
    assert told in result.err
    assert "Traceback" not in result.err
    assert "mistake in polyglot" not in result.err


def test_errors_in_content_are_exit_1_and_name_the_place(newsroom: Press) -> None:
    """A lost tag is found where it stands, with what to do about it."""
    newsroom.type("news/bridge", "kk", {"The new bridge": "Көпір <a>ашылды."})

    checked = newsroom.run("check", "bridge", "-l", "kk")
    ran = newsroom.run("run")

    line = (
        newsroom.text("locales/kk/LC_MESSAGES/news/bridge.po")
        .splitlines()
        .index('msgstr "Көпір <a>ашылды."')
    )
    assert checked.code == ran.code == 1
    assert "locales/kk/LC_MESSAGES/news/bridge.po:" in checked.out
    number = int(checked.out.split("bridge.po:")[1].split(":")[0])
    assert line - 3 <= number <= line + 1
    assert "target  Көпір <a>ашылды." in checked.out
    assert newsroom.run("check", "bridge", "-l", "uz").code == 0


# --- Results for people and for programs ----------------------------------------------------------


def test_results_go_to_stdout_and_the_rest_to_stderr(newsroom: Press) -> None:
    """A table is a result; advice is not."""
    result = newsroom.done("run")

    assert result.out.startswith("article ")
    assert "Next:" not in result.out
    assert "Next:" in result.err


def test_no_colour_and_no_progress_bar_go_into_a_pipe(newsroom: Press) -> None:
    """What another program reads is plain text."""
    result = newsroom.ended("run", "--drafts")

    assert result.code == 0
    assert "\x1b" not in result.out + result.err
    assert "\r" not in result.err


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("run",),
        ("extract",),
        ("translate",),
        ("export",),
        ("check",),
        ("review", "list", "bridge", "-l", "kk"),
        ("restore", "bridge", "-l", "uz"),
    ],
    ids=" ".join,
)
def test_every_table_can_be_had_as_json(newsroom: Press, words: tuple[str, ...]) -> None:
    """Also when nothing changed: a program always gets a list."""
    newsroom.run("extract")

    first = newsroom.run(*words, "--format", "json")
    second = newsroom.run(*words, "--format", "json")

    assert isinstance(first.plain, list)
    assert isinstance(second.plain, list)


def test_the_board_tells_a_program_all_it_tells_people(newsroom: Press) -> None:
    """Counts, states and reasons, by article and language."""
    newsroom.done("run")

    row = newsroom.board("news/bridge")["kk"]

    assert row["status"] == "waits"
    assert row["paragraphs"] == 8
    assert row["drafts"] == row["machine_drafts"] == 7
    assert row["untranslated"] == 1
    assert any("polyglot review list news/bridge -l kk" in str(why) for why in _list(row["waits"]))


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def test_findings_for_a_program_name_their_place(newsroom: Press) -> None:
    """Kind, severity, path, line, texts and hint."""
    newsroom.type("news/bridge", "kk", {"The new bridge": "Көпір <a>ашылды."})

    findings = json.loads(newsroom.run("check", "--format", "json").out)

    found = [one for one in findings if one["severity"] == "error"]
    assert found
    assert found[0]["path"] == "locales/kk/LC_MESSAGES/news/bridge.po"
    assert found[0]["line"] > 0
    assert found[0]["language"] == "kk"


def test_an_article_has_three_names(newsroom: Press) -> None:
    """Its id, its path, and its slug if it is unique."""
    shown = [
        newsroom.done("status", name).out
        for name in ("news/bridge", "content/news/bridge.md", "bridge", "news/bridge.md")
    ]
    newsroom.write("content/guides/bridge.md", "# Another bridge\n")

    ambiguous = newsroom.run("status", "bridge")

    assert len(set(shown)) == 1
    assert ambiguous.code == 2
    assert "guides/bridge, news/bridge" in ambiguous.err


def test_the_version_is_told() -> None:
    """`polyglot --version` needs no workspace."""
    assert command("--version").out == f"polyglot {polyglot.__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        *("", "init", "add", "extract", "translate", "check", "export", "run", "status"),
        *("restore", "release", "withdraw", "review", "review list", "review show"),
        *("review approve", "review accept", "review reject", "review revoke", "review waive"),
        *("text", "text sentences", "text segments", "text typography", "text transliterate"),
    ],
)
def test_help_shows_a_sentence_and_examples(words: str) -> None:
    """Everybody can find out what a command does without leaving the terminal."""
    result = command(*words.split(), "--help")

    assert result.code == 0
    assert "Usage: polyglot" in result.out
    if words not in ("review", "text"):
        assert f"polyglot {words}".strip() in result.out.partition("\n")[2]
        assert "Exit codes:" in result.out


def test_sentences_and_segments_show_what_the_program_sees(newsroom: Press) -> None:
    """One sentence a line; one paragraph a line with its place and kind."""
    sentences = newsroom.run(
        *("text", "sentences", "-l", "ru"), stdin="Он ушёл. Было 5 г. н. э.\n\nТак.".encode()
    )
    segments = command("text", "segments", str(newsroom.path("content/news/bridge.md")))

    assert sentences.out.startswith("Он ушёл.\n")
    assert sentences.out.endswith("\n\nТак.\n")
    assert "caption" in segments.out or "alt" in segments.out
    assert "<a>14 May</a>" in segments.out


TO_CYRILLIC = ("text", "transliterate", "--from", "uz-Latn", "--to", "uz-Cyrl")


def test_a_text_is_written_in_another_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A filter, in a workspace and outside of one; what was guessed is listed on stderr."""
    monkeypatch.chdir(tmp_path)

    result = command(*TO_CYRILLIC, stdin="Oʻzbekiston\npoktsen\n".encode())

    assert result.out == "Ўзбекистон\nпокцен\n"
    assert result.err == "stdin:2: poktsen → покцен (ц or тс)\n"


def test_the_workspaces_list_settles_a_word(newsroom: Press) -> None:
    """A line of terms/transliteration.csv is followed; a wrong line stops the command."""
    path = newsroom.path("terms/transliteration.csv")
    path.parent.mkdir()
    path.write_text("language,source,target,word,form\nuz,Latn,Cyrl,poktsen,поктсен\n", "utf-8")

    settled = json.loads(newsroom.run(*TO_CYRILLIC, "--format", "json", stdin=b"Poktsenda").out)
    path.write_text("word,form\n", "utf-8")
    refused = newsroom.run(*TO_CYRILLIC, stdin=b"Poktsenda")

    assert settled == {"text": "Поктсенда", "ambiguous": []}
    assert refused.code == 1
    assert "terms/transliteration.csv:1: " in refused.err


def test_the_workspaces_settings_decide_what_editors_dispute(newsroom: Press) -> None:
    """The setting `usage` counts for a text on stdin as it does for editions."""
    to_latin = ("text", "transliterate", "--from", "uz-Cyrl", "--to", "uz-Latn")
    usual = newsroom.done(*to_latin, stdin="МЧЖ, Ё. Каримов".encode())
    chosen = '\n[usage]\nuz = { acronyms = "MChJ", initials = "Y" }\n'
    newsroom.write("polyglot.toml", newsroom.text("polyglot.toml") + chosen)

    decided = newsroom.done(*to_latin, stdin="МЧЖ, Ё. Каримов".encode())

    assert usual.out == "MCHJ, Yo. Karimov"
    assert decided.out == "MChJ, Y. Karimov"


def test_a_newsroom_adds_abbreviations_of_its_own(newsroom: Press) -> None:
    """What terms/sentences.toml names ends no sentence on the command line either."""
    text = "Ol Qaraózek el.punk. Máktepte oqıǵan.".encode()
    before = newsroom.run("text", "sentences", "-l", "kaa", stdin=text)
    rules = newsroom.path("terms/sentences.toml")
    rules.parent.mkdir(exist_ok=True)
    rules.write_text('[kaa]\nnever = ["el.punk"]\n')

    after = newsroom.run("text", "sentences", "-l", "kaa", stdin=text)

    assert len(before.out.splitlines()) == 2
    assert len(after.out.splitlines()) == 1


def test_nothing_found_is_told_without_a_traceback(tmp_path: Path) -> None:
    """Outside a workspace every command says how to make one."""
    for words in (("status",), ("run",), ()):
        result = command("-C", str(tmp_path), *words)

        assert result.code == 2
        assert "polyglot init" in result.err


def test_our_own_mistakes_are_apologised_for(
    newsroom: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong inside, nobody sees a traceback."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("seven")

    monkeypatch.setattr(running, "go", broken)

    result = newsroom.run("status")

    assert result.code == 1
    assert "we are sorry" in result.err
    assert "Traceback" not in result.err


def test_ctrl_c_says_how_to_go_on(newsroom: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is whole; the command can be run again."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "go", interrupted)

    result = newsroom.run("run")

    assert result.code == 130
    assert "every file is whole" in result.err


def test_no_text_steers_the_terminal(tmp_path: Path) -> None:
    """An escape sequence in a translation is shown, not carried out; JSON has it as it is."""
    made = press(tmp_path)
    made.done("extract")
    made.type("news/bridge", "kk", {"It is 310": "\x1b[2J310 \u202emetr"})

    told = [made.run(*words) for words in LOOKING] + [made.run("run")]

    assert any("‹U+001B›[2J" in result.out + result.err for result in told)
    assert not any(set("\x1b\u202e") & set(result.out + result.err) for result in told)


def test_a_run_says_that_there_are_warnings(tmp_path: Path) -> None:
    """A broken link must not wait until somebody thinks of asking for it."""
    made = press(tmp_path, articles="bridge")

    looked, ran = made.run("status"), made.run("run")

    assert "warnings" not in looked.err
    assert "2 warnings in what changed; `polyglot check` shows them" in ran.err
    checked = made.run("check")
    assert checked.out.count("warning: it links to") == 2
    assert checked.err == "0 errors, 2 other findings\n"


def test_a_workspace_without_articles_says_how_to_get_one(tmp_path: Path) -> None:
    """An empty answer would look like a mistake."""
    made = press(tmp_path, articles="")

    assert "polyglot add FILE" in made.done().err
    assert made.done("status", "--format", "json").plain == []


EARLY = """
import sys
class Stopper:
    def find_spec(self, name, path=None, target=None):
        if name == "polyglot.cli.show":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stopper())
from polyglot.__main__ import main
main()
"""


def test_whoever_stops_a_command_while_it_starts_sees_no_traceback() -> None:
    """Ctrl-C in the first tenth of a second is Ctrl-C."""
    environment = {**os.environ, "PYTHONPATH": SOURCE}

    ended = subprocess.run(
        [sys.executable, "-c", EARLY], capture_output=True, text=True, check=False, env=environment
    )

    assert ended.returncode == 130
    assert ended.stderr.strip() == (
        "polyglot: stopped; every file is whole. Run the command again to go on."
    )
