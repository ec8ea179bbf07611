"""The format of the ledger: lines in files, which are a set."""

import json
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.errors import LedgerError
from polyglot.ledger import Ledger, dump, pair, parse, seal
from polyglot.ledger import lines as format_
from polyglot.ledger.usual import lines as usual_lines
from polyglot.model import Line

ACTIONS = (
    "drafted",
    "translated",
    "accepted",
    "cleared",
    "approved",
    "rejected",
    "revoked",
    "waived",
    "foretold",
)
KNOWN = {
    "n",
    "id",
    "day",
    "action",
    "by",
    "language",
    "context",
    "source",
    "target",
    "pair",
    "kind",
    "distance",
    "note",
    "from",
    "ends",
}

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
unknown_fields = st.dictionaries(
    st.text(max_size=6).filter(lambda name: name not in KNOWN), values, max_size=2
).map(lambda fields: json.dumps(fields, sort_keys=True, separators=(",", ":")) if fields else "")
ids = st.lists(st.text("0123456789abcdef", min_size=4, max_size=4), max_size=2).map(tuple)
raw_lines = st.builds(
    Line,
    language=st.sampled_from(["kk", "ru"]),
    context=st.none() | st.sampled_from(["", "title"]),
    source=st.text(max_size=12),
    target=st.text(max_size=12),
    action=st.sampled_from(ACTIONS),
    by=st.sampled_from(["google", "Aizada", "Timur"]),
    note=st.text(max_size=5),
    kind=st.sampled_from(["", "machine", "person"]),
    distance=st.none() | st.integers(0, 100),
    begins=ids,
    ends=ids,
    unknown=unknown_fields,
)
sealed_lines = st.lists(raw_lines, max_size=8).map(
    lambda lines: seal(lines, ledger=Ledger(), day=date(2024, 3, 1))
)


def line(**fields: object) -> bytes:
    """Return a line as it stands in a file, with *fields* over a plain one."""
    plain: dict[str, object] = {
        "n": 1,
        "id": "aa",
        "action": "translated",
        "by": "Aizada",
        "language": "kk",
        "source": "Bread.",
        "target": "Нан.",
    }
    return json.dumps(plain | fields).encode() + b"\n"


@given(sealed_lines)
def test_what_is_dumped_is_parsed_as_it_was(lines: tuple[Line, ...]) -> None:
    """Nothing is lost on disk: unknown fields and actions of later versions come back too."""
    name, data = dump(lines)

    assert parse({name: data}, path="ledger").lines == Ledger(lines).lines


@given(sealed_lines)
def test_a_usual_line_is_read_as_any_other(lines: tuple[Line, ...]) -> None:
    """The short way and the long way through a line give the same; most lines go the short one."""
    rows = [row for row in dump(lines)[1].decode().split("\n") if row]
    for row, found in zip(rows, usual_lines(rows), strict=True):
        slowly = format_._line(json.loads(row))
        is_usual = "\\" not in row and not slowly.unknown
        assert found == (slowly if is_usual else None)


@given(
    st.lists(st.sampled_from(['"', ",", ":", "[", "]", "{", "}", "n", "1", "\\", "\t"])),
    st.integers(0, 400),
    st.integers(0, 3),
)
def test_a_spoilt_line_is_never_read_the_short_way_as_something_else(
    junk: list[str], at: int, cut: int
) -> None:
    """Whatever is done to a line, the short way gives what the long way gives, or nothing."""
    raw = Line(
        "kk", "title", "Bread.", "Нан.", "translated", "A", "no", "person", 7, ("a",), ("b",)
    )
    row = dump(seal([raw], ledger=Ledger(), day=date(2024, 3, 1)))[1].decode().strip()
    spoilt = row[:at] + "".join(junk) + row[at + cut :]

    (found,) = usual_lines([spoilt])

    if found is not None:
        assert found == format_._line(json.loads(spoilt, strict=False))


@given(sealed_lines)
def test_a_file_is_named_by_the_hash_of_its_bytes(lines: tuple[Line, ...]) -> None:
    """Two people can never write different files under one name, so git never conflicts."""
    name, data = dump(lines)

    assert name == f"{sha256(data).hexdigest()[:32]}.jsonl"


@given(sealed_lines, st.data())
def test_the_ledger_is_a_set_of_lines(lines: tuple[Line, ...], data: st.DataObject) -> None:
    """Order, repetition and the cut into files do not matter: branches merge in any way."""
    shuffled = data.draw(st.permutations(lines + lines[: len(lines) // 2]))
    cut = data.draw(st.integers(0, len(shuffled)))
    files = {"a.jsonl": dump(shuffled[:cut])[1], "b.jsonl": dump(shuffled[cut:])[1]}

    assert parse(files, path="ledger") == Ledger(lines)


@given(sealed_lines)
def test_adding_what_is_there_changes_nothing(lines: tuple[Line, ...]) -> None:
    """Lines with equal ids count once."""
    ledger = Ledger(lines)

    assert ledger.plus(lines) == ledger


def test_lines_are_numbered_after_the_highest_seen() -> None:
    """The number tells what was written in knowledge of what."""
    raw = Line("kk", None, "Bread.", "Нан.", "translated", "Aizada")
    first = seal([raw, raw], ledger=Ledger(), day=date(2024, 3, 1))

    second = seal([raw], ledger=Ledger(first), day=date(2024, 3, 2))

    assert [line.n for line in (*first, *second)] == [1, 2, 3]
    assert second[0].day == "2024-03-02"
    assert len({line.id for line in (*first, *second)}) == 3


def test_an_approval_needs_a_name() -> None:
    """Nobody called `unknown` or `machine` can stand for a text."""
    for by in ("unknown", "machine", " Machine ", ""):
        with pytest.raises(LedgerError, match="nobody's name"):
            seal(
                [Line("kk", None, "Bread.", "Нан.", "approved", by)],
                ledger=Ledger(),
                day=date(2024, 3, 1),
            )


def test_a_pair_does_not_depend_on_white_space_or_composition() -> None:
    """Re-wrapping a paragraph costs nobody an approval; a no-break space is a difference."""
    plain = pair("kk", None, "Bread and salt.", "Нан й.")

    assert pair("kk", None, " Bread\n and\tsalt. ", "Нан и\u0306.") == plain
    assert pair("kk", None, "Bread\u00a0and salt.", "Нан й.") != plain
    assert pair("kk", "", "Bread and salt.", "Нан й.") != plain
    assert pair("ru", None, "Bread and salt.", "Нан й.") != plain


def test_a_pair_keeps_its_fields_apart() -> None:
    """Moving a letter from the source to the target makes another pair."""
    assert pair("kk", None, "ab", "c") != pair("kk", None, "a", "bc")


def test_a_line_that_is_no_json_is_an_error_with_its_place() -> None:
    """A ledger file that was edited by hand says where, and what to do."""
    with pytest.raises(LedgerError) as caught:
        parse({"a.jsonl": line() + b"\n<<<<<<< HEAD\n"}, path="locales/ledger/bread")

    assert caught.value.place == "locales/ledger/bread/a.jsonl:3"
    assert "git" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"[]\n", "object"),
        (b"{}, {}\n", "JSON"),
        (b"[" * 5000 + b"\n", "JSON"),
        (b'{"n": 1}\n', "'language' is missing"),
        (line(n="1"), "'n' is no whole number"),
        (line(n=True), "'n' is no whole number"),
        (line(target=None), "'target' is missing"),
        (line(source=7), "'source' is no text"),
        (line(context=7), "'context' is no text"),
        (line(distance="far"), "'distance' is no whole number"),
        (line(ends="aa"), "'ends' is no list of ids"),
        (line(ends=[1]), "'ends' is no list of ids"),
        (b'{"n": "\xff"}\n', "JSON"),
    ],
)
def test_a_field_of_a_wrong_type_is_an_error(data: bytes, problem: str) -> None:
    """A line is read whole or not at all."""
    with pytest.raises(LedgerError, match=problem):
        parse({"a.jsonl": data}, path="ledger")


def test_windows_line_ends_and_empty_lines_are_read() -> None:
    """What git does to line ends loses nothing."""
    ledger = parse({"a.jsonl": line(n=1, id="a") + b"\r\n\r\n" + line(n=2, id="b")}, path="x")

    assert [line.id for line in ledger.lines] == ["a", "b"]


def test_a_line_without_an_id_gets_the_hash_of_its_words() -> None:
    """A line that somebody wrote by hand is one line, however often it is read."""
    bare = line().replace(b'"id": "aa", ', b"")

    ledger = parse({"a.jsonl": bare, "b.jsonl": bare}, path="x")

    assert len(ledger.lines) == 1
    assert len(ledger.lines[0].id) == 32


def test_half_a_character_is_kept() -> None:
    """A field with half a surrogate pair, which has no UTF-8, goes to disk and back."""
    ledger = parse({"a.jsonl": line(mood="\ud83d")}, path="x")

    assert parse(dict([dump(ledger.lines)]), path="x") == ledger
