"""Terms and names of a newsroom: what its lists say, and where a text has it, with all endings."""

from polyglot.terms.entries import Entry, Form, Kind, Match, Status
from polyglot.terms.glossary import Glossary, Sought, protected
from polyglot.terms.owed import Owed, capitalised, has_derived, owed, spans

__all__ = [
    "Entry",
    "Form",
    "Glossary",
    "Kind",
    "Match",
    "Owed",
    "Sought",
    "Status",
    "capitalised",
    "has_derived",
    "owed",
    "protected",
    "spans",
]
