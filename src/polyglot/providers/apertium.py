"""An installed Apertium, run as a program on this machine; no text leaves it.

Codes travel as what Apertium calls superblanks, and so do all signs that mean something to it:
what is then left of its marks in the reply is its own. Words it does not know, cannot
inflect or leaves open are told in the reply's note.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from polyglot.errors import ProviderError, RefusedError
from polyglot.plugins import ALONE, DOUBTS, Context, Limits, Reply, Setup, Wire
from polyglot.providers.program import answer
from polyglot.providers.setting_up import (
    Kind,
    Misfit,
    manner,
    misfits,
    number,
    state,
    text,
)

KIND = Kind(("folder",), (), {"modes": dict, "timeout": float, "program": str})
_FOLDER = "/usr/share/apertium"
_CODES: Mapping[str, str] = MappingProxyType(
    {"en": "eng", "ru": "rus", "kk": "kaz", "kaa": "kaa", "uz": "uzb", "ky": "kir"}
)
"""Our codes and those of ISO 639-3, by which Apertium's pairs are called."""
_MODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_PAIR = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")
_LIMITS = Limits(characters=10_000, texts=200)
_SECONDS = 120.0

# A token of ours, or a sign that means something in Apertium's stream.
_BLANK = re.compile(r"\[X[0-9]{1,4}X\]|[\[\]{}<>^$/\\*@#+~|\0]")
_HELD = re.compile(r"\[([XZ])([0-9]{1,4})\1\]")
_MARKED = re.compile(r"([*#@])([^\s*@\[\]]*)")
# Begun at the first sign only: a word of ten thousand takes no longer than ten words.
_EDGE = re.compile(r"^\W++|(?<!\W)\W++\Z")
_OPEN = re.compile(r"(?<![\w’ʻʼ'-])(\w[\w’ʻʼ'-]*+)(?:\\?/\w[\w’ʻʼ'-]*+)+")
_NOTES = MappingProxyType(dict(zip("*@#/", DOUBTS, strict=True)))
# So many words are named in a note.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Apertium:
    """The pairs of one folder."""

    name: str
    version: str
    folder: Path
    modes: Mapping[tuple[str, str], str]
    program: str = "apertium"
    seconds: float = _SECONDS
    is_local: bool = True
    wire: Wire = "tokens"
    limits: Limits = _LIMITS

    def supports(self, source: str, target: str) -> bool:
        """Tell whether a pair of the folder leads from *source* to *target*."""
        return (source, target) in self.modes

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Return one reply for each of *texts*; the program runs once for all.

        Raises:
            ProviderError: If it is not installed or has no such pair.
            RefusedError: If it breaks off or takes too long.
        """
        from polyglot.languages.orthography import normalise

        del context
        if not self.supports(source, target):
            raise ProviderError(f"{self.name} does not translate from {source} to {target}")
        # Its dictionaries spell Uzbek with U+02BB, as our data does.
        held = [_hold(normalise(one, source).text) for one in texts]
        said = self._run([sent for sent, _signs in held], self.modes[source, target])
        return [
            _read(reply, signs, one)
            for reply, (_sent, signs), one in zip(said, held, texts, strict=True)
        ]

    def _run(self, texts: Sequence[str], mode: str) -> list[str]:
        """Return what the program says to each of *texts*: they are parted by zero bytes."""
        words = [self.program, "-d", str(self.folder), "-f", "none", "-z", mode]
        data = "".join(f"{one}\0" for one in texts).encode()
        try:
            said = answer(words, data, seconds=self.seconds).decode("utf-8", "replace").split("\0")
        except OSError as error:
            raise ProviderError(
                f"the program {self.program} cannot be started: {error.strerror}",
                hint="install it (Debian: apertium), or set the option program",
            ) from None
        if len(said) <= len(texts) or any(said[len(texts) :]):
            raise RefusedError("it broke off", hint=f"try: echo | apertium -d {self.folder} {mode}")
        return said[: len(texts)]


def _hold(text: str) -> tuple[str, list[str]]:
    """Return *text* with superblanks for all signs that Apertium reads, and those signs."""
    signs: list[str] = []

    def hold(found: re.Match[str]) -> str:
        if len(found[0]) > 1:
            return found[0]
        signs.append(found[0].replace("\0", ""))
        return f"[Z{len(signs) - 1}Z]"

    return _BLANK.sub(hold, text), signs


def _read(said: str, signs: Sequence[str], text: str) -> Reply:
    """Return the reply in what Apertium *said* to *text*."""
    if not said.strip():
        return Reply(problem="it said nothing")
    notes: dict[str, list[str]] = {}

    def unmark(found: re.Match[str]) -> str:
        word = found[2].replace("#", "")
        if any(letter.isalpha() for letter in word):
            notes.setdefault(_NOTES[found[1]], []).append(_EDGE.sub("", word))
        return word

    def choose(found: re.Match[str]) -> str:
        notes.setdefault(_NOTES["/"], []).append(found[0].replace("\\", ""))
        return found[1]

    chosen = _MARKED.sub(unmark, _OPEN.sub(choose, said))
    numbers = [int(found[2]) for found in _HELD.finditer(chosen) if found[1] == "Z"]
    if sorted(numbers) != list(range(len(signs))):
        return Reply(problem="the reply lost or doubled a sign")
    whole = _HELD.sub(
        lambda found: signs[int(found[2])] if found[1] == "Z" else found[0],
        chosen.replace("\\", ""),
    )
    if "  " not in text:
        whole = re.sub(" {2,}", " ", whole)
    return Reply(target=whole, note="; ".join(_told(*row) for row in notes.items()))


def _told(what: str, words: Sequence[str]) -> str:
    several = list(dict.fromkeys(words))
    more = ", …" if len(several) > _NAMED else ""
    return f"{what}: {', '.join(several[:_NAMED])}{more}"


def problems(setup: Setup) -> Iterator[Misfit]:
    """Yield what is wrong with *setup*."""
    yield from misfits(setup, KIND)
    for pair, mode in _chosen(setup).items():
        if not _PAIR.fullmatch(pair) or not _MODE.fullmatch(mode):
            hint = 'say it as in { uz-kaa = "uzb-kaa" }'
            yield ("options", "modes"), f"{pair!r} or its mode is no name of a pair", hint


def _chosen(setup: Setup) -> Mapping[str, str]:
    modes = setup.options.get("modes", {})
    return modes if isinstance(modes, Mapping) else {}


def make(name: str, setup: Setup) -> Apertium:
    """Return the engine *name* with the pairs that are installed in its folder.

    Raises:
        ProviderError: If there is no pair at all.
    """
    folder = Path(setup.folder or _FOLDER)
    here = {path.stem for path in (folder / "modes").glob("*.mode") if _MODE.fullmatch(path.stem)}
    modes = {
        (ours, theirs): f"{_CODES[ours]}-{_CODES[theirs]}"
        for ours in _CODES
        for theirs in _CODES
        if f"{_CODES[ours]}-{_CODES[theirs]}" in here
    }
    for pair, mode in _chosen(setup).items():
        if mode in here and (found := _PAIR.fullmatch(pair)):
            modes[found[1], found[2]] = mode
    if not modes:
        raise ProviderError(
            f"{name} has no pair of our languages",
            path=str(folder / "modes"),
            hint="its folder is the one that `apertium -d FOLDER -l` lists pairs of",
        )
    files = [*folder.glob("*.*"), *folder.glob("modes/*.mode")]
    return Apertium(
        name=name,
        version=f"apertium:{state(files)}{manner(setup, 'modes')}",
        folder=folder,
        modes=modes,
        program=text(setup, "program", "apertium"),
        seconds=number(setup, "timeout", _SECONDS),
    )
