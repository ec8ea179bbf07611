"""The frame of every page: its template, its style, its policy and its language switcher."""

import base64
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)

from polyglot import __version__
from polyglot.errors import PublicationError
from polyglot.languages import Language, load
from polyglot.languages.formats import format_date
from polyglot.markup import escape_attribute
from polyglot.plugins import Site
from polyglot.writers.links import relative
from polyglot.writers.words import encode

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

TEMPLATES = Path(__file__).parent / "templates"
"""Our own templates; a user's of the same name is taken instead."""

_TOGETHER = 1000
"""Texts of a template that make one piece of a page."""

_SPACE = re.compile("\"[^\"]*\"|'[^']*'|\\s*[{},;]\\s*|\\s+")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Html(str):
    """Markup that templates take as it is; every other text they escape."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return itself: the name by which Jinja asks."""
        return self


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a page shows it: for machines and for people."""

    iso: str
    text: str


def day_of(day: date | None, language: Language) -> Day | None:
    """Return *day* in words of *language*."""
    return None if day is None else Day(day.isoformat(), format_date(day, language))


@dataclass(frozen=True, slots=True)
class Choice:
    """A language as the switcher names it: in its own words; *href* is empty where it is absent.

    *spoken* are the attributes of its name, *link* those of a link to it.
    """

    name: str
    tag: str
    href: str
    spoken: Html
    link: Html
    not_yet: str


def switcher(site: Site, *, here: str, tag: str) -> list[Choice]:
    """Return the languages of *site* as the page *here*, itself in *tag*, links to them."""
    choices: list[Choice] = []
    for sibling in site.siblings:
        is_current = sibling.tag == tag
        path = here if is_current else sibling.path
        href = relative(here, path) if path else ""
        name, not_yet, spoken = _named(sibling.tag)
        not_yet = site.strings.get(sibling.tag, {}).get("not_yet", not_yet)
        current = ' aria-current="page"' if is_current else ""
        target = f'href="{escape_attribute(href)}" hreflang="{escape_attribute(sibling.tag)}"'
        link = f"{target} {spoken}{current}"
        choices.append(Choice(name, sibling.tag, href, spoken, Html(link), not_yet))
    return choices


@cache
def _named(tag: str) -> tuple[str, str, Html]:
    """Return a language's own name, how it says "not yet", and the attributes of both."""
    language = load(tag)
    spoken = Html(f'lang="{escape_attribute(tag)}" dir="{language.direction}"')
    return language.autonym, language.strings["not_yet"], spoken


def policy(style: str, data: str = "") -> str:
    """Return the content security policy of a page: its own style and data, pictures, nothing else.

    *data* is the text of its one script element, which holds data and never runs;
    browsers ask for its hash all the same.
    """
    script = f" script-src {_hash(data)};" if data else ""
    return (
        f"default-src 'none'; img-src 'self' data:; media-src 'self';{script}"
        f" style-src {style}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def render(name: str, site: Site, values: Mapping[str, object], *, data: str = "") -> bytes:
    """Return the page that the template *name* makes of *values*.

    *data* is what stands in the page's data block.

    Raises:
        PublicationError: If one of the user's own templates is wrong;
            it names the template and, where it is known, the line.
    """
    return b"".join(pieces(name, site, values, data=data))


def pieces(
    name: str, site: Site, values: Mapping[str, object], *, data: str = ""
) -> Iterator[bytes]:
    """Yield what `render` returns, piece by piece: nobody needs to hold a long page whole."""
    try:
        environment, style, style_hash = _environment(site.templates, _seal(site.templates))
        stream = environment.get_template(name).stream(
            values,
            style=style,
            policy=policy(style_hash, data),
            data=Html(data),
            site_name=site.name,
        )
        stream.enable_buffering(_TOGETHER)
        yield from map(encode, stream)
    except TemplateSyntaxError as error:
        raise _broken(error, f"templates/{error.name or name}", error.lineno) from error
    except TemplateError as error:
        raise _broken(error, f"templates/{name}", None) from error
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        if not site.templates:
            raise  # our own templates have no such mistake: this is one of ours
        raise _broken(error, f"templates/{name}", None) from error


def _broken(error: Exception, path: str, line: int | None) -> PublicationError:
    return PublicationError(
        f"this page template cannot be used: {error}",
        path=path,
        line=line,
        hint="mend it, or delete it to use polyglot's own",
    )


def _seal(folders: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """Return what tells that a user's template changed: names, times and sizes."""
    found: list[tuple[str, int, int]] = []
    for folder in folders:
        if Path(folder).is_dir():
            with os.scandir(folder) as entries:
                for entry in entries:
                    facts = entry.stat()
                    found.append((entry.path, facts.st_mtime_ns, facts.st_size))
    return tuple(sorted(found))


@lru_cache(maxsize=4)
def _environment(
    folders: tuple[str, ...], seal: tuple[tuple[str, int, int], ...]
) -> tuple[Environment, Html, str]:
    """Return the templates in *folders* and our own, the style, and its hash in a policy.

    *seal* makes a changed template a new environment.
    """
    del seal
    environment = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        keep_trailing_newline=True,
        bytecode_cache=_compiled(),
    )
    if environment.loader is None:
        raise AssertionError
    sheet = environment.loader.get_source(environment, "style.css")[0]
    # A style element ends at the first "</style"; CSS reads "<\/" as the same text.
    sheet = _SPACE.sub(_squeezed, _COMMENT.sub("", sheet)).strip().replace("</", "<\\/")
    return environment, Html(sheet), _hash(sheet)


# What reading a torn file may raise, by the documentation of pickle.
_TORN = (UnpicklingError, EOFError, AttributeError, ImportError, IndexError, ValueError, OSError)


class _Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates; a disk that refuses or loses one costs time and nothing else."""

    def load_bytecode(self, bucket: "Bucket") -> None:
        """Read a compiled template; one that cannot be read is compiled again."""
        try:
            super().load_bytecode(bucket)
        except _TORN:
            bucket.reset()

    def dump_bytecode(self, bucket: "Bucket") -> None:
        """Keep a compiled template, if the disk takes it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> _Compiled | None:
    """Return where compiled templates are kept, None where no folder is this user's alone.

    They are code, so they are never kept in a workspace, which may come from a stranger.
    """
    try:
        return _Compiled(pattern=f"polyglot-{__version__}-%s.cache")
    except (OSError, RuntimeError):
        return None


def _squeezed(found: re.Match[str]) -> str:
    """Return a stretch of a style sheet without needless space; strings stay."""
    text = found[0]
    return text if text[0] in "\"'" else text.strip() or " "
