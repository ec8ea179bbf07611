"""A workspace's settings, where it is found, and how a new one begins."""

from pathlib import Path

import pytest

from polyglot.errors import SettingsError, UsageError
from polyglot.workspace import (
    PublishSettings,
    Settings,
    find_root,
    load_settings,
    needs_for,
    revive_settings,
)
from workspaces import NOW, Press, command, press

WRONG = [
    ('langauges = ["en"]', 1, "langauges", "languages"),
    ('source = "en"\n\n[site]\nnmae = "x"', 4, "site.nmae", "name"),
    ('[publish]\nneeds = "approved"\nneed = "x"', 3, "publish.need", "needs"),
    ("[transalte]\n", 1, "transalte", "translate"),
    ('site.urll = "https://example.org/"', 1, "site.urll", "url"),
    ('[publish]\nexceptions = { kaa = "later" }', 2, "publish.exceptions.kaa", "later"),
    ('[publish.exceptions]\nkaa = "later"', 2, "publish.exceptions.kaa", "later"),
    ('release = "maybe"', 1, "release", "maybe"),
    ('languages = "en"', 1, "languages", "en"),
    ("languages = [1]", 1, "languages", "1"),
    ('[translate]\ntrusted = "google"', 2, "translate.trusted", "google"),
    ("site = 3", 1, "site", "3"),
    ('# a comment\nlanguages = ["en", "tlh"]', 2, "tlh", "known are en, kaa, kk, ky, ru, uz"),
    ('source = "xx"', 1, "xx", "known are"),
    ('source = "uz"\nlanguages = ["en", "ru"]', 1, "uz", "en, ru"),
    ("languages = []", 1, "languages", ""),
    ('languages = ["en", "ru", "en"]', 1, "languages", "en"),
    ('to = ["html", "pdf"]', 1, "to", "html"),
    ('[translate]\nprovider = "gogle"', 2, "gogle", "google"),
    ('[translate]\nprovider = ["google", "gogle"]', 2, "gogle", "google"),
    ('[translate]\nrelays = ["fr"]', 2, "fr", "none of the languages"),
    ("[translate]\nbudgets = { google = 0 }", 2, "allows nothing", "say more"),
    ("[translate]\nbudgets = { gogle = 9 }", 2, "gogle", "google"),
    ('[translate]\nbudgets = { google = "9k" }', 2, "translate.budgets.google", "9k"),
    ('[site]\nurl = "example.org"', 2, "site.url", "https://"),
]


@pytest.mark.parametrize(("text", "line", "key", "near"), WRONG)
def test_a_wrong_setting_is_an_error_with_its_place(
    text: str, line: int, key: str, near: str
) -> None:
    """The message names the file, the line, the key, and what would be right."""
    with pytest.raises(SettingsError) as caught:
        load_settings(text.encode())

    assert (caught.value.path, caught.value.line) == ("polyglot.toml", line)
    assert key in caught.value.problem
    assert near in f"{caught.value.problem} {caught.value.hint}"


def test_settings_that_are_no_toml_name_the_line() -> None:
    """A missing quotation mark is found where it is missing."""
    with pytest.raises(SettingsError, match="no TOML") as caught:
        load_settings(b'source = "en"\nrelease = "auto\n')

    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('languages = "en"', 'input should be a list, as in ["en", "ru"]'),
        ('languages = ["en"]\nsource = "ru"', "say en"),
    ],
)
def test_a_wrong_value_says_what_would_be_right(text: str, told: str) -> None:
    """In the words of the file, not of our code."""
    with pytest.raises(SettingsError) as caught:
        load_settings(text.encode())

    assert told in str(caught.value)


def test_settings_that_are_not_utf_8_say_so() -> None:
    """An old editor may save Cyrillic letters in another encoding."""
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings('[site]\nname = "Хабар"'.encode("cp1251"))


def test_settings_with_a_byte_order_mark_are_read() -> None:
    """Some editors on Windows put one in front of every file."""
    assert load_settings('\ufeffsource = "ru"'.encode()).source == "ru"


def test_every_setting_has_a_safe_default() -> None:
    """An empty file is a whole workspace: nothing goes out by itself, no engine gets text."""
    settings = load_settings(b"")

    assert settings == Settings()
    assert settings.release == "by-hand"
    assert settings.publish.needs == "approved"
    assert settings.translate.provider == ""


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ('[usage]\nkaa = { names = "x" }', "usage.kaa.names: 'x' is no choice", "tili, sha"),
        ('[usage]\nkaa = { nams = "sha" }', "there is nothing to choose", "names, shcha"),
        ('[usage.xx]\nnames = "sha"', "there is nothing to choose", "none"),
    ],
)
def test_only_what_is_disputed_can_be_chosen(text: str, problem: str, hint: str) -> None:
    """What a language's data file offers is named in the answer."""
    with pytest.raises(SettingsError, match=problem) as caught:
        load_settings(text.encode())

    assert caught.value.line == 2
    assert caught.value.hint == f"known are {hint}"


def test_settings_come_back_from_the_state_file_as_they_were() -> None:
    """A run with nothing to do does not validate them again."""
    text = (
        'languages = ["uz", "kaa"]\nsource = "uz"\n[publish.exceptions]\nkaa = "reviewed"\n'
        '"kaa.title" = "approved"\n[translate]\ntrusted = ["google"]\n[site]\nname = "Хабар"\n'
        '[usage]\nkaa = { names = "sha" }\n'
    )
    settings = load_settings(text.encode())

    assert revive_settings(settings.dump()) == settings


def test_an_exception_for_a_title_in_one_language_is_the_strongest() -> None:
    """Language and role together win over the role, the role over the language."""
    settings = PublishSettings(
        "approved", {"kaa": "translated", "title": "reviewed", "kaa.title": "accepted"}
    )

    needs = [needs_for(settings, *where) for where in (("kaa", "title"), ("kk", "title"))]
    needs += [needs_for(settings, *where) for where in (("kaa", "text"), ("kk", "text"))]

    assert needs == ["accepted", "reviewed", "translated", "approved"]


def test_a_workspace_is_found_from_any_folder_inside_it(tmp_path: Path) -> None:
    """Like git: upwards from where you are."""
    (tmp_path / "polyglot.toml").write_text("")
    inside = tmp_path / "content" / "news"
    inside.mkdir(parents=True)

    assert find_root(inside) == tmp_path


def test_no_workspace_is_wrong_usage(tmp_path: Path) -> None:
    """The message names the command that makes one."""
    for asked in (None, tmp_path / "here"):
        with pytest.raises(UsageError) as caught:
            find_root(tmp_path, asked=asked)

        assert caught.value.hint is not None
        assert "polyglot init" in caught.value.hint


def test_the_workspace_may_stand_before_or_behind_the_command(tmp_path: Path) -> None:
    """`polyglot -C DIR status`, `polyglot status -C DIR` and POLYGLOT_WORKSPACE say the same."""
    made = press(tmp_path)

    before = made.done("status")
    behind = command("status", "-C", str(tmp_path))
    told = command("status", env={"POLYGLOT_WORKSPACE": str(tmp_path), "POLYGLOT_NOW": NOW})

    assert before.out == behind.out == told.out != ""


def test_a_new_workspace_works_at_once(tmp_path: Path) -> None:
    """`init` makes settings and an article; the next command makes pages."""
    made = Press(tmp_path / "newsroom")

    begun = command("init", str(made.root), "--languages", "ru,kk", "--source", "ru")
    run = made.run("run", "--drafts")

    assert begun.code == run.code == 0
    assert "made" in begun.out
    assert made.has_page("hello", "kk", drafts=True)
    assert not made.has_page("hello", "ru")
    assert "polyglot release" in run.err


def test_a_new_workspace_overwrites_nothing(tmp_path: Path) -> None:
    """A file that is there already stays, and a second `init` is refused."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "hello.md").write_text("mine")

    first = command("init", str(tmp_path))
    second = command("init", str(tmp_path))

    assert first.code == 0
    assert (tmp_path / "content" / "hello.md").read_text() == "mine"
    assert second.code == 2
    assert "already" in second.err


def test_a_dry_init_makes_nothing(tmp_path: Path) -> None:
    """It says what it would make."""
    result = command("init", str(tmp_path / "a"), "--dry-run")

    assert result.code == 0
    assert "would make" in result.out
    assert not (tmp_path / "a").exists()


def test_a_new_workspace_needs_languages_we_know(tmp_path: Path) -> None:
    """An unknown language is named, with the known ones; nothing is made."""
    unknown = command("init", str(tmp_path / "a"), "--languages", "en,tlh")
    foreign = command("init", str(tmp_path / "a"), "--languages", "en,ru", "--source", "uz")
    none = command("init", str(tmp_path / "a"), "--languages", ",")

    assert (unknown.code, foreign.code, none.code) == (1, 2, 2)
    assert "tlh" in unknown.err
    assert "kaa" in unknown.err
    assert not (tmp_path / "a").exists()
