"""How often and how fast texts come out right in another script, side by side with other tools.

    python benchmarks/scripts.py                                  what is at hand
    python benchmarks/scripts.py --catalogs /usr/share/locale     Uzbek words of gettext catalogs
    python benchmarks/scripts.py --prose karakalpak.txt           Karakalpak prose in Cyrillic

The Declaration of Human Rights is read from the folder that POLYGLOT_TEST_DATA names.
Catalogs are installed `.mo` files, `uz` beside `uz@cyrillic`, aligned word by word;
pairs whose consonants or number of vowels differ are different words and left out.
ICU (PyICU), kaalin, UzTransliterator and turkicnlp are measured where they are installed.
Every figure is of one process on one core; speed counts CPU time.
"""

import argparse
import importlib
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import polib

from polyglot.languages.transliteration import convert

Way: TypeAlias = Callable[[str], str]
Pair: TypeAlias = tuple[str, str]
Ways: TypeAlias = Mapping[Pair, Way]

UZ, UZ_BACK = ("uz-Cyrl", "uz-Latn"), ("uz-Latn", "uz-Cyrl")
KAA, KAA_BACK = ("kaa-Cyrl", "kaa-Latn"), ("kaa-Latn", "kaa-Cyrl")
WORD = re.compile(r"[\u0400-\u052f]+")
APOSTROPHE = re.compile("['‘’ʻʼ`´]")
# What the consonants of both scripts have in common; vowels only count.
ROUGH = dict(zip("бвгғджзкқлмнпрстфхҳ", "bvggdjzkqlmnprstfhh", strict=True))
ROUGH |= {"ц": "s", "ч": "c", "ш": "c", "x": "h", "y": "", "й": "", "ъ": "", "ь": ""}
VOWELS = re.compile("[aeiouаеёиоуўэюя]")


# --- Tools --------------------------------------------------------------------------------------


def ours() -> Ways:
    """Return what polyglot does."""

    def way(source: str, target: str) -> Way:
        return lambda text: convert(text, source, target).text

    return {pair: way(*pair) for pair in (UZ, UZ_BACK, KAA, KAA_BACK)}


def icu() -> Ways:
    """Return ICU's rules, which are CLDR's."""
    make = _module("icu").Transliterator
    forward = make.createInstance("uz_Cyrl-uz_Latn")
    return {UZ: forward.transliterate, UZ_BACK: forward.createInverse().transliterate}


def kaalin() -> Ways:
    """Return the tables of kaalin."""
    module = _module("kaalin.converter")
    return {KAA: module.cyrillic2latin, KAA_BACK: module.latin2cyrillic}


def uztransliterator() -> Ways:
    """Return the tables and word lists of UzTransliterator."""
    tool = _module("UzTransliterator.UzTransliterator").UzTransliterator()
    return {
        UZ: lambda text: tool.transliterate(text, from_="cyr", to="lat"),
        UZ_BACK: lambda text: tool.transliterate(text, from_="lat", to="cyr"),
    }


def turkicnlp() -> Ways:
    """Return the tables of turkicnlp."""
    module = _module("turkicnlp.scripts.transliterator")
    script = _module("turkicnlp.scripts").Script
    made: dict[Pair, Way] = {}
    for code, there, back in (("uzb", UZ, UZ_BACK), ("kaa", KAA, KAA_BACK)):
        cyrillic, latin = script.CYRILLIC, script.LATIN
        made[there] = module.Transliterator(code, cyrillic, latin).transliterate
        made[back] = module.Transliterator(code, latin, cyrillic).transliterate
    return made


TOOLS: Mapping[str, Callable[[], Ways]] = {
    "polyglot": ours,
    "ICU": icu,
    "kaalin": kaalin,
    "UzTransliterator": uztransliterator,
    "turkicnlp": turkicnlp,
}


def _module(name: str) -> Any:
    return importlib.import_module(name)


# --- Data ---------------------------------------------------------------------------------------


def declaration() -> list[dict[str, str]]:
    """Return the paragraphs of the Declaration, each by tag."""
    folder = os.environ.get("POLYGLOT_TEST_DATA")
    if not folder:
        print("POLYGLOT_TEST_DATA is not set: without the Declaration of Human Rights")
        return []
    lines = Path(folder, "data", "udhr.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def catalog_words(folders: Sequence[Path]) -> list[Pair]:
    """Return the words of installed catalogs, Cyrillic and Latin, each pair once."""
    found: dict[Pair, None] = {}
    for folder in folders:
        for path in sorted(folder.glob("uz@cyrillic/LC_MESSAGES/*.mo")):
            other = folder / "uz" / "LC_MESSAGES" / path.name
            if other.is_file():
                found |= dict.fromkeys(_aligned(path, other))
    return list(found)


def _aligned(cyrillic: Path, latin: Path) -> Iterator[Pair]:
    texts = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.mofile(str(latin))}
    for entry in polib.mofile(str(cyrillic)):
        one = entry.msgstr.replace("_", "").split()
        other = texts.get((entry.msgctxt, entry.msgid), "").replace("_", "").split()
        for word, same in zip(one, other, strict=False) if len(one) == len(other) else ():
            pair = word.strip('.,:;!?()“”«»"…'), same.strip('.,:;!?()“”«»"…')
            is_word = WORD.fullmatch(pair[0]) and re.fullmatch("[A-Za-z'‘’ʻʼ`´]+", pair[1])
            if is_word and _rough(pair[0]) == _rough(pair[1]):
                yield pair


def _rough(word: str) -> tuple[str, int]:
    small = APOSTROPHE.sub("", word.lower())
    small = small.replace("ts", "s").replace("sh", "c").replace("ch", "c").replace("w", "v")
    consonants = "".join(ROUGH.get(letter, letter) for letter in VOWELS.sub("", small))
    return consonants, len(VOWELS.findall(small))


# --- Measures -----------------------------------------------------------------------------------


def accuracy(way: Way, pairs: Sequence[Pair]) -> float:
    """Return the share of words that come out as expected; all apostrophes count as one."""
    right = sum(_plain(way(word)) == _plain(expected) for word, expected in pairs)
    return right / len(pairs)


def _plain(word: str) -> str:
    return APOSTROPHE.sub("ʼ", word)


def speed(way: Way, text: str) -> float:
    """Return millions of characters a second of CPU time, at first sight."""
    start = time.process_time()
    for paragraph in text.split("\n"):
        way(paragraph)
    return len(text) / (time.process_time() - start) / 1e6


def there_and_back(ways: Ways, text: str) -> float:
    """Return the share of Karakalpak words of *text* that come back as they were, in context."""
    right = total = 0
    for paragraph in text.split("\n"):
        words = WORD.findall(paragraph)
        back = WORD.findall(ways[KAA_BACK](ways[KAA](paragraph)))
        if len(words) == len(back):
            total += len(words)
            right += sum(one == other for one, other in zip(words, back, strict=True))
        else:
            total += len(words)
            right += (Counter(words) & Counter(back)).total()
    return right / total


def measured(
    ways: Ways,
    words: Mapping[str, Sequence[Pair]],
    prose: Mapping[str, str],
    texts: Mapping[Pair, str],
) -> list[str]:
    """Return the cells of one row of the table."""
    cells: list[str] = []
    for pairs in words.values():
        swapped = [(latin, cyrillic) for cyrillic, latin in pairs]
        for pair, rows in ((UZ, pairs), (UZ_BACK, swapped)):
            cells.append(f"{accuracy(ways[pair], rows):.4f}" if pair in ways and rows else "–")
    cells += (
        f"{there_and_back(ways, text):.4f}" if KAA in ways else "–" for text in prose.values()
    )
    for pair, text in texts.items():
        cells.append(f"{speed(ways[pair], text):.1f}" if pair in ways and text else "–")
    return cells


def _table(
    words: Mapping[str, Sequence[Pair]], prose: Mapping[str, str], texts: Mapping[Pair, str]
) -> None:
    sizes = [f"{len(pairs)} pairs of words ({name})" for name, pairs in words.items()]
    sizes += [f"{len(WORD.findall(text))} words (kaa {name})" for name, text in prose.items()]
    print(", ".join(sizes), end="\n\n")
    columns = [f"uz {name} {way}" for name in words for way in ("Cyrl→Latn", "Latn→Cyrl")]
    columns += [f"kaa {name} there and back" for name in prose]
    columns += [f"{source}→{target}, M/s" for source, target in texts]
    print("| tool | " + " | ".join(columns) + " |")
    print("|---|" + "--:|" * len(columns))
    for name, make in TOOLS.items():
        try:
            cells = measured(make(), words, prose, texts)
        except ImportError as error:
            cells = [f"not installed: {error}"]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def _words(units: Sequence[Mapping[str, str]]) -> list[Pair]:
    found: list[Pair] = []
    for unit in units:
        one, other = unit["uz-Cyrl"].split(), unit["uz"].split()
        found += zip(one, other, strict=True) if len(one) == len(other) else ()
    return found


def main() -> None:
    """Measure every tool that is installed, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalogs", type=Path, nargs="*", default=[Path("/usr/share/locale")])
    parser.add_argument("--prose", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    units = declaration()
    both = [unit for unit in units if unit.get("uz") and unit.get("uz-Cyrl")]
    words = {"catalogs": catalog_words(asked.catalogs), "Declaration": _words(both)}
    prose = {"Declaration": "\n".join(unit["kaa"] for unit in units if unit.get("kaa"))}
    prose |= {path.stem: path.read_text("utf-8") for path in asked.prose}
    texts = {
        UZ: "\n".join(unit["uz-Cyrl"] for unit in both),
        UZ_BACK: "\n".join(unit["uz"] for unit in both),
        KAA: "\n".join(prose.values()),
    }
    _table(words, prose, texts)


if __name__ == "__main__":
    main()
