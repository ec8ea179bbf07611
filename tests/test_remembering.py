"""What the memory gives to an article's empty messages on its journey."""

import random
import re
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import pytest

from loopback import Engine, installed, letters
from polyglot.plugins import Reply
from workspaces import Press, found, press, twin

FIVE = "Police held five people in the town of Muynak on Monday, a lawyer said."
SIX = "Police held six people in the town of Muynak on Monday, a lawyer said."
FIVE_RU = "В понедельник в городе Мойнак полиция задержала пять человек, сообщил адвокат."
PARAGRAPH = "The court rose at noon. Nobody was told why. The hearing goes on in May."
PARAGRAPH_RU = "Суд закончил в полдень. Никому не сказали почему. Слушание продолжится в мае."


@pytest.fixture
def desk(tmp_path: Path) -> Press:
    """Make a workspace whose one article a person translated into Russian."""
    made = press(tmp_path, languages="en ru", articles="")
    write(made, "old", FIVE, PARAGRAPH)
    made.done("extract")
    made.type("old", "ru", {"old": "старое", FIVE: FIVE_RU, "The court": PARAGRAPH_RU})
    made.done("extract", "--by", "Aygul")
    return made


def write(made: Press, name: str, *paragraphs: str) -> None:
    """Write an article with a title of its own."""
    made.write(f"content/{name}.md", f"---\ntitle: {name}\n---\n\n" + "\n\n".join(paragraphs))


def test_a_text_that_is_alike_is_a_draft_with_a_hint(desk: Press) -> None:
    """The hint says how alike, which article, and what differs; the draft is no finished text."""
    write(desk, "new", SIX)

    desk.done("translate")

    entry = desk.entry("new", "ru", "Police")
    assert (entry.msgstr, entry.fuzzy) == (FIVE_RU, True)
    assert entry.tcomment.splitlines() == [
        'polyglot: memory 84 %, old (numbers left): "five" here "six"',
        "draft from memory, not checked",
    ]
    assert desk.board("new")["ru"]["translated"] == 0


def test_a_hint_quotes_what_is_written_and_tells_numbers_first(desk: Press) -> None:
    """Of many differences three are told; a wrong figure is the worst to be left out."""
    rest = "They are in the same prison as before, a lawyer said, and want to see a judge."
    old = f"In the town police of the north held some people there, for 5% of a sum. {rest}"
    new = f"In the city guards of the south held some people here, for half of a sum. {rest}"
    write(desk, "old", old)
    desk.type("old", "ru", {})
    desk.done("extract")
    desk.type("old", "ru", {"In the town": "В городе просили пятую часть, 5%."})
    desk.done("extract", "--by", "Aygul")
    write(desk, "new", new)

    desk.done("translate")

    hint = desk.entry("new", "ru", "In the city").tcomment.splitlines()[0]
    assert re.match(
        r'polyglot: memory \d\d %, old \(numbers left\): "5%" here "half"; "town" here', hint
    )
    assert hint.endswith("; …")


def test_what_is_secret_is_offered_to_no_other_article(desk: Press) -> None:
    """Neither its translation nor the words that a hint would quote stand in others' files."""
    desk.swap("content/old.md", "title: old", "title: old\nprivacy: secret")
    write(desk, "new", SIX, FIVE)

    desk.done("translate")

    assert desk.entry("new", "ru", "Police").msgstr == ""
    assert "five" not in desk.text("locales/ru/LC_MESSAGES/new.po").replace(FIVE, "")


def test_the_hint_stays_until_the_draft_is_none(desk: Press) -> None:
    """It is no news to later runs, and goes with the mark."""
    write(desk, "new", SIX)
    desk.done("translate")
    before = desk.files("locales")
    desk.done("translate")
    desk.done("run")

    assert desk.files("locales") == before

    desk.type("new", "ru", {"Police": FIVE_RU.replace("пять", "шесть")})
    desk.done("run", "--by", "Dana")

    assert desk.entry("new", "ru", "Police").tcomment == ""


def test_a_paragraph_is_put_together_from_sentences(desk: Press) -> None:
    """Sentences of a paragraph that people translated come back in another order."""
    write(desk, "new", "Nobody was told why. The court rose at noon.")

    desk.done("translate")

    entry = desk.entry("new", "ru", "Nobody")
    assert entry.msgstr == "Никому не сказали почему. Суд закончил в полдень."
    assert entry.tcomment.splitlines()[0] == "polyglot: memory, 2 of old"


NEW = "A judge from Nukus will replace the one who fell ill."


def test_a_sentence_that_nobody_knows_stays_in_the_original(desk: Press) -> None:
    """It cannot be overlooked there, and the hint names it."""
    write(desk, "new", f"The court rose at noon. Nobody was told why. {NEW}")

    desk.done("translate")

    entry = desk.entry("new", "ru", "The court")
    assert entry.msgstr == f"Суд закончил в полдень. Никому не сказали почему. {NEW}"
    assert entry.fuzzy
    assert entry.tcomment.splitlines()[0] == (
        f'polyglot: memory, 2 of old; in the original: "{NEW[:39]}…"'
    )


def test_an_engine_gets_only_the_sentences_that_memory_does_not_know(desk: Press) -> None:
    """The whole is a machine's draft then, whoever wrote its other sentences."""
    write(desk, "new", f"The court rose at noon. Nobody was told why. {NEW}")

    desk.done("translate", "--provider", "pseudo")

    entry = desk.entry("new", "ru", "The court")
    assert entry.msgstr.startswith("Суд закончил в полдень. Никому не сказали почему. [")
    assert entry.tcomment.splitlines()[1] == "machine draft (memory+pseudo), not checked"
    assert desk.board("new")["ru"]["machine_drafts"] == 2
    line = next(one for one in desk.ledger("new") if one["target"] == entry.msgstr)
    assert (line["by"], line["kind"]) == ("memory+pseudo", "machine")


HALF = f"The court rose at noon. Nobody was told why. {NEW}"


def test_an_engine_that_is_named_later_fills_what_memory_did_not_know(desk: Press) -> None:
    """A draft in which a sentence stands in the original is as good as an empty paragraph."""
    write(desk, "new", HALF)
    desk.done("translate")
    assert desk.entry("new", "ru", "The court").msgstr.endswith(NEW)

    told = desk.done("run", "--provider", "pseudo", "--drafts")
    again = desk.files("locales")
    desk.done("run", "--provider", "pseudo", "--drafts")

    entry = desk.entry("new", "ru", "The court")
    assert entry.msgstr.startswith("Суд закончил в полдень. Никому не сказали почему. [")
    assert entry.fuzzy
    assert "1 from memory+pseudo" in told.err
    assert desk.files("locales") == again


@pytest.mark.parametrize("how", ["edited", "accepted", "rejected"])
def test_a_draft_with_gaps_that_a_person_touched_is_left_alone(desk: Press, how: str) -> None:
    """Whatever she did with it, no engine does anything to it any more."""
    write(desk, "new", HALF)
    desk.done("translate")
    number = _number(desk, "new", HALF)
    if how == "edited":
        with desk.opened("new", "ru") as file:
            found(file, "The court").msgstr += " ?"
    elif how == "accepted":
        desk.done("review", "accept", "new", number, "-l", "ru", "--by", "Dana")
    else:
        desk.done("review", "reject", "new", number, "-l", "ru", "--by", "Dana")
    before = desk.entry("new", "ru", "The court").msgstr

    desk.done("translate", "--provider", "pseudo")

    after = desk.entry("new", "ru", "The court").msgstr
    assert after == before or (how == "rejected" and not before)


def test_memory_that_has_learnt_the_missing_sentence_fills_it(desk: Press) -> None:
    """No engine needed; and the draft is whole then."""
    write(desk, "new", HALF)
    desk.done("translate")
    write(desk, "judge", NEW)
    desk.done("extract")
    desk.type("judge", "ru", {"A judge": "Его заменит судья из Нукуса."})

    desk.done("translate", "--by", "Aygul")

    entry = desk.entry("new", "ru", "The court")
    known = "Суд закончил в полдень. Никому не сказали почему."
    assert entry.msgstr == f"{known} Его заменит судья из Нукуса."
    assert entry.tcomment.splitlines()[0] == "polyglot: memory, 2 of old, 1 of judge"


def test_a_draft_names_all_that_made_it(desk: Press) -> None:
    """In the ledger, the remark and the report; sent back, none of them is asked again."""
    desk.swap("content/old.md", "title: old", "title: old\nprivacy: public")
    write(desk, "new", f"The court rose at noon. {NEW} It will be a long day.")
    desk.swap("content/new.md", "title: new", "title: new\nprivacy: public")
    first, second = Engine(0, "first"), Engine(0, "second")

    def sent(engine: Engine, texts: Sequence[str], **_other: object) -> list[Reply]:
        asked.extend((engine.name, text) for text in texts)
        return [Reply("?" if engine is first and "judge" in t else letters(t)) for t in texts]

    asked: list[tuple[str, str]] = []
    words = ("translate", "new", "-l", "ru", "--provider", "first,second")
    with (
        installed(first, second),
        mock.patch.object(Engine, "translate", sent),
    ):
        desk.done(*words)
        entry = desk.entry("new", "ru", "The court")
        desk.type("new", "ru", {"The court": ""})
        asked.clear()
        desk.done(*words)

    report = desk.done("report", "machine", "--format", "json").plain
    assert entry.tcomment.splitlines()[-1] == "machine draft (memory+second+first), not checked"
    (line,) = [
        one
        for one in desk.ledger("new")
        if (one["action"], one["target"]) == ("drafted", entry.msgstr)
    ]
    assert (line["by"], line["kind"]) == ("memory+second+first", "machine")
    assert isinstance(report, dict)
    assert {(row["route"], row["rejected"]) for row in report["routes"]} == {
        ("first", 0),
        ("memory+second+first", 1),
    }
    assert asked == []
    assert desk.entry("new", "ru", "The court").msgstr == ""


def test_a_sentence_in_the_original_keeps_its_letters(tmp_path: Path) -> None:
    """What memory knows is written in the script that translators prefer, and nothing else."""
    made = press(tmp_path, languages="en uz", articles="")
    settings = '\n[translate]\nscripts = { uz = "uz-Cyrl" }\n'
    made.write("polyglot.toml", made.text("polyglot.toml") + settings)
    write(made, "old", "The court rose at noon. Nobody was told why.")
    made.done("extract")
    made.type("old", "uz", {"The court": "Sud tushda tugadi. Hech kimga sababi aytilmadi."})
    made.done("extract", "--by", "Aygul")
    write(made, "new", HALF)

    made.done("translate")

    known = "Суд тушда тугади. Ҳеч кимга сабаби айтилмади."
    assert made.entry("new", "uz", "The court").msgstr == f"{known} {NEW}"


def test_the_same_neighbours_decide(desk: Press) -> None:
    """Of two translations of one text the one between the same texts is meant."""
    for name, beside, text in (("a", "Before noon", "Нет."), ("b", "After noon", "Никаких.")):
        write(desk, name, f"{beside} it rained all day long.", "None.")
        desk.done("extract")
        desk.type(name, "ru", {beside: f"Дождь {name}.", "None": text})
    desk.done("extract", "--by", "Aygul")
    write(desk, "new", "After noon it rained all day long.", "None.")

    desk.done("translate")

    assert desk.entry("new", "ru", "None").msgstr == "Никаких."


@pytest.mark.parametrize("command", ["translate", "run"])
def test_what_was_taken_back_is_offered_no_more(desk: Press, command: str) -> None:
    """A rejection a moment ago counts, although only the new article is looked at."""
    desk.done("run")
    write(desk, "new", FIVE, SIX)
    number = _number(desk, "old", FIVE)
    desk.done("review", "reject", "old", number, "-l", "ru", "--by", "Dana", "--note", "wrong")

    desk.done(command, "new", *(("--drafts",) if command == "run" else ()))

    assert desk.entry("new", "ru", FIVE).msgstr == ""
    assert desk.entry("new", "ru", SIX).msgstr == ""


def test_an_approval_that_was_revoked_is_none(desk: Press) -> None:
    """Of two translations the one that is approved now comes first."""
    write(desk, "other", FIVE)
    desk.done("extract")
    desk.type("other", "ru", {FIVE: "Пятеро задержаны."})
    desk.done("extract", "--by", "Aygul")
    number = _number(desk, "other", FIVE)
    words = ("other", number, "-l", "ru", "--by", "Dana", "--reason", "so")
    desk.done("review", "approve", *words)
    for name, wanted in (("new", "Пятеро задержаны."), ("newer", FIVE_RU)):
        write(desk, name, FIVE)
        desk.done("translate", name)
        assert desk.entry(name, "ru", FIVE).msgstr == wanted
        if name == "new":
            desk.done("review", "revoke", *words[:-2])


def test_a_machine_sentence_makes_a_machine_draft(desk: Press) -> None:
    """Law 10: accepted machine text stays a machine's where it is used again in part."""
    write(desk, "made", "The bridge was closed for the winter.", "Ice had broken two piers.")
    desk.done("translate", "made", "--provider", "pseudo")
    desk.done("review", "accept", "made", "--all", "-l", "ru", "--by", "Dana")
    write(
        desk,
        "new",
        "The bridge was closed for the summer.",
        "Ice had broken two piers. The court rose at noon.",
    )

    desk.done("translate", "new")

    drafted = {one["source"]: one for one in desk.ledger("new") if one["action"] == "drafted"}
    assert len(drafted) == 2
    assert {(one["by"], one["kind"]) for one in drafted.values()} == {("memory", "machine")}
    assert all(desk.entry("new", "ru", str(source)[:20]).fuzzy for source in drafted)


def test_what_a_person_wrote_or_sent_back_is_left_alone(desk: Press) -> None:
    """Law 3: only what is empty is filled, and a draft that was emptied is not offered again."""
    write(desk, "new", SIX, "The court rose at noon. Nobody was told why.")
    desk.done("extract")
    desk.type("new", "ru", {"Police": "Шестеро задержаны."})
    desk.done("translate")
    assert desk.entry("new", "ru", "Police").msgstr == "Шестеро задержаны."
    desk.type("new", "ru", {"The court": ""})

    desk.done("translate")
    desk.done("translate")

    assert desk.entry("new", "ru", "Police").msgstr == "Шестеро задержаны."
    assert desk.entry("new", "ru", "The court").msgstr == ""


def test_an_edited_paragraph_keeps_what_its_dropped_draft_had(desk: Press) -> None:
    """A machine's draft of the old text is dropped, its unchanged sentences come back as it was."""
    first = "Ice had broken two of the piers. The bridge was closed for the winter."
    write(desk, "new", first)
    desk.done("translate", "new", "--provider", "pseudo")
    old = desk.entry("new", "ru", "Ice").msgstr
    write(desk, "new", first.replace("for the winter", "until the engineers from Nukus come"))

    desk.done("translate", "new")

    entry = desk.entry("new", "ru", "Ice")
    assert entry.msgstr.partition(". ")[0] == old.partition(". ")[0]
    assert "until the engineers" in entry.msgstr
    drafted = [one for one in desk.ledger("new") if one["target"] == entry.msgstr]
    assert [(one["by"], one["kind"]) for one in drafted] == [("memory", "machine")]


# --- How much comes back --------------------------------------------------------------------------


def test_unchanged_sentences_come_back_without_a_machine(tmp_path: Path) -> None:
    """Of articles in which a tenth of the sentences changed, 95 % of the others."""
    made = press(tmp_path, languages="en ru", articles="")
    chance = random.Random(7)  # noqa: S311 - no secret
    whole, articles = 0, []
    for number in range(8):
        paragraphs = [[_sentence(chance) for _ in range(chance.randint(1, 5))] for _ in range(12)]
        write(made, f"old{number}", *map(" ".join, paragraphs))
        articles.append(paragraphs)
    made.done("extract")
    for number in range(len(articles)):
        with made.opened(f"old{number}", "ru") as file:
            for entry in file:
                entry.msgstr = _ciphered(entry.msgid)
    made.done("extract", "--by", "Aygul")
    kept: list[list[str]] = []
    for number, paragraphs in enumerate(articles):
        same: list[str] = []
        for paragraph in paragraphs:
            for place, sentence in enumerate(paragraph):
                if chance.random() < 0.1:
                    paragraph[place] = _sentence(chance)
                else:
                    same.append(sentence)
        write(made, f"new{number}", *map(" ".join, paragraphs))
        kept.append(same)

    made.done("translate")

    back = 0
    for number, same in enumerate(kept):
        with made.opened(f"new{number}", "ru") as file:
            text = " ".join(entry.msgstr for entry in file)
        back += sum(_ciphered(sentence) in text for sentence in same)
        whole += len(same)
    assert back / whole >= 0.95, (back, whole)


WORDS = "river town court bridge water people police lawyer hearing winter summer road"


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS.split()) + chance.choice(["", "s", "ed"]) for _ in range(12)]
    return f"{' '.join(words).capitalize()}."


def _ciphered(text: str) -> str:
    letters = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстужвщыз")
    return re.sub(
        "[A-Za-z]+",
        lambda found: (
            found[0].lower().translate(letters).title()
            if found[0][0].isupper()
            else found[0].translate(letters)
        ),
        text,
    )


# --- The same whoever asks ------------------------------------------------------------------------


def test_many_processes_and_a_look_say_the_same(desk: Press, tmp_path: Path) -> None:
    """`--jobs` writes the same bytes, and `--dry-run` tells the same and writes nothing."""
    for number in range(25):
        write(desk, f"n{number}", SIX.replace("Monday", f"{number} May"), f"{PARAGRAPH} It rained.")
    desk.done("extract")
    other = twin(desk, tmp_path / "other")
    third = twin(desk, tmp_path / "third")
    before = third.files("locales")

    one = desk.done("translate", "--jobs", "1")
    two = other.done("translate", "--jobs", "2")
    dry = third.done("translate", "--dry-run")

    def told(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.startswith("drafts:")]

    assert desk.files("locales") == other.files("locales")
    assert told(one.err) == told(two.err) == told(dry.err) != []
    assert third.files("locales") == before
    again = third.done("translate", "--dry-run")
    assert told(again.err) == told(one.err)


def _number(made: Press, article: str, source: str) -> str:
    rows = made.done("review", "list", article, "-l", "ru", "--all", "--format", "json").plain
    assert isinstance(rows, list)
    return str(next(row["number"] for row in rows if row["source"] == source))


# --- Words ----------------------------------------------------------------------------------------


def test_words_are_found_with_who_stands_behind_them(desk: Press) -> None:
    """In source and target, as the files are now; nothing is written."""
    desk.done("review", "approve", "old", "--all", "-l", "ru", "--by", "Dana")
    before = desk.files("locales", ".polyglot")

    told = desk.done("memory", "search", "TOWN of muynak")
    plain = desk.done("memory", "search", "адвокат", "-l", "ru", "--format", "json").plain

    assert told.out.splitlines() == [
        "old\tru\ttranslated by Aygul; approved by Dana",
        f"  en      {FIVE}",
        f"  ru      {FIVE_RU}",
    ]
    assert plain == [
        {
            "article": "old",
            "source_language": "en",
            "language": "ru",
            "context": None,
            "source": FIVE,
            "target": FIVE_RU,
            "found_in": ["target"],
            "state": "approved",
            "is_machine": False,
            "translated": ["Aygul"],
            "accepted": [],
            "approved": ["Dana"],
        }
    ]
    assert desk.files("locales", ".polyglot") == before


def test_what_was_sent_back_is_not_found(desk: Press) -> None:
    """Nor is a text that nobody stands behind."""
    desk.done("run")
    number = _number(desk, "old", FIVE)
    assert desk.done("memory", "search", "Muynak").err == "1 translation\n"
    desk.done("review", "reject", "old", number, "-l", "ru", "--by", "Dana", "--note", "wrong")

    told = desk.done("memory", "search", "Muynak")

    assert (told.out, told.err) == ("", "0 translations\n")


def test_a_run_without_an_empty_message_opens_no_index(desk: Press) -> None:
    """The index is made when something is missing, and by nobody else."""
    desk.done("run", "--drafts")
    desk.write("content/old.md", desk.text("content/old.md") + "\n")
    desk.done("run", "--drafts")
    assert not desk.path(".polyglot/memory.index").exists()

    write(desk, "new", SIX)
    desk.done("run", "--drafts")
    assert desk.path(".polyglot/memory.index/en/index.json").exists()


def test_what_people_did_elsewhere_fills_an_article_that_is_named_alone(tmp_path: Path) -> None:
    """It did not change itself; what is taken back there is not given any more."""
    made = press(tmp_path / "w", languages="en ru", articles="")
    for name in ("a", "b", "c"):
        made.write(f"content/{name}.md", f"---\ntitle: {name}\n---\n\nThe court rose at noon.\n")
    made.done("extract")
    made.done("translate", "b", "-l", "ru")
    made.type("a", "ru", {"The court": "Суд встал в полдень."})

    made.done("translate", "b", "-l", "ru")
    assert made.entry("b", "ru", "The court").msgstr == "Суд встал в полдень."

    made.type("a", "ru", {"The court": ""})
    made.done("translate", "c", "-l", "ru")
    assert made.entry("c", "ru", "The court").msgstr == ""
