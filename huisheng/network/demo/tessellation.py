"""A district cut into cells: a Voronoi tessellation clipped by its border, without gap or overlap.

All results are in degrees on a grid of 10⁻⁷ (about a centimetre). The lines are noded together before cells
are made of them, so that neighbours share their corners exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import shapely
from shapely import affinity
from shapely.geometry import MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize

GRID = 1e-7
Cells = list[Polygon]


def squeeze(border: BaseGeometry) -> float:
    """By what longitudes are multiplied so that a degree is as long in both directions there."""
    return math.cos(math.radians(border.centroid.y))


def tessellate(border: Polygon, sites: Sequence[tuple[float, float]]) -> Cells:
    """One connected cell per site (lon, lat inside the border), in the order of the sites."""
    factor = squeeze(border)
    flat = MultiPoint([(lon * factor, lat) for lon, lat in sites])
    wide = affinity.scale(border, xfact=factor, origin=(0, 0))
    cells = shapely.voronoi_polygons(flat, extend_to=wide.envelope.buffer(0.1), ordered=True)
    edges = affinity.scale(
        shapely.union_all([cell.boundary for cell in cells.geoms]), 1 / factor, origin=(0, 0)
    )
    faces = faces_of([edges, border.exterior])
    inside = [face for face in faces if border.buffer(GRID).contains(face.representative_point())]
    return _one_cell_a_site(inside, [Point(site) for site in sites], factor)


def faces_of(lines: Sequence[BaseGeometry]) -> list[Polygon]:
    """The faces between lines that are noded and snapped to the grid together."""
    return list(polygonize(shapely.union_all(list(lines), grid_size=GRID)))


def edge_lengths(cells: Sequence[Polygon]) -> dict[tuple[int, int], float]:
    """Which cells are neighbours: `(lower, higher)` index → length of their common border in degrees."""
    owner: dict[tuple[tuple[float, ...], ...], int] = {}
    shared: dict[tuple[int, int], float] = {}
    for at, cell in enumerate(cells):
        ring = list(cell.exterior.coords)
        for start, end in pairwise(ring):
            edge = (start, end) if start < end else (end, start)
            other = owner.setdefault(edge, at)
            if other != at:
                shared[other, at] = shared.get((other, at), 0.0) + math.dist(start, end)
    return shared


def _one_cell_a_site(faces: list[Polygon], sites: list[Point], factor: float) -> Cells:
    """Give each face to its nearest site; a face cut off from its site by the border joins a neighbour."""
    points = shapely.points([(site.x * factor, site.y) for site in sites])
    middles = [face.representative_point() for face in faces]
    nearest = shapely.STRtree(points).nearest(shapely.points([(at.x * factor, at.y) for at in middles]))
    cells: list[Polygon | None] = [None] * len(sites)
    loose = []
    for face, site in zip(faces, nearest, strict=True):
        if face.intersects(sites[site]):
            cells[site] = face
        else:
            loose.append(face)
    whole = [cell for cell in cells if cell is not None]
    if len(whole) != len(sites):
        raise ValueError("a site lies outside the border, or the border cuts its cell into slivers")
    while loose:  # a face may touch other loose ones only: it joins when they have joined
        loose = [face for face in loose if not _joined(whole, face)]
    return whole


def _joined(cells: Cells, face: Polygon) -> bool:
    """Add a face to the cell with which it shares the longest border; False when it touches none."""
    lengths = edge_lengths([face, *cells])
    touching = {high - 1: length for (low, high), length in lengths.items() if low == 0}
    if not touching:
        return False
    best = max(touching, key=lambda at: (touching[at], -at))
    cells[best] = one_polygon(shapely.union_all([cells[best], face]))
    return True


def plant(cells: Cells, gaps: Sequence[Polygon], overlaps: Sequence[tuple[Polygon, int]]) -> Cells:
    """Cells with holes between them and one over another, again on common corners.

    A gap is taken out of every cell that it touches; an overlap `(patch, cell)` is added to that cell and
    stays with its neighbour as well.
    """
    patches = [*gaps, *(patch for patch, _cell in overlaps)]
    faces = faces_of([*(cell.exterior for cell in cells), *(patch.exterior for patch in patches)])
    tree = shapely.STRtree(cells)
    parts: list[list[Polygon]] = [[] for _cell in cells]
    for face in faces:
        middle = face.representative_point()
        if any(gap.contains(middle) for gap in gaps):
            continue
        found = tree.query(middle, predicate="intersects")
        if not found.size:  # an inlet of the border that the ring encloses
            continue
        owners = {int(found.min())} | {cell for patch, cell in overlaps if patch.contains(middle)}
        for owner in owners:
            parts[owner].append(face)
    return [_whole(pieces) for pieces in parts]


def _whole(pieces: list[Polygon]) -> Polygon:
    return one_polygon(shapely.union_all(pieces))


def one_polygon(shape: BaseGeometry) -> Polygon:
    """The shape, which must be in one piece: ValueError when it was cut in two."""
    if not isinstance(shape, Polygon):
        raise ValueError(f"cut into a {shape.geom_type}")
    return shape
