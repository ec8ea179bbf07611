"""Laws 2, 3, 4, 7 and 10 for a file that was sent and comes back while others go on working."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editors import EDITORS
from test_laws import MORE
from test_laws_editors import Deeds, SharedLives

HOW = ("type", "clear", "mark", "empty", "accept", "approve", "reject")


def deeds(least: int = 0) -> st.SearchStrategy[Deeds]:
    """Draw what people do to the first three texts of one catalog, so that they meet."""
    deed = st.tuples(st.sampled_from(HOW), st.just("kk"), st.integers(4, 6))
    return st.lists(deed, min_size=least, max_size=4)


@settings(
    max_examples=25 * MORE, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
@given(
    first=deeds(),
    meanwhile=deeds(),
    hers=st.just([]) | deeds(1),
    later=deeds(),
    written=st.sampled_from(("", "edit", "drop", "move")),
    returns=st.booleans(),
    editor=st.sampled_from(("", *sorted(EDITORS))),
    has_lines=st.booleans(),
)
def test_receiving_an_old_file_loses_nothing_and_fakes_nothing(
    *,
    first: Deeds,
    meanwhile: Deeds,
    hers: Deeds,
    later: Deeds,
    written: str,
    returns: bool,
    editor: str,
    has_lines: bool,
) -> None:
    """Whatever was done before, meanwhile and in the file; and then it comes once more."""
    lives = SharedLives()
    try:
        lives.bridge()
        lives.life.do(first, "Timur")
        lives.post("kk")
        if written:
            lives.write(1, "Words", written)
        lives.life.do(meanwhile, "Dana")
        if returns:
            lives.go_back(0)
        lives.come_back(0, hers, editor, "Aygul", has_lines)
        lives.life.do(later, "Dana")
        before = lives.life.press.files("locales")
        lives.life.command("receive", str(lives.folder / "letter.po"), "--by", "Aygul")
        assert editor == "Babel" or lives.life.press.files("locales") == before
    finally:
        lives.teardown()
