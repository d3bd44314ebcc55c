"""Outlines laid over each other and cut at every crossing: the faces from which new outlines are made.

All lines are noded together on the grid, so that whatever is put together from faces shares its corners and
edges exactly with whatever is put together from the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.ops import polygonize

from huisheng.network.land import FEWEST_CORNERS, GRID, Land

Key = TypeVar("Key")
NEARLY_ON = 1.5 * GRID
ON_A_LINE = 2  # ways that lead from a corner at which no borders part


class Faces:
    """The faces between the outlines of some land."""

    def __init__(self, lands: Iterable[Land]) -> None:
        held = [land for land in lands if not land.is_empty]
        # Corners that were rounded onto an edge lie beside it by less than that, and are put on it first:
        # halfway between two spots of the grid the noding alone might choose the other one.
        spots = shapely.multipoints(shapely.get_coordinates(held))
        lines = shapely.boundary(shapely.snap(np.array(held, dtype=object), spots, NEARLY_ON))
        self.faces: list[Polygon] = list(polygonize(shapely.union_all(lines, grid_size=GRID)))
        self._middles = [face.representative_point() for face in self.faces]

    def of(self, land: Land) -> frozenset[int]:
        """The numbers of the faces that the land is made of."""
        shapely.prepare(land)
        return frozenset(at for at, middle in enumerate(self._middles) if land.contains(middle))

    def whole(self, numbers: Collection[int]) -> Land:
        """The land of these faces, with every corner that any of its neighbours has on it."""
        joined = shapely.coverage_union_all([self.faces[at] for at in sorted(numbers)])
        parts = [
            part for part in shapely.get_parts(joined) if isinstance(part, Polygon) and not part.is_empty
        ]
        return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)

    def borders(self, number: int, others: Mapping[Key, Collection[int]]) -> dict[Key, float]:
        """With whom a face shares how much border, in degrees; only those with whom it shares some."""
        own = _edges([self.faces[number]])
        shared = {
            key: sum(own[edge] for edge in own.keys() & _edges(self.faces[at] for at in numbers).keys())
            for key, numbers in others.items()
        }
        return {key: length for key, length in shared.items() if length > 0}


def noded(lands: Mapping[Key, Land]) -> dict[Key, Land]:
    """The same land, with common corners wherever they touch or cross."""
    faces = Faces(lands.values())
    return {key: faces.whole(faces.of(land)) for key, land in lands.items()}


def is_same(land: Land, other: Land) -> bool:
    """Whether two lands have the same corners, wherever their rings begin and whichever way they run."""
    return bool(shapely.equals_exact(land.normalize(), other.normalize(), tolerance=0))


def without_traces(lands: Sequence[Land], drawn: Iterable[Land]) -> list[Land]:
    """The lands without corners at which only lines met that are gone: those that nobody drew and at which no
    two borders part. They are left out of all lands at once, so that common edges stay common."""
    wanted = {corner for land in drawn for corner in map(tuple, shapely.get_coordinates(land).tolist())}
    ways: dict[tuple[float, ...], set[tuple[float, ...]]] = {}
    for start, end in _edges(part for land in lands for part in shapely.get_parts(land)):
        ways.setdefault(start, set()).add(end)
        ways.setdefault(end, set()).add(start)
    traces = {corner for corner, others in ways.items() if len(others) == ON_A_LINE and corner not in wanted}
    return [_without(land, traces) for land in lands]


def _without(land: Land, corners: Collection[tuple[float, ...]]) -> Land:
    if not corners:
        return land
    parts = [
        Polygon(_kept(part.exterior, corners), [_kept(ring, corners) for ring in part.interiors])
        for part in shapely.get_parts(land)
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _kept(ring: shapely.LinearRing, corners: Collection[tuple[float, ...]]) -> list[tuple[float, ...]]:
    kept = [corner for corner in ring.coords[:-1] if corner not in corners]
    return kept if len(kept) >= FEWEST_CORNERS else list(ring.coords)


def _edges(faces: Iterable[Polygon] | Sequence[Polygon]) -> dict[tuple[tuple[float, ...], ...], float]:
    """Edges, each in one direction, with their lengths."""
    return {
        (start, end) if start < end else (end, start): shapely.LineString([start, end]).length
        for face in faces
        for ring in (face.exterior, *face.interiors)
        for start, end in pairwise(ring.coords)
    }
