"""Models on this disk: the real CTranslate2 and sentencepiece with a tiny model made here."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from types import SimpleNamespace

import pytest

from conftest import missing
from polyglot.errors import ProviderError
from polyglot.plugins import Provider, Reply, Setup
from polyglot.providers import Guard, load, local, misfits
from polyglot.segmentation import split
from servers import together
from workspaces import SOURCE

LAYOUTS = ("nllb", "madlad", "opus")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a model of each layout."""
    try:
        from tiny_model import build
    except ImportError as error:
        missing(f"{error.name} is not installed (the extra local-mt)")
    folder = tmp_path_factory.mktemp("models")
    for layout in LAYOUTS:
        build(folder / layout, layout)
    return folder


def engine(models: Path, layout: str, **options: str | dict[str, str]) -> Provider:
    """Return the engine with the model of a *layout*.

    In a vocabulary of a dozen words a wider beam soon has nothing but bad ends in it.
    """
    chosen = {"device": "cpu", "beam": 1, "pairs": {"en-ru": ""}, **options}
    return load("model", Setup("local", folder=str(models / layout), options=chosen))


def said(provider: Provider, *texts: str, target: str = "ru") -> list[Reply]:
    """Translate *texts* from English."""
    return list(provider.translate(texts, source="en", target=target))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_model_of_each_layout_translates(models: Path, layout: str) -> None:
    """The layout is told by the files; the language asked for is the one that comes back."""
    provider = engine(models, layout)

    assert said(provider, "we bake bread") == [Reply(target="мы печём хлеб")]
    assert provider.is_local
    if layout == "opus":
        assert not provider.supports("en", "kk")
    else:
        assert said(provider, "we bake bread", target="kk") == [Reply(target="біз нан пісіреміз")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_batch_keeps_its_order_and_its_sentences(models: Path, layout: str) -> None:
    """Texts of one and of several sentences go together, and each gets its own back."""
    provider = engine(models, layout)
    texts = ["bread", "we bake", "we bake bread", "bake bread", "bread"] * 8

    replies = said(provider, *texts)

    words = {"we": "мы", "bake": "печём", "bread": "хлеб"}
    assert [reply.target for reply in replies] == [
        " ".join(words[word] for word in text.split()) for text in texts
    ]


def test_a_text_goes_in_sentences_with_their_glue(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such models lose all after the first full stop; the spaces between are the source's."""
    cut = [("we bake", "  "), ("bread", "\n")]
    monkeypatch.setattr("polyglot.segmentation.split", lambda _text, _language: cut)

    (reply,) = said(engine(models, "nllb"), "anything")

    assert reply.target == "мы печём  хлеб\n"


def test_a_sentence_that_is_too_long_is_not_cut(models: Path) -> None:
    """The others of the batch are translated all the same."""
    first, second = said(engine(models, "nllb"), "bread " * 500, "bread")

    assert "longer than" in first.problem
    assert second.target == "хлеб"


def test_what_the_model_cannot_say_is_no_draft() -> None:
    """A reply without an end, without words or with a hole in it."""

    class Whole:
        """Pieces that are words."""

        def encode(self, text: str, /, *, out_type: type[str]) -> list[str]:
            """Return the words."""
            return [out_type(word) for word in text.split()]

        def decode(self, pieces: Sequence[str], /) -> str:
            """Return the words with spaces."""
            return " ".join(pieces)

    assert "no end" in local._read(["да"] * 400, Whole(), "yes").problem
    assert "nothing" in local._read(["</s>"], Whole(), "yes").problem
    assert "letter" in local._read(["⁇", "да"], Whole(), "yes").problem
    assert local._read(["⁇", "да"], Whole(), "⁇ yes").target == "⁇ да"


def test_codes_survive_past_the_guard(models: Path) -> None:
    """The model eats tokens, so the parts between them go alone."""
    guard = Guard(engine(models, "nllb"), split=split, log=lambda _record: None)

    (reply,) = guard.draft(["<a>bread</a>"], source="en", target="ru", article="a")

    assert reply.target == "<a>хлеб</a>"


def test_only_languages_of_the_vocabulary_are_offered(models: Path) -> None:
    """Our tables name more languages than one model knows."""
    provider = engine(models, "nllb")

    assert provider.supports("en", "kk")
    assert not provider.supports("en", "kaa")
    with pytest.raises(ProviderError, match="from en to kaa"):
        said(provider, "bread", target="kaa")
    other = engine(models, "nllb", languages={"kaa": "kaz_Cyrl"})
    assert other.supports("en", "kaa")


def test_a_tag_before_the_text_is_an_option_of_a_pair(models: Path) -> None:
    """Models of OPUS for several languages want one."""
    setup = Setup(
        "local",
        folder=str(models / "opus"),
        options={"device": "cpu", "pairs": {"en-kk": ">>kaz<<"}},
    )
    provider = load("model", setup)

    assert isinstance(provider, local.Local)
    assert provider._tags("en", "kk") == ([">>kaz<<"], [])


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    """Before anything is asked."""
    with pytest.raises(ProviderError, match="no model in this folder"):
        load("model", Setup("local", folder=str(tmp_path)))

    (tmp_path / "model.bin").write_bytes(b"")
    with pytest.raises(ProviderError, match=r"(?s)layout.*not known.*nllb, madlad or opus"):
        load("model", Setup("local", folder=str(tmp_path)))


@pytest.mark.parametrize(
    ("name", "reason"),
    [("model.bin", "cannot be loaded"), ("spiece.model", "cannot be loaded")],
)
def test_a_damaged_model_is_told(models: Path, tmp_path: Path, name: str, reason: str) -> None:
    """A download that broke off leaves such a file."""
    broken = shutil.copytree(models / "nllb", tmp_path / "nllb")
    os.truncate(broken / name, 20)

    with pytest.raises(ProviderError, match=reason):
        said(engine(tmp_path, "nllb"), "bread")


def test_a_model_without_its_pieces_is_told(models: Path, tmp_path: Path) -> None:
    """They are often a download of their own."""
    broken = shutil.copytree(models / "madlad", tmp_path / "madlad")
    (broken / "spiece.model").unlink()

    with pytest.raises(ProviderError, match="no vocabulary of pieces"):
        said(engine(tmp_path, "madlad"), "bread")


def test_a_graphics_card_that_is_not_there_is_told(models: Path) -> None:
    """Or it is there, and translates."""
    provider = engine(models, "nllb", device="cuda")

    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        assert said(provider, "bread") == [Reply(target="хлеб")]
        return
    with pytest.raises(ProviderError, match="cannot be loaded"):
        said(provider, "bread")


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"layout": "bert"}, "known are nllb"),
        ({"device": "abacus"}, "known are auto"),
        ({"compute_type": "int9"}, "known are default"),
        ({"beam": 0}, "say 1 to"),
        ({"threads": -1}, "say 0 to"),
    ],
)
def test_wrong_choices_are_told(tmp_path: Path, options: dict[str, str | int], hint: str) -> None:
    """With the right ones."""
    (found,) = misfits(Setup("local", folder=str(tmp_path), options={**options}))

    assert found[0] == ("options", *options)
    assert hint in found[2]


def test_a_reply_without_an_end_is_none_in_any_layout(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CTranslate2 counts the language before a reply of NLLB as a part of it."""

    def endless(
        batch: Sequence[Sequence[str]],
        *,
        target_prefix: Sequence[Sequence[str]] | None,
        max_decoding_length: int,
        **_others: object,
    ) -> list[SimpleNamespace]:
        before = list(target_prefix[0]) if target_prefix else []
        rest = ["▁мы"] * (max_decoding_length - len(before))
        return [SimpleNamespace(hypotheses=[[*before, *rest]]) for _ in batch]

    for layout in LAYOUTS:
        real = local._open(models / layout, layout, "cpu", "default", 0)
        opened = replace(real, translate=endless)
        monkeypatch.setattr(local, "_open", lambda *_words, opened=opened: opened)
        assert said(engine(models, layout), "we bake") == [
            Reply(problem="the model came to no end")
        ]
        monkeypatch.undo()


def test_too_many_texts_for_the_memory_go_one_by_one(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graphics card has less of it than a call may want."""
    real = local._open(models / "opus", "opus", "cpu", "default", 0)
    sizes: list[int] = []

    def full(batch: Sequence[Sequence[str]], **others: object) -> Sequence[local.Result]:
        sizes.append(len(batch))
        if len(batch) > 1:
            raise RuntimeError("CUDA failed with error out of memory")
        return real.translate(batch, **others)

    monkeypatch.setattr(local, "_open", lambda *_words: replace(real, translate=full))

    found = together(engine(models, "opus"), "we bake bread", "bake bread")

    assert [one.target for one in found] == ["мы печём хлеб", "печём хлеб"]
    assert sizes == [2, 1, 1]


def test_texts_go_to_the_model_in_one_call(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an article with as many paragraphs as a call may have."""
    calls: list[int] = []
    real = local.Local.translate

    def counted(self: local.Local, texts: Sequence[str], **others: str) -> Sequence[Reply]:
        calls.append(len(texts))
        return real(self, texts, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(local.Local, "translate", counted)
    texts = [
        " ".join(words) for n in (1, 2, 3) for words in permutations(("we", "bake", "bread"), n)
    ]

    together(engine(models, "nllb"), *texts)

    assert calls[0] == len(texts)


def test_a_vocabulary_that_is_no_text_is_told(models: Path, tmp_path: Path) -> None:
    """Not by a traceback."""
    folder = shutil.copytree(models / "nllb", tmp_path / "broken")
    (folder / "shared_vocabulary.json").unlink()
    (folder / "shared_vocabulary.txt").write_bytes(b"eng_Latn\n\xff\xfe\n")

    with pytest.raises(ProviderError, match="layout of the model is not known"):
        load("x", Setup("local", folder=str(folder)))


def test_the_version_changes_with_what_changes_the_words(models: Path, tmp_path: Path) -> None:
    """A model taught anew has the same size; another precision says other words."""
    folder = shutil.copytree(models / "opus", tmp_path / "again")

    def version(**options: str) -> str:
        setup = Setup("local", folder=str(folder), options={"pairs": {"en-ru": ""}, **options})
        return load("x", setup).version

    found = [version(), version(compute_type="int8"), version(device="cpu")]
    os.utime(folder / "model.bin", (1, 1))

    assert found[0] == found[2]
    assert len({found[0], found[1], version()}) == 3


def test_the_version_changes_with_the_model(models: Path, tmp_path: Path) -> None:
    """Drafts of one model are not taken for those of another."""
    again = shutil.copytree(models / "nllb", tmp_path / "nllb")
    before = engine(tmp_path, "nllb").version
    with (again / "model.bin").open("ab") as file:
        file.write(b"\0")

    assert engine(tmp_path, "nllb").version != before
    assert engine(models, "nllb").version == before


def test_without_the_extra_the_engine_says_what_to_install(models: Path) -> None:
    """It is not installed by default."""
    code = (
        "import sys; sys.modules['ctranslate2'] = None\n"
        "from polyglot.providers import load\nfrom polyglot.plugins import Setup\n"
        f"e = load('m', Setup('local', folder={str(models / 'nllb')!r}))\n"
        "try: e.translate(['bread'], source='en', target='ru')\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": SOURCE},
    )

    assert done.stdout.startswith("ProviderError ctranslate2 is not installed")
    assert "[local-mt]" in done.stdout
