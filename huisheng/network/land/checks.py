"""What is wrong with an outline, in words that name the corner."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from huisheng.network.land import (
    FEWEST_CORNERS,
    SLIVER_SQUARE_METRES,
    SMALLEST_SQUARE_METRES,
    SNAP_METRES,
    Corner,
    Corners,
)
from huisheng.network.land.flat import square_metres
from huisheng.network.points import Finding, PointProblem

# Where the district has no border of its own, land this near to the plots may still be part of it.
NEAR_METRES = 1_000.0


def place_problem(
    corners: Corners,
    problem_of: Callable[[float, float], Finding | None],
    *,
    has_border: bool,
    before: Corners = (),
) -> str:
    """Why one of the corners is no place in the district, naming it; "" when all are.

    `problem_of` as in `points`; corners of `before` may stay where they are.
    """
    most = SNAP_METRES if has_border else NEAR_METRES
    held = set(before)
    for number, corner in enumerate(corners, start=1):
        found = None if corner in held else problem_of(*corner)
        if found is None or _near_enough(found, most):
            continue
        return _("第 %(number)d 个角：%(problem)s") % {"number": number, "problem": found.message}
    return ""


def shape_problem(corners: Corners) -> str:
    """Why the corners, in their order, are no outline of a plot; "" when they are one."""
    if len(set(corners)) < FEWEST_CORNERS:
        return _("至少要三个不同的角。")
    shape = Polygon(corners)
    if square_metres(shape.convex_hull) < SLIVER_SQUARE_METRES:
        return _("这些角在一条线上，围不出地来。")
    if not shape.is_valid:
        return _crossing(corners)
    size = square_metres(shape)
    if size < SMALLEST_SQUARE_METRES:
        return _("只有 %(size)d 平方米，太小了，责任田至少 %(least)d 平方米。") % {
            "size": round(size),
            "least": SMALLEST_SQUARE_METRES,
        }
    return ""


def outside_problem(shape: BaseGeometry, district: BaseGeometry, old: BaseGeometry | None) -> str:
    """Whether more of the shape lies outside the district than before, in words; "" when not."""
    outside = square_metres(shape.difference(district))
    before = square_metres(old.difference(district)) if old is not None else 0.0
    if outside - before <= SLIVER_SQUARE_METRES:
        return ""
    return _("有 %(size)d 平方米画到了区外。沿着区界画，离区界 %(near)d 米以内会自动对齐。") % {
        "size": round(outside),
        "near": SNAP_METRES,
    }


def _near_enough(found: Finding, most: float) -> bool:
    far = found.metres if found.metres is not None else math.inf
    return found.problem is PointProblem.OUTSIDE and far <= most


def _crossing(corners: Corners) -> str:
    for first, second in _crossing_edges(corners):
        return _("边界自己交叉了：%(first)s 的边和 %(second)s 的边。请挪开其中一个角。") % {
            "first": _edge(first, len(corners)),
            "second": _edge(second, len(corners)),
        }
    return _("边界自己交叉了，请改成不交叉的一圈。")


def _edge(at: int, count: int) -> str:
    return f"{at + 1}–{(at + 1) % count + 1}"


def _crossing_edges(corners: Corners) -> Iterator[tuple[int, int]]:
    """Pairs of edges, by number of their first corner, that meet where they should not."""
    count = len(corners)
    ends: list[tuple[Corner, Corner]] = [(corners[at], corners[(at + 1) % count]) for at in range(count)]
    edges = [LineString(pair) for pair in ends]
    first, second = shapely.STRtree(edges).query(edges, predicate="intersects")
    for one, other in sorted(zip(first.tolist(), second.tolist(), strict=True)):
        if other - one < 1:
            continue
        beside = other - one == 1 or (one == 0 and other == count - 1)
        if not beside or edges[one].intersection(edges[other]).length > 0:
            yield one, other
