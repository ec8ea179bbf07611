"""The family of doubts: what an engine was not sure of, as long as its draft stands unchecked."""

from collections.abc import Iterator

from polyglot.checks.findings import finding
from polyglot.model import Finding, Severity
from polyglot.plugins import DOUBTS, Check, Subject

__all__ = ["CHECKS"]


class Doubted:
    """A draft has no words of which its engine says that it is not sure."""

    kind = "doubted-word"
    severity = Severity.WARNING
    is_waivable = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Find the words that a note names beside a draft that nobody took over."""
        if not subject.message.is_fuzzy:
            return
        for clause in (one for hint in subject.message.hints for one in hint.split("; ")):
            doubt, _, words = clause.partition(": ")
            if doubt in DOUBTS and words:
                problem = f"the engine had words that were {doubt}: {words}"
                yield finding(self, subject, problem, "see whether they are right here")


CHECKS: tuple[Check, ...] = (Doubted(),)
