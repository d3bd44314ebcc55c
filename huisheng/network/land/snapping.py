"""Corners that were meant to lie on a neighbour's corner or edge, put exactly there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from huisheng.network.land import FEWEST_CORNERS, SNAP_METRES, Corner, Corners
from huisheng.network.land.corners import on_grid
from huisheng.network.land.flat import Flat, flat_at

Points = NDArray[np.float64]


class Reference:
    """The corners and edges to which others snap, in degrees and in metres."""

    def __init__(self, flat: Flat, lands: Iterable[BaseGeometry]) -> None:
        lines = [np.asarray(ring.coords)[:, :2] for land in lands for ring in _rings(land)]
        self.flat = flat
        self.corners: list[Corner] = [(lon, lat) for line in lines for lon, lat in line[:-1].tolist()]
        self.spots: Points = np.array([flat.point(corner) for corner in self.corners]).reshape(-1, 2)
        edges = [
            LineString([flat.point(line[at]), flat.point(line[at + 1])])
            for line in lines
            for at in range(len(line) - 1)
        ]
        self._corner_index = shapely.STRtree([Point(spot) for spot in self.spots])
        self._edges = edges
        self._edge_index = shapely.STRtree(edges)

    def snap(self, corner: Corner, within: float) -> Corner:
        """The nearest corner, else the nearest spot on an edge, within so many metres; else the same."""
        spot = Point(self.flat.point(corner))
        near = self._corner_index.query_nearest(spot, max_distance=within, all_matches=False)
        if near.size:
            return self.corners[int(near[0])]
        near = self._edge_index.query_nearest(spot, max_distance=within, all_matches=False)
        if not near.size:
            return corner
        edge = self._edges[int(near[0])]
        foot = edge.interpolate(edge.project(spot))
        return on_grid(self.flat.corner(foot.x, foot.y))

    def between(self, start: Corner, end: Corner, within: float) -> list[Corner]:
        """Corners that lie along an edge, within so many metres of it, from start to end."""
        edge = LineString([self.flat.point(start), self.flat.point(end)])
        found = self._corner_index.query(edge, predicate="dwithin", distance=within)
        along = sorted((edge.project(Point(self.spots[at])), self.corners[at]) for at in found.tolist())
        return [at for distance, at in along if within < distance < edge.length - within]


def snapped(corners: Corners, lands: Sequence[BaseGeometry], *, within: float = SNAP_METRES) -> Corners:
    """An outline whose corners and edges run along those of `lands` wherever they are nearer than `within`
    metres. One that would cross itself by it stays as it was drawn."""
    if not corners or not lands:
        return corners
    reference = Reference(flat_at(*corners[0]), lands)
    moved = once(reference.snap(corner, within) for corner in corners)
    follows = [
        corner
        for start, end in zip(moved, (*moved[1:], *moved[:1]), strict=True)
        for corner in (start, *reference.between(start, end, within))
    ]
    for tried in (once(follows), moved):
        if len(tried) >= FEWEST_CORNERS and Polygon(tried).is_valid:
            return tried
    return corners


def once(corners: Iterable[Corner]) -> Corners:
    """The ring without corners that repeat the one before."""
    kept = [corner for corner, _same in groupby(corners)]
    return tuple(kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept)


def _rings(land: BaseGeometry) -> Iterable[shapely.LinearRing]:
    parts = (part for part in shapely.get_parts(land) if isinstance(part, Polygon))
    return (ring for part in parts for ring in (part.exterior, *part.interiors))
