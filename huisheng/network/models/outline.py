"""The box and the label point of a GeoJSON polygon."""

from __future__ import annotations

import json
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon


def polygon(boundary: dict[str, Any]) -> Polygon | MultiPolygon:
    """The Shapely polygon of a GeoJSON one (WGS84 degrees, longitude first). ValueError when it is none."""
    try:
        shape = shapely.from_geojson(json.dumps(boundary))
    except shapely.errors.GEOSException as broken:
        raise ValueError(f"not a GeoJSON geometry: {broken}") from broken
    if not isinstance(shape, Polygon | MultiPolygon) or shape.is_empty:
        raise ValueError("not a polygon")
    if not shape.is_valid:
        raise ValueError(shapely.is_valid_reason(shape))
    return shape


def outline(boundary: dict[str, Any]) -> dict[str, float]:
    """`west, south, east, north, lon, lat` of a boundary in degrees; the point lies inside it."""
    shape = polygon(boundary)
    west, south, east, north = shape.bounds
    point = shape.representative_point()
    return {"west": west, "south": south, "east": east, "north": north, "lon": point.x, "lat": point.y}
