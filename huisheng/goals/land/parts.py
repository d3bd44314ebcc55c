"""What is wrong with the cover, piece by piece: where, how large, next to which plots, and whether a sliver.

A sliver is a piece that is nowhere `SLIVER_METRES` wide. Two lines that were each drawn to within 25 cm, which is
half a millimetre on a sheet of 1:500, can stand that far apart by drawing alone; a piece that is wider somewhere is
a place where somebody can stand and nobody, or two, answer. Slivers are listed by themselves and count like all
others. Only what rounding leaves (under `DUST`, 1 cm²) is neither listed nor taken off the share; it is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from huisheng.goals.land.cover import Cover
from huisheng.goals.land.ground import Shapes, as_array, polygons
from huisheng.goals.land.measure import in_metres, square_metres

SLIVER_METRES = 0.5
DUST = 1e-4  # m²
ADJACENT_DEGREES = 1e-8  # a millimetre: corners of pieces are computed


class Kind(StrEnum):
    """What is wrong with a piece of land."""

    GAP = "gap"
    OVERLAP = "overlap"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Part:
    """A piece in degrees and its area in m². `plots`, by id: those around a gap (or the nearest), the nearest to
    its middle first; the two that overlap; the one that reaches out."""

    kind: Kind
    shape: Polygon
    area: float
    is_sliver: bool
    plots: tuple[int, ...]


@dataclass(frozen=True)
class LandCoverage:
    """The district in m² and all that is wrong. `plots_area` sums the plots up, `inside_area` what of them lies in
    the district. `parts` are by kind, the largest first; `dust` is `(count, m²)` by kind."""

    district_area: float
    gap_area: float
    plots_area: float
    inside_area: float
    parts: tuple[Part, ...]
    dust: dict[Kind, tuple[int, float]] = field(default_factory=dict)

    @property
    def covered_area(self) -> float:
        """Land of the district that lies on a plot, in m²."""
        return self.district_area - self.gap_area

    @property
    def share(self) -> float:
        """The covered share, 0 to 1; exactly 1 where no gap is listed: what rounding leaves is none."""
        return 1.0 - sum(part.area for part in self.parts if part.kind == Kind.GAP) / self.district_area

    @property
    def counted_twice(self) -> float:
        """By how much the plots inside are larger together than the land that they cover, in m²."""
        return max(0.0, self.inside_area - self.covered_area)

    def all_of(self, kind: Kind) -> tuple[Part, ...]:
        """Pieces of a kind, slivers among them."""
        return tuple(part for part in self.parts if part.kind == kind)

    def of(self, kind: Kind, *, slivers: bool = False) -> tuple[Part, ...]:
        """Pieces of a kind: the slivers among them, or all others."""
        return tuple(part for part in self.parts if part.kind == kind and part.is_sliver == slivers)


def judged(cover: Cover) -> LandCoverage:
    """What a cover comes to, measured."""
    gaps = as_array(_joined([piece for tile in sorted(cover.bare) for piece in cover.bare[tile]]))
    twice = [(pair, piece) for pair in sorted(cover.double) for piece in cover.double[pair]]
    outs = [((plot,), piece) for plot in sorted(cover.beyond) for piece in cover.beyond[plot]]
    gap_areas, out_shapes = square_metres(gaps), as_array([piece for _plot, piece in outs])
    plots_area = float(square_metres(cover.shapes).sum())
    found = [
        _parts(Kind.GAP, gaps, _around(cover, gaps)),
        _parts(Kind.OVERLAP, as_array([piece for _pair, piece in twice]), [pair for pair, _piece in twice]),
        _parts(Kind.OUTSIDE, out_shapes, [plot for plot, _piece in outs]),
    ]
    return LandCoverage(
        district_area=cover.ground.area,
        gap_area=float(gap_areas.sum()),
        plots_area=plots_area,
        inside_area=plots_area - float(square_metres(out_shapes).sum()),
        parts=tuple(chain.from_iterable(parts for parts, _dust in found)),
        dust={kind: dust for kind, (_parts, dust) in zip(Kind, found, strict=True)},
    )


def _parts(
    kind: Kind, shapes: Shapes, plots: Sequence[tuple[int, ...]]
) -> tuple[list[Part], tuple[int, float]]:
    """Those of a kind that are listed, the largest first, and what is dust."""
    areas = square_metres(shapes)
    listed = np.flatnonzero(areas >= DUST)
    slivers = is_sliver(shapes[listed])
    parts = [
        Part(kind, shapes[at], float(areas[at]), sliver, plots[at])
        for at, sliver in zip(listed.tolist(), slivers.tolist(), strict=True)
    ]
    parts.sort(key=lambda part: (-part.area, part.plots))
    dust = areas[areas < DUST]
    return parts, (len(dust), float(dust.sum()))


def is_sliver(shapes: Shapes) -> NDArray[np.bool_]:
    """Whether pieces are nowhere `SLIVER_METRES` wide."""
    return np.asarray(shapely.is_empty(shapely.buffer(in_metres(shapes), -SLIVER_METRES / 2, quad_segs=4)))


def _joined(pieces: list[Polygon]) -> list[BaseGeometry]:
    """Pieces of neighbouring tiles put together again."""
    shapes = as_array(list(pieces))
    links = shapely.STRtree(shapes).query(shapes, predicate="intersects") if pieces else np.empty((2, 0), int)
    group = list(range(len(pieces)))

    def first(at: int) -> int:
        while group[at] != at:
            group[at] = at = group[group[at]]
        return at

    for a, b in links.T[links[0] < links[1]].tolist():
        low, high = sorted((first(a), first(b)))
        group[high] = low
    members: dict[int, list[Polygon]] = {}
    for at, piece in enumerate(pieces):
        members.setdefault(first(at), []).append(piece)
    return [
        whole
        for together in members.values()
        for whole in (together if len(together) == 1 else polygons(shapely.union_all(together)))
    ]


def _around(cover: Cover, gaps: Shapes) -> list[tuple[int, ...]]:
    """Ids of the plots that each gap borders on, else of the nearest; the nearest to its middle first."""
    if not len(gaps) or not cover.plots:
        return [()] * len(gaps)
    gap, plot = cover.index.query(gaps, predicate="dwithin", distance=ADJACENT_DEGREES)
    alone = np.setdiff1d(np.arange(len(gaps)), gap)
    far, nearest = cover.index.query_nearest(gaps[alone])
    gap, plot = np.concatenate([gap, alone[far]]), np.concatenate([plot, nearest])
    distance = shapely.distance(shapely.point_on_surface(gaps[gap]), cover.shapes[plot])
    order = np.lexsort((plot, distance, gap))
    around: list[list[int]] = [[] for _gap in gaps]
    for at, id in zip(gap[order].tolist(), cover.ids[plot[order]].tolist(), strict=True):
        around[at].append(id)
    return [tuple(ids) for ids in around]
