"""A tiny pair of Apertium, Uzbek to Karakalpak, compiled from dictionaries of a few words."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

NUMBERS = """
<pardefs><pardef n="noun">
  <e><p><l/><r><s n="n"/><s n="sg"/></r></p></e>
  <e><p><l>lar</l><r><s n="n"/><s n="pl"/></r></p></e>
</pardef></pardefs>
"""

TRANSFER = """\
<?xml version="1.0" encoding="UTF-8"?>
<transfer default="lu">
  <section-def-cats><def-cat n="noun"><cat-item tags="n.*"/></def-cat></section-def-cats>
  <section-def-attrs><def-attr n="kind"><attr-item tags="n"/></def-attr></section-def-attrs>
  <section-rules><rule>
    <pattern><pattern-item n="noun"/></pattern>
    <action><out><lu><clip pos="1" side="tl" part="whole"/></lu></out></action>
  </rule></section-rules>
</transfer>
"""

# A pair that people use has a tagger there, which chooses one reading of a word; ours have one.
MODE = r"""lt-proc '{0}/uzb.bin' \
 | sed -z -u 's/\^[^\/$]*\/\([^$\/]*\)[^$]*\$/^\1$/g' \
 | apertium-pretransfer \
 | apertium-transfer '{0}/rules.t1x' '{0}/rules.bin' '{0}/both.bin' \
 | lt-proc $1 '{0}/kaa.bin'
"""

UZBEK = ("oʻzbek", "kitob", "suv", "daraxt", "gʻalla")
BOTH = (
    ("oʻzbek", "ózbek"),
    ("kitob", "kitap"),
    ("suv", "suw"),
    ("daraxt", "terek"),
)
"""*gʻalla* is known as a word and has no translation; *terek* is in no dictionary of its own."""
KARAKALPAK = ("ózbek", "kitap")


def compile_pair(folder: Path) -> Path:
    """Put the pair `uzb-kaa` into *folder* and return it."""
    (folder / "modes").mkdir(parents=True)
    nouns = [f'<e lm="{word}"><i>{word}</i><par n="noun"/></e>' for word in UZBEK]
    _compile(folder, "uzb", "lr", "abcdefghijklmnopqrstuvwxyzʻʼ", NUMBERS, nouns)
    _compile(folder, "both", "lr", "", "", [_pair(*words) for words in BOTH])
    own = [f'<e lm="{word}"><i>{word}</i><par n="noun"/></e>' for word in KARAKALPAK]
    forms = (("suw", "sg"), ("suu", "sg"), ("suwlar", "pl"))
    own += [f'<e><p><l>{form}</l><r>suw<s n="n"/><s n="{of}"/></r></p></e>' for form, of in forms]
    _compile(folder, "kaa", "rl", "aábcdefgǵhxıijkqlmnńoóprstuúvwyz", NUMBERS, own)
    (folder / "rules.t1x").write_text(TRANSFER, encoding="utf-8")
    _run(folder, "apertium-preprocess-transfer", "rules.t1x", "rules.bin")
    # One line, as apertium reads it.
    line = MODE.format(folder).replace("\\\n", "")
    (folder / "modes/uzb-kaa.mode").write_text(line, encoding="utf-8")
    return folder


def _pair(left: str, right: str) -> str:
    return f'<e><p><l>{left}<s n="n"/></l><r>{right}<s n="n"/></r></p></e>'


def _compile(
    folder: Path, name: str, way: str, letters: str, inflection: str, entries: Iterable[str]
) -> None:
    stop = '<e><p><l>.</l><r>.<s n="sent"/></r></p></e>'
    both = '<e><p><l>.<s n="sent"/></l><r>.<s n="sent"/></r></p></e>'
    symbols = "".join(f'<sdef n="{symbol}"/>' for symbol in ("n", "sg", "pl", "sent"))
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<dictionary><alphabet>{letters}</alphabet>'
        f"<sdefs>{symbols}</sdefs>{inflection}"
        f'<section id="main" type="standard">{"".join(entries)}</section>'
        f'<section id="end" type="inconditional">{stop if letters else both}</section>'
        "</dictionary>"
    )
    (folder / f"{name}.dix").write_text(text, encoding="utf-8")
    _run(folder, "lt-comp", way, f"{name}.dix", f"{name}.bin")


def _run(folder: Path, *words: str) -> None:
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
