"""Terms and names on the journey: in catalogs, in what is sent out, to engines, in findings."""

from pathlib import Path

import pytest

from workspaces import Press, press

BRIDGE = "news/bridge"
UZBEK = f"locales/uz/LC_MESSAGES/{BRIDGE}.po"
GLOSSARY = (
    "term,status,en,uz,uz-Cyrl\n"
    "bridge,preferred,bridge,koʻprik,\n"
    "bridge,forbidden,viaduct,most|viaduk,\n"
    "canal,preferred,canal,,\n"
)
NAMES = "name,kind,status,en,uz\nMuynak,place,approved,Muynak,Moʻynoq\n"
ARTICLE = """---
title: The bridge of Muynak
language: en
privacy: public
---

Two bridges stand in Muynak, a bridge and a viaduct.

A canal has no form in Uzbek.
"""
HINT = "# polyglot: terms: bridge → koʻprik (not: most, viaduk); Muynak → Moʻynoq"
LONG = f"{HINT}; viaduct → koʻprik (not: most, viaduk)"


@pytest.fixture
def muynak(tmp_path: Path) -> Press:
    """Make a workspace with both lists and one article."""
    made = press(tmp_path, languages="en uz", articles="")
    made.write("terms/glossary.csv", GLOSSARY)
    made.write("terms/names.csv", NAMES)
    made.write(f"content/{BRIDGE}.md", ARTICLE)
    return made


def hints(made: Press, name: str = UZBEK) -> list[str]:
    """Return the comments of ours in a catalog."""
    return [line for line in made.text(name).splitlines() if line.startswith("# polyglot: ")]


# --- Catalogs -------------------------------------------------------------------------------------


def test_a_translator_sees_the_terms_and_names_of_a_paragraph(muynak: Press) -> None:
    """One line, by place; an entry without a form in the language is left out."""
    muynak.done("extract")

    assert hints(muynak) == [HINT, LONG]


def test_running_twice_changes_nothing(muynak: Press) -> None:
    """Not one byte, with drafts or without."""
    for words in (("extract",), ("run", "--drafts", "--provider", "pseudo")):
        muynak.done(*words)
        before = muynak.files()
        muynak.done(*words)
        assert muynak.files() == before
        assert hints(muynak) == [HINT, LONG]


def test_a_catalog_is_not_rewritten_for_hints_alone(muynak: Press) -> None:
    """A changed list shows where a catalog is written for another reason, and is gone there."""
    muynak.done("extract")
    before = muynak.text(UZBEK)

    muynak.write("terms/names.csv", NAMES.replace("Moʻynoq", "Moʻynaq"))
    muynak.done("extract")
    assert muynak.text(UZBEK) == before

    muynak.write(f"content/{BRIDGE}.md", ARTICLE.replace("has no form", "has no term"))
    muynak.done("extract")
    assert hints(muynak) == [line.replace("Moʻynoq", "Moʻynaq") for line in (HINT, LONG)]

    muynak.path("terms/names.csv").unlink()
    muynak.path("terms/glossary.csv").unlink()
    muynak.write(f"content/{BRIDGE}.md", ARTICLE)
    muynak.done("extract")
    assert hints(muynak) == []


def test_the_script_of_the_translators_counts(muynak: Press) -> None:
    """A form that the list lacks is made by the table of the scripts."""
    muynak.write(
        "polyglot.toml",
        muynak.text("polyglot.toml") + '\n[translate]\nscripts = { uz = "uz-Cyrl" }\n',
    )
    muynak.done("extract")

    assert hints(muynak)[0] == (
        "# polyglot: terms: bridge → кўприк (not: мост, виадук); Muynak → Мўйноқ"
    )


def test_what_a_reviewer_wrote_stays_beside_it(muynak: Press) -> None:
    """A note that looks like a hint of ours is a person's all the same."""
    muynak.done("extract")
    text = muynak.text(UZBEK)
    head, _, rest = text.partition('msgid "Two bridges')
    source, _, tail = rest.partition('msgstr ""')
    muynak.write(UZBEK, f'{head}msgid "Two bridges{source}msgstr "Ikki most."{tail}')
    muynak.done("extract", "--by", "Anvar")
    note = "terms: bridge → koʻprik, please"

    muynak.done(*("review", "reject", BRIDGE, "2", "-l", "uz", "--by", "Dina", "--note", note))
    muynak.done("extract")

    assert hints(muynak) == [HINT, f"# polyglot: {note}", LONG]


def test_a_protected_name_is_in_no_hint(muynak: Press) -> None:
    """Neither where its own form is protected, nor where its translation is."""
    muynak.write("private/protected.csv", "name,uz\nSomebody,Moʻynoq\n")
    muynak.done("extract")

    assert hints(muynak)[0] == HINT.partition(";")[0]


def test_a_file_that_is_sent_has_them(muynak: Press, tmp_path: Path) -> None:
    """Whoever works outside of the workspace sees the same."""
    muynak.done("extract")
    muynak.done("send", "--to", str(tmp_path / "out"))

    (sent,) = (tmp_path / "out").iterdir()
    assert HINT in sent.read_text(encoding="utf-8").splitlines()


# --- Lists ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("check",), ("run", "--drafts")], ids=" ".join)
def test_a_broken_list_is_a_finding_and_the_rest_is_used(
    muynak: Press, words: tuple[str, ...]
) -> None:
    """It is told with its place, by a run that finds nothing to do as well, until it is mended."""
    muynak.write("terms/glossary.csv", f"{GLOSSARY}river,prefered,river,daryo,\n")
    muynak.run("run", "--drafts")

    for _ in range(2):
        result = muynak.run(*words)
        assert "terms/glossary.csv:5: error: there is no status 'prefered'" in (
            result.out + result.err
        )
        assert result.code == 1
    assert hints(muynak) == [HINT, LONG]

    muynak.write("terms/glossary.csv", f"{GLOSSARY}river,preferred,river,daryo,\n")
    result = muynak.done(*words)
    assert "prefered" not in result.out + result.err
