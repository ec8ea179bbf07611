"""The letters of a file that is brought in: put right in its words, told, and nowhere else."""

from pathlib import Path

import pytest

from polyglot.readers.adopt import adopt
from polyglot.readers.letters import put_right
from workspaces import press

MARKDOWN = """\
---
title: O'zbekiston
language: uz
---

Bu [g'oya](https://o'z.example/g'o "o'z") va `o'z` kod, o`z va so`z.

```
o'zbek
```

[g'o]: o'z.md

    o'zbek

~~~
o'zbek
"""


def test_only_the_words_of_a_markdown_file_are_put_right() -> None:
    """Code and the targets of links keep every character."""
    adopted = adopt(MARKDOWN.encode(), name="a.md")

    stored = put_right(adopted, "uz").adopted.data.decode()

    assert "title: Oʻzbekiston" in stored
    assert "[gʻoya](https://o'z.example/g'o" in stored
    assert "`o'z` kod, oʻz va soʻz." in stored
    assert stored.count("```\no'zbek\n```") == 1
    assert "[g'o]: o'z.md" in stored
    assert stored.endswith("~~~\no'zbek\n")


def test_only_the_words_of_a_page_are_put_right() -> None:
    """Attributes, scripts and code stay; references to apostrophes are read."""
    page = (
        "<html lang=\"uz\"><head><title>O'zbek</title><script>o'z</script></head>"
        "<body><p title=\"o'z\">Ma&rsquo;no va o&#39;z <code>o'z</code></p></body></html>"
    )

    stored = put_right(adopt(page.encode(), name="a.html"), "uz").adopted.data.decode()

    assert "<title>Oʻzbek</title><script>o'z</script>" in stored
    assert "<p title=\"o'z\">Maʼno va oʻz <code>o'z</code></p>" in stored


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.txt"])
def test_a_file_without_mistakes_keeps_its_bytes(name: str) -> None:
    """Nothing is rewritten for its own sake."""
    data = "<p>Oʻzbek e\u0301</p>\r\n\r\nSo\u02bbz.\r\n".encode()
    adopted = adopt(data, name=name, language="uz")

    assert put_right(adopted, "uz").adopted is adopted


def test_a_page_in_an_old_encoding_stays_readable() -> None:
    """What is written anew is UTF-8 and says so where the page says something else."""
    page = '<html lang="kaa"><head><meta charset="windows-1251"></head><p>тiл ӯ</p></html>'
    data = page.replace("ӯ", "ў").encode("windows-1251")

    stored = put_right(adopt(data, name="a.html"), "kaa").adopted.data

    assert stored.startswith(b"\xef\xbb\xbf")
    assert "тил" in stored.decode("utf-8-sig")


def test_adding_an_article_says_what_was_put_right(tmp_path: Path) -> None:
    """The file is stored with the right letters; stderr says which, and what may be wrong."""
    newsroom = press(tmp_path, articles="")
    text = "O'zbekiston\n\nBu g`oya. ‘Katta tog’ deb yozdi va ko'rdi.\n"

    result = newsroom.run("add", "-", "--language", "uz", "--as", "a", stdin=text.encode())

    assert result.code == 0
    assert "put right (apostrophe), 3 words: O'zbekiston → Oʻzbekiston" in result.err
    assert "tog’: perhaps togʻ (apostrophe)" in result.err
    stored = newsroom.path(result.out.strip()).read_text("utf-8")
    assert "Oʻzbekiston" in stored
    assert "‘Katta tog’ deb" in stored
