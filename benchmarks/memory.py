"""How fast and how surely the memory finds what is like a text, beside two other ways.

    .venv/bin/python benchmarks/memory.py                        10,000 and 100,000 segments
    .venv/bin/python benchmarks/memory.py --sizes 1000000        takes some ten minutes
    .venv/bin/python benchmarks/memory.py --text FOLDER          on text that people wrote
    .venv/bin/python benchmarks/memory.py --peers                translate-toolkit and rapidfuzz
    .venv/bin/python benchmarks/memory.py --articles 300         what sentence-wise reuse gives back

The text is invented, or made of the sentences in every `<language>_*.conllu` (Universal
Dependencies) and `*.txt` below FOLDER and of what POLYGLOT_TEST_DATA has; where a size asks for
more sentences than there are, others are made of their words, each followed by what followed it
somewhere (so they repeat far more than people do).
Of the queries 85 % are edited segments (words changed, left out and added, up to a quarter of
the characters) and 15 % are not in the memory at all. Times are CPU time of one process, the
least of several rounds. A look-up is all that `Memory.matches` does for one text.
Recall is against every segment compared: how often the likeness of the best match is the same.
"""

import argparse
import json
import os
import random
import re
import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from time import process_time

from polyglot.memory import Memory, Pair, Wanted
from polyglot.memory.folding import fold
from polyglot.similarity import closest

LEAST = 0.75
ROUNDS = 3
IN_ARTICLE = 40
SAVED = 100 * IN_ARTICLE
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_TEXT = re.compile(r"# text = (.*)")


@dataclass(frozen=True, slots=True)
class Job:
    """One measurement: *name* of the corpus, how many segments and queries, and what beside."""

    name: str
    language: str
    folder: str
    size: int
    queries: int
    has_peers: bool


# --- Corpora --------------------------------------------------------------------------------------


def invented(random_: random.Random) -> Iterator[str]:
    """Yield sentences of invented words, a few of them frequent, as in any language."""
    words = ["".join(random_.choices(SYLLABLES, k=random_.randint(1, 4))) for _ in range(40_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    sums: list[float] = []
    for weight in weights:
        sums.append(weight + (sums[-1] if sums else 0))
    while True:
        count = max(4, round(random_.gauss(30, 9)))
        found = random_.choices(words, cum_weights=sums, k=count)
        if random_.random() < 0.3:
            found.insert(3, str(random_.randint(2, 2000)))
        yield " ".join(found).capitalize() + "."


def written(folder: str, language: str, random_: random.Random) -> Iterator[str]:
    """Yield the sentences that people wrote, then sentences made of their words."""
    texts = list(dict.fromkeys(_sentences(Path(folder), language)))
    if not texts:
        sys.exit(f"no text in {language} below {folder}")
    random_.shuffle(texts)
    print(f"{len(texts)} sentences in {language} that people wrote")
    yield from texts
    followers: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        words = ["", *text.split(), ""]
        for one, other in pairwise(words):
            followers[one].append(other)
    while True:
        found: list[str] = []
        word = random_.choice(followers[""])
        while word and len(found) < 60:
            found.append(word)
            word = random_.choice(followers[word])
        yield " ".join(found)


def _sentences(folder: Path, language: str) -> Iterator[str]:
    for path in sorted(folder.rglob(f"{language}_*.conllu")):
        yield from _TEXT.findall(path.read_text(encoding="utf-8"))
    for path in sorted(folder.rglob("*.txt")):
        yield from (line for line in path.read_text(encoding="utf-8").split("\n") if line)
    data = os.environ.get("POLYGLOT_TEST_DATA")
    declaration = Path(data or "", "data", "udhr.jsonl")
    if data and declaration.exists():
        for line in declaration.read_text(encoding="utf-8").splitlines():
            if text := json.loads(line).get(language):
                yield str(text)


def edited(text: str, other: str, random_: random.Random) -> str:
    """Return *text* with up to a fifth of its words changed, left out, or added from *other*."""
    words, strange = text.split(), other.split()
    for _ in range(random_.randint(1, max(1, len(words) // 5))):
        place = random_.randrange(len(words))
        kind = random_.random()
        if kind < 0.5:
            words[place] = random_.choice(strange)
        elif kind < 0.75 and len(words) > 2:
            del words[place]
        else:
            words.insert(place, random_.choice(strange))
    return " ".join(words)


def corpus(job: Job) -> tuple[list[str], list[str]]:
    """Return the segments and the queries of a measurement, the same ones every time."""
    dice = random.Random(20_240_301)
    source = written(job.folder, job.language, dice) if job.folder else invented(dice)
    unseen = job.queries * 15 // 100
    texts: dict[str, None] = {}
    while len(texts) < job.size + unseen:
        texts[next(source)] = None
    segments = list(texts)
    strange = segments[job.size :]
    del segments[job.size :]
    known = dice.sample(segments, min(job.queries - unseen, len(segments)))
    queries = [edited(text, dice.choice(segments), dice) for text in known]
    return segments, [*queries, *strange]


# --- Measuring ------------------------------------------------------------------------------------


def measure(job: Job) -> None:
    """Fill a memory, ask it, and print a row."""
    segments, queries = corpus(job)
    with tempfile.TemporaryDirectory(prefix="polyglot-memory-") as folder:
        path = Path(folder, "memory.sqlite")
        before = process_time()
        with Memory.open(path) as memory:
            for start in range(0, len(segments), IN_ARTICLE):
                memory.replace(
                    f"news/{start:08}", _pairs(segments[start : start + IN_ARTICLE], job)
                )
                if not start % SAVED:
                    memory.save()  # as a run does: what is not saved waits in memory
        stored = process_time() - before
        with Memory.open(path) as memory:
            before = process_time()
            memory.matches("ru", job.language, [Wanted("x")])
            built = process_time() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        pairs, index = path.stat().st_size, _size(path.with_suffix(".index"))
        with Memory.open(path) as memory:
            memory.matches("ru", job.language, [Wanted("x")])
            rate, _ = _rounds(queries, lambda text: _best(memory, text, job.language, most=1))
            # Of what is alike, one without wrong numbers is better than the likest.
            found = [_best(memory, text, job.language, most=20) for text in queries]
        rare, often = _searched(path, segments)
    mean = sum(map(len, segments)) / len(segments)
    recall, wanted = _recall(segments, queries, found)
    print(
        f"{job.name}, {job.size:,} segments of {mean:.0f} characters: {rate:,.0f} look-ups/s, "
        f"recall {recall:.4f} of {wanted}; stored in {stored:.1f} s, index in {built:.1f} s, "
        f"peak {peak:,.0f} MB; pairs {pairs / 1e6:,.0f} MB, index {index / 1e6:,.0f} MB; "
        f"words in {rare * 1000:,.0f} ms, frequent ones in {often * 1000:,.0f} ms",
        flush=True,
    )
    if job.has_peers:
        _peers(segments, queries, found)


def _searched(path: Path, segments: Sequence[str]) -> tuple[float, float]:
    """Return in what time words are found that stand in few texts, and those of every second."""
    long = (found for text in segments[len(segments) // 2 :] if len(found := text.split()) > 7)
    rare = " ".join(next(long)[2:5]).upper()
    spent: dict[str, float] = {}
    with Memory.read(path) as memory:
        for words in (rare, "an"):
            times: list[float] = []
            for _ in range(ROUNDS):
                before = process_time()
                hits = memory.search(words, most=101)
                times.append(process_time() - before)
                if not hits:
                    sys.exit(f"{words} was not found")
            spent[words] = min(times)
    return spent[rare], spent["an"]


def _pairs(segments: Sequence[str], job: Job) -> list[Pair]:
    return [Pair("ru", job.language, None, text, text[::-1], "approved") for text in segments]


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _best(memory: Memory, text: str, language: str, *, most: int) -> float:
    [matches] = memory.matches("ru", language, [Wanted(text)], least=LEAST, most=most)
    return max((match.likeness for match in matches), default=0.0)


def _rounds(
    queries: Sequence[str], look: Callable[[str], float], rounds: int = ROUNDS
) -> tuple[float, list[float]]:
    """Return the look-ups a second of the best round, and what they found."""
    least, found = float("inf"), [0.0]
    for _ in range(rounds):
        before = process_time()
        found = [look(query) for query in queries]
        least = min(least, process_time() - before)
    return len(queries) / least, found


def _recall(
    segments: Sequence[str], queries: Sequence[str], found: Sequence[float]
) -> tuple[float, int]:
    """Compare every segment of a possible length; return how often the best was found, of what."""
    folded = sorted((fold(text) for text in segments), key=len)
    lengths = [len(text) for text in folded]
    wanted = right = 0
    for query, likeness in zip(queries, found, strict=True):
        if best := _exhaustive(fold(query), folded, lengths):
            wanted += 1
            right += abs(best - likeness) < 1e-9
    return (right / wanted if wanted else 1.0), wanted


def _exhaustive(query: str, folded: Sequence[str], lengths: Sequence[int]) -> float:
    from bisect import bisect_left

    first = bisect_left(lengths, int(len(query) * LEAST))
    last = bisect_left(lengths, int(len(query) / LEAST) + 1)
    close = closest(query, folded[first:last], least=LEAST)
    return close[0][0] if close else 0.0


def _peers(segments: Sequence[str], queries: Sequence[str], found: Sequence[float]) -> None:
    """Ask the others for as many queries as a minute allows."""
    some = [*queries[:20], *queries[-4:]]
    ours = [*found[:20], *found[-4:]]
    rate, _ = _rounds(
        some, lambda text: max([s for s, _ in closest(text, segments, least=LEAST)], default=0.0), 2
    )
    print(f"  rapidfuzz, every segment: {rate:,.1f} look-ups/s")
    folded = sorted(segments, key=len)
    lengths = [len(text) for text in folded]
    rate, _ = _rounds(some, lambda text: _exhaustive(text, folded, lengths), 2)
    print(f"  rapidfuzz, every segment of a possible length: {rate:,.1f} look-ups/s")
    match, po = import_module("translate.search.match"), import_module("translate.storage.po")
    store = po.pofile()
    for text in segments:
        unit = po.pounit(text)
        unit.target = text[::-1]
        store.addunit(unit)
    before = process_time()
    matcher = match.matcher(store, max_candidates=1, min_similarity=75, max_length=10_000)
    built = process_time() - before
    rate, theirs = _rounds(some, lambda text: float(len(matcher.matches(text)) > 0), 1)
    print(
        f"  translate-toolkit: {rate:,.1f} look-ups/s, {sum(theirs):.0f} of {len(some)} answered "
        f"(ours {sum(score > 0 for score in ours)}), built in {built:.1f} s",
        flush=True,
    )


# --- Sentences ------------------------------------------------------------------------------------

_CIPHER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "уыцдафжхэклмнопщрстивгшйюз")


def translated(text: str) -> str:
    """Return *text* in letters that are not its own; names, numbers and marks stay."""
    first, *words = text.split(" ")
    return " ".join((first.lower().translate(_CIPHER).capitalize(), *map(_translated, words)))


def _translated(word: str) -> str:
    return word if word[:1].isupper() else word.translate(_CIPHER)


def reuse(articles: int, folder: str, language: str) -> None:
    """Change a tenth of the sentences of articles, and count which of the others come back."""
    dice = random.Random(7)
    source = written(folder, language, dice) if folder else invented(dice)
    usable = (text for text in source if text[-1] == "." and text[:1].isupper())
    paragraphs = [[next(usable) for _ in range(dice.randint(2, 5))] for _ in range(articles * 8)]
    answers = {text: translated(text) for paragraph in paragraphs for text in paragraph}
    with tempfile.TemporaryDirectory(prefix="polyglot-memory-") as place:
        with Memory.open(Path(place, "memory.sqlite")) as memory:
            for number in range(articles):
                memory.replace(
                    f"a{number:06}",
                    [
                        Pair(
                            "ru",
                            language,
                            None,
                            " ".join(p),
                            " ".join(answers[t] for t in p),
                            "approved",
                        )
                        for p in paragraphs[number * 8 : number * 8 + 8]
                    ],
                )
        with Memory.open(Path(place, "memory.sqlite")) as memory:
            memory.compose("ru", language, "x")
            unchanged = back = right = 0
            before = process_time()
            for paragraph in paragraphs:
                new = [
                    edited(t, dice.choice(paragraphs)[0], dice) if dice.random() < 0.1 else t
                    for t in paragraph
                ]
                kept = {t for t in new if t in answers}
                unchanged += len(kept)
                for part in memory.compose("ru", language, " ".join(new)).parts:
                    if part.source in kept and part.target:
                        back += 1
                        right += part.target == answers[part.source]
            spent = process_time() - before
    print(
        f"{articles} articles, a tenth of the sentences changed: of {unchanged} unchanged ones "
        f"{back / unchanged:.1%} came back, {right / back:.2%} of them with the right translation; "
        f"{len(paragraphs) / spent:,.0f} paragraphs/s"
    )


def main() -> None:
    """Measure what was asked for, each size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--text", default="", help="a folder with text that people wrote")
    parser.add_argument("--language", default="en")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--articles", type=int, default=0)
    asked = parser.parse_args()
    name = f"written ({asked.language})" if asked.text else "invented"
    if asked.articles:
        reuse(asked.articles, asked.text, asked.language)
        return
    for size in asked.sizes:
        job = Job(name, asked.language, asked.text, size, asked.queries, asked.peers)
        process = get_context("spawn").Process(target=measure, args=(job,))
        process.start()
        process.join()
        if process.exitcode:
            sys.exit(process.exitcode)


if __name__ == "__main__":
    main()
