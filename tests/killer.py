"""Runs commands in processes that can be killed: everything is imported once, then forked.

A line on stdin is the words of a command as JSON; the answer is the number of its process.
The next line asks for its exit code; until then the number is its own, ended or not.
"""

import json
import os
import sys
from typing import NoReturn

import polyglot.checks
import polyglot.pipeline.crew
import polyglot.pipeline.drafting
import polyglot.providers
import polyglot.providers.pseudo
import polyglot.readers.html
import polyglot.readers.markdown
import polyglot.readers.text
import polyglot.writers.html
import polyglot.writers.nitf
import polyglot.writers.source  # noqa: F401 - imported for the children
from polyglot.cli import main


def serve() -> None:
    """Fork a command for each line, and say how it ended."""
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            run(json.loads(line))
        print(child, flush=True)  # noqa: T201 - the answer
        sys.stdin.readline()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201


def run(words: list[str]) -> NoReturn:
    """Run one command, silently, and end."""
    code: object = 0
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device
        sys.stdout = sys.stderr = nowhere
        try:
            main(words)
        except SystemExit as end:
            code = end.code
    os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    serve()
