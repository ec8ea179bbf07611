"""How an engine is set up: what its kind takes, where its key stands, which codes it uses.

What is wrong with a table is told when the settings are read, in the words of the file;
what stands in it as a key, or in the place of one, is never repeated.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from polyglot.errors import ProviderError
from polyglot.plugins import Misfit, Setup
from polyglot.providers.http import Connection, Patience, is_here

__all__ = [
    "REMOTE",
    "Kind",
    "Misfit",
    "codes_of",
    "connection_of",
    "is_set",
    "key_of",
    "knows",
    "manner",
    "misfits",
    "number",
    "state",
    "text",
]

_TYPES: Mapping[type, str] = MappingProxyType(
    {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "a text in quotation marks",
        dict: 'a table of texts, as in { kk = "kaz" }',
    }
)
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]{0,63}")
_KEY = re.compile(r"[\x21-\x7e]{1,4096}")
# Bytes; a file this long holds something else than a key.
_LONGEST_KEY = 8_192
# Seconds; who wants to wait longer has made a slip.
_LONGEST_WAIT = 3_600.0


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of engine takes.

    *takes* are keys of its table beside `kind` and `options`, *needs* those it cannot do without;
    *options* are its options with their types.
    """

    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    options: Mapping[str, type] = field(default_factory=dict)


REMOTE: Mapping[str, type] = MappingProxyType({"languages": dict, "timeout": float})
"""Options of every kind that asks a server."""


def misfits(setup: Setup, kind: Kind) -> Iterator[Misfit]:
    """Yield what is wrong with *setup* for an engine of this *kind*."""
    named = ("url", "model", "folder", "key", "key_file")
    for name in named:
        if getattr(setup, name) and name not in kind.takes:
            known = ", ".join(("kind", *kind.takes, *(("options",) if kind.options else ())))
            yield (name,), f"an engine of the kind {setup.kind!r} has none", f"it takes {known}"
    for name in kind.needs:
        if not getattr(setup, name):
            yield (), f"an engine of the kind {setup.kind!r} needs {name!r}", f"add a line {name} ="
    yield from _options(setup, kind)
    yield from _wrong_key(setup)
    if setup.url:
        yield from _wrong_url(setup.url)


def _options(setup: Setup, kind: Kind) -> Iterator[Misfit]:
    from difflib import get_close_matches

    for name, value in setup.options.items():
        if name not in kind.options:
            near = get_close_matches(name, kind.options, 1, 0.5)
            known = ", ".join(kind.options) or "none"
            hint = f"did you mean {near[0]!r}?" if near else f"known are {known}"
            yield ("options", name), "there is no such option", hint
        elif not _is(value, kind.options[name]):
            hint = f"say {_TYPES[kind.options[name]]}"
            yield ("options", name), "it has a value of another kind", hint
    wait = setup.options.get("timeout", 1.0)
    if isinstance(wait, int | float) and not 0 < wait <= _LONGEST_WAIT:
        yield ("options", "timeout"), "so long is not waited", "say it in seconds, 1 to 3600"


def _is(value: object, wanted: type) -> bool:
    if wanted is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, wanted)


def _wrong_key(setup: Setup) -> Iterator[Misfit]:
    if setup.key and not _VARIABLE.fullmatch(setup.key):
        hint = 'a key never stands in the settings: say key = "DEEPL_KEY" and put it there'
        yield ("key",), "it names no environment variable", hint
    if setup.key and setup.key_file:
        yield ("key_file",), "there is a key, too", "keep one of them"


def _wrong_url(url: str) -> Iterator[Misfit]:
    from urllib.parse import urlsplit

    hint = "for example https://translate.example.org"
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in ("http", "https"):
        yield ("url",), "this is no address", hint
    elif parts.username or parts.password or parts.query or parts.fragment:
        yield ("url",), "an address holds no name, key or question", hint
    elif parts.scheme == "http" and not is_here(url):
        yield ("url",), "texts leave this machine over https only", "say https://"


def key_of(setup: Setup) -> str:
    """Return the key that *setup* names, "" where it names none.

    Raises:
        ProviderError: If it is not where it should be; the message never holds it.
    """
    if setup.key:
        place, found = f"the variable {setup.key}", os.environ.get(setup.key, "")
    elif setup.key_file:
        place, found = f"the file {setup.key_file}", _read(Path(setup.key_file))
    else:
        return ""
    key = found.strip()
    if not key:
        raise ProviderError(f"{place} holds no key", hint="put the engine's key there")
    if not _KEY.fullmatch(key):
        raise ProviderError(f"what {place} holds is no key", hint="a key is one word")
    return key


def _read(path: Path) -> str:
    try:
        with path.open(encoding="ascii") as file:
            return file.read(_LONGEST_KEY)
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        # Not chained: the message of a decoder quotes what it could not read.
        raise ProviderError(
            "the file with the engine's key cannot be read",
            path=str(path),
            hint="it holds the key and nothing else",
        ) from None


def codes_of(setup: Setup, ours: Mapping[str, str]) -> Mapping[str, str]:
    """Return the engine's codes by ours: the kind's own, and what the newsroom adds."""
    added = setup.options.get("languages", {})
    return {**ours, **added} if isinstance(added, Mapping) else dict(ours)


def manner(setup: Setup, *names: str) -> str:
    """Return what the options *names* add to a version, "" where none is set.

    They change what an engine says, so that a kept reply holds only for the same ones.
    """
    chosen = sorted((name, repr(setup.options[name])) for name in names if name in setup.options)
    return f":{sha256(repr(chosen).encode()).hexdigest()[:16]}" if chosen else ""


def state(paths: Iterable[Path]) -> str:
    """Return a word that changes with the files *paths*: their names, sizes and times."""
    digest = sha256()
    for path in sorted(paths):
        if path.is_file():
            told = path.stat()
            digest.update(f"{path.name} {told.st_size} {told.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def knows(codes: Mapping[str, str], source: str, target: str) -> bool:
    """Tell whether an engine with these *codes* translates from *source* to *target*."""
    return source != target and source in codes and target in codes


def connection_of(setup: Setup, patience: Patience) -> Connection:
    """Return the connection for *setup*: with *patience*, or the newsroom's own."""
    wait = setup.options.get("timeout")
    return Connection(
        patience.stretched(float(wait)) if isinstance(wait, int | float) else patience
    )


def text(setup: Setup, name: str, default: str = "") -> str:
    """Return the option *name*, a text."""
    return str(setup.options.get(name, default))


def number(setup: Setup, name: str, default: float) -> float:
    """Return the option *name*, a number."""
    value = setup.options.get(name, default)
    return float(value) if isinstance(value, int | float) else default


def is_set(setup: Setup, name: str) -> bool:
    """Return the option *name*, true or false."""
    return setup.options.get(name) is True
