"""Processes that share the articles of a run among them, and end with the one that runs it."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor


@contextmanager
def workers(jobs: int) -> "Iterator[Executor | None]":
    """Give *jobs* processes to work with; None where one is enough: this one."""
    if jobs == 1:
        yield None
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A new interpreter in each process: nothing is shared, on every platform alike.
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent) as executor:
        yield executor


def _end_with_parent() -> None:
    """Let this process end when the one that holds the workspace's lock is killed.

    Otherwise it would wait for work for ever, and write without a lock until then:
    each worker holds both ends of the queue it reads, so no end of file ever comes.
    """
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)
