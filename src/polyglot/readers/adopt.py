"""Makes an article of a file somebody brings: a page, a Markdown file, a pasted text.

What is stored is what was brought;
only the metadata that nobody could guess from it later is written at its head.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from polyglot import inline, languages
from polyglot.errors import ContentError
from polyglot.languages.guess import guess
from polyglot.markup.text import quote_string
from polyglot.markup.tokens import Token, attributes, tokenise
from polyglot.plugins import Origin
from polyglot.readers import front_matter, paste, reader_for
from polyglot.readers.decoding import decode
from polyglot.readers.metadata import language_of

Kind: TypeAlias = Literal["html", "markdown", "text"]

_SUFFIXES: dict[str, Kind] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
}
_STORED: dict[Kind, str] = {"html": ".html", "markdown": ".md", "text": ".txt"}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^\0]{0,2000}?-->\s*)?"
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h1|header)\b",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"^(?:#{1,6} +\S|(?:=|-){3,}[ \t]*$|```|\[\^?[^\]\n]{1,80}\]: )"
    r"|\]\((?:https?:|/|\.|#|media/)|\*\*\S",
    re.MULTILINE,
)
_HTML_TAG = re.compile(r"<html", re.IGNORECASE)
_HTML_BYTES = re.compile(rb"<html", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:script|style)\b.{0,20000}?</(?:script|style)|<[^<>]*>", re.IGNORECASE | re.DOTALL
)
_SLUG_LENGTH = 64
_LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziyklmnoprstufhye", strict=True))
    | {"ё": "yo", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""}
    | {"ю": "yu", "я": "ya", "ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u"}
    | {"ү": "u", "һ": "h", "і": "i", "ў": "o", "ҳ": "h", "ı": "i", "ß": "ss", "ø": "o"}
    | {"ł": "l", "đ": "d", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("ʻʼ‘’'`´", "")
)


@dataclass(frozen=True, slots=True)
class Adopted:
    """A file made ready to be stored as an article.

    *suffix* has its dot; *slug* is a file name for it, made of the title.
    *language* is None where neither the person nor the text tells it.
    *left_out* are the lines of a pasted article that say nothing new.
    """

    suffix: str
    data: bytes
    title: str
    slug: str
    language: str | None = None
    day: date | None = None
    left_out: tuple[str, ...] = ()


def adopt(data: bytes, *, name: str, language: str | None = None) -> Adopted:
    """Return *data*, a file called *name*, as it should be stored below `content/`.

    A web page and a Markdown file stay what they are, a pasted article becomes Markdown,
    other text stays text.
    *language* is what the person says; else the document tells it, else it is guessed.

    Raises:
        ContentError: If the file cannot be read, or says it is in another language.
        UnknownLanguageError: If polyglot does not know *language*.
    """
    code = languages.load(language).code if language else None
    text = decode(data, path=name)
    if not text.strip():
        raise ContentError("there is no text in it", path=name, hint="bring a file with an article")
    kind = _kind(name, text)
    if kind == "html":
        adopted = _adopt_page(data, text, name, code)
    else:
        adopted = _adopt_text(text, name, code, kind)
    return _named(adopted, name)


def slug(title: str) -> str:
    """Return *title* as a file name: ASCII, lower case, hyphens; empty if no letter is left."""
    plain = unicodedata.normalize("NFC", title).lower().translate(_LATIN)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[a-z0-9]+", ascii_only)
    found = ""
    for word in words:
        longer = f"{found}-{word}" if found else word[:_SLUG_LENGTH]
        if len(longer) > _SLUG_LENGTH:
            break
        found = longer
    return found


def _kind(name: str, text: str) -> Kind:
    """Tell what a file is: by its name, but a page in a text file is a page."""
    known = _SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if known is not None and known != "text":
        return known
    if _HTML.match(text):
        return "html"
    if known is None and _MARKDOWN.search(text):
        return "markdown"
    return "text"


# --- Text and Markdown --------------------------------------------------------------------------


def _adopt_text(text: str, name: str, language: str | None, kind: Kind) -> Adopted:
    text = text.removeprefix("\ufeff")
    front, body, above = front_matter.read(text, path=name)
    _agree(front.language, language, name)
    code = language or front.language or guess(body)
    pasted = paste.recognise(body, code or "") if kind == "text" and not above else None
    if pasted is not None:
        stored = paste.to_markdown(pasted, code)
        return Adopted(".md", stored.encode(), pasted.title, "", code, pasted.day, pasted.left_out)
    if code is not None and front.language is None:
        text = _with_language(text, above, code)
    return Adopted(_STORED[kind], text.encode(), "", "", code, front.day)


def _agree(written: str | None, said: str | None, name: str) -> None:
    if written is not None and said is not None and written != said:
        raise ContentError(
            f"the file says it is in {written}, and {said} was asked for",
            path=name,
            hint=f"leave out --language, or write {said} in the file",
        )


def _with_language(text: str, above: int, code: str) -> str:
    """Write the language at the end of the front matter, or a front matter of its own."""
    if not above:
        return f"---\nlanguage: {code}\n---\n\n{text}"
    fence, end = text[:3], "\r\n" if "\r\n" in text[:2000] else "\n"
    line = f"language = {quote_string(code)}" if fence == "+++" else f"language: {code}"
    first = text.index("\n") + 1
    return f"{text[:first]}{line}{end}{text[first:]}"


# --- Pages --------------------------------------------------------------------------------------


def _adopt_page(data: bytes, text: str, name: str, language: str | None) -> Adopted:
    front, html, above = front_matter.read(text, path=name)
    tag = next((token for token in tokenise(html) if token.name == "html"), None)
    given = {found.name: found.value for found in attributes(html, tag)} if tag else {}
    written = front.language or language_of(given.get("lang", "")) or None
    _agree(written, language, name)
    code = language or written or guess(_MARKUP.sub(" ", html))
    if code is not None and written is None:
        if tag is None or above:
            data = _stored(_with_language(text, above, code), like=data)
        else:
            data = _with_lang(data, html, tag, code)
    return Adopted(".html", data, "", "", code)


def _with_lang(data: bytes, html: str, tag: Token, code: str) -> bytes:
    """Write the language into the `html` tag, and leave every other byte of *data* alone."""
    before = len(_HTML_TAG.findall(html[: tag.start]))
    places = list(_HTML_BYTES.finditer(data))
    if len(places) <= before:
        return _stored(f'{html[: tag.head]} lang="{code}"{html[tag.head :]}', like=data)
    end = places[before].end()
    return data[:end] + f' lang="{code}"'.encode() + data[end:]


def _stored(text: str, *, like: bytes) -> bytes:
    """Return *text* in UTF-8, with a mark where *like* was in another encoding and may say so."""
    try:
        like.decode("utf-8")
    except UnicodeDecodeError:
        return text.encode("utf-8-sig")
    return text.encode("utf-8")


# --- Names --------------------------------------------------------------------------------------


def _named(adopted: Adopted, name: str) -> Adopted:
    """Read what will be stored, as a last proof that it can be read, and name it by its title."""
    stem = PurePosixPath(name).stem
    origin = Origin(id=stem, path=name, language=adopted.language or "en")
    article = reader_for(adopted.suffix).read(adopted.data, origin)
    number = article.metadata.title
    title = stem if number is None else inline.plain(article.units[number].text)
    return replace(
        adopted,
        title=title,
        slug=slug(title) or slug(stem) or "article",
        day=adopted.day or article.metadata.day,
    )
