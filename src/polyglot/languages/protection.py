"""What no rule of a language may touch: tags, codes, references, addresses, handles.

Everything that changes letters (transliteration, orthography) asks here first.
A text may be a message as translators see it, plain text, or a stretch of HTML.
The work is linear in the length of the text.
"""

import re
from collections.abc import Iterator

from polyglot import addresses

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][^\s<>/]*+)(?P<rest>[^<>]*+)>")
_REFERENCE = re.compile(r"&(?:amp;(?=#?[A-Za-z0-9]++;))?#?[A-Za-z0-9]++;")
_HANDLE = re.compile(r"(?<![\w@#/&])[@#]\w++")
_HOST = re.compile(r"(?<![\w.@-])[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++")
_LANG = re.compile(r"""(?<![\w-])lang\s*=\s*["']?([A-Za-z]{2,3})""")
_NUMBER = re.compile(r"-?[0-9]++\Z")
_KEPT = frozenset("code kbd pre samp script style tt var".split())  # noqa: SIM905
_ENDINGS = (
    "com|docx?|edu|eu|gov|html?|info|int|io|jpg|kz|me|media|net|news|org|pdf|png|ru|tv|txt|uz"
    "|xlsx?|zip"
)
_HOST_ENDS = re.compile(rf"\.(?:{_ENDINGS})(?![\w-])")
_HINT = re.compile(rf"[@#]|://|www\.|{_HOST_ENDS.pattern}")
_TO_SPACE = re.compile(r"\S*+")
# No name in an address is longer, in characters.
_REACH = 200


def spans(text: str, language: str, *, references: bool = True) -> list[tuple[int, int]]:
    """Return from where to where *text* must stay as it is, in order and without overlap.

    *language* is the text's own; what a `lang` attribute gives to another one stays too.
    Character *references* may be left out, for those that read them.
    """
    found = list(_tags(text, language)) if "<" in text else []
    if references and "&" in text:
        found += (match.span() for match in _REFERENCE.finditer(text))
    for start, stretch in _stretches(text):
        found += ((start + one, start + other) for one, other in _names(stretch))
    return _merged(found) if len(found) > 1 else found


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """Yield the runs without a space that may hold an address or a handle, and their places."""
    done = 0
    for hint in _HINT.finditer(text):
        position = hint.start()
        if position < done:
            continue
        least = max(done, position - _REACH)
        start = max(least, *(text.rfind(space, least, position) + 1 for space in " \n\t\u00a0"))
        run = _TO_SPACE.match(text, position)
        done = run.end() if run else position
        yield start, text[start:done]


def _names(text: str) -> Iterator[tuple[int, int]]:
    yield from addresses.spans(text)
    yield from (match.span() for match in _HANDLE.finditer(text))
    if _HOST_ENDS.search(text):
        yield from (m.span() for m in _HOST.finditer(text) if _HOST_ENDS.search(m[0]))


def _merged(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _tags(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the tags, and from its first to its last tag whatever must stay whole."""
    inside, start, depth = "", 0, 0
    for tag in _TAG.finditer(text):
        yield tag.span()
        name = tag["name"]
        if inside:
            if name == inside and not tag["rest"].endswith("/"):
                depth += -1 if tag["end"] else 1
            if not depth:
                yield start, tag.end()
                inside = ""
        elif _opens(tag, language):
            inside, start, depth = name, tag.start(), 1


def _opens(tag: re.Match[str], language: str) -> bool:
    """Tell whether what stands inside the element that *tag* opens must stay."""
    rest = tag["rest"]
    if tag["end"] or rest.endswith("/"):
        return False
    if _NUMBER.sub("", tag["name"]).lower() in _KEPT or 'translate="no"' in rest:
        return True
    given = _LANG.search(rest) if "lang" in rest else None
    return given is not None and given[1].lower() != language
