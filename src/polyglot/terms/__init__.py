"""Terms and names of a newsroom: what its lists say, and where a text has it, with all endings."""

from polyglot.terms.entries import Entry, Form, Kind, Match, Status
from polyglot.terms.glossary import Glossary, Sought, protected
from polyglot.terms.wanted import Wanted, capitalised, has_derived, spans, wanted

__all__ = [
    "Entry",
    "Form",
    "Glossary",
    "Kind",
    "Match",
    "Sought",
    "Status",
    "Wanted",
    "capitalised",
    "has_derived",
    "protected",
    "spans",
    "wanted",
]
