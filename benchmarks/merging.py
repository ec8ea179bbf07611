"""How well and how fast catalogs are brought up to date: polyglot, msgmerge and pot2po.

    .venv/bin/python benchmarks/merging.py                     quality and speed
    .venv/bin/python benchmarks/merging.py --pot2po PROGRAM    translate-toolkit from elsewhere
    .venv/bin/python benchmarks/merging.py --whole             all at 25,000 messages: ten minutes

The edits of the first table are those of `tests/revisions.py`, each with a label: which old texts
a new one continues. A tool is right where the translation it offers comes from those alone,
and from none for a text that is new. A sentence is left behind if the article still has its text
and the translation stands in no message that a translator is shown.
Times are CPU time: polyglot's of the merge alone, the programs' with reading and writing the files,
which they do in any case. Programs that are not installed are said to be missing.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from polyglot import catalog as po
from polyglot.model import Catalog, Message

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from revisions import KINDS, Revision, articles, carried, revisions, target_of  # noqa: E402

TURNS = 40
SIZES = ((300, 30), (3_000, 300), (25_000, 400))
TIMES = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """What a tool shows for one text: a translation ("" for none), and whether it is a draft."""

    target: str
    is_fuzzy: bool = False


Merge = Callable[[Sequence[Message], Sequence[str], str], Mapping[str, Offer]]


@dataclass
class Score:
    """What a tool got right, by kind of edit."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong_finished: int = 0
    lost: int = 0


# --- The tools ------------------------------------------------------------------------------------


def by_polyglot(olds: Sequence[Message], news: Sequence[str], language: str) -> Mapping[str, Offer]:
    """Merge as every run does."""
    merged = merged_by_polyglot(Catalog("kk", tuple(olds)), [po.Segment(s) for s in news], language)
    live = (message for message in merged.messages if not message.is_obsolete)
    return {message.source: Offer(message.target, message.is_fuzzy) for message in live}


def merged_by_polyglot(catalog: Catalog, segments: Sequence[po.Segment], language: str) -> Catalog:
    """Merge what is in memory."""
    return po.merge(
        catalog,
        segments,
        is_machine_draft=lambda _: False,
        stood=lambda _: False,
        source_language=language,
    ).catalog


def by_program(arguments: Callable[[Path, Path, Path], list[str]]) -> Merge:
    """Return what merges by a program, which is given the old PO file, the template, the new."""

    def merge(olds: Sequence[Message], news: Sequence[str], _language: str) -> Mapping[str, Offer]:
        with tempfile.TemporaryDirectory() as folder:
            old, template, new = (Path(folder) / name for name in ("old.po", "new.pot", "new.po"))
            _write(old, olds)
            _write(template, [Message(source) for source in dict.fromkeys(news)])
            subprocess.run(arguments(old, template, new), check=True, capture_output=True)
            file = polib.pofile(str(new), encoding="utf-8")
        return {e.msgid: Offer(e.msgstr, e.fuzzy) for e in file if not e.obsolete}

    return merge


def _write(path: Path, messages: Sequence[Message]) -> None:
    path.write_bytes(po.write(Catalog("kk", tuple(messages), po.fresh("kk", (), PLURAL).fields)))


PLURAL = "nplurals=2; plural=(n != 1);"


def tools(pot2po: str) -> Iterator[tuple[str, Merge | None]]:
    """Yield each tool with its name; None for one that is not installed."""
    yield "polyglot", by_polyglot
    msgmerge = shutil.which("msgmerge")
    yield (
        "msgmerge",
        by_program(lambda o, t, n: [msgmerge, "-q", "--previous", "-o", str(n), str(o), str(t)])
        if msgmerge
        else None,
    )
    program = shutil.which(pot2po)
    yield (
        "pot2po",
        by_program(lambda o, t, n: [program, "--progress=none", "-t", str(o), str(t), str(n)])
        if program
        else None,
    )


# --- Quality --------------------------------------------------------------------------------------


def scored(merge: Merge, found: Sequence[Revision]) -> Score:
    """Return what *merge* gets right of the revisions."""
    score = Score()
    for revision in found:
        olds = [Message(s, target=target_of(n, s)) for n, s in enumerate(revision.before)]
        offers = merge(olds, [text.text for text in revision.after], revision.language)
        for text in revision.after:
            offer = offers.get(text.text, Offer(""))
            is_right = text.is_right(carried(offer.target))
            score.asked[text.kind] += 1
            score.right[text.kind] += is_right
            score.wrong_finished += bool(offer.target) and not (is_right or offer.is_fuzzy)
        shown = " ".join(offer.target for offer in offers.values())
        wanted = {number for text in revision.after for number in text.olds}
        for number in wanted:
            marks = {word for word in olds[number].target.split() if f"т{number}х" in word}
            score.lost += sum(mark not in shown for mark in marks)
    return score


def quality(pot2po: str) -> None:
    """Print the table of right partners."""
    found = list(revisions(TURNS))
    scores: dict[str, Score] = {}
    for name, merge in tools(pot2po):
        if merge is None:
            print(f"{name} is not installed")
        else:
            scores[name] = scored(merge, found)
    first = scores["polyglot"]
    print(f"\n| Edit | how many | {' | '.join(scores)} |")
    print("|---" * (len(scores) + 2) + "|")
    for kind in (k for k in KINDS if first.asked[k]):
        rights = " | ".join(str(score.right[kind]) for score in scores.values())
        print(f"| {kind} | {first.asked[kind]} | {rights} |")
    edits = sum(first.asked[kind] for kind in KINDS)
    totals = [sum(score.right[kind] for kind in KINDS) for score in scores.values()]
    shares = " | ".join(f"{total} ({total / edits:.1%})" for total in totals)
    print(f"| **all** | {edits} | {shares} |")
    wrong = " | ".join(str(score.wrong_finished) for score in scores.values())
    print(f"| wrong and not marked | | {wrong} |")
    print(f"| sentences left behind | | {' | '.join(str(s.lost) for s in scores.values())} |")


# --- Speed ----------------------------------------------------------------------------------------


def corpus(count: int, edits: int, *, is_mixed: bool) -> tuple[list[Message], list[str]]:
    """Return a catalog of *count* messages, and its texts after so many edits.

    Texts are 15 to 100 words of the case file's articles in a random order.
    An edit changes two words; or, where they *are mixed*, it does that, adds a sentence,
    cuts the text in two, or puts a new one behind it, one as often as the other.
    """
    chance = random.Random(count)
    english = [" ".join(texts) for language, texts, _ in articles() if language == "en"]
    words = " ".join(english).split()
    sources = [_prose(words, chance) for _ in range(count)]
    olds = [Message(source, target=source.upper()) for source in sources]
    edited = set(chance.sample(range(count), edits))
    news: list[str] = []
    for place, source in enumerate(sources):
        turn = place % 4 if is_mixed else 0
        news += _edited(source, words, chance, turn) if place in edited else [source]
    return olds, news


def _prose(words: Sequence[str], chance: random.Random) -> str:
    return " ".join(chance.choices(words, k=chance.randrange(15, 100)))


def _edited(source: str, words: Sequence[str], chance: random.Random, turn: int) -> list[str]:
    parts = source.split()
    if turn == 0:
        for _ in range(2):
            parts[chance.randrange(len(parts))] = chance.choice(words)
        return [" ".join(parts)]
    if turn == 1:
        return [f"{source} {' '.join(chance.choices(words, k=8))}"]
    if turn == 2:
        return [" ".join(parts[: len(parts) // 2]), " ".join(parts[len(parts) // 2 :])]
    return [source, _prose(words, chance)]


def speed(pot2po: str, *, is_whole: bool) -> None:
    """Print the CPU time of a merge as catalogs grow."""
    names = [(name, merge) for name, merge in tools(pot2po) if merge]
    print(f"\n| Messages, edits | {' | '.join(name for name, _ in names)} |")
    print("|---" * (len(names) + 1) + "|")
    for is_mixed in (False, True):
        for count, edits in SIZES:
            olds, news = corpus(count, edits, is_mixed=is_mixed)
            cells = []
            for name, merge in names:
                if name != "polyglot" and count > SIZES[1][0] and not is_whole:
                    cells.append("not run")
                    continue
                spent = _own_time(olds, news) if name == "polyglot" else _timed(merge, olds, news)
                cells.append(f"{spent:.2f} s")
            kind = "of all kinds" if is_mixed else "of two words"
            print(f"| {count:,}, {edits} {kind} | {' | '.join(cells)} |", flush=True)


def _own_time(olds: Sequence[Message], news: Sequence[str]) -> float:
    """Return the median of what a merge in memory takes."""
    catalog, segments = Catalog("kk", tuple(olds)), [po.Segment(source) for source in news]
    times = []
    for _ in range(TIMES):
        start = _cpu()
        merged_by_polyglot(catalog, segments, "en")
        times.append(_cpu() - start)
    return sorted(times)[TIMES // 2]


def _timed(merge: Merge, olds: Sequence[Message], news: Sequence[str]) -> float:
    start = _cpu()
    offers = merge(olds, news, "en")
    spent = _cpu() - start
    if len(offers) != len(set(news)):
        sys.exit(f"a tool made {len(offers)} messages of {len(set(news))} texts")
    return spent


def _cpu() -> float:
    """Return the seconds of CPU time that this process and the programs it called have used."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pot2po", default="pot2po", help="the program of translate-toolkit")
    parser.add_argument("--whole", action="store_true", help="wait for all programs at all sizes")
    arguments = parser.parse_args()
    quality(arguments.pot2po)
    speed(arguments.pot2po, is_whole=arguments.whole)


if __name__ == "__main__":
    main()
