"""What engines say instead of a translation, before it, behind it and around it.

Everything is asked of the reply and of the source alike: what the source has as well, in whatever
of our languages, is no oddity. The words are those of people who tried language models in
English, Russian, Kazakh, Karakalpak and Uzbek, in the scripts of each.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from polyglot.addresses import without
from polyglot.inline import UNPRINTABLE

__all__ = ["clean", "is_echoed", "oddities"]

_HTML = re.compile(
    r"<!doctype|</?(?:html|head|body|div|script|style)\b|&(?:#\d+|nbsp|quot|gt);"
    r"|<!--|<!\[cdata\[|<\?[a-z]|\]\]>|-->",
    re.IGNORECASE,
)
_HERE = (
    r"here(?:['’]s| is| are)?|below|вот|ниже|міне|төменде|mine|мине|mana|мана|quyida|қуйида|tómende"
)
_YES = (
    r"sure|certainly|of course|okay|ok|absolutely|конечно|хорошо|әрине|жарайды|álbette|әлбетте"
    r"|albatta|албатта|xo[ʻ‘'’`]p"
)
_TRANSLATION = (
    r"translat(?:ion|ed)|перевод|аударма(?:сы)?|tarjima(?:si)?|таржима(?:си)?|awdarma(?:sı)?"
    r"|аўдарма(?:сы)?"
)
_LANGUAGE = (
    r"(?:in )?(?:russian|kazakh|karakalpak|uzbek|english)|(?:на |по-)?(?:русск|казахск|каракалпакск"
    r"|узбекск|английск)\w+(?: язык\w*)?|орысша|қазақша|қарақалпақша|өзбекше|ағылшынша|orıssha"
    r"|qazaqsha|qaraqalpaqsha|ózbekshe|inglisshe|ruscha|qozoqcha|qoraqalpoqcha"
    r"|o[ʻ‘'’`]zbekcha|inglizcha|русча|ўзбекча|инглизча"
)
_ANSWER = (
    r"output|result|answer|assistant|response|результат|ответ|нәтиже|жауап|nátiyje|juwap|natija"
    r"|javob"
)
_CHATTER = re.compile(
    rf"(?:(?:{_YES})\b[!,.]? ?)?(?:(?:{_HERE})\b[,:—-]? ?)?(?:the )?"
    rf"(?:(?:{_TRANSLATION})\b[^.:]{{0,60}}|(?:{_LANGUAGE})|(?:{_ANSWER})) ?:"
    rf"|(?:{_YES}|{_HERE})\b[^.:]{{0,60}}:(?=\s)"
    rf"|(?:{_YES})\b[!,.] ?(?:{_HERE}|i(?:['’]ll| will| have)\b|я перев)",
    re.IGNORECASE,
)
_ENGLISH_YES = re.compile(
    r"(?:sure|certainly|okay|ok|of course|got it|absolutely)[!,.]", re.IGNORECASE
)
_BEHIND = re.compile(
    r"(?:(?<=[.!?»”)\"])\s+|\A|\()(?:note|translator['’]?s? note|translated by|let me know"
    r"|i hope th|if you need|примечание|прим\. пер|если (?:вам )?нужно|надеюсь, (?:это|вам)"
    r"|переведено с помощью|ескерту|ескертпе|esletpe|eskertiw|izoh|eslatma|изоҳ|эслатма|ескертиў)"
    r"\b[^.]{0,20}(?::|by |if you|ai\b|ии\b|is |могу|помо|help)",
    re.IGNORECASE,
)
# What an engine says of itself; a witness may say “I cannot” as well, so the verb counts.
_ABLE = r"(?: cannot| can['’]t| won['’]t| will not|(?: am|['’]m) (?:unable|not able) to)"
_HELP = r"(?:translate|assist|help with|comply|fulfil|process this|provide)"
_SELF = (
    r"\bas an ai\b|\b(?:an? )?ai language model|языков(?:ая|ой) модель|\bя (?:всего лишь )?"
    r"(?:искусственный интеллект|ии\b|бот\b)|жасанды интеллектпін"
    r"|\bmen su(?:n[ʼ’'ʻ`]?|ń)iy intellekt|\bmen jasalma intellekt|\bмен сунъий интеллект"
    r"|violates? (?:our|the|my) (?:\w+ )?polic"
    r"|\bнаруша(?:ет|ют) (?:наши |мои )?(?:правила|политику)\b(?! (?:дорожн|игр))"
)
_UNABLE = (
    r"аудара алмаймын|көмектесе алмаймын|tarjima qila olmayman|yordam bera olmayman"
    r"|таржима қила олмайман|ёрдам бера олмайман|awdara almayman|járdem bere almayman"
    r"|аўдара алмайман|жәрдем бере алмайман"
)
_REFUSAL = re.compile(
    rf"(?:[^.!?]{{0,40}}[,—] ?(?:but )?)?i{_ABLE} {_HELP}\b|[^.!?]{{0,40}}(?:{_SELF})"
    r"|(?:[^.!?]{0,40}, (?:но )?)?я не могу (?:перевести|выполнить|помочь с|обсуждать)\b"
    rf"|[^.!?]{{0,60}}\b(?:{_UNABLE})\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"error \d{3}\b|server error|that.s an error|mymemory warning|query length limit"
    r"|you used all available free|unusual traffic|too many requests|captcha|quota exceeded",
    re.IGNORECASE,
)
# Controls, marks of direction, what is no letter yet, private use, and separators of lines.
_STRANGE = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
_OPENERS = "\"'«“*# "
_FRAME = re.compile(r"```|\*\*|[\\{}]|\A\s*(?:[-*•>]|\d{1,2}[.)]|\[\")\s|<\|")
_OPENING, _CLOSING, _STRAIGHT = "«“„", "»”", '"'
# What shows nothing, beside the format characters of Unicode: a joiner, and selectors of forms.
_UNSEEN = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Begun at the first space of several only, so that many take no longer than a few.
_LINES = re.compile(r"(?<![ \t])[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*")
_HOST = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:kz|uz|ru|com|org|net|me|info|io|site|xyz|top)(?![\w-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LONG = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
# A run of so many words of the source, most of them no names, was not translated.
_RUN, _SMALL = 6, 4
# What is said over and over: sentences of so many words, words in a row, and three words.
_LOOP, _TIMES, _TRIPLES = 3, 4, 6


def clean(text: str, reply: str) -> str:
    """Return *reply* composed, without what shows nothing and is not in *text*, on its lines."""
    composed = unicodedata.normalize("NFC", reply)
    composed = composed.replace("\r\n", "\n") if "\n" in text else _LINES.sub(" ", composed)
    if composed.isprintable() and not _UNSEEN.search(composed):
        return composed
    shown = composed if "\t" in text else composed.replace("\t", " ")
    return "".join(letter for letter in shown if letter in text or not _is_unseen(letter))


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf" or bool(_UNSEEN.match(letter))


def oddities(words: str, said: str, *, target: str) -> Iterator[str]:
    """Yield what the reply *said* has beside a translation of *words*, in clauses.

    Both are plain texts; *target* is the code of the reply's language.
    """
    yield from _letters(words, said)
    for pattern, problem in (
        (_HTML, "the reply holds HTML"),
        (_NOTICE, "the reply is an error notice"),
        (_BEHIND, "the reply talks about the translation"),
        (_FRAME, "the reply stands in a frame, or holds signs of programs"),
    ):
        if pattern.search(said) and not pattern.search(words):
            yield problem
    starts = [(_CHATTER, "the reply talks about the translation")]
    starts.append((_REFUSAL, "the reply refuses to translate"))
    if target.partition("-")[0] != "en":
        starts.append((_ENGLISH_YES, "the reply talks about the translation"))
    for pattern, problem in starts:
        if pattern.match(said.lstrip(_OPENERS)) and not pattern.match(words.lstrip(_OPENERS)):
            yield problem
    if _is_quoted(said) and not _quotes(words):
        yield "the reply stands in quotation marks that the source has not"
    if {host.lower() for host in _HOST.findall(said)} - set(_HOST.findall(words.lower())):
        yield "the addresses differ"
    if _is_looping(words, said):
        yield "the reply says the same over and over"


def _letters(words: str, said: str) -> Iterator[str]:
    if said.isprintable() and "\ufffd" not in said:
        return
    strange = {
        letter
        for letter in frozenset(said) - frozenset(words) - {"\n"}
        if letter == "\ufffd" or unicodedata.category(letter) in _STRANGE
    }
    if strange or UNPRINTABLE.search(said):
        yield "the reply holds an unprintable character"


def _quotes(text: str) -> bool:
    return any(sign in text for sign in (*_OPENING, *_CLOSING, *_STRAIGHT, "‘", "‚", "<"))


def _is_quoted(text: str) -> bool:
    """Tell whether the whole *text* stands in quotation marks, or one of them has no partner."""
    bare = text.strip()
    if sum(map(bare.count, _OPENING)) != sum(map(bare.count, _CLOSING)) or bare.count('"') % 2:
        return True
    inside = bare[1:-1]
    is_framed = bare[:1] in (*_OPENING, '"') and bare[-1:] in (*_CLOSING, '"')
    # A name of several words may take them; a sentence does not.
    return is_framed and not _quotes(inside) and inside[-1:] in ".!?…"


def is_echoed(words: str, said: str) -> bool:
    """Tell whether a run of the source's words, most of them small, stands in the reply."""
    ours, theirs = _LONG.findall(without(words)), _LONG.findall(without(said))
    if len(ours) < _RUN or len(theirs) < _RUN:
        return False
    runs = {tuple(ours[n : n + _RUN]) for n in range(len(ours) - _RUN + 1)}
    return any(
        sum(word[0].islower() for word in run) >= _SMALL
        for n in range(len(theirs) - _RUN + 1)
        if (run := tuple(theirs[n : n + _RUN])) in runs
    )


def _is_looping(words: str, said: str) -> bool:
    """Tell whether the reply repeats sentences or words as the source does not."""
    return _most_said(said) > max(1, _most_said(words)) or _longest_run(said) > max(
        _TIMES - 1, _longest_run(words)
    )


def _most_said(text: str) -> int:
    """Return how often the sentence that is said most is said; three words are one as well.

    A sentence of few words is said once more before it counts.
    """
    split = Counter(tuple(_WORD.findall(one.casefold())) for one in _SENTENCE.split(text))
    sentences = [n if len(one) >= _LOOP else n - 1 for one, n in split.items() if one]
    words = _WORD.findall(text.casefold())
    triples = Counter(zip(words, words[1:], words[2:], strict=False)).values()
    return max((*sentences, *(number for number in triples if number >= _TRIPLES)), default=0)


def _longest_run(text: str) -> int:
    """Return how often one word stands behind itself, or two behind themselves."""
    words = _WORD.findall(text.casefold())
    return max(_run(words, 1), _run(words, 2))


def _run(words: Sequence[str], step: int) -> int:
    longest = current = 1
    for place in range(step, len(words), step):
        is_same = words[place : place + step] == words[place - step : place]
        current = current + 1 if is_same else 1
        longest = max(longest, current)
    return longest
