"""A LibreTranslate server, one's own or another's; it keeps HTML, and its key goes in the body.

Which languages a server knows is the matter of the models installed there:
ours are English and Russian, and what the settings add.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from polyglot.errors import ProviderError
from polyglot.plugins import ALONE, Context, Limits, Reply, Setup, Wire
from polyglot.providers.batches import in_batches
from polyglot.providers.http import Connection, Patience, Request, is_here
from polyglot.providers.setting_up import (
    REMOTE,
    Kind,
    Misfit,
    codes_of,
    connection_of,
    is_set,
    key_of,
    knows,
    misfits,
)
from polyglot.providers.tagged import dump, load_all

KIND = Kind(("url", "key", "key_file"), ("url",), {**REMOTE, "outside": bool})
_CODES: Mapping[str, str] = {"en": "en", "ru": "ru"}
_LIMITS = Limits(characters=2_000, texts=20, calls=2)
# A small machine translates a paragraph in seconds.
_PATIENCE = Patience(silence=60.0, in_all=120.0)


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """One server."""

    name: str
    url: str
    is_local: bool
    codes: Mapping[str, str]
    connection: Connection
    key: str = field(default="", repr=False)
    version: str = "libretranslate"
    wire: Wire = "html"
    limits: Limits = _LIMITS

    def supports(self, source: str, target: str) -> bool:
        """Tell whether the settings say that the server knows both languages."""
        return knows(self.codes, source, target)

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Return one reply for each of *texts*.

        Raises:
            ProviderError: If the server cannot be reached or refuses to work.
        """
        del context
        if not self.supports(source, target):
            raise ProviderError(f"{self.name} does not translate from {source} to {target}")
        pair = self.codes[source], self.codes[target]
        return in_batches(texts, self.limits, lambda some: self._ask(some, *pair))

    def _ask(self, texts: Sequence[str], source: str, target: str) -> Sequence[Reply] | str:
        sent = [dump(number, text) for number, text in enumerate(texts, start=1)]
        body = {"q": sent, "source": source, "target": target, "format": "html"}
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
        name=name,
        url=setup.url.rstrip("/"),
        is_local=is_here(setup.url) and not is_set(setup, "outside"),
        codes=codes_of(setup, _CODES),
        connection=connection_of(setup, _PATIENCE),
        key=key_of(setup),
    )
