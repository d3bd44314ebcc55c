"""Cutting land in two along a line, and making one of several."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
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


def cut(land: Land, line: Corners) -> tuple[Land, Land]:
    """The larger and the smaller part. Together they are the land, and their common border is the line within
    it. Ends within `SNAP_METRES` of the outline are put on it; of land in several pieces every piece goes to the
    side of the line, drawn on straight beyond its ends, on which it lies. Raises `NoCut`."""
    whole = _line_of(land, line)
    faces = [
        face
        for face in polygonize(shapely.union_all([land.boundary, whole], grid_size=GRID))
        if land.contains(face.representative_point())
    ]
    parts = [[face] for face in faces] if isinstance(land, Polygon) else _by_side(faces, whole, land)
    if len(parts) < BOTH:
        raise NoCut(_("这条线没有把责任田分开。线的两头都要到边界上或边界外。"))
    if len(parts) > BOTH:
        raise NoCut(_("这条线把责任田分成了 %(count)d 块。一次只能分成两块。") % {"count": len(parts)})
    larger, smaller = sorted(map(_together, parts), key=square_metres, reverse=True)
    if square_metres(smaller) < SMALLEST_SQUARE_METRES:
        raise NoCut(_("分出来的一块只有 %(size)d 平方米，太小了。") % {"size": round(square_metres(smaller))})
    return larger, smaller


def _together(faces: Sequence[Polygon]) -> Land:
    return faces[0] if len(faces) == 1 else MultiPolygon(faces)


def _by_side(faces: Sequence[Polygon], line: LineString, land: Land) -> list[list[Polygon]]:
    """The faces on either side of the line; sides without any are left out."""
    west, south, east, north = land.union(line).bounds
    far = 2 * math.hypot(east - west, north - south)
    corners = list(line.coords)
    longer = LineString(
        [_beyond(corners[1], corners[0], far), *corners[1:-1], _beyond(corners[-2], corners[-1], far)]
    )
    around = box(west - far / 2, south - far / 2, east + far / 2, north + far / 2)
    sides = list(polygonize(shapely.union_all([around.boundary, longer])))
    if len(sides) != BOTH:
        raise NoCut(_("看不出哪几块在线的哪一边，请把线画直一些。"))
    groups = [[face for face in faces if side.contains(face.representative_point())] for side in sides]
    return [group for group in groups if group]


def _beyond(start: tuple[float, ...], end: tuple[float, ...], far: float) -> Corner:
    """The end of an edge, so many degrees further on."""
    by = far / (math.dist(start, end) or far)
    return end[0] + (end[0] - start[0]) * by, end[1] + (end[1] - start[1]) * by


def proposed_line(land: Land) -> Corners:
    """A line across the middle of the land, or of its largest piece, at right angles to where it is longest, ending
    outside it."""
    land = max(shapely.get_parts(land), key=square_metres)
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


def _line_of(land: Land, corners: Corners) -> LineString:
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
    if any(land.boundary.distance(Point(line.coords[number])) > GRID for number in inside):
        raise NoCut(_("这条线没有把责任田分开。线的两头都要到边界上或边界外。"))
    return line


def _middle(corners: Sequence[tuple[float, ...]], at: int) -> tuple[float, float]:
    start, end = corners[at % 4], corners[(at + 1) % 4]
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2


def _stretched(flat: Flat, end: tuple[float, float], centre: tuple[float, float], by: float) -> Corner:
    return flat.corner(centre[0] + (end[0] - centre[0]) * by, centre[1] + (end[1] - centre[1]) * by)
