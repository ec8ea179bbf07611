"""Where pages stand below the exports folder, and the URLs that lead from one to another."""

import re
from collections.abc import Callable
from urllib.parse import quote

from polyglot.model import Address
from polyglot.plugins import Site

_UNSAFE = re.compile(r"[^A-Za-z0-9/._~-]")


def page_path(tag: str, article: str) -> str:
    """Return where the page of *article* in *tag* stands below the exports folder."""
    return f"{tag}/{article}/index.html"


def index_path(tag: str) -> str:
    """Return where the index of a language stands below the exports folder."""
    return f"{tag}/index.html"


def relative(here: str, there: str) -> str:
    """Return the URL that leads from the file *here* to *there*, both below the exports folder.

    *there* may end in a fragment. The same URL works from a disk, a mirror or a subfolder.
    """
    path, mark, fragment = there.partition("#")
    if path == here:
        return f"#{fragment}" if mark else _quoted(here.rpartition("/")[2])
    if path[: path.find("/") + 1] != here[: here.find("/") + 1]:
        url = "../" * here.count("/") + _quoted(path)
    else:
        ours, theirs = here.split("/"), path.split("/")
        shared = 0
        while shared < min(len(ours), len(theirs)) - 1 and ours[shared] == theirs[shared]:
            shared += 1
        url = "../" * (len(ours) - 1 - shared) + _quoted("/".join(theirs[shared:]))
    return f"{url}#{fragment}" if mark else url


def absolute(site: Site, path: str) -> str:
    """Return the public address of *path* below the exports folder; empty without `site.url`."""
    if not site.url:
        return ""
    path, mark, fragment = path.partition("#")
    if path == "index.html" or path.endswith("/index.html"):
        path = path.removesuffix("index.html")
    return f"{site.url.rstrip('/')}/{_quoted(path)}{mark}{fragment}"


def addresses(site: Site, here: str, *, is_wire: bool = False) -> Callable[[Address], str]:
    """Return what an address of the source becomes in the file *here*.

    A known article's address leads to its page, an image's to its copy, a link to an image
    as well; all else stays.
    A wire file (*is_wire*) travels alone: its addresses are absolute where the site has a URL.
    """

    def address(found: Address) -> str:
        url = found.url
        known = site.media if found.kind == "media" or url in site.media else site.links
        path = known.get(url)
        if path is None and "#" in url:
            base, _, fragment = url.partition("#")
            target = known.get(base)
            path = target and f"{target}#{fragment}"
        if not path:
            return url
        return (absolute(site, path) if is_wire else "") or relative(here, path)

    return address


def _quoted(path: str) -> str:
    return quote(path, safe="/~") if _UNSAFE.search(path) else path
