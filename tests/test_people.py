"""The list of people: identities stay private, pen names stand in files."""

from pathlib import Path

import pytest

from polyglot.errors import PeopleError, ReviewError
from polyglot.people import People, parse
from workspaces import Press, press

LIST = """\
# who works here
[Aygul]
identities = ["aygul@newsroom.example", "Aygul Karimova"]

[Timur]
identities = ["timur@newsroom.example"]

["night desk"]
"""


def people(text: str = LIST) -> People:
    """Return the people in a list."""
    return parse(text.encode(), path="private/people.toml")


@pytest.fixture
def made(tmp_path: Path) -> Press:
    """Return a workspace with a list of people."""
    newsroom = press(tmp_path, languages="en kk", articles="bridge", release="auto")
    newsroom.write("private/people.toml", LIST)
    newsroom.done("extract")
    return newsroom


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        ("aygul@newsroom.example", "Aygul"),
        ("AYGUL@Newsroom.example", "Aygul"),
        ("Aygul Karimova", "Aygul"),
        ("aygul  karimova", "Aygul"),
        ("Somebody Else <aygul@newsroom.example>", "Aygul"),
        ("Aygul Karimova <unheard@of.example>, 2026", "Aygul"),
        ("Aygul", "Aygul"),
        ("Night Desk", "night desk"),
        ("Aygul Karimova <timur@newsroom.example>", ""),
        ("unheard@of.example", ""),
        ("", ""),
    ],
)
def test_an_identity_leads_to_one_pen_name_or_to_none(identity: str, name: str) -> None:
    """However it is spelled; one that leads to two people is nobody's."""
    assert people().find(identity) == name


@pytest.mark.parametrize("identity", ["Bota B.", "bota@x.example", "bota b. <BOTA@x.example>"])
def test_an_identity_as_git_shows_it_counts_as_name_and_address(identity: str) -> None:
    """Whoever copies an author from a log has listed both."""
    known = people('[Bota]\nidentities = ["Bota B. <bota@x.example>"]\n')

    assert known.find(identity) == "Bota"
    assert known.find("Somebody", "bota@x.example") == "Bota"


def test_whoever_is_not_in_the_list_has_no_pen_name() -> None:
    """A slip of the finger makes no second person, and a real name gets into no file."""
    with pytest.raises(ReviewError, match="nobody here has the pen name 'Aigul'"):
        people().called("Aigul")
    with pytest.raises(ReviewError, match="a pen name holds no address"):
        people().called("dana@newsroom.example")


def test_without_a_list_every_pen_name_goes() -> None:
    """Names are declared; an address is none."""
    assert People().called(" Dana ") == "Dana"
    with pytest.raises(ReviewError, match="a pen name holds no address"):
        People().called("dana@newsroom.example")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[Aygul]\nidentities = [\n", 2, "this is no TOML"),
        ("x = " + "9" * 5000 + "\n", 1, "this is no TOML"),
        ("x = " + "[" * 5000 + "\n", 1, "this is no TOML"),
        ('\nAygul = "aygul@newsroom.example"\n', 2, "stands outside of a table"),
        ('[Aygul]\nidentities = "aygul@newsroom.example"\n', 1, "are no list of texts"),
        ("[Aygul]\nidentities = [7]\n", 1, "are no list of texts"),
        ('[Aygul]\nidentity = ["a@b.example"]\n', 2, "unknown key 'identity'"),
        ('\n["aygul@newsroom.example"]\n', 2, "a pen name holds no address"),
        ("[machine]\n", 1, "reserved"),
        ("[somebody-1a2b]\n", 1, "whose name was forgotten"),
        ('[Aygul]\nidentities = [""]\n', 1, "is empty"),
        ('[A]\nidentities = ["x@y.example"]\n[B]\nidentities = ["x@y.example"]\n', 4, "in common"),
        ('[A]\nidentities = ["B"]\n[B]\n', 2, "in common"),
        ('[A]\nidentities = ["x@y.example"]\n[B]\nidentities = ["C <x@y.example>"]', 4, "common"),
        ("[Aygul]\n[aygul]\n", 2, "in common"),
        ('[A]\nidentities = ["robot[bot]"]\n', 2, "a program's"),
        ('[A]\nidentities = ["noreply@code.example"]\n', 2, "a program's"),
        ('[A]\nidentities = ["Robot <bot@code.example>"]\n', 2, "a program's"),
    ],
)
def test_a_wrong_list_is_an_error_with_its_line(text: str, line: int | None, words: str) -> None:
    """It tells the line and no address."""
    with pytest.raises(PeopleError, match=words) as caught:
        people(text)

    assert (caught.value.path, caught.value.line) == ("private/people.toml", line)
    assert ".example" not in f"{caught.value.problem} {caught.value.hint}"


def test_a_list_in_another_encoding_is_an_error_with_its_line() -> None:
    """It is text in UTF-8, like every file of ours."""
    with pytest.raises(PeopleError, match="this is not UTF-8") as caught:
        parse("[A]\n[Гүлнара]\n".encode("cp1251", "replace"), path="private/people.toml")

    assert caught.value.line == 2


def test_an_identity_given_by_hand_becomes_its_pen_name(made: Press) -> None:
    """The ledger and the record hear of nobody else."""
    made.type_all("news/bridge", "kk")

    made.run("extract", "--by", "Aygul Karimova")
    made.run("review", "reject", "bridge", "3", "-l", "kk", "--by", "timur@newsroom.example")
    made.done("release", "bridge", "--by", "TIMUR")

    names = {line["by"] for line in made.ledger("news/bridge")}
    assert names == {"Aygul", "Timur"}
    assert '"by":"Timur"' in made.text("locales/published/news/bridge.jsonl")
    assert b"newsroom.example" not in b"".join(made.files("locales").values())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("extract", "--by", "Dana"), 2),
        (("run", "--by", "dana@newsroom.example"), 2),
        (("review", "approve", "bridge", "1", "-l", "kk", "--by", "Dana"), 1),
        (("release", "bridge", "--by", "Dana"), 1),
    ],
)
def test_who_is_not_in_the_list_does_nothing(
    made: Press, words: tuple[str, ...], code: int
) -> None:
    """The command says where to add her, and nothing is written."""
    before = made.files("locales")

    result = made.run(*words)

    assert result.code == code, result
    assert "people.toml" in result.err
    assert made.files("locales") == before


def test_a_wrong_list_stops_whoever_gives_a_name(made: Press) -> None:
    """A name that cannot be looked up is not written."""
    made.write("private/people.toml", "[Aygul\n")

    result = made.run("extract", "--by", "Aygul")

    assert (result.code, "private/people.toml:1" in result.err) == (1, True)


def test_a_wrong_list_is_told_by_who_looks_and_stops_who_writes(made: Press) -> None:
    """Nobody becomes unknown for good because of a slip in the list."""
    made.type("news/bridge", "kk", {"It is 310": "Ұзындығы 310 метр."})
    before = made.files("locales")
    made.write("private/people.toml", "[Aygul\n")

    checked, run = made.run("check"), made.run("run")

    assert "private/people.toml:1: error: this is no TOML" in checked.out
    assert (checked.code, run.code) == (1, 1)
    assert made.files("locales") == before
    assert made.run("status").code == 1
