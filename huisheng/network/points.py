"""What may be wrong with a point that somebody typed, tapped or sent, said in plain words."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.network.geometry import PlotIndex, index
from huisheng.network.projection import bd09_to_wgs84, gcj02_to_wgs84, wgs84_to_gcj02

# Neither shift moves a point of this country further than that (metres).
FURTHEST_SHIFT = 2_000.0
KILOMETRE = 1_000.0
MOST_LON, MOST_LAT = 180.0, 90.0
# As much as two numbers with all the digits that a telephone gives; longer text is no point.
LONGEST_POINT = 60
_NUMBER = r"[-+]?\d{1,4}(?:\.\d{1,20})?"
_POINT = re.compile(rf"({_NUMBER})(?:\s*[,，;；]\s*|\s+)({_NUMBER})")


def read_point(text: str) -> tuple[float, float] | None:
    """Two numbers as a point, in the order in which they stand; None for anything else."""
    if len(text) > LONGEST_POINT:
        return None
    found = _POINT.fullmatch(text.strip())
    return (float(found[1]), float(found[2])) if found else None


class PointProblem(Enum):
    """Why a point is no place in the district."""

    NOT_A_POINT = "not_a_point"
    NO_FIX = "no_fix"
    SWAPPED = "swapped"
    SWAPPED_OUTSIDE = "swapped_outside"
    LOOKS_LIKE_GCJ02 = "gcj02"
    LOOKS_LIKE_BD09 = "bd09"
    OUTSIDE = "outside"


MESSAGES = {
    PointProblem.NOT_A_POINT: gettext_lazy("这不是一个位置。经度在前，纬度在后，都是数字。"),
    PointProblem.NO_FIX: gettext_lazy("这是 0 度、0 度，多半是没有定到位。请在地图上点，或者写地址。"),
    PointProblem.SWAPPED_OUTSIDE: gettext_lazy("经度和纬度好像写反了，不过对调后也不在本区。"),
    PointProblem.SWAPPED: gettext_lazy("经度和纬度好像写反了，对调后就在本区。"),
    PointProblem.LOOKS_LIKE_GCJ02: gettext_lazy(
        "这个位置在区外，像是高德、腾讯地图的坐标（GCJ-02）；换算后在本区。"
    ),
    PointProblem.LOOKS_LIKE_BD09: gettext_lazy("这个位置在区外，像是百度地图的坐标（BD-09）；换算后在本区。"),
    PointProblem.OUTSIDE: gettext_lazy("这个位置不在本区。"),
}


@dataclass(frozen=True)
class Finding:
    """What is wrong, where the point may have been meant (`lon, lat`), and how far outside it is (metres)."""

    problem: PointProblem
    meant: tuple[float, float] | None = None
    metres: float | None = None

    @property
    def message(self) -> str:
        """The problem in plain words, with the distance where that helps."""
        words = str(MESSAGES[self.problem])
        if self.problem not in (PointProblem.OUTSIDE, PointProblem.SWAPPED_OUTSIDE) or self.metres is None:
            return words
        if self.metres < KILOMETRE:
            return words + _("离区界约 %(metres)d 米。") % {"metres": max(1, round(self.metres))}
        return words + _("离区界约 %(kilometres)d 公里。") % {"kilometres": round(self.metres / KILOMETRE)}


def problem_of(lon: float, lat: float) -> Finding | None:
    """What is wrong with a point; None when it lies in the district (domain.md D9, coordinates in WGS84).

    That a point is shifted is said only of points outside whose unshifted place is inside: inside the
    district the systems cannot be told apart.
    """
    if not (_is_degrees(lon, MOST_LON) and _is_degrees(lat, MOST_LON)):
        return Finding(PointProblem.NOT_A_POINT)
    if lon == 0 and lat == 0:
        return Finding(PointProblem.NO_FIX)
    here = index()
    if _is_degrees(lat, MOST_LAT) and here.covers(lon, lat):
        return None
    if _is_degrees(lon, MOST_LAT) and here.covers(lat, lon):
        return Finding(PointProblem.SWAPPED, meant=(lat, lon))
    if not _is_degrees(lat, MOST_LAT):
        return _far_and_swapped(here, lon, lat)
    metres = here.metres_to_district(lon, lat)
    outside = Finding(PointProblem.OUTSIDE, metres=metres if math.isfinite(metres) else None)
    return _shifted(here, lon, lat, metres) or outside


def _far_and_swapped(here: PlotIndex, lon: float, lat: float) -> Finding:
    """A latitude beyond the pole: a place elsewhere, written the other way round; or no place at all."""
    if not _is_degrees(lon, MOST_LAT):
        return Finding(PointProblem.NOT_A_POINT)
    metres = here.metres_to_district(lat, lon)
    return Finding(PointProblem.SWAPPED_OUTSIDE, metres=metres if math.isfinite(metres) else None)


def _shifted(here: PlotIndex, lon: float, lat: float, metres: float) -> Finding | None:
    if metres > FURTHEST_SHIFT or wgs84_to_gcj02(lon, lat) == (lon, lat):  # no shifted maps abroad
        return None
    systems: tuple[tuple[PointProblem, Callable[[float, float], tuple[float, float]]], ...] = (
        (PointProblem.LOOKS_LIKE_GCJ02, gcj02_to_wgs84),
        (PointProblem.LOOKS_LIKE_BD09, bd09_to_wgs84),
    )
    for problem, unshift in systems:
        meant = unshift(lon, lat)
        if here.covers(*meant):
            return Finding(problem, meant=meant, metres=metres)
    return None


def _is_degrees(value: float, most: float) -> bool:
    return math.isfinite(value) and abs(value) <= most
