"""Whether the bytes of a PO file are already what we would write."""

import re

from polyglot.catalog.remarks import HINT, REMARK
from polyglot.catalog.shield import BREAKERS, SHIELD
from polyglot.catalog.writing import header, write
from polyglot.model import Catalog

_ODD = rf"{BREAKERS}\x07{SHIELD}"
_STRING = rf'"[^"\\\n{_ODD}]*+(?:\\["\\t][^"\\\n{_ODD}]*+)*+"'
_END = r"(?<![ \t])\n"

# What nearly every message of ours looks like: each text on one line, no flag but fuzzy.
_COMMENTS = rf"""
    (?:\#[ ](?!{re.escape(HINT)}|(?:{REMARK})\n)[^\s{_ODD}][^\n{_ODD}]*+{_END})*+
    (?:\#[ ]{re.escape(HINT)}[^\s{_ODD}][^\n{_ODD}]*+{_END})*+
    (?:\#[ ](?:{REMARK})\n)?+
"""
_USUAL = re.compile(
    rf"""
    (?:\n{_COMMENTS}
      (?:\#\.[ ][^\s{_ODD}][^\n{_ODD}]*+{_END})*+
      (?:\#:[ ][^\s{_ODD}\u2068]++\n)?+
      (?:\#,[ ]fuzzy\n)?+
      (?:(?:\#\|[ ]msgctxt[ ]{_STRING}\n)?+\#\|[ ]msgid[ ]{_STRING}\n)?+
      (?:msgctxt[ ]{_STRING}\n)?+msgid[ ]{_STRING}\nmsgstr[ ]{_STRING}\n)*+
    (?:\n{_COMMENTS}
      (?:\#,[ ]fuzzy\n)?+
      (?:(?:\#~\|[ ]msgctxt[ ]{_STRING}\n)?+\#~\|[ ]msgid[ ]{_STRING}\n)?+
      (?:\#~[ ]msgctxt[ ]{_STRING}\n)?+\#~[ ]msgid[ ]{_STRING}\n\#~[ ]msgstr[ ]{_STRING}\n)*+
    """,
    re.VERBOSE,
)


def is_canonical(data: bytes, catalog: Catalog) -> bool:
    """Tell whether *data*, from which *catalog* was read, is what `write` makes of it.

    If not, an editor saved the file in its own way, perhaps with somebody's name in the header.
    Much faster than writing where nothing in the file is unusual.
    """
    start = header(catalog)
    if not data.startswith(start):
        return False
    body = data[len(start) :].decode(errors="replace")
    messages = body.count("\nmsgid ") + body.count("\n#~ msgid ")
    if messages == len(catalog.messages) and _USUAL.fullmatch(body):
        return True
    return data == write(catalog)
