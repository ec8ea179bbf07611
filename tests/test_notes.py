"""What engines say of their drafts: it stands beside the draft, and is not lost on the way."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from apertium_pair import compile_pair
from conftest import missing
from polyglot.plugins import ALONE, Context, Limits, Reply, Wire
from polyglot.providers import Cache, Guard, Job, Line, Wish
from polyglot.providers.guard import Made
from polyglot.providers.names import Name
from polyglot.segmentation import split
from workspaces import Press, press

TEXT = "Two activists were detained in Nukus."
BOOK = "news/kitob"


@dataclass
class Noting:
    """An engine in this process that says something of each draft."""

    note: str = "not known: Nukus"
    name: str = "noting"
    pair: tuple[str, str] = ("en", "ru")
    wire: Wire = "tokens"
    is_local: bool = True
    version: str = "1"
    limits: Limits = field(default_factory=Limits)
    asked: list[str] = field(default_factory=list)

    def supports(self, source: str, target: str) -> bool:
        """Tell that it knows one pair."""
        return (source, target) == self.pair

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Answer in other letters."""
        del source, context
        self.asked += texts
        latin, russian = "abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввхиз"
        table = str.maketrans(latin + latin.upper(), russian + russian.upper())
        kazakh = str.maketrans("аеиоу" if target == "kk" else "", "әөіңғ" if target == "kk" else "")
        return [Reply(one.translate(table).translate(kazakh), note=self.note) for one in texts]


def guard(engine: Noting, cache: Cache | None = None, names: Sequence[Name] = ()) -> Guard:
    """Return a guard over *engine*."""
    return Guard(engine, split=split, log=lambda _: None, cache=cache, names=names)


def noted(engine: Noting, text: str, cache: Cache | None = None) -> str:
    """Return what is noted of the draft of *text*."""
    made = Line([guard(engine, cache)])
    (found,) = made.draft([Wish(text)], Job("a", "en", "ru", (engine.name,)))
    assert found.target
    return found.note


def test_a_note_comes_with_its_draft_and_with_the_reply_that_was_kept(tmp_path: Path) -> None:
    """Another run finds it in the cache, and asks for nothing."""
    cache = Cache(tmp_path / "replies.sqlite")
    first, second = Noting(), Noting()

    assert noted(first, TEXT, cache) == "not known: Nukus"
    assert noted(second, TEXT, cache) == "not known: Nukus"
    assert second.asked == []
    cache.close()


def test_the_notes_of_parts_stand_together_each_once() -> None:
    """A long text goes in runs of sentences; what is said of two of them is said once."""
    engine = Noting(limits=Limits(characters=40))

    assert noted(engine, f"{TEXT} {TEXT} The court sat in Nukus.") == "not known: Nukus"
    assert len(engine.asked) == 2


def test_a_note_is_one_line_that_a_file_can_hold() -> None:
    """Whatever an engine says, it writes no lines of its own into a catalog."""
    engine = Noting(note='not\nknown: \x00"a"\r\n#, fuzzy\nmsgid "x" ' + "x" * 1_000)

    note = noted(engine, TEXT)

    assert note.startswith('not known: "a" #, fuzzy msgid "x" xxx')
    assert len(note) == 400
    assert note.isprintable()


def test_a_note_on_a_stand_in_is_left_out() -> None:
    """The engine sees another name than the text has: what it says of that one helps nobody."""
    names = [Name(1, "Muynak", {"ru": "Муйнак"})]
    silent = Noting(note="", is_local=False)

    def draft(engine: Noting) -> Made:
        made = guard(engine, names=names)
        return made.draft(["The court sat in Muynak."], source="en", target="ru", article="a")[0]

    draft(silent)
    stand_in = silent.asked[0].removesuffix(".").split()[-1]
    of_stand_in = draft(Noting(note=f"not known: {stand_in}", is_local=False))
    of_another = draft(Noting(note="not known: court", is_local=False))

    assert stand_in != "Muynak"
    assert (of_stand_in.note, of_another.note) == ("", "not known: court")
    assert of_stand_in.target == of_another.target


def test_on_a_route_every_step_may_say_something() -> None:
    """The text in between comes first, then what each engine says."""
    first = Noting("left open: court", "first", ("en", "ru"))
    second = Noting("not known: Nukus", "second", ("ru", "kk"))
    made = Line([guard(first), guard(second)], relays=("ru",))

    (found,) = made.draft([Wish(TEXT)], Job("a", "en", "kk", ("first", "second")))

    text = "Тво ацтивистс вере детаинед ин Нукус."
    assert found.note == f"ru: {text}; left open: court; not known: Nukus"


# --- In the catalog -------------------------------------------------------------------------------


@pytest.fixture
def newsroom(tmp_path: Path) -> Press:
    """Make a workspace with an article in Uzbek, and the real Apertium with a tiny pair."""
    for program in ("apertium", "lt-comp", "apertium-preprocess-transfer"):
        if shutil.which(program) is None:
            missing(f"{program} is not installed (Debian: apertium, lttoolbox-dev)")
    compile_pair(tmp_path / "pair")
    made = press(tmp_path / "desk", languages="uz kaa", articles="")
    lines = f'[engines.rules]\nkind = "apertium"\nfolder = "{tmp_path}/pair"\n'
    settings = made.text("polyglot.toml").replace('source = "en"', 'source = "uz"')
    made.write("polyglot.toml", f"{settings}\n{lines}")
    made.write(f"content/{BOOK}.md", "---\ntitle: Kitob\n---\n\nKitob Nukus suv kitoblar.\n")
    return made


def test_a_reviewer_sees_which_words_an_engine_did_not_know(newsroom: Press) -> None:
    """Beside the draft in the file, in the ledger and in the list of what waits."""
    newsroom.done("translate", "--provider", "rules")

    entry = newsroom.entry(BOOK, "kaa", "Kitob Nukus")
    (line,) = [one for one in newsroom.ledger(BOOK) if one["source"] == entry.msgid]
    note = str(line["note"])
    assert entry.tcomment.splitlines() == [
        f"polyglot: {note}",
        "machine draft (rules), not checked",
    ]
    assert "not known: Nukus" in note
    assert "left open: su" in note
    assert newsroom.entry(BOOK, "kaa", "Kitob").tcomment == "machine draft (rules), not checked"


def test_a_word_that_an_engine_did_not_know_is_a_finding(newsroom: Press) -> None:
    """It ends with the note, and with the draft."""
    newsroom.done("translate", "--provider", "rules")

    found = newsroom.done("check").out
    assert "warning: the engine had words that were not known: Nukus [doubted-word]" in found
    assert "words that were left open: su" in found
    entry = newsroom.entry(BOOK, "kaa", "Kitob Nukus")
    newsroom.swap(
        f"locales/kaa/LC_MESSAGES/{BOOK}.po",
        f"# {entry.tcomment.splitlines()[0]}",
        "# polyglot: uz: Kitob Nukus",
    )
    assert "doubted-word" not in newsroom.done("check").out

    newsroom.type(BOOK, "kaa", {"Kitob Nukus": "Kitap Nókis suw kitaplar."})
    newsroom.done("extract")
    assert "doubted-word" not in newsroom.done("check").out


def test_a_note_stays_as_long_as_its_draft(newsroom: Press) -> None:
    """Extracting again keeps it; a reply that was kept brings it back; a person ends it."""
    newsroom.done("translate", "--provider", "rules")
    before = newsroom.text(f"locales/kaa/LC_MESSAGES/{BOOK}.po")

    newsroom.done("extract")
    assert newsroom.text(f"locales/kaa/LC_MESSAGES/{BOOK}.po") == before

    shutil.rmtree(newsroom.path("locales"))
    newsroom.write(
        "polyglot.toml", f'{newsroom.text("polyglot.toml")}options = {{ program = "/bin/false" }}\n'
    )
    newsroom.done("translate", "--provider", "rules")
    assert newsroom.text(f"locales/kaa/LC_MESSAGES/{BOOK}.po") == before

    newsroom.type(BOOK, "kaa", {"Kitob Nukus": "Kitap Nókis suw kitaplar."})
    newsroom.done("extract")
    assert newsroom.entry(BOOK, "kaa", "Kitob Nukus").tcomment == ""
