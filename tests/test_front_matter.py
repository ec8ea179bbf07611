"""Front matter is read with the place of every text, and can be written again around them."""

import tomllib
from collections.abc import Mapping
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from polyglot.errors import ContentError
from polyglot.markup.text import quote_string
from polyglot.model import Private, Tongue
from polyglot.readers import front_matter
from polyglot.readers.days import day_of
from polyglot.readers.metadata import Front, clean

PATH = "content/news/bridge.md"


def read(text: str) -> Front:
    """Return what the head of *text* says."""
    return front_matter.read(text, path=PATH)[0]


def written_again(front: Front) -> str:
    """Return the front matter with each text in its own place."""
    return "".join(_written(piece, front) for piece in front.source)


def _written(piece: str | int | Private | Tongue, front: Front) -> str:
    match piece:
        case str():
            return piece
        case int():
            return quote_string(front.fields()[piece].text)
        case Private():
            return piece.text
        case Tongue():
            return piece.written


def parsed(text: str) -> Mapping[str, object]:
    """Return what other parsers read in a front matter."""
    if text.startswith("+++"):
        return tomllib.loads(text.strip().strip("+"))
    values: object = yaml.load(text.strip().strip("-"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    assert isinstance(values, dict)
    return values


def folded(value: object) -> object:
    """Return *value* with the white space of its texts folded, as metadata has it."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [folded(item) for item in value]
    if isinstance(value, dict):
        return {name: folded(item) for name, item in value.items()}
    return value


HEADS = [
    '---\ntitle: "A bridge: reopened"\ntags: [rivers, "old towns", \'crafts\']\n---\n',
    "---\ntitle: &name A bridge\nsummary: *name\ntags:\n  - rivers\n  - !!str 12\n---\n",
    "---\ntitle: >  # folded\n  A bridge\n  reopened\n\nsummary: |-\n  Two\n  lines\nx: 1\n---\n",
    "---\n# a comment\nsummary: plain words\n  over two lines # why\nlead: other\n---\n",
    "---\nimage: media/b.png\nimage_alt: A 'bridge' # dusk\ncaption: Dusk\n---\n",
    "---\n{title: A bridge, tags: [a, a, b], author: [A, B]}\n---\n",
    "---\ntitle: 1984\nkeywords: single\ncaption: 'It''s'\nimage_caption: no\n---\n",
    "---\r\ntitle: A bridge\r\ntags: [a, b]\r\n---\r\n",
    '+++\ntitle = "A \\"bridge\\"" # why\ntags = ["a", # "x"\n  \'b\']\ndate = 2022-09-14\n+++\n',
    '+++\n"title" = \'\'\'A\nbridge\'\'\'\nsummary = """\nTwo "q"\nlines"""\n[x]\ntitle = 1\n+++\n',
    '+++\ntags = []\nlead = ""\na.b = "x"\nx = {title = "y"}\ntitle="z"\n+++\n',
]


@pytest.mark.parametrize("head", HEADS)
def test_a_front_matter_with_its_own_texts_parses_to_the_same_values(head: str) -> None:
    """A localized source in the source's language has the front matter it was made from."""
    front = read(head + "Text.\n")

    assert folded(parsed(written_again(front))) == folded(parsed(head))


@pytest.mark.parametrize("head", HEADS)
def test_what_is_no_text_stands_as_it_was_written(head: str) -> None:
    """Comments, order, quotes and unknown names of a front matter survive."""
    front = read(head)
    pieces = [_written(piece, front) for piece in front.source if not isinstance(piece, int)]

    end = 0
    for piece in pieces:
        assert piece in head[end:]
        end = head.index(piece, end) + len(piece)
    assert pieces[-1].endswith("\n")


PRINTABLE = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda character: character >= " " or character in "\t\n\r"
    ),
    min_size=1,
).filter(lambda text: clean(text) != "")
"""Texts of the characters that XML 1.0 admits (2.2); the check `codes` stops all others."""


@given(title=PRINTABLE, tags=st.lists(PRINTABLE))
def test_any_text_can_stand_in_yaml_and_toml(title: str, tags: list[str]) -> None:
    """Whatever a translator writes, the front matter around it can be parsed."""
    texts = [quote_string(tag) for tag in tags]
    for head in (
        f"---\ntitle: {quote_string(title)}\ntags: [{', '.join(texts)}]\n---\n",
        f"+++\ntitle = {quote_string(title)}\ntags = [{', '.join(texts)}]\n+++\n",
    ):
        front = read(head)

        assert front.title is not None
        assert front.title.text == clean(title)
        assert [tag.text for tag in front.tags] == [clean(tag) for tag in tags]
        assert len([piece for piece in front.source if isinstance(piece, int)]) == 1 + len(tags)


@given(st.text(alphabet=st.sampled_from("-+.:=#&*!|>'\"{}[], \n\tabcя\\%@`")))
def test_no_front_matter_brings_the_reader_down(inner: str) -> None:
    """A front matter that cannot be read is an error with a line, whatever it holds."""
    for fence in ("---", "+++"):
        try:
            front, body, above = front_matter.read(f"{fence}\n{inner}\n{fence}\nText", path=PATH)
        except ContentError as error:
            found = (error.path, error.line is not None)
            assert found == (PATH, True)
        else:
            assert body.endswith("Text")
            assert above == 0 or "".join(map(str, front.source))


_LINES = st.sampled_from(
    [
        *(
            "title: A: b",
            "title: 'It''s'",
            r'title: "\u0436 \x41\n"',
            "tags: [a, 'b c', \"d\"]",
            "x: ж 😀",
        ),
        *("tags:", "  - a", "- b", "s: >", "  folded", "", "  more", "s: |-", "# c", "x: 1 # c"),
        *("a: &x b", "b: *x", "n: ~", "{a: b}", "  k: v", "? q", ": v", "u: !!str 1", "t: 'open"),
        *("x:\tb", "é: e\u2028f", "%YAML 1.1", "y: @z", "z: a\x85b", "k: [", "]", "w: `q`", "v: -"),
    ]
)


@given(st.lists(_LINES, max_size=8))
def test_both_parsers_of_yaml_read_the_same(lines: list[str]) -> None:
    """Where libyaml is missing, an article is the same article."""
    head = "\n".join(["---", *lines, "---", "Text"])

    def outcome() -> object:
        try:
            return front_matter.read(head, path=PATH)
        except ContentError as error:
            return str(error)

    fast = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        assert outcome() == fast


def test_names_are_known_by_their_synonyms() -> None:
    """A lead is a summary, keywords are tags, and what is unknown is kept."""
    front, body, above = front_matter.read(
        "---\nlead: In short\nkeywords: [a, b]\nbyline: Desk\nmood: calm\n"
        "privacy: public\nlang: kaa-Latn\nempty:\n---\nText\n",
        path=PATH,
    )

    assert front.summary is not None
    assert (front.summary.text, front.summary.line) == ("In short", 2)
    assert [tag.text for tag in front.tags] == ["a", "b"]
    assert front.authors == ("Desk",)
    assert (front.privacy, front.language) == ("public", "kaa")
    assert ("mood", "calm") in front.extra
    assert (body, above) == ("Text\n", 9)


@pytest.mark.parametrize(
    "written",
    [
        *("14.09.2022", "14-09-2022", "2022-09-14", "2022-09-14T10:30:00+05:00", "14 Sep 2022"),
        *("14 September 2022", "September 14, 2022", "Wednesday, 14 September 2022, 10:30"),
        *("14 сентября 2022 г.", "14 сентября 2022 года, 9:05", "2022 жылғы 14 қыркүйек"),
        *("2022-yil 14-sentabr", "14-sentyabr, 2022", "Дата: 14.09.2022", "14/09/2022"),
        *("2022-JÍL 14-SENTYABR", "2022-JÍLǴÍ 14-sentyabr", "14 СЕНТЯБРЯ 2022 Г."),
    ],
)
def test_days_are_read_as_people_write_them(written: str) -> None:
    """A number before a month is the day, in every language of ours."""
    assert day_of(written) == date(2022, 9, 14)
    assert read(f'---\ndate: "{written}"\n---\n').day == date(2022, 9, 14)


def test_a_month_is_read_in_the_capitals_of_its_language() -> None:
    """Kazakh in Latin letters has the capital I for ı."""
    assert day_of("14 ŞILDE 2022") == day_of("14 şılde 2022") == date(2022, 7, 14)


@pytest.mark.parametrize(
    "written",
    ["03/04/2022", "31.02.2022", "2022", "September", "In 2022 14 people left", "soon", "", "1:2"],
)
def test_what_is_no_certain_day_is_none(written: str) -> None:
    """A day that can be read in two ways is not guessed."""
    assert day_of(written) is None


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("---\ntitle: a: b\n---\n", 2, "no YAML"),
        ('---\nx: 1\ntitle: "open\n---\n', 3, "no YAML"),
        ("---\n\ttitle: x\n---\n", 2, "no YAML"),
        ("---\nx: 1\nx: 2\n---\n", 3, "twice"),
        ("---\na: &a [1]\nb: *a\n---\n", 2, "two places"),
        ("---\na: \x07\n---\n", 2, r"U\+0007"),
        ("---\ntitle: x\n", 1, "never ends"),
        ("+++\ntitle: x\n+++\n", 2, "no TOML"),
        ("+++\nx = 1\ndate = 14.09.2022\n+++\n", 3, "no TOML"),
        ("---\nx: 1\ndate: soon\n---\n", 3, "not a day"),
        ("---\nlanguage: [en, ru]\n---\n", 2, "not a language"),
        ("---\na: " + "[" * 5000 + "\n---\n", 1, "nested"),
        ("+++\na = " + "[" * 5000 + "\n+++\n", 1, "nested"),
    ],
)
def test_a_front_matter_that_does_not_parse_is_an_error_with_its_line(
    text: str, line: int, problem: str
) -> None:
    """The person reads where it is wrong and what to do."""
    with pytest.raises(ContentError, match=problem) as caught:
        read(text)

    assert (caught.value.path, caught.value.line) == (PATH, line)
    assert caught.value.hint


@pytest.mark.parametrize(
    "text", ["---\nWords\n---\nMore\n", "---\n---\n", "+++\n", "---\n- a\n---\n"]
)
def test_a_rule_at_the_top_is_no_front_matter(text: str) -> None:
    """Markdown that begins with a rule is read as Markdown."""
    assert front_matter.read(text, path=PATH) == (Front(), text, 0)
