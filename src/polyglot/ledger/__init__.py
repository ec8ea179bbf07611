"""The record of who or what did what to which text, and the states derived from it.

What only one command needs is imported from its module: `explaining`, `proving`, `forgetting`.
"""

from polyglot.ledger.drafting import adopted, dropped
from polyglot.ledger.index import Pair, pair_of
from polyglot.ledger.lines import (
    ADOPTED,
    REJECTED,
    RESERVED,
    SHARED,
    UNFINISHED,
    UNKNOWN,
    dump,
    fold,
    makers,
    pair,
    together,
)
from polyglot.ledger.observing import emptied, observe, remember
from polyglot.ledger.record import Ledger, joined, parse, seal

__all__ = [
    "ADOPTED",
    "REJECTED",
    "RESERVED",
    "SHARED",
    "UNFINISHED",
    "UNKNOWN",
    "Ledger",
    "Pair",
    "adopted",
    "dropped",
    "dump",
    "emptied",
    "fold",
    "joined",
    "makers",
    "observe",
    "pair",
    "pair_of",
    "parse",
    "remember",
    "seal",
    "together",
]
