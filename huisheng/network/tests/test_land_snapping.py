"""Drawn by a shaking hand, fitted exactly."""

from __future__ import annotations

import math

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon

from huisheng.network.land import GRID, SNAP_METRES
from huisheng.network.land.corners import corners_of
from huisheng.network.land.exchange import exchange
from huisheng.network.land.flat import flat_of
from huisheng.network.land.snapping import snapped
from huisheng.network.tests.lands import METRE, corner, edges, grids, is_seamless

MIDDLE = 5
shakes = st.lists(st.tuples(st.floats(0, 1.3 * METRE), st.floats(0, 2 * math.pi)), min_size=4, max_size=4)


@given(grids(), shakes)
@settings(max_examples=60, deadline=None)
def test_what_was_drawn_along_the_neighbours_leaves_no_gap_and_no_overlap(
    lands: dict[int, Polygon], shake: list[tuple[float, float]]
) -> None:
    whole = lands.pop(MIDDLE)
    drawn = [
        (lon + far * math.cos(way), lat + far * math.sin(way))
        for (lon, lat), (far, way) in zip(corners_of(whole), shake, strict=True)
    ]
    fitted = snapped(tuple(drawn), list(lands.values()))
    assert Polygon(fitted).equals(whole)
    done = exchange(Polygon(fitted), None, lands, follow=False)
    assert is_seamless([done.plot, *(lands | done.neighbours).values()])


@given(grids(), st.floats(0.1, 0.9))
@settings(max_examples=40, deadline=None)
def test_a_corner_on_a_neighbours_edge_becomes_a_corner_of_both(lands: dict[int, Polygon], at: float) -> None:
    left = lands[4]
    (west, east) = (left.exterior.coords[1], left.exterior.coords[2])
    foot = (west[0] + (east[0] - west[0]) * at + METRE / 2, west[1] + (east[1] - west[1]) * at)
    drawn = (foot, corner(2.5, 1.4), corner(2.5, 1.6))
    on_edge = snapped(drawn, [left])[0]
    flat = flat_of(left)
    assert flat.shape(shapely.Point(on_edge)).distance(flat.shape(left)) < 0.02
    done = exchange(Polygon(snapped(drawn, [left])), None, {4: left}, follow=False)
    both = {spot for edge in edges(done.plot) for spot in edge} & {
        spot for edge in edges(done.neighbours.get(4, left)) for spot in edge
    }
    # Halfway between two corners of the grid, the common corner may be the other one.
    assert min(math.dist(on_edge, spot) for spot in both) < 1.5 * GRID


def test_further_than_the_tolerance_nothing_moves() -> None:
    neighbour = Polygon([corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)])
    away = 3 * SNAP_METRES * METRE
    drawn = ((corner(1, 0)[0] + away, 43.88), corner(2, 0), corner(2, 1), (corner(1, 1)[0] + away, 43.882))
    assert snapped(drawn, [neighbour]) == drawn


def test_an_edge_that_passes_a_neighbours_corner_runs_through_it() -> None:
    neighbour = Polygon([corner(0, 0), corner(1, 0), corner(0.5, 0.5)])
    top = corner(0.5, 0.5)
    drawn = (corner(0.1, 0.505), corner(0.9, 0.505), corner(0.9, 1), corner(0.1, 1))
    assert top in snapped(drawn, [neighbour])


def test_snapping_never_makes_a_ring_cross_itself() -> None:
    neighbour = Polygon([corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)])
    sliver = tuple((lon, lat + up * METRE) for lon, lat, up in ((125.2, 43.8821, 1), (125.201, 43.8821, 1)))
    drawn = (*sliver, (125.2005, 43.8822))
    assert Polygon(snapped(drawn, [neighbour], within=30)).is_valid
