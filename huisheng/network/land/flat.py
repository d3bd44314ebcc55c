"""Degrees as metres on a plane that touches the earth near a plot: exact to 10⁻⁵ within a few kilometres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeVar

from shapely import affinity
from shapely.geometry.base import BaseGeometry

from huisheng.network.land import Corner

Shape = TypeVar("Shape", bound=BaseGeometry)


@dataclass(frozen=True)
class Flat:
    """The plane at `lon, lat`; `east` and `north` are metres a degree there (WGS84)."""

    lon: float
    lat: float
    east: float
    north: float

    def shape(self, shape: Shape) -> Shape:
        """A shape in metres east and north of the origin."""
        moved: Shape = affinity.affine_transform(
            shape, [self.east, 0, 0, self.north, -self.lon * self.east, -self.lat * self.north]
        )
        return moved

    def point(self, corner: Corner) -> tuple[float, float]:
        """A corner in metres."""
        return (corner[0] - self.lon) * self.east, (corner[1] - self.lat) * self.north

    def corner(self, x: float, y: float) -> Corner:
        """A point in metres as a corner in degrees."""
        return self.lon + x / self.east, self.lat + y / self.north


def flat_at(lon: float, lat: float) -> Flat:
    """The plane there. The series is the length of a degree on the WGS84 ellipsoid."""
    at = math.radians(lat)
    north = 111_132.954 - 559.822 * math.cos(2 * at) + 1.175 * math.cos(4 * at)
    east = 111_412.84 * math.cos(at) - 93.5 * math.cos(3 * at) + 0.118 * math.cos(5 * at)
    return Flat(lon, lat, max(east, 1e-6), north)


def flat_of(shape: BaseGeometry) -> Flat:
    """The plane in the middle of a shape's box."""
    west, south, east, north = shape.bounds
    return flat_at((west + east) / 2, (south + north) / 2)


def square_metres(shape: BaseGeometry) -> float:
    """Area of a shape in degrees; 0 for an empty one."""
    return 0.0 if shape.is_empty else float(flat_of(shape).shape(shape).area)
