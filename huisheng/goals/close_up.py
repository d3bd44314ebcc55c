"""A piece of land near by: with the plots around it and the border, large enough to see what has to be drawn anew."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from huisheng.goals.land.measure import metres_a_degree
from huisheng.goals.land.parts import Part
from huisheng.network.frame import MARGIN, Frame, frame_around
from huisheng.network.geometry import index
from huisheng.network.tree import tree

NEAREST_METRES = 80.0  # a window is at least so wide and high
AROUND = 2.5  # a window is so many times as wide as its piece
ROOM = 0.06  # of the window, for a label
HALF_LABEL = 60.0  # units of the view box


@dataclass(frozen=True)
class NearPlot:
    """A plot in the window: its outline, and its code where there is room for it."""

    path: str
    label: str
    x: str
    y: str


@dataclass(frozen=True)
class CloseUp:
    """A drawing `metres` wide. Numbers are strings so that no locale touches them."""

    view_box: str
    metres: str
    district: str
    plots: list[NearPlot]
    piece: str


def close_up(part: Part) -> CloseUp:
    """The surroundings of a piece as the network stands."""
    held = index()
    across, along = metres_a_degree(part.shape.centroid.y)
    west, south, east, north = part.shape.bounds
    metres = max(NEAREST_METRES, AROUND * max((east - west) * across, (north - south) * along))
    lon, lat = (west + east) / 2, (south + north) / 2
    right, up = metres / across / 2, metres / along / 2
    window = box(lon - right, lat - up, lon + right, lat + up)
    frame = frame_around(window.bounds)
    return CloseUp(
        # Without the frame's margin: the sides along which the plots are cut off lie on its edge.
        view_box=f"{MARGIN} {MARGIN} {frame.width - 2 * MARGIN:.1f} {frame.height - 2 * MARGIN:.1f}",
        metres=f"{metres:.0f}",
        district=frame.path(_within(held.district, window)),
        plots=[_near(frame, window, id, shape) for id, shape in held.meeting(window).items()],
        piece=frame.path(part.shape),
    )


def _near(frame: Frame, window: BaseGeometry, plot: int, shape: BaseGeometry) -> NearPlot:
    seen = _within(shape, window)
    middle = seen.representative_point()
    x, y = frame.place(middle.x, middle.y) if not middle.is_empty else (0.0, 0.0)
    label = tree().plot(plot).code if seen.area > ROOM * window.area else ""
    inside = min(max(x, MARGIN + HALF_LABEL), frame.width - MARGIN - HALF_LABEL)
    return NearPlot(frame.path(seen), label, f"{inside:.1f}", f"{y:.1f}")


def _within(shape: BaseGeometry, window: BaseGeometry) -> BaseGeometry:
    """The land of a shape inside the window, as polygons."""
    seen = shapely.intersection(shape, window)
    return shapely.union_all([part for part in shapely.get_parts(seen) if part.area > 0])
