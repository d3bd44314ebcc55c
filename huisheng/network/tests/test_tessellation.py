"""The demo's land: cut without gap or overlap, in connected pieces, the same every time."""

from __future__ import annotations

import itertools
import random

import pytest
import shapely
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from huisheng.network.demo.figures import Figures, read_figures
from huisheng.network.demo.ground import Ground, as_geojson, cut_ground, square_metres
from huisheng.network.demo.regions import components, connect, neighbours, split
from huisheng.network.demo.shares import evenly, shares
from huisheng.network.demo.tessellation import GRID, edge_lengths, plant, tessellate

# A border with a bay, as real ones have: cells near it are cut in two and must be mended.
BAY = Polygon([(0, 0), (1, 0), (1, 0.8), (0.55, 0.8), (0.5, 0.2), (0.45, 0.8), (0, 0.8)])
sites = st.lists(
    st.tuples(st.integers(1, 99), st.integers(1, 79)).map(lambda at: (at[0] / 100, at[1] / 100)),
    min_size=2,
    max_size=25,
    unique=True,
).filter(lambda points: sum(BAY.contains(Point(point)) for point in points) > 1)


def land(shape: BaseGeometry) -> BaseGeometry:
    """The part of a shape that has an area; neighbours also meet in lines."""
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.area > 0])


@pytest.fixture(scope="module")
def figures() -> Figures:
    return read_figures()


@pytest.fixture(scope="module")
def ground(figures: Figures) -> Ground:
    return cut_ground(figures, random.Random(figures.seed))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(sites)
def test_cells_cover_the_land_exactly_one_connected_cell_a_site(points: list[tuple[float, float]]) -> None:
    inside = [point for point in points if BAY.contains(Point(point))]
    try:
        cells = tessellate(BAY, inside)
    except (
        ValueError
    ):  # a site whose cell the border cuts into slivers has no cell of its own, and it says so
        reject()
    union = shapely.union_all(cells)
    assert len(cells) == len(inside)
    assert all(isinstance(cell, Polygon) and cell.is_valid for cell in cells)
    assert shapely.coverage_is_valid(cells)
    assert union.symmetric_difference(BAY).area < BAY.length * GRID
    assert sum(cell.area for cell in cells) == pytest.approx(union.area, rel=1e-12)
    assert all(cell.intersects(Point(site)) for cell, site in zip(cells, inside, strict=True))


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 6), st.integers(2, 6), st.integers(1, 5), st.integers(0, 10_000))
def test_a_connected_set_splits_into_connected_parts(wide: int, high: int, parts: int, seed: int) -> None:
    cells = [box(x, y, x + 1, y + 1) for x in range(wide) for y in range(high)]
    graph = neighbours(cells, edge_lengths(cells))
    if parts > len(cells):
        with pytest.raises(ValueError, match="cannot make"):
            split(graph, frozenset(graph), parts)
        return
    groups = split(graph, frozenset(graph), parts)
    assert sorted(itertools.chain(*groups)) == list(range(len(cells)))
    assert len(groups) == parts
    assert all(len(components(graph, group)) == 1 for group in groups)
    labels = [random.Random(seed + at).randrange(parts) for at in range(len(cells))]
    mended = connect(graph, labels)
    assert all(
        len(components(graph, [at for at in graph if mended[at] == label])) == 1 for label in set(mended)
    )


def test_planted_patches_are_exactly_what_is_missing_and_double() -> None:
    cells = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 0, 3, 1)]
    hole, double = box(0.95, 0.45, 1.05, 0.55), box(1.9, 0.4, 2.1, 0.6)
    planted = plant(cells, [hole], [(double, 1)])
    union = shapely.union_all(planted)
    assert box(0, 0, 3, 1).difference(union).equals(hole)
    assert land(planted[1].intersection(planted[2])).equals(box(2, 0.4, 2.1, 0.6))
    assert planted[0].intersection(planted[1]).area == 0


def test_the_district_is_cut_into_as_many_plots_as_the_model_says(figures: Figures, ground: Ground) -> None:
    assert figures.plots == 554
    assert len(ground.whole) == len(ground.cells) == 554
    assert shapely.coverage_is_valid(ground.whole)
    assert sum(cell.area for cell in ground.whole) == pytest.approx(ground.border.area, rel=1e-12)
    # The official ring, moved by less than a centimetre onto the grid.
    assert ground.border.hausdorff_distance(figures.border) < 3 * GRID


def test_streets_and_places_are_connected_and_share_all_plots(figures: Figures, ground: Ground) -> None:
    graph = neighbours(ground.whole, edge_lengths(ground.whole))
    assert sorted(itertools.chain(*ground.cells_of.values())) == list(range(554))
    for street in figures.streets:
        mine = [cell for place in street.places for cell in ground.cells_of[place.code]]
        assert len(components(graph, mine)) == 1, street.name
        for place in street.places:
            assert len(components(graph, ground.cells_of[place.code])) == 1, place.name


def test_the_only_gaps_and_overlaps_are_the_planted_ones(figures: Figures, ground: Ground) -> None:
    union = shapely.union_all(ground.cells)
    holes = shapely.get_parts(ground.border.difference(union))
    assert len(holes) == figures.missing["gaps"] == 2
    assert sum(map(square_metres, holes)) == pytest.approx(1_800, rel=0.01)
    index = shapely.STRtree(ground.cells)
    pairs = {
        (int(a), int(b))
        for a, b in zip(*index.query(ground.cells, predicate="intersects"), strict=True)
        if a < b
    }
    doubles = [
        land(both) for a, b in pairs if (both := ground.cells[a].intersection(ground.cells[b])).area > 0
    ]
    assert len(doubles) == figures.missing["overlaps"] == 1
    assert doubles[0].equals(ground.overlaps[0])
    beyond = union.difference(ground.border)
    assert len(ground.outside) == figures.missing["outside"] == 1
    assert beyond.equals(ground.outside[0])
    assert 600 < square_metres(ground.outside[0]) < 1_200


def test_no_plot_has_a_hole_and_coordinates_have_seven_decimals(ground: Ground) -> None:
    for cell in ground.cells:
        assert cell.is_valid and not cell.interiors
        for x, y in as_geojson(cell)["coordinates"][0]:  # type: ignore[index]
            assert (round(x, 7), round(y, 7)) == (x, y)


def test_the_same_seed_cuts_the_same_land_and_another_another(figures: Figures, ground: Ground) -> None:
    again = cut_ground(figures, random.Random(figures.seed))
    assert [cell.wkb for cell in again.cells] == [cell.wkb for cell in ground.cells]
    assert again.cells_of == ground.cells_of
    other = cut_ground(figures, random.Random(figures.seed + 1))
    assert [cell.wkb for cell in other.cells] != [cell.wkb for cell in ground.cells]


@given(st.integers(0, 10_000), st.lists(st.floats(0.1, 100), min_size=1, max_size=30))
def test_shares_add_up_and_are_fair_to_one(total: int, weights: list[float]) -> None:
    parts = shares(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1 + 1e-6
    assert sum(evenly(total, len(weights))) == total
