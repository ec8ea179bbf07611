"""Terms and names of a newsroom: what its lists say, and where a text has it, with all endings."""

from polyglot.terms.entries import Entry, Form, Kind, Match, Status
from polyglot.terms.glossary import Glossary, protected

__all__ = ["Entry", "Form", "Glossary", "Kind", "Match", "Status", "protected"]
