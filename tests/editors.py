"""How the editors people use leave a PO file behind; git's merge of two; a process that dies."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import NoReturn, TypeAlias

import polib
from babel.messages.pofile import read_po, write_po

from polyglot.cli import main

Save: TypeAlias = Callable[[bytes], bytes]

NAMES = (
    b"Last-Translator: Aizada Q <aizada@example.org>",
    b"Language-Team: Kazakh <kk@example.org>",
    b"PO-Revision-Date: 2024-03-01 12:00+0500",
    b"POT-Creation-Date: 2024-03-01 11:00+0500",
)


def _named(data: bytes) -> bytes:
    """Say in the header who saved the file, and when."""
    for field in NAMES:
        name = field.partition(b":")[0]
        data = re.sub(b'"' + name + rb":[^\n]*\n", b'"' + field + b'\\\\n"\n', data)
    return data


def poedit(data: bytes) -> bytes:
    """Save as Poedit on Windows does: wrapped, with names, a byte order mark and CR LF."""
    return b"\xef\xbb\xbf" + _named(_wrapped(data)).replace(b"\n", b"\r\n")


def lokalize(data: bytes) -> bytes:
    """Save as Lokalize does: its own wrapping, no space behind the comma, a name in a comment."""
    data = _named(data).replace(b"\n#, fuzzy", b"\n#,fuzzy")
    return b"# Aizada Q <aizada@example.org>, 2024.\n" + data


def web_page(data: bytes) -> bytes:
    """Save as an editor on a web page does: the last line has no end."""
    return data.rstrip(b"\n")


def msgcat(data: bytes) -> bytes:
    """Save through msgcat, or leave the file as it is where msgcat refuses it."""
    program = shutil.which("msgcat")
    if program is None:
        return data
    ended = subprocess.run([program, "-"], input=data, capture_output=True, check=False)
    return data if ended.returncode else ended.stdout


def babel(data: bytes) -> bytes:
    """Save with Babel, which forgets the older text and most of the header."""
    out = BytesIO()
    write_po(out, read_po(BytesIO(_named(data))))
    return out.getvalue()


def _wrapped(data: bytes) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".po") as file:
        file.write(data)
        file.flush()
        return str(polib.pofile(file.name, wrapwidth=79, encoding="utf-8")).encode() + b"\n"


EDITORS: Mapping[str, Save] = {
    "Poedit": poedit,
    "Lokalize": lokalize,
    "web page": web_page,
    "msgcat": msgcat,
    "Babel": babel,
}


def merged(ours: bytes, base: bytes, theirs: bytes, *options: str) -> bytes:
    """Return what git makes of two versions of a file; `--ours` and `--theirs` end conflicts."""
    git = shutil.which("git")
    assert git is not None
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, data in zip(paths, (ours, base, theirs), strict=True):
            path.write_bytes(data)
        return subprocess.run(
            [git, "merge-file", "-p", "-q", *options, *map(str, paths)],
            capture_output=True,
            check=False,
        ).stdout


def cut_short(words: tuple[str, ...], moment: int, env: Mapping[str, str]) -> int:
    """Run a command in a process that dies when it changes a file for the *moment*th time.

    Nothing is tidied up: this is what a power failure leaves. Return its exit code; 9 is death.
    """
    with warnings.catch_warnings():
        # Python 3.12 warns where other tests left threads behind; the copy uses none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _die_at(words, moment, env)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _die_at(words: tuple[str, ...], moment: int, env: Mapping[str, str]) -> NoReturn:
    left = [moment]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        is_change = event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir") or (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        )
        if is_change:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)

    code: object = 0
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device
        sys.stdout = sys.stderr = nowhere
        os.environ.update(env)
        sys.addaudithook(watch)
        try:
            main(words)
        except SystemExit as end:
            code = end.code
        except BaseException:  # noqa: BLE001 - a copy of the test must never go on
            code = 70
    os._exit(code if isinstance(code, int) else 1)
