"""The localized source: the document as it was, in another language, without what is private."""

from polyglot import markup
from polyglot.model import Edition
from polyglot.plugins import Site

_SUFFIXES = {"html": "html", "text": "txt", "markdown": "html"}


class SourceWriter:
    """Writes an edition in the form of its source; Markdown is written as it renders."""

    name = "source"

    def path(self, edition: Edition) -> str:
        """Return `source/<article>/<tag>.<html or txt>`."""
        return f"source/{edition.article}/{edition.tag}.{_SUFFIXES.get(edition.format, 'html')}"

    def write(self, edition: Edition, site: Site) -> bytes:
        """Return the document; its addresses stay as the source has them.

        Comments and what stands inside `data-private` are for the desk: no export holds them.
        """
        del site
        text = markup.join(
            edition.source,
            edition.contents,
            form="source",
            tag=edition.tag,
            source_tag=edition.kept_tag,
            address=lambda address: address.url,
            with_private=False,
        )
        return text.encode()


WRITER = SourceWriter()
