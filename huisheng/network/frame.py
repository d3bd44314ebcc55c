"""Where things lie in a drawing: Web Mercator fitted to a view box of fixed width."""

from __future__ import annotations

import math
from dataclasses import dataclass

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from huisheng.network.projection import mercator

# A unit of the view box is a pixel on the narrowest phone (360 px); wider screens scale it up.
WIDTH = 360.0
TALLEST = 420.0
MARGIN = 6.0
TILE_UNITS = 128.0  # a tile of 256 pixels drawn this large is sharp on dense screens
DEEPEST_ZOOM = 18


@dataclass(frozen=True)
class Tile:
    """One raster tile: zoom, column, row, and its square in the view box."""

    z: int
    x: int
    y: int
    left: float
    top: float
    size: float


@dataclass(frozen=True)
class Frame:
    """The view box: `left`, `top` in Web Mercator (0 to 1, y down), `scale`: units of the box per world."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """A WGS84 point in the view box."""
        x, y = mercator(lon, lat)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def path(self, shape: BaseGeometry) -> str:
        """A polygon as SVG path data, to a tenth of a unit."""
        parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
        rings = [
            ring
            for part in parts
            if isinstance(part, Polygon) and not part.is_empty
            for ring in (part.exterior, *part.interiors)
        ]
        return "".join(self._ring(list(ring.coords)) for ring in rings)

    def _ring(self, points: list[tuple[float, ...]]) -> str:
        places = [self.place(point[0], point[1]) for point in points[:-1]]
        steps = [f"{x:.1f} {y:.1f}" for x, y in places]
        once = [step for step, before in zip(steps, [None, *steps], strict=False) if step != before]
        return f"M{'L'.join(once)}Z"

    def tiles(self) -> list[Tile]:
        """The tiles that cover the box, at the zoom at which they come out about `TILE_UNITS` large."""
        zoom = min(DEEPEST_ZOOM, max(0, round(math.log2(self.scale / TILE_UNITS))))
        count = 2**zoom
        size = self.scale / count
        columns = range(int(self.left * count), int((self.left + self.width / self.scale) * count) + 1)
        rows = range(int(self.top * count), int((self.top + self.height / self.scale) * count) + 1)
        return [
            Tile(zoom, x, y, (x / count - self.left) * self.scale, (y / count - self.top) * self.scale, size)
            for y in rows
            for x in columns
            if x < count and y < count
        ]


def frame_around(bounds: tuple[float, float, float, float]) -> Frame:
    """The frame for `west, south, east, north` in degrees, with a margin; never taller than `TALLEST`."""
    west, south, east, north = bounds
    left, top = mercator(west, north)
    right, bottom = mercator(east, south)
    across, down = max(right - left, 1e-9), max(bottom - top, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / down)
    height = down * scale + 2 * MARGIN
    side = (WIDTH / scale - across) / 2
    return Frame(left - side, top - MARGIN / scale, scale, WIDTH, height)
