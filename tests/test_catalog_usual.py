"""The short way of reading a PO file says what polib says, or leaves the file to polib."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogs import PATH, catalogs
from polyglot import catalog as po
from polyglot.catalog import reading, usual, writing
from polyglot.catalog.repair import decode, is_plain, repair
from polyglot.errors import CatalogError
from polyglot.model import Catalog, Message

USUAL = po.write(
    Catalog(
        "kk",
        po.fresh("kk", ("Аудармашыға",), "nplurals=2; plural=(n != 1);").messages,
        comments=("Аудармашыға",),
    )
).decode() + (
    "\n# machine draft (pseudo), not checked\n# polyglot: a hint\n#. Title\n#: content/a.md\n"
    '#, fuzzy\n#| msgid "old \\"text\\""\nmsgctxt "title"\nmsgid "new\\ttext"\nmsgstr "жаңа"\n'
    '\nmsgid "b"\nmsgstr ""\n'
)


@given(catalogs())
def test_the_short_way_says_what_polib_says(catalog: Catalog) -> None:
    """Whatever polyglot wrote is read alike in both ways."""
    text = po.write(catalog).decode()

    short = reading._usual(text, catalog.language)

    assert short is None or short == reading._read(text, PATH, catalog.language)


@given(catalogs())
def test_the_short_way_writes_what_polib_writes(catalog: Catalog) -> None:
    """Whatever polyglot writes, polib writes alike."""
    data = po.write(catalog)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "written", lambda _message, _comments: None)
        assert po.write(catalog) == data


@given(st.text(alphabet='#,:.|~ \n"\\amsgidtrctxtfuzzyé\u2028', max_size=40), st.integers(0, 400))
def test_a_file_with_a_slip_in_it_is_polibs_or_read_alike(slip: str, place: int) -> None:
    """A character typed anywhere never makes the two ways differ."""
    text = decode((USUAL[:place] + slip + USUAL[place:]).encode(), PATH)

    short = reading._usual(text, "kk")

    if short is not None:
        try:
            long = reading._read(text if is_plain(text) else repair(text, PATH), PATH, "kk")
        except CatalogError:
            pytest.fail("polib refuses what the short way reads")
        assert short == long


def test_a_file_as_polyglot_writes_it_goes_the_short_way() -> None:
    """The short way is no dead end: it reads the usual file."""
    found = reading._usual(USUAL, "kk")

    assert found is not None
    assert [m.target for m in found.catalog.messages] == ["жаңа", ""]
    assert found.catalog.messages[0].previous == (None, 'old "text"')
    assert found.catalog.messages[0].hints == ("a hint",)


def test_a_usual_message_is_written_the_short_way() -> None:
    """The short way is no dead end: it writes the usual message, and leaves others to polib."""
    message = Message('new\t"text"', "title", target="жаңа", is_fuzzy=True, notes=("Title",))

    short = usual.written(message, "a comment")

    assert short == (
        "# a comment\n#. Title\n#, fuzzy\n"
        'msgctxt "title"\nmsgid "new\\t\\"text\\""\nmsgstr "жаңа"\n'
    )
    assert usual.written(replace(message, target="two\nlines"), "") is None
