"""Pictures: limits, kind by content, re-encoded without metadata (no place, no camera, no time)."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from huisheng.cases.models import Case, CasePhoto

MOST_PICTURES = 6
MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE, THUMBNAIL_SIDE = 1600, 320
KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")


_at_work = threading.BoundedSemaphore(2)


class NoPicture(Exception):
    """The file is no picture of a kind that we take, or it is damaged, or it has too many pixels."""


@dataclass(frozen=True)
class Picture:
    """A picture ready to keep: two JPEGs without metadata, and the size of the large one in pixels."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int


def read_picture(content: bytes) -> Picture:
    """Re-encode what was uploaded. `NoPicture` when it cannot be read; its name and type do not count.

    Few at a time, and made small as early as possible: one of 50 megapixels takes 200 MB while it is read.
    """
    with _at_work:
        try:
            large = _read_small(content)
        except (
            UnidentifiedImageError,
            OSError,
            ValueError,
            SyntaxError,
            Image.DecompressionBombError,
        ) as why:
            raise NoPicture(str(why)) from why
        small = large.copy()
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        return Picture(_jpeg(large), _jpeg(small), large.width, large.height)


def _read_small(content: bytes) -> Image.Image:
    """The picture upright, in RGB, at most `LONGEST_SIDE` wide and high."""
    with Image.open(io.BytesIO(content), formats=KINDS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise NoPicture("too many pixels")
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return ImageOps.exif_transpose(opened).convert("RGB")


def keep_pictures(case: Case, seq: int, pictures: Sequence[Picture]) -> None:
    """Keep pictures that came with event `seq`, in one statement; none when there are none."""
    if not pictures:
        return
    CasePhoto.objects.bulk_create(
        CasePhoto(
            case_id=case.id,
            n=seq * 10 + at,
            seq=seq,
            width=picture.width,
            height=picture.height,
            jpeg=picture.jpeg,
            thumbnail=picture.thumbnail,
        )
        for at, picture in enumerate(pictures)
    )


def _jpeg(image: Image.Image) -> bytes:
    # A fresh image carries pixels only: EXIF, XMP and colour profiles stay behind.
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
