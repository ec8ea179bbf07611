"""A program on this machine that is asked one thing: in time, within bounds, and then gone."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Thread, Timer

from polyglot.errors import RefusedError

# What an answer may have, in bytes: so many times what was asked, and some more.
_TIMES, _MORE = 20, 100_000
# Seconds for whoever writes to a program that is gone.
_GRACE = 1.0


def answer(words: Sequence[str], data: bytes, *, seconds: float) -> bytes:
    """Return what the program and arguments *words* say to *data*.

    It may be a chain of programs, which end together: when the answer is whole, late or endless,
    and when we are stopped.

    Raises:
        OSError: If it cannot be started.
        RefusedError: If it fails, says far more than it was asked, or takes longer
            than so many *seconds*.
    """
    process = subprocess.Popen(  # noqa: S603 -- no shell; the words are the caller's matter
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    is_late = Event()

    def stop() -> None:
        is_late.set()
        _end(process)

    timer = Timer(seconds, stop)
    feeder = Thread(target=_feed, args=(process, data))
    timer.daemon = feeder.daemon = True
    most = _TIMES * len(data) + _MORE
    try:
        timer.start()
        feeder.start()
        said = _read(process, most)
    finally:
        timer.cancel()
        _end(process)
        process.wait()
        feeder.join(_GRACE)
    if is_late.is_set():
        raise RefusedError("it did not answer in time")
    if process.returncode or len(said) > most:
        raise RefusedError("it broke off")
    return said


def _feed(process: "subprocess.Popen[bytes]", data: bytes) -> None:
    # Whoever does not read to the end says why by its answer.
    with suppress(OSError):
        if process.stdin is not None:
            with process.stdin as pipe:
                pipe.write(data)


def _read(process: "subprocess.Popen[bytes]", most: int) -> bytes:
    """Return what *process* says, and wait for its end, if that is no more than *most* bytes."""
    if process.stdout is None:
        return b""
    with process.stdout as pipe:
        said = pipe.read(most + 1)
    if len(said) <= most:
        process.wait()
    return said


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End *process* and all that it started, unless it ended by itself."""
    if process.returncode is None:
        # It may end by itself just now.
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
