"""The terms and names of a newsroom, ready to be found in texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from threading import Lock

from polyglot.languages import load, scripts
from polyglot.languages.casing import title, upper
from polyglot.languages.data import supports
from polyglot.terms.entries import Entry, Form, Match, Status
from polyglot.terms.index import Index
from polyglot.terms.spelling import clean, key, tag_of, word_pattern
from polyglot.terms.stems import stems_of

__all__ = ["Glossary", "Sought", "protected"]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries in the order of their lists; it finds them in texts of any language we know.

    A form is looked for in every script of its language:
    where a list has none for a script, the table of the scripts makes one.
    """

    entries: tuple[Entry, ...] = ()
    _indexes: dict[str, Index] = field(default_factory=dict, compare=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes without what was remembered."""
        return (Glossary, (self.entries,))

    def find(self, text: str, language: str) -> tuple[Match, ...]:
        """Return the entries that *text*, in *language* (a code, or a tag), has, by place.

        The text is plain, or a message as translators see it: what no rule of a language may touch
        (addresses, handles, `code`, stretches in another language) is left out.
        Among matches that overlap the longest counts, then the first;
        where one form belongs to several entries, all count, in the order of the lists.
        The work is linear in the length of the text and does not grow with the number of entries.

        Raises:
            UnknownLanguageError: If no data file describes the language.
        """
        code = load(language).code
        if code not in self._indexes:
            self._indexes[code] = Index(_in_all_scripts(self.entries, code), code)
        return self._indexes[code].find(text)

    def said(self, entry: Entry, tag: str) -> tuple[tuple[str, ...], ...]:
        """Return how *entry* is said in the script *tag*: the preferred forms, the admitted ones,
        the forbidden ones. A script without forms has those of another one, converted.

        Raises:
            UnknownLanguageError: If no data file describes the language.
        """
        ((_, forms),) = _in_all_scripts((entry,), load(tag).code)
        return tuple(
            tuple(form.text for form in forms if (form.tag, form.status) == (tag, status))
            for status in Status
        )

    def sayable(self, entry: Entry, language: str) -> tuple[str, ...]:
        """Return how *entry* may be said in any script of *language*: preferred forms first.

        Raises:
            UnknownLanguageError: If no data file describes the language.
        """
        ((_, forms),) = _in_all_scripts((entry,), load(language).code)
        found = [form for form in forms if form.status is not Status.FORBIDDEN]
        found.sort(key=lambda form: form.status is Status.ADMITTED)
        return tuple(dict.fromkeys(form.text for form in found))

    def forms(self, entry: Entry, language: str) -> Iterator[str]:
        """Yield every form of *entry* that is found in *language*, in a settled order, each once.

        They are in small letters, but for capitals that are asked for.
        A term of several words has all combinations of their forms: there may be very many.

        Raises:
            UnknownLanguageError: If no data file describes the language.
        """
        code, seen = load(language).code, set[str]()
        for _, forms in _in_all_scripts((entry,), code):
            for form in (form for form in forms if form.is_in(language)):
                for text in _inflected(form, code):
                    if text not in seen:
                        seen.add(text)
                        yield text


class Sought:
    """Entries that texts of *language*, a code, are asked for, and that few of them have.

    Each is taken up when it is first asked for: a long list costs what is made use of.
    Any number of threads may ask.

    Raises:
        UnknownLanguageError: If no data file describes the language.
    """

    def __init__(self, language: str) -> None:
        self._code = load(language).code
        self._index = Index((), self._code)
        self._known: dict[int, Entry] = {}
        self._lock = Lock()

    def find(self, entries: Iterable[Entry], text: str) -> tuple[Match, ...]:
        """Return what *text* has of *entries* and others, also inside of longer matches."""
        with self._lock:
            asked = {id(entry): entry for entry in entries}
            fresh = {key: entry for key, entry in asked.items() if key not in self._known}
            if fresh:
                self._known |= fresh
                self._index.add(_in_all_scripts(fresh.values(), self._code))
            return self._index.find(text, is_nested=True)


def protected(names: Iterable[str]) -> Iterator[Entry]:
    """Yield the entries of protected *names*, numbered from 1; they belong to every language."""
    for number, name in enumerate(names, start=1):
        yield Entry(f"protected name {number}", "protected", (Form(name, ""),))


def _inflected(form: Form, code: str) -> Iterator[str]:
    words = [clean(word) for word in word_pattern(code).findall(form.text)]
    choices: list[list[str]] = []
    for place, word in enumerate(words):
        tag = form.tag or tag_of(word, code)
        capitals = sum(letter.isupper() for letter in word)
        stems = stems_of(
            key(word, tag),
            tag,
            is_last=place == len(words) - 1,
            is_only=len(words) == 1,
            is_free=capitals > 1,
        )
        texts = dict.fromkeys(stem.text + rest for stem in stems for rest in stem.rests())
        choices.append([_cased(text, word, tag) for text in texts])
    yield from (" ".join(chosen) for chosen in product(*choices))


def _cased(text: str, like: str, tag: str) -> str:
    """Return *text* with the capitals of the word it is a form of."""
    if like.isupper() and len(like) > 1:
        return upper(text[: len(like)], tag) + text[len(like) :]
    return title(text[:1], tag) + text[1:] if like[:1].isupper() else text


def _in_all_scripts(
    entries: Iterable[Entry], code: str
) -> Iterator[tuple[Entry, tuple[Form, ...]]]:
    """Yield *entries*, each with its forms for every script of the language *code*."""
    tags = scripts(code)
    for entry in entries:
        found = tuple(entry.forms_in(code))
        added = tuple(_converted(found, tags)) if len(tags) > 1 else ()
        yield entry, (*found, *added)


def _converted(forms: tuple[Form, ...], tags: tuple[str, ...]) -> Iterator[Form]:
    """Yield forms for the scripts that have none, from the first script that leads there."""
    from polyglot.languages.transliteration import convert

    own = {form.tag or tag_of(form.text, tags[0].partition("-")[0]) for form in forms}
    for target in tags:
        if target in own:
            continue
        source = next((tag for tag in tags if tag in own and supports(tag, target)), None)
        for form in forms:
            tag = form.tag or tag_of(form.text, target.partition("-")[0])
            if tag == source:
                yield Form(
                    convert(form.text, tag, target).text, target, form.status, is_derived=True
                )
