"""Markdown is read as the page it makes, with the line numbers of its own file."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot import inline, markup
from polyglot.errors import ContentError
from polyglot.model import Article, Content, Slot
from polyglot.plugins import Origin
from polyglot.readers import reader_for
from polyglot.readers.markdown import render

PATH = "content/news/bridge.md"


def read(text: str) -> Article:
    """Return the article in *text*."""
    origin = Origin(id="news/bridge", path=PATH, language="en")
    return reader_for(".md").read(text.encode(), origin)


def own(article: Article) -> list[Content]:
    """Return the article's own texts."""
    contents: list[Content] = []
    for unit in article.units:
        parsed = inline.parse(unit.text, unit.codes)
        assert parsed.problems == ()
        contents.append(parsed.content)
    return contents


def written(article: Article, form: str = "source") -> str:
    """Return the article written again with its own texts."""
    return markup.join(
        article.source if form == "source" else article.page,
        own(article),
        form="source" if form == "source" else "page",
        tag="en",
        source_tag="en",
        address=lambda address: address.url,
    )


def tree(html: str) -> list[object]:
    """Return what html5lib reads in a fragment: tags, attributes and folded texts, in order."""
    walker = html5lib.getTreeWalker("etree")
    fragment = html5lib.parseFragment(html, treebuilder="etree")
    found: list[object] = []
    kept = 0
    for token in walker(fragment):
        match token["type"]:
            case "StartTag" | "EmptyTag":
                kept += token["name"] in _KEPT and token["type"] == "StartTag"
                given = {name: _folded(value) for (_, name), value in token["data"].items()}
                found.append((token["name"], sorted(given.items())))
            case "EndTag":
                kept -= token["name"] in _KEPT
                found.append(("/", token["name"]))
            case "Characters" | "SpaceCharacters":
                last = found.pop() if found and isinstance(found[-1], str) else ""
                text = f"{last}{token['data']}"
                found.append(text if kept else _folded(text))
            case _:
                found.append((token["type"], token["data"]))
    return found


def _folded(text: str) -> str:
    return re.sub(r"[ \t\n\f\r]+", " ", text)


_KEPT = {"pre", "textarea", "script", "style", "xmp", "listing"}


def examples(test_data: Path, name: str) -> Iterator[tuple[int, str]]:
    """Yield number and Markdown of the examples of a specification."""
    lines = (test_data / "markdown" / f"examples-{name}.jsonl").read_text("utf-8")
    for line in lines.splitlines():
        example = json.loads(line)
        yield example["n"], example["markdown"]


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_every_example_of_the_specifications_is_kept(name: str, test_data: Path) -> None:
    """Law 1: each example, read and written again, is the page that it was."""
    different = []
    for number, text in examples(test_data, name):
        try:
            article = read(text)
        except ContentError as error:
            different.append((number, str(error)))
            continue
        if tree(written(article)) != tree(render(text).html):
            different.append((number, text))

    assert different == []


TEXT = """---
title: The bridge
tags: [rivers]
---

# The bridge

First *line*[^1],
second line
and ![alt
text](media/a.png "why") third.

| a | b |
|---|---|
| c | d |

Term
: Definition
  of it

- [ ] open task
- [x] done

> quotation
> with <span translate="no">a name</span>

<p its-loc-note="A note.">Raw
words</p>

```
code
```

Last ~~words~~.

[^1]: The note.

    Second paragraph of the note.
"""


def test_lines_are_those_of_the_markdown_file() -> None:
    """A translator's question leads to the place in the file, front matter counted."""
    article = read(TEXT)

    lines = {inline.plain(unit.text)[:11]: unit.line for unit in article.units}
    assert lines == {
        "The bridge": 2,
        "rivers": 3,
        "First line,": 8,
        "alt text": 10,
        "why": 10,
        "a": 13,
        "b": 13,
        "c": 15,
        "d": 15,
        "Term": 17,
        "Definition ": 18,
        "open task": 21,
        "done": 22,
        "quotation w": 24,
        "Raw words": 27,
        "Last words.": 34,
        "The note.": 36,
        "Second para": 38,
    }


def test_the_localized_source_is_front_matter_and_html() -> None:
    """What is written again is the front matter as it was and the page as it renders."""
    article = read(TEXT)

    head = '---\ntitle: "The bridge"\ntags: ["rivers"]\n---\n'
    again = written(article)
    assert again.startswith(head)
    assert tree(again[len(head) :]) == tree(render(TEXT.partition("\n---\n")[2]).html)


def test_checkboxes_stay() -> None:
    """A task is open or done on the page as well; its box is nobody's to translate."""
    article = read(TEXT)

    assert 'type="checkbox"' in written(article)
    assert "open task" in [unit.text for unit in article.units]
    page = written(article, "page")
    assert page.count('type="checkbox"') == 2 or ("☐" in page and "☑" in page)
    assert article.reports == ()


@pytest.mark.parametrize(
    ("item", "box"),
    [
        ("- [ ] a", True),
        ("- [x]\ta", True),
        ("1. [X] a", True),
        ("- [ ]a", False),
        ("- [y] a", False),
        ("- \\[ ] a", False),
        ("- a [ ] b", False),
        ("[ ] a", False),
    ],
)
def test_a_task_is_a_box_at_the_beginning_of_an_item(item: str, box: bool) -> None:  # noqa: FBT001
    """What only looks like a box stays text."""
    assert ("checkbox" in render(item).html) is box


def test_footnotes_that_no_page_shows_are_reported() -> None:
    """Nothing is dropped silently."""
    article = read("# T\n\nText[^a].\n\n[^a]: one\n\n[^a]: two\n\n[^b]: three\n")

    assert [(report.path, report.line, report.problem) for report in article.reports] == [
        (PATH, 5, "the footnote [^a] is written again in line 7"),
        (PATH, 9, "nothing refers to the footnote [^b]"),
    ]


def test_the_number_of_a_footnote_is_not_translated() -> None:
    """A translator sees one mark for it, and the way back not at all."""
    article = read("Text[^a] and more[^a].\n\n[^a]: The note.\n")

    texts = [unit.text for unit in article.units]
    assert texts == ["Text<sup1/> and more<sup2/>.", "The note."]


@pytest.mark.parametrize("text", [">" * 150 + " a", "- " * 150 + "a", "* a\n" * 3 + "[" * 5000])
def test_deep_nesting_is_an_error_and_never_a_loss(text: str) -> None:
    """What is too deep for the parser is said, not left out."""
    try:
        article = read(text)
    except ContentError as error:
        assert "nested too deeply" in error.problem  # noqa: PT017 - either is right
    else:
        assert any("[[[" in unit.text or "a" in unit.text for unit in article.units)


@given(st.text(alphabet=st.sampled_from("ab *_`[]()<>!#-+|:~^\\&;1.\n\t\"'я")))
def test_any_markdown_is_kept(text: str) -> None:
    """Law 1 holds for what people type, not only for the examples."""
    article = read(text)

    assert tree(written(article)) == tree(render(text).html)


def test_every_line_of_a_page_leads_to_the_markdown() -> None:
    """Offsets rise, and each is mapped to a line that exists."""
    rendered = render(TEXT)

    assert list(rendered.offsets) == sorted(rendered.offsets)
    assert all(1 <= line <= TEXT.count("\n") + 1 for line in rendered.lines)
    assert rendered.line_of(0) == 1


def test_what_a_picture_shows_is_translated_in_the_front_matter_too() -> None:
    """The theme that shows the picture needs its description in the reader's language."""
    head = "---\ntitle: A\nimage: media/b.png\nimage_alt: The bridge at dusk\n---\n"

    article = read(f"{head}\nText.\n")

    (unit,) = (unit for unit in article.units if unit.role == "alt")
    assert (unit.text, unit.context, unit.line) == ("The bridge at dusk", "alt", 4)
    assert Slot(article.units.index(unit), "string") in article.source
    assert article.metadata.extra == (("image", "media/b.png"),)


@pytest.mark.parametrize("odd", ["\u2028", "\x85", "\x0b", "\x0c"])
def test_only_line_ends_are_counted_as_lines(odd: str) -> None:
    """What Python takes for the end of a line and no editor does moves no finding."""
    article = read(f"<div>{odd}{odd}\n<p>one</p></div>\n")

    assert [(unit.text, unit.line) for unit in article.units][-1] == ("one", 2)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("| 1 | 2 |", ""),
        ("1 | 2", ""),
        ("| 1 \\| one | 2", ""),
        ("| 1 | `x|y` |", "the row has 3 cells, the table 2: the last are left out"),
        ("1 | 2 | 3 | 4", "the row has 4 cells, the table 2: the last are left out"),
    ],
)
@pytest.mark.parametrize("before", ["", "> "])
def test_a_cell_too_many_is_reported(row: str, problem: str, before: str) -> None:
    """A bar in a piece of code ends a cell; what follows is on no page, and nobody would know."""
    lines = ("| a | b |", "|---|---|", row)
    text = "".join(f"{before}{line}\n" for line in lines)

    found = read(f"Above.\n\n{text}").reports

    assert [(finding.line, finding.problem) for finding in found] == (
        [(5, problem)] if problem else []
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_text_with_a_byte_order_mark_holds_no_nul(encoding: str) -> None:
    """Its letters take bytes that are zero; nothing is wrong with them, so nothing is told."""
    data = "# Нан\n\nБағасы 40 теңге.\n".encode(encoding)

    article = reader_for(".md").read(data, Origin("x", "content/x.md", "kk"))

    assert [unit.text for unit in article.units] == ["Нан", "Бағасы 40 теңге."]
    assert not article.reports
