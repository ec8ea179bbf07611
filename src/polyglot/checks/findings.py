"""What a check says of a message, with all that tells where it stands."""

from polyglot.model import Finding
from polyglot.plugins import Check, Subject

__all__ = ["finding"]


def finding(check: Check, subject: Subject, problem: str, hint: str) -> Finding:
    """Return what *check* found in *subject*: the *problem*, and a *hint* on what to do."""
    message = subject.message
    return Finding(
        kind=check.kind,
        severity=check.severity,
        path=subject.path,
        line=message.line,
        problem=problem,
        source=message.source,
        target=message.target,
        hint=hint,
        language=subject.language,
        context=message.context,
        is_waivable=check.is_waivable,
    )
