"""The cast's district with a boundary: by default exactly what its plots cover."""

from __future__ import annotations

import json
from typing import Any

import shapely
from shapely.geometry import Polygon, box, mapping

from huisheng.network import tree
from huisheng.network.models import Area, Plot
from tests.cast import Cast
from tests.cast_network import SIDE

WEST, SOUTH = 125.20, 43.88
WHOLE = box(WEST, SOUTH, WEST + 3 * SIDE, SOUTH + 2 * SIDE)


def as_json(shape: Polygon) -> dict[str, Any]:
    """A polygon as it is written in a boundary."""
    written: dict[str, Any] = json.loads(json.dumps(mapping(shape)))
    return written


def bound(cast: Cast, shape: Polygon = WHOLE) -> None:
    """Give the district its boundary."""
    Area.objects.filter(pk=cast.district.pk).update(boundary=as_json(shape))
    tree.forget()


def redraw(plot: Plot, west: float, south: float, east: float, north: float) -> Polygon:
    """Move the sides of a square plot outwards by so many degrees each; the new outline."""
    (plot_west, plot_south, plot_east, plot_north) = shapely.from_geojson(json.dumps(plot.boundary)).bounds
    shape = box(plot_west - west, plot_south - south, plot_east + east, plot_north + north)
    plot.boundary = as_json(shape)
    plot.save()
    return shape
