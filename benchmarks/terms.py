"""How fast terms are found, how many of their forms, and how often another word is taken for one.

    python benchmarks/terms.py                          speed
    python benchmarks/terms.py --treebanks FOLDER       recall and false matches as well
    python benchmarks/terms.py --checks                 only what checks of translations cost

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

from polyglot import checks
from polyglot.checks.terms import checks_of
from polyglot.languages import load
from polyglot.languages.casing import fold
from polyglot.model import Catalog, Message
from polyglot.plugins import Check
from polyglot.providers import Name, Roster
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
        words = words_of(texts)
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


# --- Checks ---------------------------------------------------------------------------------------


def listed(english: Sequence[str], words: Sequence[str], tag: str, had: int) -> Glossary:
    """Return 200 terms and 200 names in two languages, of which *had* are words of the texts."""
    dice = random.Random(1)

    def word(known: Sequence[str], number: int) -> str:
        tail = "".join(dice.choice(known)[:3] for _ in range(2)) if number >= had else ""
        return dice.choice(known) + tail

    def entry(number: int) -> Entry:
        one, other = word(english, number), word(words, number)
        if number % 2:
            one, other = one.capitalize(), other.capitalize()
        forms = (Form(one, "en-Latn"), Form(other, tag))
        return Entry(one, "place" if number % 2 else "term", forms)

    return Glossary(tuple(entry(number) for number in range(400)))


def protected(words: Sequence[str]) -> tuple[Name, ...]:
    """Return 200 made-up names of two words each."""
    dice = random.Random(1)
    return tuple(
        Name(number, f"{dice.choice(words).title()}ov {dice.choice(words).title()}ova")
        for number in range(1, 201)
    )


def words_of(texts: Sequence[str]) -> list[str]:
    """Return the longer words of *texts*."""
    return [word for text in texts for word in text.split() if word.isalpha() and len(word) > 4]


def cost(checked: Sequence[Check], messages: Sequence[Message], language: str) -> tuple[float, int]:
    """Return microseconds for a message whose texts were not seen before, and the findings."""
    catalog = Catalog(language, tuple(messages))
    start = time.process_time()
    found = checks.check(
        catalog,
        source_language="en",
        language=language,
        path="a.po",
        waived=lambda _message: frozenset(),
        checks=checked,
    )
    return (time.process_time() - start) / len(messages) * 1e6, len(found)


def checking() -> None:
    """Print what a message costs without lists, and with each of them."""
    print("| language | without, µs | none had, µs | some had, µs | findings | protected, µs |")
    print("|---|--:|--:|--:|--:|--:|")
    english = declaration("en")
    for tag in ("ru", "kk", "uz"):
        pairs = list(zip(english, declaration(tag), strict=False))
        messages = [Message(one, target=other, line=1) for one, other in pairs]
        long = [words_of([one for one, _ in pairs]), words_of([other for _, other in pairs])]
        row = [cost(checks.CHECKS, messages, tag)[0]]
        findings = 0
        for had in (0, 60):
            glossary = listed(long[0], long[1], load(tag).tag, had)
            glossary.find("", "en")
            lists = checks_of(glossary, is_hidden=lambda _entry: False, protected=None)
            spent, findings = cost(lists, messages, tag)
            row.append(spent)
        roster = Roster(protected(long[1])).find
        watch = checks_of(Glossary(()), is_hidden=lambda _entry: False, protected=roster)
        safe, _ = cost(watch, messages, tag)
        told = " | ".join(f"{number:.0f}" for number in row)
        print(f"| {tag} | {told} | {findings} of {len(messages)} | {safe:.0f} |", flush=True)


def main() -> None:
    """Measure speed, and what treebanks say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", type=Path)
    parser.add_argument("--checks", action="store_true")
    asked = parser.parse_args()
    if asked.checks:
        checking()
        return
    speeds()
    if asked.treebanks:
        treebanks(asked.treebanks)


if __name__ == "__main__":
    main()
