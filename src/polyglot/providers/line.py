"""The engines in line: each text goes by the best route, and by the next one if that fails.

What one engine makes for the next is a draft of its own: hidden names, gate and all.
Texts are asked for side by side, as many as the engines bear; the drafts come back
in the order of the texts, whoever answered first.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from polyglot.languages import load
from polyglot.languages.transliteration import convert
from polyglot.plugins import ALONE, Context, Provider
from polyglot.providers.calls import Call, calls
from polyglot.providers.counting import Meter, Share
from polyglot.providers.guard import Guard, Made, Task
from polyglot.providers.masking import written
from polyglot.providers.routes import Hop, Route, change, label, missing, routes

__all__ = ["Job", "Known", "Line", "Proposal", "Show", "Wish"]

_MORE = 2
_What = TypeVar("_What")
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Wish:
    """A message *text* that wants a draft; the routes *without* are not to be asked.

    *neighbours* are the paragraphs round it, *examples* pairs of the memory that are like it.
    """

    text: str
    without: Collection[str] = ()
    neighbours: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What came of a text: a *target* by the route *by*, or a *problem*.

    *note* is the text it was made from, where that is not the message's: `uz: …`,
    and what engines say of it.
    *is_refused* tells that a gate refused what an engine said.
    Neither is there where every route's draft was sent back before.
    """

    target: str = ""
    by: str = ""
    note: str = ""
    problem: str = ""
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One article into one language; *engines* are the names of those that may see it."""

    article: str
    source: str
    target: str
    engines: tuple[str, ...]


Show = Callable[[str, Job, Sequence[str], Context], None]
"""Told (engine, job, texts, what goes beside them) of each call that would be made."""

Known = Callable[[str, str, str], Context]
"""Given (text, source, target), says how the words of the text are rendered."""


class Line:
    """The engines that somebody asked for, in their order, in one run.

    *relays* are the languages that a route may lead by way of, *others* the engines
    that could be had as well. *known* has the terms and names of a text.
    With *show* nothing is sent: it is told what would be. *count* tells how it goes.
    """

    def __init__(
        self,
        guards: Sequence[Guard],
        *,
        relays: Sequence[str] = (),
        others: Callable[[], Sequence[Provider]] = lambda: (),
        known: Known = lambda _text, _source, _target: ALONE,
        show: Show | None = None,
    ) -> None:
        self.guards = tuple(guards)
        self.relays = tuple(relays)
        self.show = show
        self.count = Meter()
        self._others = others
        self._known = known
        self._by_name = {guard.name: guard for guard in self.guards}
        self._pool: ThreadPoolExecutor | None = None
        self._plan = lru_cache(maxsize=None)(self._planned)

    @property
    def at_once(self) -> int:
        """How many calls may be on their way at once, to all engines together.

        Engines that bear one call each are asked one after the other,
        and what would be sent is shown in the order of the texts.
        """
        if self.show is not None:
            return 1
        bears = [guard.pace.limits.calls for guard in self.guards]
        return sum(bears) if max(bears) > 1 else 1

    @property
    def room(self) -> int:
        """How many texts may be on their way at once, in all those calls together."""
        return sum(guard.pace.limits.calls * guard.pace.limits.texts for guard in self.guards)

    @property
    def is_local(self) -> bool:
        """No text leaves this machine."""
        return all(guard.provider.is_local for guard in self.guards)

    def routes(self, job: Job) -> tuple[Route, ...]:
        """Return the routes of *job*, the best first."""
        return self._plan(job.source, job.target, job.engines)

    def resting(self, job: Job) -> str:
        """Say why no route of *job* can be gone any more; "" while one can."""
        reasons = [self._rest_on(route) for route in self.routes(job)]
        return "" if not all(reasons) else "; ".join(dict.fromkeys(reasons))

    def unreached(self, job: Job) -> str:
        """Say that no route leads where *job* wants to go, and which engines would help."""
        names = ", ".join(job.engines)
        where = f"from {job.source} to {job.target}"
        verb = "does" if len(job.engines) == 1 else "do"
        here = [self._by_name[name].provider for name in job.engines]
        others = [other for other in self._others() if other.name not in self._by_name]
        found = missing(job.source, job.target, here, others, self.relays)
        told = [f"{name} would ({told_route(route)})" for name, route in found]
        return "; ".join((f"{names} {verb} not translate {where}", *told))

    def draft(self, wishes: Sequence[Wish], job: Job) -> tuple[Proposal, ...]:
        """Return a proposal for each of *wishes*, in their order.

        Where an engine takes several texts in a call, all go on together from step to step;
        else each goes its own way, and none waits for another.

        Raises:
            StorageError: If the cache or the log cannot be written.
        """
        if any(self._by_name[name].pace.limits.texts > 1 for name in job.engines):
            return tuple(self._counted(wishes, job))
        found = self._each(lambda wish: self._counted((wish,), job), wishes)
        return tuple(one for some in found for one in some)

    def _each(self, do: Callable[[_What], _Found], over: Sequence[_What]) -> list[_Found]:
        """Return what *do* makes of each of *over*, side by side if the engines bear it."""
        if self.at_once <= 1 or len(over) <= 1:
            return [do(one) for one in over]
        if self._pool is None:
            # More than may ask: while some look at a reply, the engine has others to answer.
            number = self.at_once + max(_MORE, self.at_once // 2)
            self._pool = ThreadPoolExecutor(number, thread_name_prefix="polyglot-engine")
        futures = [self._pool.submit(do, one) for one in over]
        try:
            return [future.result() for future in futures]
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ask for nothing more; what is on its way is still kept when it comes."""
        for guard in self.guards:
            guard.resting = guard.resting or f"{guard.name} was stopped"
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """Let the threads end, when what is on its way has come, and close the cache."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
        for guard in self.guards:
            guard.cache.close()

    def _planned(self, source: str, target: str, names: tuple[str, ...]) -> tuple[Route, ...]:
        here = [self._by_name[name].provider for name in names]
        return routes(source, target, here, self.relays)

    def _rest_on(self, route: Route) -> str:
        guards = (self._by_name[hop.engine] for hop in route if hop.engine)
        return next((guard.resting for guard in guards if guard.resting), "")

    def _counted(self, wishes: Sequence[Wish], job: Job) -> list[Proposal]:
        with self.count.share(len(wishes)) as share:
            return self._together(wishes, job, share)

    def _together(self, wishes: Sequence[Wish], job: Job, share: Share) -> list[Proposal]:
        """Go the routes one after the other until one leads to a draft, for each of *wishes*.

        Of two routes over the same engines only the better one is gone; the first problem counts.
        """
        found: list[Proposal | None] = [None for _ in wishes]
        gone = [set(wish.without) for wish in wishes]
        for route in self.routes(job):
            by = label(route)
            left = [
                number
                for number, one in enumerate(found)
                if not (one and one.target) and by not in gone[number]
            ]
            made = self._along(route, [wishes[number] for number in left], job, share)
            for number, one in zip(left, made, strict=True):
                gone[number].add(by)
                found[number] = one if one.target else found[number] or one
        return [one or Proposal() for one in found]

    def _along(
        self, route: Route, wishes: Sequence[Wish], job: Job, share: Share
    ) -> list[Proposal]:
        """Go one *route* with all *wishes*; a proposal bears what stands at each step."""
        found = [Proposal(wish.text, label(route)) for wish in wishes]
        last = [hop for hop in route if hop.engine][-1]
        language = ""
        for hop in route:
            left = [number for number, one in enumerate(found) if one.target]
            if hop.engine:
                texts = [found[number].target for number in left]
                beside = [ALONE if language else _beside(wishes[n], hop, job) for n in left]
                made = self._hop(hop, texts, beside, job, share if hop is last else None)
                for number, one in zip(left, made, strict=True):
                    found[number] = _after(found[number], one, language, is_last=hop is last)
            else:
                for number in left:
                    text = convert(found[number].target, hop.source, hop.target).text
                    found[number] = replace(found[number], target=text)
            language = hop.target
        return found

    def _hop(
        self,
        hop: Hop,
        texts: Sequence[str],
        beside: Sequence[Context],
        job: Job,
        share: Share | None,
    ) -> list[Made]:
        """Let one engine draft *texts*: first together what may go so, then what is left of it.

        Texts that came together are counted in *share* at once, the others when they are done.
        """
        guard = self._by_name[hop.engine]
        limits = guard.pace.limits
        both = [
            (self._task(guard, hop, text, one, job.article), text)
            for text, one in zip(texts, beside, strict=True)
        ]
        if self.show is not None or limits.texts > 1:
            found = calls((one for task, text in both for one in task.waiting(text)), limits)
            if self.show is not None:
                self._shown(guard, replace(job, source=hop.source, target=hop.target), found)
                return [Made(problem="nothing is sent") for _ in texts]

            def ask(call: Call) -> None:
                guard.ask_together(call, job.article)
                if share is not None:
                    share.done(len(call.texts))

            self._each(ask, [call for call in found if len(call.texts) > 1])
        return self._each(lambda one: one[0].draft(one[1]), both)

    def _task(self, guard: Guard, hop: Hop, text: str, beside: Context, article: str) -> Task:
        context, limits = ALONE, guard.pace.limits
        if limits.context and limits.has_terms:
            known = self._known(text, hop.source, hop.target)
            context = replace(beside, terms=known.terms, names=known.names)
        elif limits.context:
            context = Context(neighbours=beside.neighbours)
        return guard.task(hop.source, hop.target, article, context)

    def _shown(self, guard: Guard, job: Job, found: Sequence[Call]) -> None:
        if self.show is not None and not guard.provider.is_local:
            for call in found:
                self.show(guard.name, job, [one.text for one in call.texts], call.context)


def _after(so_far: Proposal, made: Made, language: str, *, is_last: bool) -> Proposal:
    """Return what stands after a step from *language*, which is empty for the message's own."""
    if not made.target:
        problem = made.problem if is_last else f"{made.problem}, on the way"
        return Proposal(problem=problem, is_refused=made.is_refused)
    between = f"{language}: {' '.join(so_far.target.split())}" if language else ""
    notes = dict.fromkeys(filter(None, (between, so_far.note, made.note)))
    return replace(so_far, target=made.target, note="; ".join(notes))


def _beside(wish: Wish, hop: Hop, job: Job) -> Context:
    """Return what goes beside the text of *wish*; examples only where *hop* leads all the way.

    Their targets are in the script that the engine writes.
    """
    is_whole = hop.target.partition("-")[0] == job.target
    examples = wish.examples if is_whole else ()
    texts = [(one, _in_script(other, hop.target)) for one, other in examples]
    return Context(
        neighbours=wish.neighbours,
        examples=tuple((one, other) for one, other in texts if other),
    )


def _in_script(text: str, target: str) -> str:
    """Return *text* in the script of *target*, "" where no table leads there."""
    way = change(written(target, text), target)
    if way is None:
        return ""
    return convert(text, way[0].source, way[0].target).text if way else text


def told_route(route: Route) -> str:
    """Return a route for people: `en → uz → kaa`."""
    languages = (load(tag).tag if "-" in tag else tag for tag in (hop.target for hop in route))
    return " → ".join((route[0].source, *languages))
