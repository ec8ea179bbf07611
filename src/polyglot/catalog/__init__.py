"""PO files in and out, and the merge with the article they translate.

The only door to polib.
"""

from polyglot.catalog.changes import Change
from polyglot.catalog.difference import KINDS, kinds
from polyglot.catalog.drafts import place
from polyglot.catalog.header import exposing_lines, fresh, names_people, signature
from polyglot.catalog.merging import Merged, merge
from polyglot.catalog.reading import Read, read, read_all
from polyglot.catalog.recutting import Recut, recut
from polyglot.catalog.remarks import (
    MOST_TERMS,
    Rendered,
    is_terms_hint,
    remark,
    terms_hint,
    with_remarks,
)
from polyglot.catalog.segments import Segment, segments_of
from polyglot.catalog.writing import renumbered, write, write_template

__all__ = [
    "KINDS",
    "MOST_TERMS",
    "Change",
    "Merged",
    "Read",
    "Recut",
    "Rendered",
    "Segment",
    "exposing_lines",
    "fresh",
    "is_terms_hint",
    "kinds",
    "merge",
    "names_people",
    "place",
    "read",
    "read_all",
    "recut",
    "remark",
    "renumbered",
    "segments_of",
    "signature",
    "terms_hint",
    "with_remarks",
    "write",
    "write_template",
]
