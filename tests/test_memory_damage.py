"""The memory is disposable: whatever becomes of its files costs time, and no answer is wrong."""

import shutil
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from polyglot.errors import StorageError
from polyglot.memory import Memory, Pair, Wanted, upkeep
from polyglot.memory.runs import Entry
from polyglot.memory.runs import write as write_run
from workspaces import Press, press

COURT = "The court in Tashkent will hear the appeal of the lawyers in May."
SCHOOL = "Nobody was told why the school was shut down again this month."


def pair(source: str, target: str = "перевод") -> Pair:
    """An approved pair of English and Russian."""
    return Pair("ru", "en", None, source, target, "approved")


def fill(path: Path, **articles: list[Pair]) -> None:
    """Let the memory at *path* hold *articles* as well."""
    with Memory.open(path) as memory:
        for article, pairs in articles.items():
            memory.replace(article, pairs)


def ask(path: Path, text: str) -> list[tuple[str, str]]:
    """Return what is found for a text, asked of a memory that was just opened."""
    with Memory.open(path) as memory:
        [found] = memory.matches("ru", "en", [Wanted(text)])
        return [(match.source, match.target) for match in found]


def many(count: int, word: str = "school") -> list[Pair]:
    """Return pairs whose sources differ in a few letters."""
    return [pair(SCHOOL.replace("school", f"{word} n{n}n"), f"{n}") for n in range(count)]


def test_an_index_newer_than_the_pairs_is_made_again(tmp_path: Path) -> None:
    """After a power failure the pairs may be older: its numbers mean other texts then."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=[pair("Police held five people in Nukus on Friday.")])
    ask(path, "x")
    shutil.copy(path, tmp_path / "old")
    fill(path, b=[pair(COURT, "Суд.")])
    ask(path, "x")
    shutil.copy(tmp_path / "old", path)
    fill(path, c=[pair(SCHOOL, "Школа.")])

    assert ask(path, COURT.replace("May", "June")) == []
    assert ask(path, SCHOOL.replace("again", "today")) == [(SCHOOL, "Школа.")]


def test_an_index_that_was_left_behind_long_ago_is_made_again(tmp_path: Path) -> None:
    """The pairs know their last thousand states only."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=[pair(COURT, "Суд.")])
    ask(path, "x")
    with Memory.open(path) as memory:
        for number in range(1100):
            memory.replace("b", [pair(SCHOOL, f"{number}")])
            memory.save()

    assert ask(path, SCHOOL.replace("again", "today")) == [(SCHOOL, "1099")]
    assert ask(path, COURT.replace("May", "June")) == [(COURT, "Суд.")]


def test_pages_that_were_damaged_are_told_once_and_taken_away(tmp_path: Path) -> None:
    """The next command begins with an empty memory; a journal of the old one is not played back."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=many(3000))
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x5a" * (size - 8192))
    (tmp_path / "memory.sqlite-journal").write_bytes(b"")

    with pytest.raises(StorageError) as told:
        ask(path, COURT)

    assert "run this again" in (told.value.hint or "")
    assert not list(tmp_path.glob("memory.sqlite*"))
    assert ask(path, COURT) == []


def test_a_strange_database_is_made_anew(tmp_path: Path) -> None:
    """Also one that counts its versions as we do."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=[pair(COURT)])
    with sqlite3.connect(path) as database:
        [(version,)] = database.execute("PRAGMA user_version").fetchall()
    database.close()
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute('CREATE TABLE "a""b" (pair TEXT)')
        database.execute(f"PRAGMA user_version = {version}")
    database.close()

    fill(path, a=[pair(COURT, "Суд.")])

    assert ask(path, COURT) == [(COURT, "Суд.")]


def test_a_text_that_is_no_text_is_not_kept(tmp_path: Path) -> None:
    """Half a surrogate pair cannot be written; the article's other texts can."""
    path = tmp_path / "memory.sqlite"
    pairs = [pair("Bad \ud800 one"), pair(COURT, "Суд.")]
    fill(path, a=pairs)

    assert ask(path, COURT) == [(COURT, "Суд.")]
    with Memory.open(path) as memory:
        assert not memory.differs("a", pairs)
        assert memory.search("\udcff", most=9) == ()
        assert memory.matches("ru", "en", [Wanted("\ud800 Bad one")]) == [()]


def test_texts_of_any_length_are_kept(tmp_path: Path) -> None:
    """An empty one, one of a million letters, one of nothing but marks."""
    path = tmp_path / "memory.sqlite"
    giant = "Судья ушёл. " * 90_000
    texts = ["", "а", "\u0301" * 5000, giant]
    fill(path, a=[pair(text or "empty", text) for text in texts])

    for text in texts[1:]:
        assert ask(path, text)[0] == (text, text)


# --- The index ------------------------------------------------------------------------------------


def runs(path: Path) -> list[Path]:
    """Return the files of the index."""
    return sorted((path.with_suffix(".index") / "en").glob("*.run"))


def test_many_texts_make_several_runs_that_answer_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No run is larger than what is held in memory while it is made."""
    one, other = tmp_path / "one.sqlite", tmp_path / "other.sqlite"
    texts = many(230)
    fill(one, a=texts)
    wanted = [
        SCHOOL.replace("school", f"school n{n}n").replace("shut", "put") for n in (3, 77, 229)
    ]
    expected = [ask(one, text) for text in wanted]
    monkeypatch.setattr(upkeep, "_MOST", 50)

    fill(other, a=texts)
    found = [ask(other, text) for text in wanted]
    whole = len(runs(other))
    fill(other, a=texts[:100], b=many(7, "court"))
    again = [ask(other, text) for text in wanted]

    assert found == expected
    assert whole == 5
    assert again[:2] == [ask(other, text) for text in wanted[:2]] == expected[:2]
    assert len(runs(other)) <= 4


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    """A half-written file of the index does not stay for ever."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=[pair(COURT)])
    folder = path.with_suffix(".index") / "en"
    folder.mkdir(parents=True)
    (folder / ".0a1b2c3d.tmp").write_bytes(b"half")
    (folder / "half.run").write_bytes(b"PGMEM\0\0\1")

    assert ask(path, COURT)
    assert ask(path, COURT.replace("May", "June"))
    assert not (folder / ".0a1b2c3d.tmp").exists()
    assert len(runs(path)) == 1


def test_processes_that_need_the_index_at_once_get_one(tmp_path: Path) -> None:
    """One makes it, the others wait; none of them sees a part of it."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=many(3000))
    wanted = SCHOOL.replace("school", "school n77n").replace("shut", "put")

    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(ask, [path] * 6, [wanted] * 6))

    assert found == [ask(path, wanted)] * 6
    assert found[0]
    assert len(runs(path)) == 1


def test_a_run_that_cannot_be_read_again_is_an_error_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that gives back other bytes than were written is no reason for a traceback."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=[pair(COURT)])

    def written(folder: Path, entries: Sequence[Entry]) -> tuple[str, str]:
        name, digest = write_run(folder, entries)
        (folder / name).write_bytes(b"other bytes")
        return name, digest

    monkeypatch.setattr(upkeep, "write", written)

    with pytest.raises(StorageError, match="cannot be read again"):
        ask(path, COURT.replace("May", "June"))


# --- The journey ----------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Press:
    """Make a workspace whose one article a person translated into Russian."""
    made = press(tmp_path, languages="en ru", articles="")
    write(made, "old", COURT)
    made.done("run")
    made.type("old", "ru", {"old": "старое", "The court": "Суд в Ташкенте."})
    made.done("run", "--by", "Aygul")
    return made


def write(made: Press, name: str, *paragraphs: str) -> None:
    """Write an article with a title of its own."""
    made.write(f"content/{name}.md", f"---\ntitle: {name}\n---\n\n" + "\n\n".join(paragraphs))


@pytest.mark.parametrize("garbage", [b"", b"no database" * 999, b"SQLite format 3\0", None])
def test_a_memory_in_whose_place_stands_something_else_learns_all_again(
    desk: Press, garbage: bytes | None
) -> None:
    """From articles that did not change since, too."""
    path = desk.path(".polyglot/memory.sqlite")
    if garbage is None:
        path.unlink()
        Memory.open(path).close()
    else:
        path.write_bytes(garbage)
    write(desk, "new", COURT)

    desk.done("translate")

    assert desk.entry("new", "ru", "The court").msgstr == "Суд в Ташкенте."


@pytest.mark.parametrize("garbage", [b"", b"no database" * 999, b"pages", None])
def test_words_are_found_whatever_became_of_the_memory(desk: Press, garbage: bytes | None) -> None:
    """The articles are read then; nothing is written."""
    path = desk.path(".polyglot/memory.sqlite")
    if garbage is None:
        path.unlink()
    elif garbage == b"pages":
        data = path.read_bytes()
        path.write_bytes(data[:4096] + b"\x5a" * (len(data) - 4096))
    else:
        path.write_bytes(garbage)
    before = desk.files(".polyglot", "locales")

    ran = desk.done("memory", "search", "tashkent")

    assert "The court in Tashkent" in ran.out
    assert "translated by Aygul" in ran.out
    assert desk.files(".polyglot", "locales") == before


def test_a_search_does_not_wait_for_a_run_and_sees_no_half_of_it(desk: Press) -> None:
    """While another process writes, what was there before is found."""
    writer = sqlite3.connect(desk.path(".polyglot/memory.sqlite"))
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM pair")
    writer.execute("DELETE FROM words")
    try:
        assert "The court in Tashkent" in desk.done("memory", "search", "tashkent").out
    finally:
        writer.rollback()
        writer.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made.swap("content/old.md", "title: old", "title: old\nprivacy: secret"),
        lambda made: made.path("content/old.md").unlink(),
        lambda made: made.swap("content/old.md", COURT, SCHOOL),
        lambda made: made.type("old", "ru", {"The court": ""}),
        lambda made: made.type("old", "ru", {"The court": "Иначе."}),
    ],
    ids=["it is secret", "it is gone", "its text changed", "it was emptied", "it was edited"],
)
def test_what_people_took_back_is_offered_by_no_command(desk: Press, change: object) -> None:
    """From the next command on, whether it searches or drafts."""
    assert callable(change)
    change(desk)

    searched = desk.done("memory", "search", "Ташкенте").out
    write(desk, "new", COURT, "Bridges of the river.", "Trains to the sea.", "Roads in the hills.")
    desk.done("translate", "new")

    assert "Ташкенте" not in searched
    assert "Ташкенте" not in desk.text("locales/ru/LC_MESSAGES/new.po")
