"""Apertium, the real program with a tiny pair of real dictionaries."""

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from apertium_pair import compile_pair
from conftest import missing
from polyglot.errors import ProviderError, UsageError
from polyglot.plugins import Options, Provider, Reply, Setup
from polyglot.providers import Guard, Job, Line, Wish, apertium, load, misfits
from polyglot.segmentation import split


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the pair with the programs that Debian has."""
    for program in ("apertium", "lt-comp", "apertium-preprocess-transfer"):
        if shutil.which(program) is None:
            missing(f"{program} is not installed (Debian: apertium, lttoolbox-dev)")
    return compile_pair(tmp_path_factory.mktemp("apertium") / "uzb-kaa")


@pytest.fixture
def engine(folder: Path) -> Provider:
    """Return the engine with that pair."""
    return load("rules", Setup("apertium", folder=str(folder)))


def said(engine: Provider, *texts: str) -> list[Reply]:
    """Translate *texts* from Uzbek into Karakalpak."""
    return list(engine.translate(texts, source="uz", target="kaa"))


def test_apertium_translates_on_this_machine(engine: Provider) -> None:
    """Words, endings and capitals come out as its dictionaries have them."""
    replies = said(engine, "Oʻzbek kitoblar.", "kitob", "")

    assert replies == [
        Reply(target="Ózbek kitaplar."),
        Reply(target="kitap"),
        Reply(problem="it said nothing"),
    ]
    assert engine.is_local


@pytest.mark.parametrize("typed", ["o'zbek", "o‘zbek", "o’zbek", "o`zbek", "oʻzbek"])
def test_any_apostrophe_of_uzbek_finds_the_word(engine: Provider, typed: str) -> None:
    """The dictionaries have U+02BB, keyboards have everything else."""
    assert said(engine, typed) == [Reply(target="ózbek")]


def test_words_that_it_does_not_know_are_told_without_their_marks(engine: Provider) -> None:
    """A translator sees which words are still Uzbek; no star stands in the draft."""
    (reply,) = said(engine, "Kitob Nukus, gʻalla daraxtlar 2022.")

    assert reply.target == "Kitap Nukus, gʻalla terek 2022."
    assert reply.note == "not known: Nukus; not in the dictionary: gʻalla; not inflected: terek"


def test_what_it_leaves_open_is_settled_and_told(engine: Provider) -> None:
    """Two forms for one word are a choice for a person; the draft has the first."""
    (reply,) = said(engine, "suv")

    assert reply.target in ("suw", "suu")
    assert reply.note.startswith("left open: su")
    assert "/" in reply.note


@pytest.mark.parametrize(
    "text",
    [
        "kitob * kitob",
        "*kitob #kitob @kitob",
        "kitob/kitob",
        r"^kitob$ \[kitob] {kitob} <kitob> ~ + |",
        "[kitob] ^kitob/kitob<n><sg>$ [Z0Z]",
    ],
)
def test_signs_of_its_stream_in_a_text_are_only_signs(engine: Provider, text: str) -> None:
    """No text can speak Apertium's own language to it."""
    (reply,) = said(engine, text)

    assert reply.target.replace("kitap", "kitob") == text


def test_codes_come_back_in_their_places(engine: Provider) -> None:
    """Past the guard and the gate, as a translator gets it."""
    guard = Guard(engine, split=split, log=lambda _record: None)

    (reply,) = guard.draft(
        ["<em>Oʻzbek</em> <a>kitoblar</a> va <code>suv</code>."],
        source="uz",
        target="kaa",
        article="a",
    )

    assert reply.target == "<em>Ózbek</em> <a>kitaplar</a> va <code>suv</code>."


def test_double_spaces_are_apertiums_unless_the_source_has_them() -> None:
    """Where a rule drops a word, its spaces stay behind."""
    assert apertium._read("Ózbek  kitap", [], "Oʻzbek bir kitob").target == "Ózbek kitap"
    assert apertium._read("Ózbek  kitap", [], "Oʻzbek  kitob").target == "Ózbek  kitap"


def test_a_sign_that_got_lost_gives_no_draft() -> None:
    """As with codes: what is not there exactly once is not guessed."""
    assert apertium._read("kitap", ["*"], "kitob *").problem
    assert apertium._read("[Z0Z] kitap [Z0Z]", ["*"], "kitob *").problem


def test_only_installed_pairs_are_offered(engine: Provider, folder: Path) -> None:
    """The planner learns what is there; another name of a pair can be set."""
    assert engine.supports("uz", "kaa")
    assert not engine.supports("kaa", "uz")
    with pytest.raises(ProviderError, match="from kaa to uz"):
        engine.translate(["kitap"], source="kaa", target="uz")

    modes = {"kk-kaa": "uzb-kaa", "kaa-uz": "kaa-uzb"}
    named = load("x", Setup("apertium", folder=str(folder), options={"modes": modes}))
    assert named.supports("kk", "kaa")
    assert not named.supports("kaa", "uz")


def test_a_folder_without_pairs_is_told(tmp_path: Path) -> None:
    """Before anything is asked."""
    with pytest.raises(ProviderError, match=r"(?s)no pair of our languages.*-l"):
        load("x", Setup("apertium", folder=str(tmp_path)))


@pytest.mark.parametrize("modes", [{"uz-kaa": "../x"}, {"uz-kaa": "-l"}, {"uz": "uzb-kaa"}])
def test_a_mode_is_a_plain_name(tmp_path: Path, modes: dict[str, str]) -> None:
    """No setting reaches a file elsewhere, or an option of the program."""
    setup = Setup("apertium", folder=str(tmp_path), options={"modes": modes})

    assert [keys for keys, _problem, _hint in misfits(setup)] == [("options", "modes")]
    with pytest.raises(ProviderError):
        load("x", setup)


def test_a_program_that_is_not_there_is_told(folder: Path) -> None:
    """With what to install."""
    setup = Setup("apertium", folder=str(folder), options={"program": "apertium-is-not-here"})

    with pytest.raises(ProviderError, match=r"(?s)cannot be started.*Debian: apertium"):
        said(load("x", setup), "kitob")


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("sleep 60 | cat", "in time"),
        ("exit 3", "broke off"),
        ("cat > /dev/null", "broke off"),
        ("cat; printf more", "broke off"),
    ],
)
def test_a_program_that_fails_ends_in_a_clause(
    folder: Path, tmp_path: Path, script: str, reason: str
) -> None:
    """In time, with all that it started, and without a word of the text."""
    program = tmp_path / "apertium"
    program.write_text(f"#!/bin/sh\necho secret kitob >&2\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    options: Options = {"program": str(program), "timeout": 0.5}
    engine = load("x", Setup("apertium", folder=str(folder), options=options))
    started = time.monotonic()

    with pytest.raises(ProviderError, match=reason) as caught:
        said(engine, "kitob")

    assert time.monotonic() - started < 10
    assert "kitob" not in str(caught.value).replace(str(folder), "")


def scripted(folder: Path, tmp_path: Path, script: str, seconds: float = 60.0) -> Provider:
    """Return the engine with a program that does what *script* says."""
    program = tmp_path / "apertium"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    options: Options = {"program": str(program), "timeout": seconds}
    return load("x", Setup("apertium", folder=str(folder), options=options))


def is_running(pid: int) -> bool:
    """Tell whether a process is alive, and no zombie; one that was killed may take a moment."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return False
        if state == "Z":
            return False
        time.sleep(0.01)
    return True


def test_a_program_that_talks_without_end_is_ended(folder: Path, tmp_path: Path) -> None:
    """Its words would fill the memory long before its time is over."""
    engine = scripted(folder, tmp_path, f"echo $$ > {tmp_path}/pid; exec yes")
    started = time.monotonic()

    with pytest.raises(ProviderError, match="broke off"):
        said(engine, "kitob")

    assert time.monotonic() - started < 30
    assert not is_running(int((tmp_path / "pid").read_text()))


def test_a_program_that_lost_its_head_is_not_waited_for(folder: Path, tmp_path: Path) -> None:
    """It is gone, and what it started holds on to its answer."""
    engine = scripted(folder, tmp_path, f"sleep 60 & echo $! > {tmp_path}/pid; exit 0", 1.0)

    with pytest.raises(ProviderError, match="in time"):
        said(engine, "kitob")

    assert not is_running(int((tmp_path / "pid").read_text()))


def test_a_program_that_reads_nothing_is_ended_in_time(folder: Path, tmp_path: Path) -> None:
    """More text than a pipe holds waits for nobody."""
    engine = scripted(folder, tmp_path, "exec sleep 60", 1.0)

    with pytest.raises(ProviderError, match="in time"):
        said(engine, *["kitob " * 1_000] * 50)


def test_whoever_stops_us_stops_the_program(folder: Path, tmp_path: Path) -> None:
    """Ctrl-C reaches us alone: the chain of programs is in a group of its own."""
    engine = scripted(folder, tmp_path, f"echo $$ > {tmp_path}/pid; sleep 60 | cat")

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1.0)
        with pytest.raises(KeyboardInterrupt):
            said(engine, "kitob")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert not is_running(int((tmp_path / "pid").read_text()))


def test_one_text_that_breaks_the_program_costs_the_others_nothing(
    folder: Path, tmp_path: Path
) -> None:
    """All go in one call; then each alone."""
    script = f"tee {tmp_path}/given | grep -q daraxt && exit 3; cat {tmp_path}/given | tr a-z A-Z"
    engine = scripted(folder, tmp_path, script)
    line = Line([Guard(engine, split=split, log=lambda _record: None)])
    wishes = [Wish(text) for text in ("Kitob bor.", "Bir daraxt.", "Suv bor.")]

    found = line.draft(wishes, Job("a", "uz", "kaa", ("x",)))

    assert "broke off" in found[1].problem
    assert "broke off" not in found[0].problem


def test_the_version_changes_with_modes_and_times(folder: Path, tmp_path: Path) -> None:
    """Another mode says other words, and so may a dictionary of the same size."""
    again = shutil.copytree(folder, tmp_path / "again")
    shutil.copy(again / "modes/uzb-kaa.mode", again / "modes/uzb-kaa_2016.mode")
    plain = load("x", Setup("apertium", folder=str(again)))
    options: Options = {"modes": {"uz-kaa": "uzb-kaa_2016"}}
    other = load("x", Setup("apertium", folder=str(again), options=options))
    os.utime(again / "kaa.bin", (1, 1))
    later = load("x", Setup("apertium", folder=str(again)))

    assert len({plain.version, other.version, later.version}) == 3


def test_a_dictionary_that_is_damaged_is_told(folder: Path, tmp_path: Path) -> None:
    """A pair whose file is missing says nothing, which is no translation."""
    broken = shutil.copytree(folder, tmp_path / "broken")
    mode = broken / "modes/uzb-kaa.mode"
    mode.write_text(mode.read_text("utf-8").replace(f"{folder}/kaa.bin", "/nowhere.bin"), "utf-8")

    with pytest.raises(ProviderError, match="broke off"):
        said(load("x", Setup("apertium", folder=str(broken))), "kitob")


def test_the_version_changes_with_the_dictionaries(folder: Path, tmp_path: Path) -> None:
    """Drafts of an older dictionary are not taken for those of a newer one."""
    again = shutil.copytree(folder, tmp_path / "again")
    setup = Setup("apertium", folder=str(again))
    before = load("x", setup).version
    os.truncate(again / "kaa.bin", 10)

    assert before == load("x", Setup("apertium", folder=str(folder))).version
    assert load("x", setup).version != before
    with pytest.raises(UsageError):
        load("apertium")
