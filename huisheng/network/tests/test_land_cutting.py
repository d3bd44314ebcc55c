"""One plot becomes two exact complements; two become one."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon

from huisheng.network.land import SNAP_METRES
from huisheng.network.land.cutting import NoCut, cut, joined, proposed_line
from huisheng.network.land.faces import noded
from huisheng.network.land.flat import square_metres
from huisheng.network.tests.lands import METRE, alone, corner, edges, grids, is_seamless

SQUARE = Polygon([corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)])


@given(grids(), st.lists(st.tuples(st.floats(1.4, 1.6), st.floats(1.2, 1.8)), max_size=3))
@settings(max_examples=80, deadline=None)
def test_the_parts_are_exact_complements_and_fit_the_neighbours(
    lands: dict[int, Polygon], bends: list[tuple[float, float]]
) -> None:
    old = lands.pop(5)
    inner = sorted((y, x) for x, y in bends)
    line = (corner(1.5, 0), *(corner(x, y) for y, x in inner), corner(1.5, 3))
    assume(old.contains(shapely.LineString(line[1:-1])) if len(line) > 3 else True)
    try:
        larger, smaller = cut(old, line)
    except NoCut:
        assume(False)
    both = {0: larger, -1: smaller}
    fitted = noded({**lands, **both})
    assert is_seamless(fitted.values())
    assert alone([fitted[0], fitted[-1]]) == edges(shapely.coverage_union(fitted[0], fitted[-1]))
    assert larger.area + smaller.area == pytest.approx(old.area, rel=1e-4)  # a centimetre along an edge
    assert not larger.overlaps(smaller) and larger.touches(smaller)
    assert square_metres(larger) >= square_metres(smaller) > 0


@given(grids())
@settings(max_examples=40, deadline=None)
def test_the_proposed_line_cuts_every_plot_that_is_not_bent(lands: dict[int, Polygon]) -> None:
    for land in lands.values():
        if land.convex_hull.equals(land):
            _larger, smaller = cut(land, proposed_line(land))
            assert square_metres(smaller) > square_metres(land) / 5


def test_ends_that_fall_just_short_are_put_on_the_outline() -> None:
    short = SNAP_METRES / 3 * METRE
    line = (
        (corner(0.5, 0)[0], corner(0, 0)[1] + short),
        (corner(0.5, 1)[0], corner(0, 1)[1] - short),
    )
    larger, smaller = cut(SQUARE, line)
    assert square_metres(larger) == pytest.approx(square_metres(smaller), rel=1e-6)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ((corner(0.5, 0.2),), "至少要两个点"),
        ((corner(0.5, -1), corner(0.5, 0.5)), "没有把责任田分开"),
        ((corner(2, 0), corner(2, 1)), "没有把责任田分开"),
        (
            (corner(0.2, -1), corner(0.2, 0.8), corner(0.8, 0.8), corner(0.1, -1)),
            "自己交叉",
        ),
        ((corner(-1, 0.5), corner(0.5, 2), corner(2, 0.5)), "没有把责任田分开"),
        ((corner(-1, 0.2), corner(2, 0.2), corner(2, 0.8), corner(-1, 0.8)), "分成了 3 块"),
        ((corner(0.0005, -1), corner(0.0005, 2)), "太小"),
    ],
)
def test_a_line_that_does_not_cut_in_two_says_why(line: tuple[tuple[float, float], ...], words: str) -> None:
    with pytest.raises(NoCut) as told:
        cut(SQUARE, line)
    assert words in told.value.words


@given(grids())
@settings(max_examples=40, deadline=None)
def test_joined_neighbours_are_one_land_of_the_same_size(lands: dict[int, Polygon]) -> None:
    one = joined([lands[1], lands[2], lands[5]])
    assert isinstance(one, Polygon) and not one.interiors
    assert one.area == pytest.approx(sum(lands[at].area for at in (1, 2, 5)), rel=1e-6)
    rest = {key: land for key, land in lands.items() if key not in (1, 2, 5)}
    assert is_seamless([one, *rest.values()])


def test_what_does_not_share_an_edge_stays_in_pieces() -> None:
    beside = Polygon([corner(1, 1), corner(2, 1), corner(2, 2), corner(1, 2)])
    assert isinstance(joined([SQUARE, beside]), MultiPolygon)


def test_a_seam_narrower_than_the_tolerance_is_closed() -> None:
    east = corner(1, 0)[0] + METRE
    beside = Polygon([(east, 43.88), corner(2, 0), corner(2, 1), (east, 43.882)])
    assert isinstance(joined([SQUARE, beside]), Polygon)
