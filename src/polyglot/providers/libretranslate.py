"""A LibreTranslate server, one's own or another's; it keeps HTML, and its key goes in the body.

Which languages a server knows is the matter of the models installed there:
ours are English and Russian, and what the settings add.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from polyglot.plugins import Context, Limits, Reply, Setup
from polyglot.providers.http import Patience, Request, is_here
from polyglot.providers.remote import Remote, account
from polyglot.providers.setting_up import REMOTE, Kind, Misfit, is_set, manner, misfits
from polyglot.providers.tagged import dump, load_all

KIND = Kind(("url", "key", "key_file"), ("url",), {**REMOTE, "outside": bool})
_CODES: Mapping[str, str] = {"en": "en", "ru": "ru"}
_LIMITS = Limits(characters=2_000, texts=20, calls=2)
# A small machine translates a paragraph in seconds.
_PATIENCE = Patience(silence=60.0, in_all=120.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LibreTranslate(Remote):
    """One server; that it knows the languages is what the settings say."""

    limits: Limits = _LIMITS

    def ask(
        self, texts: Sequence[str], source: str, target: str, context: Context
    ) -> Sequence[Reply] | str:
        """Return the replies to *texts*, which go alone."""
        del context
        body: dict[str, object] = {
            "q": [dump(number, text) for number, text in enumerate(texts, start=1)],
            "source": self.codes[source],
            "target": self.codes[target],
            "format": "html",
        }
        if self.key:
            body["api_key"] = self.key
        page = self.connection.ask(Request(f"{self.url}/translate", body=body))
        said = page.json()
        found = said.get("translatedText") if isinstance(said, dict) else None
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            return "its reply is no list of translations"
        return load_all(found, texts)


def problems(setup: Setup) -> Iterator[Misfit]:
    """Yield what is wrong with *setup*."""
    yield from misfits(setup, KIND)


def make(name: str, setup: Setup) -> LibreTranslate:
    """Return the engine *name*.

    Raises:
        ProviderError: If its key is not where it should be.
    """
    return LibreTranslate(
        **account(name, setup, codes=_CODES, patience=_PATIENCE),
        version=f"libretranslate{manner(setup, 'languages')}",
        is_local=is_here(setup.url) and not is_set(setup, "outside"),
    )
