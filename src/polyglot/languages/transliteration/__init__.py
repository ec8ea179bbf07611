"""One language's words in another of its scripts.

The tables are data: one TOML file a pair beside this module, in which every rule names its source.
`table` reads them, `words` converts a word, `texts` a text, `scripts` tells scripts apart,
`settled` reads what people settled for good.
"""

from polyglot.languages.data import supports
from polyglot.languages.transliteration.scripts import script_of
from polyglot.languages.transliteration.settled import Settled, read_settled
from polyglot.languages.transliteration.texts import Ambiguous, Converted, convert

__all__ = [
    "Ambiguous",
    "Converted",
    "Settled",
    "convert",
    "read_settled",
    "script_of",
    "supports",
]
