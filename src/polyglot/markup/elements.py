"""What the elements of HTML are (WHATWG HTML, 2024)."""


def words(text: str) -> frozenset[str]:
    """Return the set of the words in *text*: names in a table that reads like one."""
    return frozenset(text.split())


VOID = words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr"
)
"""Elements without content and closing tag."""

RAW = words("iframe noembed noframes plaintext script style textarea title xmp")
"""Elements in which the tokeniser sees no tags."""

BOUNDARIES = words(
    "address article aside base blockquote body button caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hgroup hr html legend li listing main menu nav noframes ol optgroup option p "
    "plaintext pre search section select summary table tbody td template tfoot th thead title tr "
    "ul xmp"
)
"""Elements whose tags end a paragraph: a unit never reaches over one."""

CLOSES_P = BOUNDARIES - words(
    "base body button caption col colgroup frame frameset head html legend noframes optgroup "
    "option select tbody td template tfoot th thead title tr"
)
"""Elements whose opening tag closes an open paragraph."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

PROTECTED = frozenset(("code", "kbd", "samp", "var"))
"""Inline elements whose content must come back as it is."""

NOT_IN_ITSELF = frozenset(("a", "button", "nobr"))
"""Inline elements whose opening tag closes an open one of the same name."""
