"""One catalog, an edition in each script: what readers see, what people corrected, what is told."""

import json
import re
from pathlib import Path

import polib
import pytest

from polyglot.errors import SettingsError
from polyglot.pipeline.spelling import written_in
from polyglot.workspace import load_settings
from workspaces import Press, press

BRIDGE, WATER = "news/bridge", "voices/suv"
TITLE = "Orol kanali ustidagi koʻprik"
EDITIONS = '\n[editions]\nuz = ["uz-Latn", "uz-Cyrl"]\n'
PREFERRED = '\n[translate.scripts]\nuz = "uz-Cyrl"\n'
CORRECTIONS = f"locales/uz-Cyrl/LC_MESSAGES/{BRIDGE}.po"


@pytest.fixture
def two_scripts(tmp_path: Path) -> Press:
    """Make a workspace that publishes Uzbek in both scripts as soon as people translated it."""
    made = press(tmp_path, release="auto", needs="translated", url="https://muynak.example/")
    made.write("polyglot.toml", made.text("polyglot.toml") + EDITIONS)
    made.done("extract")
    made.type_all(BRIDGE, "uz", uzbek)
    return made


def uzbek(source: str) -> str:
    """Return a fictional translator's text with the tags of *source*."""
    tags = re.findall(r"<[^<>]+>", source)
    return f"Yangi koʻprik {' soʻz '.join(tags)} ochildi" if tags else TITLE


def heading(page: str) -> str:
    """Return the heading of a page."""
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found
    return found[1]


# --- Settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('[editions]\nfr = ["fr-Latn"]', "'fr' is none of the languages"),
        ("[editions]\nuz = []", "it names no script"),
        ('[editions]\nuz = ["kaa-Latn"]', "'kaa-Latn' is no script of 'uz'"),
        ('[editions]\nuz = ["uz-Latn", "uz-Latn"]', "named twice"),
        ('[editions]\nkk = ["kk-Arab", "kk-Cyrl"]', "cannot be made from 'kk-Arab'"),
        ('[translate.scripts]\nuz = "uz-Arab"', "'uz-Arab' is no script of 'uz'"),
    ],
)
def test_scripts_that_cannot_be_are_refused_with_their_line(table: str, told: str) -> None:
    """The file, the line and what would be right are named."""
    with pytest.raises(SettingsError, match=re.escape(told)) as caught:
        load_settings(f'languages = ["en", "uz", "kk"]\n{table}\n'.encode())

    assert caught.value.line is not None
    assert caught.value.hint


def test_without_a_word_in_the_settings_a_language_has_its_usual_script() -> None:
    """Nobody has to know of editions who publishes in one script."""
    settings = load_settings(b"")

    assert settings.tags("uz") == ("uz-Latn",)
    assert settings.page_tags("kaa") == ("kaa-Latn",)


# --- Two pages from one catalog -------------------------------------------------------------------


def test_each_edition_is_in_its_own_letters(two_scripts: Press) -> None:
    """Text, title, date, words of the site, language tag: all of a page is in one script."""
    two_scripts.done("run")

    latin, cyrillic = (two_scripts.page(BRIDGE, tag) for tag in ("uz", "uz-Cyrl"))
    assert heading(latin) == TITLE
    assert heading(cyrillic) == "Орол канали устидаги кўприк"
    assert '<html lang="uz" dir="ltr">' in latin
    assert '<html lang="uz-Cyrl" dir="ltr">' in cyrillic
    assert "2026-yil 14-fevral" in latin
    assert "2026 йил 14 февраль" in cyrillic
    assert "Барча мақолалар" in cyrillic
    body = cyrillic.partition("<article>")[2].partition("</article>")[0]
    words = re.sub(r"<[^<>]+>", " ", body)
    assert set(re.findall(r"[A-Za-z]+", words)) <= {"Night", "desk"}


def test_editions_lead_to_one_another(two_scripts: Press) -> None:
    """The switcher names each edition in its own letters; hreflang tells machines."""
    two_scripts.done("run")

    page = two_scripts.page(BRIDGE, "uz")

    assert re.search(r'<a href="[^"]*uz-Cyrl[^"]*" hreflang="uz-Cyrl"[^>]*>Ўзбекча</a>', page)
    assert 'hreflang="uz-Cyrl" href="https://muynak.example/uz-Cyrl/news/bridge/"' in page
    assert "Ўзбекча" in two_scripts.text("exports/public/index.html")
    assert "кўприк" in two_scripts.text("exports/public/uz-Cyrl/index.html")
    assert two_scripts.path(f"exports/public/wire/{BRIDGE}/uz-Cyrl.nitf.xml").exists()


def test_the_markup_of_both_is_the_sources(two_scripts: Press) -> None:
    """Letters change, tags and addresses do not (law 6)."""
    two_scripts.done("run")

    latin, cyrillic = (
        re.findall(r"<(?:a|em|p|img)\b[^>]*>", two_scripts.page(BRIDGE, tag).partition("<h1>")[2])
        for tag in ("uz", "uz-Cyrl")
    )

    assert [tag.partition(" ")[0] for tag in latin] == [tag.partition(" ")[0] for tag in cyrillic]
    assert any("https://example.org/plan?a=1&amp;b=2" in tag for tag in cyrillic)


def test_a_translator_may_write_in_the_other_script(two_scripts: Press) -> None:
    """A mixed catalog is no mistake: each message is converted from the script it is in."""
    two_scripts.type(BRIDGE, "uz", {"The bridge over": "Орол канали кўприги"})

    two_scripts.done("run")

    assert heading(two_scripts.page(BRIDGE, "uz-Cyrl")) == "Орол канали кўприги"
    assert heading(two_scripts.page(BRIDGE, "uz")) == "Orol kanali koʻprigi"
    assert two_scripts.entry(BRIDGE, "uz", "The bridge over").msgstr == "Орол канали кўприги"
    assert "кўприк" not in two_scripts.page(BRIDGE, "uz")


def test_an_article_is_shown_in_both_scripts_of_its_own_language(two_scripts: Press) -> None:
    """The source edition has its second script as well, and its file stays as it is."""
    before = two_scripts.text(f"content/{WATER}.txt")

    two_scripts.done("run")

    assert "Биз сувни узоқдан олиб келамиз." in two_scripts.page(WATER, "uz-Cyrl")
    assert "Biz suvni uzoqdan olib kelamiz." in two_scripts.page(WATER, "uz")
    assert two_scripts.text(f"content/{WATER}.txt") == before


def test_quotation_marks_are_those_of_the_script(two_scripts: Press) -> None:
    """Uzbek has “ ” in Latin letters and « » in Cyrillic ones."""
    two_scripts.type(BRIDGE, "uz", {"The bridge over": "“Orol” gazetasi: “Koʻprik ‘ochiq’”"})

    two_scripts.done("run")

    assert heading(two_scripts.page(BRIDGE, "uz")) == "“Orol” gazetasi: “Koʻprik ‘ochiq’”"
    assert heading(two_scripts.page(BRIDGE, "uz-Cyrl")) == "«Орол» газетаси: «Кўприк “очиқ”»"


def test_what_is_no_word_of_the_language_stays(two_scripts: Press) -> None:
    """Code, and what the author says is in another language, keep their letters."""
    two_scripts.write(
        "content/news/code.md",
        "---\ntitle: Kod\nlanguage: uz\n---\n\n"
        'Buyruq `ls -l` va <span lang="en">freedom of assembly</span> soʻzi.\n',
    )

    two_scripts.done("run")

    page = two_scripts.page("news/code", "uz-Cyrl")
    assert "<code>ls -l</code>" in page
    assert '<span lang="en">freedom of assembly</span>' in page
    assert "Буйруқ" in page


def test_a_second_run_changes_nothing(two_scripts: Press) -> None:
    """Editions in two scripts are made once."""
    two_scripts.done("run", "--drafts")
    before = two_scripts.files()

    again = two_scripts.done("run", "--drafts")

    assert (again.out, again.err) == ("", "")
    assert two_scripts.files() == before


# --- Corrections ----------------------------------------------------------------------------------


def correct(made: Press, text: str, target: str, *, is_fuzzy: bool = False) -> None:
    """Let a fictional editor correct one text of the Cyrillic edition."""
    made.done("script", "correct", "bridge", "-l", "uz-Cyrl")
    file = polib.pofile(str(made.path(CORRECTIONS)))
    (entry,) = (e for e in file if (e.msgctxt, e.msgid) == ("title", text))
    entry.msgstr = target
    entry.flags = ["fuzzy"] if is_fuzzy else []
    file.save()


def test_a_correction_is_shown_and_survives(two_scripts: Press) -> None:
    """It changes its edition alone, and what nobody filled in leaves the file."""
    two_scripts.done("run")
    correct(two_scripts, "Орол канали устидаги кўприк", "Орол кўприги")

    two_scripts.done("run")

    assert heading(two_scripts.page(BRIDGE, "uz-Cyrl")) == "Орол кўприги"
    assert heading(two_scripts.page(BRIDGE, "uz")) == TITLE
    assert two_scripts.text(CORRECTIONS).count("\nmsgid ") == 2, "the header and one text"
    before = two_scripts.files()
    two_scripts.done("run")
    assert two_scripts.files() == before


def test_a_correction_sleeps_while_its_text_is_another_and_wakes_with_it(
    two_scripts: Press,
) -> None:
    """It is bound to the converted text; it is never lost."""
    correct(two_scripts, "Орол канали устидаги кўприк", "Орол кўприги")
    two_scripts.type(BRIDGE, "uz", {"The bridge over": "Koʻprik"})

    two_scripts.done("run")
    slept = heading(two_scripts.page(BRIDGE, "uz-Cyrl"))
    kept = two_scripts.text(CORRECTIONS)
    two_scripts.type(BRIDGE, "uz", {"The bridge over": TITLE})
    two_scripts.done("run")

    assert slept == "Кўприк"
    assert '#~ msgstr "Орол кўприги"' in kept
    assert heading(two_scripts.page(BRIDGE, "uz-Cyrl")) == "Орол кўприги"


def test_a_correction_that_is_marked_waits(two_scripts: Press) -> None:
    """An editor who is not sure leaves the mark on."""
    correct(two_scripts, "Орол канали устидаги кўприк", "Орол кўприги", is_fuzzy=True)

    two_scripts.done("run")

    assert heading(two_scripts.page(BRIDGE, "uz-Cyrl")) == "Орол канали устидаги кўприк"
    assert "Орол кўприги" in two_scripts.text(CORRECTIONS)


def test_a_correction_that_lost_a_tag_is_not_shown_and_is_told(two_scripts: Press) -> None:
    """The converted text stands until it is mended (law 5)."""
    two_scripts.done("run")
    two_scripts.done("script", "correct", "bridge", "-l", "uz-Cyrl")
    file = polib.pofile(str(two_scripts.path(CORRECTIONS)))
    entry = next(entry for entry in file if "<" in entry.msgid)
    entry.msgstr = "Тегсиз"
    file.save()

    told = two_scripts.run("run")

    assert told.code == 1
    assert f"{CORRECTIONS}:" in told.err
    assert "the target lost <" in told.err
    assert "Тегсиз" not in two_scripts.page(BRIDGE, "uz-Cyrl")


def test_a_text_that_is_corrected_twice_loses_neither(two_scripts: Press) -> None:
    """No ledger keeps corrections, so a person says which of two branches' counts."""
    correct(two_scripts, "Орол канали устидаги кўприк", "Орол кўприги")
    two_scripts.done("run")
    head, title = two_scripts.text(CORRECTIONS).split("\n\n", 1)
    doubled = f"{head}\n\n{title}\n{title.replace('Орол кўприги', 'Орол кўпруги')}"
    two_scripts.write(CORRECTIONS, doubled)

    told = two_scripts.run("run")

    assert told.code == 1
    assert re.search(rf"{CORRECTIONS}:\d+: error: the same text is corrected twice", told.err)
    assert two_scripts.text(CORRECTIONS) == doubled


def test_corrections_that_cannot_be_read_hold_their_edition_alone(two_scripts: Press) -> None:
    """The page stays as it was; the file is named and left alone; other editions go on."""
    correct(two_scripts, "Орол канали устидаги кўприк", "Орол кўприги")
    two_scripts.done("run")
    broken = two_scripts.text(CORRECTIONS) + "\nmsgid\n"
    two_scripts.write(CORRECTIONS, broken)
    two_scripts.type(BRIDGE, "uz", {"The bridge over": "Koʻprik"})

    told = two_scripts.run("run")

    assert told.code == 1
    assert CORRECTIONS in told.err
    assert two_scripts.text(CORRECTIONS) == broken
    assert heading(two_scripts.page(BRIDGE, "uz-Cyrl")) == "Орол кўприги"
    assert heading(two_scripts.page(BRIDGE, "uz")) == "Koʻprik"


def test_an_edition_that_is_none_cannot_be_corrected(two_scripts: Press) -> None:
    """The editions that there are are named."""
    told = two_scripts.run("script", "correct", "bridge", "-l", "kaa-Cyrl")

    assert told.code == 2
    assert "uz-Latn, uz-Cyrl" in told.err


# --- Words that were guessed ----------------------------------------------------------------------


def test_a_guessed_word_is_listed_once_and_settled_for_good(two_scripts: Press) -> None:
    """What the command prints can be put into terms/transliteration.csv as it is."""
    two_scripts.type(BRIDGE, "uz", {"The bridge over": "Poktsen koʻprigi, poktsen"})
    listed = two_scripts.done("script", "words", "-l", "uz-Cyrl")
    noted = two_scripts.done("check", "--format", "json").plain
    two_scripts.write("terms/transliteration.csv", listed.out.replace("покцен", "поктсен"))

    two_scripts.done("run")
    again = two_scripts.done("script", "words")

    assert listed.out.splitlines() == [
        "language,source,target,word,form",
        "uz,Latn,Cyrl,poktsen,покцен",
    ]
    assert isinstance(noted, list)
    assert [(row["kind"], row["severity"]) for row in noted] == [("guessed-letters", "note")]
    assert "guessed in uz-Cyrl: покцен" in noted[0]["problem"]
    assert again.out == ""
    assert "Поктсен" in two_scripts.page(BRIDGE, "uz-Cyrl")


def test_guessed_words_stand_by_the_alphabet(two_scripts: Press) -> None:
    """In Uzbek sh comes after z, and a capital counts as its small letter."""
    two_scripts.type(BRIDGE, "uz", {"The bridge over": "Shpoktsen Zoktsen soktsen koʻprigi"})

    listed = two_scripts.done("script", "words", "-l", "uz-Cyrl")

    words = [line.split(",")[3] for line in listed.out.splitlines()[1:]]
    assert words == ["soktsen", "Zoktsen", "Shpoktsen"]


def test_the_list_of_guesses_is_json_for_programs(two_scripts: Press) -> None:
    """Each word has its form, its kind, and the article it was first seen in."""
    two_scripts.type(BRIDGE, "uz", {"The bridge over": "Poktsen"})

    rows = json.loads(two_scripts.done("script", "words", "--format", "json").out)

    assert rows[0]["word"] == "Poktsen"
    assert rows[0]["article"] == BRIDGE


def test_a_wrong_line_in_the_list_stops_the_run_with_its_place(two_scripts: Press) -> None:
    """Nothing is published with words that somebody meant to settle."""
    two_scripts.write("terms/transliteration.csv", "language,source,target,word,form\nuz,x\n")

    told = two_scripts.run("run")

    assert told.code == 1
    assert "terms/transliteration.csv:2:" in told.err
    assert not two_scripts.has_page(BRIDGE, "uz")


# --- Publishing -----------------------------------------------------------------------------------


def test_both_stand_when_the_source_moves_on(two_scripts: Press) -> None:
    """Each edition keeps its own text, with a notice in its own letters."""
    two_scripts.done("run")
    two_scripts.swap(f"content/{BRIDGE}.md", "It is 310 metres long", "It is 320 metres long")

    two_scripts.done("run")

    for tag, notice in (("uz", "Asl matn oʻzgartirilgan"), ("uz-Cyrl", "Асл матн ўзгартирилган")):
        assert notice in two_scripts.page(BRIDGE, tag)
    assert heading(two_scripts.page(BRIDGE, "uz-Cyrl")) == "Орол канали устидаги кўприк"


def test_a_withdrawal_reaches_both(two_scripts: Press) -> None:
    """Neither script shows a word of a text that was taken back."""
    two_scripts.done("run")

    two_scripts.done("withdraw", "bridge", "-l", "uz", "--by", "Dana", "--reason", "wrong figure")
    two_scripts.done("run")

    assert "Qaytarib olingan" in two_scripts.page(BRIDGE, "uz")
    assert "Қайтариб олинган" in two_scripts.page(BRIDGE, "uz-Cyrl")
    assert "кўприк" not in two_scripts.page(BRIDGE, "uz-Cyrl")
    assert "кўприк" not in two_scripts.text("exports/public/uz-Cyrl/index.html")


def test_a_script_taken_out_of_the_settings_makes_no_page_vanish(two_scripts: Press) -> None:
    """The pages are listed, and nothing is written."""
    two_scripts.done("run")
    before = two_scripts.files("exports")
    two_scripts.swap("polyglot.toml", ', "uz-Cyrl"]', "]")

    told = two_scripts.run("run")

    assert told.code == 1
    assert "uz-Cyrl/news/bridge/index.html" in told.err
    assert two_scripts.files("exports") == before


def test_a_second_script_can_be_added_later(tmp_path: Path) -> None:
    """What was published is converted, too; nobody has to touch an article."""
    made = press(tmp_path, release="auto", needs="translated")
    made.done("extract")
    made.type_all(BRIDGE, "uz", uzbek)
    made.done("run")
    made.write("polyglot.toml", made.text("polyglot.toml") + EDITIONS)

    made.done("run")

    assert heading(made.page(BRIDGE, "uz-Cyrl")) == "Орол канали устидаги кўприк"
    assert "кўприк" in made.text("exports/public/uz-Cyrl/index.html")


# --- Drafts ---------------------------------------------------------------------------------------


def test_drafts_come_in_the_script_that_translators_prefer(tmp_path: Path) -> None:
    """What memory knows in Latin letters is offered in Cyrillic ones, and stays a draft."""
    made = press(tmp_path)
    made.write("polyglot.toml", made.text("polyglot.toml") + PREFERRED)
    made.done("extract")
    made.type(BRIDGE, "uz", {"It is 310": "Uzunligi 310 metr, narxi 2500 dollar."})
    made.done("extract", "--by", "Aygul")
    made.write(
        "content/news/again.md",
        "---\ntitle: Again\n---\n\nIt is 310 metres long and cost 2,500 dollars a metre.\n",
    )

    made.done("run", "--drafts")

    entry = made.entry("news/again", "uz", "It is 310")
    assert entry.msgstr == "Узунлиги 310 метр, нархи 2500 доллар."
    assert "fuzzy" in entry.flags


# --- What editors dispute -------------------------------------------------------------------------


def test_the_settings_decide_what_editors_dispute(two_scripts: Press) -> None:
    """A page is converted as `usage` says, and anew when that changes."""
    two_scripts.type(BRIDGE, "uz", {"The bridge over": "Ё. Каримов, «Кўприк» МЧЖ"})
    two_scripts.done("run")
    usual = two_scripts.page(BRIDGE, "uz")
    chosen = '\n[usage]\nuz = { acronyms = "MChJ", initials = "Y" }\n'
    two_scripts.write("polyglot.toml", two_scripts.text("polyglot.toml") + chosen)

    two_scripts.done("run")

    assert re.search("Yo\\. Karimov, .Koʻprik. MCHJ", usual)
    assert re.search("Y\\. Karimov, .Koʻprik. MChJ", two_scripts.page(BRIDGE, "uz"))
    assert "Ё. Каримов, «Кўприк» МЧЖ" in two_scripts.page(BRIDGE, "uz-Cyrl")


def test_drafts_are_converted_as_the_settings_decide(tmp_path: Path) -> None:
    """What memory knows in Cyrillic letters is offered in the Latin ones that were chosen."""
    made = press(tmp_path)
    chosen = '\n[usage]\nuz = { acronyms = "MChJ" }\n[translate.scripts]\nuz = "uz-Latn"\n'
    made.write("polyglot.toml", made.text("polyglot.toml") + chosen)
    made.done("extract")
    made.type(BRIDGE, "uz", {"It is 310": "МЧЖ: 310 метр, 2500 доллар."})
    made.done("extract", "--by", "Aygul")
    made.write(
        "content/news/again.md",
        "---\ntitle: Again\n---\n\nIt is 310 metres long and cost 2,500 dollars a metre.\n",
    )

    made.done("run", "--drafts")

    assert made.entry("news/again", "uz", "It is 310").msgstr == "MChJ: 310 metr, 2500 dollar."


# --- Telling scripts apart ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tag", "script"),
    [
        ("Salom <a>dunyo</a>", "uz-Latn", "uz-Latn"),
        ("Салом <a>дунё</a>", "uz-Cyrl", "uz-Cyrl"),
        ("Салом <a>дунё</a>", "uz-Latn", "uz-Cyrl"),
        ("Salom", "uz-Cyrl", "uz-Latn"),
        ("Салом BBC", "uz-Cyrl", "uz-Cyrl"),
        ("2022", "uz-Cyrl", "uz-Cyrl"),
        ("قازاقشا ءسوز", "kk-Cyrl", "kk-Arab"),
    ],
)
def test_the_script_of_a_text_is_told(text: str, tag: str, script: str) -> None:
    """Tags and codes in Latin letters make no Latin text."""
    assert written_in(text, tag) == script
