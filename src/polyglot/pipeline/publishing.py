"""What goes out of an article: verdicts, the record, and editions for the writers."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from polyglot import publication
from polyglot.assembly import edition as assemble
from polyglot.errors import PublicationError
from polyglot.inline import plain
from polyglot.languages import load as load_language
from polyglot.model import Content, Edition, Message, State, Tally
from polyglot.pipeline.behind import behind_in
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.outcome import Row
from polyglot.pipeline.remembering import half_known
from polyglot.pipeline.scripts import Scripts
from polyglot.publication import Hands, Record, Verdict
from polyglot.storage import read
from polyglot.workspace import Settings, Workspace, needs_for, record_path

_MADE = frozenset(
    state for state in State if state.is_draft or state in (State.ACCEPTED, State.APPROVED)
)
"""The states of a text that a machine may have made."""

STATUS = {"publish": "published", "stands": "stands", "withdrawn": "withdrawn", "waits": "waits"}


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict on one language, and the *editions* that stand before readers.

    There is one for each script that the language is published in, the main one first.
    """

    language: str
    verdict: Verdict
    tally: Tally
    editions: tuple[Edition, ...]


def tally(desk: Desk, language: str) -> Tally:
    """Count whose hands the messages of one catalog are in."""
    if language == desk.article.language:
        return Tally(total=len(desk.article.units))
    is_machine = desk.ledger.is_machine_text
    states = desk.states(language)
    all_ = Counter([state for _, state in states])
    machine = Counter(
        [state for message, state in states if state in _MADE and is_machine(language, message)]
    )
    return Tally(
        total=len(states),
        untranslated=all_[State.UNTRANSLATED],
        drafts=sum(number for state, number in all_.items() if state.is_draft),
        machine=sum(number for state, number in machine.items() if state.is_draft),
        stale=all_[State.STALE],
        unconfirmed=all_[State.UNCONFIRMED],
        accepted=all_[State.ACCEPTED],
        translated=all_[State.TRANSLATED],
        approved=all_[State.APPROVED],
        checked_machine=machine[State.ACCEPTED] + machine[State.APPROVED],
    )


def hands(desk: Desk, language: str, settings: Settings) -> tuple[Hands, ...]:
    """Return, role by role, who stands behind the messages of one catalog."""
    if language == desk.article.language:
        return ()
    roles: dict[str, list[State]] = {}
    eyes: Counter[str] = Counter()
    for message, state in desk.states(language):
        role = message.context or "text"
        roles.setdefault(role, []).append(state)
        if state is State.APPROVED:
            eyes[role] += desk.ledger.four_eyes(language, message)
    return tuple(
        Hands(role, needs_for(settings.publish, language, role), Counter(states), eyes[role])
        for role, states in roles.items()
    )


def decide(
    desk: Desk,
    *,
    settings: Settings,
    errors: Mapping[str, int],
    day: date,
    goes_out: Callable[[str], bool],
    scripts: Scripts,
) -> tuple[Record, dict[str, Decided]]:
    """Return the record with what goes out now, and what becomes of each language.

    *errors* are the blocking findings by language. A language whose catalog cannot be read
    keeps what stands published; so does one that *goes_out* leaves for another time.
    """
    article = desk.article
    version = publication.source_version(article)
    record = desk.record
    decided: dict[str, Decided] = {}
    for language in (article.language, *desk.read):
        is_broken = language in desk.broken
        counted = Tally() if is_broken else tally(desk, language)
        verdict = publication.verdict(
            record,
            article=article.id,
            language=language,
            source_language=article.language,
            version=version,
            hands=() if is_broken else hands(desk, language, settings),
            errors=max(1, errors.get(language, 0)) if is_broken else errors.get(language, 0),
            release=settings.release,
        )
        editions: list[Edition] = []
        for tag in settings.tags(language):
            if verdict.kind == "publish" and goes_out(language) and not is_held(desk, tag):
                fresh = edition_of(desk, language, tag, counted, scripts=scripts)
                record = publication.publish(record, fresh, version=version, day=day)
                editions.append(_dated(fresh, record))
            elif verdict.kind in ("stands", "publish"):
                editions += _standing(record, language, tag, article.id, verdict.notice)
        decided[language] = Decided(language, verdict, counted, tuple(editions))
    return record, decided


def is_held(desk: Desk, tag: str) -> bool:
    """Tell whether an edition stays as it is: what people corrected in it cannot be read."""
    known = desk.corrections.get(tag)
    return known is not None and known.catalog is None


def _standing(
    record: Record, language: str, tag: str, article: str, notice: date | None
) -> Iterator[Edition]:
    """Yield the edition that stands published in one script, if there is one."""
    published = record.standing(language, load_language(tag).page_tag)
    if published is not None:
        yield publication.edition_of(published, article=article, notice=notice)


def standing(workspace: Workspace, article: str) -> str:
    """Return how an article that cannot be read stands: `source|published languages`."""
    path = record_path(article)
    try:
        record = publication.parse(read(workspace.root / path) or b"", path)
    except PublicationError:
        return "|"
    found = {name: record.standing(name) for name in workspace.settings.languages}
    texts = {name: what.text for name, what in found.items() if what is not None}
    source = next((text.source_language for text in texts.values()), "")
    ordered = sorted(texts, key=lambda name: name != source)
    return f"{source}|{' '.join(ordered)}"


def edition_of(
    desk: Desk,
    language: str,
    tag: str,
    counted: Tally,
    *,
    scripts: Scripts,
    is_draft: bool = False,
) -> Edition:
    """Return the edition in *language*, in the script of *tag*: with *is_draft*, drafts and all."""
    is_source = language == desk.article.language

    def use(message: Message) -> bool:
        return is_draft or not message.is_fuzzy

    return assemble(
        scripts.article(tag) if is_source else desk.article,
        None if is_source else scripts.catalog(language, tag),
        language=language,
        tag=load_language(tag).page_tag,
        source_tag=scripts.source_tag,
        tally=counted,
        use=use,
        is_draft=is_draft,
    )


def _dated(edition: Edition, record: Record) -> Edition:
    standing = record.standing(edition.language, edition.tag)
    if standing is None:
        return edition
    later = standing.day if standing.day != standing.since else None
    return replace(edition, version=standing.number, published=standing.since, modified=later)


def rows(
    desk: Desk,
    decided: Mapping[str, Decided],
    counts: Mapping[str, tuple[int, int]],
    drafted: Mapping[str, tuple[int, str]],
    *,
    settings: Settings,
    goes_out: Callable[[str], bool],
) -> Iterator[Row]:
    """Yield the board's rows of one article, its own language first.

    *counts* are (errors, warnings) by language, *drafted* (messages filled, problem).
    What may go out, but is left for another time by *goes_out*, is ready.
    The article's own row counts what its catalogs count, so that one can be held to the other.
    """
    own = Tally(total=len({part.key for part in desk.article.parts}))
    for language, what in decided.items():
        errors, warnings = counts.get(language, (0, 0))
        number, problem = drafted.get(language, (0, ""))
        title, summary, written = _shown(desk, what)
        reasons = what.verdict.reasons
        is_source = language == desk.article.language
        yield Row(
            language=language,
            tag=settings.page_tags(language)[0],
            status=_status(desk, what, is_going=goes_out(language)),
            waits=("the PO file cannot be read",)
            if language in desk.broken
            else tuple(str(reason) for reason in reasons),
            title=title,
            summary=summary,
            day=written.isoformat() if written else "",
            tally=own if is_source else what.tally,
            errors=errors,
            warnings=warnings,
            is_source=is_source,
            drafted=number,
            problem=problem,
            behind=behind_in(desk, language) if language in desk.catalogs else (),
            partial=len(half_known(desk, language)) if language in desk.catalogs else 0,
        )


def _status(desk: Desk, what: Decided, *, is_going: bool) -> str:
    is_out = is_going or desk.record.standing(what.language) is not None
    if what.verdict.kind == "publish" and not is_out:
        return "ready"
    return STATUS[what.verdict.kind]


def _shown(desk: Desk, what: Decided) -> tuple[str, str, date | None]:
    """Return title, summary and day as the board shows them."""
    if what.editions:
        edition = what.editions[0]
        return text_of(edition.title), text_of(edition.summary), edition.metadata.day
    article = desk.article
    catalog = desk.catalogs.get(what.language)
    targets = {m.key: m.target for m in catalog.messages if m.context} if catalog else {}

    def text(number: int | None) -> str:
        if number is None:
            return ""
        unit = article.units[number]
        return " ".join(plain(targets.get(unit.key) or unit.text).split())

    metadata = article.metadata
    return text(metadata.title), text(metadata.summary), metadata.day


def text_of(content: Content) -> str:
    """Return the plain words of *content*."""
    parts = [
        part if isinstance(part, str) else (part.code.content or "")
        for part in content
        if isinstance(part, str) or part.kind != "close"
    ]
    return " ".join("".join(parts).split())
