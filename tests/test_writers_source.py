"""The localized source, and the table of formats."""

import pytest

from editions import UNITS, original, site, translated
from polyglot.errors import UsageError
from polyglot.writers import WRITERS, writer


def test_the_source_edition_is_the_source() -> None:
    """What was read is written: front matter, markup and addresses."""
    text = writer("source").write(original(), site()).decode()

    assert text == (
        '---\ntitle: "Two activists seized"\n---\n<p>Read <a href="report.md">the report</a> of '
        "<em>14 May</em>.<br>It is short.</p><p>Press <kbd>a &lt; b</kbd> on 10<sup>th</sup> "
        '<img src="media/map.png" alt="A map of Almaty"> street.</p>'
    )


def test_a_translation_keeps_everything_but_the_words() -> None:
    """Addresses stay as the source has them: the file goes where the source came from."""
    text = writer("source").write(translated(), site()).decode()

    assert 'href="report.md">есепті</a>' in text
    assert 'src="media/map.png" alt="Алматы картасы"' in text
    assert UNITS[0].text not in text


@pytest.mark.parametrize(
    ("format_", "suffix"), [("html", "html"), ("markdown", "html"), ("text", "txt")]
)
def test_the_file_is_named_by_language(format_: str, suffix: str) -> None:
    """Markdown is written as it renders."""
    edition = translated(format=format_, tag="kaa-Latn")

    assert writer("source").path(edition) == f"source/news/seized/kaa-Latn.{suffix}"


@pytest.mark.parametrize("name", WRITERS)
def test_each_format_of_the_table_has_its_writer(name: str) -> None:
    """A name on the command line is a module that writes."""
    found = writer(name)

    assert found.name == name
    assert found.path(translated())
    assert found.write(translated(), site())


def test_an_unknown_format_is_refused_by_name() -> None:
    """The message says what was asked for."""
    with pytest.raises(UsageError, match="docx"):
        writer("docx")
