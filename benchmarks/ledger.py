"""How long it takes to read a large ledger, and to find what it says of each message.

    .venv/bin/python benchmarks/ledger.py                    100,000 lines
    .venv/bin/python benchmarks/ledger.py --lines 20000 --words 60

The lines are made up: paragraphs of *words* words in Kazakh and English, a third of them drafted,
translated and approved; one in *escaped* holds a quotation mark, which JSON escapes.
Figures are CPU seconds of one process, the best of five.
"""

import argparse
import gc
import random
import time
from collections.abc import Callable
from datetime import date

from polyglot.ledger import Ledger, dump, parse, seal
from polyglot.model import Line, Message

DAY = date(2026, 3, 1)
ENGLISH = "the court of Muynak ruled on Monday that the report has to be read in public"
KAZAKH = "Мойнақ соты дүйсенбіде баяндама көпшілік алдында оқылуы тиіс деп шешім шығарды"
ACTIONS = (("drafted", "google"), ("translated", "Aygul"), ("approved", "Dana"))
FILE = 500
BEST_OF = 5


def files(count: int, words: int, escaped: int) -> dict[str, bytes]:
    """Return the files of a ledger of *count* lines."""
    dice = random.Random(4)
    made: dict[str, bytes] = {}
    ledger = Ledger()
    for start in range(0, count, FILE):
        raw = [_line(dice, number, words, escaped) for number in range(start, start + FILE)]
        lines = seal(raw[: count - start], ledger=ledger, day=DAY)
        name, made_data = dump(lines)
        made[name] = made_data
        ledger = Ledger(lines)
    return made


def _line(dice: random.Random, number: int, words: int, escaped: int) -> Line:
    action, by = ACTIONS[number % len(ACTIONS)]
    source = " ".join(dice.choices(ENGLISH.split(), k=words))
    target = " ".join(dice.choices(KAZAKH.split(), k=words))
    if number % escaped == 0:
        source = f'"{source}"'
    kind = "machine" if action == "drafted" else ""
    begins = () if action == "drafted" else ("0123456789abcdef" * 2,)
    return Line("kk", None, source, target, action, by, kind=kind, begins=begins)


def best(what: Callable[[], object]) -> float:
    """Return the CPU seconds of the quickest of a few calls."""
    found = []
    for _ in range(BEST_OF):
        gc.collect()
        start = time.process_time()
        what()
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    """Print one line for each thing that is measured."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--lines", type=int, default=100_000)
    options.add_argument("--words", type=int, default=20)
    options.add_argument("--escaped", type=int, default=10)
    asked = options.parse_args()
    made = files(asked.lines, asked.words, asked.escaped)
    ledger = parse(made, path="ledger")
    messages = [Message(line.source, target=line.target) for line in ledger.lines]
    size = sum(map(len, made.values())) / 1e6
    print(f"{len(ledger.lines):,} lines in {len(made)} files, {size:.0f} MB")
    print(f"read    {best(lambda: parse(made, path='ledger')):.2f} s")
    print(f"index   {best(lambda: Ledger(ledger.lines).index):.2f} s")
    print(f"states  {best(lambda: [ledger.state('kk', message) for message in messages]):.2f} s")
    print(f"write   {best(lambda: dump(ledger.lines)):.2f} s")


if __name__ == "__main__":
    main()
