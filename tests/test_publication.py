"""What may be published, what stands published, and the record of both."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions import ARTICLE, BODY, original, site, translated
from polyglot.errors import PublicationError
from polyglot.model import Address, State, Tally
from polyglot.publication import (
    Hands,
    Need,
    Published,
    Record,
    Released,
    Verdict,
    Withdrawn,
    dump,
    edition_of,
    parse,
    publish,
    source_version,
    stand,
    vanishing,
    verdict,
)
from polyglot.writers import writer

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 13)
V1, V2 = "v1", "v2"
RELEASE = Released((), V1, "Editor", MONDAY)


def _ask(
    record: Record, language: str = "kk", *, version: str = V1, hands: Sequence[Hands] = (),
    errors: int = 0,
) -> Verdict:  # fmt: skip
    return verdict(
        record,
        article="news/seized",
        language=language,
        source_language="en",
        version=version,
        hands=hands,
        errors=errors,
    )


def _hands(need: Need, four_eyes: int = 0, **states: int) -> list[Hands]:
    return [Hands("paragraph", need, {State[name]: n for name, n in states.items()}, four_eyes)]


def _out(record: Record, language: str = "kk", *, version: str = V1, day: date = MONDAY) -> Record:
    edition = original() if language == "en" else translated(language=language, tag=language)
    return publish(record, replace(edition, title=(version,)), version=version, day=day)


def _why(answer: Verdict) -> list[str]:
    return [str(reason) for reason in answer.reasons]


# --- Gates --------------------------------------------------------------------------------------


def test_nothing_goes_out_that_no_editor_released() -> None:
    """The source edition needs a release too."""
    for language in ("en", "kk"):
        answer = _ask(Record(), language)

        assert answer.kind == "waits"
        assert _why(answer) == [
            f"not released: polyglot release news/seized -l {language} --by NAME"
        ]
        assert answer.reasons[0].who == "editor"


def test_a_release_lets_the_named_languages_out() -> None:
    """Named languages only; none named means all."""
    some = Record().plus(replace(RELEASE, languages=("en", "kk")))

    assert _ask(some).kind == "publish"
    assert _ask(some, "ru").kind == "waits"
    assert _ask(Record().plus(RELEASE), "ru").kind == "publish"


def test_a_release_holds_for_its_version_of_the_source() -> None:
    """A changed source waits for its next release; a source that returns is released still."""
    record = Record().plus(RELEASE)

    assert _ask(record, "en", version=V2).kind == "waits"
    assert _ask(record.plus(replace(RELEASE, version=V2)), "en", version=V1).kind == "publish"


def test_with_automatic_release_no_editor_is_needed() -> None:
    """Gates hold all the same."""
    answers = [
        verdict(
            Record(), article="a", language="kk", source_language="en", version=V1,
            hands=_hands("approved", **states), release="auto",
        )
        for states in ({"APPROVED": 3}, {"APPROVED": 2, "MACHINE": 1})
    ]  # fmt: skip

    assert [answer.kind for answer in answers] == ["publish", "waits"]


@pytest.mark.parametrize(
    ("need", "passes"),
    [
        ("reviewed", {"FOUR_EYES"}),
        ("approved", {"FOUR_EYES", "APPROVED"}),
        ("translated", {"FOUR_EYES", "APPROVED", "TRANSLATED"}),
        ("accepted", {"FOUR_EYES", "APPROVED", "TRANSLATED", "ACCEPTED"}),
    ],
)
def test_each_need_lets_exactly_its_states_pass(need: Need, passes: set[str]) -> None:
    """No need lets a draft pass, and none an unconfirmed text."""
    record = Record().plus(RELEASE)
    states = [*State.__members__, "FOUR_EYES"]
    states.remove("OBSOLETE")

    found = set()
    for name in states:
        state = "APPROVED" if name == "FOUR_EYES" else name
        hands = _hands(need, four_eyes=int(name == "FOUR_EYES"), **{state: 1})
        if _ask(record, hands=hands).kind == "publish":
            found.add(name)

    assert found == passes


def test_the_reasons_tell_who_must_do_what() -> None:
    """Counts, people and commands: an editor can act on each line."""
    hands = [
        *_hands("approved", UNTRANSLATED=2, MACHINE=11, UNCONFIRMED=1, ACCEPTED=1, TRANSLATED=2),
        *_hands("reviewed", four_eyes=1, APPROVED=2),
    ]

    answer = _ask(Record(), hands=hands, errors=3)

    review = "polyglot review list news/seized -l kk"
    assert _why(answer) == [
        "3 errors in its text: polyglot check news/seized -l kk",
        "2 paragraphs are not translated",
        f"12 drafts wait for a person: {review}",
        f"3 paragraphs wait for approval: {review}",
        f"1 paragraph waits for a second pair of eyes: {review}",
        "not released: polyglot release news/seized -l kk --by NAME",
    ]
    assert [reason.who for reason in answer.reasons] == [
        "translator", "translator", "translator", "reviewer", "reviewer", "editor",
    ]  # fmt: skip


def test_an_error_keeps_an_edition_back() -> None:
    """Even where everyone approved."""
    record = Record().plus(RELEASE)

    assert _ask(record, hands=_hands("approved", APPROVED=6), errors=1).kind == "waits"


# --- What stands --------------------------------------------------------------------------------


def test_what_went_out_stands_until_its_successor_passes() -> None:
    """A changed source, a new error, a revoked approval: the page stays as it was."""
    record = _out(Record().plus(RELEASE))

    changed = _ask(record, version=V2)
    worse = _ask(record, hands=_hands("approved", MACHINE=1))

    assert changed.kind == worse.kind == "stands"
    assert changed.standing is not None
    assert changed.standing.text.title == (V1,)
    assert _why(changed) == [
        "the source changed and is not released again: polyglot release news/seized -l kk --by NAME"
    ]


def test_the_notice_is_dated_by_the_published_source() -> None:
    """A translation that did not follow says since when; the day stays the same ever after."""
    record = _out(_out(Record().plus(RELEASE), "en"), "kk")
    assert _ask(record, version=V2).notice is None

    record = _out(record.plus(replace(RELEASE, version=V2)), "en", version=V2, day=TUESDAY)
    waiting = _hands("approved", STALE=1, APPROVED=5)
    assert _ask(record, version=V2, hands=waiting).notice == TUESDAY

    record = _out(record, "en", version="v3", day=FRIDAY)
    assert _ask(record, version="v3", hands=waiting).notice == TUESDAY
    assert _ask(record, "en", version="v4").notice is None


def test_a_source_that_returns_takes_its_notice_back() -> None:
    """The translation follows the published source again."""
    record = _out(_out(Record().plus(RELEASE), "en"), "kk")
    record = _out(record, "en", version=V2, day=TUESDAY)
    record = _out(record, "en", version=V1, day=FRIDAY)

    assert _ask(record, hands=_hands("approved", STALE=1)).notice is None


def test_a_withdrawn_edition_is_gone_until_an_editor_releases_it_again() -> None:
    """Automatic release does not bring it back."""
    record = _out(Record().plus(RELEASE)).plus(Withdrawn(("kk",), "Editor", "safety", TUESDAY))

    answer = _ask(record)
    assert (answer.kind, answer.tombstone, answer.standing) == ("withdrawn", TUESDAY, None)
    assert _ask(record, "ru").kind == "publish"

    again = record.plus(replace(RELEASE, day=FRIDAY))
    waiting = _ask(again, hands=_hands("approved", MACHINE=1))
    assert (waiting.kind, waiting.tombstone) == ("waits", TUESDAY)
    assert _ask(again).kind == "publish"
    assert _ask(_out(again, day=FRIDAY)).tombstone is None


def test_what_never_went_out_leaves_no_page_when_it_is_withdrawn() -> None:
    """A page of withdrawal stands only where readers knew one."""
    record = Record().plus(RELEASE, Withdrawn((), "Editor", "safety", TUESDAY))

    answer = _ask(record)

    assert (answer.kind, answer.tombstone) == ("withdrawn", None)


def test_publishing_the_same_text_again_adds_no_line() -> None:
    """The second export changes nothing."""
    once = publish(Record(), translated(), version=V1, day=MONDAY)

    assert publish(once, translated(), version=V1, day=FRIDAY) is once


def test_a_new_text_gets_the_next_number_and_keeps_its_first_day() -> None:
    """Readers see when it came out and when it changed."""
    record = publish(Record(), translated(), version=V1, day=MONDAY)

    changed = publish(record, translated(title=("New",)), version=V1, day=FRIDAY)
    standing = changed.standing("kk")

    assert standing is not None
    assert (standing.number, standing.since, standing.day) == (2, MONDAY, FRIDAY)


def test_a_text_that_only_got_approved_keeps_its_number() -> None:
    """Who checked it is recorded; to readers it is the same text."""
    record = publish(Record(), translated(), version=V1, day=MONDAY)

    relabelled = translated(tally=Tally(total=6, approved=6, checked_machine=1))
    standing = publish(record, relabelled, version=V1, day=FRIDAY).standing("kk")

    assert standing is not None
    assert (standing.number, standing.day) == (1, MONDAY)
    assert standing.text.tally.checked_machine == 1


def test_after_a_withdrawal_the_numbers_go_on() -> None:
    """No two texts of an edition have the same number."""
    record = publish(Record(), translated(), version=V1, day=MONDAY)
    record = record.plus(Withdrawn((), "Editor", "error", TUESDAY), RELEASE)

    again = publish(record, translated(), version=V1, day=FRIDAY).standing("kk")

    assert again is not None
    assert again.number == 2


@pytest.mark.parametrize("name", ["html", "nitf", "source"])
@pytest.mark.parametrize("url", ["", "https://example.org/"])
def test_a_standing_edition_is_written_as_it_was(name: str, url: str) -> None:
    """From the record alone come the same bytes as when it went out."""
    edition = translated(tally=Tally(total=6, approved=6, checked_machine=2))
    record = parse(dump(publish(Record(), edition, version=V1, day=MONDAY)), "x.jsonl")
    standing = record.standing("kk")
    assert standing is not None

    again = edition_of(standing, article=ARTICLE.id)

    where = site(url=url)
    first = writer(name).write(replace(edition, published=MONDAY), where)
    assert writer(name).write(again, where) == first


def test_addresses_are_kept_as_the_source_has_them() -> None:
    """A link to an article leads to its page at the time of each export."""
    page = stand(translated()).page

    addresses = [piece for piece in page if isinstance(piece, Address)]

    assert [address.url for address in addresses] == ["report.md", "media/map.png"]


@given(st.text(), st.text())
def test_whatever_a_text_holds_it_stands_as_it_was(title: str, paragraph: str) -> None:
    """Texts that look like our own markers too."""
    contents = list(translated().contents)
    contents[0], contents[2] = (title,), (paragraph + "\ufdd0",)
    edition = translated(title=(title,), contents=tuple(contents), page=BODY)

    record = parse(dump(publish(Record(), edition, version=V1, day=MONDAY)), "x")

    standing = record.standing("kk")
    assert standing is not None
    again = edition_of(standing, article=ARTICLE.id)
    where = site()
    first = writer("html").write(replace(edition, published=MONDAY), where)
    assert writer("html").write(again, where) == first


# --- The source's version -----------------------------------------------------------------------


def test_the_version_follows_what_readers_read() -> None:
    """Words, links, by-line and day count."""
    version = source_version(ARTICLE)
    units = ARTICLE.units
    other_link = replace(units[2].codes[0], opening=('<a href="', Address("other.md"), '">'))
    changes = [
        {"units": (replace(units[0], text="Three activists seized"), *units[1:])},
        {"units": (*units[:2], replace(units[2], codes=(other_link,)), *units[3:])},
        {"metadata": replace(ARTICLE.metadata, authors=("Aru",))},
        {"metadata": replace(ARTICLE.metadata, day=None)},
        {"page": (*ARTICLE.page, "<pre><code>x = 1</code></pre>")},
    ]

    found = {source_version(replace(ARTICLE, **change)) for change in changes}  # type: ignore[arg-type]  # real fields

    assert len({version, *found}) == len(changes) + 1


def test_the_version_does_not_follow_a_reformatted_file() -> None:
    """A release outlives new line breaks between blocks and another path or line."""
    other = replace(
        ARTICLE,
        path="content/news/seized.markdown",
        page=tuple(p.replace(">", ">\n") if isinstance(p, str) else p for p in ARTICLE.page),
        units=tuple(replace(unit, line=unit.line + 7) for unit in ARTICLE.units),
    )

    assert source_version(other) == source_version(ARTICLE)


# --- The file -----------------------------------------------------------------------------------


def test_the_file_is_read_back_as_it_was_written() -> None:
    """All three kinds of lines."""
    record = publish(
        Record().plus(replace(RELEASE, languages=("kk",), note="why: «so»")),
        translated(),
        version=V1,
        day=MONDAY,
    ).plus(Withdrawn((), "Editor", "a\nb\u2028c", FRIDAY))

    assert parse(dump(record), "x.jsonl") == record
    assert len(dump(record).split(b"\n")) == 4


def test_lines_are_only_added() -> None:
    """Unknown fields, unknown actions and foreign formatting stay byte for byte."""
    old = (
        b'{"action":"corrected","by":"x"}\n'
        b'{ "action": "released", "languages": [], "version": "v1", "by": "E",'
        b' "day": "2026-03-09", "at": "noon" }\n'
    )

    record = parse(old, "x.jsonl").plus(Withdrawn((), "E", "r", FRIDAY))

    assert dump(record).startswith(old)
    assert record.is_released("kk", "v1") is False
    assert parse(old, "x").is_released("kk", "v1")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{", "no JSON"),
        (b"[]", "JSON object"),
        (b"{}", "names no action"),
        (b'{"action":"released","by":"E"}', "cannot be read"),
        (b'{"action":"published","language":"kk"}', "cannot be read"),
        (b'{"action":"released","languages":["kk"],"version":"v","by":"E","day":"x"}', "read"),
        (b"<<<<<<< HEAD", "conflict"),
        (b"\xff", "UTF-8"),
    ],
)
def test_a_broken_line_is_named(line: bytes, problem: str) -> None:
    """The error says which file and which line."""
    with pytest.raises(PublicationError, match=problem) as caught:
        parse(b"\n" + line + b"\n", "locales/published/x.jsonl")

    assert caught.value.place == "locales/published/x.jsonl:2"
    assert caught.value.hint


def test_an_article_never_released_has_an_empty_record() -> None:
    """No file, no acts."""
    assert parse(b"", "x") == Record()
    assert dump(Record()) == b""


def test_pages_that_would_vanish_are_listed() -> None:
    """Pictures may go; a withdrawn page may go; no other page goes unseen."""
    before = [
        "kk/b/index.html",
        "kk/a/index.html",
        "media/x.png",
        "wire/a/kk.nitf.xml",
        "en/c.html",
    ]

    gone = vanishing(before, ["kk/b/index.html"], withdrawn=["en/c.html"])

    assert gone == ["kk/a/index.html", "wire/a/kk.nitf.xml"]


def test_acts_are_told_apart_by_what_they_say() -> None:
    """A record holds releases, publications and withdrawals in the order they happened."""
    record = publish(Record().plus(RELEASE), translated(), version=V1, day=MONDAY)

    assert [type(act) for act in record.acts] == [Released, Published]
