"""Images copied beside the pages, without the metadata that tells who, where and with what."""

import io
from collections.abc import Callable
from pathlib import PurePosixPath

from lxml import etree
from PIL import Image, ImageOps

from polyglot import markup
from polyglot.errors import ContentError

PIXELS = 40_000_000
"""The most pixels an image may have; more is a mistake or an attack."""

_SVG = "{http://www.w3.org/2000/svg}"
_SVG_LEFT_OUT = frozenset({"script", "foreignObject", "metadata", "iframe", "audio", "video", "a"})


def cleaned(data: bytes, *, path: str) -> bytes:
    """Return the image *data* with its pixels and colours, and nothing else.

    Raises:
        ContentError: If it is no PNG, JPEG, GIF, WebP or SVG image, or cannot be read:
            what cannot be cleaned is refused for what it may tell about people.
    """
    if PurePosixPath(path).suffix.lower() == ".svg":
        return _clean_svg(data, path)
    try:
        with Image.open(io.BytesIO(data)) as image:
            save = _SAVERS.get(image.format or "")
            if save is None or image.width * image.height > PIXELS:
                raise _refused(path)
            image.load()
            out = io.BytesIO()
            save(image, out)
            return out.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _refused(path) from error


def _profile(image: Image.Image) -> bytes:
    profile = image.info.get("icc_profile")
    return profile if isinstance(profile, bytes) else b""


def _save_png(image: Image.Image, out: io.BytesIO) -> None:
    profile = _profile(image)
    image.info = {k: v for k, v in image.info.items() if k == "transparency"}
    image.save(out, "PNG", icc_profile=profile or None)


def _save_jpeg(image: Image.Image, out: io.BytesIO) -> None:
    profile = _profile(image)
    turned = image.getexif().get(0x0112, 1) != 1
    picture = ImageOps.exif_transpose(image) if turned else image
    picture.info = {}
    # An unturned picture keeps its own quantisation: its pixels stay what they were.
    quality = 92 if turned else "keep"
    picture.save(out, "JPEG", quality=quality, icc_profile=profile or None, exif=b"")


def _save_gif(image: Image.Image, out: io.BytesIO) -> None:
    image.info.pop("comment", None)
    image.save(out, "GIF", save_all=True)


def _save_webp(image: Image.Image, out: io.BytesIO) -> None:
    image.save(out, "WEBP", save_all=True, quality=90, icc_profile=_profile(image), exif=b"")


_SAVERS: dict[str, Callable[[Image.Image, io.BytesIO], None]] = {
    "PNG": _save_png,
    "JPEG": _save_jpeg,
    "GIF": _save_gif,
    "WEBP": _save_webp,
}


def _clean_svg(data: bytes, path: str) -> bytes:
    root = markup.parse_xml(data)
    if root.tag != f"{_SVG}svg":
        raise _refused(path)
    for element in list(root.iter()):
        tag = str(element.tag)  # a comment's tag is a function, which is no name of ours
        if element is root or (tag.startswith(_SVG) and tag[len(_SVG) :] not in _SVG_LEFT_OUT):
            _clean_attributes(element)
        else:
            _drop(element)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _clean_attributes(element: etree._Element) -> None:
    for key, value in list(element.attrib.items()):
        name = str(key).rpartition("}")[2].lower()
        is_outside = name == "href" and not str(value).startswith(("#", "data:image/"))
        is_foreign = str(key).startswith("{") and name != "href"
        if name.startswith("on") or is_outside or is_foreign:
            del element.attrib[key]


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    tail = element.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _refused(path: str) -> ContentError:
    return ContentError(
        "this image cannot be cleaned of its metadata, so it is not published",
        path=path,
        hint="save it anew as PNG, JPEG, GIF, WebP or SVG",
    )
