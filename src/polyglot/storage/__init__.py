"""Files that are whole or not there: atomic replacement, steps, the lock, the state file."""

from polyglot.storage.files import digest, guarded, list_files, read, replace, stat_of
from polyglot.storage.journal import Change, Changed, Step, recover
from polyglot.storage.lines import Lines, Spool
from polyglot.storage.locking import lock
from polyglot.storage.state import load_state, save_lines, save_state

__all__ = [
    "Change",
    "Changed",
    "Lines",
    "Spool",
    "Step",
    "digest",
    "guarded",
    "list_files",
    "load_state",
    "lock",
    "read",
    "recover",
    "replace",
    "save_lines",
    "save_state",
    "stat_of",
]
