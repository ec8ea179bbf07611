"""What stands under exports/: links, images, lists, and files of other people."""

import json
import shutil
from pathlib import Path

import pytest

from polyglot.writers import html
from workspaces import Press, picture, press

BRIDGE, WELL = "news/bridge", "guides/well"


@pytest.fixture
def open_press(tmp_path: Path) -> Press:
    """Make a workspace whose articles go out by themselves once people have translated them."""
    return press(tmp_path, release="auto", needs="translated", url="https://muynak.example/")


def translate(made: Press, article: str, *languages: str) -> None:
    """Translate an article by hand into some languages."""
    made.done("extract")
    for language in languages:
        made.type_all(article, language)


# --- Links ----------------------------------------------------------------------------------------


def test_a_link_leads_to_the_same_language_where_it_is_published(open_press: Press) -> None:
    """Otherwise it leads to the page in the language the other article was written in."""
    translate(open_press, BRIDGE, "kk", "uz")
    translate(open_press, WELL, "kk")

    open_press.done("run")

    assert 'href="../../guides/well/index.html#depth"' in open_press.page(BRIDGE, "kk")
    assert 'href="../../../ru/guides/well/index.html#depth"' in open_press.page(BRIDGE, "uz")
    assert 'href="../../../uz/voices/suv/index.html"' in open_press.page(BRIDGE, "kk")


def test_a_link_follows_when_the_other_article_is_published(open_press: Press) -> None:
    """Nobody touched the article that links; its page is made anew all the same."""
    translate(open_press, BRIDGE, "kk")
    open_press.done("run")
    before = open_press.page(BRIDGE, "kk")
    translate(open_press, WELL, "kk")

    open_press.done("run")

    assert "../ru/guides/well/" in before
    assert 'href="../../guides/well/index.html#depth"' in open_press.page(BRIDGE, "kk")


def test_a_link_follows_where_paragraphs_wait_for_translators(open_press: Press) -> None:
    """An article with empty paragraphs has pages too, and their links lead to the right place."""
    translate(open_press, BRIDGE, "kk")
    for language in ("en", "uz"):
        open_press.type_all(WELL, language)
    open_press.done("run")
    open_press.type_all(WELL, "kk")

    open_press.done("run")

    assert 'href="../../guides/well/index.html#depth"' in open_press.page(BRIDGE, "kk")


def test_a_link_follows_when_one_article_alone_is_exported(open_press: Press) -> None:
    """What is known of the others does not depend on what was asked for, or on the last run."""
    translate(open_press, BRIDGE, "kk")
    translate(open_press, WELL, "kk")
    open_press.done("run")
    whole = open_press.page(BRIDGE, "kk")
    open_press.path(".polyglot/state.jsonl").unlink()

    open_press.done("export", "bridge")

    assert open_press.page(BRIDGE, "kk") == whole


def test_a_link_to_an_article_that_is_not_published_is_a_warning(tmp_path: Path) -> None:
    """The editor is told before a reader meets it."""
    made = press(tmp_path)
    made.done("release", "bridge", "--by", "Dana")

    made.done("run")
    checked = made.done("check")

    assert "guides/well" in checked.out
    assert "published in no language" in checked.out


def test_previews_link_to_previews(open_press: Press) -> None:
    """In exports/drafts every language has a page to lead to."""
    open_press.done("run", "--drafts")

    page = open_press.page(BRIDGE, "uz", drafts=True)

    assert 'href="../../guides/well/index.html#depth"' in page


# --- Images ---------------------------------------------------------------------------------------


def test_images_are_copied_without_what_they_know(open_press: Press) -> None:
    """A photograph tells where and when it was taken, and by which device."""
    open_press.done("run", "--drafts")

    for folder in ("public", "drafts"):
        copy = open_press.path(f"exports/{folder}/media/news/media/bridge.png").read_bytes()
        assert copy.startswith(b"\x89PNG")
        assert b"secret place" not in copy
    assert b"secret place" in open_press.path("content/news/media/bridge.png").read_bytes()


def test_images_of_an_article_that_waits_are_not_public(tmp_path: Path) -> None:
    """Nothing of an unreleased article goes out, pictures included."""
    made = press(tmp_path, articles="bridge")

    made.done("run", "--drafts")

    assert not made.path("exports/public/media").exists()
    assert made.path("exports/drafts/media/news/media/bridge.png").exists()


def test_an_image_added_after_the_release_is_not_public(tmp_path: Path) -> None:
    """The page stands as it was released; so do its pictures."""
    made = press(tmp_path, articles="bridge", languages="en kk")
    made.done("release", "bridge", "--by", "Dana")
    made.done("run")
    made.write("content/news/media/new.png", picture("elsewhere"))
    made.swap("content/news/bridge.md", "It is 310", "![New](media/new.png)\n\nIt is 310")

    made.done("run")

    assert not made.path("exports/public/media/news/media/new.png").exists()
    assert made.path("exports/public/media/news/media/bridge.png").exists()


def test_an_image_of_two_articles_stays_while_one_shows_it(open_press: Press) -> None:
    """One article lets it go, the other still needs it."""
    open_press.write(
        "content/news/dusk.md", "---\ntitle: Dusk\n---\n\n![Dusk](media/bridge.png)\n\nIt fell.\n"
    )
    open_press.done("run")
    image = open_press.path("exports/public/media/news/media/bridge.png")
    open_press.swap("content/news/bridge.md", "![The bridge at dusk](media/bridge.png)\n\n", "")

    open_press.done("run")
    stays = image.exists()
    open_press.swap("content/news/dusk.md", "![Dusk](media/bridge.png)\n\n", "")
    open_press.done("run")

    assert stays
    assert not image.exists()


def test_a_changed_image_is_copied_again(open_press: Press) -> None:
    """An image is a part of the article; a new one under the same name goes out as well."""
    open_press.done("run")
    before = open_press.path("exports/public/media/news/media/bridge.png").read_bytes()
    open_press.write("content/news/media/bridge.png", picture("elsewhere", b"\xff\0\0"))

    open_press.done("run")

    assert open_press.path("exports/public/media/news/media/bridge.png").read_bytes() != before


def test_an_image_that_comes_later_is_copied(open_press: Press) -> None:
    """The article was finished before the photograph."""
    open_press.path("content/news/media/bridge.png").unlink()
    open_press.done("run")
    open_press.write("content/news/media/bridge.png", picture("elsewhere"))

    open_press.done("run")

    assert open_press.path("exports/public/media/news/media/bridge.png").exists()


def test_an_image_behind_a_symbolic_link_is_not_copied(open_press: Press, tmp_path: Path) -> None:
    """A link may lead to what was never meant to be published, a folder as well as a file."""
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "face.png").write_bytes(picture("secret place"))
    open_press.path("content/news/faces").symlink_to(tmp_path / "private")
    open_press.path("content/news/face.png").symlink_to(tmp_path / "private" / "face.png")
    open_press.swap(
        "content/news/bridge.md", "It is 310", "![](faces/face.png) ![](face.png)\n\nIt is 310"
    )

    open_press.done("run")
    checked = open_press.done("check")

    assert not any("face" in name for name in open_press.files("exports"))
    assert checked.out.count("symbolic link") == 2


def test_a_missing_image_is_a_warning(open_press: Press) -> None:
    """The page goes out; the editor is told which image is not there."""
    open_press.path("content/news/media/bridge.png").unlink()

    open_press.done("run")
    checked = open_press.done("check", "bridge")

    assert "content/news/media/bridge.png" in checked.out


@pytest.mark.parametrize(
    "url",
    ["https://example.org/track.png", "//example.org/a.png", "/a.png", "../../../a.png"],
)
def test_an_image_that_no_page_shows_is_a_warning(tmp_path: Path, url: str) -> None:
    """The policy of a page lets browsers load what stands beside it; the editor is told before."""
    made = press(tmp_path, release="auto", articles="suv")
    made.write("content/news/far.md", f"# Far\n\nWords.\n\n![A map]({url})\n")

    checked = made.done("check", "far")

    assert "content/news/far.md:5: warning: the image stands outside of content/" in checked.out
    assert "media/" in checked.out
    made.done("run")
    assert made.done("check", "far").out == checked.out


LEADS = """\
---
title: Leads
web: https://example.org/../gone.md
---

Read [the well](../guides/well.html), [itself](leads.md#end), [nothing](../gone.md) (../gone.mdx),

the [plan](media/plan.pdf), [a list](../../polyglot.toml) and [a page](https://example.org/x.md).

[![The bridge](media/bridge.png)](media/bridge.png) ![No image](media/none.png)
"""


def test_what_leads_nowhere_is_told_before_the_first_run(tmp_path: Path) -> None:
    """With the line where it is written; nothing but looking is needed for that."""
    made = press(tmp_path, release="auto", articles="bridge well")
    made.write("content/news/leads.md", LEADS)
    made.write("content/news/media/plan.pdf", b"%PDF")

    checked = made.done("check", "leads")

    told = [line for line in checked.out.splitlines() if line.startswith("content/")]
    assert told == [
        "content/news/leads.md:6: warning: it links to content/gone.md, which is not there [link]",
        (
            "content/news/leads.md:8: warning: it links to content/news/media/plan.pdf, which is no"
            " article and is not published [link]"
        ),
        "content/news/leads.md:8: warning: it links to a place outside of content/ [link]",
        "content/news/leads.md:10: warning: the image is not there [image]",
    ]
    made.done("run")
    assert made.done("check", "leads").out == checked.out


def test_a_command_that_follows_no_links_forgets_no_warning(tmp_path: Path) -> None:
    """What check says does not depend on which command came before."""
    made = press(tmp_path, release="auto", articles="bridge well")
    made.write("content/news/leads.md", LEADS)
    told = made.done("check").out
    for words in (("extract",), ("export",), ("translate",), ("run",), ("extract",)):
        made.done(*words)

        assert made.done("check").out == told, words


def test_a_mended_link_is_no_longer_told(tmp_path: Path) -> None:
    """Also where the article itself stays as it was."""
    made = press(tmp_path, release="auto", articles="bridge well")
    made.write("content/news/leads.md", LEADS)
    made.done("run")

    made.write("content/news/media/none.png", picture("somewhere"))
    made.write("content/gone.md", "Here again\n")
    made.done("run")

    told = made.done("check", "leads").out
    assert "none.png" not in told
    assert "gone.md" not in told


def test_a_link_to_an_image_shows_its_copy(tmp_path: Path) -> None:
    """A figure may be shown in full size behind a small one; it too knows nothing."""
    made = press(tmp_path, release="auto", articles="well")
    made.write("content/news/leads.md", LEADS.replace("![The bridge](media/bridge.png)", "Large"))
    made.write("content/news/media/bridge.png", picture("secret place"))

    made.run("run")

    copy = made.path("exports/public/media/news/media/bridge.png").read_bytes()
    assert b"secret place" not in copy
    page = made.page("news/leads", "en")
    assert 'href="../../../media/news/media/bridge.png"' in page


def test_a_link_to_the_own_file_stays_on_the_page(tmp_path: Path) -> None:
    """Editors copy such links from elsewhere; readers stay where they are."""
    made = press(tmp_path, release="auto", articles="well")
    made.write("content/news/leads.md", LEADS)

    made.run("run", "--drafts")

    assert '<a href="#end">itself</a>' in made.page("news/leads", "en")
    assert '<a href="#end">' in made.page("news/leads", "kk", drafts=True)


# --- Files of other people ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["exports/public/en/news/bridge/index.html", "exports/public/media/news/media/bridge.png"],
)
def test_a_file_polyglot_did_not_write_is_never_touched(open_press: Press, name: str) -> None:
    """It is an error in every run until somebody moves it away; then the page goes out."""
    open_press.write(name, "somebody's own")

    runs = [open_press.run("run") for _ in range(3)]
    stands = open_press.text(name)
    open_press.path(name).unlink()
    after = open_press.run("run")

    assert [run.code for run in runs] == [1, 1, 1]
    assert all(name in run.err and "move it away" in run.err for run in runs)
    assert stands == "somebody's own"
    assert after.code == 0
    assert open_press.path(name).exists()


def test_an_index_of_ones_own_is_never_touched(open_press: Press) -> None:
    """A newsroom may have a front page that another program makes."""
    open_press.write("exports/public/index.html", "our front page")

    first = open_press.run("run")
    open_press.run("run")

    assert first.code == 1
    assert "exports/public/index.html" in first.err
    assert open_press.text("exports/public/index.html") == "our front page"
    assert open_press.has_page(BRIDGE, "en")


def test_files_beside_ours_stay(open_press: Press) -> None:
    """A CNAME, a robots.txt, a folder of PDFs: none of our business."""
    open_press.write("exports/public/CNAME", "muynak.example")
    open_press.write("exports/drafts/en/news/bridge/notes.txt", "mine")
    open_press.done("run", "--drafts")
    open_press.path("content/news/bridge.md").unlink()

    open_press.run("run", "--drafts")

    assert open_press.text("exports/public/CNAME") == "muynak.example"
    assert open_press.text("exports/drafts/en/news/bridge/notes.txt") == "mine"


def test_a_broken_manifest_stops_the_export(open_press: Press) -> None:
    """Without it nobody knows which files are ours; nothing is written over."""
    open_press.done("run")
    pages = open_press.files("exports")
    open_press.write("exports/public/manifest.json", "{")
    open_press.swap("content/news/bridge.md", "It is 310", "It is 311")

    broken = open_press.run("run")

    assert broken.code == 3
    assert "exports/public/manifest.json" in broken.err
    open_press.write("exports/public/manifest.json", pages["exports/public/manifest.json"])
    assert open_press.files("exports") == pages


def early(manifest: bytes, folder: str) -> str:
    """Return a manifest in its first form, as earlier versions wrote it on one line."""
    now = json.loads(manifest)
    common = now.pop("")
    files: dict[str, tuple[str, list[str], str]] = dict(common["files"])
    entries: dict[str, list[list[str]]] = {}
    for article, (own, listed) in now.items():
        for path, hash_, format_ in own:
            if format_ != "media":
                files[f"{folder}/{path}"] = (hash_, [article], format_)
        for tag, values in listed.items():
            entries.setdefault(tag, []).append([article, *values])
    return json.dumps({"files": files, "indexes": common["indexes"], "entries": entries})


def test_a_manifest_of_an_earlier_version_is_taken_over(open_press: Press) -> None:
    """Its files stay ours: nothing vanishes, nothing is foreign, and the next export renews it."""
    open_press.done("run", "--drafts")
    before = open_press.files("exports")
    for folder in ("exports/public", "exports/drafts"):
        path = f"{folder}/manifest.json"
        open_press.write(path, early(before[path], folder))
    shutil.rmtree(open_press.path(".polyglot"))

    open_press.done("run", "--drafts")

    assert open_press.files("exports") == before
    assert any(path.endswith("bridge.png") for path in before)


def test_only_a_changed_article_has_another_line_in_the_manifest(open_press: Press) -> None:
    """One line tells of one article, so two people's exports can be compared."""
    open_press.write("content/news/other.md", "# Another\n\nArticle.")
    open_press.done("run")
    before = open_press.text("exports/public/manifest.json").splitlines()
    open_press.swap("content/news/other.md", "Article.", "Article, changed.")

    open_press.done("run")

    after = open_press.text("exports/public/manifest.json").splitlines()
    differing = [new for new, old in zip(after, before, strict=True) if new != old]
    assert [line.partition("\t")[0] for line in differing] == [',"news/other":']


# --- Promises to readers --------------------------------------------------------------------------


def test_a_page_that_would_vanish_stops_the_whole_export(open_press: Press) -> None:
    """A language taken out of the settings takes no page with it: nothing is written at all."""
    translate(open_press, BRIDGE, "kk")
    open_press.done("run")
    before = open_press.files("exports")
    open_press.swap("polyglot.toml", '"en", "ru", "kk", "uz"', '"en", "ru", "uz"')
    open_press.swap("content/news/bridge.md", "It is 310", "It is 311")

    refused = open_press.run("run")

    assert refused.code == 1
    assert "exports/public/kk/news/bridge/index.html" in refused.err
    assert "polyglot withdraw" in refused.err
    assert open_press.files("exports") == before


def test_a_broken_catalog_takes_no_page_away(open_press: Press) -> None:
    """What stands published stands, whatever happened to the translator's file."""
    translate(open_press, BRIDGE, "kk")
    open_press.done("run")
    page = open_press.page(BRIDGE, "kk")
    open_press.write("locales/kk/LC_MESSAGES/news/bridge.po", "msgid broken")

    broken = open_press.run("run")

    assert broken.code == 1
    assert open_press.page(BRIDGE, "kk") == page


def test_an_article_that_cannot_be_read_takes_no_page_away(open_press: Press) -> None:
    """Its pages stand; the others are made."""
    open_press.done("run")
    page = open_press.page(BRIDGE, "en")
    open_press.write("content/news/bridge.md", b"\xff\xfe broken \x00")
    open_press.swap("content/guides/well.html", "девять", "десять")

    broken = open_press.run("run")

    assert broken.code == 1
    assert "content/news/bridge.md" in broken.err
    assert open_press.page(BRIDGE, "en") == page
    assert "десять" in open_press.page(WELL, "ru")


# --- Formats and lists ----------------------------------------------------------------------------


def test_each_format_can_be_asked_for(open_press: Press) -> None:
    """Other formats stay as they are."""
    open_press.done("export", "--to", "html")
    only = set(open_press.files("exports"))

    open_press.done("export", "--to", "nitf")

    both = set(open_press.files("exports"))
    assert not any("/wire/" in name or "/source/" in name for name in only)
    assert only < both
    assert "exports/public/wire/news/bridge/en.nitf.xml" in both


def test_a_format_nobody_offers_is_wrong_usage(open_press: Press) -> None:
    """The known ones are named, and nothing is written."""
    result = open_press.run("export", "--to", "pdf")

    assert result.code == 2
    assert "pdf" in result.err
    assert not open_press.path("exports").exists()


def test_one_language_can_be_exported(open_press: Press) -> None:
    """`export -l kk` writes Kazakh pages, and takes no other away."""
    translate(open_press, BRIDGE, "kk", "uz")

    open_press.done("export", "-l", "kk")
    first = set(open_press.files("exports/public"))
    open_press.done("export", "-l", "uz")

    second = set(open_press.files("exports/public"))
    assert "exports/public/kk/news/bridge/index.html" in first
    assert "exports/public/uz/news/bridge/index.html" not in first
    assert first < second


def test_a_withdrawn_page_is_gone_whatever_the_formats(open_press: Press) -> None:
    """Also from formats that the settings no longer name."""
    open_press.done("run")
    open_press.swap("polyglot.toml", 'release = "auto"', 'release = "auto"\nto = ["html"]')

    open_press.done("withdraw", BRIDGE, "--by", "Dana", "--reason", "a mistake")

    left = open_press.files("exports/public")
    assert not any(b"310 metres" in data for data in left.values())


def test_each_language_lists_what_stands_in_it(open_press: Press) -> None:
    """The list names articles by their titles in that language, and links to their pages."""
    translate(open_press, BRIDGE, "kk")

    open_press.done("run")

    assert "The bridge over the Aral canal!" in open_press.text("exports/public/kk/index.html")
    assert "news/bridge" not in open_press.text("exports/public/uz/index.html")
    assert "news/bridge/index.html" in open_press.text("exports/public/en/index.html")


def test_a_page_of_a_site_names_its_address(open_press: Press) -> None:
    """With `site.url` there are canonical addresses and one for each language that is there."""
    translate(open_press, BRIDGE, "kk")
    open_press.done("run")

    page = open_press.page(BRIDGE, "kk")

    assert '<link rel="canonical" href="https://muynak.example/kk/news/bridge/' in page
    assert 'hreflang="en"' in page
    assert 'rel="alternate" hreflang="uz"' not in page


def test_a_template_of_ones_own_is_used_at_once(open_press: Press) -> None:
    """Changing a template makes every page anew."""
    open_press.done("run")
    theirs = Path(html.__file__).parent / "templates" / "base.html"
    text = theirs.read_text(encoding="utf-8").replace("</main>", "</main><p>Our own foot.</p>")
    open_press.write("templates/base.html", text)

    open_press.done("run")

    assert "Our own foot." in open_press.page(BRIDGE, "en")


def test_a_template_that_does_not_parse_is_named_as_its_owner_knows_it(open_press: Press) -> None:
    """Below the workspace, with the line."""
    open_press.write("templates/page.html", "<p>\n{% if %}\n")

    ran = open_press.run("run")

    assert ran.code == 1
    assert ran.err.startswith("templates/page.html:2: error: this page template cannot be used")
