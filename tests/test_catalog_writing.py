"""The bytes of a PO file: nothing is lost in them, and gettext has nothing to change."""

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, assume, example, given, settings

from catalogs import EMPTY, FLAGS, PATH, Tool, catalog_of, catalogs
from polyglot import catalog as po
from polyglot.model import Catalog, Message, Plural

BREAD = Message(
    "Bake for <em>40 minutes</em>.",
    target="<em>40 минут</em> пісіріңіз.",
    references=("content/bread.html",),
)
DRAFT = Message(
    "Bread",
    "title",
    target="Нан",
    is_fuzzy=True,
    previous=("title", "Breads"),
    notes=("Title",),
    references=("content/bread.html",),
    comments=("Is it flat bread?",),
    hints=("нан: bread",),
    remark="machine draft (google), not checked",
)


def test_a_message_is_written_as_translators_know_it() -> None:
    """Comments, notes, the file, the mark, the older text, the text, the translation."""
    data = po.write(catalog_of(DRAFT))

    assert data.decode().partition("\n\n")[2] == (
        "# Is it flat bread?\n"
        "# polyglot: нан: bread\n"
        "# machine draft (google), not checked\n"
        "#. Title\n"
        "#: content/bread.html\n"
        "#, fuzzy\n"
        '#| msgctxt "title"\n'
        '#| msgid "Breads"\n'
        'msgctxt "title"\n'
        'msgid "Bread"\n'
        'msgstr "Нан"\n'
    )


def test_the_header_names_nobody_and_no_day() -> None:
    """A file tells what it is for; who saved it when is nobody's business."""
    data = po.write(EMPTY)

    assert data.decode() == (
        "# Edit msgstr.\n"
        "# Delete fuzzy.\n"
        "# Send it back.\n"
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: \\n"\n'
        '"Report-Msgid-Bugs-To: \\n"\n'
        '"POT-Creation-Date: \\n"\n'
        '"PO-Revision-Date: \\n"\n'
        '"Last-Translator: \\n"\n'
        '"Language-Team: \\n"\n'
        '"Language: kk\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    )


def test_a_long_text_stays_on_its_line() -> None:
    """Whoever compares two versions sees one changed line for one changed paragraph."""
    data = po.write(catalog_of(replace(BREAD, source="word " * 500)))

    assert f'msgid "{"word " * 500}"'.encode() in data


def test_a_text_of_several_lines_is_written_line_by_line() -> None:
    """A poem reads as a poem."""
    data = po.write(catalog_of(Message("one\ntwo", target="бір\nекі")))

    assert 'msgid ""\n"one\\n"\n"two"\nmsgstr ""\n"бір\\n"\n"екі"\n'.encode() in data


@given(catalogs((*FLAGS, "checked", "=sticky")))
@example(catalog_of(Message("a\u2028b\rc\x07\x0b", target="\U0010ffffs\x85")))
@example(catalog_of(Message("a", references=("my file.html",), comments=("one", "", "two"))))
def test_what_is_written_is_read_again(catalog: Catalog) -> None:
    """Nothing that a PO file can hold is lost between writing and reading."""
    data = po.write(catalog)

    assert po.read(data, path=PATH, language="kk") == po.renumbered(catalog, data)


@given(catalogs(("checked", "=sticky")))
def test_writing_what_was_read_changes_nothing(catalog: Catalog) -> None:
    """A file that polyglot wrote is not touched by the next command."""
    data = po.write(catalog)
    again = po.read(data, path=PATH, language="kk")

    assert po.write(again) == data


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(catalogs())
@example(catalog_of(DRAFT, Message("x", target="y", is_fuzzy=True, is_obsolete=True)))
def test_msgcat_changes_nothing(gettext_tool: Tool, catalog: Catalog) -> None:
    """The writer of gettext makes the same bytes, so editors built on it leave ours alone."""
    kept = [m for m in catalog.messages if m.target or m.plural or not m.is_obsolete]
    data = po.write(catalog_of(BREAD, *kept))
    # gettext parts context and source with U+0004, so no text may have it.
    assume(b"\4" not in data)

    result = gettext_tool("msgcat", "--no-wrap", "-", data=data)

    assert result.stdout.decode() == data.decode()


def test_msgfmt_has_nothing_to_say(gettext_tool: Tool) -> None:
    """The strictest check of gettext is silent."""
    plural = Message("file", target="", plural=Plural("files", ("файл", "файлдар")))

    result = gettext_tool(
        "msgfmt", "-c", "-o", "-", "-", data=po.write(catalog_of(BREAD, DRAFT, plural))
    )

    assert (result.returncode, result.stderr) == (0, b"")


def test_msgmerge_with_our_template_changes_nothing(gettext_tool: Tool, tmp_path: Path) -> None:
    """Somebody who updates by hand, or a platform that does it, gets our file back."""
    stale = replace(BREAD, source="Bake for 45.", is_fuzzy=True, previous=(None, "Bake for 40."))
    live = (DRAFT, BREAD, stale, Message("Bake for 50.", references=("content/bread.html",)))
    gone = Message("Bake for 30.", target="30", is_fuzzy=True, is_obsolete=True, comments=("c",))
    data = po.write(catalog_of(*live, gone))
    template = tmp_path / "bread.pot"
    template.write_bytes(
        po.write_template([po.Segment(m.source, m.context, m.notes, m.references) for m in live])
    )
    catalog = tmp_path / "bread.po"
    catalog.write_bytes(data)

    result = gettext_tool(
        "msgmerge", "--quiet", "--no-wrap", "--previous", str(catalog), str(template)
    )

    assert result.stdout.decode() == data.decode()


def test_the_template_holds_every_segment_once_and_no_translation() -> None:
    """A translation platform starts from it."""
    segments = [po.Segment("Bread", "title", ("Title",), ("content/bread.html",))]

    data = po.write_template(segments)

    assert data.decode().partition("\n\n")[2] == (
        '#. Title\n#: content/bread.html\nmsgctxt "title"\nmsgid "Bread"\nmsgstr ""\n'
    )
    assert b'"Language: \\n"' in data


def test_renumbered_messages_know_their_lines() -> None:
    """A finding about a file just written points to the right line."""
    catalog = catalog_of(BREAD, DRAFT)
    data = po.write(catalog)

    lines = [message.line for message in po.renumbered(catalog, data).messages]

    assert [data.decode().split("\n")[line - 1] for line in lines] == [
        f'msgid "{BREAD.source}"',
        'msgid "Bread"',
    ]
