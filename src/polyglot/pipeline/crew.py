"""Who works on which article when: passes over the pending ones, then one export for all.

An article whose journey stops for memory goes on when every pending article has told memory
what it knows; one that stops for links goes on when every verdict is known.
So nothing depends on the order of articles or on how many processes there are.
"""

import gc
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from polyglot.memory import Memory
from polyglot.model import Finding
from polyglot.pipeline.aside import Aside
from polyglot.pipeline.desk import own_rules
from polyglot.pipeline.drafting import Drafted, Engine
from polyglot.pipeline.journey import Passed, travel
from polyglot.pipeline.lexicon import findings_of
from polyglot.pipeline.outcome import Brief, Outcome
from polyglot.pipeline.plan import FOLLOWED, Plan
from polyglot.pipeline.proposing import Help
from polyglot.pipeline.publishing import standing
from polyglot.pipeline.running import (
    MEMORY,
    STATE,
    Progress,
    Remembered,
    Report,
    has_moved,
    remember,
    view,
)
from polyglot.pipeline.sharing import settle
from polyglot.pipeline.shipping import Shipment, Shipped
from polyglot.pipeline.survey import Source, Survey, newest, signature, watched
from polyglot.storage import Step, stat_of
from polyglot.workspace import Workspace

CHUNK = 20
"""Articles a worker takes at once."""
AHEAD = 4
"""Articles in hand at once while engines are asked: one is written while others wait."""
TICK = 0.011
"""Seconds in which the clock of any file system goes on: Linux counts in 1 to 10 ms."""


class Crew:
    """One command's work over the articles of a workspace."""

    def __init__(
        self,
        workspace: Workspace,
        plan: Plan,
        found: Survey,
        last: Remembered,
        engine: Engine | None,
        executor: Executor | None,
        progress: Progress | None,
    ) -> None:
        """Take what `running.go` knows; *last* is what the last run knew."""
        self.workspace = workspace
        self.plan = plan
        self.found = found
        self.known = last.outcomes
        self.left = last.left
        self.engine = engine
        self.executor = executor
        self.progress = progress or (lambda _what, _done, _of: None)
        shared = settle(workspace, day=plan.day, by=plan.by, is_saving=plan.is_saving)
        self.shipment = Shipment(workspace, plan, shared.strings) if plan.exports else None
        self.step = self.shipment.step if self.shipment else None
        self.aside = Aside(None if plan.is_dry else workspace.cache)
        self.passed: dict[str, Brief] = {}
        self.waits: dict[str, str] = {}
        self.drafted: dict[str, tuple[Drafted, ...]] = {}
        self.told: list[Finding] = []
        self.met: dict[str, Brief] = {}
        self.shipped = Shipped()
        self.newest = 0
        self.memory = workspace.cache / MEMORY
        paths = {source.path: source.id for source in found.sources}
        self.help = Help(paths=paths, shared=shared)
        self.said = (*shared.findings, *findings_of(workspace))

    def work(
        self, pending: Sequence[Source], moved: Sequence[Source], chosen: Sequence[Source]
    ) -> None:
        """Take *pending* through the journey, and make the pages of *moved* anew.

        Only articles among the *chosen* ones are drafted.

        Raises:
            StorageError: If the disk refuses; nothing was exported then.
        """
        try:
            with self._memory_at_hand() as self.memory, _few_collections():
                self._work(pending, moved, chosen)
        except BaseException:
            if self.step is not None:
                self.step.discard()
            raise

    def _work(
        self, pending: Sequence[Source], moved: Sequence[Source], chosen: Sequence[Source]
    ) -> None:
        self._pass("Reading", pending, self.help)
        waiting = self._waiting(pending, "memory")
        gaps = self._gaps(pending, chosen)
        strangers = self._strangers(pending) if waiting or gaps else ()
        if waiting or gaps or not self.plan.is_dry:
            has_news = self._learn(pending, strangers)
            waiting += gaps if has_news or self.engine is not None else []
        if waiting:
            with Memory.open(self.memory, own=own_rules(self.workspace.root)) as memory:
                known = memory.ready()
            self.help = replace(self.help, memory=self.memory, directions=known, has_news=has_news)
            self._pass("Drafting", waiting, replace(self.help, engine=self.engine))
            if self.engine is not None:
                self.engine.line.close()
        linked = [*self._waiting(self.found.sources, "links"), *moved]
        self._meet(linked)
        now = self._view()
        linked += [s for s in self._settled() if self._has_moved(s, now)]
        self._pass("Linking", linked, replace(self.help, view=now))

    def _meet(self, linked: Iterable[Source]) -> None:
        """Look at the articles that *linked* ones lead to and of which nothing is known."""
        known = self.outcomes
        wanted = {name for source in linked for name in known[source.id].links} - set(known)
        plan = Plan(day=self.plan.day)
        for source in self.found.sources:
            if source.id in wanted:
                passed = travel(self.workspace, source, plan, self.help, None)
                self.met[source.id] = self.aside.outcome(source.path, passed.outcome)

    def _view(self) -> dict[str, str]:
        """Return how every article stands; one that cannot be read, as its record says."""
        outcomes = self.outcomes
        records = {
            name: standing(self.workspace, name)
            for name, outcome in outcomes.items()
            if not outcome.language
        }
        return {**view(outcomes), **(self._coming() if self.plan.is_dry else {}), **records}

    def _coming(self) -> dict[str, str]:
        """Return how articles will stand that the next export publishes: a look goes before it."""
        return {
            name: f"{outcome.language}|{' '.join(row.language for row in ready)}"
            for name, outcome in self.outcomes.items()
            if not outcome.published
            and (ready := [row for row in outcome.rows if row.status == "ready"])
        }

    @contextmanager
    def _memory_at_hand(self) -> Iterator[Path]:
        """Give the memory, or a copy of it to a command that writes nothing."""
        path = self.workspace.cache / MEMORY
        if not (self.plan.is_dry and self.plan.is_drafting):
            yield path
            return
        with TemporaryDirectory(prefix="polyglot-") as folder:
            if path.exists():
                Memory.copy(path, Path(folder))
            yield Path(folder) / MEMORY

    @property
    def outcomes(self) -> dict[str, Brief]:
        """What is known of every article by now."""
        return {**self.met, **self.known, **self.passed}

    def _waiting(self, sources: Iterable[Source], what: str) -> list[Source]:
        return [source for source in sources if self.waits.get(source.id) == what]

    def _settled(self) -> list[Source]:
        """Return the articles nobody worked on, whose links may lead elsewhere now."""
        return [s for s in self.found.sources if s.id in self.known and s.id not in self.passed]

    def _has_moved(self, source: Source, now: Mapping[str, str]) -> bool:
        outcome = self.known[source.id]
        is_exported = bool(self.plan.exports) and self.plan.wants <= set(outcome.made)
        return is_exported and has_moved(outcome, now)

    def _gaps(self, pending: Sequence[Source], chosen: Sequence[Source]) -> list[Source]:
        """Return the unchanged articles with empty paragraphs: memory may know more by now."""
        if not self.plan.is_drafting:
            return []
        names = {source.id for source in pending}
        return [
            source
            for source in chosen
            if source.id not in names
            and (outcome := self.known.get(source.id))
            and self.plan.wants <= set(outcome.made)
            and outcome.gaps
        ]

    def _pass(self, what: str, sources: Sequence[Source], help_: Help) -> None:
        """Take *sources* as far as *help_* lets them come."""
        for done, (source, passed) in enumerate(self._results(sources, help_), 1):
            self._keep(source, passed)
            self.progress(what, done, len(sources))

    def _keep(self, source: Source, passed: Passed) -> None:
        """Keep what a pass gave: a few words of it in memory, the rest aside on disk."""
        name = source.id
        outcome = passed.outcome if passed.has_written else self._with_earlier(passed.outcome)
        is_over = passed.seen is not None and not passed.waits
        edited = [(p, stat) for p, stat in (passed.seen or {}).items() if _edited(p)]
        seen = json.dumps(edited if is_over else None)
        self.passed[name] = self.aside.outcome(source.path, outcome, seen)
        self.waits[name] = passed.waits
        self.aside.pairs(name, passed.pairs)
        self.aside.exported(name, passed.exported)
        self.told += passed.told
        if passed.drafted:
            self.drafted[name] = passed.drafted

    def _results(self, sources: Sequence[Source], help_: Help) -> Iterator[tuple[Source, Passed]]:
        # An engine is asked by one process only: it has limits, and a log.
        if self.executor is None or help_.engine is not None or len(sources) <= CHUNK:
            if help_.engine is not None and help_.engine.line.at_once > 1:
                yield from self._side_by_side(sources, help_, help_.engine)
                return
            for source in sources:
                yield source, travel(self.workspace, source, self.plan, help_, self.step)
            return
        job = partial(_travel_all, self.workspace, self.plan, help_, self.step)
        for chunk, results in zip(
            _chunks(sources), self.executor.map(job, list(_chunks(sources))), strict=True
        ):
            yield from zip(chunk, results, strict=True)

    def _side_by_side(
        self, sources: Sequence[Source], help_: Help, engine: Engine
    ) -> Iterator[tuple[Source, Passed]]:
        """Read and ask for the next articles while one waits for its drafts."""

        def job(source: Source) -> Passed:
            return travel(self.workspace, source, self.plan, help_, deepcopy(self.step))

        with ThreadPoolExecutor(AHEAD, thread_name_prefix="polyglot-article") as threads:
            try:
                yield from zip(sources, threads.map(job, sources), strict=True)
            except BaseException:
                engine.line.stop()
                threads.shutdown(wait=False, cancel_futures=True)
                raise

    def _strangers(self, pending: Sequence[Source]) -> list[Source]:
        """Return the articles whose people's texts memory may not know yet."""
        names = {source.id for source in pending} | set(self.known)
        return [source for source in self.found.sources if source.id not in names]

    def _learn(self, pending: Sequence[Source], strangers: Sequence[Source]) -> bool:
        """Let memory know what people stand behind, as the catalogs have it now.

        Return whether it knows anything new.
        """
        plan = Plan(day=self.plan.day)
        has_news = bool(strangers)
        with Memory.open(self.memory) as memory:
            memory.keep(source.id for source in self.found.sources)
            for number, source in enumerate((*pending, *strangers)):
                if source.id in self.passed:
                    pairs = self.aside.pairs_of(source.id)
                    has_news = has_news or memory.differs(source.id, pairs)
                else:
                    pairs = travel(self.workspace, source, plan, self.help, None).pairs
                memory.replace(source.id, pairs)
                if number % CHUNK == 0:
                    memory.save()  # what waits to be saved waits in this process
        return has_news

    def finish(self, chosen: Sequence[Source], findings: Sequence[Finding]) -> Report:
        """Put the exports on disk as one step, remember the outcomes, tell what was done.

        Raises:
            PublicationError: If published pages would vanish; then no export is written.
            StorageError: If the disk refuses; the next command completes or undoes the step.
        """
        if self.shipment is not None:
            articles = frozenset(source.id for source in self.found.sources)
            self.shipped = self.shipment.send(self.aside.exports(), articles)
        outcomes = self.outcomes
        self._remember()
        names = [source.id for source in chosen]
        return Report(
            tuple(outcomes[name] for name in names if name in outcomes),
            changed=tuple(sorted(self.passed)),
            findings=(*findings, *self.told, *self.said, *self.shipped.findings),
            written=self.shipped.written,
            removed=self.shipped.removed,
            shared=self.help.shared.waiting,
            drafted=self.drafted,
        )

    # --- The state file -----------------------------------------------------------------------

    def _remember(self) -> None:
        if self.plan.is_dry:
            return
        left = () if True in self.plan.exports else self.left
        for _ in range(3):
            self.newest = 0
            remember(self.workspace, self._lasting(), left, self.help.shared, self.said)
            state = stat_of(self.workspace.cache / STATE)
            # Saved in the tick of the last export it would prove nothing to the next run.
            if state is not None and state[1] > self.newest:
                break
            time.sleep(TICK)

    def _lasting(self) -> Iterator[tuple[str, bytes]]:
        """Yield the lines of outcomes that hold as long as nobody touches their files."""
        for source in self.found.sources:
            passed = self.passed.get(source.id)
            known = self.known.get(source.id)
            if passed is None and known is not None:
                yield source.id, known.line
            elif passed is not None and (line := self._signed(source, passed)):
                yield source.id, line

    def _signed(self, source: Source, passed: Brief) -> bytes:
        """Return the line of an outcome with the signature of its files; "" if it does not hold."""
        seen, _, outcome = passed.line.partition(b"\t")
        edited: list[tuple[str, list[int] | None]] | None = json.loads(seen)
        footing = passed.footing
        is_whole = self.shipped.foreign.isdisjoint(path for path, _ in footing.outputs)
        if edited is None or not is_whole:
            return b""
        now = watched(self.workspace, source, footing.files)
        for path, stat in edited:
            if now.get(path) != (None if stat is None else tuple(stat)):
                return b""
        self.newest = max(self.newest, newest(now))
        return b"%b\t%b" % (signature(now).encode(), outcome)

    def _with_earlier(self, outcome: Outcome) -> Outcome:
        """Add what an unchanged article had been through before."""
        earlier = self.known.get(outcome.id)
        if earlier is None:
            return outcome
        footing = earlier.footing
        made = {*earlier.made, *outcome.made}
        if FOLLOWED not in outcome.made:
            made.discard(FOLLOWED)  # what is known of its links is not in *outcome*
        return replace(
            outcome,
            made=tuple(sorted(made)),
            outputs=tuple(sorted({**dict(footing.outputs), **dict(outcome.outputs)}.items())),
            media=tuple(sorted({*footing.media, *outcome.media})),
        )


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for cyclic garbage rarely: reading makes many values and few cycles.

    Without this, a sixth of a cold run goes into looking at values that are all in use.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _edited(path: str) -> bool:
    """Tell whether people edit the file at *path*, so that it must be just what was read."""
    return path.startswith("content/") or "/LC_MESSAGES/" in path


def _travel_all(
    workspace: Workspace, plan: Plan, help_: Help, step: Step | None, sources: Sequence[Source]
) -> list[Passed]:
    with _few_collections():
        return [travel(workspace, source, plan, help_, step) for source in sources]


def _chunks(sources: Sequence[Source]) -> Iterator[list[Source]]:
    rest = iter(sources)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
