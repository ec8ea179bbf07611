"""Law 9: a command killed at any moment leaves each file as it was or as it should be."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workspaces import NOW, RUN, SOURCE, Press, busy, press, twin

FEW, MANY = 24, 500
HALVES = ("locales", "exports", "content")


class Killer:
    """Runs commands and kills them."""

    def __init__(self) -> None:
        """Start the process that all commands are forked from."""
        self.server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("killer.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": SOURCE, "POLYGLOT_NOW": NOW},
        )

    def run(self, made: Press, *, after: float | None = None) -> tuple[int, float]:
        """Run the journey; kill it *after* so many seconds. Return its exit code and its time."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        print(json.dumps(["-C", str(made.root), *RUN]), file=self.server.stdin, flush=True)
        child = int(self.server.stdout.readline())
        begun = time.monotonic()
        if after is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        print(file=self.server.stdin, flush=True)
        code = int(self.server.stdout.readline())
        return code, time.monotonic() - begun

    def close(self) -> None:
        """End the server."""
        self.server.communicate()


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    """Return who kills commands."""
    made = Killer()
    yield made
    made.close()


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Return a workspace with pages, people's words and work to do; tests take copies of it."""
    return busy(tmp_path_factory.mktemp("newsroom") / "w")


@pytest.fixture(scope="module")
def undisturbed(
    newsroom: Press, killer: Killer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Press, float]:
    """Return the workspace after a run that nobody killed, and how many seconds it took."""
    made = twin(newsroom, tmp_path_factory.mktemp("undisturbed") / "w", without="none")
    code, seconds = killer.run(made)
    assert code == 0
    return made, seconds


def kill_often(
    times: int,
    seed: int,
    newsroom: Press,
    undisturbed: tuple[Press, float],
    killer: Killer,
    folder: Path,
) -> None:
    """Kill a run at a random moment, perhaps kill the next one too, and let the last one end."""
    rolled = random.Random(seed)  # noqa: S311 - moments, no secrets
    whole, seconds = undisturbed
    before, wanted = newsroom.files(), whole.files()
    killed = 0
    for number in range(times):
        made = twin(newsroom, folder / str(number), without="none")
        for attempt in range(rolled.choice((1, 1, 2))):
            code, _ = killer.run(made, after=rolled.uniform(0, seconds))
            killed += code == -signal.SIGKILL
            if attempt == 0 and code == 0:
                # It ended by itself: the machine is quicker now than when the whole run was timed.
                seconds *= 0.8
            each_file_is_whole(made, before, wanted)
        code, _ = killer.run(made)
        after = made.files()

        assert code == 0
        assert after == wanted, [name for name in wanted if after.get(name) != wanted[name]]
        assert sorted(path.name for path in made.path(".journal").iterdir()) == ["lock"]
        shutil.rmtree(made.root)
    assert killed >= times // 2, "the moments were chosen badly"


def each_file_is_whole(made: Press, before: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    """Expect every file to be old or new, and every catalog between the two to be a catalog."""
    for name, data in made.files(*HALVES).items():
        if data in (before.get(name), wanted.get(name)):
            continue
        assert name.endswith((".po", ".jsonl")), f"{name} is neither old nor new"
        if name.endswith(".jsonl"):
            assert all(json.loads(line) for line in data.splitlines())
        elif shutil.which("msgfmt"):
            subprocess.run(["msgfmt", "-c", "-o", os.devnull, made.path(name)], check=True)


def test_a_run_killed_at_any_moment_is_completed_by_the_next(
    newsroom: Press, undisturbed: tuple[Press, float], killer: Killer, tmp_path: Path
) -> None:
    """Every file is old or new, and in the end all is as if nobody had pulled the plug."""
    kill_often(FEW, 1, newsroom, undisturbed, killer, tmp_path)


@pytest.mark.slow
def test_a_run_killed_at_hundreds_of_moments_is_completed_by_the_next(
    newsroom: Press, undisturbed: tuple[Press, float], killer: Killer, tmp_path: Path
) -> None:
    """The same, with patience."""
    kill_often(MANY, int(time.time()), newsroom, undisturbed, killer, tmp_path)


def test_the_result_of_an_interrupted_run_passes_msgfmt_and_keeps_every_word(
    newsroom: Press, undisturbed: tuple[Press, float]
) -> None:
    """Every text of every catalog before the run stands in a catalog or in the ledger after it."""
    whole, _ = undisturbed
    after = b"".join(whole.files("locales").values())
    if shutil.which("msgfmt") is None:
        reason = "msgfmt is not installed (Debian: gettext)"
        (pytest.fail if os.environ.get("POLYGLOT_REQUIRE_ALL") == "1" else pytest.skip)(reason)

    for path in whole.path("locales").rglob("*.po"):
        subprocess.run(["msgfmt", "-c", "-o", os.devnull, path], check=True)
    for article, language in (("news/bridge", "kk"), ("guides/well", "uz")):
        path = newsroom.path(f"locales/{language}/LC_MESSAGES/{article}.po")
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.removeprefix('msgstr "').removesuffix('"')
            if line.startswith("msgstr ") and text:
                assert text.encode() in after


def test_workers_end_when_their_run_is_killed(tmp_path: Path) -> None:
    """They hold no lock of their own, so they must not go on writing; the next run does it all."""
    killed, calm = press(tmp_path / "killed"), press(tmp_path / "calm")
    for made in (killed, calm):
        for number in range(120):
            made.write(f"content/many/a{number:03}.md", f"# Number {number}\n\nText of it.\n")
    running = killed.start("run", "--drafts", "--jobs", "2")
    deadline = time.monotonic() + 60
    while not any(killed.path("locales").rglob("*.po")) and time.monotonic() < deadline:
        time.sleep(0.02)

    running.kill()
    running.communicate()
    next_run = killed.ended("run", "--drafts", "--wait", "30")
    calm.done("run", "--drafts")

    assert running.returncode == -signal.SIGKILL
    assert next_run.code == 0, next_run
    assert killed.files() == calm.files()
