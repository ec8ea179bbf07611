"""The body of an article in HTML vocabulary → units and two skeletons."""

from collections.abc import Callable

from polyglot.model import Article
from polyglot.plugins import Origin
from polyglot.readers.metadata import Field, Front, front_of

__all__ = ["Field", "Front", "front_of", "read_body"]


def read_body(
    html: str,
    *,
    origin: Origin,
    front: Front,
    format: str,  # noqa: A002 - the word of the model
    line_of: Callable[[int], int],
    whole_page: bool,
) -> Article:
    """Read *html*, a fragment or a *whole_page*, into an article.

    *line_of* maps an offset in *html* to a line of the article's file.
    The sidecar (`origin.metadata`) wins over *front*, and *front* over what a page says itself.

    Raises:
        ContentError: If the metadata is wrong.
    """
    raise NotImplementedError
