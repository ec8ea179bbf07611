"""Messages that people fix once for all articles: what they fill, and what they leave alone."""

import json
import pickle
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polib
import pytest

from polyglot.languages import load
from polyglot.pipeline import furniture
from polyglot.pipeline.proposing import Help
from polyglot.pipeline.running import enter, remember
from polyglot.pipeline.sharing import settle
from polyglot.storage.files import move
from workspaces import Press, clear, found, mark, press, type_into

BRIDGE = "news/bridge"
MORE = "Read how"
KK = "<a1>Құдық</a1> қалай қазылғанын оқыңыз, <a2>көршіні</a2> тыңдаңыз."
OTHER = "<a1>Құдық</a1> туралы оқыңыз, <a2>көршіні</a2> тыңдаңыз."
TEXT = "Read how <a1>the well</a1> was dug, and hear <a2>a neighbour</a2>."


@pytest.fixture
def small(tmp_path: Path) -> Press:
    """Make a workspace with one article, in which one message is shared."""
    made = press(tmp_path, languages="en kk", articles="bridge", release="auto", needs="approved")
    made.done("extract")
    made.done("shared", "add", TEXT)
    return made


def share(made: Press, texts: Mapping[str, str], language: str = "kk") -> None:
    """Type translations into the shared catalog, by the first words of their sources."""
    path = str(made.path(f"locales/shared/{language}.po"))
    file = polib.pofile(path, wrapwidth=78, encoding="utf-8")
    for start, text in texts.items():
        type_into(found(file, start), text)
    file.save()


def shared_entry(made: Press, start: str, language: str = "kk") -> polib.POEntry:
    """Return a message of the shared catalog as it stands in the file."""
    path = str(made.path(f"locales/shared/{language}.po"))
    return found(polib.pofile(path, encoding="utf-8"), start)


def number(made: Press, article: str, start: str) -> str:
    """Return by which number a review calls a paragraph."""
    rows = made.done("review", "list", article, "-l", "kk", "--all", "--format", "json").plain
    assert isinstance(rows, list)
    return str(next(row["number"] for row in rows if row["source"].startswith(start)))


def state(made: Press, start: str = MORE, article: str = BRIDGE) -> str:
    """Return in which state a paragraph is."""
    rows = made.done("review", "list", article, "-l", "kk", "--all", "--format", "json").plain
    assert isinstance(rows, list)
    return str(next(row["state"] for row in rows if row["source"].startswith(start)))


def entry(made: Press, start: str = MORE) -> polib.POEntry:
    """Return a message of the article as it stands in the file."""
    return made.entry(BRIDGE, "kk", start)


def approve(made: Press, start: str = MORE, by: str = "Dana") -> None:
    """Approve a shared message; a lone editor says why."""
    words = ("-l", "kk", "--by", by, "--reason", "a small desk")
    made.done("review", "approve", "shared", number(made, "shared", start), *words)


def differing(made: Press) -> list[dict[str, object]]:
    """Return what is said about texts that differ from the shared ones."""
    findings = made.run("check", "--format", "json").plain
    assert isinstance(findings, list)
    return [one for one in findings if one["kind"] == "differs-from-shared"]


# --- What it fills --------------------------------------------------------------------------------


def test_a_shared_message_fills_an_empty_one_as_a_draft(small: Press) -> None:
    """The translator finds it in her file, marked, and with a word about where it comes from."""
    share(small, {MORE: KK})
    small.done("extract")

    assert entry(small).msgstr == KK
    assert entry(small).fuzzy
    assert "draft from a shared message, not checked" in entry(small).tcomment
    assert state(small) == "draft: shared"


def test_shared_messages_come_before_memory_and_engines(small: Press) -> None:
    """Memory knows another translation, and the engine would make one; neither is asked."""
    small.write(
        "content/news/other.md", f"# Other\n\n{small.text('content/news/bridge.md')[-130:]}"
    )
    small.done("extract")
    share(small, {MORE: KK})
    small.done("run", "--provider", "pseudo")

    assert entry(small).msgstr == KK
    assert entry(small, "It is 310").fuzzy


def test_a_draft_that_nobody_touched_gives_way(small: Press) -> None:
    """A machine's draft is replaced by what people fixed, and its line in the ledger ends."""
    small.done("translate", "--provider", "pseudo")
    before = entry(small).msgstr
    share(small, {MORE: KK})
    small.done("extract")

    lines = [line for line in small.ledger(BRIDGE) if line["target"] in (before, KK)]
    assert entry(small).msgstr == KK
    assert [line["by"] for line in lines] == ["pseudo", "shared"]
    assert lines[1]["ends"] == [lines[0]["id"]]


def test_a_shared_message_changes_and_the_drafts_from_it_follow(small: Press) -> None:
    """What nobody accepted is the new text; the article itself was not touched."""
    share(small, {MORE: KK})
    small.done("run")
    share(small, {MORE: OTHER})
    small.done("run")

    assert entry(small).msgstr == OTHER
    assert state(small) == "draft: shared"


@pytest.mark.parametrize("kind", ["person", "machine"])
def test_a_draft_carries_the_kind_of_the_text_it_comes_from(small: Press, kind: str) -> None:
    """A person's text, once accepted, counts as translated; a machine's stays a machine's."""
    share(small, {MORE: KK})
    if kind == "machine":
        small.write("locales/shared/ledger/0.jsonl", _drafted_by_a_machine())
    small.done("extract")
    small.done("review", "accept", BRIDGE, number(small, BRIDGE, MORE), "-l", "kk", "--by", "Aygul")

    assert state(small) == ("translated" if kind == "person" else "accepted")


def _drafted_by_a_machine() -> str:
    line = {"n": 1, "id": "1" * 32, "day": "2026-02-01", "action": "drafted", "by": "google"}
    return json.dumps({**line, "language": "kk", "source": TEXT, "target": KK, "kind": "machine"})


def test_two_source_languages_with_one_text_share_one_message(small: Press) -> None:
    """The text itself is what counts, not the language of the article it stands in."""
    small.write("content/ru.txt", "Заголовок\n\nISBN 12\n")
    small.write("content/ru.toml", 'language = "en"\n')
    small.write("content/second.txt", "Title\n\nISBN 12\n")
    small.done("shared", "add", "ISBN 12")
    share(small, {"ISBN 12": "ISBN-12"})
    small.done("extract")

    assert small.entry("ru", "kk", "ISBN").msgstr == "ISBN-12"
    assert small.entry("second", "kk", "ISBN").msgstr == "ISBN-12"


# --- What it leaves alone -------------------------------------------------------------------------


def test_a_person_text_is_never_replaced_and_a_different_one_is_told(small: Press) -> None:
    """Law 3: the article's own translation stays; the desk hears of the difference."""
    small.type(BRIDGE, "kk", {MORE: OTHER})
    small.done("extract", "--by", "Aygul")
    share(small, {MORE: KK})
    small.done("extract")

    assert entry(small).msgstr == OTHER
    assert not entry(small).fuzzy
    assert [one["severity"] for one in differing(small)] == ["warning"]


def test_an_unfinished_text_and_another_tools_draft_stay(small: Press) -> None:
    """A person may have written either."""
    with small.opened(BRIDGE, "kk") as file:
        for start, text in ((MORE, OTHER), ("bridges", "көпір")):
            found(file, start).msgstr = text
            mark(found(file, start))
    small.done("shared", "add", "bridges", "--context", "tag")
    share(small, {MORE: KK, "bridges": "көпірлер"})
    small.done("extract")

    assert entry(small).msgstr == OTHER
    assert entry(small, "bridges").msgstr == "көпір"


def test_a_shared_draft_that_was_accepted_stays_when_the_message_changes(small: Press) -> None:
    """A person let it stand here, so it is told and not replaced."""
    share(small, {MORE: KK})
    small.done("extract")
    with small.opened(BRIDGE, "kk") as file:
        clear(found(file, MORE))
    small.done("extract")
    share(small, {MORE: OTHER})
    small.done("extract")

    assert entry(small).msgstr == KK
    assert state(small) == "translated"
    assert len(differing(small)) == 1


def test_a_shared_draft_that_was_rejected_is_not_offered_again(small: Press) -> None:
    """Who throws it out of one article is not asked again there."""
    share(small, {MORE: KK})
    small.done("extract")
    small.done("review", "reject", BRIDGE, number(small, BRIDGE, MORE), "-l", "kk", "--by", "Dana")
    small.done("extract")

    assert entry(small).msgstr == ""


def test_the_finding_can_be_waived_for_exactly_this_text(small: Press) -> None:
    """An editor says why this article has it otherwise."""
    small.type(BRIDGE, "kk", {MORE: OTHER})
    share(small, {MORE: KK})
    small.done("extract")
    words = ("--kind", "differs-from-shared", "--by", "Dana", "--reason", "another place")
    small.done("review", "waive", BRIDGE, number(small, BRIDGE, MORE), "-l", "kk", *words)

    assert [one["waived"] for one in differing(small)] == [True]


def test_what_nobody_stands_behind_in_the_shared_catalog_fills_nothing(small: Press) -> None:
    """A draft there is a draft: somebody has to finish it first."""
    share(small, {MORE: KK})
    path = str(small.path("locales/shared/kk.po"))
    file = polib.pofile(path, encoding="utf-8")
    mark(found(file, MORE))
    file.save()
    small.done("extract")

    assert entry(small).msgstr == ""


def test_a_shared_text_that_lost_a_tag_fills_nothing_and_is_told_each_time(small: Press) -> None:
    """It would be an error in every article; the run that has nothing to do says so, too."""
    share(small, {MORE: "Оқыңыз."})
    first, second = small.run("run"), small.run("run")

    assert entry(small).msgstr == ""
    assert (first.code, second.code) == (1, 1)
    assert "locales/shared/kk.po" in first.err + first.out
    assert "locales/shared/kk.po" in second.err + second.out


# --- What is approved there is approved everywhere ------------------------------------------------


def test_what_is_approved_there_counts_as_approved_and_bears_no_mark(small: Press) -> None:
    """One judgement for all articles; nobody is said to have done anything in this one."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aygul")
    approve(small)
    small.done("extract")
    small.done("extract")

    assert not entry(small).fuzzy
    assert state(small) == "approved"
    assert {line["action"] for line in small.ledger(BRIDGE)} == {"drafted", "adopted"}


def test_two_people_there_are_two_people_here(tmp_path: Path) -> None:
    """An edition that needs four eyes passes with a shared text that had them."""
    made = press(tmp_path, languages="en kk", articles="", release="auto", needs="reviewed")
    made.write("content/short.txt", "Read more\n")
    made.done("shared", "add", "Read more")
    share(made, {"Read more": "Толығырақ"})
    made.done("extract", "--by", "Aygul")
    approve(made, "Read more")
    made.done("run")

    assert made.board("short")["kk"]["status"] == "published"


def test_an_own_translation_of_the_same_words_is_approved_with_it(small: Press) -> None:
    """It is the pair that was judged, whoever typed it."""
    small.type(BRIDGE, "kk", {MORE: KK})
    small.done("extract", "--by", "Timur")
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aygul")
    approve(small)
    small.done("extract")

    assert state(small) == "approved"
    assert [line["action"] for line in small.ledger(BRIDGE)] == ["translated"]


@pytest.mark.parametrize("how", ["revoked", "changed", "gone"])
def test_an_approval_that_falls_there_falls_here(small: Press, how: str) -> None:
    """States fall by themselves: the text is a draft again, whatever ended the approval."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aygul")
    approve(small)
    small.done("extract")
    if how == "revoked":
        at = number(small, "shared", MORE)
        small.done("review", "revoke", "shared", at, "-l", "kk", "--by", "Dana")
    elif how == "changed":
        share(small, {MORE: OTHER})
    else:
        for path in sorted(small.path("locales/shared").rglob("*.*")):
            path.unlink()
    small.done("extract")

    assert entry(small).fuzzy
    assert entry(small).msgstr == (OTHER if how == "changed" else KK)
    assert state(small) == "draft: shared"


def test_a_text_that_a_person_accepted_here_stays_accepted(small: Press) -> None:
    """The approval there falls; what somebody here stands behind is theirs."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aygul")
    approve(small)
    small.done("extract")
    small.done("review", "accept", BRIDGE, number(small, BRIDGE, MORE), "-l", "kk", "--by", "Timur")
    at = number(small, "shared", MORE)
    small.done("review", "revoke", "shared", at, "-l", "kk", "--by", "Dana")
    small.done("extract")

    assert not entry(small).fuzzy
    assert state(small) == "translated"


def test_a_person_who_marks_an_approved_shared_text_is_heard(small: Press) -> None:
    """Needs work in this article, recorded as rejected; her clearing the mark ends that."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aygul")
    approve(small)
    small.done("extract")
    with small.opened(BRIDGE, "kk") as file:
        mark(found(file, MORE))
    small.done("extract")
    marked = (entry(small).fuzzy, state(small))
    with small.opened(BRIDGE, "kk") as file:
        clear(found(file, MORE))
    small.done("extract")

    assert marked == (True, "draft: needs work")
    assert state(small) == "approved"


def test_an_approval_from_there_is_revoked_there(small: Press) -> None:
    """The refusal says where it stands, and what can be done here."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aygul")
    approve(small)
    small.done("extract")
    at = number(small, BRIDGE, MORE)
    refused = small.run("review", "revoke", BRIDGE, at, "-l", "kk", "--by", "Dana")
    small.done("review", "reject", BRIDGE, at, "-l", "kk", "--by", "Dana")
    small.done("extract")

    assert "approved in the shared catalog" in refused.err
    assert state(small) == "draft: needs work"


def test_an_edit_puts_the_approval_to_sleep_and_taking_it_back_wakes_it(small: Press) -> None:
    """An approval is bound to exactly this text."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aygul")
    approve(small)
    small.done("extract")
    small.type(BRIDGE, "kk", {MORE: OTHER})
    small.done("extract")
    edited = state(small)
    small.type(BRIDGE, "kk", {MORE: KK})
    small.done("extract")

    assert (edited, state(small)) == ("translated", "approved")


def test_a_shared_catalog_that_cannot_be_read_changes_nothing(small: Press) -> None:
    """It is told with its line, it stays as it is, and nothing that came from it is touched."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aygul")
    approve(small)
    small.done("extract")
    before = small.files("locales/kk", "locales/ledger")
    small.write("locales/shared/kk.po", 'msgid "broken\n')
    result = small.run("extract")

    assert result.code == 1
    assert "locales/shared/kk.po" in result.err + result.out
    assert small.files("locales/kk", "locales/ledger") == before
    assert small.text("locales/shared/kk.po") == 'msgid "broken\n'


def test_a_shared_ledger_that_cannot_be_read_is_an_error_and_no_crash(small: Press) -> None:
    """What was approved is not known then, so nothing is filled."""
    share(small, {MORE: KK})
    small.write("locales/shared/ledger/0.jsonl", "no json\n")
    result = small.run("extract")

    assert result.code == 1
    assert "locales/shared/ledger/0.jsonl" in result.err + result.out
    assert entry(small).msgstr == ""


def test_a_wrong_list_of_people_is_told_by_who_looks_at_what_is_shared(small: Press) -> None:
    """The board stands all the same."""
    share(small, {MORE: KK})
    small.write("private/people.toml", "[Aygul\n")

    for words in (("status",), ("check",), ("ledger", "verify")):
        told = small.run(*words)
        assert told.code == 1
        assert "private/people.toml:1" in told.err + told.out
        assert "bridge" in told.out


def test_adding_to_a_broken_file_names_that_file(tmp_path: Path) -> None:
    """What there is to say about another language's is not why it failed."""
    made = press(tmp_path, languages="en ru kk", articles="bridge")
    made.done("shared", "add", TEXT)
    made.write("locales/shared/ru.po", made.text("locales/shared/ru.po") + '\n#, odd\nmsgid "a"\n')
    made.write("locales/shared/ru.po", made.text("locales/shared/ru.po") + 'msgstr ""\n')
    made.write("locales/shared/kk.po", 'msgid "broken\n')

    told = made.run("shared", "add", "More")

    assert told.code == 1
    assert "locales/shared/kk.po:1" in told.err


def test_a_text_with_a_no_break_space_is_added_with_it(small: Press) -> None:
    """Else it would be the text of no article."""
    small.swap(f"content/{BRIDGE}.md", "It is 310 metres", "10\u00a0km.\n\nIt is 310 metres")
    small.done("shared", "add", " 10\u00a0km. ")
    share(small, {"10\u00a0km": "10 шақырым"})

    small.done("extract")

    assert small.entry(BRIDGE, "kk", "10\u00a0km").msgstr == "10 шақырым"


def test_the_board_tells_what_waits_in_the_shared_catalogs(small: Press) -> None:
    """One line, also when nothing changed; none about an article that is named, or for nothing."""
    small.done("extract")
    told = small.done("status").out.splitlines()[-1]
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aygul")

    assert re.fullmatch(r"shared messages: kk \d+ drafts, 1 not translated", told)
    assert small.done("status").out.splitlines()[-1] == told.partition(",")[0]
    assert "shared messages" not in small.done("status", "bridge").out
    small.done("review", "accept", "shared", "--all", "-l", "kk", "--by", "Dana")
    small.done("extract")
    assert "shared messages" not in small.done("status").out


# --- The words of the site ------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Press:
    """Make a workspace with previews in two scripts of one language."""
    made = press(tmp_path, languages="en kk kaa", articles="bridge", release="auto")
    with made.path("polyglot.toml").open("a") as file:
        file.write('\n[editions]\nkaa = ["kaa-Latn", "kaa-Cyrl"]\n')
    made.done("run", "--drafts")
    return made


def test_each_of_the_words_of_the_site_has_a_text_of_its_own() -> None:
    """They are found by their English texts, so no two may be the same."""
    assert len(set(furniture.words().values())) == len(furniture.words())


def test_words_that_nobody_touched_change_no_page(site: Press) -> None:
    """They come into the shared catalogs as a machine's drafts, and pages stay as they are."""
    before = site.files("exports")
    site.done("shared", "add")
    site.done("run", "--drafts")

    assert site.files("exports") == before
    assert shared_entry(site, "All articles").msgstr == load("kk").strings["home"]
    assert "machine draft (polyglot), not checked" in shared_entry(site, "All articles").tcomment


def test_words_that_a_person_lets_stand_change_no_page_in_either_script(site: Press) -> None:
    """Each script keeps its own words."""
    before = site.files("exports")
    site.done("shared", "add")
    everything = ("--all", "--by", "Aygul")
    site.done("review", "accept", "shared", "-l", "kaa", *everything)
    site.done("run", "--drafts")

    assert site.files("exports") == before


def test_pages_say_what_a_person_made_of_the_words(site: Press) -> None:
    """A correction is on every page and in every list, in both scripts; fields are filled in."""
    site.done("shared", "add")
    share(site, {"All articles": "Hámme maqalalar", "Original:": "Túpnusqası — {language}"}, "kaa")
    site.done("run", "--drafts")

    assert "Hámme maqalalar" in site.page(BRIDGE, "kaa-Latn", drafts=True)
    assert "Túpnusqası — " in site.page(BRIDGE, "kaa-Latn", drafts=True)
    assert "Ҳәмме мақалалар" in site.page(BRIDGE, "kaa-Cyrl", drafts=True)
    assert "Түпнусқасы — " in site.page(BRIDGE, "kaa-Cyrl", drafts=True)
    assert "Hámme maqalalar" in site.text("exports/drafts/kaa-Latn/index.html")


def test_words_that_lost_a_field_are_told_and_not_used(site: Press) -> None:
    """A page never shows a brace, and never stops for one."""
    site.done("shared", "add")
    share(site, {"Original:": "Түпнұсқасы: {тіл}"})
    result = site.done("run", "--drafts")

    assert "Түпнұсқасы" not in site.page(BRIDGE, "kk", drafts=True)
    assert "site-words" in site.done("check").out
    assert result.code == 0


def test_even_the_english_words_can_be_others(site: Press) -> None:
    """They are put into the shared catalog by hand; no other text can be one of them."""
    site.done("shared", "add", "All articles", "--context", "site", "-l", "en")
    share(site, {"All articles": "All stories"}, "en")
    site.done("run", "--drafts")
    strange = site.run("shared", "add", "All stories", "--context", "site", "-l", "en")

    assert "All stories" in site.page(BRIDGE, "en", drafts=True)
    assert strange.code == 2


# --- The files ------------------------------------------------------------------------------------


def test_a_workspace_without_shared_messages_gets_none_by_itself(tmp_path: Path) -> None:
    """Whoever wants them says so once."""
    made = press(tmp_path, languages="en kk", articles="bridge")
    made.done("run", "--drafts")

    assert not made.path("locales/shared").exists()


def test_nothing_changes_the_second_time(small: Press) -> None:
    """Adding again and running again write not one byte."""
    share(small, {MORE: KK})
    small.done("run", "--by", "Aygul")
    approve(small)
    small.done("run", "--drafts")
    before = small.files()
    small.done("shared", "add", TEXT)
    small.done("run", "--drafts")
    small.done("extract", "bridge")

    assert small.files() == before


def test_what_is_saved_while_polyglot_works_is_news_to_the_next_run(
    small: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A translation that came in too late for this run is not forgotten by the next."""

    def late(*values: Any) -> None:
        share(small, {MORE: KK})
        remember(*values)

    with monkeypatch.context() as patch:
        patch.setattr("polyglot.pipeline.crew.remember", late)
        small.done("run")
    before = entry(small).msgstr
    small.done("run")

    assert (before, entry(small).msgstr) == ("", KK)


@pytest.mark.parametrize("moves", range(4))
def test_catalog_and_ledger_are_one_step(
    small: Press, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """Stopped anywhere, the next command makes both whole: no machine text without its line."""
    for path in sorted(small.path("locales/shared").rglob("*.*")):
        path.unlink()
    done = iter(range(100))

    def stopping(staged: str, path: str) -> None:
        if next(done) >= moves:
            raise KeyboardInterrupt
        move(staged, path)

    with monkeypatch.context() as patch:
        patch.setattr("polyglot.storage.journal.move", stopping)
        small.run("shared", "add", TEXT)
    small.run("status")

    path = small.path("locales/shared/kk.po")
    file = polib.pofile(str(path), encoding="utf-8") if path.exists() else []
    lines = "".join(p.read_text() for p in small.path("locales/shared/ledger").glob("*.jsonl"))
    assert all(json.dumps(one.msgstr, ensure_ascii=False) in lines for one in file if one.msgstr)


def test_no_article_is_called_shared(small: Press) -> None:
    """The name stands for the messages of all articles."""
    small.write("content/shared.md", "# Shared\n")
    result = small.run("status")

    assert result.code == 1
    assert "no article is called so" in result.out + result.err


def test_what_is_shared_travels_between_processes(small: Press) -> None:
    """A worker knows as much as the process that read the catalog."""
    share(small, {MORE: KK})
    shared = settle(enter(small.root), day=_day())

    assert pickle.loads(pickle.dumps(Help(shared=shared))).shared == shared  # noqa: S301 - ours
    assert shared.texts["kk"]


def _day() -> date:
    return date(2026, 3, 1)


# --- What others do with it --------------------------------------------------------------------


def test_verify_explains_shared_messages_and_what_came_of_them(small: Press) -> None:
    """An approval that stands elsewhere is said to; its lines are nobody's fault."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aizada")
    approve(small)
    small.done("extract")

    own = small.done("ledger", "verify", "shared", "-l", "kk")
    told = small.done("ledger", "verify", BRIDGE, "-l", "kk")

    assert "approved (somebody approved exactly this text)" in own.out
    assert "approved (exactly this text is approved in the shared catalog)" in told.out
    assert "adopted by shared" in told.out
    assert (own.err, told.err) == ("", "")


def test_shared_is_nobody_in_the_list_of_people(small: Press) -> None:
    """What follows from the shared messages was done by no person."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aizada")
    approve(small)
    small.done("extract")

    told = small.done("people", "list")

    assert [row.split()[0] for row in told.out.splitlines()] == ["Aizada", "Dana"]


def test_what_is_revoked_there_is_no_fault_here(small: Press) -> None:
    """Nobody revoked anything in the article."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aizada")
    approve(small)
    small.done("extract")
    words = ("-l", "kk", "--by", "Dana")
    small.done("review", "revoke", "shared", number(small, "shared", MORE), *words)
    small.done("extract")

    told = small.done("ledger", "verify", BRIDGE, "-l", "kk")

    assert "revoked by shared" in told.out
    assert told.err == ""


def test_fold_joins_the_shared_ledger_too(small: Press) -> None:
    """And every state stays."""
    share(small, {MORE: KK})
    small.done("extract", "--by", "Aizada")
    approve(small)
    before = small.done("review", "list", "shared", "-l", "kk", "--all", "--format", "json").plain

    small.done("ledger", "fold", "shared")

    assert len(small.files("locales/shared/ledger")) == 1
    after = small.done("review", "list", "shared", "-l", "kk", "--all", "--format", "json").plain
    assert after == before


def test_nothing_approves_in_the_name_of_shared(small: Press) -> None:
    """`shared` and `memory` are where texts come from, and nobody's names."""
    for name in ("shared", "Memory"):
        told = small.run("review", "approve", BRIDGE, "1", "-l", "kk", "--by", name)
        assert told.code != 0
