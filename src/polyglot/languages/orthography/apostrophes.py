"""The two apostrophes of Uzbek: U+02BB after o and g, U+02BC (tutuq belgisi) elsewhere.

People type six other characters for them, which are also quotation marks
and the apostrophes of foreign words; those stay.
"""

import re

from polyglot.languages.orthography.words import Rule, Signs, Tables, Verdict, Word, text_of

REASON = "apostrophe"

_MARKS = "['‘’ʻʼ`´]"
# An English ending; a name as O'Brien; c without h, which no Uzbek word has.
_ENGLISH = re.compile(rf".*(?:n{_MARKS}t|{_MARKS}(?:s|ll|re|ve))", re.IGNORECASE)
_IRISH = re.compile(rf"(?:[OD]|Mc){_MARKS}[A-Z][a-z]+")
_C = re.compile(r"c(?!h)", re.IGNORECASE)
# An abbreviation with an ending, as ID'ni; where it is О or G before it, it may be a word.
_CODE = re.compile(rf"(?P<code>[A-Z]{{2,}}){_MARKS}[a-z]+")
# The tutuq belgisi stands before a vowel or behind one; sʼh is not read sh.
_BETWEEN = re.compile(
    rf"(?![sS]{_MARKS}[hH])[b-df-hj-np-tv-z]{_MARKS}[b-df-hj-np-tv-z]", re.IGNORECASE
)
_AFTER_G = re.compile(rf"g{_MARKS}", re.IGNORECASE)


def apostrophes(data: Tables) -> Rule:
    """Return the rule for the apostrophes inside and behind a word."""
    letters = re.escape(text_of(data.latin, "alphabet"))
    own = re.compile(rf"(?:[{letters}]|{_MARKS})+", re.IGNORECASE)
    endings = "|".join(text_of(data.latin, "endings").split())
    glued = re.compile(rf".*[^\W\d_]{_MARKS}(?:{endings})")
    named = re.compile(rf"[A-Z]\w*(?:ng|\w{{2}}[aeiou]){_MARKS}(?:{endings})")

    def rule(word: Word, signs: Signs) -> Verdict | None:
        text = word.text
        if not re.search(_MARKS, text) or not own.fullmatch(text) or _is_foreign(text, data):
            return None
        verdict = _put_right(word, signs)
        if verdict is None:
            return None
        code = _CODE.fullmatch(text)
        if code and code["code"][-1] not in "OG":
            return None
        between = _BETWEEN.search(_AFTER_G.sub("g", text))
        if between and glued.fullmatch(text):
            return None
        if code or between or named.fullmatch(text):
            return Verdict(verdict.form, REASON, is_sure=False)
        return verdict

    return rule


def _is_foreign(text: str, data: Tables) -> bool:
    plain = re.sub(_MARKS, "'", text.lower())
    is_english = _ENGLISH.fullmatch(text) or plain in data.contractions
    return bool(is_english or _IRISH.fullmatch(text) or _C.search(text))


def _put_right(word: Word, signs: Signs) -> Verdict | None:
    """Return the word with the apostrophes it should have; None where it has them."""
    text, written, tail, is_sure = word.text, word.written, "", True
    if word.ends_in_mark:
        before, last = text[-2].lower(), text[-1]
        is_letter = last in "ʻʼ" or before == "g" or (before == "o" and last in "‘`")
        if is_letter:
            is_sure = last not in "'’" or not signs.maybe_quoted(word)
        else:
            tail = word.tail
            text, written = text[:-1], written[: len(written) - len(tail)]
    form = re.sub(_MARKS, "ʼ", text)
    form = re.sub("(?<=[oOgG])ʼ", "ʻ", form)
    return Verdict(form + tail, REASON, is_sure) if form != written else None
