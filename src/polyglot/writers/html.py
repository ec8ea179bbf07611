"""The page of an article: one static file, readable without a script, from anywhere."""

import json
from collections.abc import Callable
from datetime import date

from polyglot import markup
from polyglot.languages import Language, string
from polyglot.languages.formats import by_line, language_name
from polyglot.model import Address, Content, Edition, Slot
from polyglot.plugins import Sibling, Site
from polyglot.writers.frame import Html, day_of, render, switcher
from polyglot.writers.labels import banners, facts, language_of, machine_source
from polyglot.writers.links import absolute, addresses, index_path, page_path, relative
from polyglot.writers.words import encode, plain, title_of


class HtmlWriter:
    """Writes an edition's page."""

    name = "html"

    def path(self, edition: Edition) -> str:
        """Return `<tag>/<article>/index.html`."""
        return page_path(edition.tag, edition.article)

    def write(self, edition: Edition, site: Site) -> bytes:
        """Return the page of *edition*.

        Raises:
            PublicationError: If one of the user's own templates is wrong.
        """
        here = self.path(edition)
        language = language_of(edition.tag, site)
        address = addresses(site, here)
        title = title_of(edition)
        summary = plain(edition.summary).strip()
        metadata = edition.metadata
        canonical = "" if edition.is_draft else absolute(site, here)
        data = _data_block(edition, site, title=title, summary=summary, canonical=canonical)
        heading = _inline(edition, edition.title, address) if edition.title else title
        values: dict[str, object] = {
            "lang": edition.tag,
            "dir": language.direction,
            "title": title,
            "description": summary,
            "heading": heading,
            "summary": _inline(edition, edition.summary, address) if summary else "",
            "by_line": by_line(metadata.authors, language),
            "day": day_of(metadata.day or edition.published, language),
            "facts": facts(edition, language),
            "original": _original(edition, site, language, here),
            "banners": banners(edition, language),
            "body": _body(edition, address),
            "tags": [_inline(edition, tag, address) for tag in edition.tags],
            "home": relative(here, index_path(edition.tag)),
            "switcher": switcher(site, here=here, tag=edition.tag),
            "strings": language.strings,
            "is_hidden": edition.is_draft,
            "canonical": canonical,
            "alternates": _alternates(edition, site) if canonical else (),
        }
        return render("page.html", site, values, data=data)

    def withdraw(self, *, article: str, tag: str, day: date, site: Site) -> tuple[str, bytes]:
        """Return path and bytes of the page that stands where a withdrawn edition stood.

        It tells that and when the article was withdrawn, and not a word of the article.
        A language that is absent is not named: no reader should wait for it.
        """
        here = page_path(tag, article)
        facts_of = language_of(tag, site)
        shown = day_of(day, facts_of)
        values: dict[str, object] = {
            "lang": tag,
            "dir": facts_of.direction,
            "title": string(facts_of, "withdrawn_title"),
            "text": string(facts_of, "withdrawn_text", date=shown.text if shown else ""),
            "banners": (),
            "home": relative(here, index_path(tag)),
            "switcher": [one for one in switcher(site, here=here, tag=tag) if one.href],
            "strings": facts_of.strings,
            "is_hidden": True,
        }
        return here, render("withdrawn.html", site, values)


WRITER = HtmlWriter()


def _body(edition: Edition, address: Callable[[Address], str]) -> Html:
    body = markup.join(
        edition.page,
        edition.contents,
        form="page",
        tag=edition.tag,
        source_tag=edition.kept_tag,
        address=address,
    )
    return Html(body)


def _inline(edition: Edition, content: Content, address: Callable[[Address], str]) -> Html:
    """Return *content* with its inline tags."""
    if len(content) == 1 and isinstance(content[0], str):
        return Html(markup.escape(content[0]))
    html = markup.join(
        (Slot(len(edition.contents)),),
        (*edition.contents, content),
        form="page",
        tag=edition.tag,
        source_tag=edition.kept_tag,
        address=address,
    )
    return Html(html)


def _original(edition: Edition, site: Site, language: Language, here: str) -> dict[str, str] | None:
    """Return what a translation tells of the edition it was made from."""
    if edition.language == edition.source_language:
        return None
    style = site.usage.get(language.code, {}).get("names", "")
    name = language_name(edition.source_language, language, style=style)
    source = _source(edition, site)
    return {
        "text": string(language, "original_language", language=name),
        "href": relative(here, source.path) if source and source.path else "",
        "tag": source.tag if source else edition.source_language,
    }


def _source(edition: Edition, site: Site) -> Sibling | None:
    for sibling in site.siblings:
        if sibling.language == edition.source_language:
            return sibling
    return None


def _alternates(edition: Edition, site: Site) -> list[dict[str, str]]:
    """Return every published edition's address, this one's too, and the one for all others."""
    here = page_path(edition.tag, edition.article)
    paths = {s.tag: here if s.tag == edition.tag else s.path for s in site.siblings}
    paths.setdefault(edition.tag, here)
    found = [{"tag": tag, "url": absolute(site, path)} for tag, path in paths.items() if path]
    source = _source(edition, site)
    default = paths.get(source.tag) if source else ""
    first = absolute(site, default) if default else found[0]["url"]
    return [*found, {"tag": "x-default", "url": first}]


def _data_block(edition: Edition, site: Site, *, title: str, summary: str, canonical: str) -> str:
    """Return the page's facts as schema.org has them, safe inside a script element."""
    metadata = edition.metadata
    published = edition.published or metadata.day
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "inLanguage": edition.tag,
    }
    if canonical:
        facts |= {"@id": canonical, "url": canonical, "mainEntityOfPage": canonical}
    if summary:
        facts["description"] = summary
    if published:
        facts["datePublished"] = published.isoformat()
    if edition.modified:
        facts["dateModified"] = edition.modified.isoformat()
    if metadata.authors:
        facts["author"] = [{"@type": "Person", "name": name} for name in metadata.authors]
    if site.name:
        publisher = {"@type": "NewsMediaOrganization", "name": site.name}
        facts["publisher"] = publisher | ({"url": site.url} if site.url else {})
    if edition.tags:
        facts["keywords"] = [plain(tag) for tag in edition.tags]
    if edition.is_draft:
        facts["creativeWorkStatus"] = "Draft"
    if kind := machine_source(edition):
        facts["digitalSourceType"] = kind
    facts |= _relation(edition, site)
    return json_block(facts)


def _relation(edition: Edition, site: Site) -> dict[str, object]:
    """Return the relation between an article and its translations."""

    def work(sibling: Sibling) -> dict[str, object]:
        url = "" if edition.is_draft or not sibling.path else absolute(site, sibling.path)
        named = {"@id": url, "url": url} if url else {}
        return {"@type": "NewsArticle", "inLanguage": sibling.tag, **named}

    if edition.language != edition.source_language:
        source = _source(edition, site) or Sibling(edition.source_language, edition.source_language)
        return {"translationOfWork": work(source)}
    others = [work(s) for s in site.siblings if s.path and s.language != edition.language]
    return {"workTranslation": others} if others else {}


def json_block(facts: dict[str, object]) -> str:
    """Return *facts* as JSON that no text in them can end or escape from."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    # The policy holds the hash of these very characters.
    text = encode(text).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
