"""DeepL, with a key in a header and the texts in a body, both out of every address.

Kazakh, Uzbek and Kyrgyz are among its beta languages, which have to be asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from polyglot.errors import ProviderError
from polyglot.plugins import Context, Limits, Reply, Setup
from polyglot.providers.http import Patience, Request
from polyglot.providers.remote import Remote, account
from polyglot.providers.setting_up import REMOTE, Kind, Misfit, manner, misfits, text
from polyglot.providers.tagged import dump, load_all

KIND = Kind(("url", "model", "key", "key_file"), (), {**REMOTE, "formality": str, "english": str})
_CODES: Mapping[str, str] = {"en": "EN", "ru": "RU", "kk": "KK", "uz": "UZ", "ky": "KY"}
# As a target, English has to be one of two.
_ENGLISH = ("EN-GB", "EN-US")
_FORMALITY = ("", "default", "prefer_more", "prefer_less")
# Neighbours are not translated and cost nothing there.
_LIMITS = Limits(characters=5_000, texts=40, calls=4, context=2_000, has_terms=False)
_PATIENCE = Patience(silence=30.0, in_all=90.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeepL(Remote):
    """One account at DeepL."""

    limits: Limits = _LIMITS
    extras: Mapping[str, str] = field(default_factory=dict)
    english: str = _ENGLISH[0]

    def ask(
        self, texts: Sequence[str], source: str, target: str, context: Context
    ) -> Sequence[Reply] | str:
        """Return the replies to *texts*; the neighbours go along."""
        body: dict[str, object] = {
            "text": [dump(number, text) for number, text in enumerate(texts, start=1)],
            "source_lang": self.codes[source],
            "target_lang": self.english if target == "en" else self.codes[target],
            "tag_handling": "xml",
            # Otherwise it takes the tags of emphasis for ends of sentences.
            "outline_detection": False,
            "enable_beta_languages": True,
            **self.extras,
        }
        if around := "\n".join(context.neighbours):
            body["context"] = around
        headers = {"Authorization": f"DeepL-Auth-Key {self.key}"}
        page = self.connection.ask(Request(f"{self.url}/v2/translate", headers=headers, body=body))
        said = page.json()
        rows = said.get("translations") if isinstance(said, dict) else None
        if not isinstance(rows, list):
            return "its reply is no list of translations"
        found = [row.get("text") if isinstance(row, dict) else None for row in rows]
        if not all(isinstance(one, str) for one in found):
            return "its reply is no list of translations"
        return load_all([str(one) for one in found], texts)


def problems(setup: Setup) -> Iterator[Misfit]:
    """Yield what is wrong with *setup*."""
    yield from misfits(setup, KIND)
    if not setup.key and not setup.key_file:
        yield (), "DeepL wants a key", 'say key = "DEEPL_KEY", or key_file'
    for name, choices in (("english", _ENGLISH), ("formality", _FORMALITY[1:])):
        if text(setup, name, choices[0]) not in choices:
            yield ("options", name), "there is no such choice", f"known are {', '.join(choices)}"


def make(name: str, setup: Setup) -> DeepL:
    """Return the engine *name*; a key that ends in `:fx` is of the free service.

    Raises:
        ProviderError: If its key is not where it should be.
    """
    parts = account(name, setup, codes=_CODES, patience=_PATIENCE)
    key = parts["key"]
    if not key:
        raise ProviderError(f"{name} has no key", hint="name one with key or key_file")
    usual = "https://api-free.deepl.com" if key.endswith(":fx") else "https://api.deepl.com"
    parts["url"] = parts["url"] or usual
    chosen = {"formality": text(setup, "formality"), "model_type": setup.model}
    extras = {option: value for option, value in chosen.items() if value}
    english = text(setup, "english", _ENGLISH[0])
    return DeepL(
        **parts,
        version=":".join(("deepl", english, *extras.values())) + manner(setup, "languages"),
        extras=extras,
        english=english,
    )
