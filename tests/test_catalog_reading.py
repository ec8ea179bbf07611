"""PO files as people and editors leave them: what polib would lose or refuse is read as well."""

from dataclasses import replace

import pytest

from catalogs import EMPTY, HEAD, PATH, only, read_body
from polyglot import catalog as po
from polyglot.errors import CatalogError
from polyglot.model import Message, Plural, Severity

PLAIN = Message("a", target="b")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"a\ab", "a\ab"),
        (r"\101\x42", "AB"),
        (r"\320\266", "ж"),
        (r"\"\\\n\t\v\f\b\r", '"\\\n\t\v\f\b\r'),
        (r"C:\dir", r"C:\dir"),
        ("a\u2028b\x85c\x1cd\x0be", "a\u2028b\x85c\x1cd\x0be"),
        ("\U0010ffff", "\U0010ffff"),
        ('one" "two', "onetwo"),
    ],
)
def test_a_text_means_what_gettext_takes_it_for(written: str, meant: str) -> None:
    """Escapes of every kind, and characters at which polib would break the line."""
    message = only(f'msgid "{written}"\nmsgstr "{written}"\n')

    assert (message.source, message.target) == (meant, meant)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("#,fuzzy\n", replace(PLAIN, is_fuzzy=True)),
        (
            "#, fuzzy, range: 0..1\n#, wrap\n",
            replace(PLAIN, is_fuzzy=True, flags=("range: 0..1", "wrap")),
        ),
        ("#= reviewed, mine\n", replace(PLAIN, flags=("=reviewed", "=mine"))),
        ("#:x.html\n", replace(PLAIN, references=("x.html",))),
        (
            "#: \u2068my file.html\u2069:3 y.html\n",
            replace(PLAIN, references=("my file.html:3", "y.html")),
        ),
        ("#.Title\n#.\n", replace(PLAIN, notes=("Title",))),
        ("#see\n#\n## twice\n#! bang\n", replace(PLAIN, comments=("see", "", "# twice", "! bang"))),
        ("# a\u2028b\n", replace(PLAIN, comments=("a\u2028b",))),
        ('domain "bread"\n', replace(PLAIN, comments=('domain "bread"',))),
        ("#. a\x85b\n", replace(PLAIN, notes=("a\x85b",))),
        ("#\n#   \n# see\n#\n", replace(PLAIN, comments=("", "", "see", ""))),
        (
            f"# {'x' * 99} see https://example.org/{'y' * 99}\n",
            replace(PLAIN, comments=(f"{'x' * 99} see https://example.org/{'y' * 99}",)),
        ),
        (
            "#-#-#-#-#  a.po (x)  #-#-#-#-#\n",
            replace(PLAIN, comments=("-#-#-#-#  a.po (x)  #-#-#-#-#",)),
        ),
        (
            '#, fuzzy\n#| msgid "A"\n#| msgid_plural "As"\n',
            replace(PLAIN, is_fuzzy=True, previous=(None, "A"), previous_plural="As"),
        ),
        ('#|msgid "A"\n#|"B"\n', replace(PLAIN, previous=(None, "AB"))),
        ('#| msgctxt "t"\n#| msgid "A"\n', replace(PLAIN, previous=("t", "A"))),
        ("# polyglot: бұл сөз\n", replace(PLAIN, hints=("бұл сөз",))),
        ("# draft, needs work\n", replace(PLAIN, remark="draft, needs work")),
    ],
)
def test_a_comment_is_read_however_it_is_spaced(lines: str, message: Message) -> None:
    """Editors leave out the space behind the mark, and know marks that polib does not."""
    read = read_body(f'{lines}msgid "a"\nmsgstr "b"\n')

    (found,) = read.catalog.messages
    assert replace(found, line=0) == message
    (again,) = po.read(po.write(read.catalog), path=PATH, language="kk").messages
    assert replace(again, line=0) == message


@pytest.mark.parametrize(
    "body",
    [
        'msgid"a"\nmsgstr"b"\n',
        '  msgid "a"  \n\tmsgstr\t"b"\n',
        'msgid ""\n"a"\nmsgstr ""\n"b"',
        'msgid "a"\n\nmsgstr "b"\n\n\n',
        'msgid\n"a"\nmsgstr\n"b"\n',
        'msgid "a" msgstr "b"\n',
        'msgid "a"\nmsgstr "b" # why?\n',
        'msgid "\\\na"\nmsgstr "b\\\n"\n',
    ],
)
def test_white_space_between_the_parts_means_nothing(body: str) -> None:
    """Indented, run together, or without a last newline: the message is the same."""
    message = only(body)

    assert replace(message, line=0) == PLAIN


def test_a_name_with_a_space_is_written_back_with_its_line_outside() -> None:
    """Gettext marks the name alone; the number behind it is a line."""
    line = "#: \u2068my file.html\u2069:3 \u2068another one\u2069 y.html:4\n"

    read = read_body(f'{line}msgid "a"\nmsgstr "b"\n')

    assert line in po.write(read.catalog).decode()


def test_an_obsolete_message_keeps_all_it_has() -> None:
    """The older source, the note and the file would be lost in polib."""
    message = only(
        '# c\n#. n\n#: f.html\n#, fuzzy\n#~| msgctxt "t"\n#~| msgid "A"\n#~| "B"\n'
        '#~ msgctxt "t"\n#~ msgid "a"\n#~msgstr "b"\n#~\n'
    )

    assert replace(message, line=0) == Message(
        "a",
        "t",
        target="b",
        is_fuzzy=True,
        is_obsolete=True,
        previous=("t", "AB"),
        notes=("n",),
        references=("f.html",),
        comments=("c",),
    )


def test_a_plural_message_is_carried_as_it_is() -> None:
    """It comes from elsewhere; polyglot does not touch it."""
    body = (
        '#, fuzzy\n#| msgid "A"\n#| msgid_plural "As"\n'
        'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr [1] "c"\n'
    )

    message = only(body)

    assert message.plural == Plural("as", ("b", "c"), "As")
    assert body.replace("r [", "r[") in po.write(read_body(body).catalog).decode()


def test_a_message_with_an_empty_text_and_a_context_is_no_header() -> None:
    """The reader behind ours would take it for the header and drop the real one."""
    catalog = read_body('msgctxt "t"\nmsgid ""\nmsgstr "b"\n').catalog

    assert [message.key for message in catalog.messages] == [("t", "")]
    assert catalog.fields == EMPTY.fields


def test_every_message_knows_the_line_of_its_msgid() -> None:
    """A finding points to where a translator looks."""
    body = '# c\nmsgctxt "t"\nmsgid "a"\nmsgstr "b"\n\n#~ msgid "x"\n#~ msgstr "y"\n'

    catalog = read_body(body).catalog

    start = HEAD.count("\n")
    assert [message.line for message in catalog.messages] == [start + 3, start + 6]


# --- Files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + HEAD.encode() + 'msgid "a"\nmsgstr "қ"\n'.encode(),
        (HEAD + 'msgid "a"\nmsgstr "қ"\n').replace("\n", "\r\n").encode(),
        (HEAD + 'msgid "a"\nmsgstr "қ"\n').replace("\n", "\r").encode(),
        (HEAD + 'msgid "a"\nmsgstr "қ"\n').encode("utf-16"),
        (HEAD + 'msgid "a"\nmsgstr "қ"\n').replace("UTF-8", "KZ-1048").encode("kz1048"),
        (HEAD + 'msgid "a"\nmsgstr "қ"\n')
        .replace(
            "Content-Type: text/plain; charset=UTF-8",
            'content-type: text/plain; "\n"charset=KZ-1048',
        )
        .encode("kz1048"),
    ],
    ids=["byte order mark", "Windows", "old Mac", "UTF-16", "declared", "declared elsewhere"],
)
def test_a_file_is_read_in_any_encoding_it_declares(data: bytes) -> None:
    """What an editor on another system saved is the same catalog, and goes out as UTF-8."""
    catalog = po.read(data, path=PATH, language="kk")

    assert [message.target for message in catalog.messages] == ["қ"]
    assert {"Language", "Content-Type", "Plural-Forms"} <= dict(catalog.fields).keys()
    assert b"charset=UTF-8" in po.write(catalog)


def test_an_empty_file_is_an_empty_catalog() -> None:
    """Nothing is missing but the header, which is written the next time."""
    catalog = po.read(b"", path=PATH, language="kk")

    assert catalog.messages == ()
    assert b'"Language: kk\\n"' in po.write(catalog)


def test_a_file_without_a_header_keeps_the_comment_of_its_first_message() -> None:
    """It is not taken for the file's."""
    catalog = po.read(b'# why?\nmsgid "a"\nmsgstr "b"\n', path=PATH, language="kk")

    assert catalog.comments == ()
    assert [message.comments for message in catalog.messages] == [("why?",)]


def test_whoever_saved_the_file_is_forgotten() -> None:
    """Editors write names, addresses, dates and folders into the header; nobody asked for them."""
    data = (
        b"# Edit msgstr.\n# Aizada <aizada@example.org>, 2024.\n"
        b'msgid ""\nmsgstr ""\n"Last-Translator: Aizada <aizada@example.org>\\n"\n'
        b'"Language-Team: Kazakh <kk@example.org>\\n"\n'
        b'"PO-Revision-Date: 2024-03-01 12:00+0500\\n"\n'
        b'"X-Poedit-Basepath: /home/aizada\\n"\n"X-Generator: Poedit 3.2\\n"\n"X-Desk: 7\\n"\n'
    )

    catalog = po.read(data, path=PATH, language="kk")

    written = po.write(catalog)
    assert b"izada" not in written
    assert b"example.org" not in written
    assert b"2024" not in written
    assert catalog.comments == ("Edit msgstr.",)
    assert catalog.fields[-1] == ("X-Desk", "7")


def test_of_two_messages_with_one_key_the_better_one_counts() -> None:
    """The other is handed back, so that its words can be put into the ledger."""
    read = read_body(
        'msgid "a"\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n\n'
        '#~ msgid "z"\n#~ msgstr "y"\n\nmsgid "z"\nmsgstr "x"\n'
    )

    assert [message.target for message in read.catalog.messages] == ["b", "x"]
    assert [message.target for message in read.duplicates] == ["", "c", "y"]
    assert {finding.kind for finding in read.findings} == {"duplicate-message"}


def test_a_flag_that_gettext_deletes_is_kept_and_told() -> None:
    """It will not survive the next editor, and its author should know."""
    read = read_body('#, approved, python-format\nmsgid "a"\nmsgstr "b"\n')

    (finding,) = read.findings
    assert (finding.kind, finding.severity) == ("unknown-flag", Severity.NOTE)
    assert "'approved'" in finding.problem
    assert b"#, approved, python-format\n" in po.write(read.catalog)


def test_an_empty_comment_behind_the_reference_is_read_and_written_once() -> None:
    """Some editors leave one; the file must not change again and again because of it."""
    read = read_body(
        '# machine draft (x), not checked\n#: a.md\n#\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n'
    )

    once = po.write(read.catalog)

    assert po.write(po.read(once, path=PATH, language="kk")) == once


@pytest.mark.parametrize(("declared", "count"), [("ru", 1), ("kk_KZ", 0), ("kk-Cyrl", 0), ("", 0)])
def test_a_file_in_another_language_is_told(declared: str, count: int) -> None:
    """Somebody put it into the wrong folder."""
    data = HEAD.replace("Language: kk", f"Language: {declared}").encode()

    read = po.read_all(data, path=PATH, language="kk")

    assert [finding.kind for finding in read.findings] == ["other-language"] * count


def test_versions_that_msgcat_joined_are_all_kept_and_told() -> None:
    """Two files in one: a translator keeps one version; the header keeps every field."""
    parts = ['"#-#-#-#-#  a.po (x)  #-#-#-#-#\\n"', '"#-#-#-#-#  b.po (y)  #-#-#-#-#\\n"']
    data = (
        f'msgid ""\nmsgstr ""\n{parts[0]}\n"Language: kk\\n"\n"X-A: 1\\n"\n'
        f'{parts[1]}\n"Language: kk\\n"\n"X-B: 2\\n"\n\n'
        f'#, fuzzy\nmsgid "a"\nmsgstr ""\n{parts[0]}\n"one\\n"\n{parts[1]}\n"two"\n'
    )

    read = po.read_all(data.encode(), path=PATH, language="kk")

    (message,) = read.catalog.messages
    assert message.target.count("#-#-#-#-#") == 4
    assert "one\n" in message.target
    assert "two" in message.target
    assert read.catalog.fields[-2:] == (("X-A", "1"), ("X-B", "2"))
    assert [finding.kind for finding in read.findings] == ["joined-versions"]


# --- Errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ('msgid "a"\nmsgstr "b\n', 2, "quotation mark"),
        ('msgid "a"\nmsgstr b"\n', 2, "quotation mark"),
        ('msgid "a"\nmsgstr "say "b""\n', 2, "quotation mark"),
        ('msgid "a"\nmsgstr "b\\"\n', 2, "quotation mark"),
        ('msgid "a"\nmsgid "b"\nmsgstr ""\n', 2, "does not belong here"),
        ('msgstr "b"\nmsgstr "b"\n', 1, "does not belong here"),
        ('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\n', 2, "conflict"),
        ('msgid "a"\nmsgstr "b" c\n', 2, "quotation mark"),
        ('msgid "a"\nmsgstr "b"\nhello\n', 3, "no line of a PO file"),
        ('msgid "a"\nmsgstr "\\377"\n', 2, "no character"),
        ('msgid "a"\nmsgstr "\\0"\n', 2, "no character"),
        ('msgid "x"\nmsgstr "y"\n\nmsgid "a"\n', 4, "ends in the middle"),
        ('msgid "x"\nmsgstr "y"\n\nmsgctxt "a"\n', 1, "ends in the middle"),
    ],
)
def test_a_broken_file_is_an_error_with_its_line(body: str, line: int, words: str) -> None:
    """A translator finds the place in any editor, and the hint says what to do."""
    with pytest.raises(CatalogError) as caught:
        read_body(body)

    error = caught.value
    assert words in error.problem
    assert (error.path, error.line) == (PATH, HEAD.count("\n") + line)
    assert error.hint


def test_a_conflict_of_git_is_told_with_both_sides() -> None:
    """Nobody has to open the file to see what is at stake; and it is left as it is."""
    body = (
        'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n||||||| base\nmsgstr ""\n'
        '=======\nmsgstr "c"\n>>>>>>> x\n'
        '\n<<<<<<< HEAD\n# mine\n=======\n>>>>>>> x\nmsgid "d"\nmsgstr "e"\n'
    )

    with pytest.raises(CatalogError) as caught:
        read_body(body)

    start = HEAD.count("\n")
    assert caught.value.line == start + 2
    hint = caught.value.hint or ""
    assert 'msgstr "b"  or  msgstr "c"' in hint
    assert f"more at line {start + 10}" in hint


def test_binary_data_are_no_po_file() -> None:
    """A picture with the wrong name is refused, not taken apart."""
    with pytest.raises(CatalogError, match="binary"):
        po.read(b"\x00\x01", path=PATH, language="kk")


def test_a_text_in_no_known_encoding_is_an_error_with_its_line() -> None:
    """A guess would be published as gibberish."""
    data = HEAD.replace("UTF-8", "CHARSET").encode() + b'msgid "a"\nmsgstr "\xff"\n'

    with pytest.raises(CatalogError, match="UTF-8") as caught:
        po.read(data, path=PATH, language="kk")

    assert caught.value.line == HEAD.count("\n") + 2


def test_a_file_whose_text_is_a_path_is_not_opened(tmp_path: object) -> None:
    """The reader behind ours would open a file whose name the text is."""
    with pytest.raises(CatalogError):
        po.read(str(tmp_path).encode(), path=PATH, language="kk")
