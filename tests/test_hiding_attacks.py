"""Whoever writes a protected name in any way at all, no engine outside gets to see it."""

import random
import sqlite3
import unicodedata
from pathlib import Path
from types import MappingProxyType
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopback import Engine, installed, letters, serving
from polyglot import cli
from polyglot.cli import show
from polyglot.errors import ContentError, ProviderError
from polyglot.languages.facts import facts
from polyglot.plugins import ALONE, Context, Limits, Reply
from polyglot.providers import Guard, Name, named_in
from polyglot.providers.beside import fitting
from polyglot.providers.cache import Cache
from polyglot.providers.masking import Hidden, hide, restore
from polyglot.providers.names import find, occur
from polyglot.providers.sounds import sound
from polyglot.segmentation import split
from workspaces import press

WOMAN = Name(1, "Айгүл Садықова", {"ru": "Садыкова Айгуль", "en": "Aygul Sadykova"})
ACTIVIST = Name(2, "Жақсымбетов")
SHORT = Name(3, "Юлия Хван")
NAMES = (WOMAN, ACTIVIST, SHORT)

# By the list's spelling: how passports, scholars, libraries, neighbours and hurried people write.
SPELLINGS = MappingProxyType(
    {
        "Жақсымбетов": """Zhaksymbetov Zhaqsymbetov Jaksymbetov Jaqsymbetov Jaqsimbetov Jaqsımbetov
            Žaqsymbetov Žaksymbetov Žaķsymbetov Ẑaksymbetov Zhaxymbetov Zhaksimbetov Djaksymbetov
            Dzhaksymbetov Жаксымбетов Джаксымбетов Жаксимбетов Жақсимбетов ZHAKSYMBETOV
            Zhaksymbetoff Zhak·symbetov Jaksymbetow Zhaqsymbetova Жақсымбетовтің""",
        "Айгүл Садықова": """Aigul Aygul Ajgul Aygül Aigül Aigoul Aygúl Oygul Ойгул Айгуль Aigul'
            Ajgulʹ Aygul′ Sadykova Sadikova Sadiqova Sadıqova Sadyqova Sodiqova Sodikova Садыкова
            Содиқова Садикова Sadykowa SADYKOVA Айгуле Айгульки Айгүлжан""",
        "Юлия Хван": """Yuliya Yulia Iuliia Yuliia Ûliâ Ioulia Юлии Юлию Юлией Khvan Hvan Xvan
            Хваном""",
        "Шахноза Чориева": """Shahnoza Shakhnoza Shaxnoza Šachnoza Şahnoza Šahnoza Ŝahnoza Шаҳноза
            Chorieva Choriyeva Čorieva Çorieva Chorijeva Tchorieva Tschorijewa Чориевой""",
        "Щербаков": "Shcherbakov Scherbakov Ščerbakov Ŝerbakov Sherbakov Shtcherbakov Szczerbakow",
        "Пётр Цветков": "Tsvetkov Cvetkov Zvetkov Tzvetkov Svetkov T͡svetkov Цветкова",
        "Семён Фёдоров": """Semyon Semen Semën Semjon Semion Fyodorov Fedorov Fjodorov Fëdorov
            Fiodorov Fedoroff Федорова Feodorov""",
        "Абдуллаев": """Abdullaev Abdullayev Abdulaev Abdoullaev Abdullajev Abdillaev Abdulloyev
            Abdullaýew Абдулаев Абдуллаевга""",
        "Өтебай Ғаниұлы": """Otebay Ötebai Oetebay Utebai Ótebay Ganiuly Ghaniuly Ğaniūly Ğanïulı
            Ǵanıuly G'anıuly Ганиулы Ганиұлының""",
        "Еңсеген": "Engsegen Ensegen Eŋsegen Yensegen Jengsegen Eńsegen Eñsegen",
        "Xurshida Gʻulomova": """Khurshida Xurshida Hurshida Хуршида G'ulomova Gʼulomova Gulomova
            Ghulomova Ғуломова Гуломова Гулямова Gulyamova Gulomovaning""",
        "Oʻktam Yoʻldoshev": """O'ktam Uktam Oktam Ўктам Уктам Yo'ldoshev Yo`ldoshev Yuldashev
            Йўлдошев Юлдашев Iuldashev Juldashev""",
        "Вячеслав": "Vyacheslav Viacheslav Vjačeslav Vâčeslav Vyatcheslav Wjatscheslaw Vi͡acheslav",
        "Каримова": "Karimova Karimovna Karimovoj Karymova Kerimova Carimova Qarimova KАRIMOVA",
    }
)
ALL = [(name, form) for name, forms in SPELLINGS.items() for form in forms.split()]


@pytest.mark.parametrize(("name", "form"), ALL)
def test_a_name_is_found_in_every_spelling(name: str, form: str) -> None:
    """It is hidden, or its text stays here; never is it sent."""
    text = f"Yesterday {form} said it." if form.isascii() else f"Вчера {form} сказала."

    hidden = hide(text, (Name(1, name),), source="en" if form.isascii() else "ru", target="kk")

    assert hidden is None or form not in hidden.text
    assert named_in(text, (Name(1, name),)) == [1]


def wide(text: str) -> str:
    """Return *text* in full-width letters."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def bold(text: str) -> str:
    """Return *text* in the bold letters of mathematics."""
    return "".join(chr(0x1D400 + ord(o) - 65 - 6 * o.islower()) if o.isalpha() else o for o in text)


DISGUISED = MappingProxyType(
    {
        "tags inside": "Ay<b>g</b>ul Sady<i>kova</i>",
        "a line break inside": "Sady<br/>kova",
        "a tag that is words": "Sad&lt;b&gt;y&lt;/b&gt;kova",
        "a reference": "&#1057;адыкова",
        "a reference of a reference": "&amp;#x53;adykova",
        "soft hyphen": "Sady\u00adkova",
        "joiner": "Sa\u200ddykova",
        "grapheme joiner": "Sa\u034fdykova",
        "selector": "Sa\ufe0fdykova",
        "direction": "Sa\u202edyk\u202cova",
        "isolated": "\u2068Sa\u2069dykova",
        "tag characters": "S\U000e0041adykova",
        "decomposed": unicodedata.normalize("NFD", "Садықова Айгүл Жақсымбетов"),
        "stressed": "Сады\u0301кова",
        "struck through": "S\u0336a\u0336d\u0336y\u0336k\u0336o\u0336v\u0336a\u0336",
        "Latin letters among Cyrillic": "Cадыкoвa",
        "Cyrillic letters among Latin": "Sаdуkоvа",
        "Greek letters": "Sαdykοva",
        "full width": wide("Sadykova"),
        "bold letters": bold("Sadykova"),
        "small capitals": "Sᴀᴅʏᴋᴏᴠᴀ",
        "only small capitals": "ᴀʏɢᴜʟ",
        "circled": "Ⓢⓐⓓⓨⓚⓞⓥⓐ",
        "between lines": "Aygul\nSadykova",
        "no break": "Aygul\u00a0Sadykova",
        "e-mail": "asadykova@mail.kz",
        "e-mail in other letters": "zhaksymbetov.a@mail.kz",
        "host": "info@sadykova.kz",
        "address": "https://x.kz/news/zhaksymbetov-arrest",
        "escaped address": "https://x.kz/%D0%A1%D0%B0%D0%B4%D1%8B%D0%BA%D0%BE%D0%B2%D0%B0",
        "file": "zhaksymbetov_protokol.pdf",
        "picture": "khvan-photo.jpg",
        "handle": "@sadykova_aygul",
        "hashtag": "#СвободуСадыковой",
        "hashtag of words": "#FreeAygulSadykova",
        "small hashtag": "#freezhaksymbetov",
        "compound": "Sadykova-Karimova",
        "with a prefix": "pro-Zhaksymbetov",
        "grown together": "proZhaksymbetov",
        "cut at the end of a line": "Sady-\nkova",
        "hyphen": "Жақсым-бетов",
        "letter by letter": "S a d y k o v a",
        "capitals letter by letter": "С А Д Ы К О В А",
        "points": "S.a.d.y.k.o.v.a",
        "underscores": "S_a_d_y_k_o_v_a",
        "a letter in brackets": "Sady(k)ova",
        "initial before": "A. Sadykova",
        "initials behind": "Sadykova A.K.",
        "other order": "Садыкова Айгуль",
        "family": "the Sadykovs",
        "Arabic letters": "ساديقوۆا",
        "with a year": "Sadykova1985",
        "small": "садыкову",
        "small in other letters": "sadykovoy",
        "capitals": "ЖАҚСЫМБЕТОВТЫҢ",
        "Karakalpak capitals": "JAQSÍMBETOVTÍŃ",
        "slash": "Sadykova/Karimova",
    }
)


@pytest.mark.parametrize("disguise", DISGUISED)
def test_no_disguise_lets_a_name_out(disguise: str) -> None:
    """What a reader would read as the name is hidden, or not sent."""
    text = f"Then {DISGUISED[disguise]} came, 14 May."

    for source in ("en", "ru", "kk", "kaa", "uz"):
        hidden = hide(text, NAMES, source=source, target="kk" if source == "ru" else "ru")

        assert hidden is None or hidden.masks
        assert hidden is None or not occur(hidden.text, NAMES, source)
    assert named_in(text, NAMES)


RUSSIAN_ENDINGS = (
    "а",
    "у",
    "ым",
    "ом",
    "е",
    "ы",
    "ых",
    "ым",
    "ой",
    "ою",
    "ей",
    "и",
    "ю",
    "я",
    "ем",
)


@given(st.sampled_from(["ru", "kk", "kaa", "kaa-Cyrl", "uz", "uz-Cyrl", "en"]), st.data())
def test_no_chain_of_endings_lets_a_name_out(language: str, data: st.DataObject) -> None:
    """Plural, possessive and case behind one another, in each language and script."""
    known = sorted({e for group in facts(language).suffixes.values() for e in group if e} | {""})
    chain = data.draw(
        st.lists(st.sampled_from(known), max_size=3)
        | st.lists(st.sampled_from(RUSSIAN_ENDINGS), min_size=1, max_size=1)
    )
    last = data.draw(st.sampled_from(["", "'s", "’s"]))
    stem = data.draw(
        st.sampled_from(["Садықова", "Sadykova", "Жақсымбетов", "Jaqsımbetov", "Айгүл"])
    )
    word = "".join((stem, *chain, last))
    shown = data.draw(st.sampled_from([word, word.upper(), word.lower()]))

    hidden = hide(
        f"Ол {shown} деді.", NAMES, source=language, target="en" if language != "en" else "ru"
    )

    assert hidden is None or sound(stem)[:5] not in {sound(w)[:5] for w in hidden.text.split()}


@given(st.sampled_from(["Sadykova", "Жақсымбетов", "Айгүл"]), st.integers(0, 2**32), st.data())
def test_no_invisible_or_alike_letters_let_a_name_out(
    word: str, seed: int, data: st.DataObject
) -> None:
    """Wherever they stand in the name, and however many."""
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    twins = dict(zip("aeopcxyаеорсху", "аеорсхуaeopcxy", strict=True))
    unseen = [
        "",
        "",
        "\u00ad",
        "\u200b",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u034f",
        "\u0301",
        "\ufe0e",
    ]
    swaps = data.draw(st.booleans())
    shown = "".join(
        (twins.get(letter, letter) if swaps and chance.random() < 0.5 else letter)
        + chance.choice(unseen)
        for letter in word
    )

    hidden = hide(f"Now {shown} left.", NAMES, source="en", target="ru")

    assert hidden is None or hidden.masks


# --- What is no name ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Роза Ким", "Развитие и разные размеры кимоно."),
        ("Марат Ли", "Лишь маршрут до Мары."),
        ("Дина Пак", "Пакет документов, динамика и Дания."),
        ("Лев Цой", "Левый берег; целью было это."),
        ("Сара Нұр", "Сорок нор и сарай."),
    ],
)
def test_a_word_that_begins_as_a_name_is_sent(name: str, text: str) -> None:
    """A given name is often a word of the language: what is derived from that is no name."""
    assert hide(text, (Name(1, name),), source="ru", target="en") == Hidden(text)


def test_an_ordinary_word_keeps_its_text_here_until_the_list_says_that_it_is_one() -> None:
    """Азамат is a man, and азамат a citizen: only the newsroom can tell what its texts say."""
    text = "Әр азаматтың құқығы бар."
    listed = Name(1, "Азамат Каримов", {}, ("азамат",))

    assert hide(text, (Name(1, "Азамат Каримов"),), source="kk", target="ru") is None
    assert hide(text, (listed,), source="kk", target="ru") == Hidden(text)
    assert hide("Ҳар азамат.", (listed,), source="uz-Cyrl", target="ru") == Hidden("Ҳар азамат.")
    hidden = hide("Кеше Азаматтың үйінде.", (listed,), source="kk", target="ru")
    assert hidden is not None
    assert hidden.masks
    assert hide("x@azamat-karimov.kz", (listed,), source="kk", target="ru") is None


def test_the_list_tells_ordinary_words_in_a_column(tmp_path: Path) -> None:
    """A word below `ordinary` keeps no text here, and is no form of the name."""
    from polyglot.pipeline.privacy import protected_list

    rows = "name,ru,ordinary\nАзамат Каримов,Азамат Каримов,азамат azamat\nЕркін,,\n"
    (tmp_path / "protected.csv").write_text(rows, encoding="utf-8")

    first, second = protected_list(tmp_path)

    assert first == Name(1, "Азамат Каримов", {"ru": "Азамат Каримов"}, ("азамат", "azamat"))
    assert second == Name(2, "Еркін")


@pytest.mark.parametrize(
    "rows",
    [
        "Айгүл Садықова,Sasha Petrenko\n",
        "name,en\nАйгүл Садықова,Sasha Petrenko\n",
        "Name,en\nАйгүл Садықова,Sasha Petrenko\n",
        "name;en\nАйгүл Садықова;Sasha Petrenko\n",
        "name\ten\nАйгүл Садықова\tSasha Petrenko\n",
        "name,en\n,Sasha Petrenko\nАйгүл Садықова\n",
        "name\nАйгүл Садықова,,Sasha Petrenko\n",
        "\ufeff\r\nname,,en\r\n\r\nАйгүл Садықова,,Sasha Petrenko\r\n",
        '"Айгүл Садықова\nSasha Petrenko\n',
    ],
)
def test_whatever_stands_in_the_list_is_protected(rows: str, tmp_path: Path) -> None:
    """Without a head, with semicolons, in any column, with an empty first cell, a lost quote."""
    from polyglot.pipeline.privacy import protected_list

    (tmp_path / "protected.csv").write_text(rows, encoding="utf-8", newline="")

    names = protected_list(tmp_path)

    for word in ("Садыкова", "Айгуль", "Petrenko", "Sasha"):
        assert named_in(f"Then {word} came.", names), word
    assert not named_in("The name of the English head.", names)


# --- What comes back ------------------------------------------------------------------------------


SAID = "Zhaksymbetov’s lawyer said Aygul Sadykova was ill."


@pytest.mark.parametrize(
    "reply",
    [
        "Адвокат Петрова сказал, что Иванова больна.",
        "Адвокат Петрова сказал, что Виктор, Виктор Иванова больна.",
        "Адвокат петрова сказал, что Виктор Иванова больна.",
        "Адвокат Петрова сказал, что Победитель Иванова больна.",
        "Адвокат Петрова сказал, что Виктор Ивановна больна.",
        "Адвокат Петрова сказал, что Виктор Иванова больна. Ivanowa.",
        "Адвокат Петрова сказал, что Виктор Иванова больна. Ива\u200bнова.",
        "Адвокат Петрова сказал, что Виктор Иванова больна. Ива-нова.",
        "Адвокат Петрова сказал, что Виктор Иванова больна. Ивaнoвa.",
        "Адвокат Петрова сказал, что Виктор Иванова больна. И<br/>ванова.",
        "Адвокат Петрова сказал, что Виктор Иванова больна. петровцы.",
        "Адвокат Петрова сказал, что Викт<em>ор</em> Иванова больна.",
        "Адвокат پетрова сказал, что Виктор Иванова больна.",
    ],
)
def test_a_stand_in_is_never_left_in_a_draft(reply: str) -> None:
    """Lost, doubled, small, translated, in another spelling, disguised, cut: there is no draft."""
    hidden = hide(SAID, NAMES, source="en", target="ru")

    assert hidden is not None
    assert restore(reply, hidden, target="ru") is None


def test_a_stand_in_in_capitals_or_other_letters_is_the_name() -> None:
    """Each is put back as it stands."""
    hidden = hide(SAID, NAMES, source="en", target="ru")

    assert hidden is not None
    assert restore("АДВОКАТ ПЕТРОВА: ВИКТОР ИВАНОВА БОЛЬНА.", hidden, target="ru") == (
        "АДВОКАТ ЖАҚСЫМБЕТОВА: АЙГУЛЬ САДЫКОВА БОЛЬНА."
    )
    assert restore("Адвокат Петрова: Victor Ivanova больна.", hidden, target="ru") == (
        "Адвокат Жақсымбетова: Айгуль Садыкова больна."
    )


def test_a_list_may_have_the_surname_first_in_one_language() -> None:
    """Each word of a name comes back as that word, wherever the other column has it."""
    hidden = hide("Aygul Sadykova is ill.", NAMES, source="en", target="ru")

    assert hidden is not None
    assert restore("Виктор Иванова больна.", hidden, target="ru") == "Айгуль Садыкова больна."


def test_an_ordinary_word_of_the_reply_is_no_stand_in() -> None:
    """Таня is one, and a word for dancing begins alike."""
    names = (Name(1, "Соня Ким", {"en": "Sonya Kim"}),)
    hidden = hide("Sonya danced.", names, source="en", target="ru")

    assert hidden is not None
    assert restore("Таня танцевала.", hidden, target="ru") == "Соня танцевала."


@given(st.lists(st.sampled_from(["Петров", "Петрову", "ПЕТРОВ", "Viktor", "Ивановой", "и", "кто"])))
def test_a_reply_of_any_words_holds_each_name_as_often_as_it_was_sent(words: list[str]) -> None:
    """Or there is no draft; and no stand-in is in it."""
    hidden = hide(SAID, NAMES, source="en", target="ru")
    assert hidden is not None

    draft = restore(" ".join(words), hidden, target="ru")

    if draft is not None:
        assert sorted(found.number for found in find(draft, NAMES, "ru")) == [1, 1, 2]
        assert not any(stem in draft.casefold() for stem in ("петров", "viktor", "иванов"))


# --- Beside a text, on disk and in what is printed -----------------------------------------------


@pytest.mark.parametrize("disguise", DISGUISED)
def test_nothing_with_a_name_goes_beside_a_text(disguise: str) -> None:
    """Neither as a term nor as a name, an example or a paragraph."""
    shown = DISGUISED[disguise]
    context = Context(
        terms=((shown, "суд"), ("суд", shown)),
        names=((shown, "x"),),
        examples=(("y", f"So {shown} said."),),
        neighbours=(f"Then {shown} came.",),
    )

    assert fitting(context, names=NAMES, source="en", target="ru", room=9_000) == ALONE


class Here:
    """An engine on this machine that says names as it got them."""

    name = "here"
    version = "1"
    is_local = True
    wire = "html"
    limits = Limits()

    def supports(self, _source: str, _target: str) -> bool:
        """Say yes."""
        return True

    def translate(self, texts: list[str], **_others: object) -> list[Reply]:
        """Say each text in other letters."""
        return [Reply(letters(text)) for text in texts]


def test_the_cache_on_disk_holds_no_protected_name(tmp_path: Path) -> None:
    """An engine on this machine gets names as they are; what it says of them is not kept."""
    path = tmp_path / "replies.sqlite"
    cache = Cache(path)
    guard = Guard(Here(), split=split, log=lambda _record: None, cache=cache, names=NAMES)  # type: ignore[arg-type]

    made = guard.draft(
        ["Aygul Sadykova was ill today.", "Nobody was ill today."],
        source="en",
        target="ru",
        article="a",
    )
    cache.close()

    assert all(one.target for one in made)
    with sqlite3.connect(path) as database:
        kept = [row[0] for row in database.execute("SELECT target FROM reply")]
    assert kept == [made[1].target]
    assert "садыкова".encode() not in path.read_bytes()


def test_no_error_prints_a_protected_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither one of ours nor one that nobody thought of."""
    monkeypatch.setattr(show, "_protected", [NAMES])
    for error in (
        KeyError("Then Sadykova came"),
        ContentError("Sadykova is no language", path="a.md", line=3, hint="ask Sadykova"),
    ):
        monkeypatch.setattr(cli, "app", Mock(side_effect=error))
        with pytest.raises(SystemExit):
            cli.main(["status"])

    said = capsys.readouterr().err
    assert "adykova" not in said
    assert said.count("(protected name 1)") == 3
    assert "a.md:3: " in said


def test_an_engine_that_quotes_a_text_in_its_error_shows_no_name(tmp_path: Path) -> None:
    """What an engine says of itself is a stranger's text, too."""

    class Loud(Here):
        """Quotes what it was sent."""

        def translate(self, texts: list[str], **_others: object) -> list[Reply]:
            """Say what it was sent, and no more."""
            raise ProviderError(f"cannot read {texts}")

    made = press(tmp_path, languages="en ru", articles="")
    made.write("private/protected.csv", "Aygul Sadykova\n")
    made.write("content/a.md", "---\ntitle: A\n---\n\nThen Sadykova came.\n")
    engine = Loud()
    engine.name = "here"

    with installed(engine):
        said = made.run("translate", "a", "--provider", "here", "--retry")

    assert "here rests" in said.err or "(protected name 1)" in said.err
    assert "adykova" not in said.out + said.err


def test_a_server_outside_receives_no_name_in_any_disguise(tmp_path: Path) -> None:
    """The bytes that come are read as a person would, and so is all that is printed and logged."""
    made = press(tmp_path, languages="en ru", articles="")
    made.write(
        "private/protected.csv", "name,ru,en\nАйгүл Садықова,Садыкова Айгуль,Aygul Sadykova\n"
    )
    body = [
        f"Then {shown} came, number {number}."
        for number, shown in enumerate(DISGUISED.values())
        if "\n" not in shown
    ]
    forms = [form for name, form in ALL if name == WOMAN.written]
    body += [f"Yesterday {form} said it." for form in forms]
    head = "---\ntitle: Sadykova is free\nprivacy: public\n---\n\n"
    made.write(
        "content/a.md", head + "\n\n".join(body) + "\n\n![Sadykova](a.png)\n\nNobody came.\n"
    )

    with serving(letters) as server, installed(Engine(server.server_port)):
        shown = made.run(
            "translate", "--provider", "loopback", "--show-outgoing", "--format", "json"
        )
        said = made.run("translate", "--provider", "loopback")
        again = made.run("check", "--format", "json")
        received = [*server.texts]

    names = (Name(1, "Садықова"),)
    assert "Nobody came." in received
    assert [text for text in received if occur(text, names, "en")] == []
    for told in (shown.out, said.out, said.err, again.out, made.text("private/outgoing.jsonl")):
        assert not occur(told, names, "en")
