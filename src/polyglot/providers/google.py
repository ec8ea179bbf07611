"""Google's web translation through deep-translator; the texts leave this machine.

The library's object is not safe to share, so each text gets its own.
Karakalpak is not among Google's languages.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from polyglot.errors import ProviderError
from polyglot.plugins import Reply, Wire
from polyglot.providers import door

_CODES: Mapping[str, str] = MappingProxyType({"en": "en", "ru": "ru", "kk": "kk", "uz": "uz"})
"""Our language codes and Google's, for those we publish in; `uz` is Uzbek in Latin letters."""


class Google:
    """The engine behind translate.google.com."""

    name = "google"
    is_local = False
    wire: Wire = "tokens"

    def supports(self, source: str, target: str) -> bool:
        """Tell whether Google knows both languages."""
        return source != target and source in _CODES and target in _CODES

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> Sequence[Reply]:
        """Return one reply for each of *texts*, asked one by one.

        Raises:
            ProviderError: If Google cannot be reached or refuses to work.
        """
        if not self.supports(source, target):
            raise ProviderError(f"google does not translate from {source} to {target}")
        return [_translate(text, _CODES[source], _CODES[target]) for text in texts]


PROVIDER = Google()


def _translate(text: str, source: str, target: str) -> Reply:
    from deep_translator import exceptions
    from deep_translator import google as library

    door.install(library)
    try:
        said = library.GoogleTranslator(source=source, target=target).translate(text)
    except (exceptions.TooManyRequests, exceptions.RequestError):
        # Not chained: the library's exceptions may quote the text.
        raise ProviderError("it refuses our requests", hint="try again later") from None
    except exceptions.TranslationNotFound:
        return Reply(problem="its page holds no translation")
    except (exceptions.NotValidLength, exceptions.NotValidPayload):
        return Reply(problem="it does not take this text")
    return Reply(target=said) if said else Reply(problem="it said nothing")
