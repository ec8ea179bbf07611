"""The tables `[engines.NAME]`: what they may say, and that no key ever stands anywhere."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from polyglot.errors import ProviderError, SettingsError, UsageError
from polyglot.plugins import Setup
from polyglot.providers import KINDS, load
from polyglot.providers.setting_up import key_of
from polyglot.workspace import EngineSettings, Workspace, load_settings, revive_settings
from servers import Asked, Handler, serving
from test_engines_hostile import cyrillic, libre
from workspaces import Press, press

SECRET = "sk-Very5ecret-0123456789"  # noqa: S105 -- it opens nothing

GOOD = """\
[translate]
provider = "draft"
trusted = ["draft", "google"]

[engines.draft]
kind = "openai"
url = "http://localhost:11434/v1"
model = "some-model"
options = { timeout = 300, temperature = 0.2, languages = { kaa = "Karakalpak" } }

[engines.kaa]
kind = "apertium"
folder = "~/apertium-uzb-kaa"

[engines.hosted]
kind = "deepl"
key = "DEEPL_KEY"
"""

OPENAI = '[engines.x]\nkind = "openai"\nurl = "https://a.example"\nmodel = "m"\n'
WRONG = [
    ('[engines.x]\nkind = "openai"\nurll = "https://a.example"', 3, "engines.x.urll", "'url'"),
    ('[engines.x]\nkind = "opnai"', 2, "engines.x.kind", "openai"),
    ('[engines.x]\nkind = ""', 2, "engines.x.kind", "apertium"),
    ('[engines.x]\nurl = "https://a.example"', 1, "engines.x", "known are apertium"),
    ('[engines.x]\nkind = "openai"', 1, "needs 'url'", "url"),
    (
        OPENAI + "options = { temprature = 1 }",
        5,
        "engines.x.options.temprature",
        "'temperature'",
    ),
    (
        OPENAI + '[engines.x.options]\ntemperature = "warm"',
        6,
        "another kind",
        "a number",
    ),
    (
        OPENAI + 'options = { reply = "poem" }',
        5,
        "no such choice",
        "schema",
    ),
    (
        OPENAI + "options = { timeout = 0 }",
        5,
        "not waited",
        "seconds",
    ),
    ('[engines.x]\nkind = "libretranslate"\nurl = "http://a.example"', 3, "https only", "https"),
    ('[engines.x]\nkind = "libretranslate"\nurl = "a.example"', 3, "no address", "https"),
    ('[engines.x]\nkind = "libretranslate"\nurl = "http://[::1/"', 3, "no address", "https"),
    ('[engines.x]\nkind = "libretranslate"\nurl = "https://a:b@c.example"', 3, "holds no", "ex"),
    ('[engines.x]\nkind = "libretranslate"\nurl = "https://c.example/?k=1"', 3, "holds no", "ex"),
    ('[engines.x]\nkind = "libretranslate"\nmodel = "m"', 3, "has none", "url, key"),
    ('[engines.x]\nkind = "deepl"', 1, "wants a key", "key_file"),
    ('[engines.x]\nkind = "deepl"\nkey = "A"\nkey_file = "b"', 4, "a key, too", "one of them"),
    (
        '[engines.x]\nkind = "deepl"\nkey = "A"\noptions = { english = "EN" }',
        4,
        "no such choice",
        "EN-GB, EN-US",
    ),
    ('[engines.x]\nkind = "deep-translator"\nmodel = "deepl"', 3, "not used", "kind deepl"),
    ('[engines.x]\nkind = "deep-translator"\nmodel = "microsoft"', 1, "wants a key", "key_file"),
    (
        '[engines.x]\nkind = "deep-translator"\nmodel = "google"\nkey = "A"',
        4,
        "takes no key",
        "take the line out",
    ),
    ('[engines.google]\nkind = "deepl"\nkey = "A"', 1, "has a meaning", "another name"),
    ('[engines.memory]\nkind = "deepl"\nkey = "A"', 1, "has a meaning", "another name"),
    ('[engines."Big One"]\nkind = "deepl"\nkey = "A"', None, "no name", "small letters"),
    ('[translate]\nprovider = "hosted"', 2, "hosted", "google, pseudo"),
    ("engines = 3", 1, "engines", ""),
]


@pytest.mark.parametrize(("text", "line", "key", "near"), WRONG)
def test_a_wrong_table_is_an_error_with_its_place(
    text: str, line: int | None, key: str, near: str
) -> None:
    """The message names the file, the line, the key, and what would be right."""
    with pytest.raises(SettingsError) as caught:
        load_settings(text.encode())

    assert (caught.value.path, caught.value.line) == ("polyglot.toml", line)
    assert key in caught.value.problem
    assert near in f"{caught.value.problem} {caught.value.hint}"


def test_engines_that_are_set_up_are_known_by_their_names() -> None:
    """They may be asked for and trusted, and come back from the state file as they were."""
    settings = load_settings(GOOD.encode())

    assert settings.engines["draft"] == EngineSettings(
        "openai",
        url="http://localhost:11434/v1",
        model="some-model",
        options={"timeout": 300, "temperature": 0.2, "languages": {"kaa": "Karakalpak"}},
    )
    assert revive_settings(settings.dump()) == settings


def test_paths_begin_at_the_workspace_or_at_home(tmp_path: Path) -> None:
    """A key lies in the private folder, which git never sees; a model wherever there is room."""
    text = (
        '[engines.x]\nkind = "deepl"\nkey_file = "private/deepl.key"\n'
        '[engines.y]\nkind = "apertium"\nfolder = "~/a"'
    )
    workspace = Workspace(tmp_path, load_settings(text.encode()))

    engines = workspace.engines()
    x, y = engines["x"], engines["y"]

    assert x.key_file == str(tmp_path / "private/deepl.key")
    assert x.folder == ""
    assert y.folder == str(Path("~/a").expanduser())
    assert "google" not in engines


@pytest.mark.parametrize(
    "text",
    [
        f'[engines.x]\nkind = "deepl"\nkey = "{SECRET}"',
        f'[engines.x]\nkind = "deepl"\nkey = ["{SECRET}"]',
        f'[engines.x]\nkind = "deepl"\napi_key = "{SECRET}"',
        f'[engines.x]\nkind = "deepl"\nkey = "A"\noptions = {{ auth = "{SECRET}" }}',
        f'[engines.x]\nkind = "deepl"\nkey = "A"\noptions = {{ formality = "{SECRET}" }}',
        f'[engines.x]\nkind = "deepl"\nkey = "A"\noptions = {{ formality = ["{SECRET}"] }}',
        f'[engines.x]\nkind = "openai"\nmodel = "m"\nurl = "https://{SECRET}@a.example"',
        f'[engines.x]\nkind = "openai"\nmodel = "m"\nurl = "https://a.example/?key={SECRET}"',
        f'[engines]\nx = "{SECRET}"',
    ],
)
def test_a_key_in_the_settings_is_refused_and_not_repeated(text: str) -> None:
    """The settings stand in git, and messages in logs."""
    with pytest.raises(SettingsError) as caught:
        load_settings(text.encode())

    assert SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value)


def test_a_key_is_read_from_a_variable_or_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """White space around it is an editor's; anything else is told without the key."""
    monkeypatch.setenv("SOME_KEY", f" {SECRET}\n")
    file = tmp_path / "some.key"
    file.write_text(f"{SECRET}\n", encoding="utf-8")

    assert key_of(Setup(key="SOME_KEY")) == SECRET
    assert key_of(Setup(key_file=str(file))) == SECRET
    assert key_of(Setup()) == ""


@pytest.mark.parametrize("data", [b"", b"two words", "ключ".encode(), b"\xff\xfe", b"x" * 9_000])
def test_a_file_that_holds_no_key_is_told(tmp_path: Path, data: bytes) -> None:
    """The file is named, and nothing of what it holds."""
    file = tmp_path / "some.key"
    file.write_bytes(data)

    with pytest.raises(ProviderError, match=r"some\.key") as caught:
        key_of(Setup(key_file=str(file)))

    assert "two" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_folder_in_the_place_of_a_key_is_told(tmp_path: Path) -> None:
    """The system's error is told as ours."""
    with pytest.raises(ProviderError, match="cannot be read"):
        key_of(Setup(key_file=str(tmp_path)))


def test_an_unknown_kind_is_refused_by_name() -> None:
    """A slip is answered with the nearest or the known ones, whoever loads the engine."""
    with pytest.raises(UsageError, match=r"(?s)'opnai'.*did you mean 'openai'"):
        load("x", Setup("opnai"))
    with pytest.raises(UsageError, match=r"(?s)'zzz'.*apertium, deep-translator"):
        load("x", Setup("zzz"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_the_table_can_tell_what_is_wrong(kind: str) -> None:
    """Each line of the table names a module that knows its kind."""
    from polyglot.providers import misfits

    found = list(misfits(Setup(kind, options={"no-such-option": True})))

    assert any(keys == ("options", "no-such-option") for keys, _problem, _hint in found)


# --- A whole run --------------------------------------------------------------------------------


def test_a_run_with_an_engine_of_ones_own_writes_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drafts are there; the key is in no file, in no message, in no state."""
    monkeypatch.setenv("LIBRE_KEY", SECRET)
    own = press(tmp_path)

    def play(handler: Handler, asked: Asked) -> None:
        handler.page(libre(asked, cyrillic))

    with serving(play) as server:
        _set_up(own, server.url)
        done = own.run("translate", "-l", "ru", "--provider", "house")
        keys = {_key(asked.body) for asked in server.seen}

    assert done.code == 0, done
    assert keys == {SECRET}
    assert "machine draft (house)" in own.text("locales/ru/LC_MESSAGES/news/bridge.po")
    assert SECRET not in f"{done}"
    for path in sorted(tmp_path.rglob("*")):
        assert path.is_dir() or SECRET.encode() not in path.read_bytes(), path


def test_a_run_whose_key_is_missing_says_where_it_should_be(tmp_path: Path) -> None:
    """Before anything is asked."""
    own = press(tmp_path)
    assert "LIBRE_KEY" not in os.environ
    _set_up(own, "http://127.0.0.1:9")

    done = own.run("translate", "--provider", "house")

    assert done.code == 1
    assert "the variable LIBRE_KEY holds no key" in f"{done}"


def _set_up(own: Press, url: str) -> None:
    """Set up the engine `house`, trusted with everything."""
    table = (
        f'\n[translate]\ntrusted = ["house"]\n[engines.house]\nkind = "libretranslate"\n'
        f'url = "{url}"\nkey = "LIBRE_KEY"\noptions = {{ outside = true }}\n'
    )
    own.write("polyglot.toml", own.text("polyglot.toml") + table)


def _key(body: object) -> object:
    return body.get("api_key") if isinstance(body, Mapping) else None
