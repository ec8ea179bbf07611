"""How fast terms are found, how many of their forms, and how often another word is taken for one.

    python benchmarks/terms.py                          speed
    python benchmarks/terms.py --treebanks FOLDER       recall and false matches as well

The Declaration of Human Rights is read from the folder that POLYGLOT_TEST_DATA names.
Fifty terms are words that it has, the others are made up: what costs is the match, not the term.
Treebanks are CoNLL-U files of Universal Dependencies, named by language (`kk_ktb-ud-test.conllu`):
every noun and name of three letters and more is a term in the form of its lemma.
*Recall* is the share of inflected nouns and names, as they stand in the text, that are found as a
form of their lemma. A *false pair* is a word that is found as a form of a term
which the treebank nowhere calls its lemma, of all pairs of a word and a term.
Annotation differs, and homographs are counted as false.
Every figure is of one process on one core; speed counts CPU time.
"""

import argparse
import json
import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from polyglot.languages import load
from polyglot.languages.casing import fold
from polyglot.terms import Entry, Form, Glossary, paradigms

LANGUAGES = ("en", "ru", "kk", "kaa-Cyrl", "uz", "uz-Cyrl")
SIZES = (10, 100, 1_000, 10_000)
HAD = 50
CHARACTERS = 1_000_000
LEAST_LETTERS = 3


def declaration(tag: str) -> list[str]:
    """Return the paragraphs of the Declaration in *tag*."""
    folder = os.environ.get("POLYGLOT_TEST_DATA")
    if not folder:
        raise SystemExit("POLYGLOT_TEST_DATA is not set: without the Declaration of Human Rights")
    lines = Path(folder, "data", "udhr.jsonl").read_text("utf-8").splitlines()
    name = {"kaa-Cyrl": "kaa"}.get(tag, tag)
    return [text for line in lines if (text := json.loads(line).get(name))]


def made_up(words: Sequence[str], count: int, tag: str) -> Glossary:
    """Return *count* terms: some words of the text, the others made up of pieces of its words.

    One in five has two words.
    """
    dice = random.Random(1)
    terms = list(dict.fromkeys(words))[: min(HAD, count)]
    while len(terms) < count:
        pieces = (
            word[at : at + 3] for word in dice.sample(words, 3) for at in (dice.randrange(3),)
        )
        made = "".join(pieces)
        terms.append(f"{dice.choice(words)} {made}" if dice.random() < 0.2 else made)
    return Glossary(tuple(Entry(term, "term", (Form(term, tag),)) for term in terms))


def speed(glossary: Glossary, texts: Sequence[str], language: str) -> tuple[float, int]:
    """Return millions of characters a second, and how many matches there were."""
    start = time.process_time()
    found = sum(len(glossary.find(text, language)) for text in texts)
    seconds = time.process_time() - start
    return sum(map(len, texts)) / seconds / 1e6, found


def speeds() -> None:
    """Print how fast texts are searched, for each language and number of terms."""
    columns = ("language", "terms", "to build, s", "first text, M/s", "a million, M/s", "matches")
    print("| " + " | ".join(columns) + " |")
    print("|---|--:|--:|--:|--:|--:|")
    for tag in LANGUAGES:
        texts = declaration(tag)
        words = [
            word for text in texts for word in text.split() if word.isalpha() and len(word) > 4
        ]
        many = texts * (CHARACTERS // sum(map(len, texts)) + 1)
        for size in SIZES:
            glossary = made_up(words, size, load(tag).tag)
            start = time.process_time()
            glossary.find("", tag)
            built = time.process_time() - start
            first, _ = speed(glossary, texts, tag)
            again, found = speed(glossary, many, tag)
            print(
                f"| {tag} | {size} | {built:.2f} | {first:.2f} | {again:.1f} | {found} |",
                flush=True,
            )


# --- Treebanks ------------------------------------------------------------------------------------


def rows(paths: Sequence[Path]) -> Iterator[tuple[str, str, str]]:
    """Yield form, lemma and part of speech of each word of letters."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                form, lemma, part = cells[1:4]
                if form.isalpha() and lemma.isalpha():
                    yield form, lemma, part


def judge(code: str, paths: Sequence[Path]) -> tuple[int, int, float, float]:
    """Return the number of terms, of inflected words, recall, and the share of false pairs."""
    tag = load(code).tag
    nouns: Counter[tuple[str, str]] = Counter()
    lemmas_of: dict[str, set[str]] = defaultdict(set)
    terms: dict[str, None] = {}
    for form, lemma, part in rows(paths):
        small = fold(form, tag)
        lemmas_of[small].add(fold(lemma, tag))
        if part in ("NOUN", "PROPN") and len(lemma) >= LEAST_LETTERS:
            terms[fold(lemma, tag)] = None
            if small != fold(lemma, tag):
                nouns[form, fold(lemma, tag)] += 1
    glossary = Glossary(tuple(Entry(term, "term", (Form(term, tag),)) for term in sorted(terms)))

    def found(word: str) -> set[str]:
        return {match.entry.name for match in glossary.find(word, code)}

    right = sum(count for (form, lemma), count in nouns.items() if lemma in found(form))
    wrong = sum(len(found(word) - lemmas) for word, lemmas in lemmas_of.items())
    total = sum(nouns.values())
    return len(terms), total, right / total, wrong / (len(lemmas_of) * len(terms))


def treebanks(folder: Path) -> None:
    """Print recall and false pairs for each language that *folder* has a treebank of."""
    print("\n| language | terms | inflected words | recall | false pairs |")
    print("|---|--:|--:|--:|--:|")
    for code in ("kk", "uz", "ru", "ky"):
        paths = sorted(folder.glob(f"{code}_*.conllu"))
        for name, is_off in (
            (("rules", True), ("dictionary", False)) if code == "ru" else (("", False),)
        ):
            if not paths:
                continue
            if is_off:
                paradigms._DICTIONARIES, kept = {}, paradigms._DICTIONARIES  # noqa: SLF001
            terms, total, recall, wrong = judge(code, paths)
            if is_off:
                paradigms._DICTIONARIES = kept  # noqa: SLF001
            print(f"| {code} {name} | {terms} | {total} | {recall:.4f} | {wrong:.6f} |", flush=True)


def main() -> None:
    """Measure speed, and what treebanks say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", type=Path)
    asked = parser.parse_args()
    speeds()
    if asked.treebanks:
        treebanks(asked.treebanks)


if __name__ == "__main__":
    main()
