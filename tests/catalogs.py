"""Catalogs as people and editors make them, and what Hypothesis makes of them."""

from collections.abc import Callable
from dataclasses import replace
from subprocess import CompletedProcess
from typing import TypeAlias

from hypothesis import strategies as st

from polyglot import catalog as po
from polyglot.catalog.remarks import HINT, is_remark
from polyglot.model import Catalog, Message, Plural

Tool: TypeAlias = Callable[..., CompletedProcess[bytes]]

PATH = "locales/kk/LC_MESSAGES/bread.po"
PLURAL = "nplurals=2; plural=(n != 1);"
EMPTY = po.fresh("kk", ("Edit msgstr.", "Delete fuzzy.", "Send it back."), PLURAL)
HEAD = po.write(EMPTY).decode() + "\n"

_ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
# The characters that polib and gettext treat differently, and those that mean something to both.
_HARD = st.sampled_from('\r\n\v\f\a\b\t\x1c\x1d\x85\u2028\u2029\U0010ffff"\\#~|<>&:,. \xa0')
TEXTS = st.text(_ANY | _HARD | st.sampled_from("aąжҚ1 "), min_size=1, max_size=20)
_WORD = st.characters(categories=["L", "N", "P"], exclude_characters="\u2068\u2069")
_LINES = (
    st.text(_WORD | st.just(" "), min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda line: line and not line.startswith(HINT.strip()) and not is_remark(line))
)
_NAMES = st.text(
    st.characters(categories=["L", "N"]) | st.sampled_from("-_./"), min_size=1, max_size=20
)


def _few(lines: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(lines, max_size=2).map(tuple)


CONTEXTS = st.none() | TEXTS
_KEYS = st.tuples(CONTEXTS, TEXTS)


FLAGS = ("c-format", "no-wrap")


@st.composite
def messages(draw: st.DrawFn, flags: tuple[str, ...] = FLAGS) -> Message:
    """Make a message with anything a PO file can hold."""
    context, source = draw(_KEYS)
    previous = draw(st.none() | _KEYS)
    target = draw(st.just("") | TEXTS)
    forms = () if target else draw(st.just(()) | st.lists(TEXTS, min_size=1, max_size=3))
    chosen = draw(st.sets(st.sampled_from(flags)))
    return Message(
        source,
        context,
        target=target,
        is_fuzzy=bool(target or forms) and draw(st.booleans()),
        is_obsolete=draw(st.booleans()),
        previous=previous,
        notes=draw(_few(_LINES)),
        references=draw(st.lists(_NAMES, max_size=1).map(tuple)),
        comments=draw(_few(_LINES)),
        hints=draw(_few(_LINES)),
        remark=draw(st.sampled_from(["", "machine draft (google), not checked"])),
        flags=tuple(flag for flag in flags if flag in chosen),
        plural=Plural(draw(TEXTS), tuple(forms), previous and draw(TEXTS)) if forms else None,
    )


def catalogs(flags: tuple[str, ...] = FLAGS) -> st.SearchStrategy[Catalog]:
    """Make a catalog of messages with keys of their own, the obsolete ones last."""
    lists = st.lists(messages(flags), max_size=3, unique_by=lambda message: message.key)
    return lists.map(lambda found: catalog_of(*sorted(found, key=lambda m: m.is_obsolete)))


def catalog_of(*found: Message) -> Catalog:
    """Return a Kazakh catalog of these messages."""
    return replace(EMPTY, messages=found)


def read_body(body: str) -> po.Read:
    """Read a file of ours with *body* behind the header."""
    return po.read_all((HEAD + body).encode(), path=PATH, language="kk")


def only(body: str) -> Message:
    """Read a file of ours whose *body* is one message."""
    (message,) = read_body(body).catalog.messages
    return message
