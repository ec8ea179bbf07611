"""The record of who or what did what to which text, and the states derived from it."""

from polyglot.ledger.explaining import Explanation, Reason, Role, explain
from polyglot.ledger.forgetting import Forgotten, forget
from polyglot.ledger.lines import RESERVED, UNFINISHED, UNKNOWN, dump, fold, pair
from polyglot.ledger.observing import emptied, observe, remember
from polyglot.ledger.proving import Fault, prove
from polyglot.ledger.record import Ledger, joined, parse, seal

__all__ = [
    "RESERVED",
    "UNFINISHED",
    "UNKNOWN",
    "Explanation",
    "Fault",
    "Forgotten",
    "Ledger",
    "Reason",
    "Role",
    "dump",
    "emptied",
    "explain",
    "fold",
    "forget",
    "joined",
    "observe",
    "pair",
    "parse",
    "prove",
    "remember",
    "seal",
]
