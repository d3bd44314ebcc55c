"""Pictures: known by content, made upright and small, without anything but pixels."""

import io
from typing import Any

import pytest
from PIL import Image

from huisheng.cases.actions import photos
from huisheng.cases.actions.photos import NoPicture, read_picture

ORIENTATION, GPS = 0x0112, 0x8825


def picture(size: tuple[int, int] = (400, 200), kind: str = "JPEG", **save: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **save)
    return out.getvalue()


def test_where_and_with_what_it_was_taken_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    exif.get_ifd(GPS)[1] = "N"
    kept = Image.open(io.BytesIO(read_picture(picture(exif=exif)).jpeg))
    assert not kept.getexif()
    assert "exif" not in kept.info
    assert b"a camera" not in read_picture(picture(exif=exif)).jpeg


def test_a_picture_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    read = read_picture(picture((400, 200), exif=exif))
    assert (read.width, read.height) == (200, 400)


def test_a_large_picture_is_made_smaller_in_proportion():
    read = read_picture(picture((4000, 1000)))
    assert (read.width, read.height) == (1600, 400)
    assert Image.open(io.BytesIO(read.thumbnail)).size == (320, 80)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "BMP"])
def test_other_kinds_become_jpeg(kind):
    assert Image.open(io.BytesIO(read_picture(picture(kind=kind)).jpeg)).format == "JPEG"


@pytest.mark.parametrize(
    "content", [b"", b"<script>", b"%PDF-1.4", picture()[:200], b"GIF89a" + b"\0" * 4], ids=str
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(NoPicture):
        read_picture(content)


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(photos, "MOST_PIXELS", 1000)
    with pytest.raises(NoPicture, match="pixels"):
        read_picture(picture())
