"""The engines in line: each text goes by the best route, and by the next one if that fails.

What one engine makes for the next is a draft of its own: hidden names, gate and all.
Texts are asked for side by side, as many as the engines bear; the drafts come back
in the order of the texts, whoever answered first.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

from polyglot.languages import load
from polyglot.languages.transliteration import convert
from polyglot.plugins import ALONE, Context, Provider
from polyglot.providers.guard import Guard, Made
from polyglot.providers.masking import written
from polyglot.providers.routes import Hop, Route, change, label, missing, routes

__all__ = ["Job", "Known", "Line", "Proposal", "Show", "Watch", "Wish"]

_MORE = 2


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

    *note* is the text it was made from, where that is not the message's: `uz: …`.
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


Show = Callable[[str, Job, str, Context], None]
"""Told (engine, job, text, what goes beside it) of each text that would be sent."""

Known = Callable[[str, str, str], Context]
"""Given (text, source, target), says how the words of the text are rendered."""


Watch = Callable[[int, int], None]
"""Told (how many texts are done, of how many), by whichever thread did one."""


class Line:
    """The engines that somebody asked for, in their order, in one run.

    *relays* are the languages that a route may lead by way of, *others* the engines
    that could be had as well. *known* has the terms and names of a text.
    With *show* nothing is sent: it is told what would be. Whoever sets *watch* sees how it goes.
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
        self.watch: Watch | None = None
        self._expected = 0
        self._done = 0
        self._counting = Lock()
        self._others = others
        self._known = known
        self._by_name = {guard.name: guard for guard in self.guards}
        self._pool: ThreadPoolExecutor | None = None
        self._plan = lru_cache(maxsize=None)(self._planned)

    @property
    def at_once(self) -> int:
        """How many texts may be on their way at once, to all engines together.

        Engines that bear one text each are asked one after the other,
        and what would be sent is shown in the order of the texts.
        """
        if self.show is not None:
            return 1
        bears = [guard.pace.limits.calls for guard in self.guards]
        return sum(bears) if max(bears) > 1 else 1

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

    def expect(self, number: int) -> None:
        """Take down that so many texts more are going to be asked for."""
        self._count(expected=number)

    def draft(self, wishes: Sequence[Wish], job: Job) -> tuple[Proposal, ...]:
        """Return a proposal for each of *wishes*, in their order.

        Raises:
            StorageError: If the cache or the log cannot be written.
        """
        if self.at_once <= 1:
            return tuple(self._counted(wish, job) for wish in wishes)
        if self._pool is None:
            # More than may ask: while some look at a reply, the engine has others to answer.
            number = self.at_once + max(_MORE, self.at_once // 2)
            self._pool = ThreadPoolExecutor(number, thread_name_prefix="polyglot-engine")
        futures = [self._pool.submit(self._counted, wish, job) for wish in wishes]
        try:
            return tuple(future.result() for future in futures)
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

    def _counted(self, wish: Wish, job: Job) -> Proposal:
        proposal = self._one(wish, job)
        self._count(done=1)
        return proposal

    def _count(self, *, expected: int = 0, done: int = 0) -> None:
        with self._counting:
            self._expected += expected
            self._done += done
            if self.watch is not None:
                self.watch(self._done, max(self._done, self._expected))

    def _one(self, wish: Wish, job: Job) -> Proposal:
        """Go the routes one after the other until one leads to a draft.

        Of two routes over the same engines only the better one is gone; the first problem counts.
        """
        first: Proposal | None = None
        gone = set(wish.without)
        for route in self.routes(job):
            if label(route) in gone:
                continue
            gone.add(label(route))
            made = self._along(route, wish, job)
            if made.target:
                return made
            first = first or made
        return first or Proposal()

    def _along(self, route: Route, wish: Wish, job: Job) -> Proposal:
        text, relay, language = wish.text, "", ""
        last = [hop for hop in route if hop.engine][-1]
        for hop in route:
            if hop.engine:
                if language:
                    relay = f"{language}: {' '.join(text.split())}"
                made = self._hop(hop, text, job, ALONE if language else _beside(wish, hop, job))
                if not made.target:
                    problem = made.problem if hop is last else f"{made.problem}, on the way"
                    return Proposal(problem=problem, is_refused=made.is_refused)
                text = made.target
            else:
                text = convert(text, hop.source, hop.target).text
            language = hop.target
        return Proposal(text, label(route), relay)

    def _hop(self, hop: Hop, text: str, job: Job, beside: Context) -> Made:
        guard = self._by_name[hop.engine]
        context = ALONE
        if guard.provider.limits.context:
            known = self._known(text, hop.source, hop.target)
            context = replace(beside, terms=known.terms, names=known.names)
        task = guard.task(hop.source, hop.target, job.article, context)
        if self.show is None:
            return task.draft(text)
        for one in () if guard.provider.is_local else task.outgoing(text):
            self.show(
                guard.name, replace(job, source=hop.source, target=hop.target), one, task.context
            )
        return Made(problem="nothing is sent")


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
