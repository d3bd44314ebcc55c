"""The systems in which boundaries come: WGS84, or the shifted ones of Chinese maps, which are converted.

GCJ-02 (高德, 腾讯, and most official plans on public maps) is undone by iteration, exact to a millimetre; BD-09
(百度) by its published formula and then the same, to a quarter of a metre.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from huisheng.network.projection import bd09_to_wgs84, gcj02_to_wgs84, metres_between
from huisheng.network.rows import Bundle

WGS84 = "wgs84"
Move = Callable[[float, float], tuple[float, float]]
SYSTEMS: dict[str, Move | None] = {WGS84: None, "gcj02": gcj02_to_wgs84, "bd09": bd09_to_wgs84}
NAMES = {WGS84: "WGS84", "gcj02": "GCJ-02", "bd09": "BD-09"}
DECIMALS = 9  # a tenth of a millimetre: what the same file gives twice is the same
FAR_METRES, NEAR_METRES = 60.0, 15.0
MOST_OF_THEM = 0.8


def to_wgs84(bundle: Bundle, system: str) -> None:
    """Convert every boundary of a bundle."""
    move = SYSTEMS[system]
    if move is None:
        return
    for kind in ("areas", "plots"):
        rows = [
            row if row.boundary is None else row._replace(boundary=_moved(row.boundary, move))
            for row in getattr(bundle, kind)
        ]
        setattr(bundle, kind, rows)


def looks_like(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> str:
    """The shifted system in which new boundaries seem to be, by those held; "" when in none.

    `pairs` are `(held, new)` of the same areas and plots: most new ones must lie far from the held, and near
    them once the shift is undone.
    """
    corners = [(a, b) for held, new in pairs if (a := _corner(held)) and (b := _corner(new))]
    if not corners or sum(metres_between(a, b) > FAR_METRES for a, b in corners) < MOST_OF_THEM * len(
        corners
    ):
        return ""
    for system, move in SYSTEMS.items():
        if move is not None:
            near = sum(metres_between(held, move(*new)) < NEAR_METRES for held, new in corners)
            if near >= MOST_OF_THEM * len(corners):
                return system
    return ""


def _moved(shape: dict[str, Any], move: Move) -> dict[str, Any]:
    try:
        return {**shape, "coordinates": _moved_points(shape["coordinates"], move)}
    except (KeyError, TypeError, ValueError, OverflowError):
        return shape  # the checks say what it is


def _moved_points(points: Any, move: Move) -> Any:
    if not isinstance(points, list):
        raise TypeError(points)
    if not points or isinstance(points[0], list):
        return [_moved_points(each, move) for each in points]
    east, north, *height = points
    if not all(type(degrees) in (int, float) for degrees in (east, north)):
        raise TypeError(points)
    lon, lat = move(float(east), float(north))
    return [round(lon, DECIMALS), round(lat, DECIMALS), *height]


def _corner(shape: Mapping[str, Any]) -> tuple[float, float] | None:
    """The south-west corner of a shape's box."""
    points = list(_points(shape.get("coordinates")))
    return (min(lon for lon, _lat in points), min(lat for _lon, lat in points)) if points else None


def _points(inside: Any) -> Any:
    if not isinstance(inside, list) or not inside:
        return
    if isinstance(inside[0], int | float):
        yield inside[0], inside[1]
        return
    for each in inside:
        yield from _points(each)
