"""Corners as people type them, one "lon, lat" a line, and as the database keeps them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from huisheng.network.land import DIGITS, MOST_CORNERS, Corner, Corners, Land
from huisheng.network.points import read_point


class Unreadable(ValueError):
    """What was typed is no list of corners. `words` says why and where."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def read_corners(text: str) -> Corners:
    """Corners from lines of "lon, lat"; full-width digits and commas will do. A last corner that repeats the
    first is left out. Raises `Unreadable`."""
    lines = unicodedata.normalize("NFKC", text).strip().splitlines()
    if len(lines) > MOST_CORNERS:
        raise Unreadable(_("角太多了，最多 %(most)d 个。") % {"most": MOST_CORNERS})
    found: list[Corner] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            raise Unreadable(
                _("第 %(line)d 行是空的。只能画一圈，中间不能有洞，也不能分成几块。") % {"line": number}
            )
        point = read_point(line)
        if point is None:
            raise Unreadable(
                _("第 %(line)d 行不是一个角。每行一个角，经度在前，纬度在后，例如 125.3001, 43.8802。")
                % {"line": number}
            )
        found.append(on_grid(point))
    once = [corner for corner, _same in groupby(found)]
    return tuple(once[:-1] if len(once) > 1 and once[0] == once[-1] else once)


def write_corners(corners: Iterable[Corner]) -> str:
    """Corners as `read_corners` takes them."""
    return "\n".join(f"{lon:.{DIGITS}f}, {lat:.{DIGITS}f}" for lon, lat in corners)


def on_grid(corner: Corner) -> Corner:
    """The corner on the grid on which outlines are kept."""
    return round(corner[0], DIGITS), round(corner[1], DIGITS)


def corners_of(shape: Polygon) -> Corners:
    """The corners of an outline, without the repeated last one."""
    return tuple((point[0], point[1]) for point in shape.exterior.coords[:-1])


def tidy(shape: BaseGeometry) -> Land:
    """A polygon, or several, on the grid and counter-clockwise (RFC 7946, section 3.1.6)."""
    rounded = shapely.transform(shape, lambda points: points.round(DIGITS))
    parts = [orient(part) for part in shapely.get_parts(rounded) if isinstance(part, Polygon)]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def boundary_of(shape: Land) -> dict[str, Any]:
    """The GeoJSON that a plot keeps."""
    kept: dict[str, Any] = json.loads(shapely.to_geojson(tidy(shape)))
    return kept
