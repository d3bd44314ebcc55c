"""What is typed or drawn is told in words that name the corner."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from huisheng.network.land.checks import outside_problem, place_problem, shape_problem
from huisheng.network.land.corners import Unreadable, boundary_of, read_corners, tidy, write_corners
from huisheng.network.land.flat import square_metres
from huisheng.network.points import Finding, PointProblem
from huisheng.network.tests.lands import METRE, corner

SQUARE = (corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1))


def test_a_square_is_sound() -> None:
    assert shape_problem(SQUARE) == ""


def test_a_ring_that_crosses_itself_names_the_edges() -> None:
    bow_tie = (SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3])
    assert "1–2 的边和 3–4 的边" in shape_problem(bow_tie)


def test_a_ring_that_turns_back_on_itself_names_the_edges() -> None:
    spike = (*SQUARE[:2], corner(1, 2), corner(1, 1), SQUARE[3])
    assert "2–3 的边和 3–4 的边" in shape_problem(spike)


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        ((), "至少要三个"),
        ((SQUARE[0], SQUARE[1], SQUARE[0]), "至少要三个"),
        ((corner(0, 0), corner(0.5, 0), corner(1, 0)), "围不出地来"),
        ((corner(0, 0), corner(0.3, 0), corner(0.15, 0.0001)), "围不出地来"),
        ((corner(0, 0), corner(0.02, 0), corner(0.02, 0.02), corner(0, 0.02)), "太小"),
    ],
)
def test_what_is_no_land_says_why(corners: tuple[tuple[float, float], ...], words: str) -> None:
    assert words in shape_problem(corners)


def finding(lon: float, lat: float) -> Finding | None:
    """As `points.problem_of`, for a district between 125.1 and 125.3 E, 43.8 and 44.0 N."""
    if 125.1 <= lon <= 125.3 and 43.8 <= lat <= 44.0:
        return None
    if 125.1 <= lat <= 125.3:
        return Finding(PointProblem.SWAPPED, meant=(lat, lon))
    return Finding(PointProblem.OUTSIDE, metres=max(lon - 125.3, 125.1 - lon) * 80_000)


def test_swapped_and_far_corners_are_named() -> None:
    swapped = (SQUARE[0], (SQUARE[1][1], SQUARE[1][0]), *SQUARE[2:])
    assert place_problem(swapped, finding, has_border=True).startswith("第 2 个角：经度和纬度好像写反了")
    far = (*SQUARE[:3], (125.425, 43.88))
    said = place_problem(far, finding, has_border=True)
    assert said.startswith("第 4 个角：这个位置不在本区。") and "10 公里" in said


def test_a_corner_a_hand_off_the_border_is_let_be_and_so_is_one_that_was_there() -> None:
    near, off = (125.3 + METRE, 43.9), (125.31, 43.9)
    assert place_problem((near,), finding, has_border=True) == ""
    assert place_problem((off,), finding, has_border=True) != ""
    assert place_problem((off,), finding, has_border=False) == ""
    assert place_problem((off,), finding, has_border=True, before=(off,)) == ""


def test_land_outside_is_told_unless_it_was_there_before() -> None:
    district, land = box(125.2, 43.8, 125.21, 43.9), Polygon(SQUARE)
    assert outside_problem(land, district, None) == ""
    beyond = box(125.2, 43.88, 125.212, 43.882)
    assert "平方米画到了区外" in outside_problem(beyond, district, None)
    assert outside_problem(beyond, district, beyond) == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("125.2, 43.8\n\n125.3, 43.8", "第 2 行是空的。只能画一圈，中间不能有洞"),
        ("125.2, 43.8\nwest", "第 2 行不是一个角"),
        ("125.2", "第 1 行不是一个角"),
        ("125.2, 43.8\n" * 2_001, "角太多了"),
    ],
)
def test_what_cannot_be_read_names_the_line(typed: str, words: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_corners(typed)
    assert words in told.value.words


def test_full_width_digits_and_a_closed_ring_are_read() -> None:
    typed = "１２５．２， ４３．８８\r\n125.202 43.88\n125.202；43.882\n125.2, 43.88\n"
    assert read_corners(typed) == ((125.2, 43.88), (125.202, 43.88), (125.202, 43.882))


@given(st.lists(st.tuples(st.floats(100, 130), st.floats(20, 50)), min_size=3, unique=True))
@settings(max_examples=50)
def test_what_was_written_is_read_again(corners: list[tuple[float, float]]) -> None:
    read = read_corners(write_corners(corners))
    assert read_corners(write_corners(read)) == read
    assert all(
        abs(a[0] - b[0]) < 1e-7 and abs(a[1] - b[1]) < 1e-7 for a, b in zip(corners, read, strict=False)
    ) or len(read) < len(corners)


def test_what_is_kept_runs_counter_clockwise_on_the_grid() -> None:
    clockwise = Polygon([(lon + 1e-9, lat) for lon, lat in reversed(SQUARE)])
    kept = tidy(clockwise)
    assert isinstance(kept, Polygon) and kept.exterior.is_ccw
    assert set(kept.exterior.coords) == set(SQUARE)
    assert boundary_of(clockwise)["type"] == "Polygon"


def test_square_metres_are_those_of_the_ellipsoid() -> None:
    # 0.01° by 0.01° at 43.88° N: 803.5 m by 1,111.1 m (GeographicLib, WGS84).
    assert square_metres(box(125.2, 43.875, 125.21, 43.885)) == pytest.approx(803.5 * 1_111.1, rel=5e-4)
