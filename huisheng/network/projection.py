"""Coordinates: Web Mercator for drawing, GCJ-02 and BD-09 (the shifted systems of Chinese maps) to WGS84."""

from __future__ import annotations

import math

EARTH_METRES_PER_DEGREE = 111_320.0
# The ellipsoid (Krasovsky 1940) by which GCJ-02 is defined, not the one of WGS84.
GCJ_AXIS = 6_378_245.0
GCJ_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
SHIFTED_BOX = (72.004, 0.8293, 137.8347, 55.8271)
BD_ANGLE = math.pi * 3000.0 / 180.0
CLOSE_ENOUGH_DEGREES = 1e-9


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator as tiles use it: x and y from 0 to 1, y down from the north."""
    sine = math.sin(math.radians(lat))
    return (lon + 180.0) / 360.0, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def metres_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance of two `(lon, lat)` points in metres, within a district (flat-earth approximation)."""
    east = (a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return math.hypot(east, a[1] - b[1]) * EARTH_METRES_PER_DEGREE


def wgs84_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """The shift that Chinese public maps apply (300–700 m); outside China there is none."""
    west, south, east, north = SHIFTED_BOX
    if not (west < lon < east and south < lat < north):
        return lon, lat
    east, north = _shift(lon - 105.0, lat - 35.0)
    sine = math.sin(math.radians(lat))
    root = 1 - GCJ_ECCENTRICITY_SQUARED * sine * sine
    across = GCJ_AXIS / math.sqrt(root) * math.cos(math.radians(lat))
    along = GCJ_AXIS * (1 - GCJ_ECCENTRICITY_SQUARED) / (root * math.sqrt(root))
    return lon + math.degrees(east / across), lat + math.degrees(north / along)


def gcj02_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """The inverse, found by iteration to a tenth of a millimetre."""
    guess = (lon, lat)
    for _round in range(30):
        shifted = wgs84_to_gcj02(*guess)
        error = (lon - shifted[0], lat - shifted[1])
        guess = (guess[0] + error[0], guess[1] + error[1])
        if max(abs(error[0]), abs(error[1])) < CLOSE_ENOUGH_DEGREES:
            break
    return guess


def bd09_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """Baidu's further shift undone."""
    x, y = lon - 0.0065, lat - 0.006
    radius = math.hypot(x, y) - 0.00002 * math.sin(y * BD_ANGLE)
    angle = math.atan2(y, x) - 0.000003 * math.cos(x * BD_ANGLE)
    return radius * math.cos(angle), radius * math.sin(angle)


def bd09_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """Both shifts undone."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def _shift(x: float, y: float) -> tuple[float, float]:
    """The shift in metres east and north at `x, y` degrees from 105° E, 35° N."""
    root = math.sqrt(abs(x))
    ripple = 20.0 * (math.sin(6.0 * x * math.pi) + math.sin(2.0 * x * math.pi))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (ripple + _waves(y, (20.0, 1.0), (40.0, 3.0), (160.0, 12.0), (320.0, 30.0))) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (ripple + _waves(x, (20.0, 1.0), (40.0, 3.0), (150.0, 12.0), (300.0, 30.0))) * 2.0 / 3.0
    return east, north


def _waves(at: float, *waves: tuple[float, float]) -> float:
    return sum(height * math.sin(at / length * math.pi) for height, length in waves)
