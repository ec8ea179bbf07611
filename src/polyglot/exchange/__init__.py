"""Catalogs to people and other tools, and back: as PO files that somebody carries by hand."""

from polyglot.exchange.merging import Clash, Judges, Merged, merge
from polyglot.exchange.postmark import Postmark, read, stamped
from polyglot.exchange.sending import file_names, is_untouched, respelt

__all__ = [
    "Clash",
    "Judges",
    "Merged",
    "Postmark",
    "file_names",
    "is_untouched",
    "merge",
    "read",
    "respelt",
    "stamped",
]
