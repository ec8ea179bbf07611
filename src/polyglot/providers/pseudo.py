"""Pseudo-translation: the source with accents, in brackets and longer; offline and for tests.

A page in pseudo shows at a glance what stays untranslated or is written into a template,
and what breaks when a text grows by a third.
"""

import re
from collections.abc import Sequence

from polyglot.addresses import spans
from polyglot.markup.elements import PROTECTED
from polyglot.plugins import ALONE, Context, Limits, Reply, Wire

_ACCENTS = str.maketrans(
    "ACEGIKLNORSUYZaceghijklnorsuyzАЕЖЗИОУЧЫЭаежзиоучыэ",
    "ÅÇÉĜÎĶĻÑÖŔŠÛÝŽåçéĝĥîĵķļñöŕšûýžӐӖӜӞӢӦӮӴӸӬӑӗӝӟӣӧӯӵӹӭ",
)
_KEPT = re.compile(
    rf"<((?:{'|'.join(sorted(PROTECTED))})(?:-?[0-9]+)?)>[^<>]*+</\1>"
    r"|</?[A-Za-z][^<>]*+>|&#?\w++;"
)
_LETTER = re.compile(r"[^\W\d_]")
# Words in other languages grow by about this part of their letters.
_GROWTH = 0.3


class Pseudo:
    """The engine that never leaves this machine and always says the same."""

    name = "pseudo"
    version = "pseudo"
    is_local = True
    wire: Wire = "html"
    limits = Limits(characters=100_000, texts=1_000)

    def supports(self, source: str, target: str) -> bool:
        """Tell that every pair of different languages is possible."""
        return source != target

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Return the *texts* with accents and brackets, their codes and addresses untouched."""
        del source, target, context
        return [Reply(target=_pseudo(text)) for text in texts]


PROVIDER = Pseudo()


def _pseudo(text: str) -> str:
    kept = sorted([found.span() for found in _KEPT.finditer(text)] + spans(text))
    parts: list[str] = []
    position = letters = 0
    for start, end in kept:
        words = text[position:start]
        letters += len(_LETTER.findall(words))
        parts += (words.translate(_ACCENTS), text[max(start, position) : end])
        position = max(position, end)
    words = text[position:]
    letters += len(_LETTER.findall(words))
    parts.append(words.translate(_ACCENTS))
    return f"[{''.join(parts)} {'·' * max(1, round(_GROWTH * letters))}]"
