"""What waits for whom; approve, accept, reject, revoke, waive, restore."""

from polyglot.people import pen_name
from polyglot.review.judging import Selection, accept, approve, reject, revoke, waive
from polyglot.review.record import Outcome, Record
from polyglot.review.restoring import restorable, restore
from polyglot.review.waiting import Key, Row, chosen, numbered, rows, waiting

__all__ = [
    "Key",
    "Outcome",
    "Record",
    "Row",
    "Selection",
    "accept",
    "approve",
    "chosen",
    "numbered",
    "pen_name",
    "reject",
    "restorable",
    "restore",
    "revoke",
    "rows",
    "waiting",
    "waive",
]
