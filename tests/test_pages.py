"""What a reader's browser makes of the sample workspace's pages, in every language."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workspaces import SAMPLE, Press

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
TAGS = {"en": "en", "ru": "ru", "kk": "kk", "kaa": "kaa-Latn", "uz": "uz"}
SHOWN = ("guides/karakalpak-alphabets", "news/activists", "notes/how-we-check")
"""Articles with tables, pictures, long words and quotations; and the list of all articles."""

NARROW = 320


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer; the icon of a tab is the browser's own wish, not the page's."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing: the test tells what was asked for."""


@dataclass
class Visit:
    """A page as it was seen: what it asked for, what it complained about, what stands in it."""

    name: str
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)


FACTS = """() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    title: document.title.trim(),
    headings: [...document.querySelectorAll("h1")].map(one => one.innerText.trim()),
    dumb: document.querySelectorAll("img:not([alt])").length,
    robots: document.querySelector("meta[name=robots]")?.content,
    banners: document.querySelector(".banners")?.innerText.trim(),
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Press, str]]:
    """Return the sample workspace with its previews, and where they are served."""
    made = Press(tmp_path_factory.mktemp("sample"))
    files = [SAMPLE / "polyglot.toml", *(SAMPLE / "content").rglob("*")]
    files += (SAMPLE / "locales").rglob("*")
    for path in files:
        if path.is_file():
            made.write(str(path.relative_to(SAMPLE)), path.read_bytes())
    made.done("run", "--drafts", "--to", "html")
    handler = partial(_Quiet, directory=str(made.path("exports")))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Return a browser without a window, or skip the test."""
    reason = ""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        reason = "playwright is not installed"
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is not installed (Debian: chromium)"
    if reason:
        (pytest.fail if os.environ.get("POLYGLOT_REQUIRE_ALL") == "1" else pytest.skip)(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield launched
        launched.close()


def watched(page: "Page", seen: Visit) -> None:
    """Write down what *page* asks for and complains about."""
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("response", lambda got: seen.refused.append(got.url) if got.status >= 400 else None)
    page.on("requestfailed", lambda request: seen.refused.append(request.url))
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))


def visited(browser: "Browser", url: str, name: str) -> Visit:
    """Open a page, wait until all of it is there, then make the window narrow."""
    seen = Visit(name)
    page = browser.new_page(viewport={"width": 1024, "height": 768})
    watched(page, seen)
    page.goto(f"{url}/{name}", wait_until="load")
    seen.facts = page.evaluate(FACTS)
    page.set_viewport_size({"width": NARROW, "height": 640})
    seen.facts["width"] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    return seen


@pytest.fixture(scope="module", params=TAGS)
def visits(
    request: pytest.FixtureRequest, site: tuple[Press, str], browser: "Browser"
) -> tuple[str, str, list[Visit]]:
    """Return a tag, the site's address and a visit to each of its previews in that language."""
    made, url = site
    tag = TAGS[str(request.param)]
    root = made.path("exports")
    names = [str(path.relative_to(root)) for path in (root / "drafts" / tag).rglob("*.html")]
    chosen = [name for name in sorted(names) if any(part in name for part in SHOWN)]
    chosen.append(f"drafts/{tag}/index.html")
    assert len(chosen) == len(SHOWN) + 1
    return tag, url, [visited(browser, url, name) for name in chosen]


Seen = tuple[str, str, list[Visit]]


def test_every_page_is_whole_and_asks_for_nothing_but_its_images(visits: Seen) -> None:
    """One request and the pictures; nothing is missing, and the console is silent."""
    _, url, pages = visits

    for seen in pages:
        others = [one for one in seen.requests[1:] if not one.startswith(f"{url}/drafts/media/")]

        assert (seen.name, others, seen.refused, seen.complaints) == (seen.name, [], [], [])


def test_every_page_says_its_language_and_has_one_title(visits: Seen) -> None:
    """A screen reader needs the right voice; a search engine needs one heading."""
    tag, _, pages = visits

    for seen in pages:
        facts = seen.facts
        assert (facts["lang"], facts["dir"], facts["dumb"]) == (tag, "ltr", 0), seen.name
        assert facts["title"], seen.name
        headings = facts["headings"]
        assert isinstance(headings, list)
        assert len(headings) == 1, seen.name
        assert headings[0], seen.name


def test_no_page_scrolls_sideways_on_a_small_screen(visits: Seen) -> None:
    """At 320 points everything reflows (WCAG 2.2, 1.4.10); a wide table scrolls by itself."""
    _, _, pages = visits

    assert {seen.name: seen.facts["width"] for seen in pages} == dict.fromkeys(
        (seen.name for seen in pages), NARROW
    )


def test_a_preview_is_labelled_and_hidden_from_search_engines(visits: Seen) -> None:
    """Nobody takes a machine's draft for a published article."""
    _, _, pages = visits

    for seen in pages:
        assert "noindex" in str(seen.facts["robots"]), seen.name
        assert seen.facts["banners"], seen.name


def test_a_reader_comes_from_the_front_page_to_an_article_and_to_another_language(
    site: tuple[Press, str], browser: "Browser"
) -> None:
    """The chooser leads to a list, the list to an article, its switcher to the other languages."""
    _, url = site
    seen = Visit("drafts/index.html")
    page = browser.new_page()
    watched(page, seen)
    page.goto(f"{url}/{seen.name}")

    page.click('a[hreflang="kk"], a[lang="kk"]')
    page.click("main a")
    first = page.url
    page.click('nav.languages a[hreflang="kaa-Latn"]')

    assert "/drafts/kk/" in first
    assert page.url == first.replace("/kk/", "/kaa-Latn/")
    assert page.get_attribute("html", "lang") == "kaa-Latn"
    assert seen.refused == seen.complaints == []
    page.close()
