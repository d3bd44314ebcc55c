"""What a page for drawing shows around a plot: its neighbours, and what the script needs to draw with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from huisheng.network.frame import Frame, frame_around
from huisheng.network.geometry import index
from huisheng.network.land import SNAP_METRES, Land
from huisheng.network.land.corners import tidy
from huisheng.network.land.flat import flat_of
from huisheng.network.map import Sheet, tiles_of
from huisheng.network.nodes import PlotNode
from huisheng.network.tree import tree

# How much of its surroundings is seen beside a plot, in parts of its box, and at least in metres.
AROUND, LEAST_METRES = 0.4, 30.0
NEW_METRES = 250.0  # half the width of the view in which a new plot is drawn


@dataclass(frozen=True)
class Beside:
    """A plot beside the one that is drawn. `x, y`: where its label stands."""

    plot: PlotNode
    land: Land
    path: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Drawing(Sheet):
    """The ground on which a plot is drawn. `own`: its outline as it is now, "" for a new one."""

    own: str
    beside: tuple[Beside, ...]
    border: BaseGeometry | None

    @property
    def for_script(self) -> dict[str, Any]:
        """Projection, tolerance, and the rings to which corners snap, with the names to say."""
        rings = [ring for each in self.beside for ring in _named(each.plot, list(_rings(each.land)))]
        border = _named(None, list(_rings(self.border))) if self.border is not None else []
        return {
            "left": self.frame.left,
            "top": self.frame.top,
            "scale": self.frame.scale,
            "width": self.frame.width,
            "height": self.frame.height,
            "snap": SNAP_METRES,
            "rings": rings + border,
        }


def drawing_of(plot_id: int, border: BaseGeometry | None) -> Drawing:
    """The ground around a plot that holds today; KeyError for one that does not. `border`: the district's."""
    land = tidy(index().shapes[plot_id])
    flat, (west, south, east, north) = flat_of(land), land.bounds
    across = max((east - west) * AROUND, LEAST_METRES / flat.east)
    up = max((north - south) * AROUND, LEAST_METRES / flat.north)
    return _drawing((west - across, south - up, east + across, north + up), land, border, but=plot_id)


def drawing_at(lon: float, lat: float, border: BaseGeometry | None) -> Drawing:
    """The ground around a point, for a new plot."""
    flat = flat_of(shapely.Point(lon, lat))
    across, up = NEW_METRES / flat.east, NEW_METRES / flat.north
    return _drawing((lon - across, lat - up, lon + across, lat + up), None, border)


def neighbours_of(plot_id: int) -> tuple[PlotNode, ...]:
    """The plots that share an edge with a plot, or come as near as what snaps, by code."""
    shapes = index().shapes
    flat = flat_of(shapes[plot_id])
    near = flat.shape(shapes[plot_id]).buffer(SNAP_METRES)
    found = (
        tree().plot(other)
        for other in _ids_in(near_box(shapes[plot_id]))
        if other != plot_id and flat.shape(shapes[other]).intersection(near).area > SNAP_METRES**2 * 2
    )
    return tuple(sorted(found, key=lambda node: node.code))


def near_box(shape: BaseGeometry) -> BaseGeometry:
    """The box of a shape, a little larger."""
    west, south, east, north = shape.bounds
    edge = LEAST_METRES / flat_of(shape).north
    return box(west - edge, south - edge, east + edge, north + edge)


def land_now(plot_id: int) -> Land:
    """The land of a plot that holds today, on the grid."""
    return tidy(index().shapes[plot_id])


def _drawing(
    bounds: tuple[float, float, float, float],
    own: Land | None,
    border: BaseGeometry | None,
    but: int | None = None,
) -> Drawing:
    frame, shapes, view = frame_around(bounds), index().shapes, box(*bounds)
    beside = tuple(
        _beside(frame, tree().plot(plot_id), tidy(shapes[plot_id]), view)
        for plot_id in _ids_in(view)
        if plot_id != but
    )
    held = border if border is not None and border.boundary.intersects(view) else None
    outline = frame.path(own) if own is not None else ""
    return Drawing(frame=frame, own=outline, beside=beside, tiles=tiles_of(frame), border=held)


def _beside(frame: Frame, plot: PlotNode, land: Land, view: BaseGeometry) -> Beside:
    seen = land.intersection(view)
    middle = (seen if not seen.is_empty else land).representative_point()
    x, y = frame.place(middle.x, middle.y)
    return Beside(plot, land, frame.path(land), round(x, 1), round(y, 1))


def _ids_in(view: BaseGeometry) -> list[int]:
    ids = list(index().shapes)
    meets = shapely.intersects(np.array(list(index().shapes.values()), dtype=object), view)
    return [plot_id for plot_id, is_in in zip(ids, meets, strict=True) if is_in]


def _named(plot: PlotNode | None, rings: list[list[tuple[float, ...]]]) -> list[dict[str, Any]]:
    """Rings with the name to say, and the plot's id where the one ring is the whole plot."""
    whole = plot.id if plot is not None and len(rings) == 1 else 0
    return [{"name": plot.label if plot else "", "plot": whole, "corners": ring} for ring in rings]


def _rings(land: BaseGeometry) -> Iterable[list[tuple[float, ...]]]:
    for part in shapely.get_parts(land):
        if isinstance(part, Polygon):
            for ring in (part.exterior, *part.interiors):
                yield list(ring.coords)[:-1]
