"""The checks over an article's catalogs, with what people waived."""

from collections.abc import Iterable, Sequence

from polyglot import checks
from polyglot.model import Finding, Severity
from polyglot.pipeline.desk import Desk
from polyglot.plugins import Check
from polyglot.workspace import catalog_path


def check(
    desk: Desk, language: str, *, more: Sequence[Check], strangers: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Return what the checks find in one catalog; waived findings say so.

    *more* are the checks that follow the lists of the workspace,
    *strangers* the installed ones that its settings name.

    Raises:
        UsageError: If one of them is not installed.
    """
    return checks.check(
        desk.catalogs[language],
        source_language=desk.article.language,
        language=language,
        path=catalog_path(desk.article.id, language),
        waived=lambda message: desk.ledger.waivers(language, message),
        checks=(*checks.chosen(strangers), *more),
    )


def blocking(findings: tuple[Finding, ...]) -> int:
    """Return how many of *findings* keep an edition from being published."""
    return sum(f.severity is Severity.ERROR and not f.is_waived for f in findings)
