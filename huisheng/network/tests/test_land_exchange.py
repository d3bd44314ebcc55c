"""Moving a common border moves it for both; nothing is lost between neighbours."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon

from huisheng.network.land import GRID, Land
from huisheng.network.land.corners import corners_of
from huisheng.network.land.exchange import exchange, moved_corners
from huisheng.network.land.flat import square_metres
from huisheng.network.tests.lands import SIDE, corner, grids, is_seamless, moved

MIDDLE = 5
push = st.floats(-0.3 * SIDE, 0.3 * SIDE)


def is_as_drawn(land: Land, drawn: Polygon) -> bool:
    """Every corner is there, and edges run within a centimetre."""
    same_corners = {*drawn.exterior.coords} <= {*map(tuple, shapely.get_coordinates(land).tolist())}
    return same_corners and drawn.boundary.hausdorff_distance(land.boundary) <= 1.5 * GRID


@given(grids(), st.integers(0, 3), push, push)
@settings(max_examples=80, deadline=None)
def test_a_moved_corner_moves_for_all_who_have_it(
    lands: dict[int, Polygon], at: int, east: float, north: float
) -> None:
    old = lands.pop(MIDDLE)
    drawn = Polygon(moved(corners_of(old), at, (east, north)))
    assume(drawn.is_valid and square_metres(drawn) > 100)
    done = exchange(drawn, old, lands, follow=True)
    after = lands | done.neighbours
    assert is_seamless([done.plot, *after.values()])
    assert is_as_drawn(done.plot, drawn)
    whole = sum(land.area for land in [old, *lands.values()])
    assert sum(land.area for land in [done.plot, *after.values()]) == pytest.approx(whole, rel=1e-6)


@given(grids(), st.floats(0.2, 0.8), st.floats(-0.25, 0.25))
@settings(max_examples=60, deadline=None)
def test_a_corner_put_into_an_edge_takes_or_leaves_land(
    lands: dict[int, Polygon], along: float, across: float
) -> None:
    old = lands.pop(MIDDLE)
    ring = corners_of(old)
    start, end = ring[1], ring[2]
    new = (
        start[0] + (end[0] - start[0]) * along + across * SIDE,
        start[1] + (end[1] - start[1]) * along,
    )
    drawn = Polygon([*ring[:2], (round(new[0], 7), round(new[1], 7)), *ring[2:]])
    assume(drawn.is_valid)
    done = exchange(drawn, old, lands, follow=True)
    assert is_seamless([done.plot, *(lands | done.neighbours).values()])
    assert is_as_drawn(done.plot, drawn)


@given(grids(), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_a_corner_taken_out_leaves_its_land_to_a_neighbour(lands: dict[int, Polygon], at: int) -> None:
    old = lands.pop(MIDDLE)
    ring = corners_of(old)
    drawn = Polygon([*ring[:at], *ring[at + 1 :]])
    assume(drawn.is_valid)
    done = exchange(drawn, old, lands, follow=True)
    assert is_seamless([done.plot, *(lands | done.neighbours).values()])


def test_without_the_neighbours_gaps_and_overlaps_come_out_as_drawn() -> None:
    left = Polygon([corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)])
    old = Polygon([corner(1, 0), corner(2, 0), corner(2, 1), corner(1, 1)])
    drawn = Polygon([corner(0.5, 0), corner(2, 0), corner(2, 1), corner(1.5, 1)])
    done = exchange(drawn, old, {1: left}, follow=False)
    assert is_as_drawn(done.plot, drawn)
    assert all(is_as_drawn(land, left) for land in done.neighbours.values())


def test_a_neighbour_that_is_cut_or_covered_comes_out_so() -> None:
    thin = Polygon([corner(0, 0), corner(3, 0), corner(3, 1), corner(0, 1)])
    across = Polygon([corner(1, -1), corner(2, -1), corner(2, 2), corner(1, 2)])
    assert isinstance(exchange(across, None, {1: thin}, follow=True).neighbours[1], MultiPolygon)
    over = Polygon([corner(-1, -1), corner(4, -1), corner(4, 2), corner(-1, 2)])
    assert exchange(over, None, {1: thin}, follow=True).neighbours[1].is_empty


def test_nothing_changes_for_neighbours_of_what_did_not_change() -> None:
    left = Polygon([corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)])
    old = Polygon([corner(1, 0), corner(2, 0), corner(2, 1), corner(1, 1)])
    assert exchange(old, old, {1: left}, follow=True).neighbours == {}


@given(st.permutations(range(5)), st.integers(0, 4), st.booleans())
def test_which_corner_moved_is_found_wherever_a_ring_begins(
    _order: list[int], turn: int, backwards: bool
) -> None:
    old = tuple(shapely.get_coordinates(shapely.Point(0, 0).buffer(1, quad_segs=2))[:-1].tolist())
    ring = tuple((x, y) for x, y in old)
    new = moved(ring, 3, (0.1, 0.2))
    turned = (*new[turn:], *new[:turn])
    found = moved_corners(ring, turned[::-1] if backwards else turned)
    assert found == {ring[3]: new[3]}
