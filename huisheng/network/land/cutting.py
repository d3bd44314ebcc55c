"""Cutting land in two along a line, and making one of several."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import polygonize

from huisheng.network.land import (
    FEWEST_OF_LINE,
    GRID,
    SMALLEST_SQUARE_METRES,
    SNAP_METRES,
    Corner,
    Corners,
    Land,
)
from huisheng.network.land.corners import corners_of
from huisheng.network.land.faces import Faces
from huisheng.network.land.flat import Flat, flat_of, square_metres
from huisheng.network.land.snapping import Reference, snapped

BOTH = 2


class NoCut(ValueError):
    """The line does not cut the land in two; `words` say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def cut(land: Polygon, line: Corners) -> tuple[Polygon, Polygon]:
    """The larger and the smaller part. Together they are the land, and their common border is the line within
    it. Ends within `SNAP_METRES` of the outline are put on it. Raises `NoCut`."""
    whole = _line_of(land, line)
    outline = land.exterior
    faces = [
        face
        for face in polygonize(shapely.union_all([outline, whole], grid_size=GRID))
        if land.contains(face.representative_point())
    ]
    if len(faces) < BOTH:
        raise NoCut(_("这条线没有把责任田分开。线的两头都要到边界上或边界外。"))
    if len(faces) > BOTH:
        raise NoCut(_("这条线把责任田分成了 %(count)d 块。一次只能分成两块。") % {"count": len(faces)})
    larger, smaller = sorted(faces, key=square_metres, reverse=True)
    if square_metres(smaller) < SMALLEST_SQUARE_METRES:
        raise NoCut(_("分出来的一块只有 %(size)d 平方米，太小了。") % {"size": round(square_metres(smaller))})
    return larger, smaller


def proposed_line(land: Polygon) -> Corners:
    """A line across the middle of the land, at right angles to where it is longest, ending outside it."""
    flat = flat_of(land)
    box = shapely.oriented_envelope(flat.shape(land))
    if not isinstance(box, Polygon):
        return ()
    corners = list(box.exterior.coords)[:4]
    sides = [math.dist(corners[at], corners[(at + 1) % 4]) for at in range(4)]
    first = 0 if sides[0] >= sides[1] else 1
    ends = [_middle(corners, first), _middle(corners, first + 2)]
    stretch = 1 + 2 * 5 / max(math.dist(*ends), 1.0)
    centre = ((ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2)
    return tuple(_stretched(flat, end, centre, stretch) for end in ends)


def joined(lands: Sequence[Land]) -> Land:
    """One land of several, with what is narrower than `SNAP_METRES` between them closed."""
    first = lands[0]
    others = [
        Polygon(snapped(corners_of(land), [first]))
        if isinstance(land, Polygon) and not land.interiors
        else land
        for land in lands[1:]
    ]
    faces = Faces([first, *others])
    return faces.whole(frozenset[int]().union(*(faces.of(land) for land in (first, *others))))


def _line_of(land: Polygon, corners: Corners) -> LineString:
    if len(set(corners)) < FEWEST_OF_LINE:
        raise NoCut(_("分界线至少要两个点。"))
    reference = Reference(flat_of(land), [land])
    ends = {0, len(corners) - 1}
    line = LineString(
        [reference.snap(corner, SNAP_METRES) if at in ends else corner for at, corner in enumerate(corners)]
    )
    if not line.is_simple:
        raise NoCut(_("分界线自己交叉了，请改直一些。"))
    inside = [number for number in ends if land.contains(Point(line.coords[number]))]
    if any(land.exterior.distance(Point(line.coords[number])) > GRID for number in inside):
        raise NoCut(_("这条线没有把责任田分开。线的两头都要到边界上或边界外。"))
    return line


def _middle(corners: Sequence[tuple[float, ...]], at: int) -> tuple[float, float]:
    start, end = corners[at % 4], corners[(at + 1) % 4]
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2


def _stretched(flat: Flat, end: tuple[float, float], centre: tuple[float, float], by: float) -> Corner:
    return flat.corner(centre[0] + (end[0] - centre[0]) * by, centre[1] + (end[1] - centre[1]) * by)
