"""A small district of jittered plots that share their corners, for tests of the land."""

from __future__ import annotations

import random

from shapely.geometry import Polygon, box

WEST, SOUTH = 125.2, 43.88
COLUMNS, ROWS = 6, 5
SIDE = 0.002  # degrees: about 160 by 220 m

Plots = dict[int, Polygon]


def tessellation(seed: int = 1) -> tuple[Polygon, Plots]:
    """The district and its plots by id: no gap, no overlap, corners on the grid of seven decimals."""
    rng = random.Random(seed)

    def corner(x: int, y: int) -> tuple[float, float]:
        shift = [rng.uniform(-0.3, 0.3) * SIDE for _axis in range(2)]
        at_side = (x in (0, COLUMNS), y in (0, ROWS))
        lon = WEST + x * SIDE + (0 if at_side[0] else shift[0])
        lat = SOUTH + y * SIDE + (0 if at_side[1] else shift[1])
        return round(lon, 7), round(lat, 7)

    corners = {(x, y): corner(x, y) for x in range(COLUMNS + 1) for y in range(ROWS + 1)}
    plots = {
        1 + x + y * COLUMNS: Polygon(
            [corners[x, y], corners[x + 1, y], corners[x + 1, y + 1], corners[x, y + 1]]
        )
        for x in range(COLUMNS)
        for y in range(ROWS)
    }
    east, north = round(WEST + COLUMNS * SIDE, 7), round(SOUTH + ROWS * SIDE, 7)
    return box(WEST, SOUTH, east, north), plots
