"""The markup-safety family: codes, tags, addresses, and targets that say nothing.

These checks keep the promise that a translation carries only the source's markup.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from polyglot.addresses import addresses, may_hold_address, without
from polyglot.checks.findings import finding
from polyglot.inline import UNPRINTABLE, codes_of, compare, plain, unquote
from polyglot.languages import load
from polyglot.markup.elements import PROTECTED
from polyglot.model import Finding, Severity
from polyglot.plugins import Check, Subject

Findings: TypeAlias = tuple[Finding, ...]

_NAME = re.compile(r"</?([A-Za-z][\w-]*+)")
# What a person takes for a tag and polyglot does not: a space after the bracket,
# a letter of another alphabet, brackets of full width.
_NEAR_TAG = re.compile(
    r"<\s{1,3}/?[A-Za-z][^<>]{0,40}>|</?\s{0,3}/?\s{0,3}[^\W\d_a-zA-Z][^<>]{0,40}>"
    r"|</\s{1,3}[A-Za-z][^<>]{0,40}>|＜[^<>＜＞]{1,40}[＞>]|<[^<>＜＞]{1,40}＞"
)
_ESCAPED_TAG = re.compile(r"&lt;/?\s?([A-Za-z][\w-]{0,40})[^<>&]{0,40}(?:&gt;|>)")
_UNCLOSED_TAG = re.compile(r"</?([A-Za-z][\w-]{0,40})[^<>]*+(?=<|\Z)")
_PROTECTED = re.compile(rf"<((?:{'|'.join(sorted(PROTECTED))})-?\d*)>[^<>]*+</\1>")
_ALPHANUMERIC = re.compile(r"[^\W_]")
_SHOWN = re.compile(r"[^\W_\u115f\u1160\u3164\uffa0]")
_LETTERS = re.compile(r"[^\W\d_]")
# Characters that are neither spaces nor controls and still show nothing.
_INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# A case suffix that Turkic spelling glues to an address: example.org-дан, example.org’ga.
_SUFFIX = re.compile(r"[-\u2010\u2011'’ʼ`][^\W\d_]{1,8}\Z")
_LATIN_SUFFIX = re.compile(r"-[a-zıáǵńóúʻ]{2,6}\Z")
# The longest name, in words.
_NAME_LENGTH = 4
_BARE_HOST = re.compile(r"(?:https?://)?[\w.-]+\Z")


class Codes:
    """The target has exactly the source's codes, properly nested; law 5, so no waiver."""

    kind = "codes"
    severity = Severity.ERROR
    is_waivable = False

    def check(self, subject: Subject) -> Findings:
        """Find lost, doubled, invented and crossed codes."""
        source, target = subject.message.source, subject.message.target
        problems = _unprintable(target)
        if "<" in source or "<" in target:
            # What `compare` finds, it may have found above.
            problems = tuple(dict.fromkeys((*problems, *_compared(source, target))))
        if not problems:
            return ()
        written = " ".join(dict.fromkeys(codes_of(source)))
        hint = f"the source has {written}" if written else "the source has no tags"
        return tuple(finding(self, subject, problem, hint) for problem in problems)


class AmbiguousTag:
    """Nothing in the target looks like a tag to a person and like text to a reader."""

    kind = "ambiguous-tag"
    severity = Severity.ERROR
    is_waivable = True

    def check(self, subject: Subject) -> Findings:
        """Find tags that are misspelt, escaped or not closed."""
        source, target = subject.message.source, subject.message.target
        if (
            "＜" not in target
            and "&lt;" not in target
            and ("<" not in target or target.count("<") == len(codes_of(target)))
        ):
            return ()
        hint = "write a tag exactly as the source does; write &lt; for a less-than sign"
        return tuple(
            finding(self, subject, f"{each} looks like a tag and reads as text", hint)
            for each in _near_tags(source, target)
        )


class LinkTarget:
    """The addresses written in the target are the source's."""

    kind = "link-target"
    severity = Severity.ERROR
    is_waivable = True

    def check(self, subject: Subject) -> Findings:
        """Find addresses that a translation lost, changed or added."""
        source, target = subject.message.source, subject.message.target
        if not (may_hold_address(source) or may_hold_address(target)):
            return ()
        wanted = set(addresses(plain(source)))
        found = {_without_suffix(each, wanted) for each in addresses(plain(target))}
        problems = [f"the target lost {each}" for each in sorted(wanted - found)]
        problems += [f"{each} is not in the source" for each in sorted(found - wanted)]
        hint = "copy the address from the source"
        return tuple(finding(self, subject, each, hint) for each in problems)


class Blank:
    """The target says something."""

    kind = "blank"
    severity = Severity.ERROR
    is_waivable = True

    def check(self, subject: Subject) -> Findings:
        """Find a target of nothing but white space and codes."""
        target = subject.message.target
        if "<" not in target and _SHOWN.search(target):
            return ()
        if not _is_blank(plain(target)) or _is_blank(plain(subject.message.source)):
            return ()
        hint = "translate the text, or empty the target"
        return (finding(self, subject, "the target holds no text", hint),)


class SameAsSource:
    """The target differs from the source, where there was anything to translate."""

    kind = "same-as-source"
    severity = Severity.WARNING
    is_waivable = True

    def check(self, subject: Subject) -> Findings:
        """Find a target that repeats the source."""
        source, target = subject.message.source, subject.message.target
        if source != target and source.strip() != target.strip():
            return ()
        if not _has_words(source, subject):
            return ()
        hint = "translate it, or waive this where it is right"
        return (finding(self, subject, "the target is the same as the source", hint),)


CHECKS: tuple[Check, ...] = (Codes(), AmbiguousTag(), LinkTarget(), Blank(), SameAsSource())


def is_plainly_right(source: str, target: str) -> bool:
    """Tell, at one look, that no check of this family finds anything in *target*.

    Nearly every message is such a one, and five closer looks take twice as long.
    """
    if "&" in target or "＜" in target or not target.isprintable():
        return False
    if may_hold_address(source) or may_hold_address(target):
        return False
    words = target
    if "<" in source or "<" in target:
        tags = codes_of(target)
        if tags != codes_of(source) or target.count("<") != len(tags) or _PROTECTED.search(source):
            return False
        words = plain(target)
    return _SHOWN.search(words) is not None and source.strip() != target.strip()


def _compared(source: str, target: str) -> tuple[str, ...]:
    """Return what `compare` finds, without asking it where the tags stand as in the source."""
    if codes_of(source) == codes_of(target) and not _PROTECTED.search(source):
        return ()
    return compare(source, target)


def _unprintable(target: str) -> tuple[str, ...]:
    if target.isprintable() and "&#" not in target:
        return ()
    found = UNPRINTABLE.search(unquote(target))
    return (f"an unprintable character (U+{ord(found[0]):04X})",) if found else ()


def _near_tags(source: str, target: str) -> Iterable[str]:
    """Yield what looks like a tag in *target* and did not do so in *source*."""
    names = {name.lower() for tag in codes_of(source) for name in _NAME.findall(tag)}
    near = [each[0] for each in _NEAR_TAG.finditer(target)]
    for pattern in (_ESCAPED_TAG, _UNCLOSED_TAG) if names else ():
        near += [each[0] for each in pattern.finditer(target) if each[1].lower() in names]
    literal = Counter({each: source.count(each) for each in near})
    for each in near:
        literal[each] -= 1
        if literal[each] < 0:
            yield f"“{each.strip()[:40]}”"


def _without_suffix(address: str, wanted: set[str]) -> str:
    """Return the address of *wanted* that *address* is with a case suffix, else *address*.

    A Latin suffix counts only behind a bare host: behind a path it may be another page.
    """
    if address in wanted:
        return address
    suffix = _SUFFIX.search(address)
    if suffix is None:
        return address
    stem = address[: suffix.start()]
    if stem not in wanted:
        return address
    if suffix[0].isascii() and not (_BARE_HOST.match(stem) and _LATIN_SUFFIX.match(suffix[0])):
        return address
    return stem


def _is_blank(text: str) -> bool:
    return not any(_is_visible(character) for character in text)


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC" and character not in _INVISIBLE


def _has_words(source: str, subject: Subject) -> bool:
    """Tell whether *source* holds words that a translation would change.

    Protected content, addresses, handles, acronyms and words with digits stay as they are;
    so do a few capitalised words, taken for a name, between languages of one script.
    """
    text = without(plain(_PROTECTED.sub(" ", source)))
    words = [word for word in text.split() if _LETTERS.search(word)]
    changing = [word for word in words if not _stays(word)]
    if not changing:
        return False
    one_script = load(subject.source_language).script == load(subject.language).script
    is_name = len(words) <= _NAME_LENGTH and all(_is_capitalised(word) for word in words)
    return not (one_script and is_name)


def _stays(word: str) -> bool:
    letters = "".join(_LETTERS.findall(word))
    has_digit = len(letters) < len(_ALPHANUMERIC.findall(word))
    return has_digit or word[0] in "@#" or (len(letters) > 1 and letters.isupper())


def _is_capitalised(word: str) -> bool:
    first = _LETTERS.search(word)
    return first is not None and first[0].isupper()
