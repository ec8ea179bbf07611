"""The index is disposable: it grows by what is new, and whatever is broken is made again."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from polyglot.errors import StorageError
from polyglot.memory import Memory, Pair, Wanted

TEXT = "Police held {} people in Nukus on {} evening without any warrant, said {}."


def pairs(count: int, word: str = "Friday") -> list[Pair]:
    """Return pairs whose sources differ in a word."""
    return [
        Pair("ru", "en", None, TEXT.format(n, word, f"witness{n}x"), f"{n}: {word}", "approved")
        for n in range(count)
    ]


def fill(path: Path, **articles: list[Pair]) -> None:
    """Let the memory at *path* hold *articles*, and index them."""
    with Memory.open(path) as memory:
        for article, found in articles.items():
            memory.replace(article, found)
    answers(path)


def answers(path: Path) -> list[str]:
    """Return what is found for three texts, asked of a memory that was just opened."""
    wanted = [Wanted(TEXT.format(7, day, "witness3y")) for day in ("Friday", "Monday", "Sunday")]
    with Memory.open(path) as memory:
        return [m.source for found in memory.matches("ru", "en", wanted) for m in found]


def runs(path: Path) -> list[Path]:
    """Return the files of the index."""
    return sorted((path.with_suffix(".index") / "en").glob("*.run"))


def test_an_edited_article_is_indexed_without_the_others(tmp_path: Path) -> None:
    """The large file stays as it is; what is new stands in a small one."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=pairs(200))
    [large] = runs(path)
    before = large.stat()

    fill(path, b=pairs(5, "Monday"))

    assert large.stat() == before
    assert len(runs(path)) == 2
    assert any("Monday" in source for source in answers(path))


def test_runs_are_joined_so_that_they_stay_few(tmp_path: Path) -> None:
    """Thirty edits do not make thirty files."""
    path = tmp_path / "memory.sqlite"
    for number in range(30):
        fill(path, **{f"a{number}": pairs(3, f"day{number}day")})

    assert len(runs(path)) <= 6


def test_a_replaced_article_is_found_as_it_is_now(tmp_path: Path) -> None:
    """Its old texts are gone, in the same run and in older ones."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=pairs(200), b=pairs(5, "Monday"))
    fill(path, b=pairs(5, "Sunday"))

    found = answers(path)

    assert any("Sunday" in source for source in found)
    assert not any("Monday" in source for source in found)


def test_what_is_gone_is_taken_out_of_the_files_in_the_end(tmp_path: Path) -> None:
    """A memory of which half was forgotten does not carry it for ever."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=pairs(200), b=pairs(200, "Monday"))
    whole = runs(path)[0].stat().st_size
    fill(path, b=[])

    assert [run.stat().st_size < 0.6 * whole for run in runs(path)] == [True]


def test_an_emptied_memory_finds_nothing(tmp_path: Path) -> None:
    """And leaves no files of texts behind."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=pairs(20))
    fill(path, a=[])

    assert answers(path) == []
    assert runs(path) == []


def test_a_memory_that_did_not_change_writes_nothing(tmp_path: Path) -> None:
    """Asking is free."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=pairs(20))
    before = {file: file.stat() for file in tmp_path.rglob("*") if file.is_file()}

    answers(path)

    assert {file: file.stat() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_a_copied_memory_is_used_as_it_is(tmp_path: Path) -> None:
    """Its files look new, but their bytes are the ones that were written."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=pairs(20))
    expected = answers(path)
    shutil.copytree(tmp_path, tmp_path / "copy")
    names = [run.name for run in runs(tmp_path / "copy" / "memory.sqlite")]

    assert answers(tmp_path / "copy" / "memory.sqlite") == expected
    assert [run.name for run in runs(tmp_path / "copy" / "memory.sqlite")] == names


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def _change(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)


def _write(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


def _plan(**changes: object) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        plan = json.loads((path.parent / "index.json").read_text())
        (path.parent / "index.json").write_text(json.dumps({**plan, **changes}))

    return edit


DAMAGE: dict[str, Callable[[Path], None]] = {
    "a run is gone": Path.unlink,
    "a run is cut": _cut,
    "a run is changed": _change,
    "a run is empty": _write(b""),
    "a run is text": _write(b"no run"),
    "the plan is gone": lambda path: (path.parent / "index.json").unlink(),
    "the plan is text": lambda path: _write(b"{")(path.parent / "index.json"),
    "the plan names nothing": _plan(runs=None),
    "the plan names nonsense": _plan(runs=[["x"], 3]),
    "the plan names another run": _plan(runs=[["0.run", "0", [1, 2, 3, 4]]]),
    "another version": _plan(rules=[0, ""]),
    "another store": _plan(stamp="other"),
    "the plan knows of later texts": _plan(stamp="later", last=10**6),
    "all is gone": lambda path: shutil.rmtree(path.parent),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_is_made_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """It costs time, and nobody sees it."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=pairs(30), b=pairs(4, "Monday"))
    expected = answers(path)
    assert expected

    damage(runs(path)[0])

    assert answers(path) == expected


def test_an_index_of_a_store_that_was_made_anew_is_not_used(tmp_path: Path) -> None:
    """Numbers begin again, and would mean other texts."""
    path = tmp_path / "memory.sqlite"
    fill(path, a=pairs(30))
    path.unlink()
    fill(path, a=pairs(3, "Sunday"))

    assert {"Sunday" in source for source in answers(path)} == {True}


def test_a_file_in_the_way_of_the_index_is_an_error_that_says_so(tmp_path: Path) -> None:
    """What the disk refuses is told with the path and a way out."""
    path = tmp_path / "memory.sqlite"
    path.with_suffix(".index").write_text("in the way")

    with pytest.raises(StorageError, match=r"memory\.index"):
        fill(path, a=pairs(3))
