"""Gaps, overlaps and what reaches outside: found exactly, and after any edit as if computed anew."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from huisheng.goals.land.cover import Cover, covered_by, uncovered
from huisheng.goals.land.ground import as_array, ground_of
from huisheng.goals.land.measure import metres_a_degree, square_metres
from huisheng.goals.land.parts import Kind, LandCoverage, judged
from huisheng.goals.tests.land import COLUMNS, ROWS, SIDE, SOUTH, WEST, Plots, tessellation
from huisheng.network.demo.tessellation import one_polygon

ACROSS, ALONG = (1 / metres for metres in metres_a_degree(SOUTH))  # degrees a metre
PLOTS = COLUMNS * ROWS
MM2 = 1e-6


def area(*shapes: BaseGeometry) -> float:
    return float(square_metres(as_array(list(shapes))).sum())


def looked_at(district: BaseGeometry, plots: Mapping[int, BaseGeometry]) -> LandCoverage:
    return judged(covered_by(uncovered(ground_of(district)), plots))


def square(lon: float, lat: float, metres: float) -> Polygon:
    """A square around a point."""
    return box(
        lon - metres / 2 * ACROSS,
        lat - metres / 2 * ALONG,
        lon + metres / 2 * ACROSS,
        lat + metres / 2 * ALONG,
    )


def without(plots: Mapping[int, BaseGeometry], patch: Polygon) -> dict[int, BaseGeometry]:
    return {id: plot.difference(patch) for id, plot in plots.items()}


def with_patch(plots: Plots, patch: Polygon, *ids: int) -> Plots:
    return {**plots, **{id: one_polygon(plots[id].union(patch)) for id in ids}}


def test_a_tessellation_covers_all_and_nothing_twice():
    district, plots = tessellation()
    found = looked_at(district, plots)
    assert found.parts == ()
    assert found.share == 1.0
    assert found.counted_twice == pytest.approx(0, abs=MM2)
    assert found.district_area == pytest.approx(area(district), abs=MM2)


def test_a_gap_is_one_piece_with_its_exact_area_however_many_tiles_it_crosses():
    district, plots = tessellation()
    middle = district.centroid
    patch = square(middle.x, middle.y, 300)
    found = looked_at(district, without(plots, patch))
    (gap,) = found.of(Kind.GAP)
    assert gap.area == pytest.approx(area(patch), abs=MM2)
    assert gap.shape.symmetric_difference(patch).area < 1e-15
    assert found.gap_area == pytest.approx(gap.area)
    left = without(plots, patch)
    bordering = {id for id, plot in left.items() if plot.distance(patch) < 1e-9}
    assert set(gap.plots) == bordering
    nearest = min(bordering, key=lambda id: left[id].distance(gap.shape.point_on_surface()))
    assert gap.plots[0] == nearest


def test_an_overlap_names_the_two_plots_and_a_third_makes_three_pairs():
    district, plots = tessellation()
    patch = square(plots[8].exterior.coords[2][0], plots[8].exterior.coords[2][1], 20)
    two = with_patch(plots, patch, 8)
    others = [id for id in plots if id != 8 and plots[id].intersection(patch).area > 0]
    found = looked_at(district, two)
    assert {part.plots: pytest.approx(part.area, abs=MM2) for part in found.of(Kind.OVERLAP)} == {
        (min(8, id), max(8, id)): area(plots[id].intersection(patch)) for id in others
    }
    three = with_patch(plots, patch, 8, others[0], others[1])
    found = looked_at(district, three)
    shared = {part.plots for part in found.of(Kind.OVERLAP)}
    assert set(combinations(sorted((8, others[0], others[1])), 2)) <= shared
    inside = sum(area(plot) for plot in three.values())
    assert found.counted_twice == pytest.approx(inside - area(district), abs=1e-3)


def test_what_reaches_out_of_the_district_is_listed_and_does_not_count_as_covered():
    district, plots = tessellation()
    west = box(WEST - 12 * ACROSS, SOUTH, WEST, SOUTH + SIDE)
    found = looked_at(district, with_patch(plots, west, 1))
    (part,) = found.of(Kind.OUTSIDE)
    assert part.plots == (1,) and part.area == pytest.approx(area(west), abs=1e-3)
    assert found.share == 1.0
    assert found.plots_area - found.inside_area == pytest.approx(part.area, abs=1e-3)


def test_slivers_stand_apart_and_count_like_all_others():
    district, plots = tessellation()
    lon, lat = WEST + 3.1 * SIDE, SOUTH + 2.2 * SIDE
    thin = box(lon, lat, lon + 80 * ACROSS, lat + 0.45 * ALONG)
    wide = box(lon, lat + 30 * ALONG, lon + 80 * ACROSS, lat + 30.55 * ALONG)
    found = looked_at(district, without(without(plots, thin), wide))
    assert [part.area for part in found.of(Kind.GAP)] == pytest.approx([area(wide)], abs=MM2)
    assert [part.area for part in found.of(Kind.GAP, slivers=True)] == pytest.approx([area(thin)], abs=MM2)
    assert found.gap_area == pytest.approx(area(wide, thin), abs=MM2)
    assert found.share < 1


def test_what_rounding_leaves_is_counted_but_not_listed():
    district, plots = tessellation()
    speck = square(WEST + 2.5 * SIDE, SOUTH + 2.5 * SIDE, 0.005)
    found = looked_at(district, without(plots, speck))
    assert found.parts == ()
    count, dust = found.dust[Kind.GAP]
    assert count == 1
    assert dust == pytest.approx(area(speck), rel=1e-3)
    assert found.share == 1.0
    assert found.covered_area == pytest.approx(found.district_area - dust, abs=1e-9)


def test_without_plots_the_whole_district_is_one_gap_and_far_land_names_the_nearest_plot():
    district, plots = tessellation()
    bare = looked_at(district, {})
    assert [part.area for part in bare.parts] == [pytest.approx(area(district), abs=1e-3)]
    assert bare.share == pytest.approx(0, abs=1e-12) and bare.parts[0].plots == ()
    island = affinity.translate(district, 0.1, 0)
    both = looked_at(MultiPolygon([district, island]), plots)
    (gap,) = both.parts
    assert gap.area == pytest.approx(area(island), abs=1e-3)
    assert gap.plots and plots[gap.plots[0]].bounds[2] == pytest.approx(WEST + COLUMNS * SIDE)


# Any edit: plots that go, come, move a little or far, swell over their neighbours, or fall apart.
numbers = st.integers(1, PLOTS)
shifts = st.integers(-40, 40)
edits = st.lists(
    st.one_of(
        st.tuples(st.just("remove"), numbers, shifts, shifts),
        st.tuples(st.just("move"), numbers, shifts, shifts),
        st.tuples(st.just("swell"), numbers, shifts, shifts),
        st.tuples(st.just("bite"), numbers, shifts, shifts),
        st.tuples(st.just("restore"), numbers, shifts, shifts),
        st.tuples(st.just("add"), st.integers(PLOTS + 1, PLOTS + 4), shifts, shifts),
    ),
    min_size=1,
    max_size=6,
)
seeds = st.integers(1, 8)


def edited(plots: Plots, first: Plots, edit: tuple[str, int, int, int]) -> Plots:
    """The plots after an edit; what would leave nothing of a plot leaves it alone."""
    what, id, x, y = edit
    lon, lat = WEST + (x + 40) / 80 * COLUMNS * SIDE, SOUTH + (y + 40) / 80 * ROWS * SIDE
    plot = plots.get(id)
    if what == "remove":
        return {each: shape for each, shape in plots.items() if each != id}
    if what == "add":
        return {**plots, id: square(lon, lat, 60)}
    if what == "restore" or plot is None:
        return {**plots, id: first.get(id, square(lon, lat, 60))}
    if what == "move":
        return {**plots, id: affinity.translate(plot, x * 3e-6, y * 3e-6)}
    patch = square(plot.exterior.coords[0][0] + x * 1e-5, plot.exterior.coords[0][1] + y * 1e-5, 40)
    changed = plot.union(patch) if what == "swell" else plot.difference(patch)
    return {**plots, id: changed} if isinstance(changed, Polygon) and not changed.is_empty else plots


@lru_cache
def laid_out(seed: int) -> tuple[Plots, Cover]:
    """The plots of a seed, and their district while nothing lies on it."""
    district, plots = tessellation(seed)
    return plots, uncovered(ground_of(district))


@settings(max_examples=40, deadline=None)
@given(seeds, edits)
def test_after_any_edit_it_is_to_the_last_bit_what_a_full_computation_gives(
    seed: int, changes: list[tuple[str, int, int, int]]
):
    first, bare = laid_out(seed)
    plots, step = first, covered_by(bare, first)
    for change in changes:
        plots = edited(plots, first, change)
        step = covered_by(step, plots)
        assert judged(step) == judged(covered_by(bare, plots))


@settings(max_examples=60, deadline=None)
@given(seeds, edits)
def test_what_is_covered_missing_and_double_adds_up(seed: int, changes: list[tuple[str, int, int, int]]):
    district, plots = tessellation(seed)
    first = plots
    for change in changes:
        plots = edited(plots, first, change)
    found = looked_at(district, plots)
    within = [shapely.intersection(plot, district) for plot in plots.values()]
    covered = area(shapely.union_all(within))
    assert found.covered_area == pytest.approx(covered, abs=1e-3)
    assert found.gap_area == pytest.approx(area(district.difference(shapely.union_all(within))), abs=1e-3)
    assert found.district_area == pytest.approx(covered + found.gap_area, abs=1e-3)
    assert found.inside_area == pytest.approx(area(*within), abs=1e-3)
    assert found.counted_twice == pytest.approx(area(*within) - covered, abs=1e-3)
    pairs = {
        (a, b): area(plots[a].intersection(plots[b]))
        for a, b in combinations(sorted(plots), 2)
        if plots[a].intersection(plots[b]).area > 1e-14
    }
    listed = dict.fromkeys(pairs, 0.0)
    for part in found.parts:
        if part.kind == Kind.OVERLAP and area(part.shape) > 1e-3:
            listed[part.plots] += part.area  # type: ignore[index]
    assert listed == pytest.approx(pairs, abs=1e-2)
    outside = area(*(plot.difference(district) for plot in plots.values()))
    assert found.plots_area - found.inside_area == pytest.approx(outside, abs=1e-3)
