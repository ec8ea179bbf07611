"""A language model behind an endpoint that speaks OpenAI's chat: Ollama, llama.cpp, vLLM, a host.

What the model shall do stands in one message, what it shall do it to in another, as JSON:
no word of an article ever stands among the instructions.
Each text has a name that nobody can guess, so an article that tries to speak for others
cannot name them; a reply that does not name exactly the texts sent is not used.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from polyglot.plugins import Context, Limits, Reply, Setup
from polyglot.providers.http import Patience, Request, is_here
from polyglot.providers.prompt import EDITION, INSTRUCTIONS, SHAPE, language_of, stated
from polyglot.providers.remote import Remote, account
from polyglot.providers.replying import texts_in
from polyglot.providers.setting_up import (
    REMOTE,
    Kind,
    Misfit,
    is_set,
    manner,
    misfits,
    number,
    text,
)

KIND = Kind(
    ("url", "model", "key", "key_file"),
    ("url", "model"),
    {**REMOTE, "temperature": float, "reply": str, "outside": bool},
)
_REPLIES = ("schema", "object", "text")
_LIMITS = Limits(characters=3_000, texts=10, calls=2, context=3_000)
# A model on a small machine thinks long.
_PATIENCE = Patience(silence=120.0, in_all=300.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAI(Remote):
    """One model at one endpoint; its codes are what a model is told of a language."""

    model: str
    limits: Limits = _LIMITS
    temperature: float = 0.0
    reply: str = _REPLIES[0]

    def ask(
        self, texts: Sequence[str], source: str, target: str, context: Context
    ) -> Sequence[Reply] | str:
        """Return the replies to *texts*; what the *context* knows goes along as data."""
        told = stated(self.codes[source], self.codes[target], context)
        names = [secrets.token_hex(4) for _ in texts]
        rows = [{"id": name, "text": one} for name, one in zip(names, texts, strict=True)]
        body: dict[str, object] = {
            "model": self.model,
            "stream": False,
            "messages": [
                {"role": "system", "content": INSTRUCTIONS},
                {
                    "role": "user",
                    "content": json.dumps({**told, "texts": rows}, ensure_ascii=False),
                },
            ],
        }
        if self.temperature >= 0:
            body["temperature"] = self.temperature
        if self.reply == "schema":
            body["response_format"] = {"type": "json_schema", "json_schema": SHAPE}
        elif self.reply == "object":
            body["response_format"] = {"type": "json_object"}
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        page = self.connection.ask(
            Request(f"{self.url}/chat/completions", headers=headers, body=body)
        )
        return texts_in(page.json(), names)


def problems(setup: Setup) -> Iterator[Misfit]:
    """Yield what is wrong with *setup*."""
    yield from misfits(setup, KIND)
    if text(setup, "reply", _REPLIES[0]) not in _REPLIES:
        yield ("options", "reply"), "there is no such choice", f"known are {', '.join(_REPLIES)}"


def make(name: str, setup: Setup) -> OpenAI:
    """Return the engine *name*.

    Raises:
        ProviderError: If its key is not where it should be.
    """
    from polyglot.languages import known

    temperature = number(setup, "temperature", 0.0)
    # A local Ollama hands models of this name on to its maker's servers.
    is_passed_on = setup.model.endswith(("-cloud", ":cloud")) or is_set(setup, "outside")
    codes = {code: language_of(code) for code in known()}
    return OpenAI(
        **account(name, setup, codes=codes, patience=_PATIENCE),
        version=f"openai:{setup.model}:{temperature:g}:{EDITION}{manner(setup, 'languages')}",
        model=setup.model,
        is_local=is_here(setup.url) and not is_passed_on,
        temperature=temperature,
        reply=text(setup, "reply", _REPLIES[0]),
    )
