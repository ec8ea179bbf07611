"""NITF 3.6: an edition as news agencies and content systems take it in.

The file follows the IPTC's schema `nitf-3-6.xsd`, in its namespace.
NITF has no field for "translation of"; a group's key (`du-key`) holds an article's
languages together, and `meta name="translation-of"` names the document it was made from.
`change.date` and `change.time` are left out: the schema fixes them to a day in 2009.
A draft is `withheld`: `embargoed` would promise a time at which it may go out.
"""

from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import urlsplit

from polyglot.languages import Language, string
from polyglot.languages.formats import format_date
from polyglot.markup import escape, escape_attribute
from polyglot.model import Address, Code, Content, Edition, Mark, Slot, Tongue
from polyglot.plugins import Site
from polyglot.writers.labels import banners, language_of, machine, origin
from polyglot.writers.links import absolute, addresses, page_path
from polyglot.writers.nitf_blocks import compile_page
from polyglot.writers.nitf_words import RAISED, Anchor, Inline, Item, compile_code
from polyglot.writers.words import encode, plain, title_of

_OPENING = """\
<?xml version="1.0" encoding="UTF-8"?>
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN" \
xml:lang="{tag}">
"""


class NitfWriter:
    """Writes an edition as NITF."""

    name = "nitf"

    def path(self, edition: Edition) -> str:
        """Return `wire/<article>/<tag>.nitf.xml`."""
        return _path(edition.article, edition.tag)

    def write(self, edition: Edition, site: Site) -> bytes:
        """Return the document of *edition*."""
        language = language_of(edition.tag, site)
        scribe = _Scribe(edition, addresses(site, self.path(edition), is_wire=True))
        title = title_of(edition)
        heading = scribe.inline(edition.title) if plain(edition.title).strip() else escape(title)
        summary = scribe.inline(edition.summary)
        parts = (
            _OPENING.format(tag=escape_attribute(edition.tag)),
            _head(edition, site, title),
            f"<body>\n<body.head>\n<hedline><hl1>{heading}</hl1></hedline>\n",
            _notes(edition, language),
            _by_lines(edition, language),
            f"<abstract><p>{summary}</p></abstract>\n" if summary.strip() else "",
            f"</body.head>\n<body.content>{scribe.body()}</body.content>\n</body>\n</nitf>\n",
        )
        return encode("".join(parts))

    def withdraw(self, *, article: str, tag: str, day: date, site: Site) -> tuple[str, bytes]:
        """Return path and bytes of the document that cancels a withdrawn edition.

        It tells that and when the article was withdrawn, and not a word of the article.
        """
        known = language_of(tag, site)
        title = escape(string(known, "withdrawn_title"))
        text = escape(string(known, "withdrawn_text", date=format_date(day, known)))
        status = f'management-status="canceled" management-doc-idref="{_id(article, tag)}"'
        parts = (
            _OPENING.format(tag=escape_attribute(tag)),
            f"<head>\n<title>{title}</title>\n<docdata {status}>\n",
            _identity(site, article, tag),
            "</docdata>\n</head>\n<body>\n<body.head>\n",
            f"<hedline><hl1>{title}</hl1></hedline>\n</body.head>\n",
            f"<body.content><p>{text}</p></body.content>\n</body>\n</nitf>\n",
        )
        return _path(article, tag), encode("".join(parts))


WRITER = NitfWriter()


def _path(article: str, tag: str) -> str:
    return f"wire/{article}/{tag}.nitf.xml"


def _id(article: str, tag: str) -> str:
    """Return the document's id as an attribute's value: the same in every version of it."""
    return escape_attribute(f"{article}/{tag}")


def _head(edition: Edition, site: Site, title: str) -> str:
    """Return the document's facts: state, group, dates, tags, where it was published."""
    status = "withheld" if edition.is_draft else "usable"
    issued = edition.published or edition.metadata.day
    group = escape_attribute(edition.article)
    tags = "".join(f'<keyword key="{escape_attribute(plain(tag))}"/>' for tag in edition.tags)
    parts = (
        f"<head>\n<title>{escape(title)}</title>\n",
        *_metas(edition, site),
        f'<docdata management-status="{status}">\n',
        _identity(site, edition.article, edition.tag),
        f'<date.issue norm="{issued.isoformat()}"/>\n' if issued else "",
        f'<du-key key="{group}" version="{edition.version}"/>\n',
        f"<key-list>{tags}</key-list>\n" if tags else "",
        "</docdata>\n",
        "" if edition.is_draft else _publication(edition, site),
        "</head>\n",
    )
    return "".join(parts)


def _identity(site: Site, article: str, tag: str) -> str:
    registrar = escape_attribute(urlsplit(site.url).hostname or site.name)
    source = f' regsrc="{registrar}"' if registrar else ""
    return f'<doc-id{source} id-string="{_id(article, tag)}"/>\n'


def _metas(edition: Edition, site: Site) -> Sequence[str]:
    metas: list[str] = []
    if edition.language != edition.source_language:
        tags = [s.tag for s in site.siblings if s.language == edition.source_language]
        source = _id(edition.article, tags[0] if tags else edition.source_language)
        metas.append(f'<meta name="translation-of" content="{source}"/>\n')
    if share := machine(edition):
        metas.append(f'<meta name="machine-translation" content="{share}"/>\n')
    if edition.notice:
        metas.append(f'<meta name="source-changed" content="{edition.notice.isoformat()}"/>\n')
    return metas


def _publication(edition: Edition, site: Site) -> str:
    day = edition.modified or edition.published
    when = f' date.publication="{day.isoformat()}"' if day else ""
    name = f' name="{escape_attribute(site.name)}"' if site.name else ""
    url = absolute(site, page_path(edition.tag, edition.article))
    where = f' ex-ref="{escape_attribute(url)}"' if url else ""
    return f'<pubdata type="web"{when}{name}{where}/>\n'


def _notes(edition: Edition, language: Language) -> str:
    """Return what a page shows above the article: an editor must read it too."""
    texts = [banner.text for banner in banners(edition, language)]
    if label := origin(edition, language):
        texts.append(label)
    return "".join(
        f'<note noteclass="editorsnote"><body.content><p>{escape(text)}</p></body.content></note>\n'
        for text in texts
    )


def _by_lines(edition: Edition, language: Language) -> str:
    names = (f"<person>{escape(name)}</person>" for name in edition.metadata.authors)
    lines = "".join(f"<byline>{name}</byline>\n" for name in names)
    day = edition.metadata.day or edition.published
    if day is None:
        return lines
    shown = escape(format_date(day, language))
    date_line = f'<story.date norm="{day.isoformat()}">{shown}</story.date>'
    return f"{lines}<dateline>{date_line}</dateline>\n"


class _Scribe:
    """Joins compiled NITF with the texts of one edition.

    *waiting* are pictures that stood inside a paragraph and follow it; *ids* are taken.
    """

    __slots__ = ("address", "edition", "ids", "out", "tag", "waiting")

    def __init__(self, edition: Edition, address: Callable[[Address], str]) -> None:
        self.edition = edition
        self.address = address
        self.tag = edition.tag if edition.tag != edition.kept_tag else ""
        self.out: list[str] = []
        self.ids: set[str] = set()
        self.waiting: list[str] = []

    def body(self) -> str:
        """Return the body's blocks."""
        self.out = []
        self._write(compile_page(self.edition.page))
        return "".join(self.out)

    def inline(self, content: Content) -> str:
        """Return one text with its inline elements; its pictures wait for the body."""
        self.out = []
        self._content(content)
        return "".join(self.out)

    def _write(self, items: Sequence[Item]) -> None:
        out, contents = self.out, self.edition.contents
        for item in items:
            if type(item) is str:
                out.append(item)
            elif type(item) is Slot:
                if item.form == "text":
                    self._content(contents[item.unit])
                else:
                    out.append(escape_attribute(plain(contents[item.unit])))
            elif type(item) is Address:
                out.append(escape_attribute(self.address(item)))
            elif type(item) is Tongue:
                out.append(escape_attribute(self.tag or item.written))
            elif type(item) is Anchor:
                if item.name not in self.ids:
                    self.ids.add(item.name)
                    out.append(f' id="{item.name}"')
            elif self.waiting:
                out += self.waiting
                self.waiting.clear()

    def _content(self, content: Content) -> None:
        raised: list[str] = []
        for number, part in enumerate(content):
            if type(part) is str:
                self.out.append(escape(part))
            elif type(part) is Mark:
                code = part.code
                if code.element in RAISED and _is_raised(part, content, number):
                    raised.append(code.name)
                    self._raise(code)
                elif part.kind == "close" and code.name in raised:
                    self.out.append(f"</{code.element}></num>")
                else:
                    self._mark(part, compile_code(code))

    def _raise(self, code: Code) -> None:
        self.out.append("<num")
        self._write([item for item in compile_code(code).before if type(item) is Anchor])
        self.out.append(f"><{code.element}>")

    def _mark(self, mark: Mark, code: Inline) -> None:
        if mark.kind != "close":
            self._write(code.before)
            if code.hoisted:
                self._hoist(code)
        if mark.kind != "open":
            self._write(code.after)

    def _hoist(self, code: Inline) -> None:
        kept, self.out = self.out, []
        self._write(code.hoisted)
        self.waiting += self.out
        self.out = kept


def _is_raised(mark: Mark, content: Content, number: int) -> bool:
    """Tell whether *mark* opens a raised or lowered bit of bare text: NITF has these in numbers."""
    following = content[number + 1 : number + 3]
    return (
        mark.kind == "open"
        and len(following) == 2  # noqa: PLR2004 # the text and the closing mark
        and isinstance(following[0], str)
        and isinstance(following[1], Mark)
        and following[1].kind == "close"
    )
