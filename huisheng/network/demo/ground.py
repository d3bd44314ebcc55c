"""The land of the demo: which cells are cut, which place each belongs to, and what is planted in them."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from itertools import pairwise

import shapely
from shapely.geometry import LineString, MultiPoint, Polygon, box
from shapely.geometry.base import BaseGeometry

from huisheng.network.demo.figures import Figures, Street
from huisheng.network.demo.regions import connect, neighbours, split
from huisheng.network.demo.shares import shares
from huisheng.network.demo.tessellation import GRID, edge_lengths, one_polygon, plant, squeeze, tessellate

RELAXING_ROUNDS = 4
GAP_METRES = 30.0
OVERLAP_METRES = 12.0
OUTSIDE_METRES = 10.0
DEGREES_A_METRE = 1 / 111_320.0
# Both sides of a planted patch must be well inside their cells, else it would cut one in two.
ROOMY_EDGE_METRES = 150.0
# How long the side of the border may be on which a plot is drawn beyond it.
OUTER_EDGE_METRES = (60.0, 120.0)


@dataclass(frozen=True)
class Ground:
    """The cut land. `border` is the union of the unbroken cells: the official ring on the cells' corners."""

    border: Polygon
    whole: list[Polygon]
    cells: list[Polygon]
    cells_of: dict[str, list[int]]
    gaps: list[Polygon]
    overlaps: list[Polygon]
    outside: list[Polygon]


def cut_ground(figures: Figures, rng: random.Random) -> Ground:
    """Cut the district into `figures.plots` cells and give each place a connected set of them."""
    sites, labels = _sites(figures, rng)
    cells = tessellate(figures.border, sites)
    edges = edge_lengths(cells)
    graph = neighbours(cells, edges)
    street_of = connect(graph, labels)
    cells_of: dict[str, list[int]] = {}
    for at, street in enumerate(figures.streets):
        members = frozenset(cell for cell in graph if street_of[cell] == at)
        groups = split(graph, members, len(street.places))
        for place, group in zip(street.places, _heaviest_to_communities(street, groups), strict=True):
            cells_of[place.code] = _in_reading_order(group, cells)
    inner = [edge for edge, length in sorted(edges.items()) if _is_roomy(cells, edge, length)]
    gaps, overlaps, planted = _plant(figures, rng, cells, inner)
    border = one_polygon(shapely.union_all(cells))
    outside = _reach_out(planted, border, figures.missing["outside"])
    return Ground(border, cells, planted, cells_of, gaps, overlaps, outside)


def _sites(figures: Figures, rng: random.Random) -> tuple[list[tuple[float, float]], list[int]]:
    """Points for the cells with the position of their street: as many a street as its places weigh."""
    weights = figures.weights["plots"]
    counts = shares(
        figures.plots, [sum(weights[place.weight] for place in street.places) for street in figures.streets]
    )
    seeds = MultiPoint([street.at for street in figures.streets])
    around = shapely.voronoi_polygons(seeds, extend_to=figures.border.envelope.buffer(0.1), ordered=True)
    sites: list[tuple[float, float]] = []
    labels: list[int] = []
    for at, (land, count) in enumerate(zip(around.geoms, counts, strict=True)):
        sites += _scatter(land.intersection(figures.border), count, rng)
        labels += [at] * count
    return sites, labels


def _scatter(land: BaseGeometry, count: int, rng: random.Random) -> list[tuple[float, float]]:
    """`count` points spread over a piece of land (Lloyd's relaxation of random ones)."""
    points: list[tuple[float, float]] = []
    west, south, east, north = land.bounds
    while len(points) < count:
        lon, lat = rng.uniform(west, east), rng.uniform(south, north)
        if shapely.intersects_xy(land, lon, lat):
            points.append((lon, lat))
    for _round in range(RELAXING_ROUNDS if count > 1 else 0):
        cells = shapely.voronoi_polygons(
            MultiPoint(points), extend_to=land.envelope.buffer(0.1), ordered=True
        )
        middles = [cell.intersection(land).centroid for cell in cells.geoms]
        points = [
            (middle.x, middle.y) if land.intersects(middle) else point
            for point, middle in zip(points, middles, strict=True)
        ]
    return [(round(lon, 7), round(lat, 7)) for lon, lat in points]


def _heaviest_to_communities(street: Street, groups: list[list[int]]) -> list[list[int]]:
    """The larger groups go to communities: more people there, more plots."""
    by_size = sorted(groups, key=lambda group: (-len(group), group))
    towards = sorted(range(len(groups)), key=lambda at: (street.places[at].weight != "community", at))
    dealt: list[list[int]] = [[] for _group in groups]
    for place, group in zip(towards, by_size, strict=True):
        dealt[place] = group
    return dealt


def _in_reading_order(group: list[int], cells: list[Polygon]) -> list[int]:
    """From the north-west to the south-east, as one would number them."""
    return sorted(group, key=lambda cell: cells[cell].centroid.x - 2 * cells[cell].centroid.y)


def _is_roomy(cells: list[Polygon], edge: tuple[int, int], length: float) -> bool:
    """Whether a patch in the middle of the edge stays within its two cells."""
    if length < ROOMY_EDGE_METRES * DEGREES_A_METRE:
        return False
    a, b = (cells[at] for at in edge)
    shared = shapely.intersection(a, b)
    if shared.geom_type not in ("LineString", "MultiLineString"):
        return False
    patch = _patch(a, b, GAP_METRES * 1.5)
    return bool(shapely.union_all([a, b]).contains_properly(patch))


def _patch(a: Polygon, b: Polygon, metres: float) -> Polygon:
    """A square of `metres` on the middle of the border of two cells, on the grid."""
    line = shapely.line_merge(shapely.intersection(a, b))
    longest = max(shapely.get_parts(line), key=shapely.length)
    middle = longest.interpolate(0.5, normalized=True)
    up = metres * DEGREES_A_METRE / 2
    across = up / squeeze(a)
    square = box(middle.x - across, middle.y - up, middle.x + across, middle.y + up)
    return one_polygon(shapely.set_precision(square, GRID))


def _plant(
    figures: Figures, rng: random.Random, cells: list[Polygon], edges: list[tuple[int, int]]
) -> tuple[list[Polygon], list[Polygon], list[Polygon]]:
    gaps, overlaps = figures.missing["gaps"], figures.missing["overlaps"]
    chosen: list[tuple[int, int]] = []
    for edge in rng.sample(edges, len(edges)):
        if len(chosen) == gaps + overlaps:
            break
        if not any(set(edge) & set(other) for other in chosen):
            chosen.append(edge)
    holes = [_patch(cells[a], cells[b], GAP_METRES) for a, b in chosen[:gaps]]
    doubles = [(_patch(cells[a], cells[b], OVERLAP_METRES), a) for a, b in chosen[gaps:]]
    twice = [
        shapely.intersection(patch, cells[b])
        for (patch, _a), (_, b) in zip(doubles, chosen[gaps:], strict=True)
    ]
    planted = plant(cells, holes, doubles)
    return holes, [part for part in twice if isinstance(part, Polygon)], planted


def _reach_out(cells: list[Polygon], border: Polygon, count: int) -> list[Polygon]:
    """Draw `count` cells, each along one side of the border, beyond it; what lies outside then.

    A whole side moves: its ends stay the corners that border and cell share, so that no other sliver comes about.
    """
    planted: list[Polygon] = []
    shapely.prepare(border)
    for at, cell in enumerate(cells):
        if len(planted) == count:
            break
        patch = next(filter(None, (_beyond(border, side) for side in pairwise(cell.exterior.coords))), None)
        if patch is not None:
            cells[at] = one_polygon(shapely.union_all([cell, patch]))
            planted.append(patch)
    return planted


def _beyond(border: Polygon, side: tuple[tuple[float, ...], tuple[float, ...]]) -> Polygon | None:
    """The strip along the outer side of a side of the border; None where the side is none or has no room."""
    (west, south), (east, north) = side
    factor = squeeze(border)
    across, along = (east - west) * factor, north - south
    length = math.hypot(across, along)
    shortest, longest = (metres * DEGREES_A_METRE for metres in OUTER_EDGE_METRES)
    if not shortest <= length <= longest:
        return None
    metre = OUTSIDE_METRES * DEGREES_A_METRE / length
    for turn in (metre, -metre):
        lon, lat = along * turn / factor, -across * turn
        outer = [(round(east + lon, 7), round(north + lat, 7)), (round(west + lon, 7), round(south + lat, 7))]
        strip = Polygon([(west, south), (east, north), *outer])
        shared = border.intersection(strip)
        if shared.equals(LineString([(west, south), (east, north)])):
            return strip
    return None


def as_geojson(shape: Polygon) -> dict[str, object]:
    """A GeoJSON Polygon; coordinates keep their seven decimals."""
    rings = [shape.exterior, *shape.interiors]
    return {
        "type": "Polygon",
        "coordinates": [[[round(x, 7), round(y, 7)] for x, y in ring.coords] for ring in rings],
    }


def square_metres(shape: Polygon) -> float:
    """Area of a small shape in m² (flat-earth approximation)."""
    return float(shape.area * squeeze(shape) / DEGREES_A_METRE**2) if not math.isclose(shape.area, 0) else 0.0
