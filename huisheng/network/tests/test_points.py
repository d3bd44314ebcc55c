"""What is said of a point that is no place in the district."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.network.models import Area
from huisheng.network.points import PointProblem, problem_of, read_point
from huisheng.network.projection import (
    bd09_to_gcj02,
    bd09_to_wgs84,
    gcj02_to_wgs84,
    mercator,
    metres_between,
    wgs84_to_gcj02,
)
from tests.cast import Cast
from tests.cast_network import SIDE

LON, LAT = 125.20, 43.88
INSIDE = (LON + SIDE / 2, LAT + SIDE / 2)


def test_a_point_in_the_district_is_fine(cast: Cast) -> None:
    assert problem_of(*INSIDE) is None
    assert problem_of(LON, LAT) is None


def test_swapped_coordinates_are_told_with_what_was_meant(cast: Cast) -> None:
    found = problem_of(INSIDE[1], INSIDE[0])
    assert found is not None and found.problem is PointProblem.SWAPPED
    assert found.meant == INSIDE
    assert "写反" in found.message


def test_a_point_of_a_shifted_map_is_told_where_unshifting_puts_it_inside(cast: Cast) -> None:
    shifted = wgs84_to_gcj02(LON + SIDE * 2.9, LAT + SIDE * 0.1)
    found = problem_of(*shifted)
    assert found is not None and found.problem is PointProblem.LOOKS_LIKE_GCJ02
    assert found.meant == pytest.approx((LON + SIDE * 2.9, LAT + SIDE * 0.1), abs=1e-7)
    assert "GCJ-02" in found.message


def test_a_point_of_the_other_shifted_map_is_told_as_well(cast: Cast) -> None:
    # BD-09 lies about 0.0065°, 0.006° beyond GCJ-02: undone only by both steps.
    target = (LON + SIDE * 1.5, LAT + SIDE)
    gcj = wgs84_to_gcj02(*target)
    baidu = (gcj[0] + 0.0065, gcj[1] + 0.006)
    found = problem_of(*baidu)
    assert found is not None and found.problem is PointProblem.LOOKS_LIKE_BD09


def test_a_point_outside_is_told_with_its_distance(cast: Cast) -> None:
    near = problem_of(LON - SIDE, LAT + SIDE / 2)
    assert near is not None and near.problem is PointProblem.OUTSIDE
    assert near.metres == pytest.approx(SIDE * 111_320 * math.cos(math.radians(LAT)), rel=0.01)
    assert "约 160 米" in near.message
    far = problem_of(116.39, 39.9)
    assert far is not None and far.problem is PointProblem.OUTSIDE
    assert "公里" in far.message


@pytest.mark.parametrize("point", [(math.nan, 43.9), (125.2, math.inf), (500.0, 43.9), (125.2, 95.0)])
def test_what_is_no_point_is_told(cast: Cast, point: tuple[float, float]) -> None:
    found = problem_of(*point)
    assert found is not None and found.problem is PointProblem.NOT_A_POINT


def test_no_fix_is_told_as_such(cast: Cast) -> None:
    found = problem_of(0.0, 0.0)
    assert found is not None and found.problem is PointProblem.NO_FIX and "没有定到位" in found.message


def test_a_far_place_written_the_other_way_round_is_told_as_swapped(cast: Cast) -> None:
    found = problem_of(31.23, 121.47)  # 上海
    assert found is not None and (found.problem, found.meant) == (PointProblem.SWAPPED_OUTSIDE, None)
    assert "写反了" in found.message and "公里" in found.message


def test_the_district_border_counts_and_not_the_plots_alone(cast: Cast) -> None:
    ring = [[125.1, 43.8], [125.4, 43.8], [125.4, 44.0], [125.1, 44.0], [125.1, 43.8]]
    border = {"type": "Polygon", "coordinates": [ring]}
    district = Area.objects.get(id=cast.district.id)
    district.boundary = border
    district.save()
    assert problem_of(125.15, 43.85) is None


def test_in_an_empty_network_everything_is_outside(db: None) -> None:
    found = problem_of(*INSIDE)
    assert found is not None and found.problem is PointProblem.OUTSIDE
    assert found.message == "这个位置不在本区。"


# Pairs published with the open implementations of the shift (lat, lon in their tables).
KNOWN = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
]


@pytest.mark.parametrize(("plain", "shifted"), KNOWN)
def test_the_shift_agrees_with_published_values(
    plain: tuple[float, float], shifted: tuple[float, float]
) -> None:
    assert wgs84_to_gcj02(*plain) == pytest.approx(shifted, abs=1e-8)
    assert gcj02_to_wgs84(*shifted) == pytest.approx(plain, abs=1e-8)


@given(st.floats(73.5, 134.5), st.floats(18.5, 53.5))
def test_shifting_and_unshifting_comes_back_to_the_millimetre(lon: float, lat: float) -> None:
    there = wgs84_to_gcj02(lon, lat)
    assert 20 < metres_between(there, (lon, lat)) < 1_500
    assert metres_between(gcj02_to_wgs84(*there), (lon, lat)) < 0.001


def test_baidu_is_two_steps_and_outside_china_there_is_no_shift() -> None:
    assert metres_between(bd09_to_gcj02(116.404, 39.915), (116.404, 39.915)) > 500
    assert bd09_to_wgs84(116.404, 39.915) == gcj02_to_wgs84(*bd09_to_gcj02(116.404, 39.915))
    assert wgs84_to_gcj02(-76.6, 39.3) == (-76.6, 39.3)


def test_mercator_is_the_one_of_tiles() -> None:
    assert mercator(0.0, 0.0) == (0.5, 0.5)
    assert mercator(-180.0, 85.0511287798066) == pytest.approx((0.0, 0.0), abs=1e-9)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("125.25,43.88", (125.25, 43.88)),
        (" 125.25 ， 43.88 ", (125.25, 43.88)),
        ("125.25  43.88", (125.25, 43.88)),
        ("125.23456789012345,43.88123456789012", (125.23456789012345, 43.88123456789012)),
        ("-1;2", (-1.0, 2.0)),
        ("125.2543.88", None),
        ("125.25,43.88,1", None),
        ("三号楼", None),
        ("1," + "2" * 40, None),
    ],
)
def test_two_numbers_are_a_point(text: str, point: tuple[float, float] | None) -> None:
    assert read_point(text) == point


@pytest.mark.parametrize("text", ["1" + " " * 200_000 + "x", " " * 200_000, "1." + "1" * 200_000 + ",x"])
def test_endless_text_is_no_point_and_read_at_once(text: str) -> None:
    begun = time.perf_counter()
    assert read_point(text) is None
    assert time.perf_counter() - begun < 0.1
