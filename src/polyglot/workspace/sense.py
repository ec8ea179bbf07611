"""What no type can forbid: settings that contradict each other, or name what is not there."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

from polyglot.errors import UsageError
from polyglot.workspace.settings import Settings

Problem: TypeAlias = tuple[tuple[str, ...], str, str]
"""The key with its tables, what is wrong with it, and what would be right."""


def contradictions(settings: Settings) -> Iterator[Problem]:
    """Yield what no type can forbid: the key, the problem, and what would be right."""
    from polyglot.languages import known

    chosen = settings.languages
    named: list[tuple[tuple[str, ...], str]] = [(("languages",), tag) for tag in chosen]
    named.append((("source",), settings.source))
    exceptions = settings.publish.exceptions
    for key in exceptions:
        # A role or an author's own name of a paragraph may stand alone, too.
        first = key.partition(".")[0]
        if "." in key or (re.fullmatch("[a-z]{2,3}", first) and first not in ("alt", "tag")):
            named.append((("publish", "exceptions", key), first))
    for keys, tag in named:
        if tag not in known():
            yield keys, f"there is no data for the language {tag!r}", f"known are {_list(known())}"
    yield from _wrong_scripts(settings)
    if not chosen:
        yield ("languages",), "there is no language to publish in", f"known are {_list(known())}"
    if doubles := {tag for tag in chosen if chosen.count(tag) > 1}:
        yield ("languages",), f"{_list(sorted(doubles))} is named twice", "name each language once"
    if chosen and settings.source not in chosen:
        yield ("source",), f"{settings.source!r} is none of the languages", f"say {_list(chosen)}"
    yield from _strangers(settings)
    yield from _engines(settings)
    yield from _drafts(settings)
    yield from _usage(settings.usage)
    url = settings.site.url
    if url and not re.match(r"https?://[^/\s]", url):
        yield ("site", "url"), f"{url!r} is no address", 'for example "https://example.org/"'


def _usage(usage: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    """Yield the choices that no data file offers."""
    from polyglot.languages.facts import misused

    for code, name, problem, offered in misused(usage):
        yield ("usage", code, name), problem, f"known are {_list(offered) or 'none'}"


def _wrong_scripts(settings: Settings) -> Iterator[Problem]:
    """Yield the editions that cannot be made."""
    from polyglot.languages import known, scripts
    from polyglot.languages.data import supports

    wanted: list[tuple[tuple[str, ...], str, tuple[str, ...]]] = [
        (("editions", name), name, tags) for name, tags in settings.editions.items()
    ]
    for name, tag in settings.translate.scripts.items():
        usual = scripts(name)[:1] if name in known() else ()
        rest = () if (tag,) == usual else (tag,)
        wanted.append((("translate", "scripts", name), name, (*usual, *rest)))
    for keys, language, tags in wanted:
        if language not in settings.languages or language not in known():
            yield keys, f"{language!r} is none of the languages", _list(settings.languages)
            continue
        ours = scripts(language)
        if not tags:
            yield keys, "it names no script", f"known are {_list(ours)}"
        for number, tag in enumerate(tags):
            if tag not in ours:
                yield keys, f"{tag!r} is no script of {language!r}", f"known are {_list(ours)}"
            elif tag in tags[:number]:
                yield keys, f"{tag!r} is named twice", "name each script once"
            elif number and not supports(tags[0], tag):
                hint = "put a script first that the others can be made from"
                yield keys, f"{tag!r} cannot be made from {tags[0]!r}", hint


def _drafts(settings: Settings) -> Iterator[Problem]:
    """Yield what the settings say of relays and budgets that cannot be."""
    for name, budget in settings.translate.budgets.items():
        if budget <= 0:
            yield ("translate", "budgets", name), "it allows nothing", "take it out, or say more"
    for name in settings.translate.relays:
        if name not in settings.languages:
            hint = f"known are {_list(settings.languages)}"
            yield ("translate", "relays"), f"{name!r} is none of the languages", hint


_Kind: TypeAlias = Literal["writers", "checks", "providers"]


def _strangers(settings: Settings) -> Iterator[Problem]:
    """Yield the names of formats and engines that nobody offers."""
    from polyglot.plugins import find
    from polyglot.providers import PROVIDERS
    from polyglot.writers import WRITERS

    engines = settings.translate.engines
    ours_too = (*PROVIDERS, *settings.engines)
    rows: tuple[tuple[tuple[str, ...], _Kind, Iterable[str], Collection[str]], ...] = (
        (("to",), "writers", settings.to, WRITERS),
        (("checks",), "checks", settings.checks, ()),
        (("translate", "provider"), "providers", engines, ours_too),
        (("translate", "trusted"), "providers", settings.translate.trusted, ours_too),
        (("translate", "budgets"), "providers", settings.translate.budgets, ours_too),
    )
    for keys, kind, names, ours in rows:
        for name in names:
            try:
                if name not in ours:
                    find(kind, name)
            except UsageError as error:
                known = f"known are {_list(ours)}" if ours else "install it, or take the name out"
                yield keys, error.problem, known
    if not settings.to:
        yield ("to",), "there is no format to export", f"known are {_list(WRITERS)}"


_RESERVED = ("machine", "memory", "shared", "unknown")
"""Names with which a ledger means something else."""


def _engines(settings: Settings) -> Iterator[Problem]:
    """Yield what is wrong with the engines that the newsroom set up."""
    from polyglot.providers import PROVIDERS, misfits

    for name, setup in settings.engines.items():
        keys = ("engines", name)
        if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", name):
            yield keys, f"{name!r} is no name for an engine", "take small letters, digits, - and _"
        if name in _RESERVED or name in PROVIDERS:
            yield keys, f"{name!r} has a meaning already", "give the engine another name"
        for key, problem, hint in misfits(setup):
            yield (*keys, *key), problem, hint


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
