"""What may be published, what stands published, and the record of both.

An editor *releases* an article in some languages; an edition that passes its gates is then
*published*; one that must not stand any longer is *withdrawn*.
The record of an article is one file of JSON lines, `locales/published/<id>.jsonl`.
Lines are only added, so that what once stood before readers can always be told.
"""

from polyglot.publication.gate import Hands, Need, Reason, Verdict, vanishing, verdict
from polyglot.publication.record import (
    Act,
    Published,
    Record,
    Released,
    Standing,
    Withdrawn,
    dump,
    parse,
)
from polyglot.publication.standing import edition_of, publish, source_version, stand

__all__ = [
    "Act",
    "Hands",
    "Need",
    "Published",
    "Reason",
    "Record",
    "Released",
    "Standing",
    "Verdict",
    "Withdrawn",
    "dump",
    "edition_of",
    "parse",
    "publish",
    "source_version",
    "stand",
    "vanishing",
    "verdict",
]
