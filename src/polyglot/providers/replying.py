"""The answer of a language model, read strictly: exactly the texts that were asked for."""

import json
import re
from collections.abc import Sequence

from polyglot.plugins import Reply

# Models that think aloud do so before they answer; others put the answer into a fence.
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"```(?:json)?\s")


def texts_in(said: object, names: Sequence[str]) -> Sequence[Reply] | str:
    """Return one reply for each text that was asked for under one of *names*, or what is wrong.

    *said* is the endpoint's answer, parsed.
    """
    content = _content(said)
    if content is None:
        return "its reply holds no whole answer of a model"
    rows = _rows(content)
    if rows is None:
        return "the model's answer is not the JSON that was asked for"
    if len(rows) != len(names):
        return f"the model sent {len(rows)} texts for {len(names)}"
    found = dict(rows)
    if sorted(found) != sorted(names):
        return "the model named other texts than it was sent"
    return [_reply(found[name]) for name in names]


def _content(said: object) -> str | None:
    """Return what the model wrote; None if it was cut off, or is no text."""
    choice = _first(said, "choices")
    if choice is None or choice.get("finish_reason") == "length":
        return None
    message = choice.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    return content if isinstance(content, str) else None


def _reply(text: str) -> Reply:
    return Reply(target=text) if text.strip() else Reply(problem="it said nothing")


def _first(said: object, name: str) -> dict[str, object] | None:
    """Return the first object of the list *name* in the object *said*."""
    rows = said.get(name) if isinstance(said, dict) else None
    first = rows[0] if isinstance(rows, list) and rows else None
    return first if isinstance(first, dict) else None


def _rows(content: str) -> list[tuple[str, str]] | None:
    """Return names and texts of a model's answer, None if it is not what was asked for."""
    bare = _THOUGHT.sub("", content, count=1).strip()
    if (fence := _FENCE.match(bare)) and bare.endswith("```"):
        bare = bare[fence.end() : -3]
    try:
        answer = json.loads(bare)
    except (ValueError, RecursionError):
        return None
    listed = answer.get("translations") if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        return None
    rows = [
        (row.get("id"), row.get("text")) if isinstance(row, dict) else (None, None)
        for row in listed
    ]
    pairs = [(name, text) for name, text in rows if isinstance(name, str) and isinstance(text, str)]
    return pairs if len(pairs) == len(rows) else None
