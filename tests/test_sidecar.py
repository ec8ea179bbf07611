"""A sidecar says what front matter says, in the same words."""

from datetime import date
from pathlib import Path

import pytest

from polyglot.errors import ContentError
from polyglot.model import Article, Severity
from polyglot.plugins import Origin
from polyglot.readers import reader_for
from workspaces import press

SIDECAR = "content/news/x.toml"


def read(metadata: dict[str, object], text: str = "A bridge.") -> Article:
    """Read an article with a sidecar."""
    origin = Origin("news/x", "content/news/x.md", "en", metadata, SIDECAR)
    return reader_for(".md").read(text.encode(), origin)


@pytest.mark.parametrize("name", ["day", "date", "published"])
@pytest.mark.parametrize(
    "written", ["14.09.2022", "2022-09-14", "14 сентября 2022 г.", date(2022, 9, 14)]
)
def test_a_day_is_written_as_people_write_it(name: str, written: object) -> None:
    """A number before a month is the day, in a sidecar too."""
    assert read({name: written}).metadata.day == date(2022, 9, 14)


def test_a_sidecar_has_the_names_of_front_matter() -> None:
    """A lead is a summary, keywords are tags, a byline names authors."""
    article = read({"lead": "In May.", "keywords": ["river"], "byline": "Night desk"})

    texts = {unit.context: unit.text for unit in article.units if unit.context}
    assert texts == {"summary": "In May.", "tag": "river"}
    assert article.metadata.authors == ("Night desk",)


def test_the_proper_name_wins_over_its_synonym() -> None:
    """The synonym is kept as any other value."""
    article = read({"lead": "First.", "summary": "Second."})

    assert [unit.text for unit in article.units if unit.context == "summary"] == ["Second."]
    assert article.metadata.extra == (("lead", "First."),)


def test_a_wrong_value_names_the_sidecar() -> None:
    """The person is led to the file where it stands, and to no line that nobody knows."""
    with pytest.raises(ContentError, match=r"31\.02\.2022") as caught:
        read({"date": "31.02.2022"})

    assert caught.value.path == SIDECAR
    assert caught.value.line is None


def test_the_path_of_a_sidecar_comes_from_the_workspace(tmp_path: Path) -> None:
    """A command tells the same."""
    made = press(tmp_path, articles="suv")
    made.write("content/voices/suv.toml", 'language = "uz"\nprivacy = "hidden"\n')

    result = made.run("run")

    assert result.code == 1
    assert "content/voices/suv.toml: error: privacy is 'hidden'" in result.err


@pytest.mark.parametrize("name", ["caption", "image_caption", "image_alt"])
def test_a_caption_without_a_place_is_reported(name: str) -> None:
    """Nothing is dropped in silence."""
    (finding,) = read({name: "The bridge at dusk"}).reports

    assert finding.path == SIDECAR
    assert finding.kind == "left-out"
    assert finding.severity is Severity.WARNING
    assert name in finding.problem


def test_a_caption_that_front_matter_has_too_is_not_reported() -> None:
    """It stands there, and is translated."""
    article = read({"caption": "At dusk"}, "---\ncaption: At dusk\n---\nText.")

    assert article.reports == ()
    assert [unit.text for unit in article.units] == ["At dusk", "Text."]
