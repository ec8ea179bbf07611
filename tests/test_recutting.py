"""An article translated by sentence, and by paragraph again: no work is lost on either way."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyglot import catalog as po
from polyglot.model import Article, Catalog, Message, Metadata, State, Unit
from polyglot.pipeline.running import enter
from polyglot.plugins import Origin
from polyglot.readers import reader_for
from polyglot.segmentation import by_sentence, cut
from workspaces import Press, press

TRIAL = """\
---
title: A trial in Nukus
summary: It began on Monday. It goes on.
---

The court heard 12 witnesses. None of them had seen a weapon. The verdict is expected on \
[14 March](https://example.org/a).

The river is dry. Nobody is to blame.
"""
WITNESSES = "The court heard 12 witnesses."
WEAPON = "None of them had seen a weapon."
VERDICT = "The verdict is expected on <a>14 March</a>."
COURT = f"{WITNESSES} {WEAPON} {VERDICT}"
RIVER = "The river is dry. Nobody is to blame."
RU = {
    WITNESSES: "Суд заслушал 12 свидетелей.",
    WEAPON: "Ни один из них не видел оружия.",
    VERDICT: "Приговор ожидается <a>14 марта</a>.",
}
COURT_RU = " ".join(RU.values())
BY_SENTENCE = 'segmentation = "sentence"\n'


@pytest.fixture
def newsroom(tmp_path: Path) -> Press:
    """A workspace with one article, translated by paragraph and approved in Russian."""
    made = press(tmp_path / "w", languages="en ru", articles="")
    made.write("content/news/trial.md", TRIAL)
    made.done("extract")
    made.type(
        "news/trial", "ru", {"The court": COURT_RU, "The river": "Река высохла. Винить некого."}
    )
    made.done("extract", "--by", "Dana")
    made.done("review", "approve", "trial", "-l", "ru", "--all", "--by", "Aygul")
    return made


def switch(made: Press, *, is_by_sentence: bool) -> None:
    """Change the workspace's settings and bring the catalogs up to date."""
    text = made.text("polyglot.toml").removeprefix(BY_SENTENCE)
    made.write("polyglot.toml", BY_SENTENCE + text if is_by_sentence else text)
    made.done("extract")


def messages(made: Press) -> dict[str, Message]:
    """Return the messages of the body that are in use, by source."""
    path = made.path("locales/ru/LC_MESSAGES/news/trial.po")
    found = po.read(path.read_bytes(), path=str(path), language="ru").messages
    return {m.source: m for m in found if not m.is_obsolete and m.context is None}


def states(made: Press) -> dict[str, State]:
    """Return the states of those messages, by source."""
    from polyglot.pipeline.desk import load
    from polyglot.pipeline.survey import survey

    workspace = enter(made.root)
    desk = load(workspace, survey(workspace).sources[0])
    return {m.source: state for m, state in desk.states("ru") if m.context is None}


def targets(made: Press) -> dict[str, str]:
    """Return what stands in those messages, by source."""
    return {source: message.target for source, message in messages(made).items()}


# --- What is cut ---------------------------------------------------------------------------------


def read(text: str, suffix: str = ".md") -> Article:
    """Return a source as an article."""
    return reader_for(suffix).read(text.encode(), Origin("a", f"a{suffix}", "en"))


def test_sentences_of_the_body_are_messages_and_the_rest_stays_whole() -> None:
    """A title, a summary or a caption is one message, whatever stands in it."""
    article = by_sentence(read(TRIAL))

    texts = [part.text for part in article.parts]
    assert texts == [
        "A trial in Nukus",
        "It began on Monday. It goes on.",
        WITNESSES,
        WEAPON,
        VERDICT,
        "The river is dry.",
        "Nobody is to blame.",
    ]
    assert [code.name for part in article.parts for code in part.codes] == ["a"]


def test_no_boundary_lies_inside_a_paired_code() -> None:
    """What is bold as a whole is translated as a whole."""
    article = by_sentence(read("<p>Go. <b>Stop here. Wait.</b> Then run.</p>", ".html"))

    assert [part.text for part in article.parts] == ["Go.", "<b>Stop here. Wait.</b>", "Then run."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. … And then?", ["He left. …", "And then?"]),
        ("… He left. Then?", ["… He left.", "Then?"]),
        ("He left. <img/> Then he came.", ["He left.", "<img/> Then he came."]),
        ("1. 2. 3.", ["1. 2. 3."]),
        ("", []),
    ],
)
def test_what_holds_no_letter_is_no_message(text: str, sentences: list[str]) -> None:
    """An ellipsis or an image goes with a sentence beside it."""
    assert [sentence for sentence, _ in cut(text, "en")] == sentences


@given(st.text(alphabet='aAбБ.!?… \u00a0\n<>/b1"«»', max_size=60))
def test_sentences_and_glue_are_the_paragraph(text: str) -> None:
    """Joined they give the text back, character for character."""
    assert "".join(sentence + glue for sentence, glue in cut(text, "en")) == text


@given(
    st.lists(st.sampled_from(["Go on.", "<b>No.</b>", "<i>Why?", "And</i> so.", "…", "A &lt; b."]))
)
def test_parts_are_the_unit(pieces: list[str]) -> None:
    """A cut article says what it said, and each part has the codes that stand in it."""
    html = "".join(f"<p>{' '.join(pieces)}</p>")
    whole = read(html, ".html")

    article = by_sentence(whole)

    assert [unit.text for unit in article.units] == [unit.text for unit in whole.units]
    assert (article.source, article.page) == (whole.source, whole.page)
    for unit in article.units:
        assert "".join(part.text + part.glue for part in unit.parts) == unit.text
        assert [code for part in unit.parts for code in part.codes] == list(unit.codes)


# --- Both ways -----------------------------------------------------------------------------------


def test_a_paragraph_is_cut_with_its_translation(newsroom: Press) -> None:
    """Each sentence gets its own as a draft: nobody approved exactly that pair."""
    switch(newsroom, is_by_sentence=True)

    found = messages(newsroom)
    assert {source: found[source].target for source in RU} == RU
    assert all(message.is_fuzzy and message.previous is None for message in found.values())
    assert set(states(newsroom).values()) == {State.NEEDS_WORK}
    assert newsroom.text("locales/templates/news/trial.pot").count("\nmsgid ") == 7


def test_there_and_back_is_as_before(newsroom: Press) -> None:
    """Where nobody worked in the meantime the paragraph is approved again, byte for byte."""
    path = "locales/ru/LC_MESSAGES/news/trial.po"
    read = po.read(newsroom.text(path).encode(), path=path, language="ru")

    switch(newsroom, is_by_sentence=True)
    switch(newsroom, is_by_sentence=False)

    assert newsroom.text(path).encode() == po.write(read)
    assert states(newsroom) == {COURT: State.APPROVED, RIVER: State.APPROVED}


def test_newer_sentences_are_not_replaced_by_the_older_paragraph(newsroom: Press) -> None:
    """What a person wrote since is in the paragraph, as a draft; the old one is in the ledger."""
    switch(newsroom, is_by_sentence=True)
    newsroom.type("news/trial", "ru", {WEAPON: "Оружия не видел никто."})
    newsroom.done("extract", "--by", "Dana")

    switch(newsroom, is_by_sentence=False)

    new = COURT_RU.replace(RU[WEAPON], "Оружия не видел никто.")
    assert targets(newsroom)[COURT] == new
    assert states(newsroom) == {COURT: State.NEEDS_WORK, RIVER: State.APPROVED}
    offered = newsroom.done("restore", "trial", "-l", "ru").out
    assert COURT_RU in offered


def test_a_newer_paragraph_is_not_replaced_by_older_sentences(newsroom: Press) -> None:
    """Sentences that were finished long ago give way to what a person wrote since."""
    switch(newsroom, is_by_sentence=True)
    newsroom.type("news/trial", "ru", RU)
    newsroom.done("extract", "--by", "Dana")
    switch(newsroom, is_by_sentence=False)
    newer = COURT_RU.replace("оружия", "никакого оружия")
    newsroom.type("news/trial", "ru", {"The court": newer})
    newsroom.done("extract", "--by", "Aygul")

    switch(newsroom, is_by_sentence=True)

    assert targets(newsroom)[WEAPON] == "Ни один из них не видел никакого оружия."
    found = states(newsroom)
    assert found[WEAPON] is State.NEEDS_WORK
    assert found[WITNESSES] is State.TRANSLATED


def test_finished_sentences_are_finished_again_when_they_return(newsroom: Press) -> None:
    """A joined paragraph that nobody touched does not send its sentences back to work."""
    switch(newsroom, is_by_sentence=True)
    newsroom.type("news/trial", "ru", RU)
    newsroom.done("extract", "--by", "Dana")
    switch(newsroom, is_by_sentence=False)

    switch(newsroom, is_by_sentence=True)

    assert [states(newsroom)[source] for source in RU] == [State.TRANSLATED] * 3


def test_a_machines_draft_stays_a_machines_draft(tmp_path: Path) -> None:
    """Cutting and joining make no person's text of it, and it is not drafted anew."""
    made = press(tmp_path / "w", languages="en ru", articles="")
    made.write("content/news/trial.md", TRIAL)
    made.done("run", "--drafts", "--provider", "pseudo", "--to", "html")
    before = targets(made)

    switch(made, is_by_sentence=True)

    assert set(states(made).values()) == {State.MACHINE}
    assert targets(made)[WITNESSES] == before[COURT][: len(targets(made)[WITNESSES])]
    switch(made, is_by_sentence=False)
    assert targets(made) == before
    assert set(states(made).values()) == {State.MACHINE}


def test_what_cannot_be_cut_stays_together(newsroom: Press) -> None:
    """Two sentences that a translator made one stand whole beside the first of the source."""
    one = "Река высохла, но винить некого."
    newsroom.type("news/trial", "ru", {"The river": one})
    newsroom.done("extract", "--by", "Dana")

    switch(newsroom, is_by_sentence=True)

    found = messages(newsroom)
    assert (found["The river is dry."].target, found["Nobody is to blame."].target) == (one, "")
    assert found["The river is dry."].previous == (None, RIVER)
    switch(newsroom, is_by_sentence=False)
    assert (targets(newsroom)[RIVER], states(newsroom)[RIVER]) == (one, State.TRANSLATED)


def test_a_sentence_edited_at_the_same_time_keeps_its_translation(newsroom: Press) -> None:
    """The article is cut and edited between two runs: the edited sentence is stale, no other."""
    newsroom.swap("content/news/trial.md", "12 witnesses", "14 witnesses")

    switch(newsroom, is_by_sentence=True)

    edited = messages(newsroom)[WITNESSES.replace("12", "14")]
    assert (edited.target, edited.previous) == (RU[WITNESSES], (None, WITNESSES))
    assert states(newsroom)[WEAPON] is State.NEEDS_WORK


def test_a_paragraph_edited_at_the_same_time_takes_all_its_sentences(newsroom: Press) -> None:
    """The article is joined and edited between two runs: nothing that was translated is missing."""
    switch(newsroom, is_by_sentence=True)
    newsroom.type("news/trial", "ru", RU)
    newsroom.done("extract", "--by", "Dana")
    newsroom.swap("content/news/trial.md", "seen a weapon", "seen any weapon")

    switch(newsroom, is_by_sentence=False)

    found = messages(newsroom)[COURT.replace("a weapon", "any weapon")]
    assert (found.target, found.previous) == (COURT_RU, (None, COURT))


def test_translators_comments_come_along(newsroom: Press) -> None:
    """What somebody wrote beside a paragraph stands beside its first sentence, and comes back."""
    with newsroom.opened("news/trial", "ru") as file:
        next(entry for entry in file if entry.msgid == RIVER).tcomment = "The Amudarya."
    newsroom.done("extract")

    switch(newsroom, is_by_sentence=True)
    assert messages(newsroom)["The river is dry."].comments == ("The Amudarya.",)
    switch(newsroom, is_by_sentence=False)

    assert messages(newsroom)[RIVER].comments == ("The Amudarya.",)


def test_running_twice_changes_nothing(newsroom: Press) -> None:
    """Law 4, on both ways."""
    for way in (True, False, True):
        switch(newsroom, is_by_sentence=way)
        once = newsroom.files("locales")
        newsroom.done("extract")
        assert newsroom.files("locales") == once


def test_an_article_may_choose_for_itself(newsroom: Press) -> None:
    """Its own word goes before the workspace's."""
    newsroom.swap("content/news/trial.md", "summary:", "segmentation: sentence\nsummary:")
    newsroom.done("extract")
    assert WITNESSES in messages(newsroom)

    newsroom.swap("content/news/trial.md", "segmentation: sentence", "segmentation: paragraph")
    switch(newsroom, is_by_sentence=True)

    assert states(newsroom) == {COURT: State.APPROVED, RIVER: State.APPROVED}


def test_a_wrong_word_is_told_with_its_line(newsroom: Press) -> None:
    """Nothing but a paragraph or a sentence can be a message."""
    newsroom.swap("content/news/trial.md", "summary:", "segmentation: word\nsummary:")

    result = newsroom.run("extract")

    assert result.code == 1
    assert "content/news/trial.md:3" in result.err
    assert "write paragraph or sentence" in result.err


def test_the_newsrooms_abbreviations_count(newsroom: Press) -> None:
    """What terms/sentences.toml names ends no message, and a change there is seen."""
    newsroom.swap("content/news/trial.md", "The river is dry.", "See Gvt. Order 5 first.")
    switch(newsroom, is_by_sentence=True)
    assert "See Gvt." in messages(newsroom)

    newsroom.write("terms/sentences.toml", '[en]\nnever = ["Gvt."]\n')
    newsroom.done("extract")

    assert "See Gvt. Order 5 first." in messages(newsroom)


# --- What is published ---------------------------------------------------------------------------


def test_the_page_is_the_same_whatever_the_cut(newsroom: Press) -> None:
    """Sentences are put together with the white space of the source."""
    newsroom.done("release", "trial", "--by", "Dana")
    newsroom.done("run", "--drafts", "--to", "html,nitf,source")
    before = newsroom.page("news/trial", "ru", drafts=True)

    switch(newsroom, is_by_sentence=True)
    newsroom.done("run", "--drafts", "--to", "html,nitf,source")

    after = newsroom.page("news/trial", "ru", drafts=True)
    assert body(after) == body(before)


def test_a_release_outlives_another_cut(newsroom: Press) -> None:
    """Where sentences end is nothing that a reader sees: the source stays published as it was."""
    newsroom.done("release", "trial", "-l", "en", "--by", "Dana")
    newsroom.done("run", "--to", "html")
    page = newsroom.page("news/trial", "en")
    record = newsroom.text("locales/published/news/trial.jsonl")

    switch(newsroom, is_by_sentence=True)
    newsroom.done("run", "--to", "html")

    assert newsroom.page("news/trial", "en") == page
    assert newsroom.text("locales/published/news/trial.jsonl") == record


def body(page: str) -> str:
    """Return the paragraphs of a page."""
    return "\n".join(line.strip() for line in page.splitlines() if line.strip().startswith("<p>"))


def test_a_broken_sentence_leaves_the_others_translated() -> None:
    """A target without the source's codes is not shown; what stands beside it is."""
    from polyglot.assembly import edition

    article = by_sentence(read("<p>Read <a href='x'>this</a>. Then go.</p>", ".html"))
    targets = {"Read <a>this</a>.": "Читайте.", "Then go.": "И идите."}
    catalog = Catalog("ru", tuple(Message(k, target=v) for k, v in targets.items()))

    made = edition(article, catalog, language="ru", tag="ru-Cyrl", use=lambda _: True)

    assert made.contents[-1][-1] == "И идите."
    assert made.contents[-1][0] == "Read "
    assert made.tally.untranslated == 1


# --- Two messages for one place ------------------------------------------------------------------


def recut(catalog: Catalog, *sources: str, is_by_sentence: bool = True) -> po.Recut:
    """Cut *catalog* for an article of *sources*, where the ledger knows nothing."""
    units = tuple(Unit(source) for source in sources)
    article = Article("a", "a.md", "en", "markdown", Metadata(), units, (), ())
    segments = po.segments_of(by_sentence(article) if is_by_sentence else article)
    return po.recut(
        catalog,
        segments,
        is_by_sentence=is_by_sentence,
        is_machine_draft=lambda _: False,
        stood=lambda _: False,
        recall=lambda _new, _olds: "",
        source_language="en",
    )


def test_a_sentence_in_use_keeps_its_text() -> None:
    """Where a message stands already, the paragraph's words for it go to the ledger."""
    paragraph = Message("Go on. Wait here.", target="Идите. Ждите здесь.")
    own = Message("Go on.", target="Продолжайте.")

    found = recut(Catalog("ru", (own, paragraph)), "Go on.", "Go on. Wait here.")

    assert [m.target for m in found.catalog.messages] == ["Продолжайте.", "Ждите здесь."]
    assert found.replaced == (paragraph,)


def test_a_sentence_that_is_gone_gives_way_to_a_paragraph_in_use() -> None:
    """It is the older of both; its text goes to the ledger."""
    paragraph = Message("Go on. Wait here.", target="Идите. Ждите здесь.")
    gone = Message("Go on.", target="Продолжайте.", is_obsolete=True)

    found = recut(Catalog("ru", (paragraph, gone)), "Go on. Wait here.")

    assert {m.source: m.target for m in found.catalog.messages if not m.is_obsolete} == {
        "Go on.": "Идите.",
        "Wait here.": "Ждите здесь.",
    }
    assert set(found.replaced) == {paragraph, gone}


def test_a_sentence_that_stands_twice_is_one_message() -> None:
    """So gettext means it; the paragraph comes back whole."""
    paragraph = Message("No. Go on. No.", target="Нет. Идите. Нет.")

    there = recut(Catalog("ru", (paragraph,)), "No. Go on. No.")
    back = recut(there.catalog, "No. Go on. No.", is_by_sentence=False)

    assert [m.target for m in there.catalog.messages] == ["Нет.", "Идите."]
    assert [m.target for m in back.catalog.messages] == ["Нет. Идите. Нет."]


def test_messages_of_other_tools_and_with_a_context_are_left_alone() -> None:
    """Plurals are carried as they are, and titles are never cut."""
    title = Message("Go. Wait.", "title", target="Идите. Ждите.")

    found = recut(Catalog("ru", (title,)), "Run. Hide.")

    assert found.catalog.messages == (title,)


def test_the_board_counts_what_is_translated_as_one_message(newsroom: Press) -> None:
    """The article's own row counts sentences too, where they are messages."""
    assert counted(newsroom) == [4, 4]

    switch(newsroom, is_by_sentence=True)

    assert counted(newsroom) == [7, 7]


def counted(made: Press) -> list[int]:
    """Return how many paragraphs the board counts, for the article and for its translation."""
    (article,) = json.loads(made.done("status", "--format", "json").out)
    return [edition["paragraphs"] for edition in article["editions"]]
