"""Protected names never leave this machine: they are hidden, and put back where that is certain."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopback import Engine, Server, installed, letters, serving
from polyglot.inline import compare, plain, quote
from polyglot.languages.transliteration import convert
from polyglot.plugins import Limits
from polyglot.providers import Name
from polyglot.providers.masking import Hidden, hide, restore
from polyglot.providers.names import find
from polyglot.providers.neutral import NEUTRAL, kind_of, stem_of
from polyglot.providers.sounds import sound
from workspaces import Press, press

ACTIVIST = Name(1, "Жақсымбетов")
WOMAN = Name(2, "Айгүл Садықова", {"ru": "Айгуль Садыкова", "en": "Aygul Sadykova"})
FRIEND = Name(3, "Қошқарбай Төремуратов")
SHORT = Name(4, "Юлия Ким")
NAMES = (ACTIVIST, WOMAN, FRIEND, SHORT)

# A sentence of each language around a name, in the forms in which names stand there.
SENTENCES = (
    ("en", "{Zhaksymbetov}’s lawyer met {Aygul} {Sadykova} at night."),
    ("en", "“{TOREMURATOV} is free,” the {Koshkarbai}-led group said."),
    ("ru", "Дело {Садыковой} и {Жаксымбетова} отложено, сказал {Кошкарбай} {Торемуратов}."),
    ("ru", "Вчера {Айгуль} {Садыкову} не отпустили, а с {Жаксымбетовым} говорили."),
    ("ru", "{ЮЛИИ} {КИМ} отказали; {Кошкарбая} {Торемуратова} не видели."),
    ("kk", "{Жақсымбетовтың} адвокаты {Айгүл} {Садықоваға} барды."),
    ("kk", "{Қошқарбайдан} хат келді, {Төремуратовпен} сөйлестік."),
    ("kaa", "{Jaqsımbetovtıń} isi boyınsha {Aygúl} {Sadıqovaǵa} xabar keldi."),
    ("kaa", "{QOSHQARBAYDIŃ} dostı {Tóremuratovtan} xat aldı."),
    ("kaa-Cyrl", "{Жақсымбетовтың} иси бойынша {Айгүл} {Садықоваға} хабар келди."),
    ("uz", "{Jaqsimbetovning} ishi boʻyicha {Oygul} {Sodiqovaga} xat keldi."),
    ("uz-Cyrl", "{Жақсимбетовнинг} иши бўйича {Ойгул} {Содиқовага} хат келди."),
)


def target_of(source: str) -> str:
    """Return a language to translate into."""
    return "ru" if source.partition("-")[0] != "ru" else "kk"


def forms_in(sentence: str) -> list[str]:
    """Return the words in braces."""
    return [part.partition("}")[0] for part in sentence.split("{")[1:]]


@pytest.mark.parametrize(("source", "sentence"), SENTENCES)
def test_no_name_in_any_form_is_in_what_is_sent(source: str, sentence: str) -> None:
    """Whatever the language, the script and the ending; and none of it is kept from engines."""
    text = sentence.replace("{", "").replace("}", "")

    hidden = hide(text, NAMES, source=source, target=target_of(source))

    assert hidden is not None
    assert hidden.masks
    for form in forms_in(sentence):
        assert form.casefold() not in hidden.text.casefold()
        assert sound(form)[:5] not in [sound(word)[:5] for word in hidden.text.split()]
    assert find(plain(hidden.text), NAMES, source) == []


@pytest.mark.parametrize(
    ("source", "text", "sent"),
    [
        (
            "ru",
            "Дело Садыковой и Жаксымбетова отложено.",
            "Дело Ивановой и Петрова отложено.",
        ),
        ("kk", "Жақсымбетовтың ісі", "Петровтың ісі"),
        ("kaa", "JAQSÍMBETOVTÍŃ isi", "PETROVTÍŃ isi"),
        ("en", "Koshkarbai met Koshkarbai's son.", "Viktor met Viktor's son."),
        ("ru", "Кошкарбая видели.", "Николая видели."),
        ("ru", "Жаксымбетов и Петров ушли.", "Смирнов и Петров ушли."),
    ],
)
def test_a_stand_in_is_inflected_as_the_name_was(source: str, text: str, sent: str) -> None:
    """An engine translates an ending it understands; no stand-in is a word of the text."""
    hidden = hide(text, NAMES, source=source, target=target_of(source))

    assert hidden is not None
    assert hidden.text == sent
    assert hide(text, NAMES, source=source, target=target_of(source)) == hidden


@pytest.mark.parametrize(
    ("source", "target", "text", "reply", "draft"),
    [
        (
            "ru",
            "kk",
            "Дело Садыковой и Жаксымбетова отложено.",
            "Иванованың және Петровтың ісі кейінге қалдырылды.",
            "Садыкованың және Жаксымбетовтың ісі кейінге қалдырылды.",
        ),
        (
            "en",
            "ru",
            "Zhaksymbetov’s lawyer said Aygul Sadykova was ill.",
            "Адвокат Петрова сказал, что Виктор Иванова больна.",
            "Адвокат Жақсымбетова сказал, что Айгуль Садыкова больна.",
        ),
        (
            "uz",
            "kaa",
            "Jaqsimbetovning ishi.",
            "Petrovtıń isi.",
            "Jaqsimbetovtıń isi.",
        ),
        (
            "kk",
            "en",
            "Айгүл Садықованың хаты.",
            "Sergey Ivanova’s letter.",
            "Aygul Sadykova’s letter.",
        ),
    ],
)
def test_a_name_comes_back_with_the_ending_of_the_reply(
    source: str, target: str, text: str, reply: str, draft: str
) -> None:
    """In the list's spelling for the language, else as the text has it."""
    hidden = hide(text, NAMES, source=source, target=target)

    assert hidden is not None
    assert restore(reply, hidden, target=target) == draft


@pytest.mark.parametrize(
    "reply",
    [
        "Адвокат сказал, что Виктор Иванова больна.",
        "Адвокат Петрова и Петров сказали, что Виктор Иванова больна.",
        "Адвокат Петрова сказал о Викторе Ивановой.",
        "Адвокат Петровского сказал, что Виктор Иванова больна.",
    ],
)
def test_a_reply_in_which_a_name_is_not_certain_is_refused(reply: str) -> None:
    """One that is lost or doubled, or has an ending that the name may not take."""
    text = "Zhaksymbetov’s lawyer said Aygul Sadykova was ill."
    hidden = hide(text, NAMES, source="en", target="ru")

    assert hidden is not None
    assert restore(reply, hidden, target="ru") is None


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/sadykova now.",
        "Zhan <em>Zhaksym</em>betov came.",
        "It was sadykova who said it.",
        "The Zhaksymbetovites came.",
        "Kim said so.",
        "<code>Sadykova</code> is the word.",
    ],
)
def test_what_cannot_be_hidden_with_certainty_is_not_sent(text: str) -> None:
    """In an address, across a tag, in small letters, with a strange ending, short and respelt."""
    assert hide(text, NAMES, source="en", target="ru") is None


def test_a_text_without_names_goes_as_it_is() -> None:
    """Nothing is touched for nothing."""
    text = "Kimono and <em>Marina</em> bay."

    assert hide(text, NAMES, source="en", target="ru") == Hidden(text)


def test_stand_ins_are_what_the_table_says() -> None:
    """Each has the kind it stands under, in each script, and none begins as another one does."""
    forms = [form for rows in NEUTRAL.values() for row in rows for form in row]
    rows = {form: row for rows in NEUTRAL.values() for row in rows for form in row}

    for kind, known in NEUTRAL.items():
        assert {kind_of(row[0]) for row in known} == {kind_of(row[1]) for row in known} == {kind}
    for form in forms:
        stem = stem_of(form, "ru").casefold()
        rivals = [other for other in forms if rows[other] is not rows[form]]
        assert not [other for other in rivals if other.casefold().startswith(stem)], form


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))),
    st.sampled_from(["Жақсымбетов", "Садықованың", "Төремуратовқа", "Қошқарбай"]),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))),
)
def test_whatever_stands_around_a_name_it_is_hidden_or_stays_here(
    before: str, name: str, after: str
) -> None:
    """No text with the name in it is ever sent, and codes survive."""
    text = f"{quote(before)} <em>{name}</em> {quote(after)}"

    hidden = hide(text, NAMES, source="kk", target="ru")

    if hidden is not None:
        assert name.casefold() not in plain(hidden.text).casefold()
        assert compare(text, hidden.text) == ()


# --- A server that looks for names ----------------------------------------------------------------


def in_all_scripts(word: str) -> set[str]:
    """Return *word* as our languages write it in their scripts."""
    pairs = (
        ("kaa-Cyrl", "kaa-Latn"),
        ("kaa-Latn", "kaa-Cyrl"),
        ("uz-Cyrl", "uz-Latn"),
        ("uz-Latn", "uz-Cyrl"),
        ("kk-Cyrl", "kk-Latn"),
        ("kk-Cyrl", "kk-Arab"),
    )
    return {word, *(convert(word, first, second).text for first, second in pairs)}


def newsroom(root: Path) -> Press:
    """Make a workspace with an article in each language, full of protected names."""
    made = press(root, languages="en ru kk kaa uz", articles="")
    rows = ["name,ru,en", "Жақсымбетов,,", "Айгүл Садықова,Айгуль Садыкова,Aygul Sadykova"]
    rows += ["Қошқарбай Төремуратов,,", "Юлия Ким,,"]
    made.write("private/protected.csv", "\n".join(rows) + "\n")
    for code in ("en", "ru", "kk", "kaa", "uz"):
        texts = [t for tag, t in SENTENCES if tag.partition("-")[0] == code]
        body = "\n\n".join(text.replace("{", "").replace("}", "") for text in texts)
        private = "\n\nSeen: <span data-private>Sadykova’s flat, 14 Lenin Street</span> today.\n"
        head = f"---\ntitle: A case\nlanguage: {code}\nprivacy: public\n---\n\n"
        made.write(f"content/{code}.md", head + body + private)
    return made


@pytest.fixture
def server() -> "object":
    """A server that answers in any letters."""
    with serving(letters) as found:
        yield found


def test_a_server_outside_never_receives_a_protected_name(tmp_path: Path, server: Server) -> None:
    """Its bytes are searched for every form of every name in every script, and private words."""
    made = newsroom(tmp_path)

    with installed(Engine(server.server_port)):
        shown = made.run("translate", "--provider", "loopback", "--show-outgoing")
        assert server.received == []
        said = made.run("translate", "--provider", "loopback")

    bodies = b"\n".join(server.received).decode().casefold()
    texts = shown.out + shown.err + said.out + said.err + made.text("private/outgoing.jsonl")
    words = {word for _, sentence in SENTENCES for word in forms_in(sentence)}
    assert len(server.received) > 40
    for word in words:
        for form in in_all_scripts(word):
            assert form.casefold() not in bodies
            assert form.casefold() not in texts.casefold()
    assert "lenin street" not in bodies + texts.casefold()


def test_a_long_text_is_shown_in_the_runs_in_which_it_is_sent(
    tmp_path: Path, server: Server
) -> None:
    """An engine that takes several texts at once is shown in the order of the texts, too."""
    made = press(tmp_path, languages="en ru", articles="")
    sentences = " ".join(f"Sentence number {n} of a very long paragraph." for n in range(60))
    made.write("content/a.md", f"---\ntitle: A\nprivacy: public\n---\n\n{sentences}\n\nB.\n")
    engine = Engine(server.server_port, limits=Limits(calls=4, characters=400))

    with installed(engine):
        shown = made.run("translate", "--provider", "loopback", "--show-outgoing")
        made.done("translate", "--provider", "loopback")

    assert len(server.texts) > 5
    assert sorted(shown.out.splitlines()) == sorted(server.texts)
    assert shown.out.splitlines()[0] == "A"
    assert "loopback would get" in shown.err


def test_what_is_shown_is_what_is_sent(tmp_path: Path, server: Server) -> None:
    """Every first request of a text is shown before, byte by byte, and showing sends nothing."""
    made = newsroom(tmp_path)

    with installed(Engine(server.server_port)):
        shown = made.run(
            "translate", "--provider", "loopback", "--show-outgoing", "--format", "json"
        )
        before = made.files()
        plain_text = made.run("translate", "--provider", "loopback", "--show-outgoing")
        assert made.files() == before
        made.run("translate", "--provider", "loopback")
        again = made.run("translate", "--provider", "loopback", "--show-outgoing")

    rows = shown.plain
    assert isinstance(rows, list)
    texts = [row["text"] for row in rows]
    assert set(texts) <= set(server.texts)
    assert "".join(f"{text}\n" for text in texts) == plain_text.out
    assert again.out == ""
    assert "Nothing leaves this machine." in again.err
