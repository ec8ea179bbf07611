"""The record of who or what did what to which text, and the states derived from it."""

from polyglot.ledger.forgetting import Forgotten, forget
from polyglot.ledger.lines import RESERVED, UNFINISHED, UNKNOWN, dump, fold, pair
from polyglot.ledger.observing import emptied, observe, remember
from polyglot.ledger.record import Ledger, parse, seal

__all__ = [
    "RESERVED",
    "UNFINISHED",
    "UNKNOWN",
    "Forgotten",
    "Ledger",
    "dump",
    "emptied",
    "fold",
    "forget",
    "observe",
    "pair",
    "parse",
    "remember",
    "seal",
]
