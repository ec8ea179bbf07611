"""How well and how fast sentences are cut: polyglot beside sentencex and pysbd.

    .venv/bin/python benchmarks/sentences.py --treebanks FOLDER

The data are the Pragmatic Segmenter's rules under POLYGLOT_TEST_DATA, our own case files,
and every `<language>_*.conllu` below FOLDER (Universal Dependencies; not in this repository).
A treebank's sentences are joined to the paragraphs it marks, or to tens where it marks none.
A boundary is right if as many letters stand before it as the data say;
where a paragraph ends is not counted, because nobody can miss it.
The other two are used where they are installed: pip install sentencex pysbd.
"""

import argparse
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import process_time

from polyglot.segmentation import split

ROOT = Path(__file__).parent.parent
TOGETHER = 10
SPEED_OF = 1_000_000

Cut = Callable[[str, str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, and after how many visible characters its sentences end."""

    text: str
    ends: frozenset[int]


@dataclass(frozen=True, slots=True)
class Score:
    """What one tool got right of a data set."""

    right: int
    drawn: int
    wanted: int
    whole: int
    texts: int

    def row(self) -> str:
        """Return precision, recall, F1 and the share of texts without any mistake."""
        precision = self.right / self.drawn if self.drawn else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return f"{precision:.3f} | {recall:.3f} | {f1:.3f} | {self.whole} of {self.texts}"


def main() -> None:
    """Print one table of accuracy and one of speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    parser.add_argument("--treebanks", type=Path, help="a folder with .conllu files")
    parser.add_argument("--mistakes", action="store_true", help="print ours, too")
    options = parser.parse_args()
    tools = dict(_tools())
    sets = list(_data(options.treebanks))
    print("| data | tool | precision | recall | F1 | without a mistake |")
    print("|---|---|---|---|---|---|")
    for name, language, texts in sets:
        for tool, cut in tools.items():
            row = _accuracy(cut, language, texts)
            print(f"| {name} | {tool} | {row} |", flush=True)
    if options.mistakes:
        _mistakes(sets)
    print("\n| language | tool | million characters a second |\n|---|---|---|")
    for language, strings in _longest(sets).items():
        for tool, cut in tools.items():
            print(f"| {language} | {tool} | {_speed(cut, language, strings)} |", flush=True)


class _Raw(argparse.RawDescriptionHelpFormatter):
    """Leaves the lines of our docstring where they are."""


# --- Tools ----------------------------------------------------------------------------------------


def _tools() -> Iterator[tuple[str, Cut]]:
    yield "polyglot", lambda text, language: [sentence for sentence, _ in split(text, language)]
    for name, make in (("sentencex", _sentencex), ("pysbd", _pysbd)):
        try:
            yield name, make()
        except ImportError:
            print(f"{name} is not installed: pip install {name}", file=sys.stderr)


def _sentencex() -> Cut:
    segment = import_module("sentencex").segment
    return lambda text, language: list(segment(language, text))


def _pysbd() -> Cut:
    module = import_module("pysbd")
    made: dict[str, Cut] = {}

    def cut(text: str, language: str) -> Iterable[str]:
        if language not in made:
            segmenter = module.Segmenter(language=language, clean=False)
            made[language] = lambda text, _language: list(segmenter.segment(text))
        return made[language](text, language)

    return cut


# --- Data -----------------------------------------------------------------------------------------


def _data(treebanks: Path | None) -> Iterator[tuple[str, str, list[Text]]]:
    folder = os.environ.get("POLYGLOT_TEST_DATA")
    if folder:
        for path in sorted(Path(folder, "data", "sentences").glob("*.jsonl")):
            yield path.stem, path.stem.rpartition("-")[2], list(_rules(path))
    else:
        print("POLYGLOT_TEST_DATA is not set: no public rules", file=sys.stderr)
    for path in sorted((ROOT / "tests" / "cases").glob("sentences-*.md")):
        yield path.stem, path.stem.partition("-")[2], list(_cases(path))
    if treebanks is None:
        print("--treebanks names no folder: no treebanks", file=sys.stderr)
        return
    for path in sorted(treebanks.rglob("*.conllu")):
        if path.stat().st_size:
            yield path.stem, path.stem.partition("_")[0], list(_treebank(path))


def _rules(path: Path) -> Iterator[Text]:
    for line in path.read_text("utf-8").splitlines():
        case = json.loads(line)
        yield Text(case["text"], _inner(case["text"], case["sentences"]))


def _cases(path: Path) -> Iterator[Text]:
    for line in re.findall(r"^- (.*)$", path.read_text("utf-8"), flags=re.MULTILINE):
        text = line.replace(" | ", " ")
        yield Text(text, _inner(text, line.split(" | ")))


def _treebank(path: Path) -> Iterator[Text]:
    blocks = path.read_text("utf-8").strip().split("\n\n")
    is_marked = any("# newpar" in block or "# newdoc" in block for block in blocks)
    together: list[tuple[str, str]] = []
    for block in blocks:
        is_new = "# newpar" in block or "# newdoc" in block
        if together and (is_new if is_marked else len(together) == TOGETHER):
            yield _joined(together)
            together = []
        found = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        if found:
            glue = "" if "SpaceAfter=No" in block.rpartition("\n")[2] else " "
            together.append((found[1].strip(), glue))
    if together:
        yield _joined(together)


def _joined(sentences: list[tuple[str, str]]) -> Text:
    text = "".join(sentence + glue for sentence, glue in sentences).strip()
    return Text(text, _inner(text, [sentence for sentence, _ in sentences]))


def _inner(text: str, sentences: Iterable[str]) -> frozenset[int]:
    """Return after how many visible characters of *text* its *sentences* end, but the last."""
    ends: set[int] = set()
    seen = 0
    for sentence in sentences:
        seen += len("".join(sentence.split()))
        ends.add(seen)
    return frozenset(ends - {0, len("".join(text.split()))})


# --- Figures --------------------------------------------------------------------------------------


def _accuracy(cut: Cut, language: str, texts: list[Text]) -> str:
    counts: defaultdict[str, int] = defaultdict(int)
    for text in texts:
        try:
            ends = _inner(text.text, cut(text.text, language))
        except (ValueError, KeyError, IndexError, re.error) as error:
            return f"does not know {language} ({type(error).__name__}) | | |"
        counts["right"] += len(ends & text.ends)
        counts["drawn"] += len(ends)
        counts["wanted"] += len(text.ends)
        counts["whole"] += ends == text.ends
    score = Score(counts["right"], counts["drawn"], counts["wanted"], counts["whole"], len(texts))
    return score.row()


def _mistakes(sets: Iterable[tuple[str, str, list[Text]]]) -> None:
    for name, language, texts in sets:
        for text in texts:
            found = _inner(text.text, [sentence for sentence, _ in split(text.text, language)])
            for end in sorted(found ^ text.ends):
                kind = "too many" if end in found else "missed"
                print(f"{name}\t{kind}\t{_around(text.text, end)}")


def _around(text: str, end: int) -> str:
    places = [place for place, letter in enumerate(text) if not letter.isspace()]
    place = places[end - 1] + 1
    shown = f"{text[max(0, place - 50) : place]} ¦ {text[place : place + 40]}"
    return shown.replace("\n", "⏎")


def _longest(sets: Iterable[tuple[str, str, list[Text]]]) -> dict[str, list[str]]:
    """Return for each language the texts of its longest data set."""
    found: dict[str, list[str]] = {}
    for _name, language, texts in sets:
        strings = [text.text for text in texts]
        if sum(map(len, strings)) > sum(map(len, found.get(language, []))):
            found[language] = strings
    return found


def _speed(cut: Cut, language: str, texts: list[str]) -> str:
    """Return millions of characters cut in a second, over a million characters or five seconds."""
    done = 0
    started = process_time()
    try:
        while done < SPEED_OF and process_time() - started < 5:
            for text in texts:
                cut(text, language)
                done += len(text)
    except (ValueError, KeyError, IndexError, re.error):
        return "–"
    return f"{done / (process_time() - started) / 1e6:.2f}"


if __name__ == "__main__":
    main()
