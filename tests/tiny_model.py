"""A translation model of a few words, with weights set by hand: it is real, and it is small.

Its attention looks at all words of the source alike. After a word it says the translation of
that word of the source that comes next in its vocabulary, and in the end nothing more:
so what it says depends on the source, on the language that was asked for and on nothing else.
"""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

SPECIAL = ("<unk>", "<s>", "</s>")
WORDS: Mapping[str, Mapping[str, str]] = {
    "ru": {"we": "мы", "bake": "печём", "bread": "хлеб"},
    "kk": {"we": "біз", "bread": "нан", "bake": "пісіреміз"},
}
"""By language, the translations of the English words, in the order in which they are said."""

TAGS: Mapping[str, Mapping[str, str]] = {
    "nllb": {"en": "eng_Latn", "ru": "rus_Cyrl", "kk": "kaz_Cyrl"},
    "madlad": {"en": "<2en>", "ru": "<2ru>", "kk": "<2kk>"},
}


def build(folder: Path, layout: str) -> Path:
    """Put a model of the *layout* into *folder* and return it."""
    folder.mkdir(parents=True)
    languages = ["ru"] if layout == "opus" else list(WORDS)
    english = [f"▁{word}" for word in WORDS["ru"]]
    said = {f"▁{word}": language for language in languages for word in WORDS[language].values()}
    tags = list(TAGS.get(layout, {}).values())
    tokens = [*SPECIAL, *tags, *english, *said]
    spec = TransformerSpec.from_config((1, 1), 1, pre_norm=True, no_final_norm=True)
    _set(spec, tokens, _before(tokens, said, layout), _meanings(tokens, languages))
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    if layout == "madlad":
        spec.config.decoder_start_token = SPECIAL[1]
    spec.config.add_source_eos = layout == "opus"
    spec.validate()
    spec.save(str(folder))
    for name in ("source.spm", "target.spm") if layout == "opus" else ("spiece.model",):
        (folder / name).write_bytes(_pieces([*english, *said]))
    return folder


def _before(tokens: Sequence[str], said: Mapping[str, str], layout: str) -> "np.ndarray":
    """Return how likely each token (column) is after each token (row), whatever the source."""
    size = len(tokens)
    likely = np.full((size, size), -200.0, np.float32)
    likely[:, tokens.index("</s>")] = 5.0
    by_tag = {tag: language for language, tag in TAGS.get(layout, {}).items()}
    for row, earlier in enumerate(tokens):
        language = by_tag.get(earlier) or said.get(earlier, "")
        for column, later in enumerate(tokens):
            is_after = column > row or earlier not in said
            if said.get(later) and is_after and language in ("", said[later]):
                likely[row, column] = -4.0 * (column - len(tokens) + len(said))
    return likely


def _meanings(tokens: Sequence[str], languages: Sequence[str]) -> "np.ndarray":
    """Return what each token of the source (row) makes more likely (columns)."""
    size = len(tokens)
    found = np.zeros((size, size), np.float32)
    for language in languages:
        for word, other in WORDS[language].items():
            found[tokens.index(f"▁{word}"), tokens.index(f"▁{other}")] = 300.0
    if "<2ru>" in tokens:
        # A tag before the text forbids the words of the other languages.
        for language, tag in TAGS["madlad"].items():
            for other in set(WORDS) - {language}:
                for word in WORDS[other].values():
                    found[tokens.index(tag), tokens.index(f"▁{word}")] = -3_000.0
    return found


def _set(
    spec: TransformerSpec, tokens: Sequence[str], before: "np.ndarray", meanings: "np.ndarray"
) -> None:
    """Set all weights: the upper half of a state is the last word, the lower the source."""
    size = len(tokens)
    depth = 2 * size
    nothing, one = np.zeros((size, size), np.float32), np.eye(size, dtype=np.float32)
    for side, embeddings in ((spec.encoder, [nothing, one]), (spec.decoder, [one, nothing])):
        side.scale_embeddings = np.dtype("int8").type(0)
        side.position_encodings.encodings = np.zeros((1_024, depth), np.float32)
        weight = np.concatenate(embeddings, axis=1)
        place = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        place.weight = weight
        for layer in side.layer:
            for part in (layer.self_attention, layer.ffn):
                _empty(part, depth)
            if hasattr(layer, "attention"):
                _empty(layer.attention, depth)
                values = np.zeros((2 * depth, depth), np.float32)
                values[depth:] = np.eye(depth)
                layer.attention.linear[1].weight = values
                layer.attention.linear[2].weight = np.eye(depth, dtype=np.float32)
    spec.decoder.projection.weight = np.concatenate([before.T, meanings.T], axis=1)


def _empty(part: object, depth: int) -> None:
    """Set the weights of *part* so that it adds nothing."""
    part.layer_norm.gamma = np.ones(depth, np.float32)  # type: ignore[attr-defined]
    part.layer_norm.beta = np.zeros(depth, np.float32)  # type: ignore[attr-defined]
    if hasattr(part, "linear_0"):
        rows = [(part.linear_0, depth), (part.linear_1, depth)]  # type: ignore[attr-defined]
    else:
        linear = part.linear  # type: ignore[attr-defined]
        several = (depth, 2 * depth, depth) if len(linear) == 3 else (3 * depth, depth)
        rows = list(zip(linear, several, strict=True))
    for layer, size in rows:
        layer.weight = np.zeros((size, depth), np.float32)
        layer.bias = np.zeros(size, np.float32)


def _pieces(words: Sequence[str]) -> bytes:
    """Return a sentencepiece model that knows *words* whole."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(word[1:] for word in words)] * 20),
        model_writer=model,
        model_type="word",
        vocab_size=len(words) + 3,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return model.getvalue()
