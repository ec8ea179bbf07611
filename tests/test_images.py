"""Images beside the pages tell nothing of who took them, where and with what."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from polyglot.errors import ContentError
from polyglot.writers.images import cleaned

TELLING = "GPS of a fictional person"


def picture(kind: str, *, turned: bool = False) -> bytes:
    """Return a small picture of *kind* with a secret in its metadata."""
    image = Image.new("RGB", (16, 8), (200, 30, 30))
    image.paste((20, 20, 200), (0, 0, 4, 8))
    exif = Image.Exif()
    exif[0x010E] = TELLING
    if turned:
        exif[0x0112] = 6
    out = io.BytesIO()
    match kind:
        case "PNG":
            text = PngInfo()
            text.add_text("Author", TELLING)
            image.save(out, kind, pnginfo=text, exif=exif)
        case "GIF":
            image.save(out, kind, comment=TELLING.encode())
        case _:
            image.save(out, kind, exif=exif, quality=95)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_copy_holds_the_picture_and_no_metadata(kind: str) -> None:
    """The secret is in the file that came in, and not in the one that goes out."""
    data = picture(kind)
    assert TELLING.encode() in data

    clean = cleaned(data, path=f"content/media/a.{kind.lower()}")

    assert TELLING.encode() not in clean
    with Image.open(io.BytesIO(clean)) as copy:
        assert (copy.format, copy.size) == (kind, (16, 8))
        assert not dict(copy.getexif())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_cleaning_twice_changes_nothing_a_reader_sees(kind: str) -> None:
    """A clean picture has the size of its copy, and the same bytes each time."""
    data = picture(kind)

    assert cleaned(data, path="a") == cleaned(data, path="a")


def test_a_turned_photograph_stands_upright() -> None:
    """The direction of the camera is metadata too: it goes into the pixels."""
    clean = cleaned(picture("JPEG", turned=True), path="a.jpg")

    with Image.open(io.BytesIO(clean)) as copy:
        assert copy.size == (8, 16)


def test_a_drawing_loses_scripts_comments_and_what_leads_outside() -> None:
    """Of an SVG only the drawing stays."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://example.org/editor" '
        f'x:author="{TELLING}" onload="alert(1)" viewBox="0 0 9 9"><!-- {TELLING} -->'
        f"<metadata>{TELLING}</metadata><script>alert(1)</script>"
        '<title>A bridge</title><path d="M0 0h9" onclick="alert(1)"/>'
        '<image href="https://example.org/track.png"/><x:note>'
        f"{TELLING}</x:note></svg>"
    )

    clean = cleaned(drawing.encode(), path="a.svg").decode()

    assert 'd="M0 0h9"' in clean
    assert "A bridge" in clean
    for word in (TELLING, "alert", "script", "example.org", "onload"):
        assert word not in clean


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"no picture", "a.png"),
        (picture("PNG")[:60], "a.png"),
        (b"<html/>", "a.svg"),
        (b"<svg", "a.svg"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg"),
        (b"BM" + bytes(60), "a.bmp"),
    ],
)
def test_what_cannot_be_cleaned_is_refused(data: bytes, path: str) -> None:
    """A file that may tell about people is not published unseen."""
    with pytest.raises(ContentError):
        cleaned(data, path=path)
