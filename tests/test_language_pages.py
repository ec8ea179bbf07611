"""The pages about languages show the data, and are made anew by one option."""

import pytest

from language_pages import page
from pages import REFERENCE, text_of
from polyglot.languages import known

FOLDER = REFERENCE / "languages"


@pytest.mark.parametrize("code", known())
def test_a_languages_page_shows_its_data(code: str, request: pytest.FixtureRequest) -> None:
    """What an editor reads there is what the program writes; `--renew` writes it anew."""
    path = FOLDER / f"{code}.md"
    if request.config.getoption("--renew", default=False):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(page(code), "utf-8")

    assert text_of(path) == page(code)


def test_there_is_no_page_without_a_language() -> None:
    """A language that is gone takes its page along."""
    assert {path.stem for path in FOLDER.glob("*.md")} == set(known())
