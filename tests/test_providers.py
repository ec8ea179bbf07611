"""Machine translation: what engines are asked, what they may see, and what is believed of it."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot.errors import ProviderError, UsageError
from polyglot.inline import compare, plain, quote
from polyglot.plugins import ALONE, Context, Limits, Provider, Reply, Wire
from polyglot.providers import PROVIDERS, Guard, Sending, allowed, dump, load, protected_in
from polyglot.providers.gate import problems, tidy
from polyglot.providers.guard import LIMIT, Made
from polyglot.providers.outgoing import sending
from polyglot.providers.wire import from_tokens, put_together, take_apart, with_tokens
from polyglot.segmentation import split

TEXT = "Two activists were detained in Nukus on 14 September."
RUSSIAN = "Двое активистов были задержаны в Нукусе 14 сентября."
MARKED = "Read <a>the report</a> of <em>14 May</em> on <code>x = 1</code>."
PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")))
TOKENS = re.compile(r"(\[X\d+X\])")


# --- An engine that says what a test wants ------------------------------------------------------


@dataclass
class Fake:
    """An engine in this process."""

    answer: Callable[[str], str | None]
    wire: Wire = "tokens"
    is_local: bool = False
    name: str = "fake"
    version: str = "fake"
    limits: Limits = Limits()  # noqa: RUF009 -- it is frozen
    asked: list[str] = field(default_factory=list)

    def supports(self, source: str, target: str) -> bool:
        """Tell that every pair is possible."""
        return source != target

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Answer as the test wants."""
        assert (source, target, context) == ("en", "ru", ALONE)
        replies = []
        for text in texts:
            self.asked.append(text)
            said = self.answer(text)
            replies.append(Reply(target=said) if said else Reply(problem="it said nothing"))
        return replies


def cyrillic(text: str) -> str:
    """Return *text* in Cyrillic letters, as a patient engine would: tokens stay."""
    table = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввхиз")
    return "".join(
        part if TOKENS.fullmatch(part) else part.lower().translate(table)
        for part in TOKENS.split(text)
    )


def guard(provider: Provider, log: list[Sending] | None = None) -> Guard:
    """Return a guard over *provider*."""
    return Guard(provider, split=split, log=(log if log is not None else []).append)


def ask(provider: Provider, *texts: str) -> tuple[Made, ...]:
    """Draft *texts* from English into Russian."""
    return guard(provider).draft(texts, source="en", target="ru", article="news/a")


class Uzbek(Fake):
    """An engine that answers in Uzbek."""

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
    ) -> Sequence[Reply]:
        """Answer as the test wants."""
        assert (source, target, context) == ("en", "uz", ALONE)
        return [Reply(target=self.answer(text) or "") for text in texts]


def test_a_machines_letters_are_put_right_before_they_are_a_draft() -> None:
    """Engines type Uzbek with any apostrophe; a draft has the two of the alphabet."""
    engine = Uzbek(lambda _text: "O'zbekiston ma’nosi: don't [X1X]o'z[X2X]")

    (reply,) = guard(engine).draft(
        ["The meaning of Uzbekistan: don't <b>own</b>"], source="en", target="uz", article="a"
    )

    assert reply.target == "Oʻzbekiston maʼnosi: don't <b>oʻz</b>"


# --- Who may see what ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("privacy", "name", "trusted", "answer"),
    [
        ("secret", "pseudo", [], "yes"),
        ("secret", "google", ["google"], "no"),
        ("internal", "google", [], "no"),
        ("internal", "google", ["google"], "yes"),
        ("internal", "pseudo", [], "yes"),
        ("public", "google", [], "yes"),
    ],
)
def test_privacy_says_which_engine_may_see_an_article(
    privacy: Literal["secret", "internal", "public"], name: str, trusted: list[str], answer: str
) -> None:
    """A secret article stays on this machine, an internal one with trusted engines."""
    reason = allowed(privacy, load(name), trusted)

    assert (reason is None) == (answer == "yes")
    assert reason is None or "google" in reason


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Суд над Жақсымбетовтың ісі", "Жақсымбетов"),
        ("Дело Утеповой отложено", "Утепова"),
        ("ЮЛИИ КИМ отказали", "Ким Юлия"),
        ("Пришла Юлия Ким", "Юлия Ким"),
        ("О Киме не говорят", "Ким"),
        ("Oʻtkir Hoshimovning kitobi", "O'tkir Hoshimov"),
        ("QARLÍBAEV keldi", "Qarlıbaev"),
        ("Zhan<em>keldi</em> said", "Zhankeldi"),
        ("Zhan\u00adkeldi’s lawyer", "ZHANKELDI"),
        ("Говорит Лолагу\u043b", "Лолагул"),
        ("Жанкельди\u00a0 Жаксымбетова", "Жанкельди Жаксымбетов"),
    ],
)
def test_a_protected_name_is_found_in_any_form(text: str, name: str) -> None:
    """Endings, case, accents, tags and hidden characters do not hide a name."""
    assert protected_in(text, ["Somebody Else", name]) == [2]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Кимоно и лишь слово", "Ким"), ("Листопад", "Ли"), ("Zhankeldi", "Keldi"), ("any", " ")],
)
def test_another_word_is_not_taken_for_a_protected_name(text: str, name: str) -> None:
    """A short name inside a longer word is another word."""
    assert protected_in(text, [name]) == []


def test_what_was_sent_is_logged_without_its_words() -> None:
    """The log holds day, engine, article, languages, size and hash, and not one word."""
    record = sending(TEXT, provider="google", article="news/a", source="en", target="ru")

    line = dump(record, date(2022, 9, 14))

    assert json.loads(line) == {
        "day": "2022-09-14",
        "provider": "google",
        "article": "news/a",
        "source": "en",
        "target": "ru",
        "characters": len(TEXT),
        "sha256": sha256(TEXT.encode()).hexdigest(),
    }
    assert "Nukus" not in line


def test_every_sending_is_logged_before_it_leaves() -> None:
    """What an engine saw is in the log even if it never answered."""
    log: list[Sending] = []

    def fail(_text: str) -> str:
        assert len(log) == 1
        raise ProviderError("it cannot be reached")

    guard(Fake(fail), log).draft([TEXT], source="en", target="ru", article="news/a")

    assert [(each.provider, each.characters) for each in log] == [("fake", len(TEXT))]


def test_a_local_engine_leaves_no_line_in_the_log() -> None:
    """Nothing leaves this machine, so nothing is logged."""
    log: list[Sending] = []

    guard(load("pseudo"), log).draft([TEXT], source="en", target="ru", article="news/a")

    assert log == []


# --- The wire -----------------------------------------------------------------------------------


@given(PRINTABLE, st.sampled_from(["<a>{}</a>", "{}<br/>x", "<code>a</code>{}", "<a1>{}</a1>"]))
def test_taking_a_text_apart_loses_nothing(text: str, frame: str) -> None:
    """What is taken apart and put together again reads the same."""
    message = frame.replace("{}", quote(text.replace("<", "").replace(">", "")))

    again = put_together(take_apart(message))

    assert plain(again) == plain(message)
    assert compare(message, again) == ()


def test_codes_travel_as_tokens_and_protected_content_stays_here() -> None:
    """The engine sees neither tags nor code."""
    pieces = take_apart(MARKED)

    sent = with_tokens(pieces)

    assert sent == "Read [X1X]the report[X2X] of [X3X]14 May[X4X] on [X5X]."
    assert from_tokens(sent, pieces) == pieces


def test_tokens_come_back_in_another_order_and_spelling() -> None:
    """Word order is free, and an engine may write the X in Cyrillic."""
    pieces = take_apart("Read <a>the report</a> <em>now</em>")

    returned = from_tokens("[ X3X] Сейчас [X4X] прочтите[Х1Х] отчёт [Х 2 Х]", pieces)

    assert returned is not None
    assert put_together(returned) == "<em>Сейчас</em> прочтите <a>отчёт</a>"


@pytest.mark.parametrize("reply", ["отчёт", "[X1X]отчёт", "[X1X]отчёт[X2X][X2X]", "[X1X]о[X3X]"])
def test_a_reply_that_lost_or_doubled_a_token_is_refused(reply: str) -> None:
    """A code that is not there exactly once is not guessed."""
    assert from_tokens(reply, take_apart("<a>the report</a>")) is None


# --- The gate -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reply", "reason"),
    [
        (TEXT, "", "empty"),
        (TEXT, " \n", "empty"),
        (TEXT, TEXT, "the reply is the source"),
        (TEXT, TEXT.upper(), "the reply is the source"),
        (TEXT, "Dos activistas fueron detenidos en Nukus el 14 de septiembre.", "Cyrillic"),
        (TEXT, "Двое активистов задержаны 15 сентября.", "lost the figure 14"),
        ("The fine was 1,500 dollars.", "Штраф составил 15 000 долларов.", "lost the figure 1500"),
        (TEXT, "14 да", "far shorter"),
        (TEXT, "14 " + "очень длинный текст " * 20, "far longer"),
        (TEXT, "Вот перевод: " + RUSSIAN, "talks about the translation"),
        (TEXT, "Here’s the Russian version: " + RUSSIAN, "talks about the translation"),
        (TEXT, "I'm sorry, but I can't assist with that. 14", "refuses to translate"),
        (TEXT, "К сожалению, я не могу перевести этот текст. 14", "refuses to translate"),
        (
            TEXT,
            "Екі белсенді 14 қыркүйекте Нөкісте ұсталды, олар әлі де түрмеде.",
            "another language (kk)",
        ),
        ("The fine was 2.5 million.", "Штраф составил 25 млн.", "lost the figure"),
        ("Article 14 holds.", "Статья пятнадцать действует.", "lost the figure 14"),
        ("He waited for years.", "Он ждал 200 лет.", "adds the figure 200"),
        ("Nobody came.", "Error 500 (Server Error)!!1500.That’s an error.", "error notice"),
        (TEXT, "<div>Двое задержаны 14 сентября в Нукусе</div>", "<div> is not in the source"),
        (TEXT, "&amp;quot;Двое&amp;quot; задержаны 14 сентября в Нукусе", "HTML"),
        ("Read <a>it</a>", "Прочтите это", "the target lost <a>"),
        ("See https://a.example", "См. https://b.example", "addresses"),
        (TEXT, RUSSIAN + "\x00", "unprintable"),
    ],
)
def test_a_bad_reply_does_not_pass(text: str, reply: str, reason: str) -> None:
    """Each way in which engines fail is refused with its reason."""
    found = problems(text, reply, source="en", target="ru")

    assert any(reason in each for each in found), found


@pytest.mark.parametrize(
    ("text", "reply", "target"),
    [
        (TEXT, RUSSIAN, "ru"),
        ("The fine was 7.5 million, 1,500 a day.", "Айыппұл 7,5 млн, күніне 1 500.", "kk"),
        (
            "Amnesty International wrote to YouTube.",
            "Amnesty International написала YouTube.",
            "ru",
        ),
        ("Yes", "Да", "ru"),
        ("Read <a>it</a> now", "<a>Buni</a> hozir oʻqing", "uz"),
        ("Two people came.", "Пришли 2 человека.", "ru"),
        ("The 2 people came.", "Пришли два человека.", "ru"),
        ("All 25 of them are free.", "Олардың жиырма бесі де бос.", "kk"),
        ("It cost 2.5 million.", "Ол 2 500 000 тұрды.", "kk"),
        ("It cost 2,500,000.", "U 2,5 mln turdi.", "uz"),
        ("Two hundred people came.", "Пришли 200 человек.", "ru"),
        ("It was on 14.09.2022.", "Это было 14 сентября 2022 года.", "ru"),
        ("He left at 3 p.m.", "Он ушёл в 15:00.", "ru"),
        ("Article 5 holds.", "5-bap kúshinde.", "kaa"),
        ("“I cannot breathe,” he said.", "«Я не могу дышать», — сказал он.", "ru"),
        ("Write to press@a.example", "press@a.example manziliga yozing", "uz"),
    ],
)
def test_a_good_reply_passes(text: str, reply: str, target: str) -> None:
    """Figures in another format, kept names and free word order are no mistakes."""
    assert problems(text, reply, source="en", target=target) == ()


@pytest.mark.parametrize(
    ("source", "text", "reply"),
    [
        ("uz", "Oʻzbekiston shahri", "O'zbekiston shahri"),
        ("kaa", "QÍS KELDI", "Qıs keldi"),
        ("ru", "Ещё", "Еще"),
    ],
)
def test_the_source_in_other_letters_is_no_translation(source: str, text: str, reply: str) -> None:
    """Engines that give a text back change its apostrophes or its capitals."""
    assert problems(text, reply, source=source, target="en") == ("the reply is the source",)


def test_karakalpak_that_is_uzbek_is_refused() -> None:
    """Four languages share a script: a relay's text is not taken for the target's."""
    uzbek = "Ikki faol Nukusda ushlandi va ular haqida hech kim bilmaydi, bu haqda yozilgan edi."
    karakalpak = "Eki belsendi Nókiste uslandı hám olar haqqında hesh kim bilmeydi."

    assert problems(TEXT[:-17] + ".", uzbek, source="en", target="kaa") == (
        "the reply is in another language (uz)",
    )
    assert problems(TEXT[:-17] + ".", karakalpak, source="en", target="kaa") == ()


def test_a_reply_is_composed_and_stays_on_one_line() -> None:
    """A draft has the source's lines and edges, in composed letters."""
    assert tidy("One two", " Мои\u0306 \n хлеб ") == "Мой хлеб"


# --- The guard ----------------------------------------------------------------------------------


def test_a_text_with_codes_comes_back_with_its_codes() -> None:
    """Tags, protected content and figures survive the journey."""
    (reply,) = ask(Fake(cyrillic), MARKED)

    assert compare(MARKED, reply.target) == ()
    assert "<code>x = 1</code>" in reply.target
    assert "<em>14 маи</em>" in reply.target


def test_a_text_that_fails_is_tried_sentence_by_sentence() -> None:
    """One unlucky paragraph is not lost for one of its sentences."""
    engine = Fake(lambda text: None if "?" in text and "." in text else cyrillic(text))

    (reply,) = ask(engine, "Who gave the order? Nobody answers.")

    assert reply.target == "вхо гаве тхе ордер? нободи ансверс."
    assert len(engine.asked) == 4


def test_a_text_that_fails_is_asked_for_once_more() -> None:
    """The second reply may be better than the first."""
    said = iter(["14", RUSSIAN])
    engine = Fake(lambda _text: next(said))

    (reply,) = ask(engine, TEXT)

    assert reply.target == RUSSIAN
    assert engine.asked == [TEXT, TEXT]


def test_a_sentence_with_broken_tokens_goes_in_parts() -> None:
    """An engine that eats tokens still translates the words between them."""
    engine = Fake(lambda text: cyrillic(TOKENS.sub("", text)))

    (reply,) = ask(engine, "Read <a>the report</a> now.")

    assert compare("Read <a>the report</a> now.", reply.target) == ()
    assert engine.asked[2:] == ["Read", "the report", "now."]


def test_an_engine_without_codes_gets_parts_only() -> None:
    """The wire form `none` never shows an engine a token."""
    engine = Fake(cyrillic, wire="none")

    (reply,) = ask(engine, "Read <a>the report</a> now.")

    assert reply.target == "реад <a>тхе репорт</a> нов."
    assert not any("[X" in text for text in engine.asked)


def test_what_cannot_be_translated_well_stays_empty() -> None:
    """A broken draft is worse than none."""
    (reply,) = ask(Fake(lambda text: text), TEXT)

    assert reply == Made(problem="the reply is the source", is_refused=True)


def test_a_long_text_goes_in_runs_of_sentences() -> None:
    """No request is longer than the engine takes, and no sentence is cut."""
    text = " ".join(f"Sentence number {number} of a long paragraph." for number in range(100))
    engine = Fake(cyrillic)

    (reply,) = ask(engine, text)

    assert max(map(len, engine.asked)) <= LIMIT
    assert len(engine.asked) == -(-len(text) // LIMIT)
    assert len(re.findall(r"\d+", reply.target)) == 100


def test_a_sentence_beyond_the_limit_is_not_cut() -> None:
    """A cut in the middle of a sentence gives nonsense, so there is no draft."""
    engine = Fake(cyrillic)

    (reply,) = ask(engine, "word " * 400)

    assert "longer than" in reply.problem
    assert engine.asked == []


def test_figures_and_addresses_alone_are_not_sent() -> None:
    """Where there is nothing to translate, no engine is bothered."""
    engine = Fake(cyrillic)

    replies = ask(engine, "2022", "https://example.org", "—", "<br/>")

    assert {reply.problem for reply in replies} == {"there are no words to translate"}
    assert engine.asked == []


def test_an_engine_that_fails_rests_and_keeps_what_it_did() -> None:
    """After a failure nothing more is asked, and nothing done is thrown away."""

    def fail(text: str) -> str:
        if "two" in text:
            raise ProviderError("it cannot be reached")
        return cyrillic(text)

    engine = Fake(fail)
    replies = ask(engine, "Paragraph one.", "Paragraph two.", "Paragraph three.")

    assert replies[0].target
    assert [reply.problem for reply in replies[1:]] == ["fake rests: it cannot be reached"] * 2
    assert engine.asked == ["Paragraph one.", "Paragraph two."]


@pytest.mark.parametrize("number", [0, 2])
def test_an_engine_that_breaks_its_promise_gives_no_draft(number: int) -> None:
    """A package's engine may send no reply, or two: that is no reason for a traceback."""

    class Wrong(Fake):
        def translate(
            self, texts: Sequence[str], *, source: str, target: str, context: Context = ALONE
        ) -> Sequence[Reply]:
            (reply,) = super().translate(texts, source=source, target=target, context=context)
            return [reply] * number

    (reply,) = ask(Wrong(cyrillic), TEXT)

    assert reply.problem == f"it sent {number} texts for 1"


def test_an_engine_that_says_nothing_again_and_again_rests() -> None:
    """A consent page instead of a translation is not asked for a thousand times."""
    engine = Fake(lambda _text: None)

    replies = ask(engine, *(f"Paragraph with words, number {number}." for number in range(20)))

    assert len(engine.asked) == 5
    assert "rests" in replies[-1].problem


@given(st.text(min_size=1), st.text())
def test_no_reply_ever_brings_foreign_markup(text: str, said: str) -> None:
    """Whatever an engine says, a draft has the codes of its source."""
    message = f"<a>{quote(text.replace('<', ''))}</a> word"

    (reply,) = ask(Fake(lambda _text: f"[X1X]{said}[X2X] слово"), message)

    if reply.target:
        assert compare(message, reply.target) == ()


# --- Pseudo-translation -------------------------------------------------------------------------


def test_pseudo_shows_what_was_translated() -> None:
    """Accents, brackets and a third more length; figures and addresses as they were."""
    (reply,) = ask_pseudo("Bake for 40 minutes, see https://example.org/a.")

    assert reply.target == "[Båķé föŕ 40 mîñûtéš, šéé https://example.org/a. ·····]"


@pytest.mark.parametrize("text", [MARKED, "Хлеб &lt;b> и &amp;amp;", "<a1>Нан</a1><br/>non"])
def test_pseudo_keeps_codes_and_passes_the_gate(text: str) -> None:
    """Pseudo-translation goes the same way as every engine's reply."""
    (reply,) = ask_pseudo(text)

    assert compare(text, reply.target) == ()
    assert reply.target.startswith("[")
    assert ask_pseudo(text) == (reply,)


def ask_pseudo(text: str) -> tuple[Made, ...]:
    """Draft *text* with the pseudo engine."""
    return guard(load("pseudo")).draft([text], source="en", target="kk", article="a")


def test_every_engine_of_the_table_keeps_the_protocol() -> None:
    """Each line of the table names an engine that can be loaded."""
    for name in PROVIDERS:
        assert load(name).name == name


def test_an_unknown_engine_is_refused_by_name() -> None:
    """A slip in an engine's name is answered with the known ones."""
    with pytest.raises(UsageError, match=r"(?s)no engine called 'gogle'.*google, pseudo"):
        load("gogle")


@pytest.mark.parametrize("name", ["machine", "memory", "shared", "unknown"])
def test_no_engine_bears_a_name_that_the_ledger_needs(name: str) -> None:
    """Whoever reads the ledger would take its drafts for something else."""
    with pytest.raises(UsageError, match="no engine can be called"):
        load(name)
