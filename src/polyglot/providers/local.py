"""A translation model on this disk, run by CTranslate2; no text leaves the machine.

Three layouts are known: NLLB (a language is a token before the text and before the reply),
MADLAD (the target is a token before the text) and OPUS (a pair, with two vocabularies).
Such models translate sentences, so a text goes in sentences, all of a call in one batch.
polyglot never fetches a model: to download one is the user's own act.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from polyglot.errors import ProviderError, RefusedError
from polyglot.plugins import ALONE, Context, Limits, Reply, Setup, Wire
from polyglot.providers.setting_up import (
    Kind,
    Misfit,
    codes_of,
    knows,
    manner,
    misfits,
    number,
    state,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

KIND = Kind(
    ("folder",),
    ("folder",),
    {
        "layout": str,
        "pairs": dict,
        "languages": dict,
        "device": str,
        "compute_type": str,
        "beam": int,
        "threads": int,
    },
)
Layout: TypeAlias = Literal["nllb", "madlad", "opus"]
_NLLB: Mapping[str, str] = MappingProxyType(
    {
        "en": "eng_Latn",
        "ru": "rus_Cyrl",
        "kk": "kaz_Cyrl",
        "kaa": "kaa_Latn",
        "uz": "uzn_Latn",
        "ky": "kir_Cyrl",
    }
)
_MADLAD: Mapping[str, str] = MappingProxyType(
    {code: f"<2{code}>" for code in ("en", "ru", "kk", "kaa", "uz", "ky")}
)
_TAGS: Mapping[str, Mapping[str, str]] = MappingProxyType({"nllb": _NLLB, "madlad": _MADLAD})
_PIECES = ("sentencepiece.bpe.model", "sentencepiece.model", "spiece.model", "spm.model")
_DEVICES = ("auto", "cpu", "cuda")
_COMPUTED = (
    *("default", "auto", "int8", "int8_float32", "int8_float16", "int8_bfloat16"),
    *("int16", "float16", "bfloat16", "float32"),
)
# Options that change what a model says.
_TELLING = ("layout", "pairs", "languages", "compute_type")
_LIMITS = Limits(characters=20_000, texts=32)
_END = "</s>"
# Pieces of a sentence; the models were taught on at most 512.
_LONGEST = 400
_WIDEST, _MOST_THREADS = 16, 256
# Pieces in one step of a batch.
_BATCH = 2_048
# What sentencepiece shows for a letter that a model does not know.
_UNKNOWN = "⁇"


class Result(Protocol):
    """What CTranslate2 returns for one sentence."""

    hypotheses: Sequence[Sequence[str]]


class Pieces(Protocol):
    """As much as we need of a sentencepiece model."""

    def encode(self, text: str, /, *, out_type: type[str]) -> list[str]:
        """Return the pieces of *text*."""
        ...

    def decode(self, pieces: Sequence[str], /) -> str:
        """Return the text of *pieces*."""
        ...


@dataclass(frozen=True, slots=True)
class Model:
    """A model that was read: its vocabularies, what runs it, and whether it wants an end mark."""

    source: Pieces
    target: Pieces
    translate: "Callable[..., Sequence[Result]]"
    wants_end: bool


@dataclass(frozen=True, slots=True)
class Local:
    """One model."""

    name: str
    version: str
    folder: Path
    layout: Layout
    codes: Mapping[str, str]
    pairs: Mapping[str, str]
    device: str = _DEVICES[0]
    compute_type: str = "default"
    beam: int = 4
    threads: int = 0
    is_local: bool = True
    wire: Wire = "tokens"
    limits: Limits = _LIMITS

    def supports(self, source: str, target: str) -> bool:
        """Tell whether the model was taught this pair."""
        if self.layout == "opus":
            return f"{source}-{target}" in self.pairs
        return knows(self.codes, source, target)

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Return one reply for each of *texts*; all their sentences go in one batch.

        Raises:
            ProviderError: If the model or what runs it cannot be loaded.
            RefusedError: If it breaks off: then fewer texts may be less than its memory.
        """
        from polyglot.segmentation import split

        del context
        if not self.supports(source, target):
            raise ProviderError(f"{self.name} does not translate from {source} to {target}")
        cut = [split(one, source) for one in texts]
        flat = [sentence for sentences in cut for sentence, _glue in sentences]
        replies = iter(self._sentences(flat, source, target))
        return [_joined([(next(replies), glue) for _sentence, glue in one]) for one in cut]

    def _sentences(self, sentences: Sequence[str], source: str, target: str) -> list[Reply]:
        with _OPENING:
            model = _open(self.folder, self.layout, self.device, self.compute_type, self.threads)
        before, prefix = self._tags(source, target)
        sent = [[*before, *model.source.encode(one, out_type=str)] for one in sentences]
        short = [place for place, pieces in enumerate(sent) if 0 < len(pieces) <= _LONGEST]
        end = [_END] if model.wants_end else []
        try:
            results = model.translate(
                [[*sent[place], *end] for place in short],
                target_prefix=[prefix for _ in short] if prefix else None,
                beam_size=self.beam,
                max_batch_size=_BATCH,
                batch_type="tokens",
                max_decoding_length=_LONGEST + len(prefix),  # the prefix counts
            )
        except (RuntimeError, ValueError):
            # Not chained: what the library says may quote a sentence.
            raise RefusedError(
                f"the model broke off on the device {self.device}",
                hint="too little memory? set compute_type to int8, or device to cpu",
            ) from None
        replies = [Reply(problem=f"a sentence is longer than {_LONGEST} pieces") for _ in sent]
        for place, result in zip(short, results, strict=True):
            said = result.hypotheses[0][len(prefix) :]
            replies[place] = _read(said, model.target, sentences[place])
        return replies

    def _tags(self, source: str, target: str) -> tuple[list[str], list[str]]:
        """Return the tokens before the text and before the reply."""
        if self.layout == "nllb":
            return [self.codes[source]], [self.codes[target]]
        tag = self.pairs[f"{source}-{target}"] if self.layout == "opus" else self.codes[target]
        return [tag] if tag else [], []


def _read(said: Sequence[str], pieces: Pieces, sentence: str) -> Reply:
    if len(said) >= _LONGEST:
        return Reply(problem="the model came to no end")
    whole = pieces.decode([piece for piece in said if piece != _END]).strip()
    if not whole:
        return Reply(problem="it said nothing")
    if _UNKNOWN in whole and _UNKNOWN not in sentence:
        return Reply(problem="the model lacks a letter of this text")
    return Reply(target=whole)


def _joined(replies: Sequence[tuple[Reply, str]]) -> Reply:
    """Return the reply for a text from those for its sentences: all of them or none."""
    failed = next((reply for reply, _glue in replies if not reply.target), None)
    return failed or Reply(target="".join(reply.target + glue for reply, glue in replies))


# Two engines may share a model, and ask for it in the same moment.
_OPENING = Lock()


@lru_cache(maxsize=4)
def _open(folder: Path, layout: Layout, device: str, compute_type: str, threads: int) -> Model:
    """Return the model of *folder*, which takes seconds to read and stays in memory.

    Raises:
        ProviderError: If a part of it or of the extra [local-mt] is missing.
    """
    try:
        import ctranslate2
        import sentencepiece
    except ImportError as error:
        raise ProviderError(
            f"{error.name} is not installed", hint='pip install "polyglot-press[local-mt]"'
        ) from error
    source, target = _vocabularies(folder, layout)
    try:
        runner = ctranslate2.Translator(
            str(folder), device=device, compute_type=compute_type, intra_threads=threads
        )
        opened = [
            sentencepiece.SentencePieceProcessor(model_file=str(path)) for path in (source, target)
        ]
    except (RuntimeError, ValueError, OSError) as error:
        raise ProviderError(
            "the model cannot be loaded",
            path=str(folder),
            hint="is it made for CTranslate2, and can this machine do its device and compute_type?",
        ) from error
    is_closed = _config(folder).get("add_source_eos") is True
    return Model(opened[0], opened[1], runner.translate_batch, wants_end=not is_closed)


def _vocabularies(folder: Path, layout: Layout) -> tuple[Path, Path]:
    if layout == "opus":
        return folder / "source.spm", folder / "target.spm"
    found = next((folder / name for name in _PIECES if (folder / name).is_file()), None)
    if found is None:
        raise ProviderError(
            "the model has no vocabulary of pieces",
            path=str(folder),
            hint=f"put its sentencepiece file there as {_PIECES[1]}",
        )
    return found, found


def _config(folder: Path) -> Mapping[str, object]:
    try:
        found = json.loads((folder / "config.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _tokens(folder: Path) -> frozenset[str]:
    """Return the vocabulary that source and target share; nothing where each has its own."""
    path = folder / "shared_vocabulary.json"
    try:
        if not path.is_file():
            return frozenset(path.with_suffix(".txt").read_text("utf-8").splitlines())
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return frozenset()
    return frozenset(str(token) for token in found) if isinstance(found, list) else frozenset()


def problems(setup: Setup) -> Iterator[Misfit]:
    """Yield what is wrong with *setup*."""
    yield from misfits(setup, KIND)
    for name, choices in (
        ("layout", ("nllb", "madlad", "opus")),
        ("device", _DEVICES),
        ("compute_type", _COMPUTED),
    ):
        if text(setup, name, choices[0]) not in choices:
            yield ("options", name), "there is no such choice", f"known are {', '.join(choices)}"
    if not 1 <= number(setup, "beam", 4) <= _WIDEST:
        yield ("options", "beam"), "so many ways are not followed", f"say 1 to {_WIDEST}"
    if not 0 <= number(setup, "threads", 0) <= _MOST_THREADS:
        yield ("options", "threads"), "so many are not started", f"say 0 to {_MOST_THREADS}"


def make(name: str, setup: Setup) -> Local:
    """Return the engine *name*; its model is read when the first text comes.

    Raises:
        ProviderError: If there is no model in the folder, or none of a known layout.
    """
    folder = Path(setup.folder)
    if not (folder / "model.bin").is_file():
        raise ProviderError(
            "there is no model in this folder",
            path=str(folder),
            hint="a model for CTranslate2 has a file model.bin; the reference tells how to get one",
        )
    tokens = _tokens(folder)
    layout = _layout(setup, folder, tokens)
    codes = codes_of(setup, _TAGS.get(layout, {}))
    pairs = setup.options.get("pairs", {})
    beam = int(number(setup, "beam", 4))
    return Local(
        name=name,
        version=f"local:{folder.name}:{state(folder.iterdir())}:{beam}{manner(setup, *_TELLING)}",
        folder=folder,
        layout=layout,
        codes={code: tag for code, tag in codes.items() if tag in tokens},
        pairs=dict(pairs) if isinstance(pairs, Mapping) else {},
        device=text(setup, "device", _DEVICES[0]),
        compute_type=text(setup, "compute_type", "default"),
        beam=beam,
        threads=int(number(setup, "threads", 0)),
    )


def _layout(setup: Setup, folder: Path, tokens: frozenset[str]) -> Layout:
    named = text(setup, "layout")
    found: dict[Layout, bool] = {
        "opus": (folder / "source.spm").is_file(),
        "nllb": _NLLB["en"] in tokens,
        "madlad": _MADLAD["en"] in tokens,
    }
    for layout, is_it in found.items():
        if named == layout or (not named and is_it):
            return layout
    raise ProviderError(
        "the layout of the model is not known",
        path=str(folder),
        hint="set the option layout to nllb, madlad or opus",
    )
