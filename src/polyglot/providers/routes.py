"""Ways from one language to another over the engines at hand: direct, or by way of others.

A hop is one engine's translation, or a change of script by the tables of `languages`.
The order of the routes is always the same: first by the number of engines, then by that of
changes of script, then by the engines' and the languages' order in the settings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Protocol, TypeAlias

from polyglot.languages import known, scripts
from polyglot.languages.transliteration import supports

__all__ = ["Hop", "Route", "change", "label", "missing", "routes"]

# ISO 15924 keeps it for a script that nobody wrote.
_NOBODYS = "Zxxx"

MOST = 2
"""Engines in one route: each loses some of the meaning."""


class Engine(Protocol):
    """As much as a plan needs of an engine."""

    @property
    def name(self) -> str:
        """What the ledger calls it."""
        ...

    def supports(self, source: str, target: str) -> bool:
        """Tell whether it translates from *source* to *target*: codes, or tags with a script."""
        ...


@dataclass(frozen=True, slots=True)
class Hop:
    """One step from *source* to *target*; *engine* is empty where only the script changes.

    A code stands for a language in its usual script; another script is named by its tag.
    """

    engine: str
    source: str
    target: str


Route: TypeAlias = tuple[Hop, ...]


def routes(
    source: str, target: str, engines: Sequence[Engine], relays: Sequence[str]
) -> tuple[Route, ...]:
    """Return the routes from *source* to *target* over *engines*, the best first.

    *relays* are the languages it may lead by way of, as codes, the best first.
    No engine relays for itself where it knows the way: what came of that way was not wanted.
    """
    between = [code for code in relays if code not in (source, target)]
    found: list[Route] = []
    for number in range(1, MOST + 1):
        for middle in permutations(between, number - 1):
            found += _along((source, *middle, target), engines)
    ranks = {engine.name: place for place, engine in enumerate(engines)}
    direct = {used[0] for route in found if len(used := _engines(route)) == 1}
    found = [route for route in found if len(_engines(route)) == 1 or not _alone(route) & direct]

    def rank(route: Route) -> tuple[object, ...]:
        used = [hop for hop in route if hop.engine]
        languages = [between.index(code) for hop in used[:-1] if (code := _code(hop.target))]
        return (len(used), len(route), [ranks[hop.engine] for hop in used], languages, repr(route))

    return tuple(sorted(dict.fromkeys(found), key=rank))


def _engines(route: Route) -> list[str]:
    return [hop.engine for hop in route if hop.engine]


def _alone(route: Route) -> set[str]:
    """Return the engine that does all of *route* by itself, if one does."""
    used = set(_engines(route))
    return used if len(used) == 1 else set()


def label(route: Route) -> str:
    """Return what the ledger says of a route: `google→apertium`, `tilmoch→kaa-Latn`."""
    parts = [hop.engine or hop.target for hop in route]
    return "→".join(parts)


def missing(
    source: str,
    target: str,
    engines: Sequence[Engine],
    others: Sequence[Engine],
    relays: Sequence[str],
) -> tuple[tuple[str, Route], ...]:
    """Return those of *others* with which *engines* would reach *target*, each with the route."""
    found: list[tuple[str, Route]] = []
    for other in others:
        ways = routes(source, target, (*engines, other), relays)
        if ways:
            found.append((other.name, ways[0]))
    return tuple(found)


def _along(languages: Sequence[str], engines: Sequence[Engine]) -> Iterator[Route]:
    """Yield the routes that lead through *languages* in their order, an engine between any two."""
    if len(languages) == 1:
        yield ()
        return
    first, second = languages[0], languages[1]
    for rest in _along(languages[1:], engines):
        for engine in engines:
            for hops in _hops(first, second, engine):
                yield (*hops, *rest)


def _hops(source: str, target: str, engine: Engine) -> Iterator[Route]:
    """Yield how *engine* leads from *source* to *target*, in whichever scripts it takes and gives.

    The usual scripts come first; what has to be changed is what the tables can change.
    """
    for given in _written(source):
        for came in _written(target):
            if not _supports(engine, given, came):
                continue
            before = change(source, given)
            after = change(came, target)
            if before is not None and after is not None:
                yield (*before, Hop(engine.name, given, came), *after)
                return


def _supports(engine: Engine, source: str, target: str) -> bool:
    """Tell whether *engine* translates so; one that takes a tag nobody knows knows no tags."""
    return engine.supports(source, target) and not any(
        engine.supports(f"{_code(source)}-{_NOBODYS}" if tag is source else source, other)
        for tag, other in ((source, target), (target, f"{_code(target)}-{_NOBODYS}"))
        if "-" in tag
    )


def _written(code: str) -> Iterator[str]:
    """Yield *code*, and the tags of its language's other scripts."""
    yield code
    if code in known():
        yield from scripts(code)[1:]


def change(source: str, target: str) -> Route | None:
    """Return the hop that changes the script, none where it is the same; None where none can."""
    if source == target:
        return ()
    first, second = (scripts(name)[0] if "-" not in name else name for name in (source, target))
    return (Hop("", first, second),) if supports(first, second) else None


def _code(tag: str) -> str:
    return tag.partition("-")[0]
