"""Drawings in the place of residents' photographs: plainly drawn, so that nobody takes them for real ones."""

import io
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw

from huisheng.cases.actions.photos import Picture, read_picture

WIDTH, HEIGHT = 1200, 900
GROUND = 640
Draw = ImageDraw.ImageDraw


def _lamp(draw: Draw) -> None:
    """A street at night with a lamp that is out."""
    draw.rectangle((0, 0, WIDTH, HEIGHT), "#1d2733")
    draw.rectangle((0, GROUND, WIDTH, HEIGHT), "#2c3138")
    draw.line((600, GROUND + 40, 600, 180), "#8a8f96", 16)
    draw.line((600, 188, 740, 150), "#8a8f96", 12)
    draw.ellipse((715, 135, 805, 175), "#4a4f57", "#8a8f96", 4)
    for x in (120, 260, 900, 1040):
        draw.rectangle((x, 330, x + 100, GROUND), "#161d27")
        draw.rectangle((x + 30, 380, x + 60, 420), "#e7c766")


def _manhole(draw: Draw) -> None:
    """A road with an open manhole and a branch in it."""
    draw.rectangle((0, 0, WIDTH, HEIGHT), "#9aa0a6")
    for x in range(40, WIDTH, 220):
        draw.rectangle((x, 120, x + 110, 136), "#f2f2ee")
    draw.ellipse((380, 360, 820, 640), "#6b7076", "#54585d", 10)
    draw.ellipse((420, 385, 780, 615), "#1b1d20")
    draw.line((600, 520, 660, 200), "#6d4c33", 14)
    for x, y in ((640, 300), (655, 240), (625, 350)):
        draw.line((x, y, x + 70, y - 50), "#5f7f4a", 10)


def _rubbish(draw: Draw) -> None:
    """Full bins in front of a building."""
    draw.rectangle((0, 0, WIDTH, HEIGHT), "#cfd8dc")
    draw.rectangle((80, 90, 1120, GROUND), "#d9b99b")
    for x in range(140, 1080, 180):
        for y in (150, 330):
            draw.rectangle((x, y, x + 90, y + 110), "#7f99ab")
    draw.rectangle((0, GROUND, WIDTH, HEIGHT), "#a7a39b")
    for x in (330, 520, 710):
        draw.rectangle((x, 520, x + 150, 740), "#3f7d58", "#2c5a3f", 6)
        draw.ellipse((x - 10, 440, x + 160, 560), "#4b4b4b")
    for x, y in ((260, 740), (480, 770), (690, 760), (880, 735)):
        draw.ellipse((x, y, x + 90, y + 60), "#5b5b5b")


def _radiator(draw: Draw) -> None:
    """A radiator with a thermometer that shows little."""
    draw.rectangle((0, 0, WIDTH, HEIGHT), "#efe9dd")
    for x in range(220, 820, 75):
        draw.rounded_rectangle((x, 330, x + 58, 720), 20, "#fbfbf8", "#b9b4a8", 5)
    draw.line((160, 690, 900, 690), "#b9b4a8", 14)
    draw.rounded_rectangle((960, 200, 1020, 660), 30, "#ffffff", "#8a8f96", 5)
    draw.ellipse((940, 620, 1040, 720), "#c0392b")
    draw.rectangle((982, 520, 998, 640), "#c0392b")


DRAWINGS: dict[str, Callable[[Draw], None]] = {
    "street_lighting": _lamp,
    "roads": _manhole,
    "refuse": _rubbish,
    "heating": _radiator,
}


@cache
def picture_of(category: str) -> Picture:
    """The drawing for a category, as an upload would be kept."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    DRAWINGS[category](ImageDraw.Draw(image))
    out = io.BytesIO()
    image.save(out, "PNG")
    return read_picture(out.getvalue())
