"""`polyglot terms find`: what the lists know of an article, and what they miss."""

import hashlib
from pathlib import Path

import pytest

from workspaces import Press, press

BRIDGE = "news/bridge"
GLOSSARY = "term,status,en,uz\nbridge,preferred,bridge,koʻprik\nbridge,forbidden,viaduct,\n"
NAMES = "name,kind,status,en,uz\nMuynak,place,approved,Muynak,Moʻynoq\n"
ARTICLE = """---
title: The bridge of Muynak
language: en
---

Two bridges, or viaducts, stand in Muynak. A <a href="https://muynak.example/bridge">bridge</a>
was seen by Anvar Karimov.

Later the Water Board told us that Nukus is far.
"""


@pytest.fixture
def muynak(tmp_path: Path) -> Press:
    """Make a workspace with both lists and a protected name."""
    made = press(tmp_path)
    made.write("terms/glossary.csv", GLOSSARY)
    made.write("terms/names.csv", NAMES)
    made.write("private/protected.csv", "Somebody Else\nAnvar Karimov\n")
    made.write(f"content/{BRIDGE}.md", ARTICLE)
    return made


def test_terms_and_names_are_listed_with_their_places(muynak: Press) -> None:
    """The line of the paragraph, the status, and what stands there."""
    result = muynak.done("terms", "find", BRIDGE)

    path = f"content/{BRIDGE}.md"
    assert result.out.splitlines() == [
        f"{path}:2\tpreferred\tterm\tbridge",
        f"{path}:2\tpreferred\tplace\tMuynak",
        f"{path}:6\tpreferred\tterm\tbridges = bridge",
        f"{path}:6\tforbidden\tterm\tviaducts = bridge",
        f"{path}:6\tpreferred\tplace\tMuynak",
        f"{path}:6\tpreferred\tterm\tbridge",
        f"{path}:6\tprotected\tprotected name 2",
        f"{path}:9\tno entry\tname\tWater Board\t1 time",
        f"{path}:9\tno entry\tname\tNukus\t1 time",
    ]
    assert result.err.startswith("3 entries found; 2 candidates without an entry")


def test_another_program_reads_places_in_sentences(muynak: Press) -> None:
    """The JSON has the sentence, and where in it the words begin and end."""
    plain = muynak.done("terms", "find", "bridge", "--format", "json").plain

    assert isinstance(plain, dict)
    assert plain["language"] == "en"
    assert plain["found"][3] == {
        "entry": "bridge",
        "kind": "term",
        "status": "forbidden",
        "form": "viaduct",
        "text": "viaducts",
        "domain": "",
        "note": "",
        "path": f"content/{BRIDGE}.md",
        "line": 6,
        "sentence": 2,
        "start": 16,
        "end": 24,
    }
    assert plain["missing"][0]["text"] == "Water Board"


@pytest.mark.parametrize("shape", ["text", "json"])
@pytest.mark.parametrize(
    "said",
    ["Anvar Karimov", "ANVAR KARIMOV’s", "Karimov, Anvar", "Anvar\u00a0Karimov", "Karimov and"],
)
def test_a_protected_name_is_never_printed(muynak: Press, shape: str, said: str) -> None:
    """Only which it is and where, however it is written; also where a list has it by mistake."""
    muynak.swap(f"content/{BRIDGE}.md", "Anvar Karimov", said)
    muynak.write("terms/names.csv", f"{NAMES}Anvar Karimov,person,approved,Anvar Karimov,\n")

    result = muynak.run("terms", "find", BRIDGE, "--format", shape)

    assert ("protected name 2" in result.out) == ("Anvar" in said.title())
    for part in ("anvar", "karimov"):
        assert part not in (result.out + result.err).casefold()


def test_a_wrong_list_is_told_and_the_rest_is_used(muynak: Press) -> None:
    """An error in a list ends the command with 1; what could be read was used."""
    muynak.write("terms/names.csv", "name,kind,klingon,en\nMuynak,place,x,Muynak\n")

    result = muynak.run("terms", "find", BRIDGE)

    assert result.code == 1
    assert "preferred\tplace\tMuynak" in result.out
    assert "terms/names.csv:1: error: there is no column 'klingon' [terms]" in result.err


def test_a_workspace_without_lists_has_candidates_only(muynak: Press) -> None:
    """Nothing is needed to begin."""
    for name in ("terms/glossary.csv", "terms/names.csv", "private/protected.csv"):
        muynak.path(name).unlink()

    result = muynak.done("terms", "find", BRIDGE)

    assert {line.split("\t")[1] for line in result.out.splitlines()} == {"no entry"}


def test_an_article_that_is_none_is_wrong_usage(muynak: Press) -> None:
    """The exit code is that of other commands."""
    assert muynak.run("terms", "find", "nothing").code == 2
    assert muynak.run("terms", "find", BRIDGE, "--format", "xml").code == 2


def test_the_command_writes_nothing(muynak: Press) -> None:
    """It looks, and looks the same twice."""

    def seen() -> dict[str, str]:
        files = (path for path in muynak.root.rglob("*") if path.is_file())
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    first = muynak.done("terms", "find", BRIDGE).out
    before = seen()

    assert muynak.done("terms", "find", BRIDGE).out == first
    assert seen() == before
