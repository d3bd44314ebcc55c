"""The district's land, cut into tiles once: what a tile lacks depends only on the plots that touch it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from huisheng.goals.land.measure import square_metres

TILES_A_SIDE = 32

Shapes = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Ground:
    """`boxes`: squares of a grid over the district, those that touch it; `lands`: its land in each of them."""

    district: BaseGeometry
    boxes: Shapes
    lands: Shapes

    @cached_property
    def index(self) -> shapely.STRtree:
        """The boxes, to be asked which of them a shape touches."""
        return shapely.STRtree(self.boxes)

    @cached_property
    def area(self) -> float:
        """The district in m²."""
        return float(square_metres(as_array([self.district]))[0])


def ground_of(district: BaseGeometry) -> Ground:
    """The tiles of a district (a polygon or several, in degrees)."""
    west, south, east, north = shapely.bounds(district)
    x = np.linspace(west, east, TILES_A_SIDE + 1)
    y = np.linspace(south, north, TILES_A_SIDE + 1)
    left, below = (side.ravel() for side in np.meshgrid(x[:-1], y[:-1]))
    right, above = (side.ravel() for side in np.meshgrid(x[1:], y[1:]))
    boxes = shapely.box(left, below, right, above)
    shapely.prepare(district)
    boxes = boxes[shapely.intersects(district, boxes)]
    lands = boxes.copy()
    at_border = ~shapely.covers(district, boxes)
    lands[at_border] = shapely.intersection(boxes[at_border], district)
    return Ground(district, boxes, lands)


def as_array(shapes: list[BaseGeometry]) -> Shapes:
    """An array of shapes; numpy would otherwise look into collections."""
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array


def polygons(shape: BaseGeometry) -> tuple[shapely.Polygon, ...]:
    """The pieces of a shape that have an area: what two neighbours share in lines and points is no land."""
    return tuple(
        part
        for piece in shapely.get_parts(shape)
        for part in shapely.get_parts(piece)
        if part.geom_type == "Polygon" and part.area > 0
    )
