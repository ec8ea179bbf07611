"""Mistakes in translations: what is found, and what is rightly left alone."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot import checks
from polyglot.checks import CHECKS, check
from polyglot.checks.markup import is_plainly_right
from polyglot.errors import UsageError
from polyglot.inline import quote
from polyglot.model import Catalog, Finding, Message, Severity
from polyglot.plugins import Subject
from strategies import tag_soup, texts

PATH = "locales/kk/LC_MESSAGES/bread.po"


def findings(
    source: str,
    target: str,
    *,
    language: str = "ru",
    source_language: str = "en",
    waived: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Check one message."""
    catalog = Catalog(language, (Message(source, target=target, line=42),))
    return check(
        catalog,
        source_language=source_language,
        language=language,
        path=PATH,
        waived=lambda _message: waived,
    )


def kinds(source: str, target: str, language: str = "ru") -> set[str]:
    """Return the kinds of finding on one message."""
    return {finding.kind for finding in findings(source, target, language=language)}


WRONG = [
    ("codes", "kk", "Bake for <em>40 minutes</em>.", "40 минут пісіріңіз."),
    ("codes", "ru", "<a1>One</a1> and <a2>two</a2>", "<a1>Один</a1> и <a1>два</a1>"),
    ("codes", "uz", "Read <a>it</a>", "Oʻqing <a>buni"),
    ("codes", "kaa", "Read <a>it</a>", "Oqıń <b>bunı</b>"),
    ("codes", "ru", "Read <a>it</a>", '<a href="https://evil.example">Читайте</a>'),
    ("codes", "ru", "Read it", "<script>alert(1)</script> Читайте"),
    ("codes", "ru", "Run <code>ls -l</code> now", "Выполните <code>лс -л</code> сейчас"),
    ("codes", "ru", "<em>One <b>two</b></em>", "<em>Один <b>два</em></b>"),
    ("codes", "kk", "One<br/>two", "Бір екі"),
    ("codes", "kk", "One", "Бір\x08"),
    ("codes", "kk", "One", "Бір&#8;"),
    ("ambiguous-tag", "ru", "Read <a>it</a>", "Читайте < a>это</a>"),
    ("ambiguous-tag", "ru", "Read <a>it</a>", "Читайте <а>это</а>"),
    ("ambiguous-tag", "kk", "Read <a>it</a>", "&lt;a&gt;Мұны&lt;/a&gt; оқыңыз"),
    ("ambiguous-tag", "uz", "Read <a>it</a>", "<a>Buni</a oʻqing"),
    ("ambiguous-tag", "kaa", "Read <a>it</a>", "＜a＞Bunı＜/a＞ oqıń"),
    ("link-target", "ru", "See https://example.org/a.", "См. https://example.org/b."),
    ("link-target", "kk", "See https://example.org/a", "Қараңыз"),
    ("link-target", "uz", "Write to us", "Bizga yozing: press@example.org"),
    ("link-target", "ru", "See www.example.org", "См. www.example.org.evil.example"),
    ("link-target", "kaa", "At https://t.me/kk", "https://t.me/kk-news da"),
    ("link-target", "ru", "At http://example.org", "На https://example.org"),
    ("blank", "ru", "Bread", " \u00a0 "),
    ("blank", "kk", "Bread <em>now</em>", "<em>\u200b</em>"),
    ("blank", "uz", "Bread", "\u3164\u2800"),
    ("same-as-source", "ru", "Two activists were detained.", "Two activists were detained."),
    ("same-as-source", "kk", "Kazakhstan", "Kazakhstan"),
    (
        "same-as-source",
        "uz",
        "Freedom of assembly in Karakalpakstan",
        "Freedom of assembly in Karakalpakstan",
    ),
    ("same-as-source", "kaa", "read more", "read more"),
]

RIGHT = [
    ("ru", "<a1>One</a1> and <a2>two</a2>", "<a2>Два</a2> и <a1>один</a1>"),
    ("uz", "The <b>UN</b> report", "<b>BMT</b>ning hisoboti"),
    ("kk", "The <b>UN</b> report", "<b>БҰҰ</b>-ның есебі"),
    ("ru", "Run <code>ls</code>", "Выполните <code>ls</code>"),
    ("ru", "If 5 < 6 and 7 > 6", "Если 5 < 6 и 7 > 6"),
    ("ru", "The tag &lt;a> opens <em>it</em>", "Тег &lt;a> открывает <em>её</em>"),
    ("kk", "Visit https://example.org today", "Бүгін https://example.org-қа кіріңіз"),
    ("uz", "Visit www.example.org today", "Bugun www.example.org-ga kiring"),
    ("kaa", "Visit https://example.org/a today", "Búgin https://example.org/a’ǵa kiriń"),
    ("ru", "Write to press@example.org.", "Пишите на press@example.org!"),
    ("ru", "(see https://example.org/a_(b))", "(см. https://example.org/a_(b))"),
    ("ru", "https://a.org and https://b.org", "https://b.org и https://a.org"),
    ("ru", "Bread", "—"),
    ("ru", "2022", "2022"),
    ("ru", "https://example.org", "https://example.org"),
    ("kk", "COVID-19, UN", "COVID-19, UN"),
    ("ru", "<code>make test</code>", "<code>make test</code>"),
    ("uz", "Aqmaral Sadıqova", "Aqmaral Sadıqova"),
    ("kaa", "Amnesty International", "Amnesty International"),
    ("ru", "@polyglot", "@polyglot"),
]


@pytest.mark.parametrize(("kind", "language", "source", "target"), WRONG)
def test_a_mistake_is_found(kind: str, language: str, source: str, target: str) -> None:
    """Each wrong sample gets its finding."""
    assert kind in kinds(source, target, language)


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_a_good_translation_is_left_alone(language: str, source: str, target: str) -> None:
    """Each good sample gets no finding of any kind."""
    assert kinds(source, target, language) == set()


def test_a_finding_says_where_and_what_to_do() -> None:
    """An editor reads the place, the problem, both texts and a hint."""
    (finding,) = findings("Bake for <em>40</em>.", "40 минут пісіріңіз.", language="kk")

    assert (finding.path, finding.line) == (PATH, 42)
    assert finding.problem == "the target lost <em>"
    assert (finding.source, finding.target) == ("Bake for <em>40</em>.", "40 минут пісіріңіз.")
    assert "<em> </em>" in finding.hint
    assert finding.language == "kk"
    assert finding.severity is Severity.ERROR


def test_codes_cannot_be_waived() -> None:
    """No reason in the world lets a translation carry foreign markup."""
    (finding,) = findings("Read <a>it</a>", "Читайте", waived=frozenset({"codes"}))

    assert not finding.is_waived
    assert not finding.is_waivable


def test_a_waived_finding_is_kept_and_marked() -> None:
    """What a person let stand is shown as such and not hidden."""
    (finding,) = findings("Kazakhstan", "Kazakhstan", waived=frozenset({"same-as-source"}))

    assert finding.is_waived
    assert finding.severity is Severity.WARNING


def test_waivers_are_asked_only_about_findings() -> None:
    """A catalog without mistakes never touches the ledger."""

    def never(message: Message) -> frozenset[str]:
        pytest.fail(f"asked about {message.source}")

    catalog = Catalog("ru", (Message("Bread", target="Хлеб"),))

    assert check(catalog, source_language="en", language="ru", path=PATH, waived=never) == ()


def test_untranslated_and_obsolete_messages_are_no_mistakes() -> None:
    """An empty target is a state; an obsolete message is nobody's concern."""
    gone = Message("<a>x</a>", target="y", is_obsolete=True)
    catalog = Catalog("ru", (Message("Bread"), gone))

    found = check(
        catalog, source_language="en", language="ru", path=PATH, waived=lambda _m: frozenset()
    )

    assert found == ()


def test_drafts_are_checked_too() -> None:
    """A translator sees a draft's lost tag before she takes the draft over."""
    catalog = Catalog("ru", (Message("<a>Bread</a> now", target="Хлеб", is_fuzzy=True),))

    found = check(
        catalog, source_language="en", language="ru", path=PATH, waived=lambda _m: frozenset()
    )

    assert [finding.kind for finding in found] == ["codes"]


PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1)


@given(tag_soup() | texts(), tag_soup() | texts())
def test_what_is_right_at_one_look_is_right_at_a_closer_one(source: str, target: str) -> None:
    """The short look never hides a mistake, whatever stands in the texts."""
    for text in (target, source, f"{source} сөз", source.replace("a", "а")):
        if is_plainly_right(source, text):
            subject = Subject(Message(source, target=text), "en", "ru", PATH)
            assert not [f for one in CHECKS for f in one.check(subject)]


def test_one_look_is_enough_for_an_ordinary_translation() -> None:
    """The short look is no dead end, and a mistake is not right at any look."""
    assert is_plainly_right("Read <a>it</a>.", "Мұны <a>оқыңыз</a>.")
    assert not is_plainly_right("Read <a>it</a>.", "Мұны оқыңыз.")
    assert not is_plainly_right("Read it.", "Read it. ")


@given(PRINTABLE, PRINTABLE)
def test_any_text_can_be_checked(source: str, target: str) -> None:
    """No text makes a check fail, and quoted text never has a problem with codes."""
    found = findings(quote(source), quote(target))

    assert "codes" not in {finding.kind for finding in found}


@pytest.mark.parametrize(
    "hostile",
    [
        *("<" * 50_000, "<a" * 50_000, "&lt;a" * 30_000, "＜" * 50_000, "www." * 30_000),
        *("https://" + ")" * 100_000, "<code>" * 20_000, "\u200b" * 100_000, "< /" * 30_000),
        "a@" * 50_000,
    ],
)
def test_a_hostile_target_takes_no_longer_than_its_length(hostile: str) -> None:
    """No target can hold up a run: the checks are linear, and this one ends at once."""
    assert findings("Read <a>it</a> at https://example.org", hostile)


def test_every_kind_is_named_once() -> None:
    """A waiver names one kind and means one check."""
    names = [one.kind for one in CHECKS]

    assert names == [
        *("codes", "ambiguous-tag", "link-target", "blank", "same-as-source"),
        "doubted-word",
    ]


class _Shouting:
    """A check that a package of somebody else brings; for this test only."""

    kind = "shouting"
    severity = Severity.NOTE
    is_waivable = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Find targets in capitals."""
        if subject.message.target.isupper():
            yield Finding("shouting", Severity.NOTE, subject.path, 1, "the target shouts")


def test_a_check_of_an_installed_package_runs_beside_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strangers come in by the name in the settings, and only if they are checks."""
    known = {"shouting": _Shouting(), "nothing": object()}
    monkeypatch.setattr("polyglot.checks.find", lambda _kind, name: known[name])

    chosen = checks.chosen(["shouting"])

    assert chosen[:-1] == checks.CHECKS
    assert chosen[-1] is known["shouting"]
    with pytest.raises(UsageError, match="no check"):
        checks.chosen(["nothing"])


def test_an_unprintable_character_is_told_once() -> None:
    """Two checks of the same text would make two errors of one."""
    (finding,) = findings("Read <a>it</a>", "<a>Читайте</a>\x01")

    assert finding.problem == "an unprintable character (U+0001)"
