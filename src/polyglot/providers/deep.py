"""Services through deep-translator: Google's and MyMemory's pages, Microsoft's interface.

The library is given our connection in the place of `requests`, a new object for each text
(its own is not safe to share), and our codes past its lists. What it makes of error pages,
quota notices and texts that come back unchanged is not believed.
Those of its services that are closed, insecure or no translators are refused by name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from polyglot.errors import ProviderError, UsageError
from polyglot.plugins import Context, Limits, Reply, Setup
from polyglot.providers import door
from polyglot.providers.http import Patience
from polyglot.providers.remote import Remote, account
from polyglot.providers.setting_up import REMOTE, Kind, Misfit, manner, misfits, text

KIND = Kind(("url", "model", "key", "key_file"), ("model",), {**REMOTE, "region": str})
_PATIENCE = Patience()
_PLAIN: Mapping[str, str] = {code: code for code in ("en", "ru", "kk", "uz", "ky")}
_COUNTRIES: Mapping[str, str] = {
    "en": "en-GB",
    "ru": "ru-RU",
    "kk": "kk-KZ",
    "uz": "uz-UZ",
    "ky": "ky-KG",
}


@dataclass(frozen=True, slots=True)
class Service:
    """One service of the library: its class there, its codes, its limits, its own address."""

    module: str
    kind: str
    codes: Mapping[str, str]
    limits: Limits
    url: str = ""
    has_key: bool = False


SERVICES: Mapping[str, Service] = {
    # Six bytes for a Cyrillic letter in an address: its 5,000 characters are 1,800 of ours.
    "google": Service("google", "GoogleTranslator", _PLAIN, Limits(1_500, 1, 2)),
    # 500 bytes, and the library's own address is plain http.
    "mymemory": Service(
        "mymemory",
        "MyMemoryTranslator",
        _COUNTRIES,
        Limits(240, 1, 1),
        "https://api.mymemory.translated.net/get",
    ),
    "microsoft": Service(
        "microsoft", "MicrosoftTranslator", _PLAIN, Limits(10_000, 1, 2), has_key=True
    ),
}
REFUSED: Mapping[str, str] = {
    "deepl": "deep-translator puts its key and the text into the address: use the kind deepl",
    "libre": "deep-translator puts its key into the address: use the kind libretranslate",
    "yandex": "deep-translator calls an interface that is closed: use the kind deepl or openai",
    "chatgpt": "deep-translator makes a call that no longer exists: use the kind openai",
    "baidu": "deep-translator puts the text into the address, signed with MD5, and it has neither "
    "Kazakh nor Uzbek: use the kind deepl or openai",
    "papago": "it has none of our languages but English: use the kind deepl or openai",
    "qcri": "it has none of our languages but English: use the kind deepl or openai",
    "pons": "it is a dictionary of single words: use the kind deepl or openai",
    "linguee": "it is a dictionary of single words: use the kind deepl or openai",
}
_ALIASES = {"libretranslate": "libre", "openai": "chatgpt"}
# What MyMemory writes into the place of a translation.
_NOTICES = (
    "MYMEMORY WARNING",
    "QUERY LENGTH LIMIT",
    "INVALID LANGUAGE PAIR",
    "INVALID EMAIL",
    "NO QUERY SPECIFIED",
    "PLEASE SELECT TWO DISTINCT",
    "YOU USED ALL AVAILABLE",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deep(Remote):
    """One service of deep-translator."""

    service: Service
    region: str = ""

    def ask(
        self, texts: Sequence[str], source: str, target: str, context: Context
    ) -> Sequence[Reply]:
        """Return the replies of the library, which sends one text in a call."""
        del context
        return [self._translate(one, self.codes[source], self.codes[target]) for one in texts]

    def _translate(self, text: str, source: str, target: str) -> Reply:
        from deep_translator import exceptions

        try:
            with door.through(self.service.module, self.connection):
                said = self._translator(source, target).translate(text)
        except (exceptions.TooManyRequests, exceptions.RequestError, exceptions.MicrosoftAPIerror):
            # Not chained: the library's exceptions may quote the text or the server.
            raise ProviderError("it refuses our requests", hint="try again later") from None
        except exceptions.TranslationNotFound:
            return Reply(problem="its page holds no translation")
        except (exceptions.BaseError, StopIteration):
            return Reply(problem="it does not take this text")
        except (AttributeError, KeyError, IndexError, TypeError, ValueError, RecursionError):
            # The library takes apart whatever came as if it were an answer.
            return Reply(problem="its page holds no translation")
        return _believed(said, text)

    def _translator(self, source: str, target: str) -> door.Translator:
        """Return a new object of the library that asks for our codes at our address.

        It is made for a pair that every list of the library has, and then told the right one.
        """
        kind = door.library(self.service.module)[self.service.kind]
        usual = {"source": self.service.codes["en"], "target": self.service.codes["ru"]}
        own = {"api_key": self.key, "region": self.region} if self.service.has_key else {}
        made: door.Translator = kind(**usual, **own)
        made.source, made.target = source, target
        if self.url:
            made._base_url = self.url  # noqa: SLF001 -- the library reads it, and has no other name
        return made


def _believed(said: object, text: str) -> Reply:
    if not isinstance(said, str) or not said.strip():
        return Reply(problem="it said nothing")
    if said.lstrip().upper().startswith(_NOTICES):
        raise ProviderError("its quota is used up, or it refuses our requests")
    if " ".join(said.split()) == " ".join(text.split()):
        return Reply(problem="the reply is the source")
    return Reply(target=said)


def problems(setup: Setup) -> Iterator[Misfit]:
    """Yield what is wrong with *setup*, the services that are refused among it."""
    yield from misfits(setup, KIND)
    model = _ALIASES.get(setup.model, setup.model)
    service = SERVICES.get(model)
    if service is None and model:
        hint = REFUSED.get(model, f"known are {', '.join(SERVICES)}")
        yield ("model",), f"{model!r} is not used through deep-translator", hint
    has_key = bool(setup.key or setup.key_file)
    if service and service.has_key and not has_key:
        yield (), f"{model} wants a key", 'say key = "MICROSOFT_KEY", or key_file'
    if service and has_key and not service.has_key:
        yield ("key" if setup.key else "key_file",), f"{model} takes no key", "take the line out"


def make(name: str, setup: Setup) -> Deep:
    """Return the engine *name*.

    Raises:
        UsageError: If the service is none that we use.
        ProviderError: If its key is not where it should be.
    """
    service = SERVICES.get(setup.model)
    if service is None:
        for _keys, problem, hint in problems(setup):
            raise UsageError(problem, hint=hint)
        raise UsageError("the engine has no model", hint=f"known are {', '.join(SERVICES)}")
    return Deep(
        **account(name, setup, codes=service.codes, patience=_PATIENCE, url=service.url),
        version=f"deep-translator:{setup.model}{manner(setup, 'languages')}",
        service=service,
        region=text(setup, "region"),
        wire="tokens",
        limits=service.limits,
    )


PROVIDER = make("google", Setup("deep-translator", model="google"))
