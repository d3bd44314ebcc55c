"""Checks of shapes: a plot is a sound polygon in the district (domain.md D9)."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from django.utils.translation import gettext as _
from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon, box

from huisheng.network.faults import Fault
from huisheng.network.known import Known
from huisheng.network.models.outline import polygon
from huisheng.network.rows import Bundle

WORLD = box(-180, -90, 180, 90)


def land_faults(bundle: Bundle, known: Known) -> Iterator[Fault]:
    """Faults of the boundaries of areas and plots."""
    for position, area in enumerate(bundle.areas):
        if area.boundary is not None:
            found = _shape_or_fault(area.boundary)
            if isinstance(found, str):
                yield bundle.fault("areas", position, found)
    district = _district(bundle, known)
    for position, plot in enumerate(bundle.plots):
        if plot.boundary is None:
            yield bundle.fault("plots", position, _("边界文件里没有这个代码。"))
            continue
        found = _shape_or_fault(plot.boundary)
        word = found if isinstance(found, str) else _place_fault(found, district)
        if word:
            yield bundle.fault("plots", position, word)


def _shape_or_fault(boundary: dict[str, object]) -> Polygon | MultiPolygon | str:
    try:
        return polygon(boundary)
    except ValueError as fault:
        if "Self-intersection" in str(fault):
            return _("边界自己交叉了，请改成不交叉的一圈。")
        return _("边界不是有效的面（GeoJSON 的 Polygon 或 MultiPolygon）。")


def _district(bundle: Bundle, known: Known) -> Polygon | MultiPolygon | None:
    borders = [row.boundary for row in bundle.areas if row.kind == "district" and row.boundary]
    border = borders[0] if borders else known.district
    found = _shape_or_fault(border) if border else None
    return None if isinstance(found, str) else found


def _place_fault(shape: Polygon | MultiPolygon, district: Polygon | MultiPolygon | None) -> str:
    if not WORLD.contains(shape):
        return _("边界的坐标不是经度、纬度（度）。")
    if district is None or shape.intersects(district):
        return ""
    swapped = affinity.affine_transform(shape, [0, 1, 1, 0, 0, 0])
    if shapely.intersects(swapped, district):
        return _("边界的经度和纬度写反了，请对调。")
    return _("边界整个在本区外。")
