"""Plots over the district: which pieces lie under none, under two, or outside; anew only where plots changed.

Everything kept here depends on few plots: a tile's pieces on those that touch it, an overlap on two, what lies
outside on one. So a change is worked out by dropping what depended on the plots as they were and making what
depends on them as they are, and the first computation is the change from no plots at all. What comes out is the
same to the last bit, however it was reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from huisheng.goals.land.ground import Ground, Shapes, as_array, polygons

Pieces = tuple[Polygon, ...]
Pair = tuple[int, int]
Positions = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Cover:
    """`bare`: land under no plot by tile; `double`: land of two plots by their ids, the lower first; `beyond`:
    land outside the district by plot. Only what there is of each. `plots` are in the order of their ids."""

    ground: Ground
    plots: dict[int, BaseGeometry]
    bare: dict[int, Pieces]
    double: dict[Pair, Pieces]
    beyond: dict[int, Pieces]

    @cached_property
    def ids(self) -> NDArray[np.int64]:
        """Ids of the plots, ascending."""
        return np.fromiter(self.plots, dtype=np.int64, count=len(self.plots))

    @cached_property
    def shapes(self) -> Shapes:
        """The plots in the order of `ids`."""
        return as_array(list(self.plots.values()))

    @cached_property
    def index(self) -> shapely.STRtree:
        """The plots, to be asked by place; positions are those of `ids`."""
        return shapely.STRtree(self.shapes)


def uncovered(ground: Ground) -> Cover:
    """The district before anything lies on it."""
    empty = Cover(ground, {}, {}, {}, {})
    # By the same way as later: a difference writes the same outline in its own order of corners.
    empty.bare.update(_bare(empty, np.arange(len(ground.lands))))
    return empty


def covered_by(before: Cover, plots: Mapping[int, BaseGeometry]) -> Cover:
    """The same district under these plots (by id, valid polygons in degrees). Only what changed is computed."""
    after = Cover(before.ground, dict(sorted(plots.items())), {}, {}, {})
    changed = _changed(before.plots, after.plots)
    if not changed:
        return before
    touched = as_array(
        [shapes[id] for shapes in (before.plots, after.plots) for id in changed & shapes.keys()]
    )
    tiles = np.unique(before.ground.index.query(touched, predicate="intersects")[1])
    after.bare.update(_kept(before.bare, set(tiles.tolist())))
    after.bare.update(_bare(after, tiles))
    after.double.update(
        {pair: kept for pair, kept in before.double.items() if not changed.intersection(pair)}
    )
    after.beyond.update(_kept(before.beyond, changed))
    positions = np.flatnonzero(np.isin(after.ids, np.fromiter(changed, dtype=np.int64)))
    after.double.update(_double(after, positions))
    after.beyond.update(_beyond(after, positions))
    return after


def _changed(before: Mapping[int, BaseGeometry], after: Mapping[int, BaseGeometry]) -> set[int]:
    """Ids of plots that came, went, or have another outline."""
    both = list(before.keys() & after.keys())
    old, new = as_array([before[id] for id in both]), as_array([after[id] for id in both])
    moved = np.flatnonzero(~shapely.equals_exact(old, new, tolerance=0.0, normalize=False))
    return (before.keys() ^ after.keys()) | {both[at] for at in moved}


def _kept(held: Mapping[int, Pieces], without: Iterable[int]) -> dict[int, Pieces]:
    gone = frozenset(without)
    return {key: pieces for key, pieces in held.items() if key not in gone}


def _bare(cover: Cover, tiles: Positions) -> dict[int, Pieces]:
    """What is left of each tile's land when the plots that touch the tile are taken away."""
    if not len(tiles):
        return {}
    lands = cover.ground.lands[tiles]
    at, plot = cover.index.query(cover.ground.boxes[tiles], predicate="intersects")
    order = np.lexsort((plot, at))
    at, plot = at[order], plot[order]
    many = np.bincount(at, minlength=len(tiles))
    over = np.full((len(tiles), max(int(many.max()), 1)), None, dtype=object)
    over[at, np.arange(len(at)) - np.repeat(np.cumsum(many) - many, many)] = cover.shapes[plot]
    left = shapely.difference(lands, shapely.union_all(over, axis=1))
    return {int(tile): pieces for tile, shape in zip(tiles, left, strict=True) if (pieces := polygons(shape))}


def _double(cover: Cover, positions: Positions) -> dict[Pair, Pieces]:
    """What the plots at these positions share with any others."""
    of, other = cover.index.query(cover.shapes[positions], predicate="intersects")
    low, high = np.minimum(positions[of], other), np.maximum(positions[of], other)
    pairs = np.unique(np.column_stack([low, high])[low < high], axis=0)
    shared = shapely.intersection(cover.shapes[pairs[:, 0]], cover.shapes[pairs[:, 1]])
    ids = cover.ids[pairs].tolist()
    return {(a, b): pieces for (a, b), shape in zip(ids, shared, strict=True) if (pieces := polygons(shape))}


def _beyond(cover: Cover, positions: Positions) -> dict[int, Pieces]:
    """What of the plots at these positions lies outside the district."""
    district, shapes = cover.ground.district, cover.shapes[positions]
    shapely.prepare(district)
    reaches = positions[~shapely.covers(district, shapes)]
    outside = shapely.difference(cover.shapes[reaches], district)
    ids = cover.ids[reaches].tolist()
    return {id: pieces for id, shape in zip(ids, outside, strict=True) if (pieces := polygons(shape))}
