"""Examples from memory beside a text: for engines that can use them, and never what must stay."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from loopback import installed, letters
from polyglot.memory import Memory
from polyglot.plugins import ALONE, Context, Limits, Reply, Wire
from polyglot.providers import Name
from polyglot.providers.beside import fitting
from polyglot.providers.masking import hide_pair
from workspaces import Press, press

HELD = "Police held five people in the town of Muynak on Monday, a lawyer said."
HELD_RU = "В понедельник в городе Мойнак полиция задержала пять человек, сообщил адвокат."
LIKE = "Police held five people in the city of Nukus on Sunday night, their lawyers say."
ROSE = "The court rose at noon. Nobody was told why."
ROSE_RU = "Суд закончил в полдень. Никому не сказали почему."
MIXED = "The court rose at noon. A judge from Nukus will come instead."


@dataclass
class Hearer:
    """An engine that keeps what it was given beside each text."""

    name: str = "hearer"
    room: int = 3_000
    is_local: bool = False
    pairs: frozenset[tuple[str, str]] = frozenset({("en", "ru"), ("en", "uz")})
    wire: Wire = "html"
    version: str = "1"
    given: dict[str, Context] = field(default_factory=dict)

    @property
    def limits(self) -> Limits:
        """What it bears."""
        return Limits(context=self.room)

    def supports(self, source: str, target: str) -> bool:
        """Tell which languages it knows."""
        return (source, target) in self.pairs

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Answer in other letters."""
        del source
        self.given.update(dict.fromkeys(texts, context))
        return [Reply(letters(text) if target == "ru" else f"{text} lar") for text in texts]


def write(made: Press, name: str, *paragraphs: str, privacy: str = "public") -> None:
    """Write an article with a title of its own."""
    head = f"---\ntitle: {name}\nprivacy: {privacy}\n---\n\n"
    made.write(f"content/{name}.md", head + "\n\n".join(paragraphs))


def newsroom(folder: Path, *, privacy: str = "public") -> Press:
    """Make a workspace whose one article a person translated into Russian."""
    made = press(folder, languages="en ru uz", articles="")
    write(made, "old", HELD, ROSE, privacy=privacy)
    made.done("extract")
    made.type("old", "ru", {"old": "старое", "Police": HELD_RU, "The court": ROSE_RU})
    made.done("extract", "--by", "Aygul")
    return made


def undraft(made: Press) -> None:
    """Forget that the new article was ever drafted."""
    for folder in ("locales/ru", "locales/uz", "locales/ledger/new"):
        for path in made.path(folder).rglob("*"):
            if path.name == "new.po" or path.suffix == ".jsonl":
                path.unlink()


def ask(made: Press, engine: Hearer, *words: str) -> Hearer:
    """Ask for Russian drafts."""
    with installed(engine):
        made.done("translate", "new", "-l", "ru", "--provider", engine.name, *words)
    return engine


def test_an_engine_is_shown_what_people_made_of_texts_that_are_alike(tmp_path: Path) -> None:
    """Sentences of the same paragraph first, then texts that are alike, as people left them."""
    made = newsroom(tmp_path)
    write(made, "new", LIKE, MIXED, "It rained.")

    given = ask(made, Hearer()).given

    assert given[LIKE].examples == ((HELD, HELD_RU),)
    assert given["A judge from Nukus will come instead."].examples == (
        ("The court rose at noon.", "Суд закончил в полдень."),
    )
    assert given["It rained."].examples == ()


def test_what_is_shown_is_told_counted_and_part_of_what_a_reply_depends_on(tmp_path: Path) -> None:
    """`--show-outgoing` shows it, the log counts it, and another example asks anew."""
    made = newsroom(tmp_path)
    write(made, "new", LIKE)
    shown = Hearer()
    with installed(shown):
        words = ("translate", "new", "-l", "ru", "--provider", "hearer", "--show-outgoing")
        told, rows = made.done(*words), made.done(*words, "--format", "json").plain
    assert shown.given == {}
    assert f"  with the example: {HELD} → {HELD_RU}\n" in told.err
    assert isinstance(rows, list)
    assert rows[-1]["examples"] == [[HELD, HELD_RU]]

    ask(made, Hearer())

    lines = [json.loads(line) for line in made.text("private/outgoing.jsonl").splitlines()]
    assert len(HELD + HELD_RU) + len("new") in [line.get("beside") for line in lines]
    undraft(made)
    made.type("old", "ru", {"Police": f"{HELD_RU}!"})
    made.done("extract", "old", "--by", "Aygul")
    assert list(ask(made, Hearer()).given) == [LIKE]


def test_without_room_there_is_none_and_memory_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that takes no context costs nothing more; one with little room gets what fits."""
    made = newsroom(tmp_path)
    write(made, "new", LIKE)
    least: list[object] = []
    usual = Memory.matches

    def matches(self: Memory, *words: object, **options: object) -> object:
        least.append(options.get("least"))
        return usual(self, *words, **options)  # type: ignore[arg-type] # as they came

    monkeypatch.setattr(Memory, "matches", matches)

    assert ask(made, Hearer(room=0)).given[LIKE] == ALONE
    assert least == [None]
    undraft(made)
    assert ask(made, Hearer("small", room=50)).given[LIKE].examples == ()


def test_what_is_internal_is_shown_beside_a_public_text_only_where_it_may_be_seen(
    tmp_path: Path,
) -> None:
    """An example is a text of another article, whose privacy counts as well."""
    made = newsroom(tmp_path, privacy="internal")
    write(made, "new", LIKE)
    settings = made.text("polyglot.toml")

    def examples(engine: Hearer) -> tuple[tuple[str, str], ...]:
        undraft(made)
        return ask(made, engine).given[LIKE].examples

    assert examples(Hearer()) == ()
    made.write("polyglot.toml", f'{settings}\n[translate]\ntrusted = ["friend"]\n')
    assert examples(Hearer("friend")) == ((HELD, HELD_RU),)
    made.write("polyglot.toml", settings)
    assert examples(Hearer("here", is_local=True)) == ((HELD, HELD_RU),)
    made.swap("content/old.md", "privacy: internal", "privacy: secret")
    assert examples(Hearer("there", is_local=True)) == ()
    made.swap("content/old.md", "privacy: secret", "privacy: public")
    assert examples(Hearer("stranger")) == ((HELD, HELD_RU),)


def test_what_a_translator_took_out_of_this_message_is_no_example_for_it(tmp_path: Path) -> None:
    """The engine would only give it back."""
    made = newsroom(tmp_path)
    write(made, "new", HELD)
    made.done("translate", "new", "-l", "ru")
    made.type("new", "ru", {"Police": ""})

    assert ask(made, Hearer()).given[HELD].examples == ()


def test_what_was_rejected_is_no_example(tmp_path: Path) -> None:
    """Memory offers it to nobody any more."""
    made = newsroom(tmp_path)
    write(made, "new", LIKE)
    made.done("review", "reject", "old", "2", "-l", "ru", "--by", "Dana", "--note", "wrong")

    assert ask(made, Hearer()).given[LIKE].examples == ()


def test_an_example_is_in_the_script_that_the_engine_writes(tmp_path: Path) -> None:
    """Whatever script translators prefer; a route by way of another language has none."""
    made = newsroom(tmp_path)
    made.type("old", "uz", {"Police": "Полиция Мўйноқда беш кишини ушлади."})
    made.done("extract", "--by", "Aygul")
    write(made, "new", LIKE)
    engine, second = Hearer(), Hearer("second", pairs=frozenset({("ru", "uz")}))

    with installed(engine, second):
        made.done("translate", "new", "-l", "uz", "--provider", "hearer")
        undraft(made)
        direct = engine.given[LIKE].examples
        engine.pairs = frozenset({("en", "ru")})
        made.run("translate", "new", "-l", "uz", "--provider", "hearer,second")

    assert direct == ((HELD, "Politsiya Moʻynoqda besh kishini ushladi."),)
    assert engine.given[LIKE].examples == ()


# --- Protected names ------------------------------------------------------------------------------

NAMES = (Name(1, "Aygul Sadykova", {"ru": "Айгуль Садыкова"}), Name(2, "Markov", {"ru": "Марков"}))


def test_a_name_in_an_example_has_one_stand_in_in_both_halves() -> None:
    """Masked like the text itself, whatever comes first in the other language."""
    text = "Markov did not let Aygul Sadykova in."
    target = "Айгуль Садыковой не открыл Марков."

    assert hide_pair(text, target, NAMES, source="en", target="ru") == (
        "Petrov did not let Raul Ivanova in.",
        "Рауль Ивановой не открыл Петров.",
    )


@pytest.mark.parametrize(
    "pair",
    [
        ("Aygul left.", "Она ушла."),
        ("She left.", "Айгуль ушла."),
        ("Aygul left.", "Айгу<b>ль</b> ушла."),
        ("aygul left.", "Айгуль ушла."),
        ("Markov saw Aygul.", "Марков увидел Садыкову."),
    ],
)
def test_an_example_in_which_a_name_cannot_be_hidden_stays(pair: tuple[str, str]) -> None:
    """In one half or the other, or where the halves do not have the same names."""
    context = Context(examples=(pair, ("It rained.", "Шёл дождь.")))

    given = fitting(context, names=NAMES, source="en", target="ru", room=1_000)

    assert given.examples == (("It rained.", "Шёл дождь."),)


def test_no_protected_name_leaves_in_an_example(tmp_path: Path) -> None:
    """What goes has stand-ins, and an engine on this machine gets the words as they are."""
    made = newsroom(tmp_path)
    made.write("private/protected.csv", "name,ru\nMuynak,Мойнак\n")
    write(made, "new", LIKE)

    away = ask(made, Hearer()).given[LIKE].examples
    undraft(made)
    here = ask(made, Hearer("here", is_local=True)).given[LIKE].examples

    assert len(away) == 1
    assert not {"Muynak", "Мойнак"} & set(" ".join(away[0]).replace(",", "").split())
    assert here == ((HELD, HELD_RU),)
