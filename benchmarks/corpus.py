"""A news site of any size that nobody wrote: the same number gives the same bytes everywhere."""

from pathlib import Path
from random import Random

SYLLABLES = [consonant + vowel for consonant in "bdklmnrst" for vowel in "aeiou"]
LANGUAGES = ("en", "ru", "kk", "kaa", "uz")
SETTINGS = """\
languages = ["en", "ru", "kk", "kaa", "uz"]
source = "en"
release = "auto"
to = ["html", "nitf"]
"""


def write(root: Path, articles: int) -> None:
    """Make a workspace at *root* with so many HTML articles of about 25 blocks each."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "polyglot.toml").write_text(SETTINGS)
    folder = root / "content" / "news"
    folder.mkdir(parents=True, exist_ok=True)
    shared = [_sentence(Random(f"shared {n}")) for n in range(40)]
    for number in range(articles):
        path = folder / f"story-{number:05}.html"
        path.write_text(_article(Random(number), number, shared), encoding="utf-8")


def _article(random: Random, number: int, shared: list[str]) -> str:
    title = _sentence(random).rstrip(".")
    blocks = [f"<h1>{title}</h1>"]
    for part in range(3):
        blocks.append(f'<h2 id="part-{part}">{_sentence(random).rstrip(".")}</h2>')
        blocks += [f"<p>{_paragraph(random)}</p>" for _ in range(3)]
    items = "".join(f"<li>{_sentence(random)}</li>" for _ in range(4))
    blocks.append(f"<ul>{items}</ul>")
    rows = "".join(
        f"<tr><td>{_word(random)}</td><td>{random.randint(1, 9999)}</td></tr>" for _ in range(3)
    )
    blocks.append(f"<table><tr><th>Place</th><th>People</th></tr>{rows}</table>")
    blocks.append(f"<blockquote><p>{_sentence(random)}</p></blockquote>")
    blocks += [f"<p>{text}</p>" for text in random.sample(shared, 2)]
    body = "\n".join(blocks)
    day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>\n'
        f'<meta name="description" content="{_sentence(random)}">'
        f'<meta property="article:published_time" content="{day}"></head>\n'
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _paragraph(random: Random) -> str:
    first, *rest = (_sentence(random) for _ in range(random.randint(2, 4)))
    marked = f'<a href="https://example.org/{random.randint(1, 999)}">{_word(random)}</a>'
    emphasis = f"<em>{_word(random)}</em>" if random.random() < 0.5 else _word(random)
    return f"{first} {marked} {emphasis} {' '.join(rest)}"


def _sentence(random: Random) -> str:
    words = [_word(random) for _ in range(random.randint(6, 14))]
    if random.random() < 0.3:
        words.insert(3, str(random.randint(2, 2000)))
    return " ".join(words).capitalize() + "."


def _word(random: Random) -> str:
    return "".join(random.choices(SYLLABLES, k=random.randint(2, 4)))
