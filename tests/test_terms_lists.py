"""The two lists are read as spreadsheets save them, and what is wrong is told with its place."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.terms import Status
from polyglot.terms.reading import Read, read_list

LANGUAGES = ("en", "ru", "kk", "kaa", "uz")
GLOSSARY = """term,status,part of speech,domain,note,en,ru,uz,uz-Cyrl
court,preferred,noun,law,,court,суд,sud,суд
court,forbidden,,,,tribunal,трибунал | ревтрибунал,,
"""


def read(text: str | bytes, of: str = "term") -> Read:
    """Read a list."""
    data = text.encode() if isinstance(text, str) else text
    if of == "name":
        return read_list(data, path="terms/names.csv", of="name", languages=LANGUAGES)
    return read_list(data, path="terms/glossary.csv", of="term", languages=LANGUAGES)


def told(found: Read) -> list[tuple[int, str]]:
    """Return line and problem of each finding."""
    return [(one.line, one.problem) for one in found.findings]


def test_rows_of_one_name_are_one_entry() -> None:
    """Each row has a status, each language a column."""
    found = read(GLOSSARY)

    (entry,) = found.entries
    assert found.findings == ()
    assert (entry.name, entry.kind, entry.part_of_speech, entry.domain) == (
        "court",
        "term",
        "noun",
        "law",
    )
    assert [(form.tag, form.text, form.status) for form in entry.forms] == [
        ("en-Latn", "court", Status.PREFERRED),
        ("ru-Cyrl", "суд", Status.PREFERRED),
        ("uz-Latn", "sud", Status.PREFERRED),
        ("uz-Cyrl", "суд", Status.PREFERRED),
        ("en-Latn", "tribunal", Status.FORBIDDEN),
        ("ru-Cyrl", "трибунал", Status.FORBIDDEN),
        ("ru-Cyrl", "ревтрибунал", Status.FORBIDDEN),
    ]
    assert entry.line == 2
    preferred = entry.preferred("uz-Cyrl")
    assert preferred is not None
    assert preferred.text == "суд"
    assert entry.preferred("kk-Cyrl") is None


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_is_read_however_it_was_saved(separator: str, ending: str, encoding: str) -> None:
    """Comma, semicolon or tab; Unix or Windows lines; with a byte order mark or without."""
    text = GLOSSARY.replace(",", separator).replace("\n", ending)

    assert read(text.encode(encoding)) == read(GLOSSARY)


def test_windows_1251_is_read_with_a_warning() -> None:
    """It has no letters for three of our languages, so it is told."""
    found = read("term;ru\nсуд;суд\nзакон;закон\n".encode("cp1251"))

    assert [entry.name for entry in found.entries] == ["суд", "закон"]
    assert told(found) == [
        (1, "read as Windows-1251, which lacks letters of Kazakh, Karakalpak and Uzbek")
    ]


def test_excels_own_line_and_remarks_are_passed_over() -> None:
    """`sep=;`, empty lines and remarks say nothing; columns may be written anyhow."""
    found = read(
        "sep=;\r\nTerm;Part_of_Speech;UZ-CYRL\r\n\r\n# a remark\r\ncourt;noun;суд\r\n;;\r\n"
    )

    assert told(found) == []
    assert [(e.name, e.part_of_speech, e.line, e.forms[0].tag) for e in found.entries] == [
        ("court", "noun", 5, "uz-Cyrl")
    ]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"term,en\n", b"# nothing yet\n"])
def test_an_empty_list_is_fine(data: bytes) -> None:
    """No entry, no finding."""
    assert read(data) == Read()


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("term,english\n", 1, "there is no column 'english'"),
        ("term,tr\n", 1, "there is no column 'tr'"),
        ("term,ky\n", 1, "the column 'ky' is for a language that is none of this workspace"),
        ("term,en,en\n", 1, "the column 'en-Latn' stands twice"),
        ("word,en\n", 1, "there is no column 'word'"),
        ("term,en\n,court\n", 2, "the row has no term"),
        ("term,status,en\na,good,b\n", 2, "there is no status 'good'"),
        ("term,en\na,b,c\n", 2, "3 cells stand under 2 columns"),
        ("term,en\na,b|c\n", 2, "'a' has two preferred forms in en-Latn"),
        ("term,en\na,…\n", 2, "the form '…' has no letter"),
        ("term,status,en\na,,b\na,forbidden,B\n", 3, "'B' is forbidden here, preferred in line 2"),
        ("term,status,en\na,admitted,b|b\n", 2, "'b' stands in line 2 already"),
        ("term,en\na,b\nc,B\n", 3, "'B' stands in line 2 already"),
        ("term,status,en\na,,b\nc,forbidden,b\n", 3, "'b' is forbidden here, preferred in line 2"),
        ("term,domain,en\na,law,b\na,war,\n", 3, "'a' has the domain 'law' above"),
        ('term,en\n"a,b\nc,d\n', 2, "this is no CSV: unexpected end of data"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, problem: str) -> None:
    """A finding names the line, and has a hint."""
    found = read(text)

    assert (line, problem) in told(found)
    assert all(one.hint and one.path == "terms/glossary.csv" for one in found.findings)


def test_one_form_may_belong_to_entries_of_two_domains() -> None:
    """A bank of money and one of a river."""
    assert told(read("term,domain,en\na,money,bank\nb,rivers,bank\n")) == []


def test_a_wrong_line_does_not_hide_the_others() -> None:
    """The rest of the list is read."""
    found = read("term,klingon,en\ncourt,x,court\n,,nobody\nlaw,,law\n")

    assert [entry.name for entry in found.entries] == ["court", "law"]
    assert [line for line, _ in told(found)] == [1, 3]


def test_a_file_that_is_no_text_is_one_finding() -> None:
    """A spreadsheet that was not saved as CSV."""
    found = read(b"PK\x03\x04\x14\x00\x06\x00\xff\xfe\x00")

    assert [one.problem for one in found.findings] == ["this is no text we can read"]


def test_names_have_a_kind_and_an_approved_form() -> None:
    """`approved` is preferred, `alias` admitted."""
    found = read(
        "name,kind,status,en,ru\nUN,organization,approved,UN,ООН\nUN,,alias,United Nations,\n",
        "name",
    )

    (entry,) = found.entries
    assert told(found) == []
    assert entry.kind == "organisation"
    assert [(form.text, form.status) for form in entry.forms] == [
        ("UN", Status.PREFERRED),
        ("ООН", Status.PREFERRED),
        ("United Nations", Status.ADMITTED),
    ]


def test_a_name_without_a_kind_is_told() -> None:
    """Person, place or organisation."""
    assert told(read("name,kind,en\nX,,Xy\nY,river,Yz\n", "name")) == [
        (2, "'X' has no kind"),
        (3, "there is no kind 'river'"),
        (3, "'Y' has no kind"),
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    """Whatever stands in the file, nothing is raised."""
    assert isinstance(read(data), Read)


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6))
def test_what_was_written_is_read(words: list[str]) -> None:
    """Every cell that a CSV writer quotes comes back."""
    file = io.StringIO()
    csv.writer(file).writerows([["term", "en"], *([f"t{n}", w] for n, w in enumerate(words))])

    found = read(file.getvalue().encode("utf-8", "surrogatepass"))

    assert found.findings or [e.name for e in found.entries] == [f"t{n}" for n in range(len(words))]
