"""The record of who or what did what to which text, and the states derived from it."""

from polyglot.ledger.drafting import adopted, dropped
from polyglot.ledger.explaining import Explanation, Reason, Role, explain
from polyglot.ledger.forgetting import Forgotten, forget
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
    pair,
)
from polyglot.ledger.observing import emptied, observe, remember
from polyglot.ledger.proving import Fault, prove
from polyglot.ledger.record import Ledger, joined, parse, seal

__all__ = [
    "ADOPTED",
    "REJECTED",
    "RESERVED",
    "SHARED",
    "UNFINISHED",
    "UNKNOWN",
    "Explanation",
    "Fault",
    "Forgotten",
    "Ledger",
    "Pair",
    "Reason",
    "Role",
    "adopted",
    "dropped",
    "dump",
    "emptied",
    "explain",
    "fold",
    "forget",
    "joined",
    "observe",
    "pair",
    "pair_of",
    "parse",
    "prove",
    "remember",
    "seal",
]
