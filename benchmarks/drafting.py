"""How fast drafts come from an engine that answers in 50 ms, against what its limits allow.

The engine is a server in a process of its own on this machine. Two measurements: the line of
engines alone, and `polyglot translate` over a whole workspace, which also reads, checks and
writes every article. A third is of a tiny model on this disk: what a call costs beside its texts.

    python benchmarks/drafting.py                    10,000 texts, 8 at once; two minutes each
    python benchmarks/drafting.py --texts 2000       a quicker look
    python benchmarks/drafting.py --together 20      20 texts in a call
    python benchmarks/drafting.py --model            the tiny model, one text in a call and more
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from loopback import Engine, serving  # noqa: E402
from polyglot.plugins import Limits, Options, Setup  # noqa: E402
from polyglot.providers import Cache, Guard, Job, Line, Wish, local  # noqa: E402
from polyglot.segmentation import split  # noqa: E402
from workspaces import Press  # noqa: E402

PARAGRAPHS = 25
SETTINGS = 'languages = ["en", "ru", "kk"]\nsource = "en"\n'


def main() -> None:
    """Measure, and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--together", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=0.05)
    parser.add_argument("--model", action="store_true")
    chosen = parser.parse_args()
    if chosen.model:
        model(chosen.texts)
        return
    command = [sys.executable, __file__]
    if os.environ.get("POLYGLOT_BENCH_SERVER"):
        serve(chosen.seconds)
    with subprocess.Popen(
        [*command, "--seconds", str(chosen.seconds)],
        env={**os.environ, "POLYGLOT_BENCH_SERVER": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        port = int(server.stdout.readline() if server.stdout else 0)
        limits = Limits(calls=chosen.at_once, texts=chosen.together, characters=5_000)
        allowed = limits.calls * limits.texts / chosen.seconds
        with tempfile.TemporaryDirectory() as folder:
            for name, measure in (("line", line), ("translate", translate)):
                (Path(folder) / name).mkdir()
                took, texts = measure(Path(folder) / name, port, chosen.texts, limits)
                rate = texts / took
                print(
                    f"{name:<10} {texts} texts in {took:.1f} s: {rate:.0f} a second, "
                    f"{100 * rate / allowed:.0f} % of {allowed:.0f}"
                )
        server.terminate()


def serve(seconds: float) -> None:
    """Be the engine until somebody ends it."""
    with serving(seconds=seconds) as server:
        print(server.server_port, flush=True)
        sys.stdin.read()


def line(folder: Path, port: int, texts: int, limits: Limits) -> tuple[float, int]:
    """Return the seconds for so many texts through the line of engines."""
    engine = Engine(port, limits=limits)
    cache = Cache(folder / "replies.sqlite")
    guard = Guard(engine, split=split, log=lambda _: None, cache=cache)
    made = Line([guard])
    wishes = [Wish(f"Paragraph number {number} of a long article.") for number in range(texts)]
    started = time.perf_counter()
    found = made.draft(wishes, Job("a", "en", "ru", ("loopback",)))
    took = time.perf_counter() - started
    made.close()
    return took, sum(bool(one.target) for one in found)


def translate(folder: Path, port: int, texts: int, limits: Limits) -> tuple[float, int]:
    """Return the seconds of a command over articles with so many texts in two languages."""
    press = Press(folder)
    press.write("polyglot.toml", SETTINGS)
    articles = texts // (2 * (PARAGRAPHS + 1))
    for article in range(articles):
        body = "\n\n".join(f"Paragraph {n} of article {article}." for n in range(PARAGRAPHS))
        head = f"---\ntitle: Article {article}\nprivacy: public\n---\n\n"
        press.write(f"content/a{article}.md", head + body + "\n")
    words = ["-C", str(folder), "translate", "--provider", "loopback"]
    numbers = map(str, (port, limits.calls, limits.texts))
    program = [sys.executable, str(ROOT / "tests/loopback.py"), *numbers]
    started = time.perf_counter()
    done = subprocess.run(program + words, capture_output=True, text=True, check=False)
    took = time.perf_counter() - started
    told = re.search(r"(\d+) from loopback", done.stderr)
    return took, int(told[1]) if told else 0


def model(texts: int) -> None:
    """Print how long a tiny model takes for so many texts, by how many go in a call."""
    from tiny_model import build

    options: Options = {"pairs": {"en-ru": ""}, "device": "cpu", "beam": 1, "threads": 1}
    words = ("we bake bread", "we bake", "bread", "bake bread")
    wishes = [Wish(f"{words[number % 4]} {number}") for number in range(texts)]
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "opus", "opus")
        engine = local.make("m", Setup("local", folder=f"{folder}/opus", options=options))
        engine.translate(["bread"], source="en", target="ru")
        for number in (1, 8, 32, 128):
            calls = [wishes[start : start + number] for start in range(0, texts, number)]
            started = time.perf_counter()
            for call in calls:
                engine.translate([wish.text for wish in call], source="en", target="ru")
            took = time.perf_counter() - started
            print(f"model      {number:>3} texts in a call: {texts / took:.0f} a second")


if __name__ == "__main__":
    main()
