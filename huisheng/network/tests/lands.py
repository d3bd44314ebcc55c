"""Land for tests of drawing: a grid of plots that share their corners, and what can be said of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import shapely
from hypothesis import strategies as st
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from huisheng.network.land import Corner, Corners, Land
from huisheng.network.land.corners import on_grid

WEST, SOUTH, SIDE = 125.2, 43.88, 0.002  # a side is about 160 by 220 m
METRE = 1e-5  # degrees, roughly; a little more than a metre northward


def corner(x: float, y: float) -> Corner:
    """A corner on the grid, in sides from the south-west."""
    return on_grid((WEST + x * SIDE, SOUTH + y * SIDE))


@st.composite
def grids(draw: st.DrawFn, count: int = 3) -> dict[int, Polygon]:
    """`count` × `count` plots whose common corners are pushed about, numbered row by row from 1."""
    push = st.floats(-0.3, 0.3)
    nodes = {
        (x, y): corner(x + draw(push), y + draw(push)) for x in range(count + 1) for y in range(count + 1)
    }
    return {
        1 + x + y * count: Polygon([nodes[x, y], nodes[x + 1, y], nodes[x + 1, y + 1], nodes[x, y + 1]])
        for y in range(count)
        for x in range(count)
    }


def edges(land: BaseGeometry) -> set[tuple[Corner, Corner]]:
    """Every edge of a land, in one direction."""
    rings = [
        ring for part in shapely.get_parts(land) for ring in (part.exterior, *part.interiors)
    ]  # fmt: skip
    return {
        (start, end) if start < end else (end, start)
        for ring in rings
        for start, end in pairwise(ring.coords)
    }


def alone(lands: Iterable[Land]) -> set[tuple[Corner, Corner]]:
    """Edges that belong to one land only: the border of all of them together, and of gaps and overlaps."""
    seen: dict[tuple[Corner, Corner], int] = {}
    for land in lands:
        for edge in edges(land):
            seen[edge] = seen.get(edge, 0) + 1
    return {edge for edge, times in seen.items() if times == 1}


def is_seamless(lands: Iterable[Land]) -> bool:
    """Whether the lands leave no gap and no overlap: their areas add up, and lone edges make one ring."""
    held = list(lands)
    whole = shapely.coverage_union_all(held)
    lone = shapely.union_all([shapely.LineString(edge) for edge in alone(held)])
    is_one_ring = isinstance(whole, Polygon) and not whole.interiors and lone.equals(whole.exterior)
    return is_one_ring and bool(shapely.coverage_is_valid(held))


def moved(corners: Corners, at: int, by: Corner) -> Corners:
    """The ring with one corner elsewhere."""
    lon, lat = corners[at]
    return (*corners[:at], on_grid((lon + by[0], lat + by[1])), *corners[at + 1 :])
